"""How often each programme is chosen again, under the same limits, in draws of what is assumed."""

import numpy as np
from attrs import evolve

from smartscore.engine import Assessment
from smartscore.plans.limits import Limits
from smartscore.plans.optimisation import best_portfolio, best_set, is_tried, kept_sets
from smartscore.plans.outlook import Outlook
from smartscore.plans.portfolio import Ask
from smartscore.robustness.choices import Drawn, Holding
from smartscore.rules import Array, is_relative

#: Draws where all sets of programmes are scored in all draws at once, and where each draw is worked out by itself.
DRAWS, SINGLE_DRAWS = 100, 30
#: How many programmes an integer model may have, times the years that have budgets, so that it is worked out unasked.
MOST = 40


def holding(
    outlook: Outlook, limits: Limits, ask: Ask | None = None, *, draws: int | None = None, seed: int = 1
) -> Holding:
    """Choose again as `choose` does in each draw of the default assumptions: shares of the draws by programme.

    By default there are 100 draws. There are 30 where each is worked out by itself: where scores depend on the other
    cities (relative rules, steps), or the choice is an integer model, which in each draw is within its gap of the best.
    There are none where such a model is large: more than 40 programmes, or with budgets of single years more than 40
    programmes times years. A number of `draws` that is given is made in any case. No programme is chosen in a draw in
    which no choice keeps to the limits or reaches the target.

    Raises:
        UsageError: if scipy is lacking for an integer model.
    """
    ask = ask or Ask()
    if draws is None:
        draws = _affordable(outlook, limits, ask)
    count, is_alone = len(outlook.programmes), _is_alone(outlook)
    if is_alone and is_tried(outlook, limits, ask) and len(sets := kept_sets(outlook, limits)):
        drawn = Drawn.of(_as_cities(outlook, sets, ask), draws, seed)
        return drawn.counted(count, lambda: _among(outlook, sets, drawn.scores(), ask))
    lean = _of_city(outlook, outlook.assessment) if is_alone else outlook
    drawn = Drawn.of(lean.assessment, draws, seed)
    return drawn.counted(count, lambda: _again(drawn, lean, limits, ask))


def _affordable(outlook: Outlook, limits: Limits, ask: Ask) -> int:
    if is_tried(outlook, limits, ask):
        return DRAWS if _is_alone(outlook) else SINGLE_DRAWS
    years = 1 if limits.yearly is None else limits.years
    return SINGLE_DRAWS if len(outlook.programmes) * years <= MOST else 0


def _is_alone(outlook: Outlook) -> bool:
    """Tell whether the scores of a city do not depend on the other cities."""
    definition = outlook.assessment.definition
    return not definition.steps and not any(
        node.rule is not None and is_relative(node.rule) for node in definition.walk()
    )


def _of_city(outlook: Outlook, assessment: Assessment) -> Outlook:
    """Give the outlook on another assessment of the same rows, with the row of the city alone."""
    return evolve(outlook, assessment=assessment.only(np.array([outlook.row])), row=0)


def _as_cities(outlook: Outlook, sets: np.ndarray, ask: Ask) -> Assessment:
    """Give an assessment of which each row is the city under a set of programmes: bool (sets, programmes)."""
    rows = outlook.assessment.only(np.full(len(sets), outlook.row))
    values = outlook.values(sets, ask.hope)
    return evolve(rows, measured={**rows.measured, **values}, columns={**rows.columns, **values})


def _among(outlook: Outlook, sets: np.ndarray, index: Array, ask: Ask) -> tuple[Array, int]:
    """Choose one of the sets in each draw: bool (sets, programmes), (draws, sets)."""
    found = [best_set(outlook, sets, each, ask) for each in index]
    chosen = [sets[place] for place in found if place is not None]
    counts = np.sum(chosen, axis=0) if chosen else np.zeros(sets.shape[1])
    return np.asarray(counts / len(index)), len(index) - len(chosen)


def _again(drawn: Drawn, outlook: Outlook, limits: Limits, ask: Ask) -> tuple[Array, int]:
    """Choose in each draw as anybody would by its framework."""
    times, impossible = dict.fromkeys((programme.id for programme in outlook.programmes), 0), 0
    for draw in range(drawn.draws):
        there = _of_city(outlook, drawn.replay.assessed(drawn.world, draw))
        portfolio = best_portfolio(there, limits, ask)
        impossible += portfolio is None
        for name in () if portfolio is None else portfolio.chosen:
            times[name] += 1
    return np.array([*times.values()], dtype=float) / drawn.draws, impossible

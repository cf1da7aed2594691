"""How often each city is chosen again, by the same rules, in draws of what is assumed."""

from collections.abc import Mapping, Sequence

import numpy as np
from attrs import evolve, field, frozen

from smartscore.engine import Assessment
from smartscore.errors import UsageError
from smartscore.robustness.choices import Drawn, Holding
from smartscore.robustness.defaults import default_draws
from smartscore.robustness.uncertainty.tally import Ranker
from smartscore.rounding import on_grid
from smartscore.rules import Array
from smartscore.selection.candidates import Candidates
from smartscore.selection.choice import IN, OPEN, Choice
from smartscore.selection.places import choose_candidates, choose_untied
from smartscore.selection.quotas import GroupBounds, Quota, bounds_of, groups_by

#: Draws of a selection, and of one with quotas on several columns, which is an integer model in each draw.
DRAWS, MODEL_DRAWS = 200, 50
#: How many candidates such a selection may have, so that it is worked out where nobody asks for it.
MOST = 100


def holding(  # noqa: PLR0913  # those of `select`, and the draws
    assessment: Assessment,
    top: int,
    *,
    quotas: Mapping[str, int | Quota] | None = None,
    min_coverage: float = 0.0,
    node: str = "index",
    lowest: bool = False,
    draws: int | None = None,
    seed: int = 1,
) -> Holding:
    """Choose again as `select` does in each draw of the default assumptions: shares of the draws by row, (cities).

    Where only a tie decides, everybody who is open counts for the share that a lot would give: two places for three
    are two thirds each. So the shares sum to `top`, but for draws in which the quotas cannot be kept. Who may be
    chosen for its coverage stays the same: it is a fact about the data. By default there are 200 draws, or 50 with
    quotas on several columns; and none where that would take long: more than 100 candidates with such quotas, or a
    dataset of which 200 draws are not made in passing. A number of `draws` that is given is made in any case.

    Raises:
        UsageError: as `select` does.
    """
    candidates = Candidates.of(assessment, node, min_coverage, lowest=lowest)
    quotas = quotas or {}
    groups = groups_by(assessment.dataset, list(quotas))
    choose_candidates(candidates.tied, bounds_of(groups, quotas, candidates.rows, top), top)
    if draws is None:
        draws = _affordable(assessment, len(candidates.rows), len(quotas))
    drawn = Drawn.of(assessment, draws, seed, node)
    again = _Again(assessment, candidates.coverage >= min_coverage - 1e-9, groups, quotas, top)
    sign = -1.0 if lowest else 1.0
    return drawn.counted(len(candidates.score), lambda: again.shares(sign * drawn.scores()))


def _affordable(assessment: Assessment, candidates: int, columns: int) -> int:
    """Give how many draws are made where nobody says it, 0 for none."""
    if not default_draws(assessment):
        return 0
    if columns > 1:
        return MODEL_DRAWS if candidates <= MOST else 0
    return DRAWS


@frozen(eq=False)
class _Again:
    """The rules of a selection; `able` are who may be chosen if they have a score: bool (cities)."""

    assessment: Assessment
    able: np.ndarray
    groups: Mapping[str, np.ndarray]
    quotas: Mapping[str, int | Quota]
    top: int
    _bounds: dict[bytes, Sequence[GroupBounds] | None] = field(factory=dict)

    def shares(self, scores: Array) -> tuple[Array, int]:
        """Give the share of the draws in which each city is chosen, and in how many no choice is possible.

        Shape: (draws, cities), the highest being chosen.
        """
        scores = np.where(self.able, scores, np.nan)
        chosen = np.stack([*map(self._quoted, scores)]) if self.quotas else self._best(scores)
        impossible = np.isnan(chosen).all(axis=1)
        return np.asarray(chosen[~impossible].sum(axis=0) / len(scores)), int(impossible.sum())

    def _best(self, scores: Array) -> Array:
        """Give the share of a place that each city gets in each draw: (draws, cities), NaN if there are too few."""
        ranker = Ranker.of(np.zeros(scores.shape[1]), self.assessment.framework.scale)
        known = (~np.isnan(scores)).sum(axis=1, keepdims=True)
        first = ranker.ranks(scores)
        alike = known + 2 - first - ranker.ranks(-scores)
        share = np.nan_to_num(np.clip((self.top + 1 - first) / alike, 0.0, 1.0))
        return np.where(known < self.top, np.nan, share)

    def _quoted(self, scores: Array) -> Array:
        """Give the share of a place that each city gets in one draw: (cities), NaN if quotas cannot be kept."""
        rows = np.flatnonzero(~np.isnan(scores))
        found = np.full(len(scores), np.nan)
        if (bounds := self._bounds_among(rows)) is None:
            return found
        worst_last = -on_grid(scores[rows], self.assessment.framework.scale)
        order = np.argsort(worst_last, kind="stable")
        is_next = np.diff(worst_last[order], prepend=-np.inf) != 0
        ordered = [evolve(each, group=each.group[order]) for each in bounds]
        chosen = choose_untied(ordered, self.top) if is_next.all() else None
        if chosen is None:
            try:
                chosen = _by_lot(choose_candidates(np.cumsum(is_next) - 1, ordered, self.top))
            except UsageError:  # quotas that can be kept one by one, but not together
                return found
        found[:] = 0.0
        found[rows[order]] = chosen
        return found

    def _bounds_among(self, rows: np.ndarray) -> Sequence[GroupBounds] | None:
        """Give the bounds of the groups among these rows, None where they cannot be kept."""
        name = rows.tobytes()
        if name not in self._bounds:
            try:
                self._bounds[name] = bounds_of(self.groups, self.quotas, rows, self.top)
            except UsageError:
                self._bounds[name] = None
        return self._bounds[name]


def _by_lot(choice: Choice) -> Array:
    """Give the share of a place that each candidate gets if lots are drawn: (candidates)."""
    lots = choice.places / np.maximum(choice.rivals, 1)
    return np.asarray(np.where(choice.state == OPEN, lots, choice.state == IN), dtype=float)

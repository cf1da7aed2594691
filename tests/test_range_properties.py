"""What holds for ranges by every bundled framework and by random trees: no completion of the gaps leaves them."""

from collections.abc import Callable, Mapping

import numpy as np
import pytest
from attrs import evolve
from pandas import DataFrame

from smartscore.aggregates import Aggregate, Arithmetic, Geometric, Harmonic, Maximum, Median, Minimum, Power, Sum
from smartscore.api.frameworks import framework_sources
from smartscore.engine import Assessment, assess
from smartscore.engine.ranges.open_values import possible_values
from smartscore.model import Dimension, Framework, Indicator, is_unscored, walk
from smartscore.plugins import discover
from smartscore.rules import Array, Categories, Classes, Levels, Linear, Log, Rule, Target, answers

PATTERNS, EACH = 20, 50  # cities with gaps, and completions of each
SLACK = 1e-7  # of the scale
BUNDLED = {name: source.load() for name, source in framework_sources(discover(bundled_only=True)).items()}
_TAKERS = [n.id for n in BUNDLED["u4ssc"].indicators if answers.takes_benchmark(n.rule)]
BUNDLED["u4ssc"] = BUNDLED["u4ssc"].benchmarked(dict.fromkeys(_TAKERS, 40.0))
RULES: list[Rule] = [
    Linear(0, 100),
    Linear(80, 10),
    Linear(20, 60, clip="none"),
    Log(1, 100),
    Log(100, 1, zero="best"),
    Target(40, 25),
    Classes((20, 50, 80), (0.2, 1, 0.5, 0.1)),
    Levels(0, 5),
    Categories({"poor": 0.1, "fair": 0.4, "good": 0.8}),
]
MEANS: list[Aggregate] = [
    *(Arithmetic(), Geometric(), Harmonic(), Power(2), Power(-0.5)),
    *(Median(), Minimum(), Maximum(), Sum()),
]


def drawn(node: Indicator, count: int, random: np.random.Generator) -> Array:
    """Draw values that are possible, a third of them at an end."""
    if words := answers.words(node.rule):
        return random.integers(0, len(words), count).astype(float)
    domain, named = node.possible, [bound for bound in answers.bounds(node.rule) if bound is not None]
    low, high = (domain.low, domain.high) if domain else (-np.inf, np.inf)
    low = max(low, -np.inf if (least := answers.least(node.rule)) is None else least)
    reach = max([abs(bound) for bound in named], default=100.0)
    low, high = (end if np.isfinite(end) else way * 2 * reach for end, way in ((low, -1), (high, 1)))
    values = random.choice([0.0, 1.0, *random.random(4)], count) * (high - low) + low
    return np.rint(values) if domain and domain.whole else values


def as_written(framework: Framework, values: Mapping[str, Array], names: list[str]) -> DataFrame:
    """Write values as a dataset has them: words, amounts, and what does not apply for inf.

    Denominators that are no indicators are 1.
    """
    columns: dict[str, object] = {}
    for node in framework.indicators:
        cells, words = values[node.id], answers.words(node.rule)
        if words or np.isinf(cells).any():
            written: dict[float, str] = {np.inf: "not applicable", **dict(enumerate(words))}
            columns[node.id] = [None if np.isnan(cell) else written.get(cell, cell) for cell in cells.tolist()]
        elif node.denominator:
            over = columns.setdefault(node.denominator, values.get(node.denominator, np.ones(len(cells))))
            columns[node.id] = cells / node.factor * np.maximum(over, node.least_denominator)  # type: ignore[call-overload]
        else:
            columns[node.id] = cells
    return DataFrame(columns, index=names)


def with_gaps(
    framework: Framework, random: np.random.Generator, beside: float = 0.0
) -> tuple[Assessment, dict[str, Array]]:
    """Assess cities with more and more gaps, of which a share does not apply; give the values too, inf for those."""
    values = {}
    for node in framework.indicators:
        gaps = np.where(random.random(PATTERNS) < beside, np.inf, np.nan)
        lacking = random.random(PATTERNS) < np.arange(PATTERNS) / (PATTERNS - 1)
        values[node.id] = np.where(lacking, gaps, drawn(node, PATTERNS, random))
    for node in framework.indicators:
        if node.denominator in values:
            values[node.id] = np.where(np.isnan(values[node.denominator]), np.nan, values[node.id])
    names = [f"city {number}" for number in range(PATTERNS)]
    return assess(as_written(framework, values, names), framework), values


def completed(
    assessment: Assessment, values: Mapping[str, Array], random: np.random.Generator, each: int = EACH
) -> Assessment:
    """Complete every city at random, `each` times; what is optional may stay absent."""
    framework, rows = assessment.framework, np.repeat(np.arange(PATTERNS), each)
    filled = {}
    for node in framework.indicators:
        known = values[node.id][rows]
        fresh = drawn(node, len(rows), random)
        if node.optional:
            fresh[random.random(len(rows)) < 0.5] = np.nan
        filled[node.id] = np.where(np.isnan(known), fresh, known)
    leave_out_whole(framework, assessment, filled, rows, random)
    return assess(as_written(framework, filled, [f"completion {number}" for number in range(len(rows))]), framework)


def leave_out_whole(
    framework: Framework,
    assessment: Assessment,
    filled: dict[str, Array],
    rows: np.ndarray,
    random: np.random.Generator,
) -> None:
    """Leave out all of an optional dimension of which nothing is known and that has no score, half the time."""
    for dimension in framework.dimensions:
        if dimension.optional:
            below = [node.id for node in walk(dimension) if isinstance(node, Indicator)]
            unknown = np.all([~assessment.present(name)[rows] for name in below], axis=0)
            unscored = np.isnan(assessment.scores[dimension.id].to_numpy())[rows]
            absent = unknown & unscored & (random.random(len(rows)) < 0.5)
            for name in below:
                filled[name][absent & np.isfinite(filled[name])] = np.nan


def hold_completions(assessment: Assessment, completions: Assessment) -> None:
    """Hold that the score of every node in every completion lies within its range.

    What stands below an optional dimension that stayed absent is no completion, though its gaps may count as worst.
    """
    low, high = assessment.framework.scale
    slack, rows = SLACK * (high - low), np.repeat(np.arange(PATTERNS), len(completions.rows) // PATTERNS)
    reach = assessment.score_range
    for name in assessment.framework.nodes:
        scores = completions.scores[name].to_numpy()
        above = completions.scores[optional_above(assessment.framework, name)]
        scored = ~np.isnan(scores) & above.notna().all(axis=1).to_numpy()
        least, greatest = (ends[name].to_numpy()[rows][scored] for ends in (reach.least, reach.greatest))
        assert (scores[scored] >= least - slack).all(), name
        assert (scores[scored] <= greatest + slack).all(), name


def optional_above(framework: Framework, name: str) -> list[str]:
    """List the optional dimensions above a node."""
    return [d.id for d in framework.dimensions if d.optional and name in {n.id for n in walk(d)} - {d.id}]


@pytest.mark.parametrize("name", BUNDLED)
def test_no_completion_leaves_the_range_by_a_bundled_framework(name: str) -> None:
    """1,000 completions each."""
    random = np.random.default_rng(15)
    assessment, values = with_gaps(BUNDLED[name], random)
    completions = completed(assessment, values, random)
    assert len(completions.rows) == 1000
    hold_completions(assessment, completions)
    inexact = {node for node, exact in assessment.score_range.exact.items() if not exact}
    over_missing = {"innovation_points", "innovation_unit", "index"}  # over the number of innovations
    assert inexact == (over_missing if name == "iid-2026" else set()) or (name == "u4ssc" and inexact)


@pytest.mark.parametrize("name", sorted(BUNDLED.keys() - {"u4ssc"}))
@pytest.mark.parametrize("end", ["least", "greatest"])
def test_both_ends_are_reached_by_a_bundled_framework(name: str, end: str) -> None:
    """The indicators at their own end, which rise to the index by every bundled framework, give that of each node."""
    framework = BUNDLED[name]
    assessment, values = with_gaps(framework, np.random.default_rng(16))
    filled = {}
    for node in framework.indicators:
        tried = tried_values(node)
        scored = np.zeros(len(tried)) if is_unscored(node) else np.asarray(node.rule(tried))  # type: ignore[operator]
        place = np.argmin(scored) if end == "least" else np.argmax(scored)
        cells = values[node.id]
        filled[node.id] = np.where(np.isnan(cells) & (not node.optional), tried[place], cells)
    reached = assess(as_written(framework, filled, list(assessment.rows)), framework)
    ends = getattr(assessment.score_range, end)
    if not any(node.optional for node in framework.walk()):
        for above in map(str, reached.coverage):
            assert reached.scores[above].tolist() == pytest.approx(ends[above].tolist(), nan_ok=True), above


def tried_values(node: Indicator) -> Array:
    """Give values of which one scores least and one most."""
    domain, bounds = node.possible, [bound for bound in answers.bounds(node.rule) if bound is not None]
    if words := answers.words(node.rule):
        return np.arange(len(words), dtype=float)
    low, high = (domain.low, domain.high) if domain else (-np.inf, np.inf)
    low = max(low, -np.inf if (least := answers.least(node.rule)) is None else least)
    peak = answers.peak(node.rule)
    named = [*bounds, *answers.limits(node.rule), *([peak[0]] if peak else []), 1e9, -1e9]
    return np.unique(np.clip([*named, low, high], max(low, -1e9), min(high, 1e9)))


def random_tree(random: np.random.Generator) -> Framework:
    """Give a tree of three levels with any rule, any aggregate and any treatment of what is missing."""

    def pick(choices: list[object]) -> object:
        return choices[random.integers(len(choices))]

    def leaf(number: int) -> Indicator:
        settings = {"weight": float(random.integers(number % 2, 4)), "optional": bool(random.random() < 0.25)}
        return Indicator(f"i{number}", rule=pick([*RULES]), domain=None, **settings)  # type: ignore[arg-type]

    def dimension(name: str, *members: Dimension | Indicator) -> Dimension:
        pooled = random.random() < 0.2
        return Dimension(
            name,
            members=members,
            aggregate=Arithmetic() if pooled else pick([*MEANS]),  # type: ignore[arg-type]
            weight=float(random.integers(1, 4)),
            missing="pool" if pooled else pick(["leave_out", "worst"]),  # type: ignore[arg-type]
            min_coverage=pick([0.0, 0.5, 1.0]),  # type: ignore[arg-type]
            optional=bool(name != "index" and random.random() < 0.2),
            decimals=pick([None, None, 1]),  # type: ignore[arg-type]
            rule=pick([None, None, None, Linear(90, 10)]) if name != "index" else None,  # type: ignore[arg-type]
        )

    leaves = [leaf(number) for number in range(10)]
    deep = dimension("deep", *leaves[:3])
    middle = dimension("middle", deep, *leaves[3:5])
    return Framework("drawn", index=dimension("index", middle, dimension("flat", *leaves[5:8]), *leaves[8:]))


def positive(tree: Framework) -> bool:
    """Tell whether no score is below 0, which some means do not take."""
    return all(answers.is_held(node.rule) for node in tree.indicators)


@pytest.mark.parametrize("seed", range(40))
def test_no_completion_leaves_the_range_of_a_random_tree(seed: int) -> None:
    random = np.random.default_rng(seed)
    tree = random_tree(random)
    if not positive(tree):
        tree = evolve(tree, index=with_aggregates(tree.index, lambda: MEANS[[0, 5, 6, 7, 8][random.integers(5)]]))
    assessment, values = with_gaps(tree, random, beside=0.2)
    hold_completions(assessment, completed(assessment, values, random, 20))


def with_aggregates(dimension: Dimension, pick: Callable[[], Aggregate]) -> Dimension:
    """Give a tree whose dimensions have other aggregates, where they do not pool."""
    members = [with_aggregates(m, pick) if isinstance(m, Dimension) else m for m in dimension.members]
    return evolve(dimension, members=members, aggregate=Arithmetic() if dimension.missing == "pool" else pick())


@pytest.mark.parametrize("seed", range(20))
def test_a_value_that_comes_in_never_widens_the_range(seed: int) -> None:
    random = np.random.default_rng(seed)
    tree = Framework("held", index=with_aggregates(random_tree(random).index, Arithmetic))
    assessment, values = with_gaps(tree, random)
    before = assessment.score_range
    for node in tree.indicators:
        values = {
            **values,
            node.id: np.where(np.isnan(values[node.id]), drawn(node, PATTERNS, random), values[node.id]),
        }
        after = assess(as_written(tree, values, list(assessment.rows)), tree).score_range
        for one, other in ((before.least, after.least), (after.greatest, before.greatest)):
            outer, inner = one["index"].to_numpy(), other["index"].to_numpy()
            assert ((inner >= outer - SLACK) | np.isnan(inner)).all()
        before = after
    assert (before.least == before.greatest).to_numpy().all()


def test_what_is_possible_is_what_is_drawn() -> None:
    """The values that are tried here do not leave those of which ranges are made."""
    random = np.random.default_rng(1)
    for framework in BUNDLED.values():
        assessment, _ = with_gaps(framework, random)
        for node in framework.indicators:
            domain, values = possible_values(assessment, node), drawn(node, 100, random)
            assert ((values >= domain.low) & (values <= domain.high)).all(), node.id

"""What holds for advice by every bundled framework and by random ones: it never points the wrong way."""

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame, Index

from smartscore import (
    Assessment,
    Dimension,
    Framework,
    Indicator,
    SmartscoreError,
    assess,
    best_values,
    discover,
    gaps,
    target_values,
)
from smartscore.aggregates import Aggregate, Arithmetic, Geometric, Harmonic, Maximum, Median, Minimum, Power
from smartscore.api import framework_sources
from smartscore.engine.rescoring import rescored
from smartscore.model import is_unscored
from smartscore.rules import Classes, Levels, Linear, Log, MinMax, Rank, RelativeRule, Rule, Target
from smartscore.rules import Power as Root
from smartscore.views import band_values, missing

LEAVES = tuple("abcdef")
GAP = float("nan")
MEANS: list[Aggregate] = [Arithmetic(), Geometric(), Harmonic(), Power(2), Median(), Minimum(), Maximum()]
RULES: list[Rule] = [
    Linear(0, 100), Linear(60, 20), Log(1, 100), Log(90, 2, zero="best"), Root(90, 4), Target(50, 30), Levels(0, 100),
    Classes([30, 60], [1, 0.5, 0]), Classes([30, 60], [0.2, 1, 0]),
]  # fmt: skip
TURNS: list[Rule | RelativeRule | None] = [
    None, None, Linear(0, 100), Linear(100, 0), Linear(70, 30), Log(80, 2), Log(80, 2, zero="best"), Log(2, 80),
    Root(90, 10), Root(90, 10, zero="best"), Target(50, 50), Target(100, 80), Classes([30, 60], [1, 0.5, 0]),
    Classes([30, 60], [0, 1, 0.5]), MinMax("low"), Rank("low"), Rank(),
]  # fmt: skip
BUNDLED = {name: source.load() for name, source in framework_sources(discover(bundled_only=True)).items()}

values = st.integers(0, 100).map(float)
cells = st.one_of(values, values, values, st.just(GAP))


@st.composite
def trees(draw: st.DrawFn, *, worst: bool = False) -> Framework:
    """Draw a tree of three levels over six indicators, whose dimensions have rules that rise, fall or turn."""

    def dimension(name: str, *members: Indicator | Dimension) -> Dimension:
        rule = draw(st.sampled_from([turn for turn in TURNS if not (worst and turn and hasattr(turn, "fit"))]))
        return Dimension(name, members=members, aggregate=draw(st.sampled_from(MEANS)), rule=rule)

    leaf = {name: Indicator(name, rule=draw(st.sampled_from(RULES))) for name in LEAVES}
    deep = dimension("deep", leaf["d"], dimension("deepest", leaf["e"], leaf["f"]))
    top = dimension("index", dimension("one", leaf["a"], leaf["b"]), dimension("two", leaf["c"], deep))
    tree = Framework("drawn", index=top, higher=draw(st.sampled_from(["better", "worse"])))
    return evolve(tree, index=counting_as_worst(tree.index, tree)) if worst else tree


def counting_as_worst(node: Dimension, tree: Framework) -> Dimension:
    """Give a tree in which gaps count as worst wherever it is known what that is."""
    members = [counting_as_worst(member, tree) if isinstance(member, Dimension) else member for member in node.members]
    return evolve(node, members=members, missing="worst" if tree.ways[node.members[0].id] else "leave_out")


@st.composite
def frames(draw: st.DrawFn) -> DataFrame:
    """Draw cities of which the first three, complete and different, are what relative rules need."""
    rows = draw(st.lists(st.tuples(*[cells] * len(LEAVES)), min_size=1, max_size=4))
    known = [tuple(float(start + 7 * place) for place in range(len(LEAVES))) for start in (5, 31, 62)]
    return DataFrame([*known, *rows], columns=list(LEAVES), index=[f"city {n}" for n in range(3 + len(rows))])


def made_up(framework: Framework, seed: int, gaps_in: int = 4) -> DataFrame:
    """Give cities with random values that are possible, one in so many missing."""
    rng = np.random.default_rng(seed)
    told: dict[str, object] = {}
    for node in framework.indicators:
        low, high = (node.possible.low, node.possible.high) if node.possible else (0.0, 100.0)
        low, high = max(low, -1000.0), min(high, 1000.0)
        column = rng.uniform(low, high, 6)
        column = np.floor(column) if node.possible and node.possible.whole else column
        column[rng.integers(0, gaps_in, 6) == 0] = GAP
        told[node.id] = column * (1.0 / node.factor if node.denominator else 1.0)
        if node.denominator:
            told[node.denominator] = np.ones(6)
    return DataFrame(told, index=Index([f"city {number}" for number in range(6)], name="city"))


def judged(framework: Framework, data: DataFrame) -> Assessment | None:
    """Judge cities, unless a mean of theirs or a rule for some of them is not defined."""
    try:
        return assess(data, framework)
    except SmartscoreError:
        return None


def never_lowered_by_gaps(found: Assessment) -> None:
    """Hold that to go to what is wanted, and half of the way by a rule of one way, never makes the index worse."""
    framework, slack = found.framework, 1e-6 * (found.framework.scale[1] - found.framework.scale[0])
    for wanted in (target_values(found), best_values(found), band_values(found)):
        for row in range(len(found.rows)):
            told = gaps(found, row, wanted)
            told = told[told["value"].notna() & told["gain"].notna()]
            assert (framework.sign * told["gain"] >= -slack).all(), told
            for name, gap in told.iterrows():
                if getattr(framework.nodes[str(name)].rule, "better", "") == "target":
                    continue  # the way to the other side of a peak leads over it
                half = {str(name): np.array([(gap["value"] + gap["wanted"]) / 2])}
                after = rescored(found, np.array([row]), half)["index"][0]
                assert framework.sign * (after - found.index.iloc[row]) >= -slack or np.isnan(after), (name, gap)


def worst_at_most_best(found: Assessment) -> None:
    """Hold that the index with a missing value at its worst is not better than with it at its best."""
    for row in range(len(found.rows)):
        told = missing(found, row)
        apart = found.framework.sign * (told["best"] - told["worst"]).dropna()
        assert (apart >= -1e-6 * (found.framework.scale[1] - found.framework.scale[0])).all(), told


@given(frames(), trees())
def test_by_random_frameworks_no_advice_points_the_wrong_way(data: DataFrame, tree: Framework) -> None:
    if found := judged(tree, data):
        never_lowered_by_gaps(found)
        worst_at_most_best(found)


@pytest.mark.parametrize("framework", BUNDLED.values(), ids=list(BUNDLED))
@pytest.mark.parametrize("turned", [False, True], ids=["as it is", "turned"])
def test_by_bundled_frameworks_no_advice_points_the_wrong_way(framework: Framework, turned: bool) -> None:
    if turned:
        low, high = framework.scale
        members = framework.index.members
        harm = [evolve(m, rule=Linear(high, low)) if isinstance(m, Dimension) else m for m in members]
        framework = evolve(framework, index=evolve(framework.index, members=harm), higher="worse")
    found = [judged(framework, made_up(framework, seed)) for seed in range(1)]
    known = [each for each in found if each is not None]
    assert known
    for each in known:
        never_lowered_by_gaps(each)
        worst_at_most_best(each)


@given(frames(), trees(worst=True), st.sampled_from(LEAVES), values)
def test_filling_a_gap_never_makes_an_index_worse_in_which_it_counted_as_worst(
    data: DataFrame, tree: Framework, leaf: str, value: float
) -> None:
    if not tree.ways[leaf]:
        return
    lacking = data.assign(**{leaf: GAP})
    before, after = judged(tree, lacking), judged(tree, lacking.assign(**{leaf: value}))
    if before is not None and after is not None:
        apart = tree.sign * (after.index - before.index)
        assert not (apart < -1e-6).any()


@pytest.mark.parametrize("name", [name for name, framework in BUNDLED.items() if framework.index.missing == "worst"])
def test_nor_does_it_by_bundled_frameworks(name: str) -> None:
    framework = BUNDLED[name]
    full = made_up(framework, 0, gaps_in=10**9)
    whole = assess(full, framework).index
    for node in framework.indicators:
        if not (is_unscored(node) or node.optional):
            lacking = assess(full.assign(**{node.id: GAP}), framework).index
            assert (framework.sign * (whole - lacking) >= -1e-9).all(), node.id

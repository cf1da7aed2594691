"""Frameworks: the tree, its shares and weights, what identifies it, and every fault at once."""

import dataclasses
import functools
from collections.abc import Callable

import numpy as np
import pytest
from attrs import evolve, frozen

from smartscore.aggregates import Geometric
from smartscore.errors import FrameworkError
from smartscore.model import Band, Confidence, Criterion, Dimension, Domain, Framework, Indicator, Years
from smartscore.rules import Array, Linear, MinMax, PercentileRank, Rank
from smartscore.steps import Impute

RULE = Linear(0, 100)
POVERTY = Indicator("poverty", rule=Linear(40, 0), weight=3)
WORK = Indicator("work", rule=RULE)
ECONOMY = Dimension("economy", members=[POVERTY, WORK])
WATER = Indicator("water", rule=RULE)
LIVING = Dimension("living", members=[WATER], weight=3)


def framework(*members: Dimension | Indicator, **fields: object) -> Framework:
    index = Dimension("index", members=members or [ECONOMY, LIVING])
    return Framework(**{"id": "small", "index": index, **fields})  # type: ignore[arg-type]


def codes(make: Callable[[], object]) -> list[str]:
    with pytest.raises(FrameworkError) as refused:
        make()
    return [problem.code for problem in refused.value.problems]


def test_the_tree_is_walked_breadth_first() -> None:
    small = framework()
    order = ["index", "economy", "living", "poverty", "work", "water"]
    assert [node.id for node in small.walk()] == order
    assert list(small.nodes) == order
    assert [node.id for node in small.dimensions] == ["index", "economy", "living"]
    assert [node.id for node in small.indicators] == ["poverty", "work", "water"]
    assert small.nodes["poverty"] is POVERTY


def test_a_framework_scores_from_0_to_100_unless_it_says_otherwise() -> None:
    plain = framework()
    assert (plain.scale, plain.bands, plain.steps, plain.higher) == ((0, 100), (), (), "better")
    assert str(plain.title) == "small"
    assert str(framework(title="Small one").title) == "Small one"


def test_the_name_tells_what_was_added() -> None:
    assert framework().name == "small"
    assert framework(variant="+ tourism").name == "small + tourism"


def test_shares_of_the_index_multiply_down_the_tree() -> None:
    shares = framework().shares
    assert shares == {
        "index": 1,
        "economy": 0.25,
        "living": 0.75,
        "poverty": 0.1875,
        "work": 0.0625,
        "water": 0.75,
    }
    assert sum(shares[indicator.id] for indicator in framework().indicators) == 1


def test_reweigh_gives_a_copy_with_other_weights_among_siblings() -> None:
    before = framework()
    after = before.reweigh({"living": 1, "poverty": 0})
    assert (after.shares["living"], after.shares["poverty"], after.shares["work"]) == (0.5, 0, 0.5)
    assert before.shares["living"] == 0.75
    assert after.fingerprint != before.fingerprint
    assert before.reweigh({}) == before
    assert before.reweigh({"living": 3}).fingerprint == before.fingerprint


def test_reweigh_refuses_every_name_that_is_no_member() -> None:
    with pytest.raises(FrameworkError) as refused:
        framework().reweigh({"livng": 2, "index": 1, "water": 1})
    assert "\n".join(problem.to("en") for problem in refused.value.problems) == (
        "there is no 'index' in it; nearest: economy, living, poverty, water, work\n"
        "there is no 'livng' in it; nearest: living"
    )


@pytest.mark.parametrize(
    ("weights", "code"),
    [
        ({"living": -1}, "weight_not_valid"),
        ({"water": float("nan")}, "weight_not_valid"),
        ({"living": 0, "economy": 0}, "weights_all_zero"),
    ],
)
def test_reweigh_refuses_weights_that_are_not_valid(weights: dict[str, float], code: str) -> None:
    assert codes(lambda: framework().reweigh(weights)) == [code]


def test_the_fingerprint_is_16_hexadecimal_digits() -> None:
    found = framework().fingerprint
    assert len(found) == 16
    assert set(found) <= set("0123456789abcdef")
    assert found == framework().fingerprint


MOVING = {
    "a weight": framework(ECONOMY, evolve(LIVING, weight=2)),
    "a weight of an indicator": framework(evolve(ECONOMY, members=[evolve(POVERTY, weight=1), WORK]), LIVING),
    "a bound": framework(evolve(ECONOMY, members=[evolve(POVERTY, rule=Linear(41, 0)), WORK]), LIVING),
    "a clip": framework(evolve(ECONOMY, members=[evolve(POVERTY, rule=Linear(40, 0, clip="none")), WORK]), LIVING),
    "a rule": framework(evolve(ECONOMY, members=[evolve(POVERTY, rule=MinMax("low")), WORK]), LIVING),
    "another rule": framework(evolve(ECONOMY, members=[evolve(POVERTY, rule=Rank("low")), WORK]), LIVING),
    "a third rule": framework(evolve(ECONOMY, members=[evolve(POVERTY, rule=PercentileRank("low")), WORK]), LIVING),
    "an aggregate": framework(evolve(ECONOMY, aggregate=Geometric()), LIVING),
    "a rule on a dimension": framework(evolve(ECONOMY, rule=RULE), LIVING),
    "missing": framework(evolve(ECONOMY, missing="worst"), LIVING),
    "a least coverage": framework(evolve(ECONOMY, min_coverage=1), LIVING),
    "decimals": framework(evolve(ECONOMY, decimals=2), LIVING),
    "decimals of an indicator": framework(ECONOMY, evolve(LIVING, members=[evolve(WATER, decimals=2)])),
    "optional": framework(evolve(ECONOMY, optional=True), LIVING),
    "one more member": framework(ECONOMY, LIVING, Indicator("tourism", rule=RULE)),
    "one less member": framework(ECONOMY),
    "an id": framework(ECONOMY, evolve(LIVING, members=[evolve(WATER, id="clean_water")])),
    "a level higher": framework(ECONOMY, evolve(WATER, weight=3)),
    "the scale": framework(scale=(1, 5)),
    "a band": framework(bands=[Band("low", 0)]),
    "an open band": framework(bands=[Band("low", 0, open=True)]),
    "a step": framework(steps=[Impute("median")]),
    "a step by group": framework(steps=[Impute("median", by="state")]),
    "which way is up": framework(higher="worse"),
    "the framework's id": framework(id="other"),
    "the edition": framework(edition="2025"),
}


def test_the_fingerprint_changes_with_everything_that_can_move_a_score() -> None:
    found = {what: changed.fingerprint for what, changed in MOVING.items()}
    found["nothing"] = framework().fingerprint
    assert len(set(found.values())) == len(found)


def test_titles_and_sources_do_not_change_the_fingerprint() -> None:
    told = evolve(
        WATER,
        title={"en": "Clean water", "id": "Air bersih"},
        description="share of households",
        unit="percent",
        code="W1",
        aliases=["air"],
        source="survey",
        agency="statistics office",
        published="yearly",
        typical="60 to 95",
        basis="judgement",
        basis_worst="none below",
        basis_best="all of them",
        caution="none",
        overlaps=["work"],
        confidence=Confidence("judgement", "judgement"),
        criteria=[Criterion(1, "a plan")],
    )
    living = evolve(LIVING, members=[told], title="Living", description="x", source="y", code="B")
    other = framework(ECONOMY, living, title="Small", description="x", source="y")
    assert other.fingerprint == framework().fingerprint
    low, rendah = (framework(bands=[Band(title, 0)]) for title in ("low", {"en": "low", "id": "rendah"}))
    assert low.fingerprint == rendah.fingerprint


def test_the_order_of_members_does_not_change_the_fingerprint() -> None:
    turned = framework(LIVING, evolve(ECONOMY, members=[WORK, POVERTY]))
    assert turned.fingerprint == framework().fingerprint


def test_the_way_a_number_is_written_does_not_change_the_fingerprint() -> None:
    written = framework(evolve(ECONOMY, members=[evolve(POVERTY, rule=Linear(40.0, 0.0), weight=3.0), WORK]), LIVING)
    assert written.fingerprint == framework().fingerprint
    numpys = framework(evolve(ECONOMY, members=[evolve(POVERTY, weight=np.float64(3)), WORK]), LIVING)
    assert numpys.fingerprint == framework().fingerprint


def test_what_was_learnt_from_a_baseline_is_part_of_the_fingerprint() -> None:
    def with_rule(rule: object) -> Framework:
        return framework(evolve(WATER, rule=rule))

    one, other = (with_rule(Rank().fit(np.array([1.0, 2, last]))) for last in (3.0, 4.0))
    assert one.fingerprint != other.fingerprint
    one, other = (framework(steps=[Impute("median", fitted={"water": {"": value}})]) for value in (1.0, 2.0))
    assert one.fingerprint != other.fingerprint


@frozen
class Capped:
    """A rule of a plugin, whose parameters are called like words about a node."""

    kind: str
    unit: str = "percent"
    better = "higher"

    def __call__(self, values: Array) -> Array:
        return values.clip(0, 1 if self.kind == "hard" else 2)


@dataclasses.dataclass(frozen=True, slots=True)
class Scaled:
    """A rule of a plugin that is no attrs class."""

    factor: float
    better: str = "higher"

    def __call__(self, values: Array) -> Array:
        return values * self.factor


class Plain:
    """A rule of a plugin that is a class like any other."""

    better = "higher"

    def __init__(self, factor: float) -> None:
        self.factor = factor

    def __call__(self, values: Array) -> Array:
        return values * self.factor


def raised(values: Array, power: float = 1) -> Array:
    return np.asarray(values**power)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Capped("hard"), Capped("soft")),
        (Capped("hard"), Capped("hard", unit="share")),
        (Scaled(1), Scaled(2)),
        (Plain(1), Plain(2)),
        (functools.partial(raised, power=1), functools.partial(raised, power=2)),
    ],
    ids=["attrs", "attrs with unit", "dataclass", "class", "partial"],
)
def test_the_parameters_of_a_rule_of_a_plugin_change_the_fingerprint(one: object, other: object) -> None:
    first, second = (framework(evolve(WATER, rule=rule)).fingerprint for rule in (one, other))
    assert first != second
    assert first == framework(evolve(WATER, rule=one)).fingerprint


def test_an_aggregate_that_is_a_function_counts_by_its_name() -> None:
    def best(scores: Array, weights: Array) -> Array:
        return scores.max(axis=0) + 0 * weights.sum()

    def worst(scores: Array, weights: Array) -> Array:
        return scores.min(axis=0) + 0 * weights.sum()

    one, other = (framework(evolve(ECONOMY, aggregate=aggregate), LIVING) for aggregate in (best, worst))
    assert one.fingerprint != other.fingerprint


def test_every_fault_of_a_tree_is_told_at_once() -> None:
    tree = Dimension(
        "top",
        members=[
            Dimension("empty", members=[]),
            Dimension("weightless", members=[evolve(WATER, weight=0)]),
            evolve(WORK, id="water"),
            Dimension("odd", members=[WORK], missing="ignore"),
        ],
    )
    with pytest.raises(FrameworkError) as refused:
        Framework("faulty", index=tree, bands=[Band("high", 80), Band("low", 20)])
    assert {problem.to("en") for problem in refused.value.problems} == {
        "the top dimension is called 'top'; it must be index",
        "empty has no members",
        "all members of weightless have the weight 0",
        "the id 'water' stands twice",
        "missing is 'ignore'; allowed: leave_out, worst, pool",
        "the bands must rise: 80, 20",
    }
    assert len(refused.value.problems) == 6


def test_an_id_stands_once_in_the_whole_tree() -> None:
    assert codes(lambda: framework(ECONOMY, Dimension("living", members=[WORK]))) == ["id_twice"]
    assert codes(lambda: framework(ECONOMY, Dimension("economy", members=[WATER]))) == ["id_twice"]
    assert codes(lambda: framework(Dimension("index", members=[WATER]))) == ["id_twice"]


def test_an_alias_is_the_name_of_one_node() -> None:
    assert framework(evolve(WATER, aliases=["air", "h2o"])).nodes["water"].aliases == ("air", "h2o")
    assert codes(lambda: framework(WORK, evolve(WATER, aliases=["work"]))) == ["alias_taken"]
    twice = evolve(WORK, aliases=["air"]), evolve(WATER, aliases=["air"])
    with pytest.raises(FrameworkError) as refused:
        framework(*twice)
    assert refused.value.problems[0].to("en") == "the alias 'air' of water is the name of another node"


@pytest.mark.parametrize("scale", [(100, 0), (5, 5), (0, float("inf")), (0,), (0, 1, 2)])
def test_a_scale_is_two_rising_numbers(scale: tuple[float, ...]) -> None:
    assert codes(lambda: framework(scale=scale)) == ["scale_not_valid"]


@pytest.mark.parametrize("name", ["spbe-2020", "svi", "smart_city", "a-1-b"])
def test_the_id_of_a_framework_may_have_hyphens(name: str) -> None:
    assert framework(id=name).id == name


@pytest.mark.parametrize("name", ["", "SVI", "a b", "-a", "a-", "a--b", "2020-spbe"])
def test_any_other_id_of_a_framework_is_refused(name: str) -> None:
    assert codes(lambda: framework(id=name)) == ["id_malformed"]


def test_a_high_index_is_better_or_worse() -> None:
    assert framework(higher="worse").higher == "worse"
    assert codes(lambda: framework(higher="bad")) == ["parameter_not_allowed"]


def test_bands_rise_and_an_open_one_may_follow_a_closed_one_of_the_same_start() -> None:
    bands = [Band("none", 0), Band("some", 0, open=True), Band("much", 50)]
    assert framework(bands=bands).bands == tuple(bands)
    assert codes(lambda: framework(bands=[Band("a", 0), Band("b", 0)])) == ["bands_not_rising"]
    assert codes(lambda: framework(bands=[Band("a", 0, open=True), Band("b", 0)])) == ["bands_not_rising"]


def test_a_framework_is_frozen_and_compares_by_value() -> None:
    assert framework() == framework()
    assert framework() != framework(edition="2024")
    with pytest.raises(AttributeError):
        framework().edition = "2024"  # type: ignore[misc]


def test_domain_and_years_are_kept_as_they_are_given() -> None:
    told = evolve(WATER, domain=Domain(0, 100), valid_years=Years(2020, 2024))
    assert str(framework(told).indicators[0].possible) == "number:0..100"
    assert str(told.valid_years) == "2020..2024"

"""From items to levels: the three policies, the criteria of a framework, the outlooks, and what never happens."""

from collections.abc import Sequence

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame

from smartscore import (
    Criterion,
    Dimension,
    Framework,
    FrameworkError,
    Geometric,
    Indicator,
    Ladder,
    assess,
    check,
    evidence_levels,
    evidence_outlook,
    maturity,
    read_dataset,
)
from smartscore.dataset import Dataset
from smartscore.evidence.statuses import STATUSES
from smartscore.rules import Levels, Score

PLAN = Indicator("plan", rule=Score(1, 5))
DATA = Indicator("data", rule=Score(1, 5), weight=3)
TWO = Framework("two", scale=(1, 5), index=Dimension("index", members=[PLAN, DATA]))
POLICIES = {
    "all": Ladder(),
    "half": Ladder("share", share=0.5),
    "any": Ladder("any"),
}
Item = tuple[str, int, str, str]


def dataset(*items: Item, city: str = "S") -> Dataset:
    columns = ["indicator", "level", "item", "status"]
    return read_dataset(DataFrame(items, columns=columns).assign(city=city))


def level(items: Sequence[Item], policy: str = "all") -> float:
    return float(check(dataset(*items), evolve(TWO, ladder=POLICIES[policy]))["plan"].iloc[0])


def of(*statuses: tuple[int, str]) -> list[Item]:
    return [("plan", step, f"item {number}", status) for number, (step, status) in enumerate(statuses)]


@pytest.mark.parametrize(
    ("items", "every", "half", "one"),
    [
        ([(1, "yes")], 1, 1, 1),
        ([(2, "no")], 1, 1, 1),
        ([(2, "yes"), (3, "yes")], 3, 3, 3),
        ([(2, "no"), (3, "yes")], 1, 1, 1),
        ([(2, "yes"), (2, "no"), (3, "yes")], 1, 3, 3),
        ([(2, "yes"), (2, "no"), (2, "no"), (3, "yes")], 1, 1, 3),
        ([(2, "yes"), (4, "yes")], 4, 4, 4),  # a level that asks for nothing is passed over
        ([(2, "yes"), (3, "not applicable"), (4, "yes")], 4, 4, 4),
        ([(2, "yes"), (3, "not applicable")], 2, 2, 2),
        ([(2, "submitted"), (3, "yes")], 1, 1, 1),
    ],
)
def test_the_level_by_each_policy(items: list[tuple[int, str]], every: int, half: int, one: int) -> None:
    assert [level(of(*items), policy) for policy in POLICIES] == [every, half, one]


def test_where_no_item_applies_there_is_no_level() -> None:
    assert np.isnan(level(of((2, "not applicable"))))


def test_a_share_is_rounded_up_to_whole_items() -> None:
    thirds = evolve(TWO, ladder=Ladder("share", share=2 / 3))
    items = of((2, "yes"), (2, "yes"), (2, "no"))
    assert check(dataset(*items), thirds)["plan"].tolist() == [2.0]
    assert check(dataset(*items, *[("plan", 2, "a fourth", "no")]), thirds)["plan"].tolist() == [1.0]


@pytest.mark.parametrize(
    ("given", "code"), [({"policy": "most"}, "parameter_not_allowed"), ({"share": 0}, "share_not_valid")]
)
def test_a_ladder_that_is_none_is_refused(given: dict[str, object], code: str) -> None:
    with pytest.raises(FrameworkError) as caught:
        Ladder(**given)  # type: ignore[arg-type]
    assert [problem.code for problem in caught.value.problems] == [code]


class TestCriteria:
    """What a framework asks, and lines of evidence, are the same thing."""

    ASKED = Indicator(
        "plan", rule=Levels(1, 5), criteria=[Criterion(2, {"en": "a decree", "id": "SK"}), Criterion(3, "a review")]
    )
    FRAMEWORK = Framework("asked", scale=(1, 5), index=Dimension("index", members=[ASKED]))

    def levels(self, *items: Item) -> list[float]:
        return [float(one) for one in check(dataset(*items), self.FRAMEWORK)["plan"]]

    @pytest.mark.parametrize("name", ["2.1", "A decree", "sk"])
    def test_a_line_names_a_criterion_by_its_place_or_text(self, name: str) -> None:
        assert self.levels(("plan", 2, name, "accepted")) == [2.0]

    def test_a_criterion_of_which_nothing_is_said_is_not_met(self) -> None:
        assert self.levels(("plan", 3, "a review", "accepted")) == [1.0]

    def test_further_items_are_asked_beside_them(self) -> None:
        assert self.levels(("plan", 2, "SK", "accepted"), ("plan", 2, "a budget", "draft")) == [1.0]

    def test_ticks_and_lines_give_the_same(self) -> None:
        ticked = DataFrame({"city": ["S"], "plan:2.1": ["yes"], "plan:3.1": ["submitted"]})
        assert check(read_dataset(ticked), self.FRAMEWORK)["plan"].tolist() == [2.0]
        lines = assess(dataset(("plan", 2, "SK", "accepted"), ("plan", 3, "a review", "submitted")), self.FRAMEWORK)
        ticks = assess(ticked, self.FRAMEWORK)
        assert evidence_levels(lines).to_numpy().tolist() == evidence_levels(ticks).to_numpy().tolist()
        assert maturity(lines, "S")["met"].tolist() == maturity(ticks, 0)["met"].tolist() == [True, False]


class TestOutlooks:
    ITEMS = (
        *(("plan", 2, "a", "accepted"), ("plan", 3, "b", "submitted"), ("plan", 4, "c", "draft")),
        *(("plan", 5, "d", "none"), ("data", 2, "e", "revise"), ("data", 3, "f", "rejected")),
    )

    def test_levels_and_index_now_and_to_be_expected(self) -> None:
        assessment = assess(dataset(*self.ITEMS), TWO)
        levels = evidence_levels(assessment)
        assert levels.index.tolist() == [("S", "plan"), ("S", "data")]
        assert levels[["now", "submitted", "in_process"]].to_numpy().tolist() == [[2, 3, 4], [1, 1, 2]]
        assert levels[["items", "accepted", "is_suggested"]].to_numpy().tolist() == [[4, 1, True], [2, 0, True]]
        assert evidence_outlook(assessment).to_numpy().tolist() == [[1.25, 1.5, 2.5]]

    def test_a_value_that_is_entered_stays(self) -> None:
        advisory = evolve(TWO, ladder=Ladder(advisory=True))
        given = DataFrame([("plan", "", "", "", 1.17)], columns=["indicator", "level", "item", "status", "value"])
        lines = DataFrame(self.ITEMS, columns=["indicator", "level", "item", "status"])
        assessment = assess(
            read_dataset(DataFrame([*given.to_dict("records"), *lines.to_dict("records")]).assign(city="S")), advisory
        )
        levels = evidence_levels(assessment)
        assert levels["value"].tolist() == [1.17, 1.0]
        assert levels["is_suggested"].tolist() == [False, True]
        assert evidence_outlook(assessment)["in_process"].tolist() == [pytest.approx((1.17 + 3 * 2) / 4)]

    def test_without_items_there_is_nothing(self) -> None:
        assessment = assess(DataFrame({"city": ["S"], "plan": [2.0], "data": [3.0]}), TWO)
        assert evidence_levels(assessment).empty
        assert evidence_outlook(assessment).nunique(axis=1).tolist() == [1]


STATUS = st.sampled_from([status.replace("_", " ") for status in STATUSES])
LINES = st.lists(st.tuples(st.sampled_from(["plan", "data"]), st.integers(1, 5), STATUS), min_size=1, max_size=12)
MEANS = st.sampled_from([TWO, evolve(TWO, index=evolve(TWO.index, aggregate=Geometric()))])


@given(LINES, MEANS, st.sampled_from([*POLICIES]), st.data())
def test_accepting_an_item_never_lowers_a_level_or_the_index(
    lines: list[tuple[str, int, str]], framework: Framework, policy: str, data: st.DataObject
) -> None:
    framework = evolve(framework, ladder=POLICIES[policy])
    items = [(node, step, f"item {number}", status) for number, (node, step, status) in enumerate(lines)]
    asked = [place for place, item in enumerate(items) if item[3] != "not applicable"]
    place = data.draw(st.sampled_from(asked or [0]))
    changed = [*items[:place], (*items[place][:3], "accepted"), *items[place + 1 :]] if asked else items
    before, after = assess(dataset(*items), framework), assess(dataset(*changed), framework)
    held = evidence_levels(before)["now"]
    assert (evidence_levels(after)["now"].reindex(held.index) >= held).all()
    assert not (after.index < before.index - 1e-12).any()


@given(LINES, st.sampled_from([*POLICIES]))
def test_what_is_to_be_expected_is_never_less(lines: list[tuple[str, int, str]], policy: str) -> None:
    items = [(node, step, f"item {number}", status) for number, (node, step, status) in enumerate(lines)]
    assessment = assess(dataset(*items), evolve(TWO, ladder=POLICIES[policy]))
    levels = evidence_levels(assessment)
    assert (levels["now"] <= levels["submitted"]).all()
    assert (levels["submitted"] <= levels["in_process"]).all()
    assert assessment.index.equals(evidence_outlook(assessment)["now"].rename("index")) or assessment.index.isna().all()

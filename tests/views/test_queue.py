"""The queue: what is next, in which order, what it brings, and that this is what scoring the changed list gives."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame

from smartscore import (
    Assessment,
    Criterion,
    Dimension,
    Framework,
    Geometric,
    Impute,
    Indicator,
    Ladder,
    UsageError,
    assess,
    queue,
    queue_gain,
    read_dataset,
)
from smartscore.aggregates import Aggregate, Arithmetic, Harmonic, Median, Minimum, Sum
from smartscore.evidence.statuses import STATUSES
from smartscore.model.nodes import Missing
from smartscore.rules import Levels, Linear, PercentileRank, Score

ADVISORY = Ladder(advisory=True, note="own aid")
POLICIES = (Ladder(), Ladder("share", share=0.6), Ladder("any"))
HEAD = ("city", "indicator", "level", "item", "status", "office", "due")
Line = tuple[str, str, int, str, str, str, str]


def scored(*names: str) -> Framework:
    members = [Indicator(name, rule=Score(1, 5)) for name in names]
    return Framework("f", scale=(1, 5), index=Dimension("index", members=members))


def judged(framework: Framework, lines: Sequence[Line], values: Sequence[tuple[str, str, float]] = ()) -> Assessment:
    """Assess items, and values that are entered."""
    entered = DataFrame(values, columns=["city", "indicator", "value"]).to_dict("records")
    table = DataFrame([*DataFrame(lines, columns=HEAD).to_dict("records"), *entered])
    return assess(read_dataset(table.astype(object).where(table.notna(), "")), framework)


def of(indicator: str, *items: tuple[int, str, str], city: str = "S", office: str = "") -> list[Line]:
    """Give lines of level, status and due date, called a, b, ..."""
    return [(city, indicator, lv, "abcdefgh"[n], status, office, due) for n, (lv, status, due) in enumerate(items)]


def changed(found: Assessment, listed: DataFrame) -> np.ndarray:
    """Give the index of every city once the listed items are accepted, by assessing the changed dataset."""
    evidence = found.dataset.evidence
    assert evidence is not None
    statuses = evidence.columns["status"].copy()
    statuses[listed["line"].to_numpy()] = STATUSES.index("accepted")
    dataset = evolve(found.dataset, evidence=evidence.with_statuses(statuses))
    again = assess(dataset, found.definition, baseline=found.dataset)
    return again.index.to_numpy(dtype=float)


def items_of(listed: DataFrame) -> list[str]:
    return [f"{name}{item}" for (*_, name), item in zip(listed.index, listed["item"], strict=True)]


class TestWhatIsNext:
    def test_the_gain_of_a_level_is_shared_by_the_items_that_it_takes(self) -> None:
        lines = of("p", (2, "draft", ""), (2, "none", ""), (2, "yes", ""), (3, "submitted", ""))
        listed = queue(judged(scored("p", "q"), [*lines, *of("q", (2, "yes", ""))]))
        assert items_of(listed) == ["pa", "pb", "pd"]
        told = listed.set_index("item")
        assert told["step"].to_dict() == {"a": 1, "b": 1, "d": 2}
        assert told["needed"].to_dict() == {"a": 2, "b": 2, "d": 1}
        assert told["step_gain"].round(9).to_dict() == {"a": 0.5, "b": 0.5, "d": 0.5}
        assert told["gain"].round(9).to_dict() == {"a": 0.25, "b": 0.25, "d": 0.5}
        assert told["now"].tolist() == [1, 1, 1]
        assert told["reaches"].to_dict() == {"a": 2, "b": 2, "d": 3}

    def test_what_is_accepted_or_does_not_apply_is_not_asked(self) -> None:
        found = judged(scored("p"), of("p", (2, "yes", ""), (2, "not applicable", ""), (3, "rejected", "")))
        assert queue(found)[["item", "status"]].to_numpy().tolist() == [["c", "rejected"]]

    def test_a_level_above_that_suffices_already_is_reached_with_the_one_below(self) -> None:
        listed = queue(judged(scored("p"), of("p", (2, "draft", ""), (3, "yes", ""), (4, "none", ""))))
        assert listed[["step", "reaches", "step_gain"]].to_numpy().tolist() == [[1, 3, 2], [2, 4, 1]]

    def test_what_brings_most_for_each_item_stands_first(self) -> None:
        lines = [*of("p", (2, "draft", ""), (2, "none", "")), *of("q", (2, "none", "")), *of("r", (4, "none", ""))]
        assert items_of(queue(judged(scored("p", "q", "r"), lines))) == ["ra", "qa", "pa", "pb"]

    def test_a_step_that_brings_little_is_the_way_to_one_that_brings_much(self) -> None:
        lines = [*of("p", (1, "none", ""), (5, "none", "")), *of("q", (2, "none", ""))]
        listed = queue(judged(scored("p", "q"), lines))
        assert items_of(listed) == ["pa", "pb", "qa"]  # 0 and then 4 levels for two items, against 1 for one
        assert listed["gain"].tolist() == [0, 2, 0.5]

    def test_equal_ones_stand_by_indicator_and_then_by_date(self) -> None:
        lines = [
            *of("p", (2, "draft", "2026-09-30"), (2, "draft", "2026-08-31")),
            *of("q", (2, "draft", "2026-08-01"), (2, "draft", "")),
        ]
        assert items_of(queue(judged(scored("p", "q"), lines))) == ["qa", "qb", "pb", "pa"]

    @pytest.mark.parametrize(
        ("ladder", "needed", "beside"),
        [(Ladder("any"), ["c"], ["a", "b", "d"]), (Ladder("share", share=0.5), ["b", "c"], ["a", "d"])],
    )
    def test_a_level_that_needs_fewer_takes_those_that_are_furthest_on(
        self, ladder: Ladder, needed: list[str], beside: list[str]
    ) -> None:
        lines = of("p", (2, "none", ""), (2, "draft", ""), (2, "submitted", ""), (2, "revise", ""))
        listed = queue(judged(evolve(scored("p"), ladder=ladder), lines))
        assert sorted(listed["item"][listed["is_needed"]]) == needed
        assert sorted(listed["item"][~listed["is_needed"]]) == beside
        assert listed["is_needed"].tolist() == [True] * len(needed) + [False] * len(beside)
        assert listed["gain"][~listed["is_needed"]].eq(0).all()

    def test_of_those_equally_far_on_it_takes_the_one_that_is_due_first(self) -> None:
        lines = of("p", (2, "draft", ""), (2, "draft", "2026-10-01"), (2, "draft", "2026-09-01"))
        listed = queue(judged(evolve(scored("p"), ladder=Ladder("any")), lines))
        assert listed["item"].tolist()[0] == "c"

    def test_an_open_item_of_a_level_that_suffices_is_needed_for_nothing(self) -> None:
        found = judged(evolve(scored("p"), ladder=Ladder("any")), of("p", (2, "yes", ""), (2, "draft", "")))
        assert queue(found)[["step", "needed", "is_needed", "gain", "reaches"]].to_numpy().tolist() == [
            [0, 0, False, 0, 2]
        ]

    def test_criteria_of_the_framework_are_items_too(self) -> None:
        criteria = [Criterion(1, "a decree"), Criterion(2, "a budget"), Criterion(2, "a report")]
        plan = Indicator("plan", rule=Levels(0, 2), criteria=criteria)
        framework = Framework("f", index=Dimension("index", members=[plan]))
        ticked = DataFrame({"city": ["A", "B"], "plan:1.1": ["yes", "no"], "plan:2.1": ["no", "yes"]})
        found = assess(ticked, framework)
        listed = queue(found)
        assert [(city, item) for (city, _), item in zip(listed.index, listed["item"], strict=True)] == [
            *(("B", "1.1"), ("B", "2.2"), ("A", "2.1"), ("A", "2.2"))
        ]
        assert listed["line"].eq(-1).all()
        assert queue_gain(found, listed)["index_then"].to_dict() == {"A": 100, "B": 100}
        assert queue_gain(found, listed.iloc[:1])["gain"].to_dict() == {"B": 50}

    def test_where_a_high_index_is_bad_what_lowers_it_most_stands_first(self) -> None:
        members = [Indicator("p", rule=Linear(6, 0)), Indicator("q", rule=Linear(12, 0))]
        risk = Framework("f", index=Dimension("index", members=members), higher="worse")
        listed = queue(judged(risk, [*of("q", (3, "draft", "")), *of("p", (3, "draft", ""))]))
        assert items_of(listed) == ["pa", "qa"]
        assert listed["gain"].tolist() == [-25, -12.5]

    def test_without_items_the_queue_is_empty(self) -> None:
        found = assess(DataFrame({"city": ["A"], "p": [3.0]}), scored("p"))
        assert len(queue(found)) == len(queue_gain(found, queue(found))) == 0


class TestChoosing:
    LINES = (
        *of("p", (2, "draft", "2026-09-01"), (3, "none", "2026-12-01"), office="Diskominfo"),
        *of("q", (2, "draft", ""), (2, "draft", "2026-09-30"), office="Bappeda"),
        *of("r", (2, "draft", "1 October 2026"), office="Bappeda "),
    )

    @pytest.fixture
    def found(self) -> Assessment:
        return judged(scored("p", "q", "r"), self.LINES)

    def test_offices_go_by_their_name_whatever_its_capitals(self, found: Assessment) -> None:
        assert sorted(items_of(queue(found, office=["bappeda"]))) == ["qa", "qb", "ra"]
        assert len(queue(found, office=["Bappeda", "Diskominfo"])) == 5

    def test_an_office_that_no_item_has_is_told_with_the_nearest(self, found: Assessment) -> None:
        with pytest.raises(UsageError, match=r"no item has Bapeda in the column office; nearest: Bappeda"):
            queue(found, office=["Bapeda"])

    def test_until_a_day_there_is_what_is_due_by_then_or_has_no_date(self, found: Assessment) -> None:
        listed = queue(found, until=date(2026, 9, 30))
        assert sorted(items_of(listed)) == ["pa", "qa", "qb"]
        assert listed["in_time"].all()

    def test_what_needs_a_later_item_too_brings_nothing_until_then(self, found: Assessment) -> None:
        listed = queue(found, until=date(2026, 9, 15))
        assert items_of(listed) == ["pa", "qa"]
        assert listed["in_time"].tolist() == [True, False]

    def test_of_items_that_may_stand_for_each_other_those_in_time_are_taken(self) -> None:
        lines = of("p", (2, "submitted", "2026-12-01"), (2, "none", "2026-09-01"))
        found = judged(evolve(scored("p"), ladder=Ladder("any")), lines)
        assert queue(found)["item"].tolist()[0] == "a"
        listed = queue(found, until=date(2026, 9, 30))
        assert listed[["item", "is_needed", "in_time"]].to_numpy().tolist() == [["b", True, True]]

    def test_overdue_is_what_was_due_before_today(self, found: Assessment) -> None:
        listed = queue(found, today=date(2026, 9, 30))
        assert items_of(listed[listed["overdue"]]) == ["pa"]
        assert not queue(found)["overdue"].any()

    def test_overdue_ones_stand_first_on_request(self, found: Assessment) -> None:
        first = queue(found, today=date(2026, 10, 2), overdue_first=True)["overdue"].tolist()
        assert first == sorted(first, reverse=True)
        with pytest.raises(UsageError, match="today"):
            queue(found, overdue_first=True)

    def test_a_city_goes_by_its_name(self) -> None:
        lines = [*of("p", (2, "draft", "")), *of("p", (2, "draft", ""), city="T")]
        assert queue(judged(scored("p"), lines), "T").index.tolist() == [("T", "p")]

    def test_the_best_two_are_not_the_first_two(self) -> None:
        lines = [
            *of("p", (3, "none", ""), (3, "none", ""), (3, "none", "")),  # 2 levels for three items
            *of("q", (2, "none", ""), (2, "none", "")),  # 1 for two
        ]
        found = judged(scored("p", "q"), lines)
        assert items_of(queue(found))[:2] == ["pa", "pb"]
        assert items_of(queue(found, top=2)) == ["qa", "qb"]
        assert items_of(queue(found, top=4)) == ["pa", "pb", "pc", "qa"]
        assert queue(found, top=2)["rank"].tolist() == [1, 2]

    def test_the_best_are_those_whose_levels_are_whole_within_what_is_asked(self) -> None:
        lines = [
            *of("p", (4, "none", "")),
            ("S", "p", 4, "z", "none", "", "2027-01-01"),
            *of("q", (2, "none", "")),
        ]
        assert items_of(queue(judged(scored("p", "q"), lines), until=date(2026, 9, 30), top=1)) == ["qa"]

    def test_overdue_ones_are_among_the_best_if_they_are_to_stand_first(self) -> None:
        lines = [*of("p", (2, "none", "2026-01-01"), (2, "none", "")), *of("q", (5, "none", "")), *of("r", (3, "", ""))]
        found = judged(scored("p", "q", "r"), lines)
        asked = {"today": date(2026, 9, 1), "overdue_first": True}
        assert items_of(queue(found, top=2, **asked)) == ["pa", "qa"]  # type: ignore[arg-type]
        assert items_of(queue(found, top=1, **asked)) == ["pa"]  # type: ignore[arg-type]


class TestValuesThatAreEntered:
    LINES = (*of("p", (2, "yes", ""), (3, "draft", "")), *of("q", (2, "draft", "")))

    def test_where_a_value_counts_an_item_brings_nothing(self) -> None:
        found = judged(evolve(scored("p", "q"), ladder=ADVISORY), self.LINES, [("S", "p", 2.5)])
        listed = queue(found)
        assert items_of(listed) == ["qa", "pb"]
        assert listed["entered"].tolist() == [False, True]
        assert listed["gain"].tolist() == [0.5, 0]
        assert queue_gain(found, listed)["gain"].tolist() == [0.5] == (changed(found, listed) - found.index).tolist()

    def test_by_the_ladder_its_levels_take_the_place_of_values(self) -> None:
        found = judged(evolve(scored("p", "q"), ladder=ADVISORY), self.LINES, [("S", "p", 2.5)])
        listed = queue(found, by_ladder=True)
        assert listed["gain"].tolist() == [0.5, 0.5]
        told = queue_gain(found, listed, by_ladder=True)
        assert told.to_numpy().tolist() == [[1.5, 2.5, 1]]  # levels 2 and 1, then 3 and 2

    def test_a_level_that_must_be_that_of_the_items_moves_with_them(self) -> None:
        found = judged(scored("p", "q"), self.LINES, [("S", "p", 2)])
        listed = queue(found)
        assert listed["gain"].tolist() == [0.5, 0.5]
        assert sorted(listed["entered"]) == [False, True]


STATUS = st.sampled_from(
    ["none", "draft", "in process", "submitted", "accepted", "accepted", "not applicable", "revise"]
)
LINES = st.lists(
    st.tuples(st.sampled_from("AB"), st.sampled_from("pqr"), st.integers(1, 5), st.integers(0, 2), STATUS),
    min_size=1,
    max_size=25,
    unique_by=lambda line: line[:4],
)


@st.composite
def frameworks(draw: st.DrawFn) -> Framework:
    """Draw a tree of two dimensions over p, q and r, with a ladder."""
    p, q, r = (Indicator(name, rule=Score(1, 5), weight=draw(st.sampled_from([1, 2, 5]))) for name in "pqr")
    missing: Missing = draw(st.sampled_from(["leave_out", "worst", "pool"]))
    others = [] if missing == "pool" else [Geometric(), Harmonic(), Median(), Minimum(), Sum()]
    kinds: st.SearchStrategy[Aggregate] = st.sampled_from([Arithmetic(), *others])
    below = Dimension(
        "below",
        members=[p, q],
        aggregate=draw(kinds),
        missing=missing,
        min_coverage=draw(st.sampled_from([0, 0.6, 1])),
        decimals=draw(st.sampled_from([None, None, 1])),
    )
    index = Dimension("index", members=[below, r], aggregate=draw(kinds), missing=missing)
    ladder = evolve(draw(st.sampled_from(POLICIES)), advisory=draw(st.booleans()))
    return Framework("f", scale=(1, 5), index=index, ladder=ladder)


def found_in(framework: Framework, drawn: list[tuple[str, str, int, int, str]], entered: bool) -> Assessment:
    lines: list[Line] = [(city, name, lv, f"item {n}", status, "", "") for city, name, lv, n, status in drawn]
    lines += [line for name in "pqr" for line in of(name, (2, "draft", ""), city="C")]  # a file has every indicator
    advisory = framework.ladder is not None and framework.ladder.advisory
    return judged(framework, lines, [("A", "p", 2.5)] if entered and advisory else [])


@given(frameworks(), LINES, st.booleans(), st.integers(0, 2**16))
def test_the_predicted_gain_equals_scoring_the_changed_list(
    framework: Framework, drawn: list[tuple[str, str, int, int, str]], entered: bool, seed: int
) -> None:
    found = found_in(framework, drawn, entered)
    listed = queue(found)
    some = listed[np.random.default_rng(seed).random(len(listed)) < 0.6]
    for chosen in (listed, some, queue(found, top=3), queue(found, "A")[:4]) if "A" in found.rows else (listed, some):
        told = queue_gain(found, chosen)
        after = DataFrame({"index": changed(found, chosen)}, index=found.rows)["index"][told.index]
        assert np.allclose(told["index_then"], after, rtol=0, atol=1e-9, equal_nan=True)
        assert np.allclose(told["gain"], after - found.index[told.index], rtol=0, atol=1e-9, equal_nan=True)


@given(frameworks(), LINES, st.booleans())
@settings(max_examples=20)
def test_each_step_brings_what_scoring_it_after_those_before_gives(
    framework: Framework, drawn: list[tuple[str, str, int, int, str]], entered: bool
) -> None:
    found = found_in(framework, drawn, entered)
    listed = queue(found)
    needed = listed[listed["is_needed"]]
    for key, chain in needed.groupby(level=["city", "indicator"]):
        place, before = found.rows.get_loc(key[0]), found.index[key[0]]
        for step, own in chain.groupby("step"):
            after = changed(found, chain[chain["step"] <= step])[place]
            assert np.allclose(own["step_gain"], after - before, rtol=0, atol=1e-9, equal_nan=True)
            assert np.allclose(own["gain"] * len(own), own["step_gain"], rtol=0, atol=1e-9, equal_nan=True)
            assert own["needed"].tolist() == [len(own)] * len(own)
            before = after


@given(LINES, st.sampled_from(POLICIES), st.integers(1, 3))
@settings(max_examples=15)
def test_no_other_choice_of_as_many_items_brings_more(
    drawn: list[tuple[str, str, int, int, str]], ladder: Ladder, most: int
) -> None:
    found = found_in(evolve(scored("p", "q", "r"), ladder=ladder), drawn[:6], False)
    listed, best = queue(found), queue(found, top=most)
    assert len(best) == min(most, len(listed))
    brought = queue_gain(found, best)["gain"].sum()
    for places in combinations(range(len(listed)), min(most, len(listed))):
        assert queue_gain(found, listed.iloc[list(places)])["gain"].sum() <= brought + 1e-9


def test_steps_and_relative_rules_stay_as_they_are_fitted() -> None:
    members = [Indicator("p", rule=PercentileRank()), Indicator("q", rule=Score(1, 5))]
    framework = Framework("f", scale=(1, 5), index=Dimension("index", members=members), steps=[Impute("median")])
    lines = [
        *of("p", (2, "yes", ""), (3, "draft", "")),
        *of("q", (4, "none", "")),
        *of("p", (2, "draft", ""), city="T"),
        *of("p", (2, "yes", ""), (3, "yes", ""), city="U"),
        *of("q", (3, "yes", ""), city="U"),
    ]
    found = judged(framework, lines)
    listed = queue(found)
    assert len(listed) == 3
    for chosen in (listed, listed.iloc[:1], listed.iloc[1:]):
        told = queue_gain(found, chosen)
        after = DataFrame({"index": changed(found, chosen)}, index=found.rows)["index"][told.index]
        assert np.allclose(told["index_then"], after, rtol=0, atol=1e-9)

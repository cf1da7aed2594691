"""Who joins a programme: the table that `select` gives, its reasons, and what is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame

from smartscore import Assessment, Dimension, Framework, Indicator, Quota, UsageError, assess, read_dataset, select
from smartscore.rules import Linear
from smartscore.selection.integer import Programme

GAP = float("nan")
HUNDRED = Linear(0, 100)
HELD_BACK = {"select_full", "select_open_group", "select_open_quotas"}


def judged(data: DataFrame, **more: object) -> Assessment:
    index = Dimension("index", members=[Indicator("a", rule=HUNDRED)])
    return assess(read_dataset(data), Framework("f", index=index, **more))  # type: ignore[arg-type]


def cities(*scores: float, **columns: object) -> DataFrame:
    return DataFrame({"city": list("pqrstuvwxy")[: len(scores)], "a": scores, **columns})


def names(told: DataFrame, chosen: str) -> str:
    return "".join(told.loc[told["chosen"] == chosen, "name"])


def reasons(told: DataFrame) -> dict[str, str]:
    return {name: reason.message() for name, reason in zip(told["name"], told["reason"], strict=True)}


def refused(*asked: object, **more: object) -> list[str]:
    with pytest.raises(UsageError) as error:
        select(*asked, **more)  # type: ignore[arg-type]
    return [problem.message() for problem in error.value.problems]


class TestByRankAlone:
    def test_the_best_are_in_and_stand_first(self) -> None:
        told = select(judged(cities(10, 30, 20, 40)), 2)
        assert list(told.columns) == ["place", "name", "score", "coverage", "chosen", "reason"]
        assert told["name"].tolist() == ["s", "q", "r", "p"]
        assert told["chosen"].tolist() == ["in", "in", "out", "out"]
        assert told["place"].tolist() == [1, 2, 3, 4]
        assert told.index.tolist() == ["s", "q", "r", "p"]

    def test_reasons_are_the_rank_or_the_cut(self) -> None:
        told = reasons(select(judged(cities(10, 30, 20, 40)), 2))
        assert told["q"] == "rank 2 of 4"
        assert told["p"] == "below the cut of 30.0"

    def test_lowest_turns_the_order(self) -> None:
        told = select(judged(cities(10, 30, 20, 40)), 1, lowest=True)
        assert (names(told, "in"), told["score"].tolist(), told["place"].tolist()) == (
            "p",
            [10, 20, 30, 40],
            [1, 2, 3, 4],
        )

    def test_the_highest_come_first_where_they_are_worse_too(self) -> None:
        assert names(select(judged(cities(10, 30), higher="worse"), 1), "in") == "q"

    def test_every_city_may_be_chosen(self) -> None:
        assert set(reasons(select(judged(cities(10, 30)), 2)).values()) == {"rank 1 of 2", "rank 2 of 2"}

    def test_a_node_may_be_ranked_by(self) -> None:
        members = [Indicator("a", rule=HUNDRED), Indicator("b", rule=HUNDRED)]
        framework = Framework("f", index=Dimension("index", members=members))
        found = assess(read_dataset(cities(10, 30, 50, b=[90, 10, GAP])), framework)
        told = select(found, 1, node="b")
        assert names(told, "in") == "p"
        assert told["coverage"].tolist() == [1, 1, 0]
        assert reasons(told)["r"] == "no value"

    def test_of_years_one_may_be_left(self) -> None:
        found = judged(DataFrame({"city": ["p", "q"], "year": [2024, 2024], "a": [1, 2]}))
        assert select(found, 1).index.tolist() == [("q", 2024), ("p", 2024)]


class TestCoverage:
    @pytest.fixture
    def found(self) -> Assessment:
        members = [Indicator("a", rule=HUNDRED, weight=0.4), Indicator("b", rule=HUNDRED, weight=0.6)]
        index = Dimension("index", members=members, min_coverage=0.3)
        data = cities(90, 10, 50, GAP, b=[GAP, 10, 50, GAP])
        return assess(read_dataset(data), Framework("f", index=index))

    def test_a_city_with_too_little_is_out_whatever_its_score(self, found: Assessment) -> None:
        told = select(found, 1, min_coverage=0.6)
        assert names(told, "in") == "r"
        assert told["name"].tolist() == ["r", "q", "p", "s"]
        assert told["place"].tolist()[:3] == [2, 3, 1]
        reason = told["reason"].iloc[2]
        assert (reason.code, reason.fields) == ("select_coverage", {"coverage": 0.4, "least": 0.6})

    def test_the_bound_itself_is_enough(self, found: Assessment) -> None:
        assert names(select(found, 1, min_coverage=0.4), "in") == "p"

    def test_a_city_without_a_score_is_out_for_the_reason_of_the_assessment(self, found: Assessment) -> None:
        assert select(found, 1)["reason"].iloc[-1] == found.reason(3)
        assert np.isnan(select(found, 1)["place"].iloc[-1])


class TestTies:
    def test_at_the_cut_are_left_open_whatever_the_alphabet_says(self) -> None:
        told = select(judged(cities(10, 30, 20, 20, 20)), 3)
        assert (names(told, "in"), names(told, "open"), names(told, "out")) == ("q", "rst", "p")
        assert reasons(told)["s"] == "equal scores: 2 place(s) for 3"
        assert reasons(told)["p"] == "below the cut of 20.0"

    def test_above_the_cut_decide_nothing(self) -> None:
        told = select(judged(cities(10, 30, 30)), 2)
        assert (names(told, "in"), told["place"].tolist()) == ("qr", [1, 1, 3])

    def test_are_scores_within_a_billionth_of_the_scale(self) -> None:
        assert names(select(judged(cities(10, 10 + 1e-9)), 1), "open") == "pq"
        assert names(select(judged(cities(10, 10 + 1e-6)), 1), "in") == "q"

    def test_within_a_quota_concern_its_group_alone(self) -> None:
        found = judged(cities(90, 80, 20, 20, 10, isle=["x", "x", "y", "y", "y"]))
        told = select(found, 2, quotas={"isle": 1})
        assert (names(told, "in"), names(told, "open")) == ("p", "rs")
        assert reasons(told)["r"] == "equal scores in isle y: 1 place(s) for 2"

    def test_between_groups_keep_the_quotas(self) -> None:
        found = judged(cities(90, 80, 20, 20, 10, isle=["x", "y", "x", "y", "y"]))
        told = select(found, 3, quotas={"isle": 1})
        assert (names(told, "in"), names(told, "open")) == ("pq", "rs")
        assert reasons(told)["r"] == "equal scores: 1 place(s) for 2, within the quotas"


class TestQuotas:
    FOUND = judged(cities(90, 80, 70, 60, 50, 40, isle=["x", "x", "x", "y", "y", "z"]))

    def test_at_least_keeps_places(self) -> None:
        told = select(self.FOUND, 4, quotas={"isle": 1})
        assert list(told.columns)[4:] == ["group:isle", "chosen", "reason"]
        assert names(told, "in") == "pqsu"
        assert reasons(told) == {
            "p": "rank 1 of 6",
            "q": "rank 2 of 6",
            "r": "below the cut of 80.0",
            "s": "kept for isle y: place 1 of 2",
            "t": "below the cut of 80.0",
            "u": "kept for isle z: place 1 of 1",
        }

    def test_at_most_holds_back(self) -> None:
        told = select(self.FOUND, 3, quotas={"isle": Quota(most=1)})
        assert names(told, "in") == "psu"
        assert reasons(told) == {
            "p": "rank 1 of 6",
            "q": "isle x is full (1)",
            "r": "isle x is full (1)",
            "s": "rank 4 of 6; quotas hold back others",
            "t": "isle y is full (1)",
            "u": "rank 6 of 6; quotas hold back others",
        }

    def test_both(self) -> None:
        told = select(self.FOUND, 3, quotas={"isle": Quota(1, 1)})
        assert names(told, "in") == "psu"
        assert reasons(told)["s"] == "kept for isle y: place 1 of 2"
        assert reasons(told)["t"] == "isle y is full (1)"

    def test_a_kept_place_is_no_place_by_rank_where_better_ones_are_open(self) -> None:
        told = select(judged(cities(10, 20, 20, isle=["x", "y", "y"])), 2, quotas={"isle": 1})
        assert (names(told, "in"), names(told, "open")) == ("p", "qr")
        assert reasons(told)["p"] == "kept for isle x: place 1 of 1"

    def test_places_that_are_all_kept_leave_none_for_rank(self) -> None:
        found = judged(cities(90, 80, 70, 60, 50, isle=["x", "x", "x", "y", "y"]))
        told = select(found, 4, quotas={"isle": 2})
        assert names(told, "in") == "pqst"
        assert reasons(told)["r"] == "rank 3 of 5: every other place is kept by quotas"

    def test_a_group_with_fewer_is_kept_all_it_has(self) -> None:
        assert names(select(self.FOUND, 5, quotas={"isle": 2}), "in") == "pqstu"

    def test_a_city_in_no_group_is_neither_kept_nor_limited(self) -> None:
        found = judged(cities(90, 80, 70, 60, isle=["x", "", "-", None]))
        told = select(found, 4, quotas={"isle": Quota(1, 1)})
        assert names(told, "in") == "pqrs"
        assert told["group:isle"].tolist() == ["x", "-", "-", "-"]

    def test_population_classes_are_groups(self) -> None:
        found = judged(cities(90, 80, 70, population=[100_000, 100_000, 2_000_000]))
        assert names(select(found, 2, quotas={"population_class": 1}), "in") == "pr"

    def test_of_several_columns_are_kept_together(self) -> None:
        found = judged(cities(90, 80, 70, 60, isle=["x", "x", "y", "y"], kind=["c", "c", "c", "r"]))
        told = select(found, 2, quotas={"isle": 1, "kind": 1})
        assert names(told, "in") == "ps"
        assert reasons(told) == {
            "p": "rank 1 of 4",
            "q": "rank 2 of 4: every other place is kept by quotas",
            "r": "rank 3 of 4: every other place is kept by quotas",
            "s": "kept for its groups: isle y, kind r",
        }

    def test_of_several_columns_have_limits_too(self) -> None:
        found = judged(cities(90, 80, 70, 60, isle=["x", "y", "x", "y"], kind=["c", "c", "d", "d"]))
        told = select(found, 2, quotas={"isle": Quota(1, 1), "kind": Quota(1, 1)})
        assert names(told, "in") == "ps"
        assert reasons(told)["q"] == "kind c is full (1)"
        assert reasons(told)["r"] == "isle x is full (1)"

    def test_ties_across_several_columns_stay_open(self) -> None:
        found = judged(cities(90, 50, 50, 10, isle=["x", "y", "y", "x"], kind=["c", "d", "d", "c"]))
        told = select(found, 2, quotas={"isle": 1, "kind": 1})
        assert (names(told, "in"), names(told, "open")) == ("p", "qr")
        assert reasons(told)["q"] == "equal scores: 1 place(s) for 2, within the quotas"


class TestWrittenQuotas:
    @pytest.mark.parametrize(
        ("written", "quota"),
        [("2", Quota(2)), ("..5", Quota(0, 5)), ("2..5", Quota(2, 5)), ("0", Quota()), (" 1..1 ", Quota(1, 1))],
    )
    def test_are_read(self, written: str, quota: Quota) -> None:
        assert Quota.parse(written) == quota
        assert Quota.parse(str(quota)) == quota

    @pytest.mark.parametrize("written", ["", "..", "2..", "x", "-1", "5..2", "..0", "2.5", "1..2..3"])
    def test_others_are_refused(self, written: str) -> None:
        with pytest.raises(UsageError, match="is no quota; expected COLUMN=2"):
            Quota.parse(written)

    def test_less_than_none_is_no_quota(self) -> None:
        with pytest.raises(UsageError, match="'-1' is no quota"):
            Quota(-1)


class TestWhatIsRefused:
    FOUND = TestQuotas.FOUND

    def test_more_places_than_cities_that_can_be_chosen(self) -> None:
        assert refused(judged(cities(1, 2, GAP)), 3) == [
            "there are 3 places and 2 cities that can be chosen; possible: 2 places"
        ]

    def test_quotas_that_keep_more_than_the_places(self) -> None:
        assert refused(self.FOUND, 3, quotas={"isle": 2}) == [
            "the quota of isle keeps 5 places for 3 groups, and there are 3; possible: 5 places, or isle=1"
        ]
        assert refused(self.FOUND, 2, quotas={"isle": Quota(1, 2)})[0].endswith("possible: 3 places, or isle=..2")

    def test_quotas_that_let_fewer_in_than_the_places(self) -> None:
        assert refused(self.FOUND, 4, quotas={"isle": Quota(most=1)}) == [
            "the quota of isle lets 3 groups fill 3 places, and there are 4; possible: 3 places, or isle=..2"
        ]

    def test_all_of_it_at_once(self) -> None:
        both = {"isle": Quota(2, 2), "population_class": 1}
        found = judged(cities(9, 8, 7, isle=["x", "y", "z"], population=[1e5, 5e5, 2e6]))
        assert len(refused(found, 2, quotas=both)) == 2
        assert len(refused(self.FOUND, 2, quotas={"isl": 2, "city": 9})) == 2

    def test_quotas_that_need_more_places_together(self) -> None:
        found = judged(cities(4, 3, 2, isle=["x", "x", "y"], kind=["c", "d", "c"]))
        assert select(found, 2, quotas={"isle": 1, "kind": 1})["chosen"].tolist() == ["in", "in", "out"]
        found = judged(cities(4, 3, isle=["x", "-"], kind=["-", "d"]))
        assert refused(found, 1, quotas={"isle": 1, "kind": 1}) == [
            "the quotas together need 2 places, and there are 1; possible: 2 places, or lower quotas"
        ]

    def test_quotas_that_let_fewer_in_together(self) -> None:
        found = judged(cities(5, 4, 3, 2, isle=["x", "x", "-", "-"], kind=["-", "-", "c", "c"]))
        assert refused(found, 3, quotas={"isle": Quota(most=1), "kind": Quota(most=1)}) == [
            "the quotas together let 2 places be filled, and there are 3; possible: 2 places, or higher limits"
        ]

    def test_quotas_that_contradict_each_other(self) -> None:
        found = judged(cities(5, 4, 3, isle=["x", "x", "-"], kind=["c", "c", "-"]))
        assert refused(found, 2, quotas={"isle": 2, "kind": Quota(most=1)}) == [
            "the quotas cannot all be kept with 2 places; nearest to them (possible/asked): isle x 1/2"
        ]

    def test_no_place_at_all(self) -> None:
        assert refused(self.FOUND, 0) == ["there must be at least one place, not 0"]

    @pytest.mark.parametrize("share", [-0.1, 1.1, GAP])
    def test_a_coverage_that_is_no_share(self, share: float) -> None:
        assert refused(self.FOUND, 1, min_coverage=share) == [f"{share} is no share from 0 to 1"]

    def test_unknown_names(self) -> None:
        assert refused(self.FOUND, 1, node="b")[0].startswith("there is no 'b' in it")
        assert refused(self.FOUND, 1, quotas={"isl": 1}) == ["there is no column 'isl'; nearest: isle"]

    def test_rows_of_several_years_or_assessors(self) -> None:
        table = DataFrame({"city": ["p", "p"], "year": [2023, 2024], "assessor": ["s", "t"], "a": [1, 2]})
        assert refused(judged(table), 1) == [
            "the rows are of several years or assessors (2023, 2024; s, t); choose from one, such as one --year"
        ]

    def test_a_solver_that_fails_is_a_fault_and_no_answer(self) -> None:
        one = np.ones(1)
        programme = Programme(np.eye(1), 2 * one, 2 * one, 0 * one, one)  # two of one
        assert programme.solve(one) is None
        with pytest.raises(RuntimeError, match="no set"):
            programme.best(one)
        with pytest.raises(RuntimeError, match="unbounded"):
            Programme(0 * np.eye(1), 0 * one, one, 0 * one, np.inf * one).solve(one)


@st.composite
def selections(draw: st.DrawFn) -> tuple[DataFrame, int, dict[str, Quota]]:
    """Draw up to nine cities with ties and gaps, places, and quotas on one or two columns."""
    scores = draw(st.lists(st.sampled_from([10.0, 20.0, 30.0, 40.0, GAP]), min_size=2, max_size=9))
    columns, quotas = {}, {}
    for column in draw(st.sampled_from([["isle"], ["isle", "kind"]])):
        columns[column] = draw(st.lists(st.sampled_from("xyz"), min_size=len(scores), max_size=len(scores)))
        least = draw(st.integers(0, 2))
        quotas[column] = Quota(least, draw(st.one_of(st.none(), st.integers(max(least, 1), 3))))
    return cities(*scores, **columns), draw(st.integers(1, 4)), quotas


@given(selections())
def test_every_reason_says_what_is_so(drawn: tuple[DataFrame, int, dict[str, Quota]]) -> None:
    data, top, quotas = drawn
    try:
        told = select(judged(data), top, quotas=quotas)
    except UsageError:
        return
    inside, undecided = (told[told["chosen"] == word] for word in ("in", "open"))
    for _, city in told.iterrows():
        fields, code = city["reason"].fields, city["reason"].code
        own = f"group:{fields.get('column', 'isle')}"
        mates, perhaps = (int((part[own] == city[own]).sum()) for part in (inside, undecided))
        match code:
            case "select_rank":
                assert city["place"] <= top
            case "select_moved_up":
                assert {reason.code for reason in told["reason"]} & HELD_BACK
            case "select_kept":
                assert mates <= quotas[str(fields["column"])].least
            case "select_kept_together":
                assert len(quotas) == 2
            case "select_full":
                assert mates <= fields["most"] <= mates + perhaps
            case "select_below":
                assert city["score"] < fields["last"]
            case "select_all_kept":
                assert not any(reason.code == "select_below" for reason in told["reason"])
            case _:
                assert (city["chosen"] == "open") == code.startswith("select_open")

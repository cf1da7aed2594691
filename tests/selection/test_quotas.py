"""Quotas on one column: how they are written, what they keep and hold back, and what is refused."""

import pytest
from selection_builders import cities, judged, names, reasons, refused

from smartscore import Quota, UsageError, select

GAP = float("nan")


#: Six cities on three isles, the best first.
FOUND = judged(cities(90, 80, 70, 60, 50, 40, isle=["x", "x", "x", "y", "y", "z"]))


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


class TestQuotas:
    def test_at_least_keeps_places(self) -> None:
        told = select(FOUND, 4, quotas={"isle": 1})
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
        told = select(FOUND, 3, quotas={"isle": Quota(most=1)})
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
        told = select(FOUND, 3, quotas={"isle": Quota(1, 1)})
        assert names(told, "in") == "psu"
        assert reasons(told)["s"] == "kept for isle y: place 1 of 2"
        assert reasons(told)["t"] == "isle y is full (1)"

    def test_a_group_with_fewer_is_kept_all_it_has(self) -> None:
        assert names(select(FOUND, 5, quotas={"isle": 2}), "in") == "pqstu"

    def test_a_city_in_no_group_is_neither_kept_nor_limited(self) -> None:
        found = judged(cities(90, 80, 70, 60, isle=["x", "", "-", None]))
        told = select(found, 4, quotas={"isle": Quota(1, 1)})
        assert names(told, "in") == "pqrs"
        assert told["group:isle"].tolist() == ["x", "-", "-", "-"]

    def test_population_classes_are_groups(self) -> None:
        found = judged(cities(90, 80, 70, population=[100_000, 100_000, 2_000_000]))
        assert names(select(found, 2, quotas={"population_class": 1}), "in") == "pr"

    def test_a_kept_place_is_no_place_by_rank_where_better_ones_are_open(self) -> None:
        told = select(judged(cities(10, 20, 20, isle=["x", "y", "y"])), 2, quotas={"isle": 1})
        assert (names(told, "in"), names(told, "open")) == ("p", "qr")
        assert reasons(told)["p"] == "kept for isle x: place 1 of 1"

    def test_places_that_are_all_kept_leave_none_for_rank(self) -> None:
        found = judged(cities(90, 80, 70, 60, 50, isle=["x", "x", "x", "y", "y"]))
        told = select(found, 4, quotas={"isle": 2})
        assert names(told, "in") == "pqst"
        assert reasons(told)["r"] == "rank 3 of 5: every other place is kept by quotas"


class TestWhatIsRefused:
    def test_more_places_than_cities_that_can_be_chosen(self) -> None:
        assert refused(judged(cities(1, 2, GAP)), 3) == [
            "there are 3 places and 2 cities that can be chosen; possible: 2 places [select_too_few]"
        ]

    def test_quotas_that_keep_more_than_the_places(self) -> None:
        assert refused(FOUND, 3, quotas={"isle": 2}) == [
            "the quota of isle keeps 5 places for 3 groups, and there are 3; possible: 5 places, or isle=1 "
            "[quota_needs_more]"
        ]
        assert refused(FOUND, 2, quotas={"isle": Quota(1, 2)})[0].endswith(
            "possible: 3 places, or isle=..2 [quota_needs_more]"
        )

    def test_quotas_that_let_fewer_in_than_the_places(self) -> None:
        assert refused(FOUND, 4, quotas={"isle": Quota(most=1)}) == [
            "the quota of isle lets 3 groups fill 3 places, and there are 4; possible: 3 places, or isle=..2 "
            "[quota_leaves_less]"
        ]

    def test_all_of_it_at_once(self) -> None:
        both = {"isle": Quota(2, 2), "population_class": 1}
        found = judged(cities(9, 8, 7, isle=["x", "y", "z"], population=[1e5, 5e5, 2e6]))
        assert len(refused(found, 2, quotas=both)) == 2
        assert len(refused(FOUND, 2, quotas={"isl": 2, "city": 9})) == 2

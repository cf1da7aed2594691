"""The table that `select` gives: its order and columns, ranks and ties, and names that are not known."""

from builders import framework, percent
from pandas import DataFrame
from selection_builders import cities, judged, names, reasons, refused

from smartscore import assess, read_dataset, select

GAP = float("nan")


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
        found = assess(read_dataset(cities(10, 30, 50, b=[90, 10, GAP])), framework(*percent("a", "b")))
        told = select(found, 1, node="b")
        assert names(told, "in") == "p"
        assert told["coverage"].tolist() == [1, 1, 0]
        assert reasons(told)["r"] == "no value"

    def test_of_years_one_may_be_left(self) -> None:
        found = judged(DataFrame({"city": ["p", "q"], "year": [2024, 2024], "a": [1, 2]}))
        assert select(found, 1).index.tolist() == [("q", 2024), ("p", 2024)]


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


class TestWhatIsRefused:
    def test_no_place_at_all(self) -> None:
        assert refused(judged(cities(1, 2)), 0) == ["there must be at least one place, not 0 [select_no_places]"]

    def test_unknown_names(self) -> None:
        assert refused(judged(cities(1, 2, isle=["x", "y"])), 1, node="b")[0].startswith("there is no 'b' in it")
        assert refused(judged(cities(1, 2, isle=["x", "y"])), 1, quotas={"isl": 1}) == [
            "there is no column 'isl'; nearest: isle [column_missing]"
        ]

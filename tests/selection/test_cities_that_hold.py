"""In how many draws a city is chosen again: held against selecting in each draw by hand, and against chances."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from builders import framework, percent
from hypothesis import assume, given
from pandas import DataFrame
from selection_builders import Drawn, best_sets, bounds_of, draws

from smartscore import Assessment, Indicator, Quota, UsageError, assess, read_dataset, select
from smartscore.robustness.choices import Drawn as Draws
from smartscore.rules import Linear
from smartscore.selection import holding
from smartscore.selection.places import choose_untied

GAP = float("nan")


def table(count: int, columns: int = 4, seed: int = 0) -> DataFrame:
    """Give cities with random values from 10 to 90, the third equal to the fourth, and two columns of groups."""
    values = np.random.default_rng(seed).uniform(10, 90, (count, columns))
    values[2] = values[3]
    frame = DataFrame(values, columns=list("abcdefgh"[:columns]))
    groups = {"west": ["yes", "no", "no"], "coast": ["sea", "sea", "hill", "hill"]}
    more = {name: [words[place % len(words)] for place in range(count)] for name, words in groups.items()}
    return frame.assign(city=[f"c{place:03}" for place in range(count)], **more)


def judged(frame: DataFrame, columns: int = 4, **more: Any) -> Assessment:
    return assess(read_dataset(frame), framework(*percent(*"abcdefgh"[:columns]), **more))


def two(a: list[float], b: list[float]) -> Assessment:
    return judged(DataFrame({"city": list("pqrs")[: len(a)], "a": a, "b": b}), 2)


def by_hand(found: Assessment, top: int, count: int, **more: Any) -> np.ndarray:
    """Select in each draw by its framework, as anybody would; who is open gets the share of a lot."""
    drawn = Draws.of(found, count, 1)
    shares = np.zeros(len(found.rows))
    for draw in range(count):
        told = select(drawn.replay.assessed(drawn.world, draw), top, **more).loc[found.rows]
        lots = [reason.fields.get("places", 0) / reason.fields.get("rivals", 1) for reason in told["reason"]]
        shares += np.where(told["chosen"] == "in", 1.0, lots)
    return shares / count


class TestChances:
    def test_a_city_that_is_better_in_everything_holds_always(self) -> None:
        told = holding(two([90, 40, 60], [80, 60, 40]), 1)
        assert told.shares.tolist() == [1.0, 0.0, 0.0]
        assert told.holds.tolist() == [True, False, False]
        assert (told.draws, told.seed, told.impossible) == (200, 1, 0)

    def test_two_that_trade_places_where_weights_pass_equality_have_half_each(self) -> None:
        told = holding(two([40, 60], [60, 40]), 1)
        assert told.shares.sum() == pytest.approx(1)
        assert abs(told.shares[0] - 0.5) < 4 * np.sqrt(0.25 / 200)
        assert not told.holds.any()

    def test_a_tie_counts_as_a_lot(self) -> None:
        told = holding(two([90, 50, 50, 50], [90, 50, 50, 50]), 3)
        assert told.shares == pytest.approx([1, 2 / 3, 2 / 3, 2 / 3])

    def test_a_tie_within_a_quota_counts_as_a_lot(self) -> None:
        frame = DataFrame({"city": list("pqrs"), "a": [90, 50, 50, 20], "b": [90, 50, 50, 30], "west": list("xyyy")})
        assert holding(judged(frame, 2), 2, quotas={"west": 1}).shares == pytest.approx([1, 0.5, 0.5, 0])

    def test_places_are_as_many_as_there_are(self) -> None:
        assert holding(judged(table(30)), 7).shares.sum() == pytest.approx(7)


class TestAgainstSelectingByHand:
    @pytest.mark.parametrize(
        "rules",
        [
            {},
            {"lowest": True},
            {"node": "b"},
            {"quotas": {"west": Quota(1, 3)}},
            {"quotas": {"west": Quota(0, 3), "coast": 2}},
            {"quotas": {"west": Quota(2, 3), "coast": Quota(3, 3)}},
        ],
        ids=str,
    )
    def test_it_is_the_same(self, rules: Mapping[str, Any]) -> None:
        found = judged(table(10))
        assert holding(found, 6, draws=12, **rules).shares == pytest.approx(by_hand(found, 6, 12, **rules), abs=1e-12)

    def test_a_quota_that_bounds_nothing_changes_nothing(self) -> None:
        found = judged(table(25))
        told = holding(found, 6, quotas={"west": Quota(0, 25)}).shares
        assert told == pytest.approx(holding(found, 6).shares, abs=1e-12)

    def test_the_column_of_select_has_the_shares(self) -> None:
        found = judged(table(10))
        told = select(found, 4, robust=True)
        assert list(told.columns)[-3:] == ["chosen", "holds", "reason"]
        assert told["holds"].loc[found.rows].tolist() == holding(found, 4).shares.tolist()
        assert "holds" not in select(found, 4)


def test_the_order_of_rows_changes_nothing() -> None:
    frame = table(20)
    other = frame.sample(frac=1, random_state=3)
    every: list[dict[str, int | Quota]] = [{}, {"west": 2}, {"west": 2, "coast": Quota(0, 3)}]
    for quotas in every:
        told = holding(judged(frame), 5, quotas=quotas, draws=40).shares
        moved = holding(judged(other), 5, quotas=quotas, draws=40).shares
        assert moved.tolist() == told[other.index].tolist()


def test_another_seed_is_another_set_of_draws() -> None:
    found = judged(table(20))
    first, second = (holding(found, 5, seed=seed).shares for seed in (1, 2))
    assert first.tolist() != second.tolist()
    assert first.tolist() == holding(found, 5).shares.tolist()


class TestWhoMayBeChosen:
    def test_it_is_not_who_has_too_little_coverage(self) -> None:
        frame = DataFrame({"city": list("pqr"), "a": [90, 50, 40], "b": [90, 50, 40], "c": [GAP, 50, 40]})
        told = holding(judged(frame, 3), 1, min_coverage=0.9)
        assert told.shares.tolist() == [0, 1, 0]

    @pytest.mark.parametrize("quotas", [{}, {"west": 0}])
    def test_draws_without_enough_scores_choose_nobody(self, quotas: dict[str, int]) -> None:
        """The first has 3 of 4 indicators, and 2 of 3, too few, where one of those that it has is left out."""
        columns = {"a": [90, 50], "b": [90, 50], "c": [90, 50], "d": [GAP, 50], "west": ["x", "x"]}
        found = judged(DataFrame({"city": list("pq"), **columns}), 4, index={"min_coverage": 0.7})
        told = holding(found, 2, quotas=quotas)
        assert 0 < told.impossible < told.draws
        assert told.shares == pytest.approx([1 - told.impossible / told.draws] * 2)

    def test_quotas_that_cannot_be_kept_together_in_a_draw_choose_nobody(self) -> None:
        """Without the first, one of x, one of y and one of v are three cities, for two places."""
        columns = {name: [90, 50, 40, 30] for name in "abc"}
        groups = {"west": ["x", "x", "y", "-"], "coast": ["v", "u", "u", "v"]}
        frame = DataFrame({"city": list("pqrs"), **columns, "d": [GAP, 50, 40, 30], **groups})
        found = judged(frame, 4, index={"min_coverage": 0.7})
        told = holding(found, 2, quotas={"west": 1, "coast": 1}, draws=20)
        assert 0 < told.impossible < 20
        assert told.shares == pytest.approx(np.array([1, 0, 1, 0]) * (1 - told.impossible / 20))

    def test_what_select_refuses_is_refused(self) -> None:
        for top in (0, 3):
            with pytest.raises(UsageError):
                holding(two([90, 40], [80, 60]), top)


class TestWhereItTakesLong:
    def test_quotas_on_several_columns_have_fewer_draws_and_candidates(self) -> None:
        rules: dict[str, Any] = {"quotas": {"west": Quota(0, 3), "coast": Quota(0, 4)}}
        assert holding(judged(table(100)), 5, **rules).draws == 50
        told = holding(judged(table(101)), 5, **rules)
        assert (told.draws, bool(np.isnan(told.shares).all()), len(told.assumptions.items)) == (0, True, 3)
        assert holding(judged(table(101)), 5, draws=3, **rules).draws == 3

    def test_many_rows_have_none(self) -> None:
        leaves = [Indicator(name, rule=Linear(0, 100)) for name in "ab"]
        frame = DataFrame({"a": np.linspace(1, 99, 60_000), "b": np.linspace(99, 1, 60_000)})
        assert holding(assess(frame, framework(*leaves)), 5).draws == 0


@given(draws(2))
def test_what_one_quota_decides_is_the_best_within_all(instance: Drawn) -> None:
    tied, groups, top = instance
    tied = list(range(len(tied)))
    best = best_sets(tied, groups, top)
    assume(best)
    for some in (groups, groups[:1], groups[1:]):
        chosen = choose_untied(bounds_of(some), top)
        expected = best if some is groups else best_sets(tied, some, top)
        assert chosen is None or tuple(np.flatnonzero(chosen).tolist()) == expected[0]
        assert chosen is not None or some is groups

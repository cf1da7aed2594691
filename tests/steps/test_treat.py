"""The step that takes in outliers: which indicators, at which end, how far, and when the logarithm instead."""

from collections.abc import Callable
from math import log

import numpy as np
import pandas as pd
import pytest
from builders import framework
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame

import smartscore
from smartscore.engine import assess, fit
from smartscore.errors import RuleError, SmartscoreError
from smartscore.framework_file.reading import BUILT_IN
from smartscore.model import Indicator
from smartscore.rules import Linear, MinMax
from smartscore.steps import STEPS, Impute, Treat
from smartscore.steps.treat import Logged, Winsorised, moments
from smartscore.testing import check_step

GAP = float("nan")
#: Skewness 3.06 and kurtosis 9.74; with 30 in the place of 100 they are 1.71 and 1.82.
HIGH = [*range(1, 11), 30.0, 100.0]


def cities(**columns: list[float]) -> DataFrame:
    count = len(next(iter(columns.values())))
    index = pd.Index([f"c{number}" for number in range(count)], name="city")
    return DataFrame(columns, index=index, dtype=float)


def learnt(values: list[float], **parameters: float) -> Winsorised | Logged | None:
    fitted = Treat(**parameters).fit(cities(a=values), ["a"]).fitted  # type: ignore[arg-type]
    assert fitted is not None
    return fitted.get("a")


def treated(values: list[float], **parameters: float) -> list[float]:
    frame = cities(a=values)
    return Treat(**parameters).fit(frame, ["a"])(frame)["a"].tolist()  # type: ignore[arg-type]


def mirrored(values: list[float]) -> list[float]:
    return [-value for value in values]


class TestMoments:
    def test_are_those_of_a_sample(self) -> None:
        """Microsoft's documentation of the functions SKEW and KURT of Excel has both figures for these values."""
        skewness, kurtosis = moments(np.array([[3.0, 4, 5, 2, 3, 4, 5, 6, 4, 7]]))
        assert skewness[0] == pytest.approx(0.359543, abs=5e-7)
        assert kurtosis[0] == pytest.approx(-0.151799637, abs=5e-10)

    def test_leave_out_gaps(self) -> None:
        values = np.array([[3.0, GAP, 4, 5, 2, 3, 4, GAP, 5, 6, 4, 7]])
        assert moments(values)[0][0] == pytest.approx(0.359543, abs=5e-7)

    @pytest.mark.parametrize(
        "values", [[GAP] * 4, [1.0, 2, 9, GAP], [0, 144, 0.5, GAP], [0.1] * 51, [5.0, GAP, GAP, GAP]]
    )
    def test_are_none_of_fewer_than_four_values_and_of_equal_ones(self, values: list[float]) -> None:
        skewness, kurtosis = moments(np.array([values]))
        assert np.isnan(skewness * kurtosis).tolist() == [True]

    def test_of_huge_values_are_finite(self) -> None:
        some = np.array([HIGH, [value * 1e200 for value in HIGH]])
        for found in moments(some):
            assert found[1] == pytest.approx(found[0], rel=1e-12)


class TestWinsorising:
    def test_the_greatest_value_becomes_the_next_one(self) -> None:
        assert learnt(HIGH) == Winsorised(None, 30.0, 1)
        assert treated(HIGH) == [*range(1, 11), 30, 30]

    def test_the_least_where_the_skew_points_down(self) -> None:
        assert learnt(mirrored(HIGH)) == Winsorised(-30.0, None, 1)
        assert treated(mirrored(HIGH)) == mirrored([*range(1, 11), 30, 30])

    def test_goes_on_until_the_indicator_passes(self) -> None:
        values = [*range(1, 17), 300.0, 900.0]
        assert learnt(values) == Winsorised(None, 16.0, 2)
        assert treated(values) == [*range(1, 17), 16, 16]

    def test_values_that_share_an_extreme_move_together(self) -> None:
        values = [*range(1, 31), 300.0, 300.0]
        assert learnt(values, most=1) == Winsorised(None, 30.0, 2)

    def test_the_skew_may_turn_to_the_other_end(self) -> None:
        values = [-150.0, *range(1, 31), 200.0]
        assert learnt(values, skewness=0.5) == Winsorised(1.0, 30.0, 2)

    def test_what_passes_stays(self) -> None:
        for values in ([*range(1, 13)], [*[1.0] * 8, 2, 3, 50, 50]):  # the second has skewness 2.05, but kurtosis 2.6
            assert learnt(values) is None

    def test_both_thresholds_are_of_the_step(self) -> None:
        values = [*[1.0] * 8, 2, 3, 50, 50]
        assert learnt(values, kurtosis=2.5) == Winsorised(None, 3.0, 2)
        assert learnt(HIGH, skewness=3.1) is None

    def test_gaps_stay_and_count_for_nothing(self) -> None:
        found = treated([GAP, *HIGH, GAP])
        assert found[1:-1] == treated(HIGH)
        assert np.isnan([found[0], found[-1]]).all()


class TestTheLogarithm:
    def test_of_the_original_values_takes_over_where_points_do_not_suffice(self) -> None:
        values = [*range(1, 17), 300.0, 901.0]
        assert learnt(values, most=1) == Logged(1.0, 1 - 9.0)
        assert treated(values, most=1)[0] == log(9)
        assert treated(values, most=1)[-1] == log(909)

    def test_alone_where_no_point_may_be_changed(self) -> None:
        assert isinstance(learnt(HIGH, most=0), Logged)

    def test_takes_over_where_all_values_would_be_equal(self) -> None:
        assert learnt([*[0.0] * 48, 1.0, 1000.0]) == Logged(0.0, -10.0)

    def test_two_different_values_stay_as_they_are(self) -> None:
        assert learnt([*[0.0] * 50, 1.0]) is None

    def test_a_value_below_the_baseline_counts_as_its_least(self) -> None:
        baseline = cities(a=[*range(1, 17), 300.0, 901.0])
        later = Treat(most=1).fit(baseline, ["a"])(cities(a=[-500.0, 1.0, GAP, 1901]))["a"].tolist()
        assert later[:2] == [log(9), log(9)]
        assert np.isnan(later[2])
        assert later[3] == log(1909)


def test_what_was_learnt_from_a_baseline_treats_another_year_by_the_same_limits() -> None:
    step = Treat().fit(cities(a=HIGH), ["a"])
    assert step(cities(a=[-5.0, 29, 31, 700]))["a"].tolist() == [-5, 29, 30, 30]


def test_columns_limit_it_to_some_indicators() -> None:
    frame = cities(a=HIGH, b=HIGH, note=HIGH)
    some, others = Treat(columns=["b"]).fit(frame, ["a", "b"]), Treat().fit(frame, ["a", "b"])
    assert [list(step.fitted or {}) for step in (some, others)] == [["b"], ["a", "b"]]
    assert some(frame)["a"].tolist() == HIGH


def test_an_indicator_that_is_absent_later_is_left_alone() -> None:
    step = Treat().fit(cities(a=HIGH, b=HIGH), ["a", "b"])
    assert step(cities(b=HIGH)).columns.tolist() == ["b"]


def test_the_frame_that_is_given_stays_as_it_is() -> None:
    frame = cities(a=HIGH, b=HIGH)
    before, step = frame.copy(), Treat()
    step.fit(frame, ["a", "b"])(frame)
    pd.testing.assert_frame_equal(frame, before)
    assert step.fitted is None


def test_no_indicator_and_no_city_change_nothing() -> None:
    for frame, columns in ((cities(note=HIGH), []), (cities(a=[]), ["a"]), (cities(a=[GAP] * 9), ["a"])):
        pd.testing.assert_frame_equal(Treat().fit(frame, columns)(frame), frame)


def test_many_cities_are_treated_as_few_are() -> None:
    """Their moments are taken in parts."""
    some = np.random.default_rng(1).lognormal(0, 1.2, (40_000, 4))
    frame = DataFrame(some, columns=list("abcd"), index=pd.RangeIndex(40_000, name="city"))
    whole = Treat().fit(frame, list("abcd")).fitted
    assert whole == {name: (Treat().fit(frame[[name]], [name]).fitted or {})[name] for name in "abcd"}


values = st.lists(st.floats(-1e6, 1e6) | st.just(GAP), max_size=30)


@given(values, st.integers(0, 4), st.randoms())
def test_neither_rows_nor_their_order_decide_but_values(some: list[float], most: int, chance: object) -> None:
    frame = cities(a=some)
    step = Treat(skewness=0.5, kurtosis=0.5, most=most).fit(frame, ["a"])
    order = np.random.default_rng(getattr(chance, "randrange")(99)).permutation(len(some))  # noqa: B009
    assert Treat(skewness=0.5, kurtosis=0.5, most=most).fit(frame.iloc[order], ["a"]) == step
    after = step(frame)["a"].to_numpy()
    ranked = np.argsort(np.array(some))
    assert (np.diff(after[ranked][~np.isnan(after[ranked])]) >= 0).all()
    assert (np.isnan(after) == np.isnan(some)).all()
    assert not np.isinf(after).any()


@pytest.mark.parametrize("step", [Treat(), Treat(skewness=0.5, kurtosis=-5, most=1), Treat(most=0)])
def test_it_keeps_the_contract_of_steps(step: Treat) -> None:
    check_step(step)


class TestInAnAssessment:
    INDICATORS = (Indicator("a", rule=Linear(0, 100)), Indicator("b", rule=MinMax()))
    DATA = cities(a=HIGH, b=[*HIGH[:-1], GAP])

    def test_a_treated_value_is_scored_counted_and_explained_beside_the_measured_one(self) -> None:
        found = assess(self.DATA, framework(*self.INDICATORS, steps=[Treat()]))
        assert found.scores["a"].tolist() == [*range(1, 11), 30, 30]
        assert np.flatnonzero(found.changed["a"]).tolist() == [11]
        told = smartscore.explain(found, "c11").loc["a"]
        assert told[["value", "measured", "changed"]].tolist() == [30, 100, True]

    def test_what_if_holds_a_value_beyond_the_limit_there(self) -> None:
        found = assess(self.DATA, framework(*self.INDICATORS, steps=[Treat()]))
        more = smartscore.what_if(found, [("c0", "a", 60), ("c1", "a", 25)])
        assert more.scores["a"].tolist()[:2] == [30, 25]

    def test_gaps_are_those_to_the_treated_values(self) -> None:
        found = assess(self.DATA, framework(*self.INDICATORS, steps=[Treat()]))
        assert smartscore.gaps(found, "c0", smartscore.best_values(found)).loc["a", "wanted"] == 30
        assert found.coverage["index"].tolist() == [1] * 11 + [0.5]

    def test_a_baseline_freezes_it(self) -> None:
        fitted = fit(framework(*self.INDICATORS, steps=[Treat()]), self.DATA)
        (step,) = fitted.steps
        assert list(getattr(step, "fitted")) == ["a", "b"]  # noqa: B009
        assert assess(cities(a=[29.0, 500], b=[1.0, 2]), fitted).scores["a"].tolist() == [29, 30]

    def test_gaps_that_were_filled_before_are_imputed_and_not_changed(self) -> None:
        found = assess(self.DATA, framework(*self.INDICATORS, steps=[Impute("constant", value=500), Treat()]))
        assert found.values["b"].tolist() == [*range(1, 11), 30, 30]
        assert np.flatnonzero(found.imputed["b"]).tolist() == [11]
        assert not found.changed["b"].any()

    def test_its_parameters_are_part_of_the_fingerprint(self) -> None:
        prints = {framework(*self.INDICATORS, steps=[step]).fingerprint for step in (Treat(), Treat(most=4), Treat())}
        assert len(prints) == 2


REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: Treat(skewness=0), "skewness is 0; it must be above 0"),
    (lambda: Treat(kurtosis="3"), "kurtosis is '3', not a finite number"),  # type: ignore[arg-type]
    (lambda: Treat(most=-1), "most is -1; allowed: 0, 1, 2, ..."),
    (lambda: Treat(most=2.5), "most is 2.5; allowed: 0, 1, 2, ..."),  # type: ignore[arg-type]
    (lambda: Treat(most=True), "most is True; allowed: 0, 1, 2, ..."),
    (lambda: Treat(columns="a"), "columns is 'a'; allowed: [\"a\"]"),
    (lambda: Treat()(cities(a=[1])), "treat must be fitted to a baseline before it can be used"),
    (
        lambda: Treat(columns=["povrty"]).fit(cities(poverty=[1]), ["poverty"]),
        "there is no 'povrty' in it; nearest: poverty",
    ),
]


@pytest.mark.parametrize(("do", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_what_cannot_be_done_is_refused_in_a_clear_sentence(do: Callable[[], object], said: str) -> None:
    with pytest.raises(SmartscoreError) as refused:
        do()
    assert isinstance(refused.value, RuleError)
    assert refused.value.problems[0].to("en") == said


def test_a_framework_file_asks_for_it_as_treat() -> None:
    assert STEPS["treat"] is BUILT_IN.steps["treat"] is smartscore.Treat is Treat

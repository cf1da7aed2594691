"""All stages of an analysis at once, their progress, and what is left when somebody interrupts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import pytest
from builders import cities, example_assessment, framework, percent

from smartscore import Assessment, assess
from smartscore.errors import UsageError
from smartscore.robustness.analysis import analyse
from smartscore.robustness.assumptions import Alternatives, Assumptions, WeightNoise
from smartscore.robustness.sensitivity import leave_one_out, of_assumptions, one_at_a_time, sensitivity
from smartscore.robustness.uncertainty import uncertainty

GIVEN = Assumptions([WeightNoise(0.9), Alternatives("index.aggregate", ["arithmetic", "minimum"], id="mean")])
#: Runs of the stages with 50 draws and a base of 64: of uncertainty, leaving one out, one at a time, sensitivity. For
#: a city, there are acceptability, least changes and exact answers before the last one.
SIZES = (50, 2, 200 + 2, 4 * 64)


def four() -> Assessment:
    return assess(cities(a=[90, 60, 20, 40], b=[70, 80, 80, 20]), framework(*percent("a", "b")))


def interrupting(after: int) -> Callable[[int, int], None]:
    def progress(done: int, _total: int) -> None:
        if done >= after:
            raise KeyboardInterrupt

    return progress


def test_each_stage_is_what_it_gives_by_itself() -> None:
    assessment, told = four(), list[tuple[int, int]]()
    found = analyse(assessment, GIVEN, draws=50, base=64, seed=3, city="C", progress=lambda *each: told.append(each))
    assert found.city == 2
    assert not found.interrupted
    assert found.left_out == ()
    alone = uncertainty(assessment, GIVEN, draws=50, seed=3)
    np.testing.assert_array_equal(found.uncertainty.rank_quantiles, alone.rank_quantiles)
    assert found.leave_one_out == leave_one_out(assessment)
    assert found.one_at_a_time == one_at_a_time(assessment, GIVEN, seed=3)
    for one, other in zip(found.sensitivity, sensitivity(assessment, GIVEN, base=64, seed=3, city="C"), strict=True):
        np.testing.assert_array_equal(one.total_interval, other.total_interval)
    assert [one.output for one in found.sensitivity] == ["mean_rank_change", "score", "rank"]
    ends = [50, 52, 252, 254, 304, 305, 306, 306 + SIZES[-1]]
    assert told == [(end, ends[-1]) for end in ends]


def test_what_is_told_of_a_city_alone() -> None:
    """C has 20 and 80, all others more of a or as much of b; A is first by a, B by all other means."""
    found, entered = analyse(four(), GIVEN, draws=50, base=4, city="C"), list[str]()
    assert found.acceptability is not None
    assert found.acceptability.draws == 50
    assert found.exact is not None
    assert found.exact.ranks is not None
    assert found.least is not None
    assert found.least.place == 3

    @contextmanager
    def solving() -> Iterator[None]:
        entered.append("in")
        yield
        entered.append("out")

    analyse(four(), GIVEN, draws=50, base=4, city="C", solving=solving)
    assert entered == ["in", "out", "in", "out"]
    without = analyse(four(), GIVEN, draws=50, base=4)
    assert (without.acceptability, without.exact, without.least) == (None, None, None)


def test_no_weights_are_favourable_where_none_are_assumed() -> None:
    mean = Assumptions([Alternatives("index.aggregate", ["arithmetic", "minimum"])])
    found = analyse(four(), mean, draws=50, base=4, city="C")
    assert found.acceptability is None
    assert found.exact is not None
    assert (found.exact.ranks, found.exact.problems, found.exact.free) == (None, (), ())


def test_an_interrupted_analysis_of_a_city_says_what_is_left_out() -> None:
    found = analyse(four(), GIVEN, draws=50, base=64, city="C", progress=interrupting(304))
    assert found.left_out == ("acceptability", "least", "exact", "sensitivity")
    assert found.leave_one_out


def test_without_assumptions_the_defaults_are_taken() -> None:
    found = analyse(example_assessment(), draws=50, base=64)
    assert found.uncertainty.assumptions.items[0].id == "weights"
    assert found.sensitivity[0].inputs == tuple(one.id for one in found.uncertainty.assumptions)
    assert len(found.sensitivity) == 1
    assert found.city is None


@pytest.mark.parametrize(
    ("after", "left_out"),
    [
        (50, ["leave_one_out", "one_at_a_time", "sensitivity"]),
        (52, ["leave_one_out", "one_at_a_time", "sensitivity"]),
        (254, ["one_at_a_time", "sensitivity"]),
        (255, ["sensitivity"]),
    ],
)
def test_an_interrupted_analysis_says_what_is_left_out(
    monkeypatch: pytest.MonkeyPatch, after: int, left_out: list[str]
) -> None:
    monkeypatch.setattr(of_assumptions, "_ROWS", 40)
    found = analyse(four(), GIVEN, draws=50, base=64, progress=interrupting(after))
    assert found.interrupted
    assert found.left_out == tuple(left_out)
    assert found.uncertainty.interrupted == (after == 50)
    for name in ("leave_one_out", "one_at_a_time", "sensitivity"):
        assert bool(getattr(found, name)) == (name not in left_out)


def test_a_part_of_the_sensitivity_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_assumptions, "_ROWS", 40)
    found = analyse(four(), GIVEN, draws=50, base=128, progress=interrupting(254 + 4 * 70))
    assert (found.left_out, found.interrupted) == ((), True)
    assert (found.sensitivity[0].count, found.sensitivity[0].asked) == (70, 128)


def test_draws_that_are_not_needed_count_as_done() -> None:
    told: list[int] = []
    found = analyse(four(), GIVEN, draws=100_000, base=64, precision=1.0, progress=lambda done, _: told.append(done))
    assert found.uncertainty.settled
    assert not found.interrupted
    assert told == sorted(told)
    assert told[-1] == 100_000 + sum(SIZES[1:])


def test_what_is_not_possible_is_refused_before_anything_is_drawn() -> None:
    told: list[int] = []
    for wrong in ({"base": 0}, {"city": "Z"}, {"by": "region"}, {"draws": 0}):
        with pytest.raises(UsageError):
            analyse(four(), GIVEN, progress=lambda done, _: told.append(done), **wrong)
    with pytest.raises(UsageError):
        analyse(four(), Assumptions([]), progress=lambda done, _: told.append(done))
    assert told == []

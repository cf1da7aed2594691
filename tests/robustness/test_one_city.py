"""Exact answers about one city and the least changes that move it: by hand, and what they say where there are none."""

import sys

import numpy as np
import pytest
from builders import cities, example_assessment, framework, percent
from pandas import DataFrame, Index

from smartscore import Assessment, Dimension, Framework, assess
from smartscore.aggregates import Geometric
from smartscore.robustness import one_city
from smartscore.robustness.assumptions import (
    Assumption,
    Assumptions,
    Nominal,
    WeightDirichlet,
    WeightNoise,
    WeightSets,
)
from smartscore.robustness.defaults import default_assumptions
from smartscore.robustness.one_city import FEW, ExactAnswers, exact_answers, least_changes

#: A leads by a, C by b, B stands between, and D is below B by both.
DATA = cities(a=[90, 60, 10, 50], b=[10, 60, 90, 50])
FLAT = framework(*percent("a", "b"))
TREE = framework(Dimension("d", members=percent("a", "b")), *percent("c"))


def answers(assessment: Assessment, row: int, *assumptions: Assumption, by: str | None = None) -> ExactAnswers:
    return exact_answers(Nominal(assessment), Assumptions(assumptions), row, by)


def ends(found: ExactAnswers) -> tuple[int, int]:
    assert found.ranks is not None
    assert found.ranks.proved
    return found.ranks.best.rank, found.ranks.worst.rank


class TestAttainableRanks:
    def test_any_weights(self) -> None:
        """B is first or second; D is below it by all weights, and never first."""
        assessment = assess(DATA, FLAT)
        found = [answers(assessment, row, WeightDirichlet()) for row in range(4)]
        assert [ends(one) for one in found] == [(1, 4), (1, 2), (1, 4), (2, 3)]
        assert [one.among[1] for one in found] == [True, True, True, False]
        assert [one.among[3] for one in found] == [True] * 4
        assert [(one.above, one.below) for one in found] == [((), ()), ((), (3,)), ((), ()), ((1,), ())]
        assert found[0].free == ("index",)
        assert list(found[0].among) == [1, 3]

    def test_noise_of_a_tenth_leaves_the_first_one_first(self) -> None:
        """The weight of a is from 0.45 to 0.55: A has 46 to 54, B 60, C 46 to 54, D 50."""
        assessment = assess(DATA, FLAT)
        found = [answers(assessment, row, WeightNoise(0.1)) for row in range(4)]
        assert [ends(one) for one in found] == [(2, 4), (1, 1), (2, 4), (2, 3)]
        assert found[1].below == (0, 2, 3)
        assert found[0].above == (1,)

    def test_ranks_are_those_within_groups(self) -> None:
        assessment = assess(DATA.assign(province=["x", "y", "x", "y"]), FLAT)
        found = answers(assessment, 3, WeightDirichlet(), by="province")
        assert ends(found) == (2, 2)
        assert found.above == (1,)

    def test_an_assumption_that_is_no_polytope_is_named(self) -> None:
        sets = WeightSets({"x": {"a": 1.0}, "y": {"a": 3.0}}, id="judges")
        found = answers(assess(DATA, FLAT), 0, sets)
        assert (found.ranks, found.free, found.problems, found.left_out) == (None, (), (), ("judges",))

    def test_a_search_that_ends_early_says_no_more_than_it_knows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Its best rank is 20 or so, which one node of the search does not prove."""
        values = np.random.default_rng(1).uniform(0, 100, (80, 8)).round(1)
        names = Index([f"city {number}" for number in range(80)], name="city")
        assessment = assess(DataFrame(values, index=names, columns=[*"abcdefgh"]), framework(*percent(*"abcdefgh")))
        monkeypatch.setattr(one_city, "TOPS", (10, 19, 20, 21, 40))
        found = {}
        for nodes in (1, 5000):
            monkeypatch.setattr(one_city, "NODES", nodes)
            found[nodes] = answers(assessment, 63, WeightDirichlet())
        few, many = found[1], found[5000]
        assert few.ranks is not None
        best, worst = ends(many)
        assert few.ranks.best.bound <= best <= few.ranks.best.rank
        assert few.ranks.worst.rank <= worst <= few.ranks.worst.bound
        assert many.among == {top: best <= top for top in (10, 19, 20, 21, 40)}
        for top, possible in few.among.items():
            assert possible in (None, many.among[top])


class TestWhichWeights:
    """Of a and b below d, and c beside it."""

    def assessed(self, *c: float, tree: Framework = TREE, count: int = 2) -> Assessment:
        a, b = [90.0, 60.0, *[1.0] * (count - 2)], [10.0, 60.0, *[1.0] * (count - 2)]
        return assess(cities(a=a, b=b, c=[*c, *[1.0] * (count - 2)]), tree)

    def test_all_levels_of_few_cities(self) -> None:
        """By d alone B is above A; by a alone A is above B."""
        assessment = self.assessed(50.0, 50.0)
        assert answers(assessment, 0, WeightDirichlet()).free == ("index", "d")
        assert ends(answers(assessment, 0, WeightDirichlet())) == (1, 2)
        top = answers(assessment, 0, WeightDirichlet(level=1))
        assert (top.free, ends(top)) == (("index",), (1, 2))

    def test_the_index_alone_of_many(self) -> None:
        assessment = self.assessed(50.0, 50.0, count=FEW + 1)
        assert answers(assessment, 0, WeightDirichlet()).free == ("index",)
        below = answers(assessment, 0, WeightDirichlet(level=2))
        assert (below.free, below.ranks, below.problems) == ((), None, ())

    def test_the_index_alone_where_a_dimension_is_not_arithmetic(self) -> None:
        tree = framework(Dimension("d", members=percent("a", "b"), aggregate=Geometric()), *percent("c"))
        found = answers(self.assessed(50.0, 50.0, tree=tree), 0, WeightNoise(0.25))
        assert (found.free, found.problems) == (("index",), ())
        below = answers(self.assessed(50.0, 50.0, tree=tree), 0, WeightNoise(0.25, of=["d"]))
        assert [problem.code for problem in below.problems] == ["not_arithmetic"]

    def test_the_index_alone_where_more_would_leave_out_cities(self) -> None:
        data = cities(a=[90.0, np.nan, 5.0], b=[10.0, 60.0, 5.0], c=[50.0, 50.0, 5.0])
        found = answers(assess(data, TREE), 0, WeightNoise(0.25))
        assert (found.free, found.gaps) == (("index",), ())

    def test_an_index_that_is_not_arithmetic_has_no_answer(self) -> None:
        tree = framework(*percent("a", "b"), index={"aggregate": Geometric()})
        found = answers(assess(DATA, tree), 0, WeightNoise(0.25))
        assert (found.ranks, [problem.code for problem in found.problems]) == (None, ["not_arithmetic"])
        moved = least_changes(assess(DATA, tree), 0)
        assert moved is not None
        assert [problem.code for problem in moved.problems] == ["not_arithmetic"]
        assert moved.values_to_next

    def test_a_city_with_a_gap_has_no_answer(self) -> None:
        data = cities(a=[90.0, 60.0, 50.0], b=[np.nan, 60.0, 10.0])
        found = answers(assess(data, FLAT), 0, WeightNoise(0.25))
        assert [(problem.code, problem.city) for problem in found.problems] == [("city_left_out", "A")]
        assert answers(assess(data, FLAT), 1, WeightNoise(0.25)).gaps == ("A",)

    def test_without_scipy_it_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "scipy", None)
        assessment = assess(DATA, FLAT)
        moved = least_changes(assessment, 0)
        assert moved is not None
        assert [problem.code for problem in moved.problems] == ["missing_extra"]
        assert moved.values_to_next

    def test_the_example(self) -> None:
        assessment = example_assessment()
        given = default_assumptions(assessment)
        for row, rank in enumerate(assessment.ranks().tolist()):
            found = exact_answers(Nominal(assessment), given, row)
            best, worst = ends(found)
            assert best <= rank <= worst
            assert len(found.above) <= best - 1
            assert found.gaps == ()


class TestLeastChanges:
    def test_a_city_that_is_third(self) -> None:
        """With equal weights: A 60, B 50, C 40, D 10. C passes B from 70 of a on, and A from 90; D by none alone.

        Weights: C is above B where that of a is below 1/4, and above A where it is below 1/6.
        """
        assessment = assess(cities(a=[100, 80, 50, 10], b=[20, 20, 30, 10]), FLAT)
        found = least_changes(assessment, 2)
        assert found is not None
        assert (found.place, found.top) == (3, 1)
        passing = {one.indicator: one.new for one in found.values_to_next}
        assert passing == {"a": pytest.approx(70, abs=1e-6), "b": pytest.approx(50, abs=1e-6)}
        first = {one.indicator: one.new for one in found.values_to_top}
        assert first == {"a": pytest.approx(90, abs=1e-6), "b": pytest.approx(70, abs=1e-6)}
        assert found.weights_to_next is not None
        assert found.weights_to_next.weights["a"] / sum(found.weights_to_next.weights.values()) == pytest.approx(1 / 4)
        assert found.weights_to_top is not None
        assert found.weights_to_top.size == pytest.approx(2 * (1 / 2 - 1 / 6))
        last = least_changes(assessment, 3)
        assert last is not None
        assert (last.place, last.top, last.weights_to_next) == (4, 1, None)

    def test_the_best_and_the_second(self) -> None:
        assessment = assess(DATA, FLAT)
        best = least_changes(assessment, 1)
        assert best is not None
        assert (best.place, best.top, best.values_to_next) == (1, None, ())
        second = least_changes(assessment, 0)
        assert second is not None
        assert (second.place, second.top, second.values_to_top) == (2, None, ())
        assert second.weights_to_next is not None
        assert second.weights_to_next.size == pytest.approx(2 * (5 / 8 - 1 / 2))

    def test_a_city_without_an_index(self) -> None:
        assert least_changes(assess(cities(a=[1.0, np.nan], b=[1.0, np.nan]), FLAT), 1) is None

"""What stands under the name of a method: a constructor, or what authors write as naturally and stands for itself."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from builders import cities

from smartscore import Array, FrameworkError, Methods, assess
from smartscore.aggregates import Arithmetic, Power
from smartscore.framework_file import BUILT_IN, make, read_framework, write_framework
from smartscore.framework_file.making import parameters_of, stands_for_itself
from smartscore.rules import Linear, MinMax
from smartscore.steps import Impute

TWO = """
id = "two"
aggregate = {aggregate}
[defaults]
rule = {rule}
[[members]]
id = "a"
[[members]]
id = "b"
weight = 3
"""


def smallest(scores: Array, weights: Array) -> Array:  # noqa: ARG001
    return scores.min(axis=-2)


def mean_of_power(scores: Array, weights: Array, power: float = 1.0) -> Array:
    return weights @ scores**power / weights.sum()


class Half:
    better = "higher"

    def __init__(self, **options: float) -> None:
        self.of = options.get("of", 10.0)

    def __call__(self, values: Array) -> Array:
        return values / self.of / 2


def index(
    tmp_path: Path, rule: str = "{ linear = { worst = 0, best = 10 } }", aggregate: str = '"sum"', **own: Any
) -> list[float]:
    """Give the index of two cities, with (a, b) of (2, 4) and (8, 6), by a framework with methods of one's own."""
    path = tmp_path / "two.toml"
    path.write_text(TWO.format(rule=rule, aggregate=aggregate))
    framework = read_framework(path, BUILT_IN.joined(Methods(**own)))
    return [round(score, 9) for score in assess(cities(a=[2.0, 8.0], b=[4.0, 6.0]), framework).index]


class TestAggregates:
    @pytest.mark.parametrize(
        "function",
        [
            smallest,
            lambda s, w: s.min(axis=-2),  # noqa: ARG005
            lambda scores, weights, /: scores.min(axis=-2),  # noqa: ARG005
            lambda x, wts, more=None: x.min(axis=-2),  # noqa: ARG005
        ],
        ids=["names", "letters", "by place", "with more"],
    )
    def test_a_function_of_scores_and_weights_is_one(self, tmp_path: Path, function: Callable[..., Array]) -> None:
        assert index(tmp_path, aggregate='"mine"', aggregates={"mine": function}) == [20.0, 60.0]

    def test_so_is_one_with_some_of_its_parameters_filled_in(self, tmp_path: Path) -> None:
        squares = partial(mean_of_power, power=1)
        assert index(tmp_path, aggregate='"mine"', aggregates={"mine": squares}) == [35.0, 65.0]

    def test_so_is_one_that_was_made_already(self, tmp_path: Path) -> None:
        assert index(tmp_path, aggregate='"mine"', aggregates={"mine": Arithmetic()}) == [35.0, 65.0]

    def test_its_name_is_written_to_a_file_and_read_back(self, tmp_path: Path) -> None:
        methods = BUILT_IN.joined(Methods(aggregates={"mine": smallest}, rules={"tenth": Linear(0, 10)}))
        path = tmp_path / "two.toml"
        path.write_text(TWO.format(rule='"tenth"', aggregate='"mine"'))
        framework = read_framework(path, methods)
        written = write_framework(framework, methods)
        assert 'aggregate = "mine"' in written
        assert 'rule = "tenth"' in written
        path.write_text(written)
        assert read_framework(path, methods) == framework

    def test_a_constructor_of_two_other_parameters_is_none(self) -> None:
        def make_one(low: float, high: float) -> Arithmetic:  # noqa: ARG001
            return Arithmetic()

        assert not stands_for_itself(make_one, "aggregate")
        assert list(parameters_of(make_one, "aggregate")) == ["low", "high"]
        assert list(parameters_of(smallest, "aggregate")) == []


class TestRules:
    def test_one_that_was_made_already_stands_for_itself(self, tmp_path: Path) -> None:
        assert index(tmp_path, '"mine"', '"arithmetic"', rules={"mine": Linear(0, 10)}) == [35.0, 65.0]

    def test_so_does_a_relative_one(self, tmp_path: Path) -> None:
        assert index(tmp_path, '"mine"', '"arithmetic"', rules={"mine": MinMax()}) == [0.0, 100.0]

    def test_so_does_a_function_that_says_which_way_is_up(self, tmp_path: Path) -> None:
        def tenth(values: Array) -> Array:
            return values / 10

        tenth.better = "higher"  # type: ignore[attr-defined]
        assert index(tmp_path, '"mine"', '"arithmetic"', rules={"mine": tenth}) == [35.0, 65.0]

    def test_a_constructor_may_take_any_parameter(self, tmp_path: Path) -> None:
        assert index(tmp_path, '"mine"', '"arithmetic"', rules={"mine": Half}) == [17.5, 32.5]
        assert index(tmp_path, "{ mine = { of = 5 } }", '"arithmetic"', rules={"mine": Half}) == [35.0, 65.0]

    def test_a_constructor_whose_parameter_is_called_values_is_one(self) -> None:
        methods = BUILT_IN.joined(Methods(rules={"mine": lambda values: Linear(0, values)}))
        assert make(methods, "rule", "mine", {"values": 5}) == Linear(0, 5)

    def test_ctrl_c_goes_through(self) -> None:
        def stopped() -> Linear:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            make(BUILT_IN.joined(Methods(rules={"mine": stopped})), "rule", "mine", {})


class TestSteps:
    def test_one_that_was_made_already_stands_for_itself(self) -> None:
        methods = BUILT_IN.joined(Methods(steps={"mine": Impute("median")}))
        assert make(methods, "step", "mine", {}) is methods.steps["mine"]


def test_the_kind_is_said_in_the_language_of_the_reader() -> None:
    with pytest.raises(FrameworkError) as refused:
        make(BUILT_IN, "rule", "lineal", {})
    assert refused.value.message("id") == "tidak ada aturan 'lineal'; terdekat: linear [unknown_method]"


def test_built_in_methods_are_made_as_before() -> None:
    assert make(BUILT_IN, "aggregate", "power", {"exponent": 2.0}) == Power(2.0)
    assert np.array_equal(make(BUILT_IN, "rule", "linear", {"worst": 0, "best": 2})(np.array([1.0])), [0.5])


class TestReadingAgain:
    def test_what_the_same_text_says_by_the_built_in_methods_is_the_same_value(self, tmp_path: Path) -> None:
        path = tmp_path / "two.toml"
        path.write_text(
            TWO.format(rule='"minmax"', aggregate='"power"').replace('"power"', "{ power = { exponent = 2 } }")
        )
        first = read_framework(path)
        assert read_framework(path, BUILT_IN.joined(Methods())) is first
        path.write_text(path.read_text().replace("exponent = 2", "exponent = 3"))
        assert first.index.aggregate == Power(2)
        assert read_framework(path).index.aggregate == Power(3)

    def test_a_method_of_somebody_is_made_anew(self, tmp_path: Path) -> None:
        path = tmp_path / "two.toml"
        path.write_text(TWO.format(rule='"half"', aggregate='"arithmetic"'))
        methods = BUILT_IN.joined(Methods(rules={"half": Half}))
        first, second = (read_framework(path, methods).indicators[0].rule for _ in range(2))
        assert first is not second

    def test_methods_that_are_there_already_add_nothing(self) -> None:
        assert BUILT_IN.joined(Methods(rules={"linear": Linear})) is BUILT_IN

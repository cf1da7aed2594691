"""Fingerprints of other people's methods: what a function closes over counts, what is hidden is refused."""

import functools
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from attrs import evolve, frozen
from builders import PERCENT, cities, framework
from pandas import DataFrame

from smartscore.engine import assess
from smartscore.errors import RuleError
from smartscore.model import Framework, Indicator
from smartscore.rules import Array, Linear

KEPT: list[float] = [100.0]


def judged_by(rule: Any) -> Framework:
    return framework(Indicator("a", rule=rule))


def prints(*rules: Any) -> list[str]:
    return [judged_by(rule).fingerprint for rule in rules]


def share_of(whole: Any) -> Callable[[Array], Array]:
    """Give a rule that closes over its parameter, as authors of plugins naturally write."""

    def rule(values: Array) -> Array:
        return np.asarray(values / np.max(whole))

    return rule


def with_default(whole: float) -> Callable[..., Array]:
    def rule(values: Array, by: float = whole) -> Array:
        return values / by

    return rule


def with_keyword(whole: float) -> Callable[..., Array]:
    def rule(values: Array, *, by: float = whole) -> Array:
        return values / by

    return rule


class Scale:
    """A rule of a plugin: a class like any other, whose method may be the rule too."""

    better = "higher"

    def __init__(self, whole: object) -> None:
        self.whole = whole

    def __call__(self, values: Array) -> Array:
        return values / 200

    def judge(self, values: Array) -> Array:
        return values / 200


class Slotted:
    """A rule without a dictionary."""

    __slots__ = ("whole",)
    better = "higher"

    def __init__(self, whole: float) -> None:
        self.whole = whole

    def __call__(self, values: Array) -> Array:
        return values / self.whole


class Counted(list[float]):
    """A list of a class of its own."""


def unfilled() -> Callable[[], object]:
    def read() -> object:
        return later

    if KEPT is None:
        later = 1
    return read


def named(values: Array) -> Array:
    return values / 100


def test_two_parameters_of_one_constructor_have_two_fingerprints_and_two_scores() -> None:
    one, other = (judged_by(share_of(whole)) for whole in (100.0, 200.0))
    data = cities(a=[65.0])
    assert [assess(data, each).index.tolist() for each in (one, other)] == [[65.0], [32.5]]
    assert one.fingerprint != other.fingerprint
    assert one.fingerprint == judged_by(share_of(100.0)).fingerprint


DIFFERENT: dict[str, Callable[[float], object]] = {
    "closure": share_of,
    "default": with_default,
    "keyword default": with_keyword,
    "partial": lambda whole: functools.partial(with_default(1), by=whole),
    "bound method": lambda whole: Scale(whole).judge,
    "instance": Scale,
    "slots": Slotted,
    "list": lambda whole: Scale([1, [whole]]),
    "dict with other keys than texts": lambda whole: Scale({1: whole, None: 2}),
    "key of a dict": lambda whole: Scale({whole: 1}),
    "set": lambda whole: Scale({1, whole}),
    "array": lambda whole: Scale(np.array([1.0, whole])),
    "array of another type": lambda whole: Scale(np.ones(2, dtype="f4" if whole == 1 else "f8")),
    "text or number": lambda whole: Scale("1" if whole == 1 else 1),
    "pattern": lambda whole: Scale(re.compile("a" * int(whole))),
    "function of numpy": lambda whole: Scale(np.log if whole == 1 else np.log2),
    "function of numpy with rules of its own": lambda whole: Scale(np.sum if whole == 1 else np.mean),
    "method of a list": lambda whole: Scale([whole].count),
    "function with a memory": lambda whole: Scale(functools.cache(share_of(whole))),
    "constant without a value": lambda whole: Scale(... if whole == 1 else NotImplemented),
    "array of things": lambda whole: Scale(np.array([None, whole], dtype=object)),
    "number too large": lambda whole: Scale(10**400 + int(whole)),
    "number with a complex part": lambda whole: Scale(complex(1, whole)),
    "list of a kind of its own": lambda whole: Scale(Counted([whole])),
    "module": lambda whole: Scale(re if whole == 1 else functools),
    "cell that is not filled": lambda whole: Scale((whole, unfilled())),
    "table": lambda whole: Scale(DataFrame({"a": [1.0, whole]}, index=["x", "y"])),
    "table of a class": lambda whole: type("Made", (Scale,), {"steps": {"low": [whole]}})(1),
    "one of our rules": lambda whole: Scale(Linear(0, whole)),
    "closure in a closure": lambda whole: Scale(share_of(share_of(whole))),
    "attribute of a function": lambda whole: functools.update_wrapper(share_of(1), SimpleNamespace(unit=whole)),
    "class made in a function": lambda whole: type("Made", (), {"whole": whole, "__call__": lambda _self, v: v})(),
}


@pytest.mark.parametrize("make", DIFFERENT.values(), ids=DIFFERENT)
def test_what_a_rule_holds_counts_wherever_it_holds_it(make: Callable[[float], object]) -> None:
    one, same, other = prints(make(1), make(1), make(2))
    assert one == same != other


def test_functions_of_one_name_differ_by_their_code() -> None:
    halves, thirds = (lambda v: v / 2), (lambda v: v / 3)
    tops, lows = (lambda v: np.maximum(v, 0)), (lambda v: np.minimum(v, 0))
    assert halves.__qualname__ == thirds.__qualname__
    assert len(set(prints(halves, thirds, tops, lows))) == 4


def test_the_order_of_a_set_and_of_the_keys_of_a_dict_does_not_count() -> None:
    words = [f"word {number}" for number in range(50)]
    assert len(set(prints(Scale(set(words)), Scale({*reversed(words)})))) == 1
    assert len(set(prints(Scale({"a": 1, "b": 2}), Scale({"b": 2, "a": 1})))) == 1


def test_the_values_of_variables_that_a_function_without_a_name_reads_count() -> None:
    rule = lambda v: v / KEPT[0]  # noqa: E731  # what is asked for
    before = judged_by(rule).fingerprint
    KEPT[0] = 50.0
    after = judged_by(rule).fingerprint
    KEPT[0] = 100.0
    assert before != after
    assert judged_by(rule).fingerprint == before


def test_what_holds_itself_has_a_fingerprint_too() -> None:
    def ring(length: int) -> object:
        one: list[object] = [length]
        one.append(one)
        return Scale(one)

    def own() -> Callable[[Array], Array]:
        def rule(values: Array) -> Array:
            return values if values.size else rule(values)

        return rule

    first, same, other = prints(ring(1), ring(1), ring(2))
    assert first == same != other
    assert len(set(prints(own(), own()))) == 1


def test_what_is_held_again_and_again_is_looked_at_once() -> None:
    def doubled(first: int) -> object:
        one: list[object] = [first]
        for _ in range(60):  # 2 ** 60 numbers, if each were looked at
            one = [one, one]
        return Scale(one)

    first, same, other = prints(doubled(1), doubled(1), doubled(2))
    assert first == same != other


def test_a_class_that_was_defined_again_is_another_one() -> None:
    def defined(top: float) -> object:
        @frozen
        class Capped:
            better = "higher"

            def __call__(self, values: Array) -> Array:
                return np.minimum(values, 1.0) if top == 1 else np.minimum(values, 2.0) / 2

        return Capped()

    def other() -> object:
        @frozen
        class Capped:
            better = "higher"

            def __call__(self, values: Array) -> Array:
                return values / 2

        return Capped()

    assert len(set(prints(defined(1), defined(2), other()))) == 3


def nested() -> object:
    one: list[object] = []
    for _ in range(100_000):
        one = [one]
    return one


UNSEEN: dict[str, Callable[[], object]] = {
    "generator": lambda: (number for number in range(3)),
    "file": lambda: open(__file__),  # noqa: SIM115
    "lock": threading.Lock,
    "list within lists without end": nested,
    "function of numpy made of another": lambda: np.frompyfunc(abs, 1, 1),
}


@pytest.mark.parametrize("make", UNSEEN.values(), ids=UNSEEN)
def test_what_nobody_can_see_into_is_refused_with_node_and_method(make: Callable[[], object]) -> None:
    held = make()
    with pytest.raises(RuleError) as refused:
        assess(cities(a=[1.0]), judged_by(Scale(held)))
    (problem,) = refused.value.problems
    assert (problem.code, problem.indicator) == ("method_unseen", "a")
    assert problem.to("en").startswith(f"a: the rule Scale of {__name__} has no fingerprint: it holds what nobody can")
    assert problem.to("en").endswith("make it a frozen class with its parameters as fields")
    assert problem.to("id").startswith(f"a: aturan Scale dari {__name__} tidak punya sidik")
    getattr(held, "close", lambda: None)()


def test_in_an_aggregate_and_in_a_step_too() -> None:
    def numbers() -> Iterator[int]:
        yield 1

    mean = functools.partial(lambda _held, scores, _weights: scores.mean(axis=0), numbers())
    a = Indicator("a", rule=PERCENT)
    for small, kind in (
        (framework(a, index={"aggregate": mean}), "aggregate"),
        (framework(a, steps=[Scale(numbers())]), "step"),
    ):
        with pytest.raises(RuleError) as refused:
            _ = small.fingerprint
        assert refused.value.problems[0].fields["kind"] == kind


def test_a_rule_that_was_changed_after_the_fingerprint_was_told_is_refused() -> None:
    rule = Slotted(100.0)
    small = judged_by(rule)
    told = small.fingerprint
    rule.whole = 200.0
    with pytest.raises(RuleError) as refused:
        assess(cities(a=[50.0]), small)
    assert [(problem.code, problem.indicator) for problem in refused.value.problems] == [("method_changed", "a")]
    again = evolve(small)
    assert again.fingerprint != told
    assert assess(cities(a=[50.0]), again).index.tolist() == [25]


def test_a_step_that_learns_in_place_is_refused() -> None:
    class Filling:
        def fit(self, frame: Any, _columns: list[str]) -> "Filling":
            self.level = float(frame["a"].max())
            return self

        def __call__(self, frame: Any) -> Any:
            return frame.fillna({"a": self.level})

    with pytest.raises(RuleError) as refused:
        assess(cities(a=[50.0, float("nan")]), framework(Indicator("a", rule=PERCENT), steps=[Filling()]))
    assert [problem.code for problem in refused.value.problems] == ["method_changed"]


PROGRAM = """
import numpy as np
from smartscore import Dimension, Framework, Indicator
K = 3.0
def made(whole):
    words = {"red", "amber", "green"}
    def rule(values, by={"a": 1}):
        return np.asarray([values / whole / K for word in words if word != "red"][0])
    return rule
class Rule:
    better = "higher"
    def __init__(self): self.words = {"red", "amber", "green"}
    def __call__(self, values): return values / K
for rule in (made(2), lambda v: v in {"x", "y", "z"}, Rule()):
    print(Framework("f", index=Dimension("index", members=[Indicator("a", rule=rule)])).fingerprint)
"""


def test_fingerprints_are_the_same_in_each_process() -> None:
    def told(seed: int) -> str:
        command = [sys.executable, "-c", PROGRAM]
        environment = {"PYTHONHASHSEED": str(seed)}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout  # noqa: S603

    assert told(1) == told(2) != ""


def test_a_function_that_a_module_has_by_its_name_is_known_by_it() -> None:
    before = judged_by(named).fingerprint
    assert judged_by(named).fingerprint == before
    assert before != judged_by(with_default(1)).fingerprint

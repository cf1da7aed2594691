"""Assumptions as TOML: all that a file can say, refused with every fault at once, and written so that it reads back."""

import hashlib
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from pandas import DataFrame, Index

from smartscore import Dimension, Framework, FrameworkError, Indicator, Linear, Methods, UsageError, assess
from smartscore.framework_file import BUILT_IN
from smartscore.messages import LANGUAGES
from smartscore.robustness.assumptions import (
    Alternatives,
    Assumption,
    Assumptions,
    BoundShift,
    Distribution,
    LeaveOut,
    MeasurementError,
    Nominal,
    Spread,
    WeightDirichlet,
    WeightNoise,
    WeightRegion,
    WeightSets,
    assumptions_of,
    read_assumptions,
    written,
)

WHOLE = """
[[assumptions]]
id = "weights"
group = "all_weights"
weights = { noise = 0.25, of = ["index"] }

[[assumptions]]
id = "upper"
weights = { noise = 0.1, level = 1 }

[[assumptions]]
id = "concentrated"
weights = { dirichlet = 20, of = "economy" }

[[assumptions]]
id = "unknown"
weights = { dirichlet = true, level = 2 }

[[assumptions]]
id = "sets"
weights = { sets = { equal = { economy = 1, living = 1 }, survey = { economy = 3 } }, probabilities = [0.4, 0.6] }

[[assumptions]]
id = "judges"
weights = { judges = { anna = { economy = 2 }, budi = { living = 2.5 } } }

[[assumptions]]
id = "one_judge"
weights = { judges = { anna = { economy = 2 }, budi = { living = 2 } }, one = true }

[[assumptions]]
id = "order"
weights = { of = "index", order = ["economy >= living"], between = { economy = [0.1, 0.7] } }

[[assumptions]]
id = "ranges"
weights = { of = "index", between = { economy = [0.1, 0.3] } }

[[assumptions]]
bounds = { move = 0.1, grades = ["judgement", "general-knowledge"] }

[[assumptions]]
id = "named_bounds"
bounds = { move = 0.2, of = "poverty" }

[[assumptions]]
at = "index.aggregate"
choices = ["arithmetic", { power = { exponent = 0.5 } }]
probabilities = [0.5, 0.5]

[[assumptions]]
id = "steps"
at = ["steps.1", "steps.2"]
choices = [true, false]

[[assumptions]]
id = "uniform"
at = "poverty.rule.worst"
uniform = [30, 50]

[[assumptions]]
id = "triangular"
at = "poverty.rule.worst"
triangular = { low = 0, mode = 2, high = 5 }

[[assumptions]]
id = "normal"
at = ["economy.weight", "living.weight"]
normal = { mean = 1, sd = 0.1 }

[[assumptions]]
leave_out = {}

[[assumptions]]
id = "out"
leave_out = { of = ["economy", "living"], probability = 0.1 }

[[assumptions]]
error = { absolute = 2 }

[[assumptions]]
id = "relative"
error = { of = ["income", "poverty"], percent = 5 }

[[assumptions]]
id = "known"
error = { of = "poverty", column = "poverty_se" }

[[assumptions]]
id = "by_quality"
error = { quality = { survei = 5, perkiraan = 15.5 } }
"""

PAIRS = {"anna": {"economy": 2}, "budi": {"living": 2}}
MADE: list[Assumption] = [
    WeightNoise(0.25, of=["index"], group="all_weights"),
    WeightNoise(0.1, level=1, id="upper"),
    WeightDirichlet(20, of="economy", id="concentrated"),
    WeightDirichlet(level=2, id="unknown"),
    WeightSets({"equal": {"economy": 1, "living": 1}, "survey": {"economy": 3}}, probabilities=[0.4, 0.6], id="sets"),
    WeightSets({**PAIRS, "budi": {"living": 2.5}}, mixture=True, id="judges"),
    WeightSets(PAIRS, id="one_judge"),
    WeightRegion("index", order=["economy >= living"], between={"economy": (0.1, 0.7)}, id="order"),
    WeightRegion("index", between={"economy": (0.1, 0.3)}, id="ranges"),
    BoundShift(0.1, grades=["judgement", "general-knowledge"]),
    BoundShift(0.2, of=["poverty"], id="named_bounds"),
    Alternatives("index.aggregate", ["arithmetic", {"power": {"exponent": 0.5}}], probabilities=[0.5, 0.5]),
    Alternatives(["steps.1", "steps.2"], [True, False], id="steps"),
    Spread("poverty.rule.worst", Distribution("uniform", {"low": 30, "high": 50}), id="uniform"),
    Spread("poverty.rule.worst", Distribution("triangular", {"low": 0, "mode": 2, "high": 5}), id="triangular"),
    Spread(["economy.weight", "living.weight"], Distribution("normal", {"mean": 1, "sd": 0.1}), id="normal"),
    LeaveOut(),
    LeaveOut(of=["economy", "living"], probability=0.1, id="out"),
    MeasurementError(absolute=2),
    MeasurementError(of=["income", "poverty"], percent=5, id="relative"),
    MeasurementError(of="poverty", column="poverty_se", id="known"),
    MeasurementError(quality={"survei": 5, "perkiraan": 15.5}, id="by_quality"),
]

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written_file(text: str) -> Path:
        path = tmp_path / "assumptions.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return written_file


def refused(text: str, nominal: Nominal | None = None, methods: Methods = BUILT_IN) -> list[tuple[str, str | None]]:
    """Give the codes and the places of all that is wrong with a file."""
    with pytest.raises(UsageError) as error:
        assumptions_of(tomllib.loads(text), methods, "a.toml", nominal)
    assert {problem.file for problem in error.value.problems} == {"a.toml"}
    assert all(problem.message(language) for problem in error.value.problems for language in LANGUAGES)
    return [(problem.code, problem.column) for problem in error.value.problems]


def one(table: str) -> list[tuple[str, str | None]]:
    return refused(f"[[assumptions]]\n{table}\n")


def nominal() -> Nominal:
    members = [Indicator("income", rule=Linear(0, 100)), Indicator("poverty", rule=Linear(40, 0))]
    framework = Framework("two", index=Dimension("index", members=members))
    cities = Index(["Alun", "Bukit"], name="city")
    return Nominal(assess(DataFrame({"income": [80.0, 30.0], "poverty": [12.0, 30.0]}, index=cities), framework))


def test_every_key_is_read_and_the_file_is_kept(write: Write) -> None:
    path = write(WHOLE)
    read = read_assumptions(path)
    assert list(read) == MADE
    assert (read.file, read.digest) == (str(path), hashlib.sha256(path.read_bytes()).hexdigest())
    assert list(read_assumptions(str(path))) == MADE


def test_what_is_written_reads_back_the_same() -> None:
    text = written(Assumptions(MADE))
    assert list(assumptions_of(tomllib.loads(text))) == MADE
    assert written(Assumptions(list(assumptions_of(tomllib.loads(text))))) == text
    assert written(Assumptions([WeightNoise(0.25), LeaveOut()])) == (
        "[[assumptions]]\nweights = { noise = 0.25 }\n\n[[assumptions]]\nleave_out = {}\n"
    )
    assert written(Assumptions([])) == ""


def test_names_with_marks_are_written_in_quotes() -> None:
    judges = WeightSets({"Ibu Sri": {"economy": 2}, 'the "old" one': {"living": 2}}, mixture=True)
    assert list(assumptions_of(tomllib.loads(written(Assumptions([judges]))))) == [judges]


@pytest.mark.parametrize(
    "one_of_python",
    [
        Alternatives("poverty.rule", [Linear(0, 1), "rank"]),
        Alternatives("poverty.rule.categories", [(1, 2), (3, 4)]),
        Spread("poverty.rule.worst", Distribution("beta", {"a": 1})),
        WeightRegion("index"),
    ],
)
def test_what_a_file_has_no_words_for_is_not_written(one_of_python: Assumption) -> None:
    with pytest.raises(FrameworkError) as error:
        written(Assumptions([one_of_python]))
    assert [problem.code for problem in error.value.problems] == ["not_written_as_file"]
    assert "asumsi" in error.value.message("id")


def test_an_assumption_of_somebody_else_is_not_written() -> None:
    class Other:
        id = "other"

    with pytest.raises(FrameworkError) as error:
        written(Assumptions([Other()]))  # type: ignore[list-item]
    assert error.value.problems[0].fields["found"] == "other"


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("wieghts = { noise = 0.1 }", [("unknown_key", "assumptions > 1")]),
        ("weights = 0.25", [("wrong_type", "assumptions > 1 > weights")]),
        ("weights = { nois = 0.1 }", [("unknown_key", "assumptions > 1 > weights")]),
        ("weights = { of = 'index' }", [("not_exactly_one", "assumptions > 1 > weights")]),
        ("weights = { noise = 0.1, dirichlet = 3 }", [("not_exactly_one", "assumptions > 1 > weights")]),
        ("weights = { noise = '0.1' }", [("wrong_type", "assumptions > 1 > weights > noise")]),
        ("weights = { noise = nan }", [("wrong_type", "assumptions > 1 > weights > noise")]),
        ("weights = { noise = 1.5 }", [("share_not_positive", "assumptions > 1 > weights")]),
        ("weights = { noise = 0.1, level = 1.5 }", [("wrong_type", "assumptions > 1 > weights > level")]),
        ("weights = { dirichlet = false }", [("wrong_type", "assumptions > 1 > weights > dirichlet")]),
        ("weights = { sets = { a = 1 } }", [("wrong_type", "assumptions > 1 > weights > sets > a")]),
        ("weights = { sets = { a = { x = '1' } } }", [("wrong_type", "assumptions > 1 > weights > sets > a > x")]),
        ("weights = { order = ['a >= b'] }", [("key_missing", "assumptions > 1 > weights")]),
        (
            "weights = { of = 'index', between = { a = [0.1] } }",
            [("wrong_type", "assumptions > 1 > weights > between > a")],
        ),
        ("bounds = {}", [("key_missing", "assumptions > 1 > bounds")]),
        (
            "bounds = { move = 0.1, of = 'a', grades = 'judgement' }",
            [("assumption_said_twice", "assumptions > 1 > bounds")],
        ),
        ("bounds = { move = 0 }", [("share_not_positive", "assumptions > 1 > bounds")]),
        ("at = 'a'\nchoices = [1, 2]", [("address_malformed", "assumptions > 1 > at")]),
        ("at = ['steps.one', 'a.b.c.d']\nchoices = [1, 2]", [("address_malformed", "assumptions > 1 > at")] * 2),
        ("at = 'a.rule'", [("not_exactly_one", "assumptions > 1")]),
        ("at = 'a.rule'\nchoices = 'minmax'", [("wrong_type", "assumptions > 1 > choices")]),
        ("at = 'a.rule.best'\nuniform = [1]", [("wrong_type", "assumptions > 1 > uniform")]),
        (
            "at = 'a.rule.best'\nnormal = { mean = 1, st = 2 }",
            [("unknown_key", "assumptions > 1 > normal"), ("key_missing", "assumptions > 1 > normal")],
        ),
        ("at = 'a.rule.best'\nuniform = [1, 2]\nprobabilities = [1]", [("unknown_key", "assumptions > 1")]),
        ("at = 'a.rule'\nchoices = ['minmax', 'minmex']", [("unknown_method", "assumptions > 1 > choices > 2")]),
        ("at = 'steps.1'\nchoices = [true, { imput = {} }]", [("unknown_method", "assumptions > 1 > choices > 2")]),
        ("at = 'a.missing'\nchoices = ['worst', 'best']", [("parameter_not_allowed", "assumptions > 1 > choices > 2")]),
        ("leave_out = { probability = '0.1' }", [("wrong_type", "assumptions > 1 > leave_out > probability")]),
        ("error = { of = 'a' }", [("not_exactly_one", "assumptions > 1 > error")]),
        ("error = { percent = 5, absolute = 2 }", [("not_exactly_one", "assumptions > 1 > error")]),
        ("error = { percent = 0 }", [("bound_not_positive", "assumptions > 1 > error")]),
        ("id = 'A b'\nleave_out = {}", [("id_malformed", "assumptions > A b")]),
        (
            "id = 3\nleave_out = { offf = 'a' }",
            [("wrong_type", "assumptions > 1 > id"), ("unknown_key", "assumptions > 1 > leave_out")],
        ),
        ("id = 3\nleave_out = {}", [("wrong_type", "assumptions > 1 > id")]),
        ("leave_out = {}\nerror = {}", [("not_exactly_one", "assumptions > 1")]),
        (
            "leave_out = { of = [] }\nchoices = [1]",
            [("unknown_key", "assumptions > 1"), ("wrong_type", "assumptions > 1 > leave_out > of")],
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(table: str, codes: list[tuple[str, str]]) -> None:
    assert one(table) == codes


def test_all_faults_of_a_file_are_told_at_once() -> None:
    text = """
    titel = "x"
    [[assumptions]]
    id = "first"
    weights = { noise = 2 }
    [[assumptions]]
    at = "poverty.rule"
    choices = ["minmax", "nothing"]
    """
    assert refused(text) == [
        ("unknown_key", None),
        ("share_not_positive", "assumptions > first > weights"),
        ("unknown_method", "assumptions > 2 > choices > 2"),
    ]


def test_a_file_and_the_framework_it_is_for_are_judged_together() -> None:
    text = """
    [[assumptions]]
    id = "noise"
    weights = { noise = 2 }
    [[assumptions]]
    error = { of = ["povrty"], percent = 5 }
    """
    assert refused(text, nominal()) == [
        ("share_not_positive", "assumptions > noise > weights"),
        ("not_a_member", "errors"),
    ]
    assert refused("[[assumptions]]\nweights = { noise = 2 }\n", nominal()) == [
        ("share_not_positive", "assumptions > 1 > weights")
    ]


def test_a_key_is_named_as_the_file_has_it() -> None:
    with pytest.raises(UsageError) as error:
        assumptions_of(tomllib.loads("[[assumptions]]\nweights = { noise = 25 }\n"))
    assert error.value.problems[0].fields == {"name": "noise", "found": 25.0}
    with pytest.raises(UsageError) as error:
        assumptions_of(tomllib.loads("[[assumptions]]\nwieghts = { noise = 1 }\n"))
    assert error.value.problems[0].fields == {"found": "wieghts", "hint": "weights"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("no_assumptions", None)]),
        ("assumptions = []", [("no_assumptions", None)]),
        ("assumptions = 3", [("wrong_type", "assumptions")]),
        ("assumptions = [3]", [("wrong_type", "assumptions > 1")]),
    ],
)
def test_files_that_hold_none(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert refused(text) == expected


def test_a_file_that_cannot_be_read_is_named(write: Write, tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.toml", "file_unreadable"), (write("[[assumptions]"), "not_toml")):
        with pytest.raises(UsageError) as error:
            read_assumptions(path)
        assert [(problem.code, problem.file) for problem in error.value.problems] == [(code, str(path))]


def test_methods_of_plugins_are_alternatives_too() -> None:
    text = "[[assumptions]]\nat = 'poverty.rule'\nchoices = ['own', 'minmax']\n"
    methods = evolve(BUILT_IN, rules={**BUILT_IN.rules, "own": lambda: Linear(0, 1)})
    assert refused(text) == [("unknown_method", "assumptions > 1 > choices > 1")]
    read: Any = assumptions_of(tomllib.loads(text), methods).items[0]
    assert read.choices == ("own", "minmax")


def test_a_part_that_no_framework_has_is_left_to_the_framework() -> None:
    text = "[[assumptions]]\nat = 'poverty.colour'\nchoices = ['red', 'blue']\n"
    assert len(assumptions_of(tomllib.loads(text)).items) == 1
    assert refused(text, nominal()) == [("address_no_part", "alternatives")]

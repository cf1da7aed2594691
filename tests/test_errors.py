"""Errors are sentences for the person who can act."""

import copy
import pickle
from collections.abc import Callable

import pytest

from smartscore import (
    DatasetError,
    FrameworkError,
    PluginError,
    Problem,
    RuleError,
    SmartscoreError,
    Text,
    UsageError,
)
from smartscore.errors import hint, legible, nearest

PLACED = Problem("no_value", file="cities.csv", row=3, column="income", city="Alun", indicator="income")


def test_a_problem_says_where_before_it_says_what() -> None:
    assert PLACED.message() == "cities.csv, line 3, income, Alun, income: no value [no_value]"
    assert PLACED.message("id") == "cities.csv, baris 3, income, Alun, income: tidak ada nilai [no_value]"


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ({"file": "cities.csv"}, "cities.csv: no value [no_value]"),
        ({"row": 3}, "line 3: no value [no_value]"),
        ({"column": "income"}, "income: no value [no_value]"),
        ({"city": "Alun"}, "Alun: no value [no_value]"),
        ({"indicator": "growth"}, "growth: no value [no_value]"),
        ({"city": "Alun", "row": 0}, "line 0, Alun: no value [no_value]"),
        ({}, "no value [no_value]"),
    ],
)
def test_only_the_places_that_are_known_are_told(place: dict[str, str], said: str) -> None:
    assert Problem("no_value", **place).message() == said  # type: ignore[arg-type]


def test_fields_fill_the_sentence_in_the_language_of_the_reader() -> None:
    problem = Problem("wrong_type", {"found": "'x'", "expected": Text({"en": "a number", "id": "angka"})})
    assert problem.message("en") == "found 'x', expected a number [wrong_type]"
    assert problem.message("id") == "ditemukan 'x', seharusnya angka [wrong_type]"


def test_equal_problems_are_equal() -> None:
    assert Problem("no_value", city="Alun") == Problem("no_value", city="Alun")
    assert Problem("no_value", city="Alun") != Problem("no_value", city="Bukit")


def test_an_error_tells_all_its_problems_a_line_each() -> None:
    error = DatasetError([Problem("file_empty", file="a.csv"), Problem("no_value", city="Alun")])
    assert str(error) == "a.csv: the file is empty [file_empty]\nAlun: no value [no_value]"
    assert error.message("id") == "a.csv: berkas kosong [file_empty]\nAlun: tidak ada nilai [no_value]"


def test_an_error_may_have_one_problem() -> None:
    problem = Problem("no_value")
    assert DatasetError(problem).problems == DatasetError([problem]).problems == (problem,)


@pytest.mark.parametrize(
    ("kind", "code"),
    [(SmartscoreError, 2), (UsageError, 2), (DatasetError, 3), (FrameworkError, 4), (RuleError, 4), (PluginError, 5)],
)
def test_each_kind_of_error_has_its_exit_code(kind: type[SmartscoreError], code: int) -> None:
    assert kind.exit_code == code
    assert issubclass(kind, SmartscoreError)


def test_a_rule_that_is_wrong_is_a_framework_that_is_wrong() -> None:
    assert issubclass(RuleError, FrameworkError)


@pytest.mark.parametrize(
    ("name", "near"), [("ecnomy", "economy"), ("ECONOMY", "economy"), ("livin", "living"), ("zebra", None), ("", None)]
)
def test_the_nearest_known_name_is_found(name: str, near: str | None) -> None:
    assert nearest(name, ["economy", "living"]) == near


def test_how_near_a_name_must_be_can_be_said() -> None:
    assert nearest("econ", ["economy"]) == "economy"
    assert nearest("econ", ["economy"], 0.8) is None


def test_a_hint_is_the_nearest_name_else_all_if_they_are_few() -> None:
    assert hint("ecnomy", {"living", "economy"}) == "economy"
    assert hint("zebra", {"living", "economy"}) == "economy, living"
    assert hint("zebra", {f"name{number:02}" for number in range(12)}).count(",") == 11
    assert hint("zebra", {f"name{number:02}" for number in range(13)}) == "-"
    assert hint("zebra", set()) == "-"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Kutá.csv", "Kutá.csv"),
        (b"Kut\xe1.csv".decode(errors="surrogateescape"), r"Kut\xe1.csv"),
        ("\ud83d.csv", r"\ud83d.csv"),  # half a letter, which Windows lets be in a name
        ("", ""),
    ],
)
def test_the_name_of_a_file_can_be_written_anywhere(name: str, shown: str) -> None:
    assert legible(name) == Problem("no_value", file=name).file == shown
    assert legible(shown).encode().decode() == shown


def test_no_name_stays_none() -> None:
    assert legible(None) is Problem("no_value").file is None


class TestInOnesOwnWords:
    """Plugins raise these errors with a text, as they raise a ValueError."""

    @pytest.mark.parametrize("kind", [UsageError, DatasetError, FrameworkError, RuleError, PluginError])
    def test_a_text_is_the_sentence(self, kind: type[SmartscoreError]) -> None:
        error = kind("k must be above 0")
        assert str(error) == error.message("id") == "k must be above 0 [in_own_words]"
        assert [problem.sentence() for problem in error.problems] == ["k must be above 0"]

    def test_several_are_several_problems(self) -> None:
        error = RuleError(["k must be above 0", Problem("no_value")])
        assert error.message() == "k must be above 0 [in_own_words]\nno value [no_value]"

    def test_without_a_word_the_type_is_named(self) -> None:
        with pytest.raises(RuleError, match=r"^RuleError \["):
            raise RuleError

    def test_braces_are_harmless(self) -> None:
        assert RuleError("{k} {0}").problems[0].sentence() == "{k} {0}"

    @pytest.mark.parametrize("copied", [copy.copy, lambda error: pickle.loads(pickle.dumps(error))])  # noqa: S301
    @pytest.mark.parametrize(
        "kind", [SmartscoreError, UsageError, DatasetError, FrameworkError, RuleError, PluginError]
    )
    def test_it_goes_to_another_process(
        self, kind: type[SmartscoreError], copied: Callable[[SmartscoreError], SmartscoreError]
    ) -> None:
        problems = [PLACED, Problem("failure_at", {"failure": PLACED, "file": "a.py", "line": 3})]
        for error in (kind("k must be above 0"), kind(problems), kind(PLACED)):
            again = copied(error)
            assert type(again) is kind
            assert again.problems == error.problems
            assert str(again) == str(error)

"""Every problem has an entry, in both languages, whose example really causes it and prints what it says."""

import ast
import tomllib
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from problem_examples import line_of, run_example

import smartscore
from smartscore.messages import LANGUAGES
from smartscore.problems import AREAS, Entry, entries
from smartscore.reading.documents import parse_toml

SOURCE = Path(smartscore.__file__).parent
ENTRIES = list(entries().values())
MADE = ("Problem", "Remark", "Suspicion", "ProblemGroup")

#: Modules that make a problem of a code in a variable, and the modules that spell the codes out (none: told again).
IN_VARIABLES = {
    "dataset/arrange.py": (),
    "dataset/breakdowns.py": ("dataset/breakdowns.py",),
    "dataset/check.py": ("dataset/check.py",),
    "dataset/key_choice.py": ("dataset/key_choice.py",),
    "dataset/key_faults.py": ("dataset/key_faults.py",),
    "dataset/keys.py": ("dataset/keys.py",),
    "dataset/long_table.py": ("dataset/long_table.py",),
    "dataset/evidence/levels.py": ("numerals/invalid_numbers.py",),
    "dataset/evidence/lines.py": ("dataset/evidence/lines.py",),
    "dataset/values.py": ("dataset/values.py", "numerals/decimals.py", "numerals/invalid_numbers.py"),
    "errors.py": (),
    "plans/programme_file.py": ("plans/programme_file.py",),
    "reading/files.py": ("reading/files.py",),
    "reading/workbooks/table_body.py": ("reading/workbooks/table_body.py",),
    "plugins/failures.py": ("plugins/failures.py",),
    "recipes/converter.py": (),
    "suspicions/cells.py": ("suspicions/finding.py",),
    "tables/interpretation.py": (),
    "testing/aggregates.py": ("testing/aggregates.py",),
    "testing/rules.py": ("testing/rules.py",),
    "testing/steps.py": ("testing/steps.py",),
    "tables/table.py": (
        *("reading/workbooks/cell_grid.py", "reading/workbooks/form_profile.py", "reading/workbooks/grid_table.py"),
    ),
}
#: Messages that modules of `IN_VARIABLES` spell out too and that are no problems.
NO_PROBLEMS = {"yes"}


def catalogue() -> set[str]:
    with (SOURCE / "locale" / "en" / "LC_MESSAGES" / "smartscore.po").open("rb") as file:
        return {str(entry.id) for entry in read_po(file) if entry.id}


def name_of(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def codes_given(tree: ast.Module) -> list[ast.expr]:
    """Give what stands for the code wherever a problem is made, each branch of a choice for itself."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and name_of(node.func) in MADE]
    given = [call.args[0] for call in calls if call.args]
    return [b for one in given for b in ([one.body, one.orelse] if isinstance(one, ast.IfExp) else [one])]


def spelled(tree: ast.Module, known: set[str]) -> set[str]:
    """Give every code that a module spells out anywhere but as a message of another kind."""
    others = {
        id(argument)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and name_of(node.func) in ("Phrase", "message", "say", "busy", "words", "numbers")
        for argument in node.args
    }
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in others]
    return {node.value for node in texts if isinstance(node.value, str)} & known


@cache
def codes_by_module() -> dict[str, set[str]]:
    """Give the codes of problems that each module of the source can make."""
    known = catalogue()
    trees = {p.relative_to(SOURCE).as_posix(): ast.parse(p.read_text("utf-8")) for p in sorted(SOURCE.rglob("*.py"))}
    found: dict[str, set[str]] = {}
    for name, tree in trees.items():
        own = found.setdefault(name, set())
        for given in codes_given(tree):
            if isinstance(given, ast.Constant):
                own.add(str(given.value))
            elif isinstance(given, ast.JoinedStr):
                beginning = str(given.values[0].value) if isinstance(given.values[0], ast.Constant) else ""
                own |= {code for code in known if beginning and code.startswith(beginning)}
            else:
                assert name in IN_VARIABLES, f"{name}: where does the code {ast.unparse(given)} come from?"
        for source in IN_VARIABLES.get(name, ()):
            own |= spelled(trees[source], known) - NO_PROBLEMS
    return found


def test_every_code_has_an_entry() -> None:
    found = {code for codes in codes_by_module().values() for code in codes}
    assert sorted(found - entries().keys()) == []


def test_no_entry_is_left_of_a_code_that_is_gone() -> None:
    found = {code for codes in codes_by_module().values() for code in codes}
    assert len(found) > 250
    assert sorted(entries().keys() - found) == []


def test_no_code_is_told_in_two_areas() -> None:
    folder = SOURCE / "problems" / "entries"
    told = [code for area in AREAS for code in tomllib.loads((folder / f"{area}.toml").read_text("utf-8"))]
    assert sorted({code for code in told if told.count(code) > 1}) == []


def test_no_module_is_named_that_keeps_no_codes_in_variables() -> None:
    trees = {name: ast.parse((SOURCE / name).read_text("utf-8")) for name in IN_VARIABLES}
    spoken = [name for name, tree in trees.items() if all(isinstance(g, ast.Constant) for g in codes_given(tree))]
    assert spoken == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_an_example_causes_its_problem_and_prints_what_is_told(entry: Entry, language: str, tmp_path: Path) -> None:
    output = run_example(entry.example, tmp_path, language)
    told = line_of(entry.code, output)
    assert told, output
    assert told == entry.example.prints.to(language), "python tests/problem_examples.py writes it anew"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_an_entry_is_told_in_both_languages(entry: Entry) -> None:
    texts = [entry.meaning, entry.remedy, entry.example.prints]
    assert [text.missing() for text in texts] == [[]] * 3
    assert all(text.to("en") != text.to("id") for text in texts[:2])
    assert all(text.to(language).endswith(".") for text in texts[:2] for language in LANGUAGES)


def test_each_area_has_its_file() -> None:
    written = {path.stem for path in (SOURCE / "problems" / "entries").glob("*.toml")} - {"shared"}
    assert written == set(AREAS)


def test_no_code_has_its_entry_in_two_areas() -> None:
    folder = SOURCE / "problems" / "entries"
    written = [code for area in AREAS for code in parse_toml((folder / f"{area}.toml").read_text("utf-8"))]
    assert sorted(code for code in set(written) if written.count(code) > 1) == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_a_sentence_has_dots_for_its_fields_and_the_braces_of_toml(entry: Entry) -> None:
    sentences = [entry.sentence(language) for language in LANGUAGES]
    assert [mark for text in sentences for mark in ("{{", "}}", "!r}") if mark in text] == []

"""Both languages from the first message: the catalogues, and numbers and messages in the language of the reader."""

import ast
import gettext
import io
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import attrs
import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import get_decimal_symbol

import smartscore
from smartscore import Dimension, Framework, Indicator, Ladder, Problem, Text
from smartscore.messages import LANGUAGES, message, number, preferred_language

SOURCE = Path(smartscore.__file__).parent
LOCALE = SOURCE / "locale"

#: What takes the code of a message, and which of its arguments that is.
SPEAKERS = {
    **dict.fromkeys(("Phrase", "Problem", "busy", "message", "say", "template", "titled", "describe"), 0),
    **dict.fromkeys(("_figure", "_undefined"), 0),
    **dict.fromkeys(("numbers", "scores", "values", "watched", "words"), 1),
}

#: What says where a problem is.
PLACES = {attribute.name for attribute in attrs.fields(Problem)} - {"code", "fields"}

#: The extras of the installation, each of which `doctor` explains.
PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"
EXTRAS = set(tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["optional-dependencies"])

#: The keys of framework files, each of which the schema describes.
KEYS = {attribute.name for kind in (Framework, Dimension, Indicator, Ladder) for attribute in attrs.fields(kind)}


def catalogue(language: str) -> dict[str, str]:
    with (LOCALE / language / "LC_MESSAGES" / "smartscore.po").open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id}


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def trees() -> Iterator[ast.Module]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"))


def texts_in(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


def name_of(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def code_given(node: ast.AST) -> ast.expr | None:
    """Give what stands for the code of a message where one is made, nothing elsewhere."""
    place = SPEAKERS.get(name_of(node.func)) if isinstance(node, ast.Call) else None
    return node.args[place] if isinstance(node, ast.Call) and place is not None and len(node.args) > place else None


def codes_said() -> set[str]:
    """Give every code in the source that is spelled out where a message is made, or kept in a variable `code`."""
    found: set[str] = set()
    for node in (node for tree in trees() for node in ast.walk(tree)):
        if first := code_given(node):
            branches = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
            found.update(b.value for b in branches if isinstance(b, ast.Constant) and isinstance(b.value, str))
        elif isinstance(node, ast.Assign) and [name_of(target) for target in node.targets] == ["code"]:
            found.update(texts_in(node.value))
    return found


def codes_built() -> set[str]:
    """Give the beginnings of codes that are put together, such as `place_` in f"place_{name}"."""
    found = set()
    for node in (node for tree in trees() for node in ast.walk(tree)):
        first = code_given(node)
        if isinstance(first, ast.JoinedStr) and isinstance(first.values[0], ast.Constant):
            found.add(str(first.values[0].value))
    return found


def fields_given(tree: ast.Module) -> Iterator[tuple[str, set[str]]]:
    """Give the code and the fields of every message that is made with fields written out or in a variable beside it."""
    written = [node for node in ast.walk(tree) if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)]
    tables = sorted(written, key=lambda node: node.lineno)
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
            continue
        names = {keyword.arg for keyword in node.keywords}
        if name_of(node.func) in ("message", "say", "Phrase") and None not in names:
            yield str(node.args[0].value), set(map(str, names))
        if name_of(node.func) != "Problem":
            continue
        given: ast.expr = node.args[1] if len(node.args) > 1 else ast.Dict([], [])
        if isinstance(given, ast.Name):
            before = [t.value for t in tables if name_of(t.targets[0]) == given.id and t.lineno < node.lineno]
            given = before[-1] if before else given
        if isinstance(given, ast.Dict) and None not in given.keys:
            yield str(node.args[0].value), {text for key in given.keys if key for text in texts_in(key)}


class TestCatalogues:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_message_of_the_source_is_there(self, language: str) -> None:
        said = codes_said()
        assert len(said) > 100  # the walk over the source finds them at all
        assert sorted(said - catalogue(language).keys()) == []

    def test_every_message_gets_the_fields_that_it_asks_for(self) -> None:
        english = catalogue("en")
        given = [(code, names) for tree in trees() for code, names in fields_given(tree) if code in english]
        assert len(given) > 80
        assert [(code, lacking) for code, names in given if (lacking := fields(english[code]) - names)] == []

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_message_can_be_told_by_a_problem(self, language: str) -> None:
        for code, sentence in catalogue(language).items():
            assert Problem(code, dict.fromkeys(fields(sentence), 7.0)).message(language)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_place_of_a_problem_can_be_told(self, language: str) -> None:
        assert sorted({f"place_{place}" for place in PLACES} - catalogue(language).keys()) == []

    def test_no_message_is_left_over(self) -> None:
        written = {text for tree in trees() for text in texts_in(tree)}
        built = {place + name for place in codes_built() for name in written | PLACES | KEYS | EXTRAS}
        assert sorted(catalogue("en").keys() - written - built) == []

    def test_both_languages_have_the_same_messages(self) -> None:
        assert catalogue("en").keys() == catalogue("id").keys()

    def test_no_message_is_empty(self) -> None:
        empty = [(language, code) for language in LANGUAGES for code, said in catalogue(language).items() if not said]
        assert empty == []

    def test_both_languages_use_the_same_fields(self) -> None:
        english, indonesian = catalogue("en"), catalogue("id")
        assert {code for code in english if fields(english[code]) != fields(indonesian[code])} == set()

    def test_translations_differ_where_there_are_words(self) -> None:
        english, indonesian = catalogue("en"), catalogue("id")
        same = {"column_id", "column_median", "column_node", "column_quick_win", "html_median"}  # median, id, quick win
        same |= {"area_plugin", "area_terminal"}
        same |= {"checked_hook", "checked_plugin"}  # hook, plugin
        alike = {code for code in english if english[code] == indonesian[code]}
        assert {code for code in alike if any(word.isalpha() for word in english[code].split())} <= same

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_what_is_shipped_is_compiled_from_what_is_written(self, language: str) -> None:
        folder = LOCALE / language / "LC_MESSAGES"
        compiled = io.BytesIO()
        with (folder / "smartscore.po").open("rb") as file:
            write_mo(compiled, read_po(file))
        compiled.seek(0)
        with (folder / "smartscore.mo").open("rb") as file:
            shipped = gettext.GNUTranslations(file)
        fresh, codes = gettext.GNUTranslations(compiled), catalogue(language)
        assert {code: shipped.gettext(code) for code in codes} == {code: fresh.gettext(code) for code in codes}
        assert shipped.gettext("no such code") == "no such code"


class TestMessages:
    def test_fields_fill_the_sentence(self) -> None:
        assert message("no_members", "en", node="economy") == "economy has no members"
        assert message("no_members", "id", node="economy") == "economy tidak memiliki anggota"

    def test_texts_in_fields_are_translated(self) -> None:
        title = Text({"en": "Economy", "id": "Ekonomi"})
        assert message("no_members", "id", node=title) == "Ekonomi tidak memiliki anggota"

    def test_an_unknown_language_is_told_in_english(self) -> None:
        assert message("no_value", "fr") == "no value"

    def test_braces_in_a_field_are_harmless(self) -> None:
        assert message("place_city", value="{found}") == "{found}"


class TestNumbers:
    @pytest.mark.parametrize(
        ("language", "written"), [("en", "1234.50"), ("id", "1234,50")], ids=["English", "Indonesian"]
    )
    def test_a_number_has_the_decimal_mark_of_the_language(self, language: str, written: str) -> None:
        assert number(1234.5, 2, language) == written

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_mark_is_that_of_the_unicode_consortium(self, language: str) -> None:
        assert message("decimal_mark", language) == get_decimal_symbol(language)

    def test_without_decimals_there_is_no_mark(self) -> None:
        assert number(-3.0, 0, "id") == "-3"


class TestTheLanguageOfTheEnvironment:
    @pytest.fixture(autouse=True)
    def _plain(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("SMARTSCORE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
            monkeypatch.delenv(name, raising=False)

    def test_it_is_english_by_default(self) -> None:
        assert preferred_language() == "en"

    @pytest.mark.parametrize("name", ["SMARTSCORE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"])
    def test_each_variable_is_heard(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        monkeypatch.setenv(name, "id_ID.UTF-8")
        assert preferred_language() == "id"

    def test_our_own_variable_is_heard_first(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LANG", "en_US.UTF-8")
        monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
        monkeypatch.setenv("SMARTSCORE_LANG", "id")
        assert preferred_language() == "id"

    @pytest.mark.parametrize("value", ["C.UTF-8", "fr_FR", "POSIX"])
    def test_other_languages_are_answered_in_english(self, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
        monkeypatch.setenv("LANG", value)
        assert preferred_language() == "en"

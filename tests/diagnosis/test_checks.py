"""What the checks of `doctor` rest on: requirements, versions, the font of paper, the terminal, exit codes."""

import io
import sys
import tomllib
from pathlib import Path

import pytest
from installations import distribution

from smartscore.diagnosis import Finding, diagnose, exit_code
from smartscore.diagnosis.installation import OWN, _python
from smartscore.diagnosis.reports import _has, font
from smartscore.diagnosis.requirements import Requirement, extras_of, is_older, modules_of, requirements
from smartscore.diagnosis.surroundings import terminal
from smartscore.messages import LANGUAGES, message

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"


@pytest.mark.parametrize(
    ("found", "least", "older"),
    [
        ("2.9", "2.10", True),
        ("2.10.1", "2.10", False),
        ("2.10", "2.10.0", False),
        ("3.0rc1", "3", False),
        ("1!0.1", "1", False),
        ("2024.7.9", "2024.8", True),
        ("unknown", "1", True),
        ("1.0", "", False),
    ],
)
def test_versions_are_compared_by_their_numbers(found: str, least: str, older: bool) -> None:
    assert is_older(found, least) == older


def test_requirements_are_read_of_metadata(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        "click>=8.1",
        "dask[dataframe]>=2024.8; extra == 'cluster'",
        "Foo.Bar (>=1.0,<2) ; python_version < '4' and extra == \"more\"",
        "nothing",
    ]
    info = distribution(tmp_path, "trees", "1.0")
    with (info / "METADATA").open("a", encoding="utf-8") as metadata:
        metadata.writelines(f"{line}\n" for line in ["Provides-Extra: more", "Provides-Extra: cluster"])
        metadata.writelines(f"Requires-Dist: {line}\n" for line in lines)
    monkeypatch.syspath_prepend(tmp_path)
    assert [tuple(one) for one in requirements("trees")] == [
        ("click", "8.1", ""),
        ("dask", "2024.8", "cluster"),
        ("Foo.Bar", "1.0", "more"),
        ("nothing", "", ""),
    ]
    assert extras_of("trees") == ["cluster", "more"]


def test_a_requirement_is_fine_missing_or_old() -> None:
    states = [Requirement("click", least, "").state for least in ("8.1", "999", "")]
    assert [*states, Requirement("no-such-thing", "1", "").state] == ["fine", "old", "fine", "missing"]
    assert str(Requirement("click", "", "")) == "click"


def test_a_distribution_is_imported_by_the_module_of_its_name() -> None:
    packages = [("attr", ["attrs"]), ("attrs", ["attrs"]), ("_yaml", ["PyYAML"]), ("yaml", ["PyYAML"])]
    assert (modules_of("attrs", packages), modules_of("pyyaml", packages)) == (["attrs"], ["yaml"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_extra_says_what_it_is_for(language: str) -> None:
    extras = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert {name for name in extras if message(f"extra_{name}", language) == f"extra_{name}"} == set()
    assert set(extras_of(OWN)) <= set(extras)


def test_a_python_that_is_too_old_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib.metadata import distribution as installed

    info = distribution(tmp_path, "trees", "1.0")
    with (info / "METADATA").open("a", encoding="utf-8") as metadata:
        metadata.write("Requires-Python: >=9.9\n")
    monkeypatch.syspath_prepend(tmp_path)
    told = _python(installed("trees"), "3.11", "en")
    assert (told.state, told.mend, told.found) == ("broken", "Python 9.9", "3.11 is too old; 9.9 or newer is needed")


def test_the_font_of_paper_comes_with_typst_and_has_all_letters() -> None:
    assert font("Libertinus Serif", "en").state == "works"
    assert font("No Such Font", "en").state == "notice"
    lacking = font("New Computer Modern Math", "en")
    assert (lacking.state, lacking.found[:15]) == ("notice", "lacks letters: ")
    assert _has("Libertinus Serif", "aé")
    assert not _has("Libertinus Serif", "aꦲ")


class Screen(io.TextIOWrapper):
    """A terminal of an older encoding."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_of_another_encoding_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Screen(io.BytesIO(), encoding="cp1252"))
    monkeypatch.setattr(sys, "stderr", Screen(io.BytesIO(), encoding="UTF-8"))
    monkeypatch.setenv("COLUMNS", "90")
    first, second = terminal("en")
    assert (first.state, second.state) == ("notice", "works")
    assert first.found == "results are UTF-8, and the terminal expects cp1252: some signs look wrong"
    assert second.found == "a terminal of 90 columns, UTF-8"


@pytest.mark.parametrize(
    ("states", "code"),
    [
        ([("library", "works"), ("extra", "absent"), ("file", "notice")], 0),
        ([("plugin", "broken"), ("extra", "absent")], 5),
        ([("plugin", "broken"), ("library", "broken")], 2),
        ([], 0),
    ],
)
def test_the_exit_code_says_whether_smartscore_or_a_plugin_is_broken(states: list[tuple[str, str]], code: int) -> None:
    findings = [Finding(area, "x", state, "") for area, state in states]  # type: ignore[arg-type]
    assert exit_code(findings) == code


def test_a_check_that_fails_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_language: str) -> None:
        raise LookupError("no such folder")

    monkeypatch.setattr("smartscore.diagnosis.surroundings.folders", fails)
    found = {(one.area, one.name): one for one in diagnose()}
    assert found["file", "file"].found == "this could not be tried: LookupError: no such folder"
    assert {area for area, _ in found} >= {"library", "terminal"}

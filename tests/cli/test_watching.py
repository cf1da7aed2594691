"""Long work shows itself on a terminal, on stderr, and is quiet everywhere else."""

import subprocess
from pathlib import Path

import pytest
from terminal import SMARTSCORE, environment, shown


def run(folder: Path, *asked: str, terminal: bool) -> tuple[str, bytes]:
    """Run the command in a process of its own, with a terminal as stderr or not: what it says there, and its stdout."""
    if not terminal:
        done = subprocess.run(  # noqa: S603  # our own command
            [SMARTSCORE, *asked], cwd=folder, env=environment(), capture_output=True, check=True
        )
        return done.stderr.decode(), done.stdout
    return shown(folder, *asked)


@pytest.fixture
def folder(tmp_path: Path, wide: Path, small: Path) -> Path:
    assert wide.parent == small.parent == tmp_path
    return tmp_path


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (("-o", "report.csv"), "Writing the report"),
        (("--split", "cities", "--format", "html"), "Writing a file a city"),
    ],
)
def test_on_a_terminal_it_is_seen(folder: Path, target: tuple[str, ...], said: str) -> None:
    asked = ("assess", "wide.csv", "--framework", "small.toml", *target)
    shown, _ = run(folder, *asked, terminal=True)
    assert said in shown
    assert (folder / target[1]).exists()


def test_draws_are_counted_on_a_terminal_and_nowhere_else(folder: Path) -> None:
    asked = ("robustness", "wide.csv", "--framework", "small.toml", "--draws", "100", "--base", "8")
    said, first = run(folder, *asked, terminal=True)
    assert "Drawing" in said
    assert "100%" in said
    assert "0:00:00" in said  # which remain
    quiet, second = run(folder, *asked, terminal=False)
    assert quiet == ""
    assert first == second


def test_elsewhere_it_is_quiet(folder: Path) -> None:
    asked = ("assess", "wide.csv", "--framework", "small.toml")
    quiet, first = run(folder, *asked, terminal=False)
    _, second = run(folder, *asked, terminal=True)
    assert quiet == ""
    assert first == second


FRAMEWORK = """id = "small"
members = [{ id = "living", members = [{ id = "health", rule = { linear = { worst = 0, best = 10 } } }] }]
"""
PROGRAMMES = """id,title,dimension,indicator,change,cost,months,likelihood,severity
clinic,A clinic,living,health,4,3e9,10,1,2
"""

#: What moves the cursor or has colours on a terminal: a bar of files, a spinner and coloured words.
DECORATED = {
    "a bar": ("assess", "wide.csv", "--framework", "small.toml", "--split", "cities", "--format", "html"),
    "a spinner": (
        *("plan", "wide.csv", "--framework", "small.toml", "--city", "Alun"),
        *("--programmes", "programmes.csv", "--first-year", "2026"),
    ),
    "colours": ("progress", "later.csv", "--framework", "small.toml", "--plan", "plan.json"),
}


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a framework, a dataset, a plan and what was reached later."""
    folder = tmp_path_factory.mktemp("later")
    files = {"small.toml": FRAMEWORK, "wide.csv": "city,health\nAlun,2\nBukit,9\n", "programmes.csv": PROGRAMMES}
    for name, text in {**files, "later.csv": "city,year,health\nAlun,2026,4\n"}.items():
        (folder / name).write_text(text)
    run(folder, *DECORATED["a spinner"], "-o", "plan.json", terminal=False)
    return folder


@pytest.mark.parametrize("what", DECORATED)
def test_a_terminal_shows_colours_and_moves_its_cursor(later: Path, what: str) -> None:
    said, _ = shown(later, *DECORATED[what], whole=True)
    assert "\x1b" in said


@pytest.mark.parametrize("variable", [("NO_COLOR", "1"), ("CI", "true"), ("TERM", "dumb")], ids="=".join)
@pytest.mark.parametrize("what", DECORATED)
def test_where_nobody_wants_that_no_escape_comes_out(later: Path, what: str, variable: tuple[str, str]) -> None:
    said, _ = shown(later, *DECORATED[what], whole=True, **dict([variable]))
    assert "\x1b" not in said
    assert len(said) > 20


@pytest.mark.parametrize("variable", ["NO_COLOR", "CI"])
def test_an_empty_variable_asks_for_nothing(later: Path, variable: str) -> None:
    said, _ = shown(later, *DECORATED["colours"], whole=True, **{variable: ""})
    assert "\x1b[31mlate" in said

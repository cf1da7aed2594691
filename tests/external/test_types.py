"""A program that uses every public name runs, and passes mypy strict and pyright."""

import subprocess
import sys
from pathlib import Path

USER = Path(__file__).with_name("typed_user.py")


def told_by(*command: str, folder: Path) -> str:
    """Give all that a command of this interpreter says, from a folder that configures nothing."""
    done = subprocess.run(  # noqa: S603  # tools that the extra `dev` brings
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, check=False
    )
    return f"{done.stdout}{done.stderr}".strip()


def test_it_runs(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, str(USER), str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert {"report.md", "comparison.csv", "report.json"} <= {path.name for path in tmp_path.iterdir()}


def test_mypy_strict_finds_nothing(tmp_path: Path) -> None:
    told = told_by("mypy", "--strict", "--python-executable", sys.executable, str(USER), folder=tmp_path)
    assert told.splitlines()[-1] == "Success: no issues found in 1 source file"


def test_pyright_finds_nothing(tmp_path: Path) -> None:
    told = told_by("pyright", "--pythonpath", sys.executable, str(USER), folder=tmp_path)
    assert told.splitlines()[-1] == "0 errors, 0 warnings, 0 informations"


WRONG = {
    "smartscore.asses('x')": ('has no attribute "asses"', '"asses" is not a known attribute'),
    "smartscore.assess(5)": ('incompatible type "int"', 'Argument of type "Literal[5]"'),
    "smartscore.Indicator('a')": ('Missing named argument "rule"', 'missing for parameter "rule"'),
    "x: int = smartscore.assess('x').scores": ("Incompatible types in assignment", "reportAssignmentType"),
    "smartscore.assess('x').to_frame('tall')": ("incompatible type \"Literal['tall']\"", 'parameter "form"'),
    "smartscore.assess('x').write('x', depth='2')": ('"depth"', 'parameter "depth"'),
}


def test_both_find_what_is_wrong(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text("\n".join(["import smartscore", "", *WRONG]) + "\n")
    by_mypy = told_by("mypy", "--strict", str(wrong), folder=tmp_path).splitlines()
    by_pyright = told_by("pyright", "--pythonpath", sys.executable, str(wrong), folder=tmp_path).splitlines()
    for line, (mypy, pyright) in enumerate(WRONG.values(), 3):
        assert any(mypy in told for told in by_mypy if f"wrong.py:{line}:" in told), (line, by_mypy)
        assert any(pyright in told for told in by_pyright), (line, by_pyright)

"""`smartscore plugins new`: a whole project, whose tests pass as they are, or nothing at all."""

import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


def written(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_project_is_written_and_what_to_type_next_is_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("plugins", "new", "parks")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "smartscore-parks is written. Next:",
        "  cd smartscore-parks",
        "  pip install -e '.[test]'",
        "  pytest",
        "  mypy --strict",
        "  smartscore plugins check parks",
    ]
    assert written(tmp_path / "smartscore-parks") == [
        ".gitignore",
        "CHANGELOG.md",
        "README.md",
        "pyproject.toml",
        "src/smartscore_parks/__init__.py",
        "src/smartscore_parks/parks-index.toml",
        "src/smartscore_parks/parks.toml",
        "src/smartscore_parks/py.typed",
        "tests/test_parks.py",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["smartscore-parks"]


def test_no_name_is_left_to_fill_in(run: Run, tmp_path: Path) -> None:
    run("plugins", "new", "fresh-air", "--dir", tmp_path)
    folder = tmp_path / "smartscore-fresh-air"
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()]
    assert [text for text in texts if "$" in text] == []
    project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["name"] == "smartscore-fresh-air"
    assert project["entry-points"]["smartscore"] == {"fresh_air": "smartscore_fresh_air"}
    framework = tomllib.loads((folder / "src/smartscore_fresh_air/fresh-air-index.toml").read_text(encoding="utf-8"))
    assert (framework["id"], framework["title"]["en"]) == ("fresh-air-index", "Fresh air")


def installed(folder: Path) -> dict[str, str]:
    """Put the project on the path as an editable installation does, and give the environment for it."""
    project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    info = folder / "site" / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    info.mkdir(parents=True)
    told = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    (info / "METADATA").write_text(told, encoding="utf-8")
    points = "\n".join(f"{name} = {module}" for name, module in project["entry-points"]["smartscore"].items())
    (info / "entry_points.txt").write_text(f"[smartscore]\n{points}\n", encoding="utf-8")
    paths = [str(folder / "site"), str(folder / "src"), *sys.path]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
    return {**environment, "PYTHONPATH": os.pathsep.join(filter(None, paths)), "PYTHONDONTWRITEBYTECODE": "1"}


@pytest.mark.parametrize("name", ["parks", "fresh_air2"])
def test_its_tests_pass_and_so_does_its_check(run: Run, tmp_path: Path, name: str) -> None:
    run("plugins", "new", name, "--dir", tmp_path)
    (folder,) = tmp_path.iterdir()
    environment = installed(folder)
    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    tested = subprocess.run(tests, check=False, cwd=folder, env=environment, capture_output=True, text=True)  # noqa: S603
    assert tested.returncode == 0, tested.stdout
    assert "8 passed" in tested.stdout
    command = [sys.executable, "-c", "from smartscore.cli import main; main()", "plugins", "check", name]
    checked = subprocess.run(command, check=False, cwd=folder, env=environment, capture_output=True, text=True)  # noqa: S603
    assert (checked.returncode, checked.stderr) == (0, "")
    assert f"{name}_diminishing" not in checked.stdout  # which its own dimension uses
    assert [line.split()[0] for line in checked.stdout.splitlines()].count("rule") == 1


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "My Parks",
            "'My Parks' cannot be the name of a plugin: small letters, digits and _, a letter first, at most 60; "
            "nearest: my_parks [plugin_name_malformed]",
        ),
        (
            "smartscore-parks!",
            "'smartscore-parks!' cannot be the name of a plugin: small letters, digits and _, a letter first, at most "
            "60; nearest: parks [plugin_name_malformed]",
        ),
        ("", "nearest: parks"),
        ("taman/../x", "nearest: taman_x"),
        ("x" * 61, f"nearest: {'x' * 60}"),
        (
            "class",
            "'class' cannot be the name of a plugin: it means something else in Python or in datasets "
            "[plugin_name_reserved]",
        ),
        ("year", "[plugin_name_reserved]"),
        ("index", "[plugin_name_reserved]"),
        (
            "economy",
            "there is a plugin 'economy' already, of the package smartscore; choose another name [plugin_name_taken]",
        ),
    ],
)
def test_a_name_that_cannot_be_is_refused_and_nothing_written(run: Run, tmp_path: Path, name: str, said: str) -> None:
    result = run("plugins", "new", name, "--dir", tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.strip().endswith(said if "[" in said else f"{said} [plugin_name_malformed]")
    assert list(tmp_path.iterdir()) == []


def test_a_module_that_is_there_is_not_hidden(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "smartscore_ponds.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    result = run("plugins", "new", "ponds", "--dir", tmp_path, "--lang", "id")
    assert (result.exit_code, result.stderr) == (
        2,
        "sudah ada modul smartscore_ponds; pilih nama lain [plugin_module_taken]\n",
    )


def test_a_folder_that_exists_is_left_as_it_is(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "smartscore-parks"
    folder.mkdir()
    (folder / "mine").write_text("mine")
    result = run("plugins", "new", "parks", "--dir", tmp_path)
    assert result.exit_code == 2
    assert result.stderr == (
        f"{folder}: it exists already and was left as it is; choose another name, or another folder with --dir "
        "[folder_exists]\n"
    )
    assert written(tmp_path) == ["smartscore-parks/mine"]


def test_where_nothing_can_be_written_nothing_is_left(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("plugins", "new", "parks", "--dir", tmp_path / "file")
    assert result.exit_code == 2
    assert result.stderr.endswith("[file_unwritable]\n")
    assert written(tmp_path) == ["file"]

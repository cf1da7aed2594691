"""`smartscore example`: the example dataset for somebody without a checkout."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from smartscore.examples import example_path

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_it_is_written_to_the_folder_one_is_in(run: Run, example: Path) -> None:
    result = run("example", "cities.csv")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "wrote cities.csv\n")
    assert Path("cities.csv").read_bytes() == example.read_bytes()


def test_it_is_the_default(run: Run, example: Path) -> None:
    assert run("example", "--lang", "id").stderr == "cities.csv telah ditulis\n"
    assert Path("cities.csv").read_bytes() == example.read_bytes()


def test_what_was_written_can_be_scored(run: Run) -> None:
    run("example")
    result = run("assess", "cities.csv")
    assert result.exit_code == 0
    assert "Illustrative, not measured: 471 of 620 values. They say nothing about the real cities." in result.stdout


def test_a_file_that_exists_is_left_as_it_is(run: Run) -> None:
    Path("cities.csv").write_text("mine")
    result = run("example")
    assert (result.exit_code, result.stdout) == (2, "")
    assert (
        result.stderr == "cities.csv: the file exists already and was left as it is; --force replaces it "
        "[file_exists]\n"
    )
    assert Path("cities.csv").read_text() == "mine"


def test_a_file_that_exists_is_replaced_where_that_is_wanted(run: Run, example: Path) -> None:
    Path("cities.csv").write_text("mine")
    result = run("example", "--force")
    assert (result.exit_code, result.output) == (0, "wrote cities.csv\n")
    assert Path("cities.csv").read_bytes() == example.read_bytes()


def test_it_can_go_to_standard_output(run: Run, example: Path) -> None:
    result = run("example", "-o", "-")
    assert (result.exit_code, result.stdout, result.stderr) == (0, example.read_text(encoding="utf-8"), "")
    assert list(Path().iterdir()) == []


def test_it_can_have_another_name(run: Run, example: Path) -> None:
    result = run("example", "cities.csv", "-o", "mine.csv")
    assert (result.exit_code, result.stderr) == (0, "wrote mine.csv\n")
    assert Path("mine.csv").read_bytes() == example.read_bytes()
    assert not Path("cities.csv").exists()


def test_another_example_is_refused_with_the_nearest(run: Run) -> None:
    result = run("example", "citys.csv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "there is no example 'citys.csv'; nearest: cities.csv [unknown_example]\n"
    assert list(Path().iterdir()) == []


def test_a_folder_that_is_not_there_is_told(run: Run) -> None:
    result = run("example", "-o", "nowhere/cities.csv")
    assert result.exit_code == 2
    assert (
        result.stderr == "nowhere/cities.csv: the file cannot be written: No such file or directory [file_unwritable]\n"
    )


def test_the_library_gives_the_path(example: Path) -> None:
    assert example_path("cities.csv").read_bytes() == example.read_bytes()

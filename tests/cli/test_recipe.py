"""Recipes on the command line: files read by them, and proposed ones."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import Write
from click.testing import Result

Run = Callable[..., Result]

SMALL_BY_OTHER_NAMES = "Kab/Kota;Income (USD);Pertumbuhan;wellness\nAlun;10;6;2\nBukit;5;5;9\nJumlah;15;11;11\n"
PROPOSED = """# Proposed for other.csv: read each line before you use it, and take the # from those that are right.
delimiter = ";"
key = "Kab/Kota"
leave_out = ["Jumlah"]
[columns]
income = "Income (USD)"
growth = "Pertumbuhan"
health = "wellness"
"""


@pytest.fixture(autouse=True)
def _in_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def other(write: Write) -> Path:
    write(SMALL_BY_OTHER_NAMES, "other.csv")
    return Path("other.csv")


class TestProposing:
    def test_a_proposal_goes_to_standard_output(self, run: Run, small: Path, other: Path) -> None:
        result = run("recipe", str(other), "--framework", str(small))
        assert (result.exit_code, result.stdout, result.stderr) == (0, PROPOSED, "")

    def test_it_is_told_in_indonesian(self, run: Run, small: Path, other: Path) -> None:
        told = run("recipe", str(other), "--framework", str(small), "--lang", "id").stdout
        first = (
            "Diusulkan untuk other.csv: bacalah setiap baris sebelum dipakai, dan hapus tanda # pada baris yang benar."
        )
        assert told.splitlines()[0] == f"# {first}"

    def test_a_file_is_written_once_and_never_over(self, run: Run, small: Path, other: Path) -> None:
        options = (str(other), "--framework", str(small), "-o", "own.toml")
        result = run("recipe", *options)
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "wrote own.toml\n")
        assert Path("own.toml").read_text() == PROPOSED
        Path("own.toml").write_text("mine")
        again = run("recipe", *options)
        assert again.exit_code == 2
        assert Path("own.toml").read_text() == "mine"

    def test_files_of_one_layout_have_one_recipe(self, run: Run, small: Path, other: Path, write: Write) -> None:
        write(SMALL_BY_OTHER_NAMES.replace("Alun", "Curug"), "third.csv")
        result = run("recipe", str(other), "third.csv", "--framework", str(small))
        assert result.stdout == PROPOSED.replace("other.csv", "other.csv, third.csv")

    def test_a_file_of_another_layout_is_named(self, run: Run, small: Path, other: Path, wide: Path) -> None:
        result = run("recipe", str(other), wide.name, "--framework", str(small))
        assert result.exit_code == 2
        assert result.stderr == (
            "wide.csv: this file is laid out otherwise than other.csv: propose a recipe for each "
            "[recipe_layouts_differ]\n"
        )
        told = run("recipe", str(other), wide.name, "--framework", str(small), "--lang", "id").stderr
        assert (
            told == "wide.csv: tata letak berkas ini berbeda dari other.csv: usulkan resep untuk masing-masing "
            "[recipe_layouts_differ]\n"
        )

    @pytest.mark.parametrize("content", ["only a title\n", "a,b\nc,d\n"])
    def test_a_file_without_a_table_is_refused(self, run: Run, small: Path, write: Write, content: str) -> None:
        write(content, "none.csv")
        result = run("recipe", "none.csv", "--framework", str(small))
        assert result.exit_code == 2
        assert (
            result.stderr == "none.csv: no table was found of which a recipe could be proposed "
            "[recipe_nothing_to_propose]\n"
        )
        told = run("recipe", "none.csv", "--framework", str(small), "--lang", "id").stderr
        assert told == "none.csv: tidak ditemukan tabel yang dapat diusulkan resepnya [recipe_nothing_to_propose]\n"

    @pytest.mark.parametrize("content", ["", "\n\n\n"])
    def test_an_empty_file_is_told(self, run: Run, small: Path, write: Write, content: str) -> None:
        write(content, "none.csv")
        result = run("recipe", "none.csv", "--framework", str(small), "--lang", "id")
        assert (result.exit_code, result.stderr.splitlines()[0]) == (3, "none.csv: berkas kosong [file_empty]")

    def test_a_file_that_is_not_there_is_told(self, run: Run, small: Path) -> None:
        result = run("recipe", "none.csv", "--framework", str(small))
        assert result.exit_code == 3
        assert (
            result.stderr.splitlines()[0] == "none.csv: the file cannot be read: No such file or directory "
            "[file_unreadable]"
        )


class TestReading:
    def test_what_was_proposed_and_read_is_used(self, run: Run, small: Path, other: Path) -> None:
        run("recipe", str(other), "--framework", str(small), "-o", "own.toml")
        result = run("assess", str(other), "--recipe", "own.toml", "--framework", str(small), "--format", "json")
        told = json.loads(result.stdout)
        scores = {city["city"]: city["index"] for city in told["assessments"][0]["cities"]}
        assert scores == {"Alun": 50, "Bukit": 70}
        digest = hashlib.sha256(Path("own.toml").read_bytes()).hexdigest()
        assert [(one["recipe"], one["recipe_digest"]) for one in told["dataset"]["reading"]] == [("own.toml", digest)]

    def test_every_command_that_reads_a_dataset_takes_one(self, run: Run, small: Path, other: Path) -> None:
        run("recipe", str(other), "--framework", str(small), "-o", "own.toml")
        options = ("--recipe", "own.toml", "--framework", str(small))
        assert run("check", str(other), *options).exit_code == 0
        assert run("explain", str(other), "--city", "Alun", *options).exit_code == 0
        assert run("gaps", str(other), "--city", "Alun", *options).exit_code == 0

    def test_a_comparison_takes_one_for_each_side(
        self, run: Run, small: Path, other: Path, wide: Path, write: Write
    ) -> None:
        run("recipe", str(other), "--framework", str(small), "-o", "own.toml")
        write('leave_out = ["Candi", "Desa"]\n', "second.toml")
        recipes = ("--recipe", "own.toml", "--recipe", "second.toml")
        result = run("compare", str(other), wide.name, *recipes, "--framework", str(small), "--format", "csv")
        assert result.exit_code == 0
        assert {line.split(",")[1] for line in result.stdout.splitlines()[1:]} == {"Alun", "Bukit"}
        third = run("compare", str(other), wide.name, *recipes, "--recipe", "own.toml", "--framework", str(small))
        assert third.exit_code == 2
        assert third.stderr.startswith("there are 3 recipes for 2 files")

    def test_a_recipe_is_never_written_over(self, run: Run, small: Path, other: Path) -> None:
        run("recipe", str(other), "--framework", str(small), "-o", "own.toml")
        result = run("assess", str(other), "--recipe", "own.toml", "--framework", str(small), "-o", "own.toml")
        assert result.exit_code == 2
        assert Path("own.toml").read_text() == PROPOSED


def test_a_result_names_the_recipe_with_its_hash(run: Run, small: Path, other: Path, write: Write) -> None:
    own = write(PROPOSED, "own.toml")
    digest = f"(SHA-256 {hashlib.sha256(own.read_bytes()).hexdigest()[:16]}...)"
    words = ("assess", str(other), "--recipe", own.name, "--framework", small)
    assert f"other.csv was read by the recipe own.toml {digest}" in run(*words).stdout
    assert f"other.csv dibaca menurut resep own.toml {digest}" in run(*words, "--lang", "id").stdout

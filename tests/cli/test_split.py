"""One file a city, chosen cities, and names of files that stay where they belong."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from pandas import DataFrame

from smartscore import read_dataset
from smartscore.cli.delivery import file_names, plain

Run = Callable[..., Result]
Write = Callable[..., Path]


class TestNamesOfFiles:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("6202 Kotawaringin Timur", "6202-Kotawaringin-Timur"),
            ("../../x", "x"),
            ("..", "city"),
            ("/etc/passwd", "etc-passwd"),
            ("C:\\x\\y", "C-x-y"),
            ("a\u202eb\x00c\n", "a-b-c"),
            ("Nül é", "Nül-é"),
            ("", "city"),
            ("con", "city-con"),
            ("LPT1", "city-LPT1"),
            ("W" * 300, "W" * 80),
        ],
    )
    def test_letters_digits_and_hyphens_are_kept(self, text: str, name: str) -> None:
        assert plain(text) == name

    def test_no_two_cities_share_a_file_on_any_system(self) -> None:
        dataset = read_dataset(DataFrame({"city": ["a/b", "a.b", "A b", "c"]}))
        assert list(file_names(dataset)) == [("a/b", "a-b"), ("a.b", "a-b-2"), ("A b", "A-b-3"), ("c", "c")]

    def test_key_and_name_stand_in_it_once(self) -> None:
        dataset = read_dataset(DataFrame({"code": ["01", "02"], "city": ["Alun", "Bukit"]}))
        assert [name for _, name in file_names(dataset)] == ["01-Alun", "02-Bukit"]
        assert [name for _, name in file_names(dataset, ["Bukit"])] == ["02-Bukit"]


class TestTheCommand:
    def test_a_document_a_city_is_written_into_the_folder(
        self, run: Run, wide: Path, small: Path, tmp_path: Path
    ) -> None:
        folder = tmp_path / "deep" / "letters"
        done = run("assess", wide, "--framework", small, "--split", folder)
        assert (done.exit_code, done.output) == (0, f"wrote 4 file(s) to {folder}\n")
        assert sorted(path.name for path in folder.iterdir()) == [
            f"{name}.pdf" for name in ("Alun", "Bukit", "Candi", "Desa")
        ]
        assert all(path.read_bytes().startswith(b"%PDF") for path in folder.iterdir())

    def test_no_city_leaves_the_folder(self, run: Run, write: Write, small: Path, tmp_path: Path) -> None:
        data = write("city,income,growth,health\n../../x,1,2,3\n/tmp/y,1,2,3\n", "data.csv")
        run("assess", data, "--framework", small, "--split", tmp_path / "a" / "b", "--format", "html")
        assert sorted(path.name for path in (tmp_path / "a" / "b").iterdir()) == ["tmp-y.html", "x.html"]
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "data.csv", "small.toml"]

    def test_a_whole_document_may_be_written_beside(self, run: Run, wide: Path, small: Path, tmp_path: Path) -> None:
        asked = ["--city", "Alun", "--split", tmp_path / "one", "-o", tmp_path / "all.html"]
        assert run("assess", wide, "--framework", small, *asked).exit_code == 0
        assert (tmp_path / "all.html").exists()
        assert [path.name for path in (tmp_path / "one").iterdir()] == ["Alun.html"]

    @pytest.mark.parametrize("asked", [["--city", "Alun"], ["--split", "x", "--format", "csv"]])
    def test_formats_that_show_all_cities_at_once_are_refused(
        self, run: Run, wide: Path, small: Path, asked: list[str]
    ) -> None:
        done = run("assess", wide, "--framework", small, *asked)
        assert done.exit_code == 2
        assert "shows all cities at once; expected html, pdf" in done.stderr

    def test_a_city_that_is_not_there_is_refused(self, run: Run, wide: Path, small: Path, tmp_path: Path) -> None:
        done = run("assess", wide, "--framework", small, "--city", "Alum", "--split", tmp_path / "x")
        assert (done.exit_code, done.stderr) == (2, f"{wide}: there is no city 'Alum'; nearest: Alun [no_such_city]\n")

    def test_a_folder_that_is_a_file_is_refused(self, run: Run, wide: Path, small: Path) -> None:
        done = run("assess", wide, "--framework", small, "--split", wide)
        assert done.exit_code == 2
        assert done.stderr.startswith(f"{wide}: the file cannot be written")

    def test_a_threshold_is_held_against_the_chosen_cities_alone(
        self, run: Run, wide: Path, small: Path, tmp_path: Path
    ) -> None:
        """Alun has 50, Desa 95."""
        asked = ["--framework", small, "--fail-under", "60", "-o", tmp_path / "x.pdf"]
        assert run("assess", wide, *asked, "--city", "Desa").exit_code == 0
        assert run("assess", wide, *asked, "--city", "Alun", "--city", "Desa").exit_code == 1

"""The language of a command line: `--lang` before or after the command, else that of the environment."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from smartscore import __version__
from smartscore.cli.usage.language import asked, placeholder

Run = Callable[..., Result]

#: Command lines that end before a command runs, with `--lang id` at each place that it may have.
LINES = (
    *("--lang id --help", "--help --lang id", "--lang=id -h", "--lang id assess --help", "assess --lang id --help"),
    *("assess --help --lang id", "frameworks --lang id show -h", "--lang en assess --lang id --help"),
    *("--lang id asses", "asses --lang id", "--lang id assess --nope", "assess --nope --lang id", "assess --lang=id"),
    *("--lang id frameworks", "--lang id", "frameworks show --lang id", "plugins list x --lang id"),
)


class TestTheCommand:
    @pytest.mark.parametrize("line", LINES)
    def test_speaks_the_language_that_is_asked_for(self, run: Run, line: str) -> None:
        result = run(*line.split(), SMARTSCORE_LANG="en")
        assert (result.stdout + result.stderr).startswith("Pemakaian: ")

    @pytest.mark.parametrize("line", LINES)
    def test_speaks_english_where_the_environment_is_indonesian(self, run: Run, line: str) -> None:
        english = line.replace("--lang en", "--lang xx").replace("id", "en").replace("--lang xx", "--lang id")
        result = run(*english.split(), SMARTSCORE_LANG="id")
        assert (result.stdout + result.stderr).startswith("Usage: ")

    @pytest.mark.parametrize("order", ["before", "after", "both"])
    def test_results_are_in_it_too(self, run: Run, wide: Path, small: Path, order: str) -> None:
        words = ["assess", str(wide), "--framework", str(small)]
        lines = {
            "before": ["--lang", "id", *words],
            "after": [*words, "--lang", "id"],
            "both": ["--lang", "en", *words, "--lang", "id"],
        }
        assert run(*lines[order]).stdout.startswith("Indeks kecil")

    @pytest.mark.parametrize("name", ["SMARTSCORE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"])
    def test_else_that_of_the_environment(self, run: Run, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        for other in ("LC_ALL", "LC_MESSAGES", "LANG"):
            monkeypatch.delenv(other, raising=False)
        said = run("asses", **{"SMARTSCORE_LANG": "", name: "id_ID.UTF-8"}).stderr
        assert said.startswith("Pemakaian: ")

    def test_the_version_is_told_in_it(self, run: Run) -> None:
        assert run("--version", "--lang", "id").stdout == f"smartscore, versi {__version__}\n"
        assert run("--version").stdout == f"smartscore, version {__version__}\n"


class TestWhatIsAsked:
    @pytest.mark.parametrize(
        ("line", "language"),
        [
            ("assess a.csv", None),
            ("--lang id", "id"),
            ("--lang=id", "id"),
            ("assess --lang id --lang en", "en"),
            ("assess --lang id --lang xx", "id"),
            ("assess --lang", None),
            ("assess --language id", None),
            ("assess -- --lang id", None),
        ],
    )
    def test_the_last_language_that_there_is(self, line: str, language: str | None) -> None:
        assert asked(line.split()) == language


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("KEY|NAME", "KUNCI|NAMA"),
        ("[NODE=]N", "[SIMPUL=]N"),
        ("BEFORE[@YEAR|@ASSESSOR]", "SEBELUM[@TAHUN|@PENILAI]"),
        ("target|best|FILE", "target|best|BERKAS"),
        ("ID DATASET...", "ID DATASET..."),
    ],
)
def test_what_stands_for_a_value_is_translated_word_by_word(written: str, told: str) -> None:
    assert (placeholder(written, "id"), placeholder(written, "en")) == (told, written)

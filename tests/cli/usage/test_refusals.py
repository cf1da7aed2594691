"""A mistyped command line: what is wrong, the nearest name and exit code 2, in the language of the reader."""

from collections.abc import Callable

import pytest
from click.testing import Result

from smartscore.cli import COMMANDS

Run = Callable[..., Result]

#: What is typed, and how it is refused in both languages.
REFUSED = {
    "asses": ("there is no command 'asses'; nearest: assess", "tidak ada perintah 'asses'; terdekat: assess"),
    "frameworks lst": ("there is no command 'lst'; nearest: list", "tidak ada perintah 'lst'; terdekat: list"),
    "assess a.csv --dept": (
        "there is no option --dept; nearest: --depth",
        "tidak ada opsi --dept; terdekat: --depth",
    ),
    "assess a.csv --qqq": ("there is no option --qqq", "tidak ada opsi --qqq"),
    "assess a.csv -Z": ("there is no option -Z", "tidak ada opsi -Z"),
    "assess": ("an argument is missing: DATASET...", "ada argumen yang belum diberikan: DATASET..."),
    "explain a.csv": ("an option is missing: --city KEY|NAME", "ada opsi yang belum diberikan: --city KUNCI|NAMA"),
    "assess a.csv -o": ("-o lacks its value: FILE", "-o belum diberi nilai: BERKAS"),
    "assess a.csv --set A b": ("--set lacks its value: KEY ID VALUE", "--set belum diberi nilai: KUNCI ID NILAI"),
    "template --force=yes": ("--force takes no value", "--force tidak menerima nilai"),
    "template x y": ("more arguments than expected: x y", "argumen berlebih: x y"),
    "assess a.csv --depth deep": ("--depth: 'deep' is no whole number", "--depth: 'deep' bukan bilangan bulat"),
    "assess a.csv --depth -1": ("--depth: -1 is outside x>=0", "--depth: -1 di luar x>=0"),
    "plan a.csv --budget much": ("--budget: 'much' is not a number", "--budget: 'much' bukan angka"),
    "plan a.csv --budget inf": ("--budget: 'inf' is not a number", "--budget: 'inf' bukan angka"),
    "plan a.csv --gap 2": ("--gap: 2.0 is outside 0<=x<=1", "--gap: 2.0 di luar 0<=x<=1"),
    "template --decimal coma": (
        "--decimal: 'coma' is none of these: dot, comma; nearest: comma",
        "--decimal: 'coma' bukan salah satu dari: dot, comma; terdekat: comma",
    ),
    "template --split by": (
        "--split: 'by' is none of these: office, owner",
        "--split: 'by' bukan salah satu dari: office, owner",
    ),
    "assess a.csv --lang xx": ("--lang: 'xx' is none of these: en, id", "--lang: 'xx' bukan salah satu dari: en, id"),
    "--lang xx assess a.csv": ("--lang: 'xx' is none of these: en, id", "--lang: 'xx' bukan salah satu dari: en, id"),
}


@pytest.mark.parametrize("line", REFUSED)
@pytest.mark.parametrize(("place", "language", "beginning"), [(0, "en", "Error: "), (1, "id", "Kesalahan: ")])
def test_it_is_told(run: Run, line: str, place: int, language: str, beginning: str) -> None:
    result = run(*line.split(), SMARTSCORE_LANG=language)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1] == beginning + REFUSED[line][place]


def test_usage_and_the_way_to_help_stand_before(run: Run) -> None:
    assert run("frameworks", "shw", SMARTSCORE_LANG="id").stderr.splitlines() == [
        "Pemakaian: smartscore frameworks [OPSI] PERINTAH [ARGUMEN]...",
        "Coba 'smartscore frameworks --help' untuk bantuan.",
        "",
        "Kesalahan: tidak ada perintah 'shw'; terdekat: show",
    ]


def test_where_no_command_is_near_all_are_named(run: Run) -> None:
    assert run("zzzzzz").stderr.splitlines()[-1].endswith("there are: " + ", ".join(COMMANDS))


@pytest.mark.parametrize("words", [(), ("--lang", "en"), ("frameworks",), ("--lang", "en", "frameworks")])
def test_without_a_command_the_help_is_an_error(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words)
    group = [word for word in words if word == "frameworks"]
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == run(*group, "--help").stdout


def test_control_characters_do_not_reach_the_terminal(run: Run) -> None:
    assert "\x1b" not in run("asses\x1b[31m").stderr
    assert "\x1b" not in run("template", "--\x1b[31m").stderr

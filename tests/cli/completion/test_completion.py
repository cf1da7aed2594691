"""What a shell is offered when somebody presses Tab, asked as shells ask: by variables of the environment."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import Write
from click.testing import CliRunner

from smartscore.cli import main

Offered = Callable[..., list[str]]

SMARTSCORE = Path(sys.executable).with_name("smartscore")

#: A plugin that prints while it is imported, and one that ends Python.
LOUD = "print('loaded')\nfrom smartscore import hookimpl\n"
DEADLY = "import sys\nsys.exit('no')\n"


def asking(line: str, of: str = "bash", **variables: str) -> dict[str, str]:
    """Give the variables by which a shell asks for the last word of a line, or for the next one after a space."""
    words = line.split()
    place = str(len(words) - (0 if line.endswith(" ") else 1))
    last = "" if line.endswith(" ") else words[-1]
    asked = {"COMP_WORDS": line, "COMP_CWORD": last if of == "fish" else place}
    return {"SMARTSCORE_LANG": "en", "_SMARTSCORE_COMPLETE": f"{of}_complete", **asked, **variables}


def ask(line: str, folder: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    """Ask the installed command in a process of its own."""
    environment = {**os.environ, **asking(line, **more)}
    return subprocess.run(  # noqa: S603  # our own command
        [str(SMARTSCORE)], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def folder(tmp_path: Path, wide: Path, small: Path, panel: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder with `wide.csv`, `panel.csv` and `small.toml`, in which one is."""
    assert {wide.parent, small.parent, panel.parent} == {tmp_path}
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def offered(folder: Path) -> Offered:
    """Give a function that asks in that folder, in this process, and gives the lines."""
    assert folder == Path.cwd()

    def offered(line: str, **more: str) -> list[str]:
        done = CliRunner().invoke(main, [], prog_name="smartscore", env=asking(line, **more), catch_exceptions=False)
        assert (done.exit_code, done.stderr) == (0, "")
        return [told for told in done.stdout.splitlines() if told]

    return offered


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("smartscore ass", ["plain,assess"]),
        ("smartscore frameworks sho", ["plain,show"]),
        ("smartscore assess --fram", ["plain,--framework"]),
        ("smartscore assess --lang ", ["plain,en", "plain,id"]),
        ("smartscore template --decimal c", ["plain,comma"]),
        ("smartscore rob", ["plain,robustness"]),
        ("smartscore robustness --sampler s", ["plain,sobol"]),
        ("smartscore robustness wide.csv --city b", ["plain,Bukit"]),
        ("smartscore robustness wide.csv --assumptions a", ["file,a"]),
        ("smartscore plan --hope e", ["plain,expected"]),
        ("smartscore assess ", ["file,"]),
        ("smartscore assess wide.csv -o r", ["file,r"]),
        ("smartscore assess --framework sm", ["plain,smart-city", "plain,smart-city-2026", "plain,small.toml"]),
        ("smartscore frameworks check sma", ["plain,smart-city", "plain,smart-city-2026", "plain,small.toml"]),
        ("smartscore frameworks show folder/x", ["file,folder/x"]),
        ("smartscore assess --without econ", ["plain,economy"]),
        ("smartscore assess --only econ", ["plain,economy"]),
        ("smartscore assess --format mark", ["plain,markdown"]),
        ("smartscore example prog", ["plain,programmes.csv"]),
        ("smartscore gaps wide.csv --to b", ["plain,best", "plain,band"]),
        ("smartscore peers wide.csv --peers n", ["open,nearest:"]),
        ("smartscore assess wide.csv --city b", ["plain,Bukit"]),
        ("smartscore explain wide.csv --city ", ["plain,Alun", "plain,Bukit", "plain,Candi", "plain,Desa"]),
        ("smartscore check wide.csv --leave-out D", ["plain,Desa"]),
        ("smartscore compare panel.csv@2020 panel.csv@2021 --city A", ["plain,Alun"]),
        ("smartscore assess wide.csv --by prov", ["plain,province"]),
        ("smartscore assess wide.csv --id c", ["plain,city"]),
        ("smartscore peers wide.csv --on income,g", ["plain,income,growth"]),
        ("smartscore select wide.csv --quota prov", ["open,province="]),
        ("smartscore assess --framework small.toml --fail-under eco", ["open,economy="]),
        ("smartscore select wide.csv --framework small.toml --by li", ["plain,living"]),
        ("smartscore plan wide.csv --framework small.toml --at-least li", ["open,living="]),
        ("smartscore assess wide.csv --framework small.toml --set C", ["plain,Candi"]),
        ("smartscore assess wide.csv --framework small.toml --set Candi he", ["plain,health"]),
        ("smartscore assess wide.csv --framework small.toml --set Candi health ", []),
        ("smartscore assess wide.csv --accept zzz", []),
    ],
)
def test_names_that_begin_so(offered: Offered, line: str, expected: list[str]) -> None:
    assert offered(line) == expected


class TestItemsOfEvidence:
    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("smartscore queue items.csv --office d", ["plain,Dinkes", "plain,Diskominfo"]),
            ("smartscore queue items.csv --owner ", ["plain,Program"]),
            ("smartscore queue wide.csv --office ", []),
            ("smartscore queue --office ", []),
        ],
    )
    def test_offices_and_owners(self, offered: Offered, write: Write, line: str, expected: list[str]) -> None:
        head = "city,indicator,level,item,status,office,owner\n"
        write(head + "A,p,2,x,draft,Diskominfo,Program\nA,p,2,y,draft,Dinkes,\nA,p,2,z,draft,Bappeda,\n", "items.csv")
        assert offered(line) == expected


class TestCitiesWithKeys:
    @pytest.fixture(autouse=True)
    def _places(self, write: Write) -> None:
        write("code,city,income\n3201,Kota Alun,1\n3202,Bukit's $End,2\n", "places.csv")

    def test_bash_gets_names_quoted(self, offered: Offered) -> None:
        told = offered("smartscore explain places.csv --city ")
        assert told == ["plain,Kota\\ Alun", "plain,Bukit\\'s\\ \\$End", "plain,3201", "plain,3202"]

    def test_a_name_that_is_begun_in_quotes_is_found(self, offered: Offered) -> None:
        for begun in ("Kota\\ Al", '"Kota Al', "'Kota Al"):
            assert offered(f"smartscore explain places.csv --city {begun}", COMP_CWORD="4") == ["plain,Kota\\ Alun"]

    def test_zsh_gets_the_name_beside_the_key(self, offered: Offered) -> None:
        assert offered("smartscore explain places.csv --city 3201", of="zsh") == ["plain", "3201", "Kota Alun"]

    def test_fish_gets_the_name_beside_the_key(self, offered: Offered) -> None:
        assert offered("smartscore explain places.csv --city 3201", of="fish") == ["plain,3201\tKota Alun"]


class TestHelpBesideNames:
    @pytest.mark.parametrize("line", ["smartscore explain --fo", "smartscore --lang id explain --fo"])
    def test_it_is_in_the_language_of_the_reader(self, offered: Offered, line: str) -> None:
        told = offered(line, of="fish", SMARTSCORE_LANG="en" if "--lang" in line else "id")
        assert told == ["plain,--format\tFormat keluaran."]

    def test_titles_of_frameworks_and_nodes_too(self, offered: Offered) -> None:
        line = "smartscore select wide.csv --lang id --framework small.toml --by li"
        assert offered(line, of="fish") == ["plain,living\tKehidupan"]


class TestNothingGoesWrong:
    @pytest.mark.parametrize(
        "line",
        [
            "smartscore explain none.csv --city ",
            "smartscore explain - --city ",
            "smartscore explain . --city ",
            "smartscore assess --framework none.toml --fail-under eco",
            "smartscore assess wide.csv --without nobody --fail-under eco",
            "smartscore assess --no-such-option --by ",
            "smartscore assess wide.csv --year soon --city A",
        ],
    )
    def test_nothing_is_offered_without_a_word(self, offered: Offered, line: str) -> None:
        assert offered(line) == []

    def test_a_dataset_that_is_refused(self, offered: Offered, write: Write) -> None:
        write("city,income\nAlun\n", "broken.csv")
        write("", "empty.csv")
        assert offered("smartscore explain empty.csv --city ") == []
        assert offered("smartscore explain broken.csv --city ") in ([], ["plain,Alun"])

    def test_a_large_dataset_is_not_read(self, offered: Offered, write: Write) -> None:
        write("city,income\n" + "".join(f"Place {number:06d},1\n" for number in range(160_000)), "large.csv")
        assert offered("smartscore explain large.csv --city ") == []

    @pytest.mark.parametrize("code", [LOUD, DEADLY], ids=["prints", "ends"])
    def test_what_plugins_do_is_not_seen(self, folder: Path, install: Callable[..., Path], code: str) -> None:
        path = str(install("unruly", code))
        told = ask("smartscore frameworks show ip", folder, PYTHONPATH=path)
        assert (told.returncode, told.stdout.strip() in ("", "plain,ipm"), told.stderr) == (0, True, "")
        named = ask("smartscore assess --without unr", folder, PYTHONPATH=path)
        assert (named.returncode, named.stdout, named.stderr) == (0, "plain,unruly\n", "")


class TestTheScript:
    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_each_shell_has_one(self, tmp_path: Path, shell: str) -> None:
        done = ask("smartscore ", tmp_path, _SMARTSCORE_COMPLETE=f"{shell}_source")
        assert (done.returncode, done.stderr) == (0, "")
        assert "_SMARTSCORE_COMPLETE" in done.stdout
        assert f"{shell}_complete" in done.stdout

    def test_another_shell_has_none(self, tmp_path: Path) -> None:
        done = ask("smartscore ", tmp_path, _SMARTSCORE_COMPLETE="cmd_source")
        assert (done.returncode, done.stdout, done.stderr) == (1, "", "")


def test_commands_themselves_import_nothing_of_it(wide: Path, small: Path) -> None:
    code = (
        "import sys; from smartscore.cli import main;"
        f"main(['assess', {str(wide)!r}, '--framework', {str(small)!r}], standalone_mode=False);"
        "print([name for name in sys.modules if 'completion' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.splitlines()[-1] == "[]"

"""`smartscore select`: who joins a programme, with quotas, and the reason for each one in, open or out."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import EXAMPLE
from click.testing import Result

Run = Callable[..., Result]
Write = Callable[..., Path]


#: Readiness: the mean of three elements; Fitu has one of them, and Gadu two.
READY = """city,province,structure,infrastructure,superstructure
Alun,West,90,90,90
Bukit,West,80,80,80
Candi,West,70,70,70
Desa,East,60,60,60
Elang,East,50,50,50
Fitu,East,99,,
Gadu,South,40,40,
Hulu,South,30,30,30
"""


@pytest.fixture
def ready(write: Write) -> Path:
    return write(READY, "ready.csv")


def parts(result: Result) -> dict[str, list[list[str]]]:
    """Give the words of the lines under each heading."""
    assert (result.exit_code, result.stderr) == (0, "")
    told: dict[str, list[list[str]]] = {}
    heading = ""
    for line in result.stdout.splitlines():
        words = line.split()
        if words and words[0] in ("In", "Open", "Out", "Quota:", "Terpilih", "Terbuka", "Tidak"):
            heading = words[0]
            told[heading] = []
        elif heading and words:
            told[heading].append(words)
    return told


def test_the_line_of_the_programme(run: Run, ready: Path) -> None:
    result = run("select", ready, "--top", 4, "--by", "readiness", "--quota", "province=1", "--min-coverage", 0.9)
    told = parts(result)
    assert result.stdout.startswith("Readiness for a smart-city programme")
    assert "4 places by index, the highest first: 4 in, 0 open, 4 out." in result.stdout
    assert [" ".join(line) for line in told["In"][2:]] == [
        "1 Alun West 90.00 100% 100% rank 1 of 7",
        "2 Bukit West 80.00 100% 100% rank 2 of 7",
        "4 Desa East 60.00 100% 100% kept for province East: place 1 of 2",
        "7 Hulu South 30.00 100% 100% kept for province South: place 1 of 1",
    ]
    assert [" ".join(line) for line in told["Out"][2:6]] == [
        "3 Candi West 70.00 100% below the cut of 80.00",
        "5 Elang East 50.00 100% below the cut of 80.00",
        "6 Gadu South 40.00 66% coverage 66% is below 90%",
        "- Fitu East - 33% only 33% of the weight has a score, 66% is needed; missing:",
    ]
    assert "The cut, 80.00, is the lowest score with a place that is not kept for its group." in result.stdout
    assert [line for line in told["Quota:"] if line[0] in ("East", "South", "West")] == [
        ["East", "2", "1", "0"],
        ["South", "1", "1", "0"],
        ["West", "3", "2", "0"],
    ]


def test_the_line_of_the_issue_itself(run: Run, write: Write) -> None:
    rows = [f"C{place:03},P{place % 20},{place % 101},{place % 97},{place % 89}" for place in range(200)]
    path = write("\n".join(["city,province,structure,infrastructure,superstructure", *rows]), "all.csv")
    words = ("--top", "50", "--by", "readiness", "--quota", "province=2", "--min-coverage", "0.6")
    (record,) = json.loads(run("select", path, *words, "--format", "json").stdout)
    assert (record["counts"]["in"], record["framework"], record["by"]) == (50, "readiness", "index")
    assert len(record["quotas"]["province"]["groups"]) == 20
    assert min(group["in"] for group in record["quotas"]["province"]["groups"]) == 2


def test_what_is_not_official_is_said(run: Run) -> None:
    printed = " ".join(run("select", EXAMPLE, "--top", 3).stdout.split())
    assert "What is judged is not official." in printed
    assert "They say nothing about the real cities." in printed


def test_ties_are_left_to_the_user(run: Run, write: Write) -> None:
    rows = "city,structure,infrastructure,superstructure\nAlun,9,9,9\nBukit,5,5,5\nCandi,5,5,5\n"
    result = run("select", write(rows, "ties.csv"), "--top", 2, "--by", "readiness")
    assert "Places left open: 1, for 2 cities" in " ".join(result.stdout.split())
    assert [" ".join(line) for line in parts(result)["Open"][2:4]] == [
        "2 Bukit 5.00 100% 50% equal scores: 1 place(s) for 2",
        "2 Candi 5.00 100% 50% equal scores: 1 place(s) for 2",
    ]


def test_json_has_codes_with_fields_and_sentences(run: Run, ready: Path) -> None:
    asked = ("--top", 3, "--by", "readiness", "--quota", "province=1..1", "--format", "json")
    (record,) = json.loads(run("select", ready, *asked).stdout)
    assert list(record) == [
        *("framework", "fingerprint", "by", "top", "lowest", "min_coverage", "counts", "quotas"),
        *("robustness", "note", "confidence", "quality", "cities"),
    ]
    assert record["counts"] == {"in": 3, "open": 0, "out": 5, "left": 0}
    assert record["quotas"]["province"]["least"] == record["quotas"]["province"]["most"] == 1
    assert record["quotas"]["province"]["groups"][0] == {"group": "East", "able": 2, "in": 1, "open": 0}
    first, *_, last = record["cities"]
    assert list(first) == ["city", "name", "place", "score", "coverage", "groups", "chosen", "holds", "reason"]
    assert (first["groups"], first["chosen"]) == ({"province": "West"}, "in")
    held = next(city for city in record["cities"] if city["name"] == "Bukit")
    fields = {"column": "province", "group": "West", "most": 1, "rank": 2, "count": 7}
    assert held["reason"] == {"code": "select_full", "fields": fields, "message": "province West is full (1)"}
    assert (last["name"], last["place"], last["reason"]["code"]) == ("Fitu", None, "coverage_too_low")
    assert last["reason"]["fields"]["lacking"] == "Infrastructure, Superstructure"


#: Alun is first in everything; Bukit and Candi trade places where one element weighs more than the other.
TURNS = """city,structure,infrastructure,superstructure
Alun,90,90,90
Bukit,70,50,60
Candi,50,70,60
Desa,20,20,20
"""


class TestHowOftenAChoiceHolds:
    @pytest.fixture
    def asked(self, write: Write) -> tuple[object, ...]:
        return ("select", write(TURNS, "turns.csv"), "--top", 2, "--by", "readiness")

    def test_each_share_is_told_with_the_draws(self, run: Run, asked: tuple[object, ...]) -> None:
        result = run(*asked)
        told, said = parts(result), " ".join(result.stdout.split())
        assert told["In"][0][-3:] == ["holds", "in", "reason"]
        assert told["In"][2][:5] == ["1", "Alun", "90.00", "100%", "100%"]
        (bukit, candi) = (int(line[4].rstrip("%")) for line in told["Open"][2:4])
        assert (bukit + candi in (99, 100), 30 < bukit < 70) == (True, True)
        assert "1 of 1 that are in hold in 90% of the draws." in said
        assert "The 200 draws (seed 1) vary at once: weights are up to 25% higher or lower;" in said
        assert "They test the method and are not official; --no-robust leaves them out." in said

    def test_in_indonesian(self, run: Run, asked: tuple[object, ...]) -> None:
        said = " ".join(run(*asked, "--lang", "id").stdout.split())
        assert "bertahan di" in said
        assert "1 dari 1 yang terpilih bertahan dalam 90% simulasi." in said
        assert "Simulasi ini (200 kali, benih 1) mengubah sekaligus: bobot sampai 25% lebih tinggi" in said

    def test_out_of_the_draws_a_share_below_a_tenth_is_for_programs_alone(
        self, run: Run, asked: tuple[object, ...]
    ) -> None:
        assert "holds" not in run(*asked).stdout.partition("Out (1)")[2].splitlines()[1]
        rows = list(csv.DictReader(io.StringIO(run(*asked, "--format", "csv").stdout)))
        assert [row["holds"] for row in rows if row["city"] in ("Alun", "Desa")] == ["1", "0"]

    def test_json_has_the_draws_and_a_share_each(self, run: Run, asked: tuple[object, ...]) -> None:
        (record,) = json.loads(run(*asked, "--format", "json").stdout)
        assert record["robustness"] == {
            "draws": 200,
            "seed": 1,
            "assumptions": ["weights", "aggregation", "left_out"],
            "impossible": 0,
        }
        shares = {each["name"]: each["holds"] for each in record["cities"]}
        assert (shares["Alun"], shares["Desa"], sum(shares.values())) == (1, 0, pytest.approx(2))

    def test_it_may_be_left_out(self, run: Run, asked: tuple[object, ...]) -> None:
        result = run(*asked, "--no-robust")
        assert (result.exit_code, "hold" in result.stdout, "draws" in result.stdout) == (0, False, False)
        (record,) = json.loads(run(*asked, "--no-robust", "--format", "json").stdout)
        assert ("robustness" in record, "holds" in record["cities"][0]) == (False, False)

    def test_what_would_take_too_long_is_said(self, run: Run, write: Write) -> None:
        rows = [f"C{place:03},P{place % 5},I{place % 3},{place},{place},{place % 7}" for place in range(101)]
        path = write("\n".join(["city,province,island,structure,infrastructure,superstructure", *rows]), "all.csv")
        quotas = ("--quota", "province=1", "--quota", "island=1")
        result = run("select", path, "--top", 9, "--by", "readiness", *quotas)
        assert "is not worked out here, since it would take too long." in " ".join(result.stdout.split())
        (record,) = json.loads(run("select", path, "--top", 9, "--by", "readiness", *quotas, "--format", "json").stdout)
        assert (record["robustness"], record["cities"][0]["holds"]) == (None, None)

    def test_one_indicator_leaves_nothing_to_say(self, run: Run, write: Write, wide: Path) -> None:
        text = 'id = "need"\nmembers = [{ id = "income", rule = { linear = { worst = 0, best = 10 } } }]\n'
        result = run("select", wide, "--framework", write(text, "need.toml"), "--top", 1)
        assert (result.exit_code, "hold" in result.stdout, "draws" in result.stdout) == (0, False, False)


def test_what_to_rank_by(run: Run, write: Write, ready: Path, small: Path, wide: Path) -> None:
    def by(*asked: object) -> tuple[str, str, list[str]]:
        (record,) = json.loads(run("select", *asked, "--top", 1, "--format", "json").stdout)
        chosen = [city["name"] for city in record["cities"] if city["chosen"] == "in"]
        return record["framework"], record["by"], chosen

    assert by(ready, "--framework", "readiness", "--by", "readiness") == ("readiness", "index", ["Alun"])
    assert by(ready, "--framework", "readiness", "--by", "structure") == ("readiness", "structure", ["Fitu"])
    assert by(ready, "--framework", "readiness") == ("readiness", "index", ["Alun"])
    assert by(wide, "--framework", small, "--by", "small") == ("small", "index", ["Desa"])
    assert by(wide, "--framework", small, "--lowest") == ("small", "index", ["Alun"])
    assert by(EXAMPLE, "--by", "economy") == ("smart-city", "economy", ["Kota Bandung"])
    both = ("--framework", write(small.read_text().replace('"small"', '"other"'), "other.toml"), "--framework", small)
    assert by(wide, *both, "--by", "small") == ("small", "index", ["Desa"])
    assert len(json.loads(run("select", wide, *both, "--by", "economy", "--top", 1, "--format", "json").stdout)) == 2


def test_lowest_and_higher_is_worse_are_said(run: Run, write: Write, wide: Path) -> None:
    text = (
        'id = "need"\nhigher = "worse"\nmembers = [{ id = "income", rule = { linear = { worst = 0, best = 10 } } }]\n'
    )
    result = run("select", wide, "--framework", write(text, "need.toml"), "--top", 1, "--lowest")
    assert "1 places by index, the lowest first" in result.stdout
    assert "A higher index is worse; rank 1 is the highest." not in result.stdout
    again = run("select", wide, "--framework", write(text, "need.toml"), "--top", 1)
    assert "A higher index is worse" in again.stdout


def test_groups_that_are_short_or_absent_are_named(run: Run, write: Write, ready: Path) -> None:
    result = run("select", ready, "--top", 5, "--by", "readiness", "--quota", "province=2", "--min-coverage", 0.9)
    assert "Fewer cities that can be chosen than the quota keeps: South (1)" in result.stdout
    rows = READY.replace("Desa,East", "Desa,")
    result = run("select", write(rows, "some.csv"), "--top", 4, "--by", "readiness", "--quota", "province=..2")
    assert "Quota: at most 2 of each province" in result.stdout
    assert "Cities with nothing in province: 1." in result.stdout


def test_long_reasons_go_on_in_the_next_line(run: Run, ready: Path) -> None:
    result = run("select", ready, "--top", 4, "--by", "readiness", columns=72)
    lines = result.stdout.splitlines()
    assert max(map(len, lines)) <= 72
    assert "66% is needed; missing: Infrastructure, Superstructure" in " ".join(result.stdout.split())


def test_in_indonesian(run: Run, ready: Path) -> None:
    result = run("select", ready, "--top", 4, "--by", "readiness", "--quota", "province=1..2", "--lang", "id")
    printed = " ".join(result.stdout.split())
    assert "4 tempat menurut indeks, yang tertinggi lebih dahulu: 4 terpilih" in printed
    assert "Kuota: 1 sampai 2 dari setiap province" in printed
    assert "di bawah batas 80,00" in printed


def test_a_file_is_written_whole(run: Run, ready: Path, tmp_path: Path) -> None:
    result = run("select", ready, "--top", 2, "--by", "readiness", "-o", tmp_path / "who.txt")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "In (2)" in (tmp_path / "who.txt").read_text(encoding="utf-8")
    assert run("select", ready, "--top", 2, "--by", "readiness", "-o", ready).exit_code == 2
    assert ready.read_text(encoding="utf-8") == READY


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--top", 9), "there are 9 places and 7 cities that can be chosen; possible: 7 places"),
        (("--top", 4, "--quota", "province=2"), "keeps 6 places for 3 groups, and there are 4; possible: 6 places"),
        (("--top", 4, "--quota", "province=..1"), "possible: 3 places, or province=..2"),
        (("--top", 4, "--quota", "province"), "'province' is no quota; expected COLUMN=2 (at least)"),
        (("--top", 4, "--quota", "province=two", "--quota", "=2"), "'=2' is no quota"),
        (("--top", 4, "--quota", "province=1", "--quota", "province=..2"), "there are two quotas for 'province'"),
        (("--top", 4, "--quota", "provnce=1"), "no column 'provnce'; nearest: province"),
        (("--top", 4, "--format", "cvs"), "csv"),
    ],
)
def test_what_cannot_be_is_refused(run: Run, ready: Path, asked: tuple[object, ...], said: str) -> None:
    result = run("select", ready, "--by", "readiness", *asked)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_an_unknown_word_to_rank_by_is_refused(run: Run, ready: Path) -> None:
    result = run("select", ready, "--framework", "readiness", "--by", "structur", "--top", 1)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "readiness has no node 'structur'" in result.stderr
    assert "nearest: structure" in result.stderr


def test_several_years_are_refused_until_one_is_picked(run: Run, panel: Path, small: Path) -> None:
    result = run("select", panel, "--framework", small, "--top", 1)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "2020, 2021, 2022" in result.stderr
    assert "In (1)" in run("select", panel, "--framework", small, "--top", 1, "--year", 2021).stdout


def test_without_scipy_one_sentence_says_what_to_install_for_several_quotas(tmp_path: Path, ready: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text('import sys\nsys.modules["scipy"] = None\n')
    path = os.pathsep.join([str(tmp_path / "site"), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "PYTHONPATH": path, "SMARTSCORE_LANG": "en"}

    def run(*quotas: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from smartscore.cli import main; main(prog_name='smartscore')", "select"]
        asked = [str(ready), "--top", "3", "--by", "readiness", *quotas]
        return subprocess.run(  # noqa: S603  # our own command
            [*command, *asked], env=environment, capture_output=True, text=True, check=False
        )

    assert run("--quota", "province=1").returncode == 0
    done = run("--quota", "province=1", "--quota", "structure=..1")
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        done.stderr == 'this needs a package that is not installed: pip install "smartscore[stats]" [missing_extra]\n'
    )

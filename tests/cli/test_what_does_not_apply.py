"""What does not apply, from the file to each kind of result."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
Write = Callable[..., Path]

PORT = """
id = "port"
min_coverage = 0.5
[defaults]
rule = { linear = { worst = 0, best = 100 } }
[[members]]
id = "sea"
title = { en = "Sea", id = "Laut" }
members = [{ id = "berths", title = { en = "Berths", id = "Dermaga" } }, { id = "ships", weight = 0 }]
[[members]]
id = "home"
members = [{ id = "water" }, { id = "power", not_applicable = false }]
"""
CITIES = """city,berths,ships,water,power
Alun,,0,80,60
Bukit,50,50,80,60
Candi,not applicable: no port,,80,60
Desa,tidak berlaku,,60,60
"""


@pytest.fixture
def files(write: Write) -> list[object]:
    return [write(CITIES, "cities.csv"), "--framework", write(PORT, "port.toml")]


def test_coverage_does_not_fall_and_the_table_counts_it(run: Run, files: list[object]) -> None:
    result = run("assess", *files, "--no-robust")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1:11] == [
        "rank  city   index    Sea   home  possible index  coverage",
        "----------------------------------------------------------",
        "   1  Alun   70.00      -  70.00  35.00\N{EN DASH}85.00          50%",
        "   1  Candi  70.00      -  70.00                      100%",
        "   3  Bukit  60.00  50.00  70.00                      100%",
        "   3  Desa   60.00      -  60.00                      100%",
        "Stands out, and counts as it is (see check): power is 60 everywhere.",
        "Missing: 1 of 12 values. Beyond a bound and held there: 0.",
        "Possible index: from the least to the greatest that the values which are not known (1) allow.",
        "Values that do not apply: 2; their weight goes to the others, and they cost no coverage.",
    ]
    said = run("assess", *files, "--lang", "id").stdout
    assert "Nilai yang tidak berlaku: 2; bobotnya dialihkan kepada yang lain, dan cakupan tidak berkurang.\n" in said


def test_check_counts_it_apart(run: Run, files: list[object]) -> None:
    assert run("check", *files).stdout.endswith(
        "no problems for port: 4 rows, 3 of 16 values missing, 2 not applicable\n"
    )
    assert run("check", *files, "--lang", "id").stdout.endswith(
        "tidak ada masalah untuk port: 4 baris, 3 dari 16 nilai kosong, 2 tidak berlaku\n"
    )


def test_json_marks_the_node_and_says_why(run: Run, files: list[object]) -> None:
    (told,) = json.loads(run("assess", *files, "--format", "json").stdout)["assessments"]
    assert (told["counts"]["missing"], told["counts"]["not_applicable"]) == (1, 2)
    candi, desa = (city["nodes"] for city in told["cities"] if city["name"] in ("Candi", "Desa"))
    lifted = {"score": None, "coverage": None, "not_applicable": True}
    assert candi["berths"] == {**lifted, "reason": "does not apply: no port", "value": None}
    assert desa["berths"] == {**lifted, "reason": "does not apply", "value": None}
    assert candi["sea"] == {**lifted, "reason": "does not apply"}
    assert candi["index"] == {"score": 70, "coverage": 1}


def test_csv_counts_it_by_city(run: Run, files: list[object]) -> None:
    lines = run("assess", *files, "--format", "csv", "--depth", "0").stdout.splitlines()
    place = lines[0].split(",").index("not_applicable")
    assert [line.split(",")[place] for line in lines[1:]] == ["0", "0", "1", "1"]


@pytest.mark.parametrize(
    "command", [["explain", "--city", "Candi"], ["gaps", "--city", "Candi", "--to", "target"], ["peers"]]
)
def test_every_result_counts_it(run: Run, files: list[object], command: list[str]) -> None:
    assert "Values that do not apply: " in run(command[0], *files, *command[1:]).stdout


@pytest.mark.parametrize("ending", ["md", "html", "pdf", "xlsx"])
def test_every_format_can_be_written(run: Run, files: list[object], tmp_path: Path, ending: str) -> None:
    for command in (["assess"], ["explain", "--city", "Candi"]):
        path = tmp_path / f"{command[0]}.{ending}"
        assert run(*command[:1], *files, *command[1:], "-o", path).exit_code == 0
        if ending in ("md", "html"):
            assert "Values that do not apply: " in path.read_text(encoding="utf-8")


def test_explain_says_it_in_the_line_of_the_node(run: Run, files: list[object]) -> None:
    told = run("explain", *files, "--city", "Candi", "--depth", "2").stdout
    assert "berths" not in told.partition("Without a value")[2]
    (line,) = [line for line in told.splitlines() if line.strip().startswith("Berths")]
    assert "does not apply: no port" in line
    assert "Does not apply, so that the weight goes to the others (2): Sea, Berths (no port)\n" in told
    (record,) = json.loads(run("explain", *files, "--city", "Candi", "--format", "json").stdout)
    assert record["not_applicable"] == {"sea": "", "berths": "no port"}
    assert (record["missing"], record["nodes"]["berths"]["not_applicable"]) == ({}, True)


def test_what_if_sets_it_and_lifts_it(run: Run, files: list[object]) -> None:
    changes = ["--set", "Bukit", "berths", "not applicable", "--set", "Candi", "berths", "30"]
    told = run("assess", *files, *changes).stdout
    assert "What if: Bukit, Berths: does not apply instead of 50.\n" in told
    assert "What if: Candi, Berths: 30 instead of does not apply.\n" in told
    assert "Values that do not apply: 2;" in told


def test_compare_has_a_part_of_its_own(run: Run, files: list[object], write: Write) -> None:
    later = write(CITIES.replace("Bukit,50", "Bukit,tidak berlaku"), "later.csv")
    told = run("compare", files[0], later, *files[1:], "--city", "Bukit").stdout
    assert "applicability" in told
    assert "does not apply any more" in told
    assert "lost data" not in told


def test_a_node_that_does_not_apply_fails_no_threshold(run: Run, files: list[object]) -> None:
    told = run("assess", *files, "--fail-under", "sea=40")
    assert told.exit_code == 1
    assert [line.split(":")[0] for line in told.stderr.splitlines()] == ["Alun, sea"]


def test_where_an_indicator_applies_to_every_city_it_is_refused(run: Run, files: list[object], write: Write) -> None:
    path = write("city,water,power\nAlun,80,tidak berlaku: hutan\n", "power.csv")
    told = run("assess", path, *files[1:])
    assert told.exit_code == 3
    assert told.stderr.splitlines()[0] == (
        f"{path}, line 2, power, Alun: power applies to every city, so it cannot be said not to; enter a value, or "
        "leave the cell empty if there is none [applies_everywhere]"
    )
    assert "power berlaku bagi setiap kota" in run("assess", path, *files[1:], "--lang", "id").stderr


def test_words_of_quality_leave_it(run: Run, files: list[object], write: Write) -> None:
    head = "city,indicator,value,quality\n"
    lines = ["Alun,berths,not applicable,", "Alun,water,80,published", "Alun,power,10,illustrative"]
    told = run("assess", write(head + "\n".join(lines) + "\n", "long.csv"), *files[1:], "--quality", "published").stdout
    assert "   1  Alun  80.00    -  80.00  40.00\N{EN DASH}90.00          50%\n" in told
    assert "Values that do not apply: 1;" in told

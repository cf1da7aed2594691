"""What is logged under the name `smartscore`, and that nothing is said unless somebody asks."""

import logging
import subprocess
import sys

import pytest
from builders import EXAMPLE, Write, cities, framework, percent

import smartscore
from smartscore import MinMax, assess


def test_a_script_that_asks_for_nothing_hears_nothing(write: Write) -> None:
    script = write(
        f"import smartscore\nsmartscore.assess({str(EXAMPLE)!r}).write('report.md')\n"
        "import logging\nlogging.getLogger('smartscore').error('not even this')\n",
        "script.py",
    )
    done = subprocess.run(  # noqa: S603  # our own script
        [sys.executable, str(script)], cwd=script.parent, capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("", "")


def test_reading_fitting_and_judging_are_told_with_counts_and_time(
    write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    path = write("city;a\nA;1,5\nB;3,5\n", "cities.csv")
    with caplog.at_level(logging.INFO, logger="smartscore"):
        assess(path, framework(smartscore.Indicator("a", rule=MinMax())))
    told = [(record.name.partition(".")[0], record.levelname, record.getMessage()) for record in caplog.records]
    assert {(name, level) for name, level, _ in told} == {("smartscore", "INFO")}
    read, fitted, judged = [message for _, _, message in told]
    assert read.startswith(f"read {path}: 2 rows, 1 columns in 0.")
    assert fitted.startswith("fitted f to 2 rows: 0 steps and 1 relative rules in 0.")
    assert judged.startswith("judged 2 rows by f: 2 nodes in 0.")


def test_details_are_told_to_those_who_debug(write: Write, caplog: pytest.LogCaptureFixture) -> None:
    path = write("city;a\nA;1,5\nB;3,5\n", "cities.csv")
    with caplog.at_level(logging.DEBUG, logger="smartscore"):
        assess(path, framework(*percent("a")))
    details = [record.getMessage() for record in caplog.records if record.levelno == logging.DEBUG]
    assert any("'delimiter': ';'" in line and "'decimal': 'comma'" in line for line in details)


def test_a_suspicion_that_stops_nothing_is_a_warning(write: Write, caplog: pytest.LogCaptureFixture) -> None:
    rows = [f"c{number},{number % 7}.5" for number in range(12)]
    path = write("\n".join(["city,a", *rows, "TOTAL,38.5"]) + "\n", "cities.csv")
    dataset = smartscore.read_dataset(path, accept=["total_row"])
    with caplog.at_level(logging.WARNING, logger="smartscore"):
        assess(dataset, framework(*percent("a")))
    assert {record.levelname for record in caplog.records} == {"WARNING"}
    (told,) = [text for record in caplog.records if "[total_row]" in (text := record.getMessage())]
    assert "TOTAL" in told


def test_frames_are_judged_without_a_word_of_files(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="smartscore"):
        assess(cities(a=[1.0]), framework(*percent("a")))
    assert [record.getMessage()[:12] for record in caplog.records] == ["read a frame", "judged 1 row"]

"""`smartscore queue`: what is told in each format, what is asked for by options, and the calendar."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from icalendar import Calendar, Event
from python_calamine import CalamineWorkbook

Run = Callable[..., Result]
Write = Callable[..., Path]

FRAMEWORK = """
id = "service"
title = { en = "Service", id = "Layanan" }
scale = [1, 5]
ladder = { policy = "all", advisory = true, note = { en = "Our own aid.", id = "Alat bantu kami." } }
members = [
  { id = "policy", title = { en = "Policy", id = "Kebijakan" }, rule = { score = { low = 1, high = 5 } } },
  { id = "data", title = { en = "Data", id = "Data" }, rule = { score = { low = 1, high = 5 } } },
]
"""
HEAD = "city,indicator,level,item,status,office,owner,due,link,note,recommendation,value\n"
ITEMS = HEAD + (
    "Sampit,policy,2,Decree,accepted,Bagian Hukum,,,,,,\n"
    "Sampit,policy,3,Budget,draft,Bappeda,Program,2026-09-15,https://example.org/b,sign it,publish it,\n"
    "Sampit,policy,3,Team,submitted,Diskominfo,,31/08/2026,,,,\n"
    "Sampit,data,2,Catalogue,in process,Diskominfo,,30 September 2026,,,,\n"
    "Sampit,data,3,Portal,none,Diskominfo,,2026-12-01,,,,\n"
    "Sampit,data,4,=Survey,revise,,,,,,,\n"
)
ENTERED = ITEMS + "Sampit,policy,,,,,,,,,,2.5\n"
SECOND = ITEMS + "Kuala,policy,2,Decree,draft,Bappeda,,,,,,\n"


@pytest.fixture
def asked(run: Run, write: Write) -> Callable[..., Result]:
    """Give a function that queues the items of a text as of the first of September."""
    framework = write(FRAMEWORK, "service.toml")

    def asked(*options: object, text: str = ITEMS, today: str = "2026-09-01") -> Result:
        result = run("queue", write(text, "items.csv"), "--framework", framework, "--today", today, *options)
        assert result.exit_code == 0, result.output
        return result

    return asked


Asked = Callable[..., Result]


def items(result: Result) -> list[str]:
    return [item["item"] for item in record(result)["items"]]


def record(result: Result) -> dict[str, Any]:
    (told,) = json.loads(result.stdout)
    assert isinstance(told, dict)
    return told


class TestWhatIsTold:
    def test_a_table_for_a_terminal(self, asked: Asked) -> None:
        lines = asked("--top", 2).stdout.splitlines()
        assert lines[1:4] == [
            "Sampit: index 1.50, band -, rank 1 of 1",
            "2 of 5 open items are listed, as of 2026-09-01; overdue: 0.",
            "If all that is listed is accepted, the index goes from 1.50 to 2.50: +1.00.",
        ]
        assert [line.split()[:2] for line in lines if line.startswith("   ")] == [["1", "Data"], ["2", "Data"]]

    def test_in_indonesian(self, asked: Asked) -> None:
        told = asked("--top", 2, "--lang", "id").stdout
        assert "2 dari 5 butir terbuka ditampilkan, per 2026-09-01; lewat tenggat: 0." in told
        assert "indeks naik dari 1,50 menjadi 2,50: +1,00." in told
        assert "dalam proses" in told
        assert "Alat bantu kami." in told

    @pytest.mark.parametrize("format_", ["table", "csv", "json", "markdown", "html", "ics"])
    @pytest.mark.parametrize(("language", "note"), [("en", "Our own aid."), ("id", "Alat bantu kami.")])
    def test_every_format_says_that_the_ladder_is_an_aid(
        self, asked: Asked, format_: str, language: str, note: str
    ) -> None:
        assert note in asked("--format", format_, "--lang", language).stdout.replace("\r\n ", "")

    def test_the_record_has_all_of_it(self, asked: Asked) -> None:
        told = record(asked("--until", "2026-09-30", "--format", "json"))
        assert (told["today"], told["until"], told["open"], told["by_ladder"]) == ("2026-09-01", "2026-09-30", 4, False)
        assert told["together"] == [
            {"city": "Sampit", "name": "Sampit", "index": 1.5, "index_then": 2.5, "gain": 1.0},
        ]
        assert told["items"][1] == {
            "city": "Sampit",
            "name": "Sampit",
            "indicator": "policy",
            "title": "Policy",
            "rank": 2,
            "step": 1,
            "level": 3,
            "item": "Team",
            "status": "submitted",
            "office": "Diskominfo",
            "owner": "",
            "due": "2026-08-31",
            "overdue": True,
            "in_time": True,
            "gain": 0.25,
            "step_gain": 0.5,
            "needed": 2,
            "is_needed": True,
            "now": 2.0,
            "reaches": 3.0,
            "entered": False,
            "link": "",
            "note": "",
            "recommendation": "",
        }

    def test_a_csv_has_an_item_a_row_and_no_formula(self, asked: Asked) -> None:
        rows = list(csv.DictReader(io.StringIO(asked("--format", "csv").stdout)))
        assert [row["item"] for row in rows] == ["Catalogue", "Portal", "'=Survey", "Team", "Budget"]
        assert rows[4]["item_note"] == "sign it"
        assert rows[4]["item_recommendation"] == "publish it"
        assert (rows[4]["owner"], rows[4]["due"], rows[4]["gain"]) == ("Program", "2026-09-15", "0.25")

    def test_pages_have_notes_and_recommendations_in_a_table_of_their_own(self, asked: Asked) -> None:
        told = asked("--format", "markdown").stdout
        assert "## Notes and recommendations of the assessor" in told
        assert "| 5 | Budget | sign it | publish it | https://example.org/b |" in told

    def test_a_workbook_has_a_sheet_an_office(self, asked: Asked, tmp_path: Path) -> None:
        asked("-o", tmp_path / "queue.xlsx")
        book = CalamineWorkbook.from_path(str(tmp_path / "queue.xlsx"))
        assert book.sheet_names == ["Queue", "Bappeda", "Diskominfo", "no office", "Notes"]
        found = {name: list(book.get_sheet_by_name(name).to_python()[4:]) for name in book.sheet_names}
        assert [len(found[name]) for name in book.sheet_names[:4]] == [5, 1, 3, 1]
        assert "Our own aid." in str(found["Notes"])

    def test_each_sheet_says_what_one_must_know_who_gets_it_alone(self, asked: Asked, tmp_path: Path) -> None:
        asked("-o", tmp_path / "queue.xlsx")
        book = CalamineWorkbook.from_path(str(tmp_path / "queue.xlsx"))
        told = [book.get_sheet_by_name(name).to_python()[1][0] for name in book.sheet_names[:4]]
        assert told == ["5 of 5 open items are listed, as of 2026-09-01; overdue: 1. Our own aid."] * 4

    def test_a_pdf_is_written(self, asked: Asked, tmp_path: Path) -> None:
        asked("-o", tmp_path / "queue.pdf")
        assert (tmp_path / "queue.pdf").read_bytes().startswith(b"%PDF")

    def test_of_several_cities_each_item_says_its_own(self, asked: Asked) -> None:
        told = asked(text=SECOND)
        assert "the indices of 2 cities change by +3.00 points in sum." in told.stdout
        assert "Kuala" in told.stdout
        assert items(asked("--city", "Kuala", "--format", "json", text=SECOND)) == ["Decree"]

    def test_without_open_items_it_says_so(self, asked: Asked) -> None:
        assert (
            "There is no open item of evidence" in asked(text=HEAD + "Sampit,data,2,Catalogue,accepted,,,,,,,\n").stdout
        )


class TestOptions:
    def test_offices_owners_and_dates(self, asked: Asked) -> None:
        json_ = ("--format", "json")
        assert items(asked("--office", "bappeda", *json_)) == ["Budget"]
        assert items(asked("--owner", "Program", *json_)) == ["Budget"]
        assert items(asked("--until", "30/09/2026", *json_)) == ["Catalogue", "Team", "Budget", "=Survey"]
        assert items(asked("--overdue-first", *json_))[0] == "Team"
        assert items(asked("--until", "2026-09-30", "--top", 2, "--overdue-first", *json_)) == ["Team", "Budget"]

    def test_the_day_is_that_of_the_clock_unless_given_and_is_told(self, run: Run, write: Write) -> None:
        before = date.today()
        told = run("queue", write(ITEMS, "items.csv"), "--framework", write(FRAMEWORK, "service.toml")).stdout
        assert any(f"as of {day.isoformat()}" in told for day in (before, date.today()))

    def test_a_value_that_is_entered_counts_unless_the_ladder_is_to(self, asked: Asked) -> None:
        told = asked(text=ENTERED).stdout
        assert "For 2 of these items a value is entered, which counts" in told
        by_ladder = asked("--by-ladder", text=ENTERED)
        assert "an aid and not the rule of the instrument." in " ".join(by_ladder.stdout.split())
        assert record(asked("--by-ladder", "--format", "json", text=ENTERED))["by_ladder"] is True

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (("--until", "soon"), "soon is not a date"),
            (("--top", "0"), "--top"),
            (("--office", "Diskomino"), "nearest: Diskominfo [queue_unknown]"),
            (("--city", "Sampi"), "nearest: Sampit [no_such_city]"),
            (("-o", "queue.docx"), ".ics"),
        ],
    )
    def test_what_is_wrong_is_refused(self, run: Run, write: Write, options: tuple[str, ...], said: str) -> None:
        result = run("queue", write(ITEMS, "items.csv"), "--framework", write(FRAMEWORK, "s.toml"), *options)
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr

    def test_other_commands_write_no_calendar(self, run: Run, write: Write) -> None:
        result = run("assess", write(ITEMS, "i.csv"), "--framework", write(FRAMEWORK, "s.toml"), "--format", "ics")
        assert result.exit_code == 2
        assert "[unknown_format]" in result.stderr


class TestCalendar:
    @pytest.fixture
    def written(self, asked: Asked, tmp_path: Path) -> bytes:
        result = asked("-o", tmp_path / "queue.ics")
        assert "items without a date, which the calendar leaves out: 1" in result.stderr
        return (tmp_path / "queue.ics").read_bytes()

    @pytest.fixture
    def events(self, written: bytes) -> list[Event]:
        calendar = Calendar.from_ical(written)
        assert isinstance(calendar, Calendar)
        assert "leaves out: 1" in str(calendar["x-wr-caldesc"])
        return list(calendar.events)

    def test_each_item_with_a_date_lasts_its_day(self, events: list[Event]) -> None:
        assert [(str(event["summary"]), event.decoded("dtstart")) for event in events] == [
            ("Data: Catalogue", date(2026, 9, 30)),
            ("Data: Portal", date(2026, 12, 1)),
            ("Policy: Team", date(2026, 8, 31)),
            ("Policy: Budget", date(2026, 9, 15)),
        ]
        assert all((event.decoded("dtend") - event.decoded("dtstart")).days == 1 for event in events)

    def test_an_entry_says_who_what_for_and_where(self, events: list[Event]) -> None:
        said = str(events[3]["description"]).split("\n")
        assert {"office: Bappeda", "owner: Program", "gain: 0.25", "note: sign it", "Our own aid."} <= {*said}
        assert str(events[3]["url"]) == "https://example.org/b"
        assert events[3]["categories"].to_ical() == b"Bappeda"

    def test_the_same_items_and_day_give_the_same_bytes(self, asked: Asked, written: bytes) -> None:
        assert asked("--format", "ics").stdout_bytes == written

    def test_an_item_keeps_its_entry(self, asked: Asked, events: list[Event]) -> None:
        later = Calendar.from_ical(asked("--format", "ics", "--top", 2, today="2026-09-02").stdout_bytes)
        assert isinstance(later, Calendar)
        assert [event["uid"] for event in later.events] == [event["uid"] for event in events[:2]]
        stamps = {event.decoded("dtstamp").replace(tzinfo=None) for event in later.events}
        assert stamps == {datetime(2026, 9, 2)}
        assert len({event["uid"] for event in events}) == 4

    def test_lines_are_folded_and_what_a_reader_writes_is_no_line(self, asked: Asked) -> None:
        evil = (
            HEAD
            + 'Sampit,data,2,"x\nBEGIN:VEVENT",draft,"a,b;c",,2026-09-30,javascript:alert(1),"é'
            + "é" * 90
            + '",,\n'
        )
        text = asked("--format", "ics", text=evil).stdout_bytes
        assert max(len(line) for line in text.split(b"\r\n")) <= 75
        (event,) = Calendar.from_ical(text).events  # type: ignore[union-attr]
        assert "url" not in event
        assert str(event["summary"]) == "Data: x BEGIN:VEVENT"

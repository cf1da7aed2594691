"""Items of evidence in reports: boxes of levels, what to expect, what the assessor says, in every format."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import evidence_example
import pytest
from builders import run
from python_calamine import CalamineWorkbook

from smartscore import Assessment, Result, Style, assess, load_framework, read_dataset
from smartscore.reports import REPORTS
from smartscore.reports.drawn import Boxes
from smartscore.reports.formats.pdf.document import laid_out
from smartscore.reports.formats.pdf.report import document as paper
from smartscore.reports.subjects import explanation

CITY = "Kabupaten Alun"
AID = {"en": "The ladder is our own aid.", "id": "Tangga ini alat bantu kami sendiri."}
SUGGESTED = {
    "en": "Levels that follow from items of evidence, not from the assessor: 6.",
    "id": "Tingkat yang mengikuti butir bukti, bukan penilaian asesor: 6.",
}
OUTLOOK = {
    "en": "index 1.54 now, 1.87 if what is submitted is accepted, 2.33 if all in process is accepted too",
    "id": "indeks 1,54 saat ini, 1,87 bila yang diajukan diterima, 2,33 bila semua yang dalam proses juga diterima",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evidence")
    (folder / "layanan.toml").write_text(evidence_example.FRAMEWORK, encoding="utf-8")
    (folder / "bukti.csv").write_text(evidence_example.table(), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def assessment(folder: Path) -> Assessment:
    return assess(read_dataset(folder / "bukti.csv"), load_framework(folder / "layanan.toml"))


def written(folder: Path, command: str, format_: str, language: str = "en", *more: object) -> bytes:
    """Give what a command writes of the example in a format."""
    target = folder / f"{command}-{language}{REPORTS[format_].suffixes[0]}"
    of = [folder / "bukti.csv", "--framework", folder / "layanan.toml", *more]
    assert run(command, *of, "-o", target, "--lang", language, "--quiet").exit_code == 0
    return target.read_bytes()


def texts_in(told: Any) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict | list):
        for part in told.values() if isinstance(told, dict) else told:
            yield from texts_in(part)


def sheets(book: bytes) -> dict[str, list[list[Any]]]:
    found = CalamineWorkbook.from_filelike(io.BytesIO(book))
    return {name: found.get_sheet_by_name(name).to_python() for name in found.sheet_names}


def words_of(format_: str, data: bytes) -> str:
    """Give all the words of a file, on one line."""
    if format_ == "xlsx":
        return " ".join(str(cell) for rows in sheets(data).values() for row in rows for cell in row)
    text = re.sub(r"\\(?=[\\`*_\[\]<>|#])", "", data.decode())
    return " ".join(text.split())


class TestTheTableOfTheExplanation:
    def test_a_row_an_indicator_has_its_boxes_and_levels_to_expect(self, assessment: Assessment) -> None:
        chapter = explanation.document([assessment], CITY).chapters[0]
        (table,) = next(section for section in chapter.sections if section.id == "evidence").tables
        columns = {column.id: list(column.values) for column in table.columns}
        boxes = [each.to("en") if isinstance(each, Boxes) else each for each in columns["boxes"]]
        rows = dict(
            zip(
                columns["node"],
                zip(boxes, *(columns[name] for name in ("now", "submitted", "in_process", "open")), strict=True),
                strict=True,
            )
        )
        assert {name: rows[name] for name in ("i1", "i2", "i3", "i6", "i8")} == {
            "i1": ("1■ 2◧ 3□ 4□ 5□", 1, 2, 2, 5),
            "i2": ("1■ 2■ 3▨ 4▨ 5□", 2, 2, 4, 3),
            "i3": ("1■ 2□ 3□ 4□ 5□", 1, 1, 1, 4),
            "i6": ("1■ 2■ 3▨ 4□ 5□", 2, 2, 3, 3),
            "i8": ("1■ 2■ 3■ 4◧ 5□", 3, 4, 4, 1),
        }
        assert (rows["i9"][0], rows["i9"][4]) == (None, 0)
        assert dict(zip(columns["node"], columns["value"], strict=True))["i8"] == 4.5

    def test_what_the_assessor_says_stands_with_who_mends_it_by_when(self, assessment: Assessment) -> None:
        chapter = explanation.document([assessment], CITY).chapters[0]
        (table,) = next(section for section in chapter.sections if section.id == "evidence_notes").tables
        columns = {column.id: column.values for column in table.columns}
        said = dict(zip(columns["node"], zip(*map(columns.get, ("note", "recommendation")), strict=True), strict=True))
        assert said == {
            "i1": (None, "Perbarui setiap tahun"),
            "i2": ("Tanda tangan dan tanggal belum lengkap", "Lengkapi lalu ajukan lagi"),
            "i3": ("Dokumen tahun 2022, sudah tidak berlaku", None),
            "i6": ("Tanda tangan dan tanggal belum lengkap", "Lengkapi lalu ajukan lagi"),
        }
        assert columns["responsible"][1] == "DPMPTSP, Yohana Lende"
        assert [columns["due"][1].to(language) for language in ("en", "id")] == ["23 October 2026", "23 Oktober 2026"]

    def test_boxes_are_as_many_as_levels(self, folder: Path) -> None:
        (folder / "four.toml").write_text(
            'id = "four"\nmembers = [{ id = "plan", rule = { levels = { low = 0, high = 3 } } }]\n'
        )
        (folder / "four.csv").write_text(
            "city,indicator,level,item,status\nAlun,plan,1,decree,accepted\nAlun,plan,2,report,draft\n"
        )
        told = run("explain", folder / "four.csv", "--framework", folder / "four.toml", "--city", "Alun").stdout
        assert "0■ 1■ 2▨ 3□\n" in re.sub(r"(□)  .*", r"\1", told)

    def test_a_city_without_items_has_no_such_section(self, assessment: Assessment) -> None:
        chapter = explanation.document([assessment], CITY).chapters[1]
        assert not {section.id for section in chapter.sections} & {"evidence", "evidence_notes", "evidence_items"}


class TestEveryFormat:
    @pytest.mark.parametrize("language", ["en", "id"])
    @pytest.mark.parametrize("format_", ["table", "markdown", "html", "xlsx"])
    def test_an_explanation_says_what_rests_on_items_and_what_to_expect(
        self, folder: Path, format_: str, language: str
    ) -> None:
        told = words_of(format_, written(folder, "explain", format_, language, "--city", CITY))
        assert AID[language] in told
        assert SUGGESTED[language] in told
        assert OUTLOOK[language] in told

    @pytest.mark.parametrize("language", ["en", "id"])
    @pytest.mark.parametrize("format_", ["table", "markdown", "html", "xlsx"])
    def test_a_result_of_one_city_says_it_too(self, folder: Path, format_: str, language: str) -> None:
        told = words_of(format_, written(folder, "assess", format_, language))
        assert [sentence for sentence in (AID, SUGGESTED, OUTLOOK) if sentence[language] not in told] == []

    @pytest.mark.parametrize("language", ["en", "id"])
    @pytest.mark.parametrize("command", ["assess", "explain"])
    def test_csv_says_it_in_its_note(self, folder: Path, command: str, language: str) -> None:
        more = ("--city", CITY) if command == "explain" else ()
        first = next(csv.DictReader(io.StringIO(written(folder, command, "csv", language, *more).decode())))
        assert AID[language] in first["note"]
        assert SUGGESTED[language] in first["note"]

    @pytest.mark.parametrize("language", ["en", "id"])
    def test_paper_says_it(self, assessment: Assessment, language: str) -> None:
        style = Style(language=language)
        of_city = [*texts_in(laid_out(explanation.document([assessment], CITY), style))]
        of_all = [*texts_in(paper(Result(assessments=[assessment]), style))]
        assert [said for said in (AID, SUGGESTED) if said[language] not in of_city] == []
        assert [said for said in (AID, SUGGESTED) if said[language] not in of_all] == []
        assert any(OUTLOOK[language] in text for text in of_city)
        assert any(OUTLOOK[language] in text for text in of_all)

    def test_a_workbook_has_a_sheet_of_all_items(self, folder: Path) -> None:
        book = sheets(written(folder, "explain", "xlsx", "id", "--city", CITY))
        rows = next(rows for name, rows in book.items() if name.startswith("Butir bukti"))
        assert sum(str(cell).startswith("Keputusan bupati i1.2") for row in rows for cell in row) == 2


class TestPages:
    def test_boxes_are_drawn_with_number_sign_and_word(self, folder: Path) -> None:
        page = written(folder, "explain", "html", "id", "--city", CITY).decode()
        boxes = re.findall(
            r'<li class="box (\w+)"><b><span aria-hidden="true">(.) </span>(\d)</b> <span>(.*?)</span>', page
        )
        assert len(boxes) == 8 * 5
        assert boxes[:3] == [
            ("reached", "■", "1", "tercapai"),
            ("submitted", "◧", "2", "diajukan"),
            ("missing", "□", "3", "belum ada"),
        ]
        assert page.count('<ol class="boxes" aria-label="') == 8

    def test_items_are_folded_below_their_indicator(self, folder: Path) -> None:
        page = written(folder, "explain", "html", "id", "--city", CITY).decode()
        assert re.findall(r"<summary>(.*?)</summary>", page)[:2] == [
            "Butir: 7, di antaranya masih terbuka: 5",
            "Butir: 5, di antaranya masih terbuka: 3",
        ]

    def test_paper_gets_the_boxes_of_every_level(self, assessment: Assessment) -> None:
        blocks = laid_out(explanation.document([assessment], CITY), Style(language="id"))["blocks"]
        drawn = [
            cell["boxes"] for b in blocks if b["kind"] == "table" for row in b["rows"] for cell in row if cell["boxes"]
        ]
        assert [[box["state"] for box in boxes] for boxes in drawn[:2]] == [
            ["reached", "submitted", "missing", "missing", "missing"],
            ["reached", "reached", "in_process", "in_process", "missing"],
        ]
        (legend,) = (block["boxes"] for block in blocks if block["kind"] == "legend")
        assert legend[0]["means"] == "tercapai"

    def test_the_page_of_a_city_on_paper_has_them_too(self, assessment: Assessment) -> None:
        (part,) = paper(Result(assessments=[assessment]), Style(language="id"))["parts"]
        own, other = part["pages"]
        assert [block["kind"] for block in own["evidence"]][:3] == ["heading", "table", "paragraph"]
        assert other["evidence"] == []


class TestTheRecord:
    def test_the_cell_of_an_indicator_has_its_levels_and_items(self, folder: Path) -> None:
        (told,) = json.loads(written(folder, "assess", "json"))["assessments"]
        city = told["cities"][0]
        cell = city["nodes"]["i2"]
        assert cell["levels"] == {
            "now": 2.0,
            "submitted": 2.0,
            "in_process": 4.0,
            "is_suggested": True,
            "items": 5,
            "accepted": 2,
        }
        assert cell["items"][2] == {
            "level": 3,
            "item": "Laporan pelaksanaan i2.3.1",
            "status": "revise",
            "office": "DPMPTSP",
            "owner": "Yohana Lende",
            "due": "2026-10-23",
            "link": "https://contoh.go.id/i2/3",
            "note": "Tanda tangan dan tanggal belum lengkap",
            "recommendation": "Lengkapi lalu ajukan lagi",
        }
        assert "levels" not in city["nodes"]["i9"]
        assert {name: round(index, 4) for name, index in city["outlook"].items()} == {
            "now": 1.5417,
            "submitted": 1.8667,
            "in_process": 2.3333,
        }
        assert told["framework"]["ladder"] == {"policy": "all", "share": 1.0, "advisory": True, "note": AID["en"]}

    def test_a_value_that_is_entered_is_not_suggested(self, folder: Path) -> None:
        (told,) = json.loads(written(folder, "assess", "json"))["assessments"]
        levels = told["cities"][0]["nodes"]["i8"]["levels"]
        assert (levels["now"], levels["is_suggested"], told["cities"][0]["nodes"]["i8"]["value"]) == (3, False, 4.5)

    def test_an_explanation_has_the_same(self, folder: Path) -> None:
        first, other = json.loads(written(folder, "explain", "json", "en", "--city", CITY))
        (told,) = json.loads(written(folder, "assess", "json"))["assessments"]
        nodes = told["cities"][0]["nodes"]
        assert {name: cell["levels"] for name, cell in first["evidence"].items()} == {
            name: cell["levels"] for name, cell in nodes.items() if "levels" in cell
        }
        assert "evidence" not in other

    def test_a_result_without_items_has_none_of_it(self, folder: Path) -> None:
        (folder / "plain.csv").write_text("city,i1,i2\nAlun,2,3\n")
        told = run("assess", folder / "plain.csv", "--framework", folder / "layanan.toml", "--format", "json").stdout
        (city,) = json.loads(told)["assessments"][0]["cities"]
        assert "outlook" not in city
        assert not any("levels" in cell or "items" in cell for cell in city["nodes"].values())

"""Minutes of an assessment: result, aspects, self against assessor, agreed follow-up, lines to sign on."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import evidence_example
import pytest
from builders import run

from smartscore import Assessment, Document, Style, assess, load_framework, read_dataset
from smartscore.reports import REPORTS
from smartscore.reports.formats.pdf.document import laid_out
from smartscore.reports.subjects.evidence import minutes
from smartscore.reports.subjects.evidence.minutes import Meeting

CITY = "Kabupaten Alun"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("minutes")
    (folder / "layanan.toml").write_text(evidence_example.FRAMEWORK, encoding="utf-8")
    (folder / "bukti.csv").write_text(evidence_example.table(), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def assessment(folder: Path) -> Assessment:
    return assess(read_dataset(folder / "bukti.csv"), load_framework(folder / "layanan.toml"))


def table(document: Document, section: str) -> dict[str, list[Any]]:
    (found,) = next(each for each in document.sections if each.id == section).tables
    return {column.id: list(column.values) for column in found.columns}


def told(folder: Path, *more: object, format_: str = "table", language: str = "id") -> str:
    of = [folder / "bukti.csv", "--framework", folder / "layanan.toml", "--city", CITY]
    result = run("minutes", *of, "--format", format_, "--lang", language, *more)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


class TestTheResult:
    def test_index_and_predicate_are_those_of_the_assessor_with_two_decimals(self, folder: Path) -> None:
        lines = told(folder).splitlines()
        assert "Indeks 1,69, predikat Cukup." in lines
        assert "Penilaian mandiri pemerintah daerah menghasilkan 1,54; selisihnya +0,15." in lines
        assert "The index is 1.69, predicate Fair." in told(folder, language="en").splitlines()

    def test_aspects_have_weight_and_values_of_both_sides(self, assessment: Assessment) -> None:
        columns = table(minutes.document(assessment, CITY, Meeting()), "aspects")
        assert columns["node"] == ["index", "tata_kelola", "data", "keamanan", "layanan"]
        assert columns["weight"] == pytest.approx([1, 0.4, 0.25, 0.15, 0.2])
        # tata_kelola (3 x 1.5 + 2 x 2) / 5, data (1.17 + 1) / 2, keamanan 2.26, layanan (3 + 2 + 1) / 3
        assert columns["assessor"] == pytest.approx([1.69025, 1.7, 1.085, 2.26, 2])
        assert columns["own"][1:] == pytest.approx([8 / 6, 1, 1.5, 8 / 3])
        assert columns["difference"][4] == pytest.approx(2 - 8 / 3)

    def test_indicators_more_than_one_level_apart_are_marked(self, assessment: Assessment) -> None:
        columns = table(minutes.document(assessment, CITY, Meeting()), "indicators")
        remarks = {node: str(said) for node, said in zip(columns["node"], columns["remark"], strict=True) if str(said)}
        assert remarks == {"i8": "more than one level apart"}
        assert dict(zip(columns["node"], columns["own"], strict=True))["i8"] == 4.5

    def test_a_city_of_one_row_has_a_value_and_no_difference(self, folder: Path) -> None:
        (folder / "one.csv").write_text("city,i1,i2,i4,i6,i8\nAlun,2,3,1,1,4\n")
        result = run("minutes", folder / "one.csv", "--framework", folder / "layanan.toml", "--city", "Alun")
        assert "The government gave itself" not in result.stdout
        assert "self-assessment" not in result.stdout.lower()
        assert "No follow-up was recorded." in result.stdout


class TestFollowUp:
    def test_it_has_what_is_to_be_mended_by_whom_until_when(self, assessment: Assessment) -> None:
        document = minutes.document(assessment, CITY, Meeting())
        columns = table(document, "follow_up")
        rows = [
            [str(cell.to("id")) if hasattr(cell, "to") else cell for cell in row]
            for row in zip(*columns.values(), strict=True)
        ]
        assert [row[1] for row in rows] == [
            "tingkat 1: Peraturan bupati i1.1.1",
            "tingkat 3: Laporan pelaksanaan i2.3.1",
            "tingkat 2: Keputusan bupati i3.2.1",
            "tingkat 3: Laporan pelaksanaan i6.3.2",
        ]
        assert rows[1][2:] == [
            "perlu perbaikan; Tanda tangan dan tanggal belum lengkap; Lengkapi lalu ajukan lagi",
            "DPMPTSP, Yohana Lende",
            "23 Oktober 2026",
        ]

    def test_what_is_recommended_beside_a_value_is_there_too(self, folder: Path) -> None:
        (folder / "values.csv").write_text(
            "city,indicator,value,note,recommendation,owner,due\n"
            "Alun,i1,2,no map,draw a map of the plan,Bappeda,2027-01-31\nAlun,i2,3,,,,\n"
        )
        of = [folder / "values.csv", "--framework", folder / "layanan.toml", "--city", "Alun", "--format", "json"]
        assert json.loads(run("minutes", *of).stdout)["follow_up"] == [
            {
                "indicator": "i1",
                "item": "value of the indicator",
                "what": "no map; draw a map of the plan",
                "responsible": "Bappeda",
                "due": "2027-01-31",
            }
        ]

    def test_an_item_that_both_sides_list_is_told_as_the_assessor_has_it(self, folder: Path) -> None:
        head = "city,assessor,indicator,level,item,status,recommendation,value\n"
        lines = "Alun,self,i1,2,decree,submitted,,\nAlun,assessor,i1,2,Decree,revise,sign it,\nAlun,self,i2,,,,,2\n"
        (folder / "both.csv").write_text(f"{head}{lines}Alun,assessor,i2,,,,,2\n")
        of = [folder / "both.csv", "--framework", folder / "layanan.toml", "--city", "Alun", "--format", "json"]
        (asked,) = json.loads(run("minutes", *of).stdout)["follow_up"]
        assert (asked["item"], asked["what"]) == ("level 2: Decree", "to revise; sign it")


class TestWhatIsNotOfficial:
    @pytest.mark.parametrize("format_", ["table", "markdown", "html"])
    def test_it_stands_before_the_signatures(self, folder: Path, format_: str) -> None:
        text = " ".join(told(folder, format_=format_).replace("\n", " ").split())
        before, after = text.split("Yang perlu diketahui tentang angka-angka ini")
        assert "Tempat dan tanggal" not in before
        said, signed = after.split("Tempat dan tanggal")
        assert "Sementara: teks resmi belum dibaca." in said
        assert "Penilaian mandiri: Tingkat yang mengikuti butir bukti, bukan penilaian asesor: 6." in said
        assert "Penilaian mandiri: Tangga ini alat bantu kami sendiri." in said
        assert "Kosong: 2 dari 10 nilai." in said
        assert "Untuk tim asesor" in signed

    def test_csv_has_it_in_every_row(self, folder: Path) -> None:
        rows = list(csv.DictReader(io.StringIO(told(folder, format_="csv"))))
        assert len(rows) == 15
        assert {"Sementara: teks resmi belum dibaca." in row["note"] for row in rows} == {True}

    def test_json_has_it(self, folder: Path) -> None:
        record = json.loads(told(folder, format_="json"))
        assert "Sementara: teks resmi belum dibaca." in record["provisos"]
        assert (record["index"], round(record["own_index"], 4), record["band"]) == (1.69025, 1.5417, "Cukup")
        assert [name for name, node in record["nodes"].items() if node["is_far"]] == ["i8"]
        assert list(record) == [
            *("framework", "edition", "fingerprint", "city", "assessor", "name", "place", "date", "index", "own_index"),
            *("band", "nodes", "follow_up", "provisos", "for_government", "for_assessor"),
        ]


class TestTheSignatures:
    def test_place_date_and_names_are_options(self, folder: Path) -> None:
        names = ("--for-government", "Drs. Ahmad Yani, Sekretaris Daerah", "--for-assessor", "Dr. Sri")
        text = " ".join(told(folder, "--place", "Sampit", "--date", "12/11/2026", *names).split())
        assert "Pada tanggal 12 November 2026, bertempat di Sampit, Kabupaten Alun dinilai" in text
        assert "Tempat dan tanggal: Sampit, 12 November 2026;" in text
        assert "(Drs. Ahmad Yani, Sekretaris Daerah)" in text
        assert text.endswith("(Dr. Sri)")

    def test_what_is_not_given_is_left_open(self, assessment: Assessment) -> None:
        blocks = laid_out(minutes.document(assessment, CITY, Meeting()), Style(language="id"))["blocks"]
        (signed,) = (block for block in blocks if block["kind"] == "signed")
        assert (signed["place_date"], signed["place_date_word"]) == ("", "Tempat dan tanggal")
        assert signed["signatures"] == [
            {"role": "Untuk Pemerintah Kabupaten Alun", "name": "", "position": ""},
            {"role": "Untuk tim asesor", "name": "", "position": ""},
        ]
        assert not any(block["kind"] == "signatures" for block in blocks)

    @pytest.mark.parametrize("language", ["en", "id"])
    def test_paper_is_written(self, assessment: Assessment, language: str) -> None:
        meeting = Meeting(place="Sampit", date="2026-11-12", for_government="Drs. Ahmad Yani, Sekretaris Daerah")
        document = minutes.document(assessment, CITY, meeting)
        first, second = (REPORTS["pdf"].render(document, Style(language=language)) for _ in range(2))
        assert first == second
        assert bytes(first).startswith(b"%PDF")  # type: ignore[arg-type]


class TestWhoIsWho:
    def test_the_sides_can_be_named(self, folder: Path) -> None:
        turned = json.loads(told(folder, "--self", "asesor", "--assessor", "mandiri", format_="json"))
        assert (round(turned["index"], 4), turned["own_index"]) == (1.5417, 1.69025)

    def test_a_name_that_is_not_there_is_refused(self, folder: Path) -> None:
        of = [folder / "bukti.csv", "--framework", folder / "layanan.toml", "--city", CITY]
        result = run("minutes", *of, "--self", "mandri")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "there is no year or assessor 'mandri'; nearest: mandiri [no_such_side]" in result.stderr

"""What missing values allow, in every format and both languages: beside the score, with the bands by name."""

import csv
import io
import json
from pathlib import Path

import pytest
from builders import Write, run
from python_calamine import CalamineWorkbook

from smartscore import Style, assess, explain, load_framework, read_dataset
from smartscore.reports import Result
from smartscore.reports.formats.html.payload import payload
from smartscore.reports.formats.pdf.report import document

TOML = """
id = "own"
bands = [
  { from = 0, title = { en = "Low", id = "Kurang" } },
  { from = 40, title = { en = "Fair", id = "Cukup" } },
  { from = 70, title = { en = "Good", id = "Baik" } },
]
[defaults]
rule = { linear = { worst = 0, best = 100 } }
[[members]]
id = "part"
members = [{ id = "a" }, { id = "b" }]
[[members]]
id = "other"
members = [{ id = "c" }]
"""
ROWS = "city,a,b,c\nAlun,50,,30\nBukit,90,90,\nCandi,60,60,60\n"
WHOLE = ROWS.replace("50,,30", "50,50,30").replace("90,90,\n", "90,90,90\n")

BANDS = {
    "en": ["Alun between Low and Fair, values missing: 1", "Bukit between Fair and Good, values missing: 1"],
    "id": [
        "Alun antara Kurang dan Cukup, nilai yang belum ada: 1",
        "Bukit antara Cukup dan Baik, nilai yang belum ada: 1",
    ],
}
OF_ALUN = {
    "en": "The band is not settled: between Low and Fair, values missing: 1.",
    "id": "Kategori belum pasti: antara Kurang dan Cukup, nilai yang belum ada: 1.",
}
FROM_TO = {"en": "27.50–52.50", "id": "27,50–52,50"}  # noqa: RUF001  # a dash between numbers
LANGUAGES = pytest.mark.parametrize("language", ["en", "id"])


@pytest.fixture
def files(write: Write) -> list[Path]:
    return [write(ROWS, "cities.csv"), write(TOML, "own.toml")]


def asked(verb: str, files: list[Path], language: str, *more: object) -> str:
    words = [verb, files[0], "--framework", files[1], "--lang", language, *more]
    return run(*words, columns=300).stdout


@LANGUAGES
@pytest.mark.parametrize("format_", ["table", "markdown"])
def test_text_has_both_ends_and_the_cities_whose_band_is_open(files: list[Path], format_: str, language: str) -> None:
    told = asked("assess", files, language, "--format", format_)
    assert all(band in told for band in BANDS[language])
    assert FROM_TO[language] in told
    assert {"en": "possible index", "id": "indeks yang mungkin"}[language] in told
    assert "60.00" + FROM_TO["en"][5:6] + "60.00" not in told  # nothing of who has every value


@LANGUAGES
def test_csv_has_both_ends_with_their_bands(files: list[Path], language: str) -> None:
    rows = list(csv.DictReader(io.StringIO(asked("assess", files, language, "--format", "csv"))))
    names = {"en": ["Low", "Fair", "Good"], "id": ["Kurang", "Cukup", "Baik"]}[language]
    columns = ("index_least", "index_greatest", "band_least", "band_greatest")
    assert [[row[name] for name in columns] for row in rows] == [
        ["27.5", "52.5", names[0], names[1]],
        ["45", "95", names[1], names[2]],
        ["60", "60", names[1], names[1]],
    ]


@LANGUAGES
def test_json_has_the_range_of_every_node_with_bands_and_whether_it_is_exact(files: list[Path], language: str) -> None:
    (told,) = json.loads(asked("assess", files, language, "--format", "json"))["assessments"]
    alun, _, candi = told["cities"]
    assert alun["band_range"] == {"en": ["Low", "Fair"], "id": ["Kurang", "Cukup"]}[language]
    assert (alun["open"], "open" in candi, "band_range" in candi) == (1, False, False)
    ranges = {name: cell["range"] for name, cell in alun["nodes"].items() if "range" in cell}
    assert ranges == {"index": [27.5, 52.5], "part": [25, 75], "b": [0, 100]}
    assert {node["range_exact"] for node in told["framework"]["nodes"]} == {True}


@LANGUAGES
def test_a_workbook_has_both_ends_of_every_node(files: list[Path], tmp_path: Path, language: str) -> None:
    target = tmp_path / "out.xlsx"
    asked("assess", files, language, "-o", target)
    book = CalamineWorkbook.from_path(target)
    cells = {name: repr(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names}
    sheet, ranking, notes = {"en": ("Ranges", "Ranking", "Notes"), "id": ("Rentang", "Peringkat", "Catatan")}[language]
    least = {"en": "least possible", "id": "terendah yang mungkin"}[language]
    assert f"Part: {least}" in cells[sheet]
    assert "27.5" in cells[sheet]
    assert least in cells[ranking].casefold()
    assert "52.5" in cells[ranking]
    assert all(band in cells[ranking] + cells[notes] for band in BANDS[language])


@LANGUAGES
def test_an_explanation_has_both_ends_of_every_node(files: list[Path], language: str) -> None:
    told = asked("explain", files, language, "--city", "Alun", "--depth", "2")
    assert OF_ALUN[language] in told
    assert FROM_TO[language] in told
    part = next(line for line in told.splitlines() if line.startswith("part"))
    assert {"en": "25.00–75.00", "id": "25,00–75,00"}[language] in part  # noqa: RUF001
    record = json.loads(asked("explain", files, language, "--city", "Alun", "--format", "json"))
    (record,) = record if isinstance(record, list) else [record]
    assert (record["nodes"]["b"]["least"], record["nodes"]["b"]["greatest"]) == (0, 100)
    assert record["approximate"] == []


@LANGUAGES
@pytest.mark.parametrize("verb", ["gaps", "peers"])
def test_other_reports_on_a_city_say_it_too(files: list[Path], verb: str, language: str) -> None:
    more = ["--to", "best"] if verb == "gaps" else []
    assert OF_ALUN[language] in asked(verb, files, language, "--city", "Alun", *more)


@LANGUAGES
def test_pages_on_paper_have_both_ends(files: list[Path], language: str) -> None:
    told = document(Result(assessments=[assess(files[0], files[1])]), Style(language=language))["parts"][0]
    page = next(page for page in told["pages"] if page["name"] == "Alun")
    assert OF_ALUN[language] in page["notes"]
    (profile, *_) = page["tables"]
    assert [column["title"] for column in profile["columns"]][2:4] == {
        "en": ["Least possible", "Greatest possible"],
        "id": ["Terendah yang mungkin", "Tertinggi yang mungkin"],
    }[language]
    assert profile["rows"][0][2:4] == {"en": ["27.50", "52.50"], "id": ["27,50", "52,50"]}[language]
    assert FROM_TO[language] in json.dumps(told["ranking"], ensure_ascii=False)
    whole = next(page for page in told["pages"] if page["name"] == "Candi")
    assert len(whole["tables"][0]["columns"]) == len(profile["columns"]) - 2


@LANGUAGES
def test_the_page_has_both_ends_by_node_and_what_to_say_of_a_city(files: list[Path], language: str) -> None:
    told = payload(Result(assessments=[assess(files[0], files[1])]), Style(language=language))["assessments"][0]
    assert told["ranges"]["ends"][0] == [[27.5, 45, 60], [52.5, 95, 60]]
    assert [place for place, known in enumerate(told["ranges"]["ends"]) if known] == [0, 1, 2, 4, 5]
    assert list(told["ranges"]["said"]) == [0, 1]
    assert told["ranges"]["said"][0].endswith(OF_ALUN[language])


@pytest.mark.parametrize("format_", ["table", "markdown", "csv"])
def test_where_nothing_is_missing_nothing_is_told(write: Write, format_: str) -> None:
    files = [write(WHOLE, "cities.csv"), write(TOML, "own.toml")]
    told = asked("assess", files, "en", "--format", format_)
    assert "possible" not in told
    assert "least" not in told
    judged = assess(files[0], files[1])
    assert judged.score_range.least.equals(judged.score_range.greatest)
    assert judged.score_range.least.equals(judged.scores)
    assert payload(Result(assessments=[judged]), Style())["assessments"][0]["ranges"] is None


@LANGUAGES
def test_what_is_approximate_says_so_in_every_format(write: Write, tmp_path: Path, language: str) -> None:
    files = [
        write(ROWS, "cities.csv"),
        write(TOML.replace("linear = { worst = 0, best = 100 }", "minmax = {}"), "own.toml"),
    ]
    said = {"en": "are approximate here", "id": "adalah perkiraan"}[language]
    for format_ in ("table", "markdown", "csv"):
        assert said in asked("assess", files, language, "--format", format_)
    assert said in asked("explain", files, language, "--city", "Alun")
    result, style = Result(assessments=[assess(files[0], files[1])]), Style(language=language)
    assert said in json.dumps(document(result, style)["parts"][0]["pages"][0]["notes"], ensure_ascii=False)
    assert said in json.dumps(payload(result, style)["assessments"][0]["ranges"]["said"], ensure_ascii=False)
    (told,) = json.loads(asked("assess", files, language, "--format", "json"))["assessments"]
    assert not told["framework"]["nodes"][0]["range_exact"]
    asked("assess", files, language, "-o", tmp_path / "out.xlsx")
    book = CalamineWorkbook.from_path(tmp_path / "out.xlsx")
    assert said in repr([book.get_sheet_by_name(name).to_python() for name in book.sheet_names])


def test_an_end_without_a_limit_is_not_known(write: Write) -> None:
    free = TOML.replace("best = 100 }", 'best = 100, clip = "none" }')
    files = [write(ROWS, "cities.csv"), write(free, "own.toml")]
    assert "?–?" in asked("assess", files, "en")  # noqa: RUF001
    (told,) = json.loads(asked("assess", files, "en", "--format", "json"))["assessments"]
    assert told["cities"][0]["nodes"]["index"]["range"] == [None, None]
    assert told["cities"][0]["band_range"] == [None, "Good"]


def test_frames_have_both_ends(files: list[Path]) -> None:
    judged = assess(read_dataset(files[0]), load_framework(files[1]))
    told = explain(judged, "Alun")
    assert told[["least", "greatest"]].T["part"].tolist() == [25.0, 75.0]
    long = judged.to_frame("long").set_index(["city", "node"])
    assert long[["least", "greatest"]].T[("Bukit", "index")].tolist() == [45.0, 95.0]

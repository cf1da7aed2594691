"""A result under an edition that is repealed says so and since when, in every format and both languages."""

import json
from pathlib import Path

import pytest
from attrs import evolve
from builders import cities, framework, percent, rendered, result_and_style, run
from python_calamine import CalamineWorkbook

import smartscore
from smartscore import Assessment, assess
from smartscore.model import Period
from smartscore.reports.formats.pdf.report import document as on_paper

SAID = {
    "en": "Edition 2020 of spbe-2020 is repealed since 2026-06-05, by pemdi-2026.",
    "id": "Edisi 2020 dari spbe-2020 sudah dicabut sejak 2026-06-05, oleh pemdi-2026.",
}
#: The published index of Kotawaringin Timur. Source: kalteng.bpk.go.id/?p=30205.
KOTIM = "city,year,index\n" + "".join(
    f"Kotawaringin Timur,{year},{index}\n" for year, index in ((2021, 1.66), (2022, 2.38), (2023, 3.11), (2024, 3.22))
)


@pytest.fixture(scope="module")
def kotim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("spbe") / "kotim.csv"
    path.write_text(KOTIM, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def levels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two cities with all 47 levels: 2 for one, 3 for the other."""
    path = tmp_path_factory.mktemp("spbe") / "levels.csv"
    names = [f"spbe20_{number:02}" for number in range(1, 48)]
    rows = [[city, *[str(level)] * 47] for city, level in (("Alun", 2), ("Bukit", 3))]
    path.write_text("\n".join(",".join(row) for row in [["city", *names], *rows]) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def assessed(kotim: Path) -> Assessment:
    return assess(kotim, "spbe-2020")


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("format_", ["table", "markdown", "csv", "html"])
def test_each_format_of_text_says_it(assessed: Assessment, format_: str, language: str) -> None:
    written = rendered(format_, assessed, language=language, width=200)
    assert SAID[language] in str(written)


@pytest.mark.parametrize("language", SAID)
def test_each_row_of_a_csv_says_it(assessed: Assessment, language: str) -> None:
    _, *rows = str(rendered("csv", assessed, language=language)).splitlines()
    assert len(rows) == 4
    assert all(SAID[language] in row for row in rows)


@pytest.mark.parametrize("language", SAID)
def test_json_says_it_in_words_and_in_fields(assessed: Assessment, language: str) -> None:
    told = json.loads(rendered("json", assessed, language=language))["assessments"][0]["framework"]
    assert told["ended"] == SAID[language]
    assert (told["official"], told["in_force"]) == ("transcribed", "2020..2026-06-04")
    assert (told["repeals"], told["repealed_by"]) == (["spbe-2018"], "pemdi-2026")


@pytest.mark.parametrize("language", SAID)
def test_a_workbook_says_it_below_the_ranking_and_among_its_facts(
    assessed: Assessment, tmp_path: Path, language: str
) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(rendered("xlsx", assessed, language=language))  # type: ignore[arg-type]
    book = CalamineWorkbook.from_path(path)
    cells = [str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    assert SAID[language] in cells
    assert {"en": "2020 to 2026-06-04", "id": "2020 s.d. 2026-06-04"}[language] in cells


@pytest.mark.parametrize("language", SAID)
def test_paper_says_it_at_the_head_and_on_the_page_of_each_city(assessed: Assessment, language: str) -> None:
    (part,) = on_paper(*result_and_style(assessed, language=language))["parts"]
    assert SAID[language] in part["sentences"]
    assert len(part["pages"]) == 4
    assert all(page["warnings"].startswith(SAID[language]) for page in part["pages"])


@pytest.mark.parametrize("language", SAID)
def test_the_page_says_it_at_its_top_whatever_city_is_looked_at(assessed: Assessment, language: str) -> None:
    page = str(rendered("html", assessed, language=language))
    assert SAID[language] in page[page.index("<header") : page.index("</header>")]


def test_a_notebook_says_it(assessed: Assessment) -> None:
    assert SAID["en"] in assessed._repr_html_()
    assert SAID["en"] in [str(proviso) for proviso in assessed.provisos]


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("format_", ["table", "json", "csv", "markdown", "html"])
@pytest.mark.parametrize(
    "words",
    [
        *(["explain", "--city", "Alun"], ["gaps", "--city", "Alun", "--to", "best"]),
        *(["peers", "--city", "Alun"], ["select", "--top", "1"]),
    ],
    ids=lambda words: words[0],
)
def test_every_command_on_a_result_says_it(levels: Path, words: list[str], format_: str, language: str) -> None:
    verb, *more = words
    asked = [verb, levels, *more, "--framework", "spbe-2020", "--format", format_, "--lang", language]
    result = run(*asked, columns=300)
    assert (result.exit_code, result.stderr) == (0, "")
    assert SAID[language] in result.stdout


@pytest.mark.parametrize("language", SAID)
def test_a_form_for_it_says_so(tmp_path: Path, language: str) -> None:
    made = run(
        "template", "--framework", "spbe-2020", "--city", "Alun", "-o", tmp_path / "form.xlsx", "--lang", language
    )
    assert made.exit_code == 0
    book = CalamineWorkbook.from_path(tmp_path / "form.xlsx")
    cells = [str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    assert any(cell.startswith(SAID[language]) for cell in cells)


def test_two_years_by_it_are_still_compared_and_it_is_said(kotim: Path) -> None:
    result = run("compare", f"{kotim}@2023", f"{kotim}@2024", "--framework", "spbe-2020", columns=300)
    assert "+0.11" in result.stdout
    assert SAID["en"] in result.stdout


def test_rows_of_years_after_the_end_are_told_apart() -> None:
    over = evolve(
        framework(*percent("a")), id="over", edition="1", in_force=Period.parse("2018..2020"), repealed_by="next"
    )
    assessed = assess(cities(year=[2020, 2021, 2022], a=[1.0, 2.0, 3.0]).reset_index(), over)
    told = [str(proviso) for proviso in assessed.provisos]
    assert told[:2] == [
        "Edition 1 of over is repealed since 2020, by next.",
        "2 row(s) are of years after its end (2021, 2022), in which it was not in force.",
    ]
    _, *rows = str(rendered("csv", assessed)).splitlines()
    assert ["after its end" in row for row in rows] == [False, True, True]


def test_what_is_in_force_says_nothing_of_it() -> None:
    told = run("assess", Path(smartscore.__file__).parents[2] / "docs" / "examples" / "cities.csv").stdout
    assert "repealed" not in told


def test_the_csv_of_a_selection_ends_with_its_note(levels: Path) -> None:
    first, *rows = run(
        "select", levels, "--top", "1", "--framework", "spbe-2020", "--format", "csv"
    ).stdout.splitlines()
    assert first.split(",")[-1] == "note"
    assert len(rows) == 2
    assert all(SAID["en"] in row for row in rows)

"""`compare`, `progress` and `assess --plan` over the break from SPBE to Pemdi: both series, nothing between them."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import run
from click.testing import Result
from python_calamine import CalamineWorkbook
from series_builders import STAND_IN, write_series

from smartscore import Style, assess, side_by_side
from smartscore.reports.formats.pdf.document import laid_out
from smartscore.reports.subjects.over_breaks import series

BREAK = {
    "en": "Break: since 2026-06-05 pemdi-2026 (edition 2026) stands in the place of spbe-2020 (edition 2020). "
    "Scores of the two do not compare, so no difference between them is given.",
    "id": "Putus seri: sejak 2026-06-05 pemdi-2026 (edisi 2026) menggantikan spbe-2020 (edisi 2020). "
    "Skor keduanya tidak dapat dibandingkan, sehingga selisihnya tidak diberikan.",
}
REPEALED = {
    "en": "spbe-2020: Edition 2020 of spbe-2020 is repealed since 2026-06-05, by pemdi-2026.",
    "id": "spbe-2020: Edisi 2020 dari spbe-2020 sudah dicabut sejak 2026-06-05, oleh pemdi-2026.",
}
#: The difference that nobody may see: 1.24 less 2.59.
BRIDGED = re.compile(r"1[.,]35")
#: The framework of SPBE with two indicators, for a plan.
SPBE_2 = (
    STAND_IN.replace('"pemdi-2026"', '"spbe-2020"', 1)
    .replace('"2026"', '"2020"', 1)
    .replace(
        'in_force = "2026-06-05.."\nrepeals = ["spbe-2020"]',
        'in_force = "2020..2026-06-04"\nrepealed_by = "pemdi-2026"',
    )
)
PROGRAMMES = """id,title,dimension,indicator,change,cost,months,likelihood,severity
train,Train,index,data,0.5,10,6,1,1
"""

Compare = Callable[..., Result]


@pytest.fixture
def over(tmp_path: Path) -> Compare:
    spbe, pemdi, toml = write_series(tmp_path)
    return lambda *more, **about: run(
        "compare", spbe, pemdi, "--framework", "spbe-2020", "--framework", toml, *more, **{"columns": 200, **about}
    )


class TestCompare:
    @pytest.mark.parametrize("language", BREAK)
    def test_the_screen_has_both_series_side_by_side(self, over: Compare, language: str) -> None:
        result = over("--lang", language)
        assert (result.exit_code, result.stderr) == (0, "")
        lines = result.stdout.splitlines()
        rows = [line.replace(",", ".").split() for line in lines]
        assert ["Aceh", "Tengah", "2025", "2.59", "Cukup", "-", "-"] in rows
        assert ["Aceh", "Tengah", "2026", "-", "-", "1.24", "Kurang", "provisional;", "not", "official"] in rows
        assert ["Kotawaringin", "Timur", "2024", "3.22", "Baik", "+0.11", "-"] in rows
        assert BREAK[language] in lines
        assert REPEALED[language] in lines
        assert BRIDGED.search(result.stdout) is None

    @pytest.mark.parametrize("language", BREAK)
    def test_json_has_a_record_for_each_city_and_year(self, over: Compare, language: str) -> None:
        result = over("--format", "json", "--lang", language)
        told = json.loads(result.stdout)
        assert list(told) == ["break", "sides", "cities"]
        assert told["break"] == {
            "old": "spbe-2020",
            "old_edition": "2020",
            "new": "pemdi-2026",
            "new_edition": "2026",
            "since": "2026-06-05",
            "said": BREAK[language],
        }
        assert [side["framework"] for side in told["sides"]] == ["spbe-2020", "pemdi-2026"]
        assert told["sides"][0]["ended"] == REPEALED[language].removeprefix("spbe-2020: ")
        before, after, *kotim = told["cities"]
        assert before == {
            "city": "Aceh Tengah",
            "name": "Aceh Tengah",
            "year": 2025,
            "old": {"index": 2.59, "band": "Cukup", "change": None, "remark": None},
            "new": None,
        }
        assert after["old"] is None
        assert after["new"] == {"index": 1.24, "band": "Kurang", "change": None, "remark": "provisional; not official"}
        assert [(city["year"], city["old"]["index"], city["old"]["change"]) for city in kotim] == [
            *((2021, 1.66, None), (2022, 2.38, 0.72), (2023, 3.11, 0.73), (2024, 3.22, 0.11))
        ]
        assert BRIDGED.search(result.stdout) is None

    @pytest.mark.parametrize("language", BREAK)
    def test_the_page_has_them(self, over: Compare, language: str) -> None:
        page = over("--format", "html", "--lang", language).stdout
        for words in (BREAK[language], REPEALED[language], "Kotawaringin Timur", "provisional; not official"):
            assert words in page
        assert BRIDGED.search(re.sub(r"<style>.*?</style>|[0-9a-f]{64}", "", page, flags=re.DOTALL)) is None

    @pytest.mark.parametrize("language", BREAK)
    def test_paper_has_them(self, tmp_path: Path, language: str) -> None:
        spbe, pemdi, toml = write_series(tmp_path)
        document = series.document(side_by_side(assess(spbe, "spbe-2020"), assess(pemdi, toml)))
        told = json.dumps(laid_out(document, Style(language=language)), ensure_ascii=False)
        for words in (BREAK[language], REPEALED[language], "1,24" if language == "id" else "1.24", "Aceh Tengah"):
            assert words in told

    def test_a_workbook_and_a_csv_have_them(self, over: Compare, tmp_path: Path) -> None:
        over("-o", tmp_path / "series.xlsx", "--quiet")
        book = CalamineWorkbook.from_path(tmp_path / "series.xlsx")
        cells = [cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
        assert {BREAK["en"], REPEALED["en"], 1.24, 2.59, 3.22} <= set(cells)
        first, *rows = over("--format", "csv").stdout.splitlines()
        assert first == (
            "break,city,code,year,old_index,old_band,old_change,old_rank,new_index,new_band,new_rank,new_remark,note"
        )
        assert len(rows) == 6
        assert all(BREAK["en"] in row and REPEALED["en"] in row for row in rows)

    def test_one_city_alone(self, over: Compare) -> None:
        told = json.loads(over("--city", "Aceh Tengah", "--format", "json").stdout)
        assert [city["year"] for city in told["cities"]] == [2025, 2026]
        assert over("--city", "Nowhere").exit_code == 2

    def test_a_crosswalk_does_not_bridge_it(self, over: Compare, tmp_path: Path) -> None:
        (tmp_path / "crosswalk.csv").write_text("from,to\nindex,index\n")
        refused = over("--crosswalk", tmp_path / "crosswalk.csv")
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert (
            refused.stderr
            == f"{BREAK['en']} No crosswalk bridges it; put both series side by side [break_not_bridged]\n"
        )

    def test_the_break_from_the_first_to_the_second_edition_of_spbe(self, tmp_path: Path) -> None:
        for name, index in (("2018.csv", 2.64), ("2021.csv", 2.1)):
            (tmp_path / name).write_text(f"city,index\nKota Denpasar,{index}\n")
        result = run(
            *("compare", tmp_path / "2018.csv", tmp_path / "2021.csv"),
            *("--framework", "spbe-2018", "--framework", "spbe-2020"),
            columns=300,
        )
        assert "since 2020 spbe-2020 (edition 2020) stands in the place of spbe-2018 (edition 2018)." in result.stdout
        assert ["Kota", "Denpasar", "2.64", "Baik", "2.10", "Cukup"] in [
            line.split() for line in result.stdout.splitlines()
        ]

    def test_frameworks_that_have_nothing_to_do_with_each_other_are_refused_as_ever(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("city,index\nAlun,1\n")
        result = run(
            "compare", tmp_path / "a.csv", tmp_path / "a.csv", "--framework", "spbe-2020", "--framework", "hdi"
        )
        assert (result.exit_code, result.stdout) == (2, "")
        assert "[frameworks_differ]" in result.stderr

    def test_a_crosswalk_within_a_family_names_the_break_that_it_bridges(self, tmp_path: Path) -> None:
        one = STAND_IN.replace('"pemdi-2026"', '"pemdi-2025"', 1).replace('in_force = "2026-06-05.."\n', "")
        (tmp_path / "one.toml").write_text(one.replace('["spbe-2020"]', "[]"))
        (tmp_path / "two.toml").write_text(STAND_IN.replace('["spbe-2020"]', '["pemdi-2025"]'))
        (tmp_path / "a.csv").write_text("city,data,governance\nAlun,2,2\n")
        (tmp_path / "b.csv").write_text("city,data,governance\nAlun,3,3\n")
        (tmp_path / "crosswalk.csv").write_text("from,to\ndata,data\ngovernance,governance\n")
        files = [tmp_path / "a.csv", tmp_path / "b.csv", "--crosswalk", tmp_path / "crosswalk.csv"]
        result = run("compare", *files, "--framework", tmp_path / "one.toml", "--framework", tmp_path / "two.toml")
        assert "Break: pemdi-2026 stands in the place of pemdi-2025; every difference rests on the" in result.stdout
        assert "+1.00" in result.stdout


class TestPlans:
    @pytest.fixture
    def files(self, tmp_path: Path) -> dict[str, Path]:
        texts = {
            "spbe.toml": SPBE_2,
            "pemdi.toml": STAND_IN,
            "options.csv": PROGRAMMES,
            "2025.csv": "city,year,governance,data\nAceh Tengah,2025,2.5,2.68\n",
            "2026.csv": "city,year,governance,data\nAceh Tengah,2026,1.2,1.28\n",
            "undated.csv": "city,governance,data\nAceh Tengah,1.2,1.28\n",
        }
        files = {name: tmp_path / name for name in [*texts, "plan.json"]}
        for name, text in texts.items():
            files[name].write_text(text, encoding="utf-8")
        made = run(
            *("plan", files["2025.csv"], "--city", "Aceh Tengah", "--programmes", files["options.csv"]),
            *("--framework", files["spbe.toml"], "--first-year", 2026, "--years", 2, "-o", files["plan.json"]),
        )
        assert made.exit_code == 0
        return files

    @pytest.mark.parametrize("language", BREAK)
    def test_progress_shows_what_was_planned_beside_what_was_reached(
        self, files: dict[str, Path], language: str
    ) -> None:
        asked = ["progress", files["2026.csv"], "--framework", files["pemdi.toml"], "--plan", files["plan.json"]]
        result = run(*asked, "--lang", language, columns=300)
        assert (result.exit_code, result.stderr) == (0, "")
        rows = [line.replace(",", ".").split() for line in result.stdout.splitlines()]
        assert ["2025", "2.59", "-"] in rows
        assert ["2026", "2.84", "1.24", "Kurang"] in rows
        assert BREAK[language] in result.stdout
        assert re.search(r"late|terlambat|1[.,]6\b|1[.,]35", result.stdout) is None
        told = json.loads(run(*asked, "--lang", language, "--format", "json").stdout)
        assert told["break"]["said"] == BREAK[language]
        assert told["years"] == [
            {"year": 2025, "planned": 2.59, "index": None, "band": None},
            {"year": 2026, "planned": 2.84, "index": 1.24, "band": "Kurang"},
            {"year": 2027, "planned": 2.84, "index": None, "band": None},
        ]

    def test_data_without_years_are_of_the_year_asked_for(self, files: dict[str, Path]) -> None:
        asked = ["progress", files["undated.csv"], "--framework", files["pemdi.toml"], "--plan", files["plan.json"]]
        told = json.loads(run(*asked, "--as-of", 2027, "--format", "json").stdout)
        assert [(year["year"], year["index"]) for year in told["years"]] == [(2025, None), (2026, None), (2027, 1.24)]
        told = json.loads(run(*asked, "--format", "json").stdout)
        assert [(year["year"], year["index"]) for year in told["years"]][-1] == (None, 1.24)

    @pytest.mark.parametrize("language", BREAK)
    def test_a_report_with_such_a_plan_is_refused_and_names_the_break(
        self, files: dict[str, Path], language: str
    ) -> None:
        asked = [files["2026.csv"], "--framework", files["pemdi.toml"], "--plan", files["plan.json"]]
        refused = run("assess", *asked, "--lang", language)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert BREAK[language] in refused.stderr
        assert "[plan_over_break]" in refused.stderr

    def test_a_plan_of_any_other_framework_is_refused_as_ever(self, files: dict[str, Path]) -> None:
        other = files["pemdi.toml"].with_name("other.toml")
        other.write_text(STAND_IN.replace('["spbe-2020"]', "[]"))
        refused = run("progress", files["2026.csv"], "--framework", other, "--plan", files["plan.json"])
        assert "[plan_of_another]" in refused.stderr

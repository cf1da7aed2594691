"""`smartscore assess`: every option and format, with scores one can do in the head."""

import csv
import hashlib
import io
import json
import platform
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import builders
import pytest
from click.testing import Result

from smartscore import load_framework

Run = Callable[..., Result]
Write = Callable[..., Path]

SIX = ["governance", "branding", "economy", "living", "society", "environment"]


def row(output: str, city: str) -> list[str]:
    """Give the cells of the one table line that begins with a rank and this city."""
    (line,) = [line for line in output.splitlines() if line.split()[1:2] == [city] and line.split()[0].isdigit()]
    return line.split()


def ranked(output: str) -> list[str]:
    """List the cities of the table, best first."""
    return [line.split()[1] for line in output.splitlines() if line.split() and line.split()[0].isdigit()]


def table(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout)))


def record(result: Result) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(result.stdout)
    return told


Assess = Callable[..., Result]


@pytest.fixture
def run(run_without_intervals: Run) -> Run:
    """Give the function that runs the command: the intervals of ranks have tests of their own."""
    return run_without_intervals


@pytest.fixture
def assess(run: Run, wide: Path, small: Path) -> Assess:
    """Give a function that assesses the wide dataset by the small framework, with more options."""
    return lambda *more: run("assess", wide, "--framework", small, *more)


class TestTable:
    def test_it_ranks_by_the_index_with_band_dimensions_and_coverage(self, run: Run, wide: Path, small: Path) -> None:
        result = run("assess", wide, "--framework", small)
        assert result.exit_code == 0
        assert ranked(result.stdout) == ["Desa", "Bukit", "Alun"]
        assert row(result.stdout, "Desa") == ["1", "Desa", "95.00", "high", "90.00", "100.00", "100%"]
        assert row(result.stdout, "Bukit") == ["2", "Bukit", "70.00", "high", "50.00", "90.00", "100%"]
        assert row(result.stdout, "Alun") == ["3", "Alun", "50.00", "low", "80.00", "20.00", "100%"]

    def test_it_says_by_what_was_judged(self, run: Run, wide: Path, small: Path) -> None:
        fingerprint = load_framework(small).fingerprint
        heading = run("assess", wide, "--framework", small).stdout.splitlines()[0]
        assert heading == f"Small index (small 7, fingerprint {fingerprint}), rows: 4"

    def test_an_unranked_city_stands_below_with_its_reason(self, run: Run, wide: Path, small: Path) -> None:
        output = run("assess", wide, "--framework", small).stdout
        assert "Not ranked: Candi: only 50% of the weight has a score, 60% is needed; missing: Economy\n" in output
        assert output.index("Not ranked") > output.index("Alun")

    def test_one_line_counts_what_is_missing_and_clipped(self, run: Run, wide: Path, small: Path) -> None:
        output = run("assess", wide, "--framework", small).stdout
        assert "Missing: 2 of 12 values. Beyond a bound and held there: 1.\n" in output

    def test_one_line_says_how_much_rests_on_judgement(self, run: Run, wide: Path, write: Write, small: Path) -> None:
        assert "The framework does not say how much of the index rests on judgement." in (
            run("assess", wide, "--framework", small).stdout
        )
        graded = small.read_text().replace('id = "income",', 'id = "income", confidence = "judgement",')
        output = run("assess", wide, "--framework", write(graded, "graded.toml"), columns=300).stdout
        assert "Rests on judgement: 25% of the index;" in output
        assert "not said: 75%" in output

    def test_and_whether_everything_was_verified(self, run: Run, wide: Path, write: Write, small: Path) -> None:
        text = small.read_text()
        for name in ("income", "growth", "health"):
            text = text.replace(f'id = "{name}",', f'id = "{name}", confidence = "verified-in-source",')
        output = run("assess", wide, "--framework", write(text, "verified.toml")).stdout
        assert "All definitions and bounds were verified in their source; judgement: 0%." in output

    @pytest.mark.parametrize(
        ("more", "index"), [("decimals = 1", "95.0"), ("decimals = 0", "95"), ("scale = [0, 1]", "0.950")]
    )
    def test_scores_have_the_decimals_of_the_framework_or_its_scale(
        self, run: Run, wide: Path, write: Write, more: str, index: str
    ) -> None:
        text = (
            f'id = "own"\n{more}\nmembers = [{{ id = "health", rule = {{ linear = {{ worst = 0.5, best = 10.5 }} }} }}]'
        )
        output = run("assess", wide, "--framework", write(text, "own.toml")).stdout
        assert row(output, "Desa")[2] == index

    def test_one_line_says_how_much_is_illustrative(self, run: Run, long: Path, small: Path) -> None:
        output = run("assess", long, "--framework", small).stdout
        assert "Illustrative, not measured: 2 of 6 values." in output

    def test_illustrative_values_under_an_alias_are_counted(self, run: Run, write: Write, small: Path) -> None:
        lines = "city,indicator,value,quality\nAlun,income,1,published\nAlun,growth,1,published\n"
        path = write(lines + "Alun,wellness,9,illustrative\n", "aliased.csv")
        assert "Illustrative, not measured: 1 of 3 values." in run("assess", path, "--framework", small).stdout

    def test_columns_without_a_use_are_listed(self, run: Run, wide: Path, small: Path) -> None:
        assert "Columns not used (1): province\n" in run("assess", wide, "--framework", small).stdout

    def test_not_more_than_eight_of_them_by_name(self, run: Run, write: Write, small: Path) -> None:
        names = [f"about{number}" for number in range(10)]
        path = write(f"city,income,growth,health,{','.join(names)}\nAlun,1,1,1{',x' * 10}\n", "many.csv")
        output = run("assess", path, "--framework", small, columns=200).stdout
        assert f"Columns not used (10): {', '.join(names[:8])}, ...\n" in output

    def test_a_high_index_may_be_bad(self, run: Run, wide: Path, write: Write, small: Path) -> None:
        risky = write(small.read_text().replace("edition", 'higher = "worse"\nedition'), "risky.toml")
        assert "A higher index is worse; rank 1 is the highest." in run("assess", wide, "--framework", risky).stdout

    def test_the_note_of_a_framework_is_shown(self, run: Run, wide: Path, write: Write, small: Path) -> None:
        noted = write(
            small.read_text().replace("edition", 'note = { en = "Tried.", id = "Dicoba." }\nedition'), "n.toml"
        )
        for language, note in (("en", "Tried."), ("id", "Dicoba.")):
            assert f"{note}\n" in run("assess", wide, "--framework", noted, "--lang", language).stdout

    def test_imputed_values_are_counted(self, run: Run, wide: Path, write: Write, small: Path) -> None:
        filled = write(small.read_text() + '[[steps]]\nimpute = { method = "median" }\n', "filled.toml")
        output = run("assess", wide, "--framework", filled).stdout
        assert "Imputed values: 2." in output
        assert "Missing: 0 of 12 values." in output
        *cells, reach, covered = row(output, "Candi")
        assert cells == ["3", "Candi", "55.00", "low", "80.00", "30.00"]  # medians 10 and 6
        assert (reach, covered) == ("15.00\N{EN DASH}65.00", "100%")

    def test_what_is_not_proved_may_count_as_the_lowest(self, run: Run, wide: Path, write: Write, small: Path) -> None:
        strict = write(small.read_text().replace("min_coverage = 0.6", 'missing = "worst"'), "strict.toml")
        output = run("assess", wide, "--framework", strict).stdout
        assert "What is not proved counts as the lowest level." in output
        assert row(output, "Candi")[2] == "15.00"  # living 30, economy 0

    def test_scores_that_were_given_are_counted(self, run: Run, write: Write, small: Path) -> None:
        path = write("city,economy,health\nAlun,40,6\n", "given.csv")
        output = run("assess", path, "--framework", small).stdout
        assert "1 score(s) of dimensions were given, not computed." in output
        assert row(output, "Alun")[2] == "50.00"

    def test_equal_scores_share_a_rank(self, run: Run, write: Write, small: Path) -> None:
        path = write("city,income,growth,health\nAlun,5,5,5\nBukit,5,5,5\nCandi,4,4,4\n", "ties.csv")
        assert [
            line[0]
            for line in (
                row(run("assess", path, "--framework", small).stdout, city) for city in ("Alun", "Bukit", "Candi")
            )
        ] == ["1", "1", "3"]

    def test_a_dataset_without_cities_is_refused(self, run: Run, write: Write, small: Path) -> None:
        path = write("city,income\n", "empty.csv")
        result = run("assess", path, "--framework", small)
        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr.startswith(f"{path}, line 1: there is nothing below the headings (2 columns) [no_rows]\n")

    def test_when_no_city_is_ranked_every_one_has_a_reason(self, run: Run, write: Write, small: Path) -> None:
        path = write("city,health,income\nAlun,5,\nBukit,,\n", "none.csv")
        output = run("assess", path, "--framework", small).stdout
        assert ranked(output) == []
        assert "Not ranked: Alun: only 50% of the weight has a score" in output
        assert "Not ranked: Bukit: none of its 2 members has a score" in output


class TestWidth:
    @pytest.mark.parametrize("columns", [60, 80, 120])
    @pytest.mark.parametrize("depth", [0, 1, 2, 3])
    @pytest.mark.parametrize("language", ["en", "id"])
    def test_no_line_is_longer_than_the_terminal(self, example: Path, columns: int, depth: int, language: str) -> None:
        output = builders.run("assess", example, "--depth", depth, "--lang", language, columns=columns).stdout
        assert max(len(line) for line in output.splitlines()) <= columns
        numbers = [cell for line in output.splitlines() for cell in line.split() if cell[:1].isdigit()]
        assert not [cell for cell in numbers if "…" in cell]

    @pytest.mark.parametrize("columns", [60, 80, 120])
    def test_every_city_has_all_its_scores(self, example: Path, columns: int) -> None:
        output = builders.run("assess", example, columns=columns).stdout
        for figure in ("73.07", "74.30", "68.69", "72.90", "74.39", "77.66", "70.48"):  # Sleman
            assert output.count(figure) == 1
        assert output.count("Kotawaringin Timur") >= 1

    @pytest.mark.parametrize("columns", [60, 80, 120])
    def test_a_long_name_gives_way_to_the_figures(self, run: Run, write: Write, small: Path, columns: int) -> None:
        name = "The village at the end of the road behind the mountains where nobody ever comes by twice"
        path = write(f"city,income,growth,health\n{name},10,6,2\nBukit,5,5,9\n", "named.csv")
        output = run("assess", path, "--framework", small, columns=columns).stdout
        assert max(len(line) for line in output.splitlines()) <= columns
        (line,) = [line for line in output.splitlines() if line.split()[1:2] == ["The"]]
        assert line.split()[0] == "2"
        assert "50.00" in line
        assert "100%" in line

    def test_a_line_break_in_a_name_does_not_break_the_table(self, run: Run, write: Write, small: Path) -> None:
        path = write('city,income,growth,health\n"Alun\nAlun",10,6,2\nBukit,5,5,9\n', "broken.csv")
        lines = [line.split() for line in run("assess", path, "--framework", small).stdout.splitlines()]
        assert [words[:2] for words in lines if "100%" in words] == [["1", "Bukit"], ["2", "Alun"]]

    def test_control_characters_do_not_reach_the_terminal(self, run: Run, write: Write, small: Path) -> None:
        path = write("city,income,growth,health\nA\x1b[31mlun,10,6,2\nBukit,5,5,9\n", "coloured.csv")
        assert "\x1b" not in run("assess", path, "--framework", small).stdout

    def test_wide_letters_take_two_columns(self, run: Run, write: Write, small: Path) -> None:
        path = write("city,income,growth,health\n東京都東京都,10,6,2\nBukit,5,5,9\n", "tokyo.csv")
        output = run("assess", path, "--framework", small).stdout
        bukit, tokyo = (line for line in output.splitlines() if line.split()[:1] in (["1"], ["2"]))
        assert tokyo.index("50.00") + 6 == bukit.index("70.00")


class TestLanguage:
    def test_everything_is_said_in_indonesian(self, run: Run, wide: Path, small: Path) -> None:
        output = run("assess", wide, "--framework", small, "--lang", "id").stdout
        assert output.startswith("Indeks kecil (small 7, sidik ")
        assert row(output, "Desa") == ["1", "Desa", "95,00", "tinggi", "90,00", "100,00", "100%"]
        assert "Kosong: 2 dari 12 nilai. Di luar batas dan ditahan di batas: 1.\n" in output
        assert output.splitlines()[1].split() == [
            *("urut", "daerah", "indeks", "kategori", "Ekonomi", "Kehidupan"),
            *("indeks", "yang", "mungkin", "cakupan"),
        ]

    def test_a_reason_too_with_the_names_in_that_language(self, run: Run, wide: Path, small: Path) -> None:
        output = run("assess", wide, "--framework", small, "--lang", "id").stdout
        assert (
            "Tanpa urutan: Candi: hanya 50% dari bobot yang memiliki skor, perlu 60%; yang kurang: Ekonomi\n" in output
        )

    def test_the_environment_chooses_where_nobody_asks(self, run: Run, wide: Path, small: Path) -> None:
        arguments = ("assess", wide, "--framework", small)
        assert run(*arguments, SMARTSCORE_LANG="id").stdout == run(*arguments, "--lang", "id").stdout
        assert run(*arguments, "--lang", "en", SMARTSCORE_LANG="id").stdout == run(*arguments).stdout

    def test_another_language_is_refused(self, run: Run, wide: Path) -> None:
        assert run("assess", wide, "--lang", "fr").exit_code == 2


class TestCsv:
    def test_a_row_a_city_with_ids_as_headings(self, run: Run, wide: Path, small: Path) -> None:
        result = run("assess", wide, "--framework", small, "--format", "csv")
        heading = "city,name,framework,rank,band,index,economy,living,coverage"
        ends = "index_least,index_greatest,band_least,band_greatest"
        assert result.stdout.splitlines()[0] == f"{heading},{ends},judgement,reason,note"
        rows = {line["city"]: line for line in table(result)}
        assert list(rows["Desa"].values()) == [
            *("Desa", "Desa", "small", "1", "high", "95", "90", "100", "1"),
            *("95", "95", "high", "high", "", "", ""),
        ]
        assert list(rows["Candi"].values())[:-2] == [
            *("Candi", "Candi", "small", "", "", "", "", "30", "0.5"),
            *("15", "65", "low", "high", ""),
        ]
        assert rows["Candi"]["reason"].startswith("only 50% of the weight has a score")

    def test_it_has_a_decimal_dot_in_every_language(self, run: Run, write: Write, small: Path) -> None:
        path = write("city,income,growth,health\nAlun,1,2,3.3333\n", "third.csv")
        (line,) = table(run("assess", path, "--framework", small, "--format", "csv", "--lang", "id"))
        assert (line["index"], line["living"], line["band"]) == ("24.1665", "33.333", "rendah")

    def test_figures_have_twelve_significant_digits(self, run: Run, write: Write, small: Path) -> None:
        path = write("city,income,growth,health\nAlun,1,2,3.333333333333333\n", "third.csv")
        (line,) = table(run("assess", path, "--framework", small, "--format", "csv"))
        assert line["living"] == "33.3333333333"

    def test_the_key_has_its_own_columns(self, run: Run, panel: Path, small: Path) -> None:
        lines = table(run("assess", panel, "--framework", small, "--format", "csv"))
        assert [(line["city"], line["year"], line["rank"]) for line in lines][:2] == [
            ("Alun", "2020", "1"),
            ("Bukit", "2020", "2"),
        ]

    def test_several_frameworks_share_the_columns(self, run: Run, wide: Path, write: Write, small: Path) -> None:
        other = write(
            'id = "other"\nmembers = [{ id = "health", rule = { linear = { worst = 0, best = 20 } } }]', "o.toml"
        )
        lines = table(run("assess", wide, "--framework", small, "--framework", other, "--format", "csv"))
        assert [
            (line["framework"], line["index"], line["economy"], line["health"])
            for line in lines
            if line["city"] == "Desa"
        ] == [
            ("small", "95", "90", "100"),
            ("other", "50", "", "50"),
        ]

    def test_a_name_with_a_comma_is_quoted(self, run: Run, write: Write, small: Path) -> None:
        path = write('city,income,growth,health\n"Alun, old",1,2,3\n', "comma.csv")
        (line,) = table(run("assess", path, "--framework", small, "--format", "csv"))
        assert line["city"] == "Alun, old"


class TestJson:
    def test_it_identifies_framework_dataset_and_versions(self, run: Run, wide: Path, small: Path) -> None:
        told = record(run("assess", wide, "--framework", small, "--format", "json"))
        assert told["schema"] == 1
        (reading,) = told["dataset"].pop("reading")
        assert (reading["file"], reading["form"], reading["key"], reading["remarks"]) == (str(wide), "wide", "city", [])
        assert told["dataset"] == {
            "file": str(wide),
            "sha256": hashlib.sha256(wide.read_bytes()).hexdigest(),
            "rows": 4,
            "files": [{"file": str(wide), "sha256": hashlib.sha256(wide.read_bytes()).hexdigest()}],
        }
        assert told["versions"] == {
            "smartscore": version("smartscore"),
            "python": platform.python_version(),
            "numpy": version("numpy"),
            "pandas": version("pandas"),
        }
        assert told["plugins"]["economy"] == version("smartscore")
        framework = told["assessments"][0]["framework"]
        assert framework["fingerprint"] == load_framework(small).fingerprint
        assert (framework["id"], framework["name"], framework["edition"]) == ("small", "small", "7")
        assert framework["bands"] == [{"title": "low", "from": 0.0}, {"title": "high", "from": 60.0}]
        assert framework["nodes"][0] == {
            "id": "index",
            "title": "Small index",
            "members": ["economy", "living"],
            "weight": 1.0,
            "share": 1.0,
            "range_exact": True,
        }
        assert [node["share"] for node in framework["nodes"]] == [1.0, 0.5, 0.5, 0.25, 0.25, 0.5]

    def test_every_node_of_every_city_has_score_coverage_and_reason(self, run: Run, wide: Path, small: Path) -> None:
        told = record(run("assess", wide, "--framework", small, "--format", "json"))
        alun, _, candi, desa = told["assessments"][0]["cities"]
        assert {name: alun[name] for name in alun if name != "nodes"} == {
            "city": "Alun",
            "name": "Alun",
            "rank": 3,
            "band": "low",
            "index": 50.0,
            "change": None,
        }
        assert {name: cell["score"] for name, cell in desa["nodes"].items()} == {
            "index": 95.0,
            "economy": 90.0,
            "living": 100.0,
            "income": 100.0,
            "growth": 80.0,
            "health": 100.0,
        }
        assert (candi["rank"], candi["band"], candi["index"]) == (None, None, None)
        gap = {"score": None, "coverage": 0.0, "range": [0.0, 100.0], "reason": "no value", "value": None}
        assert candi["nodes"]["income"] == gap
        assert (candi["open"], candi["band_range"]) == (2, ["low", "high"])
        assert desa["nodes"]["income"] == {"score": 100.0, "coverage": 1.0, "clipped": True, "value": 12.0}
        assert desa["nodes"]["growth"] == {"score": 80.0, "coverage": 1.0, "value": 8.0}
        assert candi["nodes"]["economy"]["reason"] == "none of its 2 members has a score"
        assert candi["nodes"]["index"]["coverage"] == 0.5
        assert "reason" not in candi["nodes"]["living"]

    def test_it_counts_values_and_qualities(self, run: Run, wide: Path, long: Path, small: Path) -> None:
        told = record(run("assess", wide, "--framework", small, "--format", "json"))["assessments"][0]
        assert told["counts"] == {
            "total": 12,
            "missing": 2,
            "not_applicable": 0,
            "clipped": 1,
            "imputed": 0,
            "changed": 0,
            "stale": 0,
            "unscored": 0,
            "quality": {},
        }
        assert told["confidence"] == {"not said": 1.0}
        told = record(run("assess", long, "--framework", small, "--format", "json"))["assessments"][0]
        assert told["counts"]["quality"] == {"published": 4, "illustrative": 2}

    def test_given_scores_are_marked(self, run: Run, write: Write, small: Path) -> None:
        path = write("city,economy,health\nAlun,40,6\n", "given.csv")
        (alun,) = record(run("assess", path, "--framework", small, "--format", "json"))["assessments"][0]["cities"]
        assert alun["nodes"]["economy"] == {"score": 40.0, "coverage": 1.0, "given": True}

    def test_years_and_assessors_are_part_of_the_key(self, run: Run, write: Write, small: Path) -> None:
        path = write(
            "city,year,assessor,income,growth,health\nAlun,2020,ana,1,1,1\nAlun,2020,budi,2,2,2\n", "panel.csv"
        )
        cities = record(run("assess", path, "--framework", small, "--format", "json"))["assessments"][0]["cities"]
        assert [(city["city"], city["year"], city["assessor"], city["rank"]) for city in cities] == [
            ("Alun", 2020, "ana", 1),
            ("Alun", 2020, "budi", 1),
        ]

    def test_an_open_band_begins_above(self, run: Run, wide: Path, write: Write, small: Path) -> None:
        text = small.read_text().replace("{ from = 60", "{ above = 70")
        told = record(run("assess", wide, "--framework", write(text, "open.toml"), "--format", "json"))["assessments"][
            0
        ]
        assert told["framework"]["bands"][1] == {"title": "high", "above": 70.0}
        assert {city["city"]: city["band"] for city in told["cities"]} == {
            "Alun": "low",
            "Bukit": "low",
            "Candi": None,
            "Desa": "high",
        }

    def test_it_does_not_depend_on_language_but_for_words(self, run: Run, wide: Path, small: Path) -> None:
        english, indonesian = (
            record(run("assess", wide, "--framework", small, "--format", "json", "--lang", language))
            for language in ("en", "id")
        )
        first, second = (told["assessments"][0]["cities"][3] for told in (english, indonesian))
        assert (first.pop("band"), second.pop("band")) == ("high", "tinggi")
        assert first == second


class TestMarkdown:
    def test_a_heading_a_table_and_the_sentences(self, run: Run, wide: Path, small: Path) -> None:
        lines = run("assess", wide, "--framework", small, "--format", "markdown").stdout.splitlines()
        assert lines[0].startswith("# Small index (small 7, fingerprint ")
        assert lines[2:5] == [
            "| rank | city | index | band | Economy | Living | possible index | coverage |",
            "| ---: | :--- | ---: | :--- | ---: | ---: | :--- | ---: |",
            "| 1 | Desa | 95.00 | high | 90.00 | 100.00 |  | 100% |",
        ]
        assert any(line.startswith("- Not ranked: Candi: only 50%") for line in lines)
        assert "- Missing: 2 of 12 values. Beyond a bound and held there: 1." in lines

    def test_names_cannot_become_markup(self, run: Run, write: Write, small: Path) -> None:
        path = write('city,income,growth,health\n"<b>A|*lun*\nx",1,2,3\n', "marked.csv")
        output = run("assess", path, "--framework", small, "--format", "markdown").stdout
        assert r"| 1 | \<b\>A\|\*lun\* x | 22.50 |" in output


class TestOutputFiles:
    @pytest.mark.parametrize(
        ("name", "format_"),
        [
            *(("r.csv", "csv"), ("r.json", "json"), ("r.md", "markdown"), ("r.markdown", "markdown")),
            *(("r.txt", "table"), ("R.CSV", "csv")),
        ],
    )
    def test_the_ending_says_the_format(self, assess: Assess, tmp_path: Path, name: str, format_: str) -> None:
        result = assess("-o", tmp_path / name)
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"wrote {tmp_path / name}\n")
        expected = assess("--format", format_).stdout
        assert (tmp_path / name).read_text(encoding="utf-8") == expected

    def test_the_format_can_be_said_beside_any_ending(self, run: Run, wide: Path, small: Path, tmp_path: Path) -> None:
        run("assess", wide, "--framework", small, "-o", tmp_path / "r.dat", "--format", "csv")
        assert (tmp_path / "r.dat").read_text().startswith("city,name,framework,")

    @pytest.mark.parametrize(("name", "found"), [("r.dat", ".dat"), ("result", "result")])
    def test_an_ending_without_a_report_is_refused(self, assess: Assess, tmp_path: Path, name: str, found: str) -> None:
        result = assess("-o", tmp_path / name)
        assert result.exit_code == 2
        assert result.stderr == (
            f"no report is written to {found}; "
            "expected .csv, .htm, .html, .json, .markdown, .md, .pdf, .txt, .xlsx, or --format [unknown_ending]\n"
        )
        assert not (tmp_path / name).exists()

    def test_an_old_file_is_replaced_whole(self, run: Run, wide: Path, small: Path, tmp_path: Path) -> None:
        target = tmp_path / "r.csv"
        target.write_text("old\n" * 1000)
        run("assess", wide, "--framework", small, "-o", target)
        assert len(target.read_text().splitlines()) == 5
        assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []

    @pytest.mark.parametrize(
        "wrong",
        [
            ["--by", "no_such_column"],
            ["--year", "2020"],
            ["--quality", "published"],
            ["--weights", "no_such_file.csv"],
            ["--without", "no_such_plugin"],
            ["--framework", "no_such_framework"],
            ["--id", "no_such_column"],
            ["--fail-under", "sixty"],
            ["--fail-under", "no_such_node=60"],
        ],
        ids=" ".join,
    )
    def test_the_old_file_stays_when_a_problem_occurs(self, assess: Assess, tmp_path: Path, wrong: list[str]) -> None:
        target = tmp_path / "r.csv"
        target.write_text("old")
        result = assess("-o", target, *wrong)
        assert result.exit_code >= 2
        assert result.stderr
        assert target.read_text() == "old"
        assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []

    def test_the_old_file_stays_when_the_dataset_is_refused(
        self, run: Run, write: Write, small: Path, tmp_path: Path
    ) -> None:
        target = tmp_path / "r.csv"
        target.write_text("old")
        result = run("assess", write("city,income\nAlun,ten\n", "bad.csv"), "--framework", small, "-o", target)
        assert result.exit_code == 3
        assert target.read_text() == "old"

    def test_a_folder_that_is_not_there_is_told(self, run: Run, wide: Path, small: Path, tmp_path: Path) -> None:
        target = tmp_path / "nowhere" / "r.csv"
        result = run("assess", wide, "--framework", small, "-o", target)
        assert result.exit_code == 2
        assert result.stderr == f"{target}: the file cannot be written: No such file or directory [file_unwritable]\n"

    def test_a_folder_in_place_of_the_file_is_told(self, run: Run, wide: Path, small: Path, tmp_path: Path) -> None:
        target = tmp_path / "r.csv"
        target.mkdir()
        result = run("assess", wide, "--framework", small, "-o", target)
        assert result.exit_code == 2
        assert result.stderr.startswith(f"{target}: the file cannot be written: ")
        assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []

    def test_a_file_in_place_of_the_folder_is_told(self, run: Run, wide: Path, small: Path) -> None:
        target = wide / "r.csv"
        result = run("assess", wide, "--framework", small, "-o", target)
        assert result.exit_code == 2
        assert result.stderr.startswith(f"{target}: the file cannot be written: ")


class TestGroups:
    def test_ranks_are_within_the_groups_of_a_column(self, run: Run, wide: Path, small: Path) -> None:
        lines = table(run("assess", wide, "--framework", small, "--by", "province", "--format", "csv"))
        assert {line["city"]: line["rank"] for line in lines} == {"Desa": "1", "Alun": "2", "Bukit": "1", "Candi": ""}

    def test_the_table_shows_the_group(self, run: Run, wide: Path, small: Path) -> None:
        output = run("assess", wide, "--framework", small, "--by", "province").stdout
        lines = [line.split()[:4] for line in output.splitlines() if line.split() and line.split()[0].isdigit()]
        assert lines == [
            ["1", "West", "Desa", "95.00"],
            ["2", "West", "Alun", "50.00"],
            ["1", "East", "Bukit", "70.00"],
        ]

    def test_its_column_is_used(self, run: Run, wide: Path, small: Path) -> None:
        assert "Columns not used" not in run("assess", wide, "--framework", small, "--by", "province").stdout

    def test_a_column_that_is_not_there_is_refused_with_the_nearest(self, run: Run, wide: Path, small: Path) -> None:
        result = run("assess", wide, "--framework", small, "--by", "provinces")
        assert result.exit_code == 2
        assert result.stderr == f"{wide}: there is no column 'provinces'; nearest: province [column_missing]\n"


class TestYears:
    @pytest.mark.parametrize(
        ("asked", "years"),
        [
            ("2021", ["2021", "2021"]),
            ("2020..2021", ["2020", "2020", "2021", "2021"]),
            ("2022..2030", ["2022"]),
            ("2021..", ["2021", "2021", "2022"]),
        ],
    )
    def test_only_these_are_assessed(self, run: Run, panel: Path, small: Path, asked: str, years: list[str]) -> None:
        result = run("assess", panel, "--framework", small, "--year", asked, "--format", "csv")
        assert [line["year"] for line in table(result)] == years

    def test_cities_are_ranked_within_a_year(self, run: Run, panel: Path, small: Path) -> None:
        lines = table(run("assess", panel, "--framework", small, "--format", "csv"))
        assert {(line["city"], line["year"]): (line["index"], line["rank"]) for line in lines} == {
            ("Alun", "2020"): ("60", "1"),
            ("Bukit", "2020"): ("40", "2"),
            ("Alun", "2021"): ("50", "2"),
            ("Bukit", "2021"): ("70", "1"),
            ("Alun", "2022"): ("80", "1"),
        }

    def test_a_year_that_is_not_there_is_refused(self, run: Run, panel: Path, small: Path) -> None:
        result = run("assess", panel, "--framework", small, "--year", "2019")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == f"{panel}: no row is of 2019; the years are 2020, 2021, 2022 [no_such_year]\n"

    @pytest.mark.parametrize("asked", ["last", "2020-2021", "2021..2020", "", "2020..x"])
    def test_what_are_no_years_is_refused(self, run: Run, panel: Path, small: Path, asked: str) -> None:
        result = run("assess", panel, "--framework", small, "--year", asked)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == f"the years {asked!r} are not like 2022..2024, 2025.. or 2024 [years_malformed]\n"

    def test_a_dataset_without_years_is_told(self, run: Run, wide: Path, small: Path) -> None:
        result = run("assess", wide, "--framework", small, "--year", "2020")
        assert result.exit_code == 2
        assert result.stderr == f"{wide}: the dataset has no column 'year' [no_such_column]\n"


class TestDepth:
    @pytest.mark.parametrize(
        ("depth", "nodes"),
        [
            (0, ["index"]),
            (1, ["index", "economy", "living"]),
            (2, ["index", "economy", "living", "income", "growth", "health"]),
            (3, ["index", "economy", "living", "income", "growth", "health"]),
        ],
    )
    def test_it_says_how_far_down_the_tree(
        self, run: Run, wide: Path, small: Path, depth: int, nodes: list[str]
    ) -> None:
        heading = run("assess", wide, "--framework", small, "--depth", depth, "--format", "csv").stdout.splitlines()[0]
        assert heading.split(",")[5:-8] == nodes

    def test_the_table_has_the_same_columns(self, run: Run, wide: Path, small: Path) -> None:
        deep = row(run("assess", wide, "--framework", small, "--depth", 2).stdout, "Desa")
        assert deep == [
            *("1", "Desa", "95.00", "high", "90.00", "100.00", "100.00", "80.00", "100.00"),
            "100%",
        ]
        flat = row(run("assess", wide, "--framework", small, "--depth", 0).stdout, "Desa")
        assert flat == ["1", "Desa", "95.00", "high", "100%"]

    def test_the_example_goes_three_levels_down(self, run: Run, example: Path) -> None:
        heading = run("assess", example, "--depth", 3, "--format", "csv").stdout.splitlines()[0].split(",")
        assert len(heading) == 5 + 1 + 6 + 18 + 55 + 8
        assert heading[6:12] == SIX

    @pytest.mark.parametrize("depth", ["-1", "deep"])
    def test_other_depths_are_refused(self, run: Run, wide: Path, small: Path, depth: str) -> None:
        assert run("assess", wide, "--framework", small, "--depth", depth).exit_code == 2


class TestWeights:
    def test_they_replace_those_among_siblings(self, run: Run, wide: Path, small: Path, write: Write) -> None:
        weights = write("id,weight\neconomy,3\nliving,1\n", "weights.csv")
        result = run("assess", wide, "--framework", small, "--weights", weights, "--format", "json")
        told = record(result)["assessments"][0]
        assert told["cities"][0]["index"] == 65.0  # (3 x 80 + 20) / 4
        assert told["framework"]["fingerprint"] != load_framework(small).fingerprint

    @pytest.mark.parametrize(
        ("content", "code", "said"),
        [
            ("id,weight\neconmy,3\n", 4, "there is no 'econmy' in it; nearest: economy"),
            ("id,weight\neconomy,-1\nliving,1\n", 4, "the weight -1.0 is not a finite number of 0 or more"),
            ("id,weight\neconomy,0\nliving,0\n", 4, "all members of index have the weight 0"),
            ("id,weight\neconomy,many\n", 3, "line 2, weight: 'many' is not a number"),
            ("node,weight\neconomy,1\n", 3, "there is no column 'id'; nearest: node, weight"),
        ],
    )
    def test_what_is_wrong_with_them_is_told(
        self, assess: Assess, write: Write, content: str, code: int, said: str
    ) -> None:
        result = assess("--weights", write(content, "weights.csv"))
        assert (result.exit_code, result.stdout) == (code, "")
        assert said in result.stderr


class TestQuality:
    def test_only_values_of_these_qualities_count(self, run: Run, long: Path, small: Path) -> None:
        lines = table(run("assess", long, "--framework", small, "--quality", "published", "--format", "csv"))
        assert {line["city"]: (line["index"], line["economy"], line["coverage"]) for line in lines} == {
            "Alun": ("", "80", "0.5"),
            "Bukit": ("70", "50", "0.75"),
        }

    def test_several_can_be_named(self, run: Run, long: Path, small: Path) -> None:
        several = run("assess", long, "--framework", small, "--quality", "published, illustrative", "--format", "csv")
        assert table(several) == table(run("assess", long, "--framework", small, "--format", "csv"))

    def test_one_that_no_value_has_is_refused(self, run: Run, long: Path, small: Path) -> None:
        result = run("assess", long, "--framework", small, "--quality", "publishd")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == f"{long}: no value has the quality 'publishd'; nearest: published [no_such_quality]\n"

    def test_a_dataset_that_says_nothing_of_it_is_told(self, run: Run, wide: Path, small: Path) -> None:
        result = run("assess", wide, "--framework", small, "--quality", "published")
        assert result.stderr == f"{wide}: the dataset has no column 'quality' [no_such_column]\n"


class TestThresholds:
    def test_a_city_below_makes_it_fail_after_the_results(self, run: Run, wide: Path, small: Path) -> None:
        result = run("assess", wide, "--framework", small, "--fail-under", 60)
        assert result.exit_code == 1
        assert ranked(result.stdout) == ["Desa", "Bukit", "Alun"]
        assert result.stderr.splitlines() == [
            "Alun, index: 50.00 is below 60 [below_threshold]",
            "Candi, index: there is no score to hold against 60 [below_without_score]",
        ]

    def test_it_may_be_that_of_a_node(self, run: Run, wide: Path, small: Path) -> None:
        result = run("assess", wide, "--framework", small, "--fail-under", "living=25", "--fail-under", "health=95.5")
        assert result.exit_code == 1
        assert result.stderr.splitlines() == [
            "Alun, living: 20.00 is below 25 [below_threshold]",
            *(
                f"{city}, health: {score} is below 95.5 [below_threshold]"
                for city, score in [("Alun", "20.00"), ("Bukit", "90.00")]
            ),
            "Candi, health: 30.00 is below 95.5 [below_threshold]",
        ]

    def test_when_all_reach_it_nothing_is_said(self, run: Run, panel: Path, small: Path) -> None:
        result = run("assess", panel, "--framework", small, "--fail-under", 40, "--fail-under", "index=40")
        assert (result.exit_code, result.stderr) == (0, "")

    def test_years_are_told(self, run: Run, panel: Path, small: Path) -> None:
        result = run("assess", panel, "--framework", small, "--fail-under", 45)
        assert result.stderr == "Bukit, 2020, index: 40.00 is below 45 [below_threshold]\n"

    def test_figures_have_the_mark_of_the_language(self, run: Run, panel: Path, small: Path) -> None:
        result = run("assess", panel, "--framework", small, "--fail-under", 45.5, "--lang", "id")
        assert result.stderr == "Bukit, 2020, index: 40,00 di bawah 45,5 [below_threshold]\n"

    def test_a_node_of_one_of_several_frameworks_will_do(self, run: Run, wide: Path, write: Write, small: Path) -> None:
        other = write(
            'id = "other"\nmembers = [{ id = "health", rule = { linear = { worst = 0, best = 20 } } }]', "o.toml"
        )
        frameworks = ("--framework", small, "--framework", other)
        result = run("assess", wide, *frameworks, "--fail-under", "economy=60")
        assert result.stderr.splitlines() == [
            "Bukit, economy: 50.00 is below 60 [below_threshold]",
            "Candi, economy: there is no score to hold against 60 [below_without_score]",
        ]

    @pytest.mark.parametrize(
        ("threshold", "said"),
        [
            ("sixty", "the threshold 'sixty' is not like 60 or economy=60 [threshold_not_number]"),
            ("economy=", "the threshold 'economy=' is not like 60 or economy=60 [threshold_not_number]"),
            ("nan", "the threshold 'nan' is not like 60 or economy=60 [threshold_not_number]"),
            ("econmy=60", "there is no 'econmy' in it; nearest: economy [not_a_member]"),
        ],
    )
    def test_what_is_no_threshold_is_refused_before_anything_is_written(
        self, assess: Assess, threshold: str, said: str
    ) -> None:
        result = assess("--fail-under", threshold)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == f"{said}\n"


class TestIdentity:
    def test_the_column_can_be_chosen(self, run: Run, wide: Path, small: Path) -> None:
        result = run("assess", wide, "--framework", small, "--id", "city", "--format", "csv")
        assert [line["city"] for line in table(result)] == ["Alun", "Bukit", "Candi", "Desa"]
        refused = run("assess", wide, "--framework", small, "--id", "provinces")
        assert refused.exit_code == 3
        assert "there is no column 'provinces'; nearest: province" in refused.stderr

    def test_names_are_shown_and_codes_are_kept(self, run: Run, write: Write, small: Path) -> None:
        path = write("code,city,income,growth,health\n01,Alun,1,2,3\n02,NA,4,5,6\n", "codes.csv")
        lines = table(run("assess", path, "--framework", small, "--format", "csv"))
        assert [(line["city"], line["name"]) for line in lines] == [("01", "Alun"), ("02", "NA")]


class TestPlugins:
    def test_a_dimension_can_be_left_out_of_the_example(self, run: Run, example: Path) -> None:
        result = run("assess", example, "--without", "economy", "--format", "json")
        assert result.exit_code == 0
        framework = record(result)["assessments"][0]["framework"]
        assert framework["name"] == "smart-city - economy"
        assert framework["nodes"][0]["members"] == [name for name in SIX if name != "economy"]

    def test_and_be_used_alone(self, run: Run, example: Path) -> None:
        result = run("assess", example, "--only", "economy", "--format", "csv")
        assert result.exit_code == 0
        sleman = next(line for line in table(result) if line["name"] == "Sleman")
        assert {round(float(sleman[node]), 2) for node in ("index", "economy")} == {72.90}

    def test_bundled_ones_alone_give_the_default(self, run: Run, example: Path) -> None:
        told = record(run("assess", example, "--no-plugins", "--format", "json"))
        assert told["assessments"][0]["framework"]["name"] == "smart-city"

    @pytest.mark.parametrize("option", ["--without", "--only"])
    def test_a_name_that_no_plugin_has_is_refused(self, run: Run, example: Path, option: str) -> None:
        result = run("assess", example, option, "econmy")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == "there is no plugin 'econmy'; nearest: economy [unknown_plugin]\n"


class TestSeveralFrameworks:
    def test_they_come_one_after_the_other(self, run: Run, wide: Path, write: Write, small: Path) -> None:
        other = write(
            'id = "other"\nmembers = [{ id = "health", rule = { linear = { worst = 0, best = 20 } } }]', "o.toml"
        )
        output = run("assess", wide, "--framework", small, "--framework", other).stdout
        assert output.index("Small index (small 7") < output.index("other (other -")
        assert ranked(output) == ["Desa", "Bukit", "Alun", "Desa", "Bukit", "Candi", "Alun"]

    def test_one_long_file_serves_frameworks_of_different_indicators(self, run: Run, example: Path) -> None:
        result = run("assess", example, "--framework", "smart-city", "--framework", "hdi", "--format", "csv")
        assert result.exit_code == 0
        assert {line["framework"] for line in table(result)} == {"smart-city", "hdi"}


class TestStreams:
    @pytest.mark.parametrize("format_", ["table", "csv", "json", "markdown"])
    def test_results_go_to_stdout_and_nothing_else_does(self, run: Run, wide: Path, small: Path, format_: str) -> None:
        result = run("assess", wide, "--framework", small, "--format", format_)
        assert result.exit_code == 0
        assert result.stdout.endswith("\n")
        assert result.stderr == ""

    def test_an_unknown_format_is_refused_with_the_nearest(self, run: Run, wide: Path, small: Path) -> None:
        result = run("assess", wide, "--framework", small, "--format", "markdwn")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == "there is no format 'markdwn'; nearest: markdown [unknown_format]\n"


def test_what_cannot_be_told_apart_and_has_no_weight_is_said(run: Run, write: Write) -> None:
    members = '{ id = "a", rule = "minmax" }, { id = "b", rule = "minmax", weight = 0 }'
    framework = write(f'id = "wz"\nmembers = [{members}]\n', "wz.toml")
    result = run("assess", write("city,a,b\nX,1,5\nY,2,5\n", "wz.csv"), "--framework", framework)
    assert result.exit_code == 0
    assert "the rule cannot tell the cities apart by the values, and without weight: b." in result.stdout

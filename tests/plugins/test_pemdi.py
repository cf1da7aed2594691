"""Digital government (Pemdi 2026), against what an assessor found of Aceh Tengah, and the draft that it never was."""

import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest
from click import testing
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame
from python_calamine import CalamineWorkbook

import smartscore
import smartscore_pemdi
from smartscore import DatasetError, Framework, FrameworkError, assess, provisional
from smartscore.cli import main
from smartscore.framework_file import write_framework
from smartscore.messages import LANGUAGES
from smartscore.plugins import of_modules
from smartscore.reports import Result, Style
from smartscore.reports.elements.levels import levels_at
from smartscore.reports.formats.pdf.report import document as laid_out
from smartscore.rounding import half_up
from smartscore.rules import Score

#: What an assessor of the ministry gave Kabupaten Aceh Tengah in September 2026, by number of indicator. Printed were
#: the aspects 1.75, 1.28, 1.00, 1.17, 1.08, 1.40, 1.18 and the index 1.24, provisional and not official: what comes
#: from other indices (5, 6, 7 and 18) was counted as 1. Source: slides of 21 September 2026, as copied in
#: github.com/Niumination/PemdiAcehTengah, data/evaluasi-asesor-2026.json.
ACEH_TENGAH = """\
code,name,year,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20
1104,Kabupaten Aceh Tengah,2026,2.0,1.5,1.26,1.3,1.0,1.0,1.0,1.0,1.0,1.0,1.5,1.25,1.17,1.0,1.0,1.0,2.5,1.0,1.0,1.3
"""
ASPECTS = {"A1": 1.75, "A2": 1.28, "A3": 1.0, "A4": 7 / 6, "A5": 1.085, "A6": 1.4, "A7": 1.18}
#: The same without what other agencies give.
WITHOUT_OTHERS = """\
code,name,year,1,2,3,4,8,9,10,11,12,13,14,15,16,17,19,20
1104,Kabupaten Aceh Tengah,2026,2.0,1.5,1.26,1.3,1.0,1.0,1.0,1.5,1.25,1.17,1.0,1.0,1.0,2.5,1.0,1.3
"""
TAKEN = {
    "data_governance": "SDI (Bappenas)",
    "geospatial_information": "SJIG (BIG)",
    "statistics": "EPSS (BPS)",
    "interoperability": "Bappenas",
}
#: PermenPANRB 8/2026, table 1, as two transcriptions have it: weights of aspects, and of the indicators of each.
WEIGHTS = {
    "A1": (10, [5, 5]),
    "A2": (10, [5, 5]),
    "A3": (15, [5, 3, 3, 4]),
    "A4": (15, [4, 4, 3, 4]),
    "A5": (10, [5, 5]),
    "A6": (15, [4, 4, 4, 3]),
    "A7": (25, [10, 15]),
}

PEMDI = of_modules({"pemdi": smartscore_pemdi}).frameworks["pemdi-2026"].load()
CODES = [str(number) for number in range(1, 21)]
values = st.lists(st.floats(1, 5), min_size=20, max_size=20)


def run(folder: Path, *arguments: str, text: str = WITHOUT_OTHERS, language: str = "en") -> testing.Result:
    """Run a command on a file, as a user types it."""
    (folder / "cities.csv").write_text(text)
    command, *rest = arguments
    words = [
        command,
        str(folder / "cities.csv"),
        "--framework",
        "pemdi-2026",
        "--no-plugins",
        "--lang",
        language,
        *rest,
    ]
    return CliRunner().invoke(main, words, env={"COLUMNS": "200", "NO_COLOR": "1"})


def text_in(workbook: Path) -> str:
    book = CalamineWorkbook.from_path(workbook)
    rows = (row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
    return "\n".join(str(cell) for row in rows for cell in row)


def index_of(levels: list[float]) -> float:
    return float(assess(DataFrame([{"city": "X", **dict(zip(CODES, levels, strict=True))}]), PEMDI).index.iloc[0])


class TestTheFramework:
    def test_it_has_7_aspects_and_20_indicators_with_the_weights_of_the_regulation(self) -> None:
        aspects = [node for node in PEMDI.dimensions if node.code]
        weights = {node.code: (node.weight, [member.weight for member in node.members]) for node in aspects}
        assert weights == WEIGHTS
        assert [node.code for node in PEMDI.indicators] == CODES
        shares = [round(100 * PEMDI.shares[node.id], 9) for node in PEMDI.indicators]
        assert shares == [weight for _, members in WEIGHTS.values() for weight in members]

    def test_values_are_scores_between_1_and_5_that_need_not_be_whole(self) -> None:
        assert {node.rule for node in PEMDI.indicators} == {Score(1, 5)}
        assert [index_of([value] * 20) for value in (1, 2.5, 5)] == pytest.approx([1, 2.5, 5])

    def test_predicates_begin_at_1_and_a_half_2_and_a_half_3_and_a_half_and_4(self) -> None:
        rows = [{"city": str(value), **dict.fromkeys(CODES, value)} for value in (1, 1.49, 1.5, 2.49, 2.5, 3.5, 4, 5)]
        assert assess(DataFrame(rows), PEMDI).bands().tolist() == [
            *("Kurang", "Kurang", "Cukup", "Cukup", "Baik", "Sangat Baik", "Memuaskan", "Memuaskan")
        ]

    def test_it_is_no_edition_of_spbe(self) -> None:
        assert (PEMDI.family, PEMDI.edition) == ("pemdi", "2026")
        both = smartscore.load_framework("spbe-2020").family
        assert both == "spbe"

    def test_four_values_are_taken_from_other_agencies(self) -> None:
        assert {node.id: str(node.taken_from) for node in PEMDI.indicators if node.taken_from} == TAKEN

    def test_nothing_is_said_to_be_verified_since_the_regulation_was_not_read(self) -> None:
        assert {node.confidence.weakest for node in PEMDI.indicators if node.confidence} == {"general-knowledge"}
        assert "not read" in PEMDI.source
        for language, words in {"en": "was not read", "id": "tidak dibaca"}.items():
            assert words in PEMDI.note.to(language)

    def test_levels_have_names_and_a_value_has_the_level_that_it_has_reached(self) -> None:
        assert [str(level) for level in PEMDI.levels] == [
            *("Merintis", "Membangun", "Berkembang", "Melembaga", "Unggul")
        ]
        reached = levels_at(PEMDI, PEMDI.nodes["governance"], np.array([1, 1.99, 2, 2.5, 3 - 1e-12, 5, np.nan]))
        assert reached.tolist() == [0, 0, 1, 1, 2, 4, -1]
        assert levels_at(PEMDI, PEMDI.nodes["data"], np.array([2.0])).tolist() == [-1]

    def test_titles_and_notes_are_in_both_languages(self) -> None:
        texts = [node.title for node in PEMDI.walk()] + [PEMDI.note, PEMDI.description, PEMDI.drafts[0].title]
        assert [text for text in texts if text.missing()] == []

    @given(values, st.integers(0, 19), st.floats(0, 4))
    def test_raising_a_value_never_lowers_the_index(self, levels: list[float], place: int, more: float) -> None:
        raised = [*levels]
        raised[place] = min(5.0, levels[place] + more)
        assert index_of(raised) >= index_of(levels) - 1e-12


class TestAcehTengah:
    def test_its_aspects_and_its_index_come_out_as_the_assessor_printed_them(self, tmp_path: Path) -> None:
        (tmp_path / "aceh.csv").write_text(ACEH_TENGAH)
        found = assess(tmp_path / "aceh.csv", PEMDI)
        by_code = {node.code: node.id for node in PEMDI.walk()}
        scores = {code: found.scores[by_code[code]].iloc[0] for code in ASPECTS}
        assert scores == pytest.approx(ASPECTS)
        assert found.index.tolist() == pytest.approx([1.2415])
        assert half_up(found.index.to_numpy(), 2).tolist() == [1.24]
        assert found.bands().tolist() == ["Kurang"]

    def test_the_command_prints_1_24(self, tmp_path: Path) -> None:
        shown = run(tmp_path, "assess", text=ACEH_TENGAH).output
        line = next(line for line in shown.splitlines() if "Kabupaten Aceh Tengah" in line)
        assert line.split() == [
            *("1", "Kabupaten", "Aceh", "Tengah,", "2026", "1.24", "Kurang"),
            *("1.75", "1.28", "1.00", "1.17", "1.08", "1.40", "1.18", "100%"),
        ]
        assert "Not an official evaluation" in shown
        assert "rovisional" not in shown

    def test_without_a_value_it_has_no_index(self, tmp_path: Path) -> None:
        shown = run(tmp_path, "assess").output
        assert "Not ranked: Kabupaten Aceh Tengah, 2026" in shown
        assert "missing: Data, Integrated digital services" in shown
        (tmp_path / "aceh.csv").write_text(ACEH_TENGAH.replace("2026,2.0,", "2026,,"))  # no index of another agency
        found = assess(tmp_path / "aceh.csv", PEMDI, provisional=True)
        assert found.index.isna().all()
        assert found.imputed["governance"].tolist() == [False]


class TestAProvisionalResult:
    def test_missing_values_of_other_agencies_count_as_1_and_are_marked_cell_by_cell(self, tmp_path: Path) -> None:
        (tmp_path / "aceh.csv").write_text(WITHOUT_OTHERS)
        found = assess(tmp_path / "aceh.csv", PEMDI, provisional=True)
        assert found.index.tolist() == pytest.approx([1.2415])
        assert {name for name, filled in found.imputed.items() if filled.all()} == set(TAKEN)
        assert "Provisional result: 4 missing values" in str(found.provisos[0])

    def test_the_framework_says_so_in_its_name_and_its_fingerprint(self) -> None:
        changed = provisional(PEMDI)
        assert (changed.id, changed.name, changed.full_name) == (
            *("pemdi-2026", "pemdi-2026 provisional", "pemdi-2026 provisional 2026"),
        )
        assert changed.fingerprint != PEMDI.fingerprint

    def test_it_can_be_written_as_a_file_and_read_again(self, tmp_path: Path) -> None:
        (tmp_path / "pemdi.toml").write_text(write_framework(provisional(PEMDI)), encoding="utf-8")
        assert smartscore.load_framework(tmp_path / "pemdi.toml") == provisional(PEMDI)

    def test_a_comparison_says_what_was_provisional_before(self, tmp_path: Path) -> None:
        (tmp_path / "full.csv").write_text(ACEH_TENGAH)
        shown = run(tmp_path, "compare", str(tmp_path / "full.csv"), "--provisional").output
        assert "Provisional result: 4 missing values" in shown

    def test_a_value_that_is_there_counts_as_it_is(self) -> None:
        row = {"city": "X", **dict.fromkeys(CODES, 2.0), "5": 4.0, "6": float("nan")}
        found = assess(DataFrame([row]), PEMDI, provisional=True)
        assert [found.columns[name].tolist() for name in ("data_governance", "geospatial_information")] == [[4], [1]]
        assert found.index.tolist() == pytest.approx([2 + 0.05 * 2 - 0.03 * 1])

    def test_one_that_does_not_apply_stays_out(self) -> None:
        row = {"city": "X", **dict.fromkeys(CODES, 2.0), "6": "not applicable: no node"}
        found = assess(DataFrame([row]), PEMDI, provisional=True)
        assert not found.imputed["geospatial_information"].any()

    def test_where_nothing_is_missing_it_says_that_nothing_is_provisional(self, tmp_path: Path) -> None:
        shown = run(tmp_path, "assess", "--provisional", text=ACEH_TENGAH).output
        assert "--provisional), but none is missing" in shown
        assert "Provisional result" not in shown

    @pytest.mark.parametrize(("language", "words"), [("en", "Provisional result: 4"), ("id", "Hasil sementara: 4")])
    @pytest.mark.parametrize(
        "command",
        [
            ("assess",),
            *(("assess", "--format", name) for name in ("csv", "markdown", "html")),
            *(("explain", "--city", "1104"), ("gaps", "--city", "1104"), ("peers", "--city", "1104")),
            *((name, "--city", "1104", "--format", "csv") for name in ("explain", "gaps", "peers")),
            ("explain", "--city", "1104", "--format", "html"),
        ],
        ids=" ".join,
    )
    def test_every_report_says_that_it_is_provisional(
        self, tmp_path: Path, command: tuple[str, ...], language: str, words: str
    ) -> None:
        name, *rest = command
        result = run(tmp_path, name, *rest, "--provisional", language=language)
        assert (result.exit_code, words in " ".join(result.output.split())) == (0, True)
        assert "SJIG (BIG)" in result.output

    def test_workbooks_say_it_too(self, tmp_path: Path) -> None:
        path = tmp_path / "report.xlsx"
        assert run(tmp_path, "assess", "--provisional", "-o", str(path)).exit_code == 0
        assert "Provisional result: 4 missing values" in text_in(path)

    @pytest.mark.parametrize("cities", [(), ("1104",)])
    def test_so_does_paper_on_its_first_page_and_on_that_of_the_city(
        self, tmp_path: Path, cities: tuple[str, ...]
    ) -> None:
        (tmp_path / "aceh.csv").write_text(WITHOUT_OTHERS)
        found = assess(tmp_path / "aceh.csv", PEMDI, provisional=True)
        part = laid_out(Result(assessments=[found], cities=cities), Style(language="id"))["parts"][0]
        assert part["sentences"][0].startswith("Hasil sementara: 4")
        assert part["pages"][0]["warnings"].count("Hasil sementara: 4") == 1

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_json_counts_the_cells_by_indicator(self, tmp_path: Path, language: str) -> None:
        options = ("--provisional", "--format", "json")
        told = json.loads(run(tmp_path, "assess", *options, language=language).output)["assessments"][0]
        assert told["provisional"] == dict.fromkeys(TAKEN, 1)
        assert told["framework"]["name"] == "pemdi-2026 provisional"
        assert told["cities"][0]["nodes"]["statistics"]["imputed"] is True
        explained = json.loads(run(tmp_path, "explain", "--city", "1104", *options, language=language).output)[0]
        assert explained["provisional"] == dict.fromkeys(TAKEN, 1)

    def test_each_line_of_a_csv_tells_its_own_city(self, tmp_path: Path) -> None:
        other = ACEH_TENGAH.splitlines()[1].replace("1104,Kabupaten Aceh Tengah", "1105,Other")
        half = ACEH_TENGAH.splitlines()[1].replace("1.0,1.0,1.0,1.0,1.0,1.0", ",1.0,1.0,1.0,1.0,1.0", 1)
        text = "\n".join([ACEH_TENGAH.splitlines()[0], half, other]) + "\n"
        rows = csv.DictReader(
            io.StringIO(run(tmp_path, "assess", "--provisional", "--format", "csv", text=text).output)
        )
        notes = {row["city"]: row["note"] for row in rows}
        assert notes["1104"].startswith("Provisional result: 1 missing value")
        assert "none is missing" in notes["1105"]

    def test_a_framework_that_takes_nothing_from_elsewhere_refuses_by_name(self, tmp_path: Path) -> None:
        with pytest.raises(FrameworkError, match="spbe-2020 takes no value from the index of another agency"):
            provisional(smartscore.load_framework("spbe-2020"))
        both = run(tmp_path, "assess", "--framework", "ipm", "--framework", "hdi", "--provisional")
        assert both.exit_code == 4
        assert [word for word in ("ipm takes", "hdi takes") if word in both.output] == ["ipm takes", "hdi takes"]

    def test_the_lowest_is_what_scores_worst(self) -> None:
        taken = smartscore.Indicator(
            "stunting", rule=smartscore.Linear(40, 0), domain=smartscore.Domain(0, 100), taken_from="a survey"
        )
        index = smartscore.Dimension("index", members=[taken])
        changed = provisional(Framework("health", index=index))
        assert assess(DataFrame([{"city": "X", "stunting": float("nan")}]), changed).columns["stunting"].tolist() == [
            100
        ]


class TestTheDraftOf2025:
    @pytest.mark.parametrize("name", ["{}", "I{}", "IK-{}", "Indikator {}", "indikator_{}", "Level {}", "nilai_{}"])
    def test_its_numbers_beyond_20_are_refused_by_its_name(self, name: str) -> None:
        row = {"city": "Aceh Tengah", **{name.format(number): 2 for number in range(1, 36)}}
        with pytest.raises(DatasetError) as refused:
            assess(DataFrame([row]), PEMDI)
        told = [problem for problem in refused.value.problems if problem.code == "draft_carried"]
        assert len(told) == 1
        assert told[0].fields["count"] == 15
        assert "the draft of 2025, never in force" in told[0].message("en")
        assert "konsep tahun 2025, tidak pernah berlaku" in told[0].message("id")
        assert name.format(21) in told[0].message("en")

    def test_a_long_file_of_it_is_refused_too(self, tmp_path: Path) -> None:
        lines = "".join(f"Aceh Tengah,{number},2\n" for number in range(1, 36))
        for command in ("assess", "check"):
            result = run(tmp_path, command, text=f"city,indicator,value\n{lines}")
            assert result.exit_code != 0
            assert "cities.csv: the file is of the draft of 2025, never in force" in result.output
            assert "21, 22, 23, 24, 25, 26, 27, 28, ..." in result.output

    def test_so_are_its_aspects_and_its_titles(self) -> None:
        for name in ("A8", "Aspek 9", "Tingkat Kematangan Kapabilitas Kepemimpinan Digital"):
            row = {"city": "X", **dict.fromkeys(CODES, 2.0), name: 3.0}
            with pytest.raises(DatasetError, match="never in force"):
                assess(DataFrame([row]), PEMDI)

    def test_nothing_that_this_framework_has_is_taken_for_the_draft(self) -> None:
        known = {name for node in PEMDI.walk() for name in (node.id, node.code, *node.aliases)}
        titles = {text for node in PEMDI.walk() for _, text in node.title.by_language}
        assert not (known | titles) & set(PEMDI.drafts[0].columns)

    def test_other_columns_are_no_draft(self) -> None:
        row = {"city": "X", **dict.fromkeys(CODES, 2.0), "population": 1.0, "pm25": 3.0, "2025": 1.0, "year_21": 1.0}
        assert assess(DataFrame([row]), PEMDI).index.tolist() == pytest.approx([2])


class TestWhatPeopleSee:
    def test_the_tree_names_levels_sources_and_the_draft(self) -> None:
        words = {
            "en": ("Levels: 1 Merintis, 2 Membangun", "taken from", "the draft of 2025, never in force"),
            "id": ("Tingkat: 1 Merintis, 2 Membangun", "diambil dari", "konsep tahun 2025, tidak pernah berlaku"),
        }
        for language, wanted in words.items():
            shown = CliRunner().invoke(
                main, ["frameworks", "show", "pemdi-2026", "--lang", language], env={"COLUMNS": "250"}
            )
            assert [word for word in wanted if word not in shown.output] == []
            assert all(name in shown.output for name in TAKEN.values())

    def test_json_of_the_tree_has_them_as_data(self) -> None:
        shown = CliRunner().invoke(main, ["frameworks", "show", "pemdi-2026", "--format", "json", "--lang", "id"])
        told = json.loads(shown.output)
        assert told["levels"] == ["Merintis", "Membangun", "Berkembang", "Melembaga", "Unggul"]
        assert {node["id"]: node["taken_from"] for node in told["nodes"] if node.get("taken_from")} == TAKEN
        assert told["drafts"][0]["columns"][:2] == ["21", "22"]

    def test_an_explanation_names_levels_and_what_comes_from_elsewhere(self, tmp_path: Path) -> None:
        shown = run(tmp_path, "explain", "--city", "1104", "--depth", "2", text=ACEH_TENGAH, language="id").output
        assert "2 Membangun" in shown
        assert "Diambil dari indeks instansi lain (4): Tata Kelola Data (SDI (Bappenas))" in " ".join(shown.split())

    def test_the_page_of_a_city_has_them(self, tmp_path: Path) -> None:
        page = run(tmp_path, "assess", "--format", "html", "--provisional", language="id").output
        assert "tingkat 2 Membangun" in page
        assert '"taken":{"12":"SDI (Bappenas)"' in page
        assert '"provisional":{"0":"Hasil sementara: 4 nilai kosong' in page

    def test_a_form_tells_where_a_value_comes_from_and_what_levels_are_called(self, tmp_path: Path) -> None:
        form = tmp_path / "form.xlsx"
        words = ["template", "--framework", "pemdi-2026", "--city", "Aceh Tengah", "--lang", "id", "-o", str(form)]
        assert CliRunner().invoke(main, words).exit_code == 0
        text = text_in(form)
        assert "Nilainya berasal dari instansi lain: SJIG (BIG)" in text
        assert "1 Merintis, 2 Membangun, 3 Berkembang, 4 Melembaga, 5 Unggul" in text

"""Electronic government maturity (SPBE) in two editions, against what was published of Denpasar and Kotim."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import builders
import numpy as np
import pytest
from builders import rendered
from click.testing import Result as Run
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame

import smartscore_spbe
from smartscore import Assessment, Dimension, Framework, assess
from smartscore.plugins import of_modules
from smartscore.rounding import half_up
from smartscore.rules import Levels
from smartscore.testing import check_framework

# Maturity levels of Kota Denpasar in 2018, by number of indicator: what the evaluators found, and what the city had
# said of itself. The public service (35) was assessed for three sectors. Published were 2.64 as the index and the
# values of aspects and domains below. Source: database dump in github.com/putuokky/monev-spbe-dps.
DENPASAR = """
indicator,evaluators,self
1,1,1
2,1,3
3,1,1
4,3,3
5,2,3
6,3,3
7,3,3
8,2,3
9,1,1
10,1,1
11,1,1
12,3,3
13,3,5
14,3,5
15,1,1
16,3,5
17,3,5
18,1,1
19,3,5
20,2,3
21,3,3
22,3,3
23,2,5
24,2,5
25,3,2
26,1,1
27,4,5
28,4,5
29,4,5
30,3,3
31,4,5
32,3,5
33,2,2
34,3,5
35,1,5
35-2,3,5
35-3,3,5
"""

#: What was published of the evaluators' levels, aspects and domains by their codes in the framework file.
PUBLISHED = {
    "A1": 2.00,
    "A2": 2.10,
    "A3": 2.00,
    "A4": 2.50,
    "A5": 2.33,
    "A6": 3.29,
    "A7": 2.50,
    "D1": 2.06,
    "D2": 2.29,
    "D3": 3.00,
}

#: The index of Kotawaringin Timur by year, and its predicate. Sources: kalteng.bpk.go.id, rakyatkalteng.com.
KOTIM = {2021: (1.66, "Kurang"), 2022: (2.38, "Cukup"), 2023: (3.11, "Baik"), 2024: (3.22, "Baik")}

#: PermenPANRB 59/2020: indicators of each aspect, and the weight of each of them in percent.
ASPECTS_2020 = {
    "A1": (range(1, 11), 1.30),
    "A2": (range(11, 15), 2.50),
    "A3": (range(15, 19), 2.50),
    "A4": (range(19, 21), 2.50),
    "A5": (range(21, 29), 1.50),
    "A6": (range(29, 32), 1.50),
    "A7": (range(32, 42), 2.75),
    "A8": (range(42, 48), 3.00),
}
DOMAINS_2020 = {"D1": 13, "D2": 25, "D3": 16.5, "D4": 45.5}

#: PermenPANRB 5/2018: weight of each aspect in percent, and how many indicators it has without further sectors.
ASPECTS_2018 = {"A1": (7, 7), "A2": (10, 10), "A3": (8, 2), "A4": (8, 2), "A5": (12, 3), "A6": (35, 7), "A7": (20, 4)}
DOMAINS_2018 = {"D1": 17, "D2": 28, "D3": 55}

FRAMEWORKS = {name: source.load() for name, source in of_modules({"spbe": smartscore_spbe}).frameworks.items()}
EDITIONS = list(FRAMEWORKS.values())


@pytest.fixture
def edition_2018() -> Framework:
    return FRAMEWORKS["spbe-2018"]


@pytest.fixture
def edition_2020() -> Framework:
    return FRAMEWORKS["spbe-2020"]


def by_code(framework: Framework) -> dict[str, str]:
    return {node.code: node.id for node in framework.walk() if node.code}


def below(framework: Framework, code: str) -> list[str]:
    node = framework.nodes[by_code(framework)[code]]
    assert isinstance(node, Dimension)
    return [member.code for member in node.members]


def one(framework: Framework, **values: float) -> Assessment:
    """Assess a city whose file has a column for every indicator, blank but for these."""
    blank = {node.id: float("nan") for node in framework.indicators}
    return assess(DataFrame([{"city": "Kotim", **blank, **values}]), framework)


def index_of(framework: Framework, **values: float) -> float:
    return float(one(framework, **values).index.iloc[0])


def run(*arguments: object) -> Run:
    """Run the command with the bundled plugins alone."""
    return builders.run(*arguments, "--no-plugins")


class TestEdition2020:
    def test_it_has_4_domains_8_aspects_and_47_indicators(self, edition_2020: Framework) -> None:
        assert below(edition_2020, "D1") == ["A1"]
        assert [below(edition_2020, code) for code in ("D2", "D3", "D4")] == [
            *(["A2", "A3", "A4"], ["A5", "A6"], ["A7", "A8"])
        ]
        assert {code: below(edition_2020, code) for code in ASPECTS_2020} == {
            code: [str(number) for number in numbers] for code, (numbers, _) in ASPECTS_2020.items()
        }
        assert (len(edition_2020.index.members), len(edition_2020.indicators)) == (4, 47)

    def test_the_weights_are_those_printed_and_add_up_to_100(self, edition_2020: Framework) -> None:
        for numbers, weight in ASPECTS_2020.values():
            printed = [edition_2020.nodes[f"spbe20_{number:02}"].weight for number in numbers]
            assert printed == [weight] * len(numbers)
        assert sum(node.weight for node in edition_2020.indicators) == pytest.approx(100)

    def test_the_weights_of_aspects_and_domains_are_the_sums_of_those_below(self, edition_2020: Framework) -> None:
        ids = by_code(edition_2020)
        assert {code: edition_2020.nodes[ids[code]].weight for code in DOMAINS_2020} == DOMAINS_2020
        for code, (numbers, weight) in ASPECTS_2020.items():
            assert edition_2020.nodes[ids[code]].weight == pytest.approx(len(numbers) * weight)
        assert [node.weight for node in edition_2020.dimensions[1:5]] == list(DOMAINS_2020.values())

    def test_every_indicator_has_its_printed_share_of_the_index(self, edition_2020: Framework) -> None:
        for numbers, weight in ASPECTS_2020.values():
            shares = [edition_2020.shares[f"spbe20_{number:02}"] for number in numbers]
            assert shares == pytest.approx([weight / 100] * len(numbers))

    def test_levels_go_from_1_to_5_and_the_index_with_them(self, edition_2020: Framework) -> None:
        assert {node.rule for node in edition_2020.indicators} == {Levels(1, 5)}
        assert edition_2020.scale == (1, 5)
        for level in (1, 3, 5):
            assert index_of(edition_2020, **{node.id: level for node in edition_2020.indicators}) == level

    def test_one_level_more_in_one_indicator_adds_its_weight(self, edition_2020: Framework) -> None:
        levels = dict.fromkeys((node.id for node in edition_2020.indicators), 2.0)
        assert index_of(edition_2020, **{**levels, "spbe20_47": 4}) == pytest.approx(2.06)  # 2 levels x 3 %
        assert index_of(edition_2020, **{**levels, "spbe20_11": 4}) == pytest.approx(2.05)

    def test_what_is_not_proved_counts_as_the_lowest_level(self, edition_2020: Framework) -> None:
        domain = {f"spbe20_{number:02}": 5.0 for number in range(32, 48)}
        found = one(edition_2020, **domain)
        assert found.scores["services"].tolist() == [5]
        assert found.scores["management"].tolist() == [1]
        assert found.index.tolist() == pytest.approx([2.82])  # 45.5 % of 5 and 54.5 % of 1
        assert found.coverage["index"].tolist() == pytest.approx([0.455])


class TestEdition2018:
    def test_it_has_3_domains_7_aspects_and_35_indicators(self, edition_2018: Framework) -> None:
        assert [below(edition_2018, code) for code in DOMAINS_2018] == [["A1", "A2"], ["A3", "A4", "A5"], ["A6", "A7"]]
        required = [node.code for node in edition_2018.indicators if not node.optional]
        assert required == [str(number) for number in range(1, 36)]
        assert len(edition_2018.index.members) == 3

    def test_further_sectors_of_indicator_35_are_optional_and_in_its_aspect(self, edition_2018: Framework) -> None:
        optional = [node.code for node in edition_2018.indicators if node.optional]
        assert optional == ["35-2", "35-3", "35-4", "35-5"]
        assert below(edition_2018, "A7") == ["32", "33", "34", "35", *optional]

    def test_the_weights_are_those_printed_and_add_up_to_100(self, edition_2018: Framework) -> None:
        ids = by_code(edition_2018)
        assert {code: edition_2018.nodes[ids[code]].weight for code in DOMAINS_2018} == DOMAINS_2018
        for code, (weight, count) in ASPECTS_2018.items():
            aspect = edition_2018.nodes[ids[code]]
            assert isinstance(aspect, Dimension)
            required = [member.weight for member in aspect.members if not member.optional]
            assert (aspect.weight, len(required)) == (weight, count)
            assert sum(required) == pytest.approx(weight)
        assert sum(DOMAINS_2018.values()) == sum(weight for weight, _ in ASPECTS_2018.values()) == 100

    def test_levels_go_from_0_to_5_and_the_index_with_them(self, edition_2018: Framework) -> None:
        assert {node.rule for node in edition_2018.indicators} == {Levels(0, 5)}
        assert edition_2018.scale == (0, 5)
        for level in (0, 3, 5):
            assert index_of(edition_2018, **{node.id: level for node in edition_2018.indicators}) == level

    def test_sectors_count_as_equals_in_their_aspect_and_not_at_all_where_they_are_absent(
        self, edition_2018: Framework
    ) -> None:
        four = {f"spbe18_{number}": 1.0 for number in (32, 33, 34)} | {"spbe18_35": 5.0}
        assert one(edition_2018, **four).scores["public_services"].tolist() == [2]  # 8 of 4
        six = one(edition_2018, **four, spbe18_35_2=5, spbe18_35_3=5)
        assert six.scores["public_services"].tolist() == [3]  # 18 of 6
        assert six.coverage["public_services"].tolist() == [1]


class TestBothEditions:
    @pytest.mark.parametrize("framework", EDITIONS, ids=lambda framework: framework.id)
    def test_it_passes_the_check_of_frameworks(self, framework: Framework) -> None:
        check_framework(framework)

    def test_they_are_two_editions_of_one_family(self) -> None:
        assert [(framework.id, framework.family, framework.edition) for framework in EDITIONS] == [
            ("spbe-2018", "spbe", "2018"),
            ("spbe-2020", "spbe", "2020"),
        ]

    def test_two_editions_in_one_run_are_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "levels.csv"
        path.write_text("city,index\nKotim,2\n", encoding="utf-8")
        refused = run("assess", path, "--framework", "spbe-2018", "--framework", "spbe-2020")
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "spbe-2018 and spbe-2020 are editions of one family; score them in two runs" in refused.stderr

    @pytest.mark.parametrize("framework", EDITIONS, ids=lambda framework: framework.id)
    @pytest.mark.parametrize(
        ("index", "predicate"),
        [
            *((1.66, "Kurang"), (1.794, "Kurang"), (1.795, "Cukup"), (1.8, "Cukup"), (2.594, "Cukup"), (2.6, "Baik")),
            *((3.494, "Baik"), (3.495, "Sangat Baik"), (3.496, "Sangat Baik"), (3.5, "Sangat Baik")),
            *((4.194, "Sangat Baik"), (4.195, "Memuaskan"), (4.2, "Memuaskan"), (5, "Memuaskan")),
        ],
    )
    def test_the_predicate_is_judged_on_two_decimals_rounded_half_up(
        self, framework: Framework, index: float, predicate: str
    ) -> None:
        assert one(framework, index=index).bands().tolist() == [predicate]

    @pytest.mark.parametrize("framework", EDITIONS, ids=lambda framework: framework.id)
    def test_the_lowest_index_has_the_lowest_predicate(self, framework: Framework) -> None:
        assert one(framework, index=framework.scale[0]).bands().tolist() == ["Kurang"]

    def test_an_index_that_is_computed_is_rounded_as_one_that_is_given(self, edition_2020: Framework) -> None:
        levels = {node.id: 3.0 for node in edition_2020.indicators}
        raised = {f"spbe20_{number:02}": 5.0 for number in range(32, 41)}  # 9 x 2.75 % x 2 levels is 0.495
        found = one(edition_2020, **levels | raised)
        assert found.index.tolist() == [3.5]
        assert found.bands().tolist() == ["Sangat Baik"]

    @pytest.mark.parametrize("framework", EDITIONS, ids=lambda framework: framework.id)
    def test_the_index_of_kotim_that_was_published_is_given_its_predicates(self, framework: Framework) -> None:
        panel = DataFrame({"city": "Kotim", "year": list(KOTIM), "index": [index for index, _ in KOTIM.values()]})
        found = assess(panel, framework)
        assert found.bands().tolist() == [predicate for _, predicate in KOTIM.values()]
        assert found.index.tolist() == [1.66, 2.38, 3.11, 3.22]
        assert found.given["index"].all()

    @pytest.mark.parametrize("language", ["en", "id"])
    @pytest.mark.parametrize("report", ["table", "markdown"])
    @pytest.mark.parametrize("framework", EDITIONS, ids=lambda framework: framework.id)
    def test_the_output_says_what_a_blank_counts(self, framework: Framework, report: str, language: str) -> None:
        said = rendered(report, one(framework, policy=2), language=language)
        words = {"en": "What is not proved counts as the lowest level.", "id": "dihitung sebagai tingkat terendah"}
        assert words[language] in " ".join(str(said).split())

    @pytest.mark.parametrize(("language", "words"), [("en", "general knowledge"), ("id", "pengetahuan umum")])
    @pytest.mark.parametrize("report", ["table", "markdown"])
    @pytest.mark.parametrize("framework", EDITIONS, ids=lambda framework: framework.id)
    def test_results_say_that_the_limits_of_the_predicates_are_general_knowledge(
        self, framework: Framework, report: str, language: str, words: str
    ) -> None:
        note = framework.note.to(language)
        assert words in note
        written = rendered(report, one(framework, index=3.11), language=language)
        assert " ".join(note.split()) in " ".join(str(written).split())

    @given(st.data())
    def test_leaving_indicators_blank_never_raises_the_index(self, data: st.DataObject) -> None:
        """Of every indicator that applies everywhere; a further sector that is not assessed is no blank."""
        framework = data.draw(st.sampled_from(EDITIONS))
        low, high = (int(end) for end in framework.scale)
        names = [node.id for node in framework.indicators]
        levels = dict(zip(names, data.draw(st.lists(st.integers(low, high), min_size=47, max_size=47)), strict=False))
        required = [node.id for node in framework.indicators if not node.optional]
        blank = data.draw(st.sets(st.sampled_from(required), min_size=1))
        kept = {name: np.nan if name in blank else level for name, level in levels.items()}
        assert index_of(framework, **kept) <= index_of(framework, **levels)


Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def denpasar(write: Write) -> Path:
    """Write the levels in long form as two assessors, each indicator by the number it has in the regulation."""
    rows = list(csv.DictReader(io.StringIO(DENPASAR.strip())))
    assert len(rows) == 37
    lines = [
        f"5171,Kota Denpasar,2018,{who},{row['indicator']},{row[who]}" for who in ("evaluators", "self") for row in rows
    ]
    return write("denpasar.csv", "\n".join(["code,name,year,assessor,indicator,value", *lines, ""]))


class TestDenpasar2018:
    def test_37_levels_give_every_aspect_domain_and_the_index_that_were_published(
        self, write: Write, edition_2018: Framework
    ) -> None:
        result = run("assess", denpasar(write), "--framework", "spbe-2018", "--depth", 2, "--format", "csv")
        assert (result.exit_code, result.stderr) == (0, "")
        rows = {row["assessor"]: row for row in csv.DictReader(io.StringIO(result.stdout))}
        assert rows.keys() == {"evaluators", "self"}
        ids = by_code(edition_2018)
        found = {code: float(half_up(np.array(float(rows["evaluators"][ids[code]])), 2)) for code in PUBLISHED}
        assert found == PUBLISHED
        assert (rows["evaluators"]["index"], rows["evaluators"]["band"]) == ("2.64", "Baik")
        assert rows["evaluators"]["coverage"] == "1"

    def test_the_city_saw_itself_at_3_67_in_the_same_run(self, write: Write) -> None:
        result = run("assess", denpasar(write), "--framework", "spbe-2018", "--format", "json")
        told = json.loads(result.stdout)["assessments"][0]["cities"]
        assert [(row["assessor"], row["index"], row["band"], row["rank"]) for row in told] == [
            ("evaluators", 2.64, "Baik", 1),  # ranked within year and assessor
            ("self", 3.67, "Sangat Baik", 1),
        ]
        assert {row["city"] for row in told} == {"5171"}
        assert {row["name"] for row in told} == {"Kota Denpasar"}

    def test_the_table_shows_both_assessors(self, write: Write) -> None:
        result = run("assess", denpasar(write), "--framework", "spbe-2018", "--no-robust")
        lines = [line.split() for line in result.stdout.splitlines() if "1  Kota Denpasar" in line]
        assert [(line[4], line[5], line[-2]) for line in lines] == [
            ("evaluators", "2.64", "2.52\N{EN DASH}2.77"),  # two values are missing
            ("self", "3.67", "3.45\N{EN DASH}3.70"),
        ]

    def test_the_ids_of_smartscore_do_as_well_as_the_numbers(self, write: Write, edition_2018: Framework) -> None:
        path = denpasar(write)
        ids = by_code(edition_2018)
        lines = path.read_text(encoding="utf-8").splitlines()
        cells = [line.split(",") for line in lines[1:]]
        named = [",".join([*row[:4], ids[row[4]], row[5]]) for row in cells]
        other = write("by_id.csv", "\n".join([lines[0], *named, ""]))
        first, second = (
            run("assess", file, "--framework", "spbe-2018", "--depth", 3, "--format", "csv") for file in (path, other)
        )
        assert first.exit_code == second.exit_code == 0
        assert first.stdout == second.stdout


class TestModeration:
    """The city's own levels of 2018 against those of the evaluators."""

    @pytest.fixture
    def told(self, write: Write) -> dict[str, Any]:
        path = denpasar(write)
        result = run("compare", f"{path}@self", f"{path}@evaluators", "--framework", "spbe-2018", "--format", "json")
        assert (result.exit_code, result.stderr) == (0, "")
        told: dict[str, Any] = json.loads(result.stdout)
        return told

    def test_the_evaluators_found_2_64_where_the_city_had_3_67(self, told: dict[str, Any]) -> None:
        (city,) = told["cities"]
        assert (city["index_before"], city["index_after"], city["difference"]) == (3.67, 2.64, -1.03)

    def test_37_levels_agree_so_far(self, told: dict[str, Any]) -> None:
        rows = list(csv.DictReader(io.StringIO(DENPASAR.strip())))
        apart = [int(row["evaluators"]) - int(row["self"]) for row in rows]
        squares = [(int(one["evaluators"]) - int(other["self"])) ** 2 for one in rows for other in rows]
        found = told["agreement"]["all"]
        assert found["count"] == 37
        assert found["exact"] == pytest.approx(sum(gap == 0 for gap in apart) / 37) == pytest.approx(16 / 37)
        assert found["within_one"] == pytest.approx(sum(abs(gap) <= 1 for gap in apart) / 37) == pytest.approx(24 / 37)
        assert found["bias"] == pytest.approx(-36 / 37)
        assert found["kappa"] == pytest.approx(1 - 37 * sum(gap**2 for gap in apart) / sum(squares))

    def test_the_list_to_moderate_sums_to_the_difference_the_largest_effect_first(self, told: dict[str, Any]) -> None:
        listed = told["cities"][0]["indicators"]
        effects = [one["effect"] for one in listed]
        assert len(listed) == 21
        assert sum(effects) == pytest.approx(-1.03, abs=1e-9)
        assert [abs(effect) for effect in effects] == sorted((abs(effect) for effect in effects), reverse=True)
        assert (listed[0]["node"], listed[0]["before"], listed[0]["after"]) == ("spbe18_35", 5, 1)
        assert effects[0] == pytest.approx(-4 * 20 / 6 / 100, abs=1e-4)  # one of six rows of an aspect of 20 percent

    def test_the_table_says_it_to_the_two(self, write: Write) -> None:
        path = denpasar(write)
        result = run("compare", f"{path}@self", f"{path}@evaluators", "--framework", "spbe-2018")
        assert "exact 43%, within one level 65%, weighted kappa 0.502, bias -0.973" in " ".join(result.stdout.split())


class TestRefusals:
    LONG = """city,indicator,value
Alun,spbe20_01,6
Alun,spbe20_02,2.5
Bukit,spbe20_03,tiga
Bukit,spbe20_48,3
Bukit,spbe20_04,3
Candi,spbe20_04,0
"""

    def test_what_is_no_level_and_what_is_no_indicator_is_refused_all_at_once_each_with_its_place(
        self, write: Write
    ) -> None:
        path = write("levels.csv", self.LONG)
        refused = run("assess", path, "--framework", "spbe-2020")
        assert (refused.exit_code, refused.stdout) == (3, "")
        told = [line.removeprefix(f"{path}, ") for line in refused.stderr.splitlines()]
        whole = "so the file is not whole: what is not proved would count as the lowest level [domain_missing]"
        assert [line.removeprefix(f"{path}: ") for line in told[:3]] == [
            f"nothing is said of SPBE {name} ({name}), {whole}" for name in ("governance", "management", "services")
        ]
        assert told[3:] == [
            "line 2, spbe20_01, Alun: 6 is not possible; expected a whole number between 1 and 5 [outside_domain]",
            "line 3, spbe20_02, Alun: 2.5 is no whole level; expected a whole number between 1 and 5 [not_a_level]",
            "line 4, spbe20_03, Bukit: 'tiga' is not a number [not_a_number]",
            "line 7, spbe20_04, Candi: 0 is not possible; expected a whole number between 1 and 5 [outside_domain]",
            "7 problem(s); nothing was scored",
        ]

    def test_so_is_it_in_a_wide_file(self, write: Write) -> None:
        path = write("levels.csv", "city,spbe20_01,spbe20_02,spbe20_03,D2,D3,D4\nAlun,6,2.5,tiga,,,\nBukit,3,3,3,,,\n")
        refused = run("assess", path, "--framework", "spbe-2020")
        assert refused.exit_code == 3
        assert [line.split(": ", 1)[0] for line in refused.stderr.splitlines()[:-1]] == [
            f"{path}, line 2, {name}, Alun" for name in ("spbe20_01", "spbe20_02", "spbe20_03")
        ]

    def test_a_misspelt_column_is_refused_with_the_nearest_name(self, write: Write) -> None:
        refused = run("assess", write("levels.csv", "city,spbe20_1\nAlun,3\n"), "--framework", "spbe-2020")
        assert refused.exit_code == 3
        assert "spbe20_1: this column is not known; nearest: spbe20_" in refused.stderr

    def test_level_0_is_possible_in_the_edition_of_2018_alone(self, write: Write) -> None:
        old = run("assess", write("old.csv", "city,1,D2,D3\nAlun,0,,\n"), "--framework", "spbe-2018")
        new = run("assess", write("new.csv", "city,1,D2,D3,D4\nAlun,0,,,\n"), "--framework", "spbe-2020")
        assert (old.exit_code, new.exit_code) == (0, 3)

    @pytest.mark.parametrize("language", ["en", "id"])
    def test_they_are_told_in_the_language_of_the_reader(self, write: Write, language: str) -> None:
        refused = run("assess", write("levels.csv", self.LONG), "--framework", "spbe-2020", "--lang", language)
        words = {"en": "'tiga' is not a number", "id": "'tiga' bukan angka"}
        assert words[language] in refused.stderr

"""What is said of single values travels to the record; assessors, old values and ticks through the command."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from smartscore.tables.columns import VALUE_FIELDS

Run = Callable[..., Result]
Write = Callable[..., Path]
Cells = dict[tuple[str, str], dict[str, Any]]

HEAD = "city,indicator,value,value_year,source,quality,evidence,note,verified,owner,recommendation,follow_up,due\n"
SAID = {
    "value_year": "2023",
    "source": "BPS, page 7",
    "quality": "published",
    "evidence": "https://example.org/a?b=1&c=2",
    "note": "measured twice",
    "verified": "yes",
    "owner": "Diskominfo",
    "recommendation": "publish the series",
    "follow_up": "in hand",
    "due": "2025-12-31",
}
FULL = HEAD + (
    'Alun,income,5,2023,"BPS, page 7",published,https://example.org/a?b=1&c=2,measured twice,'
    "yes,Diskominfo,publish the series,in hand,2025-12-31\n"
    "Alun,growth,12,,,,,,,,,,\n"
    "Alun,health,,2020,,,letter 4,,no,Dinkes,ask again,,\n"
    "Bukit,health,9,2022,survey,illustrative,,,,,,,\n"
)


def record(result: Result) -> dict[str, Any]:
    assert (result.exit_code, result.stderr) == (0, "")
    told: dict[str, Any] = json.loads(result.stdout)
    return told


def cells(result: Result) -> Cells:
    """Give what the record holds of each node in each city."""
    (assessment,) = record(result)["assessments"]
    return {(city["city"], name): cell for city in assessment["cities"] for name, cell in city["nodes"].items()}


@pytest.fixture
def told(run: Run, small: Path, write: Write) -> Callable[..., Cells]:
    """Give a function that judges a file by the small framework and gives the cells of the record."""

    def told(text: str, *more: object, framework: Path = small) -> Cells:
        return cells(run("assess", write(text, "told.csv"), "--framework", framework, "--format", "json", *more))

    return told


Told = Callable[..., Cells]


class TestFieldsOfValues:
    def test_every_field_stands_beside_its_value(self, told: Told) -> None:
        assert tuple(SAID) == VALUE_FIELDS
        assert told(FULL)["Alun", "income"] == {"score": 50.0, "coverage": 1.0, "value": 5.0, **SAID}

    def test_what_is_not_said_is_left_out(self, told: Told) -> None:
        found = told(FULL)
        assert found["Alun", "growth"] == {"score": 100.0, "coverage": 1.0, "clipped": True, "value": 12.0}
        assert found["Bukit", "health"] == {
            "score": 90.0,
            "coverage": 1.0,
            "value": 9.0,
            "value_year": "2022",
            "source": "survey",
            "quality": "illustrative",
        }

    def test_what_is_said_of_a_missing_value_is_kept(self, told: Told) -> None:
        assert told(FULL)["Alun", "health"] == {
            "score": None,
            "coverage": 0.0,
            "range": [0.0, 100.0],
            "reason": "no value",
            "value": None,
            "value_year": "2020",
            "evidence": "letter 4",
            "verified": "no",
            "owner": "Dinkes",
            "recommendation": "ask again",
        }

    def test_where_nothing_is_said_at_all_there_is_the_reason(self, told: Told) -> None:
        assert told(FULL)["Bukit", "income"] == {
            "score": None,
            "coverage": 0.0,
            "range": [0.0, 100.0],
            "reason": "no value",
            "value": None,
        }

    def test_dimensions_have_no_value(self, told: Told) -> None:
        assert told(FULL)["Alun", "economy"] == {"score": 75.0, "coverage": 1.0}

    def test_what_is_said_of_a_score_that_is_given_for_a_dimension_travels_too(self, told: Told) -> None:
        line = "Alun,economy,40,2023,result letter,published,letter 9,,,Bappeda,,,\n"
        found = told(HEAD + line + "Alun,health,6,,,,,,,,,,\n")["Alun", "economy"]
        assert (found["score"], found["given"]) == (40, True)
        assert {name: found.get(name) for name in ("value_year", "source", "quality", "evidence", "owner")} == {
            "value_year": "2023",
            "source": "result letter",
            "quality": "published",
            "evidence": "letter 9",
            "owner": "Bappeda",
        }

    @pytest.mark.parametrize("name", ["wellness", "H-1"])
    def test_under_an_alias_or_a_code_too(self, told: Told, small: Path, write: Write, name: str) -> None:
        named = write(small.read_text().replace('id = "health",', 'id = "health", code = "H-1",'), "named.toml")
        found = told(HEAD + f"Alun,{name},9,2023,survey,,sheet 2,,,,,,\n", framework=named)["Alun", "health"]
        assert (found["value"], found["source"], found["evidence"]) == (9, "survey", "sheet 2")

    def test_where_two_cities_call_it_differently_each_keeps_its_own(self, told: Told) -> None:
        found = told(HEAD + "Alun,health,9,2023,one,,,,,,,,\nBukit,wellness,8,2022,two,,,,,,,,\n")
        assert (found["Alun", "health"]["source"], found["Bukit", "health"]["source"]) == ("one", "two")
        assert (found["Alun", "health"]["value"], found["Bukit", "health"]["value"]) == (9, 8)

    def test_texts_of_every_kind_come_through_as_they_are(self, told: Told) -> None:
        text = '=1+1, "quoted"\n<b>été</b> 😀'
        line = f'"{text.replace(chr(34), chr(34) * 2)}"'
        assert told(HEAD + f"Alun,health,9,,,,{line},,,,,,\n")["Alun", "health"]["evidence"] == text

    def test_a_wide_file_has_the_values_alone(self, told: Told) -> None:
        assert told("city,income,growth,health\nAlun,5,5,9\n")["Alun", "health"] == {
            "score": 90.0,
            "coverage": 1.0,
            "value": 9.0,
        }

    def test_the_value_is_the_raw_one_over_its_denominator(self, told: Told, write: Write) -> None:
        rule = "rule = { linear = { worst = 0, best = 50 } }"
        member = f'{{ id = "doctors", denominator = "people", factor = 100000, {rule} }}'
        own = write(f'id = "own"\nmembers = [{member}]\n', "own.toml")
        text = "city,people,indicator,value,source\nAlun,200000,doctors,20,registry\n"
        assert told(text, framework=own)["Alun", "doctors"] == {
            "score": 20.0,
            "coverage": 1.0,
            "value": 10.0,
            "source": "registry",
        }

    def test_a_word_is_given_as_its_place_among_the_categories(self, told: Told, write: Write) -> None:
        rule = "rule = { mapping = { categories = { none = 0, part = 0.4, whole = 1 } } }"
        own = write(f'id = "own"\nmembers = [{{ id = "plan", {rule} }}]\n', "own.toml")
        found = told("city,indicator,value,evidence\nAlun,plan,part,decree\n", framework=own)["Alun", "plan"]
        assert (found["score"], found["value"], found["evidence"]) == (40, 1, "decree")


class TestMarks:
    def test_a_value_beyond_a_bound_is_marked(self, told: Told) -> None:
        found = told(FULL)
        assert {key for key, cell in found.items() if cell.get("clipped")} == {("Alun", "growth")}

    def test_one_that_was_filled_in_is_marked_with_what_it_became(self, told: Told, small: Path, write: Write) -> None:
        filled = write(small.read_text() + '[[steps]]\nimpute = { method = "median" }\n', "filled.toml")
        found = told(FULL, framework=filled)
        assert {key for key, cell in found.items() if cell.get("imputed")} == {
            ("Alun", "health"),
            ("Bukit", "income"),
            ("Bukit", "growth"),
        }
        assert found["Alun", "health"]["value"] == 9
        assert found["Alun", "health"]["evidence"] == "letter 4"

    @pytest.mark.parametrize(("how", "value"), [('method = "median"', None), ('method = "constant", value = 5', 5)])
    def test_an_indicator_without_a_column_is_filled_in_where_there_is_something_to_fill_it_with(
        self, told: Told, small: Path, write: Write, how: str, value: float | None
    ) -> None:
        filled = write(small.read_text() + f"[[steps]]\nimpute = {{ {how} }}\n", "filled.toml")
        found = told("city,income,growth\nAlun,4,\nBukit,6,8\n", framework=filled)
        assert (found["Alun", "health"]["value"], found["Alun", "health"].get("imputed", False)) == (value, bool(value))
        assert found["Alun", "growth"]["imputed"]

    def test_only_what_is_true_is_marked(self, told: Told) -> None:
        marks = {mark: cell[mark] for cell in told(FULL).values() for mark in cell if isinstance(cell[mark], bool)}
        assert marks == {"clipped": True}

    def test_a_quality_that_is_left_out_leaves_what_was_said(self, told: Told) -> None:
        found = told(FULL, "--quality", "published")["Bukit", "health"]
        assert (found["score"], found["value"], found["source"]) == (None, None, "survey")


class TestAge:
    @pytest.fixture
    def aged(self, small: Path, write: Write) -> Path:
        return write(small.read_text().replace('id = "health",', 'id = "health", max_age = 2,'), "aged.toml")

    def test_old_values_are_marked_for_the_year_that_is_asked_for(self, told: Told, aged: Path) -> None:
        for year, expected in ((2022, None), (2024, None), (2025, True)):
            assert told(FULL, "--as-of", year, framework=aged)["Bukit", "health"].get("stale") is expected

    def test_they_are_counted_in_every_output(self, run: Run, write: Write, aged: Path) -> None:
        path = write(FULL, "told.csv")
        said = "Values older than their indicator allows: 1."
        for format_ in ("table", "markdown"):
            asked = ["assess", path, "--framework", aged, "--format", format_]
            assert said in run(*asked, "--as-of", 2025).stdout
            assert "older" not in run(*asked, "--as-of", 2024).stdout
            assert "older" not in run(*asked).stdout
        (assessment,) = record(run("assess", path, "--framework", aged, "--as-of", 2025, "--format", "json"))[
            "assessments"
        ]
        assert assessment["counts"]["stale"] == 1

    def test_in_indonesian(self, run: Run, write: Write, aged: Path) -> None:
        result = run("assess", write(FULL, "told.csv"), "--framework", aged, "--as-of", 2025, "--lang", "id")
        assert result.exit_code == 0
        assert "older" not in result.stdout
        english = run("assess", write(FULL, "told.csv"), "--framework", aged, "--lang", "id").stdout.splitlines()
        assert len(result.stdout.splitlines()) == len(english) + 1

    def test_the_example_has_26_for_2024(self, run: Run, example: Path) -> None:
        assert "Values older than their indicator allows: 26.\n" in run("assess", example, "--as-of", 2024).stdout

    def test_scores_do_not_move(self, run: Run, example: Path) -> None:
        as_of, without = (run("assess", example, *more, "--format", "csv").stdout for more in (["--as-of", 2030], []))
        assert as_of == without

    @pytest.mark.parametrize("year", ["last", "2024.5", ""])
    def test_what_is_no_year_is_refused(self, run: Run, example: Path, year: str) -> None:
        result = run("assess", example, "--as-of", year)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "--as-of" in result.stderr


ASSESSORS = """city,year,assessor,indicator,value,evidence,recommendation
Alun,2022,self,income,9,report,
Alun,2022,self,growth,9,,
Alun,2022,self,health,9,,
Alun,2022,evaluator,income,5,report not found,prove the income
Alun,2022,evaluator,growth,5,,
Alun,2022,evaluator,health,5,,
Alun,2023,evaluator,income,6,,
Alun,2023,evaluator,growth,6,,
Alun,2023,evaluator,health,6,,
Bukit,2022,self,income,4,,
Bukit,2022,self,growth,4,,
Bukit,2022,self,health,4,,
Bukit,2022,evaluator,income,8,,
Bukit,2022,evaluator,growth,8,,
Bukit,2022,evaluator,health,8,,
"""


class TestAssessors:
    @pytest.fixture
    def cities(self, run: Run, small: Path, write: Write) -> list[dict[str, Any]]:
        path = write(ASSESSORS, "assessors.csv")
        (assessment,) = record(run("assess", path, "--framework", small, "--format", "json"))["assessments"]
        found: list[dict[str, Any]] = assessment["cities"]
        return found

    def test_each_scores_and_ranks_by_himself_in_each_year(self, cities: list[dict[str, Any]]) -> None:
        assert {(city["year"], city["assessor"], city["city"]): (city["rank"], city["index"]) for city in cities} == {
            (2022, "self", "Alun"): (1, 90),
            (2022, "self", "Bukit"): (2, 40),
            (2022, "evaluator", "Alun"): (2, 50),
            (2022, "evaluator", "Bukit"): (1, 80),
            (2023, "evaluator", "Alun"): (1, 60),
        }

    def test_each_says_his_own_of_a_value(self, cities: list[dict[str, Any]]) -> None:
        said = {
            city["assessor"]: city["nodes"]["income"]
            for city in cities
            if (city["city"], city["year"]) == ("Alun", 2022)
        }
        assert said["self"]["evidence"] == "report"
        assert "recommendation" not in said["self"]
        assert said["evaluator"]["evidence"] == "report not found"
        assert said["evaluator"]["recommendation"] == "prove the income"

    def test_the_change_is_that_of_one_assessor(self, cities: list[dict[str, Any]]) -> None:
        told = {(city["year"], city["assessor"], city["city"]): city["change"] for city in cities}
        assert {key: change for key, change in told.items() if change is not None} == {(2023, "evaluator", "Alun"): 10}


MATURITY = """
id = "maturity"
[[members]]
id = "plan"
rule = { levels = { low = 0, high = 2 } }
criteria = [
  { level = 1, text = "There is a decree", evidence = "decree" },
  { level = 1, text = "There is a budget", evidence = "budget" },
  { level = 2, text = "It was reviewed", evidence = "report" },
]
"""
TICKED = """city,indicator,criterion,value,evidence,owner
Alun,plan,1.1,yes,Decree 1,Bappeda
Alun,plan,1.2,ya,Budget 2024,
Alun,plan,2.1,no,,Inspektorat
Bukit,plan,1.1,yes,Decree 2,
Bukit,plan,2.1,yes,Report 3,
Candi,plan,,2,Letter 4,
Desa,plan,1.1,,,
"""


class TestTicks:
    @pytest.fixture
    def maturity(self, write: Write) -> Path:
        return write(MATURITY, "maturity.toml")

    def test_the_level_comes_from_the_ticks(self, told: Told, maturity: Path) -> None:
        found = told(TICKED, framework=maturity)
        assert {city: (found[city, "plan"]["value"], found[city, "plan"]["score"]) for city, _ in found} == {
            "Alun": (1, 50),
            "Bukit": (0, 0),
            "Candi": (2, 100),
            "Desa": (None, None),
        }

    def test_a_level_that_is_given_keeps_what_is_said_of_it(self, told: Told, maturity: Path) -> None:
        assert told(TICKED, framework=maturity)["Candi", "plan"]["evidence"] == "Letter 4"

    @pytest.mark.parametrize("beside", ["", "Alun,plan,,1,Letter 9,\n"])
    def test_the_evidence_of_every_tick_is_in_the_record(self, told: Told, maturity: Path, beside: str) -> None:
        found = json.dumps(told(TICKED + beside, framework=maturity)["Alun", "plan"])
        for said in ("Decree 1", "Bappeda", "Budget 2024", "Inspektorat"):
            assert said in found

    def test_that_of_one_tick_is_not_told_as_that_of_the_level(self, told: Told, maturity: Path) -> None:
        ticks = "\n".join(line for line in TICKED.splitlines() if "Candi" not in line) + "\n"
        found = told(ticks, framework=maturity)
        assert found["Alun", "plan"].get("evidence") != "Decree 1"
        assert found["Bukit", "plan"].get("evidence") != "Decree 2"

    def test_mistakes_are_told_all_at_once_with_their_lines(self, run: Run, write: Write, maturity: Path) -> None:
        path = write(
            "city,indicator,criterion,value\nAlun,plan,1.1,perhaps\nAlun,plan,3.1,yes\nBukit,plan,1.1,no\n"
            "Bukit,plan,,1\nCandi,plan,,three\n",
            "wrong.csv",
        )
        result = run("check", path, "--framework", maturity)
        assert result.exit_code == 3
        assert result.stderr.splitlines() == [
            f"{path}, line 2, plan:1.1, Alun: 'perhaps' is neither yes nor no [tick_not_valid]",
            f"{path}, line 3, plan:3.1, Alun: there is no indicator 'plan:3.1'; nearest: plan:2.1 [unknown_indicator]",
            f"{path}, line 5, plan, Bukit: the level given is 1, the criteria met give 0 [level_differs]",
            f"{path}, line 6, plan, Candi: 'three' is not a number [not_a_number]",
            "4 problem(s); nothing was scored",
        ]

    def test_readiness_is_ticked_as_one_fills_in_a_checklist(self, run: Run, write: Write) -> None:
        found = json.loads(run("frameworks", "show", "readiness", "--format", "json").stdout)["nodes"]
        checks = [node["id"] for node in found if node.get("criteria")]
        lines = [f"Alun,{name},1.1,{'yes' if place % 2 else 'no'}" for place, name in enumerate(checks)]
        path = write("city,indicator,criterion,value\n" + "\n".join(lines) + "\n", "checks.csv")
        told = cells(run("assess", path, "--framework", "readiness", "--format", "json"))
        assert [told["Alun", name]["score"] for name in checks] == [
            100.0 if place % 2 else 0.0 for place in range(len(checks))
        ]

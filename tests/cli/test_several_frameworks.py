"""Several frameworks in one run give what single runs give, and benchmarks and weights go to those they belong to."""

import csv
import importlib
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from smartscore import Dimension, Framework, FrameworkError, Indicator, RuleError
from smartscore.plugins import of_modules

Run = Callable[..., Result]
Write = Callable[..., Path]

OTHER = """
id = "other"
title = { en = "Other index", id = "Indeks lain" }
scale = [0, 1]
[defaults]
rule = { linear = { worst = 0, best = 20 } }
[[members]]
id = "health"
[[members]]
id = "roads"
"""
BOTH = "city,income,growth,health,roads\nAlun,10,6,2,20\nBukit,5,5,9,10\nCandi,,,3,\n"


@pytest.fixture
def other(write: Write) -> Path:
    return write(OTHER, "other.toml")


@pytest.fixture
def both(write: Write) -> Path:
    return write(BOTH, "both.csv")


def record(result: Result) -> dict[str, Any]:
    assert (result.exit_code, result.stderr) == (0, "")
    told: dict[str, Any] = json.loads(result.stdout)
    return told


def table(result: Result) -> list[dict[str, str]]:
    assert (result.exit_code, result.stderr) == (0, "")
    return list(csv.DictReader(io.StringIO(result.stdout)))


class TestScores:
    """By `small`, `other` and a framework of a plugin: the same as in three runs."""

    def test_the_record_holds_every_assessment_in_the_order_that_was_asked_for(
        self, run: Run, both: Path, small: Path, other: Path
    ) -> None:
        together = record(run("assess", both, "--framework", other, "--framework", small, "--format", "json"))
        single = [record(run("assess", both, "--framework", name, "--format", "json")) for name in (other, small)]
        assert together["assessments"] == [told["assessments"][0] for told in single]
        assert [told["framework"]["id"] for told in together["assessments"]] == ["other", "small"]

    @pytest.mark.parametrize("format_", ["table", "markdown"])
    def test_tables_stand_one_after_another(self, run: Run, both: Path, small: Path, other: Path, format_: str) -> None:
        together = run("assess", both, "--framework", small, "--framework", other, "--format", format_).stdout
        single = [run("assess", both, "--framework", name, "--format", format_).stdout for name in (small, other)]
        assert together.split() == [*single[0].split(), *single[1].split()]

    def test_csv_has_a_row_for_each_city_and_framework(self, run: Run, both: Path, small: Path, other: Path) -> None:
        rows = table(run("assess", both, "--framework", small, "--framework", other, "--format", "csv"))
        assert [(row["city"], row["framework"], row["index"]) for row in rows] == [
            *(("Alun", "small", "50"), ("Bukit", "small", "70"), ("Candi", "small", "")),
            *(("Alun", "other", "0.55"), ("Bukit", "other", "0.475"), ("Candi", "other", "0.15")),
        ]
        for name, path in (("small", small), ("other", other)):
            single = table(run("assess", both, "--framework", path, "--format", "csv"))
            mine = [row for row in rows if row["framework"] == name]
            assert [{key: row[key] for key in single[0]} for row in mine] == single
        assert all(row["roads"] == "" for row in rows if row["framework"] == "small")
        assert all(row["economy"] == "" for row in rows if row["framework"] == "other")

    def test_an_indicator_that_both_have_is_judged_by_each_in_its_way(
        self, run: Run, both: Path, small: Path, other: Path
    ) -> None:
        together = record(run("assess", both, "--framework", small, "--framework", other, "--format", "json"))
        cells = [told["cities"][1]["nodes"]["health"] for told in together["assessments"]]
        assert [(cell["value"], cell["score"]) for cell in cells] == [(9, 90), (9, 0.45)]

    def test_ranks_are_within_each_framework_year_and_assessor(
        self, run: Run, write: Write, small: Path, other: Path
    ) -> None:
        lines = [
            *("Alun,2021,self,9,9,9,2", "Bukit,2021,self,8,8,8,4", "Alun,2022,self,1,1,1,9", "Bukit,2022,self,2,2,2,8"),
            *("Alun,2022,evaluator,5,5,5,1", "Bukit,2022,evaluator,4,4,4,2"),
        ]
        path = write("city,year,assessor,income,growth,health,roads\n" + "\n".join(lines) + "\n", "panel.csv")
        rows = table(run("assess", path, "--framework", small, "--framework", other, "--format", "csv"))
        told = {
            (row["framework"], row["year"], row["assessor"], row["city"]): (row["rank"], row["index"]) for row in rows
        }
        assert told == {
            ("small", "2021", "self", "Alun"): ("1", "90"),
            ("small", "2021", "self", "Bukit"): ("2", "80"),
            ("small", "2022", "self", "Alun"): ("2", "10"),
            ("small", "2022", "self", "Bukit"): ("1", "20"),
            ("small", "2022", "evaluator", "Alun"): ("1", "50"),
            ("small", "2022", "evaluator", "Bukit"): ("2", "40"),
            ("other", "2021", "self", "Alun"): ("2", "0.275"),
            ("other", "2021", "self", "Bukit"): ("1", "0.3"),
            ("other", "2022", "self", "Alun"): ("1", "0.25"),
            ("other", "2022", "self", "Bukit"): ("1", "0.25"),
            ("other", "2022", "evaluator", "Alun"): ("1", "0.15"),
            ("other", "2022", "evaluator", "Bukit"): ("1", "0.15"),
        }

    def test_bundled_ones_and_files_go_together(self, run: Run, write: Write, small: Path) -> None:
        columns = "life_expectancy,expected_years_schooling,mean_years_schooling,real_expenditure"
        path = write(f"city,income,growth,health,{columns}\nAlun,1,1,1,71,13,8,11000\n", "mixed.csv")
        found = record(run("assess", path, "--framework", "ipm", "--framework", small, "--format", "json"))
        assert [told["cities"][0]["index"] is not None for told in found["assessments"]] == [True, True]

    def test_a_threshold_for_a_node_of_one_is_for_that_one(
        self, run: Run, both: Path, small: Path, other: Path
    ) -> None:
        result = run(
            "assess", both, "--framework", small, "--framework", other, "--format", "csv", "--fail-under", "roads=0.6"
        )
        assert result.exit_code == 1
        assert [line.partition(": ")[0] for line in result.stderr.splitlines()] == ["Bukit, roads", "Candi, roads"]


class TestLongTables:
    """A long table names the indicators of all the frameworks of a run, and each takes its own."""

    LONG = "city,indicator,value\nAlun,income,5\nAlun,growth,5\nAlun,health,10\nAlun,roads,20\n"

    @pytest.mark.parametrize("verb", ["assess", "check"])
    def test_what_one_of_them_knows_is_no_mistake(
        self, run: Run, write: Write, small: Path, other: Path, verb: str
    ) -> None:
        path = write(self.LONG, "long.csv")
        result = run(verb, path, "--framework", small, "--framework", other)
        assert (result.exit_code, result.stderr) == (0, "")

    def test_the_scores_are_those_of_a_wide_table(self, run: Run, write: Write, small: Path, other: Path) -> None:
        wide = write("city,income,growth,health,roads\nAlun,5,5,10,20\n", "wide.csv")
        frameworks = ["--framework", small, "--framework", other, "--format", "csv"]
        assert table(run("assess", write(self.LONG, "long.csv"), *frameworks)) == table(
            run("assess", wide, *frameworks)
        )

    def test_nor_is_what_it_needs_beside_its_indicators(self, run: Run, write: Write, small: Path) -> None:
        path = write(
            "city,indicator,criterion,value\nAlun,income,,5\nAlun,growth,,5\nAlun,health,,5\n"
            "Alun,H-1,,20\nAlun,people,,100000\nAlun,plan,1.1,yes\nAlun,rencana_lain,,5\n",
            "long.csv",
        )
        own = write(
            'id = "own"\n[[members]]\nid = "doctors"\ncode = "H-1"\ndenominator = "people"\nfactor = 1000\n'
            "rule = { linear = { worst = 0, best = 1 } }\n"
            '[[members]]\nid = "plan"\nrule = { levels = { low = 0, high = 2 } }\n'
            'criteria = [{ level = 1, text = "written" }]\n'
            '[[members]]\nid = "others"\naliases = ["rencana_lain"]\nrule = { linear = { worst = 0, best = 10 } }\n',
            "own.toml",
        )
        found = record(run("assess", path, "--framework", small, "--framework", own, "--format", "json"))
        assert [told["cities"][0]["index"] for told in found["assessments"]] == pytest.approx([50, 40])

    def test_what_none_of_them_knows_is_refused(self, run: Run, write: Write, small: Path, other: Path) -> None:
        path = write(self.LONG.replace("income", "incone"), "long.csv")
        result = run("assess", path, "--framework", small, "--framework", other)
        assert (result.exit_code, result.stdout) == (3, "")
        assert "there is no indicator 'incone'; nearest: income" in result.stderr

    def test_check_tells_a_mistake_once(self, run: Run, write: Write, small: Path, other: Path) -> None:
        path = write("city,income,growth,health,roads\nAlun,five,5,ten,5\n", "wrong.csv")
        result = run("check", path, "--framework", small, "--framework", other)
        assert result.exit_code == 3
        assert result.stderr.splitlines() == [
            f"{path}, line 2, income, Alun: 'five' is not a number [not_a_number]",
            f"{path}, line 2, health, Alun: 'ten' is not a number [not_a_number]",
            "2 problem(s); nothing was scored",
        ]


class TestFamilies:
    @pytest.mark.parametrize(
        ("first", "second"),
        [("spbe-2018", "spbe-2020"), ("kominfo-sleman", "kominfo-2022"), ("spbe-2020", "spbe-2018")],
    )
    @pytest.mark.parametrize("verb", ["assess", "check"])
    def test_two_editions_of_one_family_are_refused_before_anything_is_read(
        self, run: Run, tmp_path: Path, verb: str, first: str, second: str
    ) -> None:
        result = run(verb, tmp_path / "absent.csv", "--framework", first, "--framework", "hdi", "--framework", second)
        assert (result.exit_code, result.stdout) == (2, "")
        said = (
            rf"{first}( .+)? and {second}( .+)? are editions of one family; score them in two runs "
            r"\[family_twice\]\n"
        )
        assert re.fullmatch(said, result.stderr)

    def test_in_indonesian(self, run: Run, tmp_path: Path) -> None:
        frameworks = ["--framework", "spbe-2018", "--framework", "spbe-2020"]
        result = run("assess", tmp_path / "absent.csv", *frameworks, "--lang", "id")
        assert result.exit_code == 2
        assert "spbe-2018" in result.stderr
        assert "family" not in result.stderr.replace("[family_twice]", "")

    def test_files_say_their_family_too(self, run: Run, both: Path, write: Write, small: Path) -> None:
        one = write(small.read_text().replace("edition", 'family = "ours"\nedition'), "one.toml")
        two = write(OTHER.replace("scale", 'family = "ours"\nscale'), "two.toml")
        result = run("assess", both, "--framework", one, "--framework", two)
        assert (result.exit_code, result.stdout) == (2, "")
        said = r"small( 7)? and other +are editions of one family; score them in two runs \[family_twice\]\n"
        assert re.fullmatch(said, result.stderr)

    def test_two_editions_of_one_id_are_refused_as_well(self, run: Run, both: Path, small: Path, write: Write) -> None:
        later = write(small.read_text().replace('edition = "7"', 'edition = "8"'), "later.toml")
        result = run("assess", both, "--framework", small, "--framework", later)
        assert (result.exit_code, result.stdout) == (2, "")
        assert (
            result.stderr == "small 7 and small 8 are editions of one family; score them in two runs [family_twice]\n"
        )

    def test_so_are_two_that_say_the_same_of_themselves_and_judge_differently(
        self, run: Run, both: Path, small: Path, write: Write
    ) -> None:
        changed = write(small.read_text().replace("best = 10", "best = 20"), "changed.toml")
        result = run("assess", both, "--framework", small, "--framework", changed, "--format", "csv")
        assert (result.exit_code, result.stdout) == (2, "")

    def test_one_after_the_other_they_are_scored(self, run: Run, both: Path, small: Path, write: Write) -> None:
        later = write(small.read_text().replace('edition = "7"', 'edition = "8"'), "later.toml")
        for path in (small, later):
            assert run("assess", both, "--framework", path).exit_code == 0


class TestWeights:
    def test_each_framework_takes_those_of_its_own_nodes(
        self, run: Run, both: Path, write: Write, small: Path, other: Path
    ) -> None:
        path = write("id,weight\neconomy,3\nliving,1\nroads,4\nhealth,1\n", "weights.csv")
        frameworks = ["--framework", small, "--framework", other]
        rows = table(run("assess", both, *frameworks, "--weights", path, "--format", "csv"))
        assert [(row["framework"], row["index"]) for row in rows if row["city"] == "Alun"] == [
            ("small", "65"),  # (3 x 80 + 20) / 4
            ("other", "0.82"),  # (0.1 + 4 x 1) / 5
        ]

    def test_a_name_that_none_has_is_refused_with_the_nearest(
        self, run: Run, both: Path, write: Write, small: Path, other: Path
    ) -> None:
        path = write("id,weight\neconomy,3\nliving,1\nraods,4\n", "weights.csv")
        result = run("assess", both, "--framework", small, "--framework", other, "--weights", path)
        assert (result.exit_code, result.stdout) == (4, "")
        assert result.stderr == "there is no 'raods' in it; nearest: roads [not_a_member]\n"


PLUGIN = """
    from attrs import evolve, field, frozen

    from smartscore import Dimension, Framework, FrameworkSource, Indicator, Methods, Problem, RuleError, hookimpl

    def _above_0(_rule, _attribute, value):
        if value <= 0:
            raise RuleError(Problem("bound_not_positive", {"name": "benchmark", "found": value}))

    @frozen
    class Share:
        "The share of a benchmark, held at 1; half of it where nobody says another."

        benchmark: float = field(default=10.0, validator=_above_0)
        better = "higher"

        def with_benchmark(self, value):
            return evolve(self, benchmark=value)

        def __call__(self, values):
            return (values / self.benchmark).clip(0, 1)

    @frozen
    class Picky(Share):
        def with_benchmark(self, value):
            raise ZeroDivisionError("no such luck")

    def load():
        members = [
            Indicator("wifi", {"en": "Wifi", "id": "Wifi"}, code="EC: 1", rule=Share()),
            Indicator("trees", {"en": "Trees", "id": "Pohon"}, code="EN: 2", rule=Share()),
            Indicator("picky", {"en": "Picky", "id": "Rewel"}, rule=Picky(), weight=0),
            Indicator("plain", {"en": "Plain", "id": "Biasa"}, code="EN: 3", rule=Share.__call__, weight=0),
        ]
        return Framework("marks", {"en": "Marks", "id": "Acuan"}, index=Dimension("index", "Marks", members=members))

    @hookimpl
    def smartscore_frameworks():
        return [FrameworkSource("marks", {"en": "Marks", "id": "Acuan"}, load)]

    @hookimpl
    def smartscore_methods():
        return Methods(rules={"share_of": Share})
"""
MARKED = "city,wifi,trees\nAlun,5,5\nBukit,2,8\n"


@pytest.fixture
def marks(install: Callable[..., Path]) -> str:
    """Install a plugin with a rule that takes a benchmark, and a framework of it."""
    install("marks", PLUGIN)
    return "marks"


class TestBenchmarks:
    @pytest.fixture
    def marked(self, write: Write) -> Path:
        return write(MARKED, "marked.csv")

    @pytest.fixture
    def scored(self, run: Run, write: Write, marked: Path, marks: str) -> Callable[[str], Result]:
        """Give a function that scores two cities against the benchmarks of a file."""
        return lambda text: run(
            "assess", marked, "--framework", marks, "--format", "csv", "--benchmarks", write(text, "benchmarks.csv")
        )

    @pytest.mark.parametrize("names", [("wifi", "trees"), ("EC: 1", "EN: 2"), ("wifi", "EN: 2")])
    def test_they_are_given_by_id_or_by_code(self, scored: Callable[[str], Result], names: tuple[str, str]) -> None:
        rows = table(scored(f"code,value,source\n{names[0]},20,a\n{names[1]},5,b\n"))
        assert [(row["city"], row["wifi"], row["trees"], row["index"]) for row in rows] == [
            ("Alun", "25", "100", "62.5"),
            ("Bukit", "10", "100", "55"),
        ]

    def test_those_that_are_not_named_stay_as_they_were(self, scored: Callable[[str], Result]) -> None:
        rows = table(scored("code,value\nwifi,5\n"))
        assert [(row["wifi"], row["trees"]) for row in rows] == [("100", "50"), ("40", "80")]

    def test_none_is_needed(self, run: Run, marked: Path, marks: str) -> None:
        rows = table(run("assess", marked, "--framework", marks, "--format", "csv"))
        assert [row["index"] for row in rows] == ["50", "50"]

    def test_the_id_goes_before_the_code(self, scored: Callable[[str], Result]) -> None:
        assert [row["wifi"] for row in table(scored("code,value\nEC: 1,5\nwifi,50\n"))] == ["10", "4"]

    def test_a_benchmark_makes_it_another_framework(self, run: Run, write: Write, marked: Path, marks: str) -> None:
        with_ = ["--benchmarks", write("code,value\nwifi,5\n", "benchmarks.csv")]
        prints = {
            record(run("assess", marked, "--framework", marks, *more, "--format", "json"))["assessments"][0][
                "framework"
            ]["fingerprint"]
            for more in ([], with_)
        }
        assert len(prints) == 2

    def test_codes_that_nobody_has_are_refused_all_at_once(self, scored: Callable[[str], Result]) -> None:
        result = scored("code,value\nwify,5\nEN: 3,5\nwifi,5\nEC: 11,5\n")
        assert (result.exit_code, result.stdout) == (4, "")
        assert result.stderr.splitlines() == [
            "there is no 'EC: 11' in it; nearest: EC: 1 [not_a_member]",
            "there is no 'EN: 3' in it; nearest: EN: 2 [not_a_member]",
            "there is no 'wify' in it; nearest: wifi [not_a_member]",
        ]

    def test_text_in_the_value_is_refused_with_its_line(self, scored: Callable[[str], Result], tmp_path: Path) -> None:
        result = scored("code,value,source\nwifi,high,a\ntrees,seven,b\nEC: 1,,c\nEN: 2,5,d\nEN: 2,6,e\n")
        assert (result.exit_code, result.stdout) == (3, "")
        path = tmp_path / "benchmarks.csv"
        *said, count = result.stderr.splitlines()
        assert [line.partition(": ")[0] for line in said] == [
            f"{path}, line 2, value",
            f"{path}, line 3, value",
            f"{path}, line 4, value",
            f"{path}, line 6, code",
        ]
        assert said[0].endswith("'high' is not a number [not_a_number]")
        assert count == "4 problem(s); nothing was scored"

    def test_columns_that_are_missing_are_told(self, scored: Callable[[str], Result]) -> None:
        result = scored("kpi,benchmark\nwifi,5\n")
        assert (result.exit_code, result.stdout) == (3, "")
        assert "there is no column 'code'" in result.stderr
        assert "there is no column 'value'" in result.stderr

    def test_one_that_the_rule_refuses_names_its_indicator(self, scored: Callable[[str], Result]) -> None:
        result = scored("code,value\nEN: 2,-5\n")
        assert (result.exit_code, result.stdout) == (4, "")
        assert "trees" in result.stderr
        assert "-5" in result.stderr

    def test_all_that_are_refused_are_told_at_once(self, scored: Callable[[str], Result]) -> None:
        result = scored("code,value\nEN: 2,-5\nEC: 1,-7\n")
        assert result.exit_code == 4
        assert "trees" in result.stderr
        assert "wifi" in result.stderr

    def test_a_rule_of_a_plugin_that_fails_is_told_in_a_sentence(self, scored: Callable[[str], Result]) -> None:
        result = scored("code,value\npicky,5\n")
        assert result.exit_code in (RuleError.exit_code, 5)
        assert result.stdout == ""
        assert "picky" in result.stderr
        assert "no such luck" in result.stderr

    def test_each_framework_of_a_run_takes_its_own(
        self, run: Run, write: Write, marked: Path, marks: str, other: Path
    ) -> None:
        path = write("city,wifi,trees,health,roads\nAlun,5,5,10,10\n", "wide.csv")
        with_ = ["--benchmarks", write("code,value\nwifi,5\n", "benchmarks.csv"), "--format", "csv"]
        rows = table(run("assess", path, "--framework", other, "--framework", marks, *with_))
        assert [(row["framework"], row["index"]) for row in rows] == [("other", "0.5"), ("marks", "75")]

    def test_a_framework_whose_rules_take_none_refuses_them(
        self, run: Run, write: Write, both: Path, small: Path
    ) -> None:
        path = write("code,value\nincome,5\n", "benchmarks.csv")
        result = run("assess", both, "--framework", small, "--benchmarks", path)
        assert (result.exit_code, result.stdout) == (4, "")
        assert result.stderr.startswith("there is no 'income' in it")

    def test_check_and_a_file_of_ones_own_know_them_too(self, run: Run, write: Write, marked: Path, marks: str) -> None:
        own = write(
            'id = "own"\n[[members]]\nid = "wifi"\nrule = { share_of = { benchmark = 4 } }\n'
            '[[members]]\nid = "trees"\nrule = "share_of"\n',
            "own.toml",
        )
        path = write("code,value\ntrees,5\n", "benchmarks.csv")
        assert run("check", marked, "--framework", own, "--benchmarks", path).exit_code == 0
        rows = table(run("assess", marked, "--framework", own, "--benchmarks", path, "--format", "csv"))
        assert [(row["wifi"], row["trees"]) for row in rows] == [("100", "100"), ("50", "100")]

    def test_the_framework_is_not_changed_but_copied(self, marks: str) -> None:
        module = importlib.import_module("outside_city_marks_marks")
        framework: Framework = of_modules({"marks": module}).frameworks["marks"].load()
        raised = framework.benchmarked({"wifi": 20, "EN: 2": 5})
        told = {node.id: getattr(node.rule, "benchmark", None) for node in raised.indicators}
        assert told == {"wifi": 20, "trees": 5, "picky": 10, "plain": None}
        assert getattr(framework.nodes["wifi"].rule, "benchmark", None) == 10
        with pytest.raises(FrameworkError, match="there is no 'index' in it"):
            framework.benchmarked({"index": 1})

    def test_indicators_that_share_a_code_share_its_benchmark(self, marks: str) -> None:
        rule = importlib.import_module("outside_city_marks_marks").Share()
        points = [Indicator(name, code="AQ", rule=rule) for name in ("pm10", "pm25", "no2")]
        framework = Framework("air", index=Dimension("index", members=points)).benchmarked({"AQ": 40, "no2": 25})
        assert [getattr(node.rule, "benchmark", None) for node in framework.indicators] == [40, 40, 25]

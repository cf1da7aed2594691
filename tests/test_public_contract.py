"""What others build on: names, signatures, columns, keys and exit codes. A change here breaks somebody's work."""

import ast
import inspect
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import builders
import pytest
from builders import EXAMPLE
from pandas import DataFrame

import smartscore
from smartscore import Dimension, Framework, Indicator, Methods, Problem, Report, Result, Style, hookspecs
from smartscore.framework_file import BUILT_IN
from smartscore.model.nodes import RESERVED
from smartscore.reports import REPORTS
from smartscore.reports.document import Column, Document, Section, Table
from smartscore.tables.columns import ID_COLUMNS, VALUE_FIELDS

#: The pictures of an assessment, each with its parameters beside those of its look.
DRAWN = {
    "ranking": ["node", "*", "by", "top", "year"],
    "profile": ["city", "*", "node", "by", "year"],
    "heatmap": ["nodes", "*", "depth", "top", "year"],
    "distribution": ["node", "*", "bins", "year"],
    "map": ["shapes", "node", "*", "year"],
    "scatter": ["first", "second", "*", "cities", "year"],
}

#: How the items of a queue are chosen.
QUEUED = ["city", "*", "office", "owner", "until", "today", "overdue_first", "top", "by_ladder"]


def run(*arguments: str, python: str = "") -> str:
    """Give the standard output of the command, or of a line of Python in a process of its own."""
    if not python:
        told = builders.run(*arguments)
        assert told.exit_code == 0, told.stderr
        return told.stdout
    environment = {**os.environ, "SMARTSCORE_LANG": "en"}
    done = subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-c", python, *arguments], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def parameters(function: Callable[..., object]) -> list[str]:
    """List the parameters of a function, those by name alone after a star."""
    names, seen = [], False
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and not seen:
            names.append("*")
            seen = True
        names.append(parameter.name)
    return names


def keys(kind: type) -> list[str]:
    return [attribute.name for attribute in attrs.fields(kind)]


class TestTheLibrary:
    def test_everything_public_is_named(self) -> None:
        assert smartscore.__all__ == [
            *("__version__", "Aggregate", "Alternatives", "Analysis", "Answer", "Area", "Arithmetic", "Array"),
            *("Assessment", "Assumptions", "Band", "BoundShift", "CONTRACT", "Categories", "Classes", "Comparison"),
            *("Confidence", "Content", "Criterion", "Dataset", "DatasetError", "Dimension", "Distribution"),
            *("Document", "Domain", "Draft", "Entropy", "Framework", "FrameworkError", "FrameworkSource"),
            *("Gazetteer", "GazetteerSource", "Geometric", "Harmonic", "Impute", "Indicator", "Interpretation"),
            *("Ladder", "LeafScores", "LeaveOut", "Levels", "Limits", "Linear", "Log", "Maximum", "MeasurementError"),
            *("Median", "Methods", "MinMax", "Minimum", "Nearest", "PercentileRank", "Period", "Plan", "PluginError"),
            *("Plugins", "Power", "PowerMean", "Problem", "Programme", "Quota", "Rank", "Ratio", "Recipe"),
            *("RelativeRule", "Remark", "Report", "Result", "Roadmap", "Rule", "RuleError", "Score", "Sensitivity"),
            *("SmartscoreError", "Spread", "Step", "Style", "Sum", "Suspicion", "Target", "Text", "Treat"),
            *("Uncertainty", "Unscored", "UsageError", "WeightDirichlet", "WeightNoise", "WeightRegion"),
            *("WeightSets", "Years", "ZScore", "agreement", "analyse", "assess", "attainable_ranks", "band_values"),
            *("best_values", "check", "compare", "consolidate", "contributions", "difference_range", "discover"),
            *("evidence_levels", "evidence_outlook", "explain", "fit", "framework_source", "gaps", "hookimpl"),
            *("least_value_changes", "least_weight_change", "leave_one_out", "load_dimension", "load_framework"),
            *("maturity", "missing", "one_at_a_time", "peers", "peers_values", "plan", "provisional"),
            *("quasi_arithmetic", "queue", "queue_gain", "read_assumptions", "read_dataset", "read_plan"),
            *("read_programmes", "read_recipe", "scenarios", "select", "sensitivity", "side_by_side", "standings"),
            *("target_values", "uncertainty", "weight_acceptability", "weight_space", "weighted_years", "what_if"),
            "write",
        ]

    def test_a_typed_program_uses_every_name(self) -> None:
        tree = ast.parse((Path(__file__).parent / "external" / "typed_user.py").read_text())
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        used |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert sorted(set(smartscore.__all__) - used) == []

    def test_names_for_checkers_and_at_run_time_are_the_same(self) -> None:
        tree = ast.parse(Path(smartscore.__file__).read_text(encoding="utf-8"))
        (block,) = [
            node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        ]
        told = {
            (alias.name, alias.asname)
            for node in block.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        assert {one for one, _ in told} == {other for _, other in told} == set(smartscore.__all__) - {"__version__"}

    def test_an_assessment_has_these_methods(self) -> None:
        own = smartscore.Assessment
        assert parameters(own.explain) == ["self", "city", "by", "as_of"]
        assert parameters(own.gaps) == ["self", "city", "wanted", "by"]
        assert parameters(own.peers) == parameters(own.missing) == ["self", "city", "by"]
        assert parameters(own.queue) == ["self", *QUEUED]
        assert parameters(own.robustness) == ["self", "assumptions", "asked"]
        assert parameters(own.what_if) == ["self", "changes"]
        assert parameters(own.to_frame) == ["self", "form", "*", "by", "language"]
        assert parameters(own.to_json) == ["self", "*", "language", "by", "as_of", "robust"]
        assert parameters(own.write) == [
            *("self", "path", "*", "report", "language", "depth", "by", "as_of", "cities", "shapes", "robust"),
        ]

    def test_every_name_is_there_and_is_kept(self) -> None:
        for name in smartscore.__all__:
            assert getattr(smartscore, name) is getattr(smartscore, name)
        assert set(smartscore.__all__) <= set(dir(smartscore))

    def test_plans_are_a_library_of_their_own(self) -> None:
        from smartscore import plans

        assert plans.__all__ == [
            *("Ask", "Limits", "Outlook", "Plan", "Portfolio", "Programme", "QuickWin", "Roadmap", "choose", "effects"),
            *("holding", "progress", "read_plan", "read_programmes", "risk_matrix", "scheduled"),
        ]

    def test_another_name_is_not(self) -> None:
        with pytest.raises(AttributeError, match="module 'smartscore' has no attribute 'score'"):
            _ = smartscore.score

    def test_another_name_is_told_with_the_nearest(self) -> None:
        command = [sys.executable, "-c", "import smartscore; smartscore.asess"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # our own code
        assert done.stderr.endswith("has no attribute 'asess'. Did you mean: 'assess'?\n")

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("contributions", ["assessment"]),
            ("explain", ["assessment", "city", "by", "as_of"]),
            ("missing", ["assessment", "city", "by"]),
            ("maturity", ["assessment", "city"]),
            ("evidence_levels", ["assessment"]),
            ("evidence_outlook", ["assessment"]),
            ("queue", ["assessment", *QUEUED]),
            ("queue_gain", ["assessment", "listed", "*", "by_ladder"]),
            ("gaps", ["assessment", "city", "wanted", "by"]),
            ("target_values", ["assessment"]),
            ("best_values", ["assessment", "by"]),
            ("peers_values", ["assessment", "by"]),
            ("band_values", ["assessment"]),
            ("what_if", ["assessment", "changes"]),
            ("scenarios", ["assessment", "city", "changed", "*", "ranks", "by"]),
            ("peers", ["assessment", "city", "by", "*", "scores", "letters"]),
            ("standings", ["assessment", "by", "*", "node", "scores", "letters"]),
            ("select", ["assessment", "top", "*", "quotas", "min_coverage", "node", "lowest", "robust"]),
            ("weighted_years", ["assessment", "weights"]),
            (
                "uncertainty",
                [
                    *("assessment", "assumptions", "*", "draws", "seed", "sampler", "refit", "nodes", "precision"),
                    *("keep", "by", "methods", "progress"),
                ],
            ),
            (
                "sensitivity",
                [
                    *("assessment", "assumptions", "*", "base", "seed", "sampler", "refit", "city", "by", "methods"),
                    *("progress", "estimator"),
                ],
            ),
            (
                "one_at_a_time",
                [
                    *("assessment", "assumptions", "*", "draws", "seed", "sampler", "refit", "by", "methods"),
                    "progress",
                ],
            ),
            ("leave_one_out", ["assessment", "of", "*", "refit", "by", "progress"]),
            (
                "analyse",
                [
                    *("assessment", "assumptions", "*", "draws", "base", "seed", "sampler", "refit", "precision"),
                    *("by", "city", "methods", "progress", "solving", "estimator"),
                ],
            ),
            (
                "weight_acceptability",
                ["assessment", "assumptions", "*", "draws", "seed", "top", "refit", "by", "methods"],
            ),
            ("read_assumptions", ["path", "methods", "nominal"]),
            ("weight_space", ["framework", "constraints"]),
            ("attainable_ranks", ["space", "scores", "city", "*", "nodes"]),
            ("difference_range", ["space", "scores"]),
            ("least_weight_change", ["space", "scores", "city", "*", "top", "dimension", "nodes"]),
            ("least_value_changes", ["assessment", "city", "*", "top", "by"]),
            ("Assumptions", ["items", "file", "digest"]),
            ("Alternatives", ["at", "choices", "*", "probabilities", "id", "group"]),
            ("Spread", ["at", "distribution", "*", "id", "group"]),
            ("Distribution", ["kind", "parameters"]),
            ("BoundShift", ["relative", "*", "grades", "of", "id", "group"]),
            ("LeaveOut", ["*", "of", "probability", "id", "group"]),
            ("MeasurementError", ["*", "of", "absolute", "percent", "column", "quality", "id", "group"]),
            ("WeightNoise", ["relative", "*", "of", "level", "id", "group"]),
            ("WeightDirichlet", ["concentration", "*", "of", "level", "id", "group"]),
            ("WeightSets", ["sets", "*", "probabilities", "mixture", "id", "group"]),
            ("WeightRegion", ["of", "*", "order", "between", "id", "group"]),
            ("compare", ["before", "after", "crosswalk", "by"]),
            ("agreement", ["comparison"]),
            (
                "read_dataset",
                ["source", "*", "id_column", "decimal", "missing", "accept", "leave_out", "recipe", "plugins"],
            ),
            ("read_recipe", ["path"]),
            ("read_plan", ["path", "city"]),
            ("read_programmes", ["path"]),
            ("plan", ["assessment", "programmes", "*", "city", "limits", "target", "hope", "gap", "read"]),
            ("load_framework", ["source", "*", "without", "only", "plugins", "methods"]),
            ("load_dimension", ["source", "*", "methods"]),
            ("framework_source", ["source", "title", "*", "methods"]),
            ("check", ["dataset", "framework", "elsewhere"]),
            ("assess", ["dataset", "framework", "*", "baseline", "provisional", "plugins", "elsewhere"]),
            ("provisional", ["framework"]),
            ("write", ["result", "path", "*", "report", "language", "depth", "plugins", "spared"]),
            ("fit", ["framework", "baseline"]),
            ("discover", ["*", "without", "only", "bundled_only", "group"]),
        ],
    )
    def test_functions_take_these_parameters(self, name: str, expected: list[str]) -> None:
        assert parameters(getattr(smartscore, name)) == expected

    def test_a_selection_has_these_columns_and_words(self) -> None:
        values = {"life_expectancy": [70, 60], "expected_years_schooling": 12, "mean_years_schooling": 8}
        cities = DataFrame({"city": ["a", "b"], "province": "x", **values, "real_expenditure": 9000})
        assessment = smartscore.assess(cities, smartscore.load_framework("ipm"))
        told = smartscore.select(assessment, 1, quotas={"province": 1})
        assert list(told.columns) == ["place", "name", "score", "coverage", "group:province", "chosen", "reason"]
        assert told["chosen"].tolist() == ["in", "out"]
        told = smartscore.select(assessment, 1, quotas={"province": 1}, robust=True)
        assert list(told.columns)[-3:] == ["chosen", "holds", "reason"]

    def test_choices_are_held_against_draws_by_these_names(self) -> None:
        from smartscore import plans, selection
        from smartscore.robustness.choices import Holding

        rules = ["quotas", "min_coverage", "node", "lowest"]
        assert parameters(selection.holding) == ["assessment", "top", "*", *rules, "draws", "seed"]
        assert parameters(plans.holding) == ["outlook", "limits", "ask", "*", "draws", "seed"]
        assert keys(Holding) == ["shares", "draws", "seed", "assumptions", "impossible", "failure"]
        assert keys(plans.Roadmap) == ["outlook", "limits", "portfolio", "hope", "target", "gap"]

    def test_what_draws_tell_has_these_columns_and_fields(self) -> None:
        values = {"life_expectancy": [70, 60], "expected_years_schooling": 12, "mean_years_schooling": 8}
        cities = DataFrame({"city": ["a", "b"], **values, "real_expenditure": 9000})
        assessment = smartscore.assess(cities, smartscore.load_framework("ipm"))
        told = smartscore.uncertainty(assessment, smartscore.Assumptions([smartscore.WeightNoise(0.1)]), draws=5)
        assert list(told.summary()) == [
            *("score", "score_median", "score_low", "score_high", "rank", "rank_median", "rank_low", "rank_high"),
        ]
        assert keys(smartscore.Analysis) == [
            *(
                "uncertainty",
                "sensitivity",
                "one_at_a_time",
                "leave_one_out",
                "city",
                "acceptability",
                "exact",
                "least",
            ),
            "left_out",
        ]
        assert keys(smartscore.Sensitivity) == [
            *("output", "inputs", "first", "total", "first_interval", "total_interval", "count", "variance", "asked"),
        ]

    def test_assessments_and_plans_draw_and_answer_by_these_names(self) -> None:
        from smartscore.api.answers import Pages
        from smartscore.plots import AssessmentPlots, Look, PlanPlots

        assert [*Look.__annotations__] == ["language", "title", "width", "height", "notes"]
        drawn = {name: parameters(getattr(AssessmentPlots, name))[1:-1] for name in DRAWN}
        assert drawn == DRAWN
        assert [parameters(getattr(PlanPlots, name)) for name in ("timetable", "trajectory")] == [["self", "look"]] * 2
        assert parameters(Pages.explain) == ["self", "city", "*", "by", "as_of"]
        assert parameters(Pages.gaps) == ["self", "city", "to", "*", "by"]
        assert keys(smartscore.Answer) == ["city", "frame", "document"]

    def test_a_problem_has_these_fields(self) -> None:
        assert keys(Problem) == ["code", "fields", "file", "row", "column", "city", "indicator", "sheet", "cell"]


class TestTheContractKit:
    def test_it_has_these_checks(self) -> None:
        from smartscore import testing

        assert sorted(testing.__all__) == [
            "check_aggregate",
            "check_dimension",
            "check_framework",
            "check_gazetteer",
            "check_report",
            "check_rule",
            "check_step",
        ]
        parameters = {name: list(inspect.signature(getattr(testing, name)).parameters) for name in testing.__all__}
        assert {name: taken[1:] for name, taken in parameters.items() if taken[1:]} == {
            "check_aggregate": ["scale"],
            "check_rule": ["values"],
            "check_step": ["frame"],
        }


class TestHooks:
    def test_there_are_five_and_none_takes_anything(self) -> None:
        hooks = {name: function for name, function in vars(hookspecs).items() if name.startswith("smartscore_")}
        assert {name: str(inspect.signature(function)) for name, function in hooks.items()} == {
            "smartscore_dimensions": "() -> collections.abc.Iterable[smartscore.model.nodes.Dimension]",
            "smartscore_frameworks": "() -> collections.abc.Iterable[smartscore.hookspecs.FrameworkSource]",
            "smartscore_gazetteers": "() -> collections.abc.Iterable[smartscore.hookspecs.GazetteerSource]",
            "smartscore_methods": "() -> smartscore.model.methods.Methods",
            "smartscore_reports": "() -> collections.abc.Iterable[smartscore.reports.document.Report]",
        }

    def test_the_contract_has_this_number(self) -> None:
        """It rises where a change below breaks a plugin; the manual says what changed."""
        assert (smartscore.CONTRACT, hookspecs.OLDEST_CONTRACT) == (2, 2)

    def test_what_hooks_give_has_these_fields(self) -> None:
        assert keys(smartscore.FrameworkSource) == ["id", "title", "load"]
        assert keys(smartscore.GazetteerSource) == ["id", "title", "load"]
        assert keys(smartscore.Gazetteer) == ["id", "title", "source", "year", "areas"]
        assert keys(smartscore.Area) == ["code", "name", "level", "parent", "codes", "names"]
        assert keys(Methods) == ["rules", "aggregates", "steps", "estimators", "weights", "suppliers"]
        assert keys(Report) == ["id", "suffixes", "render", "cities"]
        assert keys(Style) == ["language", "width", "depth", "colour"]
        assert keys(Result) == [
            *("assessments", "by", "as_of", "what_if", "plans", "completion", "map", "cities", "plugins", "robust"),
        ]
        assert keys(Document) == [
            *("title", "head", "sections", "provisos", "record", "chapters", "label", "identity", "source"),
        ]
        assert keys(Section) == ["id", "parts", "title", "city", "use"]
        assert keys(Table) == ["id", "title", "columns", "key", "levels", "scale", "tint", "note", "below"]
        assert keys(Column) == [
            *("id", "title", "kind", "values", "unit", "emphasis", "decimals", "signed", "down", "short", "level"),
            *("detail", "readers", "marks", "width"),
        ]

    def test_reports_are_written_by_these_names_and_endings(self) -> None:
        assert {name: report.suffixes for name, report in REPORTS.items()} == {
            "csv": (".csv",),
            "html": (".html", ".htm"),
            "json": (".json",),
            "markdown": (".md", ".markdown"),
            "pdf": (".pdf",),
            "table": (".txt",),
            "xlsx": (".xlsx",),
        }


class TestFingerprints:
    def test_those_of_the_frameworks_of_smartscore_stay(self) -> None:
        plugins = smartscore.discover(bundled_only=True)
        names = ["smart-city", "smart-city-2026", *plugins.frameworks]
        assert {name: smartscore.load_framework(name, plugins=plugins).fingerprint for name in names} == {
            "smart-city": "204414f2008eb124",
            "smart-city-2026": "8add6594f48efe2a",
            "city-index-102": "b8ff3463624329ab",
            "cpi": "a6ae1c5c84b163ad",
            "hdi": "dd7a3bad607d5ae4",
            "iid-2026": "928333c43024b51e",
            "iid-innovation-2026": "8b7f1ac16905cd52",
            "ikci-2018": "03f3ed572dd551bb",
            "indeks-desa-2025": "11d20d888e2849d5",
            "ipm": "c482c5fcd92980e3",
            "kominfo-2022": "575716a707e48842",
            "kominfo-sleman": "1e515fa610bcaf92",
            "pemdi-2026": "3a42c0b8323ae491",
            "readiness": "61dc3279f1d87638",
            "spbe-2018": "f80d48bb62c2915a",
            "spbe-2020": "9e27f30219b4bbb6",
            "u4ssc": "4df1f8b040fad67f",
        }


class TestDatasets:
    def test_a_city_is_said_by_the_first_of_these_columns(self) -> None:
        assert ID_COLUMNS == ("code", "bps_code", "city", "unit", "name")

    def test_these_columns_of_a_long_file_belong_to_the_value(self) -> None:
        assert (
            *("value_year", "source", "quality", "evidence", "note"),
            *("verified", "owner", "recommendation", "follow_up", "due"),
        ) == VALUE_FIELDS

    def test_no_indicator_may_be_named_like_a_column_of_datasets_or_results(self) -> None:
        assert {*ID_COLUMNS, *VALUE_FIELDS, "year", "assessor", "indicator", "value", "rank", "band", "coverage"} == (
            RESERVED
        )


class TestFrameworkFiles:
    def test_a_framework_has_these_keys(self) -> None:
        own = [name for name in keys(Framework) if name != "index"]
        of_index = ["members", "aggregate", "rule", "missing", "min_coverage", "decimals"]
        assert sorted({*own, *of_index, "defaults"}) == [
            *("aggregate", "bands", "decimals", "defaults", "description", "drafts", "edition", "family", "higher"),
            *("id", "in_force", "ladder", "levels", "members", "min_coverage", "missing", "note", "official"),
            *("repealed_by", "repeals", "rule", "scale", "source", "steps", "title", "variant"),
        ]

    def test_an_indicator_has_these_keys(self) -> None:
        assert sorted(keys(Indicator)) == [
            *("agency", "aliases", "basis", "basis_best", "basis_worst", "caution", "code", "confidence", "criteria"),
            *(
                "decimals",
                "denominator",
                "description",
                "domain",
                "factor",
                "id",
                "kind",
                "least_denominator",
                "max_age",
            ),
            *(
                "not_applicable",
                "optional",
                "overlaps",
                "published",
                "rule",
                "source",
                "taken_from",
                "title",
                "typical",
            ),
            *("unit", "valid_years", "weight"),
        ]

    def test_a_dimension_has_these_keys(self) -> None:
        assert sorted(keys(Dimension)) == [
            *("aggregate", "aliases", "code", "decimals", "description", "id", "members", "min_coverage", "missing"),
            *("optional", "rule", "source", "title", "weight"),
        ]

    def test_methods_go_by_these_names(self) -> None:
        assert sorted(BUILT_IN.rules) == [
            *("classes", "entropy", "levels", "linear", "log", "mapping", "minmax", "percentile_rank", "power", "rank"),
            *("ratio", "score", "target", "unscored", "zscore"),
        ]
        assert sorted(BUILT_IN.aggregates) == [
            *("arithmetic", "geometric", "harmonic", "maximum", "median", "minimum", "power", "sum")
        ]
        assert sorted(BUILT_IN.steps) == ["impute", "treat"]
        assert dict(BUILT_IN.weights) == {}


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(run("assess", str(EXAMPLE), "--format", "json"))
    return told


class TestTheRecord:
    """The JSON output, schema 1."""

    def test_it_has_these_keys(self, record: dict[str, Any]) -> None:
        assert list(record) == ["schema", "versions", "plugins", "dataset", "programmes", "assessments"]
        assert record["schema"] == 1
        assert list(record["versions"]) == ["smartscore", "python", "numpy", "pandas"]
        assert list(record["dataset"]) == ["file", "sha256", "rows", "files", "reading"]

    def test_an_assessment_has_these(self, record: dict[str, Any]) -> None:
        (assessment,) = record["assessments"]
        assert list(assessment) == [
            *("framework", "counts", "confidence", "columns", "unused", "suspicions", "robustness", "cities"),
        ]
        assert list(assessment["robustness"]) == ["draws", "seed", "assumptions", "quantiles"]
        framework = assessment["framework"]
        assert list(framework) == [
            *("id", "name", "title", "edition", "family", "fingerprint", "fitted_fingerprint", "source", "note"),
            *("official", "in_force", "repeals", "repealed_by", "scale", "higher", "bands", "nodes"),
        ]
        assert {tuple(band) for band in framework["bands"]} == {("title", "from")}
        assert {tuple(node) for node in framework["nodes"]} == {
            ("id", "title", "members", "weight", "share", "range_exact")
        }
        counts = ["total", "missing", "not_applicable", "clipped", "imputed", "changed", "stale", "unscored", "quality"]
        assert list(assessment["counts"]) == counts

    def test_a_city_has_these(self, record: dict[str, Any]) -> None:
        cities = record["assessments"][0]["cities"]
        head = ("city", "name", "rank", "rank_interval", "rank_median", "not_told_apart")
        assert {tuple(city) for city in cities} == {
            (*head, "band", "index", "change", "nodes"),
            (*head, "band", "index", "change", "open", "band_range", "nodes"),
        }

    def test_a_node_of_a_city_has_these(self, record: dict[str, Any]) -> None:
        scored, value = {"score", "coverage"}, {"value", "value_year", "source", "quality"}
        cells = {frozenset(cell) for city in record["assessments"][0]["cities"] for cell in city["nodes"].values()}
        assert cells == {
            frozenset(keys)
            for keys in (
                scored,
                {*scored, "range"},
                {*scored, "range", "reason", "value"},
                {*scored, *value},
                {*scored, *value, "evidence"},
                {*scored, *value, "evidence", "note"},
                {*scored, *value, "clipped"},
                {*scored, *value, "clipped", "evidence"},
                {*scored, *value, "clipped", "evidence", "note"},
            )
        }

    def test_marks_and_what_is_said_of_a_value_go_by_these_names(self, tmp_path: Path) -> None:
        (tmp_path / "own.toml").write_text(
            'id = "own"\n[defaults]\nrule = { linear = { worst = 0, best = 10 } }\n'
            '[[members]]\nid = "x"\nmembers = [{ id = "a", max_age = 1 }, { id = "b" }]\n'
            '[[members]]\nid = "y"\nmembers = [{ id = "c" }]\n'
            '[[steps]]\nimpute = { method = "median" }\n'
        )
        about = ",".join("2020" if name == "value_year" else name for name in VALUE_FIELDS)
        nothing = "," * (len(VALUE_FIELDS) - 1)
        lines = [f"Alun,a,12,{about}", f"Alun,b,,{nothing}", f"Bukit,b,5,{nothing}", f"Alun,y,50,{nothing}"]
        head = ",".join(["city,indicator,value", *VALUE_FIELDS])
        (tmp_path / "own.csv").write_text("\n".join([head, *lines]) + "\n")
        files = [str(tmp_path / "own.csv"), "--framework", str(tmp_path / "own.toml")]
        told = json.loads(run("assess", *files, "--as-of", "2024", "--format", "json"))
        nodes = told["assessments"][0]["cities"][0]["nodes"]
        assert set(nodes["a"]) == {"score", "coverage", "clipped", "stale", "value", *VALUE_FIELDS}
        assert set(nodes["b"]) == {"score", "coverage", "range", "imputed", "value"}
        assert set(nodes["y"]) == {"score", "coverage", "given"}

    def test_robustness_has_these(self) -> None:
        (told,) = json.loads(run("robustness", str(EXAMPLE), "--draws", "50", "--base", "4", "--format", "json"))
        assert list(told) == [
            *("framework", "fingerprint", "city", "draws", "asked", "kept_draws", "seed", "sampler", "refit", "by"),
            *("interrupted", "settled", "singly", "left_out", "file", "sha256", "assumptions", "note", "confidence"),
            *("quality", "cities", "pairs", "alike", "sensitivity", "one_at_a_time", "leave_one_out"),
            *("weight_acceptability", "exact", "least_changes"),
        ]
        assert [told[name] for name in ("weight_acceptability", "exact", "least_changes")] == [None] * 3
        assert {tuple(one) for one in told["assumptions"]} == {("id", "group", "kind", "of", "drawn")}
        assert {tuple(one) for one in told["cities"]} == {
            (
                *("city", "name", "score", "score_median", "score_interval", "rank", "rank_median", "rank_interval"),
                *("top", "band", "band_probability", "kept_rank", "stability", "acceptability"),
            )
        }
        assert {tuple(one) for one in told["pairs"]} == {("city", "other", "above", "below", "apart")}
        (shares,) = told["sensitivity"]
        assert list(shares) == ["output", "base", "asked", "runs", "variance", "inputs"]
        assert {tuple(one) for one in shares["inputs"]} == {
            ("input", "first", "first_interval", "total", "total_interval", "verdict", "draws", "message")
        }
        assert {tuple(one) for name in ("one_at_a_time", "leave_one_out") for one in told[name]} == {
            (
                *("changed", "kind", "option", "draws", "mean_rank_change", "mean_rank_change_high"),
                *("greatest_change", "city", "correlation", "score_change", "lost"),
            )
        }

    def test_robustness_of_a_city_has_these(self) -> None:
        few = ("--city", "6202", "--draws", "50", "--base", "4")
        (told,) = json.loads(run("robustness", str(EXAMPLE), *few, "--format", "json"))
        favourable = told["weight_acceptability"]
        assert list(favourable) == ["draws", "seed", "cities"]
        assert {tuple(one) for one in favourable["cities"]} == {
            ("city", "name", "first", "confidence", "holistic", "central_weights")
        }
        exact, least = told["exact"], told["least_changes"]
        assert list(exact) == [
            *("why_not", "weights_of", "left_out", "cities_with_gaps", "best_rank", "worst_rank", "can_be_among"),
            *("always_above", "always_below"),
        ]
        assert list(exact["best_rank"]) == list(exact["worst_rank"]) == ["rank", "bound", "proved", "weights"]
        assert list(least) == [
            *("place", "top", "values_to_next", "values_to_top", "why_no_weights", "weights_to_next"),
            "weights_to_top",
        ]
        assert {tuple(one) for one in least["values_to_next"]} == {("indicator", "value", "new", "index", "rank")}
        assert list(least["weights_to_next"]) == ["size", "bound", "proved", "rank", "weights"]

    def test_programmes_have_these(self, tmp_path: Path) -> None:
        path = tmp_path / "programmes.csv"
        path.write_text("city,dimension,title,status,budget,owner\nAlun,living,a,done,5,us\n")
        told = json.loads(run("assess", str(EXAMPLE), "--programmes", str(path), "--format", "json"))
        alone = json.loads(run("programmes", str(path), "--format", "json"))
        keys = ("city", "dimension", "active", "total", "budget", "share")
        assert {tuple(row) for row in (*told["programmes"], *alone)} == {keys}


class TestTheCommand:
    def test_exit_codes_tell_who_can_mend_it(self) -> None:
        assert {kind.__name__: kind.exit_code for kind in _errors()} == {
            "UsageError": 2,
            "DatasetError": 3,
            "FrameworkError": 4,
            "RuleError": 4,
            "PluginError": 5,
        }

    def test_the_list_of_plugins_has_these_keys(self) -> None:
        told = json.loads(run("plugins", "list", "--format", "json"))
        assert {tuple(row) for row in told} == {("name", "distribution", "version", "contract", "supplies", "state")}

    def test_help_names_the_format_of_every_report(self) -> None:
        from smartscore.cli.options import FORMATS

        assert sorted(FORMATS) == sorted(REPORTS)

    def test_verbs_go_by_these_names(self) -> None:
        from smartscore.cli import COMMANDS, main

        assert (
            *("assess", "check", "compare", "doctor", "example", "explain", "frameworks", "gaps", "minutes", "peers"),
            *("plan", "plugins", "problem", "programmes", "progress", "queue", "recipe", "robustness", "select"),
            "template",
        ) == COMMANDS
        options = {option for parameter in _command(main, "assess").params for option in parameter.opts}
        assert options == {
            *("dataset", "--framework", "--id", "--year", "--quality", "--weights", "--by", "--depth", "--format"),
            *("-o", "--output", "-q", "--quiet", "--fail-under", "--without", "--only", "--no-plugins", "--lang"),
            *(
                "--consolidate",
                "--as-of",
                "--programmes",
                "--benchmarks",
                "--set",
                "--plan",
                "--decimal",
                "--missing",
                "--accept",
                "--leave-out",
                "--recipe",
                "--provisional",
                "--map",
                "--city",
                "--split",
                "--no-robust",
            ),
            "--traceback",
        }

    @pytest.mark.parametrize(
        ("verb", "expected"),
        [
            (
                "check",
                {
                    *(
                        "dataset",
                        "--framework",
                        "--id",
                        "--year",
                        "--quality",
                        "--benchmarks",
                        "--provisional",
                        "--weights",
                    ),
                    *("--decimal", "--missing", "--accept", "--leave-out", "--recipe", "-o", "--output", "--all"),
                },
            ),
            ("doctor", {"-o", "--output"}),
            ("problem", {"code", "-o", "--output"}),
            ("programmes", {"programmes", "--recipe", "-o", "--output"}),
            (
                "template",
                {
                    *(
                        "--framework",
                        "--id",
                        "--year",
                        "--quality",
                        "--benchmarks",
                        "--provisional",
                        "--weights",
                        "-o",
                        "--output",
                    ),
                    *(
                        "--long",
                        "--city",
                        "--from",
                        "--items",
                        "--split",
                        "--decimal",
                        "--missing",
                        "--accept",
                        "--leave-out",
                        "--recipe",
                        "--force",
                    ),
                },
            ),
            (
                "explain",
                {
                    "--consolidate",
                    *(
                        "dataset",
                        "--city",
                        "--framework",
                        "--id",
                        "--year",
                        "--quality",
                        "--benchmarks",
                        "--provisional",
                        "--weights",
                    ),
                    *(
                        "--by",
                        "--peers",
                        "--on",
                        "--depth",
                        "--as-of",
                        "-o",
                        "--output",
                        "--decimal",
                        "--missing",
                        "--accept",
                        "--leave-out",
                        "--recipe",
                    ),
                },
            ),
            (
                "peers",
                {
                    "--consolidate",
                    *(
                        "dataset",
                        "--city",
                        "--framework",
                        "--id",
                        "--decimal",
                        "--missing",
                        "--accept",
                        "--leave-out",
                        "--recipe",
                        "--year",
                        "--quality",
                        "--benchmarks",
                        "--provisional",
                        "--weights",
                    ),
                    *("--by", "--peers", "--on", "--year-weights", "--letters", "--depth", "-o", "--output"),
                },
            ),
            (
                "select",
                {
                    "--consolidate",
                    *(
                        "dataset",
                        "--framework",
                        "--id",
                        "--year",
                        "--quality",
                        "--benchmarks",
                        "--provisional",
                        "--weights",
                        "--top",
                    ),
                    *(
                        "--by",
                        "--quota",
                        "--min-coverage",
                        "--lowest",
                        "--no-robust",
                        "-o",
                        "--output",
                        "--decimal",
                        "--missing",
                        "--accept",
                        "--leave-out",
                        "--recipe",
                    ),
                },
            ),
            (
                "robustness",
                {
                    *("dataset", "--city", "--assumptions", "--draws", "--base", "--seed", "--sampler", "--precision"),
                    *("--frozen", "--draws-out", "--show-assumptions", "--framework", "--consolidate", "--by"),
                    "--estimator",
                    *("--id", "--year", "--quality", "--benchmarks", "--provisional", "--weights", "-o", "--output"),
                    *("--decimal", "--missing", "--accept", "--leave-out", "--recipe"),
                },
            ),
            (
                "compare",
                {
                    *(
                        "before",
                        "after",
                        "--city",
                        "--crosswalk",
                        "--framework",
                        "--id",
                        "--decimal",
                        "--missing",
                        "--accept",
                        "--leave-out",
                        "--recipe",
                        "--year",
                        "--quality",
                    ),
                    *("--benchmarks", "--provisional", "--weights", "--by", "--depth", "-o", "--output"),
                },
            ),
            (
                "gaps",
                {
                    "--consolidate",
                    *(
                        "dataset",
                        "--city",
                        "--framework",
                        "--id",
                        "--year",
                        "--quality",
                        "--benchmarks",
                        "--provisional",
                        "--weights",
                    ),
                    *(
                        "--by",
                        "--peers",
                        "--on",
                        "--to",
                        "-o",
                        "--output",
                        "--decimal",
                        "--missing",
                        "--accept",
                        "--leave-out",
                        "--recipe",
                    ),
                },
            ),
        ],
    )
    def test_other_verbs_take_these_options(self, verb: str, expected: set[str]) -> None:
        from smartscore.cli import main

        alone = verb in ("doctor", "problem", "programmes")
        plugins = set() if alone else {"--without", "--only", "--no-plugins"}
        options = {option for parameter in _command(main, verb).params for option in parameter.opts}
        common = {"-q", "--quiet", "--lang", "--traceback", *({"--format"} if verb != "template" else set())}
        assert options == {*expected, *plugins, *common}

    def test_the_schema_of_files_takes_these_options_and_has_these_definitions(self) -> None:
        from smartscore.cli import main

        schema = _command(_command(main, "frameworks"), "schema")
        assert {option for parameter in schema.params for option in parameter.opts} == {
            *(
                "--kind",
                "-o",
                "--output",
                "-q",
                "--quiet",
                "--without",
                "--only",
                "--no-plugins",
                "--lang",
                "--traceback",
            ),
        }
        told = json.loads(run("frameworks", "schema", "--no-plugins"))
        assert told["$id"] == "urn:smartscore:framework-file"
        assert {"dimension", "indicator", "member", "rule", "aggregate", "step", "text", "band"} <= set(told["$defs"])

    def test_doctor_has_these_keys_and_words(self) -> None:
        from typing import get_args

        from smartscore.diagnosis import CHECKS, State, record

        assert list(record([])) == ["smartscore", "works", "findings"]
        told = json.loads(run("doctor", "--format", "json"))
        assert {tuple(finding) for finding in told["findings"]} == {("area", "name", "state", "found", "mend")}
        assert get_args(State) == ("works", "absent", "notice", "broken")
        assert list(CHECKS) == [
            *("installation", "library", "extra", "plugin", "language", "report", "file", "terminal", "variable")
        ]

    def test_the_command_itself_takes_these_options(self) -> None:
        import click

        from smartscore.cli import main

        assert [option for parameter in main.params for option in parameter.opts] == [
            "--traceback",
            "--version",
            "--lang",
        ]
        assert main.get_help_option_names(click.Context(main)) == ["-h", "--help"]

    def test_authors_of_plugins_have_these_commands_and_options(self) -> None:
        from smartscore.cli import main

        group = _command(main, "plugins")
        options = {
            name: {option for parameter in _command(group, name).params for option in parameter.opts}
            for name in ("check", "new")
        }
        assert options == {
            "check": {"name", "--timeout", "--format", "-o", "--output", "-q", "--quiet", "--lang", "--traceback"},
            "new": {"name", "--dir", "--lang", "--traceback"},
        }

    def test_the_check_of_a_plugin_has_these_keys(self) -> None:
        told = json.loads(run("plugins", "check", "cpi", "--format", "json"))
        assert list(told) == ["plugin", "distribution", "version", "sound", "printed", "checked"]
        assert {tuple(one) for one in told["checked"]} == {("kind", "name", "state", "problems")}
        assert {one["state"] for one in told["checked"]} == {"sound"}

    @pytest.mark.parametrize("option", ["--help", "--version"])
    def test_help_and_version_load_neither_numpy_nor_pandas(self, option: str) -> None:
        code = (
            "import sys; from smartscore.cli import main; main([sys.argv[1]], standalone_mode=False);"
            "print(sorted({name.partition('.')[0] for name in sys.modules} & {'numpy', 'pandas', 'rich', 'pluggy'}))"
        )
        assert run(option, python=code).splitlines()[-1] == "[]"

    def test_assess_on_a_terminal_loads_nothing_of_other_formats_and_commands(self) -> None:
        others = ("rich", "difflib", "tomli_w", "scipy", "xlsxwriter", "python_calamine", "jinja2", "altair", "typst")
        code = (
            "import sys; from smartscore.cli import main; main(sys.argv[1:], standalone_mode=False);"
            f"print(sorted({{name.partition('.')[0] for name in sys.modules}} & set({others})),"
            "[name for name in sys.modules if name.startswith(('smartscore.forms', 'smartscore.views'))])"
        )
        assert run("assess", str(EXAMPLE), python=code).splitlines()[-1] == "[] []"

    def test_import_smartscore_loads_neither(self) -> None:
        code = "import sys, smartscore; print(sorted({'numpy', 'pandas', 'attrs'} & set(sys.modules)))"
        assert run(python=code) == "[]\n"


def _errors() -> list[type[smartscore.SmartscoreError]]:
    named = [getattr(smartscore, name) for name in smartscore.__all__ if name.endswith("Error")]
    kinds = [kind for kind in named if issubclass(kind, smartscore.SmartscoreError)]  # an error of measurement is none
    return [kind for kind in kinds if kind is not smartscore.SmartscoreError]


def _command(group: object, name: str):  # type: ignore[no-untyped-def]
    import click

    assert isinstance(group, click.Group)
    command = group.get_command(click.Context(group), name)
    assert command is not None
    return command

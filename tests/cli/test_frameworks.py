"""`smartscore frameworks`: list them, show one, check one."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from smartscore import load_framework

Run = Callable[..., Result]
Write = Callable[..., Path]


def words(output: str, start: str) -> list[str]:
    (line,) = [line for line in output.splitlines() if line.split()[:1] == [start]]
    return line.split()


class TestList:
    def test_each_has_a_line_with_id_title_and_what_is_said_of_its_edition(self, run: Run) -> None:
        result = run("frameworks", "list")
        assert (result.exit_code, result.stderr) == (0, "")
        assert words(result.stdout, "smart-city") == ["smart-city", "Smart", "city", "no"]
        assert words(result.stdout, "hdi") == [*("hdi", "Human", "Development", "Index", "from", "2014", "yes")]

    def test_in_both_languages(self, run: Run) -> None:
        assert words(run("frameworks", "list", "--lang", "id").stdout, "smart-city")[1:] == [
            *("Kota", "cerdas", "tidak")
        ]

    def test_as_json(self, run: Run) -> None:
        told = json.loads(run("frameworks", "list", "--format", "json").stdout)
        assert {
            "id": "hdi",
            "title": "Human Development Index",
            "official": "yes",
            "in_force": "2014..",
            "repeals": [],
            "repealed_by": None,
        } in told
        first, *others = (row["id"] for row in told)
        assert first == "smart-city"
        assert others == sorted(others)

    def test_without_the_plugin_that_gives_them_they_are_not_there(self, run: Run) -> None:
        told = json.loads(run("frameworks", "list", "--format", "json", "--without", "human_development").stdout)
        assert {"hdi", "ipm"} & {row["id"] for row in told} == set()

    def test_another_format_is_refused(self, run: Run) -> None:
        result = run("frameworks", "list", "--format", "tabel")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == "there is no format 'tabel'; nearest: table [unknown_format]\n"


class TestShow:
    def test_it_shows_the_tree_with_shares_rules_and_units(self, run: Run, small: Path) -> None:
        result = run("frameworks", "show", small)
        assert (result.exit_code, result.stderr) == (0, "")
        fingerprint = load_framework(small).fingerprint
        assert result.stdout.splitlines()[:2] == [f"Small index (small 7, fingerprint {fingerprint})", "Source: -"]
        assert words(result.stdout, "index") == ["index", "Small", "index", "100.00%", "arithmetic"]
        assert words(result.stdout, "economy") == ["economy", "Economy", "50.00%", "arithmetic"]
        assert words(result.stdout, "income") == [
            *("income", "Income", "25.00%", "linear", "worst=0,", "best=10", "rupiah")
        ]
        starts = [line.split()[0] for line in result.stdout.splitlines() if "%" in line]
        assert starts == ["index", "economy", "income", "growth", "living", "health"]  # members under their dimension

    def test_in_both_languages_with_the_decimal_mark(self, run: Run, small: Path) -> None:
        output = run("frameworks", "show", small, "--lang", "id").stdout
        assert output.splitlines()[1] == "Sumber: -"
        assert words(output, "income")[:3] == ["income", "Pendapatan", "25,00%"]

    def test_confidence_is_shown_by_the_weaker_of_definition_and_bounds(self, run: Run) -> None:
        output = run("frameworks", "show", "smart-city").stdout
        assert words(output, "public_satisfaction")[-1] == "general-knowledge"
        assert words(output, "complaint_resolution")[-1] == "judgement"

    def test_the_end_that_alone_is_weakest_is_told(self, run: Run) -> None:
        output = run("frameworks", "show", "smart-city-2026").stdout
        assert output.startswith("Smart city, edition 2026 (smart-city-2026 2026, fingerprint ")
        assert words(output, "disaster_risk_index")[-3:] == ["judgement", "(best", "end)"]
        assert words(output, "unemployment_rate")[-1] == "verified-in-source"
        indonesian = run("frameworks", "show", "smart-city-2026", "--lang", "id").stdout
        assert words(indonesian, "internet_use")[-3:] == ["judgement", "(ujung", "terbaik)"]

    def test_programs_get_the_weakest_grade_and_each_by_itself(self, run: Run) -> None:
        lines = run("frameworks", "show", "smart-city", "--format", "csv").stdout.splitlines()
        graded = [line.split(",")[-5:-1] for line in lines if ",jkn_active_share," in line]
        assert lines[0].endswith("confidence,grade_definition,grade_worst,grade_best,note")
        assert graded == [["judgement", "verified-in-source", "judgement", "general-knowledge"]]

    def test_a_rule_on_a_dimension_is_shown_beside_its_aggregate(self, run: Run, write: Write) -> None:
        path = write(
            'id = "ranked"\naggregate = "sum"\nrule = { percentile_rank = { best = "low" } }\n'
            'members = [{ id = "income", rule = { linear = { worst = 0, best = 1, clip = "none" } } }]\n',
            "ranked.toml",
        )
        output = run("frameworks", "show", path).stdout
        assert "sum, percentile_rank best=low" in output
        assert "linear worst=0, best=1, clip=none" in output

    def test_rules_and_aggregates_of_plugins_go_by_their_names(self) -> None:
        from smartscore.reports.subjects.catalogue import called

        class SteepSlope:
            pass

        def half(values: object) -> object:
            return values

        assert (called(SteepSlope()), called(half)) == ("steep_slope", "half")

    def test_as_json_with_everything_that_is_known(self, run: Run) -> None:
        told = json.loads(run("frameworks", "show", "smart-city", "--format", "json").stdout)
        assert list(told) == [
            *("id", "name", "title", "edition", "fingerprint", "source", "note"),
            *("official", "in_force", "repeals", "repealed_by", "levels", "drafts", "nodes"),
        ]
        nodes: dict[str, dict[str, Any]] = {node["id"]: node for node in told["nodes"]}
        index, satisfaction = nodes["index"], nodes["public_satisfaction"]
        assert len(index["members"]) == 6
        assert (index["aggregate"], index["rule"], index["missing"]) == ("arithmetic", None, "leave_out")
        assert satisfaction["code"] == "GOV-1.1"
        assert satisfaction["domain"] == "number:25..100"
        assert satisfaction["rule"] == "linear worst=65, best=100"
        assert satisfaction["confidence"] == {
            "definition": "general-knowledge",
            "worst": "general-knowledge",
            "best": "verified-in-source",
            "bounds": "general-knowledge",
        }
        assert satisfaction["basis"].startswith("Classes of PermenPANRB 14/2017")
        assert satisfaction["basis_worst"].startswith("65 = ")
        assert satisfaction["basis_best"] == "100 = natural limit"
        assert satisfaction["overlaps"] == ["ombudsman_compliance"]
        assert satisfaction["max_age"] == 2
        assert nodes["ombudsman_compliance"]["valid_years"] == "2022..2024"
        levels = nodes["policy_making_maturity"]
        assert {criterion["level"] for criterion in levels["criteria"]} == {0, 1, 2, 3, 4, 5}
        assert sum(nodes[member]["share"] for member in index["members"]) == pytest.approx(1)

    def test_json_has_the_language_asked_for(self, run: Run) -> None:
        told = json.loads(run("frameworks", "show", "smart-city", "--format", "json", "--lang", "id").stdout)
        nodes = {node["id"]: node for node in told["nodes"]}
        assert nodes["governance"]["title"] == "Tata Kelola Cerdas"
        assert nodes["public_satisfaction"]["caution"] == "survei dilakukan sendiri oleh pemerintah yang dinilai"

    def test_one_without_grades_says_so(self, run: Run, small: Path) -> None:
        told = json.loads(run("frameworks", "show", small, "--format", "json").stdout)
        assert {node["confidence"] for node in told["nodes"] if "confidence" in node} == {None}

    def test_one_that_does_not_exist_is_refused_with_the_nearest(self, run: Run) -> None:
        result = run("frameworks", "show", "smartcity")
        assert (result.exit_code, result.stdout) == (4, "")
        assert result.stderr == "there is no framework 'smartcity'; nearest: smart-city [unknown_framework]\n"

    def test_a_plugin_left_out_changes_what_is_shown(self, run: Run) -> None:
        assert "smart-city - economy" in run("frameworks", "show", "smart-city", "--without", "economy").stdout


class TestCheck:
    @pytest.mark.parametrize("framework", ["smart-city", "hdi", "ipm"])
    def test_what_is_bundled_has_no_faults(self, run: Run, framework: str) -> None:
        result = run("frameworks", "check", framework)
        loaded = load_framework(framework)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout == (
            f"no faults in {framework}: {len(loaded.nodes)} nodes, fingerprint {loaded.fingerprint}\n"
        )

    def test_in_both_languages(self, run: Run, small: Path) -> None:
        assert run("frameworks", "check", small, "--lang", "id").stdout.startswith(
            "tidak ada kesalahan dalam small: 6 simpul, sidik "
        )

    def test_a_title_in_one_language_is_a_fault(self, run: Run, small: Path, write: Write) -> None:
        path = write(small.read_text().replace(', id = "Ekonomi"', ""), "half.toml")
        result = run("frameworks", "check", path)
        assert (result.exit_code, result.stdout) == (4, "")
        assert result.stderr == "economy: the title is missing in the language id [title_untranslated]\n"

    def test_every_fault_of_a_file_is_told_at_once(self, run: Run, write: Write) -> None:
        path = write(
            'id = "bad"\nweigth = 1\nmembers = [\n'
            '  { id = "income", rule = "liner" },\n'
            '  { id = "Growth", rule = { linear = { worst = 1, best = 1 } }, weight = -1 },\n'
            "]\n",
            "bad.toml",
        )
        result = run("frameworks", "check", path)
        assert result.exit_code == 4
        lines = result.stderr.splitlines()
        assert all(line.startswith(f"{path}") for line in lines)
        for said in (
            "the key 'weigth' is not known here",
            "income > rule: there is no rule 'liner'; nearest: linear",
            "Growth > id: 'Growth' is no id",
            "Growth > rule: worst and best are both 1",
            "Growth > weight: the weight -1.0 is not",
        ):
            assert any(said in line for line in lines), said

    def test_what_is_no_toml_is_told(self, run: Run, write: Write) -> None:
        path = write("id = \n", "bad.toml")
        result = run("frameworks", "check", path)
        assert result.exit_code == 4
        assert result.stderr.startswith(f"{path}: not valid TOML: ")

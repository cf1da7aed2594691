"""Frameworks of a few lines, each from its file through the command."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SVI = """
id = "svi"
title = "Social vulnerability"
higher = "worse"
scale = [0, 1]
aggregate = "sum"
rule = "percentile_rank"
bands = [ { from = 0.0, title = "low" }, { from = 0.75, title = "high" } ]

[defaults]
rule = "percentile_rank"
aggregate = "sum"
min_coverage = 1
decimals = 4

[[members]]
id = "socioeconomic"
members = [ { id = "poverty" }, { id = "income", rule = { percentile_rank = { best = "low" } } } ]

[[members]]
id = "housing"
members = [ { id = "crowding" } ]
"""
COUNTIES = "code,poverty,income,crowding\n01,10,50,1\n02,20,40,2\n03,30,30,3\n04,30,20,4\n05,50,10,5\n"

LEVELS = """
id = "three-levels"
aggregate = "geometric"

[defaults]
rule = { linear = { worst = 0, best = 100 } }

[[members]]
id = "people"
aggregate = "minimum"
members = [ { id = "skill", members = [ { id = "school" }, { id = "training", weight = 3 } ] }, { id = "health" } ]

[[members]]
id = "place"
aggregate = "maximum"
members = [ { id = "water" }, { id = "green" } ]
"""

OPTIONAL = """
id = "with-optional"
min_coverage = 1

[defaults]
rule = { linear = { worst = 0, best = 100 } }

[[members]]
id = "roads"

[[members]]
id = "port"
optional = true
"""

GIVEN = """
id = "with-given"

[defaults]
rule = { linear = { worst = 0, best = 100 } }

[[members]]
id = "economy"
members = [ { id = "growth" }, { id = "jobs" } ]

[[members]]
id = "living"
members = [ { id = "water" } ]
"""


@pytest.fixture
def scored(tmp_path: Path, run: Callable[..., Any]) -> Callable[[str, str], list[dict[str, str]]]:
    """Score a dataset by a framework, both given as text, through the command."""

    def score(framework: str, dataset: str) -> list[dict[str, str]]:
        file, data = tmp_path / "framework.toml", tmp_path / "data.csv"
        file.write_text(framework)
        data.write_text(dataset)
        result = run("assess", data, "--framework", file, "--format", "csv", "--depth", "3")
        assert result.exit_code == 0, result.stderr
        return list(csv.DictReader(io.StringIO(result.stdout)))

    return score


def test_ranks_of_sums_of_ranks_in_both_directions(scored: Callable[[str, str], list[dict[str, str]]]) -> None:
    counties = scored(SVI, COUNTIES)
    assert [county["city"] for county in counties] == ["01", "02", "03", "04", "05"]
    assert [county["poverty"] for county in counties] == ["0", "0.25", "0.5", "0.5", "1"]
    assert [county["income"] for county in counties] == ["0", "0.25", "0.5", "0.75", "1"]
    assert [county["socioeconomic"] for county in counties] == ["0", "0.5", "1", "1.25", "2"]
    assert [county["index"] for county in counties] == ["0", "0.25", "0.5", "0.75", "1"]
    assert [county["band"] for county in counties] == ["low", "low", "low", "high", "high"]
    assert [county["rank"] for county in counties] == ["5", "4", "3", "2", "1"]


def test_three_levels_with_an_aggregate_each(scored: Callable[[str, str], list[dict[str, str]]]) -> None:
    (city,) = scored(LEVELS, "city,school,training,health,water,green\nAlun,10,30,40,100,16\n")
    assert (city["skill"], city["people"], city["place"]) == ("25", "25", "100")  # (10 + 3 x 30) / 4
    assert float(city["index"]) == pytest.approx(50)  # the root of 25 x 100


def test_an_optional_member_costs_nothing_where_it_is_absent(
    scored: Callable[[str, str], list[dict[str, str]]],
) -> None:
    inland, coast, nothing = scored(OPTIONAL, "city,roads,port\nInland,40,\nCoast,40,80\nNothing,,90\n")
    assert (inland["index"], inland["coverage"]) == ("40", "1")
    assert (coast["index"], coast["coverage"]) == ("60", "1")
    assert (nothing["index"], nothing["rank"]) == ("", "")
    assert nothing["reason"] == "only 50% of the weight has a score, 100% is needed; missing: roads"


def test_scores_may_be_given_for_dimensions(scored: Callable[[str, str], list[dict[str, str]]]) -> None:
    given, counted = scored(GIVEN, "city,economy,growth,jobs,water\nGiven,70,,,30\nCounted,,20,40,50\n")
    assert (given["economy"], given["index"], given["coverage"]) == ("70", "50", "1")
    assert (counted["economy"], counted["index"]) == ("30", "40")

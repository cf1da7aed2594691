"""The SPBE index of Kota Denpasar 2018 (PermenPANRB 5/2018), from 37 maturity levels to what was published: 2.64.

Weights of aspects: 7, 10, 8, 8, 12, 35 and 20 percent; the levels in an aspect count alike. Indicator 35
was assessed for three sectors, and its three rows all count in aspect 7.
"""

import io
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from smartscore import Assessment, Framework, agreement, assess, compare, load_framework, read_dataset
from smartscore.rounding import half_up

FRAMEWORK = """
id = "spbe-2018"
title = "SPBE, edition 2018"
scale = [0, 5]
min_coverage = 1
members = [
  { id = "kebijakan", weight = 17, members = [
    { id = "aspect_1", weight = 7, members = [LEVELS_1] },
    { id = "aspect_2", weight = 10, members = [LEVELS_2] },
  ] },
  { id = "tata_kelola", weight = 28, members = [
    { id = "aspect_3", weight = 8, members = [LEVELS_3] },
    { id = "aspect_4", weight = 8, members = [LEVELS_4] },
    { id = "aspect_5", weight = 12, members = [LEVELS_5] },
  ] },
  { id = "layanan", weight = 55, members = [
    { id = "aspect_6", weight = 35, members = [LEVELS_6] },
    { id = "aspect_7", weight = 20, members = [LEVELS_7] },
  ] },
]

[defaults]
rule = { levels = { low = 0, high = 5 } }
min_coverage = 1
"""

DOMAINS = {"kebijakan": "policy", "tata_kelola": "governance", "layanan": "services", "index": "index"}
LEVELS = {1: range(1, 8), 2: range(8, 18), 3: range(18, 20), 4: range(20, 22), 5: range(22, 25), 6: range(25, 32)}
OF_ASPECT_7 = ["i32", "i33", "i34", "i35", "i35_2", "i35_3"]


@pytest.fixture
def framework(from_toml: Callable[[str], Framework]) -> Framework:
    def members(ids: Iterable[str]) -> str:
        return ", ".join(f'{{ id = "{name}" }}' for name in ids)

    text = FRAMEWORK.replace("LEVELS_7", members(OF_ASPECT_7))
    for aspect, numbers in LEVELS.items():
        text = text.replace(f"LEVELS_{aspect}", members(f"i{number}" for number in numbers))
    return from_toml(text)


@pytest.fixture
def levels(reference: Path) -> DataFrame:
    """Give the levels in long form, what the evaluators found and what the city said of itself."""
    table = pd.read_csv(reference / "data" / "spbe_denpasar_2018_indicators.csv", dtype=str)
    ids = "i" + table["indicator_no"].str.replace("-", "_")
    long = DataFrame({"code": table["bps_code"], "year": table["year"], "indicator": ids})
    sides = [long.assign(assessor=who, value=table[f"level_{who}"]) for who in ("evaluated", "self")]
    return pd.concat(sides, ignore_index=True)


@pytest.fixture
def assessment(levels: DataFrame, framework: Framework) -> Assessment:
    return assess(read_dataset(levels), framework)


def test_37_levels_give_the_published_aspects_domains_and_index(assessment: Assessment, reference: Path) -> None:
    published = pd.read_csv(reference / "data" / "spbe_denpasar_published.csv")
    nodes = published["code"].where(published["level"] != "aspect", "aspect_" + published["code"])
    scores = half_up(assessment.scores.loc[("5171", 2018, "evaluated"), list(nodes)].to_numpy(), 2)
    assert dict(zip(nodes, scores, strict=True)) == dict(zip(nodes, published["value_published"], strict=True))
    assert scores[-1] == 2.64


def test_the_city_saw_itself_a_whole_level_higher(assessment: Assessment) -> None:
    assert [row[2] for row in assessment.rows] == ["evaluated", "self"]
    assert half_up(assessment.index.to_numpy(), 2).tolist() == [2.64, 3.67]


def test_the_command_gives_the_same_by_the_framework_that_is_bundled(reference: Path, tmp_path: Path) -> None:
    table = pd.read_csv(reference / "data" / "spbe_denpasar_2018_indicators.csv", dtype=str)
    long = table.melt(
        ["bps_code", "unit", "year", "indicator_no"], ["level_evaluated", "level_self"], "assessor", "value"
    ).rename(columns={"indicator_no": "indicator"})
    assert len(long) == 2 * 37
    long.to_csv(tmp_path / "denpasar.csv", index=False)
    asked = ["--framework", "spbe-2018", "--depth", "2", "--format", "csv"]
    command = [str(Path(sys.executable).with_name("smartscore")), "assess", str(tmp_path / "denpasar.csv"), *asked]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  # our own
    found = pd.read_csv(io.StringIO(done.stdout)).set_index("assessor")
    own = {node.code.removeprefix("A"): node.id for node in load_framework("spbe-2018").dimensions}
    published = pd.read_csv(reference / "data" / "spbe_denpasar_published.csv")
    nodes = [{**own, **DOMAINS}[code] for code in published["code"]]
    scores = half_up(found.loc["level_evaluated", nodes].to_numpy(dtype=float), 2)
    assert dict(zip(nodes, scores, strict=True)) == dict(zip(nodes, published["value_published"], strict=True))
    assert len(nodes) == 11
    assert found["index"].to_dict() == {"level_evaluated": 2.64, "level_self": 3.67}


def test_what_the_evaluators_changed_sums_to_the_difference_of_the_published_indices(assessment: Assessment) -> None:
    told = compare(assessment.only(np.array([1])), assessment.only(np.array([0])))
    assert told.summary["difference"].round(2).tolist() == [-1.03]  # 2.64 less 3.67
    assert told.by_indicator["effect"].sum() == pytest.approx(told.summary["difference"].iloc[0], abs=1e-9)
    assert agreement(told).loc["all", "count"] == 37


def test_without_one_sector_of_indicator_35_there_is_no_index(levels: DataFrame, framework: Framework) -> None:
    assessment = assess(read_dataset(levels[levels["indicator"] != "i35_3"]), framework)
    assert assessment.index.isna().all()
    assert half_up(assessment.scores["kebijakan"].to_numpy(), 2)[0] == 2.06
    problem = assessment.reason(0, "aspect_7")
    assert problem is not None
    assert "i35_3" in problem.message("en")

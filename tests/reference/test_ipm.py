"""The human development index of Indonesia (IPM) of 549 regencies, cities, provinces and the country, 2010 to 2021."""

import subprocess
import sys
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from smartscore import Assessment, Dataset, assess, load_framework, read_dataset
from smartscore.rounding import half_up

INPUTS = ["uhh_years", "hls_years", "rls_years", "expenditure_thousand_rp"]
YEARS = range(2016, 2022)  # before, the published index comes from inputs with more digits than are printed


@pytest.fixture(scope="module")
def path(reference: Path) -> Path:
    return reference / "data" / "indonesia_ipm_2010_2021.csv"


@pytest.fixture(scope="module")
def dataset(path: Path) -> Dataset:
    """Read the file, in which the provinces and Indonesia stand among the regencies and are wanted here."""
    return read_dataset(path, accept=["total_row"])


@pytest.fixture(scope="module")
def recent(dataset: Dataset) -> Assessment:
    return assess(dataset.of_years(YEARS), load_framework("ipm"))


def off_by(index: np.ndarray, published: np.ndarray) -> float:
    return float(np.abs(index - published).max())


def test_every_row_since_2016_has_an_index_as_published(recent: Assessment) -> None:
    index, published = recent.index.to_numpy(), recent.dataset.frame["ipm_published"].to_numpy()
    assert len(index) == 3294
    assert not np.isnan(index).any()
    assert off_by(index, published) <= 0.0053


def test_all_but_bulungan_2019_are_equal_at_two_decimals(recent: Assessment) -> None:
    frame = recent.dataset.frame
    differ = half_up(recent.index.to_numpy(dtype=float), 2) != frame["ipm_published"].to_numpy()
    assert differ.sum() == 1
    assert frame["name"][differ].to_list() == ["Bulungan"]
    assert frame.index[differ].to_list() == [("6502", 2019)]


def test_before_2016_the_printed_inputs_give_the_index_within_0_03(dataset: Dataset) -> None:
    early = assess(dataset.of_years(range(2010, 2016)), load_framework("ipm"))
    frame = early.dataset.frame
    told = frame["ipm_published"].notna().to_numpy() & early.index.notna().to_numpy()
    assert told.sum() == 3282 - 58
    assert off_by(early.index.to_numpy()[told], frame["ipm_published"].to_numpy()[told]) <= 0.0301


def test_a_row_with_a_missing_input_has_no_index_no_rank_and_a_reason(dataset: Dataset) -> None:
    assessment = assess(dataset, load_framework("ipm"))
    lacking = dataset.frame[INPUTS].isna().any(axis=1).to_numpy()
    assert lacking.sum() == 58
    assert np.array_equal(assessment.index.isna().to_numpy(), lacking)
    ranks = assessment.ranking()["rank"].reindex(assessment.rows)
    assert np.array_equal(ranks.isna().to_numpy(), lacking)
    for row in np.flatnonzero(lacking):
        problem = assessment.reason(int(row))
        assert problem is not None
        assert problem.code in ("coverage_too_low", "no_member_scored")
    assert assessment.reason(int(np.flatnonzero(~lacking)[0])) is None


def test_a_year_ranks_by_itself(recent: Assessment) -> None:
    ranking = recent.ranking()
    first = ranking[ranking["rank"] == 1]
    assert sorted(year for _, year in first.index) == list(YEARS)


def test_the_command_gives_the_same(path: Path, recent: Assessment) -> None:
    program = Path(sys.executable).with_name("smartscore")
    line = [str(program), "assess", str(path), "--framework", "ipm", "--year", "2016..2021"]
    line += ["--accept", "total_row", "--format", "csv"]
    done = subprocess.run(line, capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (0, "")
    told: DataFrame = pd.read_csv(StringIO(done.stdout), dtype={"city": str}).set_index(["city", "year"])
    assert told.index.equals(recent.rows)
    assert off_by(told["index"].to_numpy(), recent.index.to_numpy()) <= 1e-9
    assert told["reason"].isna().all()
    assert told["coverage"].eq(1).all()

"""Parquet files where pyarrow is not installed, and the types that they bring into frames."""

import datetime
import os
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from smartscore import Criterion, DatasetError, Dimension, Framework, Indicator, assess, check, read_dataset
from smartscore.rules import Levels, Linear

INCOME = Indicator("income", rule=Linear(0, 10))
PLAN = Indicator("plan", rule=Levels(0, 2), criteria=[Criterion(1, "written"), Criterion(2, "adopted")])
SMALL = Framework("small", index=Dimension("index", members=[INCOME, PLAN]))
TOML = 'id = "small"\nmembers = [{ id = "income", rule = { linear = { worst = 0, best = 10 } } }]\n'
GAP = float("nan")

Done = subprocess.CompletedProcess[str]


Run = Callable[..., Done]


@pytest.fixture
def without_pyarrow(tmp_path: Path) -> Run:
    """Give a function that runs the command in a process that cannot import pyarrow, wherever this one could."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text('import sys\nsys.modules["pyarrow"] = None\n')

    def run(*arguments: object, language: str = "en") -> Done:
        environment = {**os.environ, "SMARTSCORE_LANG": language, "COLUMNS": "100"}
        environment["PYTHONPATH"] = os.pathsep.join(
            [str(tmp_path / "site"), *filter(None, [environment.get("PYTHONPATH")])]
        )
        command = [sys.executable, "-c", "from smartscore.cli import main; main(prog_name='smartscore')"]
        return subprocess.run(  # noqa: S603  # our own command
            [*command, *(str(word) for word in arguments)], env=environment, capture_output=True, text=True, check=False
        )

    return run


class TestWithoutPyarrow:
    @pytest.mark.parametrize("verb", ["assess", "check"])
    @pytest.mark.parametrize("name", ["cities.parquet", "CITIES.PARQUET"])
    def test_one_sentence_says_what_to_install(
        self, without_pyarrow: Run, tmp_path: Path, verb: str, name: str
    ) -> None:
        path = tmp_path / name
        path.write_bytes(b"PAR1")
        done = without_pyarrow(verb, path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == (
            f'{path}: this needs a package that is not installed: pip install "smartscore[parquet]" [missing_extra]\n'
        )

    def test_in_indonesian_too(self, without_pyarrow: Run, tmp_path: Path) -> None:
        done = without_pyarrow("check", tmp_path / "cities.parquet", language="id")
        assert done.returncode == 2
        assert 'pip install "smartscore[parquet]"' in done.stderr
        assert "not installed" not in done.stderr
        assert len(done.stderr.splitlines()) == 1

    def test_csv_files_are_scored_all_the_same(self, without_pyarrow: Run, tmp_path: Path) -> None:
        (tmp_path / "cities.csv").write_text("city,income\nAlun,5\n")
        (tmp_path / "small.toml").write_text(TOML)
        done = without_pyarrow("assess", tmp_path / "cities.csv", "--framework", tmp_path / "small.toml")
        assert (done.returncode, done.stderr) == (0, "")
        assert "50.00" in done.stdout


class TestTypesOfParquet:
    """A Parquet file has types where a CSV file has text; frames hold them as pandas gives them."""

    @pytest.mark.parametrize(
        "column",
        [
            [5, 7],
            np.array([5, 7], dtype="int8"),
            pd.array([5, 7], dtype="Int64"),
            pd.array([5, 7], dtype="Float32"),
            pd.Categorical([5, 7]),
            [Decimal(5), Decimal("7.0")],
            ["5", "7"],
        ],
        ids=["int", "int8", "Int64", "Float32", "category", "decimal", "text"],
    )
    def test_numbers_of_every_kind_are_numbers(self, column: object) -> None:
        dataset = read_dataset(DataFrame({"city": ["Alun", "Bukit"], "income": column}))
        assert check(dataset, SMALL)["income"].tolist() == [5, 7]

    @pytest.mark.parametrize(
        "column",
        [
            pd.array([5, None], dtype="Int64"),
            np.array([5, GAP]),
            pd.Categorical([5, None]),
            [Decimal(5), None],
            pd.Series(["5", None], dtype="string"),
        ],
        ids=["Int64", "float", "category", "decimal", "text"],
    )
    def test_a_gap_in_any_of_them_is_missing(self, column: object) -> None:
        dataset = read_dataset(DataFrame({"city": ["Alun", "Bukit"], "income": column}))
        assert check(dataset, SMALL)["income"].tolist() == pytest.approx([5, GAP], nan_ok=True)

    def test_a_decimal_counts_in_long_tables_too(self) -> None:
        frame = DataFrame(
            {"city": ["Alun", "Bukit"], "indicator": ["income"] * 2, "value": [Decimal("2.5"), Decimal(10)]}
        )
        assert assess(frame, SMALL).index.tolist() == [25, 100]

    @pytest.mark.parametrize(
        "codes", [pd.Series(["01", "6202"]), pd.Categorical(["01", "6202"]), pd.Series(["01", "6202"], dtype="string")]
    )
    def test_a_code_keeps_its_zeros(self, codes: object) -> None:
        dataset = read_dataset(DataFrame({"code": codes, "income": [5, 7]}))
        assert dataset.cities.tolist() == ["01", "6202"]

    @pytest.mark.parametrize("codes", [[6202, 3305], [6202.0, 3305.0], pd.array([6202, 3305], dtype="Int32")])
    def test_a_code_that_is_a_number_is_said_without_a_dot(self, codes: object) -> None:
        assert read_dataset(DataFrame({"code": codes, "income": [5, 7]})).cities.tolist() == ["6202", "3305"]

    def test_years_of_values_may_be_numbers_with_gaps(self) -> None:
        frame = DataFrame({"city": ["A", "B"], "indicator": ["income"] * 2, "value": [1, 2], "value_year": [2022, GAP]})
        assert read_dataset(frame).notes["value_year"]["income"].tolist() == ["2022", ""]

    @pytest.mark.parametrize(
        "dates", [[datetime.date(2024, 5, 1), None], pd.to_datetime(["2024-05-01", None])], ids=["date", "timestamp"]
    )
    def test_a_date_that_is_missing_says_nothing(self, dates: object) -> None:
        frame = DataFrame({"city": ["A", "B"], "indicator": ["income"] * 2, "value": [1, 2], "due": dates})
        first, second = read_dataset(frame).notes["due"]["income"].tolist()
        assert first.startswith("2024-05-01")
        assert second == ""

    @pytest.mark.parametrize(
        "ticks", [[True, False], pd.array([True, False], dtype="boolean"), [1, 0], [1.0, 0.0], ["yes", "no"]]
    )
    def test_a_tick_may_be_true_or_false(self, ticks: object) -> None:
        frame = DataFrame({"city": ["Alun", "Bukit"], "plan:1.1": ticks, "income": [0, 0]})
        assert assess(frame, SMALL).scores["plan"].tolist() == [50, 0]

    def test_a_truth_is_no_number_all_the_same(self) -> None:
        with pytest.raises(DatasetError) as refused:
            assess(DataFrame({"city": ["Alun"], "income": [True]}), SMALL)
        assert [problem.code for problem in refused.value.problems] == ["not_a_number"]

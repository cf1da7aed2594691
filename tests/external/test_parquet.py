"""Parquet files, written by pyarrow and by pandas, give what the same table gives as CSV."""

import datetime
import hashlib
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from builders import EXAMPLE, run
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame

from smartscore import DatasetError, SmartscoreError, assess, load_framework, read_dataset
from smartscore.api import read_names, read_numbers
from smartscore.master_plan import read_master_plan
from smartscore.plans import read_programmes
from smartscore.tables import Content

TOML = """
id = "small"
edition = "1"
[defaults]
rule = { linear = { worst = 0, best = 10 } }
[[members]]
id = "income"
[[members]]
id = "growth"
"""
WIDE = """code,name,income,growth
01,Alun,10,6
02,Bukit,,5
6202,Candi,2.5,
"""


def judged(path: Path, framework: str | Path) -> dict[str, Any]:
    """Give the cities, counts and fingerprints that a run records."""
    result = run("assess", path, "--framework", framework, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    (assessment,) = json.loads(result.stdout)["assessments"]
    told: dict[str, Any] = assessment
    return told


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.toml"
    path.write_text(TOML)
    return path


@pytest.fixture
def wide(tmp_path: Path) -> Path:
    path = tmp_path / "wide.csv"
    path.write_text(WIDE)
    return path


@pytest.fixture
def parquet(tmp_path: Path) -> Callable[[dict[str, object]], Path]:
    """Give a function that writes columns as pyarrow does, without a word of pandas."""

    def parquet(columns: dict[str, object]) -> Path:
        path = tmp_path / "cities.parquet"
        pq.write_table(pa.table(columns), path)
        return path

    return parquet


class TestScores:
    def test_the_example_scores_as_its_csv_does(self, tmp_path: Path) -> None:
        path = tmp_path / "cities.parquet"
        pd.read_csv(EXAMPLE, dtype=str, keep_default_na=False).to_parquet(path, index=False)
        assert judged(path, "smart-city") == judged(EXAMPLE, "smart-city")

    def test_so_it_does_with_numbers_and_nulls(self, tmp_path: Path) -> None:
        path = tmp_path / "cities.parquet"
        pd.read_csv(EXAMPLE).to_parquet(path, index=False)
        assert judged(path, "smart-city") == judged(EXAMPLE, "smart-city")

    def test_from_standard_input_too(self, tmp_path: Path) -> None:
        path = tmp_path / "cities.parquet"
        pd.read_csv(EXAMPLE).to_parquet(path, index=False)
        read, file = read_dataset(Content("<stdin>", path.read_bytes())), read_dataset(path)
        assert read.frame.equals(file.frame)
        assert (read.file, read.digest) == ("<stdin>", file.digest)

    def test_and_wide_with_an_index_of_pandas(self, tmp_path: Path) -> None:
        path = tmp_path / "cities.parquet"
        values = pd.read_csv(EXAMPLE, dtype={"bps_code": str})
        values.pivot(index="bps_code", columns="indicator", values="value").to_parquet(path)
        framework = load_framework("smart-city")
        found, expected = (assess(read_dataset(source), framework).scores for source in (path, EXAMPLE))
        pd.testing.assert_frame_equal(found.sort_index(), expected.sort_index())

    def test_text_may_be_written_as_plain_bytes(self, small: Path, parquet: Callable[..., Path]) -> None:
        path = parquet({"city": [b"Alun", "Brebes é".encode()], "income": [4, 6], "growth": [b"4", None]})
        assert [(city["city"], city["index"]) for city in judged(path, small)["cities"]] == [
            ("Alun", 40.0),
            ("Brebes é", 60.0),
        ]

    def test_bytes_that_are_no_text_are_refused(self, small: Path, parquet: Callable[..., Path]) -> None:
        result = run("check", parquet({"city": [b"Alun", b"\xff"], "income": [4, 6]}), "--framework", small)
        assert result.exit_code == 3
        assert "cities.parquet" in result.stderr

    @pytest.mark.parametrize("index", [True, False, None])
    def test_a_wide_table_with_or_without_an_index(self, wide: Path, small: Path, tmp_path: Path, index: bool) -> None:
        path = tmp_path / "wide.parquet"
        pd.read_csv(wide, dtype={"code": str}).to_parquet(path, index=index)
        assert judged(path, small) == judged(wide, small)

    def test_the_key_may_be_the_index(self, wide: Path, small: Path, tmp_path: Path) -> None:
        path = tmp_path / "wide.parquet"
        pd.read_csv(wide, dtype={"code": str}).set_index("code").to_parquet(path)
        assert judged(path, small) == judged(wide, small)

    def test_rows_that_were_sorted_and_left_out_before_keep_their_city(self, small: Path, tmp_path: Path) -> None:
        path = tmp_path / "sorted.parquet"
        frame = DataFrame({"city": ["Alun", "Bukit", "Candi"], "income": [1, 9, 5], "growth": [1, 9, 5]})
        frame.sort_values("income", ascending=False)[:2].to_parquet(path)
        assert [(city["city"], city["index"]) for city in judged(path, small)["cities"]] == [
            ("Bukit", 90.0),
            ("Candi", 50.0),
        ]

    def test_city_and_year_may_be_an_index_of_two_levels(self, small: Path, tmp_path: Path) -> None:
        path = tmp_path / "panel.parquet"
        keys = pd.MultiIndex.from_tuples([("Alun", 2022), ("Alun", 2023)], names=["city", "year"])
        DataFrame({"income": [4, 5], "growth": [4, 5]}, index=keys).to_parquet(path)
        assert [(city["year"], city["index"], city["change"]) for city in judged(path, small)["cities"]] == [
            (2022, 40.0, None),
            (2023, 50.0, 10.0),
        ]

    @pytest.mark.parametrize("compression", ["none", "gzip", "zstd"])
    def test_however_it_is_packed(self, small: Path, tmp_path: Path, compression: str) -> None:
        path = tmp_path / "packed.PARQUET"
        table = pa.table({"city": ["Alun"], "income": [5], "growth": [7]})
        pq.write_table(table, path, compression=compression, row_group_size=1)
        assert judged(path, small)["cities"][0]["index"] == 60.0


class TestTypes:
    def test_strings_ints_and_nulls_are_kept(self, parquet: Callable[..., Path]) -> None:
        dataset = read_dataset(parquet({"code": ["01", "02"], "income": [10, None], "note": ["=1+1", None]}))
        assert dataset.cities.tolist() == ["01", "02"]
        assert dataset.frame["income"].tolist() == pytest.approx([10, float("nan")], nan_ok=True)
        assert dataset.frame["note"].tolist()[0] == "=1+1"
        assert dataset.frame["note"].isna().tolist() == [False, True]

    @pytest.mark.parametrize(
        "column",
        [
            pa.array([10, None], pa.int8()),
            pa.array([10, None], pa.uint64()),
            pa.array([10, None], pa.float32()),
            pa.array([Decimal("10.00"), None], pa.decimal128(9, 2)),
            pa.array(["10", None], pa.large_string()),
            pa.array(["10", None]).dictionary_encode(),
        ],
        ids=["int8", "uint64", "float32", "decimal", "large_string", "dictionary"],
    )
    def test_a_number_may_be_of_any_type(self, parquet: Callable[..., Path], small: Path, column: pa.Array) -> None:
        path = parquet({"city": ["Alun", "Bukit"], "income": column, "growth": [0, 0]})
        cities = judged(path, small)["cities"]
        assert [city["nodes"]["income"]["score"] for city in cities] == [100.0, None]

    def test_what_belongs_to_a_value_comes_with_it(self, parquet: Callable[..., Path], small: Path) -> None:
        path = parquet(
            {
                "city": ["Alun", "Alun"],
                "indicator": ["income", "growth"],
                "value": [5, None],
                "value_year": pa.array([2022, None], pa.int16()),
                "due": [None, datetime.date(2025, 1, 31)],
                "evidence": ["Decree 4", None],
            }
        )
        nodes = judged(path, small)["cities"][0]["nodes"]
        assert nodes["income"] == {
            "score": 50.0,
            "coverage": 1.0,
            "value": 5.0,
            "value_year": "2022",
            "evidence": "Decree 4",
        }
        assert nodes["growth"]["due"] == "2025-01-31"
        assert nodes["growth"]["value"] is None

    def test_a_column_of_another_kind_is_not_used_and_does_no_harm(
        self, parquet: Callable[..., Path], small: Path
    ) -> None:
        path = parquet({"city": ["Alun"], "income": [5], "growth": [5], "list": [[1, 2]], "struct": [{"a": 1}]})
        output = run("assess", path, "--framework", small).stdout
        assert "Columns not used (2): list, struct\n" in output
        assert "50.00" in output

    def test_a_table_without_rows_is_refused(self, parquet: Callable[..., Path], small: Path) -> None:
        path = parquet({"city": pa.array([], pa.string()), "income": pa.array([], pa.int64())})
        result = run("assess", path, "--framework", small)
        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr.splitlines()[0] == f"{path}: there is nothing below the headings (2 columns) [no_rows]"


class TestTheRecord:
    def test_it_names_the_file_and_its_hash(self, parquet: Callable[..., Path], small: Path) -> None:
        path = parquet({"city": ["Alun"], "income": [5]})
        told = json.loads(run("assess", path, "--framework", small, "--format", "json").stdout)
        one = {"file": str(path), "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        (reading,) = told["dataset"].pop("reading")
        assert (reading["file"], reading["form"], reading["key"]) == (str(path), "wide", "city")
        assert told["dataset"] == {**one, "rows": 1, "files": [one]}

    def test_problems_name_the_city_where_there_are_no_lines(self, parquet: Callable[..., Path], small: Path) -> None:
        path = parquet({"city": ["Alun", "Bukit"], "income": ["5", "five"], "growth": ["1,5", "2.5"]})
        result = run("check", path, "--framework", small)
        assert result.exit_code == 3
        first, second, count = result.stderr.splitlines()
        assert first.startswith(f"{path}, growth, Alun: '1,5' contradicts '2.5' (growth): ")
        assert second == f"{path}, income, Bukit: 'five' is not a number [not_a_number]"
        assert count == "2 problem(s); nothing was scored"


class TestFilesThatAreNone:
    @pytest.mark.parametrize("content", [b"", b"city,income\nAlun,5\n", b"PAR1", b"PAR1PAR1", bytes(range(256)) * 4])
    def test_what_is_not_parquet_is_refused_in_a_sentence(self, tmp_path: Path, small: Path, content: bytes) -> None:
        path = tmp_path / "cities.parquet"
        path.write_bytes(content)
        result = run("assess", path, "--framework", small)
        assert (result.exit_code, result.stdout) == (3, "")
        said, count = result.stderr.splitlines()
        assert said.startswith(f"{path}: the file cannot be read: " if content else f"{path}: the file is empty")
        assert count == "1 problem(s); nothing was scored"

    def test_so_are_a_folder_and_a_file_that_is_absent(self, tmp_path: Path, small: Path) -> None:
        (tmp_path / "folder.parquet").mkdir()
        for name in ("folder.parquet", "absent.parquet"):
            result = run("check", tmp_path / name, "--framework", small)
            assert (result.exit_code, result.stdout) == (3, "")
            assert result.stderr.startswith(f"{tmp_path / name}: the file cannot be read: ")

    def test_and_one_that_was_cut_off(self, parquet: Callable[..., Path]) -> None:
        path = parquet({"city": ["Alun"] * 99, "income": [5] * 99})
        path.write_bytes(path.read_bytes()[:-20])
        with pytest.raises(DatasetError) as refused:
            read_dataset(path)
        assert [problem.code for problem in refused.value.problems] == ["file_unreadable"]

    def test_a_column_that_stands_twice_is_told_in_a_sentence(self, tmp_path: Path, small: Path) -> None:
        path = tmp_path / "cities.parquet"
        pq.write_table(pa.table([["Alun"], [1], [2]], names=["city", "income", "income"]), path)
        result = run("check", path, "--framework", small)
        assert (result.exit_code, result.stdout) == (3, "")
        said, _count = result.stderr.splitlines()
        assert "income" in said

    @pytest.mark.parametrize("told", [b"{}", b"[]", b"no JSON", b'{"index_columns": ["x"], "columns": [{}]}'])
    def test_what_another_program_says_of_pandas_is_refused_or_passed_over(self, tmp_path: Path, told: bytes) -> None:
        path = tmp_path / "cities.parquet"
        pq.write_table(pa.table({"city": ["Alun"], "income": [5]}).replace_schema_metadata({b"pandas": told}), path)
        try:
            dataset = read_dataset(path)
        except DatasetError as refused:
            assert [problem.code for problem in refused.problems] == ["file_unreadable"]  # noqa: PT017
        else:
            assert dataset.frame["income"].tolist() == [5]

    @given(places=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=3))
    @settings(max_examples=300)
    def test_a_damaged_file_is_never_a_crash(
        self, places: list[tuple[int, int]], tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        path = tmp_path_factory.getbasetemp() / "damaged.parquet"
        DataFrame({"city": ["Alun", "Bukit"], "income": [5, None]}).to_parquet(path)
        data = bytearray(path.read_bytes())
        for place, byte in places:
            data[place % len(data)] = byte
        path.write_bytes(data)
        try:
            found: object = read_dataset(path).frame
        except SmartscoreError as error:
            found = error.problems
        assert found is not None


def test_tables_beside_datasets_may_be_parquet_too(parquet: Callable[[dict[str, object]], Path]) -> None:
    weights = parquet({"id": ["economy", "living"], "weight": [2, 0.5], "to": ["new", "other"]})
    assert read_numbers(weights, "id", "weight") == {"economy": 2.0, "living": 0.5}
    assert read_names(weights, "id", "to") == {"economy": "new", "living": "other"}
    plan = parquet({"dimension": ["x"], "title": ["a"], "status": ["done"], "budget": [1.5]})
    assert read_master_plan(plan).to_dict("records") == [
        {"dimension": "x", "title": "a", "status": "done", "budget": 1.5}
    ]
    words = {name: ["well"] for name in ("id", "title", "dimension", "indicator")}
    numbers = {"change": [5.0], "cost": [1e9], "months": [6], "likelihood": [2], "severity": [3], "baseline": [None]}
    (well,) = read_programmes(parquet({**words, **numbers}))
    assert (well.id, well.change, well.months, well.baseline) == ("well", 5.0, 6, None)

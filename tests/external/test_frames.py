"""Frames of polars and pyarrow give what the same table gives as a frame of pandas."""

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from builders import EXAMPLE, framework, percent
from pandas import DataFrame

from smartscore import DatasetError, assess, compare, discover, load_framework, read_dataset
from smartscore.api.frames import as_pandas

OWN = framework(*percent("a", "b"))
COLUMNS: dict[str, list[Any]] = {
    "code": ["01", "02", "03"],
    "name": ["Alun", "Bukit", "Candi"],
    "year": [2023, 2023, 2024],
    "a": [10.5, None, 30.0],
    "b": [1, None, 3],
    "zone": ["n", None, "s"],
}
KINDS = {
    "polars": pl.DataFrame(COLUMNS),
    "polars, lazy": pl.LazyFrame(COLUMNS),
    "pyarrow": pa.table(COLUMNS),
    "polars, categories": pl.DataFrame(COLUMNS).with_columns(pl.col("zone").cast(pl.Categorical)),
    "polars, small numbers": pl.DataFrame(COLUMNS).with_columns(pl.col("b").cast(pl.Int8)),
    "pyarrow, decimals": pa.table({**COLUMNS, "a": [Decimal("10.5"), None, Decimal("30.0")]}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_the_frame_of_pandas(kind: str) -> None:
    expected, read = read_dataset(DataFrame(COLUMNS)), read_dataset(KINDS[kind])
    assert read.rows_of(("01", 2023)) == [0]
    assert read.labels == expected.labels == ["Alun", "Bukit", "Candi"]
    assert read.frame.index.equals(expected.frame.index)
    assert read.frame[["a", "b"]].astype(float).equals(expected.frame[["a", "b"]].astype(float))
    scores = [assess(frame, OWN).scores for frame in (KINDS[kind], DataFrame(COLUMNS))]
    pd.testing.assert_frame_equal(*scores)
    places = [assess(frame, OWN).ranking("zone") for frame in (KINDS[kind], DataFrame(COLUMNS))]
    pd.testing.assert_frame_equal(*places)


def test_the_example_by_every_road() -> None:
    by = load_framework("smart-city", plugins=discover(bundled_only=True))
    expected = assess(EXAMPLE, by).scores
    for frame in (pl.read_csv(EXAMPLE), pl.scan_csv(EXAMPLE), pa.Table.from_pandas(pd.read_csv(EXAMPLE))):
        pd.testing.assert_frame_equal(assess(frame, by).scores, expected)


def test_whole_numbers_with_gaps_lose_no_digit() -> None:
    for frame in (pl.DataFrame({"code": [2**60 + 1, None]}), pa.table({"code": [2**60 + 1, None]})):
        assert as_pandas(frame)["code"].tolist() == [2**60 + 1, None]


def test_texts_and_dates_are_as_they_are() -> None:
    day = datetime.date(2024, 5, 1)
    frame = as_pandas(pl.DataFrame({"code": ["007", None], "day": [day, None], "yes": [True, False]}))
    assert frame["code"].tolist() == ["007", None]
    assert frame["day"].tolist() == [day, None]
    assert frame["yes"].tolist() == [True, False]


def test_frames_and_files_are_put_together(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text("city,b\nAlun,20\n")
    both = [pl.DataFrame({"city": ["Alun"], "a": [10.0]}), path]
    assert assess(both, OWN).index.tolist() == [15.0]
    assert compare(assess(both, OWN), assess(both, OWN)).differences["index"].tolist() == [0.0]


def test_a_column_that_stands_twice_is_refused() -> None:
    twice = pa.Table.from_arrays([pa.array(["A"]), pa.array([1.0]), pa.array([2.0])], names=["city", "a", "a"])
    with pytest.raises(DatasetError) as refused:
        read_dataset(twice)
    assert [(problem.code, problem.column) for problem in refused.value.problems] == [("column_twice", "a")]


def test_a_result_goes_back() -> None:
    table = pl.from_pandas(assess(KINDS["polars"], OWN).to_frame("long"))
    assert table.filter(pl.col("node") == "index")["score"].to_list() == [5.75, None, 16.5]

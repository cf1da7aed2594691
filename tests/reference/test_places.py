"""Every regency of the reference data is found in the gazetteer of Indonesia, by its name and by its code of 2017."""

from pathlib import Path

import pandas as pd
from pandas import DataFrame

from smartscore import Area, Gazetteer, discover


def regions(reference: Path) -> DataFrame:
    return pd.read_csv(reference / "data" / "indonesia_kabupaten_regions.csv", dtype=str)


def indonesia() -> Gazetteer:
    return discover(bundled_only=True).gazetteers["indonesia"].load()


def test_a_column_of_the_names_as_bps_writes_them_and_one_of_the_codes_meet(reference: Path) -> None:
    table, gazetteer = regions(reference), indonesia()
    by_name, by_code = (gazetteer.resolve(table[column].tolist()) for column in ("name", "bps_code"))
    assert None not in by_name
    assert by_name == by_code
    assert {area for area in by_name if area} == {area for area in gazetteer.areas if area.level == "regency"}


def test_each_name_with_its_kind_is_found_by_itself(reference: Path) -> None:
    gazetteer = indonesia()
    for name, kind, code in regions(reference)[["name", "level", "bps_code"]].itertuples(index=False):
        full = name if kind == "kota" else f"Kab. {name}"
        assert gazetteer.find(full) == gazetteer.find(code) != None, name  # noqa: E711  # three of one


def test_the_provinces_are_those_of_the_regencies_but_for_the_four_that_are_new(reference: Path) -> None:
    table, gazetteer = regions(reference), indonesia()
    provinces = dict(
        zip(table["province"].unique(), gazetteer.resolve(table["province"].unique().tolist()), strict=True)
    )
    by_code: dict[str, Area] = {area.code: area for area in gazetteer.areas}
    moved = {
        found.parent
        for province, found in zip(table["province"], gazetteer.resolve(table["bps_code"].tolist()), strict=True)
        if found is not None and by_code[found.parent or ""] != provinces[province]
    }
    assert {by_code[code or ""].name for code in moved} == {
        *("Papua Barat Daya", "Papua Pegunungan", "Papua Selatan", "Papua Tengah"),
    }

"""Fifty of 514 regencies and cities of 2021 chosen by the human development index, with quotas by province."""

from pathlib import Path

import pandas as pd
import pytest
from pandas import DataFrame

from smartscore import Assessment, Quota, UsageError, assess, load_framework, read_dataset, select


@pytest.fixture(scope="module")
def regencies(reference: Path) -> Assessment:
    table = pd.read_csv(reference / "data" / "indonesia_ipm_2010_2021.csv", dtype={"bps_code": str})
    table = table[table["level"].isin(["kabupaten", "kota"]) & (table["year"] == 2021)]
    regions = pd.read_csv(reference / "data" / "indonesia_kabupaten_regions.csv", dtype={"bps_code": str})
    islands = regions[["bps_code", "island_group"]]
    return assess(read_dataset(table.merge(islands, on="bps_code", how="left")), load_framework("ipm"))


def codes(told: DataFrame) -> dict[str, int]:
    return {str(code): int(count) for code, count in told["reason"].map(lambda why: why.code).value_counts().items()}


def inside(told: DataFrame) -> DataFrame:
    return told[told["chosen"] == "in"]


def test_by_rank_alone_fifty_are_in_and_six_provinces_have_none(regencies: Assessment) -> None:
    told = select(regencies, 50)
    assert codes(told) == {"select_rank": 50, "select_below": 464}
    frame = regencies.dataset.frame.loc[inside(told).index]
    assert frame["province"].nunique() == 28
    assert frame["level"].value_counts().to_dict() == {"kota": 46, "kabupaten": 4}


def test_with_one_for_each_province_all_34_have_a_place(regencies: Assessment) -> None:
    told = select(regencies, 50, quotas={"province": 1})
    assert codes(told) == {"select_rank": 35, "select_kept": 15, "select_below": 464}
    assert inside(told)["group:province"].nunique() == 34
    assert inside(told)["place"].tolist()[:35] == list(range(1, 36))


def test_those_who_are_in_by_quota_only_are_the_first_of_provinces_that_had_none(regencies: Assessment) -> None:
    told, alone = select(regencies, 50, quotas={"province": 1}), select(regencies, 50)
    only = inside(told).loc[inside(told).index.difference(inside(alone).index)].sort_values("place")
    assert dict(zip(only["name"], only["place"], strict=True)) == {
        "Kota Pangkal Pinang": 52,
        "Kota Sorong": 54,
        "Kota Bandar Lampung": 62,
        "Kota Gorontalo": 67,
        "Kota Tarakan": 76,
        "Mamuju": 318,
    }
    assert {why.fields["place"] for why in only["reason"]} == {1}
    out = told.loc[inside(alone).index.difference(inside(told).index)]
    assert sorted(out["place"]) == [36, 41, 44, 47, 48, 49]


def test_at_most_three_of_a_province_hold_back_four_of_java(regencies: Assessment) -> None:
    told = select(regencies, 50, quotas={"province": Quota(1, 3)})
    assert inside(told).groupby("group:province").size().agg(["min", "max"]).tolist() == [1, 3]
    held = told[[why.code == "select_full" for why in told["reason"]]]
    assert held["group:province"].value_counts().to_dict() == {"DKI Jakarta": 2, "Jawa Timur": 1, "Jawa Tengah": 1}


def test_two_for_each_of_34_provinces_are_more_than_fifty(regencies: Assessment) -> None:
    with pytest.raises(UsageError, match="keeps 68 places for 34 groups, and there are 50; possible: 68 places"):
        select(regencies, 50, quotas={"province": 2})
    assert inside(select(regencies, 68, quotas={"province": 2})).groupby("group:province").size().eq(2).all()


def test_quotas_of_provinces_and_of_kabupaten_are_kept_together(regencies: Assessment) -> None:
    told = inside(select(regencies, 50, quotas={"province": 1, "level": 20, "island_group": Quota(2, 20)}))
    assert len(told) == 50
    assert told["group:province"].nunique() == 34
    assert told["group:level"].value_counts().to_dict() == {"kota": 30, "kabupaten": 20}
    assert told.groupby("group:island_group").size().between(2, 20).all()
    last = told.iloc[-1]
    assert (last["name"], last["place"]) == ("Halmahera Utara", 343)
    assert last["reason"].fields["groups"] == "province Maluku Utara, level kabupaten, island_group Maluku"

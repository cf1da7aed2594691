"""Two series on both sides of a break: what is within an edition, and that nothing is worked out over the break."""

from pathlib import Path

import numpy as np
import pytest
from attrs import evolve
from builders import cities, framework, percent
from series_builders import write_series

import smartscore
from smartscore import Assessment, UsageError, assess, compare, side_by_side
from smartscore.model import Period
from smartscore.views import SideBySide

NEW = evolve(framework(*percent("a"), edition="2"), id="new", in_force=Period.parse("2026.."), repeals=("f",))
OLD = framework(*percent("a"), edition="1")


@pytest.fixture
def both(tmp_path: Path) -> tuple[Assessment, Assessment]:
    spbe, pemdi, toml = write_series(tmp_path)
    return assess(spbe, "spbe-2020"), assess(pemdi, toml)


def small(**columns: list[object]) -> SideBySide:
    """Give A and B in 2025 by the old edition, and B and C in 2026 by the new one."""
    old = assess(cities(year=[2025, 2025], a=[10.0, 20.0]).reset_index(), OLD)
    new = assess(cities(a=[0.0, 30.0, 40.0], year=[2026] * 3, **columns).reset_index().iloc[1:], NEW)
    return side_by_side(old, new)


class TestTheTwoCases:
    def test_both_series_are_what_was_published(self, both: tuple[Assessment, Assessment]) -> None:
        frame = side_by_side(*both).frame
        old, new = frame["old_index"].dropna().to_dict(), frame["new_index"].dropna().to_dict()
        kotim = {("Kotawaringin Timur", year): index for year, index in ((2021, 1.66), (2022, 2.38), (2023, 3.11))}
        assert old == {**kotim, ("Kotawaringin Timur", 2024): 3.22, ("Aceh Tengah", 2025): 2.59}
        assert new == {("Aceh Tengah", 2026): 1.24}
        assert frame.loc[("Aceh Tengah", 2025), "old_band"] == "Cukup"
        assert frame.loc[("Aceh Tengah", 2026), "new_band"] == "Kurang"

    def test_changes_are_within_an_edition_and_there_is_none_over_the_break(
        self, both: tuple[Assessment, Assessment]
    ) -> None:
        frame = side_by_side(*both).frame
        assert frame["old_change"].dropna().round(9).to_dict() == {
            ("Kotawaringin Timur", 2022): 0.72,
            ("Kotawaringin Timur", 2023): 0.73,
            ("Kotawaringin Timur", 2024): 0.11,
        }
        assert frame["new_change"].isna().all()
        assert {str(name).partition("_")[0] for name in frame} == {"name", "old", "new"}

    def test_the_break_is_named_whichever_comes_first(self, both: tuple[Assessment, Assessment]) -> None:
        one, other = side_by_side(*both), side_by_side(*both[::-1])
        assert (one.gap.old, one.gap.new, one.gap.since) == ("spbe-2020", "pemdi-2026", "2026-06-05")
        assert one.gap == other.gap
        assert one.frame.equals(other.frame)

    def test_they_are_not_compared(self, both: tuple[Assessment, Assessment]) -> None:
        for crosswalk in (None, {"index": "index"}):
            with pytest.raises(UsageError) as refused:
                compare(*both, crosswalk)
            assert [problem.code for problem in refused.value.problems] == ["break_not_bridged"]

    def test_it_shows_itself_and_is_written(self, both: tuple[Assessment, Assessment], tmp_path: Path) -> None:
        series = side_by_side(*both)
        assert repr(series).splitlines()[0] == "<SideBySide of 6 rows by spbe-2020 2020 and pemdi-2026 2026"
        assert "| 1.24 |" in smartscore.write(series, tmp_path / "series.md", language="en").read_text()
        with pytest.raises(UsageError):
            smartscore.write(series, tmp_path / "pemdi.csv")  # which was read


class TestRows:
    def test_a_city_of_one_side_alone_has_no_cells_on_the_other(self) -> None:
        frame = small().frame
        assert list(frame.index) == [("A", 2025), ("B", 2025), ("B", 2026), ("C", 2026)]
        assert frame["old_index"].tolist()[:2] == [10, 20]
        assert np.isnan(frame["old_index"].tolist()[2:]).all()
        assert frame["new_index"].tolist()[2:] == [30, 40]
        assert frame["new_rank"].tolist()[2:] == [2, 1]

    def test_one_year_by_both_editions_is_one_row(self) -> None:
        sides = [assess(cities(year=[2026], a=[a]).reset_index(), by) for a, by in ((10.0, OLD), (20.0, NEW))]
        frame = side_by_side(*sides).frame
        assert frame[["old_index", "new_index"]].to_numpy().tolist() == [[10, 20]]

    def test_data_without_years_have_a_row_a_city(self) -> None:
        frame = side_by_side(*(assess(cities(a=[a]), by) for a, by in ((10.0, OLD), (20.0, NEW)))).frame
        assert (frame.index.name, list(frame.index)) == ("city", ["A"])
        assert frame[["old_index", "new_index"]].to_numpy().tolist() == [[10, 20]]

    def test_a_missing_index_stays_missing(self) -> None:
        frame = side_by_side(*(assess(cities(a=[np.nan]), by) for by in (OLD, NEW))).frame
        assert frame[["old_index", "new_index", "old_rank"]].isna().all(axis=None)

    def test_one_city_is_found_on_whichever_side_has_it(self) -> None:
        series = small()
        assert [len(series.of(city).places) for city in ("A", "B", "C")] == [1, 2, 1]
        with pytest.raises(UsageError) as refused:
            series.of("Z")
        assert refused.value.problems[0].code == "no_such_city"

    def test_frameworks_without_a_break_are_refused(self) -> None:
        one = assess(cities(a=[1.0]), OLD)
        with pytest.raises(UsageError) as refused:
            side_by_side(one, assess(cities(a=[1.0]), evolve(NEW, repeals=())))
        assert refused.value.problems[0].code == "frameworks_differ"


def test_in_one_family_with_one_scale_a_crosswalk_still_bridges() -> None:
    sides = [assess(cities(a=[a]), evolve(by, family="ours")) for a, by in ((10.0, OLD), (20.0, NEW))]
    assert compare(*sides, {"a": "a"}).summary["difference"].tolist() == [10]

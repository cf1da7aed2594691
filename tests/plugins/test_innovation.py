"""Indeks Inovasi Daerah 2026: the government's 20 rows, its innovations added up, and one innovation by itself."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pandas import DataFrame

from smartscore import Assessment, DatasetError, Framework, assess, load_framework, read_dataset
from smartscore.recipes import recipe_of
from smartscore.testing import check_framework

Write = Callable[..., Path]


@pytest.fixture(scope="module")
def iid() -> Framework:
    return load_framework("iid-2026")


@pytest.fixture(scope="module")
def one() -> Framework:
    return load_framework("iid-innovation-2026")


def levels(framework: Framework, level: int) -> dict[str, int]:
    return {node.id: level for node in framework.indicators if node.kind == "maturity"}


def regency(framework: Framework, level: int, points: float, number: int, fields: int) -> Assessment:
    own = {"innovation_points": points, "innovations": number, "basic_service_fields": fields}
    return assess(DataFrame([{"city": "Alun", **levels(framework, level), **own}]), framework)


def index(found: Assessment) -> float:
    return float(found.index.iloc[0])


def test_both_are_sound(iid: Framework, one: Framework) -> None:
    check_framework(iid)
    check_framework(one)


class TestGovernment:
    def test_its_15_indicators_are_20_rows_of_weights_that_make_63_points(self, iid: Framework) -> None:
        rows = [node for node in iid.indicators if node.kind == "maturity"]
        assert len(rows) == 20
        assert len({node.code.rstrip("ab") for node in rows}) == 15
        assert 3 * sum(node.weight for node in rows) == 63

    def test_aspects_have_the_shares_of_the_slides(self, iid: Framework) -> None:
        names = ("government_unit", "innovation_unit", "innovation_points", "innovation_number")
        assert [round(100 * iid.shares[name], 2) for name in names] == [25.2, 74.8, 44.4, 30.4]

    def test_the_best_there_can_be_is_100(self, iid: Framework) -> None:
        assert index(regency(iid, 3, 200 * 111, 200, 6)) == 100

    def test_nothing_at_all_cannot_be_judged(self, iid: Framework) -> None:
        found = regency(iid, 0, 0, 0, 0)
        assert (index(found), found.band_names("id")[0]) == (0, "Tidak Dapat Dinilai")

    @pytest.mark.parametrize(
        ("points", "number", "fields", "expected"),
        [
            (640, 8, 5, 42 + 640 / 12 + 8 * 0.38),  # eight are counted as twelve
            (960, 12, 5, 42 + 80 + 12 * 0.38),
            (1040, 13, 5, 42 + 80 + 13 * 0.38),
            (1400, 20, 5, 42 + 70 + 20 * 0.38),
            (1400, 20, 4, 42 + 70),  # fields are missing: no points for the number
            (210 * 70, 210, 6, 42 + 70 + 76),  # 200 are the most that count
        ],
    )
    def test_the_index_is_the_points_of_250_in_percent(
        self, iid: Framework, points: float, number: int, fields: int, expected: float
    ) -> None:
        found = regency(iid, 2, points, number, fields)  # level 2 everywhere: 42 points
        assert index(found) == pytest.approx(expected / 2.5, abs=0.005 + 1e-9)

    @pytest.mark.parametrize(
        ("given", "category"),
        [
            *((0, "Tidak Dapat Dinilai"), (0.01, "Kurang Inovatif"), (40, "Kurang Inovatif"), (40.01, "Inovatif")),
            *((65, "Inovatif"), (65.004, "Inovatif"), (65.005, "Sangat Inovatif"), (100, "Sangat Inovatif")),
        ],
    )
    def test_categories_judge_two_decimals(self, iid: Framework, given: float, category: str) -> None:
        found = assess(DataFrame({"city": ["Alun"], "index": [given]}), iid)
        assert found.band_names("id")[0] == category

    def test_what_is_not_shown_counts_as_the_lowest_level(self, iid: Framework) -> None:
        rows = [{"city": name, **levels(iid, 3)} for name in ("Alun", "Bukit")]
        rows[0]["iid_vision_mission"] = float("nan")  # type: ignore[assignment]
        rows[1]["iid_vision_mission"] = 0
        own = {"innovation_points": 0, "innovations": 0, "basic_service_fields": 0}
        first, second = assess(DataFrame(rows).assign(**own), iid).index
        assert first == second

    def test_levels_fields_and_numbers_that_cannot_be_are_refused(self, iid: Framework) -> None:
        with pytest.raises(DatasetError) as caught:
            regency(iid, 4, 1400, 12, 7)
        told = {(problem.code, problem.column) for problem in caught.value.problems}
        assert {("outside_domain", "iid_licensing"), ("outside_domain", "basic_service_fields")} <= told
        assert ("outside_domain", "innovation_points") in told  # 1,400 over 12 are more than the 111 of the best


class TestOneInnovation:
    def test_its_20_indicators_have_weights_that_make_111_points(self, one: Framework) -> None:
        assert sorted(int(node.code) for node in one.indicators) == list(range(16, 36))
        assert 3 * sum(node.weight for node in one.indicators) == 111

    @pytest.mark.parametrize(("level", "points"), [(0, 0), (1, 37), (2, 74), (3, 111)])
    def test_its_index_is_its_points(self, one: Framework, level: int, points: float) -> None:
        found = assess(DataFrame([{"city": "LAPOR", **levels(one, level)}]), one)
        assert index(found) == pytest.approx(points)

    def test_a_level_is_its_weight_in_points(self, one: Framework) -> None:
        found = assess(DataFrame([{"city": "LAPOR", **levels(one, 0), "innovation_video": 1}]), one)
        assert index(found) == pytest.approx(4)


def test_rows_within_a_regency_are_added_up_by_a_recipe(iid: Framework, write: Write) -> None:
    rows = levels(iid, 2)
    own = write(f"city,{','.join(rows)},basic_service_fields\nAlun,{','.join(map(str, rows.values()))},6\n", "own.csv")
    innovations = write("Kabupaten;Inovasi;Skor\n" + "".join(f"Alun;no {n};82,5\n" for n in range(8)), "inovasi.csv")
    recipe = {"key": "Kabupaten", "parts": "innovations", "columns": {"innovation_points": "Skor"}}
    dataset = read_dataset([own, innovations], recipe=[recipe_of({}), recipe_of(recipe)])
    assert index(assess(dataset, iid)) == pytest.approx((42 + 8 * 82.5 / 12 + 8 * 0.38) / 2.5, abs=0.005)


@pytest.mark.parametrize(("language", "words"), [("en", "was not read"), ("id", "tidak dibaca")])
def test_every_result_says_that_the_guideline_was_not_read(
    iid: Framework, one: Framework, language: str, words: str
) -> None:
    assert words in iid.note.to(language)
    assert words in one.note.to(language)

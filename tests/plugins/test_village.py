"""Indeks Desa: 13 sub-dimensions, their points, and the status of a village."""

import pytest
from pandas import DataFrame

from smartscore import Assessment, DatasetError, Framework, assess, load_framework
from smartscore.rounding import half_up
from smartscore.testing import check_framework

POINTS = {
    "village_education": 45,
    "village_health": 100,
    "village_utilities": 25,
    "village_activity": 65,
    "community_facilities": 20,
    "village_production": 40,
    "economic_facilities": 120,
    "environment_management": 65,
    "disaster_management": 25,
    "road_condition": 20,
    "ease_of_access": 30,
    "village_institutions": 35,
    "village_finance": 45,
}

# Indices of 2025 as printed: one village of a public simulation sheet (539 points), Karanggintung in Cilacap (437
# points, Berkembang; 68.82 is their percentage), and twelve that the code of a dashboard of Lampung Timur names, for
# each the points, of 635, that give it.
FOUND = [
    *((539, 84.88, "Mandiri"), (437, 68.82, "Berkembang"), (445, 70.08, "Maju"), (495, 77.95, "Maju")),
    *((551, 86.77, "Mandiri"), (474, 74.65, "Maju"), (534, 84.09, "Mandiri"), (531, 83.62, "Mandiri")),
    *((523, 82.36, "Mandiri"), (465, 73.23, "Maju"), (450, 70.87, "Maju"), (543, 85.51, "Mandiri")),
    *((532, 83.78, "Mandiri"), (484, 76.22, "Maju")),
]


@pytest.fixture
def framework() -> Framework:
    return load_framework("indeks-desa-2025")


def village(framework: Framework, **points: float) -> Assessment:
    return assess(DataFrame({"city": ["Sukamaju"], **{name: [value] for name, value in points.items()}}), framework)


def spread(total: int) -> dict[str, float]:
    """Give points that add up to a total, the sub-dimensions filled one after the other."""
    left, points = total, {}
    for name, most in POINTS.items():
        points[name] = float(min(most, left))
        left -= min(most, left)
    return points


def status(framework: Framework, index: float) -> str:
    found = assess(DataFrame({"city": ["Sukamaju"], "index": [index]}), framework)
    return found.band_names("id")[0]


def test_it_is_sound(framework: Framework) -> None:
    check_framework(framework)


def test_points_are_weights_and_add_up_to_635(framework: Framework) -> None:
    assert {node.id: node.weight for node in framework.indicators} == POINTS
    assert sum(POINTS.values()) == 635
    assert [node.weight for node in framework.index.members] == [170, 85, 160, 90, 50, 80]


def test_dimensions_have_the_shares_that_a_regency_prints(framework: Framework) -> None:
    shares = [half_up(100 * framework.shares[node.id], 2) for node in framework.index.members]
    assert shares == [26.77, 13.39, 25.20, 14.17, 7.87, 12.60]


@pytest.mark.parametrize(("points", "index", "of"), FOUND)
def test_the_index_is_the_percentage_of_635_points_as_printed(
    framework: Framework, points: int, index: float, of: str
) -> None:
    found = village(framework, **spread(points))
    assert half_up(found.index.iloc[0], 2) == index
    assert found.band_names("id")[0] == of


def test_a_total_of_another_page_is_that_of_points_times_shares(framework: Framework) -> None:
    total = sum(node.weight * framework.shares[node.id] for node in framework.index.members)
    assert half_up(total, 2) == 123.98  # and not what the indices that were found are shares of


@pytest.mark.parametrize(
    ("limit", "below", "above"),
    [
        (49.48, "Sangat Tertinggal", "Tertinggal"),
        (57.38, "Tertinggal", "Berkembang"),
        (69.34, "Berkembang", "Maju"),
        (79.62, "Maju", "Mandiri"),
    ],
)
def test_a_limit_belongs_to_the_status_below_it(framework: Framework, limit: float, below: str, above: str) -> None:
    assert (status(framework, limit), status(framework, limit + 0.01)) == (below, above)


def test_the_ends_have_a_status(framework: Framework) -> None:
    assert (status(framework, 0), status(framework, 100)) == ("Sangat Tertinggal", "Mandiri")


def test_dimensions_are_percentages_of_their_own_points(framework: Framework) -> None:
    found = village(framework, **spread(170 + 65))
    assert found.scores.loc["Sukamaju", "basic_services"] == 100
    assert found.scores.loc["Sukamaju", "social"] == pytest.approx(100 * 65 / 85)


def test_more_points_than_there_are_or_less_than_none_are_refused(framework: Framework) -> None:
    with pytest.raises(DatasetError) as caught:
        village(framework, **{**spread(539), "village_education": 46, "village_health": -1})
    assert {(problem.code, problem.column) for problem in caught.value.problems} == {
        ("outside_domain", "village_education"),
        ("outside_domain", "village_health"),
    }


def test_a_sub_dimension_that_is_missing_leaves_no_index(framework: Framework) -> None:
    found = village(framework, **{**spread(539), "village_finance": float("nan")})
    assert found.index.isna().all()
    assert found.scores.loc["Sukamaju", "basic_services"] == 100


@pytest.mark.parametrize(("language", "words"), [("en", "was not read"), ("id", "tidak dibaca")])
def test_every_result_says_that_the_regulation_was_not_read(framework: Framework, language: str, words: str) -> None:
    assert words in framework.note.to(language)

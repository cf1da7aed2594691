"""Statements about weights are read strictly, and what is wrong with them is said with its place."""

from collections.abc import Sequence

import numpy as np
import pytest

from smartscore.errors import UsageError
from smartscore.robustness.sampling.polytope import WeightPolytope

MEMBERS = ["economy", "living", "people"]


def rows(*statements: str) -> list[list[float]]:
    """Give the rows of a polytope, each with its bound."""
    polytope = WeightPolytope.of(MEMBERS, statements)
    return np.c_[polytope.matrix, polytope.bounds].tolist()


def refusal(statements: Sequence[str]) -> list[tuple[str, object, object]]:
    with pytest.raises(UsageError) as caught:
        WeightPolytope.of(MEMBERS, statements)
    return [(p.code, p.fields.get("place"), p.fields.get("found")) for p in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("economy >= living", [[-1, 1, 0, 0]]),
        ("economy<=living", [[1, -1, 0, 0]]),
        ("economy >= 2 * living", [[-1, 2, 0, 0]]),
        ("economy >= living * 2", [[-1, 2, 0, 0]]),
        ("economy + living <= 0.5", [[1, 1, 0, 0.5]]),
        ("economy >= .1", [[-1, 0, 0, -0.1]]),
        ("-economy <= -1e-1", [[-1, 0, 0, -0.1]]),
        ("economy + 0.1 - living - living >= people", [[-1, 2, 1, 0.1]]),
        ("economy = people", [[1, 0, -1, 0], [-1, 0, 1, 0]]),
        ("economy = 0.3", [[1, 0, 0, 0.3], [-1, 0, 0, -0.3]]),
        ("economy >= living >= people", [[-1, 1, 0, 0], [0, -1, 1, 0]]),
        ("0.1 <= economy <= 0.4", [[-1, 0, 0, -0.1], [1, 0, 0, 0.4]]),
        ("economy + living >= living", [[-1, 0, 0, 0]]),
    ],
)
def test_a_statement_becomes_rows_of_at_most(text: str, expected: list[list[float]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ("economy > living", 9, ">"),
        ("economy == living", 9, "=="),
        ("economy", 8, "…"),
        ("", 1, "…"),
        ("economy >=", 11, "…"),
        (">= living", 1, ">="),
        ("economy >= 2 living", 14, "living"),
        ("economy >= 2living", 13, "living"),
        ("economy >= 0,5", 13, ",5"),
        ("economy * living >= 0.1", 11, "living"),
        ("2 * 3 >= economy", 5, "3"),
        ("economy / 2 >= living", 9, "/"),
        ("(economy) >= living", 1, "(economy)"),
        ("economy >= 10%", 14, "%"),
        ("economy >= __import__('os')", 22, "('os')"),
        ("economy >= living + >= 1", 21, ">="),
    ],
)
def test_what_is_not_understood_is_told_with_its_place(text: str, place: int, found: str) -> None:
    assert refusal([text]) == [("weight_statement_not_read", place, found)]


def test_unknown_names_are_told_with_the_nearest_and_all_problems_at_once() -> None:
    with pytest.raises(UsageError) as caught:
        WeightPolytope.of(
            MEMBERS, ["economi >= livin", "1 >= 0.5", "economy > 1"], {"peple": (0.1, 0.2), "living": (30, 10)}
        )
    assert [str(problem) for problem in caught.value.problems] == [
        "'economi >= livin' names 'economi', at character 1, which is no member here; nearest: economy",
        "'economi >= livin' names 'livin', at character 12, which is no member here; nearest: living",
        "'1 >= 0.5' says nothing of any weight: name a member, and not the same on both sides",
        "'economy > 1' is no comparison of weights: '>', at character 9, is not understood; "
        "write it such as a >= b, a >= 2 * b or a + b <= 0.5",
        "there is no 'peple' in it; nearest: people",
        "the weight of living cannot lie between 30 and 10: write shares of the whole from 0 to 1, the lower one first",
    ]


def test_the_same_on_both_sides_says_nothing() -> None:
    assert refusal(["economy >= economy"]) == [("weight_statement_empty", None, None)]


def test_ranges_are_rows_too() -> None:
    polytope = WeightPolytope.of(MEMBERS, between={"living": (0.1, 0.3)})
    assert np.c_[polytope.matrix, polytope.bounds].tolist() == [[0, -1, 0, -0.1], [0, 1, 0, 0.3]]
    assert polytope.texts == ("0.1 <= living <= 0.3",) * 2

"""Many faults of one kind are one message: how many, the first places, the most frequent values."""

from smartscore import DatasetError, Problem
from smartscore.errors import ProblemGroup, grouped


def wrong(count: int, column: str = "water") -> list[Problem]:
    return [
        Problem("not_a_number", {"found": "x" if row % 3 else "y"}, file="a.csv", row=row + 2, column=column)
        for row in range(count)
    ]


def test_more_than_five_of_one_column_are_told_as_one() -> None:
    error = DatasetError(wrong(9))
    assert error.message() == (
        "a.csv, line 2, water: 'y' is not a number; 8 more of this kind: line 3, line 4, line 5, ...; most frequent: "
        "x (6), y (3) [not_a_number]"
    )
    assert error.message("id") == (
        "a.csv, baris 2, water: 'y' bukan angka; 8 lagi yang serupa: baris 3, baris 4, baris 5, ...; paling sering: "
        "x (6), y (3) [not_a_number]"
    )
    assert len(error.problems) == 9


def test_five_are_told_one_by_one() -> None:
    assert grouped(wrong(5)) == wrong(5)


def test_each_column_is_told_for_itself_where_its_first_fault_stands() -> None:
    mixed = [one for pair in zip(wrong(7), wrong(7, "roads"), strict=True) for one in pair]
    other = Problem("key_empty", file="a.csv", row=1)
    told = grouped([other, *mixed])
    assert [(one.code, one.column) for one in told] == [
        ("key_empty", None),
        ("not_a_number", "water"),
        ("not_a_number", "roads"),
    ]
    assert [len(one.problems) for one in told if isinstance(one, ProblemGroup)] == [7, 7]


def test_what_has_no_place_is_told_one_by_one() -> None:
    told = [Problem("map_feature", {"number": number, "found": "Point"}, file="m.json") for number in range(9)]
    assert grouped(told) == told


def test_values_that_are_one_alike_are_not_counted() -> None:
    alike = [Problem("key_empty", file="a.csv", row=row, column="city") for row in range(2, 9)]
    assert DatasetError(alike).message().endswith("; 6 more of this kind: line 3, line 4, line 5, ... [key_empty]")


def test_three_hundred_thousand_are_one() -> None:
    (one,) = grouped(wrong(300_000))
    assert one.message().startswith("a.csv, line 2, water: 'y' is not a number; 299999 more of this kind")

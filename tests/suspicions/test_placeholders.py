"""Numbers that probably mean "not known", and those that are values."""

from collections.abc import Callable

import pytest
from suspicion_builders import LINEAR, column

from smartscore.errors import Suspicion

Find = Callable[..., list[Suspicion]]


def told(found: list[Suspicion]) -> dict[str | None, str]:
    return {one.column: str(one.fields["values"]) for one in found if one.code == "placeholder"}


@pytest.mark.parametrize("mark", ["-999", "-99", "-9999", "999", "9999", "99999", "-999.0", "-99.9", "-1"])
def test_a_mark_far_from_all_else_is_suspected(find: Find, mark: str) -> None:
    found = find(column(10.5, 20.25, 33.5, mark, 41.75), "a[%]", rule=LINEAR)
    assert told(found) == {"a": f"{float(mark):.12g}"}


def test_both_are_where_a_column_holds_nothing_else(find: Find) -> None:
    found = find("city,poverty,water\nA,-999,80\nB,9999,70\n", "poverty[%]", "water[%]", rule=LINEAR)
    assert [(one.code, one.column) for one in found] == [("placeholder", "poverty")]
    assert found[0].message().partition("data.csv, ")[2] == (
        "poverty: -999, 9999 stands in 2 cell(s), far from all else: A (line 2, -999), B (line 3, 9999). If it means "
        "“not known”, say so: --missing -999,9999. If it is a value, say so: --accept placeholder:poverty [placeholder]"
    )
    assert found[0].message("id").partition("data.csv, ")[2] == (
        "poverty: -999, 9999 ada di 2 sel, jauh dari nilai lainnya: A (baris 2, -999), B (baris 3, 9999). Jika artinya "
        "“tidak diketahui”, nyatakan: --missing -999,9999. Jika memang nilai, nyatakan: --accept "
        "placeholder:poverty [placeholder]"
    )


@pytest.mark.parametrize(
    "values",
    [
        (120_000, 99_999, 250_000, 310_000),  # people
        (700, 999, 450, 620),
        (97, 98.5, 99, 99.9),  # percent
        (-1, -2.5, 0.5, 3),  # growth
        (-12, -99, -50, 60),  # a balance
        (3, 12, 30, 99),  # hospitals
        (9, 99, 999, 12_000),
    ],
)
def test_a_value_among_its_like_is_none(find: Find, values: tuple[float, ...]) -> None:
    assert told(find(column(*values), "a")) == {}


def test_minus_one_is_none_where_bounds_lie_below_it(find: Find) -> None:
    assert (
        find(column(4.5, 5.25, -1, 6.5), "a[%]", rule="{ linear = { worst = -5, best = 8 } }", code="placeholder") == []
    )


def test_a_mark_in_a_denominator_is_suspected_too(find: Find) -> None:
    text = "city,a,people\nA,10,1000\nB,20,9999999\nC,12,1200\nD,30,2500\n"
    found = find(text, "a", rule=LINEAR, more=', denominator = "people"')
    assert told(found) == {"people": "9999999"}


def test_what_the_domain_refuses_is_a_problem_that_names_the_way_out(find: Find) -> None:
    assert find(column(10.5, -999, 33.5), "a", rule=LINEAR, more=', domain = "number:0..100"') == []


@pytest.mark.parametrize("values", [(-1, 0.4, 0.5), (-1, 0.42, 0.51, 0.7), (-1, 12_034), (-7, 120, 450, 300)])
def test_a_mark_below_zero_is_suspected_among_shares_and_counts(find: Find, values: tuple[float, ...]) -> None:
    assert told(find(column(*values), "a")) == {"a": f"{values[0]:.12g}"}


@pytest.mark.parametrize("values", [(-1, 0.4, -0.5), (-1, 0, 1, 1), (-1, 2.5), (-7, 3, 12, 1)])
def test_it_is_none_among_changes_and_answers(find: Find, values: tuple[float, ...]) -> None:
    assert told(find(column(*values), "a")) == {}


def test_a_column_of_one_mark_alone_is_suspected(find: Find) -> None:
    assert told(find(column(9999, 9999, 9999), "a")) == {"a": "9999"}
    assert told(find(column(9998.5, 9999), "a")) == {}

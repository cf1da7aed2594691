"""Flags after numbers, and the words of publishers for a missing value."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pandas import DataFrame

from smartscore import DatasetError, check, read_dataset
from smartscore.model import Criterion, Dimension, Framework, Indicator
from smartscore.numerals.flags import flags_of, without_flags
from smartscore.rules import Levels, Linear
from smartscore.tables import Table

Write = Callable[..., Path]
TREE = Framework("t", index=Dimension("index", members=[Indicator("income", rule=Linear(0, 100), unit="%")]))


@pytest.mark.parametrize(
    ("written", "flags"),
    [
        ("12.3 p", ("p",)),
        ("11 e", ("e",)),
        ("12.3 bp", ("b", "p")),
        ("12.3 b p", ("b", "p")),
        ("1.234,5 e", ("e",)),
        ("12.3*", ("*",)),
        ("12.3 **", ("*",)),
        ("12.3\u2020", ("\u2020",)),
        ("12.3\u00b9", ("\u00b9",)),
        ("12.3 1)", ("1)",)),
        ("12.3 (p)", ("(p)",)),
        ("12.3 r)", ("r)",)),
        (": c", ("c",)),
        ("12.3", ()),
        ("12.3 %", ()),
        ("12 jiwa", ()),
        ("p", ()),
        ("Alun b", ()),
    ],
)
def test_flags_are_told_from_units_and_words(written: str, flags: tuple[str, ...]) -> None:
    assert flags_of(written) == flags


def test_flags_that_are_named_are_taken_off_and_others_stay() -> None:
    table = Table(DataFrame({"city": ["A p", "B", "C"], "x": ["12.3 p", ": e", "5 r"]}))
    assert without_flags(table, ["p", "e"]).frame.to_dict("list") == {
        "city": ["A p", "B", "C"],
        "x": ["12.3", ":", "5 r"],
    }
    assert without_flags(table, []) is table


@pytest.mark.parametrize(("cell", "shown", "setting"), [("12.3 p", "p", '"p"'), ("11 be", "b, e", '"b", "e"')])
def test_a_flagged_number_is_refused_with_the_way_out(write: Write, cell: str, shown: str, setting: str) -> None:
    path = write(f"city,income\nA,{cell}\nB,10\nC,11\n")
    with pytest.raises(DatasetError) as refused:
        check(read_dataset(path), TREE)
    (problem,) = refused.value.problems
    assert problem.message() == (
        f"{path}, line 2, income, A: {cell!r} is a number with a flag after it ({shown}); write the number alone, "
        f"or flags = [{setting}] in a recipe [number_flagged]"
    )
    assert problem.to("id").endswith(f"tulis bilangannya saja, atau flags = [{setting}] dalam resep")


@pytest.mark.parametrize("word", ["..", ":", "\u2026", "n.a.", "NaN", "x", "X", "tad", "TAD"])
def test_words_of_publishers_for_missing_are_missing(write: Write, word: str) -> None:
    scores = check(read_dataset(write(f"city,income\nA,{word}\nB,10.5\n")), TREE)["income"]
    assert scores.isna().tolist() == [True, False]


def test_an_x_is_still_a_tick(write: Write) -> None:
    node = Indicator("plan", rule=Levels(0, 2), criteria=[Criterion(1, "drawn up"), Criterion(2, "in force")])
    tree = Framework("t", index=Dimension("index", members=[node]))
    assert check(read_dataset(write("city,plan:1.1,plan:2.1\nA,x,\nB,x,x\n")), tree)["plan"].tolist() == [1, 2]

"""The scores as one table for other programs."""

import pytest
from builders import framework, percent
from pandas import DataFrame

from smartscore import Dimension, Impute, UsageError, assess

PANEL = DataFrame(
    {
        "code": ["1", "2", "1"],
        "name": ["Alun", "Bukit", "Alun"],
        "year": [2023, 2023, 2024],
        "zone": ["n", "s", "n"],
        "a": [50.0, None, 120.0],
        "b": [10.0, 30.0, 50.0],
        "q": [7.0, 8.0, 9.0],
    }
)
OWN = framework(Dimension("part", {"en": "Part", "id": "Bagian"}, members=percent("a", "b")), *percent("c"))
JUDGED = assess(PANEL, OWN)


def test_wide_has_a_row_a_city_and_a_column_a_node() -> None:
    table = JUDGED.to_frame()
    assert list(table) == ["city", "year", "name", "rank", "band", "index", "part", "c", "a", "b"]
    assert table["city"].tolist() == ["1", "2", "1"]
    assert table["year"].tolist() == [2023, 2023, 2024]
    assert table["name"].tolist() == ["Alun", "Bukit", "Alun"]
    assert table["index"].tolist() == [30.0, 30.0, 75.0]
    assert table["rank"].tolist() == [1.0, 1.0, 1.0]
    assert table["a"].fillna(-1).tolist() == [50.0, -1.0, 100.0]
    assert table.index.tolist() == [0, 1, 2]


def test_long_has_a_row_a_city_and_node() -> None:
    table = JUDGED.to_frame("long", language="id")
    assert list(table) == [
        *("city", "year", "name", "node", "title", "dimension", "level", "value", "score", "least", "greatest"),
        *("rank", "coverage", "given", "not_applicable", "clipped", "imputed"),
    ]
    assert len(table) == 3 * 5
    assert table["node"].tolist()[:5] == ["index", "part", "c", "a", "b"]
    assert table["title"].tolist()[:3] == ["index", "Bagian", "c"]
    assert table["dimension"].tolist()[:5] == ["", "index", "index", "part", "part"]
    assert table["level"].tolist()[:5] == [0, 1, 1, 2, 2]
    cell = table.set_index(["city", "year", "node"]).loc[("1", 2024, "a")]
    assert (cell["value"], cell["score"], cell["rank"], cell["coverage"], cell["clipped"]) == (120, 100, 1, 1, True)
    gap = table.set_index(["city", "year", "node"]).loc[("2", 2023, "a")]
    assert gap[["value", "score", "rank"]].isna().all()
    assert gap[["least", "greatest"]].tolist() == [0, 100]
    assert (gap["coverage"], gap["clipped"], gap["name"]) == (0, False, "Bukit")
    part = table.set_index(["city", "year", "node"]).loc[("2", 2023, "part")]
    assert (part["score"], part["coverage"]) == (30, 0.5)


def test_both_say_the_same_and_rank_within_a_group() -> None:
    wide, long = JUDGED.to_frame(by="zone"), JUDGED.to_frame("long", by="zone")
    turned = long.pivot(index=["city", "year"], columns="node", values="score")
    assert turned.loc[("2", 2023)].fillna(-1).to_dict() == wide.loc[1, list(turned)].astype(float).fillna(-1).to_dict()
    assert wide["rank"].tolist() == [1.0, 1.0, 1.0]


def test_what_was_given_imputed_or_does_not_apply_is_marked() -> None:
    own = framework(*percent("a", "b"), steps=[Impute("constant", value=5)])
    frame = DataFrame({"city": ["A", "B"], "a": [None, 20.0], "b": ["not applicable", None]})
    table = assess(frame, own).to_frame("long").set_index(["city", "node"])
    assert table.index[table["not_applicable"]].tolist() == [("A", "b")]
    assert table.index[table["imputed"]].tolist() == [("A", "a"), ("B", "b")]
    given = assess(DataFrame({"city": ["A"], "part": [40.0]}), framework(Dimension("part", members=percent("a"))))
    table = given.to_frame("long").set_index(["city", "node"])
    assert table.index[table["given"]].tolist() == [("A", "part")]


def test_another_form_or_group_is_refused() -> None:
    with pytest.raises(UsageError) as refused:
        JUDGED.to_frame("tall")  # type: ignore[arg-type]
    assert refused.value.problems[0].fields == {"name": "form", "found": "'tall'", "allowed": "long, wide"}
    with pytest.raises(UsageError):
        JUDGED.to_frame(by="zones")

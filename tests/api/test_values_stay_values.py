"""Whatever an assessment, a dataset, a comparison or a framework hands out may be written into, and nothing moves."""

import pickle
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from builders import framework, percent
from pandas import DataFrame, Index, Series

import smartscore
from smartscore import Assessment, Comparison, Dataset, Dimension, Framework, Impute, assess, compare, read_dataset

OWN = framework(Dimension("part", members=percent("a", "b")), *percent("c"), steps=[Impute("constant", value=5)])
FRAME = DataFrame(
    {
        "code": ["1", "1", "2", "2"],
        "name": ["Alun", "Alun", "Bukit", "Bukit"],
        "year": [2023, 2024, 2023, 2024],
        "indicator": ["a", "a", "b", "b"],
        "value": ["10", "120", "not applicable", "30"],
        "source": ["x", "y", "", "z"],
    }
)


def assessment() -> Assessment:
    return assess(read_dataset(FRAME), OWN)


def comparison() -> Comparison:
    before = assessment()
    return compare(before, before.what_if([(("Alun", 2024), "a", 20.0), (("Bukit", 2024), "c", 50.0)]))


MAKERS: dict[str, Callable[[], Any]] = {
    "assessment": assessment,
    "dataset": lambda: assessment().dataset,
    "comparison": comparison,
    "framework": lambda: OWN,
}
ATTRIBUTES = [
    *(
        ("assessment", name)
        for name in ("scores", "coverage", "given", "values", "index", "measured", "columns", "not_applicable")
    ),
    *(
        ("assessment", name)
        for name in (
            "changed",
            "clipped",
            "imputed",
            "rows",
            "keys",
            "band_numbers",
            "band_range",
            "unfitted",
            "provisos",
        )
    ),
    *(("dataset", name) for name in ("frame", "names", "notes", "lines", "cities", "years", "labels", "namesakes")),
    *(("comparison", name) for name in ("shared", "ranks", "effects", "new", "lost", "scope", "unsplit", "rows")),
    *(("comparison", name) for name in ("differences", "summary", "by_indicator")),
    *(("framework", name) for name in ("nodes", "shares", "ways", "indicators", "dimensions", "turning")),
]


def spoil(value: Any) -> None:
    """Write into a value in every way there is; what refuses it is right."""
    refusals = (ValueError, TypeError, AttributeError, KeyError, IndexError)
    if isinstance(value, DataFrame):
        for column in list(value):
            spoil(value[column])
            spoil(value[column].to_numpy())
            if value.dtypes.nunique() == 1 and value.dtypes.iloc[0].kind in "fb":
                with suppress(*refusals):
                    value[column].array[:] = value[column].array[::-1]
        for write in (
            lambda: value.insert(0, "written", 1),
            lambda: value.drop(columns=next(iter(value)), inplace=True),
            lambda: value.rename(columns={next(iter(value)): "renamed"}, inplace=True),
            lambda: value.__setitem__(next(iter(value)), -1.0),
            lambda: value.iloc.__setitem__((slice(None), slice(None)), -1.0),
            lambda: value.loc.__setitem__("written", -1.0),
            lambda: value.to_numpy().__setitem__(slice(None), -1.0),
            lambda: value.values.__setitem__(slice(None), -1.0),
        ):
            with suppress(*refusals):
                write()
        spoil(value.index)
        spoil(value.columns)
    elif isinstance(value, Series):
        for write in (
            lambda: value.iloc.__setitem__(slice(None), -1.0),
            lambda: value.to_numpy().__setitem__(slice(None), -1.0),
            lambda: value.values.__setitem__(slice(None), -1.0),
        ):
            with suppress(*refusals):
                write()
    elif isinstance(value, Index):
        with suppress(*refusals):
            value.names = [f"spoilt{level}" for level in range(value.nlevels)]
        with suppress(*refusals):
            value.to_numpy()[:] = "spoilt"
    elif isinstance(value, Mapping):
        for key in list(value):
            spoil(value[key])
            with suppress(*refusals):
                value[key] = None  # type: ignore[index]
        with suppress(*refusals):
            value["written"] = None  # type: ignore[index]
        with suppress(*refusals):
            value.clear()  # type: ignore[attr-defined]
    elif isinstance(value, list):
        value.append(None)
        value.clear()
    else:
        with suppress(*refusals):
            value[:] = -1


def text(value: Any) -> str:
    """Give a value as a text that tells every cell, key and name of it."""
    if isinstance(value, DataFrame | Series):
        return f"{value.to_csv()}{value.index.names}"
    if isinstance(value, Mapping):
        return "".join(f"{name}: {text(value[name])}\n" for name in value)
    return str(value.tolist() if isinstance(value, np.ndarray) else value)


def told(held: Any) -> str:
    """Give everything that a value answers."""
    answers: list[Any] = []
    if isinstance(held, Assessment):
        answers = [held.scores, held.coverage, held.given, held.values, held.ranking(), held.explain(), held.to_frame()]
        answers += [
            held.measured,
            held.columns,
            held.not_applicable,
            held.changed,
            held.clipped,
            held.imputed,
            held.score_range.least,
            held.score_range.greatest,
            held.score_range.exact,
            held.score_range.missing,
            held.band_range,
            held.index,
            held.keys,
        ]
        answers += [held.definition.fingerprint, [*map(str, held.provisos)], told(held.dataset), told(held.framework)]
    elif isinstance(held, Dataset):
        answers = [held.frame, held.names, held.notes, held.cities, held.labels, held.rows_of("Alun"), held.frame.shape]
    elif isinstance(held, Comparison):
        answers = [held.summary, held.by_indicator, held.effects, held.differences, held.indicators(1), held.shared]
        answers += [held.new, held.lost, held.scope, held.unsplit, held.ranks, told(held.before), told(held.after)]
    elif isinstance(held, Framework):
        answers = [held.fingerprint, list(held.nodes), held.shares, held.ways, [node.id for node in held.indicators]]
    assert answers
    return "\n".join(map(text, answers))


@cache
def untouched(kind: str) -> str:
    return told(MAKERS[kind]())


@pytest.mark.filterwarnings("ignore::pandas.errors.ChainedAssignmentError")
@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")
@pytest.mark.filterwarnings("ignore::FutureWarning")
@pytest.mark.parametrize(("kind", "attribute"), ATTRIBUTES, ids=lambda name: name)
def test_writing_into_what_is_handed_out_changes_nothing(kind: str, attribute: str) -> None:
    held, before = MAKERS[kind](), untouched(kind)
    spoil(getattr(held, attribute))
    assert told(held) == before
    spoil(getattr(held, attribute))
    assert told(held) == before


def test_every_public_attribute_is_tried() -> None:
    """What is not is a value that cannot be written into, or a method."""
    for kind, make in MAKERS.items():
        held = make()
        names = [name for name in dir(type(held)) if not name.startswith("_") and not callable(getattr(held, name))]
        names += [name for name in getattr(held, "__dict__", {}) if not name.startswith("_")]
        writable = [
            name
            for name in dict.fromkeys(names)
            if isinstance(getattr(held, name), DataFrame | Series | Index | np.ndarray | Mapping | list)
        ]
        assert set(writable) <= {name for of, name in ATTRIBUTES if of == kind}


def test_a_score_that_is_written_into_a_frame_stays_in_that_frame() -> None:
    held = assessment()
    frame = held.scores
    frame["index"] = 99.0
    assert (frame["index"] == 99.0).all()
    assert held.index.tolist() == held.scores["index"].tolist() != frame["index"].tolist()
    assert held.ranking()["score"].max() < 99


def test_arrays_refuse_to_be_written_into() -> None:
    held = assessment()
    for array in (
        held.measured["a"],
        held.columns["a"],
        held.changed["a"],
        held.clipped["a"],
        held.imputed["a"],
        held.band_numbers,
        held.band_range,
    ):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
    held.measured["a"] = np.zeros(4)  # type: ignore[index]  # into a copy
    assert held.measured["a"].any()


@pytest.mark.parametrize("kind", MAKERS)
def test_what_is_held_can_be_pickled(kind: str) -> None:
    held = MAKERS[kind]()
    told(held)  # with all that is worked out once
    assert told(pickle.loads(pickle.dumps(held))) == told(held)  # noqa: S301  # our own


def test_views_give_frames_of_their_own() -> None:
    held = assessment()
    for make in (lambda: smartscore.explain(held, 0), lambda: smartscore.target_values(held), held.to_frame):
        first, second = make(), make()
        first["written"] = 1
        first.iloc[0, 0] = None
        pd.testing.assert_frame_equal(make(), second)


def test_texts_without_pyarrow_cannot_be_written_into() -> None:
    """Pandas gives the memory of texts that it keeps in Python, with the right to write into it."""
    kind = pd.StringDtype("python", na_value=np.nan)
    mine = DataFrame({"name": pd.array(["Alun", "Bukit"], dtype=kind), "a": [1.0, 2.0]}, index=Index(["1", "2"]))
    dataset = Dataset(mine, names=mine["name"], notes={"source": mine[["name"]]})
    assert dataset.names is not None
    for texts in (dataset.frame["name"], dataset.names, dataset.notes["source"]["name"]):
        with pytest.raises(ValueError, match="read-only"):
            texts.to_numpy()[:] = 1
    mine["name"].to_numpy()[:] = "spoilt"
    assert dataset.frame["name"].tolist() == dataset.names.tolist() == ["Alun", "Bukit"]
    frame = dataset.frame
    frame.iloc[0, 0] = "Cempaga"  # into a copy
    assert dataset.frame["name"].tolist() == ["Alun", "Bukit"]

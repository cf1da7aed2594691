"""The items of several tables as one: those of an office beside those of the others."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from smartscore.dataset.evidence.lines import numbers_of
from smartscore.errors import Problem
from smartscore.evidence.evidence import ITEM_FIELDS, Evidence
from smartscore.evidence.statuses import STATUSES
from smartscore.tables.table import TablePart, in_words, place_of, placed
from smartscore.text import Phrase


def combined(parts: Sequence[Evidence], labels: Sequence[str]) -> tuple[Evidence | None, list[Problem]]:
    """Give the items of all parts, each once, and those that parts say otherwise of.

    An item that several parts have must have one status, but where the cell is empty, as in the forms of offices that
    have nothing to say of it; what one part says beside it (owner, due, note) is taken from the first that says it.
    `labels` are what the cities are called.
    """
    if not parts:
        return None, []
    everything = Evidence(pd.concat([part.frame for part in parts], ignore_index=True))
    numbers = numbers_of(everything)
    if not Series(numbers).duplicated().any():
        return everything, []
    problems = [*_conflicts(everything, numbers, labels)]
    return Evidence(_first_said(everything.frame, numbers)), problems


def _conflicts(evidence: Evidence, numbers: np.ndarray, labels: Sequence[str]) -> Iterator[Problem]:
    columns, first = evidence.columns, dict[int, int]()
    for item in np.flatnonzero(columns["is_stated"]).tolist():
        number = int(numbers[item])
        before = first.setdefault(number, item)
        if columns["status"][before] != columns["status"][item]:
            fields = {
                "item": columns["item"][item],
                "found": Phrase(f"item_status_{STATUSES[columns['status'][item]]}"),
                "other": Phrase(f"item_status_{STATUSES[columns['status'][before]]}"),
                "place": in_words(place_of(columns["line"][before], None, "status")),
            }
            where = place_of(columns["line"][item], None, "status")
            city = labels[int(columns["row"][item])]
            yield Problem("item_conflict", fields, city=city, indicator=columns["indicator"][item], **where)


def _first_said(frame: DataFrame, numbers: np.ndarray) -> DataFrame:
    """Give each item once, with every field as the first line says it that says anything."""
    said = frame.assign(**{name: frame[name].replace("", None) for name in ITEM_FIELDS})
    said["status"] = frame["status"].where(frame["is_stated"])
    first = said.groupby(numbers, sort=False).first()
    first[list(ITEM_FIELDS)] = first[list(ITEM_FIELDS)].fillna("")
    first["status"] = first["status"].fillna(STATUSES.index("none"))
    first["is_stated"] = frame["is_stated"].groupby(numbers, sort=False).any()
    return first.astype({"row": int, "level": int, "status": np.int8}).reset_index(drop=True)


def moved(evidence: Evidence, targets: np.ndarray, part: TablePart) -> Evidence:
    """Give the items with the cities of `targets` (-1 where a city is left out), each with its place in a part."""
    frame = evidence.frame
    rows = targets[frame["row"].to_numpy()]
    lines = np.array([*(placed(line, part) for line in frame["line"]), None], dtype=object)[:-1]
    return Evidence(frame.assign(row=rows, line=lines)[rows >= 0])

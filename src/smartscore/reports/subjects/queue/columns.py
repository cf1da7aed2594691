"""The columns of a queue: what is to be done, by whom, until when, and what it brings."""

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from attrs import frozen
from pandas import DataFrame

from smartscore.engine import Assessment
from smartscore.messages import printable
from smartscore.model import Indicator
from smartscore.reports.document import Column, Listed, Readers
from smartscore.reports.elements.cells import Cells, numbers, row_label, words
from smartscore.text import Phrase, Sentence, Text


@frozen(eq=False, slots=False)
class Listing:
    """The items that a queue lists: the frame of `smartscore.queue`, and the position of the city of each.

    `several` says that they are of more than one city; `by_ladder` that the levels of the ladder count for values that
    are entered.
    """

    assessment: Assessment
    frame: DataFrame
    rows: np.ndarray
    several: bool
    by_ladder: bool

    @property
    def advisory(self) -> bool:
        """Whether a value that is entered counts instead of the level of its items."""
        ladder = self.assessment.framework.ladder
        return ladder is not None and ladder.advisory

    @cached_property
    def nodes(self) -> list[str]:
        """The indicator of each item."""
        return [str(name) for name in self.frame.index.get_level_values(-1)]

    @cached_property
    def days(self) -> list[str]:
        """The day by which each item is due, empty for none."""
        return [
            "" if text == "NaT" else text for text in self.frame["due"].to_numpy().astype("datetime64[D]").astype(str)
        ]

    @cached_property
    def items(self) -> list[Sentence]:
        """What each item is: its text, or that of the criterion that the framework asks."""
        texts = {name: _criteria(self.assessment, name) for name in dict.fromkeys(self.nodes)}
        items = self.frame["item"].tolist()
        return [texts[node].get(item) or printable(item) for node, item in zip(self.nodes, items, strict=True)]

    @cached_property
    def remarks(self) -> list[Sentence]:
        """What must be known of each item."""
        frame = self.frame
        if self.by_ladder:
            entered = "queue_remark_by_ladder"
        else:
            entered = "queue_remark_entered" if self.advisory else "queue_remark_entered_too"
        marks = {
            "queue_remark_overdue": frame["overdue"].tolist(),
            "queue_remark_late": (frame["is_needed"] & ~frame["in_time"]).tolist(),
            "queue_remark_reached": (~frame["is_needed"] & (frame["step"] == 0)).tolist(),
            "queue_remark_not_needed": (~frame["is_needed"] & (frame["step"] > 0)).tolist(),
            entered: frame["entered"].tolist(),
        }
        codes = zip(*([code if mark else "" for mark in flags] for code, flags in marks.items()), strict=True)
        return [Listed([Phrase(code) for code in each if code], "; ") if any(each) else "" for each in codes]


def _criteria(assessment: Assessment, name: str) -> dict[str, Sentence]:
    """Give the text of each criterion of an indicator by its place, which stands before it."""
    node = assessment.framework.nodes[name]
    if not isinstance(node, Indicator):
        return {}
    return {place: _after(place, criterion.text) for place, criterion in node.criteria_by_place.items()}


def _after(place: str, text: Text) -> Text:
    return Text({language: f"{place} {own}" for language, own in text.by_language})


def columns_of(listing: Listing) -> list[Column]:
    """Give the columns of the table of a queue."""
    frame = listing.frame
    cells = Cells(listing.assessment)
    return [
        numbers("rank", "column_rank", "rank", frame["rank"]),
        *_cities(listing),
        *cells.nodes(listing.nodes),
        numbers("level", "column_level", "raw", frame["level"]),
        words("item", "column_item", listing.items, width=44),
        words("status", "column_status", [Phrase(f"item_status_{name}") for name in frame["status"]], width=14),
        _where_said("office", "column_office", frame["office"].tolist(), 20),
        _where_said("owner", "column_owner", frame["owner"].tolist(), 20),
        _where_said("due", "column_due", listing.days, 12),
        cells.scores("gain", "column_gain", frame["gain"], emphasis="strong"),
        numbers("needed", "column_needed", "raw", frame["needed"], decimals=0),
        numbers("reaches", "column_reaches", "raw", frame["reaches"]),
        _where_said("remark", "column_remark", listing.remarks, 40),
        *_for_programs(listing),
    ]


def _cities(listing: Listing) -> Iterator[Column]:
    """Give the columns that name the city of each item, for people only where there are several."""
    dataset, rows = listing.assessment.dataset, listing.rows.tolist()
    labels = {row: row_label(listing.assessment, row) for row in dict.fromkeys(rows)}
    readers: Readers = "all" if listing.several else "programs"
    yield words("name", "column_city", [labels[row] for row in rows], width=24, readers=readers)
    keys = listing.assessment.keys
    for level, name in enumerate(map(str, listing.assessment.rows.names)):
        if level or dataset.names is not None:
            parts = [str(keys[row][level]) for row in rows]
            title = "column_code" if not level else f"column_{name}"
            yield Column(
                id=name if level else "code", title=Phrase(title), kind="text", values=parts, readers="programs"
            )


def _where_said(id_: str, code: str, values: Sequence[Sentence], width: float) -> Column:
    """Give a column of words, for people only where one of them says something."""
    said = [printable(value) if isinstance(value, str) else value for value in values]
    return words(id_, code, [value or None for value in said], width=width, readers="all" if any(said) else "programs")


def _for_programs(listing: Listing) -> Iterator[Column]:
    frame = listing.frame
    yield numbers("step", "column_step", "raw", frame["step"], readers="programs")
    yield numbers("now", "column_level_now", "raw", frame["now"], readers="programs")
    gains = Cells(listing.assessment).scores("new", "column_step_gain", frame["step_gain"], readers="programs")
    yield Column(
        id="step_gain",
        title=gains.title,
        kind="score",
        values=gains.values,
        decimals=gains.decimals,
        readers="programs",
    )
    for name in ("link", "note", "recommendation"):
        texts = [printable(text) or None for text in frame[name].tolist()]
        yield words(f"item_{name}", f"column_{name}", texts, width=30, readers="programs")


def notes_columns(listing: Listing) -> list[Column]:
    """Give the columns of what is noted and recommended on items, those alone of which something is."""
    frame = listing.frame
    names = [name for name in ("note", "recommendation", "link") if (frame[name] != "").any()]
    rows = np.flatnonzero((frame[names] != "").any(axis=1)).tolist() if names else []
    if not rows:
        return []
    columns = [
        numbers("rank", "column_rank", "rank", frame["rank"]),
        words("item", "column_item", listing.items, width=44),
        *(words(n, f"column_{n}", [printable(text) or None for text in frame[n].tolist()], width=40) for n in names),
    ]
    return [column.of(rows) for column in columns]

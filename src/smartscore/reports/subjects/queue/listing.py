"""The queue of open items of evidence: one table of what is next, one for each office, and an agenda."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any, cast

import numpy as np
from attrs import asdict, evolve, frozen
from pandas import DataFrame, MultiIndex

from smartscore.engine import Assessment
from smartscore.messages import printable
from smartscore.reports.document import Document, Figure, Listed, Section, Table, chapters_of
from smartscore.reports.elements.cells import decimals_of, entry, key_of, rounded
from smartscore.reports.elements.city_heading import footing, head_of, notes_of
from smartscore.reports.elements.evidence.items import ladder_note
from smartscore.reports.elements.provisos import headline, provisos
from smartscore.reports.subjects.queue.columns import Listing, columns_of, notes_columns
from smartscore.reports.subjects.queue.entries import agenda_of
from smartscore.text import Phrase, Sentence
from smartscore.views.queue import queue, queue_gain


@frozen(kw_only=True)
class Call:
    """The options of a queue, as `smartscore.queue` takes them; `today` is the day that it is as of."""

    today: date
    office: Sequence[str] = ()
    owner: Sequence[str] = ()
    until: date | None = None
    overdue_first: bool = False
    top: int | None = None
    by_ladder: bool = False


@frozen(eq=False)
class _Told:
    """What is told of one assessment: all open items that are asked for, those that are listed, what these bring."""

    listing: Listing
    call: Call
    count: int
    together: DataFrame


def document(assessments: Sequence[Assessment], city: str | None, call: Call) -> Document:
    """Give the queue of a city, or of all, by each framework.

    Raises:
        UsageError: if there is no such city, office or owner.
    """
    return chapters_of((_of(assessment, city, call) for assessment in assessments), Phrase("title_queue"))


def _of(assessment: Assessment, city: str | None, call: Call) -> Document:
    frame = queue(assessment, city, **asdict(call, recurse=False))
    every = frame if call.top is None else queue(assessment, city, **asdict(evolve(call, top=None), recurse=False))
    rows = assessment.rows.get_indexer(cast("MultiIndex", frame.index).droplevel("indicator"))
    within = assessment.dataset.rows_of(city) if city is not None else range(len(assessment.rows))
    part = assessment.only(np.array(within, dtype=int)) if city is not None else assessment
    listing = Listing(assessment, frame, rows, several=len(within) > 1, by_ladder=call.by_ladder)
    told = _Told(listing, call, len(every), queue_gain(assessment, frame, by_ladder=call.by_ladder))
    aid = [*ladder_note(assessment)]
    notes = [*aid, *provisos(part)]
    said, method = [*_said(told)], [*_method(told)]
    return Document(
        title=assessment.framework.title,
        head=[*(head_of(assessment, within[0]) if len(within) == 1 else [headline(part)]), *said],
        sections=[*_sections(listing, method, Listed([*said[:1], *aid], " ")), notes_of(part)],
        provisos=list(dict.fromkeys(notes)),
        record=partial(_record, told, part),
        label=assessment.framework.id,
        identity={"framework": assessment.framework.name},
        source=agenda_of(listing, call.today, [*said, *method], aid),
    )


def _said(told: _Told) -> Iterator[Sentence]:
    """Say how many items are listed, until when, and what they bring together."""
    frame, call = told.listing.frame, told.call
    if not told.count:
        yield Phrase("queue_none")
        return
    fields = {"listed": len(frame), "count": told.count, "overdue": int(frame["overdue"].sum())}
    yield Phrase("queue_counts", today=call.today.isoformat(), **fields)
    if call.until is not None:
        yield Phrase("queue_until", until=call.until.isoformat(), undated=int(frame["due"].isna().sum()))
    if len(frame):
        yield _together(told)


def _together(told: _Told) -> Phrase:
    together, decimals = told.together, decimals_of(told.listing.assessment)
    figures = {name: Figure(float(together[name].sum()), "score", decimals) for name in ("index", "index_then")}
    gain = Figure(float(together["gain"].sum()), "score", decimals, signed=True)
    if len(together) == 1:
        return Phrase("queue_together", **figures, gain=gain)
    return Phrase("queue_together_cities", gain=gain, count=len(together))


def _method(told: _Told) -> Iterator[Sentence]:
    frame, call = told.listing.frame, told.call
    if not len(frame):
        return
    yield Phrase("queue_method")
    if call.top is not None:
        yield Phrase("queue_method_top")
    entered = int(frame["entered"].sum())
    if entered and call.by_ladder:
        yield Phrase("queue_by_ladder", count=entered)
    elif entered:
        yield Phrase("queue_entered" if told.listing.advisory else "queue_entered_too", count=entered)


def _sections(listing: Listing, method: Sequence[Sentence], note: Sentence) -> Iterator[Section]:
    """Give the table of all, what the assessor said, and for workbooks a table of each office.

    `note` is what a reader of one table alone must know.
    """
    if not len(listing.frame):
        return
    columns = columns_of(listing)
    title = Phrase("title_queue")
    table = Table(id="queue", title=title, columns=columns, key=("rank", "title", "item"), note=note)
    yield Section(id="queue", parts=[table, *method])
    if noted := notes_columns(listing):
        notes = Table(id="queue_notes", title=Phrase("queue_notes"), columns=noted, key=("rank", "item"))
        yield Section(id="queue_notes", use="page", title=notes.title, parts=[notes])
    offices = listing.frame["office"].to_numpy()
    for number, office in enumerate(sorted({*offices.tolist()}, key=lambda name: (name == "", name.casefold(), name))):
        rows = np.flatnonzero(offices == office).tolist()
        name: Sentence = printable(office) or Phrase("queue_no_office")
        own = Table(
            id=f"office_{number}", title=name, columns=[c.of(rows) for c in columns], key=("rank", "title"), note=note
        )
        yield Section(id=own.id, use="data", title=title, parts=[own])


def _record(told: _Told, part: Assessment, language: str) -> dict[str, Any]:
    listing, call = told.listing, told.call
    assessment, together = listing.assessment, told.together
    rows = assessment.rows.get_indexer(together.index)
    return {
        "framework": assessment.framework.id,
        "fingerprint": assessment.definition.fingerprint,
        "today": call.today.isoformat(),
        "until": None if call.until is None else call.until.isoformat(),
        "by_ladder": call.by_ladder,
        "ladder": [note if isinstance(note, str) else note.to(language) for note in ladder_note(assessment)],
        "open": told.count,
        "items": [*_items(listing, language)],
        "together": [
            {**key_of(assessment, row), **{str(name): rounded(float(cell)) for name, cell in cells.items()}}
            for row, (_, cells) in zip(rows.tolist(), together.iterrows(), strict=True)
        ],
        **footing(part, language),
    }


def _items(listing: Listing, language: str) -> Iterator[dict[str, Any]]:
    assessment, frame = listing.assessment, listing.frame.drop(columns="line")
    frame = frame.assign(due=listing.days)
    keys = {row: key_of(assessment, row) for row in dict.fromkeys(listing.rows.tolist())}
    for place, (row, node) in enumerate(zip(listing.rows.tolist(), listing.nodes, strict=True)):
        title = assessment.framework.nodes[node].title.to(language)
        whole = {name: int(frame[name].iloc[place]) for name in ("rank", "step", "level", "needed")}
        cells = entry(frame.iloc[place], assessment.framework)
        yield {**keys[row], "indicator": node, "title": title, **cells, **whole}

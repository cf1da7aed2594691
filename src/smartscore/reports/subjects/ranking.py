"""Cities ranked by their index, and all that stands behind it: the document of `assess`."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from typing import Any, TypeVar

import numpy as np

from smartscore.engine import Assessment, members_of
from smartscore.engine.groups import labels_of
from smartscore.messages import printable
from smartscore.reports.document import Column, Document, Listed, Part, Section, Table
from smartscore.reports.elements.cells import Cells, levels_of, numbers, row_keys, score, words
from smartscore.reports.elements.editions import edition_remarks
from smartscore.reports.elements.intervals import end_columns as interval_ends
from smartscore.reports.elements.intervals import interval_sentences, people_columns, program_columns
from smartscore.reports.elements.method import facts_of
from smartscore.reports.elements.provisional import provisional_sentence
from smartscore.reports.elements.provisos import (
    headline,
    not_applicable_count,
    of_items,
    progress_of,
    summary,
    unranked,
)
from smartscore.reports.elements.ranges import approximate, band_columns, end_columns, is_told, range_column
from smartscore.reports.elements.suspicions import accepted_sentences
from smartscore.reports.elements.treated import stepped_sentence
from smartscore.reports.result import Result
from smartscore.reports.subjects.plan_pages import plan_sections
from smartscore.rounding import TIE
from smartscore.text import Phrase, Sentence

T = TypeVar("T")


def document(result: Result) -> Document:
    """Give a result: ranking, sentences, and for workbooks scores, coverage, values, framework, plans and notes.

    The page in HTML and the paper, which have a page for each city, draw them from the `source`.
    """
    chapters = [_chapter(assessment, result) for assessment in result.assessments]
    return Document(title="", chapters=chapters, record=partial(_record, result), source=result)


def _record(result: Result, language: str) -> dict[str, Any]:
    from smartscore.reports.subjects.record import record  # which only JSON needs

    return record(result, language)


def _chapter(assessment: Assessment, result: Result) -> Document:
    return Document(
        title=assessment.framework.title,
        head=[headline(assessment)],
        sections=_Lazy(partial(_sections, assessment, result)),
        label=assessment.framework.id,
        identity={"framework": assessment.framework.name},
    )


class _Lazy(Sequence[T]):
    """Sections or parts that are made when a format first asks for them: most formats show only some."""

    def __init__(self, make: Callable[[], Iterable[T]]) -> None:
        self._make = make

    @cached_property
    def _items(self) -> list[T]:
        return list(self._make())

    def __getitem__(self, place: int) -> T:  # type: ignore[override]
        return self._items[place]

    def __len__(self) -> int:
        return len(self._items)


def _table(make: Callable[[], Table]) -> Sequence[Part]:
    return _Lazy(lambda: [make()])


def _sections(assessment: Assessment, result: Result) -> Iterator[Section]:
    sentences = [*interval_sentences(assessment, result), *unranked(assessment), *summary(assessment, result)]
    rows = order(assessment, result.by)
    yield Section(id="scores", use="export", parts=_table(partial(export, assessment, result)))
    yield Section(id="ranking", parts=[ranking(assessment, result, rows), *sentences])
    yield from _data(assessment, result, rows)
    yield from plan_sections(assessment, result)
    yield Section(id="notes", use="data", parts=_Lazy(partial(facts_of, assessment, result.plugins)))


def _data(assessment: Assessment, result: Result, rows: Sequence[int]) -> Iterator[Section]:
    from smartscore.reports.subjects.values import data_tables

    for name, make in data_tables(assessment, result, rows):
        yield Section(id=name, use="data", parts=_table(make))


def order(assessment: Assessment, by: str | None) -> list[int]:
    """Give the rows, best first within year, assessor and group, and those without an index below."""
    ranks = assessment.ranks(by)
    rows = np.lexsort((np.asarray(assessment.dataset.labels), ranks, assessment.groups(by)))
    unranked_ = np.isnan(ranks[rows])
    sorted_rows: list[int] = np.concatenate([rows[~unranked_], rows[unranked_]]).tolist()
    return sorted_rows


def ranking(assessment: Assessment, result: Result, rows: Sequence[int]) -> Table:
    """Give rank and interval, group, city, index, band, changes, scores, coverage and the reason for no index."""
    columns = [
        numbers("rank", "column_rank", "rank", assessment.ranks(result.by), width=7),
        *people_columns(assessment, result),
        *program_columns(assessment, result),
        *_group(assessment, result.by),
        *row_keys(assessment),
        *_index(assessment, result),
        *_scores(assessment),
        *range_column(assessment),
        numbers("coverage", "column_coverage", "share", assessment.coverage["index"], decimals=0, width=9),
        *_reasons(assessment),
    ]
    return Table(
        id="ranking",
        title=Phrase("sheet_ranking"),
        columns=[column.of(rows) for column in columns],
        key=_key(assessment),
        scale=assessment.framework.scale,
        note=Phrase("help_ranking"),
    )


def _key(assessment: Assessment) -> tuple[str, ...]:
    return ("name", *(("code",) if assessment.dataset.names is not None else ()), *map(str, assessment.rows.names[1:]))


def _group(assessment: Assessment, by: str | None) -> Iterator[Column]:
    if by:
        groups = [printable(str(group)) for group in labels_of(assessment.dataset, by)]
        yield Column(id=by, title=by, kind="text", values=groups, width=16)


def _index(assessment: Assessment, result: Result) -> Iterator[Column]:
    """Give index, band, what missing values allow, the change over the year before, and what changed values did."""
    cells = Cells(assessment)
    yield cells.scores("index", "column_index", assessment.index, emphasis="bar", width=9)
    if bands := assessment.framework.bands:
        places = assessment.band_numbers.tolist()
        yield words("band", "column_band", [bands[place].title if place >= 0 else None for place in places])
    yield from end_columns(assessment)
    change = assessment.improvement()
    if change.notna().any():
        yield cells.scores("change", "column_change", change, signed=True, width=10)
    if assessment.framework.name in result.what_if:
        changed = result.what_if[assessment.framework.name].summary
        yield cells.scores("difference", "column_difference", changed["difference"], signed=True, width=10)
        yield numbers("move", "column_move", "rank", changed["move"], signed=True, width=10)


def _scores(assessment: Assessment) -> Iterator[Column]:
    """Give the score of every node below the index."""
    framework = assessment.framework
    names = list(framework.nodes)[1:]
    for name, level in zip(names, levels_of(framework, names), strict=True):
        yield score(assessment, name, level=level, detail=True, short=framework.nodes[name].code)


def _reasons(assessment: Assessment) -> Iterator[Column]:
    reasons = _why_unranked(assessment)
    if any(reasons):
        yield words("reason", "column_reason", reasons, readers="programs", width=50)


def _why_unranked(assessment: Assessment) -> list[Sentence]:
    """Give the reason of every row without an index; nothing where it has one."""
    none = np.isnan(assessment.index.to_numpy(dtype=float)).tolist()
    return [(assessment.reason(row) or "") if absent else "" for row, absent in enumerate(none)]


def export(assessment: Assessment, result: Result) -> Table:
    """Give a row a city for programs: key, name, rank, band, scores, coverage, share on judgement, reason, note."""
    framework, dataset = assessment.framework, assessment.dataset
    rows = range(len(assessment.rows))
    shares = assessment.share_by_confidence()
    judgement = np.nan if shares.get("", 0.0) > 1 - TIE else float(shares.get("judgement", 0.0))
    names = members_of(framework, len(framework.nodes))
    columns = [
        *(_part(assessment, name, place) for place, name in enumerate(map(str, assessment.rows.names))),
        words("name", "column_city", dataset.labels),
        words("framework", "column_framework", [framework.name for _ in rows]),
        numbers("rank", "column_rank", "rank", assessment.ranks(result.by)),
        *interval_ends(assessment, result),
        words("band", "column_band", [framework.bands[p].title if p >= 0 else "" for p in assessment.band_numbers]),
        *(score(assessment, name, level=level) for name, level in zip(names, levels_of(framework, names), strict=True)),
        numbers("coverage", "column_coverage", "share", assessment.coverage["index"]),
        *_range(assessment),
        *_not_applicable(assessment),
        numbers("judgement", "column_share", "share", [judgement for _ in rows]),
        words("reason", "column_reason", _why_unranked(assessment)),
        words("note", "column_note", _notes(assessment)),
        *_before(assessment, result),
        *_planned(assessment, result),
    ]
    return Table(id="scores", title=Phrase("sheet_scores"), columns=columns, key=("city",))


def _range(assessment: Assessment) -> Iterator[Column]:
    """Give the least and the greatest index that missing values allow, and their bands, where some are missing."""
    yield from end_columns(assessment)
    if is_told(assessment) and assessment.framework.bands:
        for name, titles in band_columns(assessment):
            yield words(f"band_{name}", "column_band", titles)


def _notes(assessment: Assessment) -> list[Sentence]:
    """Give for each row what must not be overlooked: provisional, over, accepted, of items, of steps, a rough range.

    What was accepted may have moved the rank of every city.
    """
    of_all: list[Sentence] = [*accepted_sentences(assessment), *of_items(assessment)]
    told: list[Sentence] = []
    for row in range(len(assessment.rows)):
        said = [*provisional_sentence(assessment, row), *edition_remarks(assessment, row), *of_all]
        said += [*stepped_sentence(assessment, row), *approximate(assessment, row)]
        told.append(said[0] if len(said) == 1 else Listed(said, " "))
    return told


def _not_applicable(assessment: Assessment) -> Iterator[Column]:
    """Give how many indicators of weight do not apply to each city, where some do not."""
    if not_applicable_count(assessment):
        counted = [not_applicable_count(assessment.only(np.array([row]))) for row in range(len(assessment.rows))]
        yield numbers("not_applicable", "column_not_applicable", "rank", counted)


def _part(assessment: Assessment, name: str, place: int) -> Column:
    return words(name, f"column_{name}", [str(key[place]) for key in assessment.keys])


def _before(assessment: Assessment, result: Result) -> Iterator[Column]:
    """Give index and rank of every city before values were changed, where some were."""
    if result.what_if:
        blank = np.full(len(assessment.rows), np.nan)
        changed = result.what_if.get(assessment.framework.name)
        for name, kind in (("index_before", "score"), ("rank_before", "rank")):
            values = blank if changed is None else changed.summary[name].to_numpy(dtype=float)
            yield numbers(name, "column_before", kind, values)  # type: ignore[arg-type]


def _planned(assessment: Assessment, result: Result) -> Iterator[Column]:
    """Give the index that was planned for the year, and the word for where it is, where there are plans."""
    if not result.plans:
        return
    planned, statuses = np.full(len(assessment.rows), np.nan), [""] * len(assessment.rows)
    for plan, year, nodes in progress_of(assessment, result):
        rows, years = assessment.dataset.rows_of(plan.city), assessment.dataset.years
        row = next((row for row in rows if years is None or years[row] == year), rows[-1])
        planned[row], statuses[row] = float(str(nodes.loc["index", "target"])), str(nodes.loc["index", "status"])
    yield numbers("planned", "column_target", "score", planned)
    yield words("plan_status", "column_status", statuses)

"""Assessments as a workbook: ranking, scores, coverage, values before and after treatment, framework, notes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from attrs import evolve

from smartscore.dataset.numbers import printed_decimals
from smartscore.engine import Assessment, members_of
from smartscore.engine.groups import labels_of
from smartscore.model import Indicator, Node
from smartscore.reports.catalogue import with_depths
from smartscore.reports.columns import order
from smartscore.reports.file_names import sheet_names
from smartscore.reports.framework_sheet import framework_sheet
from smartscore.reports.notes_sheet import fill_notes
from smartscore.reports.summary import decimals_of, on_plan, progress_of
from smartscore.reports.table_sheet import TEXT, Field, Sheet, fill_table
from smartscore.reports.view import View
from smartscore.reports.workbook import Book, written
from smartscore.rules import Array, Categories

if TYPE_CHECKING:
    from pandas import DataFrame

    from smartscore.plans import Plan

_MOST_DECIMALS, _PLANNED = 6, 2
_GOOD, _BAD = "#A9D08E", "#F4B084"


def write(assessments: Sequence[Assessment], view: View) -> bytes:
    """Give seven sheets an assessment; those of several frameworks have the framework in their names.

    Raises:
        UsageError: if xlsxwriter is not installed.
    """
    titles = ", ".join(assessment.framework.title.to(view.language) for assessment in assessments)

    def fill(book: Book) -> None:
        tables = [list(_sheets(assessment, view, book)) for assessment in assessments]
        names = iter(_names(assessments, tables, book))
        for assessment, sheets in zip(assessments, tables, strict=True):
            title = assessment.framework.title.to(view.language)
            for sheet in sheets:
                fill_table(book, book.sheet(next(names), title), sheet)
            fill_notes(book, book.sheet(next(names), title, portrait=True), assessment, view)

    return written(fill, titles, view.language)


def _names(assessments: Sequence[Assessment], tables: Sequence[Sequence[Sheet]], book: Book) -> list[str]:
    """Give the names of all sheets, the notes of each assessment after its tables."""
    ids = [f" {assessment.framework.id}" if len(assessments) > 1 else "" for assessment in assessments]
    wanted = [
        f"{name}{more}"
        for sheets, more in zip(tables, ids, strict=True)
        for name in (*(sheet.name for sheet in sheets), book.say("sheet_notes"))
    ]
    return sheet_names(wanted)


def _sheets(assessment: Assessment, view: View, book: Book) -> Iterator[Sheet]:
    """Give the sheets that are tables, each with its rows in the order of the ranking."""
    rows, keys = order(assessment, view).tolist(), _keys(assessment, book)
    nodes = [node for node, _ in with_depths(assessment.framework.index)]
    indicators = [node for node in nodes if isinstance(node, Indicator)]

    def sheet(name: str, fields: Sequence[Field]) -> Sheet:
        told = [field.of(rows) for field in (*keys, *fields)]
        return Sheet(book.say(f"sheet_{name}"), book.say(f"help_{name}"), told, len(keys))

    yield _ranking(assessment, view, book, keys)
    scores = sheet("scores", [_score(assessment, node, book) for node in nodes])
    tint = _GOOD if assessment.framework.higher == "better" else _BAD
    yield evolve(scores, scale=assessment.framework.scale, tinted=tint)
    yield sheet("coverage", [_share(assessment, node, book) for node in nodes if not isinstance(node, Indicator)])
    nothing = np.full(len(rows), np.nan)
    measured, treated = (defaultdict(lambda: nothing, known) for known in (assessment.measured, assessment.columns))
    stale = {"stale": assessment.stale(view.as_of)}
    yield sheet("raw", [_value(node, measured[node.id], book, stale) for node in indicators])
    marks = {"clipped": assessment.clipped, "imputed": assessment.imputed}
    yield sheet("treated", [_value(node, treated[node.id], book, marks) for node in indicators])
    yield framework_sheet(assessment, book)
    for plan, year, found in progress_of(assessment, view):
        yield _plan(assessment, view, book, (plan, year, found))


def _keys(assessment: Assessment, book: Book) -> list[Field]:
    """Give the columns that say which row it is: name, code where names are no keys, year, assessor."""
    keys = [list(part) for part in zip(*assessment.keys, strict=True)] or [[] for _ in assessment.rows.names]
    city, *more = keys
    fields = [Field(book.say("column_city"), "", assessment.dataset.labels, TEXT, 24)]
    if assessment.dataset.names is not None:
        fields.append(Field(book.say("column_code"), "code", [str(key) for key in city], TEXT, 10))
    for name, parts in zip(assessment.rows.names[1:], more, strict=True):
        whole = [int(part) if name == "year" else str(part) for part in parts]
        fields.append(Field(book.say(f"column_{name}"), str(name), whole, "plain" if name == "year" else TEXT, 10))
    return fields


def _ranking(assessment: Assessment, view: View, book: Book, keys: list[Field]) -> Sheet:
    """Give rank and group before what says which row it is, then the index and what stands beside it, best first."""
    rows = order(assessment, view).tolist()
    fields = [Field(book.say("column_rank"), "rank", assessment.ranks(view.by).tolist(), "0_)", 7)]
    if view.by:
        group = [str(part) for part in labels_of(assessment.dataset, view.by)]
        fields.append(Field(view.by, view.by, group, TEXT, 16))
    fixed = len(fields) + len(keys)
    fields += [*keys, *_standing(assessment, view, book)]
    nodes = [assessment.framework.nodes[name] for name in members_of(assessment.framework, view.depth)[1:]]
    fields += [_score(assessment, node, book) for node in nodes]
    fields.append(Field(book.say("column_coverage"), "coverage", assessment.coverage["index"].tolist(), "percent", 9))
    reasons = [assessment.reason(row) for row in range(len(assessment.rows))]
    if any(reasons):
        said = [reason.message(view.language) if reason else "" for reason in reasons]
        fields.append(Field(book.say("column_reason"), "reason", said, TEXT, 50))
    told, scale = [field.of(rows) for field in fields], assessment.framework.scale
    return Sheet(book.say("sheet_ranking"), book.say("help_ranking"), told, fixed, scale=scale, barred="index")


def _standing(assessment: Assessment, view: View, book: Book) -> Iterator[Field]:
    """Give index, band, the change over the year before, and what values that were changed did."""
    number = _decimals(decimals_of(assessment))
    yield Field(book.say("column_index"), "index", assessment.index.tolist(), number, 9, strong=True)
    if assessment.framework.bands:
        yield Field(book.say("column_band"), "band", [name or "" for name in assessment.band_names(view.language)])
    change = assessment.improvement().tolist()
    if not np.isnan(change).all():
        yield Field(book.say("column_change"), "change", change, _signed(number), 10)
    if assessment.framework.name in view.what_if:
        summary = view.what_if[assessment.framework.name].summary
        yield Field(book.say("column_difference"), "difference", summary["difference"].tolist(), _signed(number), 10)
        yield Field(book.say("column_move"), "move", summary["move"].tolist(), _signed("0_)"), 10)


def _plan(assessment: Assessment, view: View, book: Book, told: "tuple[Plan, int, DataFrame]") -> Sheet:
    """Give start, target and value of index, dimensions and indicators with a target, and where they are."""
    plan, year, found = told
    nodes = [assessment.framework.nodes[str(name)] for name in found.index]
    units = [node.unit.to(book.language) if isinstance(node, Indicator) else "" for node in nodes]
    statuses = [book.say(f"status_{status}") for status in found["status"]]
    number = _decimals(_PLANNED, "#,##0")
    ids = [node.id for node in nodes]
    fields = [
        Field(book.say("column_title"), "title", [node.title.to(book.language) for node in nodes], TEXT, 40),
        Field(book.say("column_node"), "node", ids, TEXT, 24),
        Field(book.say("column_unit"), "unit", units, TEXT, 20),
        *(
            Field(book.say(f"column_{code}"), code, found[name].tolist(), number, 11)
            for code, name in (("start", "base"), ("target", "target"), ("value", "value"))
        ),
        Field(book.say("column_status"), "status", statuses, TEXT, 14),
        Field(book.say("column_points"), "points", found["points"].tolist(), _signed(number), 9),
        Field(book.say("column_final"), "final", found["final"].tolist(), number, 11),
        Field(book.say("column_reach"), "reached", found["reach"].round().tolist(), "0_)", 9),
    ]
    return Sheet(book.say("sheet_plan"), on_plan(assessment, view, plan, year, found), fields, 1)


def _score(assessment: Assessment, node: Node, book: Book) -> Field:
    title, number = node.title.to(book.language), _decimals(decimals_of(assessment))
    strong = not isinstance(node, Indicator)
    return Field(title, node.id, assessment.scores[node.id].tolist(), number, 12, strong=strong)


def _share(assessment: Assessment, node: Node, book: Book) -> Field:
    return Field(node.title.to(book.language), node.id, assessment.coverage[node.id].tolist(), "percent", 12)


def _value(node: Indicator, values: Array, book: Book, marks: Mapping[str, Mapping[str, np.ndarray]]) -> Field:
    """Give the values of an indicator, words where it has some, with its unit; what is marked looks so."""
    unit = node.unit.to(book.language)
    title = f"{node.title.to(book.language)}\n({unit})" if unit else node.title.to(book.language)
    looks = [""] * len(values)
    for look, flags in marks.items():
        if node.id in flags:
            looks = [look if flag else before for flag, before in zip(flags[node.id].tolist(), looks, strict=True)]
    if isinstance(node.rule, Categories):
        words = node.rule.words
        return Field(title, node.id, [_word(words, place) for place in values.tolist()], TEXT, 14, looks=looks)
    places = node.decimals if node.decimals is not None else printed_decimals(values)
    return Field(title, node.id, values.tolist(), _decimals(min(places, _MOST_DECIMALS), "#,##0"), 14, looks=looks)


def _word(words: Sequence[str], place: float) -> str | float:
    """Give the word at a place; a step may give what lies between two of them."""
    return words[int(place)] if place == place and place.is_integer() and 0 <= place < len(words) else place  # noqa: PLR0124


def _signed(number: str) -> str:
    """Give the format of a difference, which has its sign; none has none."""
    return f"+{number};-{number};{number}"


def _decimals(places: int, whole: str = "0") -> str:
    return f"{whole}.{'0' * places}_)" if places else f"{whole}_)"

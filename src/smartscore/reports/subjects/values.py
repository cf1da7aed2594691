"""The tables behind a ranking, for workbooks: scores, coverage, values before and after treatment, framework, plans."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from attrs import evolve

from smartscore.engine import Assessment
from smartscore.model import Indicator, Node
from smartscore.numerals.numbers import printed_decimals
from smartscore.reports.document import Column, Listed, Table
from smartscore.reports.elements.assessors import assessors_table
from smartscore.reports.elements.bounds import bounds_of
from smartscore.reports.elements.cells import numbers, row_keys, score, words
from smartscore.reports.elements.provisos import on_plan, progress_of
from smartscore.reports.elements.ranges import is_told, range_table_columns
from smartscore.reports.result import Result
from smartscore.reports.subjects.catalogue import judged_by, with_depths
from smartscore.rules import Array, answers
from smartscore.text import Phrase, Sentence

if TYPE_CHECKING:
    from pandas import DataFrame

    from smartscore.plans import Plan

#: Makes a table when a format first asks for it.
Making: TypeAlias = Callable[[], Table]

_MOST_DECIMALS = 6
_PLANNED = 2


def data_tables(assessment: Assessment, result: Result, rows: Sequence[int]) -> Iterator[tuple[str, Making]]:
    """Give the name of each table and what makes it, with its rows in the order of the ranking."""
    nodes = [node for node, _ in with_depths(assessment.framework.index)]
    indicators = [node for node in nodes if isinstance(node, Indicator)]
    dimensions = [node for node in nodes if not isinstance(node, Indicator)]
    nothing = np.full(len(rows), np.nan)

    def raw() -> list[Column]:
        stale = {"stale": assessment.stale(result.as_of), "not_applicable": assessment.not_applicable}
        return [_values(node, assessment.measured.get(node.id, nothing), stale) for node in indicators]

    def treated() -> list[Column]:
        marks = {"clipped": assessment.clipped, "imputed": assessment.imputed}
        marks |= {"changed": assessment.changed, "not_applicable": assessment.not_applicable}
        columns = []
        for node in indicators:
            columns.append(_values(node, assessment.columns.get(node.id, nothing), marks))
            if node.id in assessment.changed and (changed := assessment.changed[node.id]).any():
                columns.append(_measured(node, np.where(changed, assessment.measured[node.id], np.nan)))
        return columns

    columns: dict[str, Callable[[], list[Column]]] = {
        "scores": lambda: [score(assessment, node.id) for node in nodes],
        "coverage": lambda: [_share(assessment, node) for node in dimensions],
        "raw": raw,
        "treated": treated,
        **({"ranges": lambda: range_table_columns(assessment)} if is_told(assessment) else {}),
    }
    for name, make in columns.items():
        yield name, partial(_of_rows, assessment, name, make, rows)
    if (spread := assessment.dataset.spread) is not None:
        yield "assessors", partial(assessors_table, assessment, spread)
    yield "framework", partial(framework_table, assessment)
    for plan in progress_of(assessment, result):
        yield "plan", partial(_plan_table, assessment, *plan)


def _of_rows(assessment: Assessment, name: str, make: Callable[[], list[Column]], rows: Sequence[int]) -> Table:
    """Give a table with a row a city, in this order, and the columns that are made of the assessment."""
    keys, made = list(row_keys(assessment)), make()
    columns = [column.of(rows) for column in (*keys, *made)]
    key = tuple(column.id for column in keys)
    tint = "good" if assessment.framework.higher == "better" else "bad"
    beside = [Phrase("help_not_applicable")] if name in ("raw", "treated") and assessment.not_applicable else []
    return Table(
        id=name,
        title=Phrase(f"sheet_{name}"),
        note=Listed([Phrase(f"help_{name}"), *beside], " "),
        columns=columns,
        key=key,
        scale=assessment.framework.scale if name == "scores" else (0.0, 1.0),
        tint=tint if name == "scores" else "",  # type: ignore[arg-type]
    )


def _share(assessment: Assessment, node: Node) -> Column:
    values = assessment.coverage[node.id].tolist()
    return Column(id=node.id, title=node.title, kind="share", values=values)


def _values(node: Indicator, values: Array, marks: Mapping[str, Mapping[str, np.ndarray]]) -> Column:
    """Give the values of an indicator, words where it has some, with its unit; what is marked is named."""
    named = [""] * len(values)
    for mark, flags in marks.items():
        if node.id in flags:
            named = [mark if flag else before for flag, before in zip(flags[node.id].tolist(), named, strict=True)]
    if words := answers.words(node.rule):
        texts = [_word(words, place) for place in values.tolist()]
        return Column(id=node.id, title=node.title, kind="text", values=texts, unit=node.unit, marks=named, width=14)
    places = node.decimals if node.decimals is not None else printed_decimals(values)
    decimals = min(places, _MOST_DECIMALS)
    return Column(
        id=node.id,
        title=node.title,
        kind="raw",
        values=values.tolist(),
        unit=node.unit,
        decimals=decimals,
        marks=named,
        width=14,
    )


def _measured(node: Indicator, values: Array) -> Column:
    """Give the measured values of an indicator where a step changed them, to stand beside those that are scored."""
    column = _values(node, values, {})
    return evolve(column, id=f"{node.id}_measured", title=Phrase("column_measured_of", title=node.title))


def _word(texts: Sequence[str], place: float) -> str | float:
    """Give the word at a place; a step may give what lies between two of them."""
    return texts[int(place)] if place == place and place.is_integer() and 0 <= place < len(texts) else place  # noqa: PLR0124


def framework_table(assessment: Assessment) -> Table:
    """Give the tree as a table, depth first, titles moved in by their level; bounds are those that the data gave."""
    framework = assessment.definition
    depths = with_depths(framework.index)
    nodes = [node for node, _ in depths]
    leaves = [node if isinstance(node, Indicator) else None for node in nodes]
    titles: list[Sentence] = [framework.title if node.id == "index" else node.title for node in nodes]
    grades = [node.confidence if node else None for node in leaves]
    groups = ["" if node else "group" for node in leaves]
    marks = [f"level{min(depth, 8)} {mark}" if depth else mark for (_, depth), mark in zip(depths, groups, strict=True)]
    columns = [
        words("title", "column_title", titles, marks=marks, width=34),
        words("node", "column_node", [node.id for node in nodes], marks=groups, width=24),
        words("official", "column_official", [node.code for node in nodes], marks=groups, width=9),
        numbers("weight", "column_weight", "raw", [n.weight for n in nodes], decimals=-1, marks=groups, width=8),
        _framework_share([framework.shares[node.id] for node in nodes], groups),
        words("definition", "column_definition", [node.description for node in nodes], marks=groups, width=38),
        words("rule", "column_rule", [judged_by(node) for node in nodes], marks=groups, width=18),
        words("bounds", "column_bounds", [_bounds(assessment, n) if n else "" for n in leaves], marks=groups, width=19),
        words("unit", "column_unit", [node.unit if node else "" for node in leaves], marks=groups, width=12),
        words("source", "column_source", [node.source for node in nodes], marks=groups, width=28),
        *(
            words(
                f"grade_{part}",
                f"column_grade_{part}",
                [getattr(grade, part) if grade else "" for grade in grades],
                marks=groups,
                width=13,
            )
            for part in ("definition", "worst", "best")
        ),
    ]
    return Table(
        id="framework", title=Phrase("sheet_framework"), note=Phrase("help_tree"), columns=columns, key=("title",)
    )


def _framework_share(shares: Sequence[float], marks: Sequence[str]) -> Column:
    return numbers("share", "column_share", "share", shares, decimals=2, marks=marks, width=9)


class _Bounds:
    """Give the values that score least and most, in lines."""

    def __init__(self, fitted: Node, defined: Indicator) -> None:
        self.fitted, self.defined = fitted, defined

    def to(self, language: str) -> str:
        known = bounds_of(self.fitted, language) if isinstance(self.fitted, Indicator) else []
        return "\n".join(known or bounds_of(self.defined, language))


def _bounds(assessment: Assessment, node: Indicator) -> "Sentence":
    """Give the bounds of the rule as it was fitted, else what is said of it before."""
    return _Bounds(assessment.framework.nodes[node.id], node)


def _plan_table(assessment: Assessment, plan: "Plan", year: int, reached: "DataFrame") -> Table:
    """Give start, target and value of index, dimensions and indicators with a target, and where they are."""
    nodes = [assessment.framework.nodes[str(name)] for name in reached.index]
    units: list[Sentence] = [node.unit if isinstance(node, Indicator) else "" for node in nodes]
    parts = (("start", "base"), ("target", "target"), ("value", "value"))
    columns = [
        words("title", "column_title", [node.title for node in nodes], width=40),
        words("node", "column_node", [node.id for node in nodes], width=24),
        words("unit", "column_unit", units, width=20),
        *(numbers(c, f"column_{c}", "raw", reached[name], decimals=_PLANNED, width=11) for c, name in parts),
        Column(id="status", title=Phrase("column_status"), kind="status", values=list(reached["status"]), width=14),
        numbers("points", "column_points", "raw", reached["points"], decimals=_PLANNED, signed=True, width=9),
        numbers("final", "column_final", "raw", reached["final"], decimals=_PLANNED, width=11),
        numbers("reached", "column_reach", "rank", reached["reach"].round(), width=9),
    ]
    note = on_plan(assessment, plan, year, reached)
    return Table(id="plan", title=Phrase("sheet_plan"), note=note, columns=columns, key=("title",))

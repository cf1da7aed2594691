"""The explanation of a city's score, as text and as JSON."""

import json
from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any

import numpy as np
from pandas import DataFrame, Series

from smartscore.engine import Assessment, members_of
from smartscore.messages import message, number, numbers
from smartscore.model import Dimension, is_unscored
from smartscore.reports.columns import Column
from smartscore.reports.json_report import rounded
from smartscore.reports.summary import decimals_of, headline, row_label
from smartscore.reports.table_report import grid
from smartscore.reports.view import View
from smartscore.views import explain
from smartscore.views.contributions import sampled

_SHOWN = 5


def explained(assessments: Sequence[Assessment], city: str, view: View, format_: str) -> str:
    """Explain the score of a city in each of its rows, as a table or as JSON.

    Raises:
        UsageError: if there is no such city or column.
    """
    told = [
        (assessment, row, explain(assessment, row, view.by))
        for assessment in assessments
        for row in assessment.dataset.rows_of(city)
    ]
    if format_ == "json":
        record = [
            {**identity(assessment, row, view), "sampled": sampled(assessment.framework), "nodes": records(found)}
            for assessment, row, found in told
        ]
        return json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    return "\n".join(line.rstrip() for each in told for line in [*_lines(*each, view), ""])


def identity(assessment: Assessment, row: int, view: View) -> dict[str, Any]:
    """Say of which city by which framework something is told, and where it stands."""
    ranks, bands = assessment.ranks(view.by), assessment.band_names(view.language)
    levels = dict(zip(map(str, assessment.rows.names), assessment.keys[row], strict=True))
    reason = assessment.reason(row)
    return {
        "framework": assessment.framework.id,
        "fingerprint": assessment.definition.fingerprint,
        **{name: part if isinstance(part, str) else int(part) for name, part in levels.items()},
        "name": assessment.dataset.labels[row],
        "index": rounded(float(assessment.index.iloc[row])),
        "rank": None if ranks[row] != ranks[row] else int(ranks[row]),  # NaN
        "band": bands[row],
        "reason": reason.message(view.language) if reason else None,
    }


def records(found: DataFrame) -> dict[str, dict[str, float | None]]:
    """Give a frame with a row a node as JSON has it."""
    return {
        str(name): {str(column): rounded(float(cell)) for column, cell in cells.items()}
        for name, cells in found.iterrows()
    }


def _lines(assessment: Assessment, row: int, found: DataFrame, view: View) -> Iterator[str]:
    def say(code: str, **fields: object) -> str:
        return message(code, view.language, **fields)

    framework = assessment.framework
    yield from wrap(headline(assessment, view), view.width)
    yield from wrap(standing(assessment, row, view), view.width)
    yield from grid(_columns(assessment, found, members_of(framework, view.depth), view), view.width)
    yield from wrap(say("explain_sum"), view.width)
    if estimated := sampled(framework):
        names = ", ".join(framework.nodes[name].title.to(view.language) for name in estimated)
        yield from wrap(say("explain_sampled", names=names), view.width)
    ahead = found["difference"][[node.id for node in framework.indicators]]
    ahead = -ahead if framework.higher == "worse" else ahead
    strong = (-ahead[ahead > 0]).sort_values(kind="stable").index[:_SHOWN]
    weak = ahead[ahead < 0].sort_values(kind="stable").index[:_SHOWN]
    for heading, part in ((say("explain_strengths"), strong), (say("explain_weaknesses"), weak)):
        if len(part):
            yield ""
            yield heading
            yield from grid(_columns(assessment, found, list(part), view), view.width)
    lacking = [n for n in framework.indicators if found["score"].isna()[n.id] and n.weight and not is_unscored(n)]
    if lacking:
        yield ""
        names = ", ".join(node.title.to(view.language) for node in lacking)
        yield from wrap(say("explain_missing", count=len(lacking), names=names), view.width)


def standing(assessment: Assessment, row: int, view: View) -> str:
    """Say index, band and rank of the city, or why it has none."""
    if reason := assessment.reason(row):
        return f"{row_label(assessment, row)}: {reason.message(view.language)}"
    groups, ranks = assessment.groups(view.by), assessment.ranks(view.by)
    count = int((~assessment.index.isna().to_numpy() & (groups == groups[row])).sum())
    fields = {
        "city": row_label(assessment, row),
        "index": number(float(assessment.index.iloc[row]), decimals_of(assessment), view.language),
        "band": assessment.band_names(view.language)[row] or "-",
        "rank": int(ranks[row]),
        "count": count,
    }
    return message("explain_city", view.language, **fields)


def raw(values: "Series[float]", language: str) -> list[str]:
    """Write raw values with six significant digits, a missing one as a dash."""
    mark = message("decimal_mark", language)
    return ["-" if np.isnan(value) else f"{value:.6g}".replace(".", mark) for value in values]


def _columns(assessment: Assessment, found: DataFrame, nodes: Sequence[str], view: View) -> list[Column]:
    framework, decimals = assessment.framework, decimals_of(assessment)

    def title(name: str) -> str:
        return (
            message("column_index", view.language) if name == "index" else framework.nodes[name].title.to(view.language)
        )

    def column(code: str, cells: list[str]) -> Column:
        return Column(message(code, view.language), "", cells)

    part = found.loc[list(nodes)]
    columns = [Column(message("column_title", view.language), "", [title(name) for name in nodes], numeric=False)]
    if not all(isinstance(framework.nodes[name], Dimension) for name in nodes):
        columns.append(column("column_value", raw(part["value"], view.language)))
    columns += [
        column("column_score", numbers(part["score"].tolist(), decimals, view.language)),
        column("column_contribution", numbers(part["contribution"].tolist(), decimals, view.language)),
        column("column_median", numbers(part["median"].tolist(), decimals, view.language)),
        column("column_difference", numbers(part["difference"].tolist(), decimals, view.language)),
    ]
    return columns

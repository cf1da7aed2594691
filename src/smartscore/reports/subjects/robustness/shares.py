"""Which share of what varies each assumption brings, and what that figure is worth, in words."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np

from smartscore.messages import printable, template
from smartscore.model import Framework
from smartscore.reports.document import Chart, Figure, Listed, Part, Section, Table
from smartscore.reports.elements.cells import numbers, row_label, words
from smartscore.reports.subjects.robustness.assumed import source_title
from smartscore.reports.subjects.robustness.ranks import interval
from smartscore.robustness.analysis import Analysis
from smartscore.robustness.sensitivity import Sensitivity, Verdict
from smartscore.text import Phrase, Sentence

#: Outputs that have words: how far ranks move on average, and score and rank of the city that was asked for.
_OUTPUTS = frozenset(("mean_rank_change", "rank", "score"))


def share_sections(analysis: Analysis) -> Iterator[Section]:
    """Give a section for each output: bars, the same in a table, and how many runs they rest on."""
    for one in analysis.sensitivity:
        title = Phrase("robust_shares", output=output_title(one.output, analysis))
        note = Phrase("robust_shares_note", runs=one.runs, count=one.count)
        fewer = [Phrase("robust_shares_fewer", count=one.count, asked=one.asked)] if one.interrupted else []
        table = share_table(one, analysis)
        chart = [] if np.isnan(one.total).any() else [_chart(one, analysis)]
        parts: list[Part] = [*chart, *fewer, table, note]
        yield Section(id=table.id, title=title, parts=parts)


def output_title(name: str, analysis: Analysis) -> Sentence:
    """Give what an output is in words."""
    if name not in _OUTPUTS:
        return printable(name)
    row = analysis.city
    city = "" if row is None else row_label(analysis.uncertainty.assessment, row)
    return Phrase(f"output_{name}", city=city)


def verdict_words(verdict: Verdict) -> Sentence:
    """Say what the indices of an input are worth, with the draws that would settle what is open."""
    told: list[Sentence] = [Phrase(f"verdict_{code}") for code in verdict.codes]
    if verdict.draws is not None:
        told.append(Phrase("verdict_draws", draws=verdict.draws))
    return Listed(told, "; ")


def share_table(one: Sensitivity, analysis: Analysis) -> Table:
    """Give first-order and total shares with their intervals, and the verdict, a row an input."""
    framework = analysis.uncertainty.assessment.framework
    columns = [
        words("title", "column_assumption", [source_title(name, framework) for name in one.inputs], width=24),
        words("input", "column_input", [printable(name) for name in one.inputs], readers="programs"),
    ]
    orders = (
        ("first", "column_first_order", one.first, one.first_interval),
        ("total", "column_total_order", one.total, one.total_interval),
    )
    for name, code, values, ends in orders:
        columns += [
            numbers(name, code, "share", values, decimals=0),
            numbers(f"{name}_low", f"column_{name}_low", "share", ends[:, 0], decimals=0, readers="programs"),
            numbers(f"{name}_high", f"column_{name}_high", "share", ends[:, 1], decimals=0, readers="programs"),
            words(
                f"{name}_interval",
                "column_interval",
                [interval(low, high, "share") for low, high in ends.tolist()],
                readers="people",
            ),
        ]
    columns += [
        words("verdict", "column_verdict", [verdict_words(verdict) for verdict in one.verdicts], width=60),
        numbers(
            "draws",
            "column_draws_needed",
            "raw",
            [verdict.draws or np.nan for verdict in one.verdicts],
            readers="programs",
        ),
    ]
    return Table(
        id=f"sensitivity_{one.output}",
        title=Phrase("robust_shares", output=output_title(one.output, analysis)),
        columns=columns,
        key=("title",),
    )


def _chart(one: Sensitivity, analysis: Analysis) -> Chart:
    framework = analysis.uncertainty.assessment.framework
    order = np.argsort(-one.total, kind="stable").tolist()
    bars = [_bar(one, place, row, framework) for place, row in enumerate(order)]
    told = [
        Phrase(
            "robust_share_told",
            name=source_title(one.inputs[row], framework),
            first=Figure(float(one.first[row]), "share", 0),
            total=Figure(float(one.total[row]), "share", 0),
        )
        for row in order
    ]
    return Chart(
        id=f"shares_{one.output}",
        title="",
        spec=partial(chart_specification, "shares"),
        data={"shares": bars},
        says=Phrase("robust_shares_say", told=Listed(told, "; ")),
        key=Phrase("robust_shares_key"),
    )


def _bar(one: Sensitivity, place: int, row: int, framework: Framework) -> dict[str, Any]:
    (first_low, first_high), (total_low, total_high) = (
        one.first_interval[row].tolist(),
        one.total_interval[row].tolist(),
    )
    return {
        "order": place,
        "name": source_title(one.inputs[row], framework),
        "first": float(one.first[row]),
        "first_low": first_low,
        "first_high": first_high,
        "total": float(one.total[row]),
        "total_low": total_low,
        "total_high": total_high,
    }


def chart_specification(name: str, language: str) -> dict[str, Any]:
    """Give the specification of a chart, its axes in a language."""
    from smartscore.reports.charts.specifications import Setting, specification  # with altair, which text does without

    words_ = partial(template, language=language)
    return specification(name, Setting((0.0, 1.0), 0, worse=False, words=words_))

"""The explanation of a city's score, as text and as JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

from pandas import DataFrame, Series

from smartscore.engine import Assessment, members_of
from smartscore.messages import message
from smartscore.model import Dimension, Framework, Indicator
from smartscore.reports.columns import Column
from smartscore.reports.sheet import Sheet, records, told
from smartscore.reports.view import View
from smartscore.views import explain, maturity, missing
from smartscore.views.contributions import sampled

_SHOWN, _NAMED = 5, 8
_MARKS = ("given", "clipped", "imputed", "stale", "judged")

Row = tuple[Assessment, int]


def explained(assessments: Sequence[Assessment], city: str, view: View, format_: str) -> str:
    """Explain the score of a city in each of its rows, as a table or as JSON.

    Raises:
        UsageError: if there is no such city or column.
    """
    rows = [(assessment, row) for assessment in assessments for row in assessment.dataset.rows_of(city)]
    return told(rows, format_, lambda found: _record(*found, view), lambda found: _lines(*found, view))


def _record(assessment: Assessment, row: int, view: View) -> dict[str, Any]:
    levels = maturity(assessment, row)
    framework, by_indicator = assessment.framework, levels.groupby(level=0, sort=False)
    return {
        **Sheet(assessment, view).identity(row),
        "sampled": sampled(framework),
        "nodes": records(explain(assessment, row, view.among, view.as_of)),
        "missing": records(missing(assessment, row, view.among)),
        "maturity": {
            str(name): {
                place: {"text": _criteria(framework.nodes[str(name)])[place].to(view.language), **told}
                for place, told in records(part.droplevel(0)).items()
            }
            for name, part in by_indicator
        },
    }


def _lines(assessment: Assessment, row: int, view: View) -> Iterator[str]:
    sheet, framework = Sheet(assessment, view), assessment.framework
    found = explain(assessment, row, view.among, view.as_of)
    yield from sheet.head(row)
    yield from sheet.grid(_columns(sheet, found.loc[members_of(framework, view.depth)]))
    yield from sheet.say("explain_sum")
    if estimated := sampled(framework):
        yield from sheet.say("explain_sampled", names=", ".join(map(sheet.title, estimated)))
    yield from _against(sheet, found, "difference", ("explain_strengths", "explain_weaknesses"))
    if view.among is not None:
        yield from _against(sheet, found, "peers_difference", ("explain_strengths_peers", "explain_weaknesses_peers"))
    yield from _missing(sheet, row)
    yield from _maturity(sheet, row)
    yield from _marks(sheet, found)
    yield from sheet.provisos(row)


def _columns(sheet: Sheet, part: DataFrame) -> list[Column]:
    nodes = sheet.assessment.framework.nodes
    columns = [sheet.titles(part.index)]
    if not all(isinstance(nodes[name], Dimension) for name in part.index):
        columns.append(sheet.values("column_value", part["value"]))
    columns += [
        sheet.scores("column_score", part["score"]),
        sheet.scores("column_contribution", part["contribution"]),
        sheet.scores("column_median", part["median"]),
        sheet.scores("column_difference", part["difference"]),
    ]
    if sheet.view.among is not None:
        columns += [
            sheet.scores("column_peers", part["peers_median"]),
            sheet.scores("column_difference", part["peers_difference"]),
        ]
    return columns


def _against(sheet: Sheet, found: DataFrame, difference: str, headings: tuple[str, str]) -> Iterator[str]:
    """Tell in which indicators the city is furthest ahead of a median and furthest behind it."""
    for heading, part in zip(headings, furthest(sheet.assessment.framework, found[difference]), strict=True):
        if part:
            yield from sheet.part(sheet.say(heading), _columns(sheet, found.loc[part]))


def furthest(framework: Framework, differences: "Series[float]") -> tuple[list[str], list[str]]:
    """Give the indicators that lie furthest ahead of what the differences (by node) are from, and furthest behind."""
    ahead = framework.sign * differences[[node.id for node in framework.indicators]]
    strong = (-ahead[ahead > 0]).sort_values(kind="stable").index[:_SHOWN]
    weak = ahead[ahead < 0].sort_values(kind="stable").index[:_SHOWN]
    return list(strong), list(weak)


def _missing(sheet: Sheet, row: int) -> Iterator[str]:
    """Tell the index for each value that is missing if it were worst, the peers' median, best."""
    lacking = missing(sheet.assessment, row, sheet.view.among)
    if lacking.empty:
        return
    alone = lacking.iloc[:-1] if len(lacking) == 2 else lacking
    titles = [message("row_overall", sheet.view.language) if n == "index" else sheet.title(n) for n in alone.index]
    columns = [sheet.words("column_title", titles)]
    columns += [sheet.scores(f"column_if_{name}", alone[name]) for name in ("worst", "median", "best")]
    yield from sheet.part(sheet.say("explain_missing", count=len(lacking) - 1), columns)


def _maturity(sheet: Sheet, row: int) -> Iterator[str]:
    """Tell of each maturity level which criteria are met and what the next level needs."""
    language, framework = sheet.view.language, sheet.assessment.framework
    levels = maturity(sheet.assessment, row)
    for name, part in levels.groupby(level=0, sort=False):
        node, has = framework.nodes[str(name)], part["has"].iloc[0]
        texts = _criteria(node)
        yield ""
        fields = {"title": node.title, "level": sheet.value(has), "met": int(part["met"].sum()), "count": len(part)}
        yield from sheet.say("explain_level", **fields)
        for place, cells in part.droplevel(0).iterrows():
            if cells["needed"]:
                yield from sheet.say("explain_needed", level=cells["level"], text=texts[str(place)].to(language))


def _criteria(node: Any) -> dict[str, Any]:
    texts = [criterion.text for criterion in node.criteria if criterion.level > 0]
    return dict(zip(node.ticks, texts, strict=True)) if isinstance(node, Indicator) else {}


def _marks(sheet: Sheet, found: DataFrame) -> Iterator[str]:
    """Name what was given, clipped, imputed, is stale or rests on judgement, the first of them."""
    if found[list(_MARKS)].to_numpy().any():
        yield ""
    for mark in _MARKS:
        names = [sheet.title(str(name)) for name in found.index[found[mark].astype(bool)]]
        if names:
            shown = [*names[:_NAMED], *(["..."] if len(names) > _NAMED else [])]
            yield from sheet.say(f"explain_{mark}", count=len(names), names=", ".join(shown))

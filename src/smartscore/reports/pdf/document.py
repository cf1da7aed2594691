"""A document for typst: all texts and numbers as data, in the reader's language; the template only lays them out."""

import json
from collections.abc import Iterator, Sequence
from importlib.resources import files
from importlib.util import find_spec
from typing import Any

import numpy as np
from pandas import DataFrame

from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError
from smartscore.messages import capital, message, number, numbers, printable, template
from smartscore.reports.columns import leading, order, scores
from smartscore.reports.summary import decimals_of, headline, sentences, unranked
from smartscore.reports.view import View

_NEEDED = ("altair", "typst", "vl_convert")
_WORDS = ("page", "prepared", "approved", "place_date", "name", "position")

Told = dict[str, Any]


def write(assessments: Sequence[Assessment], view: View) -> bytes:
    """Give the document as PDF: a headline, then a page a city, or of the chosen ones.

    Raises:
        UsageError: if the packages of the extra `report` are not installed, or there is no such city.
    """
    if any(find_spec(name) is None for name in _NEEDED):
        raise UsageError(Problem("missing_extra", {"extra": "report"}))
    import typst

    layout = (files(__package__) / "assets" / "report.typ").read_bytes()
    data = json.dumps(document(assessments, view), ensure_ascii=False)
    return bytes(typst.compile(layout, format="pdf", sys_inputs={"data": data}))


def document(assessments: Sequence[Assessment], view: View) -> Told:
    """Give all that is laid out.

    Raises:
        UsageError: if a chosen city is not there.
    """
    return {
        "language": view.language,
        "words": {name: template(f"pdf_{name}", view.language) for name in _WORDS},
        "parts": [_part(assessment, view) for assessment in assessments],
    }


def _part(assessment: Assessment, view: View) -> Told:
    from smartscore.reports.pdf.city import city_pages
    from smartscore.reports.pdf.figures import wheel_svg, wheel_template

    framework, language = assessment.framework, view.language
    members = [member.id for member in framework.index.members if framework.shares[member.id] > 0]
    frame, wheel = assessment.scores[members], wheel_template(framework.scale)
    best = frame.min() if framework.higher == "worse" else frame.max()
    middle = DataFrame({"score": frame.median(), "median": best})
    told = {
        "title": printable(framework.title.to(language)),
        "headline": printable(headline(assessment, view)),
        "cards": list(_cards(assessment, view)),
        "sentences": [printable(said) for said in (*unranked(assessment, view), *sentences(assessment, view))],
        "wheel": wheel_svg(assessment, middle, language, wheel) if len(frame) > 1 else None,
        "wheel_says": message("html_median_wheel_key", language),
        "ranking": None if view.cities else _ranking(assessment, view),
        "ranking_title": message("html_nav_ranking", language),
    }
    return {**told, "pages": list(city_pages(assessment, view, wheel))}


def _cards(assessment: Assessment, view: View) -> Iterator[tuple[str, str, str]]:
    """Give name, figure and a word more of what stands above all."""
    language, decimals = view.language, decimals_of(assessment)
    index = assessment.index.to_numpy(dtype=float)
    known = np.flatnonzero(~np.isnan(index))
    yield titled("html_cities", language), str(len(index)), ""
    if len(known):
        first, last = known[np.argmax(index[known])], known[np.argmin(index[known])]
        labels = [printable(label) for label in assessment.dataset.labels]
        yield titled("html_highest", language), number(index[first], decimals, language), labels[first]
        yield titled("html_median", language), number(float(np.median(index[known])), decimals, language), ""
        yield titled("html_lowest", language), number(index[last], decimals, language), labels[last]
    yield titled("html_coverage", language), f"{assessment.coverage['index'].median():.0%}", ""


def _ranking(assessment: Assessment, view: View) -> Told:
    rows = order(assessment, view)
    *front, coverage = leading(assessment, view, rows)
    columns = [*front, *scores(assessment, view, rows), coverage]
    return {
        "columns": [{"title": capital(printable(column.title)), "numeric": column.numeric} for column in columns],
        "rows": [list(cells) for cells in zip(*(column.cells for column in columns), strict=True)],
    }


def titled(code: str, language: str) -> str:
    """Give a word as it begins a heading."""
    return capital(message(code, language))


def signed(values: Sequence[float], decimals: int, language: str) -> list[str]:
    """Write differences with their sign."""
    return [
        f"+{cell}" if value > 0 else cell
        for value, cell in zip(values, numbers(values, decimals, language), strict=True)
    ]

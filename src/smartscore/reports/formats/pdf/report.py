"""A document for typst: all texts and numbers as data, in the reader's language; the template only lays them out."""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
from pandas import DataFrame

from smartscore.engine import Assessment
from smartscore.messages import message, number, printable, template
from smartscore.reports.document import Figure, Style
from smartscore.reports.elements.cells import decimals_of
from smartscore.reports.elements.intervals import interval_sentences
from smartscore.reports.elements.provisos import headline, summary, unranked
from smartscore.reports.formats.cells import laid_out_table, plain, titled
from smartscore.reports.formats.pdf.layouts import layout
from smartscore.reports.result import Result
from smartscore.reports.subjects.ranking import order, ranking
from smartscore.rounding import best_first

_WORDS = ("page", "prepared", "approved", "place_date", "name", "position")

JsonObject = dict[str, Any]


def render(result: Result, style: Style) -> bytes:
    """Give the document as PDF: a headline, then a page a city, or of the chosen ones.

    Raises:
        UsageError: if there is no such city.
    """
    import typst

    data = json.dumps(document(result, style), ensure_ascii=False)
    return bytes(typst.compile(layout("report"), format="pdf", sys_inputs={"data": data}))


def document(result: Result, style: Style) -> JsonObject:
    """Give all that is laid out.

    Raises:
        UsageError: if a chosen city is not there.
    """
    return {
        "language": style.language,
        "words": {name: template(f"pdf_{name}", style.language) for name in _WORDS},
        "parts": [_part(assessment, result, style) for assessment in result.assessments],
    }


def _part(assessment: Assessment, result: Result, style: Style) -> JsonObject:
    from smartscore.reports.formats.pdf.city import city_pages
    from smartscore.reports.formats.pdf.figures import wheel_svg, wheel_template

    framework, language = assessment.framework, style.language
    members = [member.id for member in framework.index.members if framework.shares[member.id] > 0]
    frame, wheel = assessment.scores[members], wheel_template(framework.scale)
    best = frame.min() if framework.higher == "worse" else frame.max()
    said = [*interval_sentences(assessment, result), *unranked(assessment), *summary(assessment, result)]
    middle = DataFrame({"score": frame.median(), "median": best})
    part = {
        "title": printable(framework.title.to(language)),
        "headline": plain(headline(assessment), language),
        "cards": list(_cards(assessment, language)),
        "sentences": [plain(sentence, language) for sentence in said],
        "wheel": wheel_svg(assessment, middle, language, wheel) if len(frame) > 1 else None,
        "wheel_says": message("html_median_wheel_key", language),
        "ranking": None if result.cities else _ranking(assessment, result, style),
        "ranking_title": message("html_nav_ranking", language),
    }
    return {**part, "pages": list(city_pages(assessment, result, style, wheel))}


def _cards(assessment: Assessment, language: str) -> Iterator[tuple[str, str, str]]:
    """Give name, figure and a word more of what stands above all."""
    decimals = decimals_of(assessment)
    index = assessment.index.to_numpy(dtype=float)
    known = np.flatnonzero(~np.isnan(index))
    yield titled("html_cities", language), str(len(index)), ""
    if len(known):
        cities, scale = [str(city) for city in assessment.dataset.cities[known]], assessment.framework.scale
        high, low = (best_first(np.array(side * index[known]), scale, cities) for side in (1.0, -1.0))
        first, last = int(known[high[0]]), int(known[low[0]])
        labels = [printable(label) for label in assessment.dataset.labels]
        yield titled("html_highest", language), number(index[first], decimals, language), labels[first]
        yield titled("html_median", language), number(float(np.median(index[known])), decimals, language), ""
        yield titled("html_lowest", language), number(index[last], decimals, language), labels[last]
    covered = float(assessment.coverage["index"].median())
    yield titled("html_coverage", language), Figure(covered, "share", 0).to(language), ""


def _ranking(assessment: Assessment, result: Result, style: Style) -> JsonObject:
    table = ranking(assessment, result, order(assessment, result.by)).shown(style.depth)
    columns = [column for column in table.columns if column.id != "alike"]  # which the pages of cities name
    return laid_out_table(columns, style.language)

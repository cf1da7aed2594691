"""The charts of a plan: its timetable, and the index that is planned and reached by year."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from smartscore.messages import template
from smartscore.reports.document import Chart, Figure, Listed
from smartscore.reports.elements.cells import rounded
from smartscore.text import Phrase, Sentence


def timetable_chart(
    titles: Sequence[Sentence], spans: Sequence[tuple[int, int]], years: Sequence[int], name: str = ""
) -> Chart:
    """Draw a cell for each programme and year, with whether it runs, and the names of programmes."""
    cells = [
        {"order": order, "year": int(year), "runs": bool(start <= year <= end), "tip": titles[order]}
        for order, (start, end) in enumerate(spans)
        for year in years
    ]
    rows = [{"order": order, "name": title} for order, title in enumerate(titles)]
    return Chart(
        id="timetable",
        title=Phrase("plan_page_timetable"),
        spec=partial(_spec, "timetable"),
        data={"timetable": cells, "programmes": rows},
        says=Phrase("plan_page_says_timetable", name=name, told=Listed(titles or ["-"])),
    )


def trajectory_chart(
    planned: Mapping[int, float],
    reached: Mapping[int, float],
    figure: Callable[[float], Figure],
    name: str = "",
) -> Chart:
    """Draw the index that is planned, dashed, and that was reached, by year; `figure` writes one in a sentence."""
    pairs = [
        Phrase(
            "year_planned_reached",
            year=year,
            planned=figure(score),
            reached=figure(reached.get(year, np.nan)),
        )
        for year, score in planned.items()
    ]
    return Chart(
        id="trajectory",
        title=Phrase("plan_page_trajectory"),
        spec=partial(_spec, "trajectory"),
        data={"planned": _scores(planned), "reached": _scores(reached)},
        says=Phrase("plan_page_says_trajectory", name=name, told=Listed(pairs or ["-"])),
        key=Phrase("plan_page_key"),
    )


def _scores(by_year: Mapping[int, float]) -> list[dict[str, Any]]:
    return [{"year": year, "score": rounded(score)} for year, score in by_year.items() if not np.isnan(score)]


def _spec(name: str, language: str) -> Mapping[str, Any]:
    from smartscore.reports.charts.specifications import Setting, specification  # with altair, which text does without

    words = partial(template, language=language)
    return specification(name, Setting((0.0, 1.0), 0, worse=False, words=words))  # no scale is in them

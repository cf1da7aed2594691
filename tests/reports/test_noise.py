"""Noise of 1e-14 on every score, as another processor's linear algebra makes it, changes no byte of what is told."""

from collections.abc import Callable, Iterator
from importlib.resources import files

import numpy as np
import pytest
from attrs import evolve
from builders import EXAMPLES, example_assessment
from pandas import DataFrame

from smartscore import (
    Assessment,
    Band,
    Dimension,
    Framework,
    Indicator,
    assess,
    compare,
    target_values,
    what_if,
)
from smartscore.engine.groups import Nearest
from smartscore.plans import Ask, Limits, Outlook, QuickWin, Roadmap, choose, read_programmes, scheduled
from smartscore.reports import REPORTS
from smartscore.reports.document import Document, Style
from smartscore.reports.formats.html.payload import encoded, payload
from smartscore.reports.formats.pdf.report import document as laid_out
from smartscore.reports.result import Result
from smartscore.reports.subjects import comparison, explanation, gaps, peers, plan, ranking
from smartscore.reports.subjects.peers import PeerOptions
from smartscore.rules import Linear
from smartscore.views import best_values

pytestmark = pytest.mark.no_cover

SEEDS = (1, 2)
FORMATS = ("table", "csv", "json", "markdown", "html", "xlsx")
STYLE = Style(language="en", width=120, depth=3)

TIED = DataFrame(
    {
        "city": ["Wonosari", "Alun", "Bukit", "Candi", "Demak", "Enrekang"],
        "province": ["West", "West", "West", "East", "East", "East"],
        "population": [300, 200, 400, 200, 400, 300],
        **{f"i{place}": [3, 3, 7, 7, 5, 5] if place % 2 else [7, 7, 3, 3, 5, 5] for place in range(9, 0, -1)},
    }
)


def tied() -> Assessment:
    """Assess cities whose scores, gains and differences are equal wherever they can be."""
    leaves = [Indicator(f"i{place}", rule=Linear(0, 10)) for place in range(9, 0, -1)]
    members = [Dimension(name, members=leaves[at : at + 3]) for name, at in (("z", 0), ("y", 3), ("x", 6))]
    bands = [Band("low", 0), Band("middle", 50), Band("high", 60)]
    return assess(TIED, Framework("tied", index=Dimension("index", members=members), bands=bands))


def noisy(assessment: Assessment, seed: int) -> Assessment:
    """Give an assessment whose every score is off by up to 1e-14 either way."""
    noise = np.random.default_rng(seed).uniform(-1e-14, 1e-14, assessment.scores.shape)
    return evolve(assessment, scores=assessment.scores + noise)


def documents(assessment: Assessment, seed: int | None) -> Iterator[Document]:
    """Tell everything that can be told of one assessment, and of it against another with other values."""
    result = Result(assessments=[assessment], by="province")
    yield ranking.document(Result(assessments=[assessment]))
    yield ranking.document(result)
    cities = [str(city) for city in assessment.dataset.cities]
    near = Nearest(2, ("population",)) if "population" in assessment.dataset.frame else "province"
    for city in cities[:4]:
        for by in (None, "province", near):
            yield explanation.document([assessment], city, by)
            yield gaps.document([assessment], city, lambda each, _: target_values(each), by)
            yield peers.document([assessment], city, PeerOptions(by=by))
        yield gaps.document([assessment], city, lambda each, _: best_values(each))
    yield peers.document([assessment], None, PeerOptions(by="province"))
    other = changed(assessment)
    compared = compare(assessment, other if seed is None else noisy(other, seed + 100))
    yield comparison.document(compared, None)
    yield comparison.document(compared, cities[0])


def changed(assessment: Assessment) -> Assessment:
    """Give the same cities with each value of the first three indicators that of the city before."""
    cities, nodes = assessment.dataset.cities, assessment.framework.indicators[:3]
    values = {node.id: np.roll(assessment.columns[node.id], 1) for node in nodes}
    return what_if(
        assessment,
        [
            (str(city), name, float(value))
            for name, column in values.items()
            for city, value in zip(cities, column, strict=True)
            if not np.isnan(value)
        ],
    )


def told(document: Document, format_: str) -> str | bytes:
    if format_ == "html" and document.source is not None:
        return ""  # the page, of which the payload is compared below
    return REPORTS[format_].render(document, STYLE)


@pytest.mark.parametrize("make", [tied, example_assessment])
def test_of_documents(make: Callable[[], Assessment]) -> None:
    exact = make()
    expected = [told(document, format_) for document in documents(exact, None) for format_ in FORMATS]
    for seed in SEEDS:
        found = [told(document, format_) for document in documents(noisy(exact, seed), seed) for format_ in FORMATS]
        assert found == expected


@pytest.mark.parametrize("make", [tied, example_assessment])
def test_of_the_page_and_the_paper(make: Callable[[], Assessment]) -> None:
    exact = make()
    for by in (None, "province"):
        page = encoded(payload(Result(assessments=[exact], by=by), STYLE))
        paper = laid_out(Result(assessments=[exact], by=by), STYLE)
        for seed in SEEDS:
            result = Result(assessments=[noisy(exact, seed)], by=by)
            assert encoded(payload(result, STYLE)) == page
            assert laid_out(result, STYLE) == paper


def road(assessment: Assessment) -> Roadmap:
    """Plan for the last city of the example."""
    row = assessment.dataset.rows_of("6202")[0]
    programmes = read_programmes(EXAMPLES / "programmes.csv", ("6202", "Kotawaringin Timur"))
    outlook, limits = Outlook.of(assessment, row, programmes), Limits(budget=15e9, first_year=2026)
    return Roadmap(outlook, limits, scheduled(outlook, limits, choose(outlook, limits, Ask()), "success"), "success")


def test_of_a_plan() -> None:
    exact = example_assessment()
    expected = [told(plan.document(road(exact), QuickWin()), format_) for format_ in FORMATS]
    for seed in SEEDS:
        document = plan.document(road(noisy(exact, seed)), QuickWin())
        assert [told(document, format_) for format_ in FORMATS] == expected


def test_the_page_works_out_no_order_by_a_score_and_no_median() -> None:
    scripts = (files("smartscore.reports.formats.html") / "assets").iterdir()
    lines = [
        line for script in scripts if script.name.endswith(".js") for line in script.read_text("utf-8").split("\n")
    ]
    sorting = [line for line in lines if ".sort(" in line]
    assert sorting
    assert [line for line in sorting if any(word in line for word in ("score", "gain", "ahead", "median"))] == []
    assert [line for line in lines if "1e-9" in line or "function median(" in line or "Math.max(..." in line] == []

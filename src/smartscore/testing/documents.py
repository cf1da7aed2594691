"""Documents of every kind that commands give a report, with gaps, names that are up to no good, and none at all."""

from collections.abc import Callable, Iterator

import numpy as np
from attrs import evolve
from pandas import DataFrame, Index

from smartscore.api import assess
from smartscore.engine import Assessment
from smartscore.errors import Problem
from smartscore.model import Band, Dimension, Framework, Indicator
from smartscore.plans import Limits, Outlook, Programme, QuickWin, Roadmap, choose
from smartscore.reports import Document, Result
from smartscore.reports.subjects import catalogue, comparison, explanation, gaps, peers, plan, problems, ranking
from smartscore.reports.subjects.peers import PeerOptions
from smartscore.rules import Linear
from smartscore.views import best_values, compare

#: Markup, a formula, a control sequence of terminals, a letter that turns the line round, cells of Markdown, lines.
HOSTILE = '=1+1|<script>alert(1)</script>*a*`b`[x](y)#\x1b[31m\u202e"&\n\t;,'

Made = tuple[str, Callable[[], Document]]


def documents() -> Iterator[Made]:
    """Give the name of each document and what makes it anew."""
    yield "nothing", lambda: Document(title="")
    yield "assess", lambda: ranking.document(Result(assessments=[_assessed()]))
    yield "assess, one city", lambda: ranking.document(Result(assessments=[assess(_cities().iloc[:1], _framework())]))
    yield "assess --city", lambda: ranking.document(Result(assessments=[_assessed()], cities=("Bukit",)))
    yield "assess --by", lambda: ranking.document(Result(assessments=[_assessed()], by="province"))
    yield "assess, two frameworks", lambda: ranking.document(Result(assessments=[_assessed(), _assessed("other")]))
    yield "explain", lambda: explanation.document([_assessed()], "Bukit")
    yield "gaps", lambda: gaps.document([_assessed()], "Bukit", lambda assessment, _row: best_values(assessment))
    yield "compare", lambda: comparison.document(compare(assess(_cities() / 2, _framework()), _bare()), None)
    yield "peers", lambda: peers.document([_assessed()], None, PeerOptions(by="province"))
    yield "plan", _plan
    yield "check", lambda: problems.document(problems.Findings([_problem()]))
    yield "frameworks show", lambda: catalogue.document(_framework())
    yield "frameworks list", lambda: catalogue.frameworks({"small": (HOSTILE, _framework())})


def _framework(name: str = "small") -> Framework:
    members = [Indicator("income", HOSTILE, rule=Linear(0, 10), unit=HOSTILE), Indicator("health", rule=Linear(0, 10))]
    nobody = Dimension("nobody", members=[Indicator("lacking", rule=Linear(0, 1))])
    index = Dimension("index", members=[Dimension("known", HOSTILE, members=members), nobody])
    return Framework(name, HOSTILE, index=index, bands=[Band(HOSTILE, 0), Band("high", 50)])


def _cities() -> DataFrame:
    """Three cities: the first has a name that is up to no good, the third has no health."""
    values = {"income": [4.0, 6.0, 10.0], "health": [8.0, 2.0, np.nan]}
    return DataFrame(values, index=Index([HOSTILE.strip(), "Bukit", "Candi"], name="city"))


def _assessed(name: str = "small") -> Assessment:
    return assess(_cities().assign(province=[HOSTILE, "East", "East"]), _framework(name))


def _bare() -> Assessment:
    return assess(_cities(), _framework())


def _plan() -> Document:
    told = {"id": "well", "title": HOSTILE, "dimension": "known", "indicator": "health"}
    well = Programme(**told, change=3, cost=5e6, months=12, likelihood=2, severity=3)  # type: ignore[arg-type]
    outlook, limits = Outlook.of(_bare(), 1, [well]), Limits(years=3)
    return plan.document(Roadmap(outlook, limits, choose(outlook, limits)), QuickWin())


def _problem() -> Problem:
    return evolve(Problem("no_value", {}), file=HOSTILE, row=3, column=HOSTILE, city=HOSTILE)

"""A plan as a JSON file, which `progress` reads again."""

import json
from typing import Any

from smartscore.plans.outlook import effects
from smartscore.plans.programme import CHANCE_OF_FAILURE, Programme, QuickWin
from smartscore.plans.roadmap import Roadmap
from smartscore.reports.sheet import Sheet, plain, records
from smartscore.reports.view import View

SCHEMA = 1


def written_plan(road: Roadmap, quick: QuickWin, view: View) -> str:
    """Give a plan with its programmes, figures, timetable, trajectory and targets; the same each time it is made."""
    outlook, told = road.outlook, road.portfolio
    found = records(effects(outlook, quick))
    spans = records(road.spans)
    plan = {
        "schema": SCHEMA,
        **Sheet(outlook.assessment, view).identity(outlook.row),
        "edition": outlook.framework.edition,
        "hope": road.hope,
        "chances_of_failure": {str(level): chance for level, chance in CHANCE_OF_FAILURE.items()},
        "portfolio": {
            "programmes": list(told.chosen),
            **{name: plain(getattr(told, name)) for name in ("base", "index", "bound", "cost", "gap")},
            "method": told.method,
        },
        "programmes": [_programme(p, found[p.id], spans.get(p.id), view) for p in outlook.programmes],
        "spending": {str(year): plain(cost) for year, cost in road.spending.sum().items()},
        "trajectory": records(road.trajectory),
        "targets": records(road.targets),
    }
    return json.dumps(plan, ensure_ascii=False, indent=1) + "\n"


def _programme(programme: Programme, effect: Any, span: Any, view: View) -> dict[str, Any]:
    names = ("dimension", "indicator", "change", "cost", "currency", "months", "likelihood", "severity", "staff")
    more = ("owner", "goal", "budget_source")
    return {
        "id": programme.id,
        "title": programme.title.to(view.language),
        **{name: getattr(programme, name) for name in (*names, *more)},
        "requires": list(programme.requires),
        "excludes": list(programme.excludes),
        "note": programme.note.to(view.language),
        **{name: cell for name, cell in effect.items() if name not in ("cost", "months")},
        "start": None if span is None else int(span["start"]),
        "end": None if span is None else int(span["end"]),
    }

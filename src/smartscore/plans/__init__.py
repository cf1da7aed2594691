"""Plans: programmes, what they bring, the best set under limits, a timetable, and how far a city has come.

A programme here is always a measure of a city, with its cost and its effect on an indicator: a `Programme`.
"""

from smartscore.plans.holding import holding
from smartscore.plans.limits import Limits
from smartscore.plans.optimisation import choose
from smartscore.plans.outlook import Outlook, effects, risk_matrix
from smartscore.plans.portfolio import Ask, Portfolio
from smartscore.plans.programme import Programme, QuickWin
from smartscore.plans.programme_file import read_programmes
from smartscore.plans.progress import Plan, progress, read_plan
from smartscore.plans.roadmap import Roadmap
from smartscore.plans.schedule import scheduled

__all__ = [
    "Ask",
    "Limits",
    "Outlook",
    "Plan",
    "Portfolio",
    "Programme",
    "QuickWin",
    "Roadmap",
    "choose",
    "effects",
    "holding",
    "progress",
    "read_plan",
    "read_programmes",
    "risk_matrix",
    "scheduled",
]

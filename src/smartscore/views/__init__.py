"""Views on assessments: where a city stands, why, and what would change it. Each is pure, and gives frames."""

from smartscore.views.agreement import agreement
from smartscore.views.comparison import Comparison, SideBySide, compare, side_by_side
from smartscore.views.contributions import contributions
from smartscore.views.evidence import evidence_levels, evidence_outlook
from smartscore.views.explain import explain, maturity, missing
from smartscore.views.gaps import gaps
from smartscore.views.peers import peers, standings, weighted_years
from smartscore.views.queue import queue, queue_gain
from smartscore.views.scenarios import scenarios
from smartscore.views.targets import band_values, best_values, peers_values, target_values
from smartscore.views.whatif import what_if

__all__ = [
    "Comparison",
    "SideBySide",
    "agreement",
    "band_values",
    "best_values",
    "compare",
    "contributions",
    "evidence_levels",
    "evidence_outlook",
    "explain",
    "gaps",
    "maturity",
    "missing",
    "peers",
    "peers_values",
    "queue",
    "queue_gain",
    "scenarios",
    "side_by_side",
    "standings",
    "target_values",
    "weighted_years",
    "what_if",
]

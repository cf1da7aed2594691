"""Views on assessments: what makes a score, what is missing. Each is pure: an assessment goes in, a frame comes out."""

from smartscore.views.contributions import contributions
from smartscore.views.explain import explain
from smartscore.views.gaps import band_values, best_values, gaps, peers_values

__all__ = ["band_values", "best_values", "contributions", "explain", "gaps", "peers_values"]

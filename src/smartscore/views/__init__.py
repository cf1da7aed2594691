"""Views on assessments: what makes a score. Each is pure: an assessment goes in, a frame comes out."""

from smartscore.views.contributions import contributions
from smartscore.views.explain import explain

__all__ = ["contributions", "explain"]

"""How sure scores and ranks are: draws of all assumptions at once, counted as they come."""

from smartscore.robustness.uncertainty.run import uncertainty
from smartscore.robustness.uncertainty.uncertainty import Uncertainty

__all__ = ["Uncertainty", "uncertainty"]

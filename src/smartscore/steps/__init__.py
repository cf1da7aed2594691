"""Steps change raw values before they are judged, openly: what they filled in and what they changed is counted."""

from collections.abc import Callable, Mapping

from smartscore.model import Step
from smartscore.steps.impute import Impute
from smartscore.steps.taken_from import PROVISIONAL, provisional
from smartscore.steps.treat import Treat

STEPS: Mapping[str, Callable[..., Step]] = {"impute": Impute, "treat": Treat}

__all__ = ["PROVISIONAL", "STEPS", "Impute", "Treat", "provisional"]

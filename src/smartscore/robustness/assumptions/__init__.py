"""Assumptions as data: what could have been chosen or measured otherwise, each with its address in the framework."""

from smartscore.robustness.assumptions.addresses import Address
from smartscore.robustness.assumptions.assumption_file import assumptions_of, read_assumptions, written
from smartscore.robustness.assumptions.assumptions import Assumptions
from smartscore.robustness.assumptions.base import Assumption, Nominal, Realisation
from smartscore.robustness.assumptions.distributions import Distribution
from smartscore.robustness.assumptions.measurement import MeasurementError
from smartscore.robustness.assumptions.parameters import Alternatives, Spread
from smartscore.robustness.assumptions.regions import WeightRegion
from smartscore.robustness.assumptions.values import BoundShift, LeaveOut
from smartscore.robustness.assumptions.weights import WeightDirichlet, WeightNoise, WeightSets

__all__ = [
    "Address",
    "Alternatives",
    "Assumption",
    "Assumptions",
    "BoundShift",
    "Distribution",
    "LeaveOut",
    "MeasurementError",
    "Nominal",
    "Realisation",
    "Spread",
    "WeightDirichlet",
    "WeightNoise",
    "WeightRegion",
    "WeightSets",
    "assumptions_of",
    "read_assumptions",
    "written",
]

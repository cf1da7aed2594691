"""The tree that is scored: indicators in dimensions in a framework. Frozen values without behaviour of the engine."""

from smartscore.model.about import Band, Confidence, Criterion, Draft, Ladder, Years
from smartscore.model.breaks import Break, break_between, break_with, repealed
from smartscore.model.editions import Official, Period
from smartscore.model.framework import Framework, Node
from smartscore.model.grounds import share_by_confidence
from smartscore.model.methods import Methods
from smartscore.model.nodes import Dimension, Indicator, is_unscored, mass, walk
from smartscore.model.step import Step
from smartscore.model.ways import Way, scores_of
from smartscore.rules import Domain

__all__ = [
    "Band",
    "Break",
    "Confidence",
    "Criterion",
    "Dimension",
    "Domain",
    "Draft",
    "Framework",
    "Indicator",
    "Ladder",
    "Methods",
    "Node",
    "Official",
    "Period",
    "Step",
    "Way",
    "Years",
    "break_between",
    "break_with",
    "is_unscored",
    "mass",
    "repealed",
    "scores_of",
    "share_by_confidence",
    "walk",
]

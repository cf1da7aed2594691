"""Exact answers about weights that are known only in part, and the least change that moves a city.

The weights that a framework admits make a `WeightSpace`; ranks, differences and least changes are extremes over it.
"""

from smartscore.robustness.exact.attainable import RankEnd, RankRange, Reach, attainable_ranks, can_reach
from smartscore.robustness.exact.dominance import DifferenceRange, difference_range, dominates, score_ranges
from smartscore.robustness.exact.leaf_scores import LeafScores
from smartscore.robustness.exact.least_change import WeightChange, least_weight_change
from smartscore.robustness.exact.least_value import ValueChange, least_value_changes
from smartscore.robustness.exact.making import simplex, weight_space
from smartscore.robustness.exact.weight_space import WeightSpace

__all__ = [
    "DifferenceRange",
    "LeafScores",
    "RankEnd",
    "RankRange",
    "Reach",
    "ValueChange",
    "WeightChange",
    "WeightSpace",
    "attainable_ranks",
    "can_reach",
    "difference_range",
    "dominates",
    "least_value_changes",
    "least_weight_change",
    "score_ranges",
    "simplex",
    "weight_space",
]

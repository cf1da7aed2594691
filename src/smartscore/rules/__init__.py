"""Rules turn raw values into normalised ones: 0 is worst and 1 is best.

A fixed rule is any callable that keeps shape and missing values and judges each value by itself.
A relative rule must first be fitted to a baseline, and becomes a fixed one.
"""

from collections.abc import Callable, Mapping

from smartscore.rules.base import Array, Better, RelativeRule, Rule, is_relative
from smartscore.rules.fixed import Levels, Linear, Log, Power, Score, Target
from smartscore.rules.relative import MinMax, PercentileRank, Position, Rank, ZScore

RULES: Mapping[str, Callable[..., Rule | RelativeRule]] = {
    "levels": Levels,
    "linear": Linear,
    "log": Log,
    "minmax": MinMax,
    "percentile_rank": PercentileRank,
    "power": Power,
    "rank": Rank,
    "score": Score,
    "target": Target,
    "zscore": ZScore,
}

__all__ = [
    "RULES",
    "Array",
    "Better",
    "Levels",
    "Linear",
    "Log",
    "MinMax",
    "PercentileRank",
    "Position",
    "Power",
    "Rank",
    "RelativeRule",
    "Rule",
    "Score",
    "Target",
    "ZScore",
    "is_relative",
]

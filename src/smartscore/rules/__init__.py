"""Rules turn raw values into normalised ones: 0 is worst and 1 is best.

A fixed rule is any callable that keeps shape and missing values and judges each value by itself.
A relative rule must first be fitted to a baseline, and becomes a fixed one. What a rule may answer about itself is
in `smartscore.rules.answers`.
"""

from collections.abc import Callable, Mapping

from smartscore.rules.base import Array, Better, RelativeRule, Rule, is_relative
from smartscore.rules.curved import Log, Power
from smartscore.rules.domain import Domain
from smartscore.rules.fixed import Entropy, Levels, Linear, Ratio, Score, Target
from smartscore.rules.relative import MinMax, PercentileRank, Position, Rank, ZScore
from smartscore.rules.stepwise import Categories, Classes, Unscored

RULES: Mapping[str, Callable[..., Rule | RelativeRule]] = {
    "classes": Classes,
    "entropy": Entropy,
    "levels": Levels,
    "linear": Linear,
    "log": Log,
    "mapping": Categories,
    "minmax": MinMax,
    "percentile_rank": PercentileRank,
    "power": Power,
    "rank": Rank,
    "ratio": Ratio,
    "score": Score,
    "target": Target,
    "unscored": Unscored,
    "zscore": ZScore,
}

__all__ = [
    "RULES",
    "Array",
    "Better",
    "Categories",
    "Classes",
    "Domain",
    "Entropy",
    "Levels",
    "Linear",
    "Log",
    "MinMax",
    "PercentileRank",
    "Position",
    "Power",
    "Rank",
    "Ratio",
    "RelativeRule",
    "Rule",
    "Score",
    "Target",
    "Unscored",
    "ZScore",
    "is_relative",
]

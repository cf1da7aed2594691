"""The index as a sum of contributions down the tree.

Of a quasi-arithmetic mean M with f(M) = sum w f(x), each member bears the weight w (f(x) - f(M)) / (x - M),
rescaled to 1, and contributes that times its score. The sum is M exactly. For the geometric mean this is the
logarithmic-mean split: the weights are w / L(x, M) with L(a, b) = (a - b) / (ln a - ln b). Source:
Balk, Price and Quantity Index Numbers (2008), equation 4.13; for power means Martin, Statistics Canada (2021),
catalogue 62F0014M, 2021-012.

Of any other aggregate, a member contributes its Shapley value in the game in which members that are not
taken in score 0.
"""

import numpy as np
from pandas import DataFrame

from smartscore.aggregates import Mean, Sum
from smartscore.engine import Assessment
from smartscore.method_faults import naming
from smartscore.model import Framework
from smartscore.rules import Array
from smartscore.views.decomposition import Decomposition, decompositions
from smartscore.views.shapley import EXACT, shapley

_NOTHING = 1e-12


def contributions(assessment: Assessment) -> DataFrame:
    """Give what each node contributes to the index, in its points: (cities x nodes), 0 for what does not count.

    The contributions of the members of a dimension add up to its own, and those of the index to the index. Where
    nothing of a score comes from members (it was given, or a rule makes something of 0), it stays with the dimension.
    NaN where there is no index.
    """
    framework, scores = assessment.framework, assessment.scores
    points = {"index": scores["index"].to_numpy()}
    factors = {"index": np.ones(len(scores))}
    for part in decompositions(assessment):
        for member, weight in zip(part.dimension.members, _weights(part), strict=True):
            factors[member.id] = factors[part.dimension.id] * weight
            points[member.id] = factors[member.id] * part.filled[member.id]
    has_index = ~np.isnan(points["index"])
    return DataFrame(
        {node: np.where(has_index, points[node], np.nan) for node in framework.nodes}, index=assessment.rows
    )


def sampled(framework: Framework) -> list[str]:
    """List the dimensions whose split is estimated from a sample of orders."""
    return [d.id for d in framework.dimensions if not isinstance(d.aggregate, Mean) and len(d.members) > EXACT]


def _weights(part: Decomposition) -> Array:
    """Give the weights with which the members' scores add up to the dimension's: (members, cities)."""
    aggregate = part.dimension.aggregate
    split = _mean_weights(aggregate, part) if isinstance(aggregate, Mean) else _shapley_weights(part)
    explained = (split * part.values).sum(axis=0)
    scale = np.maximum(np.abs(part.score), np.abs(split * part.values).sum(axis=0))
    something = np.abs(explained) > _NOTHING * np.maximum(scale, _NOTHING)
    return np.asarray(split * np.where(something, part.score, 0.0) / np.where(something, explained, 1.0))


def _mean_weights(mean: Mean, part: Decomposition) -> Array:
    weights = part.weighed / np.maximum(part.weighed.sum(axis=0), _NOTHING)
    if type(mean).f is Mean.f:
        total = sum(member.weight for member in part.dimension.members) if isinstance(mean, Sum) else 1.0
        return np.asarray(weights * total)
    with np.errstate(all="ignore"):
        counts = weights > 0
        f = np.where(counts, mean.f(part.values), 0.0)
        middle = (weights * f).sum(axis=0)
        center = mean.inverse(middle)
        deviations = part.values - center
        slopes = (f - middle) / deviations
        near = np.abs(deviations) <= 1e-7 * np.abs(center)
        step = 1e-6 * np.abs(center)
        at_center = (mean.f(center + step) - mean.f(center - step)) / (2 * step)
        split = weights * np.where(near, at_center, slopes)
        split = np.where(counts, split / np.where(counts, split, 0.0).sum(axis=0), 0.0)
    return np.where(np.isfinite(split).all(axis=0), split, 0.0)  # a member of 0 makes a mean of 0


def _shapley_weights(part: Decomposition) -> Array:
    nominal = np.array([member.weight for member in part.dimension.members])
    with naming(part.dimension.id):
        effects = shapley(part.dimension.aggregate, np.zeros_like(part.values), part.values, part.weighed > 0, nominal)
    return np.divide(effects, part.values, out=np.zeros_like(effects), where=part.values != 0)

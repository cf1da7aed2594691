"""The effect of each node on a change of the index between two assessments of the same rows with the same data there.

Of a quasi-arithmetic mean M with f(M) = sum w f(x), a member that went from x0 to x1 did
w (f(x1) - f(x0)) (M1 - M0) / (f(M1) - f(M0)): the sum is M1 - M0 exactly, a member that did not move did nothing,
and the way back is the same with the other sign. This is the logarithmic-mean Divisia split for the geometric mean
(Ang, Energy Policy 32, 2004). Of any other aggregate, and where f is infinite, a member did its Shapley value.
"""

import numpy as np
from pandas import DataFrame

from smartscore.aggregates import Mean, Sum
from smartscore.engine import Assessment
from smartscore.method_faults import naming
from smartscore.model import Dimension, Framework
from smartscore.rounding import TIE
from smartscore.rules import Array
from smartscore.views.decomposition import Decomposition, decompositions
from smartscore.views.shapley import shapley

_NOTHING = 1e-9


def changes(before: Assessment, after: Assessment) -> DataFrame:
    """Give the effect of each node on the index, in its points: (rows x nodes).

    Both have the same rows and nodes, and values in the same places. The effects of the members of a dimension
    add up to its own; rounding on the way is shared among those that moved. Where no member moved (a score that was
    given, a relative rule fitted to other data), it stays with the dimension. NaN where either has no index.
    """
    effects = {"index": after.index.to_numpy(dtype=float) - before.index.to_numpy(dtype=float)}
    factors = {"index": np.ones(len(before.rows))}
    for old, new in zip(decompositions(before), decompositions(after), strict=True):
        above = factors[old.dimension.id]
        member_effects, slopes = _member_effects(old, new)
        moved = new.values - old.values
        rates = np.divide(member_effects, moved, out=slopes, where=np.abs(moved) > 0)
        for member, effect, rate in zip(old.dimension.members, member_effects, rates, strict=True):
            effects[member.id], factors[member.id] = above * effect, above * rate
    has_index = ~np.isnan(effects["index"])
    return DataFrame({name: np.where(has_index, effect, np.nan) for name, effect in effects.items()}, index=after.rows)


def _member_effects(old: Decomposition, new: Decomposition) -> tuple[Array, Array]:
    """Give the effect of each member on its dimension, and its slope where it did not move: (members, rows) each."""
    aggregate, counted = old.dimension.aggregate, (old.weighed > 0) & (new.weighed > 0)
    if isinstance(aggregate, Mean):
        effects, slopes = _effects_on_mean(aggregate, old, new)
    else:
        effects, slopes = np.full_like(new.values, np.nan), np.zeros_like(new.values)
    undone = np.flatnonzero(~np.isfinite(effects).all(axis=0))
    if len(undone):
        nominal = np.array([member.weight for member in old.dimension.members])
        place = (slice(None), undone)
        with naming(old.dimension.id):
            effects[place] = shapley(aggregate, old.values[place], new.values[place], counted[place], nominal)
        slopes[place] = 0.0
    return _made_whole(effects, np.nan_to_num(new.score - old.score), old.dimension.rule is not None), slopes


def _effects_on_mean(mean: Mean, old: Decomposition, new: Decomposition) -> tuple[Array, Array]:
    weights = new.weighed / np.maximum(new.weighed.sum(axis=0), 1e-300)
    total = sum(member.weight for member in old.dimension.members) if isinstance(mean, Sum) else 1.0
    if type(mean).f is Mean.f:
        return np.asarray(weights * (new.values - old.values) * total), np.asarray(weights * total)
    with np.errstate(all="ignore"):
        counted = weights > 0
        first, second = (np.where(counted, mean.f(each.values), 0.0) for each in (old, new))
        ends = [(weights * each).sum(axis=0) for each in (first, second)]
        start, end = (mean.inverse(each) for each in ends)
        distance = ends[1] - ends[0]
        slope = _slope(mean, (start + end) / 2)
        rate = np.where(np.abs(distance) > _NOTHING * np.abs(ends[0]), (end - start) / distance, 1 / slope)
        effects = np.where(counted, weights * (second - first) * rate, 0.0)
        return effects, np.nan_to_num(weights * _slope(mean, new.values) * rate, posinf=0.0, neginf=0.0)


def _slope(mean: Mean, at: Array) -> Array:
    step = 1e-6 * np.abs(at)
    return np.asarray((mean.f(at + step) - mean.f(at - step)) / (2 * step))


def _made_whole(effects: Array, change: Array, ruled: bool) -> Array:
    """Make the effects of members add up to the change: by proportion after a rule, else by sharing out the rest."""
    total, moved = effects.sum(axis=0), np.abs(effects).sum(axis=0)
    if ruled:
        steady = np.abs(total) > _NOTHING * moved
        effects = effects * np.where(steady, np.divide(change, total, out=np.ones_like(total), where=steady), 1.0)
        total, moved = effects.sum(axis=0), np.abs(effects).sum(axis=0)
    return np.asarray(
        effects + np.abs(effects) * np.divide(change - total, moved, out=np.zeros_like(moved), where=moved > 0)
    )


def own_effects(effects: DataFrame, framework: Framework) -> DataFrame:
    """Give the effect of each node by itself: all of it for an indicator, for a dimension what its members leave."""
    remainders = {}
    for name, node in framework.nodes.items():
        below = [effects[member.id] for member in node.members] if isinstance(node, Dimension) else []
        rest = effects[name] - sum(below) if below else effects[name]
        remainders[name] = rest.where(rest.abs() > TIE * 1e-3 * (framework.scale[1] - framework.scale[0]), 0.0 * rest)
    return DataFrame(remainders)

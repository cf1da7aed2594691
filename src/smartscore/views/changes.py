"""What each node did to a change of the index between two assessments of the same rows with the same data there.

Of a quasi-arithmetic mean M with f(M) = sum w f(x), a member that went from x0 to x1 did
w (f(x1) - f(x0)) (M1 - M0) / (f(M1) - f(M0)): the sum is M1 - M0 exactly, a member that did not move did nothing,
and the way back is the same with the other sign. This is the logarithmic-mean Divisia split for the geometric mean
(Ang, Energy Policy 32, 2004). Of any other aggregate, and where f is infinite, a member did its Shapley value.
"""

import numpy as np
from pandas import DataFrame

from smartscore.aggregates import Mean, Sum
from smartscore.engine import Assessment
from smartscore.rules import Array
from smartscore.views.decomposition import Decomposition, decompositions
from smartscore.views.shapley import shapley

_NOTHING = 1e-9


def changes(before: Assessment, after: Assessment) -> DataFrame:
    """Give what each node did to the index, in its points: (rows x nodes).

    Both have the same rows and nodes, and values in the same places. What the members of a dimension did adds up to
    what it did; rounding on the way is shared among those that moved. Where no member moved (a score that was given,
    a relative rule fitted to other data), it stays with the dimension. NaN where either has no index.
    """
    told = {"index": after.index.to_numpy(dtype=float) - before.index.to_numpy(dtype=float)}
    factors = {"index": np.ones(len(before.rows))}
    for old, new in zip(decompositions(before), decompositions(after), strict=True):
        above = factors[old.dimension.id]
        did, slopes = _did(old, new)
        moved = new.values - old.values
        rates = np.divide(did, moved, out=slopes, where=np.abs(moved) > 0)
        for member, effect, rate in zip(old.dimension.members, did, rates, strict=True):
            told[member.id], factors[member.id] = above * effect, above * rate
    whole = ~np.isnan(told["index"])
    return DataFrame({name: np.where(whole, effect, np.nan) for name, effect in told.items()}, index=after.rows)


def _did(old: Decomposition, new: Decomposition) -> tuple[Array, Array]:
    """Give what each member did to its dimension, and its slope where it did not move: (members, rows) each."""
    aggregate, counted = old.dimension.aggregate, (old.weighed > 0) & (new.weighed > 0)
    if isinstance(aggregate, Mean):
        did, slopes = _to_mean(aggregate, old, new)
    else:
        did, slopes = np.full_like(new.values, np.nan), np.zeros_like(new.values)
    undone = np.flatnonzero(~np.isfinite(did).all(axis=0))
    if len(undone):
        nominal = np.array([member.weight for member in old.dimension.members])
        place = (slice(None), undone)
        did[place] = shapley(aggregate, old.values[place], new.values[place], counted[place], nominal)
        slopes[place] = 0.0
    return _made_whole(did, np.nan_to_num(new.score - old.score), old.dimension.rule is not None), slopes


def _to_mean(mean: Mean, old: Decomposition, new: Decomposition) -> tuple[Array, Array]:
    weights = new.weighed / np.maximum(new.weighed.sum(axis=0), 1e-300)
    total = sum(member.weight for member in old.dimension.members) if isinstance(mean, Sum) else 1.0
    if type(mean).f is Mean.f:
        return np.asarray(weights * (new.values - old.values) * total), np.asarray(weights * total)
    with np.errstate(all="ignore"):
        counted = weights > 0
        first, second = (np.where(counted, mean.f(each.values), 0.0) for each in (old, new))
        ends = [(weights * each).sum(axis=0) for each in (first, second)]
        start, end = (mean.inverse(each) for each in ends)
        apart = ends[1] - ends[0]
        slope = _slope(mean, (start + end) / 2)
        rate = np.where(np.abs(apart) > _NOTHING * np.abs(ends[0]), (end - start) / apart, 1 / slope)
        did = np.where(counted, weights * (second - first) * rate, 0.0)
        return did, np.nan_to_num(weights * _slope(mean, new.values) * rate, posinf=0.0, neginf=0.0)


def _slope(mean: Mean, at: Array) -> Array:
    step = 1e-6 * np.abs(at)
    return np.asarray((mean.f(at + step) - mean.f(at - step)) / (2 * step))


def _made_whole(did: Array, change: Array, ruled: bool) -> Array:
    """Bring what members did to the change of the score: in proportion to it after a rule, else by sharing the rest."""
    total, moved = did.sum(axis=0), np.abs(did).sum(axis=0)
    if ruled:
        steady = np.abs(total) > _NOTHING * moved
        did = did * np.where(steady, np.divide(change, total, out=np.ones_like(total), where=steady), 1.0)
        total, moved = did.sum(axis=0), np.abs(did).sum(axis=0)
    return np.asarray(did + np.abs(did) * np.divide(change - total, moved, out=np.zeros_like(moved), where=moved > 0))

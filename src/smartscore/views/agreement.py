"""How far two assessors agree on maturity levels."""

import numpy as np
from pandas import DataFrame

from smartscore.rules import Array
from smartscore.views.comparison import Comparison


def agreement(comparison: Comparison) -> DataFrame:
    """Tell how far the levels of two assessors agree: a row an indicator of whole levels, and `all` for them together.

    Columns: count (pairs of levels), exact (share of equal ones), within_one (share that differs by one level at
    most), kappa (weighted by the square of the difference), and bias (mean of after less before, in levels). NaN
    where there is no pair; kappa also of a single pair, and where chance would
    give no difference.

    Source of kappa: Cohen, Psychological Bulletin 70 (1968), with squared weights.
    """
    before, after = comparison.before, comparison.after
    pairs: dict[str, tuple[Array, Array]] = {}
    for old, new in comparison.shared.items():
        if old in before.columns and new in after.columns and _is_of_levels(comparison, new):
            pair = before.columns[old], after.columns[new]
            both = ~np.isnan(pair[0]) & ~np.isnan(pair[1])
            pairs[new] = pair[0][both], pair[1][both]
    pairs = {name: pairs[name] for name in after.framework.nodes if name in pairs}
    if pairs:
        pairs["all"] = (
            np.concatenate([one for one, _ in pairs.values()]),
            np.concatenate([o for _, o in pairs.values()]),
        )
    statistics = [_statistics(*pair) for pair in pairs.values()]
    return DataFrame(statistics, index=list(pairs), columns=["count", "exact", "within_one", "kappa", "bias"])


def _is_of_levels(comparison: Comparison, name: str) -> bool:
    possible = getattr(comparison.after.framework.nodes[name], "possible", None)
    return possible is not None and possible.whole


def _statistics(one: Array, other: Array) -> tuple[int, float, float, float, float]:
    if not len(one):
        return (0, *[float("nan")] * 4)  # type: ignore[return-value]
    differences = np.abs(other - one)
    by_chance = float(((other[None, :] - one[:, None]) ** 2).mean()) if len(one) > 1 else 0.0
    kappa = 1 - float((differences**2).mean()) / by_chance if by_chance else float("nan")
    exact, within_one = float((differences == 0).mean()), float((differences <= 1).mean())
    return len(one), exact, within_one, kappa, float((other - one).mean())

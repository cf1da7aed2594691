"""How far two assessors agree: on maturity levels, and what a government says of itself against the assessor."""

import numpy as np
from pandas import DataFrame

from smartscore.consolidation.spread import are_apart
from smartscore.dataset import City
from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError, hint
from smartscore.model import Indicator
from smartscore.rules import Array, answers
from smartscore.views.comparison import Comparison

OWN_WORDS = frozenset(
    {"self", "own", "self-assessment", "mandiri", "penilaian mandiri", "sendiri", "pemda", "instansi"}
)
ASSESSOR_WORDS = frozenset({"assessor", "evaluator", "external", "asesor", "penilai", "eksternal", "asesor eksternal"})


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


def sides(
    assessment: Assessment, city: City, own: str | None = None, assessor: str | None = None
) -> tuple[int | None, int]:
    """Give the row of a city that is its own assessment, None where there is none, and the row that counts.

    They are of the last year. `own` and `assessor` name the assessors of the two rows; else they are told by the words
    for them, and where one of two is known, the other row is the other.

    Raises:
        UsageError: for no such city or assessor, or where it is not plain which row is which.
    """
    dataset = assessment.dataset
    rows = dataset.rows_of(city)
    if dataset.years is not None:
        rows = [row for row in rows if dataset.years[row] == max(dataset.years[row] for row in rows)]
    named = {row: _assessor(assessment, row) for row in rows}
    first = _row_by(named, own, OWN_WORDS)
    second = _row_by(named, assessor, ASSESSOR_WORDS)
    others = [row for row in rows if row not in (first, second)]
    if len(rows) == 1 and own is None:
        return None, rows[0]
    if len(others) == 1 and (first is None) != (second is None):
        return (first, others[0]) if second is None else (others[0], second)
    if first is None or second is None or first == second:
        raise UsageError(Problem("sides_unclear", {"found": ", ".join(named.values())}, city=dataset.label(rows[0])))
    return first, second


def _assessor(assessment: Assessment, row: int) -> str:
    names = list(assessment.rows.names)
    return str(assessment.keys[row][names.index("assessor")]) if "assessor" in names else "-"


def _row_by(named: dict[int, str], name: str | None, words: frozenset[str]) -> int | None:
    """Give the row of an assessor by name, or the only one that is called by one of the words."""
    if name is not None:
        found = [row for row, assessor in named.items() if assessor.casefold() == name.casefold()]
        if not found:
            raise UsageError(Problem("no_such_side", {"found": name, "hint": hint(name, list(named.values()))}))
        return found[0]
    found = [row for row, assessor in named.items() if assessor.casefold() in words]
    return found[0] if len(found) == 1 else None


def apart(assessment: Assessment, own: int, assessor: int) -> DataFrame:
    """Tell how far the assessor is from what a government says of itself: a row a node.

    `own` and `assessor` are values of indicators, and scores of dimensions and of indicators whose values are words;
    `difference` is what the assessor gives more, and `is_far` says that two levels are more than one apart.
    """
    table = []
    for name, node in assessment.framework.nodes.items():
        has_value = isinstance(node, Indicator) and name in assessment.columns and not answers.words(node.rule)
        values = assessment.columns[name] if has_value else assessment.scores[name].to_numpy(dtype=float)
        first, second = float(values[own]), float(values[assessor])
        far = has_value and answers.has_levels(node.rule) and bool(are_apart(values[own], values[assessor]))
        table.append((first, second, second - first, far))
    columns = ["own", "assessor", "difference", "is_far"]
    return DataFrame(table, index=list(assessment.framework.nodes), columns=columns)

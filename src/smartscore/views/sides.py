"""What a government says of itself and what the assessor says: which rows of a city they are, and how far apart."""

import numpy as np
from pandas import DataFrame

from smartscore.dataset import City
from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError, hint
from smartscore.model import Indicator

OWN_WORDS = frozenset(
    {"self", "own", "self-assessment", "mandiri", "penilaian mandiri", "sendiri", "pemda", "instansi"}
)
ASSESSOR_WORDS = frozenset({"assessor", "evaluator", "external", "asesor", "penilai", "eksternal", "asesor eksternal"})
_NOISE = 1e-9


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

    `own` and `assessor` are values of indicators that have levels, and scores of all other nodes; `difference` is what
    the assessor gives more, and `is_far` says that two values are more than one level apart.
    """
    table = []
    for name, node in assessment.framework.nodes.items():
        has_levels = isinstance(node, Indicator) and node.possible is not None and name in assessment.columns
        values = assessment.columns[name] if has_levels else assessment.scores[name].to_numpy(dtype=float)
        first, second = float(values[own]), float(values[assessor])
        far = has_levels and bool(np.abs(second - first) > 1 + _NOISE)
        table.append((first, second, second - first, far))
    columns = ["own", "assessor", "difference", "is_far"]
    return DataFrame(table, index=list(assessment.framework.nodes), columns=columns)

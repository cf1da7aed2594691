"""What makes a result provisional: missing values that count as the lowest until another agency gives its index."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from smartscore.engine import Assessment
from smartscore.model import Indicator
from smartscore.reports.document import Listed
from smartscore.text import Phrase


def provisional_cells(assessment: Assessment) -> Mapping[str, np.ndarray] | None:
    """Tell where a provisional step filled in a value, bool (cities) by indicator; None without such a step."""
    steps = [step for step in assessment.framework.steps if getattr(step, "provisional", False)]
    names = {name for step in steps for name in getattr(step, "fitted", None) or ()}
    filled = {name: cells for name, cells in assessment.imputed.items() if name in names and cells.any()}
    return filled if steps else None


def provisional_sentence(assessment: Assessment, row: int | None = None) -> Iterator[Phrase]:
    """Say that a result, or a row of it, is provisional and why, or that it is not though it was allowed to be."""
    cells = provisional_cells(assessment)
    if cells is None:
        return
    if row is not None:
        cells = {name: filled[[row]] for name, filled in cells.items() if filled[row]}
    if not cells:
        yield Phrase("summary_provisional_none")
        return
    nodes = [node for node in assessment.framework.indicators if node.id in cells]
    count = sum(int(filled.sum()) for filled in cells.values())
    yield Phrase("summary_provisional", count=count, names=Listed(map(named_with_source, nodes), "; "))


def named_with_source(node: Indicator) -> Phrase:
    """Name an indicator with the index of another agency that its value is taken from."""
    return Phrase("title_with_reason", title=node.title, reason=node.taken_from or "-")


def provisional_record(assessment: Assessment) -> dict[str, Any]:
    """Give for JSON how many cells of which indicators count as the lowest; nothing where none was allowed to."""
    cells = provisional_cells(assessment)
    return {} if cells is None else {"provisional": {name: int(filled.sum()) for name, filled in cells.items()}}

"""What makes a result provisional: missing values that count as the lowest until another agency gives its index."""

from collections.abc import Iterator
from typing import Any

from smartscore.engine import Assessment
from smartscore.model import Indicator
from smartscore.reports.document import Listed
from smartscore.text import Phrase


def _counted_as_lowest(assessment: Assessment) -> list[Indicator] | None:
    """Give the indicators of which a provisional step filled in a value; None if the framework has no such step."""
    steps = [step for step in assessment.framework.steps if getattr(step, "provisional", False)]
    names = {name for step in steps for name in getattr(step, "fitted", None) or ()}
    filled = {name for name, cells in assessment.imputed.items() if cells.any()}
    return [node for node in assessment.framework.indicators if node.id in names & filled] if steps else None


def provisional_sentence(assessment: Assessment) -> Iterator[Phrase]:
    """Say that a result is provisional and why, or that it is not though it was allowed to be."""
    nodes = _counted_as_lowest(assessment)
    if nodes is None:
        return
    if not nodes:
        yield Phrase("summary_provisional_none")
        return
    count = sum(int(assessment.imputed[node.id].sum()) for node in nodes)
    yield Phrase("summary_provisional", count=count, names=Listed([named_with_source(node) for node in nodes], "; "))


def named_with_source(node: Indicator) -> Phrase:
    """Name an indicator with the index that its value is taken from."""
    return Phrase("title_with_reason", title=node.title, reason=node.taken_from or "-")


def provisional_record(assessment: Assessment) -> dict[str, Any]:
    """Give for JSON how many cells of which indicators count as the lowest; nothing where none was allowed to."""
    nodes = _counted_as_lowest(assessment)
    if nodes is None:
        return {}
    return {"provisional": {node.id: int(assessment.imputed[node.id].sum()) for node in nodes}}

"""What a page says beside values: the levels reached, where they are taken from, and which rows are provisional."""

from typing import Any

import numpy as np

from smartscore.engine import Assessment
from smartscore.messages import message, printable
from smartscore.model import Indicator
from smartscore.reports.elements.levels import levels_at, named_levels
from smartscore.reports.elements.provisional import provisional_cells, provisional_sentence
from smartscore.reports.formats.cells import sentences


def beside_values(assessment: Assessment, language: str) -> dict[str, Any]:
    """Give the levels that values have reached, where they are taken from, and what makes rows provisional."""
    return {
        "levels": _levels(assessment, language),
        "taken": {
            place: printable(node.taken_from.to(language))
            for place, node in enumerate(assessment.framework.walk())
            if isinstance(node, Indicator) and node.taken_from
        },
        "provisional": _provisional(assessment, language),
    }


def _levels(assessment: Assessment, language: str) -> dict[str, Any]:
    """Give the named levels, and by indicator and row the place of the one that the value has reached, -1 for none."""
    framework, at = assessment.framework, {}
    for place, (name, node) in enumerate(framework.nodes.items()):
        if framework.levels and name in assessment.columns:
            at[place] = levels_at(framework, node, assessment.columns[name]).tolist()
    words = [printable(message("level_named", language, name=level.to(language))) for level in named_levels(framework)]
    return {"words": words, "at": at}


def _provisional(assessment: Assessment, language: str) -> dict[int, str]:
    """Say of each row in which values count as the lowest that it is provisional and why."""
    filled = provisional_cells(assessment)
    rows = np.flatnonzero(np.logical_or.reduce([*filled.values()])).tolist() if filled else []
    said = {row: provisional_sentence(assessment, row) for row in rows}
    return {row: " ".join(sentences(told, language)) for row, told in said.items()}

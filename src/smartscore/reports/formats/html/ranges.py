"""What missing values allow, as a page has it."""

from typing import Any

import numpy as np

from smartscore.engine import Assessment
from smartscore.reports.elements.ranges import ends_of, range_of_row
from smartscore.reports.formats.cells import plain
from smartscore.reports.formats.html.compact import numbers


def ranges(assessment: Assessment, language: str) -> dict[str, Any]:
    """Give the least and the greatest score by node, of those that may have more than one, and what to say by row."""
    reach, said = assessment.score_range, {}
    ends = [
        [numbers(assessment, end) for end in ends_of(assessment, name)] if reach.is_open(name).any() else None
        for name in assessment.framework.nodes
    ]
    for row in np.flatnonzero(reach.is_open()).tolist():
        said[row] = " ".join(plain(sentence, language) for sentence in range_of_row(assessment, row))
    return {"ends": ends, "said": said}

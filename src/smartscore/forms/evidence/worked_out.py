"""The levels and scores that a form of evidence begins with, as its formulas give them once they are worked out.

A workbook holds the last result of each formula beside it, which is all that many programs show.
"""

from collections.abc import Mapping

import numpy as np
from attrs import field, frozen
from pandas import Index

from smartscore.dataset.evidence.items import Items
from smartscore.dataset.evidence.ladder import levels_reached
from smartscore.engine.bands import band_places
from smartscore.engine.kernel import Kernel
from smartscore.evidence.statuses import STATUSES
from smartscore.forms.evidence.blocks import Block
from smartscore.forms.evidence.formulas import is_plain
from smartscore.model import Framework, Ladder
from smartscore.numerals.not_applicable import is_not_applicable

_NONE, _ACCEPTED, _EXCUSED = (STATUSES.index(status) for status in ("none", "accepted", "not_applicable"))


@frozen(eq=False)
class WorkedOut:
    """What formulas show at first: levels and values by indicator, scores by node, and the band; None for nothing.

    `is_plain` is whether there are formulas for scores at all.
    """

    is_plain: bool
    counts: Mapping[str, Mapping[int, tuple[int, int]]]
    reached: Mapping[str, float | None]
    counted: Mapping[str, float | None]
    scores: Mapping[str, float | None] = field(factory=dict)
    not_applicable: frozenset[str] = frozenset()
    band: int = -1


def worked_out(framework: Framework, blocks: Mapping[str, Block]) -> WorkedOut:
    """Give levels, values, scores and band of a form as it is handed out; no scores where formulas give none."""
    own = {node.id: blocks[node.id] for node in framework.indicators}
    counts = {name: _counts(block) for name, block in own.items()}
    reached = {name: _reached(block, framework.ladder) for name, block in own.items()}
    counted = {name: _counted(reached[name], block.value, framework.ladder) for name, block in own.items()}
    if not is_plain(framework):
        return WorkedOut(False, counts, reached, counted)
    there = {name: np.array([value]) for name, value in counted.items() if value is not None}
    lifted = {name: np.ones(1, dtype=bool) for name, block in own.items() if is_not_applicable(block.value)}
    scored = Kernel.of(framework, there, Index(["-"]), not_applicable=lifted).run()
    values = dict(zip((node.id for node in scored.nodes), scored.scores[:, 0].tolist(), strict=True))
    marks = np.zeros(len(values), dtype=bool) if scored.not_applicable is None else scored.not_applicable[:, 0]
    excused = frozenset(name for name, mark in zip(values, marks.tolist(), strict=True) if mark)
    scores = {name: None if np.isnan(score) else score for name, score in values.items()}
    band = -1 if scores["index"] is None else int(band_places(framework, np.array([scores["index"]]))[0])
    return WorkedOut(True, counts, reached, counted, scores, excused, band)


def _items(block: Block) -> Items:
    items = [*block.items, *block.elsewhere]
    statuses = [STATUSES.index(item.status or "none") for item in items]
    return Items(
        rows=np.zeros(len(items), dtype=int),
        levels=np.array([item.level for item in items], dtype=int),
        statuses=np.array(statuses, dtype=np.int8),
        names=np.array([item.text for item in items], dtype=object),
        lines=np.full(len(items), -1),
        lowest=block.lowest,
    )


def _counts(block: Block) -> dict[int, tuple[int, int]]:
    """Give how many items each level asks for, and how many of them are accepted."""
    items = _items(block)
    return {
        level: (
            int(((items.levels == level) & ~items.excused).sum()),
            int(((items.levels == level) & (items.statuses == _ACCEPTED)).sum()),
        )
        for level in block.levels
    }


def _reached(block: Block, ladder: Ladder | None) -> float | None:
    items = [*block.items, *block.elsewhere]
    if all(item.criterion is not None and item.status in (None, "not_applicable") for item in items):
        return None  # nothing is said of any
    level = float(levels_reached(_items(block), 1, ladder)[0])
    return None if np.isnan(level) else level


def _counted(reached: float | None, value: object, ladder: Ladder | None) -> float | None:
    entered = float(value) if isinstance(value, int | float) and value == value else None  # noqa: PLR0124  # NaN
    first, second = (entered, reached) if ladder is not None and ladder.advisory else (reached, entered)
    return second if first is None else first

"""How often a choice holds in draws: its column, its sentences, and its part of a record."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

import numpy as np

from smartscore.reports.document import Column
from smartscore.reports.elements.cells import numbers, rounded
from smartscore.reports.elements.robustness.assumed import assumed_sentence
from smartscore.robustness.choices import Holding
from smartscore.text import Phrase, Sentence


def holds_column(shares: Sequence[float] | np.ndarray, **more: Any) -> Column:
    """Give the share of the draws in which each thing is chosen, cut down, so that 90 % is not said of less."""
    return numbers("holds", "column_holds", "share", shares, decimals=0, down=True, **more)


def holding_sentences(held: Holding, chosen: np.ndarray, what: Literal["plan", "select"]) -> Iterator[Sentence]:
    """Say how many of those chosen, bool (things), hold, in which draws; or why that is not known.

    `what` is the command that chose, `plan` or `select`, for whose words the codes end in it.
    """
    if held.failure is not None:
        yield Phrase("holds_failed", reason=held.failure)
    elif not held.is_known and held.assumptions.items:
        yield Phrase(f"holds_unknown_{what}")
    if not held.is_known:
        return
    yield Phrase(f"holds_{what}", count=int((held.holds & chosen).sum()), of=int(chosen.sum()))
    if held.impossible:
        yield Phrase(f"holds_impossible_{what}", count=held.impossible, draws=held.draws)
    yield assumed_sentence(held.assumptions, held.draws, held.seed)


def holding_record(held: Holding | None) -> dict[str, Any]:
    """Give the draws that shares rest on, null where there are none; nothing where none are wanted."""
    if held is None:
        return {}
    if not held.is_known:
        return {"robustness": None}
    ids = [assumption.id for assumption in held.assumptions]
    drawn = {"draws": held.draws, "seed": held.seed, "assumptions": ids, "impossible": held.impossible}
    return {"robustness": drawn}


def share_record(held: Holding | None, place: int) -> dict[str, Any]:
    """Give the share of one thing, null where it is not known; nothing where none are wanted."""
    return {} if held is None else {"holds": rounded(float(held.shares[place]))}

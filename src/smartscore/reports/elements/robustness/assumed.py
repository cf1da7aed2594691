"""The assumptions of draws in words."""

from smartscore.reports.document import Figure, Listed
from smartscore.robustness.assumptions import (
    Alternatives,
    Assumption,
    Assumptions,
    BoundShift,
    LeaveOut,
    WeightNoise,
)
from smartscore.text import Phrase, Sentence

#: Alternatives of the default assumptions, which have words of their own.
_METHODS = ("aggregation", "normalisation")


def assumed_sentence(assumptions: Assumptions, draws: int, seed: int) -> Phrase:
    """Say what draws vary, how many there are and from which seed, and that they are not official."""
    return Phrase("assumed_in_draws", draws=draws, seed=seed, assumed=Listed(map(said, assumptions), "; "))


def said(assumption: Assumption) -> Sentence:
    """Name an assumption: those that are made by default in words, others by their id."""
    if isinstance(assumption, WeightNoise) and not assumption.of:
        return Phrase("assumed_weights", share=Figure(assumption.relative, "share", 0))
    if isinstance(assumption, BoundShift) and not assumption.of and assumption.grades == ("judgement",):
        return Phrase("assumed_bounds", share=Figure(assumption.relative, "share", 0))
    if isinstance(assumption, LeaveOut) and not assumption.of and assumption.probability is None:
        return Phrase("assumed_left_out")
    if isinstance(assumption, Alternatives) and assumption.id in _METHODS:
        return Phrase(f"assumed_{assumption.id}")
    return assumption.id

"""How the figures came about: draws, seed, what was fitted again, and what is not as it was asked for."""

from collections.abc import Iterator

from smartscore.messages import printable
from smartscore.reports.document import Listed
from smartscore.reports.elements.cells import node_title
from smartscore.robustness.analysis import Analysis
from smartscore.robustness.assumptions import Assumptions
from smartscore.robustness.uncertainty import Uncertainty
from smartscore.text import Phrase, Sentence


def source_sentence(assumptions: Assumptions) -> Phrase:
    """Say where the assumptions are from."""
    if not assumptions.file:
        return Phrase("robust_defaults")
    return Phrase("robust_file", file=printable(assumptions.file), digest=assumptions.digest or "-")


def made_sentences(analysis: Analysis) -> Iterator[Sentence]:
    """Say how the figures were made, what was interrupted before all else."""
    told = analysis.uncertainty
    if told.interrupted:
        yield Phrase("robust_interrupted", draws=told.draws, asked=told.asked)
    elif analysis.interrupted:
        yield Phrase("robust_interrupted_after")
    if analysis.left_out:
        yield Phrase("robust_left_out", names=Listed([Phrase(f"robust_part_{name}") for name in analysis.left_out]))
    yield source_sentence(told.assumptions)
    yield Phrase("robust_draws", draws=told.draws, seed=told.seed, sampler=Phrase(f"sampler_{told.sampler}"))
    if told.settled:
        yield Phrase("robust_settled", asked=told.asked)
    yield Phrase("robust_refit" if told.refit else "robust_frozen")
    yield from _limits(told)


def _limits(told: Uncertainty) -> Iterator[Sentence]:
    if told.kept_draws < told.draws:
        yield Phrase("robust_kept", kept=told.kept_draws)
    if told.singly:
        titles = [node_title(told.assessment.framework, name) for name in told.singly]
        yield Phrase("robust_singly", names=Listed(titles))
    yield Phrase("robust_interval_means")

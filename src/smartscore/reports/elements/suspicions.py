"""Suspicions beside a result: in a sentence for people, as records for programs."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from attrs import asdict

from smartscore.engine import Assessment
from smartscore.errors import Problem, Suspicion
from smartscore.reports.document import Listed
from smartscore.text import Phrase, Sentence, translate


def suspicion_sentences(assessment: Assessment) -> Iterator[Phrase]:
    """Say what was accepted as right though it is probably wrong, and what stands out though it refuses nothing."""
    accepted = assessment.dataset.accepted
    told = [one for one in assessment.suspicions if not one.is_accepted(accepted)]
    yield from accepted_sentences(assessment)
    if told:
        shown: list[Sentence] = [_brief(one) for one in told[:8]]
        more = [Phrase("listed_more", count=len(told) - 8)] if len(told) > 8 else []
        yield Phrase("summary_suspected", names=Listed([*shown, *more], "; "))


def accepted_sentences(assessment: Assessment) -> Iterator[Phrase]:
    """Say what was accepted as right, in one sentence, if something was."""
    taken = [one for one in assessment.suspicions if one.is_accepted(assessment.dataset.accepted)]
    if taken:
        yield Phrase("summary_accepted", names=Listed((_brief(one) for one in taken), "; "))


def _brief(suspicion: Suspicion) -> Phrase:
    return Phrase(f"brief_{suspicion.code}", **suspicion.fields)


def records_of(suspicions: Sequence[Suspicion], accepted: Collection[str], language: str) -> list[dict[str, Any]]:
    """Give each suspicion with its place, its sentence, whether it refuses, and whether it was accepted."""
    return [{**problem_record(one, language), "accepted": one.is_accepted(accepted)} for one in suspicions]


def problem_record(problem: Problem, language: str) -> dict[str, Any]:
    """Give a problem with its place, its fields as texts, and its sentence."""
    record = asdict(problem, recurse=False)
    record["fields"] = {name: str(translate(value, language)) for name, value in problem.fields.items()}
    return {**record, "message": problem.to(language)}

"""What is said of the edition of a framework: official or not, in force from when to when, repealed by what."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from smartscore.engine import Assessment
from smartscore.model import Framework
from smartscore.reports.document import Listed
from smartscore.text import Phrase, Sentence


def edition_notes(framework: Framework) -> list[Sentence]:
    """Give what must not be overlooked of a framework: that its edition is over, and its own note."""
    told: tuple[Sentence | None, ...] = (framework.ended, framework.note)
    return [text for text in told if text]


def edition_remarks(assessment: Assessment, row: int | None = None) -> Iterator[Sentence]:
    """Say of a result, or of a row, what must not be overlooked of its framework, and which years are after its end."""
    notes, after = edition_notes(assessment.framework), _years_after(assessment, row)
    if after:
        years = Listed(map(str, sorted(set(after))))
        notes.insert(1, Phrase("edition_years_after", count=len(after), years=years))
    yield from notes


def _years_after(assessment: Assessment, row: int | None) -> list[int]:
    """Give the year of each row, or of one, that is of a year after the end of the edition."""
    period, years = assessment.framework.in_force, assessment.dataset.years
    if period is None or not period.last or years is None:
        return []
    those = np.asarray(years) if row is None else np.asarray(years)[[row]]
    return [int(year) for year in those[those > period.ends.year]]


def edition_facts(framework: Framework) -> list[tuple[Sentence, Sentence]]:
    """Give names and facts: whether it is official, when it is in force, what it repealed, what repealed it."""
    return [
        (Phrase("framework_official"), official_word(framework)),
        (Phrase("framework_in_force"), framework.in_force or ""),
        (Phrase("framework_repeals"), ", ".join(framework.repeals)),
        (Phrase("framework_repealed_by"), framework.repealed_by),
    ]


def official_word(framework: Framework) -> Sentence:
    """Give whether it is official, in a word; nothing where it does not say."""
    return Phrase(f"official_{framework.official}") if framework.official else ""


def edition_sentences(framework: Framework) -> Iterator[Sentence]:
    """Give the same as sentences: those that there are."""
    if framework.official:
        yield Phrase(f"framework_official_{framework.official}")
    if framework.in_force:
        yield Phrase("framework_fact", name=Phrase("framework_in_force"), fact=framework.in_force)
    if framework.repeals:
        yield Phrase("framework_fact", name=Phrase("framework_repeals"), fact=", ".join(framework.repeals))


def edition_record(framework: Framework) -> dict[str, Any]:
    """Give the same for JSON: nothing where the framework does not say."""
    return {
        "official": framework.official,
        "in_force": None if framework.in_force is None else str(framework.in_force),
        "repeals": list(framework.repeals),
        "repealed_by": framework.repealed_by or None,
    }


def ended_record(framework: Framework, language: str) -> dict[str, Any]:
    """Give for JSON the sentence that the edition is over: where it is."""
    return {} if framework.ended is None else {"ended": framework.ended.to(language)}

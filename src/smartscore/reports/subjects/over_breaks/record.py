"""The break between two editions for programs."""

from typing import Any

from smartscore.model import Break


def break_record(gap: Break, language: str) -> dict[str, Any]:
    """Give a break for JSON: both frameworks with their editions, from when, and the sentence."""
    return {
        "old": gap.old,
        "old_edition": gap.old_edition,
        "new": gap.new,
        "new_edition": gap.new_edition,
        "since": gap.since or None,
        "said": gap.sentence.to(language),
    }

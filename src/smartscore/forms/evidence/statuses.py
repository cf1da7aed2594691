"""The words of statuses that a form offers, which the reader knows."""

from smartscore.evidence.statuses import STATUSES, Status
from smartscore.messages import message


def status_words(language: str) -> dict[Status, str]:
    """Give the word for each status, in the order in which a form offers them."""
    return {status: message(f"item_status_{status}", language) for status in STATUSES}

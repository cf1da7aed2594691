"""How far an item of evidence is, and the words for it; a criterion that is ticked is accepted."""

from collections.abc import Collection
from typing import Literal, get_args

import numpy as np

from smartscore.numerals.not_applicable import is_not_applicable
from smartscore.tables.identifiers import as_key

Status = Literal["none", "rejected", "revise", "draft", "in_process", "submitted", "accepted", "not_applicable"]
#: Every status, from nothing to accepted; an item that does not apply is asked of nobody.
STATUSES: tuple[Status, ...] = get_args(Status)

ACCEPTED: frozenset[Status] = frozenset({"accepted"})
#: What is accepted, and what would be if all that waits for the assessor were.
SUBMITTED: frozenset[Status] = ACCEPTED | {"submitted"}
#: What is accepted, submitted, or being made or mended.
IN_PROCESS: frozenset[Status] = SUBMITTED | {"draft", "in_process", "revise"}

YES = frozenset({"1", "yes", "y", "true", "x", "met", "ya", "terpenuhi"})
NO = frozenset(
    {
        *("0", "no", "n", "false", "not met"),
        *("tidak", "belum", "tidak terpenuhi", "belum terpenuhi", "tidak ada", "belum ada"),
    }
)
_WORDS: dict[str, Status] = {
    **dict.fromkeys(NO, "none"),
    **dict.fromkeys(YES, "accepted"),
    **dict.fromkeys(("none", "not started", "nihil", "kosong"), "none"),
    **dict.fromkeys(("rejected", "ditolak", "tidak diterima"), "rejected"),
    **dict.fromkeys(("revise", "to revise", "revision"), "revise"),
    **dict.fromkeys(("perbaikan", "perlu perbaikan", "revisi", "perlu revisi"), "revise"),
    **dict.fromkeys(("draft", "draf", "konsep"), "draft"),
    **dict.fromkeys(("in process", "in_process", "in progress", "proses", "dalam proses", "diproses"), "in_process"),
    **dict.fromkeys(("submitted", "diajukan", "dikirim", "terkirim", "diunggah"), "submitted"),
    **dict.fromkeys(("accepted", "approved", "diterima", "disetujui", "terverifikasi"), "accepted"),
}


def words_of_status(status: Status | None = None) -> list[str]:
    """Give every word that names a status, of one or of all."""
    return [word for word, named in _WORDS.items() if status in (None, named)]


def status_of(cell: object) -> Status | None:
    """Give the status that a cell names, `none` for an empty one; None for a word that names none."""
    word = as_key(cell).casefold()
    if is_not_applicable(cell):
        return "not_applicable"
    return _WORDS.get(word) or ("none" if word in ("", "-") else None)


def are(statuses: np.ndarray, among: Collection[Status]) -> np.ndarray:
    """Tell which of these places in `STATUSES` are among some statuses: bool (items)."""
    return np.isin(statuses, [STATUSES.index(status) for status in among])

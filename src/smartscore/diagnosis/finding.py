"""One thing that was found, and what all of them mean to a script."""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from smartscore import __version__

#: What is looked at works; is not there and not needed; may surprise; is needed and does not work.
State = Literal["works", "absent", "notice", "broken"]

_BROKEN, _PLUGIN_BROKEN = 2, 5  # as of errors of usage and of plugins


class Finding(NamedTuple):
    """One thing that was found: the area and the name of what was looked at, its state, words, and what mends it.

    It is a tuple of Python's own, since attrs may be what is missing.
    """

    area: str
    name: str
    state: State
    found: str
    mend: str = ""


def exit_code(findings: Sequence[Finding]) -> int:
    """Give 0 if all that is needed works, 5 if nothing but plugins is broken, else 2."""
    broken = {finding.area for finding in findings if finding.state == "broken"}
    return 0 if not broken else _PLUGIN_BROKEN if broken == {"plugin"} else _BROKEN


def record(findings: Sequence[Finding]) -> dict[str, Any]:
    """Give findings as JSON has them."""
    works = exit_code(findings) == 0
    return {"smartscore": __version__, "works": works, "findings": [finding._asdict() for finding in findings]}

"""Whether smartscore can work here: Python, libraries, extras, plugins, languages, reports, files, the terminal.

What is broken must not keep this from telling so: nothing but Python's own library and the messages is imported before
a check needs it, and a check that fails is a finding itself.
"""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module

from smartscore.diagnosis.finding import Finding, State, exit_code, record
from smartscore.messages import message

Check = Callable[[str], Iterator[Finding]]

#: The module and the function that look into each area, in the order in which they are told.
CHECKS: Mapping[str, tuple[str, str]] = {
    "installation": ("installation", "installation"),
    "library": ("libraries", "libraries"),
    "extra": ("libraries", "extras"),
    "plugin": ("plugins", "plugins"),
    "language": ("languages", "languages"),
    "report": ("reports", "reports"),
    "file": ("surroundings", "folders"),
    "terminal": ("surroundings", "terminal"),
    "variable": ("variables", "variables"),
}


def diagnose(language: str = "en") -> list[Finding]:
    """Look into each area, and give what was found in the words of a language; an area that fails hides no other."""
    findings: list[Finding] = []
    for area, (module, function) in CHECKS.items():
        try:
            check: Check = getattr(import_module(f"{__name__}.{module}"), function)
            findings.extend(check(language))
        except (Exception, SystemExit) as error:  # of libraries and plugins of any kind
            reason = f"{type(error).__name__}: {error}"
            findings.append(Finding(area, area, "broken", message("doctor_failed", language, reason=reason)))
    return findings


__all__ = ["CHECKS", "Finding", "State", "diagnose", "exit_code", "record"]

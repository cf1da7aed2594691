"""What was found as plain text or JSON, for installations in which the formats of reports cannot be imported."""

import json
from collections.abc import Iterator, Sequence

from smartscore.diagnosis.finding import Finding, record
from smartscore.messages import message


def plain(findings: Sequence[Finding], language: str, *, as_json: bool) -> bytes:
    """Give findings as JSON, or as a line each."""
    if as_json:
        text = json.dumps(record(findings), indent=2, ensure_ascii=False)
    else:
        text = "\n".join(_lines(findings, language))
    return f"{text}\n".encode(errors="backslashreplace")


def _lines(findings: Sequence[Finding], language: str) -> Iterator[str]:
    """Give area and name, state, what was found, and what mends it."""
    for finding in findings:
        area, state = message(f"area_{finding.area}", language), message(f"status_{finding.state}", language)
        yield f"{area} {finding.name}: {state}: {finding.found}" + (f" -> {finding.mend}" if finding.mend else "")

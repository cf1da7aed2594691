"""What was found as a document, which every format writes."""

from collections.abc import Sequence

from smartscore.diagnosis.finding import Finding, exit_code, record
from smartscore.reports.document import Column, Document, Section, Table
from smartscore.reports.elements.cells import words
from smartscore.text import Phrase


def document(findings: Sequence[Finding]) -> Document:
    """Give a table with a line a finding, and a sentence that says whether all that is needed works."""
    columns = [
        words("area", "column_area", [Phrase(f"area_{finding.area}") for finding in findings], width=14),
        words("name", "column_name", [finding.name for finding in findings], width=24),
        Column(id="state", title=Phrase("column_state"), kind="status", values=[finding.state for finding in findings]),
        words("found", "column_found", [finding.found for finding in findings], width=60),
        words("mend", "column_mend", [finding.mend for finding in findings], width=40),
    ]
    broken = sum(finding.state == "broken" for finding in findings)
    verdict = Phrase("doctor_broken", count=broken) if exit_code(findings) else Phrase("doctor_works")
    table = Table(id="findings", title=Phrase("title_doctor"), columns=columns, key=("area", "name"))
    return Document(
        title=Phrase("title_doctor"),
        sections=[Section(id="findings", parts=[table, verdict])],
        record=lambda _language: record(findings),
    )

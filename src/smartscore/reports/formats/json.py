"""Documents as JSON, for other programs and for the record."""

import json

from smartscore.reports.document import Document, Style


def render(document: Document, style: Style) -> str:
    """Give the record of a document, texts in the language of the reader."""
    return json.dumps(document.record(style.language), ensure_ascii=False, indent=1) + "\n"

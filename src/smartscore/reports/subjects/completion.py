"""How far the programmes of a master plan have come, beside the scores."""

from functools import partial
from typing import Any

from pandas import DataFrame

from smartscore.reports.document import Column, Document, Section, Table
from smartscore.reports.elements.cells import numbers, words
from smartscore.reports.elements.plans.completion import dimension_title
from smartscore.text import Phrase


def document(completion: DataFrame) -> Document:
    """Give the completion of a master plan, by city where there are several, and by dimension."""
    columns = [_column(completion, str(name)) for name in completion.columns]
    key = tuple(name for name in ("city", "dimension") if name in completion.columns)
    heading = Phrase("completion_heading")
    table = Table(id="completion", title=heading, columns=columns, key=key)
    return Document(
        title=heading,
        head=[heading],
        sections=[Section(id="completion", parts=[table])],
        record=partial(_record, completion),
    )


def _column(completion: DataFrame, name: str) -> Column:
    values = completion[name].tolist()
    if name == "city":
        return words("city", "column_city", [str(value) for value in values])
    if name == "dimension":
        return words("dimension", "column_dimension", [dimension_title(str(value)) for value in values])
    if name == "share":
        return numbers("share", "column_share", "share", values, decimals=2)
    return numbers(name, f"column_{name}", "rank", [float("nan") if v is None else float(v) for v in values])


def records_of(completion: DataFrame) -> list[dict[str, Any]]:
    """Give the completion as records, what is not known as nothing."""
    rows = completion.astype(object).to_numpy().tolist()
    cells = [[None if value != value else value for value in row] for row in rows]  # noqa: PLR0124  # NaN
    return [dict(zip(map(str, completion.columns), row, strict=True)) for row in cells]


def _record(completion: DataFrame, _language: str) -> list[dict[str, Any]]:
    return records_of(completion)

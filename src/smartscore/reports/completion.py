"""How far the programmes of a master plan have come, beside the scores."""

from typing import Any

from pandas import DataFrame

from smartscore.messages import message, number, printable


def completed(completion: DataFrame, format_: str, language: str) -> str:
    """Give the completion as a table with its heading, or as JSON.

    Raises:
        UsageError: for another format.
    """
    from smartscore.reports.catalogue import listed  # with rich, which scores do without

    if format_ == "json":
        return listed(list(completion.columns), [list(row) for row in _plain(completion)], format_)
    headings = {"active": "column_active", "total": "column_total", "budget": "column_budget", "share": "column_share"}
    titles = {"city": "column_city", "dimension": "column_dimension", **headings}
    names = [str(name) for name in completion.columns]
    columns = [message(titles[name], language) for name in names]
    rows = [[_cell(*pair, language) for pair in zip(names, row, strict=True)] for row in _plain(completion)]
    return f"{message('completion_heading', language)}\n{listed(columns, rows, format_)}"


def _plain(completion: DataFrame) -> list[list[Any]]:
    rows = completion.astype(object).to_numpy().tolist()
    return [[None if value != value else value for value in row] for row in rows]  # noqa: PLR0124  # NaN


def _cell(name: str, value: Any, language: str) -> str:
    if name == "share":
        return number(100 * value, 2, language) + "%"
    if name == "budget":
        return "-" if value is None else number(value, 0, language)
    return message("row_overall", language) if name == "dimension" and value == "all" else printable(str(value))


def recorded(completion: DataFrame) -> list[dict[str, Any]]:
    """Give the completion as records, what is not known as nothing."""
    return [dict(zip(map(str, completion.columns), row, strict=True)) for row in _plain(completion)]


def told(completion: DataFrame, language: str) -> str:
    """Give the completion in one sentence, to stand below a table of scores."""
    parts = [
        f"{printable(str(row['city'])) + ' ' if 'city' in row else ''}"
        f"{_cell('dimension', row['dimension'], language)} {row['active']}/{row['total']} "
        f"({number(100 * row['share'], 2, language)}%)"
        for row in completion.to_dict("records")
    ]
    return f"{message('completion_heading', language)}: {', '.join(parts)}"

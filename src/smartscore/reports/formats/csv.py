"""The main table of a document as CSV, for other programs: ids as headings, a decimal dot, 12 significant digits."""

import csv
import io
from collections.abc import Iterable, Iterator

from attrs import evolve

from smartscore.reports.document import Column, Document, Style, Table
from smartscore.reports.formats.formula_guard import guarded
from smartscore.text import translate


def render(document: Document, style: Style) -> str:
    """Give one table: the one for export, else the first of each chapter, with what tells chapters apart and a note.

    Tables below each other have their columns by id, empty where one has none. Text that a spreadsheet program would
    take for a formula has an apostrophe before it. The other tables of a document are in its workbook and in JSON.
    """
    tables = [table for chapter in document.whole for table in _tables(chapter, style)]
    names = _merged([column.id for column in table.shown(style.depth, "programs").columns] for table in tables)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for table in tables:
        columns = {column.id: column for column in table.columns}
        blank = [""] * table.rows
        cells = (_cells(columns[name], style.language) if name in columns else blank for name in names)
        writer.writerows(zip(*cells, strict=True))
    return out.getvalue()


def _merged(blocks: Iterable[Iterable[str]]) -> list[str]:
    """Give the ids of all blocks in an order that keeps that of each: one that is new stands before the next known."""
    names: list[str] = []
    for block in blocks:
        place = len(names)
        for name in reversed(list(block)):
            if name in names:
                place = names.index(name)
            else:
                names.insert(place, name)
    return names


def _tables(document: Document, style: Style) -> Iterator[Table]:
    """Give the table of a chapter, all of its columns."""
    exported = [table for section in document.used("export") for table in section.tables]
    if exported:
        has_own = not document.provisos or any(column.id == "note" for column in exported[0].columns)
        note = [] if has_own else [_note(document, exported[0], style)]
        yield evolve(exported[0], columns=[*exported[0].columns, *note])
        return
    for table in [table for section in document.used("all") for table in section.tables][:1]:
        names = [
            _text_column(name, str(translate(value, style.language)), table.rows)
            for name, value in document.identity.items()
        ]
        yield evolve(table, columns=[*names, *table.columns, _note(document, table, style)])


def _note(document: Document, table: Table, style: Style) -> Column:
    """Give the column that says in each row what in the figures is not official or no longer in force."""
    note = " ".join(translate(sentence, style.language) for sentence in document.provisos)
    return _text_column("note", note, table.rows)


def _text_column(name: str, text: str, rows: int) -> Column:
    return Column(id=name, title=name, kind="text", values=[text] * rows)


def _cells(column: Column, language: str) -> list[str]:
    return [_cell(column, value, language) for value in column.values]


def _cell(column: Column, value: object, language: str) -> str:
    if isinstance(value, float) and column.kind != "text":
        if value != value:  # noqa: PLR0124  # NaN
            return ""
        return f"{value:.0f}" if column.kind in ("rank", "year") else f"{value + 0.0:.12g}"  # no -0
    return _text(value, language)


def _text(value: object, language: str) -> str:
    return "" if value is None else guarded(str(translate(value, language)))

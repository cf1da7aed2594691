"""Forms of evidence for tests: a framework with a ladder, its forms filled in as a person would, what they show."""

import re
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

from attrs import frozen
from python_calamine import CalamineWorkbook

#: A framework whose ladder has what stands in the place of LADDER.
LADDERED = """
id = "pd"
title = { en = "Trial", id = "Uji coba" }
edition = "2026"
scale = [1, 5]
note = { en = "Not official.", id = "Bukan hasil resmi." }
levels = ["Merintis", "Membangun", "Berkembang", "Melembaga", "Unggul"]
ladder = { LADDER }
bands = [
  { from = 1, title = { en = "Poor", id = "Kurang" } },
  { from = 1.5, title = { en = "Fair", id = 'Cukup "baik"' } },
  { from = 2.5, title = { en = "Good", id = "Baik" } },
]
[defaults]
rule = { score = { low = 1, high = 5 } }
[[members]]
id = "governance"
weight = 10
title = { en = "Governance", id = "Tata kelola" }
members = [
  { id = "policy", weight = 4, title = { en = "Policy", id = "Kebijakan" } },
  { id = "plan", weight = 6, title = { en = "Plan", id = "Rencana" } },
]
[[members]]
id = "data"
weight = 30
title = { en = "Data", id = "Data" }
members = [
  { id = "statistics", weight = 1, title = { en = "Statistics", id = "Statistik" } },
  { id = "maps", weight = 2, title = { en = "Maps", id = "Peta" } },
]
"""
ADVISORY = 'policy = "all", advisory = true, note = { en = "No rule is published.", id = "Tidak ada aturan." }'

ITEMS = """indicator,level,item,office,owner,due
policy,1,Decree of the regent,Diskominfo,Secretary,2026-09-30
policy,2,Master plan,Bappeda,,2026-08-31
policy,2,Report of meetings,Diskominfo,,
policy,3,Yearly review,Inspektorat,,30/10/2026
plan,1,Architecture,Diskominfo,,
plan,2,Road map,Bappeda,,
statistics,1,Order on custodians,Diskominfo,,
statistics,2,Metadata,BPS,,
"""
LAST = """city,year,indicator,level,item,status,value,office,owner,due,link,note,recommendation
Sampit,2025,policy,1,Decree of the regent,accepted,,Diskominfo,Secretary,2025-09-30,https://example.org/a,,
Sampit,2025,policy,2,Master plan,draft,,Bappeda,,2025-08-31,,not signed,Let the regent sign it
Sampit,2025,plan,,,,1.5,,Head,,,,Complete it
Sampit,2025,maps,,,,2.25,,,,,,
"""


@frozen
class Line:
    """A line of a form: its sheet, its row counted from 1, and its cells by the names that the reader knows."""

    sheet: str
    row: int
    cells: Mapping[str, object]

    def place(self, column: str) -> tuple[str, str]:
        """Give the sheet and the cell of a column, such as E7."""
        return self.sheet, f"{chr(ord('A') + list(self.cells).index(column))}{self.row}"


def lines(path: Path) -> list[Line]:
    """Give the lines of all sheets of items."""
    found, book = [], CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        top = next((place for place, row in enumerate(rows) if {"indicator", "status"} <= set(row)), None)
        if top is not None:
            heads = [str(cell) for cell in rows[top]]
            found += [
                Line(name, place, dict(zip(heads, row, strict=True)))
                for place, row in enumerate(rows[top + 1 :], top + 2)
            ]
    return found


def line_of(path: Path, item: str) -> Line:
    """Give the line of an item."""
    return next(line for line in lines(path) if line.cells["item"] == item)


def head_of(path: Path, indicator: str) -> Line:
    """Give the line of an indicator itself."""
    return next(line for line in lines(path) if line.cells["indicator"] == indicator)


def free_line_of(path: Path, indicator: str) -> Line:
    """Give the first empty line of an indicator."""
    own = [line for line in lines(path) if line.cells["indicator"] == indicator]
    return next(line for line in own[1:] if line.cells["item"] == "")


def shown(path: Path) -> dict[str, tuple[object, object, object]]:
    """Give what the sheet of results shows of each node by its title: level reached, value that counts, score."""
    book = CalamineWorkbook.from_path(path)
    rows = book.get_sheet_by_name(book.sheet_names[2]).to_python(skip_empty_area=False)
    top = next(place for place, row in enumerate(rows) if row[0] in ("Aspect or indicator", "Aspek atau indikator"))
    return {str(row[0]): (row[-4], row[-2], row[-1]) for row in rows[top + 2 :] if row[0]}


def band_shown(path: Path) -> object:
    """Give the band that the sheet of results shows."""
    book = CalamineWorkbook.from_path(path)
    rows = book.get_sheet_by_name(book.sheet_names[2]).to_python(skip_empty_area=False)
    return next(row[1] for row in rows if row[0] in ("Band", "Predikat"))


def fill(source: Path, target: Path, cells: Mapping[tuple[str, str], float | str]) -> Path:
    """Write values into cells of a form that has the cells already; formulas keep what they showed before."""
    with ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = re.findall(r'<sheet name="([^"]*)"', parts["xl/workbook.xml"].decode())
    for (sheet, cell), value in cells.items():
        part = f"xl/worksheets/sheet{names.index(escape(sheet)) + 1}.xml"
        if isinstance(value, str):
            content, kind = f"<is><t>{escape(value)}</t></is>", ' t="inlineStr"'
        else:
            content, kind = f"<v>{value!r}</v>", ""
        written = re.compile(rf'<c r="{cell}"( s="\d+")[^>]*?(?:/>|>.*?</c>)')
        told, count = written.subn(rf'<c r="{cell}"\1{kind}>{content}</c>', parts[part].decode(), count=1)
        assert count == 1, (sheet, cell)
        parts[part] = told.encode()
    with ZipFile(target, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target

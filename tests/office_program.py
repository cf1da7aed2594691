"""LibreOffice without a screen, which fills in, stores and prints workbooks as a person would."""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from attrs import frozen

#: What is written into cells, by sheet and cell.
Cells = Mapping[tuple[str, str], float | str]
_DTD = "-//OpenOffice.org//DTD OfficeDocument 1.0//EN"
_HEAD = f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE {{0}} PUBLIC "{_DTD}" "{{1}}">\n'
_LIBRARY = _HEAD.format("library:library", "library.dtd") + (
    '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"'
    ' library:readonly="false" library:passwordprotected="false"><library:element library:name="Filling"/>'
    "</library:library>"
)
_MODULE = _HEAD.format("script:module", "module.dtd") + (
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Filling"'
    ' script:language="StarBasic">{code}</script:module>'
)
_CODE = """
Sub Fill
 Dim hidden(0) As New com.sun.star.beans.PropertyValue
 hidden(0).Name = "Hidden" : hidden(0).Value = True
 book = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, hidden())
 {cells}
 Dim kind(0) As New com.sun.star.beans.PropertyValue
 kind(0).Name = "FilterName" : kind(0).Value = "Calc MS Excel 2007 XML"
 book.storeToURL("{target}", kind())
 kind(0).Value = "calc_pdf_Export"
 book.storeToURL("{target}.pdf", kind())
 book.close(True)
End Sub
"""


@frozen
class Office:
    """LibreOffice without a screen, with a profile of its own."""

    profile: Path

    def __call__(self, *arguments: str) -> None:
        """Run it; it must have nothing to complain of."""
        command = ["soffice", f"-env:UserInstallation={self.profile.as_uri()}", "--headless", "--norestore", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)  # noqa: S603
        assert done.returncode == 0, done.stderr
        assert [line for line in done.stderr.splitlines() if "javaldx" not in line] == []  # Java is not needed

    def convert(self, path: Path, ending: str) -> Path:
        """Open a file and store it in another format beside it."""
        self("--convert-to", ending, "--outdir", str(path.parent), str(path))
        return path.with_suffix(f".{ending}")

    def fill(self, source: Path, target: Path, cells: Cells) -> None:
        """Open a workbook, write cells as a person would, store it anew and print it to PDF."""
        told = []
        for (sheet, cell), value in cells.items():
            how = f"setValue({value!r})" if isinstance(value, float) else f'setString("{value}")'
            told.append(f'book.Sheets.getByName("{sheet}").getCellRangeByName("{cell}").{how}')
        code = _CODE.format(source=source.as_uri(), target=target.as_uri(), cells="\n ".join(told))
        macros = self.profile / "user" / "basic" / "Standard"
        (macros / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
        (macros / "Filling.xba").write_text(_MODULE.format(code=escape(code)), encoding="utf-8")
        self("macro:///Standard.Filling.Fill")
        assert target.with_name(f"{target.name}.pdf").read_bytes().startswith(b"%PDF")

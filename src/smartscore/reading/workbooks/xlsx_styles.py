"""The cell styles of .xlsx files by what their number formats make of a number: a percentage, a padded text."""

from collections.abc import Iterator, Mapping
from re import compile as pattern
from xml.etree.ElementTree import Element, parse
from zipfile import ZipFile

from attrs import field, frozen

from smartscore.reading.workbooks.number_formats import Padded, decimals, padded

#: The formats that every file has: two decimals, with and without thousands, and percentages.
_BUILT_IN = {2: "0.00", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
_QUOTED = pattern(r'"[^"]*"|\\.|\[[^\]]*\]')


@frozen
class Styles:
    """The styles that show a share as percent, those that pad with zeros, and how many decimals others show."""

    percents: frozenset[int] = frozenset()
    padded: Mapping[int, Padded] = field(factory=dict)
    decimals: Mapping[int, int] = field(factory=dict)

    @property
    def marked(self) -> list[int]:
        """The styles whose cells are not what their number says."""
        return sorted({*self.percents, *self.padded})


def styles_of(archive: ZipFile) -> Styles:
    """Read the styles of a workbook.

    Raises:
        KeyError, ParseError: if the file is not made as an .xlsx file.
    """
    if "xl/styles.xml" not in archive.namelist():
        return Styles()
    root = root_of(archive, "xl/styles.xml")
    own = {int(node.get("numFmtId", "0")): node.get("formatCode", "") for node in nodes(root, "numFmt")}
    codes = {**_BUILT_IN, **own}
    crosses = next(nodes(root, "cellXfs"), ())
    formats = {style: codes.get(int(node.get("numFmtId", "0")), "") for style, node in enumerate(crosses)}
    return Styles(
        frozenset(style for style, code in formats.items() if "%" in _QUOTED.sub("", code)),
        {style: made for style, code in formats.items() if (made := padded(code))},
        {style: shown for style, code in formats.items() if (shown := decimals(code))},
    )


def root_of(archive: ZipFile, path: str) -> Element:
    """Read a part of an archive."""
    with archive.open(path) as file:
        return parse(file).getroot()  # noqa: S314  # expat refuses what swells up


def nodes(root: Element, name: str) -> Iterator[Element]:
    """Find the elements of a name in any namespace."""
    return (node for node in root.iter() if local(node.tag) == name)


def local(name: str) -> str:
    """Give a name without its namespace."""
    return name.rpartition("}")[2]

"""What a reader of files is told by a recipe: the sheets by name, the rows of headings, the delimiter, the encoding."""

import io
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from smartscore.errors import DatasetError, Problem
from smartscore.reading import DEFAULT, ReadingOptions
from smartscore.reading.sizes import bytes_of, require_archive
from smartscore.recipes.patterns import first_there, nearest_names
from smartscore.recipes.recipe import Recipe
from smartscore.tables import Content

_WORKBOOKS = (b"PK", bytes.fromhex("d0cf11e0"))


def reading_options(recipe: Recipe, source: Path | Content) -> ReadingOptions:
    """Give the options with which the file of a recipe is read.

    Raises:
        DatasetError: with the sheets that the recipe names and a workbook does not have.
    """
    return ReadingOptions(
        key=recipe.key[0] if recipe.key else None,
        sheets=_sheets(recipe, source),
        headings=recipe.heading,
        skip=recipe.skip,
        delimiter=recipe.delimiter,
        encoding=recipe.encoding,
        hidden=recipe.hidden,
    )


def _sheets(recipe: Recipe, source: Path | Content) -> tuple[str, ...]:
    if not recipe.sheet:
        return ()
    path = Path(source.name) if isinstance(source, Content) else source
    data = source.data if isinstance(source, Content) else bytes_of(path, DEFAULT) if path.is_file() else b""
    names = sheet_names(data, path, DEFAULT)
    if not names:
        return recipe.sheet
    found = {text: first_there((text,), names) for text in recipe.sheet}
    if absent := [text for text in found if not found[text]]:
        raise DatasetError(
            Problem(
                "recipe_no_sheet",
                {"found": text, "table": str(path), "hint": nearest_names((text,), names)},
                file=recipe.written_in,
                column="sheet",
            )
            for text in absent
        )
    chosen = {name for matches in found.values() for name, _ in matches}
    return tuple(name for name in names if name in chosen)


def sheet_names(data: bytes, path: Path, options: ReadingOptions) -> tuple[str, ...]:
    """List the visible sheets of a workbook; none of what is no workbook or cannot be opened, which its reader tells.

    Raises:
        DatasetError: for an archive that is too large.
    """
    if find_spec("python_calamine") is None or not data.startswith(_WORKBOOKS):
        return ()
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with suppress(CalamineError, BadZipFile, OSError, ValueError):
        if data.startswith(b"PK"):
            with ZipFile(io.BytesIO(data)) as archive:
                require_archive(archive, len(data), path, options)
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            shown = (SheetVisibleEnum.Visible, SheetTypeEnum.WorkSheet)
            return tuple(one.name for one in book.sheets_metadata if (one.visible, one.typ) == shown)
    return ()

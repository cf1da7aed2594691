"""Pages of the manual that are notebooks: below each block of Python stands what it shows, made as the manual is built.

`python docs/_ext/manual_notebook docs/first-look.md` writes the notebook of a page beside it, in `notebooks`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from manual_notebook.cells import as_notebook, cells
from manual_notebook.session import Session

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PAGES = ("first-look",)
_FENCE = "`" * 4


def show_outputs(app: "Sphinx", name: str, source: list[str]) -> None:
    """Put below each cell of a page what it shows, in the language of the manual."""
    if name in PAGES and app.builder.format == "html":
        source[0] = with_outputs(source[0])


def with_outputs(page: str) -> str:
    """Give a page with what its cells show; what the page says itself that they print stays as it is."""
    with Session() as session:
        return "".join(_parts(page, session))


def _parts(page: str, session: Session) -> Iterator[str]:
    for cell in cells(page):
        yield cell.text
        if cell.is_code:
            shown = session.run(cell.code)
            if shown.printed and not cell.printed:
                yield f"\n{_FENCE}text\n{shown.printed}{_FENCE}\n"
            if html := shown.html():
                yield f'\n{_FENCE}{{raw}} html\n<div class="cell-output">{html}</div>\n{_FENCE}\n'


def write_notebook(page: Path) -> Path:
    """Write the notebook of a page into the folder `notebooks` beside it."""
    path = page.parent / "notebooks" / f"{page.stem}.ipynb"
    path.write_text(as_notebook(page.read_text(encoding="utf-8")), encoding="utf-8")
    return path


def setup(app: "Sphinx") -> dict[str, bool]:
    app.connect("source-read", show_outputs)
    return {"parallel_read_safe": False, "parallel_write_safe": True}  # cells run in a folder of their own

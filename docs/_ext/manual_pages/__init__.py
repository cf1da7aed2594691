"""The generated part of the manual: Sphinx writes these pages from the code itself before it reads the others."""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = Path("reference", "generated")
_NAMED_FENCE = re.compile(r"^```(\w+) +(\S+)$", re.MULTILINE)
_RAISED = re.compile(r"^    (\w+): ")


def pages(language: str) -> dict[str, str]:
    """Give every generated page by its file name, as Markdown in this language (docstrings stay English)."""
    from manual_pages.code import command_page, hooks_page, library_page, methods_page
    from manual_pages.frameworks import framework_pages
    from manual_pages.problems import problems_page
    from smartscore import discover

    plugins = discover(bundled_only=True)
    return {
        "command.md": command_page(language),
        "hooks.md": hooks_page(language),
        "methods.md": methods_page(plugins.methods, language),
        "library.md": library_page(language),
        "problems.md": problems_page(language),
        **framework_pages(plugins, language),
    }


def write_pages(app: "Sphinx") -> None:
    """Write what has changed and remove what is no longer made, so that Sphinx reads again only what it must."""
    os.environ["SMARTSCORE_LANG"] = app.config.language  # in which the command gives its help
    made = {Path(app.srcdir, FOLDER, name): text for name, text in pages(app.config.language).items()}
    for old in Path(app.srcdir, FOLDER).rglob("*.md"):
        if old not in made:
            old.unlink()
    for path, text in made.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def name_files(_app: "Sphinx", _name: str, source: list[str]) -> None:
    """Show the name of the file for which a block stands; pages have it beside the language."""
    source[0] = _NAMED_FENCE.sub(_named, source[0])


def _named(fence: re.Match[str]) -> str:
    language = "text" if fence[1] == "csv" else fence[1]  # which Pygments does not know
    return f"```{{code-block}} {language}\n:caption: `{fence[2]}`\n"


def list_errors(_app: "Sphinx", _what: str, _name: str, _thing: object, _options: object, lines: list[str]) -> None:
    """Make fields of what a docstring says under `Raises:`."""
    if "Raises:" in lines:
        start = lines.index("Raises:")
        lines[start:] = [_RAISED.sub(r":raises \1: ", line) for line in lines[start + 1 :]]


def setup(app: "Sphinx") -> dict[str, bool]:
    app.connect("builder-inited", write_pages)
    app.connect("source-read", name_files)
    app.connect("autodoc-process-docstring", list_errors)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

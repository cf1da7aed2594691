"""A session in which cells are run one after the other, and what each shows, as a notebook would show it."""

import ast
import contextlib
import io
import logging
import os
from html import escape
from tempfile import TemporaryDirectory
from typing import Any, Self
from urllib.parse import quote

from attrs import Factory, define, frozen

SVG, HTML, PLAIN = "image/svg+xml", "text/html", "text/plain"


@frozen
class Shown:
    """What a cell prints, and its last value by kind of content; nothing where it has none."""

    printed: str = ""
    value: dict[str, str] = Factory(dict)
    said: str = ""  # of a picture, to those who do not see it

    def html(self) -> str:
        """Give the last value as HTML that runs nothing: a table, a picture, else the text."""
        if svg := self.value.get(SVG):
            return f'<img class="cell-picture" alt="{escape(self.said)}" src="data:{SVG},{quote(svg, safe="")}">'
        if html := self.value.get(HTML):
            return html
        return f"<pre>{escape(self.value[PLAIN])}</pre>" if self.value else ""


@define
class Session:
    """A folder of its own and the names of the cells so far."""

    names: dict[str, Any] = Factory(lambda: {"__name__": "__main__"})
    leaving: contextlib.ExitStack = Factory(contextlib.ExitStack)

    def __enter__(self) -> Self:
        import altair

        folder = self.leaving.enter_context(TemporaryDirectory())
        self.leaving.callback(altair.renderers.enable, altair.renderers.active)  # which a cell may change
        log = logging.getLogger("smartscore")
        self.leaving.callback(log.setLevel, log.level)
        log.setLevel(logging.WARNING)  # a package of the theme has everything that is logged printed
        self.leaving.callback(os.chdir, os.getcwd())
        os.chdir(folder)
        return self

    def __exit__(self, *_error: object) -> None:
        self.leaving.close()

    def run(self, code: str) -> Shown:
        """Run the code of a cell."""
        statements = ast.parse(code).body
        last = statements.pop() if isinstance(statements[-1], ast.Expr) else None
        printed, value = io.StringIO(), None
        with contextlib.redirect_stdout(printed):
            exec(compile(ast.Module(statements, []), "cell", "exec"), self.names)  # noqa: S102  # the page's own
            if isinstance(last, ast.Expr):
                value = eval(compile(ast.Expression(last.value), "cell", "eval"), self.names)  # noqa: S307
            shown = {} if value is None else contents(value)
        return Shown(printed.getvalue(), shown, str(getattr(value, "description", "")) if SVG in shown else "")


def contents(value: Any) -> dict[str, str]:
    """Give a value by kind of content, as notebooks ask for it."""
    plain = {PLAIN: repr(value)}
    if callable(bundle := getattr(value, "_repr_mimebundle_", None)):
        given = bundle()
        return {**plain, **(given[0] if isinstance(given, tuple) else given)}
    if callable(html := getattr(value, "_repr_html_", None)):
        return {**plain, HTML: html()}
    return plain

"""The page put together: its words, its data, its scripts, and a policy that lets nothing else run."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING

from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError
from smartscore.messages import message, printable
from smartscore.reports.html.words import FRAME, words
from smartscore.reports.view import View

if TYPE_CHECKING:
    from jinja2 import Template

_SCRIPTS = ("data", "dom", "figures", "overview", "ranking", "problems", "map", "city", "gaps", "plan", "main")
_GLOBAL = "window.vegaEmbed = vegaEmbed;"
_NEEDED = ("altair", "jinja2", "vl_convert")


def write(assessments: Sequence[Assessment], view: View) -> str:
    """Give the page as HTML.

    Raises:
        UsageError: if the packages of the extra `report` are not installed.
    """
    if any(find_spec(name) is None for name in _NEEDED):
        raise UsageError(Problem("missing_extra", {"extra": "report"}))
    from markupsafe import Markup

    from smartscore.reports.html.method import told
    from smartscore.reports.html.payload import encoded, payload

    style, bundle, script = _asset("report.css"), _bundle(), _script()
    methods = [told(assessment, view) for assessment in assessments]
    return _template().render(
        language=view.language,
        policy=_policy([style], [script, bundle]),
        version=version("smartscore"),
        title="; ".join(method["title"] for method in methods),
        words=words(view.language, FRAME),
        assessments=methods,
        footer=message("html_footer", view.language, version=version("smartscore"), file=_file(assessments)),
        style=Markup(style),  # noqa: S704  # our own files, and JSON in which no markup can stand
        bundle=Markup(bundle),  # noqa: S704
        script=Markup(script),  # noqa: S704
        data=Markup(encoded(payload(assessments, view))),  # noqa: S704
    )


def _template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(__package__, "assets"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2")


def _file(assessments: Sequence[Assessment]) -> str:
    return printable(assessments[0].dataset.file or "-")


def _asset(name: str) -> str:
    return (files(__package__) / "assets" / name).read_text(encoding="utf-8")


def _script() -> str:
    """Give the scripts of the page as one that keeps its names to itself."""
    parts = "\n".join(_asset(f"{name}.js") for name in _SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


@cache
def _bundle() -> str:
    """Give Vega, Vega-Lite and Vega-Embed in one script, the version that the charts are written for."""
    from altair import SCHEMA_VERSION
    from vl_convert import javascript_bundle

    return javascript_bundle(_GLOBAL, vl_version=".".join(SCHEMA_VERSION.lstrip("v").split(".")[:2]))


def _policy(styles: Sequence[str], scripts: Sequence[str]) -> str:
    """Let these styles and scripts run, and nothing else; let nothing be asked of anybody."""
    allowed = {"style-src": styles, "script-src": scripts}
    rules = [f"{kind} {' '.join(map(_digest, texts))}" for kind, texts in allowed.items()]
    return "; ".join(["default-src 'none'", *rules, "img-src data:", "base-uri 'none'", "form-action 'none'"])


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

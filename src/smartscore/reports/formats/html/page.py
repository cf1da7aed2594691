"""The HTML page: words, data, scripts, and a content policy under which nothing else runs."""

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files

from smartscore.engine import Assessment
from smartscore.messages import message, printable
from smartscore.reports.document import Style
from smartscore.reports.formats.extras import require
from smartscore.reports.formats.html.policy import policy
from smartscore.reports.formats.html.templates import page_template
from smartscore.reports.formats.html.words import FRAME, words
from smartscore.reports.result import Result

_SCRIPTS = (
    "data",
    "dom",
    "figures",
    "overview",
    "ranking",
    "problems",
    "map",
    "city",
    "evidence",
    "gaps",
    "plan",
    "main",
)
_GLOBAL = "window.vegaEmbed = vegaEmbed;"


def render(result: Result, style: Style) -> str:
    """Give the page as HTML.

    Raises:
        UsageError: if the packages of the extra `report` are not installed.
    """
    require("report", "altair", "jinja2", "vl_convert")
    from markupsafe import Markup

    from smartscore.reports.formats.html.method import method_of
    from smartscore.reports.formats.html.payload import encoded, payload

    css, bundle, script = _asset("report.css") + _asset("boxes.css"), _bundle(), _script()
    methods = [method_of(assessment, result, style) for assessment in result.assessments]
    return page_template("report.html.j2").render(
        language=style.language,
        policy=policy([css], [script, bundle]),
        version=version("smartscore"),
        title="; ".join(method["title"] for method in methods),
        words=words(style.language, FRAME),
        assessments=methods,
        footer=message("html_footer", style.language, version=version("smartscore"), file=_file(result.assessments)),
        style=Markup(css),  # noqa: S704  # our own files, and JSON in which no markup can stand
        bundle=Markup(bundle),  # noqa: S704
        script=Markup(script),  # noqa: S704
        data=Markup(encoded(payload(result, style))),  # noqa: S704
    )


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

"""The formats of reports, each tried with a small document, the charts, and the font of paper."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from typing import Any

from smartscore.diagnosis.finding import Finding
from smartscore.messages import message

#: Letters of Latin scripts, Indonesian among them, and the signs that reports write.
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789éèêëçñöüåßÉ–—’‘“”…·±×≤≥%°²³€"  # noqa: RUF001
_IN_NO_FONT = "\U0010fffd"
_SHEET = b"""#set page(width: auto, height: auto)
#set text(font: sys.inputs.font, fallback: false, ligatures: false)
#sys.inputs.text"""
_BARS = {"layer": [{"mark": {"type": "bar"}, "encoding": {"x": {"field": "x"}}}], "data": {"values": [{"x": "a"}]}}
#: What is said of formats of which people may think that they need a program.
_BESIDE = {"html": "doctor_format_html", "xlsx": "doctor_format_xlsx"}


def reports(language: str) -> Iterator[Finding]:
    """Tell of each format whether a report can be written in it, and what it needs beside."""
    from smartscore.reports import REPORTS, Style
    from smartscore.reports.charts.drawing import FONT
    from smartscore.reports.subjects.catalogue import listing
    from smartscore.text import Phrase

    document, style = listing(Phrase("title_doctor"), {"name": [language]}), Style(language=language)
    for name, report in REPORTS.items():
        found = message(_BESIDE.get(name, "doctor_format"), language)
        yield _tried(name, partial(report.render, document, style), found, language)
    yield _tried("charts", _draw, message("doctor_charts", language), language)
    if find_spec("typst") is not None:
        yield font(FONT, language)


def _draw() -> str:
    """Draw a chart with one bar."""
    from smartscore.reports.charts.drawing import chart_svg
    from smartscore.reports.formats.extras import require

    require("report", "altair", "vl_convert")
    return chart_svg(_BARS, {})


def _tried(name: str, render: Callable[[], Any], found: str, language: str) -> Finding:
    from smartscore.errors import UsageError

    try:
        render()
    except UsageError as error:
        extra = error.problems[0].fields.get("extra", "all")
        said = message("doctor_format_extra", language, extra=extra)
        return Finding("report", name, "absent", said, f'pip install "smartscore[{extra}]"')
    except Exception as error:  # of other people's code
        reason = f"{type(error).__name__}: {error}"
        return Finding("report", name, "broken", message("doctor_failed", language, reason=reason))
    return Finding("report", name, "works", found)


def font(family: str, language: str) -> Finding:
    """Tell whether typst brings the font of paper, and whether it has all letters that Latin scripts need."""
    import typst

    name = f"{family} (PDF)"
    if family not in typst.Fonts(include_system_fonts=False).families():
        said = message("doctor_font_absent", language, font=family)
        return Finding("report", name, "notice", said, "pip install --upgrade typst")
    if not _has(family, LETTERS):
        lacking = [letter for letter in LETTERS if not _has(family, letter)]
        return Finding("report", name, "notice", message("doctor_font_lacks", language, letters=" ".join(lacking)))
    return Finding("report", name, "works", message("doctor_font", language))


def _has(family: str, letters: str) -> bool:
    """Tell whether a font has all of these letters: those that it lacks all look like one that no font has."""
    import typst

    inputs = {"text": letters + _IN_NO_FONT, "font": family}
    drawn = typst.compile(_SHEET, format="svg", ignore_system_fonts=True, sys_inputs=inputs)
    svg = drawn.decode() if isinstance(drawn, bytes) else str(drawn)
    return len(re.findall("<symbol ", svg)) == len({*letters}) + 1

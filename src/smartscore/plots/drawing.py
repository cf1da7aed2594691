"""Charts of documents as altair charts: with their data in them, a title, and the language of the reader."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from textwrap import shorten, wrap
from typing import TYPE_CHECKING, Any, TypedDict

from smartscore.messages import decimal_mark, preferred_language
from smartscore.reports.document import Chart
from smartscore.reports.formats.cells import plain
from smartscore.reports.formats.charts import chart_data
from smartscore.reports.formats.extras import require
from smartscore.text import Sentence

if TYPE_CHECKING:
    import altair as alt

_LETTERS = 6.1  # how wide a letter of the lines below the title is
_MOST = 320  # letters of a sentence there
_NAMES = 400  # of the names of rows
_ROWS = 2000  # of data that altair looks through
_MARKUP, _BREAK = re.compile(r"<(?=[/!a-zA-Z])"), "<\u2060"  # a letter that is not seen
_SPARE = 200  # what names take beside a drawing

Row = dict[str, Any]


class Look(TypedDict, total=False):
    """How a picture is to look: all of it may be left out.

    `language` is that of its words and numbers, else that of the environment. `title` stands above it in place of its
    own, "" for none. `width` and `height` are of the drawing without its axes, in pixels. `notes=False` leaves out what
    stands below the title: what the marks mean, the framework, and what is not official, missing or clipped.
    """

    language: str
    title: str
    width: float
    height: float
    notes: bool


def drawn(chart: Chart, notes: Sequence[Sentence], look: Look) -> "alt.Chart | alt.LayerChart":
    """Draw a chart with its data, below its title what its marks mean and these notes.

    Raises:
        UsageError: if the packages of the extra `report` are not installed.
    """
    require("report", "altair", "vl_convert")
    import altair as alt

    language = look.get("language") or preferred_language()
    spec = dict(chart.spec(language))
    spec |= {name: look[name] for name in ("width", "height") if name in look}
    title = look.get("title", plain(chart.title, language))
    told = [chart.key, *notes] if look.get("notes", True) else []
    spec["title"] = _title(title, [*_lines(told, _width(spec, len(chart.data.get("columns", ()))), language)])
    spec["description"] = plain(chart.says, language)
    spec["config"] = {**spec["config"], "background": "white", "locale": _locale(language)}
    kind = alt.LayerChart if "layer" in spec else alt.Chart
    made: alt.Chart | alt.LayerChart = kind.from_dict(_harmless(_with_room(spec)), validate=False)
    data = _harmless(chart_data(chart, language))  # not part of what altair looks through piece by piece
    made.datasets = {name: _packed(rows) for name, rows in data.items()}
    return made


def _packed(rows: list[Row]) -> list[Row] | str:
    """Give many rows as one text of JSON, which altair does not look through row by row."""
    return rows if len(rows) <= _ROWS else json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _harmless(value: Any) -> Any:
    """Give texts that cannot end a script: altair writes them into the pages that it makes as they are."""
    if isinstance(value, str):
        return _MARKUP.sub(_BREAK, value)
    if isinstance(value, Mapping):
        return {name: _harmless(part) for name, part in value.items()}
    return [_harmless(part) for part in value] if isinstance(value, list | tuple) else value


def _width(spec: Mapping[str, Any], columns: int) -> float:
    """Give how wide a picture is, its columns or its drawing with the names beside them."""
    width = spec["width"]
    return _SPARE + float(width["step"] * columns if isinstance(width, dict) else width)


def _with_room(spec: dict[str, Any]) -> dict[str, Any]:
    """Give the names of rows room, and nothing where a drawing would hold them."""
    layers = [
        {**layer, "mark": {**layer["mark"], "limit": _NAMES}} if layer.get("name") == "names" else layer
        for layer in spec.get("layer", ())
    ]
    return {**spec, "layer": layers} if layers else spec


def _title(title: str, lines: list[str]) -> dict[str, Any]:
    quiet = {"subtitleColor": "#566571", "subtitleFontSize": 11, "subtitlePadding": 6, "subtitleLineHeight": 15}
    return {
        "text": title,
        "subtitle": lines,
        "anchor": "start",
        "fontSize": 15,
        "offset": 14,
        "frame": "bounds",
        **quiet,
    }


def _lines(notes: Sequence[Sentence], width: float, language: str) -> Iterator[str]:
    for note in notes:
        if text := plain(note, language):
            yield from wrap(shorten(text, _MOST, placeholder=" ..."), int(width / _LETTERS))


def _locale(language: str) -> Mapping[str, Any]:
    mark = decimal_mark(language)
    thousands = "." if mark == "," else ","
    return {"number": {"decimal": mark, "thousands": thousands, "grouping": [3], "currency": ["", ""]}}

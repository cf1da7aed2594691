"""Charts for paper: the specifications of the page, filled here and drawn as SVG."""

from collections.abc import Mapping
from math import pi, sin
from textwrap import shorten, wrap
from typing import Any

import numpy as np
from pandas import DataFrame

from smartscore.engine import Assessment
from smartscore.messages import numbers, printable
from smartscore.reports.charts.drawing import FONT
from smartscore.reports.charts.look import chart_config
from smartscore.reports.charts.wheel import wheel
from smartscore.reports.elements.cells import decimals_of
from smartscore.rounding import without_noise

_MOST, _FEWEST = 14, 3
_LINE = 18
_SIZE = 17
_BLANK = "\u2060"  # a line of a text without a letter would take no room


def wheel_svg(assessment: Assessment, members: DataFrame, language: str, template: Mapping[str, Any]) -> str | None:
    """Draw `score` and `median` of the index's members, a row each; None where a wheel would have too few or too many.

    `template` is that of `wheel_template`.
    """
    from vl_convert import vega_to_svg

    if not _FEWEST <= len(members) <= _MOST:
        return None
    low, high = assessment.framework.scale
    shares = np.array([assessment.framework.shares[str(name)] for name in members.index])
    ends = np.cumsum(shares) / shares.sum() * 2 * pi
    score, middle = (without_noise(members[name], assessment.framework.scale) for name in ("score", "median"))
    figures = numbers(members["score"].to_list(), decimals_of(assessment), language)
    titles = [printable(assessment.framework.nodes[str(name)].title.to(language)) for name in members.index]
    rows = [
        {**_place(start, end), **_label(title, figure), "score": own, "median": median}
        for start, end, title, figure, own, median in zip(
            np.r_[0.0, ends[:-1]].tolist(),
            ends.tolist(),
            titles,
            figures,
            np.where(np.isnan(score), low, score).tolist(),
            [None if np.isnan(value) else value for value in middle.tolist()],
            strict=True,
        )
    ]
    filled = {"wheel": rows, "rings": [{"at": low + share * (high - low)} for share in (0.25, 0.5, 0.75, 1.0)]}
    data = [{**part, "values": filled[part["name"]]} if part["name"] in filled else part for part in template["data"]]
    return str(vega_to_svg({**template, "data": data}))


def wheel_template(scale: tuple[float, float]) -> dict[str, Any]:
    """Give the wheel as Vega without data, in the font of the document and with letters for paper."""
    from vl_convert import vegalite_to_vega

    spec: dict[str, Any] = wheel(scale).to_dict(validate=False)
    for layer in spec["layer"]:
        if layer["mark"]["type"] == "text":
            layer["mark"] |= {"fontSize": _SIZE, "lineHeight": _SIZE + 3}
    made: dict[str, Any] = vegalite_to_vega({**spec, "config": {**chart_config(), "font": FONT}})
    return made


def _place(start: float, end: float) -> dict[str, Any]:
    middle = (start + end) / 2
    side = "middle" if abs(sin(middle)) < 0.2 else "right" if sin(middle) > 0 else "left"
    return {"start": start, "end": end, "mid": middle, "side": side}


def _label(title: str, figure: str) -> dict[str, list[str]]:
    """Give the title in lines, and the figure below it in as many."""
    lines = wrap(shorten(title, 3 * _LINE, placeholder="…"), _LINE, break_long_words=True)
    return {"name": [*lines, _BLANK], "figure": [*(_BLANK for _ in lines), figure]}

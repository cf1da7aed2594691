"""Charts drawn as SVG, with their data, in the font of paper."""

from collections.abc import Mapping
from typing import Any

from smartscore.reports.charts.look import chart_config

FONT = "Libertinus Serif"  # which comes with typst
_BESIDE, _LEFT = 330, 120


def chart_svg(chart: Mapping[str, Any], data: Mapping[str, Any]) -> str:
    """Draw a chart of the page with its data, in the font of the document, with room for the names of rows."""
    from vl_convert import vegalite_to_svg

    layers = [{**part, "mark": {**part["mark"], "limit": _BESIDE}} for part in chart["layer"] if "name" in part]
    if layers:
        kept = [part for part in chart["layer"] if "name" not in part]
        chart = {**chart, "layer": [*kept, *layers], "width": chart["width"] - _BESIDE + _LEFT}
    return str(vegalite_to_svg({**chart, "datasets": data, "config": {**chart_config(), "font": FONT}}))

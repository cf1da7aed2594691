"""The look of reports: colours dark enough to read and told apart by those who see fewer, and one way to draw."""

from typing import Any

import numpy as np

INK, MUTED, RULE = "#16232e", "#566571", "#dfe5ea"
ACCENT = "#0f5c7a"  # what is measured
BEHIND = "#b4531f"  # what lies behind, and the median that it is held against
FONT = "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif"

#: From the worst score to the best: dark where problems lie, nearly white where there are none.
PROBLEM = ["#7f2704", "#b4460f", "#e08a4c", "#f8e2cf", "#f8f7f5"]
_BANDS = ["#bcd8e1", "#8dbccb", "#5a9ab0", "#2a7592", "#0b4a66"]


def band_colours(count: int) -> list[str]:
    """Give a colour for each band, the lowest one first."""
    if count < 2:
        return _BANDS[2:3] * count
    known = np.array([[int(colour[place : place + 2], 16) for place in (1, 3, 5)] for colour in _BANDS])
    positions = np.linspace(0, len(_BANDS) - 1, count)
    mixed = [np.interp(positions, np.arange(len(_BANDS)), channel) for channel in known.T]
    return ["#" + "".join(f"{round(part):02x}" for part in colour) for colour in zip(*mixed, strict=True)]


def chart_config() -> dict[str, Any]:
    """Give the configuration that every chart has: quiet axes, the font of the page."""
    text = {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal"}
    axis = {"labelColor": MUTED, "titleColor": MUTED, "gridColor": RULE, "domain": False, "ticks": False}
    return {
        "font": FONT,
        "aria": False,
        "background": "transparent",
        "view": {"stroke": None},
        "axis": {**axis, **text},
        "legend": {"labelColor": INK, "titleColor": MUTED, **text, "orient": "top", "gradientLength": 180},
        "text": {"color": INK, "fontSize": 12},
    }

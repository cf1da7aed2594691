"""Charts of how sure ranks are: a heat map of ranks by city, and bars with intervals. Light to dark, so that a print in
grey says the same."""

from collections.abc import Callable

import altair as alt

from smartscore.reports.charts.look import INK, MUTED
from smartscore.reports.charts.wheel import Drawing

_WIDTH = 520
_ROW = alt.Y("order:O", axis=None)
#: Ever darker, from nearly white.
_SHARES = ["#eef3f5", "#bcd8e1", "#5a9ab0", "#1b6583", "#06283a"]
_FIRST, _TOTAL = "#0b4a66", "#c9dde5"


def acceptability(words: Callable[[str], str]) -> Drawing:
    """Draw how often each city (rows) has each rank (columns), its nominal rank in a frame.

    Data `cells`: order, place, share, nominal, text, dark. Data `cities`: order, name. Data `ranks`: place, label.
    """
    column = alt.X("place:O", axis=None)
    cells = _data("cells").encode(x=column, y=_ROW)
    scale = alt.Scale(domainMin=0, range=_SHARES)
    legend = alt.Legend(orient="bottom", format="%", tickCount=5, type="symbol", symbolType="square", symbolSize=180)
    colour = alt.Color("share:Q", title=words("column_share_of_draws"), scale=scale, legend=legend)
    headings = _data("ranks").mark_text(baseline="bottom", fontSize=10, color=MUTED)
    frames = cells.transform_filter("datum.nominal").mark_rect(filled=False, stroke=INK, strokeWidth=1.8)
    texts = cells.mark_text(fontSize=10).encode(
        text="text:N", color=alt.condition("datum.dark", alt.value("white"), alt.value(INK))
    )
    layers = [
        cells.mark_rect(stroke="white", strokeWidth=0.6).encode(color=colour),
        frames,
        texts,
        headings.encode(x=column, y=alt.value(-4), text="label:N"),
        _names("cities"),
    ]
    return alt.layer(*layers).properties(width=_WIDTH, height=alt.Step(20))


def shares(words: Callable[[str], str]) -> Drawing:
    """Draw two bars an input, what it brings in all and, within, alone, each with a line for its interval.

    Data `shares`: order, name, first, first_low, first_high, total, total_low, total_high.
    """
    rows = _data("shares").encode(y=_ROW)
    axis = alt.Axis(format="%", tickCount=6)

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", title=words("robust_share_axis"), axis=axis)

    layers = [
        rows.mark_bar(height=11, yOffset=-7, color=_FIRST).encode(x=x("first")),
        rows.mark_bar(height=11, yOffset=7, color=_TOTAL, stroke=_FIRST, strokeWidth=0.8).encode(x=x("total")),
        rows.mark_rule(yOffset=-7, stroke="white", strokeWidth=3.6).encode(x=x("first_low"), x2="first_high"),
        rows.mark_rule(yOffset=-7, strokeWidth=1.6, color=INK).encode(x=x("first_low"), x2="first_high"),
        rows.mark_rule(yOffset=7, strokeWidth=1.6, color=INK).encode(x=x("total_low"), x2="total_high"),
        _names("shares"),
    ]
    return alt.layer(*layers).properties(width=_WIDTH, height=alt.Step(40))


def _data(name: str) -> alt.Chart:
    return alt.Chart(alt.NamedData(name))


def _names(data: str) -> alt.Chart:
    """Write the names of rows left of them."""
    texts = _data(data).mark_text(align="right", baseline="middle", limit=200)
    named: alt.Chart = texts.encode(x=alt.value(-8), y=_ROW, text="name:N").properties(name="names")
    return named

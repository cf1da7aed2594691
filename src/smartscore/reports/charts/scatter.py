"""Two nodes against each other, a dot a city, with names beside some."""

from collections.abc import Callable

import altair as alt

from smartscore.reports.charts.label_places import SIDES, SIZE
from smartscore.reports.charts.look import ACCENT, BEHIND
from smartscore.reports.charts.wheel import Drawing


def scatter(words: Callable[[str], str]) -> Drawing:
    """Draw a dot a city, and dashed lines at the medians.

    Data `cities`: x, y, name, side (one of `SIDES`, or none for no name), tip. Data `medians`: x, y, one row. The axes
    are named by the words `plot_x` and `plot_y`.
    """
    scale, axis = alt.Scale(zero=False, nice=False, padding=14), alt.Axis(tickCount=6)
    x = alt.X("x:Q", title=words("plot_x"), scale=scale, axis=axis)
    y = alt.Y("y:Q", title=words("plot_y"), scale=scale, axis=axis)
    cities = alt.Chart(alt.NamedData("cities")).encode(x=x, y=y)
    medians = alt.Chart(alt.NamedData("medians")).mark_rule(color=BEHIND, strokeDash=[5, 4], strokeWidth=1.2)
    dots = cities.mark_circle(size=60, color=ACCENT, opacity=0.75)
    layers = [
        medians.encode(x=alt.X("x:Q")),
        medians.encode(y=alt.Y("y:Q")),
        dots.encode(tooltip=[alt.Tooltip("tip:N", title=" ")]),
        *(_names(cities, side) for side in SIDES),
    ]
    return alt.layer(*layers).properties(width=SIZE, height=SIZE)


def _names(cities: alt.Chart, side: str) -> alt.Chart:
    align, right, down = SIDES[side]
    there = cities.transform_filter(alt.FieldEqualPredicate(field="side", equal=side))
    named: alt.Chart = there.mark_text(align=align, baseline="middle", dx=right, dy=down, fontSize=11).encode(
        text="name:N"
    )
    return named

"""The wheel: a sector for each member of the index, as wide as its weight and as long as its score."""

from typing import Literal, TypeAlias

import altair as alt

from smartscore.reports.charts.look import ACCENT, BEHIND

_RADIUS, _HOLE, _LABEL = 132, 24, 150
_WHOLE = 6.283185307179586
_SIDES: dict[str, Literal["left", "right", "center"]] = {"left": "right", "right": "left", "middle": "center"}
_LINES: tuple[tuple[str, Literal["bold", "normal"]], ...] = (("name", "normal"), ("figure", "bold"))

Drawing: TypeAlias = alt.Chart | alt.LayerChart | alt.FacetChart


def wheel(scale: tuple[float, float]) -> Drawing:
    """Draw sectors with the median as an arc, and rings for reading.

    Data `wheel`: start, end, mid (radians), score, median, name and figure (lines), side (left, right or middle), tip.
    Data `rings`: at.
    """
    span = alt.Scale(domain=list(scale), range=[_HOLE, _RADIUS], clamp=True)
    data = alt.Chart(alt.NamedData("wheel"))
    sectors = data.encode(
        theta=alt.Theta("start:Q", scale=None),
        theta2=alt.Theta2("end"),
        tooltip=[alt.Tooltip("tip:N", title=" ")],
    )
    paper = sectors.mark_arc(innerRadius=_HOLE, outerRadius=_RADIUS, fill="#eaeff3", stroke="white", strokeWidth=2)
    full = sectors.mark_arc(innerRadius=_HOLE, fill=ACCENT, stroke="white", strokeWidth=2).encode(
        radius=alt.Radius("score:Q", scale=span, stack=None)
    )
    median = (
        sectors.transform_filter("isValid(datum.median)")
        .mark_arc(fill=None, stroke=BEHIND, strokeWidth=3)
        .encode(radius=alt.Radius("median:Q", scale=span, stack=None), radius2=alt.Radius2("median"))
    )
    rings = (
        alt.Chart(alt.NamedData("rings"))
        .mark_arc(innerRadius=0, fill=None, stroke="#8497a4", strokeWidth=0.5, theta=0, theta2=_WHOLE)
        .encode(radius=alt.Radius("at:Q", scale=span, stack=None))
    )
    layers = [paper, full, rings, median, *_labels(data)]
    return alt.layer(*layers).properties(width=2 * _LABEL + 20, height=2 * _LABEL + 20)


def _labels(data: alt.Chart) -> list[alt.Chart]:
    """Write name and score beside each sector, away from the wheel."""
    base = data.encode(theta=alt.Theta("mid:Q", scale=None))
    marks = []
    for side, align in _SIDES.items():
        there = base.transform_filter(alt.FieldEqualPredicate(field="side", equal=side))
        for field, weight in _LINES:
            mark = there.mark_text(
                radius=_LABEL, align=align, baseline="middle", lineHeight=15, fontWeight=weight, fontSize=12
            )
            marks.append(mark.encode(text=f"{field}:N"))
    return marks

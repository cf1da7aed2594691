"""The charts of reports, as Vega-Lite specifications without data: what a page or a print fills in is named in each.

Texts of cities and frameworks come in as data alone, never into an expression. Rows are told apart by their order, for
two may have one name; the name stands beside in a layer `names`, whose limit the page sets to the room that it has.
"""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import altair as alt
from attrs import frozen

from smartscore.reports.charts import robust
from smartscore.reports.charts.look import ACCENT, BEHIND, INK, MUTED, PROBLEM, RULE, band_colours, chart_config
from smartscore.reports.charts.scatter import scatter
from smartscore.reports.charts.wheel import Drawing, wheel

Words = Callable[[str], str]
Scale = tuple[float, float]
Spec = dict[str, Any]

_WIDTH = 520
_AXIS = alt.Axis(tickCount=5)
_TIP = [alt.Tooltip("tip:N", title=" ")]
_ROW = alt.Y("order:O", axis=None)
_COLUMNS: tuple[tuple[str, Literal["bold", "normal"]], ...] = (("datum.top", "bold"), ("!datum.top", "normal"))


@frozen
class Setting:
    """What charts are drawn for: scores on a `scale`, so many `bands` with a colour each, the words of the reader.

    Bands are known by their place, or by their `names` in data and in a legend.
    """

    scale: Scale
    bands: int
    worse: bool
    words: Words
    names: tuple[str, ...] = ()


def charts(scale: Scale, bands: int, *, worse: bool, words: Words) -> Mapping[str, Spec]:
    """Give every chart of a page by name, axes in the reader's words."""
    setting = Setting(scale, bands, worse, words)
    return {name: specification(name, setting) for name in _CHARTS if name not in _BESIDE_PAGES}


def specification(name: str, setting: Setting) -> Spec:
    """Give one chart."""
    return {**_CHARTS[name](setting).to_dict(validate=False), "config": chart_config()}


def _data(name: str) -> alt.Chart:
    return alt.Chart(alt.NamedData(name))


def _names(base: alt.Chart) -> alt.Chart:
    """Write the names of rows left of them."""
    texts = base.mark_text(align="right", baseline="middle", limit=200)
    named: alt.Chart = texts.encode(x=alt.value(-8), y=_ROW, text="name:N").properties(name="names")
    return named


def _scores(field: str, title: str, scale: Scale) -> alt.X:
    return alt.X(f"{field}:Q", title=title, scale=alt.Scale(domain=list(scale)), axis=_AXIS)


def _coloured(to: Setting) -> dict[str, alt.Color]:
    """Give the colour of a band by its place or name, if there are bands."""
    scale = alt.Scale(domain=[*to.names] or list(range(to.bands)), range=band_colours(to.bands))
    legend = alt.Legend(title=None) if to.names else None
    return {"color": alt.Color("band:O", scale=scale, legend=legend)} if to.bands else {}


def _problem(scale: Scale, worse: bool, words: Words) -> alt.Color:
    """Give the colour of a score, dark where problems lie."""
    colours = alt.Scale(domain=list(scale), range=PROBLEM[::-1] if worse else PROBLEM, clamp=True)
    return alt.Color(
        "score:Q", title=words("html_score"), scale=colours, legend=alt.Legend(orient="bottom", tickCount=5)
    )


def _ranks(to: Setting) -> Drawing:
    """Draw a bar a city, best above. Data `ranks`: order, name, score, text, band (its place), tip."""
    base = _data("ranks")
    rows = base.encode(x=_scores("score", to.words("html_index"), to.scale), y=_ROW, tooltip=_TIP)
    bars = rows.mark_bar(height=14, color=ACCENT).encode(**_coloured(to))
    texts = rows.mark_text(align="left", dx=5).encode(text="text:N")
    return alt.layer(bars, texts, _names(base)).properties(width=_WIDTH, height=alt.Step(22))


def _spread(to: Setting) -> Drawing:
    """Draw how many cities have which index. Data `spread`: from, to, count, band, tip."""
    encoded = {
        "x": alt.X(
            "from:Q", title=to.words("html_index"), scale=alt.Scale(domain=list(to.scale), nice=False), axis=_AXIS
        ),
        "x2": alt.X2("to"),
        "y": alt.Y("count:Q", title=to.words("html_cities"), axis=alt.Axis(tickCount=4)),
        "y2": alt.Y2Datum(0),
        "tooltip": _TIP,
        **_coloured(to),
    }
    bars = _data("spread").mark_rect(color=ACCENT, stroke="white", strokeWidth=1)
    drawn: alt.Chart = bars.encode(**encoded).properties(width=_WIDTH, height=220)
    return drawn


def _standing(scale: Scale, words: Words) -> Drawing:
    """Draw where a city stands among all.

    Data `others`: order, score. Data `own`: order, name, score, median, tip.
    """
    x, own = _scores("score", words("html_score"), scale), _data("own")
    others = _data("others").mark_tick(thickness=1.2, height=16, color=MUTED, opacity=0.3).encode(x=x, y=_ROW)
    median = own.mark_tick(thickness=3, height=20, color=BEHIND).encode(x=alt.X("median:Q"), y=_ROW)
    dot = own.mark_circle(size=150, color=ACCENT, opacity=1, stroke="white", strokeWidth=1.5)
    layers = [others, median, dot.encode(x=x, y=_ROW, tooltip=_TIP), _names(own)]
    return alt.layer(*layers).properties(width=_WIDTH, height=alt.Step(30))


def _profile(scale: Scale, words: Words) -> Drawing:
    """Draw where a city stands among all, and the best of them. Data as `standing` has them, and in `own`: best."""
    best = _data("own").transform_filter("isValid(datum.best)").mark_point(shape="diamond", size=110, strokeWidth=1.8)
    drawn = best.encode(x=alt.X("best:Q"), y=_ROW, color=alt.value(INK))
    return alt.layer(_standing(scale, words), drawn).properties(width=_WIDTH, height=alt.Step(30))


def _difference(worse: bool, words: Words) -> Drawing:
    """Draw what lies furthest ahead of the median and behind.

    Data `difference`: order, name, apart, right and left (texts), tip.
    """
    base = _data("difference")
    rows = base.encode(
        x=alt.X("apart:Q", title=words("html_difference"), scale=alt.Scale(padding=45), axis=_AXIS),
        y=_ROW,
        tooltip=_TIP,
    )
    ahead = "datum.apart < 0" if worse else "datum.apart >= 0"
    bars = rows.mark_bar(height=13).encode(color=alt.condition(ahead, alt.value(ACCENT), alt.value(BEHIND)))
    right = rows.mark_text(align="left", dx=5).encode(text="right:N")
    left = rows.mark_text(align="right", dx=-5).encode(text="left:N")
    return alt.layer(bars, right, left, _names(base)).properties(width=_WIDTH, height=alt.Step(22))


def _gains(words: Words) -> Drawing:
    """Draw what closing each gap brings. Data `gains`: order, name, gain, text, tip."""
    base = _data("gains")
    rows = base.encode(x=alt.X("gain:Q", title=words("html_gain_points"), axis=_AXIS), y=_ROW, tooltip=_TIP)
    texts = rows.mark_text(align="left", dx=5).encode(text="text:N")
    layers = [rows.mark_bar(height=13, color=ACCENT), texts, _names(base)]
    return alt.layer(*layers).properties(width=_WIDTH, height=alt.Step(22))


def _problems(problem: alt.Color) -> Drawing:
    """Draw the score of nodes (columns) in cities (rows), the best city above.

    Data `problems`: order, place, score, tip. Data `cities`: order, name. Data `columns`: place, name, top.
    """
    column = alt.X("place:O", axis=None)
    cells = _data("problems").encode(x=column, y=_ROW, tooltip=_TIP)
    blank = cells.mark_rect(fill="#ffffff", stroke="#c3ccd3", strokeWidth=0.4)
    filled = cells.transform_filter("isValid(datum.score)").mark_rect(stroke="white", strokeWidth=0.6)
    headings = [
        _data("columns")
        .transform_filter(chosen)
        .mark_text(align="left", baseline="middle", angle=305, limit=190, fontWeight=weight)
        .encode(x=column, y=alt.value(-8), text="name:N")
        for chosen, weight in _COLUMNS
    ]
    layers = [blank, filled.encode(color=problem), *headings, _names(_data("cities"))]
    return alt.layer(*layers).properties(width=_WIDTH, height=alt.Step(22))


def _change(scale: Scale, words: Words) -> Drawing:
    """Draw last year's score and this year's. Data `change`: order, name, before, score, risen, tip."""
    base = _data("change")
    colour = alt.condition("datum.risen", alt.value(ACCENT), alt.value(BEHIND))
    before, now = _scores("before", words("html_score"), scale), alt.X("score:Q")
    rows = base.encode(y=_ROW, tooltip=_TIP)
    layers = [
        rows.mark_rule(strokeWidth=3).encode(x=before, x2="score", color=colour),
        rows.mark_circle(size=70, fill="white", stroke=MUTED, strokeWidth=1.5, opacity=1).encode(x=before),
        rows.mark_circle(size=120, opacity=1).encode(x=now, color=colour),
        _names(base),
    ]
    return alt.layer(*layers).properties(width=_WIDTH, height=alt.Step(28))


def _map(problem: alt.Color) -> Drawing:
    """Draw the index of every city on the map. Data `shapes`: features with score and tip beside their geometry."""
    base = _data("shapes").encode(tooltip=_TIP)
    blank = base.mark_geoshape(fill="#e3e8ec", stroke="white", strokeWidth=0.6)
    filled = base.transform_filter("isValid(datum.score)").mark_geoshape(stroke="#8b98a2", strokeWidth=0.5)
    layers = [blank, filled.encode(color=problem)]
    return alt.layer(*layers).project("identity", reflectY=True).properties(width=_WIDTH, height=380)


def _timetable() -> Drawing:
    """Draw when each programme runs. Data `timetable`: order, year, runs, tip. Data `programmes`: order, name."""
    years = alt.X("year:O", title=None, axis=alt.Axis(orient="top", labelAngle=0, grid=False))
    colour = alt.condition("datum.runs", alt.value(ACCENT), alt.value(RULE))
    cells = _data("timetable").mark_rect(stroke="white", strokeWidth=3).encode(x=years, y=_ROW, tooltip=_TIP)
    return alt.layer(cells.encode(color=colour), _names(_data("programmes"))).properties(
        width=_WIDTH, height=alt.Step(24)
    )


def _trajectory(words: Words) -> Drawing:
    """Draw the index that was planned, dashed, and that was reached. Data `planned`, `reached`: year, score."""
    years = alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, grid=False))
    scores = alt.Y("score:Q", title=words("html_index"), scale=alt.Scale(zero=False, padding=12), axis=_AXIS)
    planned, reached = (_data(name).encode(x=years, y=scores) for name in ("planned", "reached"))
    layers = [
        planned.mark_line(strokeDash=[5, 4], strokeWidth=2, color=MUTED),
        planned.mark_circle(size=50, color=MUTED, opacity=1),
        reached.mark_line(strokeWidth=3, color=ACCENT),
        reached.mark_circle(size=110, color=ACCENT, opacity=1, stroke="white", strokeWidth=1.5),
    ]
    return alt.layer(*layers).properties(width=_WIDTH, height=220)


_CHARTS: Mapping[str, Callable[[Setting], Drawing]] = {
    "wheel": lambda to: wheel(to.scale),
    "ranks": _ranks,
    "spread": _spread,
    "standing": lambda to: _standing(to.scale, to.words),
    "difference": lambda to: _difference(to.worse, to.words),
    "gains": lambda to: _gains(to.words),
    "problems": lambda to: _problems(_problem(to.scale, to.worse, to.words)),
    "change": lambda to: _change(to.scale, to.words),
    "map": lambda to: _map(_problem(to.scale, to.worse, to.words)),
    "timetable": lambda _to: _timetable(),
    "trajectory": lambda to: _trajectory(to.words),
    "profile": lambda to: _profile(to.scale, to.words),
    "scatter": lambda to: scatter(to.words),
    "acceptability": lambda to: robust.acceptability(to.words),
    "shares": lambda to: robust.shares(to.words),
}
_BESIDE_PAGES = ("profile", "scatter", "acceptability", "shares")  # which pages have no need of

"""Lines of text, and fragments of HTML: tables, bars and what folds.

A fragment of HTML asks nothing of the net. Texts are escaped unless they are `Html` already. Colours are those of the
page around, and two that can be told from white and from black.
"""

from collections.abc import Collection, Iterable, Sequence
from html import escape
from textwrap import shorten

from smartscore.messages import printable

_LINES, _LETTERS = 12, 72
_CLASS = "smartscore"
_STYLE = """
.smartscore{color:inherit;line-height:1.45;overflow-x:auto;text-align:left}
.smartscore p{margin:.3em 0;max-width:56em}
.smartscore .q{opacity:.72;font-size:.92em}
.smartscore table{border-collapse:collapse;border:0;margin:.5em 0;color:inherit;font-variant-numeric:tabular-nums}
.smartscore caption{caption-side:top;text-align:left;font-weight:600;color:inherit;padding:0 0 .2em}
.smartscore tr,.smartscore tbody tr:nth-child(odd),.smartscore tbody tr:hover{background:none}
.smartscore th,.smartscore td{border:0;border-bottom:1px solid rgba(128,128,128,.3);color:inherit;background:none;
font-weight:400;max-width:28em;padding:.15em 1em .15em 0;text-align:left;vertical-align:baseline;white-space:normal}
.smartscore thead th{font-weight:600;vertical-align:bottom}
.smartscore .n{text-align:right;white-space:nowrap}
.smartscore .u{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.smartscore summary{cursor:pointer;padding:.1em 0}
.smartscore details details,.smartscore details>table,.smartscore details>ul,.smartscore details>p{margin-left:1.2em}
.smartscore .b{display:inline-block;position:relative;width:7em;height:.75em;margin:0 .3em 0 .7em;
background:rgba(128,128,128,.18)}
.smartscore .b i{position:absolute;top:0;bottom:0;background:#2e86a5}
.smartscore .b i.m{background:#c76a30}
"""


def brief(text: object) -> str:
    """Give a text on one line, cut where it is longer than a line has room for."""
    return shorten(printable(str(text)), _LETTERS, placeholder="...")


def in_lines(first: str, *more: str) -> str:
    """Give the short text of a value: its first line, and below it what fits into twelve lines in all."""
    shown = (
        list(more[: _LINES - 1]) if len(more) < _LINES else [*more[: _LINES - 2], f"and {len(more) - _LINES + 2} more"]
    )
    return "<" + "\n  ".join([first, *shown]) + ">"


class Html(str):
    """A text that is HTML already; any other is escaped where it stands within HTML."""

    __slots__ = ()


def escaped(text: str) -> Html:
    """Give a text as HTML, on one line and without control characters, unless it is HTML already."""
    return text if isinstance(text, Html) else Html(escape(printable(text)))


def joined(parts: Iterable[str]) -> Html:
    """Give parts one after the other."""
    return Html("".join(map(escaped, parts)))


def element(tag: str, content: str, **attributes: str) -> Html:
    """Give an element with its content; `class_` is the attribute `class`, and one without a value is left out."""
    written = "".join(
        f' {name.rstrip("_")}="{escape(printable(value))}"' for name, value in attributes.items() if value
    )
    return Html(f"<{tag}{written}>{escaped(content)}</{tag}>")


def fragment(*parts: str) -> str:
    """Give what a notebook shows of a value: its parts, and the style that they all have."""
    return str(element("div", joined([Html(f"<style>{_STYLE}</style>"), *parts]), class_=_CLASS))


def heading(title: str, more: str = "") -> Html:
    """Give the title of a value, with quiet words behind it."""
    behind = [Html(" "), element("span", more, class_="q")] if more else []
    return element("p", joined([element("strong", title), *behind]))


def quiet(text: str) -> Html:
    """Give a sentence that stands back."""
    return element("p", text, class_="q")


def unseen(text: str) -> Html:
    """Give a text for those who do not see the page, where others see it already, such as the caption of a table."""
    return element("span", text, class_="u")


def folded(summary: str, *parts: str, is_open: bool = False) -> Html:
    """Give parts that fold away below a summary."""
    inside = joined([element("summary", summary), *parts])
    return Html(f"<details{' open' if is_open else ''}>{inside}</details>")


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    caption: str = "",
    numeric: Collection[int] = (),
    heads: Collection[int] = (0,),
) -> Html:
    """Give a table: columns at the places `numeric` to the right, those at `heads` as the headings of their rows."""
    looks = ["n" if place in numeric else "" for place in range(len(headings))]
    top = [element("th", text, scope="col", class_=look) for text, look in zip(headings, looks, strict=True)]
    body = [element("tr", joined(_cells(row, looks, heads))) for row in rows]
    named = [element("caption", caption)] if caption else []
    head = element("thead", element("tr", joined(top)))
    return element("table", joined([*named, head, element("tbody", joined(body))]))


def _cells(row: Sequence[str], looks: Sequence[str], heads: Collection[int]) -> list[Html]:
    return [
        element("th", text, scope="row", class_=look) if place in heads else element("td", text, class_=look)
        for place, (text, look) in enumerate(zip(row, looks, strict=True))
    ]


def bar(share: float) -> Html:
    """Give a bar that fills a share of its room; none without a number."""
    return _drawn(0.0, share) if share == share else Html("")  # noqa: PLR0124  # NaN


def signed_bar(share: float) -> Html:
    """Give a bar from the middle of its room: -1 to the left end, 1 to the right one; none without a number."""
    if share != share:  # noqa: PLR0124  # NaN
        return Html("")
    return _drawn(0.5 + min(share, 0.0) / 2, abs(share) / 2, " class=m" if share < 0 else "")


def span(start: float, length: float) -> Html:
    """Give a bar from one share of its room on, such as the years of a programme in those of its plan."""
    return _drawn(start, length)


def _drawn(start: float, length: float, look: str = "") -> Html:
    left, width = (f"{100 * min(max(part, 0.0), 1.0):.3g}%" for part in (start, length))
    return Html(f'<span class="b" aria-hidden="true"><i{look} style="left:{left};width:{width}"></i></span>')

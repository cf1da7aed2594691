"""How values show themselves: in a few lines of text, and in notebooks as HTML without scripts."""

from smartscore.notebook.fragments import (
    Html,
    bar,
    brief,
    element,
    escaped,
    folded,
    fragment,
    heading,
    in_lines,
    joined,
    quiet,
    signed_bar,
    span,
    table,
    unseen,
)

__all__ = [
    "Html",
    "bar",
    "brief",
    "element",
    "escaped",
    "folded",
    "fragment",
    "heading",
    "in_lines",
    "joined",
    "quiet",
    "signed_bar",
    "span",
    "table",
    "unseen",
]

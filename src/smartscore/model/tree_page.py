"""A tree of dimensions and indicators for notebooks: each dimension folds, its indicators are a table."""

from collections.abc import Iterator, Mapping, Sequence

from smartscore.messages import capital, message, number, with_decimal_mark
from smartscore.model.about import Band
from smartscore.model.nodes import Dimension, Indicator
from smartscore.notebook import Html, bar, element, folded, joined, table, unseen

_COLUMNS = ("column_title", "column_node", "column_unit", "column_weight", "column_share")


def tree_of(index: Dimension, shares: Mapping[str, float], language: str) -> Html:
    """Give everything below the index: dimensions with their share of it, and the indicators of each."""
    return joined(_members(index, shares, language))


def scale_of(scale: Sequence[float], bands: Sequence[Band], language: str) -> str:
    """Give the scale and where each band begins, in words."""
    ends = " .. ".join(with_decimal_mark(f"{end:g}", language) for end in scale)
    return "; ".join([f"{message('html_fact_scale', language)} {ends}", *(band.to(language) for band in bands)])


def _members(dimension: Dimension, shares: Mapping[str, float], language: str) -> Iterator[Html]:
    inner = [member for member in dimension.members if isinstance(member, Dimension)]
    leaves = [member for member in dimension.members if isinstance(member, Indicator)]
    for member in inner:
        yield folded(_summary(member, shares[member.id], language), *_members(member, shares, language))
    if leaves:
        yield _leaves(leaves, shares, language, dimension.title.to(language))


def _summary(dimension: Dimension, share: float, language: str) -> Html:
    counted = message("notebook_members", language, count=len(dimension.members))
    quiet = element("span", f"{dimension.id}; {_percent(share, language)}; {counted}", class_="q")
    return joined([bar(share), Html(" "), dimension.title.to(language), Html(" "), quiet])


def _leaves(leaves: Sequence[Indicator], shares: Mapping[str, float], language: str, label: str) -> Html:
    headings = [capital(message(code, language)) for code in _COLUMNS]
    rows = [
        (
            leaf.title.to(language),
            element("code", leaf.id),
            leaf.unit.to(language),
            with_decimal_mark(f"{leaf.weight:g}", language),
            _percent(shares[leaf.id], language),
        )
        for leaf in leaves
    ]
    return table(headings, rows, caption=unseen(label), numeric=(3, 4))


def _percent(share: float, language: str) -> str:
    return number(100 * share, 2, language) + "%"

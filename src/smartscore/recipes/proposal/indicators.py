"""Which column, or which code in a long table, each indicator of a framework is proposed to come from."""

import re
from collections.abc import Mapping, Sequence

from attrs import frozen

from smartscore.recipes.patterns import as_pattern
from smartscore.recipes.proposal.columns import ColumnCells, YearColumns
from smartscore.recipes.proposal.draft import Draft, literal
from smartscore.recipes.proposal.matching import Match, Matcher
from smartscore.recipes.proposal.roles import Roles

_MOST = 10  # lines of what is not sure
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@frozen(eq=False)
class _Heading:
    """A heading or a pattern of headings, and what it may mean."""

    written: str
    match: Match
    is_share: bool = False


@frozen(eq=False)
class Columns:
    """The columns of a file by what they are for, those that differ by a year, and those with shares from 0 to 1."""

    by_year: Sequence[YearColumns]
    roles: Roles
    shares: frozenset[str] = frozenset()


def write_indicators(draft: Draft, columns: Columns, matcher: Matcher, about: Sequence[str]) -> None:
    """Write the columns of indicators, or the codes of a long table."""
    roles, years = columns.roles, [group for group in columns.by_year if len(group.headings) > 1]
    alone = next((group for group in years if not group.about), None)
    value = as_pattern(roles.value) if roles.value else (alone.pattern if alone else None)
    if roles.indicator is not None and value is not None:
        _write_long(draft, roles.indicator, value, matcher)
    elif value is not None:
        _write_only_one(draft, value, matcher, about)
    else:
        grouped = {heading for group in years for heading in group.headings}
        headings = [_Heading(group.pattern, matcher.match(group.about)) for group in years]
        free = [column.name for column in roles.others if column.name not in grouped]
        headings += [_Heading(as_pattern(name), _match(name, matcher), name in columns.shares) for name in free]
        _write_columns(draft, headings, matcher)
        _write_year_of_all(draft, [heading.written for heading in headings if heading.match.sure], roles, years)


def _match(name: str, matcher: Matcher) -> Match:
    """Find what a heading means, also without the year that stands in it."""
    match = matcher.match(name)
    return match if match.sure else matcher.match(_YEAR.sub(" ", name)) if _YEAR.search(name) else match


def _best(headings: Sequence[_Heading]) -> Mapping[str, _Heading]:
    """Give the heading of each indicator: the one that names it best, if no other one does as well."""
    best: dict[str, list[_Heading]] = {}
    for heading in sorted((heading for heading in headings if heading.match.sure), key=lambda one: -_score(one)):
        own = best.setdefault(str(heading.match.sure), [])
        if not own or _score(heading) == _score(own[0]):
            own.append(heading)
    return {name: own[0] for name, own in best.items() if len(own) == 1}


def _score(heading: _Heading) -> float:
    return heading.match.candidates[0][1]


def _write_columns(draft: Draft, headings: Sequence[_Heading], matcher: Matcher) -> None:
    best = _best(headings)
    percent = {indicator.id for indicator in matcher.indicators if "%" in str(indicator.unit)}
    for heading in headings:
        name = heading.match.sure
        if name is not None and best.get(name) is heading:
            shares = [literal({"heading": heading.written, "factor": 100})] if heading.is_share else []
            draft.write(name, heading.written, "columns", *(shares if name in percent else []))
    unsure = [heading for heading in headings if any(name not in best for name in heading.match.near)]
    unsure = sorted((one for one in unsure if one not in best.values()), key=lambda one: -_score(one))[:_MOST]
    for heading in unsure:
        first, *others = [name for name in heading.match.near if name not in best]
        draft.suggest(first, heading.written, "columns", *others)
    _write_unfound(draft, [*best, *(heading.match.near[0] for heading in unsure)], matcher, headings)


def _write_unfound(draft: Draft, found: Sequence[str], matcher: Matcher, headings: Sequence[_Heading]) -> None:
    """Name the indicators for which no heading is proposed, and the headings for which no indicator is."""
    without = [indicator.id for indicator in matcher.indicators if indicator.id not in found]
    spare = [heading.written for heading in headings if not heading.match.near]
    if without and spare:
        draft.remark("recipe_without_column", "columns", indicators=_some(without), headings=_some(spare))


def _some(names: Sequence[str]) -> str:
    return ", ".join([*names[:8], *(["..."] if len(names) > 8 else [])])


def _write_long(draft: Draft, indicator: ColumnCells, value: str, matcher: Matcher) -> None:
    draft.write("indicator", as_pattern(indicator.name), "long")
    draft.write("value", value, "long")
    codes = [_Heading(code, matcher.match(code)) for code in indicator.different[:500]]
    best = _best(codes)
    if any(heading.match.candidates[0][0] != heading.written for heading in best.values()):
        for name, heading in best.items():
            draft.write(heading.written, name, "long.codes")
    written = 0
    for code in sorted((code for code in codes if code.match.near), key=lambda code: -_score(code)):
        near = [name for name in code.match.near if name not in best]
        if near and code not in best.values() and written < _MOST:
            written += 1
            draft.suggest(code.written, near[0], "long.codes", *near[1:])
    if not best and not written:
        for code in codes[:_MOST]:
            draft.suggest(code.written, matcher.indicators[0].id if len(matcher.indicators) == 1 else "?", "long.codes")


def _write_only_one(draft: Draft, value: str, matcher: Matcher, about: Sequence[str]) -> None:
    """Write the one column of values of a table that is about one indicator, which its title may name."""
    matches = [matcher.match(text) for text in about]
    if (sure := next((match.sure for match in matches if match.sure), None)) is not None:
        draft.write(sure, value, "columns")
        return
    near = list(dict.fromkeys(name for match in matches for name in match.near))
    near = near or [indicator.id for indicator in matcher.indicators[:4]]
    draft.suggest(near[0], value, "columns", *near[1:4])


def _write_year_of_all(draft: Draft, names: Sequence[str], roles: Roles, years: Sequence[YearColumns]) -> None:
    """Say the year that stands in every heading of an indicator."""
    found = [set(_YEAR.findall(name)) for name in names]
    if (
        names
        and not years
        and roles.year is None
        and all(len(one) == 1 for one in found)
        and len(set.union(*found)) == 1
    ):
        draft.write("year", int(found[0].pop()))

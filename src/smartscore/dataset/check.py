"""Checking a dataset against a framework: every problem at once, or the columns as floats."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from typing import Any

import numpy as np
from attrs import evolve
from pandas import DataFrame, Series

from smartscore.dataset.applicability import marks_of
from smartscore.dataset.dataset import Dataset
from smartscore.dataset.values import gap_words, values_of
from smartscore.errors import DatasetError, Problem, hint, nearest
from smartscore.model import Domain, Framework, Indicator, Node, Years, scores_of, walk
from smartscore.numerals.placeholders import are_marks
from smartscore.rules import Array, answers
from smartscore.tables.identifiers import as_key

_NEAR = 0.8


def check(dataset: Dataset, framework: Framework, elsewhere: Callable[[], Collection[str]] = frozenset) -> DataFrame:
    """Give the columns of the framework's nodes as floats, named by id, in a frame with the dataset's index.

    A node without a column is missing in every city, which is no problem. `elsewhere` gives the
    ids that other frameworks know, asked only where a long file names an unknown indicator.

    Raises:
        DatasetError: with every problem: text in numbers, infinities, values outside the domain or
            the valid years, columns near a known id, indicators that do not exist.
    """
    checked = checked_columns(with_merged_columns(dataset, framework), framework, elsewhere)
    return DataFrame(checked, index=dataset.frame.index, copy=False)


def checked_columns(
    dataset: Dataset, framework: Framework, elsewhere: Callable[[], Collection[str]] = frozenset
) -> dict[str, Array]:
    """Give the columns of the framework's nodes as arrays of floats, by id, of a dataset with merged columns.

    Raises:
        DatasetError: with every problem: text in numbers, infinities, values outside the domain or
            the valid years, columns near a known id, indicators that do not exist.
    """
    checked, problems = examined_columns(dataset, framework, elsewhere)
    if problems:
        raise DatasetError(problems)
    return checked


def examined_columns(
    dataset: Dataset, framework: Framework, elsewhere: Callable[[], Collection[str]] = frozenset
) -> tuple[dict[str, Array], list[Problem]]:
    """Give what `checked_columns` gives, and the problems that it raises, in the order of files, sheets and lines."""
    problems = [*dataset.problems, *_unknown(dataset, framework, elsewhere)]
    names = columns_of(dataset, framework)
    if not names and not problems:
        problems.append(Problem("no_known_column", {"framework": framework.name}, file=dataset.file))
    problems += _domains_missing(dataset, framework, names)
    checked: dict[str, Array] = {}
    for node_id, name in names.items():
        node = framework.nodes[node_id]
        values, value_problems = values_of(dataset, node, name)
        domain = node.possible if isinstance(node, Indicator) else scores_of(framework.walk(), framework.scale)
        checked[node_id] = values
        if isinstance(node, Indicator) and node.denominator:  # which several indicators may share
            value_problems = [problem for problem in value_problems if problem not in problems]
        problems += [*value_problems, *_out_of_place(dataset, node, name, values, domain)]
    problems += marks_of(dataset, framework, names, checked)[1]
    if problems:
        parts = dataset.part_order()
        problems.sort(key=lambda one: (parts.get((one.file, one.sheet), -1), one.row or 0))
    return checked, problems


def not_applicable(dataset: Dataset, framework: Framework, checked: Mapping[str, Array]) -> dict[str, np.ndarray]:
    """Tell which indicators do not apply in which cities, without those that apply everywhere: bool (cities) by id.

    `checked` are the checked columns of the dataset, whose columns are merged.
    """
    return marks_of(dataset, framework, columns_of(dataset, framework), checked)[0]


def _domains_missing(dataset: Dataset, framework: Framework, names: Mapping[str, str]) -> Iterator[Problem]:
    """Find dimensions of the index of which there is no column at all, where what is not proved counts as worst.

    Single gaps are for the evaluators; a whole domain that is not there is a file that is not whole.
    """
    if framework.index.missing != "worst" or "index" in names or not names:
        return
    for member in framework.index.members:
        if not member.optional and not any(node.id in names for node in walk(member)):
            yield Problem("domain_missing", {"domain": member.title, "id": member.id}, file=dataset.file)


def unused_columns(dataset: Dataset, framework: Framework) -> list[str]:
    """List the columns that the framework has no use for."""
    used = {
        *columns_of(dataset, framework).values(),
        "city",
        "name",
        *_further_columns(framework),
        *_grouping(framework),
    }
    return [str(name) for name in dataset.frame.columns if name not in used]


def _further_columns(framework: Framework) -> set[str]:
    """Give the columns that indicators need beside their own: denominators and ticked criteria."""
    ticks = {column for node in framework.indicators for column in node.tick_columns.values()}
    return ticks | {node.denominator for node in framework.indicators if node.denominator}


def _grouping(framework: Framework) -> set[str]:
    return {by for step in framework.steps if (by := getattr(step, "by", None))}


def names_of(framework: Framework) -> dict[str, list[str]]:
    """Give the names under which each node may stand in a dataset: its id, its aliases, its code if no other has it."""
    codes = Counter(node.code for node in framework.walk())
    taken = {name for node in framework.walk() for name in (node.id, *node.aliases)}
    taken |= {node.denominator for node in framework.indicators}
    own = {code for code, times in codes.items() if code and times == 1 and code not in taken}
    return {node.id: [node.id, *node.aliases, *([node.code] if node.code in own else [])] for node in framework.walk()}


def columns_of(dataset: Dataset, framework: Framework) -> dict[str, str]:
    """Give the column of each node that has one."""
    names = names_of(framework)
    for node in framework.indicators:
        names[node.id] += node.tick_columns.values()
    columns = set(dataset.frame.columns)
    return {node: present[0] for node, among in names.items() if (present := _present(columns, among))}


def _present(columns: Set[str], among: Iterable[str]) -> list[str]:
    return [name for name in among if name in columns]


def with_merged_columns(dataset: Dataset, framework: Framework) -> Dataset:
    """Give the dataset with each node's values in one column: where it has none, those under its other names."""
    frame, notes, columns = dataset.frame, dict(dataset.notes), set(dataset.frame.columns)
    for node, among in names_of(framework).items():
        first, *others = _present(columns, among) or [""]
        gaps = gap_words(framework.nodes[node])
        for other in others:
            moved = _is_gap(frame[first], gaps) & ~_is_gap(frame[other], gaps)
            frame = frame.assign(**{first: frame[first].astype(object).where(~moved, frame[other])})
            for kind, note in notes.items():
                if first in note and other in note:
                    notes[kind] = note.assign(**{first: note[first].where(~moved, note[other])})
            if moved.equals(~_is_gap(frame[other], gaps)):
                frame = frame.drop(columns=other)
    return dataset if frame is dataset.frame else evolve(dataset, frame=frame, notes=notes)


def _is_gap(column: "Series[Any]", words: Collection[str]) -> "Series[bool]":
    return column.isna() | column.map(lambda cell: as_key(cell).casefold() in words)


def known_names(framework: Framework) -> set[str]:
    """Give every column name that means something to a framework."""
    return {name for names in names_of(framework).values() for name in names} | _further_columns(framework)


def _unknown(dataset: Dataset, framework: Framework, elsewhere: Callable[[], Collection[str]]) -> Iterator[Problem]:
    known = known_names(framework)
    unknown = [name for name in dataset.long if name and name not in known]
    others = set(elsewhere()) if unknown else set()
    for name in unknown:
        if name not in others:
            row = _first_row(dataset, name)
            offer = nearest(name, known) or "-"
            yield Problem("unknown_indicator", {"found": name, "hint": offer}, **dataset.place(row, name))
    unused = [name for name in unused_columns(dataset, framework) if not dataset.long or name in dataset.wide]
    yield from _nearly_known(dataset, framework, unused, elsewhere)


def _nearly_known(
    dataset: Dataset, framework: Framework, unused: Collection[str], elsewhere: Callable[[], Collection[str]]
) -> Iterator[Problem]:
    known = known_names(framework)
    free = known - set(dataset.frame.columns)
    nearby = {name: near for name in unused if (near := nearest(name, free, _NEAR))}
    ticks = _further_columns(framework)
    looks_ticked = re.compile(r"(\w+):\d+(\.\d+)*", re.ASCII)
    nearby |= {
        name: hint(name, ticks)
        for name in unused
        if (match := looks_ticked.fullmatch(name)) and match[1] in framework.nodes
    }
    others = set(elsewhere()) if nearby else set()
    for name, near in nearby.items():
        if name not in others:
            where = dataset.heading(name)
            yield Problem("unknown_column", {"found": name, "hint": near}, **where)


def _first_row(dataset: Dataset, name: str) -> int:
    is_filled = dataset.notes.get("line", dataset.frame)[name].notna().to_numpy()
    return int(np.argmax(is_filled))


def _out_of_place(dataset: Dataset, node: Node, name: str, values: Array, domain: Domain | None) -> Iterator[Problem]:
    """Find infinities, and values outside the domain or the years for which an indicator is valid."""
    low, high = (domain.low, domain.high) if domain else (-np.inf, np.inf)
    if _has_values_outside(values, domain):
        for row in np.flatnonzero((values < low) | (values > high) | np.isinf(values)):
            fields = {"found": f"{values[row]:.12g}", "expected": str(domain) if domain else "-"}
            code = "infinite" if np.isinf(values[row]) else "outside_domain"
            if code == "outside_domain" and abs(values[row]) >= 99 and are_marks(values[row]):
                code = "outside_domain_placeholder"
            yield Problem(code, fields, **dataset.place(int(row), name))
    if isinstance(node, Indicator) and (least := answers.least(node.rule)) is not None:
        for row in np.flatnonzero((values < least) & (values >= low) & np.isfinite(values)):
            fields = {"found": f"{values[row]:.12g}", "least": f"{least:.12g}"}
            yield Problem("sign_impossible", fields, **dataset.place(int(row), name))
    if domain and domain.whole:
        for row in np.flatnonzero((values != np.rint(values)) & (values >= low) & (values <= high)):
            fields = {"found": f"{values[row]:.12g}", "expected": str(domain)}
            yield Problem("not_a_level", fields, **dataset.place(int(row), name))
    if isinstance(node, Indicator) and (node.valid_years or _has_year(dataset, name)):
        yield from _of_wrong_years(dataset, node.valid_years, name, values)


def _has_values_outside(values: Array, domain: Domain | None) -> bool:
    """Tell in a pass or two whether a value is infinite or outside the domain, which is rare."""
    if domain is None:
        return bool(np.isinf(values).any())
    least, greatest = np.fmin.reduce(values, initial=np.inf), np.fmax.reduce(values, initial=-np.inf)
    return bool(least < domain.low or greatest > domain.high or np.isinf([least, greatest]).any())


def _of_wrong_years(dataset: Dataset, valid: Years | None, name: str, values: Array) -> Iterator[Problem]:
    """Find values of years for which an indicator is not valid: the value's own year, else that of the row."""
    written = dataset.notes["value_year"][name].tolist() if _has_year(dataset, name) else [""] * len(values)
    years = [None] * len(values) if dataset.years is None else dataset.years.tolist()
    for row in np.flatnonzero(~np.isnan(values)).tolist():
        year = written[row] or years[row]
        if not year:  # none is said, or what is said was told as no year
            continue
        if not (str(year).isascii() and str(year).isdecimal()):
            yield Problem("year_not_valid", {"found": year}, **dataset.place(row, name))
        elif valid is not None and int(year) not in valid:
            fields = {"found": int(year), "expected": str(valid)}
            yield Problem("year_outside_validity", fields, **dataset.place(row, name))


def _has_year(dataset: Dataset, name: str) -> bool:
    return "value_year" in dataset.notes and name in dataset.notes["value_year"]

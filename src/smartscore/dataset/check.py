"""Checking a dataset against a framework: every problem at once, or the columns as floats."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from pandas import DataFrame

from smartscore.dataset.applicability import marks_of
from smartscore.dataset.dataset import Dataset
from smartscore.dataset.node_columns import columns_of, with_merged_columns
from smartscore.dataset.unused import drafts_in, misspelt, no_known_column, unused_columns
from smartscore.dataset.values import values_of
from smartscore.errors import DatasetError, Problem
from smartscore.model import Domain, Framework, Indicator, Node, Years, scores_of, walk
from smartscore.numerals.placeholders import are_marks
from smartscore.rules import Array, answers
from smartscore.rules.domain import impossible

__all__ = ["check", "checked_columns", "unused_columns"]


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
    of_drafts = list(drafts_in(dataset, framework))
    problems = [*dataset.problems, *of_drafts, *([] if of_drafts else misspelt(dataset, framework, elsewhere))]
    names = columns_of(dataset, framework)
    is_unknown = not names and not problems
    if is_unknown or any(problem.code == "column_twice" for problem in problems):
        problems += [cause for one in dataset.interpretations for cause in one.likely_causes]
    if is_unknown:
        problems.append(no_known_column(dataset, framework))
    problems += _domains_missing(dataset, framework, names)
    checked: dict[str, Array] = {}
    for node_id, name in names.items():
        node = framework.nodes[node_id]
        values, value_problems = values_of(dataset, node, name, framework.ladder)
        domain = node.possible if isinstance(node, Indicator) else scores_of(framework.walk(), framework.scale)
        checked[node_id] = values
        if isinstance(node, Indicator) and node.denominator:  # which several indicators may share
            told = {_place_of(problem) for problem in problems}
            value_problems = [problem for problem in value_problems if _place_of(problem) not in told]
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


def _place_of(problem: Problem) -> tuple[object, ...]:
    where = problem.file, problem.sheet, problem.row, problem.cell, problem.column, problem.city
    return problem.code, str(problem.fields.get("found")), *where


def _domains_missing(dataset: Dataset, framework: Framework, names: Mapping[str, str]) -> Iterator[Problem]:
    """Find dimensions of the index of which there is no column at all, where what is not proved counts as worst.

    Single gaps are for the evaluators; a whole domain that is not there is a file that is not whole.
    """
    if framework.index.missing != "worst" or "index" in names or not names:
        return
    for member in framework.index.members:
        if not member.optional and not any(node.id in names for node in walk(member)):
            yield Problem("domain_missing", {"domain": member.title, "id": member.id}, file=dataset.file)


def _out_of_place(dataset: Dataset, node: Node, name: str, values: Array, domain: Domain | None) -> Iterator[Problem]:
    """Find infinities, and values outside the domain or the years for which an indicator is valid."""
    low, high = (domain.low, domain.high) if domain else (-np.inf, np.inf)
    if _has_values_outside(values, domain):
        for row in np.flatnonzero((values < low) | (values > high) | np.isinf(values)).tolist():
            code = "infinite" if np.isinf(values[row]) else "outside_domain"
            if code == "outside_domain" and abs(values[row]) >= 99 and are_marks(values[row]):
                code = "outside_domain_placeholder"
            yield Problem(code, impossible(values[row], domain), **dataset.place(row, name))
    if isinstance(node, Indicator) and (least := answers.least(node.rule)) is not None:
        for row in np.flatnonzero((values < least) & (values >= low) & np.isfinite(values)).tolist():
            fields = {"found": f"{values[row]:.12g}", "least": f"{least:.12g}"}
            yield Problem("sign_impossible", fields, **dataset.place(row, name))
    is_one_of_many = dataset.spread is not None and node.id in dataset.spread.count  # a mean of levels is no level
    if domain and domain.whole and not is_one_of_many:
        for row in np.flatnonzero((values != np.rint(values)) & (values >= low) & (values <= high)).tolist():
            yield Problem("not_a_level", impossible(values[row], domain), **dataset.place(row, name))
    if isinstance(node, Indicator):
        noted = _noted_years(dataset, name)
        if node.valid_years or noted is not None:
            yield from _of_wrong_years(dataset, node.valid_years, name, values, noted)


def _has_values_outside(values: Array, domain: Domain | None) -> bool:
    """Tell in a pass or two whether a value is infinite or outside the domain, which is rare."""
    if domain is None:
        return bool(np.isinf(values).any())
    least, greatest = np.fmin.reduce(values, initial=np.inf), np.fmax.reduce(values, initial=-np.inf)
    return bool(least < domain.low or greatest > domain.high or np.isinf([least, greatest]).any())


def _of_wrong_years(
    dataset: Dataset, valid: Years | None, name: str, values: Array, noted: Sequence[Any] | None
) -> Iterator[Problem]:
    """Find values of years for which an indicator is not valid: the value's own year, else that of the row."""
    written = [""] * len(values) if noted is None else noted
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


def _noted_years(dataset: Dataset, name: str) -> list[Any] | None:
    """Give the year of each value of a column, None where the dataset notes none."""
    years = dataset.notes.get("value_year")
    return None if years is None or name not in years else years[name].tolist()

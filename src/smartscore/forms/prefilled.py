"""The values and notes of a dataset that a form is filled in with beforehand."""

from collections.abc import Callable, Collection, Mapping, Sequence

from attrs import field, frozen
from pandas import DataFrame, Series

from smartscore.dataset import Dataset, columns_of, with_merged_columns
from smartscore.errors import DatasetError, Problem
from smartscore.evidence.statuses import NO, YES
from smartscore.model import Framework, Indicator
from smartscore.numerals.missing_words import MISSING_WORDS
from smartscore.numerals.not_applicable import is_not_applicable
from smartscore.numerals.numbers import to_numbers
from smartscore.rules import answers
from smartscore.suspicions import trusted_columns
from smartscore.tables.identifiers import as_key, as_keys

#: The notes that a form asks for beside a value, by their columns in datasets.
NOTES = ("value_year", "source", "evidence", "quality", "owner", "note")
_LACKING = frozenset({"no_known_column", "column_missing", "domain_missing"})  # which a form is there to ask for


def _nothing() -> Dataset:
    return Dataset(DataFrame())


@frozen(eq=False)
class Prefill:
    """The values and notes of a dataset, by default an empty one; `columns` is the column of each indicator by id."""

    dataset: Dataset = field(factory=_nothing)
    columns: Mapping[str, str] = field(factory=dict)

    def values(self, node: Indicator, place: str = "") -> list[object]:
        """Give the value of an indicator in every row, or whether a criterion is met; None where nothing is known."""
        column = self._column(node, place)
        if column not in self.dataset.frame:
            return [None] * len(self.dataset.frame)
        written = self.dataset.frame[column]
        if place or answers.words(node.rule):
            return [_word(as_key(cell), ticked=bool(place)) for cell in written.tolist()]
        numbers, _ = to_numbers(Series(written, dtype=object))
        cells = zip(written.tolist(), numbers.tolist(), strict=True)
        return [as_key(cell) if is_not_applicable(cell) else number for cell, number in cells]

    def notes(self, node: Indicator, place: str = "", kinds: Sequence[str] = NOTES) -> dict[str, list[str]]:
        """Give the notes on the values (year, source, evidence, quality, owner, note) in every row, where known."""
        column, notes = self._column(node, place), self.dataset.notes
        return {kind: as_keys(notes[kind][column]) for kind in kinds if kind in notes and column in notes[kind]}

    def owners(self, node: Indicator) -> list[str]:
        """Give the owner of an indicator in every row, else of the first of its criteria that has one, else nothing."""
        owners = [""] * len(self.dataset.frame)
        for place in ["", *node.ticks]:
            noted = self.notes(node, place).get("owner", owners)
            owners = [owner or other for owner, other in zip(owners, noted, strict=True)]
        return owners

    def _column(self, node: Indicator, place: str) -> str:
        """Give the column of an indicator itself, or of a criterion; a name that no column has where there is none."""
        own = self.columns.get(node.id, "")
        return node.tick_columns[place] if place else "" if ":" in own else own


def _word(word: str, *, ticked: bool) -> object:
    folded = word.casefold()
    if ticked and folded in YES | NO:
        return folded in YES
    return None if folded in MISSING_WORDS else word


def prefill_of(
    dataset: Dataset, frameworks: Sequence[Framework], elsewhere: Callable[[], Collection[str]] = frozenset
) -> Prefill:
    """Give the values and notes that a dataset has for frameworks; the form asks for the others.

    Raises:
        DatasetError: with every problem of what is there, and every suspicion that was not accepted.
    """
    problems, columns = list[Problem](), dict[str, str]()
    for framework in frameworks:
        dataset = with_merged_columns(dataset, framework)
        try:
            trusted_columns(dataset, framework, elsewhere)
        except DatasetError as error:
            problems += [
                problem for problem in error.problems if problem.code not in _LACKING and problem not in problems
            ]
        columns |= columns_of(dataset, framework)
    if problems:
        raise DatasetError(problems)
    return Prefill(dataset, columns)

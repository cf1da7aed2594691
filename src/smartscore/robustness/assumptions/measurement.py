"""The assumption that values are measured with an error."""

from collections.abc import Iterator, Mapping
from zlib import crc32

import numpy as np
from attrs import field, frozen

from smartscore.errors import Problem, hint
from smartscore.numerals.numbers import to_numbers
from smartscore.robustness.assumptions.base import Nominal, Plain, Realisation
from smartscore.robustness.assumptions.fields import named, names, positive_number, unknown_names
from smartscore.rules import Array, answers

_SEEDS = 2**53  # as many as there are uniform numbers


@frozen
class MeasurementError(Plain):
    """Values are measured with an error: value + standard error x standard normal, independent everywhere.

    Exactly one of these says how large the standard error is: `absolute` in the unit of the indicator, `percent` of the
    value, `column` with the standard error of each city (one name for each indicator of `of`), or `quality` with the
    percent for each word of the dataset's note on quality, where values without a listed word have no error. `of` are
    indicators, by default all that have numbers; an error is held within the domain of its indicator. The error of a
    city does not depend on where it stands in the file.
    """

    of: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    absolute: float | None = field(default=None, validator=positive_number, kw_only=True)
    percent: float | None = field(default=None, validator=positive_number, kw_only=True)
    column: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    quality: Mapping[str, float] = field(factory=dict, kw_only=True)
    id: str = field(default="errors", validator=named, kw_only=True)
    group: str = field(default="", kw_only=True)

    def names(self, nominal: Nominal) -> list[str]:
        """List the indicators that have an error, in the order of the framework."""
        every = [node.id for node in nominal.definition.indicators if _no_numbers(node.id, nominal) is None]
        return [name for name in every if name in self.of] if self.of else every

    def columns(self, nominal: Nominal) -> int:
        return 1

    def problems(self, nominal: Nominal) -> Iterator[Problem]:
        known = {node.id: node for node in nominal.definition.indicators}
        found = [*unknown_names(self.of, known), *self._sizes_not_said()]
        found += [p for name in self.of if name in known and (p := _no_numbers(name, nominal))]
        found += [*self._column_problems(nominal), *self._quality_problems(nominal)]
        yield from found or self._without_size(nominal)

    def _sizes_not_said(self) -> Iterator[Problem]:
        given = [self.absolute is not None, self.percent is not None, bool(self.column), bool(self.quality)]
        if sum(given) != 1:
            yield Problem("error_sizes", {"id": self.id, "found": sum(given)})
        if self.column and len(self.column) != len(self.of):
            yield Problem("error_columns", {"id": self.id, "found": len(self.column), "expected": len(self.of)})

    def _column_problems(self, nominal: Nominal) -> Iterator[Problem]:
        frame, measured = nominal.assessment.dataset.frame, nominal.assessment.measured
        for place, name in enumerate(self.column):
            if name not in frame.columns:
                yield Problem("column_missing", {"found": name, "hint": hint(name, list(map(str, frame.columns)))})
                continue
            errors, wrong = to_numbers(frame[name].astype(object))
            if wrong or bool((errors < 0).any()):
                yield Problem("error_column_not_numbers", {"found": name})
                continue
            values = measured.get(self.of[place]) if place < len(self.of) else None
            gaps = np.zeros(0) if values is None else np.isnan(errors) & ~np.isnan(values)
            if gaps.any():
                yield Problem("error_column_gaps", {"found": name, "node": self.of[place], "count": int(gaps.sum())})

    def _quality_problems(self, nominal: Nominal) -> Iterator[Problem]:
        if not self.quality:
            return
        if "quality" not in nominal.assessment.dataset.notes:
            yield Problem("no_quality_notes", {"id": self.id})
            return
        notes = nominal.assessment.dataset.notes["quality"]
        words = {str(word): None for name in notes for word in notes[name] if isinstance(word, str) and word}
        for word, percent in self.quality.items():
            if word not in words:
                yield Problem("no_such_quality", {"found": word, "hint": hint(word, words)})
            if not 0 < percent < np.inf:
                yield Problem("bound_not_positive", {"name": f"quality > {word}", "found": percent})

    def _without_size(self, nominal: Nominal) -> Iterator[Problem]:
        """Find what would stand as it is: named indicators of which no value has an error, or all that there are."""
        moved = [name for name, sizes in self.standard_errors(nominal).items() if sizes.any()]
        if not self.of and not moved:
            yield Problem("no_errors", {"id": self.id})
        for name in dict.fromkeys(self.of):
            if name not in moved:
                yield Problem("error_without_size", {"node": name})

    def standard_errors(self, nominal: Nominal) -> dict[str, Array]:
        """Give the standard error of every value: (cities) by indicator, 0 where there is none."""
        found = {}
        for name in self.names(nominal):
            values = nominal.assessment.measured[name]
            sizes = self._sizes(name, values, nominal)
            found[name] = np.where(np.isnan(values) | np.isnan(sizes), 0.0, sizes)
        return found

    def _sizes(self, name: str, values: Array, nominal: Nominal) -> Array:
        dataset = nominal.assessment.dataset
        if self.column:
            return to_numbers(dataset.frame[self.column[self.of.index(name)]].astype(object))[0]
        if self.quality:
            notes = dataset.notes["quality"]
            words = notes[name].to_numpy() if name in notes else np.full(len(values), "")
            return np.array([self.quality.get(str(word), 0.0) for word in words]) / 100 * np.abs(values)
        if self.absolute is not None:
            return np.full(len(values), self.absolute)
        return (self.percent or 0.0) / 100 * np.abs(values)

    def realise(self, uniform: Array, nominal: Nominal) -> Realisation:
        errors = self.standard_errors(nominal)
        order, own = _by_key(nominal), crc32(self.id.encode())
        noise = {name: np.empty((len(uniform), len(order))) for name in errors}
        for draw, number in enumerate(uniform[:, 0].tolist()):
            generator = np.random.default_rng([int(number * _SEEDS), own])
            fields = generator.standard_normal((len(errors), len(order)))
            for place, (name, size) in enumerate(errors.items()):
                noise[name][draw, order] = fields[place] * size[order]
        return Realisation(noise=noise)


def _no_numbers(name: str, nominal: Nominal) -> Problem | None:
    """Say why an indicator has no numbers that could be wrong."""
    if answers.words(nominal.definition.nodes[name].rule):
        return Problem("error_of_words", {"node": name})
    measured = nominal.assessment.measured
    if name not in measured or bool(np.isnan(measured[name]).all()):
        return Problem("error_no_values", {"node": name})
    return None


def _by_key(nominal: Nominal) -> np.ndarray:
    """Order the rows by their keys, so that a city's errors do not depend on where it stands in the file."""
    keys = nominal.assessment.keys
    return np.array(sorted(range(len(nominal.assessment.rows)), key=lambda row: str(keys[row])), dtype=int)

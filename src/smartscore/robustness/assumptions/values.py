"""Assumptions about bounds that rest on judgement, about what is left out, and about errors of measurement."""

from collections.abc import Iterator, Mapping

import numpy as np
from attrs import field, frozen

from smartscore.errors import Problem, hint
from smartscore.model import Indicator
from smartscore.model.about import GRADES
from smartscore.robustness.assumptions.base import Nominal, Plain, Realisation
from smartscore.robustness.assumptions.fields import named, positive_number, positive_share
from smartscore.rules import Array
from smartscore.rules.moved import movable_ends


def _unknown(of: tuple[str, ...], known: Mapping[str, object]) -> Iterator[Problem]:
    for name in of:
        if name not in known:
            yield Problem("not_a_member", {"found": name, "hint": hint(name, known)})


@frozen
class BoundShift(Plain):
    """Bounds of rules move by up to a share of the distance between both, each by itself, uniformly.

    Those ends move of which the framework says in `confidence` that they rest on one of the `grades`; where `of` names
    indicators, both ends of theirs.
    """

    relative: float = field(validator=positive_share)
    grades: tuple[str, ...] = field(default=("judgement",), converter=tuple, kw_only=True)
    of: tuple[str, ...] = field(default=(), converter=tuple, kw_only=True)
    id: str = field(default="bounds", validator=named, kw_only=True)
    group: str = field(default="", kw_only=True)

    def moving(self, nominal: Nominal) -> list[tuple[str, int]]:
        """List the ends that move: indicators, each with 0 for the worst end and 1 for the best."""
        return [
            (node.id, end)
            for node in nominal.definition.indicators
            for end, movable in enumerate(movable_ends(node.rule))
            if movable and self._is_judged(node, end)
        ]

    def _is_judged(self, node: Indicator, end: int) -> bool:
        if self.of:
            return node.id in self.of
        about = node.confidence
        return about is not None and (about.worst, about.best)[end] in self.grades

    def columns(self, nominal: Nominal) -> int:
        return len(self.moving(nominal))

    def problems(self, nominal: Nominal) -> Iterator[Problem]:
        known = {node.id: node for node in nominal.definition.indicators}
        yield from _unknown(self.of, known)
        for name in self.of:
            if name in known and not any(movable_ends(known[name].rule)):
                yield Problem("no_bounds_to_move", {"node": name})
        for grade in self.grades:
            if grade not in GRADES:
                yield Problem(
                    "parameter_not_allowed", {"name": "grades", "found": repr(grade), "allowed": ", ".join(GRADES)}
                )
        if not self.of and not self.moving(nominal):
            yield Problem("no_judged_bounds", {"grades": ", ".join(self.grades)})

    def realise(self, uniform: Array, nominal: Nominal) -> Realisation:
        moves: dict[str, Array] = {}
        for place, (name, end) in enumerate(self.moving(nominal)):
            both = moves.setdefault(name, np.zeros((2, len(uniform))))
            both[end] = self.relative * (2 * uniform[:, place] - 1)
        return Realisation(moves=moves)


@frozen
class LeaveOut(Plain):
    """Nodes are left out: each with a probability, or at most one of them at a time, none being as likely as each.

    `of` are indicators or dimensions, all indicators by default. A dimension of which all members are out is out too.
    """

    of: tuple[str, ...] = field(default=(), converter=tuple, kw_only=True)
    probability: float | None = field(default=None, kw_only=True)
    id: str = field(default="left_out", validator=named, kw_only=True)
    group: str = field(default="", kw_only=True)

    def names(self, nominal: Nominal) -> list[str]:
        """List the nodes that may be left out, in the order of the framework."""
        shares, nodes = nominal.definition.shares, nominal.definition.nodes
        if self.of:
            return [name for name in nodes if name in self.of]
        return [name for name, node in nodes.items() if isinstance(node, Indicator) and shares[name] > 0]

    def columns(self, nominal: Nominal) -> int:
        return 1 if self.probability is None else len(self.names(nominal))

    def problems(self, nominal: Nominal) -> Iterator[Problem]:
        yield from _unknown(self.of, {name: 0 for name in nominal.definition.nodes if name != "index"})
        if self.probability is not None and not 0 < self.probability < 1:
            yield Problem("share_not_positive", {"name": "probability", "found": self.probability})

    def realise(self, uniform: Array, nominal: Nominal) -> Realisation:
        names = self.names(nominal)
        if self.probability is None:
            which = (uniform[:, 0] * (len(names) + 1)).astype(int)
            out = {name: which == place for place, name in enumerate(names)}
        else:
            out = {name: uniform[:, place] < self.probability for place, name in enumerate(names)}
        factors = {}
        for node in nominal.definition.dimensions:
            if any(member.id in out for member in node.members):
                kept = [~out.get(member.id, np.zeros(len(uniform), dtype=bool)) for member in node.members]
                factors[node.id] = np.stack(kept, axis=1).astype(float)
        return Realisation(factors=factors)


@frozen
class MeasurementError(Plain):
    """Values are measured with an error: value + standard error x standard normal, independent everywhere.

    Exactly one of these says how large the standard error is: `absolute` in the unit of the indicator, `percent` of the
    value, `column` with the standard error of each city (one name for each indicator of `of`), or `quality` with the
    percent for each word of the dataset's note on quality, where values without a listed word have no error. `of` are
    indicators, by default all with values; an error is held within the domain of its indicator.
    """

    of: tuple[str, ...] = field(default=(), converter=tuple, kw_only=True)
    absolute: float | None = field(default=None, validator=positive_number, kw_only=True)
    percent: float | None = field(default=None, validator=positive_number, kw_only=True)
    column: tuple[str, ...] = field(default=(), converter=tuple, kw_only=True)
    quality: Mapping[str, float] = field(factory=dict, kw_only=True)
    id: str = field(default="errors", validator=named, kw_only=True)
    group: str = field(default="", kw_only=True)

    def names(self, nominal: Nominal) -> list[str]:
        """List the indicators that have an error, in the order of the framework."""
        measured = nominal.assessment.measured
        every = [node.id for node in nominal.definition.indicators if node.id in measured]
        return [name for name in every if name in self.of] if self.of else every

    def columns(self, nominal: Nominal) -> int:
        return 1

    def problems(self, nominal: Nominal) -> Iterator[Problem]:
        yield from _unknown(self.of, {node.id: 0 for node in nominal.definition.indicators})
        given = [self.absolute is not None, self.percent is not None, bool(self.column), bool(self.quality)]
        if sum(given) != 1:
            yield Problem("error_sizes", {"id": self.id, "found": sum(given)})
        if self.column and len(self.column) != len(self.of):
            yield Problem("error_columns", {"id": self.id, "found": len(self.column), "expected": len(self.of)})
        frame = nominal.assessment.dataset.frame
        for name in self.column:
            if name not in frame.columns:
                yield Problem("column_missing", {"found": name, "hint": hint(name, list(map(str, frame.columns)))})
            elif frame[name].dtype.kind not in "fiu" or bool((frame[name] < 0).any()):
                yield Problem("error_column_not_numbers", {"found": name})
        if self.quality and "quality" not in nominal.assessment.dataset.notes:
            yield Problem("no_quality_notes", {"id": self.id})

    def standard_errors(self, nominal: Nominal) -> dict[str, Array]:
        """Give the standard error of every value: (cities) by indicator, 0 where there is none."""
        measured, dataset = nominal.assessment.measured, nominal.assessment.dataset
        found = {}
        for name in self.names(nominal):
            values = measured[name]
            if self.column:
                size = dataset.frame[self.column[self.of.index(name)]].to_numpy(dtype=float)
            elif self.quality:
                notes = dataset.notes["quality"]
                words = notes[name].to_numpy() if name in notes else np.full(len(values), "")
                size = np.array([self.quality.get(str(word), 0.0) for word in words]) / 100 * np.abs(values)
            else:
                size = (
                    np.full(len(values), self.absolute)
                    if self.absolute
                    else (self.percent or 0.0) / 100 * np.abs(values)
                )
            found[name] = np.where(np.isnan(values) | np.isnan(size), 0.0, size)
        return found

    def realise(self, uniform: Array, nominal: Nominal) -> Realisation:
        errors = self.standard_errors(nominal)
        order, cities = _by_key(nominal), len(nominal.assessment.rows)
        noise = {name: np.empty((len(uniform), cities)) for name in errors}
        for draw, number in enumerate(uniform[:, 0].tolist()):
            fields = np.random.default_rng(int(number * 2**53)).standard_normal((len(errors), cities))
            for place, (name, size) in enumerate(errors.items()):
                noise[name][draw, order] = fields[place] * size[order]
        return Realisation(noise=noise)


def _by_key(nominal: Nominal) -> np.ndarray:
    """Order the rows by their keys, so that a city's errors do not depend on where it stands in the file."""
    return np.array(
        sorted(range(len(nominal.assessment.rows)), key=lambda row: str(nominal.assessment.keys[row])), dtype=int
    )

"""Assumptions about bounds that rest on judgement, and about what is left out."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from attrs import field, frozen

from smartscore.errors import Problem
from smartscore.model import Indicator
from smartscore.model.about import GRADES
from smartscore.robustness.assumptions.base import Nominal, Plain, Realisation
from smartscore.robustness.assumptions.fields import named, names, positive_share, unknown_names
from smartscore.rules import Array, answers
from smartscore.rules.moved import movable_ends

_WHOLE = 1 - 1e-9  # a share of the index beside which nothing else is left


@frozen
class BoundShift(Plain):
    """Bounds of rules move by up to a share of the distance between both, each by itself, uniformly.

    Those ends move of which the framework says in `confidence` that they rest on one of the `grades`; where `of` names
    indicators, both ends of theirs. Where both ends move, it is by less than half of the distance.
    """

    relative: float = field(validator=positive_share)
    grades: tuple[str, ...] = field(default=("judgement",), converter=names, kw_only=True)
    of: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
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
        yield from unknown_names(self.of, known)
        for name in self.of:
            if name in known and not any(movable_ends(known[name].rule)):
                yield Problem("no_bounds_to_move", {"node": name})
        for grade in self.grades:
            if grade not in GRADES:
                fields = {"name": "grades", "found": repr(grade), "allowed": ", ".join(GRADES)}
                yield Problem("parameter_not_allowed", fields)
        moving = self.moving(nominal)
        if not self.of and not moving:
            yield Problem("no_judged_bounds", {"grades": ", ".join(self.grades)})
        for name in dict.fromkeys(name for name, _ in moving):
            yield from self._refused(known[name], [end for of, end in moving if of == name])

    def _refused(self, node: Indicator, ends: list[int]) -> Iterator[Problem]:
        """Find out whether the bounds of an indicator can meet, and whether its rule takes them at their farthest."""
        limit = 1.0 / len(ends)
        if self.relative >= limit:
            yield Problem("bounds_meet", {"node": node.id, "found": self.relative, "limit": f"{limit:g}"})
        elif not _reach(node.rule, [end + move for end in ends for move in (-self.relative, 0.0, self.relative)]):
            yield Problem("move_refused", {"node": node.id, "found": self.relative})

    def realise(self, uniform: Array, nominal: Nominal) -> Realisation:
        moves: dict[str, Array] = {}
        for place, (name, end) in enumerate(self.moving(nominal)):
            both = moves.setdefault(name, np.zeros((2, len(uniform))))
            both[end] = self.relative * (2 * uniform[:, place] - 1)
        return Realisation(moves=moves)


def _reach(rule: Any, normalised: list[float]) -> bool:
    """Tell whether a rule has values for rising normalised ones that rise or fall with them throughout."""
    with np.errstate(invalid="ignore"):
        values = answers.inverses(rule, np.array(normalised))
    steps = np.diff(np.full(2, np.nan) if values is None else values)
    return bool((steps > 0).all() or (steps < 0).all())


@frozen
class LeaveOut(Plain):
    """Nodes are left out: each with a probability, or at most one of them at a time, none being as likely as each.

    `of` are indicators or dimensions, all indicators by default. A dimension of which all members are out is out too;
    where nothing would be left, everything stays.
    """

    of: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
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
        shares = nominal.definition.shares
        yield from unknown_names(self.of, {name: 0 for name in nominal.definition.nodes if name != "index"})
        for name in self.names(nominal):
            if not shares[name] and name != "index":
                yield Problem("left_out_no_share", {"node": name})
            elif shares[name] >= _WHOLE and name != "index":
                yield Problem("left_out_all", {"node": name})
        if self.probability is not None and not 0 < self.probability < 1:
            yield Problem("probability_not_between", {"found": self.probability})

    def realise(self, uniform: Array, nominal: Nominal) -> Realisation:
        of = self.names(nominal)
        if self.probability is None:
            which = (uniform[:, 0] * (len(of) + 1)).astype(int)
            out = {name: which == place for place, name in enumerate(of)}
        else:
            out = {name: uniform[:, place] < self.probability for place, name in enumerate(of)}
        kept, nobody = {}, np.zeros(len(uniform), dtype=bool)
        for node in nominal.definition.dimensions:
            if any(member.id in out for member in node.members):
                kept[node.id] = np.stack([~out.get(member.id, nobody) for member in node.members], axis=1)
        return Realisation(kept=kept)

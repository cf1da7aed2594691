"""Addresses: which part of a framework an assumption is about, such as `poverty.rule.best` or `index.aggregate`."""

from collections.abc import Callable, Collection, Iterator
from typing import Any, Self, cast

from attrs import evolve, fields, frozen, has

from smartscore.errors import FrameworkError, Problem, SmartscoreError, hint
from smartscore.framework_file.converter import structure_key
from smartscore.model import Dimension, Framework, Indicator, Methods, Node, is_unscored
from smartscore.robustness.assumptions.replacing import LeftOutStep, rule_in_place, with_parameter

#: Words for many nodes at once.
MANY = ("indicators", "dimensions")
_FIELDS = {
    Indicator: ("rule", "weight", "decimals"),
    Dimension: ("aggregate", "weight", "rule", "missing", "min_coverage", "decimals"),
}
_STEPS = "steps"


@frozen
class Address:
    """A part of nodes, or of a step: `NODE.PART`, `NODE.PART.PARAMETER` or `steps.NUMBER.PARAMETER`.

    NODE is an id, or `indicators` or `dimensions` for all of them, `ID/indicators` for those below one. Steps are
    counted from 1.
    """

    node: str
    part: str
    parameter: str = ""

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read an address.

        Raises:
            FrameworkError: if it is none.
        """
        parts = written.split(".")
        if not 2 <= len(parts) <= 3 or not all(parts) or (parts[0] == _STEPS and not parts[1].isdecimal()):
            raise FrameworkError(Problem("address_malformed", {"found": written}))
        return cls(*parts)

    def __str__(self) -> str:
        return ".".join(part for part in (self.node, self.part, self.parameter) if part)

    @property
    def is_step(self) -> bool:
        return self.node == _STEPS

    @property
    def is_weight(self) -> bool:
        return self.part == "weight" and not self.is_step

    @property
    def is_of_many(self) -> bool:
        return self.node in MANY or "/" in self.node

    @property
    def kind(self) -> type:
        """The class to which the part belongs: that of frameworks, dimensions or indicators."""
        if self.is_step:
            return Framework
        return Indicator if self.part == "rule" else Dimension

    def nodes(self, framework: Framework) -> list[Node]:
        """Give the nodes that it means, of many those that are scored, and without the index where weights are meant.

        Raises:
            FrameworkError: with the nearest name, if there is none.
        """
        top, _, many = self.node.rpartition("/")
        if not self.is_of_many:
            self._require_known(framework, [*framework.nodes, *MANY, _STEPS])
            return [framework.nodes[self.node]]
        known = [f"{node.id}/{kind}" for node in framework.dimensions for kind in MANY]
        if top:
            self._require_known(framework, known)
        kind = Indicator if many == "indicators" else Dimension
        below = _below(framework, top) if top else framework.nodes.values()
        found = [node for node in below if isinstance(node, kind) and not is_unscored(node)]
        found = [node for node in found if not (self.is_weight and node.id == "index")]
        if not found:
            raise FrameworkError(Problem("address_of_none", {"address": str(self)}))
        return found

    def _require_known(self, framework: Framework, known: list[str]) -> None:
        if self.node not in known:
            raise FrameworkError(Problem("address_unknown", {"found": self.node, "hint": hint(self.node, known)}))

    def places(self, framework: Framework) -> list[tuple[str, str]]:
        """List the parts that it means: the id of a node with the part of it."""
        return [(self.node, self.part)] if self.is_step else [(n.id, self.part) for n in self.nodes(framework)]

    def require_part(self, framework: Framework) -> None:
        """Refuse a part or a parameter that is not there.

        Raises:
            FrameworkError: with the nearest name, and the nodes that lack it.
        """
        if self.is_step:
            steps = framework.steps
            numbers = [str(number) for number in range(1, len(steps) + 1)]
            self._require("part", {_STEPS: numbers})
            self._require("parameter", {f"{_STEPS}.{self.part}": _parameters(steps[int(self.part) - 1])})
            return
        nodes = self.nodes(framework)
        self._require("part", {n.id: [k for k in _FIELDS[type(n)] if (n.id, k) != ("index", "weight")] for n in nodes})
        self._require("parameter", {node.id: _parameters(getattr(node, self.part)) for node in nodes})

    def _require(self, which: str, known: dict[str, list[str]]) -> None:
        found = self.part if which == "part" else self.parameter
        lacking = [name for name, there in known.items() if found and found not in there]
        if lacking:
            every = {name: None for there in known.values() for name in there if name != found}
            fields_ = {"found": found, "address": str(self), "nodes": shortened(lacking), "hint": hint(found, every)}
            raise FrameworkError(Problem("address_no_part", fields_))

    def values(self, framework: Framework) -> list[Any]:
        """Give what stands there now, in each node."""
        parts = (
            [framework.steps[int(self.part) - 1]]
            if self.is_step
            else [getattr(node, self.part) for node in self.nodes(framework)]
        )
        return [getattr(part, self.parameter) if self.parameter else part for part in parts]

    def put(self, framework: Framework, value: Any, methods: Methods) -> Framework:
        """Give the framework with a value there, as a file of a framework would write it.

        Raises:
            SmartscoreError, BaseValidationError: if the value is not valid there.
        """
        if self.is_step:
            return self._put_step(framework, value, methods)
        names = {node.id for node in self.nodes(framework)}
        index = mapped(framework.index, names, lambda node: self.put_in(node, value, methods))
        return evolve(framework, index=index)

    def put_in(self, node: Node, value: Any, methods: Methods) -> Node:
        """Give one of its nodes with a value there."""
        now = getattr(node, self.part)
        if self.parameter:
            return evolve(node, **{self.part: with_parameter(now, self.parameter, value)})
        if self.part == "rule":
            rule = rule_in_place(value, node, methods, among_many=self.is_of_many)
            return evolve(node, rule=rule)
        made: Any = structure_key(methods, type(node), self.part, value)
        return evolve(node, **{self.part: made})

    def _put_step(self, framework: Framework, value: Any, methods: Methods) -> Framework:
        steps, place = list(framework.steps), int(self.part) - 1
        if self.parameter:
            steps[place] = with_parameter(steps[place], self.parameter, value)
        elif value is False:
            steps[place] = LeftOutStep()
        elif value is not True:
            steps[place : place + 1] = structure_key(methods, Framework, "steps", [value])  # type: ignore[call-overload]
        return evolve(framework, steps=steps)


_SHOWN = 5


def shortened(names: Collection[str]) -> str:
    """List names, of many the first ones."""
    return ", ".join([*list(names)[:_SHOWN], *(["..."] if len(names) > _SHOWN else [])])


def _below(framework: Framework, top: str) -> list[Node]:
    found: list[Node] = [framework.nodes[top]]
    for node in found:
        if isinstance(node, Dimension):
            found.extend(node.members)
    return found[1:]


def mapped(top: Dimension, names: Collection[str], change: Callable[[Any], Any]) -> Dimension:
    """Give a tree in which the nodes of these names are what `change` makes of them."""
    members = [
        mapped(member, names, change) if isinstance(member, Dimension)
        else change(member) if member.id in names else member
        for member in top.members
    ]  # fmt: skip
    if any(new is not old for new, old in zip(members, top.members, strict=True)):
        top = evolve(top, members=members)
    return change(top) if top.id in names else top


def _parameters(value: object) -> list[str]:
    """List what can be said of a method; nothing of one that stands for itself."""
    known = fields(cast("Any", type(value))) if has(type(value)) else ()
    return [one.name for one in known if one.init and one.name == one.alias and one.name != "fitted"]


def problems_at(address: Address, framework: Framework) -> Iterator[Problem]:
    """Find what is wrong with an address."""
    try:
        address.require_part(framework)
    except SmartscoreError as error:
        yield from error.problems

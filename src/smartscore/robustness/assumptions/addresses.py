"""Addresses: which part of a framework an assumption is about, such as `poverty.rule.best` or `index.aggregate`."""

import inspect
from collections.abc import Callable, Collection, Iterator
from typing import Any, Self, cast

from attrs import evolve, fields_dict, frozen, has

from smartscore.errors import FrameworkError, Problem, SmartscoreError, hint
from smartscore.framework_file.converter import structure_key
from smartscore.model import Dimension, Framework, Indicator, Methods, Node, is_unscored
from smartscore.rules import answers, is_relative

#: Words for many nodes at once.
MANY = ("indicators", "dimensions")
_FIELDS = {
    Indicator: ("rule", "weight", "decimals"),
    Dimension: ("aggregate", "weight", "rule", "missing", "min_coverage", "decimals"),
}
#: The parts of a node that decide the scores of indicators.
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
        if len(parts) not in (2, 3) or not all(parts):
            raise FrameworkError(Problem("address_malformed", {"found": written}))
        return cls(*parts)

    def __str__(self) -> str:
        return ".".join(part for part in (self.node, self.part, self.parameter) if part)

    @property
    def is_step(self) -> bool:
        return self.node == _STEPS

    def nodes(self, framework: Framework) -> list[Node]:
        """Give the nodes that it means, of those that are scored.

        Raises:
            FrameworkError: with the nearest name, if there is none.
        """
        top, _, many = self.node.rpartition("/")
        word = many if top or self.node in MANY else ""
        if top and (word not in MANY or top not in framework.nodes):
            known = [*framework.nodes] if word in MANY else [f"{top}/{kind}" for kind in MANY]
            raise FrameworkError(Problem("address_unknown", {"found": self.node, "hint": hint(top, known)}))
        if not word:
            if self.node not in framework.nodes:
                names = [*framework.nodes, *MANY, _STEPS]
                raise FrameworkError(Problem("address_unknown", {"found": self.node, "hint": hint(self.node, names)}))
            return [framework.nodes[self.node]]
        kind = Indicator if word == "indicators" else Dimension
        below = _below(framework, top) if top else framework.nodes.values()
        return [node for node in below if isinstance(node, kind) and not is_unscored(node)]

    def require_part(self, framework: Framework) -> None:
        """Refuse a part or a parameter that is not there.

        Raises:
            FrameworkError: with the nearest name.
        """
        if self.is_step:
            self._require_step(framework)
            return
        for node in self.nodes(framework):
            known = _FIELDS[type(node)]
            if self.part not in known:
                fields = {"found": self.part, "address": str(self), "hint": hint(self.part, known)}
                raise FrameworkError(Problem("address_no_part", fields))
            if self.parameter:
                _require_parameter(self, getattr(node, self.part))

    def _require_step(self, framework: Framework) -> None:
        numbers = [str(number) for number in range(1, len(framework.steps) + 1)]
        if self.part not in numbers:
            fields = {"found": self.part, "address": str(self), "hint": hint(self.part, numbers)}
            raise FrameworkError(Problem("address_no_part", fields))
        if self.parameter:
            _require_parameter(self, framework.steps[int(self.part) - 1])

    def put(self, framework: Framework, value: Any, methods: Methods) -> Framework:
        """Give the framework with a value there, as a file of a framework would write it.

        Raises:
            FrameworkError: if the value is not valid there.
        """
        if self.is_step:
            return self._put_step(framework, value, methods)
        names = {node.id for node in self.nodes(framework)}
        return evolve(framework, index=mapped(framework.index, names, lambda node: self._put(node, value, methods)))

    def _put(self, node: Node, value: Any, methods: Methods) -> Node:
        now = getattr(node, self.part)
        if self.parameter:
            return evolve(node, **{self.part: _with_parameter(now, self.parameter, value)})
        if self.part == "rule":
            value = _towards(value, now, methods)
        made: Any = structure_key(methods, type(node), self.part, value)
        return evolve(node, **{self.part: made})

    def _put_step(self, framework: Framework, value: Any, methods: Methods) -> Framework:
        steps, place = list(framework.steps), int(self.part) - 1
        if self.parameter:
            steps[place] = _with_parameter(steps[place], self.parameter, value)
        elif value is False:
            del steps[place]
        elif value is not True:
            steps[place : place + 1] = structure_key(methods, Framework, "steps", [value])  # type: ignore[call-overload]
        return evolve(framework, steps=steps)


def _below(framework: Framework, top: str) -> list[Node]:
    found: list[Node] = [framework.nodes[top]]
    for node in found:
        if isinstance(node, Dimension):
            found.extend(node.members)
    return found


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
    names = fields_dict(cast("Any", type(value))) if has(type(value)) else ()
    return [name for name in names if name != "fitted"]


def _require_parameter(address: Address, value: object) -> None:
    known = _parameters(value)
    if address.parameter not in known:
        fields = {"found": address.parameter, "address": str(address), "hint": hint(address.parameter, known)}
        raise FrameworkError(Problem("address_no_part", fields))


def _with_parameter(value: Any, name: str, new: Any) -> Any:
    return evolve(value, **{name: new})


def _towards(value: Any, now: Any, methods: Methods) -> Any:
    """Fill in which end is best as it is now, for a relative rule that does not say it.

    Raises:
        FrameworkError: if the rule now has its best in the middle, which the other would lose.
    """
    if now is None or not isinstance(value, (str, dict)) or (isinstance(value, dict) and len(value) != 1):
        return value
    name, given = (value, {}) if isinstance(value, str) else next(iter(value.items()))
    made = methods.rules.get(name)
    if not isinstance(given, dict) or made is None or "best" in given or not _is_relative(made):
        return value
    better = answers.better(now) if not is_relative(now) or hasattr(now, "better") else "higher"
    if better == "target":
        raise FrameworkError(Problem("alternative_loses_target", {"found": name}))
    return {name: {**given, "best": "high" if better == "higher" else "low"}}


def _is_relative(made: Any) -> bool:
    return hasattr(made, "fit") and "best" in inspect.signature(made).parameters


def problems_at(address: Address, framework: Framework) -> Iterator[Problem]:
    """Find what is wrong with an address."""
    try:
        address.require_part(framework)
    except SmartscoreError as error:
        yield from error.problems

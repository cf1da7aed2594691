"""Why a framework does not take what an assumption puts into it, said once for all nodes of which it is true."""

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import evolve
from cattrs import BaseValidationError

from smartscore.errors import Problem, SmartscoreError
from smartscore.framework_file.faults import problems_of
from smartscore.model import Node
from smartscore.robustness.assumptions.addresses import Address, shortened
from smartscore.robustness.assumptions.base import Nominal
from smartscore.rules import answers


def refusals(at: Sequence[Address], value: Any, id_: str, nominal: Nominal) -> Iterator[Problem]:
    """Find why a value cannot stand at addresses, each of which is there."""
    for address in at:
        reasons = list(_by_reason(address, value, nominal)) or list(_of_the_whole(address, value, nominal))
        for reason, nodes in reasons:
            if "nodes" in reason.fields:  # says by itself what it is about
                yield evolve(reason, fields={**reason.fields, "nodes": shortened(nodes)})
                continue
            fields = {"id": id_, "found": in_a_file(value), "nodes": shortened(nodes), "reason": reason}
            yield Problem("alternative_refused", fields)


def in_a_file(value: Any) -> str:
    """Write a value about as a file would have it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {in_a_file(one)}" for key, one in value.items()) + "}"
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)


def _by_reason(address: Address, value: Any, nominal: Nominal) -> Iterator[tuple[Problem, list[str]]]:
    found: list[tuple[Problem, list[str]]] = []
    for node in () if address.is_step else address.nodes(nominal.definition):
        for reason in _reasons_in(address, node, value, nominal):
            nodes = next((nodes for known, nodes in found if _is_same(known, reason)), None)
            if nodes is None:
                found.append((reason, [node.id]))
            else:
                nodes.append(node.id)
    yield from found


def _is_same(one: Problem, other: Problem) -> bool:
    """Tell whether two problems are one but for the nodes that they are about."""
    return evolve(one, fields={**one.fields, "nodes": ""}) == evolve(other, fields={**other.fields, "nodes": ""})


def _reasons_in(address: Address, node: Node, value: Any, nominal: Nominal) -> Iterator[Problem]:
    try:
        address.put_in(node, value, nominal.methods)
    except (SmartscoreError, BaseValidationError) as error:
        yield from problems_of(error, value)


def _of_the_whole(address: Address, value: Any, nominal: Nominal) -> Iterator[tuple[Problem, list[str]]]:
    try:
        address.put(nominal.definition, value, nominal.methods)
    except (SmartscoreError, BaseValidationError) as error:
        for reason in problems_of(error, [value]):
            yield reason, [str(address)]


def turned(at: Sequence[Address], ends: tuple[float, float], id_: str, nominal: Nominal) -> Iterator[Problem]:
    """Find rules that a parameter turns round between its least and its greatest value: a bound passes the other."""
    for address in (one for one in at if one.part == "rule" and one.parameter):
        for node in address.nodes(nominal.definition):
            ways = {answers.better(address.put_in(node, end, nominal.methods).rule) for end in ends}
            if len(ways) > 1:
                yield Problem("spread_turns", {"address": str(address), "node": node.id, "id": id_})

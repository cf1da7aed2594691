"""Making a weight space of a framework: which nodes are columns, and what cannot be answered exactly."""

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

import numpy as np

from smartscore.aggregates import Arithmetic, Sum
from smartscore.errors import Problem, UsageError, hint
from smartscore.model import Dimension, Framework, Node, is_unscored
from smartscore.robustness.exact.support import fixed, support_of
from smartscore.robustness.exact.weight_space import Branch, WeightSpace
from smartscore.robustness.sampling.polytope import WeightPolytope
from smartscore.text import Text

_RULE = Text({"en": "a rule", "id": "aturan"})
_DECIMALS = Text({"en": "decimals", "id": "pembulatan"})


def weight_space(framework: Framework, constraints: Mapping[str, WeightPolytope] = MappingProxyType({})) -> WeightSpace:
    """Make the space of the weights of a framework, of which polytopes by dimension tell what is known.

    Dimensions that are not named keep their weights. The named ones and all above them must be weighted means (or
    sums) without a rule, decimals or pooling; what is below their members may be anything.

    Raises:
        UsageError: naming every dimension that is unknown or no weighted mean, whose polytope is about other members
            than those that have scores, or which no weights keep.
    """
    dimensions = {node.id: node for node in framework.dimensions}
    weighed = _weighed(framework, constraints)
    problems = [
        Problem("not_a_member", {"found": name, "hint": hint(name, dimensions)})
        for name in sorted(constraints.keys() - dimensions)
    ]
    for node in framework.dimensions:
        if node.id in weighed:
            problems += [*_not_arithmetic(node), *_other_members(node, constraints.get(node.id))]
    if problems:
        raise UsageError(problems)
    return _laid_out(framework, constraints, weighed)


def simplex(framework: Framework, *dimensions: str) -> dict[str, WeightPolytope]:
    """Give polytopes of dimensions about whose weights nothing is known: any that sum to 1.

    Raises:
        UsageError: for a name that is no dimension.
    """
    known = {node.id: node for node in framework.dimensions}
    if unknown := [name for name in dimensions if name not in known]:
        raise UsageError(Problem("not_a_member", {"found": name, "hint": hint(name, known)}) for name in unknown)
    members = {name: tuple(member.id for member in _scored(known[name])) for name in dimensions}
    return {name: WeightPolytope(ids, np.zeros((0, len(ids))), np.zeros(0)) for name, ids in members.items()}


def _scored(dimension: Dimension) -> list[Node]:
    return [member for member in dimension.members if not is_unscored(member)]


def _weighed(framework: Framework, named: Collection[str]) -> set[str]:
    """Give the dimensions that are named, and all above them; the index always."""
    found = {"index", *named}
    for dimension in reversed(framework.dimensions):
        if any(member.id in found for member in dimension.members):
            found.add(dimension.id)
    return found


def _not_arithmetic(dimension: Dimension) -> Iterator[Problem]:
    """Say why the score of a dimension is not linear in the weights of its members."""
    found: list[Text | str] = []
    if type(dimension.aggregate) not in (Arithmetic, Sum):
        found.append(type(dimension.aggregate).__name__.lower())
    if dimension.rule is not None:
        found.append(_RULE)
    if dimension.decimals is not None:
        found.append(_DECIMALS)
    if dimension.missing == "pool":
        found.append('missing = "pool"')
    yield from (Problem("not_arithmetic", {"node": dimension.id, "found": one}) for one in found)


def _other_members(dimension: Dimension, polytope: WeightPolytope | None) -> Iterator[Problem]:
    if polytope is None:
        return
    scored = [member.id for member in _scored(dimension)]
    if sorted(polytope.members) != sorted(scored):
        fields = {"node": dimension.id, "found": ", ".join(polytope.members), "expected": ", ".join(scored)}
        yield Problem("weights_of_others", fields)


def _laid_out(framework: Framework, constraints: Mapping[str, WeightPolytope], weighed: Collection[str]) -> WeightSpace:
    """Lay out the columns breadth first, so that members are one slice.

    Raises:
        UsageError: naming the dimensions whose polytope no weights keep.
    """
    nodes: list[Node] = [framework.index]
    factors, branches, leaves = [1.0], list[Branch](), list[int]()
    impossible: list[Problem] = []
    for column, node in enumerate(nodes):
        if not isinstance(node, Dimension) or node.id not in weighed:
            leaves.append(column)
            continue
        polytope = constraints.get(node.id)
        members = [member for member in _scored(node) if polytope or member.weight]
        branch = _branch(node, members, column, len(nodes), polytope)
        if branch is None:
            impossible.append(Problem("weights_impossible", {"node": node.id}))
            continue
        branches.append(branch)
        nodes += members
        whole = sum(member.weight for member in node.members)
        factors += [factors[column] * (whole if type(node.aggregate) is Sum else 1.0)] * len(members)
    if impossible:
        raise UsageError(impossible)
    places = np.array(leaves, dtype=int)
    return WeightSpace(framework, tuple(node.id for node in nodes), tuple(branches), places, np.array(factors)[places])


def _branch(
    node: Dimension, members: list[Node], column: int, start: int, polytope: WeightPolytope | None
) -> Branch | None:
    """Give the branch of a dimension, with a polytope in the order of its members; None if no weights keep it."""
    weights = np.array([member.weight for member in members])
    total = float(weights.sum())
    nominal = weights / total if total else np.full(len(weights), 1 / len(weights))
    support = fixed(nominal)
    if polytope is not None:
        order = [polytope.members.index(member.id) for member in members]
        ids = tuple(member.id for member in members)
        polytope = WeightPolytope(ids, np.asarray(polytope.matrix, dtype=float)[:, order], polytope.bounds)
        found = support_of(polytope)
        if found is None:
            return None
        support = found
    return Branch(node.id, column, slice(start, start + len(members)), nominal, total or 1.0, polytope, support)

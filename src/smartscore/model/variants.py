"""Copies of a tree in which something is other: weights, benchmarks."""

from collections.abc import Mapping

from attrs import evolve

from smartscore.errors import FrameworkError, Problem
from smartscore.method_faults import Method, naming
from smartscore.model.nodes import Dimension, Indicator
from smartscore.rules import answers

Node = Dimension | Indicator


def reweighed(dimension: Dimension, weights: Mapping[str, float]) -> Dimension:
    """Give a dimension in which these nodes, at any depth, have these weights."""
    members: list[Node] = [reweighed(m, weights) if isinstance(m, Dimension) else m for m in dimension.members]
    members = [evolve(member, weight=float(weights.get(member.id, member.weight))) for member in members]
    return evolve(dimension, members=members)


def benchmarked(node: Dimension, benchmarks: Mapping[str, float], problems: list[Problem]) -> Dimension:
    """Give a dimension in which the rules of these indicators, by id or code, have these benchmarks.

    What a rule refuses is added to `problems`.
    """
    members: list[Node] = []
    for member in node.members:
        benchmark = benchmarks.get(member.id, benchmarks.get(member.code))
        if isinstance(member, Dimension):
            members.append(benchmarked(member, benchmarks, problems))
        elif benchmark is not None and answers.takes_benchmark(member.rule):
            members.append(_with_benchmark(member, benchmark, problems))
        else:
            members.append(member)
    return evolve(node, members=members)


def _with_benchmark(indicator: Indicator, benchmark: float, problems: list[Problem]) -> Indicator:
    try:
        with naming(indicator.id), Method("rule", indicator.rule).called():
            return evolve(indicator, rule=indicator.rule.with_benchmark(benchmark))  # type: ignore[union-attr]
    except FrameworkError as error:
        problems += error.problems
    return indicator

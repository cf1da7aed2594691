"""The contract of dimensions and frameworks: titles in both languages, and every method within them."""

from collections.abc import Iterator

from attrs import evolve

from smartscore.errors import FrameworkError, Problem
from smartscore.model import Dimension, Framework, Node
from smartscore.suppliers import is_built_in
from smartscore.testing.aggregates import faults_of_aggregate
from smartscore.testing.rules import faults_of_rule, laid_around
from smartscore.testing.steps import faults_in_framework


def check_dimension(dimension: Dimension) -> None:
    """Check a dimension and all below it: ids, weights, titles in both languages, every rule and every aggregate.

    Raises:
        FrameworkError: with everything that is wrong.
    """
    check_framework(Framework("checked", index=as_index(dimension)))


def check_framework(framework: Framework) -> None:
    """Check a framework: titles in both languages, every rule within the domain of its indicator, aggregates and steps.

    Values are laid out for it, and none are searched for: `check_rule`, `check_aggregate` and `check_step` do that. Ids
    and weights were checked when it was made.

    Raises:
        FrameworkError: with everything that is wrong.
    """
    if problems := [*faults_of_framework(framework), *_faults_of_others(framework)]:
        raise FrameworkError(problems)


def faults_of_framework(framework: Framework) -> list[Problem]:
    """Give what is wrong with a framework itself: titles, and the methods of smartscore where they stand in it."""
    return [
        *_untranslated(framework),
        *(fault for node in framework.walk() for fault in _faults_of_rule(node, framework, own=True)),
    ]


def as_index(dimension: Dimension) -> Dimension:
    """Give the tree that has this dimension alone."""
    return dimension if dimension.id == "index" else Dimension("index", members=[dimension])


def _untranslated(framework: Framework) -> Iterator[Problem]:
    texts = [(framework.id, framework.title), *((node.id, node.title) for node in framework.walk())]
    texts += [(str(band.title), band.title) for band in framework.bands]
    for name, title in texts:
        for language in title.missing():
            yield Problem("title_untranslated", {"language": language}, indicator=name)


def _faults_of_others(framework: Framework) -> Iterator[Problem]:
    """Find what is wrong with the methods of plugins: rules and aggregates where they stand, and steps."""
    for node in framework.walk():
        yield from _faults_of_rule(node, framework, own=False)
        if isinstance(node, Dimension) and not is_built_in(node.aggregate):
            yield from _named(faults_of_aggregate(node.aggregate, framework.scale), node)
    yield from faults_in_framework(framework)


def _faults_of_rule(node: Node, framework: Framework, *, own: bool) -> Iterator[Problem]:
    if node.rule is not None and is_built_in(node.rule) == own:
        yield from _named(faults_of_rule(node.rule, laid_around(node.rule, node, framework.scale)), node)


def _named(problems: list[Problem], node: Node) -> Iterator[Problem]:
    return (evolve(problem, indicator=node.id) for problem in problems)

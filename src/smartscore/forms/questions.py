"""The questions of a form: the indicators of frameworks, a part for each member of an index."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from smartscore.messages import LANGUAGES, message
from smartscore.model import Criterion, Dimension, Framework, Indicator
from smartscore.text import Text


@frozen
class Question:
    """An indicator that is asked for, and the titles of the dimensions between its part and itself."""

    node: Indicator
    path: tuple[Text, ...]

    @property
    def criteria(self) -> dict[str, Criterion]:
        """The criteria that can be ticked, by their place `level.number`."""
        return self.node.criteria_by_place


@frozen
class FormPart:
    """The questions on one sheet of a form, with its title."""

    title: Text
    questions: tuple[Question, ...]


def parts_of(frameworks: Sequence[Framework]) -> list[FormPart]:
    """Give a part for each dimension under an index, and one for the indicators that stand there; each indicator once.

    Questions are in the order of the tree, depth first.
    """
    parts, seen = [], set[str]()
    for framework in frameworks:
        for title, questions in _members(framework):
            fresh = [question for question in questions if question.node.id not in seen]
            seen |= {question.node.id for question in fresh}
            if fresh:
                parts.append(FormPart(title, tuple(fresh)))
    return parts


def _members(framework: Framework) -> Iterator[tuple[Text, list[Question]]]:
    alone = [Question(member, ()) for member in framework.index.members if isinstance(member, Indicator)]
    yield Text({language: message("sheet_indicators", language) for language in LANGUAGES}), alone
    for member in framework.index.members:
        if isinstance(member, Dimension):
            yield member.title, list(_below(member, ()))


def _below(dimension: Dimension, path: tuple[Text, ...]) -> Iterator[Question]:
    for member in dimension.members:
        if isinstance(member, Dimension):
            yield from _below(member, (*path, member.title))
        else:
            yield Question(member, path)

"""The lines of a form: an indicator or a criterion in a city, with its value and notes where known."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import field, frozen

from smartscore.forms.cities import City
from smartscore.forms.prefilled import Prefill
from smartscore.forms.questions import FormPart, Question
from smartscore.model import Criterion


@frozen(eq=False)
class Line:
    """A criterion in a city, or the indicator itself if `place` is empty, with its value and notes where known."""

    city: City
    question: Question
    place: str = ""
    criterion: Criterion | None = None
    value: object = None
    notes: Mapping[str, str] = field(factory=dict)
    owner: str = ""

    @property
    def name(self) -> str:
        """The name of the line in a dataset: the id of the indicator, with `:level.number` for a criterion."""
        return f"{self.question.node.id}:{self.place}" if self.place else self.question.node.id


def lines_of(part: FormPart, cities: Sequence[City], prefill: Prefill) -> list[Line]:
    """Give the lines of a part, city by city, each indicator before its criteria."""
    columns = [column for question in part.questions for column in _columns(question, cities, prefill)]
    return [line for lines in zip(*columns, strict=True) for line in lines]


def _columns(question: Question, cities: Sequence[City], prefill: Prefill) -> Iterator[list[Line]]:
    """Give the lines of an indicator, and of each of its criteria, in every city."""
    node = question.node
    owners = prefill.owners(node)
    for place, criterion in {"": None, **question.criteria}.items():
        values, notes = prefill.values(node, place), prefill.notes(node, place)
        column = []
        for city in cities:
            if city.row is None:
                column.append(Line(city, question, place, criterion))
            else:
                city_notes = {kind: texts[city.row] for kind, texts in notes.items()}
                column.append(Line(city, question, place, criterion, values[city.row], city_notes, owners[city.row]))
        yield column

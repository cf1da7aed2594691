"""The lines of a form: an indicator or a criterion in a city, with what is known of it."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import field, frozen

from smartscore.forms.cities import City
from smartscore.forms.prefilled import Known
from smartscore.forms.questions import Part, Question
from smartscore.model import Criterion


@frozen(eq=False)
class Line:
    """What one line asks in a city: a criterion, or the indicator itself if `place` is empty; what is known of it."""

    city: City
    question: Question
    place: str = ""
    criterion: Criterion | None = None
    value: object = None
    told: Mapping[str, str] = field(factory=dict)
    owner: str = ""

    @property
    def name(self) -> str:
        """What the line is called in a dataset: the id of the indicator, with `:level.number` for a criterion."""
        return f"{self.question.node.id}:{self.place}" if self.place else self.question.node.id


def lines_of(part: Part, cities: Sequence[City], known: Known) -> list[Line]:
    """Give the lines of a part, city by city, each indicator before its criteria."""
    columns = [column for question in part.questions for column in _columns(question, cities, known)]
    return [line for lines in zip(*columns, strict=True) for line in lines]


def _columns(question: Question, cities: Sequence[City], known: Known) -> Iterator[list[Line]]:
    """Give the lines of an indicator, and of each of its criteria, in every city."""
    node = question.node
    owners = known.owners(node)
    for place, criterion in {"": None, **question.criteria}.items():
        values, told = known.values(node, place), known.told(node, place)
        column = []
        for city in cities:
            if city.row is None:
                column.append(Line(city, question, place, criterion))
            else:
                said = {kind: texts[city.row] for kind, texts in told.items()}
                column.append(Line(city, question, place, criterion, values[city.row], said, owners[city.row]))
        yield column

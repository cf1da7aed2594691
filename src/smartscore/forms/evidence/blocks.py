"""The blocks of a form of evidence: an indicator with its items, and room for further ones."""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence

from attrs import evolve, field, frozen

from smartscore.evidence.statuses import Status
from smartscore.forms.cities import City
from smartscore.forms.evidence.known_items import ItemKey, KnownItem, known_items
from smartscore.forms.prefilled import Prefill
from smartscore.forms.questions import FormPart, Question
from smartscore.model import Criterion, Domain, Indicator

#: How many empty lines each indicator has for further items.
FREE = 5
_MOST = 21  # levels that a list still shows well
_USUAL = range(1, 6)
#: What is said of a value that its line has a cell for.
VALUE_NOTES = ("owner", "source", "note", "recommendation")
_SETTLED: Collection[Status | None] = ("accepted", "not_applicable")
_LASTING = ("owner", "recommendation")  # what is said of an indicator, not of one of its values


@frozen
class Item:
    """A line of an item: its level and text, how far it is, and what is said beside it.

    `criterion` is that of the framework, if it is one. A due date is that of a list, else that which a dataset has of
    an item that is still open.
    """

    level: int
    text: str
    status: Status | None = None
    said: Mapping[str, str] = field(factory=dict)
    criterion: Criterion | None = None


@frozen(eq=False)
class Block:
    """An indicator on a form, with its items.

    `levels` are those that its items may show, none where it has no levels. `value` and `notes` are what its own line
    is filled in with, `last` a value that stands beside it as what it was. `elsewhere` are items that the forms of
    others ask for, which count as they stood. `is_shown` is whether the form has lines of it, `is_asked` whether it
    asks for its value.
    """

    question: Question
    levels: tuple[int, ...]
    items: tuple[Item, ...] = ()
    elsewhere: tuple[Item, ...] = ()
    value: object = None
    last: object = None
    notes: Mapping[str, str] = field(factory=dict)
    is_shown: bool = True
    is_asked: bool = True

    @property
    def node(self) -> Indicator:
        """The indicator."""
        return self.question.node

    @property
    def free(self) -> int:
        """How many empty lines there are for further items."""
        return FREE if self.levels and self.is_shown else 0

    @property
    def lowest(self) -> float:
        """The level where nothing is reached."""
        return self.node.lowest_level

    def of(self, field: str, key: str, *, owns_value: bool) -> "Block":
        """Give the block as the form of one office or owner has it, whose items say so in a field."""
        own = tuple(item for item in self.items if item.said.get(field, "") == key)
        others = tuple(item for item in self.items if item not in own)
        shown = bool(own) or owns_value
        return evolve(self, items=own, elsewhere=others, is_shown=shown, is_asked=owns_value)


def blocks_of(part: FormPart, city: City, prefill: Prefill, listed: Prefill | None) -> list[Block]:
    """Give the blocks of a part, with the items of the framework, of a list, and of a dataset, in this order.

    Items keep their status, office, owner, link, notes and recommendation. A value of an indicator that has items is
    not entered again, since it would count instead of what they show.
    """
    return [_block(question, city, prefill, listed) for question in part.questions]


def _block(question: Question, city: City, prefill: Prefill, listed: Prefill | None) -> Block:
    node, row = question.node, city.row
    known = known_items(prefill, row, node)
    of_list = {} if listed is None else known_items(listed, 0, node)
    items = sorted(_items(question, known, of_list), key=lambda item: item.level)
    value, notes = None, dict[str, str]()
    if row is not None:
        value = _known(prefill.values(node)[row])
        notes = {kind: texts[row] for kind, texts in prefill.notes(node, kinds=VALUE_NOTES).items()}
    has_items = bool(known or of_list)
    return Block(
        question,
        _levels(node, items),
        tuple(items),
        value=None if has_items else value,
        last=value if has_items else None,
        notes={kind: text for kind, text in notes.items() if kind in _LASTING or not has_items},
    )


def _known(value: object) -> object:
    return None if isinstance(value, float) and math.isnan(value) else value


def _items(
    question: Question, known: Mapping[ItemKey, KnownItem], of_list: Mapping[ItemKey, KnownItem]
) -> Iterator[Item]:
    """Give each item once: the criteria of the framework, then those of a list, then the others of a dataset."""
    criteria = {(criterion.level, place): criterion for place, criterion in question.criteria.items()}
    for key in dict.fromkeys([*criteria, *of_list, *known]):
        before, now, criterion = known.get(key), of_list.get(key), criteria.get(key)
        status = next((one.status for one in (before, now) if one is not None and one.status is not None), None)
        listed = {name: text for name, text in (now.said if now else {}).items() if text}
        said = listed | {name: text for name, text in (before.said if before else {}).items() if text}
        due = listed.get("due") or ("" if status in _SETTLED else said.get("due", ""))
        said |= {"due": due}
        name = next((one.name for one in (now, before) if one is not None), "")
        yield Item(key[0], name, status, said, criterion)


def _levels(node: Indicator, items: Sequence[Item]) -> tuple[int, ...]:
    """Give the levels that items of an indicator may show, rising: those of its domain where they are few."""
    domain = Domain() if node.possible is None else node.possible
    if 0 < domain.high - domain.low < _MOST and domain.high - domain.low >= 1 and not node.denominator:
        return tuple(range(max(math.ceil(domain.low), 0), math.floor(domain.high) + 1))
    return tuple(sorted({*_USUAL, *(item.level for item in items)})) if items else ()

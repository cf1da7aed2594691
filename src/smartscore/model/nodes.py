"""Indicators and dimensions."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Literal, Union

from attrs import Attribute, Factory, field, frozen, resolve_types

from smartscore.aggregates import Aggregate, Arithmetic
from smartscore.errors import FrameworkError, Problem
from smartscore.model.about import Confidence, Criterion, Years, names_in
from smartscore.notebook import brief
from smartscore.rules import Domain, RelativeRule, Rule, answers
from smartscore.rules.base import finite
from smartscore.text import NO_TEXT, Text, as_text

MOST_DECIMALS = 12

Missing = Literal["leave_out", "worst", "pool"]
#: What the id of a node is made of.
ID = r"[a-z][a-z0-9_]*"
#: Columns of datasets and results that no node may be called after.
RESERVED = frozenset(
    {
        *("city", "code", "bps_code", "name", "unit", "year", "assessor", "indicator", "value"),
        *("value_year", "source", "quality", "evidence", "note", "verified", "owner", "recommendation"),
        *("follow_up", "due", "rank", "band", "coverage"),
    }
)


def well_formed(_instance: object, _attribute: "Attribute[str]", value: str) -> None:
    """Validate the id of a node."""
    if not re.fullmatch(ID, value):
        raise FrameworkError(Problem("id_malformed", {"found": value}))
    if value in RESERVED:
        raise FrameworkError(Problem("id_reserved", {"found": value}))


def not_negative(_instance: object, _attribute: "Attribute[float]", value: float) -> None:
    """Validate that a weight is a finite number and not below 0."""
    if not (math.isfinite(value) and value >= 0):
        raise FrameworkError(Problem("weight_not_valid", {"found": value}))


def a_share(_instance: object, _attribute: "Attribute[float]", value: float) -> None:
    """Validate that a number is from 0 to 1."""
    if not 0 <= value <= 1:
        raise FrameworkError(Problem("share_not_valid", {"found": value}))


def few_decimals(_instance: object, _attribute: "Attribute[int | None]", value: int | None) -> None:
    """Validate that a count of decimals, where there is one, is from 0 to 12."""
    if value is not None and not (isinstance(value, int) and 0 <= value <= MOST_DECIMALS):
        raise FrameworkError(Problem("decimals_not_valid", {"found": value}))


def _criteria(criteria: Iterable[Criterion]) -> tuple[Criterion, ...]:
    return tuple(criteria)


def _members(members: "Iterable[Dimension | Indicator]") -> "tuple[Dimension | Indicator, ...]":
    return tuple(members)


def titled_by_id(named: Any) -> Text:
    """Give the id of a node or a framework as its title, where it has no other."""
    return Text(named.id)


@frozen
class Indicator:
    """Something measured, and the rule that judges it.

    `weight` counts among siblings. `domain` is what is possible; the bounds of the rule are what
    scores 0 and 1. A `denominator` is another column: the value is the indicator's column over it, times
    `factor`; where it is less than `least_denominator`, over that. `max_age` is in years. `caution` says
    when honest reporting lowers the score. `not_applicable` is whether a city may say that it does not
    apply there. `taken_from` names the index of another agency that is its value.
    """

    id: str = field(validator=well_formed)
    title: Text = field(default=Factory(titled_by_id, takes_self=True), converter=as_text)
    rule: Rule | RelativeRule = field(kw_only=True)
    weight: float = field(default=1.0, validator=not_negative, kw_only=True)
    unit: Text = field(converter=as_text, default=NO_TEXT, kw_only=True)
    code: str = field(default="", kw_only=True)
    aliases: tuple[str, ...] = field(default=(), converter=names_in, kw_only=True)
    description: Text = field(converter=as_text, default=NO_TEXT, kw_only=True)
    kind: str = field(default="", kw_only=True)
    domain: Domain | None = field(default=None, kw_only=True)
    decimals: int | None = field(default=None, validator=few_decimals, kw_only=True)
    denominator: str = field(default="", kw_only=True)
    least_denominator: float = field(default=0.0, validator=not_negative, kw_only=True)
    factor: float = field(default=1.0, validator=finite, kw_only=True)
    optional: bool = field(default=False, kw_only=True)
    not_applicable: bool = field(default=True, kw_only=True)
    max_age: float | None = field(default=None, kw_only=True)
    valid_years: Years | None = field(default=None, kw_only=True)
    source: str = field(default="", kw_only=True)
    agency: str = field(default="", kw_only=True)
    taken_from: Text = field(converter=as_text, default=NO_TEXT, kw_only=True)
    published: str = field(default="", kw_only=True)
    typical: str = field(default="", kw_only=True)
    basis: Text = field(converter=as_text, default=NO_TEXT, kw_only=True)
    basis_worst: Text = field(converter=as_text, default=NO_TEXT, kw_only=True)
    basis_best: Text = field(converter=as_text, default=NO_TEXT, kw_only=True)
    caution: Text = field(converter=as_text, default=NO_TEXT, kw_only=True)
    overlaps: tuple[str, ...] = field(default=(), converter=names_in, kw_only=True)
    confidence: Confidence | None = field(default=None, kw_only=True)
    criteria: tuple[Criterion, ...] = field(default=(), converter=_criteria, kw_only=True)

    def __repr__(self) -> str:
        unit = f", {brief(self.unit)}" if self.unit else ""
        return f"<Indicator {self.id}: {brief(self.title)}{unit}, weight {self.weight:g}>"

    @property
    def criteria_by_place(self) -> dict[str, Criterion]:
        """The criteria that can be ticked, by their place `level.number`."""
        counted = Counter[int]()
        places = {}
        for criterion in self.criteria:
            if criterion.level > 0:
                counted[criterion.level] += 1
                places[f"{criterion.level}.{counted[criterion.level]}"] = criterion
        return places

    @property
    def ticks(self) -> dict[str, int]:
        """The level of each criterion by its place, which a dataset ticks in `tick_columns`."""
        return {place: criterion.level for place, criterion in self.criteria_by_place.items()}

    @property
    def tick_columns(self) -> dict[str, str]:
        """The column of a dataset in which each criterion is ticked, `id:level.number`, by its place."""
        return {place: f"{self.id}:{place}" for place in self.ticks}

    @property
    def possible(self) -> Domain | None:
        """The domain, which rules such as those for levels and scores bring with them."""
        return self.domain or answers.possible(self.rule)

    @property
    def lowest_level(self) -> float:
        """The level where nothing that a level asks for is there."""
        return max(self.possible.low if self.possible else 0.0, 0.0)


@frozen
class Dimension:
    """Members put together: indicators or dimensions, to any depth.

    The order is fixed: aggregate, then `min_coverage`, then `rule` (if any), then the scale
    (if a rule), then `decimals` (if any). `missing` says what a member without a score does:
    `leave_out` leaves its weight to the others, `worst` counts it as the lowest score, `pool` weighs
    members by the indicators below them that have a score, so that all of them count alike.
    `min_coverage` is the share of the members' weight that must carry a score.
    An `optional` member does not apply everywhere: absent, it costs no coverage.
    """

    id: str = field(validator=well_formed)
    title: Text = field(default=Factory(titled_by_id, takes_self=True), converter=as_text)
    members: tuple[Union["Dimension", Indicator], ...] = field(converter=_members, kw_only=True)
    aggregate: Aggregate = field(factory=Arithmetic, kw_only=True)
    weight: float = field(default=1.0, validator=not_negative, kw_only=True)
    rule: Rule | RelativeRule | None = field(default=None, kw_only=True)
    missing: Missing = field(default="leave_out", kw_only=True)
    min_coverage: float = field(default=0.0, validator=a_share, kw_only=True)
    decimals: int | None = field(default=None, validator=few_decimals, kw_only=True)
    optional: bool = field(default=False, kw_only=True)
    code: str = field(default="", kw_only=True)
    aliases: tuple[str, ...] = field(default=(), converter=names_in, kw_only=True)
    description: Text = field(converter=as_text, default=NO_TEXT, kw_only=True)
    source: str = field(default="", kw_only=True)

    def __repr__(self) -> str:
        members = f"{len(self.members)} member{'s' * (len(self.members) != 1)}"
        return f"<Dimension {self.id}: {brief(self.title)}, {members}, weight {self.weight:g}>"


def walk(top: Dimension | Indicator) -> "Iterator[Dimension | Indicator]":
    """Give a node and every node below it, breadth first."""
    queue = [top]
    for node in queue:
        yield node
        if isinstance(node, Dimension):
            queue.extend(node.members)


def is_unscored(node: Dimension | Indicator) -> bool:
    """Tell whether a node never has a score: its rule says so, or all of its members are such."""
    if isinstance(node, Dimension):
        return all(is_unscored(member) for member in node.members)
    return answers.gives_no_score(node.rule)


def mass(node: Dimension | Indicator) -> float:
    """Give the weight that the indicators below a node have together where they are pooled; unscored ones have none."""
    if isinstance(node, Dimension):
        return sum(mass(member) for member in node.members)
    return 0.0 if is_unscored(node) else node.weight


resolve_types(Dimension)  # its members name itself, which readers of its fields need as a class

"""A framework: a tree of dimensions and indicators with its scale, bands and steps."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Literal, TypeAlias, get_args

from attrs import Attribute, Factory, evolve, field, frozen

from smartscore.errors import FrameworkError, Problem, UsageError, hint
from smartscore.messages import preferred_language
from smartscore.method_faults import Method
from smartscore.model.about import Band, Draft, Ladder, bands_in, drafts_in, levels_in, names_in
from smartscore.model.editions import Official, Period, edition_faults, end_sentence
from smartscore.model.fingerprint import fingerprint_of, prints_of_methods
from smartscore.model.nodes import Dimension, Indicator, Missing, is_unscored, mass, titled_by_id, walk
from smartscore.model.step import Step
from smartscore.model.tree_page import scale_of, tree_of
from smartscore.model.variants import benchmarked, reweighed
from smartscore.model.ways import Way, ways_of
from smartscore.notebook import brief, fragment, heading, in_lines, quiet
from smartscore.rules import answers
from smartscore.text import NO_TEXT, Phrase, Text, as_text

Node: TypeAlias = Dimension | Indicator
#: What the id of a framework is made of.
FRAMEWORK_ID = r"[a-z][a-z0-9_]*(-[a-z0-9_]+)*"


def _steps(steps: Iterable[Step]) -> tuple[Step, ...]:
    return tuple(steps)


def _ends(scale: Iterable[float]) -> tuple[float, ...]:
    return tuple(scale)


def _scale(_instance: object, _attribute: "Attribute[tuple[float, float]]", value: tuple[float, float]) -> None:
    if len(value) != 2 or not all(math.isfinite(end) for end in value) or value[0] >= value[1]:
        raise FrameworkError(Problem("scale_not_valid", {"found": list(value)}))


def framework_id(_instance: object, _attribute: "Attribute[str]", value: str) -> None:
    """Validate the id of a framework."""
    if not re.fullmatch(FRAMEWORK_ID, value):
        raise FrameworkError(Problem("id_malformed", {"found": value}))


@frozen(slots=False)
class Framework:
    """How to score: the tree under `index`, the scale, the bands, and the steps before.

    `variant` tells what was added to or left out of the framework of this id.
    `ladder` says how items of evidence become levels, None that all of them must be accepted.
    `higher = "worse"` says that a high index is bad. `note` is shown with every result. `levels` name the whole
    levels of values, from the lower end of the scale up. A dataset that carries one of the `drafts` is refused.
    `official` says whether it is an official instrument, `in_force` from when to when, `repeals` and `repealed_by`
    what it took the place of and what took its place: ids of frameworks, or titles. None of these moves a score.

    Raises:
        FrameworkError: with every fault of the tree.
    """

    id: str = field(validator=framework_id)
    title: Text = field(default=Factory(titled_by_id, takes_self=True), converter=as_text)
    index: Dimension = field(kw_only=True)
    edition: str = field(default="", kw_only=True)
    family: str = field(default="", kw_only=True)
    variant: str = field(default="", kw_only=True)
    scale: tuple[float, float] = field(default=(0.0, 100.0), converter=_ends, validator=_scale, kw_only=True)
    bands: tuple[Band, ...] = field(default=(), converter=bands_in, kw_only=True)
    levels: tuple[Text, ...] = field(default=(), converter=levels_in, kw_only=True)
    drafts: tuple[Draft, ...] = field(default=(), converter=drafts_in, kw_only=True)
    steps: tuple[Step, ...] = field(default=(), converter=_steps, kw_only=True)
    ladder: Ladder | None = field(default=None, kw_only=True)
    higher: Literal["better", "worse"] = field(default="better", kw_only=True)
    description: Text = field(converter=as_text, default=NO_TEXT, kw_only=True)
    source: str = field(default="", kw_only=True)
    note: Text = field(converter=as_text, default=NO_TEXT, kw_only=True)
    official: Official | None = field(default=None, kw_only=True)
    in_force: Period | None = field(default=None, kw_only=True)
    repeals: tuple[str, ...] = field(default=(), converter=names_in, kw_only=True)
    repealed_by: str = field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        if problems := list(_faults(self)) or list(_worst_unknown(self)):
            raise FrameworkError(problems)

    def __repr__(self) -> str:
        scale = " to ".join(f"{end:g}" for end in self.scale)
        told = f"{len(self.indicators)} indicators, scale {scale}, fingerprint {self.fingerprint}"
        return in_lines(f"Framework {self.full_name}: {brief(self.title)}", told, *map(repr, self.index.members))

    def _repr_html_(self) -> str:
        language = preferred_language()
        measured = scale_of(self.scale, self.bands, language)
        told = [measured, self.source, *(text.to(language) for text in (self.ended, self.note) if text)]
        said = [quiet(text) for text in told if text]
        shown = tree_of(self.index, self.shares, language)
        return fragment(heading(self.title.to(language), f"{self.full_name}, {self.fingerprint}"), shown, *said)

    @property
    def name(self) -> str:
        """The id with its variant: `smart-city + tourism`."""
        return f"{self.id} {self.variant}".strip()

    @property
    def full_name(self) -> str:
        """The name with the edition: `smart-city + tourism 2025`."""
        return f"{self.name} {self.edition}".strip()

    @property
    def identity(self) -> str:
        """The full name with the fingerprint, which tells apart all that scores differently."""
        return f"{self.full_name} ({self.fingerprint})"

    @property
    def ended(self) -> Phrase | None:
        """The sentence that the edition is over: repealed since when and by what, or until when it was in force."""
        return end_sentence(self.id, self.edition, self.in_force, self.repealed_by)

    @property
    def sign(self) -> float:
        """1 where a high index is good, -1 where it is bad."""
        return -1.0 if self.higher == "worse" else 1.0

    @property
    def ways(self) -> Mapping[str, Way]:
        """The way of every node: 1 where a higher score of it is better for the city, -1 where worse, else 0.

        It is the sign of the whole path to the index: a dimension whose rule takes low scores for good ones, such as
        `linear` with `worst` above `best`, turns everything below it.
        """
        return MappingProxyType(self._ways)

    @cached_property
    def _ways(self) -> dict[str, Way]:
        return ways_of(self.index, self.scale, -1 if self.higher == "worse" else 1)

    @property
    def turning(self) -> list[Dimension]:
        """The dimensions whose rule makes it depend on their score which way is better for what is below them."""
        return [d for d in self.dimensions if self.ways[d.id] and not self.ways[d.members[0].id]]

    def worst_score_in(self, dimension: Dimension) -> float:
        """Give the end of the scale that is worst for the city as a score of a member of a dimension."""
        return self.scale[1] if self.ways[dimension.members[0].id] < 0 else self.scale[0]

    def walk(self) -> Iterator[Node]:
        """Give every node, breadth first: the index, its members, their members."""
        return walk(self.index)

    @property
    def nodes(self) -> Mapping[str, Node]:
        """Every node by its id, breadth first."""
        return MappingProxyType(self._nodes)

    @cached_property
    def _nodes(self) -> dict[str, Node]:
        return {node.id: node for node in self.walk()}

    @property
    def indicators(self) -> list[Indicator]:
        """The leaves of the tree, breadth first."""
        return [node for node in self.walk() if isinstance(node, Indicator)]

    @property
    def dimensions(self) -> list[Dimension]:
        """The nodes that have members, the index first."""
        return [node for node in self.walk() if isinstance(node, Dimension)]

    @property
    def shares(self) -> Mapping[str, float]:
        """The nominal share of the index of every node, 0 to 1: weights among siblings, multiplied down the tree.

        A dimension that pools shares by the indicators below its members; what is unscored has no share.
        """
        return MappingProxyType(self._shares)

    @cached_property
    def _shares(self) -> dict[str, float]:
        shares = {"index": 1.0}
        for dimension in self.dimensions:
            pooled = dimension.missing == "pool"
            weights = {
                member.id: 0.0 if is_unscored(member) else mass(member) if pooled else member.weight
                for member in dimension.members
            }
            total = sum(weights.values()) or 1.0
            shares |= {member: shares[dimension.id] * weight / total for member, weight in weights.items()}
        return shares

    def require_node(self, name: str) -> None:
        """Refuse a name that no node has.

        Raises:
            UsageError: with the nearest name.
        """
        if name not in self.nodes:
            raise UsageError(Problem("not_a_member", {"found": name, "hint": hint(name, self.nodes)}))

    def reweigh(self, weights: Mapping[str, float]) -> "Framework":
        """Give a copy in which the nodes named have these weights among their siblings.

        Raises:
            FrameworkError: for a name that is no member, and for weights that are not valid.
        """
        known = self.nodes.keys() - {"index"}
        if unknown := sorted(weights.keys() - known):
            raise FrameworkError(
                Problem("not_a_member", {"found": name, "hint": hint(name, known)}) for name in unknown
            )
        return evolve(self, index=reweighed(self.index, weights))

    @property
    def benchmark_names(self) -> set[str]:
        """The ids and codes of the indicators whose rule takes a benchmark."""
        takers = [node for node in self.indicators if answers.takes_benchmark(node.rule)]
        return {name for node in takers for name in (node.id, node.code) if name}

    def benchmarked(self, benchmarks: Mapping[str, float]) -> "Framework":
        """Give a copy in which the rules that take a benchmark have these, by the id or code of their indicator.

        Raises:
            FrameworkError: for a name that is no indicator whose rule takes a benchmark.
        """
        known = self.benchmark_names
        unknown = sorted(benchmarks.keys() - known)
        problems = [Problem("not_a_member", {"found": name, "hint": hint(name, known)}) for name in unknown]
        index = benchmarked(self.index, benchmarks, problems)
        if problems:
            raise FrameworkError(problems)
        return evolve(self, index=index)

    @cached_property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that change with anything that can move a score; titles and sources do not."""
        self.refuse_changed_methods()
        return fingerprint_of(self)

    @cached_property
    def _methods_at_first(self) -> list[tuple[Method, str | None, str]]:
        return list(prints_of_methods(self.walk(), self.steps))

    def refuse_changed_methods(self) -> None:
        """Refuse methods of others that are not what they were when this or the fingerprint was first asked for.

        Raises:
            RuleError: naming the first of them.
        """
        now = prints_of_methods(self.walk(), self.steps)
        for (method, node, before), (_, _, after) in zip(self._methods_at_first, now, strict=True):
            if before != after:
                raise method.error(Problem("method_changed", method.fields, indicator=node))


def _faults(framework: Framework) -> Iterator[Problem]:
    seen: dict[str, Node] = {}
    if framework.higher not in ("better", "worse"):
        fields = {"name": "higher", "found": repr(framework.higher), "allowed": "better, worse"}
        yield Problem("parameter_not_allowed", fields)
    yield from edition_faults(framework.official, framework.in_force, framework.repealed_by)
    if framework.index.id != "index":
        yield Problem("top_not_index", {"found": framework.index.id})
    for node in framework.walk():
        if node.id in seen:
            yield Problem("id_twice", {"found": node.id})
        seen[node.id] = node
        if isinstance(node, Dimension):
            yield from _faults_of_members(node)
    names: dict[str, str] = {}
    for node in framework.walk():
        for alias in node.aliases:
            if alias in seen or names.setdefault(alias, node.id) != node.id:
                yield Problem("alias_taken", {"found": alias, "node": node.id})
    starts = [(band.start, band.open) for band in framework.bands]
    if starts != sorted(set(starts)):
        yield Problem("bands_not_rising", {"found": ", ".join(f"{start:g}" for start, _ in starts)})


def _worst_unknown(framework: Framework) -> Iterator[Problem]:
    """Find the dimensions in which a gap is to count as worst, and it depends on other scores what that is."""
    for dimension in framework.dimensions:
        if dimension.missing == "worst" and not framework.ways[dimension.members[0].id]:
            yield Problem("worst_unknown", {"node": dimension.id})


def _faults_of_members(dimension: Dimension) -> Iterator[Problem]:
    if not dimension.members:
        yield Problem("no_members", {"node": dimension.id})
    elif not any(member.weight for member in dimension.members):
        yield Problem("weights_all_zero", {"node": dimension.id})
    if dimension.missing not in get_args(Missing):
        allowed = ", ".join(get_args(Missing))
        fields = {"name": "missing", "found": repr(dimension.missing), "allowed": allowed}
        yield Problem("parameter_not_allowed", fields)

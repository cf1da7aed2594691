"""The catalogue: frameworks and plugins as lists, and a framework as a tree."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, cast

from attrs import AttrsInstance, asdict, fields, has

from smartscore.aggregates import AGGREGATES
from smartscore.model import Confidence, Dimension, Framework, Indicator, Node
from smartscore.reports.document import Column, Document, Listed, Section, Table
from smartscore.reports.elements.bounds import at_end
from smartscore.reports.elements.cells import numbers, words
from smartscore.reports.elements.editions import (
    edition_notes,
    edition_record,
    edition_sentences,
    ended_record,
    official_word,
)
from smartscore.reports.elements.levels import named_levels
from smartscore.rules import RULES
from smartscore.text import Phrase, Sentence, translate

_NAMES: Mapping[object, str] = {made: name for known in (RULES, AGGREGATES) for name, made in known.items()}


def listing(title: Sentence, columns: Mapping[str, Iterable[Sentence]]) -> Document:
    """Give a list as a document: columns of words by their id, the first of which tells rows apart."""
    made = [words(name, f"column_{name}", values, width=30) for name, values in columns.items()]
    table = Table(id="list", title=title, columns=made, key=(made[0].id,))

    def record(language: str) -> list[dict[str, str]]:
        cells = [[translate(value, language) for value in column.values] for column in made]
        return [dict(zip(columns, row, strict=True)) for row in zip(*cells, strict=True)]

    return Document(title=title, sections=[Section(id="list", parts=[table])], record=record)


def frameworks(sources: Mapping[str, tuple[Sentence, Framework | None]]) -> Document:
    """Give frameworks by their id: title, when in force, whether official, what repealed it; nothing of None."""
    known = [framework for _, framework in sources.values()]
    columns = [
        words("id", "column_id", list(sources), width=30),
        words("title", "column_title", [title for title, _ in sources.values()], width=30),
        words("in_force", "column_in_force", [(each.in_force or "") if each else "" for each in known], width=24),
        words("official", "column_is_official", [official_word(each) if each else "" for each in known]),
        words("repealed_by", "column_repealed_by", [each.repealed_by if each else "" for each in known], width=24),
    ]
    table = Table(id="list", title=Phrase("title_frameworks"), columns=columns, key=("id",))

    def record(language: str) -> list[dict[str, Any]]:
        return [
            {"id": name, "title": translate(title, language), **({} if each is None else edition_record(each))}
            for name, (title, each) in sources.items()
        ]

    return Document(title=Phrase("title_frameworks"), sections=[Section(id="list", parts=[table])], record=record)


def document(framework: Framework) -> Document:
    """Give the tree of a framework: weights, rules, sources, confidence, and the nominal share of the index."""
    depths = with_depths(framework.index)
    heading = Phrase(
        "framework_heading",
        title=framework.title,
        name=framework.name,
        edition=framework.edition or "-",
        fingerprint=framework.fingerprint,
    )
    source = Phrase("framework_heading_source", source=framework.source or "-")
    notes = [*edition_sentences(framework), *edition_notes(framework)]
    if levels := named_levels(framework):
        notes.insert(0, Phrase("framework_levels", levels=Listed(levels)))
    notes += [Phrase("framework_draft", draft=draft.title, source=draft.source or "-") for draft in framework.drafts]
    return Document(
        title=framework.title,
        sections=[
            Section(id="about", parts=[heading, source, *notes]),
            Section(id="tree", parts=[_tree(framework, depths)]),
        ],
        record=partial(_record, framework, [node for node, _ in depths]),
        identity={"framework": framework.name},
    )


def with_depths(node: Node, depth: int = 0) -> list[tuple[Node, int]]:
    """Give a node and every node below it, depth first, each with its level in the tree."""
    below = node.members if isinstance(node, Dimension) else ()
    return [(node, depth), *(pair for member in below for pair in with_depths(member, depth + 1))]


def _tree(framework: Framework, depths: Sequence[tuple[Node, int]]) -> Table:
    nodes = [node for node, _ in depths]
    leaves = [node if isinstance(node, Indicator) else None for node in nodes]
    marks = [f"level{min(depth, 8)}" if depth else "" for _, depth in depths]
    shares = [framework.shares[node.id] for node in nodes]
    columns: list[Column] = [
        words("id", "column_node", [node.id for node in nodes], marks=marks, width=34),
        words("title", "column_title", [node.title for node in nodes], width=38),
        numbers("share", "column_share", "share", shares, decimals=2),
        numbers("weight", "column_weight", "raw", [node.weight for node in nodes], decimals=-1, readers="programs"),
        words("rule", "column_rule", [judged_by(node) for node in nodes], width=24),
        words("unit", "column_unit", [node.unit if node else "" for node in leaves], width=20),
        *_founded([node.confidence if node else None for node in leaves]),
    ]
    if any(taken := [node.taken_from if node else "" for node in leaves]):
        columns.append(words("taken_from", "column_taken_from", taken, width=24))
    return Table(id="tree", title=Phrase("sheet_framework"), columns=columns, key=("id",))


def _founded(grades: Sequence[Confidence | None]) -> Iterator[Column]:
    """Give how well nodes are founded: the weakest part, for people with its end, for programs with each part."""
    told, name = [at_end(one.weakest, one) if one else "" for one in grades], "column_confidence"
    yield words("confidence", name, told, width=24, readers="people")
    for_programs: dict[str, Any] = {"width": 18, "readers": "programs"}
    yield words("confidence", name, [one.weakest if one else "" for one in grades], **for_programs)
    for part in ("definition", "worst", "best"):
        parts = [getattr(one, part) if one else "" for one in grades]
        yield words(f"grade_{part}", f"column_grade_{part}", parts, **for_programs)


def called(method: object) -> str:
    """Write a rule or an aggregate: its name and its parameters, as a framework file has them."""
    name = type(method).__name__ if has(type(method)) else getattr(method, "__name__", type(method).__name__)
    if type(method) in _NAMES:
        name = _NAMES[type(method)]
    method_name = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
    if not has(type(method)):
        return method_name
    parameters = [
        f"{attribute.name}={_parameter(getattr(method, attribute.name))}"
        for attribute in fields(cast("type[AttrsInstance]", type(method)))
        if getattr(method, attribute.name) != attribute.default
    ]
    return f"{method_name} {', '.join(parameters)}".strip()


def _parameter(value: object) -> str:
    if isinstance(value, tuple):
        pairs = all(isinstance(item, tuple) for item in value)
        return ", ".join(" ".join(_parameter(part) for part in item) if pairs else _parameter(item) for item in value)
    return f"{value:.12g}" if isinstance(value, int | float) else str(value)


def judged_by(node: Node) -> str:
    """Write what makes the score of a node: its rule, or its aggregate and the rule after it."""
    methods = (node.aggregate, node.rule) if isinstance(node, Dimension) else (node.rule,)
    return ", ".join(called(method) for method in methods if method is not None)


def _record(framework: Framework, nodes: Sequence[Node], language: str) -> dict[str, Any]:
    return {
        "id": framework.id,
        "name": framework.name,
        "title": framework.title.to(language),
        "edition": framework.edition,
        "fingerprint": framework.fingerprint,
        "source": framework.source,
        "note": framework.note.to(language),
        **edition_record(framework),
        **ended_record(framework, language),
        "levels": [level.to(language) for level in framework.levels],
        "drafts": [
            {"title": draft.title.to(language), "source": draft.source, "columns": list(draft.columns)}
            for draft in framework.drafts
        ],
        "nodes": [_node(framework, node, language) for node in nodes],
    }


def _node(framework: Framework, node: Node, language: str) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": node.id,
        "code": node.code,
        "title": node.title.to(language),
        "description": node.description.to(language),
        "weight": node.weight,
        "share": framework.shares[node.id],
        "optional": node.optional,
        "source": node.source,
        "rule": None if node.rule is None else called(node.rule),
    }
    if isinstance(node, Dimension):
        members = [member.id for member in node.members]
        more = {"min_coverage": node.min_coverage, "missing": node.missing, "decimals": node.decimals}
        return {**record, "members": members, "aggregate": called(node.aggregate), **more}
    return {**record, **_indicator(node, language)}


def _indicator(node: Indicator, language: str) -> dict[str, Any]:
    confidence = node.confidence
    return {
        "unit": node.unit.to(language),
        "not_applicable": node.not_applicable,
        "denominator": node.denominator,
        "least_denominator": node.least_denominator,
        "factor": node.factor,
        "kind": node.kind,
        "domain": None if node.possible is None else str(node.possible),
        "max_age": node.max_age,
        "valid_years": None if node.valid_years is None else str(node.valid_years),
        "basis": node.basis.to(language),
        "basis_worst": node.basis_worst.to(language),
        "basis_best": node.basis_best.to(language),
        "confidence": None if confidence is None else {**asdict(confidence), "bounds": confidence.bounds},
        "caution": node.caution.to(language),
        "overlaps": list(node.overlaps),
        "agency": node.agency,
        "taken_from": node.taken_from.to(language),
        "published": node.published,
        "typical": node.typical,
        "criteria": [
            {"level": criterion.level, "text": criterion.text.to(language), "evidence": criterion.evidence}
            for criterion in node.criteria
        ],
    }

"""Lists, and a framework shown as a tree: weights, rules, bounds, sources, confidence."""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from attrs import AttrsInstance, asdict, fields, has
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from smartscore.aggregates import AGGREGATES
from smartscore.errors import Problem, UsageError, hint
from smartscore.messages import message, number
from smartscore.model import Dimension, Framework, Indicator
from smartscore.rules import RULES

FORMATS = ("table", "json")


def required_format(format_: str | None) -> str:
    """Give the format, a table unless another is named.

    Raises:
        UsageError: for a format that is none of `FORMATS`.
    """
    if format_ is not None and format_ not in FORMATS:
        raise UsageError(Problem("unknown_format", {"found": format_, "hint": hint(format_, FORMATS)}))
    return format_ or "table"


def listed(columns: Sequence[str], rows: Iterable[Sequence[str]], format_: str) -> str:
    """Give rows as a table, or as JSON objects.

    Raises:
        UsageError: for another format.
    """
    if required_format(format_) == "json":
        return json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, indent=1) + "\n"
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False)
    for column in columns:
        table.add_column(Line(column))
    for row in rows:
        table.add_row(*(Line(cell) for cell in row))
    out = io.StringIO()
    # a list is for reading and for other programs, so lines are as long as they must be
    Console(file=out, width=1000, highlight=False).print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


_NAMES: Mapping[object, str] = {made: name for known in (RULES, AGGREGATES) for name, made in known.items()}


def called(method: object) -> str:
    """Say what a rule or an aggregate is: its name and its parameters, as a framework file has them."""
    name = type(method).__name__ if has(type(method)) else getattr(method, "__name__", type(method).__name__)
    if type(method) in _NAMES:
        name = _NAMES[type(method)]
    words = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
    if not has(type(method)):
        return words
    told = [
        f"{attribute.name}={_plain(getattr(method, attribute.name))}"
        for attribute in fields(cast("type[AttrsInstance]", type(method)))
        if getattr(method, attribute.name) != attribute.default
    ]
    return f"{words} {', '.join(told)}".strip()


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        pairs = all(isinstance(item, tuple) for item in value)
        return ", ".join(" ".join(_plain(part) for part in item) if pairs else _plain(item) for item in value)
    return f"{value:.12g}" if isinstance(value, int | float) else str(value)


def shown(framework: Framework, format_: str, language: str) -> str:
    """Give the tree of a framework with the nominal share of the index of every node."""
    depths = with_depths(framework.index)
    if format_ == "json":
        nodes = [_told(framework, node, language) for node, _ in depths]
        head = {"id": framework.id, "name": framework.name, "title": framework.title.to(language)}
        more = {"edition": framework.edition, "fingerprint": framework.fingerprint, "source": framework.source}
        more["note"] = framework.note.to(language)
        return json.dumps({**head, **more, "nodes": nodes}, ensure_ascii=False, indent=1) + "\n"
    rows = [_row(framework, node, depth, language) for node, depth in depths]
    names = ("node", "title", "share", "rule", "unit", "confidence")
    heading = message(
        "framework_heading",
        language,
        title=framework.title,
        name=framework.name,
        edition=framework.edition or "-",
        fingerprint=framework.fingerprint,
        source=framework.source or "-",
    )
    columns = [message(f"column_{name}", language) for name in names]
    note = f"\n{framework.note.to(language)}" if framework.note else ""
    return f"{heading}{note}\n\n{listed(columns, rows, format_)}"


def with_depths(node: Dimension | Indicator, depth: int = 0) -> list[tuple[Dimension | Indicator, int]]:
    """Give a node and every node below it, depth first, each with its level in the tree."""
    below = node.members if isinstance(node, Dimension) else ()
    return [(node, depth), *(pair for member in below for pair in with_depths(member, depth + 1))]


def _row(framework: Framework, node: Dimension | Indicator, depth: int, language: str) -> list[str]:
    unit = node.unit.to(language) if isinstance(node, Indicator) else ""
    grade = node.confidence.weakest if isinstance(node, Indicator) and node.confidence else ""
    return [
        "  " * depth + node.id,
        node.title.to(language),
        number(100 * framework.shares[node.id], 2, language) + "%",
        judged_by(node),
        unit,
        grade,
    ]


def judged_by(node: Dimension | Indicator) -> str:
    """Say what makes the score of a node: its rule, or its aggregate and the rule after it."""
    methods = (node.aggregate, node.rule) if isinstance(node, Dimension) else (node.rule,)
    return ", ".join(called(method) for method in methods if method is not None)


def _told(framework: Framework, node: Dimension | Indicator, language: str) -> dict[str, Any]:
    told: dict[str, Any] = {
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
        return {**told, "members": members, "aggregate": called(node.aggregate), **more}
    return {**told, **_about(node, language)}


def _about(node: Indicator, language: str) -> dict[str, Any]:
    confidence = node.confidence
    return {
        "unit": node.unit.to(language),
        "denominator": node.denominator,
        "factor": node.factor,
        "kind": node.kind,
        "domain": None if node.possible is None else str(node.possible),
        "max_age": node.max_age,
        "valid_years": None if node.valid_years is None else str(node.valid_years),
        "basis": node.basis.to(language),
        "confidence": None if confidence is None else asdict(confidence),
        "caution": node.caution.to(language),
        "overlaps": list(node.overlaps),
        "agency": node.agency,
        "published": node.published,
        "typical": node.typical,
        "criteria": [
            {"level": criterion.level, "text": criterion.text.to(language), "evidence": criterion.evidence}
            for criterion in node.criteria
        ],
    }

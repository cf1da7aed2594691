"""The annex of a page: the framework with its weights, rules and sources, and the file that was scored."""

from importlib.metadata import version
from typing import Any

from smartscore.engine import Assessment
from smartscore.messages import message, number, printable
from smartscore.model import Dimension, Indicator, Node
from smartscore.reports.document import Style
from smartscore.reports.elements.bounds import basis_of, grades_of
from smartscore.reports.elements.editions import official_word
from smartscore.reports.elements.intervals import interval_sentences
from smartscore.reports.elements.provisos import headline, summary, unranked
from smartscore.reports.formats.cells import plain
from smartscore.reports.result import Result
from smartscore.reports.subjects.catalogue import called, with_depths
from smartscore.text import translate

_COLUMNS = ("column_title", "column_share", "column_rule", "column_unit", "column_confidence", "html_basis")


def method_of(assessment: Assessment, result: Result, style: Style) -> dict[str, Any]:
    """Give the annex of an assessment: headline, sentences, facts, bands, and a row for each node."""
    framework, language = assessment.framework, style.language
    said = [*interval_sentences(assessment, result), *unranked(assessment), *summary(assessment, result)]
    return {
        "title": printable(framework.title.to(language)),
        "headline": plain(headline(assessment), language),
        "ended": plain(framework.ended, language) if framework.ended else "",
        "sentences": [plain(sentence, language) for sentence in said],
        "facts": [
            (message(f"html_fact_{code}", language), fact) for code, fact in _facts(assessment, result, style) if fact
        ],
        "bands": [band.to(language) for band in framework.bands],
        "columns": [message(code, language) for code in _COLUMNS],
        "nodes": [_node(assessment, node, depth, language) for node, depth in with_depths(framework.index)],
    }


def _facts(assessment: Assessment, result: Result, style: Style) -> list[tuple[str, str]]:
    framework, dataset = assessment.framework, assessment.dataset
    programs = {name: version(name) for name in ("smartscore", "numpy", "pandas", "altair", "vl-convert-python")}
    named = {**programs, **result.plugins}
    return [
        ("framework", framework.full_name),
        ("fingerprint", assessment.definition.fingerprint),
        ("fitted", framework.fingerprint),
        ("source", printable(framework.source)),
        ("official", translate(official_word(framework), style.language)),
        ("in_force", translate(framework.in_force or "", style.language)),
        ("scale", " .. ".join(number(end, 0, style.language) for end in framework.scale)),
        ("aggregate", called(framework.index.aggregate)),
        ("file", printable(dataset.file or "")),
        ("sha256", dataset.digest or ""),
        ("map", printable(result.map.file) if result.map else ""),
        ("versions", ", ".join(f"{name} {number_}" for name, number_ in named.items())),
    ]


def _node(assessment: Assessment, node: Node, depth: int, language: str) -> dict[str, Any]:
    rules = [called(node.aggregate)] if isinstance(node, Dimension) else []
    if node.rule is not None:
        rules.append(called(node.rule))
    basis = basis_of(node, language) if isinstance(node, Indicator) else []
    taken = node.taken_from.to(language) if isinstance(node, Indicator) else ""
    taken = message("html_taken_from", language, name=taken) if taken else ""
    return {
        "depth": min(depth, 4),
        "title": message("column_index", language) if node.id == "index" else printable(node.title.to(language)),
        "share": number(100 * assessment.framework.shares[node.id], 2, language) + "%",
        "rule": "; ".join(rules),
        "unit": printable(node.unit.to(language)) if isinstance(node, Indicator) else "",
        "confidence": grades_of(node, language) if isinstance(node, Indicator) else "",
        "source": printable(". ".join(part.rstrip(". ") for part in (*basis, taken, node.source) if part)),
    }

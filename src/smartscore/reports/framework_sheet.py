"""The sheet of a framework: its tree with what every node weighs and is judged by."""

from collections.abc import Mapping, Sequence

from smartscore.engine import Assessment
from smartscore.model import Indicator
from smartscore.reports.bounds import bounds_of
from smartscore.reports.catalogue import judged_by, with_depths
from smartscore.reports.table_sheet import Field, Sheet
from smartscore.reports.workbook import Book


def framework_sheet(assessment: Assessment, book: Book) -> Sheet:
    """Give the tree as a table, depth first, titles moved in by their level; bounds are those that the data gave."""
    framework = assessment.definition
    depths = with_depths(framework.index)
    nodes, language = [node for node, _ in depths], book.language
    leaves = [node if isinstance(node, Indicator) else None for node in nodes]
    titles = [(framework.title if node.id == "index" else node.title).to(language) for node in nodes]
    grades = [node.confidence if node else None for node in leaves]
    looks = ["" if node else "group" for node in leaves]
    levels = [f"level{min(depth, 8)} {look}" if depth else look for (_, depth), look in zip(depths, looks, strict=True)]
    told: Mapping[tuple[str, str, float], Sequence[object]] = {
        ("node", "text", 24): [node.id for node in nodes],
        ("official", "text", 9): [node.code for node in nodes],
        ("weight", "General_)", 8): [node.weight for node in nodes],
        ("share", "0.00%_)", 9): [framework.shares[node.id] for node in nodes],
        ("definition", "text", 38): [node.description.to(language) for node in nodes],
        ("rule", "text", 18): [judged_by(node) for node in nodes],
        ("bounds", "text", 19): ["\n".join(_bounds(assessment, node, language)) if node else "" for node in leaves],
        ("unit", "text", 12): [node.unit.to(language) if node else "" for node in leaves],
        ("source", "text", 28): [node.source for node in nodes],
        ("grade_definition", "text", 13): [grade.definition if grade else "" for grade in grades],
        ("grade_bounds", "text", 13): [grade.bounds if grade else "" for grade in grades],
    }
    fields = [
        Field(book.say(f"column_{name}"), name, cells, style, width, looks=looks)
        for (name, style, width), cells in told.items()
    ]
    title = Field(book.say("column_title"), "title", titles, "text", 34, looks=levels)
    return Sheet(book.say("sheet_framework"), book.say("help_tree"), [title, *fields], 1)


def _bounds(assessment: Assessment, node: Indicator, language: str) -> list[str]:
    """Give the bounds of the rule as it was fitted, else what is said of it before."""
    fitted = assessment.framework.nodes[node.id]
    known = bounds_of(fitted, language) if isinstance(fitted, Indicator) else []
    return known or bounds_of(node, language)

"""The tables on the page of a city: its dimensions, strengths and weaknesses, and the gaps that bring most."""

from collections.abc import Sequence
from typing import Any

from pandas import DataFrame, Series

from smartscore.engine import Assessment
from smartscore.messages import message, numbers, printable
from smartscore.model import Indicator
from smartscore.reports.document import Figure
from smartscore.reports.elements.cells import decimals_of
from smartscore.reports.elements.insight import Gaps
from smartscore.reports.elements.ranges import ends_of
from smartscore.reports.elements.treated import stepped_value
from smartscore.reports.formats.cells import titled
from smartscore.reports.subjects.explanation import furthest

_GAPS = 8


def city_table(title: str, columns: list[tuple[str, bool, list[str]]], language: str) -> dict[str, Any]:
    """Give a table of (message of the heading, whether numeric, cells)."""
    return {
        "title": message(title, language),
        "columns": [{"title": titled(code, language), "numeric": numeric} for code, numeric, _ in columns],
        "rows": [list(cells) for cells in zip(*(cells for *_, cells in columns), strict=True)],
    }


def _titles(assessment: Assessment, names: list[str], language: str) -> list[str]:
    nodes, index = assessment.framework.nodes, titled("html_index", language)
    return [index if name == "index" else printable(nodes[name].title.to(language)) for name in names]


def dimension_columns(
    assessment: Assessment, row: int, profile: DataFrame, names: list[str], language: str
) -> list[tuple[str, bool, list[str]]]:
    """Give score, what missing values allow where some are missing, median and contribution of dimensions."""
    part = profile.loc[names]
    columns = {name: part[name].to_list() for name in ("score", "median", "contribution")}
    if assessment.score_range.is_open()[row]:
        least, greatest = zip(*([end[row] for end in ends_of(assessment, name)] for name in names), strict=True)
        ends = {"range_least": [*least], "range_greatest": [*greatest]}
        columns = {"score": columns.pop("score"), **ends, **columns}
    decimals = decimals_of(assessment)
    return [
        ("html_dimension", False, _titles(assessment, names, language)),
        *((f"html_{name}", True, numbers(values, decimals, language)) for name, values in columns.items()),
    ]


def difference_columns(
    assessment: Assessment, row: int, profile: DataFrame, language: str
) -> list[tuple[str, bool, list[str]]]:
    """Give the indicators that lie furthest ahead of the median, then those furthest behind."""
    strong, weak = furthest(assessment.framework, profile["difference"])
    names = [*strong, *weak]
    part = profile.loc[names]
    return [
        ("html_indicator", False, _titles(assessment, names, language)),
        ("html_value", True, _shown(assessment, row, part["value"], language)),
        ("html_unit", False, _units(assessment, names, language)),
        ("html_score", True, numbers(part["score"].to_list(), decimals_of(assessment), language)),
        ("html_difference", True, _signed(assessment, part["difference"].to_list(), language)),
    ]


def gap_columns(assessment: Assessment, row: int, gaps: Gaps, language: str) -> list[tuple[str, bool, list[str]]]:
    """Give the gaps whose closing alone brings most."""
    gain, rank = gaps.gain[:, row], gaps.rank[:, row]
    places = gaps.largest(row, _GAPS)
    names = [list(gaps.targets)[place] for place in places]
    values = assessment.values.iloc[row].reindex(names)
    targets = values.copy()
    targets[:] = [gaps.targets[name] for name in names]
    return [
        ("html_indicator", False, _titles(assessment, names, language)),
        ("html_value", True, _shown(assessment, row, values, language)),
        ("html_wanted", True, [Figure(value).to(language) for value in targets]),
        ("html_unit", False, _units(assessment, names, language)),
        ("html_gain", True, _signed(assessment, gain[places].tolist(), language)),
        ("html_rank_then", True, numbers(rank[places].tolist(), 0, language)),
    ]


def _shown(assessment: Assessment, row: int, values: "Series[float]", language: str) -> list[str]:
    """Write raw values, with the measured one beside it where a step changed it."""
    stepped = (stepped_value(assessment, str(name), row) for name in values.index)
    return [(one or Figure(value)).to(language) for one, value in zip(stepped, values, strict=True)]


def _units(assessment: Assessment, names: list[str], language: str) -> list[str]:
    nodes = [assessment.framework.nodes[name] for name in names]
    return [printable(node.unit.to(language)) if isinstance(node, Indicator) else "" for node in nodes]


def _signed(assessment: Assessment, values: Sequence[float], language: str) -> list[str]:
    """Write differences between scores, with their sign."""
    return [Figure(value, "score", decimals_of(assessment), signed=True).to(language) for value in values]

"""Empty datasets to fill in."""

import csv
import io
from collections.abc import Sequence

from smartscore.model import Framework, Indicator
from smartscore.reports.formats.formula_guard import guarded

_LONG = ("city", "indicator", "title", "unit", "value", "value_year", "source", "quality", "evidence", "note")


def template(frameworks: Sequence[Framework], cities: Sequence[str], *, long: bool, language: str) -> str:
    """Give a CSV without values: wide has a column an indicator, long a row an indicator with title and unit."""
    indicators = {node.id: node for framework in frameworks for node in framework.indicators}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if long:
        writer.writerow(_LONG)
        writer.writerows(_line(city, node, language) for city in cities or ("",) for node in indicators.values())
    else:
        writer.writerow(["city", *indicators])
        writer.writerows([city, *("" for _ in indicators)] for city in cities)
    return out.getvalue()


def _line(city: str, node: Indicator, language: str) -> list[str]:
    """Give a line; the name of the city stays as it was given, since the dataset is read by it."""
    return [city, node.id, guarded(node.title.to(language)), guarded(node.unit.to(language)), "", "", "", "", "", ""]

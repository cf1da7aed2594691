"""The reverse question: the least change of one indicator, or of weights, that moves the city that was asked for."""

from collections.abc import Iterator, Mapping

import numpy as np

from smartscore.engine import Assessment
from smartscore.reports.document import Column, Figure, Part, Section, Table
from smartscore.reports.elements.cells import Cells, numbers, raw_value, row_label
from smartscore.reports.subjects.robustness.exact import reasons, shares_among
from smartscore.robustness.analysis import Analysis
from smartscore.robustness.exact import WeightChange
from smartscore.robustness.one_city import NODES, LeastChanges
from smartscore.text import Phrase, Sentence

#: Which goal weights reach, and whether it is proved that no smaller change does; None where none were found.
_MOVED = {
    ("next", True): "least_weights_next",
    ("next", False): "least_weights_next_open",
    ("next", None): "least_weights_next_none",
    ("top", True): "least_weights_top",
    ("top", False): "least_weights_top_open",
    ("top", None): "least_weights_top_none",
}


def least_sections(analysis: Analysis) -> Iterator[Section]:
    """Give the changes of single indicators in raw units, and those of the weights of the index's members."""
    told, row, assessment = analysis.least, analysis.city, analysis.uncertainty.assessment
    if told is None or row is None:
        return
    city = row_label(assessment, row)
    title = Phrase("least_title", city=city)
    if told.place == 1:
        yield Section(id="least", title=title, parts=[Phrase("least_best", city=city)])
        return
    parts: list[Part] = [*_values(told, assessment)]
    if told.problems:
        parts.append(reasons(told.problems))
    else:
        parts += _weights(told, assessment)
    yield Section(id="least", title=title, parts=[*parts, Phrase("least_note")])


def _values(told: LeastChanges, assessment: Assessment) -> Iterator[Part]:
    moving = [one.indicator for one in (*told.values_to_next, *told.values_to_top) if one.new is not None]
    names = [one.indicator for one in told.values_to_next if one.indicator in moving]
    if names:
        yield values_table(told, assessment, names)
    if still := len(told.values_to_next) - len(names):
        yield Phrase("least_still" if names else "least_none", count=still)
    if names and told.top is not None and all(one.new is None for one in told.values_to_top):
        yield Phrase("least_none_to_top", top=told.top)


def values_table(told: LeastChanges, assessment: Assessment, names: list[str]) -> Table:
    """Give a row an indicator: its value, and the nearest ones that suffice."""
    cells = Cells(assessment)
    values = {one.indicator: one.value for one in told.values_to_next}
    goals = {"next": told.values_to_next, "top": told.values_to_top}
    columns = [*cells.nodes(names), *cells.units(names)]
    columns.append(_raw("value", Phrase("column_value"), values, names, assessment))
    for goal, changes in goals.items():
        if all(one.new is None for one in changes):
            continue
        title = Phrase("column_to_next") if goal == "next" else Phrase("column_to_top", top=told.top)
        new = {one.indicator: np.nan if one.new is None else one.new for one in changes}
        columns.append(_raw(goal, title, new, names, assessment))
        change = {one.indicator: np.nan if one.change is None else one.change for one in changes}
        moved = [change[name] for name in names]
        columns.append(numbers(f"{goal}_change", "column_change", "raw", moved, signed=True))
    return Table(id="least_values", title=Phrase("least_values"), columns=columns, key=("title",))


def _raw(id_: str, title: Sentence, values: Mapping[str, float], names: list[str], assessment: Assessment) -> Column:
    cells = [raw_value(assessment, name, values[name]) for name in names]
    return Column(id=id_, title=title, kind="raw", values=cells)


def _weights(told: LeastChanges, assessment: Assessment) -> Iterator[Part]:
    found = {"next": told.weights_to_next, "top": told.weights_to_top}
    if told.top is None:
        del found["top"]
    for goal, change in found.items():
        yield _moved(goal, change, told)
    made = {goal: change.weights for goal, change in found.items() if change is not None}
    if made:
        yield _table({"nominal": told.nominal, **made}, told, assessment)


def _moved(goal: str, change: WeightChange | None, told: LeastChanges) -> Sentence:
    """Say by how much weights change, how exactly that is known, and what rank comes of it."""
    if change is None:
        return Phrase(_MOVED[goal, None], top=told.top, nodes=NODES)
    size, bound = (Figure(part / 2, "share", 2) for part in (change.size, change.bound))
    return Phrase(_MOVED[goal, change.proved], top=told.top, size=size, bound=bound, rank=change.rank, nodes=NODES)


def _table(sets: Mapping[str, Mapping[str, float]], told: LeastChanges, assessment: Assessment) -> Table:
    shares = {goal: shares_among(weights, assessment.framework) for goal, weights in sets.items()}
    names = list(shares["nominal"])
    columns = [*Cells(assessment).nodes(names)]
    titles = {
        "nominal": Phrase("column_weight_nominal"),
        "next": Phrase("column_to_next"),
        "top": Phrase("column_to_top", top=told.top),
    }
    for goal, given in shares.items():
        values = [given[name] for name in names]
        columns.append(Column(id=goal, title=titles[goal], kind="share", values=values, decimals=2))
    return Table(id="least_weights", title=Phrase("least_weights"), columns=columns, key=("title",))

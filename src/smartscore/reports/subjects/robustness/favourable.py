"""Which weights would make a city first: central weights, and how probable first places are by them."""

from collections.abc import Iterator

import numpy as np

from smartscore.reports.document import Column, Figure, Part, Section, Table
from smartscore.reports.elements.cells import Cells, node_title, numbers, row_keys, row_label
from smartscore.reports.subjects.robustness.ranks import Standing
from smartscore.robustness.analysis import Analysis
from smartscore.robustness.smaa import WeightAcceptability
from smartscore.rules import Array
from smartscore.text import Phrase

#: More weights than these have no column each beside the cities.
_WIDE = 8


def first_rows(told: WeightAcceptability, standing: Standing) -> list[int]:
    """Give the rows that are first in some draw, those that are so most often first."""
    shares = told.ranks[:, 0]
    return sorted((row for row in standing.rows if shares[row] > 0), key=lambda row: -shares[row])


def shown_dimensions(told: WeightAcceptability) -> list[str]:
    """Give the dimensions of whose members weights are shown: the index, all others where its members keep theirs."""
    return ["index"] if "index" in told.central else [*told.central]


def favourable_sections(analysis: Analysis, standing: Standing) -> Iterator[Section]:
    """Give the central weights of the city that was asked for, and those of all cities that are ever first."""
    told, row = analysis.acceptability, analysis.city
    if told is None or row is None or row not in standing.rows:
        return
    name = row_label(told.assessment, row)
    share = float(told.ranks[row, 0])
    figures = {
        "share": Figure(share, "share", 1),
        "confidence": Figure(float(told.confidence[row]), "share", 0),
        "holistic": Figure(float(told.holistic[row]), "share", 0),
    }
    code = "favourable_city" if share else "favourable_never"
    parts: list[Part] = [Phrase(code, city=name, draws=told.draws, seed=told.seed, **figures)]
    if share:
        parts.append(central_table(told, row))
    parts += [all_table(told, first_rows(told, standing)), Phrase("favourable_note")]
    yield Section(id="favourable", title=Phrase("favourable_title", city=name), parts=parts)


def central_table(told: WeightAcceptability, row: int) -> Table:
    """Give the weights of the framework, and the central ones of a city, as shares among siblings."""
    nodes = told.assessment.definition.nodes
    names, nominal, central = [], list[float](), list[float]()
    for dimension in shown_dimensions(told):
        members = nodes[dimension].members  # type: ignore[union-attr]  # a dimension
        weights = np.array([member.weight for member in members])
        names += [member.id for member in members]
        nominal += (weights / weights.sum()).tolist()
        central += told.central[dimension][row].tolist()
    columns = [
        *Cells(told.assessment).nodes(names),
        numbers("nominal", "column_weight_nominal", "share", nominal, decimals=1),
        numbers("central", "column_weight_central", "share", central, decimals=1),
    ]
    return Table(id="central", title=Phrase("favourable_weights"), columns=columns, key=("title",))


def all_table(told: WeightAcceptability, rows: list[int]) -> Table:
    """Give a row a city that is ever first, with its central weights where they are few."""
    columns: list[Column] = [column.of(rows) for column in row_keys(told.assessment)]
    columns += [
        _shares("first", "column_first_share", told.ranks[rows, 0], 1),
        _shares("confidence", "column_confidence_factor", told.confidence[rows]),
        _shares("holistic", "column_holistic", told.holistic[rows]),
    ]
    for dimension in shown_dimensions(told)[:1]:
        framework = told.assessment.definition
        members = framework.nodes[dimension].members  # type: ignore[union-attr]  # a dimension
        for place, member in enumerate(members if len(members) <= _WIDE else ()):
            values = told.central[dimension][rows, place].tolist()
            title = node_title(framework, member.id)
            columns.append(Column(id=f"weight_{member.id}", title=title, kind="share", values=values, decimals=0))
    return Table(id="ever_first", title=Phrase("favourable_all"), columns=columns, key=("name",))


def _shares(id_: str, code: str, values: Array, decimals: int = 0) -> Column:
    return numbers(id_, code, "share", values.tolist(), decimals=decimals)

"""A plan by an edition that was repealed, beside results by the one that took its place: nothing is carried over."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from smartscore.engine import Assessment
from smartscore.messages import printable
from smartscore.model import Break
from smartscore.plans.progress import Plan
from smartscore.reports.document import Column, Document, Section, Table
from smartscore.reports.elements.cells import decimals_of, numbers, rounded, words
from smartscore.reports.elements.city_heading import footing, notes_of
from smartscore.reports.elements.provisos import provisos
from smartscore.reports.subjects.over_breaks.record import break_record
from smartscore.text import Phrase


def document(assessment: Assessment, plan: Plan, gap: Break, as_of: int | None = None) -> Document:
    """Give the index that was planned by the one edition beside that of the other, with no status and no difference.

    The year of a dataset without years is `as_of`.

    Raises:
        UsageError: if the dataset does not have the city of the plan.
    """
    part = assessment.only(np.array(assessment.dataset.rows_of(plan.city), dtype=int))
    said = Phrase("progress_over_break", framework=part.framework.id)
    return Document(
        title=Phrase("title_progress"),
        head=[Phrase("progress_plan_by", city=printable(plan.name), framework=plan.framework_identity), gap.sentence],
        sections=[
            Section(id="series", parts=[_table(part, plan, as_of), said]),
            notes_of(part),
        ],
        provisos=provisos(part),
        record=partial(_record, part, plan, gap, as_of),
        label=part.framework.id,
        identity={"break": gap.sentence, "city": plan.city},
    )


def _rows(assessment: Assessment, plan: Plan, as_of: int | None) -> dict[int | None, tuple[float, int]]:
    """Give the index that was planned (NaN for none) and the row of the result (-1 for none), by year."""
    planned = {int(str(year)): (float(index), -1) for year, index in plan.trajectory["index"].items()}
    years = assessment.dataset.years
    rows: dict[int | None, tuple[float, int]] = dict(planned.items())
    for row in range(len(assessment.rows)):
        year = as_of if years is None else int(years[row])
        rows[year] = (planned.get(-1 if year is None else year, (np.nan, -1))[0], row)
    return dict(sorted(rows.items(), key=lambda item: (item[0] is None, item[0] or 0)))


def _table(assessment: Assessment, plan: Plan, as_of: int | None) -> Table:
    rows, decimals, framework = _rows(assessment, plan, as_of), decimals_of(assessment), assessment.framework
    reached = [np.nan if row < 0 else float(assessment.index.iloc[row]) for _, row in rows.values()]
    places = [int(assessment.band_numbers[row]) if row >= 0 else -1 for _, row in rows.values()]
    bands = [framework.bands[place].title if place >= 0 else "" for place in places]
    columns = [
        numbers("year", "column_year", "year", [np.nan if year is None else year for year in rows], width=8),
        _index("planned", "column_planned_by", plan.framework, [planned for planned, _ in rows.values()], 2),
        _index("index", "column_index_by", framework.name, reached, decimals),
        words("band", "column_band", bands),
    ]
    return Table(id="series", title=Phrase("title_progress"), columns=columns, key=("year",))


def _index(id_: str, code: str, framework: str, values: Sequence[float], decimals: int) -> Column:
    return Column(id=id_, title=Phrase(code, framework=framework), kind="score", values=list(values), decimals=decimals)


def _record(assessment: Assessment, plan: Plan, gap: Break, as_of: int | None, language: str) -> dict[str, Any]:
    rows = _rows(assessment, plan, as_of)
    return {
        "break": break_record(gap, language),
        "plan": plan.file,
        "city": plan.city,
        "name": plan.name,
        "years": [
            {
                "year": year,
                "planned": rounded(planned),
                "index": None if row < 0 else rounded(float(assessment.index.iloc[row])),
                "band": None if row < 0 else assessment.band_names(language)[row],
            }
            for year, (planned, row) in rows.items()
        ],
        **footing(assessment, language),
    }

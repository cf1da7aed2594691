"""Scores as CSV, for other programs: ids as headings, a decimal dot, 12 significant digits."""

import csv
import io
from collections.abc import Iterator, Sequence

import numpy as np

from smartscore.engine import Assessment, members_of
from smartscore.reports.harmless import harmless
from smartscore.reports.summary import progress_of
from smartscore.reports.view import View
from smartscore.rounding import TIE


def write(assessments: Sequence[Assessment], view: View) -> str:
    """Give a row a city: key, name, framework, rank, band, scores, coverage, share on judgement, reason, note.

    Text that a spreadsheet program would take for a formula has an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = list(dict.fromkeys(name for a in assessments for name in members_of(a.framework, view.depth)))
    levels = [str(level) for level in assessments[0].rows.names]
    what_if = ["index_before", "rank_before"] if view.what_if else []
    planned = ["planned", "plan_status"] if view.plans else []
    ends = ["coverage", "judgement", "reason", "note", *what_if, *planned]
    writer.writerow([*levels, "name", "framework", "rank", "band", *names, *ends])
    for assessment in assessments:
        writer.writerows(_rows(assessment, names, view))
    return out.getvalue()


def _rows(assessment: Assessment, names: list[str], view: View) -> Iterator[list[str]]:
    ranks = assessment.ranks(view.by)
    bands = assessment.band_names(view.language)
    columns = [assessment.scores[name].to_numpy() if name in assessment.scores else None for name in names]
    coverage = assessment.coverage["index"].to_numpy()
    shares = assessment.share_by_confidence()
    judgement = "" if shares.get("", 0.0) > 1 - TIE else f"{shares.get('judgement', 0.0):.12g}"
    before, planned = _before(assessment, view), _planned(assessment, view)
    for row, parts in enumerate(assessment.keys):
        reason = assessment.reason(row)
        yield [
            *(harmless(str(part)) for part in parts),
            harmless(assessment.dataset.labels[row]),
            assessment.framework.name,
            "" if np.isnan(ranks[row]) else f"{ranks[row]:.0f}",
            harmless(bands[row] or ""),
            *("" if column is None or np.isnan(column[row]) else f"{column[row]:.12g}" for column in columns),
            f"{coverage[row]:.12g}",
            judgement,
            harmless(reason.message(view.language) if reason else ""),
            harmless(assessment.framework.note.to(view.language)),
            *(["" if np.isnan(number) else f"{number:.12g}" for number in before[row]] if len(before) else []),
            *(planned.get(row, ["", ""]) if view.plans else []),
        ]


def _planned(assessment: Assessment, view: View) -> dict[int, list[str]]:
    """Give the index that was planned for the year, and the word for where it is, of rows with a plan."""
    told = {}
    for plan, year, found in progress_of(assessment, view):
        rows = assessment.dataset.rows_of(plan.city)
        index, years = found.loc["index"], assessment.dataset.years
        row = next((row for row in rows if years is None or years[row] == year), rows[-1])
        told[row] = [f"{index['target']:.12g}", str(index["status"])]
    return told


def _before(assessment: Assessment, view: View) -> list[list[float]]:
    """Give index and rank of every city before values were changed, nothing where none were."""
    if assessment.framework.name not in view.what_if:
        return []
    told: list[list[float]] = (
        view.what_if[assessment.framework.name].summary[["index_before", "rank_before"]].to_numpy().tolist()
    )
    return told

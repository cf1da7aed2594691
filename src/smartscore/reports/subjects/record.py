"""The record of a result for programs: every node's score, coverage and reason in every city."""

from typing import Any

import numpy as np

from smartscore.dataset import Dataset, columns_of
from smartscore.engine import Assessment
from smartscore.model import Dimension, Framework, Indicator
from smartscore.reports.elements.assessors import assessors_record
from smartscore.reports.elements.cells import entry, records, rounded
from smartscore.reports.elements.editions import edition_record, ended_record
from smartscore.reports.elements.evidence.record import EvidenceRecord, ladder_record
from smartscore.reports.elements.intervals import interval_records, robustness_record
from smartscore.reports.elements.provisional import provisional_record
from smartscore.reports.elements.provisos import counts, progress_of, versions
from smartscore.reports.elements.ranges import range_record, range_records
from smartscore.reports.elements.reading import Understood
from smartscore.reports.elements.suspicions import records_of as suspicion_records
from smartscore.reports.elements.treated import measured_cells
from smartscore.reports.result import Result
from smartscore.reports.subjects.completion import records_of
from smartscore.rounding import without_noise
from smartscore.tables.identifiers import as_key

SCHEMA = 1


def record(result: Result, language: str) -> dict[str, Any]:
    """Give everything: framework, versions, hashes, and every node's score, coverage and reason in every city."""
    dataset = result.assessments[0].dataset
    return {
        "schema": SCHEMA,
        "versions": versions(),
        "plugins": dict(result.plugins),
        "dataset": {
            "file": dataset.file,
            "sha256": dataset.digest,
            "rows": len(dataset.frame),
            "files": [{"file": file, "sha256": digest} for file, digest in dataset.files],
            "reading": _understood(result.assessments[0]).files_record(language),
        },
        "programmes": None if result.completion is None else records_of(result.completion),
        "assessments": [_assessment(assessment, result, language) for assessment in result.assessments],
    }


def _understood(assessment: Assessment) -> Understood:
    return Understood(assessment.dataset, assessment.definition, assessment.measured)


def _assessment(assessment: Assessment, result: Result, language: str) -> dict[str, Any]:
    return {
        "framework": _framework(assessment, language),
        **provisional_record(assessment),
        "counts": {
            **counts(assessment, result.as_of),
            "quality": {str(name): int(count) for name, count in assessment.quality_counts().items()},
        },
        **_consolidated(assessment.dataset),
        "confidence": {grade or "not said": rounded(s) for grade, s in assessment.share_by_confidence().items()},
        **_understood(assessment).columns_record(),
        "suspicions": suspicion_records(assessment.suspicions, assessment.dataset.accepted, language),
        **robustness_record(assessment, result),
        "cities": _cities(assessment, result, language),
        **_what_if(assessment, result),
        **_plans(assessment, result),
    }


def _framework(assessment: Assessment, language: str) -> dict[str, Any]:
    """Give the framework that was applied: its identity, where its edition stands, bands, and nodes."""
    framework = assessment.framework
    return {
        "id": framework.id,
        "name": framework.name,
        "title": framework.title.to(language),
        "edition": framework.edition,
        "family": framework.family,
        "fingerprint": assessment.definition.fingerprint,
        "fitted_fingerprint": framework.fingerprint,
        "source": framework.source,
        "note": framework.note.to(language),
        **edition_record(framework),
        **ended_record(framework, language),
        "scale": list(framework.scale),
        "higher": framework.higher,
        "bands": _bands(framework, language),
        **ladder_record(assessment, language),
        "nodes": [
            {
                "id": node.id,
                "title": node.title.to(language),
                "members": [member.id for member in node.members] if isinstance(node, Dimension) else [],
                "weight": node.weight,
                "share": rounded(framework.shares[node.id]),
                "range_exact": assessment.score_range.exact[node.id],
            }
            for node in framework.walk()
        ],
    }


def _consolidated(dataset: Dataset) -> dict[str, Any]:
    """Give by which rule values of several assessors became one, where they did."""
    spread = dataset.spread
    return {} if spread is None else {"consolidated": {"rule": str(spread.rule), "assessors": list(spread.assessors)}}


def _bands(framework: Framework, language: str) -> list[dict[str, Any]]:
    return [
        {"title": band.title.to(language), "above" if band.open else "from": band.start} for band in framework.bands
    ]


def _plans(assessment: Assessment, result: Result) -> dict[str, Any]:
    """Give the progress of plans, by node: where there are some."""
    plans = [
        {
            "city": plan.city,
            "name": plan.name,
            "year": year,
            "nodes": records(progress, assessment.framework),
        }
        for plan, year, progress in progress_of(assessment, result)
    ]
    return {"plans": plans} if plans else {}


def _what_if(assessment: Assessment, result: Result) -> dict[str, Any]:
    """Give the values that were changed, with what each did, and index and rank before: a record a city."""
    comparison = result.what_if.get(assessment.framework.name)
    if comparison is None:
        return {}
    summary = comparison.summary[["index_before", "difference", "rank_before", "move"]]
    changed = [
        {"city": assessment.dataset.label(row), "node": node, **entry(cells, assessment.framework)}
        for row in range(len(assessment.rows))
        for node, cells in comparison.indicators(row).iterrows()
    ]
    cities = [entry(cells, assessment.framework) for _, cells in summary.iterrows()]
    return {"what_if": {"changed": changed, "cities": cities}}


def _cities(assessment: Assessment, result: Result, language: str) -> list[dict[str, Any]]:
    ranks = assessment.ranks(result.by)
    levels = [str(name) for name in assessment.rows.names]
    nodes, evidence = _nodes(assessment, result, language), EvidenceRecord.of(assessment)
    for row, name, cell in evidence.cells(language):
        nodes[name][row] |= cell
    index = assessment.index.tolist()
    change = without_noise(assessment.improvement().to_numpy(), assessment.framework.scale).tolist()
    cities, intervals = [], interval_records(assessment, result)
    bands = assessment.band_names(language)
    for row, parts in enumerate(assessment.keys):
        cities.append(
            {
                **{
                    name: part if isinstance(part, str) else int(part) for name, part in zip(levels, parts, strict=True)
                },
                "name": assessment.dataset.label(row),
                "rank": None if np.isnan(ranks[row]) else int(ranks[row]),
                **intervals[row],
                "band": bands[row],
                "index": rounded(index[row]),
                "change": rounded(change[row]),
                **range_record(assessment, row, language),
                **evidence.of_row(row),
                "nodes": {name: column[row] for name, column in nodes.items()},
            }
        )
    return cities


def _nodes(assessment: Assessment, result: Result, language: str) -> dict[str, list[dict[str, Any]]]:
    """Give score, coverage, range and reason of every node in every city, by node, and the fields of single values."""
    nodes = {}
    for name in assessment.framework.nodes:
        scores = assessment.scores[name].to_numpy()
        coverage = assessment.coverage[name].to_numpy() if name in assessment.coverage else ~np.isnan(scores) * 1.0
        coverage = np.where(assessment.applies(name), coverage, np.nan)
        column = []
        ranges = range_records(assessment, name)
        for row, score in enumerate(scores.tolist()):
            cell: dict[str, Any] = {"score": rounded(score), "coverage": rounded(coverage[row])}
            if row in ranges:
                cell["range"] = ranges[row]
            if score != score:  # noqa: PLR0124  # NaN, which has a reason
                reason = assessment.reason(row, name)
                cell["reason"] = reason.to(language) if reason else None
            column.append(cell)
        nodes[name] = column
    _add_marks(nodes, assessment, result)
    _add_values(nodes, assessment)
    return nodes


def _add_marks(nodes: dict[str, list[dict[str, Any]]], assessment: Assessment, result: Result) -> None:
    """Mark scores that were given, what does not apply, and values that are clipped, imputed, changed or stale."""
    given_scores = {name: assessment.given[name].to_numpy() for name in assessment.given.columns}
    kinds = {
        "given": given_scores,
        "clipped": assessment.clipped,
        "imputed": assessment.imputed,
        "changed": assessment.changed,
    }
    kinds["not_applicable"] = assessment.not_applicable
    for mark, flags in {**kinds, "stale": assessment.stale(result.as_of)}.items():
        for name, flagged in flags.items():
            for row in np.flatnonzero(flagged):
                nodes[name][row][mark] = True


def _add_values(nodes: dict[str, list[dict[str, Any]]], assessment: Assessment) -> None:
    """Give the raw value of each indicator, the fields that the dataset holds beside it, and its ticked criteria."""
    for name, by_row in assessors_record(assessment).items():
        for row, spread in by_row.items():
            nodes[name][row]["assessors"] = spread
    columns, measured = columns_of(assessment.dataset, assessment.framework), measured_cells(assessment)
    for node in assessment.framework.walk():
        column = columns.get(node.id, "")
        if ":" not in column:
            _add_fields(nodes[node.id], assessment.dataset, column)
        if isinstance(node, Indicator) and node.id in assessment.columns:
            for row, value in enumerate(assessment.columns[node.id].tolist()):
                nodes[node.id][row]["value"] = rounded(value)
            for row, value in measured.get(node.id, {}).items():
                nodes[node.id][row]["measured"] = value
            _add_ticks(nodes[node.id], assessment.dataset, node)


def _add_fields(cells: list[dict[str, Any]], dataset: Dataset, column: str) -> None:
    for name, note in dataset.notes.items():
        if name != "line" and column in note:
            for cell, text in zip(cells, note[column].tolist(), strict=True):
                if text:
                    cell[name] = text


def _add_ticks(cells: list[dict[str, Any]], dataset: Dataset, node: Indicator) -> None:
    for place, column in node.tick_columns.items():
        if column in dataset.frame:
            ticks: list[dict[str, Any]] = [{"ticked": as_key(value)} for value in dataset.frame[column].tolist()]
            _add_fields(ticks, dataset, column)
            for cell, tick in zip(cells, ticks, strict=True):
                if tick["ticked"]:
                    cell.setdefault("criteria", {})[place] = tick

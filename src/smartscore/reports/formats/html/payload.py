"""One JSON for all cities: what a page is drawn from. Numbers are rounded far below what is shown.

Nodes are known by their place in the tree, breadth first, and rows by their place in the dataset. Ranks, medians, what
is furthest and every order by a score stand in it: the page works none of them out again.

The page keeps this payload of its own beside the tables of the document, and it is made of the same result: in the
browser every city, year and node can be sorted, filtered and drawn again, for which it needs the numbers of all of them
in compact arrays, where a document has the finished tables of one question.
"""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
from pandas import Series, factorize

from smartscore.dataset import columns_of
from smartscore.engine import Assessment
from smartscore.messages import decimal_mark, printable, template
from smartscore.model import Indicator, is_unscored
from smartscore.reports.charts.look import band_colours
from smartscore.reports.charts.specifications import charts
from smartscore.reports.document import Style
from smartscore.reports.elements.cells import decimals_of, row_label
from smartscore.reports.elements.insight import Gaps, city_gaps, extremes, medians, nearest_peers, next_bands
from smartscore.reports.elements.ranges import is_told
from smartscore.reports.elements.treated import measured_cells
from smartscore.reports.formats.html.beside_values import beside_values
from smartscore.reports.formats.html.compact import MORE, digits, numbers, rounded
from smartscore.reports.formats.html.evidence import evidence_payload
from smartscore.reports.formats.html.intervals import rank_intervals
from smartscore.reports.formats.html.ranges import ranges
from smartscore.reports.formats.html.shapes import shapes
from smartscore.reports.formats.html.words import CODES, words
from smartscore.reports.formats.plan_pages import plan_pages
from smartscore.reports.result import Result, chosen_rows
from smartscore.rounding import TIE
from smartscore.views import contributions
from smartscore.views.explain import furthest_places

FIELDS = ("value_year", "source", "quality", "evidence", "note")

JsonObject = dict[str, Any]


def payload(result: Result, style: Style) -> JsonObject:
    """Give all that a page draws, as JSON has it."""
    return {
        "language": style.language,
        "mark": decimal_mark(style.language),
        "words": words(style.language, CODES),
        "assessments": [_assessment(assessment, result, style) for assessment in result.assessments],
    }


def encoded(content: JsonObject) -> str:
    """Write JSON that can stand within a script element of a page, whatever texts are in it."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _assessment(assessment: Assessment, result: Result, style: Style) -> JsonObject:
    framework, language = assessment.framework, style.language
    gaps = city_gaps(assessment, result.by)
    scale, bands, worse = framework.scale, len(framework.bands), framework.higher == "worse"
    return {
        "heading": printable(framework.title.to(language)),
        "depth": style.depth,
        "decimals": decimals_of(assessment),
        "scale": list(scale),
        "worse": worse,
        "bands": [{"title": printable(band.title.to(language)), "start": band.start} for band in framework.bands],
        "colours": band_colours(bands),
        "judged": _judged(assessment),
        "chosen": _chosen(assessment, result),
        "by": None if result.by is None else printable(result.by),
        "nodes": _nodes(assessment, gaps, language),
        **beside_values(assessment, language),
        **_results(assessment, gaps, result, style),
        "charts": charts(scale, bands, worse=worse, words=lambda code: template(code, language)),
    }


def _results(assessment: Assessment, gaps: Gaps, result: Result, style: Style) -> JsonObject:
    """Give the results of rows, and of nodes by row."""
    framework = assessment.framework
    places = {name: place for place, name in enumerate(framework.nodes)}
    above = [dimension.id for dimension in framework.dimensions]
    cities, brought = {str(city) for city in assessment.dataset.cities}, contributions(assessment)
    return {
        "rounds": _rounds(assessment),
        "rows": _rows(assessment, result),
        **_standing(assessment, result, places),
        "scores": [numbers(assessment, assessment.scores[name]) for name in places],
        "ranges": ranges(assessment, style.language) if is_told(assessment) else None,
        "intervals": rank_intervals(assessment, result, style.language),
        "coverage": {places[name]: rounded(assessment.coverage[name], MORE) for name in above},
        "contributions": {places[name]: numbers(assessment, brought[name]) for name in above},
        "values": {places[name]: digits(values) for name, values in assessment.columns.items() if name in places},
        "measured": {places[name]: cells for name, cells in measured_cells(assessment).items()},
        "gaps": _gaps(assessment, gaps, places),
        "marks": _marks(assessment, result, places),
        "notes": _notes(assessment, places),
        "evidence": evidence_payload(assessment, places, style.language),
        "reasons": _reasons(assessment, style.language),
        "beside": _beside(assessment, places),
        "plans": plan_pages(assessment, result, style),
        "shapes": None if result.map is None else shapes(result.map, cities),
    }


def _chosen(assessment: Assessment, result: Result) -> list[str] | None:
    """Give the keys of the cities that are to have a page, nothing where all have one."""
    keys = assessment.dataset.cities
    rows = chosen_rows(assessment.dataset, result.cities)
    return list(dict.fromkeys(printable(str(keys[row])) for row in rows)) if result.cities else None


def _judged(assessment: Assessment) -> float | None:
    """Give the share of the index that rests on judgement, nothing where the framework does not say."""
    shares = assessment.share_by_confidence()
    return None if shares.get("", 0.0) > 1 - TIE else round(shares.get("judgement", 0.0), 6)


def _nodes(assessment: Assessment, gaps: Gaps, language: str) -> list[JsonObject]:
    framework = assessment.framework
    places = {name: place for place, name in enumerate(framework.nodes)}
    above = {member.id: places[d.id] for d in framework.dimensions for member in d.members}
    return [
        {
            "title": printable(node.title.to(language)),
            "code": printable(node.code),
            "above": above.get(name, -1),
            "share": round(framework.shares[name], 6),
            "way": framework.ways[name],
            "scored": not is_unscored(node) and (name == "index" or node.weight > 0),
            **(_indicator(node, gaps, language) if isinstance(node, Indicator) else {}),
        }
        for name, node in framework.nodes.items()
    ]


def _indicator(node: Indicator, gaps: Gaps, language: str) -> JsonObject:
    steps = [
        {"level": step.level, "text": printable(step.text.to(language)), "evidence": printable(step.evidence)}
        for step in node.criteria
    ]
    target = digits([gaps.targets[node.id]])[0] if node.id in gaps.targets else None
    return {"unit": printable(node.unit.to(language)), "wanted": target, "criteria": steps}


def _rounds(assessment: Assessment) -> list[JsonObject]:
    """Give the rows of each year and assessor, the latest year first."""
    keys = [tuple(map(str, key[1:])) for key in assessment.keys]
    rows_by_round: dict[tuple[str, ...], list[int]] = {}
    for row, key in enumerate(keys):
        rows_by_round.setdefault(key, []).append(row)
    years = "year" in assessment.rows.names
    order = sorted(rows_by_round, key=lambda key: (-int(key[0]), key[1:]) if years else (0, key))
    return [
        {"title": printable(", ".join(key)), "rows": rows_by_round[key], **_round(assessment, rows_by_round[key])}
        for key in order
    ]


def _round(assessment: Assessment, rows: list[int]) -> JsonObject:
    """Give medians, best and worst by node in a round, and the rows with an index, the highest first."""
    statistics = extremes(assessment, np.array(rows, dtype=int))
    coverage = float(assessment.coverage["index"].iloc[rows].median())
    return {
        "ranked": statistics.ranked,
        "medians": numbers(assessment, statistics.median),
        "best": statistics.best,
        "worst": statistics.worst,
        "nodes": statistics.nodes,
        "coverage": rounded([coverage], MORE)[0],
    }


def _standing(assessment: Assessment, result: Result, places: Mapping[str, int]) -> JsonObject:
    """Give ranks of the index and its members, medians of each group by node, and what lies furthest from them."""
    groups, framework = assessment.groups(result.by), assessment.framework
    scores, raw = medians(assessment.scores, groups), medians(assessment.values, groups)
    leaves = [node.id for node in framework.indicators]
    apart = (assessment.scores[leaves].to_numpy(dtype=float) - scores[leaves].loc[groups].to_numpy(dtype=float)).T
    sides = furthest_places(framework, np.ascontiguousarray(apart))
    ranked = ["index", *(member.id for member in framework.index.members)]
    return {
        "ranks": {places[name]: rounded(assessment.ranks(result.by, name), 0) for name in ranked},
        "medians": [numbers(assessment, row) for row in scores.to_numpy()],
        "middles": {places[name]: digits(raw[name].tolist()) for name in map(str, raw) if name in places},
        "strong": [[places[leaves[place]] for place in strong] for strong, _ in sides],
        "weak": [[places[leaves[place]] for place in weak] for _, weak in sides],
    }


def _rows(assessment: Assessment, result: Result) -> JsonObject:
    """Give names, rank, group, band and change of each row."""
    groups = [] if result.by is None else [printable(str(group)) for group in assessment.dataset.frame[result.by]]
    ranks = assessment.ranks(result.by)
    rows = range(len(assessment.rows))
    return {
        "city": [printable(str(city)) for city in assessment.dataset.cities],
        "name": [printable(name) or "-" for name in assessment.dataset.labels],
        "label": [row_label(assessment, row) or "-" for row in rows],
        "rank": rounded(ranks, 0),
        "within": assessment.groups(result.by).tolist(),
        "group": groups,
        "band": assessment.band_numbers.tolist(),
        "before": assessment.year_before().tolist(),
        "change": numbers(assessment, assessment.improvement()),
        "near": nearest_peers(assessment, result.by).tolist(),
    }


def _gaps(assessment: Assessment, gaps: Gaps, places: Mapping[str, int]) -> JsonObject:
    """Give gains and ranks by indicator, their order by row, what closing them reaches, and what next bands ask for."""
    named = dict(zip(gaps.targets, zip(gaps.gain, gaps.rank, strict=True), strict=True))
    at = [places[name] for name in gaps.targets]
    largest = [gaps.largest(row) for row in range(len(assessment.rows))]
    return {
        "gain": {places[name]: numbers(assessment, gain) for name, (gain, _) in named.items()},
        "rank": {places[name]: rounded(rank, 0) for name, (_, rank) in named.items()},
        "order": [[at[place] for place in row_places] for row_places in largest],
        "alone": [
            [at[place] for place in row_places if gaps.alone[place, row]] for row, row_places in enumerate(largest)
        ],
        "needed": gaps.needed.tolist(),
        "together": [numbers(assessment, step) for step in gaps.together],
        "next": {
            band: dict(zip([places[name] for name in values], digits(values.values()), strict=True))
            for band, values in next_bands(assessment).items()
        },
    }


def _marks(assessment: Assessment, result: Result, places: Mapping[str, int]) -> JsonObject:
    """Give the rows in which values are clipped, imputed, changed or stale, scores are given, and so on, by node."""
    kinds: dict[str, Mapping[str, np.ndarray]] = {
        "clipped": assessment.clipped,
        "imputed": assessment.imputed,
        "changed": assessment.changed,
        "stale": assessment.stale(result.as_of),
        "not_applicable": assessment.not_applicable,
        "given": {str(name): column.to_numpy() for name, column in assessment.given.items()},
    }
    return {
        kind: {places[name]: np.flatnonzero(flags).tolist() for name, flags in marked.items() if flags.any()}
        for kind, marked in kinds.items()
    }


def _notes(assessment: Assessment, places: Mapping[str, int]) -> JsonObject:
    """Give the notes on values: the different texts, and by node the place of each row's text in them."""
    notes = {}
    columns = columns_of(assessment.dataset, assessment.framework)
    for kind in FIELDS:
        note = assessment.dataset.notes.get(kind)
        named = {name: columns.get(name, name) for name in places}
        there = {name: column for name, column in named.items() if note is not None and column in note}
        if note is None or not there:
            continue
        written = np.array([note[column].to_numpy(dtype=object) for column in there.values()])
        codes, texts = factorize(Series(written.ravel()).fillna("").astype(str))
        rows = codes.reshape(written.shape)
        notes[kind] = {
            "texts": [printable(text) for text in texts],
            "at": {places[name]: row.tolist() for name, row in zip(there, rows, strict=True)},
        }
    return notes


def _beside(assessment: Assessment, places: Mapping[str, int]) -> dict[int, dict[int, str]]:
    """Give the reasons that are stated why nodes do not apply, by node and row."""
    reasons = {
        places[name]: {row: assessment.why_not_applicable(row, name) for row in np.flatnonzero(mask).tolist()}
        for name, mask in assessment.not_applicable.items()
    }
    return {place: {row: printable(why) for row, why in by_row.items() if why} for place, by_row in reasons.items()}


def _reasons(assessment: Assessment, language: str) -> dict[int, str]:
    """Give the reason of each row that has no index."""
    rows = np.flatnonzero(assessment.index.isna().to_numpy()).tolist()
    reasons = {row: assessment.reason(row) for row in rows}
    return {row: printable(reason.to(language)) for row, reason in reasons.items() if reason}

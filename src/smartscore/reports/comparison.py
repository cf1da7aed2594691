"""What differs between two assessments, as text and as JSON."""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from pandas import DataFrame

from smartscore.engine import Assessment, members_of
from smartscore.messages import message, printable
from smartscore.reports.columns import Column
from smartscore.reports.json_report import rounded
from smartscore.reports.sheet import Sheet, footing, key_of, plain, records
from smartscore.reports.summary import row_label
from smartscore.reports.view import View
from smartscore.views import Comparison, agreement

_SHOWN = 15


def compared(comparison: Comparison, city: str | None, view: View, format_: str) -> str:
    """Tell what differs, for one city or for all, as a table or as JSON.

    Raises:
        UsageError: if there is no such city.
    """
    order = np.lexsort(
        (np.asarray(comparison.after.dataset.labels), comparison.summary["rank_after"].to_numpy())
    ).tolist()
    rows = order if city is None else comparison.after.dataset.rows_of(city)
    if format_ == "json":
        return json.dumps(_record(comparison, rows, view), ensure_ascii=False, indent=1) + "\n"
    return "\n".join(line.rstrip() for line in _lines(comparison, rows, view)) + "\n"


def _record(comparison: Comparison, rows: Sequence[int], view: View) -> dict[str, Any]:
    return {
        "before": _side(comparison.before, view),
        "after": _side(comparison.after, view),
        "cities": [_city(comparison, row) for row in rows],
        "entered": [_key(key) for key in comparison.entered],
        "left": [_key(key) for key in comparison.left],
        "agreement": records(agreement(comparison)) if _by_two_assessors(comparison) else None,
    }


def _side(assessment: Assessment, view: View) -> dict[str, Any]:
    return {
        "file": assessment.dataset.file,
        "sha256": assessment.dataset.digest,
        "framework": assessment.framework.id,
        "edition": assessment.framework.edition,
        "fingerprint": assessment.definition.fingerprint,
        **footing(assessment, view.language),
    }


def _key(key: Any) -> list[Any]:
    return [part if isinstance(part, str) else int(part) for part in (key if isinstance(key, tuple) else (key,))]


def _city(comparison: Comparison, row: int) -> dict[str, Any]:
    nodes = {name: rounded(float(column.iloc[row])) for name, column in comparison.differences.items()}
    return {
        **key_of(comparison.after, row),
        **{str(name): plain(cell) for name, cell in comparison.summary.iloc[row].items()},
        "nodes": nodes,
        "indicators": [
            {"node": name, **{str(column): plain(cell) for column, cell in cells.items()}}
            for name, cells in comparison.indicators(row).iterrows()
        ],
    }


def _by_two_assessors(comparison: Comparison) -> bool:
    """Tell whether the two sides are two assessors: of no row is it the same one."""
    sides = [each.rows for each in (comparison.before, comparison.after)]
    if not all("assessor" in rows.names for rows in sides):
        return False
    return not (np.asarray(sides[0].get_level_values("assessor")) == sides[1].get_level_values("assessor")).any()


def _lines(comparison: Comparison, rows: Sequence[int], view: View) -> Iterator[str]:
    sheet = Sheet(comparison.after, view)
    for when, each in (("before", comparison.before), ("after", comparison.after)):
        name = f"{each.framework.name} {each.framework.edition}".strip()
        picked = [f"@{names[0]}" for names in map(_distinct(each), range(1, each.rows.nlevels)) if len(names) == 1]
        fields = {"file": printable("".join([each.dataset.file or "-", *picked])), "framework": name}
        yield from sheet.say(f"compare_{when}", **fields, fingerprint=each.definition.fingerprint)
    yield from sheet.grid(_cities(sheet, comparison, rows))
    yield from sheet.say("compare_parts")
    for kind, keys in (("entered", comparison.entered), ("left", comparison.left)):
        if keys:
            names = "; ".join(", ".join(map(str, _key(key))) for key in keys)
            yield from sheet.say(f"compare_{kind}", count=len(keys), cities=names)
    if len(rows) == 1:
        yield from _of_nodes(sheet, comparison, rows[0])
    yield from _indicators(sheet, comparison, rows)
    if _by_two_assessors(comparison):
        yield from _agreement(sheet, comparison)
    yield from sheet.provisos(rows[0] if len(rows) == 1 else None)


def _distinct(assessment: Assessment) -> Callable[[int], list[Any]]:
    """Give what finds the years, or the assessors, that an assessment has."""
    return lambda level: list(dict.fromkeys(assessment.rows.get_level_values(level)))


def _cities(sheet: Sheet, comparison: Comparison, rows: Sequence[int]) -> list[Column]:
    found = comparison.summary.iloc[list(rows)]
    parts = [name for name in ("new", "lost", "unsplit") if found[name].fillna(0).to_numpy().any()]
    columns = [
        sheet.words("column_city", [row_label(comparison.after, row) for row in rows]),
        sheet.scores("column_before", found["index_before"]),
        sheet.scores("column_after", found["index_after"]),
        sheet.scores("column_difference", found["difference"], sign=True),
        sheet.whole("column_rank", found["rank_after"]),
        sheet.whole("column_move", found["move"], sign=True),
    ]
    if parts:
        columns += [sheet.scores(f"column_{name}", found[name], sign=True) for name in ("change", *parts)]
    return columns


def _of_nodes(sheet: Sheet, comparison: Comparison, row: int) -> Iterator[str]:
    """Tell the score of each node down to the depth before and after."""
    shared = {new: old for old, new in comparison.shared.items()}
    names = [name for name in members_of(comparison.after.framework, sheet.view.depth) if name in shared]
    told = DataFrame(
        {
            "before": [comparison.before.scores[shared[name]].iloc[row] for name in names],
            "after": [comparison.after.scores[name].iloc[row] for name in names],
            "effect": [comparison.effects[name].iloc[row] for name in names],
        }
    )
    columns = [
        sheet.titles(names),
        sheet.scores("column_before", told["before"]),
        sheet.scores("column_after", told["after"]),
        sheet.scores("column_difference", told["after"] - told["before"], sign=True),
        sheet.scores("column_effect", told["effect"], sign=True),
    ]
    yield from sheet.part(sheet.say("compare_nodes"), columns)


def _indicators(sheet: Sheet, comparison: Comparison, rows: Sequence[int]) -> Iterator[str]:
    """Tell which indicators made the difference, the largest effect on an index first."""
    parts = [(row, name, cells) for row in rows for name, cells in comparison.indicators(row).iterrows()]
    parts.sort(key=lambda part: -np.nan_to_num(abs(part[2]["effect"])))
    shown = parts if len(rows) == 1 else parts[:_SHOWN]
    if not shown:
        yield from sheet.say("compare_nothing")
        return
    found = DataFrame([cells for _, _, cells in shown])
    titles = [_title(comparison, str(name), sheet) for _, name, _ in shown]
    columns = [sheet.words("column_title", titles)]
    if len(rows) > 1:
        columns.insert(0, sheet.words("column_city", [row_label(comparison.after, row) for row, _, _ in shown]))
    kinds = [message(f"data_{kind}", sheet.view.language) for kind in found["data"]]
    columns += [
        sheet.values("column_before", found["before"].astype(float)),
        sheet.values("column_after", found["after"].astype(float)),
        sheet.scores("column_effect", found["effect"].astype(float), sign=True),
        sheet.words("column_data", kinds),
    ]
    yield from sheet.part(sheet.say("compare_effects", count=len(shown), total=len(parts)), columns)


def _title(comparison: Comparison, name: str, sheet: Sheet) -> str:
    known = comparison.after if name in comparison.after.framework.nodes else comparison.before
    return Sheet(known, sheet.view).title(name)


def _agreement(sheet: Sheet, comparison: Comparison) -> Iterator[str]:
    """Tell how far the levels of two assessors agree, in all and where they differ."""
    found = agreement(comparison)
    if found.empty:
        return
    every = {str(name): float(cell) for name, cell in found.astype(float).T["all"].items()}
    shares = {name: f"{every[name]:.0%}" for name in ("exact", "within_one")}
    others = {name: sheet.value(round(every[name], 3)) for name in ("kappa", "bias")}
    yield ""
    yield from sheet.say("compare_agreement", count=int(every["count"]), **shares, **others)
    apart = found.drop(index="all")
    apart = apart[apart["exact"] < 1]
    if len(comparison.rows) > 1 and len(apart):
        columns = [
            sheet.words("column_title", [_title(comparison, str(name), sheet) for name in apart.index]),
            sheet.whole("column_count", apart["count"]),
            *(sheet.raw(f"column_{name}", apart[name].round(3)) for name in ("exact", "within_one", "kappa", "bias")),
        ]
        yield from sheet.grid(columns)

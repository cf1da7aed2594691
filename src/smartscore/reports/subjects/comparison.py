"""Differences between two assessments: cities, nodes, indicators, and the agreement of two assessors."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np
from attrs import frozen
from pandas import DataFrame

from smartscore.engine import Assessment
from smartscore.messages import printable
from smartscore.model import break_between
from smartscore.reports.document import Column, Document, Figure, Part, Section, Table
from smartscore.reports.elements.cells import (
    Cells,
    entry,
    key_of,
    levels_of,
    node_title,
    numbers,
    raw_value,
    records,
    rounded,
    row_label,
    words,
)
from smartscore.reports.elements.city_heading import footing, notes_of
from smartscore.reports.elements.provisional import provisional_sentence
from smartscore.reports.elements.provisos import provisos, provisos_of
from smartscore.reports.elements.suspicions import suspicion_sentences
from smartscore.rounding import best_first, on_grid, without_noise
from smartscore.text import Phrase, Sentence, translate
from smartscore.views import Comparison, agreement

_SHOWN = 15


def document(comparison: Comparison, city: str | None) -> Document:
    """Give the differences, for one city or for all.

    Raises:
        UsageError: if there is no such city.
    """
    after = comparison.after
    order = np.lexsort((np.asarray(after.dataset.labels), comparison.summary["rank_after"].to_numpy())).tolist()
    rows = order if city is None else after.dataset.rows_of(city)
    compared = _Compared(comparison, rows)
    return Document(
        title=Phrase("title_comparison"),
        head=[*_sides(comparison), *_bridged(comparison)],
        sections=[*_sections(compared), notes_of(after)],
        provisos=_provisos(comparison, rows),
        record=partial(_record, compared),
        label=after.framework.id,
        identity={"framework": after.framework.name},
    )


def overview(comparison: Comparison) -> Document:
    """Give the differences of all cities, without the indicators that made them, which take long of many cities."""
    order = np.lexsort(
        (np.asarray(comparison.after.dataset.labels), comparison.summary["rank_after"].to_numpy())
    ).tolist()
    return Document(
        title=Phrase("title_comparison"),
        head=[*_sides(comparison), *_bridged(comparison)],
        sections=[Section(id="cities", parts=[_cities(_Compared(comparison, order)), Phrase("compare_parts")])],
        provisos=_provisos(comparison, order),
    )


def _provisos(comparison: Comparison, rows: Sequence[int]) -> list[Sentence]:
    """Say what is not official after, and before it of the side before, where that differs, what was suspected.

    That the edition of the side before is over, or that it is provisional, is said too.
    """
    own = provisos_of(comparison.after, rows[0]) if len(rows) == 1 else provisos(comparison.after)
    said = {translate(sentence, "en") for sentence in own}
    first = comparison.before
    told: list[Sentence] = [*provisional_sentence(first), *suspicion_sentences(first)]
    if (ended := first.framework.ended) is not None:
        told.insert(0, ended)
    before = (one for one in told if translate(one, "en") not in said)
    return [*before, *own]


@frozen(eq=False)
class _Compared:
    """A comparison, and the rows that the document is about."""

    comparison: Comparison
    rows: Sequence[int]

    @property
    def after(self) -> Assessment:
        return self.comparison.after

    @property
    def cells(self) -> Cells:
        return Cells(self.comparison.after)

    def title(self, name: str) -> Sentence:
        known = self.after if name in self.after.framework.nodes else self.comparison.before
        return node_title(known.framework, name)


def _sides(comparison: Comparison) -> Iterator[Phrase]:
    for when, side in (("before", comparison.before), ("after", comparison.after)):
        name = side.framework.full_name
        levels = [_distinct(side, level) for level in range(1, side.rows.nlevels)]
        picked = [f"@{names[0]}" for names in levels if len(names) == 1]
        file = printable("".join([side.dataset.file or "-", *picked]))
        yield Phrase(f"compare_{when}", file=file, framework=name, fingerprint=side.definition.fingerprint)


def _bridged(comparison: Comparison) -> Iterator[Phrase]:
    """Name the break between two editions that a crosswalk bridges."""
    if gap := break_between(comparison.before.definition, comparison.after.definition):
        yield Phrase("compare_bridged", old=gap.old, new=gap.new)


def _distinct(assessment: Assessment, level: int) -> list[Any]:
    """Give the years, or the assessors, that an assessment has."""
    return list(dict.fromkeys(assessment.rows.get_level_values(level)))


def _sections(compared: _Compared) -> Iterator[Section]:
    comparison, rows = compared.comparison, compared.rows
    parts: list[Part] = [_cities(compared), Phrase("compare_parts")]
    for kind, keys in (("entered", comparison.entered), ("left", comparison.left)):
        if keys:
            names = "; ".join(", ".join(map(str, _key(key))) for key in keys)
            parts.append(Phrase(f"compare_{kind}", count=len(keys), cities=names))
    effects = _effects(compared)
    if effects is None:
        parts.append(Phrase("compare_nothing"))
    yield Section(id="cities", parts=parts)
    if len(rows) == 1:
        yield _nodes(compared)
    if effects is not None:
        yield effects
    if _by_two_assessors(comparison):
        yield from _agreement(compared)


def _cities(compared: _Compared) -> Table:
    summary, cells = compared.comparison.summary.iloc[list(compared.rows)], compared.cells
    names, scale = ("new", "lost", "scope", "unsplit"), compared.after.framework.scale
    keys = compared.after.keys  # made once, for it goes through all rows
    parts = [name for name in names if on_grid(summary[name].fillna(0).to_numpy(dtype=float), scale).any()]
    columns = [
        words("city", "column_city", [row_label(compared.after, row) for row in compared.rows], width=24),
        words("code", "column_code", [str(keys[row][0]) for row in compared.rows], readers="programs"),
        cells.scores("index_before", "column_before", summary["index_before"]),
        cells.scores("index_after", "column_after", summary["index_after"]),
        cells.scores("difference", "column_difference", summary["difference"], signed=True),
        numbers("rank_after", "column_rank", "rank", summary["rank_after"]),
        numbers("move", "column_move", "rank", summary["move"], signed=True),
    ]
    if parts:
        columns += [cells.scores(n, f"column_{n}", summary[n], signed=True) for n in ("change", *parts)]
    return Table(id="cities", title=Phrase("title_comparison"), columns=columns, key=("city",))


def _nodes(compared: _Compared) -> Section:
    """Give the score of each node before and after."""
    comparison, row, cells = compared.comparison, compared.rows[0], compared.cells
    shared = {new: old for old, new in comparison.shared.items()}
    names = [name for name in comparison.after.framework.nodes if name in shared]
    before = np.array([comparison.before.scores[shared[name]].iloc[row] for name in names])
    after = np.array([comparison.after.scores[name].iloc[row] for name in names])
    columns = [
        *cells.nodes(names),
        cells.scores("before", "column_before", before),
        cells.scores("after", "column_after", after),
        cells.scores("difference", "column_difference", after - before, signed=True),
        cells.scores("effect", "column_effect", [comparison.effects[n].iloc[row] for n in names], signed=True),
    ]
    table = Table(
        id="nodes",
        title=Phrase("title_nodes"),
        columns=columns,
        key=("title",),
        levels=levels_of(comparison.after.framework, names),
    )
    return Section(id="nodes", title=Phrase("compare_nodes"), parts=[table])


def _effects(compared: _Compared) -> Section | None:
    """Give the indicators that made the difference, the largest effect on an index first."""
    rows = compared.rows
    parts = [(row, str(name), cells) for row in rows for name, cells in compared.comparison.indicators(row).iterrows()]
    sizes = np.array([np.nan_to_num(abs(part[2]["effect"])) for part in parts], dtype=float)
    ids = np.array([f"{name} {compared.after.keys[row][0]}" for row, name, _ in parts], dtype=str)
    parts = [parts[place] for place in best_first(sizes, compared.after.framework.scale, ids)]
    shown = parts if len(rows) == 1 else parts[:_SHOWN]
    if not shown:
        return None
    effects = DataFrame([cells for _, _, cells in shown])
    cities = [row_label(compared.after, row) for row, _, _ in shown]
    names = [name for _, name, _ in shown]
    columns: list[Column] = [words("city", "column_city", cities, width=24)] if len(rows) > 1 else []
    columns += [
        words("title", "column_title", map(compared.title, names), width=40),
        words("node", "column_node", names, readers="programs", width=24),
        *(_values(compared, when, names, effects[when].tolist()) for when in ("before", "after")),
        compared.cells.scores("effect", "column_effect", effects["effect"], signed=True),
        words("data", "column_data", [Phrase(f"data_{kind}") for kind in effects["data"]]),
    ]
    key = ("city", "title") if len(rows) > 1 else ("title",)
    table = Table(id="effects", title=Phrase("title_effects"), columns=columns, key=key)
    return Section(id="effects", title=Phrase("compare_effects", count=len(shown), total=len(parts)), parts=[table])


def _values(compared: _Compared, when: str, names: Sequence[str], values: Sequence[float]) -> Column:
    cells = [raw_value(compared.after, name, float(value)) for name, value in zip(names, values, strict=True)]
    return Column(id=when, title=Phrase(f"column_{when}"), kind="raw", values=cells)


def _agreement(compared: _Compared) -> Iterator[Section]:
    """Give the agreement between the levels of two assessors, and the levels that differ."""
    agreed = agreement(compared.comparison)
    if agreed.empty:
        return
    every = {str(name): float(cell) for name, cell in agreed.astype(float).T["all"].items()}
    shares = {name: Figure(every[name], "share", 0) for name in ("exact", "within_one")}
    others = {name: Figure(round(every[name], 3)) for name in ("kappa", "bias")}
    parts: list[Part] = [Phrase("compare_agreement", count=int(every["count"]), **shares, **others)]
    apart = agreed.drop(index="all")
    apart = apart[apart["exact"] < 1]
    if len(compared.comparison.rows) > 1 and len(apart):
        names = [str(name) for name in apart.index]
        columns = [
            words("title", "column_title", map(compared.title, names), width=40),
            words("node", "column_node", names, readers="programs", width=24),
            numbers("count", "column_count", "rank", apart["count"]),
            *(numbers(n, f"column_{n}", "raw", apart[n].round(3)) for n in ("exact", "within_one", "kappa", "bias")),
        ]
        parts.append(Table(id="agreement", title=Phrase("title_agreement"), columns=columns, key=("title",)))
    yield Section(id="agreement", parts=parts)


def _by_two_assessors(comparison: Comparison) -> bool:
    """Whether the two sides have different assessors in every row."""
    sides = [side.rows for side in (comparison.before, comparison.after)]
    if not all("assessor" in rows.names for rows in sides):
        return False
    return not (np.asarray(sides[0].get_level_values("assessor")) == sides[1].get_level_values("assessor")).any()


def _record(compared: _Compared, language: str) -> dict[str, Any]:
    comparison = compared.comparison
    return {
        "before": _side(comparison.before, language),
        "after": _side(comparison.after, language),
        "cities": [_city(comparison, row) for row in compared.rows],
        "entered": [_key(key) for key in comparison.entered],
        "left": [_key(key) for key in comparison.left],
        "agreement": records(agreement(comparison)) if _by_two_assessors(comparison) else None,
    }


def _side(assessment: Assessment, language: str) -> dict[str, Any]:
    return {
        "file": assessment.dataset.file,
        "sha256": assessment.dataset.digest,
        "framework": assessment.framework.id,
        "edition": assessment.framework.edition,
        "fingerprint": assessment.definition.fingerprint,
        **footing(assessment, language),
    }


def _key(key: Any) -> list[Any]:
    return [part if isinstance(part, str) else int(part) for part in (key if isinstance(key, tuple) else (key,))]


def _city(comparison: Comparison, row: int) -> dict[str, Any]:
    framework = comparison.after.framework
    differences = without_noise(comparison.differences.iloc[row].to_numpy(dtype=float), framework.scale)
    nodes = dict(zip(comparison.differences, map(rounded, differences.tolist()), strict=True))
    return {
        **key_of(comparison.after, row),
        **entry(comparison.summary.iloc[row], framework),
        "nodes": nodes,
        "indicators": [
            {"node": name, **entry(cells, framework)} for name, cells in comparison.indicators(row).iterrows()
        ],
    }

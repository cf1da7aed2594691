"""Charts with a row a city, or of one city: ranking, heatmap, profile."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from smartscore.engine import members_of
from smartscore.engine.groups import By, labels_of
from smartscore.errors import Problem, UsageError, hint
from smartscore.messages import printable
from smartscore.model import Dimension, is_unscored
from smartscore.plots.scores import Row, Scores, Spec
from smartscore.reports.document import Chart
from smartscore.rules import Array
from smartscore.text import Phrase, Sentence

_TICKS = 500  # across a scale
_MANY, _TALL = 60, 780  # rows that have no names any more, and how high all of them are then


def ranking(scores: Scores, by: str | None, top: int | None) -> Chart:
    """Give a bar a city, the best above, in groups by a column.

    Raises:
        UsageError: if the dataset has no such column.
    """
    ranks = scores.assessment.ranks(by, scores.node)
    groups = [""] * len(ranks) if by is None else [str(group) for group in labels_of(scores.assessment.dataset, by)]
    rows = _first(scores.best_first().tolist(), groups, top)
    data = [
        {
            "order": place,
            "name": Phrase("plot_in_group", name=scores.name(row), group=printable(groups[row]))
            if by
            else scores.name(row),
            "score": scores.data(scores.score(row)),
            "text": Phrase("plot_ranked", rank=int(ranks[row]), score=scores.figure(scores.score(row))),
            "band": scores.band(row),
            "tip": scores.tip(row),
        }
        for place, row in enumerate(rows)
    ]
    title = Phrase("plot_ranking", title=scores.title)
    code = "plot_first" if by is None else "plot_first_of_each"
    key = Phrase(code, count=len(rows), total=len(scores.rows)) if len(rows) < len(scores.rows) else ""
    return Chart(
        id="ranks", title=title, spec=scores.spec("ranks", scores.values), data={"ranks": data}, says=title, key=key
    )


def _first(order: Sequence[int], groups: Sequence[str], top: int | None) -> list[int]:
    """Give the first rows of each group, group by group."""
    counted, kept = Counter[str](), list[int]()
    for row in order:
        counted[groups[row]] += 1
        if top is None or counted[groups[row]] <= top:
            kept.append(row)
    return sorted(kept, key=lambda row: groups[row])


def heatmap(scores: Scores, nodes: Sequence[str] | None, depth: int, top: int | None) -> Chart:
    """Give the scores of nodes (columns) in cities (rows), the best city above.

    Raises:
        UsageError: if there is no such node.
    """
    columns, rows = _columns(scores, nodes, depth), scores.best_first()[:top].tolist()
    cells = [
        {
            "order": order,
            "place": place,
            "score": scores.data(scores.score(row, node)),
            "tip": scores.tip(row, node),
        }
        for order, row in enumerate(rows)
        for place, node in enumerate(columns)
    ]
    names = [] if len(rows) > _MANY else [{"order": o, "name": scores.name(row)} for o, row in enumerate(rows)]
    tree, title = scores.assessment.framework.nodes, Phrase("plot_heatmap", title=scores.title)
    top_level = {member.id for member in scores.assessment.framework.index.members}
    stand_out = top_level & set(columns) if set(columns) - top_level else set()
    heads = [{"place": place, "name": tree[node].title, "top": node in stand_out} for place, node in enumerate(columns)]
    values = scores.assessment.scores[columns].to_numpy(dtype=float)[rows]
    return Chart(
        id="problems",
        title=title,
        spec=partial(_fitted, scores.spec("problems", values), len(rows), len(columns)),
        data={"problems": cells, "cities": names, "columns": heads},
        says=title,
        key=Phrase("plot_heatmap_key", count=len(rows), total=len(scores.rows)),
    )


def _columns(scores: Scores, nodes: Sequence[str] | None, depth: int) -> list[str]:
    """Give the nodes that are asked for, else the scored ones down to a depth."""
    framework = scores.assessment.framework
    if nodes is None:
        down = members_of(framework, depth)[1:]
        return [name for name in down if not is_unscored(framework.nodes[name]) and framework.shares[name] > 0]
    if unknown := [name for name in nodes if name not in framework.nodes]:
        raise UsageError(Problem("not_a_member", {"found": n, "hint": hint(n, framework.nodes)}) for n in unknown)
    return list(nodes)


def _fitted(spec: Spec, rows: int, columns: int, language: str) -> dict[str, Any]:
    """Give columns as wide as their number allows, and many rows so low that all stand on a page."""
    made = dict(spec(language))
    made["width"] = {"step": max(14, min(34, 520 // max(columns, 1)))}
    if rows > _MANY:
        made["height"] = {"step": max(0.5, _TALL / rows)}
        made["layer"] = [_without_edges(layer) for layer in made["layer"]]
    return made


def _without_edges(layer: dict[str, Any]) -> dict[str, Any]:
    is_cell = layer["mark"]["type"] == "rect"
    return {**layer, "mark": {**layer["mark"], "strokeWidth": 0}} if is_cell else layer


def profile(scores: Scores, row: int, by: By) -> Chart:
    """Give where a city stands in each member of a dimension: against the others, their median and the best.

    Raises:
        UsageError: if the node is no dimension, or the dataset lacks a column of `by`.
    """
    assessment, framework = scores.assessment, scores.assessment.framework
    among = np.flatnonzero(assessment.alike(row, by))
    members = _members(scores)
    values = assessment.scores[members].to_numpy(dtype=float)[among]
    others = [
        {"order": order, "score": scores.data(value)}
        for order in range(len(members))
        for value in _told_apart(values[:, order], framework.scale)
    ]
    own = [_own(scores, row, order, name, values[:, order]) for order, name in enumerate(members)]
    title: Sentence = Phrase("plot_profile", city=scores.name(row), title=scores.title)
    return Chart(
        id="profile",
        title=title,
        spec=scores.spec("profile", values),
        data={"own": own, "others": others},
        says=title,
        key=Phrase("plot_profile_key", city=scores.name(row), count=len(among)),
    )


def _told_apart(values: Array, scale: tuple[float, float]) -> list[float]:
    """Give the scores that can be told apart on a screen, of many."""
    known = values[~np.isnan(values)]
    step = (scale[1] - scale[0]) / _TICKS
    told: list[float] = (known if len(known) <= _TICKS else np.unique(np.round(known / step) * step)).tolist()
    return told


def _members(scores: Scores) -> list[str]:
    node, shares = scores.assessment.framework.nodes[scores.node], scores.assessment.framework.shares
    if not isinstance(node, Dimension):
        known = [dimension.id for dimension in scores.assessment.framework.dimensions]
        raise UsageError(Problem("not_a_member", {"found": node.id, "hint": hint(node.id, known)}))
    return [member.id for member in node.members if shares[member.id] > 0]


def _own(scores: Scores, row: int, order: int, name: str, values: np.ndarray) -> Row:
    known = values[~np.isnan(values)]
    way = scores.assessment.framework.ways[name]
    best = (known.max() if way > 0 else known.min()) if len(known) and way else np.nan
    return {
        "order": order,
        "name": scores.assessment.framework.nodes[name].title,
        "score": scores.data(scores.score(row, name)),
        "median": scores.data(float(np.median(known)) if len(known) else np.nan),
        "best": scores.data(float(best)),
        "tip": scores.tip(row, name),
    }

"""Exact answers about the city that was asked for: attainable ranks, and who is above or below it by any weights."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from smartscore.engine import Assessment
from smartscore.errors import Problem
from smartscore.messages import printable
from smartscore.model import Framework
from smartscore.reports.document import Listed, Part, Section, Table
from smartscore.reports.elements.cells import Cells, node_title, numbers, row_label
from smartscore.reports.subjects.robustness.assumed import source_title
from smartscore.robustness.analysis import Analysis
from smartscore.robustness.exact import RankRange
from smartscore.robustness.one_city import NODES, ExactAnswers
from smartscore.text import Phrase, Sentence

_SHOWN = 8
_REACHED = {True: "exact_reached", False: "exact_not_reached", None: "exact_reach_open"}
_FIRST = {True: "exact_reached_first", False: "exact_not_reached_first", None: "exact_reach_open_first"}


def exact_sections(analysis: Analysis) -> Iterator[Section]:
    """Give the exact answers in sentences, with the weights that give the best and the worst rank in a table."""
    told, row, assessment = analysis.exact, analysis.city, analysis.uncertainty.assessment
    if told is None or row is None:
        return
    city = row_label(assessment, row)
    parts: list[Part] = [*_about(told, assessment.framework)]
    if told.ranks is not None:
        parts += _attained(told, told.ranks, city)
        parts += [_others("above", told.above, assessment, city), _others("below", told.below, assessment, city)]
        parts.append(_table(told, told.ranks, assessment))
    yield Section(id="exact", title=Phrase("exact_title", city=city), parts=parts)


def _about(told: ExactAnswers, framework: Framework) -> Iterator[Sentence]:
    """Say which weights are in question, and what is left out, or why there is no answer."""
    if told.problems:
        yield reasons(told.problems)
    elif told.free:
        names = _listed(node_title(framework, name) for name in told.free)
        yield Phrase("exact_weights", names=names)
    else:
        yield Phrase("exact_no_weights")
    if told.left_out:
        yield Phrase("exact_left_out", names=_listed(source_title(name, framework) for name in told.left_out))
    if told.gaps and not told.problems:
        yield Phrase("exact_gaps", count=len(told.gaps), names=_listed(map(printable, told.gaps)))


def reasons(problems: Sequence[Problem]) -> Phrase:
    """Say why there is no exact answer."""
    return Phrase("exact_none", why=Listed(list(problems), "; "))


def _listed(names: Iterable[Sentence]) -> Listed:
    titles = list(names)
    return Listed(titles if len(titles) <= _SHOWN else [*titles[:_SHOWN], "..."])


def _attained(told: ExactAnswers, ranks: RankRange, city: str) -> Iterator[Sentence]:
    yield Phrase("exact_ranks", city=city, best=ranks.best.rank, worst=ranks.worst.rank)
    if not ranks.best.proved:
        yield Phrase("exact_best_open", nodes=NODES, rank=ranks.best.bound)
    if not ranks.worst.proved:
        yield Phrase("exact_worst_open", nodes=NODES, rank=ranks.worst.bound)
    for top, possible in told.among.items():
        yield Phrase((_FIRST if top == 1 else _REACHED)[possible], city=city, top=top)
        if possible:  # and so among any more
            return


def _others(which: str, rows: Sequence[int], assessment: Assessment, city: str) -> Phrase:
    if not rows:
        return Phrase(f"exact_none_{which}", city=city)
    names = _listed(row_label(assessment, row) for row in rows)
    return Phrase(f"exact_{which}", city=city, count=len(rows), names=names)


def shares_among(weights: Mapping[str, float], framework: Framework) -> dict[str, float]:
    """Give weights as shares among siblings."""
    found: dict[str, float] = {}
    for dimension in framework.dimensions:
        own = {member.id: weights[member.id] for member in dimension.members if member.id in weights}
        total = sum(own.values())
        found |= {name: weight / total if total else 0.0 for name, weight in own.items()}
    return found


def _table(told: ExactAnswers, ranks: RankRange, assessment: Assessment) -> Table:
    """Give the weights of the framework, and those by which the city has its best and its worst rank."""
    sets = {"nominal": told.nominal, "best": ranks.best.weights, "worst": ranks.worst.weights}
    shares = {name: shares_among(weights, assessment.framework) for name, weights in sets.items()}
    names = list(shares["nominal"])
    columns = [*Cells(assessment).nodes(names)]
    for name, given in shares.items():
        values = [given[node] for node in names]
        columns.append(numbers(name, f"column_weight_{name}", "share", values, decimals=1))
    return Table(id="exact", title=Phrase("exact_table"), columns=columns, key=("title",))

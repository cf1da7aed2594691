"""The selection of cities for a programme, with reasons."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
from attrs import frozen
from pandas import DataFrame

from smartscore.engine import Assessment
from smartscore.errors import Problem
from smartscore.messages import message, printable
from smartscore.reports.document import Column, Document, Figure, Part, Section, Table, chapters_of
from smartscore.reports.elements.cells import (
    Cells,
    decimals_of,
    key_of,
    node_title,
    numbers,
    plain,
    rounded,
    words,
)
from smartscore.reports.elements.city_heading import footing, notes_of
from smartscore.reports.elements.provisos import headline, provisos
from smartscore.reports.elements.robustness.holding import (
    holding_record,
    holding_sentences,
    holds_column,
    share_record,
)
from smartscore.robustness.choices import Holding
from smartscore.selection import Quota, holding, select
from smartscore.selection.quotas import NOTHING
from smartscore.selection.select import group_counts
from smartscore.text import Phrase, Sentence, Text


@frozen(kw_only=True)
class Call:
    """The options of a selection: places, quotas by column, the least coverage, and whether the lowest are chosen.

    With `robust` it is said how often each choice holds.
    """

    top: int
    quotas: Mapping[str, Quota]
    min_coverage: float = 0.0
    lowest: bool = False
    robust: bool = True

    def of(self, assessment: Assessment, node: str) -> DataFrame:
        """Select by a node of an assessment."""
        return select(assessment, self.top, node=node, **self._rules)

    def holding(self, assessment: Assessment, node: str) -> Holding | None:
        """Tell how often each city is chosen in draws, if that is wanted."""
        return holding(assessment, self.top, node=node, **self._rules) if self.robust else None

    @property
    def _rules(self) -> dict[str, Any]:
        return {"quotas": self.quotas, "min_coverage": self.min_coverage, "lowest": self.lowest}


def document(ranked: Sequence[tuple[Assessment, str]], call: Call) -> Document:
    """List the cities that are in, open and out by a node of each assessment, with the reason for each.

    Raises:
        UsageError: as `select` does.
    """
    selections = [
        _Selection(assessment, node, call, call.of(assessment, node), call.holding(assessment, node))
        for assessment, node in ranked
    ]
    return chapters_of(map(_chapter, selections), Phrase("title_selection"))


@frozen(eq=False)
class _Selection:
    assessment: Assessment
    node: str
    call: Call
    table: DataFrame
    held: Holding | None

    @property
    def rows(self) -> np.ndarray:
        """The position in the dataset of each line of the table."""
        return self.assessment.rows.get_indexer(self.table.index)

    @property
    def counts(self) -> dict[str, int]:
        """How many are in, open and out, and how many places are left for the open ones."""
        counted = {word: int((self.table["chosen"] == word).sum()) for word in ("in", "open", "out")}
        return {**counted, "left": self.call.top - counted["in"]}

    @property
    def chosen(self) -> np.ndarray:
        """Which rows of the dataset are in: bool (cities)."""
        is_in = np.zeros(len(self.table), dtype=bool)
        is_in[self.rows] = self.table["chosen"] == "in"
        return is_in

    def why(self, reason: Problem) -> Phrase:
        """Put a reason in words, its scores with the decimals of the framework and its shares in percent."""
        fields = {
            name: self._figure(reason.code, value) if isinstance(value, float) else value
            for name, value in reason.fields.items()
        }
        return Phrase(reason.code, **fields)

    def _figure(self, code: str, value: float) -> "Figure | _Percent":
        return _Percent(value) if code == "select_coverage" else Figure(value, "score", decimals_of(self.assessment))


@frozen
class _Percent:
    """A share in whole percent, rounded down, so that what is below a bound is not shown as that."""

    share: float

    def to(self, language: str) -> str:
        return Figure(self.share, "share", 0, down=True).to(language)


def _chapter(selection: _Selection) -> Document:
    assessment = selection.assessment
    return Document(
        title=assessment.framework.title,
        head=[*_head(selection)],
        sections=[*_sections(selection), notes_of(assessment)],
        provisos=provisos(assessment),
        record=partial(_record, selection),
        label=assessment.framework.id,
        identity={"framework": assessment.framework.name},
    )


def _head(selection: _Selection) -> Iterator[Sentence]:
    counts, assessment = selection.counts, selection.assessment
    yield headline(assessment)
    code = "select_lowest" if selection.call.lowest else "select_highest"
    node = node_title(assessment.framework, selection.node)
    yield Phrase(code, top=selection.call.top, node=node, **counts)
    if counts["open"]:
        yield Phrase("select_ties", left=counts["left"], count=counts["open"])


def _sections(selection: _Selection) -> Iterator[Section]:
    """Give all cities for programs, then for readers those that are in, open and out, and each quota."""
    yield Section(id="cities", use="export", parts=[_cities(selection, np.arange(len(selection.table)), "cities")])
    groups = [(word, np.flatnonzero(selection.table["chosen"] == word)) for word in ("in", "open", "out")]
    there = [(word, rows) for word, rows in groups if len(rows)]
    end = [] if selection.call.quotas else [*_closing(selection)]
    for place, (word, rows) in enumerate(there):
        parts: list[Part] = [_cities(selection, rows, word)]
        if place == len(there) - 1:
            parts += [*_cut(selection), *_said_of_draws(selection), *end]
        yield Section(id=word, title=Phrase(f"select_heading_{word}", count=len(rows)), parts=parts)
    for place, column in enumerate(selection.call.quotas):
        more = [*_closing(selection)] if place == len(selection.call.quotas) - 1 else []
        yield _quota(selection, column, more)


def _cut(selection: _Selection) -> Iterator[Phrase]:
    cuts = {reason.fields["last"] for reason in selection.table["reason"] if reason.code == "select_below"}
    for cut in cuts:
        yield Phrase("select_cut", cut=Figure(float(str(cut)), "score", decimals_of(selection.assessment)))


def _said_of_draws(selection: _Selection) -> Iterator[Sentence]:
    if selection.held is not None:
        yield from holding_sentences(selection.held, selection.chosen, "select")


def _closing(selection: _Selection) -> Iterator[Phrase]:
    if selection.assessment.framework.higher == "worse" and not selection.call.lowest:
        yield Phrase("summary_higher_worse")


def _cities(selection: _Selection, rows: np.ndarray, name: str) -> Table:
    table, cells = selection.table.iloc[rows], Cells(selection.assessment)
    labels = [str(selection.assessment.dataset.cities[row]) for row in selection.rows[rows]]
    columns = [
        numbers("place", "column_rank", "rank", table["place"], width=7),
        words("city", "column_city", [printable(label) for label in table["name"]], width=24),
        words("code", "column_code", labels, readers="programs"),
        *(_group(column, table[f"group:{column}"].tolist()) for column in selection.call.quotas),
        cells.scores("score", "column_score", table["score"]),
        numbers("coverage", "column_coverage", "share", table["coverage"], decimals=0, down=True),
        words("chosen", "column_chosen", [Phrase(f"column_{word}") for word in table["chosen"]], readers="programs"),
        *_holds(selection, selection.rows[rows], every=name == "cities"),
        words("reason", "column_reason", [selection.why(reason) for reason in table["reason"]], width=50),
    ]
    title = Phrase("title_selection") if name == "cities" else Phrase(f"column_{name}")
    return Table(id=name, title=title, columns=columns, key=("place", "city"))


def _holds(selection: _Selection, rows: np.ndarray, *, every: bool) -> Iterator[Column]:
    """Give the shares of the draws of these rows; for readers of those who are in or open, or in 10 % of the draws."""
    if selection.held is None or not selection.held.is_known:
        return
    held, state = selection.held, selection.table["chosen"].to_numpy()
    is_out = np.zeros(len(state), dtype=bool)
    is_out[selection.rows] = state == "out"
    shares = held.shares if every else np.where(is_out & ~held.named, np.nan, held.shares)
    if every or not np.isnan(shares[rows]).all():
        yield holds_column(shares[rows])


def _group(column: str, values: list[Any]) -> Column:
    return Column(id=column, title=column, kind="text", values=values, width=16)


def _quota(selection: _Selection, column: str, more: Sequence[Part]) -> Section:
    """State each quota, count its groups, and name the groups that have fewer cities than it reserves."""
    quota, counts = selection.call.quotas[column], group_counts(selection.table, column)
    part = "both" if quota.least and quota.most is not None else "most" if quota.most is not None else "least"
    heading = Phrase(f"select_quota_{part}", column=column, least=quota.least, most=quota.most)
    columns = [
        _group(column, counts.index.tolist()),
        *(numbers(word, f"column_{word}", "rank", counts[word]) for word in ("able", "in", "open")),
    ]
    parts: list[Part] = [Table(id=f"quota_{column}", title=column, columns=columns, key=(column,))]
    if short := [f"{name} ({able})" for name, able in counts["able"].items() if able < quota.least]:
        parts.append(Phrase("select_quota_short", groups=", ".join(short)))
    if ungrouped := int((selection.table[f"group:{column}"] == NOTHING).sum()):
        parts.append(Phrase("select_ungrouped", count=ungrouped, column=column))
    return Section(id=f"quota_{column}", title=heading, parts=[*parts, *more])


def _record(selection: _Selection, language: str) -> dict[str, Any]:
    assessment, call = selection.assessment, selection.call
    rows = zip(selection.rows, selection.table.to_dict("records"), strict=True)
    return {
        "framework": assessment.framework.id,
        "fingerprint": assessment.definition.fingerprint,
        "by": selection.node,
        "top": call.top,
        "lowest": call.lowest,
        "min_coverage": call.min_coverage,
        "counts": selection.counts,
        "quotas": {column: _groups(selection, column) for column in call.quotas},
        **holding_record(selection.held),
        **footing(assessment, language),
        "cities": [_city(selection, row, cells, language) for row, cells in rows],
    }


def _groups(selection: _Selection, column: str) -> dict[str, Any]:
    quota, counts = selection.call.quotas[column], group_counts(selection.table, column)
    groups = [
        {"group": str(name), **{word: int(cell) for word, cell in row.items()}} for name, row in counts.iterrows()
    ]
    return {"least": quota.least, "most": quota.most, "groups": groups}


def _city(selection: _Selection, row: int, cells: Mapping[Any, Any], language: str) -> dict[str, Any]:
    reason = cells["reason"]
    explanation = {
        "code": reason.code,
        "fields": _fields(reason, language),
        "message": message(reason.code, language, **selection.why(reason).fields),
    }
    return {
        **key_of(selection.assessment, row),
        "place": None if np.isnan(cells["place"]) else int(cells["place"]),
        "score": rounded(cells["score"]),
        "coverage": rounded(cells["coverage"]),
        "groups": {column: cells[f"group:{column}"] for column in selection.call.quotas},
        "chosen": cells["chosen"],
        **share_record(selection.held, row),
        "reason": explanation,
    }


def _fields(reason: Problem, language: str) -> dict[str, Any]:
    """Give the fields of a reason as JSON has them, texts in the reader's language."""
    fields = {name: value.to(language) if isinstance(value, Text) else value for name, value in reason.fields.items()}
    return {name: value if isinstance(value, int) else plain(value) for name, value in fields.items()}

"""Who joins a programme and why, as text and as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

import numpy as np
from attrs import frozen
from pandas import DataFrame
from rich.cells import cell_len

from smartscore.engine import Assessment
from smartscore.errors import Problem
from smartscore.messages import message, number, printable
from smartscore.reports.columns import Column
from smartscore.reports.json_report import rounded
from smartscore.reports.sheet import Sheet, footing, key_of, plain, told
from smartscore.reports.summary import decimals_of, headline
from smartscore.reports.table_report import grid
from smartscore.reports.view import View
from smartscore.selection import Quota, select
from smartscore.selection.quotas import NOTHING
from smartscore.selection.select import group_counts
from smartscore.text import Text

_REASON = 32  # a reason is broken between words, but is given no less room than this


@frozen(kw_only=True)
class Call:
    """What is asked of a selection: places, quotas by column, the least coverage, and whether the lowest are chosen."""

    top: int
    quotas: Mapping[str, Quota]
    min_coverage: float = 0.0
    lowest: bool = False

    def of(self, assessment: Assessment, node: str) -> DataFrame:
        return select(
            assessment, self.top, quotas=self.quotas, min_coverage=self.min_coverage, node=node, lowest=self.lowest
        )


def told_selection(found: Sequence[tuple[Assessment, str]], call: Call, view: View, format_: str) -> str:
    """Tell who is in, open and out by a node of each assessment, with the reason for each.

    Raises:
        UsageError: as `select` does.
    """
    selections = [
        _Selection(Sheet(assessment, view), node, call, call.of(assessment, node)) for assessment, node in found
    ]
    return told(selections, format_, _record, _lines)


@frozen(eq=False)
class _Selection:
    sheet: Sheet
    node: str
    call: Call
    table: DataFrame

    @property
    def rows(self) -> np.ndarray:
        """The position in the dataset of each line of the table."""
        return self.sheet.assessment.rows.get_indexer(self.table.index)

    @property
    def counts(self) -> dict[str, int]:
        """How many are in, open and out, and how many places are left for the open ones."""
        counted = {word: int((self.table["chosen"] == word).sum()) for word in ("in", "open", "out")}
        return {**counted, "left": self.call.top - counted["in"]}

    def why(self, reason: Problem) -> str:
        """Say a reason, its scores with the decimals of the framework and its shares in percent."""
        write = _percent if reason.code == "select_coverage" else self.number
        fields = {name: write(value) if isinstance(value, float) else value for name, value in reason.fields.items()}
        return message(reason.code, self.sheet.view.language, **fields)

    def number(self, score: float) -> str:
        return number(score, decimals_of(self.sheet.assessment), self.sheet.view.language)


def _percent(share: float) -> str:
    """Write a share in whole percent, rounded down, so that what is below a bound is not shown as that."""
    return f"{int(share * 100 + 1e-9)}%"


def _record(selection: _Selection) -> dict[str, Any]:
    sheet, call = selection.sheet, selection.call
    assessment = sheet.assessment
    return {
        "framework": assessment.framework.id,
        "fingerprint": assessment.definition.fingerprint,
        "by": selection.node,
        "top": call.top,
        "lowest": call.lowest,
        "min_coverage": call.min_coverage,
        "counts": selection.counts,
        "quotas": {column: _groups(selection, column) for column in call.quotas},
        **footing(assessment, sheet.view.language),
        "cities": [
            _city(selection, *each) for each in zip(selection.rows, selection.table.to_dict("records"), strict=True)
        ],
    }


def _groups(selection: _Selection, column: str) -> dict[str, Any]:
    quota, counts = selection.call.quotas[column], group_counts(selection.table, column)
    groups = [
        {"group": str(name), **{word: int(cell) for word, cell in row.items()}} for name, row in counts.iterrows()
    ]
    return {"least": quota.least, "most": quota.most, "groups": groups}


def _city(selection: _Selection, row: int, told: Mapping[Any, Any]) -> dict[str, Any]:
    reason = told["reason"]
    return {
        **key_of(selection.sheet.assessment, row),
        "place": None if np.isnan(told["place"]) else int(told["place"]),
        "score": rounded(told["score"]),
        "coverage": rounded(told["coverage"]),
        "groups": {column: told[f"group:{column}"] for column in selection.call.quotas},
        "chosen": told["chosen"],
        "reason": {"code": reason.code, "fields": _fields(selection, reason), "message": selection.why(reason)},
    }


def _fields(selection: _Selection, reason: Problem) -> dict[str, Any]:
    """Give the fields of a reason as JSON has them, texts in the reader's language."""
    language = selection.sheet.view.language
    said = {name: value.to(language) if isinstance(value, Text) else value for name, value in reason.fields.items()}
    return {name: value if isinstance(value, int) else plain(value) for name, value in said.items()}


def _lines(selection: _Selection) -> Iterator[str]:
    sheet, counts = selection.sheet, selection.counts
    yield from wrap(headline(sheet.assessment, sheet.view), sheet.view.width)
    code = "select_lowest" if selection.call.lowest else "select_highest"
    yield from sheet.say(code, top=selection.call.top, node=sheet.title(selection.node), **counts)
    if counts["open"]:
        yield from sheet.say("select_ties", left=counts["left"], count=counts["open"])
    for word in ("in", "open", "out"):
        part = np.flatnonzero(selection.table["chosen"] == word)
        if len(part):
            yield ""
            yield from sheet.say(f"select_heading_{word}", count=len(part))
            yield from _cities(selection, part)
    cuts = {reason.fields["last"] for reason in selection.table["reason"] if reason.code == "select_below"}
    for cut in cuts:
        yield from sheet.say("select_cut", cut=selection.number(cut))
    for column in selection.call.quotas:
        yield from _quota(selection, column)
    if sheet.assessment.framework.higher == "worse" and not selection.call.lowest:
        yield from sheet.say("summary_higher_worse")
    yield from sheet.provisos()


def _cities(selection: _Selection, part: np.ndarray) -> Iterator[str]:
    """Give a table whose last column, the reason, goes on in the next line where it is long."""
    sheet, table = selection.sheet, selection.table.iloc[part]
    shares = [_percent(share) for share in table["coverage"]]
    columns = [
        sheet.whole("column_rank", table["place"]),
        sheet.words("column_city", [printable(name) for name in table["name"]]),
        *(Column(name, "", table[f"group:{name}"].tolist(), numeric=False) for name in selection.call.quotas),
        sheet.scores("column_score", table["score"]),
        Column(message("column_coverage", sheet.view.language), "", shares),
    ]
    title = message("column_reason", sheet.view.language)
    yield from _beside(columns, title, [selection.why(reason) for reason in table["reason"]], sheet.view.width)


def _beside(columns: list[Column], title: str, texts: list[str], width: int) -> Iterator[str]:
    natural = max(map(cell_len, grid(columns, 10_000)))
    room = max(_REASON, width - natural - 2)
    lines = list(grid(columns, width - room - 2))
    head, rule = lines[: -len(texts) - 1], lines[-len(texts) - 1]
    yield from head[:-1]
    yield f"{head[-1]}  {title}"
    yield rule + "-" * (2 + min(room, max(map(len, [title, *texts]))))
    for line, text in zip(lines[-len(texts) :], texts, strict=True):
        first, *others = wrap(text, room)
        yield f"{line}  {first}"
        yield from (" " * (len(rule) + 2) + other for other in others)


def _quota(selection: _Selection, column: str) -> Iterator[str]:
    """Say what a quota asks, count each group, and name the groups that have fewer than it keeps."""
    sheet, quota = selection.sheet, selection.call.quotas[column]
    counts = group_counts(selection.table, column)
    part = "both" if quota.least and quota.most is not None else "most" if quota.most is not None else "least"
    heading = sheet.say(f"select_quota_{part}", column=column, least=quota.least, most=quota.most)
    columns = [
        Column(column, "", counts.index.tolist(), numeric=False),
        *(sheet.whole(f"column_{word}", counts[word]) for word in ("able", "in", "open")),
    ]
    yield from sheet.part(heading, columns)
    if short := [f"{name} ({able})" for name, able in counts["able"].items() if able < quota.least]:
        yield from sheet.say("select_quota_short", groups=", ".join(short))
    if ungrouped := int((selection.table[f"group:{column}"] == NOTHING).sum()):
        yield from sheet.say("select_ungrouped", count=ungrouped, column=column)

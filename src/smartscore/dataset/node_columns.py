"""The columns of nodes: the names under which each may stand, and the dataset with each in one column."""

from collections import Counter
from collections.abc import Collection, Iterable, Set
from typing import Any

from attrs import evolve
from pandas import Series

from smartscore.dataset.dataset import Dataset
from smartscore.dataset.values import gap_words
from smartscore.model import Framework
from smartscore.tables.identifiers import as_key


def further_columns(framework: Framework) -> set[str]:
    """Give the columns that indicators need beside their own: denominators and ticked criteria."""
    ticks = {column for node in framework.indicators for column in node.tick_columns.values()}
    return ticks | {node.denominator for node in framework.indicators if node.denominator}


def grouping(framework: Framework) -> set[str]:
    """Give the columns by which steps group cities."""
    return {by for step in framework.steps if (by := getattr(step, "by", None))}


def names_of(framework: Framework) -> dict[str, list[str]]:
    """Give the names under which each node may stand in a dataset: its id, its aliases, its code if no other has it."""
    codes = Counter(node.code for node in framework.walk())
    taken = {name for node in framework.walk() for name in (node.id, *node.aliases)}
    taken |= {node.denominator for node in framework.indicators}
    own = {code for code, times in codes.items() if code and times == 1 and code not in taken}
    return {node.id: [node.id, *node.aliases, *([node.code] if node.code in own else [])] for node in framework.walk()}


def columns_of(dataset: Dataset, framework: Framework) -> dict[str, str]:
    """Give the column of each node that has one."""
    names = names_of(framework)
    for node in framework.indicators:
        names[node.id] += node.tick_columns.values()
    columns = set(dataset.frame.columns)
    return {node: present[0] for node, among in names.items() if (present := _present(columns, among))}


def _present(columns: Set[str], among: Iterable[str]) -> list[str]:
    return [name for name in among if name in columns]


def with_merged_columns(dataset: Dataset, framework: Framework) -> Dataset:
    """Give the dataset with each node's values in one column: where it has none, those under its other names."""
    frame = own = dataset.frame
    notes, columns = dict(dataset.notes), set(frame.columns)
    for node, among in names_of(framework).items():
        first, *others = _present(columns, among) or [""]
        gaps = gap_words(framework.nodes[node])
        for other in others:
            moved = _is_gap(frame[first], gaps) & ~_is_gap(frame[other], gaps)
            frame = frame.assign(**{first: frame[first].astype(object).where(~moved, frame[other])})
            for kind, note in notes.items():
                if first in note and other in note:
                    notes[kind] = note.assign(**{first: note[first].where(~moved, note[other])})
            if moved.equals(~_is_gap(frame[other], gaps)):
                frame = frame.drop(columns=other)
    merged = dataset if frame is own else evolve(dataset, frame=frame, notes=notes)
    return _with_items_by_id(merged, framework)


def _with_items_by_id(dataset: Dataset, framework: Framework) -> Dataset:
    """Give the dataset with each item of evidence under the id of its indicator, whatever name that has there."""
    if dataset.evidence is None:
        return dataset
    ids = {name: node for node, among in names_of(framework).items() for name in among if name != node}
    renamed = dataset.evidence.renamed(ids)
    return dataset if renamed is dataset.evidence else evolve(dataset, evidence=renamed)


def _is_gap(column: "Series[Any]", words: Collection[str]) -> "Series[bool]":
    return column.isna() | column.map(lambda cell: as_key(cell).casefold() in words)


def known_names(framework: Framework) -> set[str]:
    """Give every column name that means something to a framework."""
    return {name for names in names_of(framework).values() for name in names} | further_columns(framework)

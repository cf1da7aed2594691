"""What the missing values allow, beside the score: the least and the greatest, and bands that a city may be in."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from attrs import evolve

from smartscore.engine import Assessment
from smartscore.reports.document import Column, Figure, Listed
from smartscore.reports.elements.cells import Cells, decimals_of, node_title, rounded, row_label, words
from smartscore.rules import Array
from smartscore.text import Phrase, Sentence

_NAMED = 5


def is_told(assessment: Assessment) -> bool:
    """Tell whether the index of a city may be another one, as values are missing."""
    return bool(assessment.score_range.is_open().any())


def ends_of(assessment: Assessment, node: str = "index") -> tuple[Array, Array]:
    """Give the least and the greatest score of a node, NaN where that is not known: (cities) each."""
    reach = assessment.score_range
    low, high = reach.least[node].to_numpy(), reach.greatest[node].to_numpy()
    return np.where(np.isinf(low), np.nan, low), np.where(np.isinf(high), np.nan, high)


def end_columns(assessment: Assessment) -> list[Column]:
    """Give the least and the greatest index of every city, for programs, where one may have another."""
    if not is_told(assessment):
        return []
    cells, more = Cells(assessment), {"readers": "programs", "width": 10}
    return [cells.scores(f"index_{end}", f"column_range_{end}", v, **more) for end, v in _by_end(ends_of(assessment))]


def range_column(assessment: Assessment) -> list[Column]:
    """Give from where to where the index of every city may go, for people, where one may have another."""
    if not is_told(assessment):
        return []
    is_open = assessment.score_range.is_open()
    return [_from_to(assessment, "index_range", "column_range", ends_of(assessment), is_open)]


def node_columns(assessment: Assessment, row: int, names: Sequence[str]) -> list[Column]:
    """Give from where to where the scores of nodes may go in a row, where one of them may have another."""
    reach, cells = assessment.score_range, Cells(assessment)
    is_open = np.array([reach.is_open(name)[row] for name in names])
    if not is_open.any():
        return []
    ends = np.array([[end[row] for end in ends_of(assessment, name)] for name in names]).T
    return [
        _from_to(assessment, "range", "column_range_score", ends, is_open),
        *(cells.scores(end, f"column_range_{end}", values, readers="programs") for end, values in _by_end(ends)),
    ]


def _from_to(assessment: Assessment, id_: str, code: str, ends: Iterable[Array], is_open: np.ndarray) -> Column:
    """Give both ends as one word, a question mark for one that is not known, nothing where there is one score."""
    low, high = (
        [Figure(value, "score", decimals_of(assessment)) if value == value else "?" for value in end.tolist()]  # noqa: PLR0124  # NaN
        for end in ends
    )
    pairs = zip(low, high, is_open.tolist(), strict=True)
    said = [Listed(both, "\N{EN DASH}") if told else "" for *both, told in pairs]
    return words(id_, code, said, readers="people", detail=True)


def range_table_columns(assessment: Assessment) -> list[Column]:
    """Give the least and the greatest score of every node that may have another somewhere, to stand side by side."""
    cells, columns = Cells(assessment), list[Column]()
    for name in assessment.framework.nodes:
        if assessment.score_range.is_open(name).any():
            title = node_title(assessment.framework, name)
            for end, values in _by_end(ends_of(assessment, name)):
                column = cells.scores(f"{name}_{end}", "column_score", values)
                columns.append(evolve(column, title=Phrase(f"column_of_range_{end}", title=title)))
    return columns


def _by_end(ends: Iterable[Array]) -> Iterator[tuple[str, Array]]:
    return zip(("least", "greatest"), ends, strict=True)


def band_ends(assessment: Assessment, row: int) -> tuple[Sentence, Sentence] | None:
    """Give the bands of the least and the greatest index of a row, a dash for none; None where they are one."""
    low, high = assessment.band_range[:, row].tolist()
    if low == high or not assessment.score_range.is_open()[row]:
        return None
    bands = assessment.framework.bands
    first, last = (bands[place].title if place >= 0 else "-" for place in (low, high))
    return first, last


def band_columns(assessment: Assessment) -> Iterator[tuple[str, list[Sentence]]]:
    """Give the bands of the least and the greatest index of every row, by the name of the end."""
    for end, places in _by_end(assessment.band_range):
        yield end, [assessment.framework.bands[place].title if place >= 0 else "" for place in places.tolist()]


def range_sentences(assessment: Assessment) -> Iterator[Phrase]:
    """Say what least and greatest are, and name the cities whose band is open: for a whole result."""
    if not is_told(assessment):
        return
    missing = int(assessment.score_range.missing.sum())
    yield Phrase("summary_range", count=missing)
    yield from approximate(assessment)
    ends = [(row, band_ends(assessment, row)) for row in range(len(assessment.rows))]
    named = [_in_city(assessment, row, both) for row, both in ends if both]
    if named:
        shown: list[Sentence] = [*named[:_NAMED], *(["..."] if len(named) > _NAMED else [])]
        yield Phrase("summary_range_bands", count=len(named), cities=Listed(shown, "; "))


def range_of_row(assessment: Assessment, row: int) -> list[Phrase]:
    """Say from where to where the index of a row goes, and between which bands; nothing where it is one."""
    reach = assessment.score_range
    if not reach.is_open()[row]:
        return []
    low, high = (Figure(float(end[row]), "score", decimals_of(assessment)) for end in ends_of(assessment))
    said = [Phrase("range_of_city", least=low, greatest=high, count=int(reach.missing[row]))]
    if bands := band_ends(assessment, row):
        said.append(Phrase("range_bands", least=bands[0], greatest=bands[1], count=int(reach.missing[row])))
    return [*said, *approximate(assessment, row)]


def _in_city(assessment: Assessment, row: int, ends: tuple[Sentence, Sentence]) -> Phrase:
    fields = {"least": ends[0], "greatest": ends[1], "count": int(assessment.score_range.missing[row])}
    return Phrase("range_bands_of_city", city=row_label(assessment, row), **fields)


def approximate(assessment: Assessment, row: int | None = None) -> Iterator[Phrase]:
    """Say that the range of the index is approximate, in a row or somewhere, where it is."""
    reach = assessment.score_range
    if not reach.exact["index"] and (reach.is_open().any() if row is None else reach.is_open()[row]):
        yield Phrase("range_approximate")


def range_record(assessment: Assessment, row: int, language: str) -> dict[str, Any]:
    """Give for JSON how many values are open in a row, and the bands of both ends, where its index may be another."""
    if not assessment.score_range.is_open()[row]:
        return {}
    bands = assessment.framework.bands
    titles = [bands[place].title.to(language) if place >= 0 else None for place in assessment.band_range[:, row]]
    return {"open": int(assessment.score_range.missing[row]), "band_range": titles}


def range_records(assessment: Assessment, node: str) -> dict[int, list[float | None]]:
    """Give for JSON both ends of a node by row, where there is more than one score, nothing for an end not known."""
    low, high = ends_of(assessment, node)
    rows = np.flatnonzero(assessment.score_range.is_open(node)).tolist()
    return {row: [rounded(float(low[row])), rounded(float(high[row]))] for row in rows}

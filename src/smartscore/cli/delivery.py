"""Delivery of results: to the screen, to a file, or to a folder with a file a city."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve

from smartscore.cli.output import Destination, put, tell_written
from smartscore.cli.progress_bar import busy, watched
from smartscore.cli.request import Request
from smartscore.dataset import Dataset
from smartscore.errors import Problem, UsageError, legible
from smartscore.reports import Document, Report, Result
from smartscore.reports.result import chosen_rows
from smartscore.reports.subjects import ranking
from smartscore.text import reason_of
from smartscore.whole_files import write_whole

#: How wide a list is that is for reading and for other programs: lines are as long as they must be.
LINE = 1000
_LONGEST = 80
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)  # names that Windows keeps for itself


def deliver(request: Request, report: Report, result: Result, output: Path | None, folder: Path | None) -> None:
    """Write a report to the screen or a file, and a file a city into a folder where one is named.

    Raises:
        UsageError: if something cannot be written, or a file a city would be written over one that is read or a form.
    """
    style = request.style
    files = list(file_names(result.assessments[0].dataset, result.cities)) if folder is not None else []
    targets = {city: folder / f"{name}{report.suffixes[0]}" for city, name in files} if folder is not None else {}
    for target in targets.values():
        request.spare(target)
    if folder is None or output is not None:
        with busy("working_report", style.language):
            rendered = report.render(ranking.document(result), style)
        put(rendered, output)
    if folder is not None:
        make(folder)
        for city, target in watched(list(targets.items()), "working_cities", style.language):
            document = ranking.document(evolve(result, cities=(city,)))
            write_whole(report.render(document, style), target)
        tell_written("files_written", count=len(targets), folder=legible(str(folder)))


def present(request: Request, document: Document, destination: Destination, **style: Any) -> None:
    """Write a document in the format that is named, else by the ending of the output file, else as a table.

    Raises:
        UsageError: for an unknown format or ending, or if it cannot be written.
    """
    report = request.report(destination)
    put(report.render(document, evolve(request.style, **style)), destination.output)


def make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(Problem("file_unwritable", {"reason": reason_of(error)}, file=str(folder))) from error


def file_names(dataset: Dataset, cities: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """Give the key of each city and a name for its file, each name once and none that leaves the folder."""
    taken: set[str] = set()
    keys = {str(dataset.cities[row]): dataset.label(row) for row in chosen_rows(dataset, cities)}
    for key, label in keys.items():
        whole = plain(key if key == label else f"{key} {label}")
        name, number = whole, 1
        while name.casefold() in taken:
            number += 1
            name = f"{whole}-{number}"
        taken.add(name.casefold())
        yield key, name


def plain(text: str) -> str:
    """Give letters, digits and hyphens of a text, all else as one hyphen, to name a file with on any system."""
    words = re.sub(r"[\W_]+", "-", text).strip("-")[:_LONGEST].rstrip("-")
    return f"city-{words}".rstrip("-") if not words or _RESERVED.fullmatch(words) else words

"""Results as reports, found and written as the command does it."""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from attrs import evolve

from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError, hint
from smartscore.messages import LANGUAGES, preferred_language
from smartscore.plugins import Plugins, discover
from smartscore.reports import REPORTS, Document, Report, Result, Style
from smartscore.reports.subjects import ranking
from smartscore.whole_files import spare_files, write_whole

if TYPE_CHECKING:
    from smartscore.dataset import Dataset
    from smartscore.plans import Roadmap
    from smartscore.views import Comparison, SideBySide

#: What can be written: assessments with or without what stands beside them, comparisons, two series, plans, documents.
Writable: TypeAlias = "Assessment | Sequence[Assessment] | Result | Comparison | SideBySide | Roadmap | Document"


def write(  # noqa: PLR0913  # as many as the command line has options of writing
    result: Writable,
    path: str | Path,
    *,
    report: str | None = None,
    language: str | None = None,
    depth: int = 1,
    plugins: Plugins | None = None,
    spared: Iterable[Path] = (),
) -> Path:
    """Write a result into a file, by the ending of its name or as the `report` named, and give its path.

    The file has the bytes that the command writes, whole or not at all, in the place of an old one. Its `language` is
    `en` or `id`, else that of the environment, and its tables show the tree down to `depth`. `plugins` may bring
    reports; those that are installed do where none are given. `spared` are files, beside those that the result was
    read from, that are not written over.

    Raises:
        UsageError: for an unknown report, ending or language, over a file that was read for the result and over a
            form, and if the file cannot be written.
    """
    plugins, path = discover() if plugins is None else plugins, Path(path)
    result = _with_plugins(result, plugins)
    found = report_of(plugins, report, path, of_cities=isinstance(result, Result) and bool(result.cities))
    spare_files(path, [*_read_for(result), *spared])
    write_whole(found.render(document_of(result), style_of(language, depth)), path)
    return path


def json_text(result: Writable, language: str | None = None) -> str:
    """Give the record of a result that the command gives as JSON."""
    text = REPORTS["json"].render(document_of(_with_plugins(result, discover())), style_of(language))
    return text if isinstance(text, str) else text.decode()


def report_of(plugins: Plugins, name: str | None, output: Path | None, *, of_cities: bool = False) -> Report:
    """Find the report by name, else by the ending of the output file, else the table.

    Raises:
        UsageError: if there is none, naming those that there are, or none that can be of single cities where it must.
    """
    reports = {**plugins.reports, **REPORTS}
    if name is not None:
        if name not in reports:
            raise UsageError(Problem("unknown_format", {"found": name, "hint": hint(name, reports.keys())}))
        found = reports[name]
    else:
        found = reports["table"] if output is None else _by_ending(reports, output)
    if of_cities and not found.cities:
        able = ", ".join(sorted(name for name, other in reports.items() if other.cities))
        raise UsageError(Problem("format_without_cities", {"found": found.id, "expected": able}))
    return found


def _by_ending(reports: Mapping[str, Report], output: Path) -> Report:
    endings = {suffix: report for report in reports.values() for suffix in report.suffixes}
    if output.suffix.lower() not in endings:
        fields = {"found": output.suffix or output.name, "expected": ", ".join(sorted(endings))}
        raise UsageError(Problem("unknown_ending", fields))
    return endings[output.suffix.lower()]


def style_of(language: str | None = None, depth: int = 1) -> Style:
    """Give the style of a reader: a language, else that of the environment, within the width of the terminal.

    Raises:
        UsageError: for another language.
    """
    if language is not None and language not in LANGUAGES:
        fields = {"name": "language", "found": repr(language), "allowed": ", ".join(LANGUAGES)}
        raise UsageError(Problem("parameter_not_allowed", fields))
    width = shutil.get_terminal_size((100, 24)).columns
    return Style(language=language or preferred_language(), depth=depth, width=width)


def document_of(result: Writable) -> Document:
    """Give a result as the document that the command makes of it."""
    if isinstance(result, Document):
        return result
    if isinstance(result, Result):
        return ranking.document(result)
    from smartscore.reports.subjects import comparison, plan  # which assessments do without
    from smartscore.reports.subjects.over_breaks import series
    from smartscore.views import Comparison, SideBySide

    if isinstance(result, Comparison):
        return comparison.document(result, None)
    if isinstance(result, SideBySide):
        return series.document(result)
    from smartscore.plans import QuickWin, Roadmap

    if isinstance(result, Roadmap):
        return plan.document(result, QuickWin())
    return ranking.document(Result(assessments=[result] if isinstance(result, Assessment) else list(result)))


def _with_plugins(result: Writable, plugins: Plugins) -> Writable:
    """Give assessments as a result that names the plugins at work."""
    if isinstance(result, Assessment):
        result = Result(assessments=[result])
    elif isinstance(result, Sequence):
        result = Result(assessments=result)
    if isinstance(result, Result) and not result.plugins:
        return evolve(result, plugins={plugin.name: plugin.version for plugin in plugins.found})
    return result


def _read_for(result: Writable) -> Iterator[Path]:
    """Give the files that were read for a result."""
    for dataset in _datasets(result):
        yield from (Path(file) for file, _ in dataset.files)
    if isinstance(result, Result):
        yield from (Path(plan.file) for plan in result.plans if plan.file is not None)


def _datasets(result: Writable) -> "Iterator[Dataset]":
    """Give the datasets of assessments, of both sides of a comparison or a break, and of the city of a plan."""
    held = result.source if isinstance(result, Document) else result
    for each in held.assessments if isinstance(held, Result) else (held,):
        beside = [getattr(each, name, None) for name in ("before", "after", "old", "new")]
        for one in (each, getattr(each, "outlook", None), *beside):
            assessment = getattr(one, "assessment", one)
            if isinstance(assessment, Assessment):
                yield assessment.dataset

"""Forms as workbooks, from what was asked for on the command line to files."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from smartscore.cli.request import Request, put
from smartscore.errors import Problem, UsageError
from smartscore.forms import Form, by_owner, form_files, form_of, form_workbook
from smartscore.forms.csv_template import template

_ENDING, _TEXTS = ".xlsx", (".csv", ".txt", ".tsv", "")


def put_template(request: Request, cities: Sequence[str], output: Path | None, split: str | None, long: bool) -> None:
    """Write a form for these cities: a CSV, a workbook, or a folder of workbooks, one an owner."""
    if not _is_workbook(request, output, split):
        put(template(request.load(), cities, long=long, language=request.language), output)
    elif split is None:
        put(form_workbook(_form(request, cities), request.language), output)
    else:
        put_all(form_files(by_owner(_form(request, cities)), request.language), output or Path())


def _is_workbook(request: Request, output: Path | None, split: str | None) -> bool:
    """Tell whether a form is a workbook, by the ending of the file; split forms are, in a folder.

    Raises:
        UsageError: for an ending that is neither a workbook's nor a text's, for what only workbooks
            can have, and for split forms without a folder or a dataset that says whose they are.
    """
    ending = "" if output is None else output.suffix.lower()
    if split is not None:
        if output is None or ending == _ENDING or output.is_file() or not request.dataset:
            raise UsageError(Problem("form_split_needs", file=None if output is None else str(output)))
        return True
    if ending != _ENDING and request.dataset:
        raise UsageError(Problem("form_from_needs", file=None if output is None else str(output)))
    if ending not in (_ENDING, *_TEXTS):
        raise UsageError(Problem("form_ending", {"found": ending}, file=str(output)))
    return ending == _ENDING


def _form(request: Request, cities: Sequence[str]) -> Form:
    frameworks = request.load()
    dataset = request.read() if request.dataset else None
    return form_of(frameworks, cities, dataset, lambda: request.elsewhere(frameworks))


def put_all(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files into a folder, which is made where there is none: all of them or none.

    Raises:
        UsageError: if one of them exists, since it may be filled in, or cannot be written.
    """
    there = [folder / name for name in files if (folder / name).exists()]
    if there:
        raise UsageError(Problem("file_exists", file=str(path)) for path in there)
    new = not folder.exists()
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            put(data, folder / name)
            written.append(folder / name)
    except (OSError, UsageError) as error:
        with suppress(OSError):
            for path in written:
                path.unlink()
            if new:
                folder.rmdir()
        if isinstance(error, UsageError):
            raise
        raise UsageError(Problem("file_unwritable", {"reason": error.strerror}, file=str(folder))) from error

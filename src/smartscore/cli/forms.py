"""Forms written to files, as the command line describes them."""

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path

from attrs import frozen

from smartscore.cli.output import is_standard, put, require_new, tell_written
from smartscore.cli.request import Request
from smartscore.errors import Problem, UsageError, legible
from smartscore.forms import Form, by_owner, form_files, form_of, form_workbook
from smartscore.forms.csv_template import template
from smartscore.forms.evidence.form import EvidenceForm, asks_for_items, evidence_form_of, split_by
from smartscore.forms.evidence.known_items import read_items
from smartscore.text import reason_of
from smartscore.whole_files import write_whole

_ENDING, _TEXTS = ".xlsx", (".csv", ".txt", ".tsv", "")


@frozen
class Asked:
    """What a form is to be, beside its framework, cities and dataset: split by what, filled in with which items."""

    split: str | None = None
    items: Path | None = None


def put_template(request: Request, output: Path | None, asked: Asked, *, long: bool, force: bool) -> None:
    """Write a form for the cities that the request names: a CSV, a workbook, or a folder of workbooks.

    Raises:
        UsageError: if a file is there already and is not to be replaced, or cannot be written.
    """
    if asked.split is None:
        require_new([output], force=force)
    if not _is_workbook(request, output, asked):
        put(template(request.load(), request.cities, long=long, language=request.language), output)
    elif asked.split is None:
        put(form_workbook(_form(request, asked.items), request.language), output)
    else:
        files = form_files(_split(_form(request, asked.items), asked.split), request.language)
        put_all(files, output or Path(), request.spare, force=force)


def _is_workbook(request: Request, output: Path | None, asked: Asked) -> bool:
    """Tell whether a form is a workbook, by the ending of the file; split forms are, in a folder.

    Raises:
        UsageError: for an ending that is neither a workbook's nor a text's, for what only workbooks
            can have, and for split forms without a folder or a dataset that says whose they are.
    """
    ending = "" if output is None else output.suffix.lower()
    is_filled = bool(request.dataset) or asked.items is not None
    if asked.split is not None:
        if is_standard(output) or output is None or ending == _ENDING or output.is_file() or not is_filled:
            raise UsageError(Problem("form_split_needs", file=None if output is None else str(output)))
        return True
    if ending != _ENDING and is_filled:
        raise UsageError(Problem("form_from_needs", file=None if output is None else str(output)))
    if ending not in (_ENDING, *_TEXTS):
        raise UsageError(Problem("form_ending", {"found": ending}, file=str(output)))
    return ending == _ENDING


def _form(request: Request, items: Path | None) -> Form | EvidenceForm:
    frameworks = request.load()
    dataset = request.read() if request.dataset else None

    def elsewhere() -> Collection[str]:
        return request.elsewhere(frameworks)

    listed = None if items is None else read_items(items, frameworks, request.read_tables, elsewhere)
    if asks_for_items(frameworks, dataset, listed):
        return evidence_form_of(frameworks, request.cities, dataset, listed, elsewhere)
    return form_of(frameworks, request.cities, dataset, elsewhere)


def _split(form: Form | EvidenceForm, by: str) -> Mapping[str, Form] | Mapping[str, EvidenceForm]:
    """Give a form for each office or owner.

    Raises:
        UsageError: if nothing says whose each line is, which only items say of offices.
    """
    if isinstance(form, EvidenceForm):
        return split_by(form, by)
    if by == "office":
        raise UsageError(Problem("form_no_office"))
    return by_owner(form)


def put_all(files: Mapping[str, bytes], folder: Path, spare: Callable[[Path], None], *, force: bool) -> None:
    """Write files into a folder, which is made where there is none: all new ones or none.

    `spare` refuses what is never written over.

    Raises:
        UsageError: if one of them exists, since it may be filled in, or cannot be written.
    """
    require_new([folder / name for name in files], force=force)
    for name in files:
        spare(folder / name)
    new = not folder.exists()
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            is_new = not (folder / name).exists()
            write_whole(data, folder / name)
            written += [folder / name] if is_new else []
    except BaseException as error:  # Ctrl-C too
        with suppress(OSError):
            for path in written:
                path.unlink()
            if new:
                folder.rmdir()
        if not isinstance(error, OSError):
            raise
        raise UsageError(Problem("file_unwritable", {"reason": reason_of(error)}, file=str(folder))) from error
    tell_written("files_written", count=len(files), folder=legible(str(folder)))

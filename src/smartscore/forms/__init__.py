"""Forms: workbooks that ask offices for the values that a framework needs, pre-filled with values of a dataset."""

from collections.abc import Callable, Collection, Mapping, Sequence

from attrs import evolve, field, frozen

from smartscore.dataset import Dataset
from smartscore.errors import Problem, UsageError
from smartscore.forms.cities import City, cities_of, new_cities
from smartscore.forms.evidence.form import EvidenceForm
from smartscore.forms.evidence.workbook import fill_evidence_book
from smartscore.forms.lines import Line, lines_of
from smartscore.forms.prefilled import Prefill, prefill_of
from smartscore.forms.questions import FormPart, parts_of
from smartscore.messages import message
from smartscore.model import Framework
from smartscore.reports.formats.xlsx.workbook import Book, write_workbook
from smartscore.reports.names import file_names, sheet_names


@frozen(eq=False)
class Form:
    """A form: lines by part, for cities; `owner` is the office that it is for, if it is for one."""

    frameworks: Sequence[Framework]
    cities: Sequence[City]
    parts: Sequence[tuple[FormPart, Sequence[Line]]]
    owner: str = field(default="")


def form_of(
    frameworks: Sequence[Framework],
    cities: Sequence[str],
    dataset: Dataset | None = None,
    elsewhere: Callable[[], Collection[str]] = frozenset,
) -> Form:
    """Give the form for these cities, or for those of a dataset, filled in with its values and notes.

    Raises:
        DatasetError: with every problem of the dataset, except for what it lacks.
        UsageError: for a city that is not in the dataset.
    """
    prefill = Prefill() if dataset is None else prefill_of(dataset, frameworks, elsewhere)
    of_dataset = [] if dataset is None else cities_of(prefill.dataset, cities, frameworks)
    whole = of_dataset or new_cities(cities, frameworks)
    return Form(frameworks, whole, [(part, lines_of(part, whole, prefill)) for part in parts_of(frameworks)])


def by_owner(form: Form) -> dict[str, Form]:
    """Give a form an owner, with their lines and cities alone; lines without an owner have the empty one.

    Raises:
        UsageError: if no line has an owner.
    """
    owners = sorted({line.owner for _, lines in form.parts for line in lines})
    if not any(owners):
        raise UsageError(Problem("form_no_owner"))
    return {owner: _of(form, owner) for owner in owners}


def _of(form: Form, owner: str) -> Form:
    parts = [(part, [line for line in lines if line.owner == owner]) for part, lines in form.parts]
    parts = [(part, lines) for part, lines in parts if lines]
    there = {id(line.city) for _, lines in parts for line in lines}
    return evolve(form, cities=[city for city in form.cities if id(city) in there], parts=parts, owner=owner)


def form_workbook(form: Form | EvidenceForm, language: str) -> bytes:
    """Give the form as a workbook: a guide, the profile of the cities, and a sheet a part.

    A form of evidence has a sheet more, which shows levels and index while it is filled in.

    Raises:
        UsageError: if xlsxwriter is not installed.
    """

    title = message("form_title", language, title=", ".join(f.title.to(language) for f in form.frameworks))

    def fill(book: Book) -> None:
        if isinstance(form, EvidenceForm):
            fill_evidence_book(book, form, title)
        else:
            _fill_book(book, form, title)

    return write_workbook(fill, title, language)


def _fill_book(book: Book, form: Form, title: str) -> None:
    from smartscore.forms.guide import fill_guide  # with xlsxwriter, which may be absent
    from smartscore.forms.profile import fill_profile
    from smartscore.forms.sheet import fill_lines, table_on

    parts = [part for part, _ in form.parts]
    titles = [book.say("sheet_guide"), book.say("sheet_profile"), *(part.title.to(book.language) for part in parts)]
    names = sheet_names(titles)
    few = len(form.cities) < 2
    pages = [book.sheet(name, title, portrait=place < 1 + few) for place, name in enumerate(names)]
    guide, profile, *sheets = pages
    choices = fill_guide(book, guide, form.frameworks, parts, form.owner)
    fill_profile(book, profile, form.cities)
    for sheet, heading, (_, lines) in zip(sheets, titles[2:], form.parts, strict=True):
        fill_lines(table_on(book, sheet, many=not few), heading, lines, choices)


def form_files(forms: Mapping[str, Form] | Mapping[str, EvidenceForm], language: str) -> dict[str, bytes]:
    """Give the workbook of each owner by the name of its file; no two names are alike."""
    rest = message("form_other_file", language)
    owners = [owner for owner in forms if owner]
    names = dict(zip(owners, file_names(owners, taken=[rest]), strict=True))
    return {f"{names.get(owner, rest)}.xlsx": form_workbook(form, language) for owner, form in forms.items()}

"""Errors: problems with their places, as sentences for the person who can mend them."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any, ClassVar, overload

from attrs import asdict, field, frozen

from smartscore.messages import message


@overload
def legible(name: str) -> str: ...
@overload
def legible(name: None) -> None: ...
def legible(name: str | None) -> str | None:
    """Give the name of a file so that it can be written anywhere: each byte that is no UTF-8 as \\xe9."""
    return None if name is None else re.sub("[\ud800-\udfff]", _escaped, name)


def _escaped(match: re.Match[str]) -> str:
    byte = ord(match[0]) - 0xDC00  # how Python keeps bytes of names that it cannot decode
    return f"\\x{byte:02x}" if 0x80 <= byte <= 0xFF else f"\\u{ord(match[0]):04x}"


@frozen
class Problem:
    """One thing that is wrong, with its place; the sentence is made in the reader's language.

    `code` names a message of the catalogue and `fields` fill it; the other attributes say where: in
    a workbook the sheet and the cell, such as E12, where other files have a line.
    """

    code: str
    fields: Mapping[str, object] = field(factory=dict)
    file: str | None = field(default=None, converter=legible)
    row: int | None = None
    column: str | None = None
    city: str | None = None
    indicator: str | None = None
    sheet: str | None = None
    cell: str | None = None

    def message(self, language: str = "en") -> str:
        """Give the sentence, with the place before it and the code behind it, which `smartscore problem` explains."""
        return f"{self.to(language)} [{self.code}]"

    def __str__(self) -> str:
        return self.to("en")

    def to(self, language: str) -> str:
        """Give the sentence with the place before it, as reports say it."""
        place = place_in_words(asdict(self, filter=lambda a, _: a.name not in ("code", "fields")), language)
        sentence = self.sentence(language)
        return f"{place}: {sentence}" if place else sentence

    def sentence(self, language: str = "en") -> str:
        """Give the sentence alone."""
        return message(self.code, language, **self.fields)


def in_own_words(text: object) -> Problem:
    """Give a problem whose sentence is this text, in no language but its own."""
    return Problem("in_own_words", {"text": str(text)})


@frozen
class Remark(Problem):
    """Something about how a file was read that is said and stops nothing: a row left out, a sheet not read."""


@frozen
class Suspicion(Problem):
    """Something that is probably wrong and moves scores: the sentence gives both readings and both ways out.

    It is accepted by its code, or by its code and its column (`placeholder:poverty`). One that `refuses` stops an
    assessment until then, since it changes who is ranked or by what number; the others are told beside the result.
    """

    refuses: bool = True

    def is_accepted(self, accepted: Collection[str]) -> bool:
        """Tell whether somebody said that this is right."""
        return self.code in accepted or f"{self.code}:{self.column}" in accepted


class SmartscoreError(Exception):
    """Something that the user can mend; holds every problem found, not only the first.

    It takes problems, or a text of one's own: `raise RuleError("k must be above 0")` in the rule of a plugin.
    """

    exit_code: ClassVar[int] = 2
    problems: "tuple[Problem, ...]" = ()  # of an error of somebody else's class that holds none

    def __init__(self, problems: "Problem | str | Iterable[Problem | str]" = ()) -> None:
        told = (problems,) if isinstance(problems, Problem | str) else tuple(problems) or (type(self).__name__,)
        self.problems = tuple(one if isinstance(one, Problem) else in_own_words(one) for one in told)
        super().__init__(self.problems)

    def message(self, language: str = "en") -> str:
        """Give all the sentences, one a line; many of one kind are one."""
        return "\n".join(problem.message(language) for problem in grouped(self.problems))

    def __str__(self) -> str:
        return self.message()


class UsageError(SmartscoreError):
    """What was asked for does not exist or cannot be done."""


class DatasetError(SmartscoreError):
    """The dataset is refused."""

    exit_code = 3


class FrameworkError(SmartscoreError):
    """The framework is refused."""

    exit_code = 4


class RuleError(FrameworkError, ValueError):
    """A rule or an aggregate is wrong, or cannot be applied to these values."""


class PluginError(SmartscoreError):
    """A plugin failed."""

    exit_code = 5


_MANY = 5  # problems of one kind in one column, beyond which they are told as one
_PLACES = 3
_VALUES = 5


@frozen
class ProblemGroup(Problem):
    """Many problems of one kind in one column of a file, told as one; `problems` are all of them."""

    problems: tuple[Problem, ...] = ()

    def to(self, language: str) -> str:
        """Give the sentence of the first one, how many more there are, their places and their most frequent values."""
        return self._with_others(self.problems[0].to(language), language)

    def sentence(self, language: str = "en") -> str:
        """Give the same without the place of the first one."""
        return self._with_others(self.problems[0].sentence(language), language)

    def _with_others(self, first: str, language: str) -> str:
        others = self.problems[1:]
        shown = [_short_place(problem, language) for problem in others[:_PLACES]]
        places = ", ".join(place for place in shown if place) + (", ..." if len(others) > _PLACES else "")
        named = (problem.fields.get("number", problem.fields.get("found")) for problem in self.problems)
        counts = Counter(_in(found, language) for found in named if found is not None)
        values = ", ".join(f"{value} ({count})" for value, count in counts.most_common(_VALUES))
        values += ", ..." if len(counts) > _VALUES else ""
        code = "problem_group" if len(counts) > 1 else "problem_group_without_values"
        fields = {"first": first, "count": len(others), "places": places, "values": values}
        return message(code, language, **fields)


def _in(found: Any, language: str) -> str:
    return str(found.to(language) if hasattr(found, "to") else found)


def _short_place(problem: Problem, language: str) -> str:
    """Write where a problem is within its column: its line or its cell, else its city."""
    line = {"sheet": problem.sheet, "row": problem.row, "cell": problem.cell}
    return place_in_words(line, language) if problem.row is not None else str(problem.city or "")


def grouped(problems: Iterable[Problem]) -> list[Problem]:
    """Give problems, more than five of one code, file and column as one `ProblemGroup` where the first stood.

    What has neither a line nor a city is told for itself: nothing else would say where it is.
    """
    told = list(problems)
    kinds: dict[tuple[object, ...], list[Problem]] = {}
    for problem in told:
        kinds.setdefault(_kind(problem), []).append(problem)
    many = {kind: of for kind, of in kinds.items() if len(of) > _MANY and _is_placed(of[0])}
    if not many:
        return told
    result: list[Problem] = []
    for problem in told:
        of = many.get(_kind(problem))
        if of is None:
            result.append(problem)
        elif of[0] is problem:
            result.append(_group(of))
    return result


def _is_placed(problem: Problem) -> bool:
    return problem.row is not None or problem.city is not None


def _kind(problem: Problem) -> tuple[object, ...]:
    where = problem.file, problem.sheet, problem.column, problem.indicator
    return type(problem), problem.code, _is_placed(problem), *where


def _group(problems: list[Problem]) -> ProblemGroup:
    first = problems[0]
    where: dict[str, Any] = {
        "file": first.file,
        "row": first.row,
        "column": first.column,
        "sheet": first.sheet,
        "cell": first.cell,
    }
    return ProblemGroup(first.code, first.fields, indicator=first.indicator, problems=tuple(problems), **where)


def place_in_words(where: Mapping[str, object], language: str = "en") -> str:
    """Write a place, given as attributes of a `Problem`; a cell goes with its sheet, and instead of its line."""
    sheet, cell = where.get("sheet"), where.get("cell")
    line = {"sheet": sheet, "row": where.get("row")}
    if cell is not None:
        line = {"cell": f"{quoted(str(sheet))}!{cell}" if sheet else cell}
    parts = {"file": where.get("file"), **line, **{name: where.get(name) for name in ("column", "city", "indicator")}}
    known = {name: part for name, part in parts.items() if part is not None}
    return ", ".join(message(f"place_{name}", language, value=part) for name, part in known.items())


def quoted(sheet: str) -> str:
    """Give the name of a sheet as spreadsheet programs write it before a cell: in quotes unless it is one word."""
    return sheet if re.fullmatch(r"[^\W\d]\w*", sheet) else "'" + sheet.replace("'", "''") + "'"


def nearest(name: str, known: Collection[str], cutoff: float = 0.6) -> str | None:
    """Give the known name nearest to `name`, if one is near."""
    from difflib import get_close_matches  # which only a mistake needs

    written = {one.casefold(): one for one in known}
    matches = get_close_matches(name.casefold(), written, n=1, cutoff=cutoff)
    return written[matches[0]] if matches else None


def hint(name: str, known: Collection[str]) -> str:
    """Give what to offer for a wrong name: the nearest one, else all of them if they are few."""
    if near := nearest(name, known):
        return near
    return ", ".join(sorted(known)) if 0 < len(known) <= 12 else "-"

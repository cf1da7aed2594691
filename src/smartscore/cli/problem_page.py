"""What `problem` writes: one problem with its example, or all of them with the sentence of each."""

import json
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from textwrap import fill, indent

from smartscore.messages import message
from smartscore.problems import AREAS, Entry, Part, parts_of

_WIDTH = 100
_KEPT = "\N{PUNCTUATION SPACE}"  # a space at which no line is broken, for as long as lines are broken


def tell_problem(entry: Entry, language: str, *, width: int | None = None, as_json: bool = False) -> str:
    """Write the sentence of a problem, what it means, an example that causes it, and what to do.

    Sentences are broken into lines of the width, of 100 signs at most.
    """
    return (
        _json(record(entry, language)) if as_json else "\n".join(_lines(entry, language, min(width or _WIDTH, _WIDTH)))
    )


def list_problems(found: Sequence[Entry], language: str, *, width: int | None = None, as_json: bool = False) -> str:
    """Write the code and the sentence of each problem, area by area, a line each where there is no width."""
    if as_json:
        return _json([record(entry, language) for entry in found])
    codes = max(len(entry.code) for entry in found)
    lines = []
    for area, title in AREAS.items():
        own = [entry for entry in found if entry.area == area]
        lines += ["", title.to(language)] if own else []
        lines += [_listed(f"  {entry.code:{codes}}  ", entry.sentence(language), width) for entry in own]
    return "\n".join([*lines[1:], "", message("problem_list_end", language)]) + "\n"


def _listed(code: str, sentence: str, width: int | None) -> str:
    if width is None or width < len(code) + 20:
        return code + sentence
    return fill(sentence, width, initial_indent=code, subsequent_indent=" " * len(code), break_on_hyphens=False)


def record(entry: Entry, language: str) -> dict[str, object]:
    """Give an entry as JSON has it."""
    example = entry.example
    return {
        "code": entry.code,
        "area": entry.area,
        "sentence": entry.sentence(language),
        "meaning": entry.meaning.to(language),
        "remedy": entry.remedy.to(language),
        "example": {
            "files": dict(example.files),
            "workbooks": dict(example.workbooks),
            "plugin": example.plugin or None,
            "before": example.before.strip() or None,
            "commands": example.commands,
            "python": example.python.strip() or None,
            "prints": example.prints.to(language),
        },
    }


def _lines(entry: Entry, language: str, width: int) -> Iterator[str]:
    yield f"[{entry.code}] {entry.sentence(language)}\n"
    yield _prose(entry.meaning.to(language), width) + "\n"
    yield message("problem_example", language) + "\n"
    for part in parts_of(entry.example, language):
        yield f"  {part.label}:"
        yield indent(_table(part) if part.rows else part.text, "    ") + "\n"
    yield message("problem_remedy", language) + "\n"
    yield _prose(entry.remedy.to(language), width) + "\n"


def _prose(text: str, width: int) -> str:
    """Break sentences into lines, but not within what stands between backquotes, which is typed as it is."""
    parts = " ".join(text.split()).split("`")
    whole = "`".join(part.replace(" ", _KEPT) if place % 2 else part for place, part in enumerate(parts))
    return fill(whole, width, break_on_hyphens=False, break_long_words=False).replace(_KEPT, " ")


def _table(part: Part) -> str:
    """Set the cells of a sheet in columns: numbers to the right, as spreadsheets do, and all else to the left."""
    cells = part.cells
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    numbers = [[isinstance(cell, int | float) and not isinstance(cell, bool) for cell in row] for row in part.rows]
    lines = []
    for place, row in enumerate(cells):
        right = [True, *(numbers[place - 1] if place else [])]
        aligned = zip_longest(row, widths, right, fillvalue=False)
        lines.append("  ".join(f"{cell:{'>' if is_right else '<'}{wide}}" for cell, wide, is_right in aligned).rstrip())
    return "\n".join(lines)


def _json(found: object) -> str:
    return json.dumps(found, ensure_ascii=False, indent=2, default=str) + "\n"

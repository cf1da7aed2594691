"""What `problem` writes: one problem with its example, or all of them with the sentence of each."""

import json
from collections.abc import Iterator, Sequence
from textwrap import fill, indent

from smartscore.messages import message
from smartscore.problems import AREAS, Entry

_WIDTH = 100


def tell_problem(entry: Entry, language: str, *, as_json: bool = False) -> str:
    """Write the sentence of a problem, what it means, an example that causes it, and what to do."""
    return _json(record(entry, language)) if as_json else "\n".join(_parts(entry, language))


def list_problems(found: Sequence[Entry], language: str, *, as_json: bool = False) -> str:
    """Write the code and the sentence of each problem, area by area."""
    if as_json:
        return _json([record(entry, language) for entry in found])
    width = max(len(entry.code) for entry in found)
    lines = []
    for area, title in AREAS.items():
        own = [entry for entry in found if entry.area == area]
        lines += ["", title.to(language)] if own else []
        lines += [f"  {entry.code:{width}}  {entry.sentence(language)}" for entry in own]
    return "\n".join([*lines[1:], "", message("problem_list_end", language)]) + "\n"


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
            "files": dict(example.shown()),
            "command": example.command_line or None,
            "python": example.whole_python or None,
            "prints": example.prints.to(language),
        },
    }


def _parts(entry: Entry, language: str) -> Iterator[str]:
    example = entry.example
    yield f"[{entry.code}] {entry.sentence(language)}\n"
    yield fill(entry.meaning.to(language), _WIDTH) + "\n"
    yield message("problem_example", language) + "\n"
    for name, text in example.shown():
        yield f"  {name}:\n{indent(text.strip(), '    ')}\n"
    if example.whole_python:
        yield indent(example.whole_python, "  ")
    if example.command:
        yield f"  $ {example.command_line}"
    yield indent(example.prints.to(language), "  ") + "\n"
    yield message("problem_remedy", language) + "\n"
    yield fill(entry.remedy.to(language), _WIDTH) + "\n"


def _json(found: object) -> str:
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"

"""What is wrong with a file, as problems with a path of ids such as `economy > income > rule`."""

from collections.abc import Iterator
from typing import Any

from attrs import evolve, fields
from cattrs import AttributeValidationNote, ForbiddenExtraKeysError, IterableValidationNote

from smartscore.errors import Problem, SmartscoreError, hint
from smartscore.model import Framework, Indicator

#: Keys at the top of a file that belong to the index.
OF_INDEX = ("members", "aggregate", "rule", "missing", "min_coverage", "decimals")


def tree_faults(top: object, bands: object) -> Iterator[Problem]:
    """Find what is wrong with the tree as a whole in the tables of a file, which is seen whatever else is wrong."""
    seen: set[object] = set()
    tables = [top]
    for table in tables:
        if not isinstance(table, dict):
            continue
        own = table.get("id")
        if isinstance(own, str) and own in seen:
            yield Problem("id_twice", {"found": own})
        seen.add(str(own))
        if isinstance(members := table.get("members"), list):
            tables.extend(members)
            if not members:
                yield Problem("no_members", {"node": own})
            elif all(isinstance(member, dict) and member.get("weight") == 0 for member in members):
                yield Problem("weights_all_zero", {"node": own})
    if isinstance(bands, list):
        yield from _bands_not_rising([band for band in bands if isinstance(band, dict)])


def _bands_not_rising(bands: list[dict[str, Any]]) -> Iterator[Problem]:
    starts = [(band.get("from", band.get("above")), "above" in band) for band in bands]
    numbers = [(float(start), open_) for start, open_ in starts if isinstance(start, int | float)]
    if numbers != sorted(set(numbers)):
        yield Problem("bands_not_rising", {"found": ", ".join(f"{start:g}" for start, _ in numbers)})


def problems_of(error: BaseException, table: object, path: str = "") -> Iterator[Problem]:
    """Turn what cattrs raised into problems with a path of ids, such as `economy > income > rule`."""
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions:
            yield from problems_of(part, *_step(table, path, part))
    elif isinstance(error, ForbiddenExtraKeysError):
        for key in sorted(error.extra_fields):
            yield evolve(unknown_key(key, error.cl), column=path or None)
    elif isinstance(error, SmartscoreError):
        for problem in error.problems:
            yield evolve(problem, column=problem.column or path or None)
    elif isinstance(error, KeyError):
        yield Problem("key_missing", {"found": error.args[0]}, column=path or None)
    else:
        raise error


def unknown_key(key: str, kind: type) -> Problem:
    """Say that a table for this class has no such key, and which is the nearest that it may have."""
    known = {attribute.name for attribute in fields(kind) if attribute.metadata.get("key", True)}
    if kind is Framework:
        known = (known - {"index"}) | set(OF_INDEX) | {"defaults"}
    if kind is Indicator:
        known.add("members")  # with which it would be a dimension
    return Problem("unknown_key", {"found": key, "hint": hint(key, known)})


def _step(table: object, path: str, error: BaseException) -> tuple[object, str]:
    """Follow the note of cattrs one step down: into an attribute, or to a member, which is named by its id."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, IterableValidationNote) and isinstance(table, list) and isinstance(note.index, int):
            inner = table[note.index]
            own = inner.get("id") if isinstance(inner, dict) else None
            return inner, _joined(path, str(own or note.index + 1))
        if isinstance(note, AttributeValidationNote):
            inner = table.get(note.name) if isinstance(table, dict) else None
            return inner, path if note.name in ("members", "index") else _joined(path, note.name)
    return table, path


def _joined(path: str, name: str) -> str:
    return f"{path} > {name}" if path else name

"""What is wrong with a file, as problems with a path of ids such as `economy > income > rule`."""

from collections.abc import Iterator
from typing import Any

from attrs import evolve, fields
from cattrs import AttributeValidationNote, ForbiddenExtraKeysError, IterableValidationNote

from smartscore.errors import Problem, SmartscoreError, hint
from smartscore.model import Framework

#: Keys at the top of a file that belong to the index.
OF_INDEX = ("members", "aggregate", "rule", "missing", "min_coverage", "decimals")


def twice(table: Any) -> Iterator[Problem]:
    """Find ids that the tables of a file use twice, which is seen even where a node has other faults."""
    seen: set[object] = set()
    tables = [table.get("index", table)]
    for member in tables:
        if isinstance(member, dict):
            if isinstance(own := member.get("id"), str) and own in seen:
                yield Problem("id_twice", {"found": own})
            seen.add(str(own))
            tables.extend(member["members"] if isinstance(member.get("members"), list) else ())


def problems_of(error: BaseException, table: object, path: str = "") -> Iterator[Problem]:
    """Turn what cattrs raised into problems with a path of ids, such as `economy > income > rule`."""
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions:
            yield from problems_of(part, *_step(table, path, part))
    elif isinstance(error, ForbiddenExtraKeysError):
        for key in sorted(error.extra_fields):
            yield Problem("unknown_key", {"found": key, "hint": hint(key, _keys(error.cl))}, column=path or None)
    elif isinstance(error, SmartscoreError):
        for problem in error.problems:
            yield evolve(problem, column=problem.column or path or None)
    elif isinstance(error, KeyError):
        yield Problem("key_missing", {"found": error.args[0]}, column=path or None)
    else:
        yield Problem("value_not_valid", {"reason": str(error)}, column=path or None)


def _keys(kind: type) -> set[str]:
    """Give the keys that a table for this class may have."""
    names = {attribute.name for attribute in fields(kind)}
    return (names - {"index", "variant"}) | set(OF_INDEX) | {"defaults"} if kind is Framework else names


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

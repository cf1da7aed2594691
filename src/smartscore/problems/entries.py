"""The entries: one TOML file an area in the folder `entries`, beside it what each example prints."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import frozen

from smartscore.errors import Problem, UsageError, hint
from smartscore.messages import template
from smartscore.problems.example import Example
from smartscore.reading.documents import parse_json, parse_toml
from smartscore.text import Text

#: The areas in the order in which people are likely to meet them, with their titles.
AREAS = {
    "reading": Text({"en": "Reading files", "id": "Membaca berkas"}),
    "numbers": Text({"en": "Numbers and values", "id": "Bilangan dan nilai"}),
    "keys": Text({"en": "Rows, keys and columns", "id": "Baris, kunci, dan kolom"}),
    "evidence": Text({"en": "Items of evidence", "id": "Butir bukti"}),
    "suspicions": Text({"en": "What is probably wrong", "id": "Yang patut dicurigai"}),
    "recipes": Text({"en": "Recipes", "id": "Resep"}),
    "frameworks": Text({"en": "Frameworks", "id": "Kerangka"}),
    "rules": Text({"en": "Rules, aggregates and steps", "id": "Aturan, agregat, dan langkah"}),
    "scoring": Text({"en": "Scoring", "id": "Pemberian skor"}),
    "robustness": Text({"en": "Assumptions and robustness", "id": "Asumsi dan ketegaran hasil"}),
    "plugins": Text({"en": "Plugins", "id": "Plugin"}),
    "contract": Text({"en": "The checks of the contract kit", "id": "Pemeriksaan kit kontrak"}),
    "plans": Text({"en": "Programmes and plans", "id": "Program dan rencana"}),
    "selection": Text({"en": "Selection", "id": "Pemilihan"}),
    "command": Text({"en": "The command and its output", "id": "Perintah dan keluarannya"}),
}
_FIELD = re.compile(r"\{\w+[^}]*\}")
_FOLDER = files("smartscore.problems")


@frozen
class Entry:
    """What a problem means and what to do about it, each in every language, with an example that causes it."""

    code: str
    area: str
    meaning: Text
    remedy: Text
    example: Example

    def sentence(self, language: str) -> str:
        """Give the sentence of the problem, with dots where each case has its own words."""
        return _FIELD.sub("…", template(self.code, language)).replace("{{", "{").replace("}}", "}")


@cache
def entries() -> Mapping[str, Entry]:
    """Give every entry by its code, area by area."""
    return {
        code: _entry(code, area, written, shared_files(), _printed(area))
        for area in AREAS
        for code, written in _table(f"entries/{area}.toml").items()
    }


@cache
def shared_files() -> Mapping[str, str]:
    """Give the files that several examples have, by name."""
    return _table("entries/shared.toml")


def find_entry(code: str) -> Entry:
    """Give the entry of a code, which may stand in its brackets.

    Raises:
        UsageError: if there is none.
    """
    name = code.strip("[]")
    found = entries().get(name)
    if found is None:
        raise UsageError(Problem("unknown_problem", {"found": code, "hint": hint(name, entries())}))
    return found


def _entry(
    code: str, area: str, written: dict[str, Any], shared: Mapping[str, str], printed: Mapping[str, dict[str, str]]
) -> Entry:
    meaning, remedy = Text(written.pop("meaning")), Text(written.pop("remedy"))
    own = written.pop("files", {})
    text = "\n".join([*(written.get(name, "") for name in ("command", "python", "before")), *own.values()])
    needed = {name: content for name, content in shared.items() if name in text and name not in own}
    example = Example(files={**needed, **own}, prints=Text(printed.get(code, {})), **written)
    return Entry(code, area, meaning, remedy, example)


def _table(name: str) -> dict[str, Any]:
    return parse_toml(_FOLDER.joinpath(name).read_text(encoding="utf-8"))


def _printed(area: str) -> dict[str, dict[str, str]]:
    """Give what the examples of an area print, by code and language; tests hold that they do."""
    file = _FOLDER.joinpath(f"printed/{area}.json")
    printed: dict[str, dict[str, str]] = parse_json(file.read_bytes()) if file.is_file() else {}
    return printed

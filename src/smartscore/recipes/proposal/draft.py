"""A recipe in the making: what is sure, and what is not, as lines of TOML."""

import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import field, frozen

from smartscore.messages import message

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def literal(value: object) -> str:
    """Write a text, a number, a truth, or a list or a table of them, as a value of TOML on one line."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{bare(str(key))} = {literal(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(literal, value)) + "]"
    if isinstance(value, str):
        return '"' + "".join(_ESCAPED.get(letter, letter) for letter in value) + '"'
    return str(value).lower() if isinstance(value, bool) else str(value)


_ESCAPED = {
    **{chr(code): f"\\u{code:04x}" for code in (*range(32), 127)},
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}


def bare(key: str) -> str:
    """Write a key of TOML, in quotes where it needs them."""
    return key if _BARE.fullmatch(key) else literal(key)


@frozen(eq=False)
class Draft:
    """The lines of a recipe by the table in which they stand; "" is the top."""

    language: str = "en"
    tables: dict[str, list[str]] = field(factory=lambda: {"": []})

    def write(self, key: str, value: object, table: str = "", *candidates: str) -> None:
        """Write what is sure; candidates are others that may be meant."""
        self._add(table, f"{bare(key)} = {literal(value)}{self._or(candidates)}")

    def suggest(self, key: str, value: object, table: str = "", *candidates: str) -> None:
        """Write what is not sure as a comment."""
        self._add(table, f"# {bare(key)} = {literal(value)}{self._or(candidates)}")

    def remark(self, code: str, table: str = "", **fields: object) -> None:
        """Write a sentence as a comment."""
        self._add(table, f"# {_one_line(message(code, self.language, **fields))}")

    def _or(self, candidates: Sequence[str]) -> str:
        offer = ", ".join(candidates)
        return f"  # {_one_line(message('recipe_or', self.language, candidates=offer))}" if candidates else ""

    def _add(self, table: str, line: str) -> None:
        self.tables.setdefault(table, []).append(line)

    def text(self) -> str:
        """Give the recipe as TOML."""
        return "\n".join(self._lines()) + "\n"

    def headed(self, code: str, text: str, **fields: object) -> str:
        """Give a text of TOML with a comment above it."""
        return f"# {_one_line(message(code, self.language, **fields))}\n{text}"

    def _lines(self) -> Iterator[str]:
        for table, lines in self.tables.items():
            if table:
                says_something = any(not line.startswith("#") for line in lines)
                yield f"[{table}]" if says_something or table == "columns" else f"# [{table}]"
            yield from lines


def _one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())

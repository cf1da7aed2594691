"""Patterns of headings, cells and names of sheets: literal text with {names} for what varies and * for anything."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from attrs import frozen

from smartscore.errors import Problem, hint

_PARTS = re.compile(r"(\{\{|\}\}|\{[^{}]*\}|\*)")
_BRACES = ("{{", "}}")  # each stands for one brace
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_YEAR = "year"
_BLANKS = r"[^\S\n]+"


def plain(text: str) -> str:
    """Give a text as it is compared: capitals and the number of blanks do not count."""
    return " ".join(text.split()).casefold()


def as_pattern(text: str) -> str:
    """Give the pattern of a text that stands in a file."""
    return text.replace("{", "{{").replace("}", "}}")


@frozen(slots=False)
class Pattern:
    """A text that is matched as a whole: `{year}` is four digits, another `{name}` any text, `*` anything or nothing.

    A brace itself is written twice. Capitals and the number of blanks do not count. What varies ends where the text
    after it first stands, so that matching takes a time in proportion to the text.
    """

    text: str

    @property
    def names(self) -> tuple[str, ...]:
        """The names in braces."""
        found = (part[1:-1] for part in _PARTS.findall(self.text) if part not in ("*", *_BRACES))
        return tuple(dict.fromkeys(found))

    def match(self, text: str) -> dict[str, str] | None:
        """Give what stands in the place of each name; None if the text is another one."""
        found = self._regex.fullmatch(" ".join(text.split()))
        return None if found is None else found.groupdict()

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        return re.compile(self.expression, re.IGNORECASE)

    @property
    def expression(self) -> str:
        """The regular expression that matches within a line what the pattern does."""
        groups, seen = [""], set[str]()
        for part in _PARTS.split(" ".join(self.text.split())):
            name = part[1:-1]
            if part in _BRACES:
                groups[-1] += re.escape(part[0])
                continue
            if not _PARTS.fullmatch(part):
                groups[-1] += re.escape(part).replace("\\ ", _BLANKS)
            elif part != "*" and name in seen:
                groups[-1] += f"(?P={name})"
            elif name == _YEAR:
                groups[-1] += "(?P<year>[12][0-9]{3})"
            else:
                groups.append(".*?" if part == "*" else f"(?P<{name}>.+?)")
            seen |= set() if part == "*" else {name}
        *fixed, last = groups
        return "".join(f"(?>{group})" for group in fixed) + last

    def problems(self, allowed: Collection[str] | None) -> Iterator[Problem]:
        """Find the names that are none, or not among those that are allowed here (None: every name is)."""
        for name in self.names:
            if not _NAME.fullmatch(name) or (allowed is not None and name not in allowed):
                offer = ", ".join(f"{{{one}}}" for one in allowed or ()) or "-"
                yield Problem("recipe_name_unknown", {"found": f"{{{name}}}", "hint": offer})


def first_there(wanted: Sequence[str], names: Collection[str]) -> list[tuple[str, dict[str, str]]]:
    """Find the first wanted text or pattern that is among some names: each name with what varies in it."""
    for text in wanted:
        if text in names:
            return [(text, {})]
        pattern = Pattern(text)
        found = [(name, parts) for name in names if (parts := pattern.match(name)) is not None]
        if found:
            return found
    return []


def nearest_names(wanted: Sequence[str], names: Collection[str]) -> str:
    """Give what to offer where no wanted text is among some names."""
    offers = dict.fromkeys(hint(text, names) for text in wanted)
    return next((offer for offer in offers if offer != "-"), "-")

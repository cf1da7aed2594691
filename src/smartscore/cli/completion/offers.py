"""Offers to a shell: names that begin with what is typed, and the request that the command line has made so far."""

from collections.abc import Iterable, Mapping

import click
from attrs import fields
from click.shell_completion import CompletionItem

from smartscore.cli.request import Request
from smartscore.messages import printable
from smartscore.suspicions import CODES

#: The kind of an offer after which something is still to be typed, so that no space follows it.
OPEN = "open"


def offered(names: Mapping[str, str] | Iterable[str], begun: str, *, end: str = "") -> list[CompletionItem]:
    """Give the names that begin so, whatever the case, with their titles if there are any.

    `end` follows each name, and something else follows that.
    """
    titles = names if isinstance(names, Mapping) else dict.fromkeys(names, "")
    kind = OPEN if end else "plain"
    return [
        CompletionItem(name + end, type=kind, help=printable(title) or None)
        for name, title in titles.items()
        if name.casefold().startswith(begun.casefold()) and name.isprintable()
    ]


def files(begun: str) -> list[CompletionItem]:
    """Leave it to the shell to offer files."""
    return [CompletionItem(begun, type="file")]


def request_of(context: click.Context) -> Request:
    """Give what the command line asks for so far; suspicions are no reason to offer nothing."""
    names = {field.name for field in fields(Request)} - {"accept"}
    given = {name: value for name, value in context.params.items() if name in names and value not in (None, (), "")}
    return Request(accept=tuple(CODES), **given)

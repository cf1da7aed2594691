"""What is read from the dataset that stands earlier on the command line, if it is small: cities and columns."""

from pathlib import Path

import click
from attrs import evolve
from click.shell_completion import CompletionItem

from smartscore.cli.completion.names import nodes
from smartscore.cli.completion.offers import offered, request_of
from smartscore.reading import read_tables

#: Larger files are not read while somebody waits for a list.
MOST_BYTES = 2_000_000


def cities(context: click.Context, begun: str) -> list[CompletionItem]:
    """Offer the cities by key, with their names beside them, and by name."""
    files = dataset_of(context)
    if not files:
        return []
    dataset = evolve(request_of(context), dataset=files).read()
    keys = [str(key) for key in dataset.cities]
    named = dict(zip(keys, dataset.labels, strict=True))
    return offered({**{label: key for key, label in named.items() if label != key}, **_beside(named)}, begun)


def _beside(named: dict[str, str]) -> dict[str, str]:
    """Give each key with the name beside it, if that says more."""
    return {key: "" if label == key else label for key, label in named.items()}


def changes(context: click.Context, begun: str) -> list[CompletionItem]:
    """Offer a city, then a node, as `--set KEY ID VALUE` takes them."""
    before: list[str] = context.obj or []
    place = next((place for place, word in enumerate(reversed(before)) if word == "--set"), None)
    if place == 0:
        return cities(context, begun)
    return nodes(context, begun) if place == 1 else []


def offices(context: click.Context, begun: str) -> list[CompletionItem]:
    """Offer the offices that items of evidence are of."""
    return offered(_said_of_items(context, "office"), begun)


def owners(context: click.Context, begun: str) -> list[CompletionItem]:
    """Offer those who items of evidence are given to."""
    return offered(_said_of_items(context, "owner"), begun)


def _said_of_items(context: click.Context, field: str) -> list[str]:
    files = dataset_of(context)
    evidence = evolve(request_of(context), dataset=files).read().evidence if files else None
    return [] if evidence is None else sorted({str(text) for text in evidence.columns[field] if text})


def columns(context: click.Context, begun: str) -> list[CompletionItem]:
    """Offer the columns of the dataset."""
    return offered(_columns(context), begun)


def several_columns(context: click.Context, begun: str) -> list[CompletionItem]:
    """Offer the columns of the dataset after those that stand before a comma already."""
    before, comma, last = begun.rpartition(",")
    return offered([f"{before}{comma}{name}" for name in _columns(context)], f"{before}{comma}{last}")


def grouped_columns(context: click.Context, begun: str) -> list[CompletionItem]:
    """Offer the columns of the dataset, of which a number is said, as in `province=2`."""
    return offered(_columns(context), begun, end="=")


def _columns(context: click.Context) -> list[str]:
    tables = [table for file in dataset_of(context) for table in read_tables(file)]
    return list(dict.fromkeys(name for table in tables for name in map(str, table.frame.columns)))


def dataset_of(context: click.Context) -> tuple[Path, ...]:
    """Give the files of the dataset so far, nothing if there is one that is no file or too large to be read now.

    Where an option still lacks its value, click has left them among the arguments that it knows no name for.
    """
    sides = [context.params.get(name) for name in ("before", "after")]
    named = [*(context.params.get("dataset") or ()), *filter(None, sides), *context.args]
    files = [_without_side(str(word)) for word in named]
    small = all(file.is_file() for file in files) and sum(file.stat().st_size for file in files) <= MOST_BYTES
    return tuple(dict.fromkeys(files)) if small else ()


def _without_side(written: str) -> Path:
    """Give the file of a side of a comparison, such as FILE@YEAR."""
    return Path(written) if Path(written).is_file() else Path(written.rpartition("@")[0] or written)

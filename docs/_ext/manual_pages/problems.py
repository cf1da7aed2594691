"""The page on problems: what each means, an example that causes it, and what to do."""

from collections.abc import Iterator

from manual_pages.words import plain, said
from smartscore.messages import message
from smartscore.problems import AREAS, Entry, Example, Part, entries, parts_of, shared_files


def problems_page(language: str) -> str:
    """Every problem by area, from the entries that `smartscore problem` tells."""
    intro = said("What `smartscore problem CODE` tells, of every code.", language)
    page = [f"# {said('Every problem', language)}\n\n{intro}\n", *_shared(language)]
    for area, title in AREAS.items():
        own = [entry for entry in entries().values() if entry.area == area]
        page += [f"## {plain(title.to(language))}\n", *(line for entry in own for line in _lines(entry, language))]
    return "\n".join(page)


def _shared(language: str) -> Iterator[str]:
    """Show the files that many examples have, to which these then lead."""
    yield f"(problem-files)=\n\n## {said('Files of the examples', language)}\n"
    yield f"{said('Many examples have these files, which are shown only here.', language)}\n"
    for name, text in shared_files().items():
        yield _block(Part(name, text.strip(), "toml" if name.endswith(".toml") else "text"))


def _lines(entry: Entry, language: str) -> Iterator[str]:
    yield f"(problem-{entry.code})=\n\n### `{entry.code}`\n\n*{plain(entry.sentence(language))}*\n"
    yield f"{_prose(entry.meaning.to(language))}\n"
    yield f"**{message('problem_example', language)}** {_with_shared(entry.example, language)}\n"
    parts = [part for part in parts_of(entry.example, language) if not _is_shared(part)]
    yield from (_sheet(part) if part.rows else _block(part) for part in parts)
    yield f"**{message('problem_remedy', language)}** {_prose(entry.remedy.to(language))}\n"


def _is_shared(part: Part) -> bool:
    return shared_files().get(part.label, "").strip() == part.text and bool(part.text)


def _with_shared(example: Example, language: str) -> str:
    """Name the files of the example that are shown once for all."""
    names = [f"[`{name}`](#problem-files)" for name, text in example.files.items() if shared_files().get(name) == text]
    return f"{said('with', language)} {', '.join(names)}" if names else ""


def _block(part: Part) -> str:
    """Write a text under its label, in a fence longer than any within it; wrong grammar is what some are about."""
    fence = "`" * max(3, *(len(line) - len(line.lstrip("`")) + 1 for line in part.text.splitlines() or [""]))
    options = f":caption: {_prose(part.label)}\n:class: example\n:force:\n"
    return f"{fence}{{code-block}} {part.grammar}\n{options}\n{part.text}\n{fence}\n"


def _sheet(part: Part) -> str:
    """Write a sheet as a table."""
    head, *rows = part.cells
    lines = [[plain(cell) for cell in row] for row in (head, ["---"] * len(head), *rows)]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"```{{table}} {plain(part.label)}\n:align: left\n\n{table}\n```\n"


def _prose(text: str) -> str:
    """Give sentences safe for Markdown but for what stands between backquotes, which is code."""
    parts = " ".join(text.split()).split("`")
    return "`".join(part if place % 2 else _escaped(part) for place, part in enumerate(parts))


def _escaped(text: str) -> str:
    """Escape a part of a sentence, whose spaces at both ends stay."""
    return f"{' ' * text.startswith(' ')}{plain(text)}{' ' * (text.endswith(' ') and bool(text.strip()))}"

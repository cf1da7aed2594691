"""The page on problems: what each means, an example that causes it, and what to do."""

from collections.abc import Iterator

from manual_pages.words import plain, said
from smartscore.messages import message
from smartscore.problems import AREAS, Entry, entries


def problems_page(language: str) -> str:
    """Every problem by area, from the entries that `smartscore problem` tells."""
    intro = said("What `smartscore problem CODE` tells, of every code.", language)
    page = [f"# {said('Every problem', language)}\n\n{intro}\n"]
    for area, title in AREAS.items():
        own = [entry for entry in entries().values() if entry.area == area]
        page += [f"## {plain(title.to(language))}\n", *(part for entry in own for part in _parts(entry, language))]
    return "\n".join(page)


def _parts(entry: Entry, language: str) -> Iterator[str]:
    example = entry.example
    yield f"(problem-{entry.code})=\n\n### `{entry.code}`\n\n*{plain(entry.sentence(language))}*\n"
    yield f"{_prose(entry.meaning.to(language))}\n"
    yield f"{message('problem_example', language)}\n"
    for name, text in example.shown():
        yield f"```{{code-block}} text\n:caption: `{name}`\n\n{text.strip()}\n```\n"
    if example.whole_python:
        yield f"```python\n{example.whole_python}\n```\n"
    command = f"$ {example.command_line}\n" if example.command else ""
    yield f"```text\n{command}{example.prints.to(language)}\n```\n"
    yield f"**{message('problem_remedy', language)}** {_prose(entry.remedy.to(language))}\n"


def _prose(text: str) -> str:
    """Give sentences safe for Markdown but for what stands between backquotes, which is code."""
    parts = " ".join(text.split()).split("`")
    return "`".join(part if place % 2 else _escaped(part) for place, part in enumerate(parts))


def _escaped(text: str) -> str:
    """Escape a part of a sentence, whose spaces at both ends stay."""
    return f"{' ' * text.startswith(' ')}{plain(text)}{' ' * (text.endswith(' ') and bool(text.strip()))}"

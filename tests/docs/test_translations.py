"""The Indonesian manual: every page has a whole catalogue, which says what the page says."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from markdown_it import MarkdownIt

DOCS = Path(__file__).parents[2] / "docs"
CATALOGUES = DOCS / "locale" / "id" / "LC_MESSAGES"
PAGES = sorted(path.stem for path in DOCS.glob("*.md"))


def catalogue(page: str) -> Catalog:
    with (CATALOGUES / f"{page}.po").open("rb") as file:
        return read_po(file, locale="id")


def with_included(text: str) -> str:
    """Put the files that a page takes in where it names them."""
    return re.sub(
        r"^:::\{include\} (\S+)$.*?^:::$",
        lambda found: (DOCS / found[1]).read_text(encoding="utf-8"),
        text,
        flags=re.MULTILINE | re.DOTALL,
    )


def paragraphs(page: str) -> Iterator[str]:
    """Give every text of a page as translators see it: headings, paragraphs, items, cells, captions."""
    written = with_included((DOCS / f"{page}.md").read_text(encoding="utf-8"))
    yield from re.findall(r"^:caption: (.+)$", written, re.MULTILINE)
    without_directives = re.sub(r"^:::\{.*?^:::$", "", written, flags=re.MULTILINE | re.DOTALL)
    for token in MarkdownIt().enable("table").parse(without_directives):
        if token.type == "inline":
            yield " ".join(token.content.split())
        if token.type == "fence" and " " in token.info:
            yield f"`{token.info.split()[1]}`"


def test_every_page_has_a_catalogue() -> None:
    assert len(PAGES) > 9
    assert sorted(path.stem for path in CATALOGUES.glob("*.po") if path.stem != "sphinx") == PAGES


@pytest.mark.parametrize("page", [*PAGES, "sphinx"])
def test_no_message_is_untranslated_fuzzy_or_of_yesterday(page: str) -> None:
    messages = [message for message in catalogue(page) if message.id]
    assert messages
    assert [message.id for message in messages if not message.string or message.fuzzy] == []
    assert list(catalogue(page).obsolete) == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_no_text_that_its_catalogue_lacks(page: str) -> None:
    known = {message.id for message in catalogue(page)}
    texts = list(paragraphs(page))
    assert len(texts) > 1
    assert [text for text in texts if text not in known] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_translation_keeps_what_is_code_and_where_links_lead(page: str) -> None:
    def kept(text: str) -> list[str]:
        (inline,) = (token for token in MarkdownIt().parse(text) if token.type == "inline")
        children = inline.children or []
        code = [child.content for child in children if child.type == "code_inline"]
        return sorted([*code, *(str(child.attrs["href"]) for child in children if child.type == "link_open")])

    for message in catalogue(page):
        if message.id:
            assert set(kept(str(message.id))) <= set(kept(str(message.string))), message.id

"""The manual as its readers get it: Sphinx builds it in both languages without a warning, and it lacks nothing."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po

import smartscore
from smartscore import Plugins, discover, hookspecs, load_framework
from smartscore.api import framework_sources
from smartscore.cli import main

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(page.stem for page in DOCS.glob("*.md"))
_MADE = shutil.ignore_patterns("_build", "generated", "__pycache__", "*.mo")


def sphinx(builder: str, docs: Path, out: Path, *more: str) -> None:
    """Run Sphinx as anybody does; a warning is an error."""
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", builder, *more, str(docs), str(out)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # our own command
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("manual") / "docs"
    return Path(shutil.copytree(DOCS, copy, ignore=_MADE))


@pytest.fixture(scope="module")
def english(docs: Path) -> Path:
    sphinx("html", docs, docs.parent / "en")
    return docs.parent / "en"


@pytest.fixture(scope="module")
def indonesian(docs: Path) -> Path:
    sphinx("html", docs, docs.parent / "id", "-D", "language=id")
    return docs.parent / "id"


@pytest.fixture(scope="module")
def plugins() -> Plugins:
    return discover(bundled_only=True)


def ids(page: Path) -> set[str]:
    return set(re.findall(r'id="([^"]+)"', page.read_text(encoding="utf-8")))


def text(page: Path) -> str:
    """Give what is read on a page, without what stands around it."""
    article = page.read_text(encoding="utf-8").partition('role="main"')[2].partition("</article>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", "", article)).split())


def option_ids(command: click.Command, path: str) -> Iterator[str]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from option_ids(found, f"{path}-{name}")
    else:
        for found in command.params:
            names = [*found.opts, *found.secondary_opts] if isinstance(found, click.Option) else []
            yield from (f"cmdoption-{path}-{name.lstrip('-')}" for name in names)


def test_every_option_of_every_command_has_its_entry(english: Path, indonesian: Path) -> None:
    options = set(option_ids(main, "smartscore"))
    assert {"cmdoption-smartscore-assess-fail-under", "cmdoption-smartscore-frameworks-show-o"} <= options
    for manual in (english, indonesian):
        there = {name for name in ids(manual / "reference/generated/command.html") if name.startswith("cmdoption-")}
        assert there == options


def test_every_hook_and_every_public_name_has_its_entry(english: Path) -> None:
    hooks = {f"smartscore.hookspecs.{name}" for name in vars(hookspecs) if name.startswith("smartscore_")}
    assert hooks <= ids(english / "reference/generated/hooks.html")
    names = {f"smartscore.{name}" for name in smartscore.__all__ if name != "__version__"}
    there = ids(english / "reference/generated/library.html")
    assert names <= there
    assert {"smartscore.Assessment.ranking", "smartscore.Dataset.of_quality", "smartscore.Framework.reweigh"} <= there


def test_what_a_function_raises_is_told_with_a_link_to_the_error(english: Path) -> None:
    page = (english / "reference/generated/library.html").read_text(encoding="utf-8")
    assess = page.partition('id="smartscore.assess"')[2].partition('id="smartscore.check"')[0]
    assert 'href="#smartscore.DatasetError"' in assess
    assert 'href="#smartscore.RuleError"' in assess


@pytest.mark.parametrize("kind", ["rules", "aggregates", "steps"])
def test_every_method_has_its_entry(kind: str, english: Path, plugins: Plugins) -> None:
    there = ids(english / "reference/generated/methods.html")
    anchors = {f"{kind}-{name.replace('_', '-')}" for name in getattr(plugins.methods, kind)}
    assert anchors
    assert anchors <= there


def test_every_framework_has_its_page_with_every_node_in_both_languages(
    english: Path, indonesian: Path, plugins: Plugins
) -> None:
    for manual, language in ((english, "en"), (indonesian, "id")):
        for name in framework_sources(plugins):
            framework = load_framework(name, plugins=plugins)
            read = text(manual / f"reference/generated/frameworks/{name}.html")
            for node in framework.nodes.values():
                assert f"{node.id} {' '.join(node.title.to(language).split())}" in read, (name, language)


def test_pages_are_in_the_language_that_was_asked_for(english: Path, indonesian: Path) -> None:
    told = {"en": "Score and rank the cities of a dataset.", "id": "Memberi skor dan peringkat"}
    for manual, language in ((english, "en"), (indonesian, "id")):
        assert f'<html class="no-js" lang="{language}"' in (manual / "tutorial.html").read_text(encoding="utf-8")
        assert told[language] in text(manual / "reference/generated/command.html")
    assert "You plan for the regency of Kotawaringin Timur." in text(english / "tutorial.html")
    assert "Anda menyusun rencana untuk Kabupaten Kotawaringin Timur." in text(indonesian / "tutorial.html")
    assert (indonesian / "_images" / "assess.id.svg").is_file()


def test_a_block_that_stands_for_a_file_shows_its_name(english: Path) -> None:
    assert "people-first.csv" in text(english / "tutorial.html")


def test_a_reader_without_a_network_gets_all_of_it(english: Path) -> None:
    pages = list(english.rglob("*.html"))
    assert len(pages) > 20
    loaded = [
        found
        for page in pages
        for found in re.findall(r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=\"([^\"]+)\"", page.read_text("utf-8"))
        if "//" in found
    ]
    assert loaded == []


def test_the_catalogues_translate_the_messages_of_every_page_and_no_other(docs: Path) -> None:
    sphinx("gettext", docs, docs.parent / "gettext")
    for page in PAGES:
        with (docs.parent / "gettext" / f"{page}.pot").open("rb") as template:
            wanted = {message.id for message in read_po(template)}
        with (DOCS / "locale" / "id" / "LC_MESSAGES" / f"{page}.po").open("rb") as catalogue:
            translated = {message.id for message in read_po(catalogue) if message.string}
        assert translated | {""} == wanted | {""}, page

"""The pages that the manual makes from the code: everything that exists has its entry. Sphinx is not needed here."""

import importlib
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

import click
import pytest

import smartscore
from smartscore import Framework, Plugins, discover, hookspecs, load_framework
from smartscore.api import framework_sources
from smartscore.cli import main

DOCS = Path(__file__).parents[2] / "docs"
BY_HAND = sorted(DOCS.glob("*.md"))


@pytest.fixture(scope="module")
def manual_pages() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(DOCS / "_ext")
        patch.setattr(sys, "dont_write_bytecode", True)
        yield importlib.import_module("manual_pages")


@pytest.fixture(scope="module")
def pages(manual_pages: ModuleType) -> Mapping[str, str]:
    made: Mapping[str, str] = manual_pages.pages("en")
    return made


@pytest.fixture(scope="module")
def plugins() -> Plugins:
    return discover(bundled_only=True)


@pytest.fixture(scope="module")
def frameworks(plugins: Plugins) -> list[Framework]:
    return [load_framework(name, plugins=plugins) for name in framework_sources(plugins)]


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from commands(found, f"{path} {name}")
    else:
        yield path, command


def options(command: click.Command) -> list[str]:
    given = [found for found in command.params if isinstance(found, click.Option)]
    return [name for option in given for name in (*option.opts, *option.secondary_opts)]


def section(page: str, heading: str) -> str:
    return page.partition(f"\n{heading}\n")[2].partition("\n## ")[0]


def test_every_command_has_a_section_with_its_options_and_no_other(pages: Mapping[str, str]) -> None:
    found = dict(commands(main, "smartscore"))
    assert re.findall(r"^## `(.+)`$", pages["command.md"], re.MULTILINE) == list(found)
    for path, command in found.items():
        told = re.findall(r"^:::\{option\} (.+)$", section(pages["command.md"], f"## `{path}`"), re.MULTILINE)
        names = [part.split()[0] for line in told for part in line.split(", ")]
        assert names == options(command), path


def test_every_hook_and_every_public_name_has_an_entry(pages: Mapping[str, str]) -> None:
    hooks = [name for name in vars(hookspecs) if name.startswith("smartscore_")]
    assert re.findall(r":: smartscore\.hookspecs\.(\w+)$", pages["hooks.md"], re.MULTILINE) == hooks
    names = re.findall(r"(?:::|py:data\}) smartscore\.(\w+)$", pages["library.md"], re.MULTILINE)
    assert sorted([*names, "__version__"]) == sorted(smartscore.__all__)


@pytest.mark.parametrize("kind", ["rules", "aggregates", "steps"])
def test_every_method_has_an_entry(kind: str, pages: Mapping[str, str], plugins: Plugins) -> None:
    entries = re.findall(rf"^\({kind}-(\w+)\)=$", pages["methods.md"], re.MULTILINE)
    assert entries == list(getattr(plugins.methods, kind))


def test_a_method_is_told_with_its_parameters_and_its_docstring(pages: Mapping[str, str]) -> None:
    power = pages["methods.md"].partition("(aggregates-power)=")[2].partition("\n(")[0]
    assert power.split("\n\n") == [
        "\n### `power`",
        "*parameters: `exponent`*",
        "Weighted power mean, (sum w x^p)^(1/p): p = 1 is arithmetic, p = -1 harmonic. Scores must be >= 0.\n",
    ]
    assert "### `minmax`\n\n*relative; parameters: `best` (by default `'high'`)*" in pages["methods.md"]
    assert "### `rank`\n\n*relative;" in pages["methods.md"]
    assert "### `impute`\n\n*parameters: `method`, `value`" in pages["methods.md"]


def test_every_framework_is_listed_and_has_a_page_with_all_its_nodes(
    pages: Mapping[str, str], frameworks: list[Framework]
) -> None:
    listed = re.findall(r"^\| \[`(.+?)`\]\((.+?)\)", pages["frameworks.md"], re.MULTILINE)
    assert listed == [(framework.id, f"frameworks/{framework.id}.md") for framework in frameworks]
    for framework in frameworks:
        page = pages[f"frameworks/{framework.id}.md"]
        assert re.findall(r"^\| (?:&nbsp;)*`(\w+)` \|", page, re.MULTILINE) == in_order(framework.index)
        assert f"`{framework.fingerprint}`" in page


def in_order(node: smartscore.Dimension | smartscore.Indicator) -> list[str]:
    below = node.members if isinstance(node, smartscore.Dimension) else ()
    return [node.id, *(name for member in below for name in in_order(member))]


def test_every_indicator_has_an_entry_with_all_that_it_says_of_itself(
    pages: Mapping[str, str], frameworks: list[Framework]
) -> None:
    for framework in frameworks:
        entries = pages[f"frameworks/{framework.id}.md"].replace("\\", "")
        for node in framework.indicators:
            entry = entries.partition(f"\n`{node.id}` ")[2].partition("\n`")[0]
            texts = [
                node.title,
                node.unit,
                node.description,
                node.basis,
                node.caution,
                *(c.text for c in node.criteria),
            ]
            told = [*(str(text) for text in texts), node.code, node.source, node.agency, str(node.possible or "")]
            told += [name for name in node.overlaps if f"`{name}`" not in entry]
            assert [text for text in told if " ".join(text.split()) not in entry] == [], (framework.id, node.id)


def test_a_framework_shows_weights_shares_bounds_bands_and_confidence(pages: Mapping[str, str]) -> None:
    ipm = pages["frameworks/ipm.md"]
    row = "&nbsp;`life_expectancy` | Life expectancy at birth (UHH) | 1 | 33.33% | `linear` worst 20, best 85 |"
    assert row in ipm
    assert ":Bands: low from 0; medium from 60; high from 70; very high from 80" in ipm
    assert ":Rests on: verified in source 100.00%" in ipm
    assert (
        "| `index` | Human Development Index of Indonesia (IPM) | 1 | 100.00% | `geometric`; minimum coverage 100% |"
        in ipm
    )
    spbe = pages["frameworks/spbe-2020.md"]
    assert "| 1.3 | 1.30% | `levels` low 1, high 5 |" in spbe
    assert "`arithmetic`; missing: `worst`" in spbe


def test_what_has_a_note_shows_it_and_what_is_not_scored_says_so(pages: Mapping[str, str]) -> None:
    assert ":::{important}\nCodes and names were verified" in pages["frameworks/u4ssc.md"]
    assert "`benchmark` (not scored)" in pages["frameworks/u4ssc.md"]
    assert ":Rests on:" not in pages["frameworks/u4ssc.md"]


def test_frameworks_are_told_in_indonesian_and_with_its_decimal_mark(manual_pages: ModuleType) -> None:
    made = manual_pages.pages("id")
    ipm = made["frameworks/ipm.md"]
    assert ipm.startswith("# Indeks Pembangunan Manusia (IPM)\n")
    assert "`real_expenditure` | Pengeluaran riil per kapita yang disesuaikan | 1 | 33,33% |" in ipm
    assert "`log` worst 1007,436, best 26572,352" in ipm
    assert ":Kategori: rendah mulai 0; sedang mulai 60" in ipm
    assert made["methods.md"].startswith("# Semua aturan, agregat, dan langkah\n")


def test_pages_of_a_stranger_are_not_made(pages: Mapping[str, str], plugins: Plugins) -> None:
    """What is installed beside smartscore on the machine that builds the manual is no part of it."""
    assert "tourism" not in load_framework("smart-city", plugins=plugins).nodes
    assert "tourism" not in re.findall(r"`(\w+)`", pages["frameworks/smart-city.md"])


def test_text_is_shown_as_it_is(manual_pages: ModuleType) -> None:
    words = importlib.import_module(f"{manual_pages.__name__}.words")
    assert words.plain("a|b *c*\n<d> [e]") == r"a\|b \*c\* \<d\> \[e\]"
    assert (words.figure(0.25, "id"), words.figure(100.0, "en")) == ("0,25", "100")
    with pytest.raises(KeyError):
        words.said("a word that nobody translated", "en")


def toctree_of(page: str) -> list[str]:
    found = re.findall(r"^:::\{toctree\}\n(.*?)^:::$", page, re.MULTILINE | re.DOTALL)
    lines = [line for block in found for line in block.splitlines()]
    return [line for line in lines if line and not line.startswith(":")]


def test_every_page_stands_in_one_table_of_contents_and_every_entry_is_a_page(pages: Mapping[str, str]) -> None:
    generated = {f"reference/generated/{name.removesuffix('.md')}": text for name, text in pages.items()}
    written = {path.stem: path.read_text(encoding="utf-8") for path in BY_HAND}
    entries = [entry for text in written.values() for entry in toctree_of(text)]
    entries += [f"reference/generated/{entry}" for text in pages.values() for entry in toctree_of(text)]
    assert sorted([*entries, "index"]) == sorted([*generated, *written])


def test_nothing_that_is_generated_is_explained_by_hand_on_two_pages(
    pages: Mapping[str, str], plugins: Plugins
) -> None:
    """A row of a table that begins with its name explains an option, a method, a hook or a framework."""
    methods = [*plugins.methods.rules, *plugins.methods.aggregates, *plugins.methods.steps]
    frameworks = [
        name.removeprefix("frameworks/").removesuffix(".md") for name in pages if name.startswith("frameworks/")
    ]
    hooks = [name for name in vars(hookspecs) if name.startswith("smartscore_")]
    given = {name for _, command in commands(main, "") for name in options(command)}
    generated = {*methods, *frameworks, *hooks, *given}
    homes: dict[str, set[str]] = {}
    for path in BY_HAND:
        for name in re.findall(r"^\| `([\w-]+)` \|", path.read_text(encoding="utf-8"), re.MULTILINE):
            if name in generated:
                homes.setdefault(name, set()).add(path.name)
    assert {"--framework", "linear", "smartscore_reports", "ipm"} <= homes.keys()
    assert {name: sorted(found) for name, found in homes.items() if len(found) > 1} == {}

"""The examples of the README and the manual run and show what the pages say, and nothing that exists goes unsaid.

Blocks of a page are worked through in order, in one folder that holds `cities.csv`:
`console` runs the lines that begin with `$` and compares what they print (a line `...` stands for
lines left out, `...` within a line for anything); `python` is run, and a `text` block right after it
is what it prints; a block with a file name beside its language is written to that file; `toml` with
an id is loaded as a framework or a dimension; `sh` is for the reader.
"""

import contextlib
import importlib
import inspect
import io
import re
import shlex
import shutil
import sys
import tomllib
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import TypeGuard
from xml.etree import ElementTree

import click
import pytest
from attrs import fields, frozen
from click.testing import CliRunner

from smartscore import (
    Confidence,
    Criterion,
    Dimension,
    Document,
    Framework,
    Indicator,
    Result,
    SmartscoreError,
    Style,
    discover,
    errors,
    hookspecs,
    load_dimension,
    load_framework,
)
from smartscore.cli import main
from smartscore.cli.exits import CLOSED_PIPE, INTERRUPTED
from smartscore.framework_file import BUILT_IN
from smartscore.model.about import GRADES
from smartscore.model.nodes import RESERVED
from smartscore.numerals.missing_words import MISSING_WORDS
from smartscore.reports import REPORTS
from smartscore.tables.columns import ID_COLUMNS, VALUE_FIELDS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md")), *sorted(DOCS.glob("decisions/*.md"))]
_FENCE = re.compile(r"^```(\w+)(?: +(\S+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_FOR_THE_READER = ("sh", "bat")
_TERMINAL = {"COLUMNS": "100", "SMARTSCORE_LANG": "en"}


@frozen
class Block:
    """A fenced block: its language, the file it stands for if it is one, its text and its line in the page."""

    language: str
    file: str
    text: str
    line: int


def blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    found = _FENCE.finditer(text)
    return [Block(m[1], m[2] or "", m[3], text.count("\n", 0, m.start()) + 1) for m in found]


def matches(expected: str, printed: str) -> bool:
    """Compare line by line; columns may be wider than on the page, where wide lines were left out."""
    pattern = "".join(r"(?:.*\n)*?" if line == "..." else _line(line) for line in expected.splitlines())
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed.splitlines())) is not None


def _line(expected: str) -> str:
    if re.fullmatch("-+", expected):
        return r"[-─]+\n"
    words = re.split(r"( +|\.\.\.)", expected.rstrip())
    return "".join(" +" if word.isspace() else ".*" if word == "..." else re.escape(word) for word in words) + r" *\n"


class Reader:
    """Somebody who works through a page: one folder, one Python session, a command line of 100 columns."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.patch = folder, monkeypatch
        self.session: dict[str, object] = {"__name__": "page"}
        self.code = 0
        monkeypatch.chdir(folder)
        for name, value in _TERMINAL.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def work_through(self, found: list[Block]) -> None:
        for block, following in zip_longest(found, found[1:]):
            where = f"line {block.line}"
            if block.file:
                self._write(block)
            elif block.language == "console":
                for command, expected in _commands(block.text):
                    printed = self._run(command)
                    assert matches(expected, printed), f"{where}: {command}\n{printed}"
            elif block.language == "python":
                printed = self._execute(block.text, where)
                if following and following.language == "text":
                    assert matches(following.text, printed), f"{where}:\n{printed}"
            else:
                assert block.language in ("text", "toml", *_FOR_THE_READER), f"{where}: {block.language} is not run"
        for block in found:
            if block.language == "toml":
                self._load(block)

    def _write(self, block: Block) -> None:
        path = self.folder / block.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")

    def _run(self, command: str) -> str:
        if command == "echo $?":
            return f"{self.code}\n"
        if command == "pip install -e .":
            return self._install()
        program, *arguments = shlex.split(command)
        assert program == "smartscore", f"a page asks for {program}"
        self.forget()
        result = CliRunner().invoke(main, arguments)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        self.code = result.exit_code
        return result.output

    def _install(self) -> str:
        """Do what an editable install does: put `src` on the path beside a distribution with the entry points."""
        project = tomllib.loads((self.folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        site = self.folder / "site-packages"
        info = site / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
        info.mkdir(parents=True)
        told = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
        (info / "METADATA").write_text(told, encoding="utf-8")
        points = [f"{name} = {target}" for name, target in project["entry-points"]["smartscore"].items()]
        (info / "entry_points.txt").write_text("\n".join(["[smartscore]", *points, ""]), encoding="utf-8")
        self.patch.syspath_prepend(site)
        self.patch.syspath_prepend(self.folder / "src")
        importlib.invalidate_caches()
        return ""

    def _execute(self, code: str, where: str) -> str:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, where, "exec"), self.session)  # noqa: S102  # the page's own examples
        return out.getvalue()

    def _load(self, block: Block) -> None:
        """Read a block as TOML, and as a dimension or a framework if it has an id."""
        table = tomllib.loads(block.text)
        path = self.folder / (block.file or f"line_{block.line}.toml")
        path.write_text(block.text, encoding="utf-8")
        broken = [plugin.name for plugin in discover().found if plugin.error]
        plugins = discover(without=broken)
        if "code" in table:
            assert load_dimension(path, methods=plugins.methods).id == table["id"]
        elif "id" in table:
            assert load_framework(path, plugins=plugins).id == table["id"]

    def forget(self) -> None:
        """Let go of the page's own modules, since each command is a new process for its reader."""
        for name, module in list(sys.modules.items()):
            if str(getattr(module, "__file__", None)).startswith(str(self.folder)):
                del sys.modules[name]


def _commands(text: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        yield command, expected


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    somebody = Reader(tmp_path, monkeypatch)
    yield somebody
    somebody.forget()


@pytest.mark.no_cover
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_examples_of_a_page_run_and_print_what_it_says(page: Path, reader: Reader) -> None:
    if "$ smartscore example\n" not in page.read_text(encoding="utf-8"):
        for place in (reader.folder, reader.folder / "docs" / "examples"):
            place.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(DOCS / "examples" / "cities.csv", place / "cities.csv")
    found = blocks(page)
    reader.work_through(found)
    assert len(found) == page.read_text(encoding="utf-8").count("\n```") / 2


def test_the_readme_has_two_commands_for_a_machine_with_python_alone() -> None:
    assert re.findall(r"^\$ (python3 .*)$", PAGES[0].read_text(encoding="utf-8"), re.MULTILINE) == [
        'python3 -m venv .venv && .venv/bin/pip install ".[planner]" && '
        ".venv/bin/smartscore assess docs/examples/cities.csv",
        'python3 -m venv .venv && .venv/bin/pip install ".[test]" && .venv/bin/pytest',
    ]


def test_every_link_between_pages_leads_somewhere() -> None:
    dead = [
        f"{page.name}: {target}"
        for page in (*PAGES, ROOT / "CHANGELOG.md")
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert dead == []


def test_every_page_of_the_manual_is_in_its_index() -> None:
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    assert [page.name for page in DOCS.glob("*.md") if page.name != "index.md" and f"({page.name})" not in index] == []


@pytest.mark.parametrize(("picture", "language"), [("assess.svg", "en"), ("assess.id.svg", "id")])
def test_the_picture_shows_what_the_command_prints_and_asks_for_nothing_from_elsewhere(
    picture: str, language: str
) -> None:
    """Text is taken from the picture line by line, since letters of one line share their y."""
    svg = (DOCS / "images" / picture).read_text(encoding="utf-8")
    drawing = ElementTree.fromstring(svg)  # noqa: S314  # our own file
    lines: dict[float, list[tuple[float, str]]] = {}
    for text in drawing.iter("{http://www.w3.org/2000/svg}text"):
        if "clip-path" in text.attrib:
            lines.setdefault(float(text.attrib["y"]), []).append((float(text.attrib["x"]), text.text or ""))
    shown = [" ".join("".join(part for _, part in sorted(lines[y])).split()) for y in sorted(lines)]
    asked = ["assess", str(DOCS / "examples" / "cities.csv"), "--no-plugins", "--lang", language]
    said = CliRunner().invoke(main, asked, env=_TERMINAL)
    assert [line for line in shown if line][1:] == [" ".join(line.split()) for line in said.stdout.splitlines()]
    assert re.findall(r"url\((?!#)|href=|@import|@font-face", svg) == []


def test_every_hook_and_every_wish_of_a_reader_that_reports_are_told_is_documented() -> None:
    page = (DOCS / "write-a-plugin.md").read_text(encoding="utf-8")
    hooks = [name for name in vars(hookspecs) if name.startswith("smartscore_")]
    assert len(hooks) == 5
    assert [
        name
        for name in (*hooks, *(a.name for kind in (Document, Style, Result) for a in fields(kind)))
        if f"`{name}`" not in page
    ] == []


def _leaves(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from _leaves(found, f"{path} {name}")
    else:
        yield path, command


def _sections(page: Path) -> dict[str, str]:
    parts = re.split(r"^## (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_command_and_option_is_documented_and_no_other() -> None:
    sections = _sections(DOCS / "command.md")
    everywhere = {"--traceback"}
    assert {option for option in everywhere if f"`{option}`" not in sections["Exit codes"]} == set()
    for path, command in _leaves(main, "smartscore"):
        section = sections[f"`{path}`"]
        options = {name for found in command.params if isinstance(found, click.Option) for name in _names(found)}
        named = set(re.findall(r"`(--?[a-z][a-z-]*)`", section))
        assert everywhere <= options, path
        assert named == options - everywhere, path
    assert {title.strip("`") for title in sections if title.startswith("`")} == dict(_leaves(main, "smartscore")).keys()


def _names(option: click.Option) -> list[str]:
    return [*option.opts, *option.secondary_opts]


def test_every_exit_code_is_documented() -> None:
    errors_told = [kind.exit_code for kind in vars(errors).values() if inspect.isclass(kind) and _is_error(kind)]
    table = re.findall(r"^\| (\d+) \|", _sections(DOCS / "command.md")["Exit codes"], re.MULTILINE)
    assert {int(code) for code in table} == {0, 1, INTERRUPTED, CLOSED_PIPE, *errors_told}


def _is_error(kind: type) -> TypeGuard[type[SmartscoreError]]:
    return issubclass(kind, SmartscoreError)


def test_every_form_of_output_and_every_column_of_datasets_is_documented() -> None:
    sections = _sections(DOCS / "command.md")
    assert [name for name in REPORTS if f"**{name}**" not in sections["Output formats"]] == []
    endings = {suffix for report in REPORTS.values() for suffix in report.suffixes} - {".markdown"}
    assert [suffix for suffix in endings if f"`{suffix}`" not in sections["`smartscore assess`"]] == []
    columns = [*ID_COLUMNS, *VALUE_FIELDS, "indicator", "value", "year", "assessor"]
    assert [name for name in columns if f"`{name}`" not in sections["Datasets"]] == []
    assert [word for word in MISSING_WORDS if word and f"`{word}`" not in sections["Datasets"]] == []


@pytest.mark.parametrize(("kind", "title"), [("rules", "Rules"), ("aggregates", "Aggregates"), ("steps", "Steps")])
def test_every_method_and_its_parameters_are_documented(kind: str, title: str) -> None:
    section = _sections(DOCS / "framework-files.md")[title]
    rows = {row[0]: row[1] for row in re.findall(r"^\| `(\w+)` \|(.*)$", section, re.MULTILINE)}
    methods = getattr(BUILT_IN, kind)
    assert rows.keys() == methods.keys()
    for name, method in methods.items():
        parameters = inspect.signature(method).parameters.keys() - {"fitted"}
        assert set(re.findall(r"`(\w+)`", rows[name].split("|")[0])) == parameters, name


@pytest.mark.parametrize(
    ("title", "keys"),
    [
        ("Keys of a framework", [a.name for a in fields(Framework) if a.name != "index"]),
        ("Keys of a framework", ["defaults", "members", "aggregate", "rule", "missing", "min_coverage", "decimals"]),
        ("Keys of a dimension", [a.name for a in fields(Dimension)]),
        ("Keys of an indicator", [a.name for a in fields(Indicator)]),
        ("Defaults", ["rule", "decimals", "aggregate", "missing", "min_coverage"]),
        ("Bands", ["title", "from", "above"]),
        ("Ids", sorted(RESERVED)),
    ],
)
def test_every_key_of_a_framework_file_is_documented(title: str, keys: list[str]) -> None:
    section = _sections(DOCS / "framework-files.md")[title]
    assert [key for key in keys if f"`{key}`" not in section] == []


def test_the_keys_of_confidence_and_of_criteria_are_documented() -> None:
    section = _sections(DOCS / "framework-files.md")["Keys of an indicator"]
    keys = [a.name for kind in (Confidence, Criterion) for a in fields(kind)]
    assert [key for key in keys if f"{key} = " not in section] == []
    assert [grade for grade in GRADES if f"`{grade}`" not in section] == []


def test_every_framework_and_dimension_and_overlap_is_owned_up_to() -> None:
    page = (DOCS / "frameworks.md").read_text(encoding="utf-8")
    plugins = discover(bundled_only=True)
    framework = load_framework("smart-city", plugins=plugins)
    assert [name for name in ("smart-city", *plugins.frameworks, *plugins.dimensions) if f"`{name}`" not in page] == []
    told = {frozenset(pair) for pair in re.findall(r"^\| `(\w+)` \| `(\w+)` \|", page, re.MULTILINE)}
    assert told == {frozenset((node.id, other)) for node in framework.indicators for other in node.overlaps}

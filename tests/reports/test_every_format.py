"""Every command in every format and both languages: on the example, and on names that are up to no good."""

import csv
import io
import json
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

import pytest
from builders import EXAMPLES, run
from python_calamine import CalamineWorkbook
from series_builders import write_series

from smartscore.reports import REPORTS

ENDINGS = {name: report.suffixes[0] for name, report in REPORTS.items()}

#: Markup, a formula, a control sequence of terminals, a letter that turns the line round, cells of Markdown.
HOSTILE = '=1+1|<script>alert(1)</script>*a*`b`[x](y)#\x1b[31m\u202e"&'

FRAMEWORK = f"""
id = "hostile"
title = {json.dumps(HOSTILE)}
edition = "1"
source = {json.dumps(HOSTILE)}
note = {json.dumps(HOSTILE)}
official = "no"
in_force = "2018..2020"
repeals = [{json.dumps(HOSTILE)}]
repealed_by = {json.dumps(HOSTILE)}
bands = [{{ from = 0, title = {json.dumps(HOSTILE)} }}, {{ from = 50, title = "high" }}]
[defaults]
rule = {{ linear = {{ worst = 0, best = 10 }} }}
[[members]]
id = "known"
title = {json.dumps(HOSTILE)}
members = [
  {{ id = "a", title = {json.dumps(HOSTILE)}, unit = {json.dumps(HOSTILE)} }},
  {{ id = "b", title = "b", rule = {{ levels = {{ low = 0, high = 5 }} }} }},
]
[[members]]
id = "nobody"
title = "Nobody has it"
members = [{{ id = "c", title = "c" }}]
"""

#: Weights of a judge whose name is up to no good.
ASSUMED = f"""
[[assumptions]]
weights = {{ sets = {{ {json.dumps(HOSTILE)} = {{ a = 2.0 }}, other = {{ a = 1.0 }} }} }}
"""
#: Few draws are enough to be written.
FEW = ("--draws", "60", "--base", "8")

PROGRAMMES = [
    "id",
    "title",
    "indicator",
    "change",
    "cost",
    "currency",
    "months",
    "likelihood",
    "severity",
    "owner",
    "dimension",
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a framework, cities, programmes and a plan, all of whose names are hostile.

    Nobody has a value of the indicator c, so that its dimension has no score.
    """
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "own.toml").write_text(FRAMEWORK, encoding="utf-8")
    (folder / "assumed.toml").write_text(ASSUMED, encoding="utf-8")
    later = FRAMEWORK.replace('id = "hostile"', 'id = "later"').replace("repeals = [", 'repeals = ["hostile", ')
    (folder / "later.toml").write_text(later, encoding="utf-8")
    for name, more in (("before.csv", 0), ("cities.csv", 1)):
        first = ["1", HOSTILE, HOSTILE, 3 + more, 2, ""]
        others = [["2", "Bukit", "x", 6, 3, ""], ["3", "Candi", "x", 9, 4, ""]]
        write_rows(folder / name, ["code", "city", "province", "a", "b", "c"], first, *others)
    said = ["city", "indicator", "level", "item", "status", "office", "owner", "due", "note", "recommendation"]
    item = [HOSTILE, "b", 2, HOSTILE, "revise", HOSTILE, HOSTILE, "2026-09-30", HOSTILE, HOSTILE]
    write_rows(folder / "items.csv", [*said, "value"], [*item, ""], [HOSTILE, "a", *[""] * 8, 3])
    programme = ["p1", HOSTILE, "a", 2, 100, "IDR", 6, 1, 1, HOSTILE, "known"]
    write_rows(folder / "options.csv", PROGRAMMES, programme, ["p2", "more", "b", 1, 50, "IDR", 6, 2, 2, "x", "known"])
    columns = ["city", "dimension", "title", "status", "budget", "owner"]
    write_rows(folder / "master.csv", columns, [HOSTILE, "known", HOSTILE, "done", 5, HOSTILE])
    (folder / "wrong.csv").write_text(f'city,a\n"{HOSTILE.replace(chr(34), chr(34) * 2)}",many\n', encoding="utf-8")
    of = [folder / "cities.csv", "--framework", folder / "own.toml"]
    plan = run(
        "plan",
        *of,
        "--city",
        "1",
        "--programmes",
        folder / "options.csv",
        "--first-year",
        2026,
        "-o",
        folder / "plan.json",
    )
    assert plan.exit_code == 0
    return folder


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a plan for the example city and programmes of a master plan."""
    folder = tmp_path_factory.mktemp("example")
    asked = [
        "--programmes",
        EXAMPLES / "programmes.csv",
        "--budget",
        "15e9",
        "--first-year",
        2026,
        "-o",
        folder / "plan.json",
    ]
    assert run("plan", EXAMPLES / "cities.csv", "--city", "6202", *asked).exit_code == 0
    write_series(folder)
    with (EXAMPLES / "programmes.csv").open(encoding="utf-8", newline="") as file:
        heading, *programmes = csv.reader(file)
    needs = heading.index("requires")
    write_rows(folder / "programmes.csv", heading, *[row for row in programmes if not row[needs]][:12])
    (folder / "master.csv").write_text("dimension,title,status\nliving,Clinics,done\nliving,Wards,planned\n")
    return folder


def write_rows(path: Path, *rows: Sequence[object]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def of_the_example(folder: Path) -> dict[str, Sequence[object]]:
    cities, programmes = EXAMPLES / "cities.csv", folder / "programmes.csv"
    city = [cities, "--city", "6202"]
    return {
        "assess": ["assess", cities],
        "explain": ["explain", *city, "--depth", "3"],
        "gaps": ["gaps", *city, "--to", "peers"],
        "minutes": ["minutes", *city],
        "peers": ["peers", *city, "--depth", "3"],
        "peers of all": ["peers", cities, "--depth", "3"],
        "compare": ["compare", cities, cities, "--depth", "3"],
        "compare over a break": [
            *("compare", folder / "spbe.csv", folder / "pemdi.csv", "--framework", "spbe-2020"),
            *("--framework", folder / "pemdi.toml"),
        ],
        "plan": ["plan", *city, "--programmes", programmes, "--budget", "15e9"],
        "progress": ["progress", cities, "--plan", folder / "plan.json", "--as-of", "2026"],
        "select": ["select", cities, "--top", "3", "--quota", "province=..2"],
        "robustness": ["robustness", cities, *FEW],
        "robustness of a city": ["robustness", *city, *FEW],
        "programmes": ["programmes", folder / "master.csv"],
        "frameworks list": ["frameworks", "list"],
        "frameworks show": ["frameworks", "show", "smart-city"],
        "plugins list": ["plugins", "list"],
        "check": ["check", cities],
    }


def of_hostile_names(folder: Path) -> dict[str, Sequence[object]]:
    of = ["--framework", folder / "own.toml"]
    cities, city = folder / "cities.csv", [folder / "cities.csv", *of, "--city", "1"]
    return {
        "assess": ["assess", cities, *of, "--depth", "3", "--plan", folder / "plan.json", "--as-of", "2026"],
        "explain": ["explain", *city, "--depth", "3", "--by", "province"],
        "gaps": ["gaps", *city, "--to", "best", "--by", "province"],
        "minutes": ["minutes", *city, "--place", HOSTILE, "--date", HOSTILE, "--for-assessor", HOSTILE],
        "items": ["explain", folder / "items.csv", *of, "--city", HOSTILE],
        "items of pages": ["assess", folder / "items.csv", *of],
        "minutes of items": ["minutes", folder / "items.csv", *of, "--city", HOSTILE],
        "peers": ["peers", *city, "--depth", "3"],
        "peers of all": ["peers", cities, *of, "--depth", "3"],
        "compare": ["compare", folder / "before.csv", cities, *of, "--depth", "3"],
        "compare over a break": [
            *("compare", folder / "before.csv", cities, *of, "--framework", folder / "later.toml"),
        ],
        "progress over a break": [
            *("progress", cities, "--framework", folder / "later.toml", "--plan", folder / "plan.json"),
        ],
        "plan": ["plan", *city, "--programmes", folder / "options.csv"],
        "progress": ["progress", cities, *of, "--plan", folder / "plan.json", "--as-of", "2026"],
        "select": ["select", cities, *of, "--top", "2", "--quota", "province=1"],
        "robustness": ["robustness", *city, "--by", "province", "--assumptions", folder / "assumed.toml", *FEW],
        "programmes": ["programmes", folder / "master.csv"],
        "frameworks show": ["frameworks", "show", folder / "own.toml"],
        "check": ["check", folder / "wrong.csv", *of],
    }


COMMANDS = tuple(of_the_example(Path()))
HOSTILE_COMMANDS = tuple(of_hostile_names(Path()))


class TestTheExample:
    @pytest.mark.parametrize("language", ["en", "id"])
    @pytest.mark.parametrize("format_", ENDINGS)
    @pytest.mark.parametrize("command", COMMANDS)
    def test_it_is_written(self, example: Path, tmp_path: Path, command: str, format_: str, language: str) -> None:
        words = of_the_example(example)[command]
        target = tmp_path / f"out{ENDINGS[format_]}"
        result = run(*words, "-o", target, "--lang", language, "--quiet")
        assert (result.exit_code, result.output) == (0, "")
        READERS[format_](target.read_bytes())

    @pytest.mark.no_cover
    @pytest.mark.parametrize("format_", [name for name in ENDINGS if name not in ("pdf", "xlsx")])
    @pytest.mark.parametrize("command", COMMANDS)
    def test_the_screen_has_what_the_file_has(self, example: Path, tmp_path: Path, command: str, format_: str) -> None:
        words = of_the_example(example)[command]
        run(*words, "-o", tmp_path / f"out{ENDINGS[format_]}")
        shown = run(*words, "--format", format_).stdout_bytes
        assert shown == (tmp_path / f"out{ENDINGS[format_]}").read_bytes()

    @pytest.mark.parametrize("command", COMMANDS)
    def test_an_ending_that_it_cannot_write_is_refused(self, example: Path, tmp_path: Path, command: str) -> None:
        result = run(*of_the_example(example)[command], "-o", tmp_path / "out.docx")
        assert (result.exit_code, result.stdout) == (2, "")
        expected = ".csv, .htm, .html, .json, .markdown, .md, .pdf, .txt, .xlsx"
        assert result.stderr == f"no report is written to .docx; expected {expected}, or --format [unknown_ending]\n"
        assert list(tmp_path.iterdir()) == []


class TestHostileNames:
    @pytest.mark.parametrize("language", ["en", "id"])
    @pytest.mark.parametrize("format_", ENDINGS)
    @pytest.mark.parametrize("command", HOSTILE_COMMANDS)
    def test_they_do_no_harm(self, hostile: Path, tmp_path: Path, command: str, format_: str, language: str) -> None:
        target = tmp_path / f"out{ENDINGS[format_]}"
        result = run(*of_hostile_names(hostile)[command], "-o", target, "--lang", language, "--quiet")
        assert (result.exit_code, result.output if command != "check" else "") == (3 if command == "check" else 0, "")
        READERS[format_](target.read_bytes())


def read_text(written: bytes) -> None:
    text = written.decode("utf-8")
    assert text.strip()
    assert [letter for letter in text if not letter.isprintable() and letter != "\n"] == []


def read_csv(written: bytes) -> None:
    rows = list(csv.reader(io.StringIO(written.decode("utf-8"))))
    assert len({len(row) for row in rows}) == 1
    assert len(set(rows[0])) == len(rows[0])
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell[:1] in tuple("=+-@\t\r") and not is_number(cell)] == []


def is_number(cell: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", cell) is not None


def read_json(written: bytes) -> None:
    assert json.loads(written) is not None


def read_markdown(written: bytes) -> None:
    """Every row of a table has as many cells as its heading, and no markup comes from a name."""
    text = written.decode("utf-8")
    read_text(written)
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        rows = [len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()]
        assert len(set(rows)) == 1
    assert re.findall(r"(?<!\\)<script|(?<!\\)\[x|(?<!\\)`b", text) == []


def read_xlsx(written: bytes) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(written))
    assert len(book.sheet_names) >= 1
    assert any(book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    with ZipFile(io.BytesIO(written)) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert [sheet for sheet in sheets if re.search(r"<f[ >]|<hyperlink", sheet)] == []


class Tags(HTMLParser):
    """Collects the tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.opened.append(tag)


def read_html(written: bytes) -> None:
    """A page has the scripts of its own alone, three if it is interactive and else none."""
    tags = Tags()
    tags.feed(written.decode("utf-8"))
    assert tags.opened[0] == "html"
    assert tags.opened.count("script") in (0, 3)
    assert tags.opened.count("script") == 0 or b"vegaEmbed" in written


def read_pdf(written: bytes) -> None:
    assert written.startswith(b"%PDF")
    assert written.rstrip().endswith(b"%%EOF")


READERS = {
    "csv": read_csv,
    "html": read_html,
    "json": read_json,
    "markdown": read_markdown,
    "pdf": read_pdf,
    "table": read_text,
    "xlsx": read_xlsx,
}

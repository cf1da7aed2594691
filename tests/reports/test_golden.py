"""What `assess` writes of the example, held against files that were taken before reports became documents.

CSV and Markdown are held to the byte. JSON and workbooks are held by a digest of all they say but the versions of the
programs that made them, and in JSON the count of values that do not apply and the ranges that missing values allow,
which are newer; CSV, Markdown and workbooks have columns and sentences of these ranges more than before. The digests of
what-ifs are those with differences to 1e-12 of the scale. Since domains were widened the fingerprints and the domains
told are others; since each end of a rule has a confidence of its own what rests on judgement is told of half ones,
and workbooks tell both ends; nothing else is another. Without the intervals of ranks, which are newer, `--no-robust`
gives all of it as it was.
"""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from builders import EXAMPLE
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from smartscore.cli import main

GOLDEN = Path(__file__).parent / "golden"
ASKED = {
    "assess": [],
    "two": ["--framework", "smart-city", "--framework", "ipm"],
    "whatif": ["--set", "6202", "stunting", "10"],
}

DIGESTS = {
    ("assess", "en", "json"): "d4c5ec5be4e2fdd8",
    ("assess", "en", "xlsx"): "cc4d2688ad1ad65b",
    ("assess", "id", "json"): "5c28990247f82676",
    ("assess", "id", "xlsx"): "16a26fbd5d121945",
    ("two", "en", "json"): "8551920f473c1f21",
    ("two", "en", "xlsx"): "a00da4dcfaf2d7ad",
    ("two", "id", "json"): "acfb2943009e360a",
    ("two", "id", "xlsx"): "17ce074ae1b092d7",
    ("whatif", "en", "json"): "6cc826818de376b2",
    ("whatif", "en", "xlsx"): "968afe821c1c917b",
    ("whatif", "id", "json"): "77d008982bfbb15f",
    ("whatif", "id", "xlsx"): "34d63f1e11dcb07e",
}


def written(tmp_path: Path, asked: list[str], language: str, ending: str) -> bytes:
    target = tmp_path / f"out.{ending}"
    words = ["assess", str(EXAMPLE), "--no-plugins", "--no-robust", *asked, "--lang", language, "-o", str(target)]
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    assert (result.exit_code, result.stdout) == (0, "")
    return target.read_bytes()


@pytest.mark.parametrize("file", sorted(path.name for path in GOLDEN.iterdir()))
def test_text_is_the_same_to_the_byte(tmp_path: Path, file: str) -> None:
    name, language, ending = file.split(".")
    assert written(tmp_path, ASKED[name], language, ending) == (GOLDEN / file).read_bytes()


def leave_out_ranges(assessment: dict[str, Any]) -> None:
    """Take out what missing values allow."""
    for node in assessment["framework"]["nodes"]:
        assert node.pop("range_exact") is True
    for city in assessment["cities"]:
        is_open = "range" in city["nodes"]["index"]
        assert [name in city for name in ("open", "band_range")] == [is_open, is_open]
        city.pop("open", None), city.pop("band_range", None)
        for cell in city["nodes"].values():
            cell.pop("range", None)


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("name", ASKED)
def test_json_says_the_same(tmp_path: Path, name: str, language: str) -> None:
    told = json.loads(written(tmp_path, ASKED[name], language, "json"))
    told.pop("versions"), told.pop("plugins"), told["dataset"].pop("file"), told["dataset"].pop("files")
    told["dataset"].pop("reading")
    for assessment in told["assessments"]:
        assessment.pop("columns"), assessment.pop("unused")
        leave_out_ranges(assessment)
    assert [one["counts"].pop("not_applicable") for one in told["assessments"]] == [0] * len(told["assessments"])
    assert [assessment.pop("suspicions") for assessment in told["assessments"]] == [[]] * len(told["assessments"])
    for assessment in told["assessments"]:
        for key in ("official", "in_force", "repeals", "repealed_by"):
            assessment["framework"].pop(key)
    said = json.dumps(told, ensure_ascii=False)
    assert hashlib.sha256(said.encode()).hexdigest()[:16] == DIGESTS[name, language, "json"]


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("name", ASKED)
def test_a_workbook_says_the_same(tmp_path: Path, name: str, language: str) -> None:
    """Every cell of every sheet, but the facts below the sentences of the notes."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(written(tmp_path, ASKED[name], language, "xlsx")))
    sheets = {sheet: book.get_sheet_by_name(sheet).to_python() for sheet in book.sheet_names}
    said = repr({sheet: rows[:9] if sheet.startswith(("Notes", "Catatan")) else rows for sheet, rows in sheets.items()})
    assert hashlib.sha256(said.encode()).hexdigest()[:16] == DIGESTS[name, language, "xlsx"]

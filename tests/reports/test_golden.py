"""What `assess` writes of the example, held against files that were taken before reports became documents.

CSV and Markdown are held to the byte. JSON and workbooks are held by a digest of all they say but the versions of the
programs that made them; the digests of what-ifs are those with differences to 1e-12 of the scale.
"""

import hashlib
import io
import json
from pathlib import Path

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
    ("assess", "en", "json"): "7c3cccd9277a8361",
    ("assess", "en", "xlsx"): "86db2839c0b226cf",
    ("assess", "id", "json"): "095fe31a2522b6e7",
    ("assess", "id", "xlsx"): "1580e33bf37f8c39",
    ("two", "en", "json"): "3343e9bdaa8ed91f",
    ("two", "en", "xlsx"): "66a52c93ed678968",
    ("two", "id", "json"): "2259162e1ee4988e",
    ("two", "id", "xlsx"): "d7db719393142688",
    ("whatif", "en", "json"): "d7fb09798a6d5701",
    ("whatif", "en", "xlsx"): "c951976415840dbc",
    ("whatif", "id", "json"): "e35832067dc9c388",
    ("whatif", "id", "xlsx"): "ef68c2bd72471282",
}


def written(tmp_path: Path, asked: list[str], language: str, ending: str) -> bytes:
    target = tmp_path / f"out.{ending}"
    words = ["assess", str(EXAMPLE), "--no-plugins", *asked, "--lang", language, "-o", str(target)]
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    assert (result.exit_code, result.stdout) == (0, "")
    return target.read_bytes()


@pytest.mark.parametrize("file", sorted(path.name for path in GOLDEN.iterdir()))
def test_text_is_the_same_to_the_byte(tmp_path: Path, file: str) -> None:
    name, language, ending = file.split(".")
    assert written(tmp_path, ASKED[name], language, ending) == (GOLDEN / file).read_bytes()


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("name", ASKED)
def test_json_says_the_same(tmp_path: Path, name: str, language: str) -> None:
    told = json.loads(written(tmp_path, ASKED[name], language, "json"))
    told.pop("versions"), told.pop("plugins"), told["dataset"].pop("file"), told["dataset"].pop("files")
    told["dataset"].pop("reading")
    for assessment in told["assessments"]:
        assessment.pop("columns"), assessment.pop("unused")
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

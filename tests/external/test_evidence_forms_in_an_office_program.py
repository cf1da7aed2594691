"""Forms of evidence in LibreOffice: what their formulas work out is what the command gives of the same file."""

import json
import random
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest
from builders import run
from filled_forms import ADVISORY, ITEMS, LADDERED, LAST, band_shown, free_line_of, head_of, line_of, lines, shown
from office_program import Office

from smartscore import assess, evidence_levels, load_framework, read_dataset
from smartscore.forms.evidence.statuses import status_words

LADDERS = {
    "all": ADVISORY,
    "strict": 'policy = "all"',
    "share": 'policy = "share", share = 0.6, advisory = true',
    "any": 'policy = "any", advisory = true',
}
ACEH_TENGAH = (2.0, 1.5, 1.26, 1.3, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.5, 1.25, 1.17, 1.0, 1.0, 1.0, 2.5, 1.0, 1.0, 1.3)
NODES = {
    "Indeks": "index",
    "Tata kelola": "governance",
    "Data": "data",
    "Kebijakan": "policy",
    "Rencana": "plan",
    "Statistik": "statistics",
    "Peta": "maps",
}


def framework(folder: Path, ladder: str, more: str = "") -> Path:
    path = folder / "pd.toml"
    path.write_text(LADDERED.replace("LADDER }", f"{ladder} }}{more}"), encoding="utf-8")
    return path


def form_of(folder: Path, by: Path, *arguments: object) -> Path:
    (folder / "items.csv").write_text(ITEMS, encoding="utf-8")
    asked = ("--framework", by, "--items", folder / "items.csv", "--lang", "id", "--force")
    result = run("template", *asked, "-o", folder / "form.xlsx", *arguments)
    assert result.exit_code == 0, result.output
    return folder / "form.xlsx"


def compare(path: Path, by: Path) -> None:
    """Hold what a form shows against what the command gives of it."""
    told = shown(path)
    result = run("assess", path, "--framework", by, "--format", "json", "--lang", "id")
    assert result.exit_code == 0, result.output
    (city,) = json.loads(result.stdout)["assessments"][0]["cities"]
    for title, node in NODES.items():
        score = city["nodes"][node]["score"]
        expected = ("", "tidak berlaku") if score is None else (pytest.approx(score, abs=1e-9),)
        assert told[title][2] in expected, title
    assert band_shown(path) == (city["band"] or "")
    levels = evidence_levels(assess(read_dataset(path), load_framework(by)))["now"]
    reached = {str(key[-1]): level for key, level in levels.items()}
    for title, node in list(NODES.items())[3:]:
        assert told[title][0] == reached.get(node, ""), title


class TestFormulas:
    @pytest.mark.parametrize("name", LADDERS)
    def test_they_give_the_levels_scores_index_and_band_of_an_assessment(
        self,
        office: Office,
        tmp_path: Path,
        name: str,
    ) -> None:
        by = framework(tmp_path, LADDERS[name])
        form = form_of(tmp_path, by, "--city", "Sampit")
        for seed in (1, 2):
            filled = tmp_path / f"filled-{seed}.xlsx"
            office.fill(form, filled, _answers(form, seed))
            compare(filled, by)

    @pytest.mark.parametrize("more", ["min_coverage = 1", 'missing = "worst"', "decimals = 2"])
    def test_they_do_where_values_are_missing_or_rounded(
        self,
        office: Office,
        tmp_path: Path,
        more: str,
    ) -> None:
        by = framework(tmp_path, ADVISORY, f"\n{more}")
        form, filled = form_of(tmp_path, by, "--city", "Sampit"), tmp_path / "filled.xlsx"
        cells: dict[tuple[str, str], float | str] = {
            head_of(form, "plan").place("value"): 3.495,
            line_of(form, "Decree of the regent").place("status"): "diterima",
        }
        office.fill(form, filled, cells)
        compare(filled, by)
        office.fill(form, filled, {**cells, head_of(form, "maps").place("value"): 2.25})
        compare(filled, by)
        office.fill(form, filled, {**cells, head_of(form, "maps").place("value"): "tidak berlaku: tidak ada laut"})
        compare(filled, by)

    def test_the_form_of_an_office_shows_the_index_with_the_items_of_the_others(
        self,
        office: Office,
        tmp_path: Path,
    ) -> None:
        by = framework(tmp_path, ADVISORY)
        (tmp_path / "last.csv").write_text(LAST, encoding="utf-8")
        form = form_of(tmp_path, by, "--from", tmp_path / "last.csv")
        form_of(tmp_path, by, "--from", tmp_path / "last.csv", "--split", "office", "-o", tmp_path / "forms")
        own = tmp_path / "forms" / "Bappeda.xlsx"
        for path, target in ((form, "whole.xlsx"), (own, "own.xlsx")):
            plan, road = line_of(path, "Master plan"), line_of(path, "Road map")
            office.fill(path, tmp_path / target, {line.place("status"): "diterima" for line in (plan, road)})
        assert shown(tmp_path / "own.xlsx") == shown(tmp_path / "whole.xlsx")

    def test_aceh_tengah_has_its_provisional_index_from_20_values_that_are_entered(
        self, office: Office, tmp_path: Path
    ) -> None:
        """Source: what an assessor gave in September 2026, provisional, as tests/plugins/test_pemdi.py has it."""
        form, filled = tmp_path / "form.xlsx", tmp_path / "filled.xlsx"
        assert run("template", "--framework", "pemdi-2026", "--city", "Aceh Tengah", "-o", form).exit_code == 0
        by_code = {node.code: node for node in load_framework("pemdi-2026").walk()}
        cells = {head_of(form, by_code[str(n)].id).place("value"): value for n, value in enumerate(ACEH_TENGAH, 1)}
        office.fill(form, filled, cells)
        told = shown(filled)
        aspects = [told[by_code[f"A{number}"].title.to("en")][2] for number in range(1, 8)]
        assert aspects == pytest.approx([1.75, 1.28, 1.0, 3.5 / 3, 1.085, 1.4, 1.18])
        assert told["Index"][2] == pytest.approx(1.2415, abs=1e-9)
        assert band_shown(filled) == "Kurang"

    def test_lists_protection_and_marks_are_still_there(
        self,
        office: Office,
        tmp_path: Path,
    ) -> None:
        form, filled = form_of(tmp_path, framework(tmp_path, ADVISORY)), tmp_path / "filled.xlsx"
        office.fill(form, filled, {})
        with ZipFile(filled) as archive:
            sheet = archive.read("xl/worksheets/sheet4.xml").decode()
        assert "belum ada,ditolak" in sheet
        assert "sheetProtection" in sheet
        assert "conditionalFormatting" in sheet


def _answers(form: Path, seed: int) -> Mapping[tuple[str, str], float | str]:
    """Fill in a form by chance: statuses, items in empty lines, and some values."""
    chance, words = random.Random(seed), status_words("id")  # noqa: S311
    cells: dict[tuple[str, str], float | str] = {}
    for line in lines(form):
        if line.cells["item"]:
            offered = [*words.values(), words["accepted"], "disetujui", "ya", "tidak berlaku: tidak ada laut"]
            cells[line.place("status")] = chance.choice(offered)
    for indicator in ("policy", "plan", "statistics"):
        free = free_line_of(form, indicator)
        cells[free.place("item")] = f"Butir lain {indicator}"
        cells[free.place("level")] = float(chance.randint(1, 4))
        cells[free.place("status")] = "diterima"
    cells[head_of(form, "maps").place("value")] = 2.26
    return cells

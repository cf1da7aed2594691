"""A regency works through a year of Pemdi: forms for five offices, three rounds, what to mend, minutes to sign.

The items are made for this project (docs/examples/pemdi-items.csv); offices fill their forms in with LibreOffice.
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from builders import run
from filled_forms import Line, band_shown, lines, shown
from office_program import Office

from smartscore import Assessment, assess

ROOT = Path(__file__).parents[2]
ITEMS = ROOT / "docs" / "examples" / "pemdi-items.csv"
FIVE = ["BKPSDM", "Bagian Organisasi", "Bappeda", "Dinas Kominfo", "Inspektorat"]
OF_PEMDI = ("--framework", "pemdi-2026", "--lang", "id")
#: What an office writes into the line of an item, of its level and text: the words of cells by column.
Round = Callable[[int, str], Mapping[str, str]]


def draft(level: int, _item: str) -> dict[str, str]:
    return {2: {"status": "dalam proses"}, 3: {"status": "draf"}}.get(level, {})


def submitted(level: int, _item: str) -> dict[str, str]:
    return {2: {"status": "diajukan"}, 3: {"status": "diajukan"}, 4: {"status": "draf"}}.get(level, {})


def assessed(level: int, item: str) -> dict[str, str]:
    lacking = "Rencana kerja" in item and ("keamanan" in item or "data" in item)
    if (level == 2 and not lacking) or (level == 3 and ("aplikasi" in item or "Standar" in item)):
        return {"status": "diterima"}
    mend = {"recommendation": "Lengkapi tanggal dan tanda tangan", "due": "2026-09-30", "owner": "Sekretaris"}
    return {"status": "perlu perbaikan", **mend} if level <= 3 else {}


class Regency:
    """The folders of a regency: forms as they go out, and as they come back."""

    def __init__(self, folder: Path, office: Office) -> None:
        self.folder, self.office = folder, office

    def send(self, name: str, *given: str) -> Path:
        """Write a form for each office."""
        target = self.folder / name
        words = ["template", *OF_PEMDI, *given, "--split", "office", "-o", str(target)]
        assert run(*words).exit_code == 0
        assert sorted(path.stem for path in target.glob("*.xlsx")) == [*FIVE, "lainnya"]
        return target

    def return_(self, forms: Path, name: str, written: Round) -> list[Path]:
        """Fill each office's form in, as it is on a screen, and give the files that come back."""
        target = self.folder / name
        target.mkdir()
        for office in FIVE:
            form = forms / f"{office}.xlsx"
            told = {line.place(c): w for line in items_in(form) for c, w in written(*about(line)).items()}
            self.office.fill(form, target / form.name, told)
        return [target / f"{office}.xlsx" for office in FIVE]


def items_in(form: Path) -> list[Line]:
    return [line for line in lines(form) if line.cells["item"]]


def about(line: Line) -> tuple[int, str]:
    return int(str(line.cells["level"]).partition(".")[0]), str(line.cells["item"])


def from_files(files: Sequence[Path]) -> list[str]:
    return [word for file in files for word in ("--from", str(file))]


def scored(files: Sequence[Path]) -> Assessment:
    return assess([str(file) for file in files], "pemdi-2026")


def levels_by_hand(files: Sequence[Path]) -> dict[str, int]:
    """Give the level of each indicator: the last one up to which everything is accepted."""
    statuses: dict[str, dict[int, list[str]]] = {}
    for line in (line for file in files for line in items_in(file)):
        of_level = statuses.setdefault(str(line.cells["indicator"]), {})
        of_level.setdefault(about(line)[0], []).append(str(line.cells["status"]))
    levels = dict.fromkeys(statuses, 1)
    for name, of_level in statuses.items():
        for level in sorted(of_level):
            if set(of_level[level]) != {"diterima"}:
                break
            levels[name] = level
    return levels


def record(*words: str) -> Any:
    result = run(*words, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory, office: Office) -> tuple[Regency, dict[str, list[Path]]]:
    """Send the forms out three times and give what came back of each round."""
    regency = Regency(tmp_path_factory.mktemp("regency"), office)
    back: dict[str, list[Path]] = {}
    given = ["--items", str(ITEMS), "--city", "Kotawaringin Timur"]
    for name, written in {"draft": draft, "submitted": submitted, "assessed": assessed}.items():
        back[name] = regency.return_(regency.send(f"{name}-out", *given), name, written)
        given = from_files(back[name])
    return regency, back


class TestRounds:
    def test_what_five_offices_send_is_one_dataset_without_a_problem(self, rounds: tuple[Regency, Any]) -> None:
        for files in rounds[1].values():
            checked = run("check", *map(str, files), *OF_PEMDI)
            assert (checked.exit_code, checked.stderr) == (0, "")
            evidence = scored(files).dataset.evidence
            assert evidence is not None
            assert len(evidence) == 230
            assert sorted(set(evidence.frame["office"])) == FIVE

    def test_levels_follow_from_what_is_accepted_alone(self, rounds: tuple[Regency, Any]) -> None:
        back = rounds[1]
        assert scored(back["draft"]).index.tolist() == scored(back["submitted"]).index.tolist() == [1.0]
        after = scored(back["assessed"])
        by_hand = levels_by_hand(back["assessed"])
        assert {name: after.columns[name].item() for name in by_hand} == by_hand
        shares = after.framework.shares
        assert after.index.item() == pytest.approx(sum(shares[name] * level for name, level in by_hand.items()))
        assert sorted(set(by_hand.values())) == [1, 2, 3]

    def test_each_round_says_what_is_to_be_expected(self, rounds: tuple[Regency, Any]) -> None:
        from smartscore import evidence_outlook

        expected = {
            name: evidence_outlook(scored(files)).round(2).iloc[0].tolist() for name, files in rounds[1].items()
        }
        assert expected["draft"] == [1.0, 1.0, 3.0]
        assert expected["submitted"] == [1.0, 3.0, 4.0]
        now, waiting, in_process = expected["assessed"]
        assert now <= waiting <= in_process == 4.0

    def test_a_form_shows_the_level_of_its_own_items(self, rounds: tuple[Regency, Any]) -> None:
        form = rounds[1]["assessed"][0]  # BKPSDM has one indicator alone but for an item of another office
        reached, counts, _ = shown(form)["Sumber Daya Manusia Pemdi"]
        assert reached == counts == scored(rounds[1]["assessed"]).columns["human_resources"].item()
        assert band_shown(form) == "Kurang"


class TestMending:
    def test_ten_items_bring_what_the_queue_says(self, rounds: tuple[Regency, Any]) -> None:
        regency, back = rounds
        files = [str(file) for file in back["assessed"]]
        asked = ["queue", *files, *OF_PEMDI, "--until", "2026-09-30", "--today", "2026-09-01", "--top", "10"]
        (part,) = record(*asked)
        (together,) = part["together"]
        chosen = {item["item"] for item in part["items"]}
        assert len(chosen) == 10

        def mended(_level: int, item: str) -> dict[str, str]:
            return {"status": "diterima"} if item in chosen else {}

        forms = regency.send("mended-out", *from_files(back["assessed"]))
        after = scored(regency.return_(forms, "mended", mended))
        before = scored(back["assessed"])
        assert after.index.item() - before.index.item() == pytest.approx(together["gain"], abs=1e-9)
        assert together["gain"] > 0.5


class TestMinutes:
    def test_they_can_be_signed(self, rounds: tuple[Regency, Any], tmp_path: Path) -> None:
        files = [str(file) for file in rounds[1]["assessed"]]
        target = tmp_path / "berita-acara.pdf"
        words = ["minutes", *files, "--city", "Kotawaringin Timur", *OF_PEMDI, "-o", str(target)]
        done = run(*words)
        assert (done.exit_code, target.read_bytes()[:4]) == (0, b"%PDF"), done.stderr
        text = subprocess.run(  # noqa: S603
            [str(shutil.which("pdftotext")), "-layout", str(target), "-"], capture_output=True, text=True, check=True
        ).stdout
        index = scored(rounds[1]["assessed"]).index.item()
        assert 1.5 <= index < 2.5
        for part in (
            f"{index:.2f}".replace(".", ","),
            "Cukup",
            "Kepuasan Pengguna",
            "Lengkapi tanggal dan tanda tangan",
            "Sekretaris",
        ):
            assert part in " ".join(text.split())

"""`smartscore plan` and `smartscore progress`: from programmes to a timetable, and a year later what came of it."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from python_calamine import CalamineWorkbook

Run = Callable[..., Result]
Write = Callable[..., Path]

PROGRAMMES = """id,title,dimension,indicator,change,cost,currency,months,likelihood,severity,requires,owner,note
clinic,A clinic,living,health,4,3e9,IDR,10,1,2,,Health office,invented
market,A market,economy,growth,2,2e9,IDR,24,3,4,clinic,Trade office,invented
school,A school,economy,income,1,9e9,IDR,12,2,2,,School office,
"""


@pytest.fixture
def asked(write: Write, wide: Path, small: Path) -> tuple[object, ...]:
    return ("plan", wide, "--framework", small, "--city", "Alun", "--programmes", write(PROGRAMMES, "programmes.csv"))


def test_the_plan_is_told_from_programmes_to_targets(run: Run, asked: tuple[object, ...]) -> None:
    result = run(*asked, "--budget", "6e9", "--first-year", 2026, "--years", 3)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = [line.split() for line in result.stdout.splitlines()]
    assert ["A", "clinic", "+20.00", "+19.60", "+12.00", "3000", "150", "10", "2", "first", "yes"] in lines
    assert "Chosen: 2 of 3 programmes for 5000 million IDR; index 50.00 to 75.00." in result.stdout
    assert "Every set of programmes was tried" in result.stdout
    assert ["A", "clinic", "Health", "office", "\u2588\u2588\u2588\u2588", "\u00b7", "\u00b7", "3000"] in lines
    assert [
        "A",
        "market",
        "Trade",
        "office",
        "\u00b7",
        "\u2588\u2588\u2588\u2588",
        "\u2588\u2588\u2588\u2588",
        "2000",
    ] in lines
    assert ["2026", "70.00", "80.00", "60.00", "3000"] in lines
    assert ["Health", "2", "6", "6", "6"] in lines
    assert "smartscore's own reading, and not official" in " ".join(result.stdout.split())
    assert "Programmes: invented." in result.stdout


def test_the_plan_as_a_file_is_the_same_each_time(run: Run, asked: tuple[object, ...], tmp_path: Path) -> None:
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    for path in (first, second):
        assert run(*asked, "--yearly", "3e9,2e9", "-o", path).exit_code == 0
    assert first.read_bytes() == second.read_bytes()
    told = json.loads(first.read_text(encoding="utf-8"))
    assert list(told) == [
        *(
            "schema",
            "framework",
            "fingerprint",
            "city",
            "name",
            "index",
            "rank",
            "band",
            "reason",
            "note",
            "confidence",
        ),
        *(
            "quality",
            "edition",
            "hope",
            "chances_of_failure",
            "portfolio",
            "robustness",
            "programmes",
            "spending",
            "trajectory",
            "targets",
        ),
    ]
    assert list(told["portfolio"]) == ["programmes", "base", "index", "bound", "cost", "gap", "method"]
    assert told["portfolio"]["method"] == "milp"
    assert told["programmes"][0]["start"] == 1
    assert told["programmes"][2]["start"] is None


class TestHowOftenAChoiceHolds:
    def test_each_share_is_told_with_the_draws(self, run: Run, asked: tuple[object, ...]) -> None:
        """The market waits for the clinic, and brings nothing where growth is left out: in a quarter of the draws."""
        result = run(*asked, "--budget", "6e9")
        lines, said = [line.split() for line in result.stdout.splitlines()], " ".join(result.stdout.split())
        assert ["programme", "in", "the", "plan", "holds", "in"] in lines
        assert ["A", "clinic", "yes", "100%"] in lines
        (market,) = [int(line[3].rstrip("%")) for line in lines if line[:3] == ["A", "market", "yes"]]
        assert abs(market - 75) < 4 * 100 * (0.25 * 0.75 / 100) ** 0.5
        assert not any(line[:2] == ["A", "school"] and len(line) == 3 for line in lines)
        assert "1 of 2 chosen programmes hold in 90% of the draws" in said
        assert "The 100 draws (seed 1) vary at once: weights are up to 25% higher or lower;" in said
        assert "They test the method and are not official; --no-robust leaves them out." in said

    def test_in_indonesian(self, run: Run, asked: tuple[object, ...]) -> None:
        said = " ".join(run(*asked, "--budget", "6e9", "--lang", "id").stdout.split())
        assert "dalam rencana bertahan di" in said
        assert "1 dari 2 program terpilih bertahan dalam 90% simulasi" in said
        assert "Simulasi ini (100 kali, benih 1) mengubah sekaligus: bobot sampai 25% lebih tinggi" in said

    def test_csv_and_json_have_a_share_for_every_programme(self, run: Run, asked: tuple[object, ...]) -> None:
        rows = csv.DictReader(io.StringIO(run(*asked, "--budget", "6e9", "--format", "csv").stdout))
        shares = {row["id"]: float(row["holds"]) for row in rows}
        assert (shares["clinic"], 0.5 < shares["market"] < 0.9, shares["school"]) == (1, True, 0)
        told = json.loads(run(*asked, "--budget", "6e9", "--format", "json").stdout)
        assert {one["id"]: one["holds"] for one in told["programmes"]} == shares
        assert told["robustness"] == {
            "draws": 100,
            "seed": 1,
            "assumptions": ["weights", "aggregation", "left_out"],
            "impossible": 0,
        }

    def test_draws_that_cannot_reach_a_target_are_counted(self, run: Run, asked: tuple[object, ...]) -> None:
        told = json.loads(run(*asked, "--target", "70", "--budget", "3e9", "--format", "json").stdout)
        count = told["robustness"]["impossible"]
        assert 0 < count <= 100 - 100 * told["programmes"][0]["holds"]
        said = " ".join(run(*asked, "--target", "70", "--budget", "3e9").stdout.split())
        assert f"In {count} of 100 draws no choice keeps to the limits or reaches the target." in said

    def test_it_may_be_left_out(self, run: Run, asked: tuple[object, ...]) -> None:
        result = run(*asked, "--no-robust")
        assert (result.exit_code, "hold" in result.stdout, "draws" in result.stdout) == (0, False, False)
        told = json.loads(run(*asked, "--no-robust", "--format", "json").stdout)
        assert ("robustness" in told, "holds" in told["programmes"][0]) == (False, False)

    def test_what_would_take_too_long_is_said(self, run: Run, asked: tuple[object, ...]) -> None:
        result = run(*asked, "--yearly", "3e9,2e9", "--years", 14)
        said = " ".join(result.stdout.split())
        assert "is not worked out here: there are too many programmes to choose again and again." in said
        told = json.loads(run(*asked, "--yearly", "3e9,2e9", "--years", 14, "--format", "json").stdout)
        assert (told["robustness"], told["programmes"][0]["holds"]) == (None, None)

    def test_a_plan_without_it_is_read_as_one_with_it(
        self, run: Run, asked: tuple[object, ...], small: Path, write: Write, tmp_path: Path
    ) -> None:
        later, said = write("city,year,income,growth,health\nAlun,2026,10,6,4\n", "later.csv"), []
        for more in ((), ("--no-robust",)):
            path = tmp_path / "plan.json"
            assert run(*asked, "--budget", "6e9", "--first-year", 2026, *more, "-o", path).exit_code == 0
            said.append(run("progress", later, "--framework", small, "--plan", path, "--format", "json").stdout)
        assert said[0] == said[1] != ""
        assert "robustness" not in said[0]


def test_the_cheapest_that_reaches_a_band(run: Run, asked: tuple[object, ...]) -> None:
    for target in ("high", "60"):
        result = run(*asked, "--target", target)
        assert "Chosen: 1 of 3 programmes for 3000 million IDR; index 50.00 to 70.00." in result.stdout


def test_figures_may_be_those_that_are_expected(run: Run, asked: tuple[object, ...]) -> None:
    result = run(*asked, "--hope", "pessimistic", "--lang", "id")
    assert "gagal seburuk mungkin" in " ".join(result.stdout.split())
    assert "63,00" in result.stdout


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (("--target", "hihg"), 2, "'hihg' is neither a number nor a band; nearest: high"),
        (("--target", "99"), 2, "an index of 99 is out of reach; the best within the limits is"),
        (("--at-least", "economi=1"), 2, "nearest: economy"),
        (("--at-least", "economy=x"), 2, "'x' is not a number"),
        (("--at-least", "economy=2", "--budget", "1e9"), 2, "the money does not suffice"),
        (("--at-least", "living=2"), 2, "2 programme(s) of living are asked for, and 1 can be chosen"),
        (("--yearly", "a lot"), 2, "'a lot' is not a number"),
        (("--quick-win", "mouths=3"), 2, "nearest: months"),
        (("--framework", "ipm"), 2, "this is done by one framework, not 2"),
        (("--format", "cvs"), 2, "csv"),
    ],
)
def test_what_cannot_be_is_refused(
    run: Run, asked: tuple[object, ...], more: tuple[str, ...], code: int, said: str
) -> None:
    result = run(*asked, *more)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr


def test_a_city_in_several_years_is_refused(run: Run, panel: Path, small: Path, write: Write) -> None:
    programmes = write(PROGRAMMES, "programmes.csv")
    asked = ("plan", panel, "--framework", small, "--city", "Alun", "--programmes", programmes)
    assert "Alun stands in several rows" in run(*asked).stderr
    assert run(*asked, "--year", 2022).exit_code == 0


class TestProgress:
    @pytest.fixture
    def plan(self, run: Run, asked: tuple[object, ...], tmp_path: Path) -> Path:
        path = tmp_path / "plan.json"
        assert run(*asked, "--budget", "6e9", "--first-year", 2026, "-o", path).exit_code == 0
        return path

    def test_each_target_has_a_word_and_points(self, run: Run, plan: Path, small: Path, write: Write) -> None:
        later = write("city,year,income,growth,health\nAlun,2026,10,6,4\nBukit,2026,5,5,9\n", "later.csv")
        result = run("progress", later, "--framework", small, "--city", "Alun", "--plan", plan)
        assert (result.exit_code, result.stderr) == (0, "")
        lines = [line.split() for line in result.stdout.splitlines()]
        assert ["Health", "2", "6", "4", "late", "+10.00", "6", "2027"] in lines
        assert ["index", "50.00", "70.00", "60.00", "late", "2028"] in lines
        told = json.loads(run("progress", later, "--framework", small, "--plan", plan, "--format", "json").stdout)
        assert list(told)[-6:] == ["plan", "improvement", "years", "nodes", "indicators", "completion"]
        assert told["indicators"]["health"]["status"] == "late"

    def test_improvement_and_programmes_stand_beside_it(self, run: Run, plan: Path, small: Path, write: Write) -> None:
        rows = "Alun,2025,10,6,2\nBukit,2025,5,5,9\nAlun,2026,10,6,6\nBukit,2026,5,5,9\n"
        later = write(f"city,year,income,growth,health\n{rows}", "later.csv")
        done = write("dimension,title,status\nliving,A clinic,done\neconomy,A market,planned\n", "done.csv")
        result = run("progress", later, "--framework", small, "--plan", plan, "--programmes", done)
        assert "on track" in result.stdout
        assert "Change of the index over the year before: +20.00, rank 1 of 2." in result.stdout
        assert "1/2" in result.stdout
        assert "\x1b[" not in result.stdout  # no colours where nobody sees them

    def test_each_year_has_its_target(self, run: Run, plan: Path, small: Path, write: Write) -> None:
        later = write("city,year,income,growth,health\nAlun,2026,10,6,4\nAlun,2027,10,7,6\n", "later.csv")
        result = run("progress", later, "--framework", small, "--plan", plan)
        lines = [line.split() for line in result.stdout.splitlines()]
        assert ["2026", "70.00", "60.00", "late", "0", "1", "1", "0"] in lines
        assert ["2027", "70.00", "72.50", "on", "track", "1", "1", "0", "0"] in lines
        told = json.loads(run("progress", later, "--framework", small, "--plan", plan, "--format", "json").stdout)
        assert told["years"]["2026"] == {
            "index": "late",
            "economy": "on_track",
            "living": "late",
            "growth": "on_track",
            "health": "late",
        }

    def test_words_have_colours_on_a_terminal(self, plan: Path, small: Path, write: Write) -> None:
        from smartscore import assess, load_framework, read_dataset
        from smartscore.plans.progress import read_plan
        from smartscore.reports import REPORTS, Style
        from smartscore.reports.subjects import progress

        later = write("city,year,income,growth,health\nAlun,2026,10,6,4\n", "later.csv")
        found = assess(read_dataset(later), load_framework(small))
        told = REPORTS["table"].render(progress.document(found, read_plan(plan)), Style(colour=True))
        assert "\x1b[31mlate\x1b[0m" in str(told)

    def test_another_framework_is_refused(self, run: Run, plan: Path, wide: Path, small: Path, write: Write) -> None:
        other = write(small.read_text().replace('edition = "7"', 'edition = "8"\ndecimals = 1'), "other.toml")
        result = run("progress", wide, "--framework", other, "--plan", plan)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "editions are not bridged" in result.stderr

    def test_nothing_is_written_over_the_plan(self, run: Run, plan: Path, wide: Path, small: Path) -> None:
        before = plan.read_bytes()
        assert run("progress", wide, "--framework", small, "--plan", plan, "-o", plan).exit_code == 2
        assert plan.read_bytes() == before


class TestInEveryReport:
    """The progress on a plan stands in all that `assess` writes."""

    @pytest.fixture
    def written(
        self, run: Run, asked: tuple[object, ...], small: Path, write: Write, tmp_path: Path
    ) -> Callable[..., bytes]:
        plan = tmp_path / "plan.json"
        assert run(*asked, "--budget", "6e9", "--first-year", 2026, "-o", plan).exit_code == 0
        later = write("city,year,income,growth,health\nAlun,2026,10,6,4\nBukit,2026,5,5,9\n", "later.csv")

        def written(ending: str, *more: object) -> bytes:
            out = tmp_path / f"out{ending}"
            result = run("assess", later, "--framework", small, "--plan", plan, "-o", out, "--quiet", *more)
            assert (result.exit_code, result.stderr) == (0, "")
            return out.read_bytes()

        return written

    @pytest.mark.parametrize("ending", [".txt", ".md", ".html"])
    def test_as_a_sentence(self, written: Callable[..., bytes], ending: str) -> None:
        said = " ".join(written(ending).decode().split())
        assert "Plan of Alun in 2026: index 60.00 where 70.00 was planned (late)" in said
        assert "of 2 targets 0 are ahead, 1 on track, 1 late, 0 not reported." in said

    def test_in_indonesian(self, written: Callable[..., bytes]) -> None:
        assert "indeks 60,00, yang direncanakan 70,00 (tertinggal)" in " ".join(
            written(".txt", "--lang", "id").decode().split()
        )

    def test_as_columns_of_csv(self, written: Callable[..., bytes]) -> None:
        rows = list(csv.DictReader(io.StringIO(written(".csv").decode())))
        assert [(row["planned"], row["plan_status"]) for row in rows] == [("70", "late"), ("", "")]

    def test_as_a_record_of_json(self, written: Callable[..., bytes]) -> None:
        (plan,) = json.loads(written(".json"))["assessments"][0]["plans"]
        assert (plan["city"], plan["year"], plan["nodes"]["health"]["status"]) == ("Alun", 2026, "late")

    def test_in_a_workbook_and_a_document(self, written: Callable[..., bytes]) -> None:
        book = CalamineWorkbook.from_filelike(io.BytesIO(written(".xlsx")))
        cells = [
            str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row
        ]
        assert any("index 60.00 where 70.00 was planned" in cell for cell in cells)
        rows = book.get_sheet_by_name("Plan").to_python()
        assert [row[1:] for row in rows if row[1] in ("index", "health")] == [
            ["index", "", 50, 70, 60, "late", "", 75, 2028],
            ["health", "", 2, 6, 4, "late", 10, 6, 2027],
        ]
        assert b"/Type/Pages/Count 2/" in written(".pdf", "--city", "Alun")

    def test_with_its_tables_in_markdown(self, written: Callable[..., bytes]) -> None:
        lines = written(".md").decode().splitlines()
        assert "## Progress on the plan: Alun" in lines
        assert "| A clinic | Health office | 2026 | 2026 |" in lines
        assert "| Health | 2 | 6 | 4 | late | +10.00 | 6 | 2027 |" in lines

    def test_with_timetable_and_years_in_a_page(self, written: Callable[..., bytes]) -> None:
        text = re.search(r'<script[^>]*id="data"[^>]*>(.*?)</script>', written(".html").decode(), re.DOTALL)
        assert text is not None
        (plan,) = json.loads(text[1])["assessments"][0]["plans"]
        timetable, trajectory = (chart["data"] for chart in plan["charts"])
        assert plan["city"] == "Alun"
        assert [cell["year"] for cell in timetable["timetable"] if cell["runs"] and cell["order"] == 0] == [2026]
        assert [one["score"] for one in trajectory["planned"]] == [50, 70, 70, 75, 75, 75]
        assert trajectory["reached"] == [{"year": 2025, "score": 50}, {"year": 2026, "score": 60}]

    def test_a_plan_by_another_framework_is_refused(
        self, run: Run, asked: tuple[object, ...], wide: Path, tmp_path: Path
    ) -> None:
        plan = tmp_path / "plan.json"
        assert run(*asked, "-o", plan).exit_code == 0
        result = run("assess", wide, "--framework", "ipm", "--plan", plan)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "editions are not bridged" in result.stderr

"""What is written from Python is what the command writes: the same bytes, by the same roads, over no other files."""

import json
import os
import stat
from pathlib import Path
from textwrap import dedent

import pytest
from attrs import evolve
from builders import EXAMPLE, Write, cities, framework, percent, run
from conftest import Install

import smartscore
from smartscore import Result, UsageError, assess, compare, write
from smartscore.plans import Limits, Outlook, Portfolio, Programme, Roadmap
from smartscore.reports import REPORTS

OWN = framework(*percent("a", "b"))
TOML = """
id = "f"
defaults = { rule = { linear = { worst = 0, best = 100 } } }
members = [{ id = "a" }, { id = "b" }]
"""
ENDINGS = [".csv", ".html", ".json", ".md", ".pdf", ".txt", ".xlsx"]


@pytest.fixture(scope="module")
def example() -> smartscore.Assessment:
    return assess(EXAMPLE)


@pytest.fixture(autouse=True)
def _screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("SMARTSCORE_LANG", "en")


class TestTheBytesOfTheCommand:
    @pytest.mark.parametrize("ending", ENDINGS)
    def test_by_every_ending(self, tmp_path: Path, example: smartscore.Assessment, ending: str) -> None:
        theirs = tmp_path / f"theirs{ending}"
        assert run("assess", EXAMPLE, "-o", theirs, "--depth", 2, "--by", "province", "--lang", "id").exit_code == 0
        ours = example.write(tmp_path / f"ours{ending}", language="id", depth=2, by="province")
        assert ours == tmp_path / f"ours{ending}"
        assert ours.read_bytes() == theirs.read_bytes()

    def test_by_the_name_of_a_report_and_in_the_language_of_the_environment(
        self, tmp_path: Path, example: smartscore.Assessment, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SMARTSCORE_LANG", "id")
        example.write(str(tmp_path / "ours"), report="markdown")
        told = run("assess", EXAMPLE, "--format", "markdown", SMARTSCORE_LANG="id").stdout
        assert (tmp_path / "ours").read_text() == told
        assert told.startswith("# Kota cerdas")

    def test_the_record_is_that_of_the_command(self, example: smartscore.Assessment) -> None:
        assert example.to_json() == run("assess", EXAMPLE, "--format", "json").stdout
        with_group = run("assess", EXAMPLE, "--format", "json", "--by", "province", "--as-of", 2030, "--lang", "id")
        assert example.to_json(language="id", by="province", as_of=2030) == with_group.stdout
        assert json.loads(example.to_json())["plugins"]

    def test_for_single_cities_with_a_map(self, tmp_path: Path, example: smartscore.Assessment) -> None:
        square = [[[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]]
        area = {"type": "Polygon", "coordinates": square}
        shape = {"type": "Feature", "properties": {"city": "3404"}, "geometry": area}
        shapes = tmp_path / "shapes.geojson"
        shapes.write_text(json.dumps({"type": "FeatureCollection", "features": [shape]}))
        run("assess", EXAMPLE, "-o", tmp_path / "theirs.html", "--city", "Sleman", "--map", shapes)
        ours = example.write(tmp_path / "ours.html", cities=["Sleman"], shapes=shapes)
        assert ours.read_bytes() == (tmp_path / "theirs.html").read_bytes()

    def test_a_comparison_a_plan_and_a_result_are_written_as_their_commands_do(
        self, tmp_path: Path, write: Write, example: smartscore.Assessment
    ) -> None:
        before, after = write("city,a,b\nA,1,2\n", "before.csv"), write("city,a,b\nA,3,2\n", "after.csv")
        toml = write(TOML, "f.toml")
        compared = compare(assess(before, toml), assess(after, toml))
        smartscore.write(compared, tmp_path / "ours.csv")
        run("compare", before, after, "--framework", toml, "-o", tmp_path / "theirs.csv")
        assert (tmp_path / "ours.csv").read_bytes() == (tmp_path / "theirs.csv").read_bytes()
        smartscore.write([example], tmp_path / "several.md")
        smartscore.write(Result(assessments=[example]), tmp_path / "result.md")
        assert (tmp_path / "several.md").read_bytes() == (tmp_path / "result.md").read_bytes()

    def test_a_report_of_a_plugin(self, tmp_path: Path, install: Install) -> None:
        code = """
        from smartscore import Report, hookimpl
        @hookimpl
        def smartscore_reports():
            return [Report("short", [".short"], render)]
        def render(document, style):
            return f"{style.language} {document.source.plugins['short']}"
        """
        install("short", dedent(code))
        path = assess(cities(a=[1.0], b=[2.0]), OWN).write(tmp_path / "r.short", language="id")
        assert path.read_text() == "id 2.1"


def test_a_plan_is_written_as_a_document(tmp_path: Path) -> None:
    judged = assess(cities(a=[10.0], b=[20.0]), OWN)
    of = {"dimension": "index", "indicator": "a", "change": 5.0, "cost": 1.0, "months": 6.0}
    made = [Programme(id="p", title="Paths", **of)]  # type: ignore[arg-type]
    road = Roadmap(
        Outlook.of(judged, "A", made),
        Limits(),
        Portfolio(chosen=("p",), starts=(0,), index=17.5, base=15.0, cost=1.0, bound=17.5),
    )
    text = write(road, tmp_path / "plan.md").read_text()
    assert "Paths" in text


class TestWhatIsNotWrittenOver:
    def test_the_files_that_were_read(self, write: Write) -> None:
        path = write("city,a,b\nA,10,20\n", "cities.csv")
        before = path.read_bytes()
        with pytest.raises(UsageError) as refused:
            assess(path, OWN).write(path)
        assert [problem.code for problem in refused.value.problems] == ["file_is_read"]
        link = path.with_name("link.csv")
        link.symlink_to(path)
        with pytest.raises(UsageError):
            smartscore.write(compare(assess(path, OWN), assess(path, OWN)), link)
        assert path.read_bytes() == before

    def test_the_shapes_of_the_map(self, tmp_path: Path) -> None:
        shapes = tmp_path / "shapes.json"
        shapes.write_text('{"type": "FeatureCollection", "features": []}')
        judged = assess(cities(a=[1.0], b=[2.0]), OWN)
        with pytest.raises(UsageError):
            judged.write(shapes, shapes=shapes)
        assert shapes.read_text() == '{"type": "FeatureCollection", "features": []}'

    def test_a_form(self, tmp_path: Path, write: Write) -> None:
        toml = write('id = "f"\nmembers = [{ id = "a", rule = { linear = { worst = 0, best = 1 } } }]', "f.toml")
        form = tmp_path / "form.xlsx"
        assert run("template", "--framework", toml, "-o", form).exit_code == 0
        before = form.read_bytes()
        with pytest.raises(UsageError) as refused:
            assess(cities(a=[1.0], b=[2.0]), OWN).write(form)
        assert [problem.code for problem in refused.value.problems] == ["form_exists"]
        assert form.read_bytes() == before

    def test_a_report_that_fails_leaves_the_old_file_whole(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        judged = assess(cities(a=[1.0], b=[2.0]), OWN)
        path = tmp_path / "report.md"
        path.write_text("old")

        def fails(*_: object) -> str:
            raise RuntimeError("no")

        monkeypatch.setitem(REPORTS, "markdown", evolve(REPORTS["markdown"], render=fails))
        with pytest.raises(RuntimeError):
            judged.write(path)
        assert path.read_text() == "old"
        assert [file.name for file in tmp_path.iterdir()] == ["report.md"]

    def test_an_old_report_is_replaced_and_keeps_its_rights(self, tmp_path: Path) -> None:
        path = tmp_path / "report.md"
        path.write_text("old")
        path.chmod(0o640)
        assess(cities(a=[1.0], b=[2.0]), OWN).write(path)
        assert path.read_text() != "old"
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o640


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"path": "report.docx"}, "unknown_ending"),
        ({"path": "report.md", "report": "markdwon"}, "unknown_format"),
        ({"path": "report.md", "language": "fr"}, "parameter_not_allowed"),
        ({"path": "report.md", "cities": ["A"]}, "format_without_cities"),
        ({"path": "report.html", "cities": ["Z"]}, "no_such_city"),
        ({"path": "report.md", "by": "zone"}, "column_missing"),
        ({"path": "absent/report.md"}, "file_unwritable"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_written(
    wrong: dict[str, object], code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as refused:
        assess(cities(a=[1.0], b=[2.0]), OWN).write(**wrong)  # type: ignore[arg-type]
    assert [problem.code for problem in refused.value.problems] == [code]
    assert list(tmp_path.iterdir()) == []

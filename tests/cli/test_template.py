"""`smartscore template`: an empty dataset that, filled in, is accepted."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from smartscore import load_framework, read_dataset

Run = Callable[..., Result]
Write = Callable[..., Path]

LONG_HEADING = "city,indicator,title,unit,value,value_year,source,quality,evidence,note"


def filled(template: str, value: str) -> str:
    """Write a value, a source and a quality into every line of a long template."""
    lines = list(csv.DictReader(io.StringIO(template)))
    out = io.StringIO()
    writer = csv.DictWriter(out, LONG_HEADING.split(","), lineterminator="\n")
    writer.writeheader()
    writer.writerows({**line, "value": value, "source": "own records", "quality": "estimated"} for line in lines)
    return out.getvalue()


class TestWide:
    def test_it_has_a_column_an_indicator_and_a_row_a_city(self, run: Run, small: Path) -> None:
        result = run("template", "--framework", small, "--city", "Alun", "--city", "Bukit, new")
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout == 'city,income,growth,health\nAlun,,,\n"Bukit, new",,,\n'

    def test_without_a_city_it_is_a_heading(self, run: Run, small: Path) -> None:
        assert run("template", "--framework", small).stdout == "city,income,growth,health\n"
        assert run("template", "--framework", small, "--wide").stdout == "city,income,growth,health\n"

    def test_filled_in_it_is_accepted(self, run: Run, small: Path, write: Write) -> None:
        template = run("template", "--framework", small, "--city", "Alun").stdout
        path = write(template.replace(",,,", ",10,6,2"), "filled.csv")
        assert run("check", path, "--framework", small).stdout.endswith(
            "no problems for small: 1 rows, 0 of 3 values missing\n"
        )
        assert "50.00" in run("assess", path, "--framework", small).stdout

    def test_that_of_the_default_framework_too(self, run: Run, write: Write) -> None:
        template = run("template", "--city", "Alun").stdout
        names = template.splitlines()[0].split(",")[1:]
        assert names == [indicator.id for indicator in load_framework("smart-city").indicators]
        middles = {node.id: node for node in load_framework("smart-city").indicators}
        values = [str(_possible(middles[name])) for name in names]
        path = write(f"city,{','.join(names)}\nAlun,{','.join(values)}\n", "filled.csv")
        assert run("check", path).exit_code == 0
        result = run("assess", path)
        assert result.exit_code == 0
        assert "100%" in result.stdout


class TestLong:
    def test_it_has_a_row_an_indicator_with_title_and_unit(self, run: Run, small: Path) -> None:
        lines = run("template", "--framework", small, "--long", "--city", "Alun").stdout.splitlines()
        assert lines[0] == LONG_HEADING
        assert lines[1:] == [
            "Alun,income,Income,rupiah,,,,,,",
            "Alun,growth,Growth,,,,,,,",
            "Alun,health,Health,,,,,,,",
        ]

    def test_titles_have_the_language_asked_for(self, run: Run, small: Path) -> None:
        lines = run("template", "--framework", small, "--long", "--lang", "id").stdout.splitlines()
        assert lines[1] == ",income,Pendapatan,rupiah,,,,,,"

    @pytest.mark.parametrize("language", ["en", "id"])
    def test_filled_in_it_is_accepted(self, run: Run, small: Path, write: Write, language: str) -> None:
        arguments = ("--framework", small, "--lang", language)
        template = run("template", *arguments, "--long", "--city", "Alun", "--city", "Bukit").stdout
        path = write(filled(template, "5"), "filled.csv")
        checked = run("check", path, *arguments)
        assert (checked.exit_code, checked.stderr) == (0, "")
        assert read_dataset(path).notes["source"].loc["Alun", "income"] == "own records"
        output = run("assess", path, "--framework", small).stdout
        assert output.count("50.00") == 6  # index, economy and living of both cities
        assert "Columns not used" not in output

    def test_half_filled_in_it_is_accepted_with_gaps(self, run: Run, small: Path, write: Write) -> None:
        template = run("template", "--framework", small, "--long", "--city", "Alun").stdout
        path = write(template.replace("income,Income,rupiah,,", "income,Income,rupiah,5,"), "half.csv")
        assert run("check", path, "--framework", small).stdout.endswith(
            "no problems for small: 1 rows, 2 of 3 values missing\n"
        )

    def test_empty_it_has_no_scores_and_no_faults(self, run: Run, write: Write) -> None:
        path = write(run("template", "--long", "--city", "Alun").stdout, "empty.csv")
        assert run("check", path).exit_code == 0
        assert "Not ranked: Alun: none of its 6 members has a score" in run("assess", path).stdout


class TestBoth:
    def test_indicators_of_several_frameworks_come_once(self, run: Run, small: Path, write: Write) -> None:
        other = write(
            'id = "other"\nmembers = [{ id = "health", rule = "rank" }, { id = "crime", rule = "rank" }]', "o.toml"
        )
        assert run("template", "--framework", small, "--framework", other).stdout == (
            "city,income,growth,health,crime\n"
        )

    @pytest.mark.parametrize("shape", ["--wide", "--long"])
    def test_it_can_be_written_to_a_file(self, run: Run, small: Path, tmp_path: Path, shape: str) -> None:
        target = tmp_path / "empty.csv"
        result = run("template", "--framework", small, shape, "-o", target)
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"wrote {target}\n")
        assert target.read_text(encoding="utf-8") == run("template", "--framework", small, shape).stdout

    def test_a_framework_that_does_not_exist_writes_nothing(self, run: Run, tmp_path: Path) -> None:
        target = tmp_path / "empty.csv"
        assert run("template", "--framework", "no_such", "-o", target).exit_code == 4
        assert not target.exists()

    def test_a_dimension_left_out_is_not_asked_for(self, run: Run) -> None:
        with_it, without = (run("template", *more).stdout.strip().split(",") for more in ([], ["--without", "economy"]))
        assert set(without) < set(with_it)
        assert "poverty_rate" not in without


def _possible(node: object) -> float:
    """Give a whole number that an indicator can have."""
    domain = getattr(node, "possible", None)
    low, high = (domain.low, domain.high) if domain else (0.0, 100.0)
    low = low if low > float("-inf") else 0.0
    high = high if high < float("inf") else low + 100
    return round((low + high) / 2)

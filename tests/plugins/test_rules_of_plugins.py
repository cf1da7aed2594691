"""A rule of a plugin answers for itself: its words are in forms, datasets and reports as those of `mapping` are."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar
from xml.etree import ElementTree
from zipfile import ZipFile

import numpy as np
import pytest
from attrs import frozen
from click.testing import CliRunner, Result
from pandas import DataFrame
from python_calamine import CalamineWorkbook

from smartscore import Array, Dimension, Domain, Framework, Indicator, UsageError, assess, read_dataset, what_if
from smartscore.cli import main
from smartscore.errors import RuleError
from smartscore.model import scores_of
from smartscore.reports.elements.bounds import bounds_of
from smartscore.rules import Better, answers
from smartscore.testing import check_rule
from smartscore.views import target_values

Install = Callable[..., Path]
SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

LIGHTS = '''
    """A plugin with a rule for words of its own, which is no class of smartscore."""

    import numpy as np
    from attrs import frozen
    from smartscore import Methods, hookimpl


    @frozen
    class Lights:
        """The colour of a traffic light."""

        words = ("red", "amber", "green")
        better = "higher"

        def __call__(self, values, /):
            scores = np.array([0.0, 0.4, 1.0])
            return np.where(np.isnan(values), np.nan, scores[np.nan_to_num(values).astype(int)])

        def reaching(self, normalised):
            return float(np.searchsorted([0.0, 0.4, 1.0], normalised))


    @hookimpl
    def smartscore_methods():
        return Methods(rules={"lights": Lights})
'''
FRAMEWORK = """
id = "crossings"
members = [
  { id = "signal", title = { en = "Signal", id = "Lampu" }, rule = { lights = {} } },
  { id = "beds", rule = { linear = { worst = 0, best = 10 } } },
]
"""
CITIES = "city,signal,beds\nAlun,Amber,5\nBukit,green,5\nCandi,na,5\n"


@pytest.fixture
def run(install: Install, tmp_path: Path) -> Callable[..., Result]:
    """Give a function that runs the command where the plugin is installed, on a framework and cities of it."""
    install("lights", LIGHTS)
    (tmp_path / "f.toml").write_text(FRAMEWORK)
    (tmp_path / "c.csv").write_text(CITIES)

    def run(command: str, *arguments: object) -> Result:
        words = [command, *map(str, arguments), "--framework", str(tmp_path / "f.toml")]
        told = {"COLUMNS": "100", "SMARTSCORE_LANG": "en"}
        return CliRunner().invoke(main, words, env=told, catch_exceptions=False)

    return run


def list_of(path: Path) -> list[str]:
    """Give the words that the form offers for its first cell that takes one of a list of the guide."""
    book = CalamineWorkbook.from_path(path)
    with ZipFile(path) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    found = [rule for sheet in sheets for rule in ElementTree.fromstring(sheet).iter(f"{SPACE}formula1")]  # noqa: S314
    places = [re.fullmatch(r"Guide!\$C\$(\d+):\$C\$(\d+)", rule.text or "") for rule in found]
    first, last = next((int(place[1]), int(place[2])) for place in places if place)
    return [str(row[2]) for row in book.get_sheet_by_name("Guide").to_python(skip_empty_area=False)[first - 1 : last]]


class TestCommand:
    def test_a_form_offers_its_words_as_a_list(self, run: Callable[..., Result], tmp_path: Path) -> None:
        assert run("template", "-o", tmp_path / "form.xlsx").exit_code == 0
        assert list_of(tmp_path / "form.xlsx") == ["red", "amber", "green", "not applicable"]

    def test_a_form_is_filled_in_with_the_word_that_is_known(self, run: Callable[..., Result], tmp_path: Path) -> None:
        assert run("template", "--from", tmp_path / "c.csv", "-o", tmp_path / "form.xlsx").exit_code == 0
        book = CalamineWorkbook.from_path(tmp_path / "form.xlsx")
        cells = {
            str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row
        }
        assert "Amber" in cells
        assert "worst to best: red < amber < green" in cells

    def test_a_dataset_says_it_in_words_and_one_that_is_none_is_refused(
        self, run: Callable[..., Result], tmp_path: Path
    ) -> None:
        told = json.loads(run("assess", tmp_path / "c.csv", "--format", "json").stdout)["assessments"][0]
        assert [city["index"] for city in told["cities"]] == [45, 75, 50]
        wrong = tmp_path / "wrong.csv"
        wrong.write_text("city,signal\nAlun,greem\n")
        assert "'greem' is none of the categories; nearest: green" in run("assess", wrong).stderr

    def test_reports_say_it_in_words(self, run: Callable[..., Result], tmp_path: Path) -> None:
        explained = run("explain", tmp_path / "c.csv", "--city", "Alun").stdout
        assert re.search(r"Signal +amber +40\.00", explained)
        lacking = run("gaps", tmp_path / "c.csv", "--city", "Alun", "--to", "target").stdout
        assert re.search(r"Signal +amber +green", lacking)

    def test_a_what_if_takes_a_word(self, run: Callable[..., Result], tmp_path: Path) -> None:
        result = run("assess", tmp_path / "c.csv", "--set", "Alun", "signal", "GREEN")
        assert result.exit_code == 0
        assert "amber" in result.stdout
        assert "green" in result.stdout


@frozen
class Stars:
    """A rule of a stranger that answers all that one can be asked, from one star to five."""

    better: ClassVar[Better] = "higher"
    possible = Domain(1, 5, whole=True)
    bounds = (None, 5.0)
    clip = "none"

    def __call__(self, values: Array, /) -> Array:
        return np.asarray((values - 1) / 4)

    def clipped(self, values: Array, /) -> np.ndarray:
        return np.asarray(values > 5)

    def inverse(self, normalised: Array, /) -> Array:
        return np.asarray(1 + 4 * normalised)


@frozen
class Mum:
    """A rule that answers nothing but what it must."""

    better: ClassVar[Better] = "lower"

    def __call__(self, values: Array, /) -> Array:
        return np.asarray((1 - values).clip(0, 1))


def framework(rule: Stars | Mum) -> Framework:
    return Framework("f", index=Dimension("index", members=[Indicator("x", rule=rule)]))


@frozen
class Steps(Mum):
    """A rule for words, which is pickled by its name."""

    words = ("good", "fair", "bad")

    def __call__(self, values: Array, /) -> Array:
        places = np.nan_to_num(values).astype(int)
        return np.where(np.isnan(values), np.nan, np.array([1.0, 0.5, 0.0])[places])


class TestAnswers:
    def test_what_is_possible_is_taken_from_the_rule(self) -> None:
        node = Indicator("x", rule=Stars())
        assert node.possible == Domain(1, 5, whole=True)
        assert bounds_of(node, "en") == ["best: 5", "levels: 1 to 5"]
        assert Indicator("x", rule=Stars(), domain=Domain(2, 4)).possible == Domain(2, 4)

    def test_scores_that_are_not_held_may_leave_the_scale(self) -> None:
        assert scores_of(framework(Stars()).walk(), (0, 100)) is None
        assert scores_of(framework(Mum()).walk(), (0, 100)) == Domain(0, 100)

    def test_the_value_that_scores_best_is_asked_of_the_rule(self) -> None:
        data = {"city": ["a", "b"], "x": [3, 5]}
        found = assess(read_dataset(DataFrame(data)), framework(Stars()))
        assert target_values(found).iloc[0].to_dict() == {"x": 5}
        assert found.clipped["x"].tolist() == [False, False]

    def test_a_rule_that_says_nothing_more_is_no_less_a_rule(self) -> None:
        rule = Mum()
        assert (answers.words(rule), answers.limits(rule)) == ((), ())
        assert answers.bounds(rule) == (None, None)
        assert (answers.peak(rule), answers.possible(rule), answers.raw(rule, 1.0)) == (None, None, None)
        assert answers.clipped(rule) is None
        assert answers.is_held(rule)
        assert not answers.gives_no_score(rule)
        assert not answers.takes_benchmark(rule)
        assert answers.better_within(rule, 0, 100) == "lower"
        assert bounds_of(Indicator("x", rule=rule), "en") == []

    def test_a_rule_of_words_is_checked_on_the_places_of_its_words(self) -> None:
        check_rule(Steps())
        with pytest.raises(RuleError):
            check_rule(Steps(), [3.0])  # there is no fourth word

    def test_a_word_that_is_none_is_refused_in_a_what_if(self) -> None:
        @frozen
        class Words(Mum):
            words = ("good", "bad")

        frame = DataFrame({"city": ["a"], "x": ["good"]})
        found = assess(
            read_dataset(frame), Framework("f", index=Dimension("index", members=[Indicator("x", rule=Words())]))
        )
        assert what_if(found, [("a", "x", "BAD")]).index.tolist() == [0]
        with pytest.raises(UsageError):
            what_if(found, [("a", "x", "better")])

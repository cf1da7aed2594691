"""`assess` takes what people have: a path, its content, a frame; and a framework by its id, its file or itself."""

from pathlib import Path

import pytest
from builders import EXAMPLE, Write, cities, framework, percent
from pandas import DataFrame

import smartscore
from smartscore import Assessment, DatasetError, FrameworkError, UsageError, assess, discover, load_framework
from smartscore.tables import Content

TOML = """
id = "own"
members = [{ id = "a", rule = { linear = { worst = 0, best = 100 } } }]
"""
BOTH = """
id = "own"
defaults = { rule = { linear = { worst = 0, best = 100 } } }
members = [{ id = "b" }, { id = "uhh_year" }]
"""
FRAME = cities(a=[10.0, 30.0], b=[20.0, 40.0])
OWN = framework(*percent("a", "b"))


class TestTheDataset:
    def test_a_path_text_content_frame_or_dataset_give_the_same(self, write: Write) -> None:
        path = write("city,a,b\nA,10,20\nB,30,40\n", "cities.csv")
        content = Content("cities.csv", path.read_bytes())
        for data in (path, str(path), content, FRAME, smartscore.read_dataset(path), [path]):
            assert assess(data, OWN).index.to_dict() == {"A": 15.0, "B": 35.0}

    def test_several_files_are_put_together(self, write: Write) -> None:
        files = [write("city,a\nA,10\nB,30\n", "a.csv"), write("city,b\nA,20\nB,40\n", "b.csv")]
        assert assess(files, OWN).index.to_dict() == {"A": 15.0, "B": 35.0}

    def test_a_baseline_may_be_a_path_too(self, write: Write) -> None:
        path = write("city,a\nA,0\nB,40\n", "before.csv")
        relative = framework(smartscore.Indicator("a", rule=smartscore.MinMax()))
        assert assess(cities(a=[10.0, 20.0]), relative, baseline=path).index.tolist() == [25.0, 50.0]

    @pytest.mark.parametrize("wrong", [{"a": [1]}, 5, None, object()], ids=["dict", "int", "nothing", "object"])
    def test_what_is_none_is_refused_by_its_type(self, wrong: object) -> None:
        with pytest.raises(UsageError) as refused:
            assess(wrong, OWN)  # type: ignore[arg-type]
        (problem,) = refused.value.problems
        assert (problem.code, problem.fields) == ("unknown_source", {"found": type(wrong).__qualname__})

    def test_a_file_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(DatasetError):
            assess(tmp_path / "nothing.csv", OWN)


class TestTheFramework:
    def test_by_id_it_is_what_is_loaded_by_id_and_smart_city_where_none_is_named(self) -> None:
        expected = assess(EXAMPLE, load_framework("smart-city"))
        for assessment in (assess(EXAMPLE), assess(EXAMPLE, "smart-city")):
            assert assessment.definition.fingerprint == expected.definition.fingerprint
            assert assessment.scores.equals(expected.scores)

    def test_a_file_by_path_or_text(self, write: Write) -> None:
        path = write(TOML, "own.toml")
        assert assess(FRAME[["a"]], path).index.tolist() == assess(FRAME[["a"]], str(path)).index.tolist() == [10, 30]

    def test_an_id_that_is_none_is_refused_with_the_nearest(self) -> None:
        with pytest.raises(FrameworkError, match="smart-city"):
            assess(FRAME, "smart-sity")

    def test_found_plugins_are_used_as_they_are(self) -> None:
        few = discover(only=["economy"])
        assert [member.id for member in assess(EXAMPLE, plugins=few).framework.index.members] == ["economy"]

    def test_columns_that_another_framework_knows_are_no_mistakes_where_one_is_named(self, write: Write) -> None:
        path = write(BOTH, "own.toml")
        frame = cities(b=[0.5], uhh_years=[70.0])  # which the framework `ipm` has
        assert assess(frame, path).index.isna().tolist() == [False]
        with pytest.raises(DatasetError, match="uhh_year"):
            assess(frame, load_framework(path))


def test_what_is_given_is_the_public_kind_and_stays_it() -> None:
    assessment = assess(FRAME, OWN)
    assert type(assessment) is Assessment
    assert type(assessment.what_if([("A", "a", 50)])) is Assessment
    assert type(smartscore.what_if(assessment, [("A", "a", 50)])) is Assessment
    assert assessment.what_if([("A", "a", 50)]).index["A"] == 35.0


def test_the_frame_that_was_given_may_be_changed_afterwards() -> None:
    frame = DataFrame({"city": ["A", "B"], "a": [10.0, 30.0], "b": [20.0, 40.0]})
    assessment = assess(frame, OWN)
    frame.loc[:, "a"] = 99.0
    assert assessment.index.tolist() == [15.0, 35.0]
    assert assessment.dataset.frame["a"].tolist() == [10.0, 30.0]
    assert assessment.measured["a"].tolist() == [10.0, 30.0]

"""The library in a few functions: reading datasets and weights, loading frameworks and dimensions."""

from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path

import pytest
from builders import EXAMPLE, Write
from pandas import DataFrame
from xlsxwriter import Workbook

import smartscore
from smartscore import (
    DatasetError,
    Framework,
    FrameworkError,
    FrameworkSource,
    Methods,
    Problem,
    UsageError,
    assess,
    discover,
    framework_source,
    hookimpl,
    load_dimension,
    load_framework,
    read_dataset,
)
from smartscore.api import framework_sources, known_ids, read_names, read_numbers
from smartscore.plugins import of_modules
from smartscore.reading import READERS
from smartscore.rules import Linear
from smartscore.tables import Content

SMALL = """
id = "small"
title = "Small"
members = [{ id = "income", aliases = ["wages"], rule = { linear = { worst = 0, best = 10 } } }]
"""


class TestReadDataset:
    def test_a_path_may_be_text(self, write: Write) -> None:
        path = write("city,income\nAlun,1\n", "cities.csv")
        assert read_dataset(str(path)).file == read_dataset(path).file == str(path)

    def test_what_a_file_holds_may_be_given_instead(self, write: Write) -> None:
        path = write("city,income\nAlun,1\nBukit,x y\n", "cities.csv")
        content = Content("<stdin>", path.read_bytes())
        assert read_dataset(content).frame.equals(read_dataset(path).frame)
        assert read_dataset(content).digest == read_dataset(path).digest
        assert read_dataset(content).file == "<stdin>"
        assert read_dataset(content).place(1, "income") == {**read_dataset(path).place(1, "income"), "file": "<stdin>"}

    def test_a_workbook_is_known_by_its_first_bytes(self, tmp_path: Path) -> None:
        with Workbook(tmp_path / "cities.xlsx") as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ["city", "income"])
            sheet.write_row(1, 0, ["Alun", 1])
        read = read_dataset(Content("<stdin>", (tmp_path / "cities.xlsx").read_bytes()))
        assert read.frame["income"].to_dict() == {"Alun": 1.0}

    def test_a_frame_has_no_file(self) -> None:
        dataset = read_dataset(DataFrame({"city": ["Alun"], "income": [1.0]}))
        assert (dataset.file, dataset.digest) == (None, None)

    @pytest.mark.parametrize("name", ["cities.doc", "cities.yaml", "cities"])
    def test_another_kind_of_file_is_refused_before_it_is_opened(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(UsageError) as refused:
            read_dataset(tmp_path / name)
        assert refused.value.problems == (
            Problem("unknown_file_kind", {"expected": ", ".join(READERS)}, file=str(tmp_path / name)),
        )

    def test_the_three_lines_of_the_readme_rank_the_example(self) -> None:
        ranking = assess(read_dataset(EXAMPLE), load_framework("smart-city")).ranking()
        assert ranking["name"].tolist()[:2] == ["Sleman", "Kota Bandung"]
        assert ranking["rank"].tolist() == [float(place) for place in range(1, 13)]


class TestReadWeights:
    def test_weights_come_by_id(self, write: Write) -> None:
        path = write("id,weight,why\neconomy,2,because\nliving, 0.5 ,\n", "weights.csv")
        assert read_numbers(path, "id", "weight") == {"economy": 2.0, "living": 0.5}

    def test_a_column_that_is_missing_is_told_with_those_that_are_there(self, write: Write) -> None:
        path = write("node,weight\neconomy,2\n", "weights.csv")
        with pytest.raises(DatasetError) as refused:
            read_numbers(path, "id", "weight")
        assert refused.value.problems == (
            Problem("column_missing", {"found": "id", "hint": "node, weight"}, file=str(path)),
        )

    def test_everything_wrong_is_told_with_its_line(self, write: Write) -> None:
        path = write("id;weight\neconomy;2\nliving;two\neconomy;1\nsociety;\nbranding;0,5\n", "weights.csv")
        with pytest.raises(DatasetError) as refused:
            read_numbers(path, "id", "weight")
        assert [(p.code, p.row, p.fields["found"]) for p in refused.value.problems] == [
            ("not_a_number", 3, "two"),
            ("id_twice", 4, "economy"),
            ("not_a_number", 5, ""),
        ]
        assert {problem.file for problem in refused.value.problems} == {str(path)}

    def test_a_decimal_comma_is_found_out_as_in_a_dataset(self, write: Write) -> None:
        path = write("id;weight\neconomy;0,25\nliving;0,75\n", "weights.csv")
        assert read_numbers(path, "id", "weight") == {"economy": 0.25, "living": 0.75}

    def test_numbers_with_different_marks_are_told_with_their_places(self, write: Write) -> None:
        path = write("id;weight\neconomy;0,25\nsociety;0,35\nliving;0.5\n", "weights.csv")
        with pytest.raises(DatasetError) as refused:
            read_numbers(path, "id", "weight")
        assert [(p.code, p.row, p.fields["found"]) for p in refused.value.problems] == [
            ("decimal_contradicts", 4, "0.5")
        ]

    def test_lines_of_another_length_are_told_too(self, write: Write) -> None:
        path = write("id,weight\neconomy,2,3\n", "weights.csv")
        with pytest.raises(DatasetError) as refused:
            read_numbers(path, "id", "weight")
        assert [(problem.code, problem.row) for problem in refused.value.problems] == [("row_length", 2)]


def write_book(path: Path, *rows: Sequence[object]) -> Path:
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("Sheet")
        for number, cells in enumerate(rows):
            sheet.write_row(number, 0, cells)
    return path


class TestTablesBesideDatasets:
    def test_weights_in_a_workbook_are_those_in_a_csv_file(self, tmp_path: Path) -> None:
        path = write_book(tmp_path / "weights.xlsx", ("id", "weight"), ("economy", 2), (" living ", "0.5"), (514, 1))
        assert read_numbers(path, "id", "weight") == {"economy": 2.0, "living": 0.5, "514": 1.0}

    def test_what_is_wrong_in_a_workbook_is_told_with_its_cell(self, tmp_path: Path) -> None:
        rows = [("id", "weight"), ("economy", 2), ("living", "two"), ("economy", 1), ("society", None)]
        with pytest.raises(DatasetError) as refused:
            read_numbers(write_book(tmp_path / "weights.xlsx", *rows), "id", "weight")
        assert [(p.code, p.cell, p.fields["found"]) for p in refused.value.problems] == [
            ("not_a_number", "B3", "two"),
            ("id_twice", "A4", "economy"),
            ("not_a_number", "B5", ""),
        ]

    def test_a_crosswalk_may_be_a_workbook(self, tmp_path: Path) -> None:
        path = write_book(tmp_path / "names.xlsx", ("from", "to"), ("old", "new"), (1, 2))
        assert read_names(path, "from", "to") == {"old": "new", "1": "2"}
        with pytest.raises(DatasetError, match=r"Sheet!B2, to: "):
            read_names(write_book(path, ("from", "to"), ("old", None)), "from", "to")

    @pytest.mark.parametrize("read", [read_numbers, read_names])
    def test_another_ending_is_refused(self, write: Write, read: Callable[[Path, str, str], object]) -> None:
        with pytest.raises(UsageError, match=r"expected \.csv, \.tsv, \.txt, \.json, \.jsonl, \.parquet, \.xlsx, "):
            read(write("id,weight\neconomy,2\n", "weights.dat"), "id", "weight")


class TestLoadFramework:
    def test_it_is_found_by_its_id(self) -> None:
        assert load_framework("ipm").id == "ipm"

    def test_a_file_is_taken_as_text_as_path_and_as_resource(self, write: Write) -> None:
        path = write(SMALL, "small.toml")
        frameworks = [load_framework(str(path)), load_framework(path), load_framework(path, plugins=of_modules({}))]
        assert {framework.fingerprint for framework in frameworks} == {frameworks[0].fingerprint}
        inside = load_framework(files("smartscore_human_development") / "hdi.toml", methods=Methods())
        assert inside.fingerprint == load_framework("hdi").fingerprint

    def test_a_name_that_is_no_framework_is_refused_with_the_nearest(self) -> None:
        with pytest.raises(FrameworkError) as refused:
            load_framework("smart-sity")
        assert refused.value.problems == (Problem("unknown_framework", {"found": "smart-sity", "hint": "smart-city"}),)

    def test_a_file_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(FrameworkError) as refused:
            load_framework(str(tmp_path / "nothing.toml"))
        assert [(p.code, p.file) for p in refused.value.problems] == [
            ("file_unreadable", str(tmp_path / "nothing.toml"))
        ]

    def test_plugins_can_be_left_out_or_used_alone(self) -> None:
        assert load_framework("smart-city", without=["economy", "living"]).name == "smart-city - economy - living"
        alone = load_framework("smart-city", only=["economy"])
        assert [member.id for member in alone.index.members] == ["economy"]

    def test_a_file_may_use_the_methods_of_plugins(self, write: Write) -> None:
        class Steep:
            @hookimpl
            def smartscore_methods(self) -> Methods:
                return Methods(rules={"steep": Linear})

        path = write(SMALL.replace("linear", "steep"), "steep.toml")
        plugins = of_modules({"steep": Steep()})
        assert load_framework(path, plugins=plugins).indicators[0].rule == Linear(0, 10)
        assert load_framework(path, methods=Methods(rules={"steep": Linear})).id == "small"
        with pytest.raises(FrameworkError, match="'steep'"):
            load_framework(path)

    def test_smart_city_needs_a_dimension(self) -> None:
        with pytest.raises(FrameworkError) as refused:
            load_framework("smart-city", only=["human_development"])
        assert refused.value.problems == (Problem("no_dimensions", {"framework": "smart-city"}),)


class TestLoadDimension:
    FILE = """
        id = "tourism"
        defaults = { rule = { steep = { worst = 0, best = 10 } } }
        members = [{ id = "visits" }]
    """

    def test_methods_are_the_built_in_ones_and_those_given(self, write: Write) -> None:
        path = write(self.FILE, "tourism.toml")
        dimension = load_dimension(path, methods=Methods(rules={"steep": Linear}))
        assert [member.id for member in dimension.members] == ["visits"]
        with pytest.raises(FrameworkError, match="'steep'"):
            load_dimension(path)

    def test_a_resource_of_a_package_will_do(self) -> None:
        assert load_dimension(files("smartscore_economy") / "economy.toml").id == "economy"


class TestFrameworkSource:
    def test_it_is_named_like_its_file_and_read_only_when_asked_for(self, write: Write, tmp_path: Path) -> None:
        late = framework_source(tmp_path / "late.toml", {"en": "Late", "id": "Terlambat"})
        assert (late.id, late.title.to("id")) == ("late", "Terlambat")
        write(SMALL.replace('"small"', '"late"'), "late.toml")
        assert late.load().id == "late"

    def test_it_may_use_the_methods_of_its_plugin(self, write: Write) -> None:
        path = write(SMALL.replace("linear", "steep"), "small.toml")
        assert framework_source(path, "Small", methods=Methods(rules={"steep": Linear})).load().id == "small"
        with pytest.raises(FrameworkError, match="'steep'"):
            framework_source(path, "Small").load()


class TestWhatIsAtHand:
    def test_frameworks_by_id_the_default_one_first(self) -> None:
        first, *others = framework_sources(discover(bundled_only=True))
        assert first == "smart-city"
        assert others == sorted(others)
        assert {"hdi", "ipm"} <= set(others)

    def test_every_id_and_alias_of_every_framework_is_known(self) -> None:
        known = known_ids(discover(bundled_only=True))
        assert {"index", "economy", "poverty_rate", "uhh", "uhh_years", "gni_per_capita"} <= known

    def test_frameworks_of_others_are_known_too(self) -> None:
        class Small:
            @hookimpl
            def smartscore_frameworks(self) -> list[FrameworkSource]:
                return [FrameworkSource("small", "Small", self.load)]

            @staticmethod
            def load() -> Framework:
                index = smartscore.Dimension("index", members=[smartscore.Indicator("zebra", rule=Linear(0, 1))])
                return Framework("small", index=index)

        class Economy:
            @hookimpl
            def smartscore_dimensions(self) -> list[smartscore.Dimension]:
                return [smartscore.Dimension("economy", members=[smartscore.Indicator("income", rule=Linear(0, 1))])]

        known = known_ids(of_modules({"small": Small(), "economy": Economy()}))
        assert known == {"index", "zebra", "economy", "income"}
        assert known_ids(of_modules({"small": Small()})) == {"index", "zebra"}  # no dimension, so no smart-city

"""Pictures of assessments: what is drawn of whom, in which language, and that names are texts."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from builders import EXAMPLE, cities, example_assessment, framework, percent
from pandas import DataFrame, Index

from smartscore import Assessment, Band, Dataset, Dimension, Nearest, UsageError, assess, read_dataset
from smartscore.reports.map_file import read_map

BANDS = (Band({"en": "low", "id": "rendah"}, 0), Band({"en": "high", "id": "tinggi"}, 50))


def small(**more: Any) -> Assessment:
    """Assess three cities by a dimension of a and b beside c: indices 70, 40 and 20."""
    tree = framework(Dimension("d", "Inner", members=percent("a", "b")), *percent("c"), bands=BANDS, **more)
    table = cities(a=[80.0, 60.0, 20.0], b=[80.0, 20.0, 20.0], c=[60.0, 40.0, 20.0], part=["x", "y", "x"])
    return assess(table, tree)


def data(chart: Any) -> dict[str, list[dict[str, Any]]]:
    """Give the data of a chart by name; altair refuses what is no chart."""
    found: dict[str, list[dict[str, Any]]] = chart.to_dict()["datasets"]
    return found


def column(chart: Any, name: str, field: str) -> list[Any]:
    return [row[field] for row in data(chart)[name]]


class TestRanking:
    def test_has_a_bar_a_city_the_best_above(self) -> None:
        chart = small().plot.ranking(language="en")
        assert column(chart, "ranks", "name") == ["A", "B", "C"]
        assert column(chart, "ranks", "score") == [70.0, 40.0, 20.0]
        assert column(chart, "ranks", "text") == ["1. 70.00", "2. 40.00", "3. 20.00"]
        assert column(chart, "ranks", "band") == ["high", "low", "low"]

    def test_where_a_high_index_is_bad_the_lowest_stands_above(self) -> None:
        assert column(small(higher="worse").plot.ranking(), "ranks", "name") == ["C", "B", "A"]

    def test_keeps_the_first_of_each_group(self) -> None:
        chart = small().plot.ranking("c", by="part", top=1, language="en")
        assert column(chart, "ranks", "name") == ["A (x)", "B (y)"]
        assert "2 of 3, the best of each group." in chart.to_dict()["title"]["subtitle"]

    def test_a_city_without_a_score_has_no_bar(self) -> None:
        scored = assess(cities(a=[1.0, np.nan]), framework(*percent("a")))
        assert column(scored.plot.ranking(), "ranks", "name") == ["A"]

    def test_refuses_a_node_that_is_not_there_with_the_nearest(self) -> None:
        with pytest.raises(UsageError, match="nearest: c"):
            small().plot.ranking("cc")


class TestProfile:
    def test_holds_a_city_against_median_and_best(self) -> None:
        chart = small().plot.profile("B")
        own = data(chart)["own"]
        assert [(row["name"], row["score"], row["median"], row["best"]) for row in own] == [
            ("Inner", 40.0, 40.0, 80.0),
            ("c", 40.0, 40.0, 60.0),
        ]
        assert sorted(row["score"] for row in data(chart)["others"] if row["order"] == 0) == [20.0, 40.0, 80.0]

    def test_among_the_cities_of_its_group_or_the_nearest(self) -> None:
        assert [row["median"] for row in data(small().plot.profile("A", by="part"))["own"]] == [50.0, 40.0]
        near = small().plot.profile("A", by=Nearest(1, "a"))
        assert len(data(near)["others"]) == 4

    def test_looks_into_a_dimension(self) -> None:
        assert column(small().plot.profile("B", node="d"), "own", "name") == ["a", "b"]

    def test_refuses_an_indicator_and_a_city_that_is_not_there(self) -> None:
        with pytest.raises(UsageError, match="'a'"):
            small().plot.profile("B", node="a")
        with pytest.raises(UsageError, match="nearest: Sleman"):
            example_assessment().plot.profile("Slemann")

    def test_of_very_many_cities_draws_what_can_be_told_apart(self) -> None:
        many = DataFrame({"a": np.linspace(0, 100, 5001)}, index=Index([f"c{n}" for n in range(5001)], name="city"))
        chart = assess(many, framework(*percent("a"))).plot.profile("c7")
        assert len(data(chart)["others"]) == 501


class TestHeatmap:
    def test_has_nodes_in_columns_and_the_best_city_above(self) -> None:
        chart = small().plot.heatmap()
        assert column(chart, "columns", "name") == ["Inner", "c"]
        assert column(chart, "cities", "name") == ["A", "B", "C"]
        assert column(chart, "problems", "score") == [80.0, 60.0, 40.0, 40.0, 20.0, 20.0]

    def test_shows_more_levels_or_the_nodes_that_are_named(self) -> None:
        deep = data(small().plot.heatmap(depth=2, top=1))["columns"]
        assert [(row["name"], row["top"]) for row in deep] == [("Inner", True), ("c", True), ("a", False), ("b", False)]
        assert column(small().plot.heatmap(["b", "index"]), "columns", "name") == ["b", "index"]
        with pytest.raises(UsageError, match="'x'"):
            small().plot.heatmap(["a", "x"])

    def test_many_cities_stand_on_one_page_without_names(self) -> None:
        many = DataFrame({"a": np.linspace(0, 100, 6000)}, index=Index([f"c{n}" for n in range(6000)], name="city"))
        spec = assess(many, framework(*percent("a"))).plot.heatmap().to_dict()
        assert spec["datasets"]["cities"] == []
        assert len(json.loads(spec["datasets"]["problems"])) == 6000
        assert spec["height"] == {"step": 0.5}


class TestDistribution:
    def test_counts_cities_in_steps_that_begin_where_bands_do(self) -> None:
        rows = data(small().plot.distribution(bins=3, language="en"))["spread"]
        told = [(round(row["from"], 2), round(row["to"], 2), row["count"], row["band"]) for row in rows]
        assert told == [(0.0, 33.33, 1, "low"), (33.33, 50.0, 1, "low"), (66.67, 100.0, 1, "high")]

    def test_the_highest_score_is_in_the_last_step(self) -> None:
        scored = assess(cities(a=[100.0, 0.0]), framework(*percent("a")))
        assert column(scored.plot.distribution(bins=2), "spread", "count") == [1, 1]

    def test_without_any_score_there_is_nothing(self) -> None:
        assert data(assess(cities(a=[np.nan]), framework(*percent("a"))).plot.distribution())["spread"] == []


class TestScatter:
    def test_has_a_dot_a_city_and_the_medians(self) -> None:
        chart = small().plot.scatter("d", "c")
        assert [(row["x"], row["y"]) for row in data(chart)["cities"]] == [(80.0, 60.0), (40.0, 40.0), (20.0, 20.0)]
        assert data(chart)["medians"] == [{"x": 40.0, "y": 40.0}]
        assert column(chart, "cities", "name") == ["A", "B", "C"]

    def test_names_the_cities_that_are_asked_for(self) -> None:
        assert column(small().plot.scatter("d", "c", cities=["B"]), "cities", "name") == ["", "B", ""]

    def test_of_many_names_those_that_stand_out(self) -> None:
        values = np.r_[np.full(99, 50.0), 0.0]
        many = DataFrame({"a": values, "b": values}, index=Index([f"c{n}" for n in range(100)], name="city"))
        names = column(assess(many, framework(*percent("a", "b"))).plot.scatter("a", "b"), "cities", "name")
        assert sum(map(bool, names)) == 25
        assert names[-1] == "c99"

    def test_without_a_city_that_has_both_there_is_nothing(self) -> None:
        scored = assess(cities(a=[1.0, np.nan], b=[np.nan, 1.0]), framework(*percent("a", "b")))
        assert data(scored.plot.scatter("a", "b")) == {"cities": [], "medians": []}


class TestMap:
    @pytest.fixture
    def shapes(self, tmp_path: Path) -> Path:
        square = [[[0, 0], [2, 0], [2, 1], [0, 1], [0, 0]]]
        features = [
            {"type": "Feature", "id": name, "geometry": {"type": "Polygon", "coordinates": square}} for name in "ABX"
        ]
        file = tmp_path / "map.geojson"
        file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
        return file

    def test_colours_the_shapes_of_cities_and_counts_what_has_no_partner(self, shapes: Path) -> None:
        chart = small().plot.map(shapes, language="en")
        assert column(chart, "shapes", "score") == [70.0, 40.0, None]
        assert chart.to_dict()["title"]["subtitle"][0] == (
            "Grey: no score. Cities without a shape: 1; shapes without a city: 1."
        )
        assert (chart.to_dict()["width"], chart.to_dict()["height"]) == (620, 310)

    def test_takes_what_was_read_and_any_node(self, shapes: Path) -> None:
        assert column(small().plot.map(read_map(shapes), "c"), "shapes", "score") == [60.0, 40.0, None]
        assert column(small().plot.map(str(shapes), "c"), "shapes", "score") == [60.0, 40.0, None]


class TestLook:
    def test_speaks_indonesian_with_decimal_commas_also_on_axes(self) -> None:
        spec = small().plot.ranking(language="id").to_dict()
        assert spec["datasets"]["ranks"][0]["text"] == "1. 70,00"
        assert spec["datasets"]["ranks"][0]["band"] == "tinggi"
        assert spec["config"]["locale"]["number"]["decimal"] == ","

    def test_takes_the_language_of_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SMARTSCORE_LANG", "id")
        assert data(small().plot.ranking())["ranks"][0]["text"] == "1. 70,00"

    def test_says_below_the_title_by_what_and_what_is_not_official(self) -> None:
        lines = example_assessment().plot.ranking(language="en").to_dict()["title"]["subtitle"]
        assert lines[0] == "Smart city (smart-city 2025, fingerprint 204414f2008eb124), rows: 12"
        assert "Missing: 34 of 648 values. Beyond a bound and held there: 7." in lines
        assert lines[-1] == "Illustrative, not measured: 471 of 620 values. They say nothing about the real cities."

    def test_title_size_and_notes_are_the_callers(self) -> None:
        spec = small().plot.ranking(title="Mine", width=300, height=90, notes=False).to_dict()
        assert (spec["title"]["text"], spec["title"]["subtitle"]) == ("Mine", [])
        assert (spec["width"], spec["height"]) == (300, 90)
        assert small().plot.ranking(title="").to_dict()["title"]["text"] == ""

    def test_a_scale_is_widened_by_scores_beyond_it(self) -> None:
        inner = percent("a")[0]
        scored = assess(cities(a=[50.0]), framework(inner))
        beyond = evolve(scored, scores=scored.scores + 100)
        domain = beyond.plot.ranking().to_dict()["layer"][0]["encoding"]["x"]["scale"]["domain"]
        assert domain == [0.0, 150.0]

    def test_of_several_years_the_latest_is_drawn_or_the_one_asked_for(self, tmp_path: Path) -> None:
        file = tmp_path / "years.csv"
        file.write_text("city,year,a\nA,2024,10\nA,2025,30\nB,2024,20\n", encoding="utf-8")
        plot = assess(read_dataset(file), framework(*percent("a"))).plot
        assert column(plot.ranking(), "ranks", "name") == ["A"]
        assert column(plot.ranking(year=2024), "ranks", "name") == ["B", "A"]
        assert column(plot.profile("A", year=2024), "own", "score") == [10.0]
        with pytest.raises(UsageError, match="2024, 2025"):
            plot.heatmap(year=2020)

    def test_of_two_assessors_each_has_a_row(self, tmp_path: Path) -> None:
        file = tmp_path / "assessors.csv"
        file.write_text("city,year,assessor,a\nA,2025,internal,10\nA,2025,external,30\n", encoding="utf-8")
        plot = assess(read_dataset(file), framework(*percent("a"))).plot
        assert column(plot.ranking(), "ranks", "name") == ["A, 2025, external", "A, 2025, internal"]


class TestPictures:
    @pytest.mark.parametrize("ending", ["svg", "png", "html", "json"])
    def test_are_written_as_files(self, ending: str, tmp_path: Path) -> None:
        file = tmp_path / f"picture.{ending}"
        small().plot.scatter("a", "b").save(str(file))
        assert file.stat().st_size > 1000

    def test_names_of_others_are_texts_in_every_page(self, tmp_path: Path) -> None:
        name = "</script><script>alert(1)</script><!--"
        tree = framework(Dimension("d", name, members=percent("a")), *percent("b", title=name), bands=[Band(name, 0)])
        table = cities(a=[10.0, 20.0], b=[1.0, 2.0]).rename(index={"A": name})
        plot = assess(Dataset(frame=table, file=name), tree).plot
        pictures = [plot.ranking("b"), plot.ranking(), plot.profile("B"), plot.heatmap(), plot.distribution()]
        for chart in [*pictures, plot.scatter("d", "b"), plot.ranking(title=name)]:
            page = tmp_path / "page.html"
            chart.save(str(page))
            written = page.read_text(encoding="utf-8")
            assert "alert(1)" in written
            assert "<script>alert" not in written
            assert "</script><" not in written
            assert "<!--" not in written

    def test_need_an_extra_and_say_so_in_one_sentence(self, tmp_path: Path) -> None:
        (tmp_path / "sitecustomize.py").write_text('import sys\nsys.modules["altair"] = None\n')
        code = (
            "import sys, smartscore\n"
            "framework = smartscore.load_framework('smart-city', plugins=smartscore.discover(bundled_only=True))\n"
            "plot = smartscore.assess(smartscore.read_dataset(sys.argv[1]), framework).plot\n"
            "try:\n    plot.ranking()\n"
            "except smartscore.UsageError as error:\n    print(error.message('en'))\n"
        )
        done = subprocess.run(  # noqa: S603  # our own interpreter
            [sys.executable, "-c", code, str(EXAMPLE)],
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == (
            'this needs a package that is not installed: pip install "smartscore[report]" [missing_extra]\n'
        )

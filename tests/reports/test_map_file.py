"""The map that a reader gives: GeoJSON is read, and what is none is refused with the reason."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders import EXAMPLE
from click.testing import CliRunner

from smartscore import UsageError
from smartscore.cli import main
from smartscore.reports.formats.html.shapes import shapes
from smartscore.reports.map_file import Map, Shape, read_map

SQUARE = [[[0, 0], [3, 0], [3, 3], [0, 3], [0, 0]]]

Write = Callable[[object], Path]


def feature(**more: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": SQUARE}, **more}


def collection(*features: object) -> dict[str, object]:
    return {"type": "FeatureCollection", "features": list(features)}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(told: object) -> Path:
        path = tmp_path / "map.geojson"
        path.write_bytes(told if isinstance(told, bytes) else json.dumps(told).encode())
        return path

    return write


def refused(path: Path) -> str:
    with pytest.raises(UsageError) as found:
        read_map(path)
    return str(found.value).replace(str(path), "map")


class TestReading:
    def test_a_shape_may_be_named_by_its_id_or_by_these_properties_in_this_order(self, write: Write) -> None:
        named = {"name": "Sampit", "city": "b", "code": 6202.0, "bps_code": "62.02", "other": "x"}
        (shape,) = read_map(write(collection(feature(id=7, properties=named)))).shapes
        assert shape.names == ("7", "6202", "62.02", "b", "Sampit")

    def test_polygons_of_every_kind_are_kept(self, write: Write) -> None:
        several = {"type": "MultiPolygon", "coordinates": [SQUARE, SQUARE]}
        gathered = {"type": "GeometryCollection", "geometries": [several, {"type": "Polygon", "coordinates": SQUARE}]}
        told = collection(feature(geometry=several), feature(geometry=gathered), feature(geometry=None))
        assert [len(shape.rings) for shape in read_map(write(told)).shapes] == [2, 3, 0]

    def test_one_feature_alone_is_a_map(self, write: Write) -> None:
        assert read_map(write(feature(id="a"))).shapes[0].names == ("a",)

    def test_a_third_coordinate_is_let_be(self, write: Write) -> None:
        high = [[[x, y, 99] for x, y in SQUARE[0]]]
        (shape,) = read_map(write(feature(geometry={"type": "Polygon", "coordinates": high}))).shapes
        assert shape.rings[0][0][1] == (3.0, 0.0)


class TestRefusing:
    @pytest.mark.parametrize(
        ("told", "said"),
        [
            (b"{", "map: this is no GeoJSON, for it is no JSON: Expecting property name"),
            (b'{"a": "\xff"}', "map: this is no GeoJSON, for it is not UTF-8 (found 0xff)"),
            ([1], "map: this is no GeoJSON: expected a FeatureCollection, found list"),
            ({"type": "Topology"}, "map: this is no GeoJSON: expected a FeatureCollection, found Topology"),
            ({"type": "FeatureCollection"}, "map: this is no GeoJSON: expected a FeatureCollection, found"),
            (collection(), "map: the map has no feature"),
        ],
        ids=["no JSON", "not UTF-8", "a list", "TopoJSON", "no features", "empty"],
    )
    def test_what_is_no_map_is_refused_with_the_reason(self, write: Write, told: object, said: str) -> None:
        assert refused(write(told)).startswith(said)

    def test_a_file_that_is_not_there_is(self, tmp_path: Path) -> None:
        assert refused(tmp_path / "none.json").endswith(
            "the file cannot be read: No such file or directory [file_unreadable]"
        )

    def test_every_feature_that_cannot_be_drawn_is_named(self, write: Write) -> None:
        wrong: list[object] = [
            feature(geometry={"type": "Point", "coordinates": [0, 0]}),
            feature(),
            {"type": "Feature"},
            "feature",
            feature(geometry={"type": "Polygon", "coordinates": [[[0, "north"]]]}),
            feature(geometry={"type": "Polygon", "coordinates": [[[500000, 9000000]]]}),
            feature(geometry={"type": "Polygon", "coordinates": [[[1]]]}),
        ]
        lines = refused(write(collection(*wrong))).splitlines()
        numbers = [int(line.split("feature ")[1].split(" ")[0]) for line in lines]
        assert numbers == [1, 3, 4, 5, 6, 7]
        assert lines[0] == "map: feature 1 has no polygons that can be drawn (found Point) [map_feature]"

    def test_the_command_ends_with_2_and_writes_nothing(self, write: Write, tmp_path: Path) -> None:
        out = tmp_path / "report.html"
        done = CliRunner().invoke(main, ["assess", str(EXAMPLE), "--map", str(write(b"{")), "-o", str(out)])
        assert done.exit_code == 2
        assert not out.exists()

    def test_the_command_does_not_write_over_the_map(self, write: Write) -> None:
        path = write(collection(feature()))
        done = CliRunner().invoke(
            main, ["assess", str(EXAMPLE), "--map", str(path), "--format", "html", "-o", str(path)]
        )
        assert done.exit_code == 2
        assert json.loads(path.read_text()) == collection(feature())


class TestShapes:
    def test_they_are_laid_on_a_grid_that_is_3000_wide_and_squeezed_by_their_latitude(self) -> None:
        ring = ((0.0, 0.0), (10.0, 0.0), (10.0, 120.0), (0.0, 120.0), (0.0, 0.0))
        told = shapes(Map("map", (Shape(("a",), ((ring,),)),)), {"a"})
        assert told["features"] == [
            {"city": "a", "polygons": [[[[0, 0], [125, 0], [125, 3000], [0, 3000], [0, 0]]]]}  # cos 60 = 1/2
        ]

    def test_the_first_name_that_is_a_key_counts(self) -> None:
        ring = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0))
        map_ = Map("map", (Shape(("x", "6202", "a"), ((ring,),)), Shape(("Atlantis",), ((ring,),)), Shape((), ())))
        told = shapes(map_, {"a", "6202", "b"})
        assert [each["city"] for each in told["features"]] == ["6202", None, None]
        assert (told["cities_without"], told["shapes_without"]) == (["a", "b"], ["Atlantis"])

    def test_points_on_one_place_are_told_once_and_rings_too_small_to_see_not_at_all(self) -> None:
        wide = ((0.0, 0.0), (0.0001, 0.0), (90.0, 0.0), (90.0, 30.0), (0.0, 30.0), (0.0, 0.0))
        speck = ((1.0, 1.0), (1.0001, 1.0), (1.0001, 1.0001), (1.0, 1.0))
        told = shapes(Map("map", (Shape(("a",), ((wide, speck), (speck,))),)), {"a"})
        ((ring,),) = told["features"][0]["polygons"]
        assert len(ring) == 5

"""The map that a reader gives: shapes of cities from a GeoJSON file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import field, frozen

from smartscore.errors import Problem, UsageError, legible
from smartscore.reading.documents import DocumentError, parse_json
from smartscore.tables.identifiers import as_key
from smartscore.text import reason_of

#: What names a city in a feature, the first one that is a key of the dataset: its id, then these properties.
NAMES = ("code", "bps_code", "city", "name")

Point = tuple[float, float]


@frozen
class Shape:
    """A feature of a map: what may be its city's key, and its polygons as rings of (longitude, latitude)."""

    names: tuple[str, ...]
    rings: tuple[tuple[tuple[Point, ...], ...], ...] = field(repr=False)


@frozen
class Map:
    """The shapes of a file, in its order."""

    file: str = field(converter=legible)
    shapes: tuple[Shape, ...] = field(repr=False)


def read_map(path: Path) -> Map:
    """Read a GeoJSON file of polygons.

    Raises:
        UsageError: if it cannot be read or is no collection of features with polygons, with every problem.
    """
    features = list(_features(path))
    problems: list[Problem] = []
    shapes = []
    for number, feature in enumerate(features, start=1):
        try:
            shapes.append(_shape(feature))
        except (AttributeError, LookupError, TypeError, ValueError):
            problems.append(Problem("map_feature", {"number": number, "found": _kind(feature)}, file=str(path)))
    if problems or not shapes:
        raise UsageError(problems or Problem("map_empty", file=str(path)))
    return Map(str(path), tuple(shapes))


def _features(path: Path) -> Iterator[Any]:
    try:
        geojson = parse_json(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(Problem("file_unreadable", {"reason": reason_of(error)}, file=str(path))) from error
    except UnicodeDecodeError as error:
        byte = f"0x{error.object[error.start]:02x}"
        raise UsageError(Problem("map_not_utf8", {"found": byte}, file=str(path))) from error
    except DocumentError as error:
        raise UsageError(Problem("map_not_json", {"reason": error.reason}, file=str(path))) from error
    kind = geojson.get("type") if isinstance(geojson, dict) else None
    if kind == "Feature":
        yield geojson
    elif kind == "FeatureCollection" and isinstance(geojson.get("features"), list):
        yield from geojson["features"]
    else:
        raise UsageError(Problem("map_not_geojson", {"found": kind or type(geojson).__name__}, file=str(path)))


def _shape(feature: dict[str, Any]) -> Shape:
    properties = feature.get("properties") or {}
    written = [feature.get("id"), *(properties.get(name) for name in NAMES)]
    names = tuple(name for name in map(as_key, written) if name)
    return Shape(names, tuple(_polygons(feature["geometry"])))


def _polygons(geometry: dict[str, Any] | None) -> Iterator[tuple[tuple[Point, ...], ...]]:
    if geometry is None:  # GeoJSON knows features without a place
        return
    if geometry["type"] == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from _polygons(part)
        return
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        raise ValueError(geometry["type"])
    several = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in several:
        yield tuple(tuple(_point(point) for point in ring) for ring in polygon)


def _point(point: Any) -> Point:
    longitude, latitude = (float(part) for part in point[:2])
    if not (-720 <= longitude <= 720 and -90 <= latitude <= 90):
        raise ValueError(point)
    return longitude, latitude


def _kind(feature: Any) -> str:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    return str(kind) if isinstance(kind, str) else type(feature).__name__

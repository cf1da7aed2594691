"""The scores of a node on the map that a reader gives."""

from functools import partial
from typing import Any

from smartscore.plots.scores import Scores, Spec
from smartscore.reports.document import Chart
from smartscore.reports.formats.html.shapes import shapes
from smartscore.reports.map_file import Map
from smartscore.text import Phrase

_WIDTH, _LOW, _HIGH = 620, 200, 620


def map_chart(scores: Scores, map_: Map) -> Chart:
    """Give the shapes coloured by the scores of the cities whose keys they bear."""
    rows = {str(scores.assessment.dataset.cities[row]): int(row) for row in scores.rows}
    flat = shapes(map_, rows)
    features = [_feature(scores, rows.get(one["city"]), one["polygons"]) for one in flat["features"]]
    title = Phrase("plot_map", title=scores.title)
    unmatched = {"cities": len(flat["cities_without"]), "shapes": len(flat["shapes_without"])}
    return Chart(
        id="map",
        title=title,
        spec=partial(_fitted, scores.spec("map", scores.values), _ratio(flat["features"])),
        data={"shapes": features},
        says=title,
        key=Phrase("plot_map_unmatched", **unmatched) if any(unmatched.values()) else Phrase("plot_map_key"),
    )


def _feature(scores: Scores, row: int | None, polygons: Any) -> dict[str, Any]:
    geometry = {"type": "MultiPolygon", "coordinates": polygons}
    score = None if row is None else scores.data(scores.score(row))
    return {"type": "Feature", "geometry": geometry, "score": score, "tip": "" if row is None else scores.tip(row)}


def _ratio(features: Any) -> float:
    """Give the height over the width of all that is drawn."""
    points = [point for one in features for polygon in one["polygons"] for ring in polygon for point in ring]
    return max((p[1] for p in points), default=1) / max(max((p[0] for p in points), default=1), 1)


def _fitted(spec: Spec, ratio: float, language: str) -> dict[str, Any]:
    return {**spec(language), "width": _WIDTH, "height": min(_HIGH, max(_LOW, round(_WIDTH * ratio)))}

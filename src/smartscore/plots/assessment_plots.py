"""The pictures of an assessment."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from attrs import frozen

from smartscore.engine import Assessment
from smartscore.engine.groups import By
from smartscore.plots import city_charts, node_charts
from smartscore.plots.drawing import Look, drawn
from smartscore.plots.map_chart import map_chart
from smartscore.plots.scores import Scores
from smartscore.reports.document import Chart
from smartscore.reports.map_file import Map, read_map
from smartscore.text import Sentence

if TYPE_CHECKING:
    import altair as alt


@frozen(eq=False)
class AssessmentPlots:
    """The pictures of an assessment: altair charts with their data in them, drawn as in reports.

    Each takes the keywords of a `Look` too: `language`, `title`, `width`, `height`, `notes`. Of a dataset with several
    years the latest is drawn, or `year`. A node is the index unless another is named. `chart.save("picture.svg")`
    writes one, as `.png`, `.svg`, `.pdf`, `.html` or `.json`.
    """

    assessment: Assessment

    def ranking(
        self,
        node: str = "index",
        *,
        by: str | None = None,
        top: int | None = 40,
        year: int | None = None,
        **look: Unpack[Look],
    ) -> "alt.Chart | alt.LayerChart":
        """Draw a bar a city with rank and score, the best above: the first `top`, of each group of the column `by`.

        Raises:
            UsageError: if there is no such node, year or column, or altair is lacking.
        """
        scores = Scores.of(self.assessment, node, year)
        return _drawn(scores, city_charts.ranking(scores, by, top), look)

    def profile(
        self, city: str, *, node: str = "index", by: By = None, year: int | None = None, **look: Unpack[Look]
    ) -> "alt.Chart | alt.LayerChart":
        """Draw where a city, by its key or name, stands in each member of a dimension: among all, or its peers `by`.

        Raises:
            UsageError: if there is no such city, dimension, year or column, or altair is lacking.
        """
        scores = Scores.of(self.assessment, node, year)
        row = _row_of(scores, city)
        return _drawn(scores, city_charts.profile(scores, row, by), look)

    def heatmap(
        self,
        nodes: Sequence[str] | None = None,
        *,
        depth: int = 1,
        top: int | None = None,
        year: int | None = None,
        **look: Unpack[Look],
    ) -> "alt.Chart | alt.LayerChart":
        """Draw the scores of nodes (columns) in cities (rows), dark where they are bad: the nodes down to `depth`.

        Raises:
            UsageError: if there is no such node or year, or altair is lacking.
        """
        scores = Scores.of(self.assessment, "index", year)
        return _drawn(scores, city_charts.heatmap(scores, nodes, depth, top), look)

    def distribution(
        self, node: str = "index", *, bins: int = 20, year: int | None = None, **look: Unpack[Look]
    ) -> "alt.Chart | alt.LayerChart":
        """Draw how many cities have which score, in so many steps of the scale.

        Raises:
            UsageError: if there is no such node or year, or altair is lacking.
        """
        scores = Scores.of(self.assessment, node, year)
        return _drawn(scores, node_charts.distribution(scores, bins), look)

    def map(
        self, shapes: str | Path | Map, node: str = "index", *, year: int | None = None, **look: Unpack[Look]
    ) -> "alt.Chart | alt.LayerChart":
        """Draw the scores on the shapes of a GeoJSON file, whose features bear the keys of cities.

        Raises:
            UsageError: if there is no such node or year, the file cannot be read, or altair is lacking.
        """
        scores = Scores.of(self.assessment, node, year)
        return _drawn(scores, map_chart(scores, shapes if isinstance(shapes, Map) else read_map(Path(shapes))), look)

    def scatter(
        self,
        first: str,
        second: str,
        *,
        cities: Sequence[str] | None = None,
        year: int | None = None,
        **look: Unpack[Look],
    ) -> "alt.Chart | alt.LayerChart":
        """Draw the scores of two nodes against each other, with the names of `cities`, else of those that stand out.

        Raises:
            UsageError: if there is no such node, year or city, or altair is lacking.
        """
        across, up = (Scores.of(self.assessment, node, year) for node in (first, second))
        named = None if cities is None else {row for city in cities for row in self.assessment.dataset.rows_of(city)}
        return _drawn(across, node_charts.scatter(across, up, named), look)


def _drawn(scores: Scores, chart: Chart, look: Look) -> "alt.Chart | alt.LayerChart":
    notes: list[Sentence] = scores.notes() if look.get("notes", True) else []
    return drawn(chart, notes, look)


def _row_of(scores: Scores, city: str) -> int:
    """Give the row of a city in the year that is drawn, else its last one."""
    rows = scores.assessment.dataset.rows_of(city)
    return next((row for row in rows if row in scores.rows), rows[-1])

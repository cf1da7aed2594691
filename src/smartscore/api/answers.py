"""What an assessment answers about a city: a frame to work on, which shows itself in a notebook as people read it."""

from collections.abc import Mapping
from pathlib import Path

from attrs import field, frozen
from pandas import DataFrame

from smartscore import views
from smartscore.engine import Assessment
from smartscore.engine.groups import By
from smartscore.messages import preferred_language
from smartscore.notebook import brief, in_lines
from smartscore.reports.document import Document, Style
from smartscore.reports.elements.cells import row_label
from smartscore.reports.formats import notebook
from smartscore.reports.subjects import explanation, gaps
from smartscore.views.targets import wanted_values

_DEPTH = 9  # the whole tree


@frozen(eq=False)
class Answer:
    """An answer about a city: `frame` has the figures, unrounded, and `document` is what reports write of it."""

    city: str
    frame: DataFrame
    document: Document = field(repr=False)

    def __repr__(self) -> str:
        rows, columns = self.frame.shape
        first = [str(name) for name in self.frame.index[:3]]
        return in_lines(f"Answer on {brief(self.city)}: frame of {rows} rows, {columns} columns", *first)

    def _repr_html_(self) -> str:
        return notebook.render(self.document, Style(language=preferred_language(), depth=_DEPTH))

    def write(self, path: str | Path, *, report: str | None = None, language: str | None = None) -> Path:
        """Write what it shows, by the ending of the file or as the `report` named: see `smartscore.write`.

        Raises:
            UsageError: as `smartscore.write` does.
        """
        from smartscore.api.writing import write  # which looks at answers do without

        return write(self.document, path, report=report, language=language, depth=_DEPTH)


@frozen(eq=False)
class Pages:
    """What an assessment tells of a city, by its key or name, in its latest row, as a notebook shows it."""

    assessment: Assessment

    def explain(self, city: str, *, by: By = None, as_of: int | None = None) -> Answer:
        """Explain the score of a city, as `smartscore.explain` does.

        Raises:
            UsageError: if there is no such city, or column of `by`.
        """
        row = self.assessment.dataset.rows_of(city)[-1]
        frame = views.explain(self.assessment, row, by, as_of)
        return Answer(row_label(self.assessment, row), frame, explanation.of_row(self.assessment, row, frame, by))

    def gaps(self, city: str, to: str | Mapping[str, float] | DataFrame = "target", *, by: By = None) -> Answer:
        """Tell what a city lacks to its `target`, the `best`, its `peers`, the next `band`, or values by indicator.

        Raises:
            UsageError: if there is no such city, column, indicator or kind of target.
        """
        row = self.assessment.dataset.rows_of(city)[-1]
        wanted = wanted_values(self.assessment, row, to, by) if isinstance(to, str) else to
        frame = views.gaps(self.assessment, row, wanted, by)
        return Answer(row_label(self.assessment, row), frame, gaps.of_row(self.assessment, row, frame, by))

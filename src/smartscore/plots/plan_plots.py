"""The pictures of a plan."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Unpack

from attrs import evolve, frozen

from smartscore.messages import printable
from smartscore.plans import Plan, Roadmap
from smartscore.plots.drawing import Look, drawn
from smartscore.reports.document import Figure
from smartscore.reports.elements.plans.charts import timetable_chart, trajectory_chart
from smartscore.text import Phrase, Sentence

if TYPE_CHECKING:
    import altair as alt


@frozen(eq=False)
class PlanPlots:
    """The pictures of a plan: altair charts with their data in them, drawn as in reports.

    Each takes the keywords of a `Look`: `language`, `title`, `width`, `height`, `notes`.
    """

    city: str
    framework: str
    titles: Sequence[Sentence]
    spans: Sequence[tuple[int, int]]
    planned: Mapping[int, float]

    def timetable(self, **look: Unpack[Look]) -> "alt.Chart | alt.LayerChart":
        """Draw the years in which each programme runs.

        Raises:
            UsageError: if altair is lacking.
        """
        years = [*self.planned][1:]
        chart = timetable_chart(self.titles, self.spans, years, self.city)
        return drawn(evolve(chart, title=self._title(chart.title)), self._notes(), look)

    def trajectory(self, **look: Unpack[Look]) -> "alt.Chart | alt.LayerChart":
        """Draw the index that is planned for the end of each year.

        Raises:
            UsageError: if altair is lacking.
        """
        chart = trajectory_chart(self.planned, {}, lambda score: Figure(score, "score"), self.city)
        return drawn(evolve(chart, title=self._title(chart.title), key=""), self._notes(), look)

    def _title(self, title: Sentence) -> Sentence:
        return Phrase("plan_page_of", title=title, name=self.city)

    def _notes(self) -> list[Sentence]:
        return [self.framework, Phrase("plot_planned", count=len(self.titles))]


def plots_of_plan(plan: Plan) -> PlanPlots:
    """Give the pictures of a plan that was read."""
    table, index = plan.timetable, plan.trajectory["index"]
    return PlanPlots(
        city=printable(plan.name),
        framework=printable(plan.framework_name),
        titles=[printable(str(title)) for title in table["title"]],
        spans=[(int(start), int(end)) for start, end in zip(table["start"], table["end"], strict=True)],
        planned=dict(zip(map(int, index.index), index.tolist(), strict=True)),
    )


def plots_of_roadmap(road: Roadmap) -> PlanPlots:
    """Give the pictures of a plan that was made."""
    programmes = {programme.id: programme for programme in road.programmes}
    framework, index = road.outlook.framework, road.trajectory["index"]
    return PlanPlots(
        city=printable(road.outlook.label),
        framework=framework.full_name,
        titles=[programmes[str(name)].title for name in road.spans.index],
        spans=[(int(start), int(end)) for start, end in zip(road.spans["start"], road.spans["end"], strict=True)],
        planned=dict(zip(map(int, index.index), index.tolist(), strict=True)),
    )

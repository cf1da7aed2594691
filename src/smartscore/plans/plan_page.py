"""A plan for notebooks: the timetable as bars, and the index and the targets of each year as tables."""

from collections.abc import Callable, Sequence

from attrs import frozen
from pandas import DataFrame

from smartscore.messages import capital, message, numbers, raw_numbers
from smartscore.notebook import Html, element, folded, fragment, heading, joined, quiet, span, table, unseen

_ROWS = 60


@frozen
class Run:
    """A programme in the years of a plan: what it is called, who answers for it, its first and its last year."""

    title: str
    owner: str
    start: int
    end: int


@frozen(eq=False, kw_only=True)
class PlanPage:
    """What a notebook shows of a plan; `called` gives the title of a node, and scores have `decimals`."""

    city: str
    named: str
    runs: Sequence[Run]
    trajectory: DataFrame
    targets: DataFrame
    called: Callable[[str], str]
    language: str
    decimals: int = 2

    def html(self) -> str:
        """Give it as a fragment of HTML."""
        title = heading(self._said("title_plan"), f"{self.city}, {self.named}")
        if not self.runs:
            return fragment(title, quiet(self._said("notebook_no_programmes")))
        scores = self._by_year("plan_trajectory", self.trajectory, self._written)
        targets = folded(self._said("plan_targets"), self._by_year("plan_targets", self.targets, self._raw))
        return fragment(title, self._timetable(), element("p", self._said("plan_trajectory")), scores, targets)

    def _said(self, code: str) -> str:
        return message(code, self.language)

    def _timetable(self) -> Html:
        years = [int(year) for year in self.trajectory.index[1:]]
        headings = [capital(self._said(code)) for code in ("column_programme", "column_owner", "column_year")]
        rows = [(run.title, run.owner, joined([self._years(run), self._bar(run, years)])) for run in self.runs[:_ROWS]]
        cut = len(self.runs) - _ROWS
        more = [quiet(message("notebook_more", self.language, count=cut))] if cut > 0 else []
        return joined([table(headings, rows, caption=self._said("plan_timetable"), numeric=(2,)), *more])

    def _years(self, run: Run) -> str:
        return str(run.start) if run.start == run.end else f"{run.start}-{run.end}"

    def _bar(self, run: Run, years: Sequence[int]) -> Html:
        return span((run.start - years[0]) / len(years), (run.end - run.start + 1) / len(years))

    def _by_year(self, code: str, frame: DataFrame, written: Callable[[list[float]], list[str]]) -> Html:
        columns = [self.called(str(name)) for name in frame]
        cells = [written(frame.iloc[:, place].tolist()) for place in range(frame.shape[1])]
        years = [str(int(str(year))) for year in frame.index]
        rows = [(title, *row) for title, row in zip(columns, cells, strict=True)]
        return table(["", *years], rows, caption=unseen(self._said(code)), numeric=range(1, len(years) + 1))

    def _written(self, scores: list[float]) -> list[str]:
        return numbers(scores, self.decimals, self.language)

    def _raw(self, values: list[float]) -> list[str]:
        return raw_numbers(values, self.language)

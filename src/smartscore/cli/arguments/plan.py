"""The options of `plan` as values of the library."""

from collections.abc import Sequence
from pathlib import Path

from attrs import fields, frozen

from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError, hint
from smartscore.model import Framework
from smartscore.plans.limits import Limits
from smartscore.plans.optimisation import choose
from smartscore.plans.outlook import Hope, Outlook
from smartscore.plans.portfolio import Ask
from smartscore.plans.programme import QuickWin
from smartscore.plans.programme_file import read_programmes
from smartscore.plans.roadmap import Roadmap
from smartscore.plans.schedule import scheduled
from smartscore.reading import TableReader


@frozen(kw_only=True)
class Planning:
    """The options of `plan` that are about programmes."""

    programmes: Path
    budget: float | None = None
    yearly: str | None = None
    most: int | None = None
    staff: float | None = None
    risk: int | None = None
    at_least: Sequence[str] = ()
    target: str | None = None
    horizon: int = 5
    first_year: int = 1
    hope: Hope = "success"
    gap: float = 0.01
    quick_win: str | None = None

    @property
    def quick(self) -> QuickWin:
        """Read the limits of a quick win, such as `months=12,risk=9`.

        Raises:
            UsageError: for another name, or what is no number.
        """
        limits: dict[str, float] = {}
        known = [attribute.name for attribute in fields(QuickWin)]
        for part in (self.quick_win or "").split(","):
            name, equals, written = (word.strip() for word in part.partition("="))
            if part.strip() and (name not in known or not equals):
                raise UsageError(Problem("not_a_member", {"found": name, "hint": hint(name, known)}))
            if part.strip():
                limits[name] = _number(written)
        return QuickWin(**limits)

    def limits(self) -> Limits:
        """Give the limits of the plan.

        Raises:
            UsageError: for what is no number.
        """
        pairs = [one.partition("=") for one in self.at_least]
        return Limits(
            budget=self.budget,
            yearly=None if self.yearly is None else [_number(part) for part in self.yearly.split(",")],
            count=self.most,
            staff=self.staff,
            risk=self.risk,
            at_least={name.strip(): int(_number(count)) for name, _, count in pairs},
            years=self.horizon,
            first_year=self.first_year,
        )

    def road(self, assessment: Assessment, city: str, read: TableReader) -> Roadmap:
        """Make the plan of a city; `read` is the reader of the programmes.

        Raises:
            UsageError: if the city stands in several rows, there is no such band, or no plan is possible.
            DatasetError: with every problem of the programmes.
        """
        rows = assessment.dataset.rows_of(city)
        if len(rows) > 1:
            raise UsageError(Problem("city_several_times", {"city": city}))
        dataset = assessment.dataset
        names = (str(dataset.cities[rows[0]]), dataset.labels[rows[0]])
        programmes = read_programmes(self.programmes, names, dataset.namesakes, read)
        outlook = Outlook.of(assessment, rows[0], programmes)
        limits = self.limits()
        _require_dimensions(outlook, limits)
        ask = Ask(hope=self.hope, gap=self.gap, target=self._target(assessment.framework))
        portfolio = choose(outlook, limits, ask)
        return Roadmap(outlook, limits, scheduled(outlook, limits, portfolio, self.hope), self.hope)

    def _target(self, framework: Framework) -> float | None:
        """Give the index to reach: a number, or where a band begins."""
        if self.target is None:
            return None
        starts = {text: band.start for band in framework.bands for _, text in band.title.by_language}
        if self.target in starts:
            return starts[self.target]
        try:
            return float(self.target)
        except ValueError:
            fields_ = {"found": self.target, "hint": hint(self.target, starts)}
            raise UsageError(Problem("unknown_plan_target", fields_)) from None


def _require_dimensions(outlook: Outlook, limits: Limits) -> None:
    known = {programme.dimension for programme in outlook.programmes}
    if wrong := [name for name in limits.at_least if name not in known]:
        raise UsageError(Problem("not_a_member", {"found": name, "hint": hint(name, known)}) for name in wrong)


def _number(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        raise UsageError(Problem("not_a_number", {"found": written})) from None

"""The options of `plan` as values of the library."""

from collections.abc import Sequence
from pathlib import Path

from attrs import fields, frozen

from smartscore.api.plans import Roadmap, plan
from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError, hint
from smartscore.plans.limits import Limits
from smartscore.plans.outlook import Hope
from smartscore.plans.programme import QuickWin
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
    without_draws: bool = False

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
        return plan(
            assessment,
            self.programmes,
            city=city,
            limits=self.limits(),
            target=self.target,
            hope=self.hope,
            gap=self.gap,
            read=read,
        )


def _number(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        raise UsageError(Problem("not_a_number", {"found": written})) from None

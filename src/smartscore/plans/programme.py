"""Programmes, the measures of a city: change of an indicator, cost and time, risk, and what each depends on."""

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from smartscore.errors import DatasetError, Problem
from smartscore.notebook import brief
from smartscore.text import NO_TEXT, Text, as_text

#: The chance that a programme fails, by its likelihood of failure from 1 (low) to 5 (high): smartscore's own reading.
CHANCE_OF_FAILURE: Mapping[int, float] = {1: 0.05, 2: 0.15, 3: 0.3, 4: 0.5, 5: 0.75}
MOST_SEVERE = 5


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(names)


@frozen(kw_only=True)
class Programme:
    """A measure that a city may take: what it costs, and what it is expected to do to one indicator.

    `change` is in the unit of the indicator, `baseline` the value from which it starts where the dataset has none.
    `likelihood` of failure and `severity` go from 1 to 5; a failure of severity 5 leaves nothing of the change, one of
    severity 1 four fifths. `requires` are programmes that must be done before, `excludes` those that cannot be chosen
    beside it. `start` is the year in which it must start, if any; `quality` that of the baseline, such as illustrative.
    """

    id: str
    title: Text = field(converter=as_text)
    dimension: str
    indicator: str
    change: float
    cost: float
    months: float
    likelihood: int = 1
    severity: int = 1
    baseline: float | None = None
    currency: str = ""
    staff: float = 0.0
    owner: str = ""
    start: int | None = None
    goal: str = ""
    budget_source: str = ""
    requires: tuple[str, ...] = field(converter=_names, default=())
    excludes: tuple[str, ...] = field(converter=_names, default=())
    note: Text = field(converter=as_text, default=NO_TEXT)
    quality: str = ""

    def __repr__(self) -> str:
        return f"<Programme {brief(self.id)}: {brief(self.title)}, {self.indicator} {self.change:+g}>"

    @property
    def years(self) -> int:
        """How many years it takes, the last one perhaps in part."""
        return max(1, -(-int(self.months) // 12) if self.months == int(self.months) else int(self.months // 12) + 1)

    @property
    def risk(self) -> int:
        """Likelihood times severity, 1 to 25."""
        return self.likelihood * self.severity

    @property
    def left(self) -> float:
        """What a failure leaves of the change: 0 to 0.8."""
        return 1 - self.severity / MOST_SEVERE

    @property
    def expected(self) -> float:
        """The share of the change that is expected, failures counted."""
        chance = CHANCE_OF_FAILURE[self.likelihood]
        return 1 - chance + chance * self.left

    def spending(self) -> list[float]:
        """Give the cost by year from the start on, in proportion to the months in it."""
        spans = [min(12.0, self.months - 12 * year) for year in range(self.years)]
        return [self.cost * months / self.months for months in spans]


@frozen(kw_only=True)
class QuickWin:
    """What makes a programme a quick win: at most so many months, so much risk (1 to 25) and cost, and a gain.

    Where `cost` is not said, it is the median of all programmes. The gain must be above `gain`, in index points.
    """

    months: float = 12
    risk: float = 9
    cost: float | None = None
    gain: float = 0.0


def checked(programmes: Iterable[Programme]) -> tuple[Programme, ...]:
    """Check that programmes go together: no id twice, and requirements and exclusions that exist.

    Raises:
        DatasetError: with everything that is wrong.
    """
    all_programmes = tuple(programmes)
    ids = [programme.id for programme in all_programmes]
    problems = [Problem("id_twice", {"found": name}) for name in sorted({name for name in ids if ids.count(name) > 1})]
    for programme in all_programmes:
        named = [*programme.requires, *programme.excludes]
        unknown = [name for name in named if name not in ids]
        problems += [Problem("unknown_programme", {"found": name, "programme": programme.id}) for name in unknown]
        if programme.id in named:
            problems.append(Problem("programme_of_itself", {"programme": programme.id}))
    problems += [
        Problem("requires_in_circle", {"programmes": ", ".join(circle)}) for circle in _circles(all_programmes)
    ]
    if problems:
        raise DatasetError(problems)
    return all_programmes


def _circles(programmes: Iterable[Programme]) -> list[list[str]]:
    """Give the programmes that wait for each other."""
    waiting = {programme.id: set(programme.requires) for programme in programmes}
    while free := {name for name, needs in waiting.items() if not needs & waiting.keys()}:
        waiting = {name: needs for name, needs in waiting.items() if name not in free}
    return [sorted(waiting)] if waiting else []

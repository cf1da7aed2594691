"""The results that reports are made of: assessments, and what was computed beside them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from attrs import field, frozen
from pandas import DataFrame

from smartscore.dataset import Dataset
from smartscore.engine import Assessment
from smartscore.errors import RuleError
from smartscore.reports.map_file import Map

if TYPE_CHECKING:
    from smartscore.plans import Plan
    from smartscore.robustness.uncertainty import Uncertainty
    from smartscore.views import Comparison

#: What draws said of an assessment; why they could not be made; or nothing, where there is none.
Drawn: TypeAlias = "Uncertainty | RuleError | None"


@frozen(eq=False)
class RankDraws:
    """The draws behind the rank intervals of a report: made when first asked for, once for all copies of a result.

    `wanted` is False where a report is to have no intervals.
    """

    wanted: bool = True
    _made: dict[tuple[Assessment, str | None], Drawn] = field(factory=dict, init=False, repr=False)

    def of(self, assessment: Assessment, by: str | None) -> Drawn:
        """Give the draws of the default assumptions, ranked within a column; nothing where they are not wanted."""
        if not self.wanted:
            return None
        key = (assessment, by)
        if key not in self._made:
            self._made[key] = _drawn(assessment, by)
        return self._made[key]


def _asked(wanted: bool | RankDraws) -> RankDraws:
    """Give draws where it was said whether they are wanted; those that there are stay."""
    return wanted if isinstance(wanted, RankDraws) else RankDraws(wanted)


def _drawn(assessment: Assessment, by: str | None) -> Drawn:
    from smartscore.robustness.defaults import default_uncertainty  # which results without intervals do without

    try:
        return default_uncertainty(assessment, by)
    except RuleError as error:  # a method that is not defined by other weights: the scores are, and stand
        return error


@frozen(eq=False, kw_only=True)
class Result:
    """Assessments of one dataset, and what stands beside them in a report.

    Cities are ranked within the groups of the column `by`. `as_of` is the assessed year of a dataset without years, by
    which values are too old. `what_if` compares an assessment whose values were changed with what it was, by the name
    of the framework. `plans` are those whose progress is told; `completion` is that of programmes. `map` has the
    shapes of cities, and `cities` are the ones chosen for a page of their own, by key or name; none means all.
    `plugins` are those at work, by name and version, for the record. `robust` says whether ranks have intervals beside
    them, from draws of other weights, bounds and the like, which are made when a report first asks for them.
    """

    assessments: Sequence[Assessment]
    by: str | None = None
    as_of: int | None = None
    what_if: "Mapping[str, Comparison]" = field(factory=dict)
    plans: "tuple[Plan, ...]" = ()
    completion: DataFrame | None = None
    map: Map | None = None
    cities: tuple[str, ...] = ()
    plugins: Mapping[str, str] = field(factory=dict)
    robust: RankDraws = field(factory=RankDraws, converter=_asked)

    def drawn(self, assessment: Assessment) -> Drawn:
        """Give what draws say of the ranks of an assessment."""
        return self.robust.of(assessment, self.by)


def chosen_rows(dataset: Dataset, cities: Sequence[str]) -> list[int]:
    """Give the rows of these cities, by key or name, or all rows where none is named.

    Raises:
        UsageError: if there is no such city.
    """
    if not cities:
        return list(range(len(dataset.frame)))
    return list(dict.fromkeys(row for city in cities for row in dataset.rows_of(city)))

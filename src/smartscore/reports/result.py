"""The results that reports are made of: assessments, and what was computed beside them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import field, frozen
from pandas import DataFrame

from smartscore.dataset import Dataset
from smartscore.engine import Assessment
from smartscore.reports.map_file import Map

if TYPE_CHECKING:
    from smartscore.plans import Plan
    from smartscore.views import Comparison


@frozen(eq=False, kw_only=True)
class Result:
    """Assessments of one dataset, and what stands beside them in a report.

    Cities are ranked within the groups of the column `by`. `as_of` is the assessed year of a dataset without years, by
    which values are too old. `what_if` compares an assessment whose values were changed with what it was, by the name
    of the framework. `plans` are those whose progress is told; `completion` is that of programmes. `map` has the
    shapes of cities, and `cities` are the ones chosen for a page of their own, by key or name; none means all.
    `plugins` are those at work, by name and version, for the record.
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


def chosen_rows(dataset: Dataset, cities: Sequence[str]) -> list[int]:
    """Give the rows of these cities, by key or name, or all rows where none is named.

    Raises:
        UsageError: if there is no such city.
    """
    if not cities:
        return list(range(len(dataset.frame)))
    return list(dict.fromkeys(row for city in cities for row in dataset.rows_of(city)))

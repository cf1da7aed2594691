"""What a report is, and how its reader wants to see an assessment."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import field, frozen
from pandas import DataFrame

from smartscore.dataset import Dataset
from smartscore.engine import Assessment
from smartscore.engine.groups import By, Nearest
from smartscore.reports.map_file import Map

if TYPE_CHECKING:
    from smartscore.plans import Plan
    from smartscore.views import Comparison


@frozen(kw_only=True)
class View:
    """The reader's wishes: language, levels of the tree shown (0 is the index alone), column to rank within.

    `width` is in characters and matters to text only; `plugins` are the plugins at work, by name
    and version, for the record. `as_of` is the assessed year of a dataset without years, by which
    values are too old; `completion` is that of programmes, to stand beside the scores. `nearest` are the peers of
    a single city, instead of those of its group. `what_if` compares an assessment whose values were changed with what
    it was, by the name of the framework. `plans` are those whose progress is told.
    `map` has the shapes of cities, and `cities` are the ones chosen for a page of their own, by key or name; none
    means all.
    """

    language: str = "en"
    depth: int = 1
    by: str | None = None
    nearest: Nearest | None = None
    width: int = 100
    plugins: Mapping[str, str] = field(factory=dict)
    as_of: int | None = None
    completion: DataFrame | None = field(default=None, eq=False)
    what_if: "Mapping[str, Comparison]" = field(factory=dict, eq=False)
    plans: "tuple[Plan, ...]" = field(default=(), eq=False)
    map: Map | None = None
    cities: tuple[str, ...] = ()

    @property
    def among(self) -> By:
        """With whom a single city is compared: those nearest to it, else those of its group."""
        return self.nearest or self.by


def chosen_rows(dataset: Dataset, cities: Sequence[str]) -> list[int]:
    """Give the rows of these cities, by key or name, or all rows where none is named.

    Raises:
        UsageError: if there is no such city.
    """
    if not cities:
        return list(range(len(dataset.frame)))
    return list(dict.fromkeys(row for city in cities for row in dataset.rows_of(city)))


def _suffixes(suffixes: Iterable[str]) -> tuple[str, ...]:
    return tuple(suffixes)


@frozen
class Report:
    """A way to write assessments: `write` gives text or bytes; `suffixes` are the file endings it serves.

    `cities` says that it heeds the cities that a view has chosen, so that one file a city can be written.
    """

    id: str
    suffixes: tuple[str, ...] = field(converter=_suffixes)
    write: Callable[[Sequence[Assessment], View], str | bytes]
    cities: bool = False

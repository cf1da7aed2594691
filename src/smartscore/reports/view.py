"""What a report is, and how its reader wants to see an assessment."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from attrs import field, frozen
from pandas import DataFrame

from smartscore.dataset import Dataset
from smartscore.engine import Assessment
from smartscore.reports.map_file import Map


@frozen(kw_only=True)
class View:
    """The reader's wishes: language, levels of the tree shown (0 is the index alone), column to rank within.

    `width` is in characters and matters to text only; `plugins` are the plugins at work, by name
    and version, for the record. `as_of` is the assessed year of a dataset without years, by which
    values are too old; `completion` is that of programmes, to stand beside the scores. `map` has the
    shapes of cities, and `cities` are the ones chosen for a page of their own, by key or name; none means all.
    """

    language: str = "en"
    depth: int = 1
    by: str | None = None
    width: int = 100
    plugins: Mapping[str, str] = field(factory=dict)
    as_of: int | None = None
    completion: DataFrame | None = field(default=None, eq=False)
    map: Map | None = None
    cities: tuple[str, ...] = ()


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

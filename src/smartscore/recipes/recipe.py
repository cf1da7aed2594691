"""The recipe: how a file becomes a dataset, as a value."""

from collections.abc import Mapping

from attrs import field, frozen

from smartscore.errors import legible
from smartscore.recipes.patterns import first_there, plain

#: What columns of a dataset are called that hold something else than keys.
_TAKEN = frozenset({"name", "year", "assessor", "indicator", "value"})

#: A heading, or several of which the first that is there counts.
Headings = tuple[str, ...]


@frozen
class Source:
    """Where the values of an indicator stand: a column, perhaps only the rows that say something in other columns.

    Each value is multiplied by `factor`.
    """

    heading: Headings
    factor: float = 1.0
    where: Mapping[str, tuple[str, ...]] = field(factory=dict)


@frozen
class Long:
    """A table with a line a value: the column that names the indicator, that of the values, and the codes it uses.

    Without `indicator` the heading of the values names it, by the pattern `{indicator}`.
    """

    value: Headings
    indicator: Headings = ()
    codes: Mapping[str, str] = field(factory=dict)


@frozen
class LeftOut:
    """Rows that are no unit: those with a text in the column (else in the key or the name), or a key of this length."""

    pattern: str | None = None
    column: Headings = ()
    key_length: int | None = None

    def __str__(self) -> str:
        return f"key_length = {self.key_length}" if self.pattern is None else self.pattern


@frozen
class Recipe:
    """How a file becomes a dataset; what it does not say is found out as without it.

    `parts` is the column for the number of rows of a unit, where each row is a part and the columns are added up.
    `file` are the names of the files that it is for, where it is not for the dataset as a whole. `written_in` and
    `digest` are the file that says so and its SHA-256, None for one made in Python.
    """

    file: Headings = ()
    sheet: tuple[str, ...] = ()
    heading: tuple[int, ...] = ()
    skip: tuple[int, ...] = ()
    delimiter: str | None = None
    encoding: str | None = None
    hidden: bool = True
    decimal: str | None = None
    missing: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    key: Headings = ()
    city: str | None = None
    name: Headings = ()
    year: Headings | int = ()
    assessor: Headings = ()
    about: tuple[str, ...] = ()
    split: Mapping[str, str] = field(factory=dict)
    keep: Mapping[str, tuple[str, ...]] = field(factory=dict)
    leave_out: tuple[LeftOut, ...] = ()
    columns: Mapping[str, tuple[Source, ...]] = field(factory=dict)
    long: Long | None = None
    parts: str | None = None
    crosswalk: Mapping[str, str] = field(factory=dict)
    written_in: str | None = field(default=None, converter=legible, metadata={"key": False})
    digest: str | None = field(default=None, metadata={"key": False})

    def is_for(self, name: str) -> bool:
        """Tell whether the recipe names a file of this name as its own."""
        return bool(first_there(self.file, [name]))

    @property
    def key_column(self) -> str | None:
        """What the column of the key is called in the dataset; None if the recipe does not say."""
        if self.city is not None or (self.key and plain(self.key[0]) in _TAKEN):
            return "city"
        return self.key[0] if self.key else None

"""What a recipe names, found among the headings of a table; what is not there is told with the nearest."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, field, frozen

from smartscore.errors import Problem
from smartscore.recipes.patterns import Pattern, first_there, nearest_names
from smartscore.recipes.recipe import Headings, Recipe, Source
from smartscore.tables.table import Place, Table


@frozen
class Column:
    """A column with values of an indicator, and its year if the heading says it.

    In a long table it is None: the heading has the code of the indicator, or each line names its own.
    """

    heading: str
    indicator: str | None
    year: str | None
    source: Source
    code: str | None = None


@frozen
class Layout:
    """The columns of a table by what a recipe takes them for."""

    key: str | None = None
    name: str | None = None
    year: str | None = None
    assessor: str | None = None
    indicator: str | None = None
    about: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    #: The heading of each column that the recipe names to choose rows by.
    chosen: Mapping[str, str] = field(factory=dict)
    is_long: bool = False

    @property
    def roles(self) -> dict[str, str]:
        """The columns that say which row it is, by their role."""
        roles = {"key": self.key, "name": self.name, "year": self.year, "assessor": self.assessor}
        return {role: heading for role, heading in roles.items() if heading is not None}


@frozen(eq=False)
class _Finding:
    """The headings of one table, and what the recipe names that is not among them."""

    recipe: Recipe
    table: Table
    names: Sequence[str]
    problems: list[Problem]

    def all(self, wanted: Headings, path: str) -> list[tuple[str, dict[str, str]]]:
        """Find the columns of some headings or patterns."""
        found = first_there(wanted, self.names)
        if not found:
            fields = {"found": wanted[0], "table": table_name(self.table), "hint": nearest_names(wanted, self.names)}
            self.problems.append(Problem("recipe_no_heading", fields, file=self.recipe.written_in, column=path))
        return found

    def one(self, wanted: Headings, path: str) -> str | None:
        """Find the one column of some headings; None where nothing is wanted."""
        found = self.all(wanted, path) if wanted else []
        self._require_one(found, path)
        return found[0][0] if found else None

    def columns_of(self, indicator: str | None, source: Source, path: str) -> Iterator[Column]:
        """Find the columns of a source: one, or one a year or an indicator."""
        found = self.all(source.heading, path)
        if not any(parts for _, parts in found):
            self._require_one(found, path)
        own = evolve(source, where={self.chosen(name, path): texts for name, texts in source.where.items()})
        for heading, parts in found:
            yield Column(heading, indicator, parts.get("year"), own, parts.get("indicator"))

    def chosen(self, name: str, path: str) -> str:
        """Find a column by which rows are chosen."""
        return self.one((name,), path) or name

    def _require_one(self, found: Sequence[tuple[str, dict[str, str]]], path: str) -> None:
        if len(found) > 1:
            several = ", ".join(heading for heading, _ in found)
            fields = {"found": several, "table": table_name(self.table)}
            self.problems.append(Problem("recipe_several_headings", fields, file=self.recipe.written_in, column=path))


def table_name(table: Table) -> str:
    """Give what a table is called: its file, and its sheet where it has one."""
    return ", ".join(name for name in (table.file or "-", sheet_of(table)) if name)


def sheet_of(table: Table) -> str | None:
    """Give the sheet of a table, None in a file without sheets."""
    first = table.lines[0] if table.lines else None
    return table.interpretation.sheet or (first.part.sheet if isinstance(first, Place) else None)


def layout_of(table: Table, recipe: Recipe, problems: list[Problem]) -> Layout:
    """Find the columns that a recipe names in a table; those that are not there are added to the problems."""
    finding = _Finding(recipe, table, [str(name) for name in table.frame.columns], problems)
    long = recipe.long
    columns = [
        column
        for indicator, sources in recipe.columns.items()
        for source in sources
        for column in finding.columns_of(indicator, source, f"columns > {indicator}")
    ]
    if long:
        columns += finding.columns_of(None, Source(long.value), "long > value")
    return Layout(
        key="city" if recipe.city is not None else finding.one(recipe.key, "key"),
        name=finding.one(recipe.name, "name"),
        year="year" if _says_year(recipe) else finding.one(_texts(recipe.year), "year"),
        assessor=finding.one(recipe.assessor, "assessor"),
        indicator=finding.one(long.indicator, "long > indicator") if long else None,
        about=tuple(heading for text in recipe.about for heading, _ in finding.all((text,), "about")),
        columns=tuple(columns),
        chosen=_chosen(recipe, finding),
        is_long=long is not None or any(column.year or column.source.where for column in columns) or _joined(columns),
    )


def _chosen(recipe: Recipe, finding: _Finding) -> dict[str, str]:
    chosen = {name: finding.chosen(name, "keep") for name in recipe.keep}
    for left_out in recipe.leave_out:
        if left_out.column:
            chosen[left_out.column[0]] = finding.one(left_out.column, "leave_out") or ""
    return chosen


def _joined(columns: Sequence[Column]) -> bool:
    """Tell whether an indicator has values in several columns."""
    return len({column.indicator for column in columns}) < len(columns)


def _says_year(recipe: Recipe) -> bool:
    """Tell whether a year holds for a whole table, by the recipe or the name of a sheet."""
    return isinstance(recipe.year, int) or any("year" in Pattern(text).names for text in recipe.sheet)


def _texts(year: Headings | int) -> Headings:
    return () if isinstance(year, int) else year

"""Reading of datasets, and of numbers and names beside them, from files and frames."""

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from attrs import evolve
from pandas import DataFrame

from smartscore.api.frames import as_pandas
from smartscore.dataset import Dataset, arrange_parts
from smartscore.errors import DatasetError, Problem, UsageError
from smartscore.gazetteer import Gazetteer
from smartscore.numerals.decimals import resolve_decimals
from smartscore.numerals.numbers import to_numbers
from smartscore.plugins import Plugins, discover
from smartscore.reading import ReadingOptions, TableReader, read_content, read_table, read_tables
from smartscore.suspicions import require_known
from smartscore.tables import Content, Table
from smartscore.tables.identifiers import as_key, as_keys

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrame

    from smartscore.recipes import Recipe

_log = logging.getLogger(__name__)

#: What a dataset is read from: a file, what it holds, or a frame of pandas, polars or pyarrow.
Source: TypeAlias = "str | Path | DataFrame | Content | IntoFrame"
KnownSource: TypeAlias = str | Path | DataFrame | Content
#: A recipe or its file, or several of them.
Recipes: TypeAlias = "Recipe | str | Path | Sequence[Recipe | str | Path] | None"


def read_dataset(  # noqa: PLR0913  # as many as the command line has options of reading
    source: "Source | Sequence[Source]",
    *,
    id_column: str | None = None,
    decimal: str | None = None,
    missing: Collection[str] = (),
    accept: Collection[str] = (),
    leave_out: Collection[str] = (),
    recipe: "Recipes" = None,
    plugins: Plugins | None = None,
) -> Dataset:
    """Read a dataset from a CSV, Parquet or workbook file, its content or a frame, wide or long, or from several.

    A frame is one of pandas, polars or pyarrow. Several sources are put together by city, year and assessor. Numbers
    in texts have the decimal mark `decimal` (dot or comma), else the one that all numbers of their file together tell.
    Cells that say one of `missing` (-999, 9999, a word) have no value. `accept` names the suspicions that are right, by
    code (`total_row`) or by code and column (`placeholder:poverty`). `leave_out` are keys or names of rows that are no
    unit. A `recipe`, or its file, says how the files become a dataset: one for all, or one each. Where keys of files do
    not meet, gazetteers of `plugins` tell which are one area.

    Raises:
        DatasetError: with every problem of the files.
        UsageError: for no file, a file of another kind, another decimal mark, a row to leave out that is none, another
            number of recipes, and with every fault of the recipes.
    """
    started = perf_counter()
    sources = [_known(one) for one in (source if isinstance(source, list | tuple) else (source,))]
    if not sources:
        raise UsageError(Problem("no_dataset"))
    recipes = _recipes(recipe, sources)
    datasets = _all(partial(_read, id_column=id_column, decimal=decimal, missing=missing), sources, recipes)
    accepted = frozenset(accept).union(*(own.accept for own in recipes if own is not None))
    read = evolve(_combined(_with_one_key(datasets), plugins).without(leave_out), accepted=accepted)
    _tell(read, perf_counter() - started)
    return read


def _tell(dataset: Dataset, taken: float) -> None:
    """Log how files were understood."""
    rows, columns = dataset.frame.shape
    _log.info("read %s: %d rows, %d columns in %.3f s", dataset.file or "a frame", rows, columns, taken)
    for one in dataset.interpretations:
        told = ("sheet", "encoding", "delimiter", "decimal", "form", "key", "name", "year", "assessor", "recipe")
        _log.debug("%s: %s", one.file or "a frame", {name: value for name in told if (value := getattr(one, name))})
        for remark in one.remarks:
            _log.debug("%s", remark)


def _known(source: object) -> KnownSource:
    return source if isinstance(source, str | Path | Content) else as_pandas(source)


def _all(
    read: "Callable[[KnownSource, Recipe | None], list[tuple[Dataset, bool]]]",
    sources: Sequence[KnownSource],
    recipes: "Sequence[Recipe | None]",
) -> list[tuple[Dataset, bool]]:
    """Read every source.

    Raises:
        DatasetError: with every problem of every one, if one cannot be read.
    """
    datasets: list[tuple[Dataset, bool]] = []
    problems: list[Problem] = []
    for one, own in zip(sources, recipes, strict=True):
        try:
            datasets += read(one, own)
        except DatasetError as error:
            problems += error.problems
    if problems:
        raise DatasetError([*(problem for dataset, _ in datasets for problem in dataset.problems), *problems])
    return datasets


def _with_one_key(datasets: Sequence[tuple[Dataset, bool]]) -> list[Dataset]:
    """Call the keys alike in the datasets whose recipes say what the key is, so that they are put together."""
    others = [dataset.key for dataset, is_said in datasets if not is_said]
    key = next(iter(others), datasets[0][0].key)
    return [evolve(dataset, key=key) if is_said else dataset for dataset, is_said in datasets]


def _recipes(recipe: "Recipes", sources: Sequence[KnownSource]) -> "list[Recipe | None]":
    """Give the recipe of each source: the one that names it, else one for all of them, or one each."""
    if recipe is None:
        return [None] * len(sources)
    from smartscore.recipes import recipes_of  # which files without one do without

    return recipes_of([_name(source) for source in sources], read_recipes(recipe))


def _name(source: KnownSource) -> str:
    if isinstance(source, DataFrame):
        return ""
    return Path(source.name if isinstance(source, Content) else source).name


def read_recipes(recipe: "Recipes") -> "list[Recipe]":
    """Read recipes from their files.

    Raises:
        UsageError: with every fault of the files.
    """
    from smartscore.recipes import Recipe, read_recipe

    given = [recipe] if isinstance(recipe, Recipe | str | Path) else list(recipe or ())
    read, problems = list[Recipe](), list[Problem]()
    for one in given:
        try:
            read.append(one if isinstance(one, Recipe) else read_recipe(Path(one)))
            require_known(read[-1].accept)
        except UsageError as error:
            file = None if isinstance(one, Recipe) else str(one)
            problems += [evolve(problem, file=problem.file or file) for problem in error.problems]
    if problems:
        raise UsageError(problems)
    return read


def _read(
    source: KnownSource,
    recipe: "Recipe | None",
    *,
    id_column: str | None,
    decimal: str | None,
    missing: Collection[str],
) -> list[tuple[Dataset, bool]]:
    """Give the datasets of a source, each with whether its recipe names the key; what is asked for goes before it."""
    if recipe is None:
        tables = _tables(source, ReadingOptions(key=id_column))
        return [(one, False) for one in arrange_parts(tables, id_column=id_column, decimal=decimal, missing=missing)]
    from smartscore.recipes import apply, reading_options, with_found_key

    own = evolve(recipe, key=(id_column,), city=None) if id_column else recipe
    own = evolve(own, decimal=decimal or recipe.decimal)
    if isinstance(source, DataFrame):
        tables = [Table(source)]
    else:
        source = Path(source) if isinstance(source, str) else source
        tables = _tables(source, reading_options(own, source))
    tables, own = with_found_key(tables, own)
    made = arrange_parts(apply(tables, own), id_column=own.key_column, decimal=own.decimal, missing=missing)
    return [(one, own.key_column is not None) for one in made]


def _combined(datasets: Sequence[Dataset], plugins: Plugins | None) -> Dataset:
    if len(datasets) == 1:
        return datasets[0]
    from smartscore.dataset.combine import combine  # which one file does without
    from smartscore.key_matching import match_keys

    def gazetteers() -> Iterator[Gazetteer]:
        found = plugins if plugins is not None else discover()
        return (source.load() for source in found.gazetteers.values())

    return combine(match_keys(datasets, gazetteers))


def _tables(source: KnownSource, options: ReadingOptions) -> list[Table]:
    """Give the tables of a source: one, or the profile and the values of a form."""
    if isinstance(source, DataFrame):
        return [Table(source)]
    if isinstance(source, Content):
        return read_content(source, options)
    return read_tables(Path(source), options)


def read_numbers(path: Path, key: str, value: str, read: TableReader = read_tables) -> dict[str, float]:
    """Read numbers by name from a table with these two columns, such as weights or benchmarks.

    `read` is another reader, such as one that goes by recipes.

    Raises:
        DatasetError: with every problem of the file.
        UsageError: for a file of another kind.
    """
    (table,) = resolve_decimals([_pairs(path, key, value, read)], id_column=key)
    names, cells = as_keys(table.frame[key]), table.frame[value].tolist()
    numbers, _ = to_numbers(table.frame[value])
    problems = [*table.problems, *table.cell_problems()]
    told = {fault.row for fault in table.faults}
    for row, name in enumerate(names):
        if np.isnan(numbers[row]) and row not in told:
            problems.append(
                Problem("not_a_number", {"found": as_key(cells[row])}, column=value, **table.at(row, value))
            )
        if name in names[:row]:
            problems.append(Problem("id_twice", {"found": name}, column=key, **table.at(row, key)))
    if problems:
        raise DatasetError(problems)
    return dict(zip(names, numbers.tolist(), strict=True))


def read_names(path: Path, key: str, value: str, read: TableReader = read_tables) -> dict[str, str]:
    """Read names by name from a table with these two columns, such as a crosswalk.

    `read` is another reader, such as one that goes by recipes.

    Raises:
        DatasetError: with every problem of the file.
        UsageError: for a file of another kind.
    """
    table = _pairs(path, key, value, read)
    names, others = (as_keys(table.frame[column]) for column in (key, value))
    problems = list(table.problems)
    for row, pair in enumerate(zip(names, others, strict=True)):
        for column, name in zip((key, value), pair, strict=True):
            if not name:
                problems.append(Problem("cell_empty", column=column, **table.at(row, column)))
        if pair[0] in names[:row]:
            problems.append(Problem("id_twice", {"found": pair[0]}, column=key, **table.at(row, key)))
    if problems:
        raise DatasetError(problems)
    return dict(zip(names, others, strict=True))


def _pairs(path: Path, key: str, value: str, read: TableReader) -> Table:
    """Read a table that must have two columns."""
    table = read_table(path, ReadingOptions(key=key), read)
    if missing := [name for name in (key, value) if name not in table.frame]:
        offer = ", ".join(str(name) for name in table.frame.columns)
        raise DatasetError(
            Problem("column_missing", {"found": name, "hint": offer}, file=str(path)) for name in missing
        )
    return table

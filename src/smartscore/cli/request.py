"""The options of a command line as values of the library."""

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen
from pandas import DataFrame

from smartscore.api import known_ids, load_framework, read_dataset, read_numbers, read_recipes, report_of
from smartscore.cli.changed_numbers import each, every_provisional, reweighed
from smartscore.cli.input import source
from smartscore.cli.output import Destination, spare
from smartscore.cli.streams import results
from smartscore.dataset import Dataset, known_names
from smartscore.engine import Assessment, assess
from smartscore.engine.groups import By, Nearest
from smartscore.errors import FrameworkError, Problem, UsageError
from smartscore.model import Framework, Years
from smartscore.plugins import Plugins, discover
from smartscore.reading import TableReader, read_tables
from smartscore.reports import Report, Result, Style
from smartscore.reports.map_file import read_map
from smartscore.suspicions import require_known

if TYPE_CHECKING:
    from smartscore.plans import Plan
    from smartscore.recipes import Recipe
    from smartscore.views import Comparison


def _files(paths: Path | Sequence[Path] | None) -> tuple[Path, ...]:
    return (paths,) if isinstance(paths, Path) else tuple(paths or ())


@frozen(slots=False, kw_only=True)
class Request:
    """The options that say what is scored, by what and with which plugins."""

    dataset: Sequence[Path] = field(default=(), converter=_files)
    frameworks: Sequence[str] = ("smart-city",)
    without: Sequence[str] = ()
    only: Sequence[str] = ()
    bundled_only: bool = False
    id_column: str | None = None
    decimal: str | None = None
    missing: Sequence[str] = ()
    accept: Sequence[str] = ()
    leave_out: Sequence[str] = ()
    recipes: Sequence[Path] = ()
    years: str | None = None
    quality: str | None = None
    consolidate: str | None = None
    weights: Path | None = None
    benchmarks: Path | None = None
    provisional: bool = False
    depth: int = 1
    by: str | None = None
    peers: str | None = None
    on: str | None = None
    as_of: int | None = None
    programmes: Path | None = None
    plan_files: Sequence[Path] = ()
    map_file: Path | None = None
    cities: Sequence[str] = ()
    no_robust: bool = False
    language: str = field(default="en")
    #: Files that the command reads beside these.
    further: Sequence[Path] = ()
    #: Reports that only this command writes.
    own_reports: Sequence[Report] = ()

    @cached_property
    def plugins(self) -> Plugins:
        return discover(without=self.without, only=self.only, bundled_only=self.bundled_only)

    def load(self) -> list[Framework]:
        """Load the frameworks, reweighed, benchmarked and provisional where the options say so.

        Raises:
            UsageError: for two editions of one family, which are not scored side by side.
            FrameworkError: for weights, benchmarks or lowest values that a framework cannot take.
        """
        frameworks = [load_framework(name, plugins=self.plugins) for name in self.frameworks]
        families: dict[str, Framework] = {}
        for framework in frameworks:
            first = families.setdefault(framework.family or framework.id, framework)
            if first.fingerprint != framework.fingerprint:
                names = [first.name, framework.name]
                if first.name == framework.name:
                    names = [each.full_name for each in (first, framework)]
                raise UsageError(Problem("family_twice", {"first": names[0], "second": names[1]}))
        if self.weights is not None:
            weights = read_numbers(self.weights, "id", "weight", self.read_tables)
            named = [framework.nodes.keys() - {"index"} for framework in frameworks]
            frameworks = each(frameworks, named, weights, partial(reweighed, file=str(self.weights)))
        if self.benchmarks is not None:
            benchmarks = read_numbers(self.benchmarks, "code", "value", self.read_tables)
            named = [framework.benchmark_names for framework in frameworks]
            frameworks = each(frameworks, named, benchmarks, Framework.benchmarked)
        return every_provisional(frameworks) if self.provisional else frameworks

    def read(self) -> Dataset:
        """Read the dataset, with the years and the qualities that the options name."""
        require_known(self.accept)
        dataset = read_dataset(
            [source(file) for file in self.dataset],
            id_column=self.id_column,
            decimal=self.decimal,
            missing=self.missing,
            accept=self.accept,
            leave_out=self.leave_out,
            recipe=self._dataset_recipes or None,
            plugins=self.plugins,
        )
        if self.years is not None:
            dataset = dataset.of_years(_years(self.years))
        if self.quality is not None:
            dataset = dataset.of_quality([name.strip() for name in self.quality.split(",")])
        return dataset

    def beside(self, *files: Path) -> "Request":
        """Give the same request of a command that reads these files too."""
        return evolve(self, further=(*self.further, *files))

    @cached_property
    def _all_recipes(self) -> "list[Recipe]":
        """Read the recipes, each of which must be for a file that is read."""
        if not self.recipes:
            return []
        from smartscore.recipes import require_files

        recipes, read = read_recipes(self.recipes), {*self.recipes, *map(Path, self.frameworks)}
        require_files(recipes, [file.name for file in self.inputs if file not in read])
        return recipes

    @property
    def _dataset_recipes(self) -> "list[Recipe]":
        names = [file.name for file in self.dataset]
        return [recipe for recipe in self._all_recipes if not recipe.file or any(map(recipe.is_for, names))]

    @property
    def read_tables(self) -> TableReader:
        """The reader of files beside the dataset, by the recipes that name them."""
        if not self.recipes and self.decimal is None:
            return read_tables
        from smartscore.recipes import reader_by

        return reader_by(self._all_recipes, self.decimal)

    def assess(self) -> list[Assessment]:
        """Judge the dataset by each framework."""
        frameworks, dataset = self.load(), self.read()
        self._require_same(frameworks)
        elsewhere = partial(self.elsewhere, frameworks)
        return [assess(self._merged(dataset, each), each, elsewhere=elsewhere) for each in frameworks]

    def _merged(self, dataset: Dataset, framework: Framework) -> Dataset:
        """Give the dataset with one value of those of several assessors, where the options say by which rule."""
        if self.consolidate is None:
            return dataset
        from smartscore.dataset.consolidate import consolidate

        return consolidate(dataset, framework, self.consolidate)

    @cached_property
    def plans(self) -> "tuple[Plan, ...]":
        """Read the plans whose progress is reported."""
        if not self.plan_files:
            return ()
        from smartscore.plans.progress import read_plan

        return tuple(read_plan(file) for file in self.plan_files)

    def _require_same(self, frameworks: Sequence[Framework]) -> None:
        """Refuse plans that were made by none of the frameworks."""
        prints = {framework.fingerprint for framework in frameworks}
        names = ", ".join(framework.identity for framework in frameworks)
        wrong = [plan for plan in self.plans if plan.fingerprint not in prints]
        if wrong:
            from smartscore.plans.progress import require_no_break

            for plan in wrong:
                for framework in frameworks:
                    require_no_break(plan, framework)
            raise UsageError(
                Problem("plan_of_another", {"first": plan.framework_identity, "second": names}, file=plan.file)
                for plan in wrong
            )

    def assess_one(self) -> Assessment:
        """Judge the dataset by the one framework.

        Raises:
            UsageError: if there are several.
        """
        if len(self.frameworks) > 1:
            raise UsageError(Problem("one_framework", {"found": len(self.frameworks)}))
        return self.assess()[0]

    def elsewhere(self, frameworks: Sequence[Framework]) -> frozenset[str]:
        """Give the names that these frameworks, left out ones too, and any plugin know: no mistakes as columns."""
        return known_ids(discover()).union(*(known_names(framework) for framework in frameworks))

    @cached_property
    def style(self) -> Style:
        """How the reader wants to see it, within the width of the terminal."""
        return Style(language=self.language, depth=self.depth, width=results().columns())

    def result(self, assessments: Sequence[Assessment], what_if: "Mapping[str, Comparison] | None" = None) -> Result:
        """Put together what a report of assessments is made of."""
        return Result(
            assessments=assessments,
            by=self.by,
            as_of=self.as_of,
            what_if=what_if or {},
            plans=self.plans,
            completion=self.completion,
            map=None if self.map_file is None else read_map(self.map_file),
            cities=tuple(self.cities),
            plugins={plugin.name: plugin.version for plugin in self.plugins.found},
            robust=not self.no_robust,
        )

    @cached_property
    def among(self) -> By:
        """The cities that a single city is compared with: those nearest to it, else those of its group."""
        return self._nearest() or self.by

    @cached_property
    def completion(self) -> DataFrame | None:
        """Count programmes, if there are some."""
        return None if self.programmes is None else self._completion(self.programmes)

    def _completion(self, programmes: Path) -> DataFrame:
        """Count programmes, whose dimensions must be known to a framework here or to any plugin."""
        from smartscore.master_plan import completion, read_master_plan

        return completion(read_master_plan(programmes, self.elsewhere(self.load()), self.read_tables))

    def _nearest(self) -> Nearest | None:
        """Read the peers of `--peers nearest:K --on COLUMN,...`.

        Raises:
            UsageError: for another form, a part without the other, or with `--by` beside it.
        """
        if self.peers is None and self.on is None:
            return None
        kind, _, count = (self.peers or "").partition(":")
        columns = [name.strip() for name in (self.on or "").split(",") if name.strip()]
        if kind != "nearest" or not (count.isascii() and count.isdecimal()) or not columns or self.by is not None:
            raise UsageError(Problem("peers_not_valid", {"found": self.peers or "-", "on": self.on or "-"}))
        return Nearest(int(count), columns)

    @property
    def inputs(self) -> list[Path]:
        """The files that are read."""
        files = [*self.dataset, *self.recipes, *self.further, *self.plan_files, *map(Path, self.frameworks)]
        return [*files, *filter(None, (self.weights, self.benchmarks, self.programmes, self.map_file))]

    def spare(self, output: Path | None, *files: Path | None) -> None:
        """Refuse to write over a file that is read, these too, and over a form.

        Raises:
            UsageError: if the output is one of them.
        """
        spare(output, *self.inputs, *files)

    def prepare(self, destination: Destination, *files: Path | None) -> None:
        """Refuse, before anything is worked out, a format that there is not, and to write over a file that is read.

        Raises:
            UsageError: if it is so.
        """
        self.report(destination)
        self.spare(destination.output, *files)

    def report(self, destination: Destination, split: Path | None = None) -> Report:
        """Find the report by name, else by the ending of the output file, else the table, or PDF for a file a city.

        Raises:
            UsageError: if there is none, or none that can be of single cities where `--split` or `--city` is set.
        """
        format_ = "pdf" if split and not (destination.format_ or destination.output) else destination.format_
        output = None if destination.standard else destination.output
        return report_of(self.plugins, format_, output, of_cities=bool(split or self.cities), own=self.own_reports)


def _years(written: str) -> Years:
    try:
        return Years.parse(written)
    except FrameworkError as error:
        raise UsageError(error.problems) from error

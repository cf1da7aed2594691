"""Assessments as people hold them: judged from a path and a name, asked, looked at, written."""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Literal, Self, TypeAlias, Unpack

import numpy as np
from attrs import fields, frozen
from pandas import DataFrame

from smartscore import engine, steps
from smartscore.api.datasets import Source, read_dataset
from smartscore.api.frameworks import known_ids, load_framework
from smartscore.api.score_table import long_table, wide_table
from smartscore.api.writing import json_text, write
from smartscore.dataset import City, Dataset
from smartscore.engine.groups import By
from smartscore.errors import Problem, UsageError
from smartscore.messages import preferred_language
from smartscore.model import Framework
from smartscore.notebook import brief, in_lines
from smartscore.plugins import Plugins, discover
from smartscore.reports import Result
from smartscore.text import Translatable, as_text

if TYPE_CHECKING:
    from smartscore.api.answers import Pages
    from smartscore.api.robustness import Asked, Robustness
    from smartscore.plots import AssessmentPlots
    from smartscore.robustness.assumptions import Assumptions

_log = logging.getLogger(__name__)

#: What is judged: a dataset, or what one is read from, or several of these.
Data: TypeAlias = "Dataset | Source | Sequence[Source]"


@frozen(eq=False, slots=False)
class Assessment(engine.Assessment):
    """The scores of every node in every city, with what people do to them: ask, look, draw, write.

    Cities go by their key or name, where several rows have it by a tuple with year and assessor, or by their position.
    Frames that are handed out are copies, and arrays are read-only.
    """

    @classmethod
    def of(cls, assessment: engine.Assessment) -> Self:
        """Give an assessment of the engine as one of this kind."""
        return cls(**{str(field.alias): getattr(assessment, field.name) for field in fields(engine.Assessment)})

    def explain(self, city: City | None = None, by: By = None, as_of: int | None = None) -> DataFrame:
        """Explain the score of a city, or of all: see `smartscore.explain`."""
        from smartscore.views import explain

        return explain(self, city, by, as_of)

    def gaps(
        self, city: City | None = None, wanted: str | DataFrame | Mapping[str, float] | None = None, by: By = None
    ) -> DataFrame:
        """Tell what a city, or each, lacks to wanted values, by default the targets: see `smartscore.gaps`.

        Of one city they may be its `"target"`, the `"best"`, its `"peers"` or the next `"band"`.
        """
        from smartscore.views import gaps, target_values
        from smartscore.views.targets import wanted_values

        if isinstance(wanted, str):
            wanted = wanted_values(self, self.dataset.rows_of("" if city is None else city)[-1], wanted, by)
        return gaps(self, city, target_values(self) if wanted is None else wanted, by)

    def peers(self, city: City, by: By = None) -> DataFrame:
        """Tell where a city stands among its peers: see `smartscore.peers`."""
        from smartscore.views import peers

        return peers(self, city, by)

    def missing(self, city: City, by: By = None) -> DataFrame:
        """Tell what the index of a city would be with each value that it lacks: see `smartscore.missing`."""
        from smartscore.views import missing

        return missing(self, city, by)

    def queue(  # noqa: PLR0913  # as many as the command line has options of choosing
        self,
        city: City | None = None,
        *,
        office: Collection[str] = (),
        owner: Collection[str] = (),
        until: date | None = None,
        today: date | None = None,
        overdue_first: bool = False,
        top: int | None = None,
        by_ladder: bool = False,
    ) -> DataFrame:
        """Tell which items of evidence are next in a city, or in all: see `smartscore.queue`."""
        from smartscore.views import queue

        return queue(
            self,
            city,
            office=office,
            owner=owner,
            until=until,
            today=today,
            overdue_first=overdue_first,
            top=top,
            by_ladder=by_ladder,
        )

    def robustness(
        self, assumptions: "Assumptions | str | Path | None" = None, **asked: "Unpack[Asked]"
    ) -> "Robustness":
        """Tell how sure each rank is, by default under what suits the framework: see `smartscore.api.robustness`."""
        from smartscore.api.robustness import robustness

        return robustness(self, assumptions, **asked)

    def what_if(self, changes: Iterable[tuple[City, str, float | str]]) -> Self:
        """Give a copy in which cities have other values: see `smartscore.what_if`."""
        from smartscore.views import what_if

        return what_if(self, changes)

    @cached_property
    def provisos(self) -> tuple[Translatable, ...]:
        """What must be said beside the scores, as the command says it below its table.

        Values that are missing, clipped, imputed, do not apply; columns that were not used; what rests on judgement or
        is not official; suspicions that were accepted. Each gives its sentence in a language with `.to("id")`, and in
        English with `str`.
        """
        from smartscore.reports.elements.provisos import summary, unranked

        told = [*unranked(self), *summary(self, Result(assessments=[self]))]
        return tuple(as_text(one) if isinstance(one, str) else one for one in told)

    def to_frame(
        self, form: Literal["long", "wide"] = "wide", *, by: str | None = None, language: str = "en"
    ) -> DataFrame:
        """Give the scores as a table for other programs.

        Wide has a row a city: key, name, rank, band, and the score of each node in a column of its id. Long has a row a
        city and node: key and name; node, title, dimension (of which it is a member) and level (0 is the index); value,
        score, the least and the greatest that missing values allow, rank and coverage; and whether it is given,
        not_applicable, clipped, imputed. Ranks are those within the column `by`, titles in `language`.

        Raises:
            UsageError: for another form, or if the dataset has no column `by`.
        """
        if form not in ("long", "wide"):
            fields = {"name": "form", "found": repr(form), "allowed": "long, wide"}
            raise UsageError(Problem("parameter_not_allowed", fields))
        return long_table(self, by, language) if form == "long" else wide_table(self, by)

    def to_json(
        self, *, language: str | None = None, by: str | None = None, as_of: int | None = None, robust: bool = True
    ) -> str:
        """Give the record that `smartscore assess --format json` prints, without rank intervals if not `robust`."""
        return json_text(Result(assessments=[self], by=by, as_of=as_of, robust=robust), language)

    def write(  # noqa: PLR0913  # as many as the command line has options of writing
        self,
        path: str | Path,
        *,
        report: str | None = None,
        language: str | None = None,
        depth: int = 1,
        by: str | None = None,
        as_of: int | None = None,
        cities: Collection[str] = (),
        shapes: str | Path | None = None,
        robust: bool = True,
    ) -> Path:
        """Write a report, by the ending of the file or as the `report` named, with the bytes that the command writes.

        `language` is `en` or `id`, else that of the environment; `depth` the levels of the tree in tables. Cities are
        ranked within the column `by`; `as_of` is the year by which values are too old; `cities` have a page of their
        own; `shapes` is a file of their shapes in GeoJSON, for a map; `robust` says whether ranks have intervals. What
        else stands beside an assessment, such as plans, is in a `Result`, which `smartscore.write` writes.

        Raises:
            UsageError: as `smartscore.write` does, and for a city, column or file of shapes that is none.
        """
        shown = None
        if shapes is not None:
            from smartscore.reports.map_file import read_map

            shown = read_map(Path(shapes))
        result = Result(assessments=[self], by=by, as_of=as_of, cities=tuple(cities), map=shown, robust=robust)
        spared = () if shapes is None else (Path(shapes),)
        return write(result, path, report=report, language=language, depth=depth, spared=spared)

    @property
    def plot(self) -> "AssessmentPlots":
        """The pictures of this assessment, as altair charts (extra `report`), such as `assessment.plot.ranking()`."""
        from smartscore.plots import AssessmentPlots

        return AssessmentPlots(self)

    @property
    def show(self) -> "Pages":
        """What is told of a city, as a notebook shows it, such as `assessment.show.explain("Sleman")`."""
        from smartscore.api.answers import Pages

        return Pages(self)

    def __repr__(self) -> str:
        return in_lines(f"Assessment of {len(self.rows)} rows by {self.framework.full_name}", *_told(self))

    def _repr_html_(self) -> str:
        from smartscore.reports import Result, Style
        from smartscore.reports.formats import notebook
        from smartscore.reports.subjects import ranking

        return notebook.render(
            ranking.document(Result(assessments=[self])), Style(language=preferred_language(), depth=0)
        )


def assess(  # noqa: PLR0913  # as many as the command line has ways of scoring
    dataset: "Data",
    framework: Framework | str | Path = "smart-city",
    *,
    baseline: "Data | None" = None,
    provisional: bool = False,
    plugins: Plugins | None = None,
    elsewhere: Callable[[], Collection[str]] | None = None,
) -> Assessment:
    """Judge every city of a dataset by a framework.

    The dataset is one, or what `read_dataset` takes: a file or several, their content, a frame of pandas, polars or
    pyarrow. The framework is one, its id, or its file. Where something special must be said of either (a recipe,
    suspicions that are accepted, plugins to leave out), read the dataset and load the framework before.

    Relative rules and steps are fitted to `baseline`, by default to the dataset itself. `provisional` does what the
    function of that name does. `plugins` are found ones to use as they are. `elsewhere` gives ids that other frameworks
    know; see `check`. A dataset that was read from files is refused where something in it is probably wrong and moves
    scores, unless its `accepted` says so.

    Raises:
        DatasetError: with every problem of the dataset, and every suspicion that was not accepted.
        FrameworkError: if there is no such framework, with every fault of its file, or where nothing is provisional.
        PluginError: if a framework is named and a plugin is broken.
        RuleError: where a rule or an aggregate cannot be applied, naming node and city.
        UsageError: for what no dataset is read from.
    """
    if not isinstance(framework, Framework):
        plugins = discover() if plugins is None else plugins
        framework = load_framework(framework, plugins=plugins)
        elsewhere = partial(known_ids, plugins) if elsewhere is None else elsewhere
    framework = steps.provisional(framework) if provisional else framework
    read = _read(dataset, plugins)
    fitted_to = None if baseline is None else _read(baseline, plugins)
    started = perf_counter()
    judged = engine.assess(read, framework, baseline=fitted_to, elsewhere=elsewhere or frozenset)
    _report_to_log(judged, perf_counter() - started)
    return Assessment.of(judged)


def _report_to_log(judged: engine.Assessment, taken: float) -> None:
    rows, framework = len(judged.rows), judged.definition
    _log.info("judged %d rows by %s: %d nodes in %.3f s", rows, framework.name, len(framework.nodes), taken)
    for suspicion in judged.suspicions:
        _log.warning("%s", suspicion.message())


def _read(data: "Data", plugins: Plugins | None) -> Dataset:
    return data if isinstance(data, Dataset) else read_dataset(data, plugins=plugins)


def _told(assessment: Assessment) -> Iterator[str]:
    """Say in short lines of whom and by what, from where to where, and how much is there."""
    from smartscore.reports.elements.provisos import counts

    index = assessment.index.to_numpy(dtype=float)
    known, labels = np.flatnonzero(~np.isnan(index)), assessment.dataset.labels
    cities, years = assessment.dataset.cities.nunique(), assessment.dataset.years
    yield f"cities: {cities}" + ("" if years is None else f", years: {min(years)} to {max(years)}")
    if len(known):
        best = known[np.argmax(assessment.framework.sign * index[known])]
        yield f"index: {index[known].min():.4g} to {index[known].max():.4g}, median {np.median(index[known]):.4g}"
        yield f"best: {brief(labels[best])}"
        covered = assessment.coverage["index"].to_numpy(dtype=float)
        yield f"coverage: {np.nanmin(covered):.0%} to {np.nanmax(covered):.0%}" if len(covered) else ""
    if len(known) < len(index):
        yield f"without an index: {len(index) - len(known)}"
    counted = counts(assessment, None)
    yield (
        ", ".join(f"{name}: {counted[name]}" for name in ("missing", "clipped", "imputed")) + f" of {counted['total']}"
    )
    yield f"fingerprint: {assessment.definition.fingerprint}"

"""How sure ranks are: an analysis of an assessment, as people hold it."""

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from attrs import evolve, field, frozen

from smartscore.api.answers import Answer
from smartscore.dataset import City
from smartscore.engine import Assessment
from smartscore.plugins import Plugins, discover
from smartscore.reports.elements.cells import row_label
from smartscore.reports.subjects import robustness as subject
from smartscore.robustness.analysis import Analysis, analyse
from smartscore.robustness.assumptions import Assumptions
from smartscore.robustness.draws_file import write_draws

if TYPE_CHECKING:
    from smartscore.model import Methods
    from smartscore.robustness.uncertainty.run import Progress, Sampler


class Asked(TypedDict, total=False):
    """How an analysis of robustness is made: all of it may be left out.

    `city` is told of in particular. `draws` (1000) and `precision`, in ranks, say how long intervals are drawn for,
    `base` (256) is the N of shares of variance, and `seed` (1) and `sampler` (`random` or `sobol`) say how. Without
    `refit`, relative rules and steps stay as they are fitted. Cities are ranked within the column `by`. `plugins` may
    bring methods that assumptions name; those that are installed do where none are given. `progress` is told how many
    runs are done, of how many.
    """

    city: City | None
    draws: int
    base: int
    seed: int
    sampler: "Sampler"
    refit: bool
    precision: float | None
    by: str | None
    plugins: Plugins | None
    progress: "Progress | None"


@frozen(eq=False, repr=False)
class Robustness(Answer):
    """An answer on how sure ranks are: `frame` has a row a city, and `analysis` all that was worked out."""

    analysis: Analysis = field(repr=False)
    methods: "Methods" = field(repr=False)

    def write_draws(self, path: str | Path) -> Path:
        """Write every draw into a Parquet file: see `smartscore.robustness.draws_file.write_draws`.

        Raises:
            UsageError: if pyarrow is not installed, or the file cannot be written.
        """
        return write_draws(self.analysis.uncertainty, Path(path), self.methods)


def robustness(
    assessment: Assessment, assumptions: Assumptions | str | Path | None = None, **asked: Unpack[Asked]
) -> Robustness:
    """Tell how sure each rank of an assessment is under assumptions, or a file of them, or what suits the framework.

    Raises:
        UsageError: for assumptions that do not apply, with every problem; for no such city or column; for draws, a
            precision or a sampler that are not possible.
        FrameworkError: with every fault of a file of assumptions.
        RuleError: where a rule or an aggregate is not defined in a draw, naming the node.
    """
    methods = (asked.pop("plugins", None) or discover()).methods
    if isinstance(assumptions, str | Path):
        from smartscore.robustness.assumptions.assumption_file import read_assumptions

        assumptions = read_assumptions(assumptions, methods)
    found = analyse(assessment, assumptions, methods=methods, **asked)  # type: ignore[misc]  # without plugins
    document = evolve(subject.document([found], methods), source=found.uncertainty)
    about = f"{len(assessment.rows)} rows" if found.city is None else row_label(assessment, found.city)
    return Robustness(about, found.uncertainty.summary(), document, found, methods)

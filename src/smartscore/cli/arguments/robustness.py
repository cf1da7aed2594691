"""Options of `robustness`: what is assumed, how it is drawn, and where the draws go."""

from pathlib import Path

import click
from attrs import frozen

from smartscore.cli.delivery import present
from smartscore.cli.exits import INTERRUPTED
from smartscore.cli.output import Destination, is_standard, put, spare, tell_written
from smartscore.cli.progress_bar import counted
from smartscore.cli.request import Request
from smartscore.cli.streams import words_of_solvers_dropped
from smartscore.errors import Problem, UsageError, legible
from smartscore.reports.subjects import robustness
from smartscore.robustness.analysis import Analysis, analyse
from smartscore.robustness.assumptions import Assumptions, Nominal
from smartscore.robustness.assumptions.assumption_file import read_assumptions, written
from smartscore.robustness.defaults import default_assumptions
from smartscore.robustness.draws_file import require_parquet, write_draws
from smartscore.robustness.uncertainty.run import Sampler


@frozen(kw_only=True)
class Robust:
    """The options of `robustness`."""

    city: str | None = None
    assumptions: Path | None = None
    draws: int = 1000
    base: int = 256
    seed: int = 1
    sampler: Sampler = "random"
    precision: float | None = None
    frozen: bool = False
    estimator: str = "saltelli"
    draws_out: Path | None = None
    show_assumptions: bool = False

    def prepare(self, request: Request, destination: Destination) -> None:
        """Refuse, before anything is worked out, what cannot be written.

        Raises:
            UsageError: for a format that there is not, a file that is read, draws that are to go to standard output or
                of several frameworks, and where Parquet cannot be written.
        """
        request.prepare(destination, self.assumptions)
        if self.draws_out is None:
            return
        if is_standard(self.draws_out):
            raise UsageError(Problem("needs_file"))
        if len(request.frameworks) > 1:
            raise UsageError(Problem("one_framework", {"found": len(request.frameworks)}))
        require_parquet()
        spare(self.draws_out, *request.inputs, self.assumptions)

    def run(self, request: Request, destination: Destination) -> None:
        """Draw and write the report of it; or write the assumptions alone, as a file to change.

        Raises:
            UsageError: for a city that there is not, and for assumptions that do not apply.
        """
        if self.show_assumptions:
            put(self._shown(request), destination.output)
            return
        analyses = self._analyses(request)
        for one in analyses if self.draws_out is not None else ():
            self._write(one, request)
        present(request, robustness.document(analyses, request.plugins.methods), destination)
        if any(one.interrupted for one in analyses):
            click.get_current_context().exit(INTERRUPTED)

    def _shown(self, request: Request) -> str:
        assessment, methods = request.assess_one(), request.plugins.methods
        assumptions = self._read(request) or default_assumptions(assessment, methods)
        assumptions.require(Nominal(assessment, methods))
        return written(assumptions)

    def _analyses(self, request: Request) -> list[Analysis]:
        assessments, assumptions = request.assess(), self._read(request)
        with counted("working_draws", request.language) as progress:
            return [
                analyse(
                    each,
                    assumptions,
                    draws=self.draws,
                    base=self.base,
                    seed=self.seed,
                    sampler=self.sampler,
                    refit=not self.frozen,
                    precision=self.precision,
                    by=request.by,
                    city=None if self.city is None else each.dataset.rows_of(self.city)[-1],
                    methods=request.plugins.methods,
                    progress=progress,
                    solving=words_of_solvers_dropped,
                    estimator=self.estimator,
                )
                for each in assessments
            ]

    def _read(self, request: Request) -> Assumptions | None:
        return None if self.assumptions is None else read_assumptions(self.assumptions, request.plugins.methods)

    def _write(self, analysis: Analysis, request: Request) -> None:
        path = Path(self.draws_out or "")
        with counted("working_draws_file", request.language) as progress:
            write_draws(analysis.uncertainty, path, request.plugins.methods, progress)
        tell_written("file_written", file=legible(str(path)))

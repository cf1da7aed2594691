"""Faults of other people's rules, aggregates and steps: whose each is, and in which node and city."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, Literal

from attrs import evolve, frozen

from smartscore.errors import PluginError, Problem, RuleError, SmartscoreError
from smartscore.failures import said
from smartscore.process import kept
from smartscore.suppliers import known_as, module_of, name_of, plugin_of
from smartscore.text import Phrase

Kind = Literal["rule", "aggregate", "step", "estimator"]


class MethodError(RuleError, PluginError):
    """A rule, an aggregate or a step of a plugin failed, or gave something else than it must."""

    exit_code: ClassVar[int] = PluginError.exit_code


@frozen(eq=False)
class Method:
    """A rule, an aggregate or a step of somebody else, of which whose it is is asked when something is wrong."""

    kind: Kind
    value: Any

    @property
    def fields(self) -> dict[str, object]:
        """The fields of a problem with it: `method` in words, and for programs kind, name, module and plugin."""
        name, known, plugin = name_of(self.value), known_as(self.value, self.kind), plugin_of(self.value)
        shown = f"{known} ({name})" if known and known != name else name
        about = {"kind": self.kind, "name": known or name, "module": module_of(self.value)}
        kind = Phrase(f"method_{self.kind}")
        if plugin is None:
            return {"method": Phrase("method_of_module", kind=kind, name=shown, module=about["module"]), **about}
        return {"method": Phrase("method_of_plugin", kind=kind, name=shown, plugin=plugin), **about, "plugin": plugin}

    def error(self, problem: Problem) -> RuleError:
        """Give the error of a problem: that of a plugin where one supplies the method."""
        return MethodError(problem) if "plugin" in problem.fields else RuleError(problem)

    @contextmanager
    def called(self, city: Callable[[], str | None] = lambda: None) -> Iterator[None]:
        """Name it in whatever its code raises that is called inside; `city` looks for the one whose values do it.

        What it refuses in so many words (a `RuleError`) is told in its words, with its name where those are its own.
        """
        try:
            with kept():
                yield
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # other people's code, with sys.exit in it too
            if isinstance(error, SmartscoreError) and error.problems:
                if all(one.code != "in_own_words" for one in error.problems):
                    raise
                raise RuleError(map(self._refusal, error.problems)) from error
            if isinstance(error, ValueError) and "read-only" in str(error):
                raise self.error(Problem("method_writes_over", self.fields)) from error
            problem = Problem("method_failed", {**self.fields, "reason": said(error)}, city=city())
            raise self.error(problem) from error

    def _refusal(self, problem: Problem) -> Problem:
        """Say whose words they are, where a problem has nothing but words of its own."""
        if problem.code != "in_own_words":
            return problem
        fields = {**self.fields, "reason": problem.sentence()}
        return Problem("method_refuses", fields, city=problem.city, indicator=problem.indicator)

    def fails(self, call: Callable[[], object]) -> bool:
        """Tell whether a call of it fails."""
        try:
            with kept():
                call()
        except KeyboardInterrupt:
            raise
        except BaseException:  # whatever it is, it is told where it was met first
            return True
        return False


def first_failing(method: Method, calls: Callable[[int], object], count: int) -> int | None:
    """Give the place of the first call that fails by itself; None where all do, or none does.

    Where all fail, no city is to blame.
    """
    failing: int | None = None
    worked = False
    for place in range(count):
        if not method.fails(lambda place=place: calls(place)):  # type: ignore[misc]
            worked = True
        elif failing is None:
            failing = place
        if worked and failing is not None:
            return failing
    return None


@contextmanager
def naming(node: str) -> Iterator[None]:
    """Name the node in every problem without one that is raised inside."""
    try:
        yield
    except SmartscoreError as error:
        named = [problem if problem.indicator else evolve(problem, indicator=node) for problem in error.problems]
        raise (MethodError if isinstance(error, PluginError) else RuleError)(named) from (error.__cause__ or error)

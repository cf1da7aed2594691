"""Cases that break a contract: laid out by hand, then searched by hypothesis and made as small as can be."""

from collections.abc import Callable, Iterable, Mapping
from random import Random
from traceback import walk_tb
from typing import TYPE_CHECKING, TypeVar

from smartscore.errors import Problem, SmartscoreError, UsageError
from smartscore.failures import place, said
from smartscore.text import Phrase, Sentence

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

Case = TypeVar("Case")
#: What is wrong in a case, each kind of fault once.
Faults = Callable[[Case], Iterable[Problem]]

CASES = 100
#: What other people's code may raise; `sys.exit` in it must not end the checks.
ANY_FAILURE = (Exception, SystemExit)
#: Packages through which an error passes on its way from the line that is to be mended.
_NOT_TO_BLAME = {"smartscore", "numpy", "pandas", "copy", "pickle"}


def broken(faults: Faults[Case], laid: Iterable[Case]) -> list[Problem]:
    """Give the first problem of each kind in the cases laid out."""
    found: dict[str, Problem] = {}
    for case in laid:
        for problem in faults(case):
            found.setdefault(problem.code, problem)
    return list(found.values())


def searched(
    faults: Faults[Case], laid: Iterable[Case], strategy: "Callable[[], SearchStrategy[Case]]", cases: int = CASES
) -> list[Problem]:
    """Give a problem of each kind in the cases laid out and in so many of a strategy, in the smallest case there is.

    Raises:
        UsageError: if hypothesis is not installed.
    """
    require_hypothesis()
    drawn = strategy()
    found = {problem.code: problem for problem in broken(faults, laid)}
    while more := _more(faults, found, drawn, cases):
        found |= more
    return [_smallest(faults, problem, drawn, cases) for problem in found.values()]


def without_consequences(problems: list[Problem]) -> list[Problem]:
    """Leave only the shape where that is wrong: numbers in the wrong places are wrong in other ways too."""
    return [problem for problem in problems if problem.code.endswith("_shape")] or problems


def _more(
    faults: Faults[Case], found: Mapping[str, Problem], drawn: "SearchStrategy[Case]", cases: int
) -> dict[str, Problem]:
    """Give the problems of a case that shows a kind of fault which was not found before, none where there is none."""
    case = _first(drawn, cases, lambda case: not _codes(faults, case) <= found.keys())
    return {} if case is None else {p.code: p for p in faults(case) if p.code not in found}


def _codes(faults: Faults[Case], case: Case) -> set[str]:
    return {problem.code for problem in faults(case)}


def _smallest(faults: Faults[Case], problem: Problem, drawn: "SearchStrategy[Case]", cases: int) -> Problem:
    """Give the problem of the same kind in the smallest case of a strategy, or this one where it shows in none."""
    least = _first(drawn, cases, lambda case: problem.code in _codes(faults, case))
    same = [] if least is None else [other for other in faults(least) if other.code == problem.code]
    return same[0] if same else problem


def require_hypothesis() -> None:
    """Refuse to go on without hypothesis.

    Raises:
        UsageError: if it is not installed; it says how to install it.
    """
    try:
        import hypothesis  # noqa: F401
    except ImportError as error:
        raise UsageError(Problem("missing_extra", {"extra": "test"})) from error


def _first(strategy: "SearchStrategy[Case]", cases: int, breaks: Callable[[Case], bool]) -> Case | None:
    """Give the smallest case that breaks something, None where none does; the same in every run."""
    from hypothesis import Phase, Verbosity, find, settings
    from hypothesis.errors import Flaky, NoSuchExample

    thorough = settings(
        max_examples=cases,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        verbosity=Verbosity.quiet,
    )
    try:
        return find(strategy, breaks, settings=thorough, random=Random(0))  # noqa: S311  # nothing is kept secret
    except (NoSuchExample, Flaky):  # what gives something else each time has no smallest case
        return None


def in_words(error: BaseException) -> Sentence:
    """Give an error of other people's code with its type and where in it that was; what smartscore says as it is."""
    if isinstance(error, SmartscoreError) and error.problems:
        return error.problems[0]
    caught = error.__traceback__  # the line of a check that caught it, and after it those that led to the error
    named = {str(frame.f_globals.get("__name__")) for frame, _ in walk_tb(caught and caught.tb_next)}
    where = place(error, {name.partition(".")[0] for name in named} - _NOT_TO_BLAME)
    return said(error) if where is None else Phrase("failure_at", failure=said(error), file=where[0], line=where[1])

"""Rules, aggregates and steps made by name: of a constructor and its parameters, or of what stands for itself."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal, get_args

from smartscore.errors import FrameworkError, Problem, SmartscoreError, hint, in_own_words
from smartscore.failures import packages_of, place, said
from smartscore.model import Methods
from smartscore.rules import is_relative
from smartscore.rules.base import Better
from smartscore.text import Phrase, Translatable

Kind = Literal["rule", "aggregate", "step"]
Parameters = Mapping[str, inspect.Parameter]
#: What the argument of a rule and of a step is called, where a function stands in for one.
_VALUES, _FRAMES = ("values", "value", "raw", "v", "x"), ("frame", "df", "data")


def make(methods: Methods, kind: Kind, name: str, parameters: Mapping[str, Any]) -> Any:
    """Make the rule, aggregate or step of this name, or give what stands for itself under it.

    Raises:
        FrameworkError: if there is none, it does not take these parameters, or what it makes is none.
    """
    known: Mapping[str, Callable[..., Any]] = getattr(methods, f"{kind}s")
    words = Phrase(f"kind_{kind}")
    if name not in known:
        raise FrameworkError(
            Problem("unknown_method", {"kind": words, "found": name, "hint": hint(name, known.keys())})
        )
    made = known[name]
    supplier = methods.suppliers.get((kind, name)) or ", ".join(sorted(packages_of(made)))
    blame = {"kind": words, "id": name, "supplier": supplier}
    accepted = parameters_of(made, kind)
    bare = [] if parameters else list(_bare(made, kind, accepted, blame))
    if problems := bare or list(_faults_of_parameters(parameters, accepted)):
        raise FrameworkError(problems)
    try:
        made = made if stands_for_itself(made, kind) else made(**parameters)
        faults = list(_faults(made, kind, blame))
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # other people's code, with sys.exit in it too
        if not supplier:  # built in, which says what is wrong
            raise
        reasons = (isinstance(error, SmartscoreError) and error.problems) or (_with_place(error, made),)
        raise FrameworkError(Problem("method_refused", {**blame, "reason": reason}) for reason in reasons) from error
    if faults:
        raise FrameworkError(faults)
    return made


def _with_place(error: BaseException, made: object) -> Translatable:
    """Give what an error says, and where in the code of a method it happened."""
    where, failure = place(error, packages_of(made)), in_own_words(said(error))
    return failure if where is None else Phrase("failure_at", failure=failure, file=where[0], line=where[1])


def stands_for_itself(made: object, kind: Kind) -> bool:
    """Tell whether what stands under a name is the method itself, not what makes one of parameters."""
    if isinstance(made, type):
        return False
    if kind == "aggregate":
        needed = list(needed_of(_signature(made)))
        return len(needed) == 2 and needed[1].startswith("w")
    return hasattr(made, "fit") or (kind == "rule" and hasattr(made, "better"))


def parameters_of(made: Any, kind: Kind) -> Parameters:
    """Give the parameters of a method that a file may name: all but what it has learnt of a baseline."""
    if stands_for_itself(made, kind):
        return {}
    return {name: parameter for name, parameter in _signature(made).items() if name != "fitted"}


def needed_of(parameters: Parameters) -> dict[str, None]:
    """Give the names of the parameters without which there is no method, in their order."""
    free = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    return {
        name: None
        for name, one in parameters.items()
        if one.default is inspect.Parameter.empty and one.kind not in free
    }


def _faults_of_parameters(given: Mapping[str, Any], accepted: Parameters) -> Iterator[Problem]:
    kinds = {one.kind for one in accepted.values()}
    names = {name for name, one in accepted.items() if one.kind is not inspect.Parameter.VAR_POSITIONAL}
    if inspect.Parameter.VAR_KEYWORD not in kinds:
        for name in sorted(given.keys() - names):
            yield Problem("unknown_key", {"found": name, "hint": hint(name, names)})
    for name in sorted(needed_of(accepted).keys() - given.keys()):
        yield Problem("key_missing", {"found": name})


def _bare(made: object, kind: Kind, accepted: Parameters, blame: Mapping[str, object]) -> Iterator[Problem]:
    """Find a function that is a rule or a step itself and does not say what smartscore must know of it."""
    needed = list(needed_of(accepted))
    if not inspect.isroutine(made) or len(needed) != 1:
        return
    if kind == "rule" and needed[0] in _VALUES:
        yield Problem("rule_without_better", dict(blame))
    if kind == "step" and needed[0] in _FRAMES:
        yield Problem("step_without_fit", dict(blame))


def _faults(made: Any, kind: Kind, blame: Mapping[str, object]) -> Iterator[Problem]:
    """Find why what was made is no rule, aggregate or step."""
    fixed = kind != "rule" or not is_relative(made)
    if (fixed and not callable(made)) or (not fixed and not callable(made.fit)):
        yield Problem("method_made_another", {**blame, "found": "None" if made is None else type(made).__name__})
    elif kind == "rule" and fixed and getattr(made, "better", None) not in get_args(Better):
        yield Problem("rule_without_better", dict(blame))
    elif kind == "step" and not callable(getattr(made, "fit", None)):
        yield Problem("step_without_fit", dict(blame))


def _signature(made: Any) -> Parameters:
    try:
        return _known_signature(made)
    except TypeError:  # no function, or one that cannot be kept in a cache
        return _read_signature(made)


def _read_signature(made: Any) -> Parameters:
    try:
        return inspect.signature(made).parameters
    except (TypeError, ValueError):  # some classes of C say nothing
        return {}


_known_signature = lru_cache(_read_signature)

"""What a rule may answer about itself, and what goes for one that does not.

All of these are optional attributes or methods of a rule, which forms, checks, gaps and reports ask for:

- `words`: its values are words, and the value that is scored is the place of a word in this list, from the worst up.
- `bounds`: the raw values that score 0 and 1, (worst, best); None for one that need not be told.
- `peak`: for a rule that is best in the middle, the value that scores 1, and how far from it 0 is reached.
- `limits`: for a rule that has classes, the values at which a class begins.
- `possible`: the `Domain` of values that it can judge, which an indicator without a domain takes from it.
- `least`: the lowest value that the curve of the rule can be asked for, where it has one: 0 for a logarithm.
- `clip`: "both" unless scores leave 0 to 1, at the "worst" or the "best" end only, or at "none".
- `unscored`: whether it gives no score at all.
- `inverse(normalised)`: the raw values that score so much: array -> array.
- `reaching(normalised)`: where scores go in steps, the least value that scores so much, for one number; NaN for none.
- `clipped(values)`: which values lie beyond a bound and were held there: array -> bool array.
- `better_within(low, high)`: which way is up among the values between two, if that is not always `better`.
- `with_benchmark(value)`: the rule with another benchmark, for those that take one.
"""

from collections.abc import Callable, Iterable, Mapping
from numbers import Real
from typing import Any

import numpy as np

from smartscore.errors import Problem
from smartscore.method_faults import Method
from smartscore.rules.base import Array, Better, RelativeRule, Rule
from smartscore.rules.domain import Domain
from smartscore.rules.results import as_flags, as_numbers
from smartscore.suppliers import is_built_in
from smartscore.text import Text

AnyRule = Rule | RelativeRule | None
_MOST_LEVELS = 10  # from the lowest to the highest, where a value is one of a few levels


def _are(answer: Any, kind: type) -> bool:
    return isinstance(answer, Iterable) and not isinstance(answer, str) and all(isinstance(one, kind) for one in answer)


def _is_pair(answer: Any, kind: type) -> bool:
    return _are(answer, kind) and len(tuple(answer)) == 2


_PAIR = Text({"en": "two numbers", "id": "dua angka"})
_NUMBER = Text({"en": "a number", "id": "angka"})
#: What an answer must be, and how that is called.
_ALLOWED: Mapping[str, tuple[Callable[[Any], bool], Text]] = {
    "words": (
        lambda answer: _are(answer, object),
        Text({"en": "a list of words, the worst first", "id": "daftar kata, mulai dari yang terburuk"}),
    ),
    "bounds": (lambda answer: _is_pair(answer, Real | None), _PAIR),  # type: ignore[arg-type]  # a union is one too
    "peak": (lambda answer: answer is None or _is_pair(answer, Real), _PAIR),
    "limits": (lambda answer: _are(answer, Real), Text({"en": "a list of numbers", "id": "daftar angka"})),
    "possible": (lambda answer: answer is None or isinstance(answer, Domain), Text({"en": "a Domain", "id": "Domain"})),
    "least": (lambda answer: answer is None or isinstance(answer, Real), _NUMBER),
    "clip": (
        lambda answer: answer in ("both", "worst", "best", "none"),
        Text(dict.fromkeys(("en", "id"), "both, worst, best, none")),
    ),
    "unscored": (lambda answer: isinstance(answer, bool), Text(dict.fromkeys(("en", "id"), "True, False"))),
    "reaching()": (lambda answer: isinstance(answer, Real), _NUMBER),
}


def _answer(rule: AnyRule, name: str, unsaid: Any) -> Any:
    """Give what a rule answers, and what goes for one that does not; a rule that fails at it is named."""
    if _is_ours(rule):
        return getattr(rule, name, unsaid)
    with Method("rule", rule).called():
        answer = getattr(rule, name, unsaid)
    return _allowed(rule, name, answer) if name in _ALLOWED else answer


def _allowed(rule: AnyRule, name: str, answer: Any) -> Any:
    """Give an answer if it is what it must be.

    Raises:
        RuleError: naming the rule, what it answers, and what is expected.
    """
    if _is_ours(rule):
        return answer
    is_allowed, expected = _ALLOWED[name]
    method = Method("rule", rule)
    with method.called():
        if is_allowed(answer):
            return answer
        found = f"{name} = {answer!r}"
    raise method.error(Problem("method_gives", {**method.fields, "found": found, "expected": expected}))


def _asked(rule: AnyRule, function: Callable[..., Any], *asked: Any) -> Any:
    if _is_ours(rule):
        return function(*asked)
    with Method("rule", rule).called():
        return function(*asked)


def _is_ours(rule: AnyRule) -> bool:
    """Tell whether nobody else is to blame for the answers of a rule, and for those of no rule at all."""
    return rule is None or is_built_in(rule)


def words(rule: AnyRule) -> tuple[str, ...]:
    """Give the words of a rule for words, the worst first; none for one that judges numbers."""
    return tuple(str(word) for word in _answer(rule, "words", ()))


def bounds(rule: AnyRule) -> tuple[float | None, float | None]:
    """Give the raw values that score 0 and 1, None for each that the rule does not name."""
    answer: tuple[float | None, float | None] = _answer(rule, "bounds", (None, None))
    return answer


def peak(rule: AnyRule) -> tuple[float, float] | None:
    """Give the value in the middle that scores 1, and how far from it 0 is reached; None for a rule without one."""
    answer: tuple[float, float] | None = _answer(rule, "peak", None)
    return answer


def limits(rule: AnyRule) -> tuple[float, ...]:
    """Give the values at which the classes of a rule begin; none for one without classes."""
    return tuple(_answer(rule, "limits", ()))


def possible(rule: AnyRule) -> Domain | None:
    """Give the values that a rule can judge, None where it does not say."""
    answer: Domain | None = _answer(rule, "possible", None)
    return answer


def has_levels(rule: AnyRule) -> bool:
    """Tell whether the values that a rule judges are levels: those of a few, between which values may lie."""
    domain = possible(rule)
    return domain is not None and domain.high - domain.low <= _MOST_LEVELS


def least(rule: AnyRule) -> float | None:
    """Give the lowest value that has a sign possible for a rule; None where any has."""
    answer: float | None = _answer(rule, "least", None)
    return answer


def is_held(rule: AnyRule) -> bool:
    """Tell whether what a rule gives is held between 0 and 1."""
    return bool(_answer(rule, "clip", "both") == "both")


def held_ends(rule: AnyRule) -> tuple[float, float]:
    """Give the ends between which what a rule gives is held: 0 and 1, infinite where it may leave them."""
    clip = _answer(rule, "clip", "both")
    return (0.0 if clip in ("both", "worst") else -np.inf), (1.0 if clip in ("both", "best") else np.inf)


def gives_no_score(rule: AnyRule) -> bool:
    """Tell whether a rule gives no score at all."""
    answer: bool = _answer(rule, "unscored", False)
    return answer


def takes_benchmark(rule: AnyRule) -> bool:
    """Tell whether a rule has `with_benchmark`."""
    return _answer(rule, "with_benchmark", None) is not None


def inverses(rule: AnyRule, normalised: Array) -> Array | None:
    """Give the raw values that score so much by a rule that can be turned back; None for another."""
    turned: Callable[[Array], Any] | None = _answer(rule, "inverse", None)
    if turned is None:
        return None
    return as_numbers(Method("rule", rule), _asked(rule, turned, normalised), np.shape(normalised))


def inverse(rule: AnyRule, normalised: float) -> float | None:
    """Give the raw value that scores so much by a rule that can be turned back; None for another."""
    values = inverses(rule, np.array([normalised]))
    return None if values is None else float(values[0])


def raw(rule: AnyRule, normalised: float) -> float | None:
    """Give the raw value that scores so much, or the least that scores no less; None where a rule has none to name."""
    if (turned := inverse(rule, normalised)) is not None:
        return turned
    reaching: Callable[[float], float] | None = _answer(rule, "reaching", None)
    if reaching is not None:
        return float(_allowed(rule, "reaching()", _asked(rule, reaching, normalised)))
    middle = peak(rule)
    return middle[0] if middle is not None and normalised == 1 else None


def clipped(rule: AnyRule) -> Callable[[Array], np.ndarray] | None:
    """Give the function that tells which values are held at a bound; None for a rule that holds none."""
    answer: Callable[[Array], np.ndarray] | None = _answer(rule, "clipped", None)
    if answer is None:
        return None
    return lambda values: as_flags(Method("rule", rule), _asked(rule, answer, values), values.shape)


def better(rule: AnyRule) -> Better:
    """Tell which way is up: "higher" for a rule that does not say."""
    answer: Better = _answer(rule, "better", "higher")
    return answer


def better_within(rule: AnyRule, low: float, high: float) -> Better:
    """Tell which way is up among the values from `low` to `high`, "target" where they rise and fall."""
    within: Callable[[float, float], Better] | None = _answer(rule, "better_within", None)
    answer: Better = better(rule) if within is None else _asked(rule, within, low, high)
    return answer

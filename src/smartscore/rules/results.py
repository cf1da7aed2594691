"""What other people's rules and aggregates give, looked at before it counts."""

from collections.abc import Callable
from typing import Any

import numpy as np

from smartscore.errors import Problem
from smartscore.failures import said
from smartscore.method_faults import Method
from smartscore.process import kept
from smartscore.rules.base import Array
from smartscore.text import Phrase, Text, number_as_text

SLACK = 1e-9


def digits(*values: float) -> Text:
    """Write numbers with the decimal mark of the language."""
    return number_as_text("; ".join(f"{value:.10g}" for value in values))


def as_numbers(method: Method, given: Any, shape: tuple[int, ...]) -> Array:
    """Give a result as floats.

    Raises:
        RuleError: if it is no array of numbers of this shape.
    """
    if (found := _unlike_numbers(given, shape)) is not None:
        expected = Phrase("result_expected", shape=str(shape))
        raise method.error(Problem("method_gives", {**method.fields, "found": found, "expected": expected}))
    return np.asarray(given, dtype=float)


def as_flags(method: Method, given: Any, shape: tuple[int, ...]) -> np.ndarray:
    """Give a result as bool.

    Raises:
        RuleError: if it is no array of yes and no of this shape.
    """
    found = _unlike_numbers(given, shape)
    if found is None and given.dtype.kind != "b":
        found = Phrase("result_dtype", dtype=given.dtype)
    if found is not None:
        expected = Phrase("result_flags", shape=str(shape))
        raise method.error(Problem("method_gives", {**method.fields, "found": found, "expected": expected}))
    return np.asarray(given)


def _unlike_numbers(given: Any, shape: tuple[int, ...]) -> Phrase | None:
    """Say what a result is where it is no array of numbers of a shape."""
    if given is None:
        return Phrase("result_nothing")
    if isinstance(given, np.ma.MaskedArray) or not isinstance(given, np.ndarray):
        return Phrase("result_type", type=type(given).__name__)
    if given.dtype.kind not in "fiub":
        return Phrase("result_dtype", dtype=given.dtype)
    return None if given.shape == shape else Phrase("result_shape", shape=str(given.shape))


def refuse_other_alone(
    method: Method, together: float, call: Callable[[], Any], shown: Text, city: Callable[[], str | None]
) -> None:
    """Refuse a method that gives something else for one city by itself than it gave for it among others.

    Raises:
        RuleError: naming the city.
    """
    try:
        with kept(), np.errstate(all="ignore"):
            alone = float(np.asarray(call(), dtype=float).reshape(()))
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # other people's code, which worked for all cities together
        told: object = said(error)
    else:
        if abs(alone - together) <= SLACK * max(1.0, abs(together)):
            return
        told = digits(alone)
    fields = {**method.fields, "value": shown, "together": digits(together), "alone": told}
    raise method.error(Problem("method_not_single", fields, city=city()))

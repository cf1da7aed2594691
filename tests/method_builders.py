"""Rules of plugins that keep the contract or break one part of it."""

from collections.abc import Callable
from typing import cast

import numpy as np

from smartscore.rules import Array, Rule


def given(of: Callable[[Array], Array], **answers: object) -> Rule:
    """Give a rule of a plugin that is a function, with what it answers about itself."""

    def rule(values: Array, /) -> Array:
        return of(values)

    vars(rule).update({"better": "higher", **answers})
    return cast("Rule", rule)


def share(values: Array) -> Array:
    return (values / 10).clip(0, 1)


def writing(values: Array) -> Array:
    values /= 10
    return values.clip(0, 1)


def filling(values: Array) -> Array:
    return np.nan_to_num(share(values))


def losing(values: Array) -> Array:
    return np.where(values > 0.9, np.nan, share(values))


def comparing(values: Array) -> Array:
    known = values[~np.isnan(values)]
    return (values - known.min()) / max(known.max() - known.min(), 1)


def averaging(values: Array) -> Array:
    return (share(values) + share(np.full_like(values, np.nanmean(values)))) / 2


def failing(values: Array) -> Array:
    raise ZeroDivisionError(f"no towns among {len(values)}")

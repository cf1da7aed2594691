"""What is tried of one assumption alone: each of its options, both ends of its spread, or draws of it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias

import numpy as np
from attrs import frozen

from smartscore.robustness.assumptions import Alternatives, Assumption, Nominal, Spread, WeightSets
from smartscore.robustness.sampling.sobol import sobol_draws
from smartscore.robustness.sampling.uniform import uniform_draws
from smartscore.robustness.uncertainty.run import Sampler
from smartscore.rules import Array

#: The quantiles at which a spread is tried.
ENDS = (0.05, 0.95)
#: So many named sets of weights are tried one by one at most.
MOST_SETS = 20

#: What was tried: one of several options, the 5 % or the 95 % quantile of a number, draws, or a node left out.
Kind = Literal["option", "low", "high", "draws", "left_out"]
#: What a framework file would say: a word or a number.
Option: TypeAlias = str | float


@frozen(eq=False)
class Trial:
    """One assumption with the uniform numbers at which it is tried: (rows, columns).

    `tried` are kinds and options, one for each row, or `draws` alone for all rows together.
    """

    assumption: Assumption
    tried: Sequence[tuple[Kind, Option]]
    design: Array

    @property
    def parts(self) -> Iterator[tuple[Kind, Option, slice]]:
        """Give each kind and option with its rows."""
        if self.tried[0][0] == "draws":
            yield "draws", "", slice(None)
            return
        for row, (kind, option) in enumerate(self.tried):
            yield kind, option, slice(row, row + 1)


def trial(one: Assumption, nominal: Nominal, draws: int, seed: int, sampler: Sampler) -> Trial:
    """Give what is tried of an assumption."""
    if isinstance(one, Alternatives):
        return _options(one, [option(choice) for choice in one.choices], one.probabilities)
    if isinstance(one, WeightSets) and not one.mixture and len(one.sets) <= MOST_SETS:
        return _options(one, [*one.sets], one.probabilities)
    if isinstance(one, Spread):
        low, high = one.distribution.at(np.array(ENDS)).tolist()
        return Trial(one, [("low", low), ("high", high)], np.array(ENDS)[:, None])
    draw = sobol_draws if sampler == "sobol" else uniform_draws
    return Trial(one, [("draws", "")], draw(draws, one.columns(nominal), seed))


def trial_rows(one: Assumption, draws: int) -> int:
    """Give how many rows the trial of an assumption has."""
    if isinstance(one, Alternatives):
        return len(_shares(one.probabilities, len(one.choices)).nonzero()[0])
    if isinstance(one, WeightSets) and not one.mixture and len(one.sets) <= MOST_SETS:
        return len(_shares(one.probabilities, len(one.sets)).nonzero()[0])
    return len(ENDS) if isinstance(one, Spread) else draws


def _options(one: Assumption, options: Sequence[Option], probabilities: Sequence[float]) -> Trial:
    """Try each option that is possible at all, at the middle of the uniform numbers that fall on it."""
    shares = _shares(probabilities, len(options))
    middles = np.cumsum(shares) - shares / 2
    there = np.flatnonzero(shares).tolist()
    return Trial(one, [("option", options[place]) for place in there], middles[there, None])


def _shares(probabilities: Sequence[float], count: int) -> Array:
    return np.array(probabilities or [1.0 / count] * count)


def option(choice: Any) -> Option:
    """Write a choice in short, such as `zscore(mean=0.5, sd=0.2)`; a number stays one."""
    if isinstance(choice, bool):
        return str(choice).lower()
    if isinstance(choice, (int, float)):
        return choice
    if isinstance(choice, Mapping):
        return ", ".join(f"{name}({_given(given)})" for name, given in choice.items())
    return str(choice)


def _given(parameters: Any) -> str:
    if not isinstance(parameters, Mapping):
        return str(option(parameters))
    return ", ".join(f"{name}={_written(value)}" for name, value in parameters.items())


def _written(value: Any) -> str:
    found = option(value)
    return found if isinstance(found, str) else f"{found:g}"

"""Outliers taken in: extreme values held at the next ones, or the logarithm of a whole indicator."""

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
from attrs import Attribute, evolve, field, frozen
from pandas import DataFrame

from smartscore.errors import Problem, RuleError
from smartscore.rules import Array
from smartscore.rules.base import finite, positive
from smartscore.steps.columns import chosen, names_in

_EQUAL = 1e-9  # what lies so near a threshold reaches it, so that the order in which values are summed decides nothing
_AT_ONCE = 1 << 16  # values whose moments are taken together: they stay in the cache
_BELOW_LEAST = 0.01  # of the range: how far below the least value the logarithm has its 0


def _whole(_instance: object, attribute: "Attribute[int]", value: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        fields = {"name": attribute.name, "found": repr(value), "allowed": "0, 1, 2, ..."}
        raise RuleError(Problem("parameter_not_allowed", fields))


@frozen
class Winsorised:
    """Values beyond the limits become the limits; None where that end has none. `points` were changed in the baseline.

    Source: winsorising, as in OECD/JRC, Handbook on constructing composite indicators (2008), section 4.
    """

    low: float | None
    high: float | None
    points: int

    def __call__(self, values: Array, /) -> Array:
        return np.clip(values, self.low, self.high)


@frozen
class Logged:
    """ln(value - shift); a value below the `least` of the baseline counts as that: its own may not exist."""

    least: float
    shift: float

    def __call__(self, values: Array, /) -> Array:
        return np.log(np.maximum(values, self.least) - self.shift)


Treatment: TypeAlias = Winsorised | Logged


@frozen
class Treat:
    """Take in the outliers of indicators: hold extreme values at the next ones, or take the logarithm of all values.

    An indicator is treated whose sample absolute skewness is at least `skewness` and whose sample excess kurtosis is at
    least `kurtosis`. Its extreme value becomes the next one, at the end to which the skew points, again and again
    until it passes; values that share an extreme move together. If that does not help before `most` values are
    changed, ln(x - min + 0.01 (max - min)) takes the place of the original values. Indicators with fewer than four
    values, or with two different ones, stay as they are, and so do gaps. `columns` limits it to some indicators. A
    logarithm is not in the unit of the indicator: fixed bounds suit values that are held, relative rules suit both.

    Source: Becker, Caperna, Del Sorbo, Norlen, Papadimitriou and Saisana, COINr (2022); skewness G1 and kurtosis G2
    as in Joanes and Gill, Comparing measures of sample skewness and kurtosis (1998).
    """

    skewness: float = field(default=2.0, validator=positive, kw_only=True)
    kurtosis: float = field(default=3.5, validator=finite, kw_only=True)
    most: int = field(default=5, validator=_whole, kw_only=True)
    columns: tuple[str, ...] = field(default=(), converter=names_in, kw_only=True)
    #: what is done to each indicator that is treated
    fitted: Mapping[str, Treatment] | None = field(default=None, kw_only=True)

    def fit(self, frame: DataFrame, columns: list[str], /) -> "Treat":
        """Learn from a baseline which indicators are treated, and by which limits or shift; what was learnt stays.

        Raises:
            RuleError: for a name in `columns` that is no indicator.
        """
        if self.fitted is not None:
            return self
        names = chosen(self.columns, columns)
        values = np.ascontiguousarray(frame[names].to_numpy(dtype=float, na_value=np.nan).T)
        blocks = np.array_split(values, max(1, values.size // _AT_ONCE))
        failing = np.flatnonzero(np.concatenate([self._fails(*moments(block)) for block in blocks]))
        outlying = {names[place]: _Sorted(np.sort(values[place])) for place in failing}
        outlying = {name: values for name, values in outlying.items() if values.has_middle}
        self._hold(list(outlying.values()))
        return evolve(self, fitted={name: values.treatment for name, values in outlying.items()})

    def __call__(self, frame: DataFrame, /) -> DataFrame:
        """Give a copy of the frame with the treated indicators in it."""
        if self.fitted is None:
            raise RuleError(Problem("not_fitted", {"name": "treat"}))
        known = {name: treatment for name, treatment in self.fitted.items() if name in frame}
        return frame.assign(**{name: treatment(_numbers(frame, name)) for name, treatment in known.items()})

    def _fails(self, skewness: Array, kurtosis: Array) -> np.ndarray:
        """Tell which indicators have outliers: (indicators) each -> bool (indicators)."""
        skewed: np.ndarray = np.abs(skewness) >= self.skewness - _EQUAL
        return skewed & (kurtosis >= self.kurtosis - _EQUAL)

    def _hold(self, failing: list["_Sorted"]) -> None:
        """Hold ever more extreme values of indicators until each passes, or is given up for its logarithm."""
        while failing:
            skewness, kurtosis = moments(np.array([indicator.held for indicator in failing]))
            again = []
            for indicator, skew, fails in zip(failing, skewness, self._fails(skewness, kurtosis), strict=True):
                indicator.is_logged = bool(fails) and not (indicator.points < self.most and indicator.has_middle)
                if fails and not indicator.is_logged:
                    indicator.hold(upper=skew >= 0)
                    again.append(indicator)
            failing = again


class _Sorted:
    """The sorted values of an indicator, NaN last, of which ever more at the ends are held at the next value."""

    def __init__(self, values: Array) -> None:
        self.held = values
        self._known = values[: len(values) - int(np.isnan(values).sum())]
        self._least, self._greatest = float(values[0]), float(self._known[-1])
        self._low = self._high = 0
        self.is_logged = False

    @property
    def points(self) -> int:
        return self._low + self._high

    @property
    def has_middle(self) -> bool:
        """Whether any value lies between the least and the greatest, so that holding does not make all equal."""
        lower, upper = self._ends
        return lower + upper < len(self._known)

    @property
    def _ends(self) -> tuple[int, int]:
        """How many values are the least, and how many the greatest."""
        known = self._known
        lower, above = known.searchsorted(known[0], side="right"), known.searchsorted(known[-1], side="left")
        return int(lower), len(known) - int(above)

    def hold(self, *, upper: bool) -> None:
        """Give all values at the upper end, or at the lower one, the next value."""
        if upper:
            self._high = self._ends[1]
            self._known[-self._high :] = self._known[-self._high - 1]
        else:
            self._low = self._ends[0]
            self._known[: self._low] = self._known[self._low]

    @property
    def treatment(self) -> Treatment:
        if self.is_logged:
            return Logged(self._least, self._least - _BELOW_LEAST * (self._greatest - self._least))
        low, high = float(self._known[0]) if self._low else None, float(self._known[-1]) if self._high else None
        return Winsorised(low, high, self.points)


def moments(values: Array) -> tuple[Array, Array]:
    """Give the sample skewness G1 and the sample excess kurtosis G2: (indicators, cities) -> (indicators) each.

    NaN are left out. There is none, NaN, of fewer than four values and of equal ones.
    """
    known = ~np.isnan(values)
    n = known.sum(axis=1).astype(float)
    n[n < 4] = np.nan
    with np.errstate(divide="ignore", invalid="ignore"):
        least = np.fmin.reduce(values, axis=1, initial=np.inf)[:, None]
        centred = np.where(known, values - least, 0.0)  # equal values are exactly 0
        centred -= centred.sum(axis=1, keepdims=True) / n[:, None]
        centred[~known] = 0.0
        centred /= np.abs(centred).max(axis=1, initial=0.0, keepdims=True)  # powers of large numbers stay finite
        square = centred * centred
        m2 = square.sum(axis=1) / n
        g1 = np.einsum("ij,ij->i", square, centred) / n / m2**1.5
        g2 = np.einsum("ij,ij->i", square, square) / n / m2**2 - 3
        return g1 * np.sqrt(n * (n - 1)) / (n - 2), ((n + 1) * g2 + 6) * (n - 1) / ((n - 2) * (n - 3))


def _numbers(frame: DataFrame, name: str) -> Array:
    return frame[name].to_numpy(dtype=float, na_value=np.nan)

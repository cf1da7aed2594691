"""Gaps filled, openly: what was filled in is counted."""

from collections.abc import Mapping
from typing import Literal, cast

import numpy as np
import pandas as pd
from attrs import Attribute, evolve, field, frozen
from pandas import DataFrame, Series

from smartscore.errors import DatasetError, Problem, RuleError, hint
from smartscore.rules.base import finite, one_of
from smartscore.steps.columns import chosen, names_in
from smartscore.text import A_TEXT


def _optional_number(instance: object, attribute: object, value: float | None) -> None:
    if value is not None:
        finite(instance, attribute, value)  # type: ignore[arg-type]


def _optional_text(_instance: object, attribute: "Attribute[str | None]", value: object) -> None:
    if value is not None and not isinstance(value, str):
        raise RuleError(Problem("wrong_type", {"found": repr(value), "expected": A_TEXT}, column=attribute.name))


@frozen
class Impute:
    """Fill the gaps of indicators with a constant, the median or the mean, of all cities or of the city's group.

    A group without any value takes nothing: its gaps stay gaps. `columns` limits it to some indicators. A result in
    which gaps were filled by a `provisional` step says so, and why.
    Source: OECD/JRC, Handbook on constructing composite indicators (2008), section 3 (single imputation).
    """

    method: Literal["median", "mean", "constant"] = field(validator=one_of("median", "mean", "constant"))
    value: float | None = field(default=None, validator=_optional_number, kw_only=True)
    by: str | None = field(default=None, validator=_optional_text, kw_only=True)
    columns: tuple[str, ...] = field(default=(), converter=names_in, kw_only=True)
    provisional: bool = field(default=False, kw_only=True)
    #: indicator -> group -> value
    fitted: Mapping[str, Mapping[str, float]] | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if (self.method == "constant") != (self.value is not None):
            raise RuleError(Problem("impute_value", {}))

    def fit(self, frame: DataFrame, columns: list[str], /) -> "Impute":
        """Learn the value of each indicator, and each group where `by` is given, from a baseline; it stays learnt."""
        if self.fitted is not None:
            return self
        imputed = chosen(self.columns, columns)
        groups = self._groups(frame)
        if self.value is None:
            grouped = frame[imputed].groupby(groups, dropna=True)
            learnt = grouped.mean() if self.method == "mean" else grouped.median()
        else:
            learnt = DataFrame(self.value, index=pd.unique(groups.dropna()), columns=imputed)
        return evolve(self, fitted=cast("Mapping[str, Mapping[str, float]]", learnt.to_dict()))

    def __call__(self, frame: DataFrame, /) -> DataFrame:
        """Give a copy of the frame without the gaps for which a value was learnt."""
        if self.fitted is None:
            raise RuleError(Problem("not_fitted", {"name": "impute"}))
        group_of, groups = pd.factorize(self._groups(frame))  # -1 for a row of no group
        filled = {}
        for column in [name for name in self.fitted if name in frame]:
            learnt = np.array([*(self.fitted[column].get(group, np.nan) for group in groups), np.nan], dtype=float)
            values = frame[column].to_numpy(dtype=float, na_value=np.nan)
            filled[column] = np.where(np.isnan(values), learnt[group_of], values)
        return frame.assign(**filled)

    def _groups(self, frame: DataFrame) -> "Series[str]":
        if self.by is None:
            return Series("", index=frame.index)
        if self.by not in frame:
            raise DatasetError(
                Problem(
                    "column_missing", {"found": self.by, "hint": hint(self.by, [str(name) for name in frame.columns])}
                )
            )
        return frame[self.by]

"""Steps change raw values before they are judged, openly: what they filled in is counted."""

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Literal, cast

import pandas as pd
from attrs import Attribute, evolve, field, frozen
from pandas import DataFrame, Series

from smartscore.errors import DatasetError, FrameworkError, Problem, RuleError, hint
from smartscore.model import Framework, Indicator, Step
from smartscore.rules import answers
from smartscore.rules.base import finite, one_of
from smartscore.text import A_LIST, A_TEXT


def _optional_number(instance: object, attribute: object, value: float | None) -> None:
    if value is not None:
        finite(instance, attribute, value)  # type: ignore[arg-type]


def _optional_text(_instance: object, attribute: "Attribute[str | None]", value: object) -> None:
    if value is not None and not isinstance(value, str):
        raise RuleError(Problem("wrong_type", {"found": repr(value), "expected": A_TEXT}, column=attribute.name))


def _columns(columns: Iterable[str]) -> tuple[str, ...]:
    if isinstance(columns, str):
        fields = {"name": "columns", "found": repr(columns), "allowed": f'["{columns}"]'}
        raise RuleError(Problem("parameter_not_allowed", fields))
    if isinstance(columns, Mapping) or not isinstance(columns, Iterable):
        raise RuleError(Problem("wrong_type", {"found": repr(columns), "expected": A_LIST}))
    names = tuple(columns)
    if wrong := [name for name in names if not isinstance(name, str)]:
        raise RuleError(Problem("wrong_type", {"found": repr(name), "expected": A_TEXT}) for name in wrong)
    return names


@frozen
class Impute:
    """Fill the gaps of indicators with a constant or with the median, of all cities or of the city's group.

    A group without any value takes nothing: its gaps stay gaps. `columns` limits it to some indicators. A result in
    which gaps were filled by a `provisional` step says so, and why.
    Source: OECD/JRC, Handbook on constructing composite indicators (2008), section 3 (single imputation).
    """

    method: Literal["median", "constant"] = field(validator=one_of("median", "constant"))
    value: float | None = field(default=None, validator=_optional_number, kw_only=True)
    by: str | None = field(default=None, validator=_optional_text, kw_only=True)
    columns: tuple[str, ...] = field(default=(), converter=_columns, kw_only=True)
    provisional: bool = field(default=False, kw_only=True)
    #: indicator -> group -> value
    fitted: Mapping[str, Mapping[str, float]] | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if (self.method == "constant") != (self.value is not None):
            raise RuleError(Problem("impute_value", {}))

    def fit(self, frame: DataFrame, columns: list[str], /) -> "Impute":
        """Learn the value of each indicator, and each group where `by` is given, from a baseline."""
        imputed = [column for column in columns if column in (self.columns or columns)]
        if unknown := sorted(set(self.columns) - set(columns)):
            raise RuleError(Problem("not_a_member", {"found": name, "hint": hint(name, columns)}) for name in unknown)
        groups = self._groups(frame)
        if self.value is None:
            medians = frame[imputed].groupby(groups, dropna=True).median()
        else:
            medians = DataFrame(self.value, index=pd.unique(groups.dropna()), columns=imputed)
        return evolve(self, fitted=cast("Mapping[str, Mapping[str, float]]", medians.to_dict()))

    def __call__(self, frame: DataFrame, /) -> DataFrame:
        """Give a copy of the frame without the gaps for which a value was learnt."""
        if self.fitted is None:
            raise RuleError(Problem("not_fitted", {"name": "impute"}))
        groups = self._groups(frame)
        known = {column: values for column, values in self.fitted.items() if column in frame}
        filled = {column: frame[column].fillna(groups.map(values)) for column, values in known.items()}
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


STEPS: Mapping[str, Callable[..., Step]] = {"impute": Impute}


#: What the variant of a framework says whose gaps count as lowest values.
PROVISIONAL = "provisional"


def provisional(framework: Framework) -> Framework:
    """Give a copy in which a missing value that is taken from the index of another agency counts as the lowest one.

    The lowest is the end of the domain that scores worst; indicators without `taken_from`, or whose domain has no such
    end, keep their gaps. What is filled in is counted as imputed, and the variant of the copy says `provisional`.

    Raises:
        FrameworkError: if the framework has no indicator whose value is taken from elsewhere and has a lowest one.
    """
    by_value: dict[float, list[str]] = {}
    for node in framework.indicators:
        if node.taken_from and math.isfinite(lowest := _lowest(node)):
            by_value.setdefault(lowest, []).append(node.id)
    if not by_value:
        raise FrameworkError(Problem("nothing_taken_from_elsewhere", {"framework": framework.name}))
    steps = [Impute("constant", value=value, columns=names, provisional=True) for value, names in by_value.items()]
    variant = f"{framework.variant} {PROVISIONAL}".strip()
    return evolve(framework, variant=variant, steps=[*framework.steps, *steps])


def _lowest(node: Indicator) -> float:
    """Give the end of the domain of an indicator that scores worst; NaN where there is none."""
    domain = node.possible
    if domain is None or node.rule is None or (better := answers.better(node.rule)) == "target":
        return math.nan
    return domain.low if better == "higher" else domain.high

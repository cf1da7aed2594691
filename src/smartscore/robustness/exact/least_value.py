"""The least change of one indicator of a city, in raw units, that moves it past the next one, or among the first."""

import numpy as np
from attrs import frozen

from smartscore.dataset import City
from smartscore.engine import Assessment
from smartscore.engine.groups import By, alike
from smartscore.errors import Problem, UsageError
from smartscore.robustness.exact.attainable import require_positive
from smartscore.robustness.value_moves import Moves
from smartscore.rounding import TIE, on_grid
from smartscore.views import scenarios


@frozen
class ValueChange:
    """An indicator of a city, the value that it has, the nearest one that moves the city, and what comes of it.

    `new` is None where even the best possible value does not suffice; then `index` and `rank` are those of the best.
    Values are those after the steps of the framework, in the unit of the indicator.
    """

    indicator: str
    value: float
    new: float | None
    index: float
    rank: float

    @property
    def change(self) -> float | None:
        """By how much the value changes, None where no value suffices."""
        return None if self.new is None else self.new - self.value


def least_value_changes(
    assessment: Assessment, city: City, *, top: int | None = None, by: By = None
) -> tuple[ValueChange, ...]:
    """Give for each indicator with a value the least change of it alone by which a city is better than the next one.

    All that share the next better index are to be passed. Or, with `top`, no more than top - 1 are to be better; equal
    ones are not. Any framework will do. Rules and steps stay as they are fitted, and so do all other cities. A value
    moves towards the one that is best by its rule and `Framework.ways`, and no further than that; indicators for which
    it depends on others what is best are left out. Where nobody is better, nothing changes.

    Raises:
        UsageError: for no such city, one without an index, `top` less than 1, or a dataset without a column of `by`.
    """
    if top is not None:
        require_positive(top)
    row = assessment.dataset.row_of(city)
    if np.isnan(assessment.index.iloc[row]):
        raise UsageError(Problem("city_left_out", city=assessment.dataset.label(row)))
    moves = Moves.of(assessment, row)
    if not moves.names:
        return ()
    reached = moves.least(_wanted(assessment, row, top, by))
    shown = np.where(reached < 0, moves.counts, reached)
    told = scenarios(assessment, np.full(len(shown), row), moves.changed(shown), by=by)
    return tuple(
        ValueChange(name, value, new if there else None, index, rank)
        for name, value, new, there, index, rank in zip(
            moves.names,
            moves.values.tolist(),
            moves.at(shown).tolist(),
            (reached >= 0).tolist(),
            told["index"].tolist(),
            told["rank"].tolist(),
            strict=True,
        )
    )


def _wanted(assessment: Assessment, row: int, top: int | None, by: By) -> float:
    """Give what the index must be more than, turned so that more is better."""
    framework, among = assessment.framework, alike(assessment.dataset, row, by).copy()
    among[row] = False
    index = framework.sign * on_grid(np.asarray(assessment.index, dtype=np.float64), framework.scale)
    others, half = np.sort(index[among & ~np.isnan(index)])[::-1], TIE * (framework.scale[1] - framework.scale[0]) / 2
    if top is not None:
        return float(others[top - 1]) - half if len(others) >= top else -np.inf
    better = others[others - index[row] > half]
    return float(better[-1]) + half if len(better) else -np.inf

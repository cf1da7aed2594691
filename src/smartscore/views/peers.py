"""Where cities stand among their peers: rank, quartiles and a letter."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from pandas import DataFrame

from smartscore.dataset import City
from smartscore.engine import Assessment
from smartscore.engine.groups import By
from smartscore.errors import Problem, UsageError
from smartscore.model import Framework
from smartscore.rounding import TIE, on_grid, ranks_among
from smartscore.views.targets import companies

#: One for each quarter of a group, the best first.
LETTERS = ("A", "B", "C", "D")


def peers(
    assessment: Assessment,
    city: City,
    by: By = None,
    *,
    scores: DataFrame | None = None,
    letters: Sequence[str] = LETTERS,
) -> DataFrame:
    """Tell where a city, by its key or name, stands among its peers, itself among them: a row a node, in tree order.

    The peers are those of its year and assessor, and of its group by `by` or nearest to it. Columns: score, rank
    (1 for the highest), count of those with a score, lower quartile, median and upper quartile of their scores
    (interpolated), difference of the score from the median, and letter: of as many equal parts of the group as there
    are `letters`, the one that the score reaches, the best first by the way of the node, none where it has none (see
    `Framework.ways`); four letters are quarters. `scores` may be others than the assessment's (rows x nodes), such as
    `weighted_years` gives.

    Raises:
        UsageError: for no such city, or if the dataset lacks a column of `by`.
    """
    row = assessment.dataset.row_of(city)
    scores = assessment.scores if scores is None else scores
    among = np.flatnonzero(assessment.alike(row, by))
    own = int(np.flatnonzero(among == row)[0])
    standings = {
        name: _standing(column.to_numpy()[among], assessment.framework, str(name), letters)
        for name, column in scores.items()
    }
    return DataFrame({name: frame.iloc[own] for name, frame in standings.items()}).T.infer_objects()


def standings(
    assessment: Assessment,
    by: str | None = None,
    *,
    node: str = "index",
    scores: DataFrame | None = None,
    letters: Sequence[str] = LETTERS,
) -> DataFrame:
    """Tell where every city stands in its group, in the order of the dataset: a row a city, columns as `peers` has.

    Raises:
        UsageError: if the dataset has no column `by`.
    """
    column = (assessment.scores if scores is None else scores)[node].to_numpy()
    parts = [
        _standing(column[among], assessment.framework, node, letters).set_axis(rows)
        for rows, among in companies(assessment, by)
    ]
    return pd.concat(parts).sort_index().set_axis(assessment.rows)


def _standing(scores: np.ndarray, framework: Framework, node: str, letters: Sequence[str]) -> DataFrame:
    """Tell where each of a group stands in it: (group)."""
    scores, way = scores.astype(float), framework.ways[node]
    known = scores[~np.isnan(scores)]
    lower, median, upper = np.quantile(known, (0.25, 0.5, 0.75)) if len(known) else (np.nan,) * 3
    columns = {
        "score": scores,
        "rank": ranks_among(scores, scores, framework.scale),
        "count": len(known),
        "lower": lower,
        "median": median,
        "upper": upper,
        "difference": scores - median,
        "letter": _letters(way * on_grid(scores, framework.scale), framework, letters) if way else None,
    }
    return DataFrame(columns)


def _letters(good: np.ndarray, framework: Framework, letters: Sequence[str]) -> list[str | None]:
    """Give the letter of each of a group by scores of which a higher one is better: (group)."""
    known = good[~np.isnan(good)]
    shares = [1 - place / len(letters) for place in range(1, len(letters))]
    cuts = np.quantile(known, shares).tolist() if len(known) else []
    slack = TIE * (framework.scale[1] - framework.scale[0])
    reached = [int(sum(score < cut - slack for cut in cuts)) for score in good]
    return [None if np.isnan(score) else letters[place] for score, place in zip(good, reached, strict=True)]


def weighted_years(assessment: Assessment, weights: Sequence[float] = (3, 2, 1)) -> DataFrame:
    """Give the scores of each row averaged with those of the years before, the latest first: (rows x nodes).

    The years are those that the dataset has. A year without a score leaves its weight to the others; a row whose own
    year has none has none. Of each city, its rows of the same assessor. The default is that of the IMD Smart City
    Index, 3:2:1 over the last three surveys.

    Raises:
        UsageError: if the dataset has no years, or for weights that are no positive numbers.
    """
    if assessment.dataset.years is None:
        raise UsageError(Problem("no_such_column", {"found": "year"}, file=assessment.dataset.file))
    if not weights or not all(np.isfinite(weight) and weight > 0 for weight in weights):
        raise UsageError(Problem("year_weights_not_valid", {"found": ":".join(f"{weight:g}" for weight in weights)}))
    years = sorted(set(assessment.dataset.years))
    place = assessment.rows.names.index("year")
    rows = {key: row for row, key in enumerate(assessment.keys)}
    values = assessment.scores.to_numpy(dtype=float)
    total, weight_of = np.zeros_like(values), np.zeros_like(values)
    for back, weight in enumerate(weights):
        for key, row in rows.items():
            before = years.index(key[place]) - back
            earlier = rows.get((*key[:place], years[before], *key[place + 1 :])) if before >= 0 else None
            if earlier is not None:
                present = ~np.isnan(values[earlier])
                total[row] += np.where(present, weight * np.nan_to_num(values[earlier]), 0.0)
                weight_of[row] += weight * present
    with np.errstate(invalid="ignore"):
        means = np.where(np.isnan(values), np.nan, total / weight_of)
    return DataFrame(means, index=assessment.rows, columns=assessment.scores.columns)

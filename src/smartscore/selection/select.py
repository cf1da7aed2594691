"""Who gets a place: the best by a score within quotas, the reason for each one in or out, and ties left open."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from pandas import DataFrame

from smartscore.engine import Assessment
from smartscore.errors import Problem
from smartscore.selection.candidates import Candidates
from smartscore.selection.choice import IN, OPEN, OUT, Choice
from smartscore.selection.holding import holding
from smartscore.selection.places import choose_candidates
from smartscore.selection.quotas import NOTHING, GroupBounds, Quota, bounds_of, groups_by
from smartscore.selection.reasons import reasons

WORDS = {IN: "in", OPEN: "open", OUT: "out"}


def select(  # noqa: PLR0913  # each is a wish of its own
    assessment: Assessment,
    top: int,
    *,
    quotas: Mapping[str, int | Quota] | None = None,
    min_coverage: float = 0.0,
    node: str = "index",
    lowest: bool = False,
    robust: bool = False,
) -> DataFrame:
    """Choose `top` cities by the score of a node: a row a city, those chosen first, best first, then open, then out.

    Columns: place (the rank among all with a score, 1 for the highest, or for the lowest if `lowest`; equal scores
    share it), name, score, coverage, `group:COLUMN` for each quota, chosen ("in", "out", or "open" where only a tie
    decides), and reason, a `Problem` with code and fields whose message says why. If `robust`, holds stands before the
    reason: the share of draws of the default assumptions in which the city is chosen, as `selection.holding` counts it.

    May be chosen who has a score and at least `min_coverage`. A quota is kept for every group of its column: at least
    so many (all that may be chosen, where a group has fewer) and at most so many; a number alone is at least. Of all
    sets that keep the quotas the one with the best ranks is chosen: that which has the most of the first rank, of
    those the most of the second, and so on. Scores are equal within 1e-9 of the scale. `population_class` may be a
    column, as in `Assessment.groups`. A city whose cell is empty is in no group.

    Raises:
        UsageError: if quotas cannot be kept, with the reason and what could be; for rows of several years or assessors;
            for an unknown node or column; if scipy is lacking, with quotas on more than one column.
    """
    candidates = Candidates.of(assessment, node, min_coverage, lowest=lowest)
    groups = groups_by(assessment.dataset, list(quotas or ()))
    bounds = bounds_of(groups, quotas or {}, candidates.rows, top)
    choice = choose_candidates(candidates.tied, bounds, top)
    table = _as_table(assessment, candidates, choice, bounds, groups)
    if robust:
        rules = {"quotas": quotas, "min_coverage": min_coverage, "node": node, "lowest": lowest}
        shares = holding(assessment, top, **rules).shares  # type: ignore[arg-type]  # its own parameters
        table.insert(len(table.columns) - 1, "holds", shares[assessment.rows.get_indexer(table.index)])
    return table


def _as_table(
    assessment: Assessment,
    candidates: Candidates,
    choice: Choice,
    bounds: Sequence[GroupBounds],
    groups: Mapping[str, np.ndarray],
) -> DataFrame:
    """Give a row a city with what was chosen and why, those chosen first, best first."""
    state = np.full(len(candidates.score), OUT)
    state[candidates.rows] = choice.state
    columns: dict[str, object] = {
        "place": candidates.place,
        "name": assessment.dataset.labels,
        "score": candidates.score,
        "coverage": candidates.coverage,
        **{f"group:{column}": labels for column, labels in groups.items()},
        "chosen": [WORDS[each] for each in state.tolist()],
        "reason": list(_all_reasons(assessment, candidates, list(reasons(choice, candidates, bounds)))),
    }
    labels = np.asarray(assessment.dataset.labels)
    order = np.lexsort((labels, candidates.place, ~candidates.able, -state))
    return DataFrame(columns, index=assessment.rows).iloc[order]


def _all_reasons(assessment: Assessment, candidates: Candidates, because: Sequence[Problem]) -> Iterator[Problem]:
    """Give the reason of every row: that of each candidate, else why it has no score, or its coverage."""
    known = dict(zip(candidates.rows.tolist(), because, strict=True))
    for row, share in enumerate(candidates.coverage.tolist()):
        reason = known.get(row) or assessment.reason(row, candidates.node)
        yield reason or Problem("select_coverage", {"coverage": share, "least": candidates.least})


def group_counts(selected: DataFrame, column: str) -> DataFrame:
    """Count by group of a quota how many cities of a selection may be chosen, are in, are open.

    A row a group, in the order of the alphabet; columns: able, in, open.
    """
    codes = [reason.code for reason in selected["reason"]]
    candidate = np.array([code.startswith("select_") and code != "select_coverage" for code in codes], dtype=bool)
    counted = DataFrame({"able": candidate, **{word: selected["chosen"] == word for word in ("in", "open")}})
    sums = counted.groupby(selected[f"group:{column}"].to_numpy()).sum()
    return sums.drop(index=NOTHING, errors="ignore")

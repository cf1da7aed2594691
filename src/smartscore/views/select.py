"""Who joins a programme: the best by a score within quotas, the reason for each one in or out, and ties left open."""

from collections.abc import Mapping, Sequence

import numpy as np
from pandas import DataFrame

from smartscore.engine import Assessment
from smartscore.errors import Problem, UsageError
from smartscore.rounding import competition_ranks, on_grid
from smartscore.views.places import IN, OPEN, OUT, choose
from smartscore.views.quotas import NOTHING, Limits, Quota, groups_by, refuse
from smartscore.views.reasons import reasons

WORDS = {IN: "in", OPEN: "open", OUT: "out"}


def select(
    assessment: Assessment,
    top: int,
    *,
    quotas: Mapping[str, int | Quota] | None = None,
    min_coverage: float = 0.0,
    node: str = "index",
    lowest: bool = False,
) -> DataFrame:
    """Choose `top` cities by the score of a node: a row a city, those chosen first, best first, then open, then out.

    Columns: place (the rank among all with a score, 1 for the highest, or for the lowest if `lowest`; equal scores
    share it), name, score, coverage, `group:COLUMN` for each quota, chosen ("in", "out", or "open" where only a tie
    decides), and reason, a `Problem` with code and fields whose message says why.

    May be chosen who has a score and at least `min_coverage`. A quota is kept for every group of its column: at least
    so many (all that may be chosen, where a group has fewer) and at most so many; a number alone is at least. Of all
    sets that keep the quotas the one with the best ranks is chosen: that which has the most of the first rank, of
    those the most of the second, and so on. Scores are equal within 1e-9 of the scale. `population_class` may be a
    column, as in `Assessment.groups`. A city whose cell is empty is in no group.

    Raises:
        UsageError: if quotas cannot be kept, with the reason and what could be; for rows of several years or assessors;
            for an unknown node or column; if scipy is lacking, with quotas on more than one column.
    """
    sign = -1.0 if lowest else 1.0
    _check(assessment, top, min_coverage, node)
    scores = sign * assessment.scores[node].to_numpy(dtype=float)
    coverage = _coverage(assessment, node)
    ranks = competition_ranks(scores, assessment.framework.scale, np.zeros(len(scores), dtype=int))
    able = ~np.isnan(scores) & (coverage >= min_coverage - 1e-9)
    candidates = np.lexsort((np.asarray(assessment.dataset.labels), ranks))[: int((~np.isnan(ranks)).sum())]
    candidates = candidates[able[candidates]]
    groups = {column: groups_by(assessment.dataset, column) for column in quotas or ()}
    limits = _limits(groups, quotas or {}, candidates, top)
    tied = np.unique(on_grid(-scores[candidates], assessment.framework.scale), return_inverse=True)[1]
    choice = choose(tied, limits, top)
    state = np.full(len(scores), OUT)
    state[candidates] = choice.state
    told = {
        "place": ranks,
        "name": assessment.dataset.labels,
        "score": sign * scores + 0.0,
        "coverage": coverage,
        **{f"group:{column}": labels for column, labels in groups.items()},
        "chosen": [WORDS[each] for each in state.tolist()],
        "reason": None,
    }
    frame = DataFrame(told, index=assessment.rows)
    because = reasons(choice, tied, limits, ranks[candidates], sign * scores[candidates], int((ranks > 0).sum()))
    frame["reason"] = _every(assessment, node, candidates, because, coverage, min_coverage)
    labels = np.asarray(assessment.dataset.labels)
    return frame.iloc[np.lexsort((labels, ranks, ~able, -state))]


def _check(assessment: Assessment, top: int, min_coverage: float, node: str) -> None:
    assessment.ranks(node=node)
    if top < 1:
        raise UsageError(Problem("select_no_places", {"found": top}))
    if not 0 <= min_coverage <= 1:
        raise UsageError(Problem("share_not_valid", {"found": min_coverage}))
    if len(np.unique(assessment.groups())) > 1:
        levels = [assessment.rows.get_level_values(level).astype(str) for level in range(1, assessment.rows.nlevels)]
        found = "; ".join(", ".join(sorted(set(names))) for names in levels)
        raise UsageError(Problem("select_from_several", {"found": found}, file=assessment.dataset.file))


def _coverage(assessment: Assessment, node: str) -> np.ndarray:
    if node in assessment.coverage:
        return assessment.coverage[node].to_numpy(dtype=float)
    return assessment.scores[node].notna().to_numpy(dtype=float)


def _limits(
    groups: Mapping[str, np.ndarray], quotas: Mapping[str, int | Quota], candidates: np.ndarray, top: int
) -> list[Limits]:
    """Bound the groups of each column, and refuse what cannot be kept."""
    asked = [quota if isinstance(quota, Quota) else Quota(quota) for quota in quotas.values()]
    limits = [Limits.of(name, groups[name][candidates], quota) for name, quota in zip(groups, asked, strict=True)]
    refuse(limits, asked, top, len(candidates))
    return limits


def _every(
    assessment: Assessment,
    node: str,
    candidates: np.ndarray,
    because: Sequence[Problem],
    coverage: np.ndarray,
    least: float,
) -> list[Problem | None]:
    """Give the reason of every row: of candidates as told, of the others their coverage or why they have no score."""
    known = dict(zip(candidates.tolist(), because, strict=True))
    return [
        known.get(row)
        or assessment.reason(row, node)
        or Problem("select_coverage", {"coverage": float(coverage[row]), "least": least})
        for row in range(len(coverage))
    ]


def group_counts(told: DataFrame, column: str) -> DataFrame:
    """Count by group of a quota how many cities of what `select` told may be chosen, are in, are open.

    A row a group, in the order of the alphabet; columns: able, in, open.
    """
    codes = [reason.code for reason in told["reason"]]
    candidate = np.array([code.startswith("select_") and code != "select_coverage" for code in codes], dtype=bool)
    counted = DataFrame({"able": candidate, **{word: told["chosen"] == word for word in ("in", "open")}})
    sums = counted.groupby(told[f"group:{column}"].to_numpy()).sum()
    return sums.drop(index=NOTHING, errors="ignore")

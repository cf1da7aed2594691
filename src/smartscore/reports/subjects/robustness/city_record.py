"""What is told of one city as JSON has it: favourable weights, exact answers, least changes."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from smartscore.engine import Assessment
from smartscore.errors import Problem
from smartscore.reports.elements.cells import key_of, rounded
from smartscore.reports.subjects.robustness.exact import shares_among
from smartscore.robustness.analysis import Analysis
from smartscore.robustness.exact import RankEnd, ValueChange, WeightChange
from smartscore.robustness.one_city import ExactAnswers, LeastChanges
from smartscore.robustness.smaa import WeightAcceptability


def city_record(analysis: Analysis, language: str) -> dict[str, Any]:
    """Give what is told of the city that was asked for, nothing without one."""
    assessment = analysis.uncertainty.assessment
    return {
        "weight_acceptability": None if analysis.acceptability is None else _favourable(analysis.acceptability),
        "exact": None if analysis.exact is None else _exact(analysis.exact, assessment, language),
        "least_changes": None if analysis.least is None else _least(analysis.least, assessment, language),
    }


def _favourable(told: WeightAcceptability) -> dict[str, Any]:
    nodes = told.assessment.definition.nodes
    members = {name: [one.id for one in nodes[name].members] for name in told.central}  # type: ignore[union-attr]
    rows = np.flatnonzero(told.ranks[:, 0] > 0).tolist()
    return {
        "draws": told.draws,
        "seed": told.seed,
        "cities": [
            {
                **key_of(told.assessment, row),
                "first": rounded(float(told.ranks[row, 0])),
                "confidence": rounded(float(told.confidence[row])),
                "holistic": rounded(float(told.holistic[row])),
                "central_weights": {
                    dimension: dict(zip(ids, map(rounded, told.central[dimension][row].tolist()), strict=True))
                    for dimension, ids in members.items()
                },
            }
            for row in sorted(rows, key=lambda row: -told.ranks[row, 0])
        ],
    }


def _messages(problems: Sequence[Problem], language: str) -> list[str]:
    return [problem.to(language) for problem in problems]


def _shares(weights: Mapping[str, float], assessment: Assessment) -> dict[str, float | None]:
    return {name: rounded(share) for name, share in shares_among(weights, assessment.framework).items()}


def _exact(told: ExactAnswers, assessment: Assessment, language: str) -> dict[str, Any]:
    ends = {"best_rank": told.ranks.best, "worst_rank": told.ranks.worst} if told.ranks else {}
    return {
        "why_not": _messages(told.problems, language),
        "weights_of": list(told.free),
        "left_out": list(told.left_out),
        "cities_with_gaps": list(told.gaps) if not told.problems else [],
        **{name: _end(ends.get(name), assessment) for name in ("best_rank", "worst_rank")},
        "can_be_among": {str(top): possible for top, possible in told.among.items()},
        "always_above": [key_of(assessment, row) for row in told.above],
        "always_below": [key_of(assessment, row) for row in told.below],
    }


def _end(end: RankEnd | None, assessment: Assessment) -> dict[str, Any] | None:
    if end is None:
        return None
    return {"rank": end.rank, "bound": end.bound, "proved": end.proved, "weights": _shares(end.weights, assessment)}


def _least(told: LeastChanges, assessment: Assessment, language: str) -> dict[str, Any]:
    return {
        "place": told.place,
        "top": told.top,
        "values_to_next": [_value(one) for one in told.values_to_next],
        "values_to_top": [_value(one) for one in told.values_to_top],
        "why_no_weights": _messages(told.problems, language),
        "weights_to_next": _weights(told.weights_to_next, assessment),
        "weights_to_top": _weights(told.weights_to_top, assessment),
    }


def _value(one: ValueChange) -> dict[str, Any]:
    return {
        "indicator": one.indicator,
        "value": rounded(one.value),
        "new": None if one.new is None else rounded(one.new),
        "index": rounded(one.index),
        "rank": rounded(one.rank),
    }


def _weights(change: WeightChange | None, assessment: Assessment) -> dict[str, Any] | None:
    if change is None:
        return None
    return {
        "size": rounded(change.size),
        "bound": rounded(change.bound),
        "proved": change.proved,
        "rank": change.rank,
        "weights": _shares(change.weights, assessment),
    }

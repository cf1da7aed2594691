"""An analysis as JSON has it."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from smartscore.messages import printable
from smartscore.reports.elements.cells import key_of, rounded
from smartscore.reports.elements.city_heading import footing
from smartscore.reports.subjects.robustness.assumed import told_of
from smartscore.reports.subjects.robustness.city_record import city_record
from smartscore.reports.subjects.robustness.pairs import Pair, alike_of, neighbours
from smartscore.reports.subjects.robustness.ranks import Standing
from smartscore.reports.subjects.robustness.shares import verdict_words
from smartscore.robustness.analysis import Analysis
from smartscore.robustness.assumptions import Assumptions, Nominal
from smartscore.robustness.sensitivity import Change, Sensitivity
from smartscore.text import translate


def record(analysis: Analysis, standing: Standing, nominal: Nominal, language: str) -> dict[str, Any]:
    """Give how it was made, what was assumed, and what came out, texts in a language."""
    told, assessment = analysis.uncertainty, analysis.uncertainty.assessment
    city, city_only = analysis.city, [] if analysis.city is None else [analysis.city]
    return {
        "framework": assessment.framework.id,
        "fingerprint": assessment.definition.fingerprint,
        "city": None if city is None else key_of(assessment, city),
        **_made(analysis),
        **_assumed(told.assumptions, nominal, language),
        **footing(assessment, language),
        "cities": [_city(standing, row, language) for row in standing.rows],
        "pairs": [_pair(standing, pair) for pair in neighbours(standing)],
        "alike": [_pair(standing, pair) for row in city_only for pair in alike_of(standing, row)],
        "sensitivity": [_sensitivity(one, language) for one in analysis.sensitivity],
        "one_at_a_time": [_change(one, analysis) for one in analysis.one_at_a_time],
        "leave_one_out": [_change(one, analysis) for one in analysis.leave_one_out],
        **city_record(analysis, language),
    }


def _assumed(assumptions: Assumptions, nominal: Nominal, language: str) -> dict[str, Any]:
    return {
        "file": assumptions.file or None,
        "sha256": assumptions.digest or None,
        "assumptions": [
            {
                "id": one.id,
                "group": one.group or None,
                "kind": type(one).__name__,
                "of": printable(translate(of, language)),
                "drawn": printable(translate(drawn, language)),
            }
            for one in assumptions
            for of, drawn in [told_of(one, nominal)]
        ],
    }


def _made(analysis: Analysis) -> dict[str, Any]:
    told = analysis.uncertainty
    return {
        "draws": told.draws,
        "asked": told.asked,
        "kept_draws": told.kept_draws,
        "seed": told.seed,
        "sampler": told.sampler,
        "refit": told.refit,
        "by": told.by,
        "interrupted": analysis.interrupted,
        "settled": told.settled,
        "singly": list(told.singly),
        "left_out": list(analysis.left_out),
    }


def _city(standing: Standing, row: int, language: str) -> dict[str, Any]:
    assessment, cells = standing.uncertainty.assessment, standing.summary.iloc[row]
    shares = standing.acceptability[row]
    band = standing.present_band
    return {
        **key_of(assessment, row),
        **{name: rounded(float(cells[name])) for name in ("score", "score_median")},
        "score_interval": [rounded(float(cells[f"score_{end}"])) for end in ("low", "high")],
        **{name: _whole(float(cells[name])) for name in ("rank", "rank_median")},
        "rank_interval": [_whole(float(cells[f"rank_{end}"])) for end in ("low", "high")],
        "top": {str(count): rounded(float(chances[row])) for count, chances in standing.top.items()},
        "band": assessment.band_names(language)[row],
        "band_probability": None if band is None else rounded(float(band[row])),
        "kept_rank": rounded(float(standing.kept_rank[row])),
        "stability": rounded(float(standing.stability[row])),
        "acceptability": {str(rank + 1): rounded(float(shares[rank])) for rank in np.flatnonzero(shares).tolist()},
    }


def _whole(rank: float) -> float | None:
    """Give a rank as a whole number, or a median between two as it is."""
    return int(rank) if rank.is_integer() else rounded(rank)


def _pair(standing: Standing, pair: Pair) -> dict[str, Any]:
    assessment = standing.uncertainty.assessment
    return {
        "city": key_of(assessment, pair.row),
        "other": key_of(assessment, pair.other),
        "above": rounded(pair.above),
        "below": rounded(pair.below),
        "apart": pair.apart,
    }


def _sensitivity(one: Sensitivity, language: str) -> dict[str, Any]:
    return {
        "output": one.output,
        "base": one.count,
        "asked": one.asked,
        "runs": one.runs,
        "variance": rounded(one.variance),
        "inputs": [*_inputs(one, language)],
    }


def _inputs(one: Sensitivity, language: str) -> Iterator[dict[str, Any]]:
    for place, verdict in enumerate(one.verdicts):
        yield {
            "input": verdict.input,
            "first": rounded(float(one.first[place])),
            "first_interval": [rounded(end) for end in one.first_interval[place].tolist()],
            "total": rounded(float(one.total[place])),
            "total_interval": [rounded(end) for end in one.total_interval[place].tolist()],
            "verdict": list(verdict.codes),
            "draws": verdict.draws,
            "message": printable(translate(verdict_words(verdict), language)),
        }


def _change(one: Change, analysis: Analysis) -> dict[str, Any]:
    low, high = one.score_change
    return {
        "changed": one.changed,
        "kind": one.kind,
        "option": one.option if isinstance(one.option, str) else rounded(one.option),
        "draws": one.draws,
        "mean_rank_change": rounded(one.mean_rank_change),
        "mean_rank_change_high": rounded(one.mean_rank_change_high),
        "greatest_change": rounded(one.greatest_change),
        "city": None if one.row is None else key_of(analysis.uncertainty.assessment, one.row),
        "correlation": rounded(one.correlation),
        "score_change": [rounded(low), rounded(high)],
        "lost": one.lost,
    }

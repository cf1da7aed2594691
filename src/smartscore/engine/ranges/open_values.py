"""Which values are not known, and which scores they may get."""

import numpy as np

from smartscore.engine.judged import Judged
from smartscore.model import Dimension, Domain, Indicator, Node, is_unscored
from smartscore.rounding import half_up
from smartscore.rules import answers
from smartscore.rules.extremes import extremes
from smartscore.steps import Impute


def open_cells(assessment: Judged) -> dict[str, np.ndarray]:
    """Tell where the value of an indicator that is scored applies and was not measured: bool (cities) by indicator.

    What a step filled in was not measured.
    """
    return {
        node.id: ~assessment.present(node.id) & assessment.applies(node.id) & (not is_unscored(node))
        for node in assessment.framework.indicators
    }


def bearing(dimension: Dimension) -> list[Node]:
    """Give the members that can move the score of a dimension: those of weight, and all that are pooled."""
    return [member for member in dimension.members if member.weight > 0 or dimension.missing == "pool"]


def leaf_ends(assessment: Judged, node: Indicator) -> tuple[float, float]:
    """Give the least and the greatest score that an indicator can have, by its domain and its rule."""
    domain, (low, high) = possible_values(assessment, node), assessment.framework.scale
    ends = np.array([domain.low]), np.array([domain.high])
    normalised = np.concatenate(extremes(node.rule, *ends, whole=domain.whole))
    scores = low + (high - low) * normalised
    if node.decimals is not None:
        scores = half_up(scores, node.decimals)
    return float(scores[0]), float(scores[1])


def possible_values(assessment: Judged, node: Indicator) -> Domain:
    """Give the values of an indicator that are possible when it is scored: any where steps may have changed them."""
    if words := answers.words(node.rule):
        return Domain(0, len(words) - 1, whole=True)
    if not all(type(step) is Impute for step in assessment.framework.steps):
        return Domain()
    domain, least = node.possible or Domain(), answers.least(node.rule)
    return domain if least is None else Domain(max(domain.low, least), domain.high, domain.whole)

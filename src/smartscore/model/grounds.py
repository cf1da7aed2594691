"""What a framework rests on: the share of the index by how well definitions and bounds are founded."""

from smartscore.model.framework import Framework


def share_by_confidence(framework: Framework) -> dict[str, float]:
    """Give the nominal share of the index by how well it is founded, from 0 to 1 each, 1 together.

    Each end of a rule stands for half of the share of its indicator, and a definition for both halves: of definition
    and end the weaker counts. Indicators about which a framework says nothing stand under the empty word.
    """
    shares: dict[str, float] = {}
    for node in framework.indicators:
        halves = node.confidence.halves if node.confidence else ("", "")
        for grade in halves:
            shares[grade] = shares.get(grade, 0.0) + framework.shares[node.id] / 2
    return shares

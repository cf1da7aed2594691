"""Differences between cities under all admissible weights, and who is above whom by all of them."""

import numpy as np
import pytest
from builders import cities, framework, percent
from robustness_builders import Asked, free, in_order, within

from smartscore.robustness.exact import difference_range, dominates
from smartscore.robustness.exact import dominance as module

DATA = cities(a=[90, 60, 10, 50], b=[10, 60, 90, 50])


def test_differences_by_hand() -> None:
    """A less B is 30 where a weighs all, and -50 where b does; B is always 10 above D."""
    asked = Asked.of(DATA, framework(*percent("a", "b")), index=free("a", "b"))
    found = difference_range(asked.space, asked.scores)
    assert (found.least[0, 1], found.most[0, 1]) == pytest.approx((-50, 30))
    assert (found.least[1, 3], found.most[1, 3]) == pytest.approx((10, 10))
    above = found.dominance(asked.scores.tie)
    assert np.argwhere(above).tolist() == [[1, 3]]
    assert [(i, j) for i in range(4) for j in range(4) if dominates(asked.space, asked.scores, i, j)] == [(1, 3)]


def test_an_order_of_weights_decides_more() -> None:
    """Where a weighs at least as much as b, A is never below C, but may be level; B is above C by 10 or more."""
    asked = Asked.of(DATA, framework(*percent("a", "b")), index=in_order("a", "b"))
    found = difference_range(asked.space, asked.scores)
    assert found.least[0, 2] == pytest.approx(0)
    assert not found.dominance(asked.scores.tie)[0, 2]
    assert np.argwhere(found.dominance(asked.scores.tie)).tolist() == [[1, 2], [1, 3]]


def test_chunks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked.of(DATA, framework(*percent("a", "b")), index=within(a=(0.2, 0.7), b=(0.1, 0.9)))
    whole = difference_range(asked.space, asked.scores)
    monkeypatch.setattr(module, "_NUMBERS", 1)
    rows = difference_range(asked.space, asked.scores)
    assert rows.least.tolist() == whole.least.tolist()
    assert rows.most.tolist() == whole.most.tolist()
    assert (whole.least <= whole.most).all()

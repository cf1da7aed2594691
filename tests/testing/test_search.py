"""The search for cases: what goes on without hypothesis, and what says how to install it."""

import sys

import pytest

from smartscore import Dimension, Indicator, UsageError
from smartscore.aggregates import Arithmetic
from smartscore.rules import Linear
from smartscore.steps import Impute
from smartscore.testing import check_aggregate, check_dimension, check_rule, check_step
from smartscore.testing.isolation import check_plugin

CHECKS = {
    "rule": lambda: check_rule(Linear(0, 1)),
    "aggregate": lambda: check_aggregate(Arithmetic()),
    "step": lambda: check_step(Impute("median")),
    "plugin": lambda: check_plugin("economy"),
}


@pytest.mark.parametrize("name", CHECKS)
def test_without_hypothesis_one_sentence_says_how_to_install_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hypothesis", None)  # as if it were not installed
    with pytest.raises(UsageError) as refused:
        CHECKS[name]()
    assert str(refused.value) == (
        'this needs a package that is not installed: pip install "smartscore[test]" [missing_extra]'
    )


def test_dimensions_and_frameworks_are_checked_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    assert check_dimension(Dimension("living", members=[Indicator("water", rule=Linear(0, 100))])) is None  # type: ignore[func-returns-value]

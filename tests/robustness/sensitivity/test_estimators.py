"""Who works out shares of variance: smartscore, as COINr does it, or a plugin, which is looked at before it counts."""

from typing import Any

import numpy as np
import pytest
from builders import EXAMPLE, run
from sensitivity_functions import Blocks, blocks, ishigami

from smartscore import Methods, RuleError, UsageError
from smartscore.robustness.sensitivity.estimators import BUILT_IN, estimated, estimator_named
from smartscore.robustness.sensitivity.indices import COINR, sobol_indices


def runs(count: int) -> Blocks:
    """Give Ishigami's function in the blocks of a design, as one output of several."""
    a, b, ab = blocks(ishigami, [[0], [1], [2]], count)
    return a[:, None], b[:, None], ab[:, :, None]


def halved(a: Any, b: Any, ab: Any, *, seed: int, resamples: int) -> Any:
    """Give half of the built-in indices, and intervals that tell what was asked."""
    first, total = sobol_indices(a, b, ab)
    ends = np.stack([first - seed, first + resamples], axis=-1)
    return first / 2, total / 2, ends, ends


def test_a_plugin_supplies_one_by_name() -> None:
    design = runs(64)
    methods = Methods(estimators={"halved": halved})
    found = estimated(design, estimator_named("halved", methods), seed=3, resamples=5)
    first, total = sobol_indices(*design)
    np.testing.assert_array_equal(found.first, first / 2)
    np.testing.assert_array_equal(found.total, total / 2)
    np.testing.assert_allclose(found.first_intervals[..., 1] - found.first_intervals[..., 0], 8)


def test_two_are_built_in_and_another_name_is_refused_with_the_nearest() -> None:
    assert set(BUILT_IN) == {"saltelli", "coinr"}
    assert estimator_named("coinr", Methods()) == COINR
    with pytest.raises(UsageError) as refused:
        estimator_named("halve", Methods(estimators={"halved": halved}))
    (problem,) = refused.value.problems
    assert (problem.code, problem.fields["hint"]) == ("unknown_estimator", "halved")


@pytest.mark.parametrize("given", [None, (1, 2, 3, 4), (np.zeros((3, 1)),) * 4])
def test_what_is_no_estimate_is_refused(given: Any) -> None:
    def wrong(*_: Any, **__: Any) -> Any:
        return given

    with pytest.raises(RuleError) as refused:
        estimated(runs(8), wrong, seed=1, resamples=10)
    assert [problem.code for problem in refused.value.problems] == ["method_gives"]


def test_one_that_fails_is_named() -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError("no runs")

    with pytest.raises(RuleError, match="broken"):
        estimated(runs(8), broken, seed=1, resamples=10)


def test_the_command_takes_its_name() -> None:
    asked = ("robustness", EXAMPLE, "--framework", "ipm", "--draws", "50", "--base", "16", "--estimator")
    ours, theirs = (run(*asked, name, "--format", "json").stdout for name in ("saltelli", "coinr"))
    assert ours != theirs
    refused = run(*asked, "salteli")
    assert refused.exit_code == 2
    assert "nearest: saltelli" in refused.stderr

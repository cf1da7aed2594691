"""What indices are worth: whether an input acts, alone or with others, or is noise; and the draws that settle it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sensitivity_functions import blocks, ishigami

from smartscore.robustness.sensitivity import Sensitivity, Verdict, draws_to_settle, sensitivities


def sensitivity(first: list[float], total: list[float], count: int = 1000, variance: float = 2.0) -> Sensitivity:
    """Give the sensitivity to one input, from the ends of its intervals."""
    return Sensitivity(
        output="index",
        inputs=["weights"],
        first=np.array([np.mean(first)]),
        total=np.array([np.mean(total)]),
        first_interval=np.array([first]),
        total_interval=np.array([total]),
        count=count,
        variance=variance,
    )


@pytest.mark.parametrize(
    ("first", "total", "codes", "draws"),
    [
        ([0.2, 0.4], [0.25, 0.45], ("acts",), None),
        ([0.2, 0.4], [0.5, 0.6], ("acts", "interacts"), None),
        ([-0.02, 0.06], [0.2, 0.3], ("acts", "noise", "interacts"), 4096),  # half width 0.04, index 0.02: 4 x 1000
        ([-0.05, -0.01], [0.2, 0.3], ("acts", "noise", "interacts"), None),  # below 0.01 all the way: settled
        ([-0.001, 0.002], [0.0005, 0.002], ("negligible", "noise"), None),
        ([0.001, 0.002], [0.005, 0.025], ("unsettled", "interacts"), 1024),  # half width 0.01, as wanted: 1000
        ([0.0, 0.0], [0.0, 0.0], ("negligible", "noise"), None),
    ],
)
def test_the_verdict_says_what_an_index_is_worth(
    first: list[float], total: list[float], codes: tuple[str, ...], draws: int | None
) -> None:
    (verdict,) = sensitivity(first, total).verdicts
    assert verdict == Verdict("weights", codes, draws)
    assert verdict.settled == (draws is None)


def test_what_is_open_about_both_orders_takes_the_larger_count() -> None:
    (verdict,) = sensitivity([-0.08, 0.12], [0.0, 0.04]).verdicts
    assert verdict.codes == ("unsettled", "noise")
    assert verdict.draws == 2**15  # half width 0.1, index 0.02: 25 x 1000


def test_the_third_input_of_ishigami_acts_with_the_first_alone() -> None:
    parts = tuple(part[..., None] for part in blocks(ishigami, [[0], [1], [2]], 4096))
    (found,) = sensitivities(parts, ["x1", "x2", "x3"], ["y"], seed=1)
    assert [verdict.codes for verdict in found.verdicts] == [
        ("acts", "interacts"),
        ("acts",),
        ("acts", "noise", "interacts"),
    ]
    assert (found.output, found.count, found.runs) == ("y", 4096, 5 * 4096)
    assert found.variance == pytest.approx(13.84, abs=0.5)  # a^2 / 8 + b pi^4 / 5 + b^2 pi^8 / 18 + 1 / 2


def test_each_output_has_its_own_sensitivity() -> None:
    parts = blocks(lambda uniform: np.stack([uniform[:, 0], uniform[:, 1]], axis=1), [[0], [1]], 256)
    sofia, plovdiv = sensitivities(parts, ["weights", "bounds"], ["sofia", "plovdiv"], seed=1)
    assert [verdict.codes[0] for verdict in sofia.verdicts] == ["acts", "negligible"]
    assert [verdict.codes[0] for verdict in plovdiv.verdicts] == ["negligible", "acts"]
    assert not sofia.first.flags.writeable
    with pytest.raises(ValueError, match="zip"):
        sensitivities(parts, ["weights", "bounds"], ["sofia"], seed=1)


def test_an_output_that_does_not_vary_is_constant_and_one_with_a_gap_is_unknown() -> None:
    a, b, ab = (np.stack([np.full_like(part, 3), part, part], -1) for part in blocks(ishigami, [[0], [1], [2]], 50))
    ab[2, 9, 1] = np.nan
    a[4, 2] = np.nan
    for found, code in zip(
        sensitivities((a, b, ab), "xyz", ["still", "gap", "hole"], seed=1),
        ["constant", "unknown", "unknown"],
        strict=True,
    ):
        assert found.verdicts == tuple(Verdict(name, (code,)) for name in "xyz")
        assert not any(verdict.settled for verdict in found.verdicts)
        assert np.isnan([found.first, found.total]).all()


@pytest.mark.parametrize(
    ("interval", "count", "half_width", "draws"),
    [
        ([0.1, 0.3], 1000, 0.1, 1024),
        ([0.1, 0.3], 1024, 0.1, 1024),
        ([0.1, 0.3], 1024, 0.05, 4096),
        ([0.1, 0.3], 1000, 0.01, 131072),
        ([0.1, 0.3], 1024, 0.4, 64),
        ([0.2, 0.2], 1000, 0.1, 1),
        ([np.nan, np.nan], 1000, 0.1, None),
    ],
)
def test_the_draws_that_settle_grow_with_the_square_of_the_width(
    interval: list[float], count: int, half_width: float, draws: int | None
) -> None:
    assert draws_to_settle(np.array(interval), count, half_width) == draws


@given(width=st.floats(1e-6, 10), count=st.integers(1, 10**6), half_width=st.floats(1e-3, 1))
def test_so_many_draws_are_enough_and_half_of_them_are_not(width: float, count: int, half_width: float) -> None:
    draws = draws_to_settle(np.array([0, width]), count, half_width)
    assert draws is not None
    assert width / 2 * (count / draws) ** 0.5 <= half_width * (1 + 1e-8)
    assert draws == 1 or width / 2 * (count / (draws / 2)) ** 0.5 > half_width * (1 - 1e-8)


@pytest.mark.parametrize("half_width", [0.0, -1.0, np.nan])
def test_no_draws_bring_a_width_of_nothing(half_width: float) -> None:
    with pytest.raises(ValueError, match="no number of draws"):
        draws_to_settle(np.array([0.1, 0.2]), 1000, half_width)

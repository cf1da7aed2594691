"""SALib itself, by the bundled plugin: its figures are ours but for its variance, over 2N instead of 2N - 1."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from smartscore.cli import main
from smartscore.robustness.sampling import uniform_draws
from smartscore.robustness.sensitivity import saltelli_blocks, saltelli_design, sobol_indices
from smartscore_salib import salib

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "cities.csv"


def ishigami(uniform: np.ndarray) -> np.ndarray:
    """Give Ishigami's function of uniforms, (runs, 3) -> (runs, 1). Source: Ishigami and Homma (1990)."""
    x, y, z = (np.pi * (2 * uniform - 1)).T
    return np.asarray(np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x))[:, None]


def test_its_indices_are_ours_but_for_its_variance() -> None:
    count = 512
    runs = ishigami(saltelli_design(uniform_draws(count, 6, 1), [[0], [1], [2]]))
    a, b, ab = saltelli_blocks(runs, 3)
    first, total, first_ends, total_ends = salib(a, b, ab, seed=1, resamples=200)
    ours = sobol_indices(a, b, ab)
    factor = 2 * count / (2 * count - 1)
    np.testing.assert_allclose(first, ours[0] * factor, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(total, ours[1] * factor, rtol=1e-9, atol=1e-9)
    assert ((first_ends[..., 0] < first) & (first < first_ends[..., 1])).all()
    assert ((total_ends[..., 0] < total) & (total < total_ends[..., 1])).all()


@pytest.mark.filterwarnings("default")  # those of SALib's own code
def test_the_command_names_it() -> None:
    words = ["robustness", str(EXAMPLE), "--framework", "ipm", "--draws", "50", "--base", "32", "--format", "json"]
    theirs, ours = (CliRunner().invoke(main, [*words, "--estimator", name]) for name in ("salib", "saltelli"))
    assert (theirs.exit_code, ours.exit_code) == (0, 0), theirs.output
    shares = [json.loads(one.stdout)[0]["sensitivity"][0]["inputs"] for one in (theirs, ours)]
    for mine, other in zip(*shares, strict=True):
        assert mine["total"] == pytest.approx(other["total"] * 64 / 63, rel=1e-9)
    assert "SALib" in sys.modules

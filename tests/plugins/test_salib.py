"""The bundled plugin for SALib: found by name, and refused in a sentence where SALib is not installed."""

from importlib import util

import numpy as np
import pytest

from smartscore import UsageError
from smartscore.plugins import discover
from smartscore_salib import salib


def test_it_is_found_by_name() -> None:
    assert discover(bundled_only=True).methods.estimators["salib"] is salib


def test_without_salib_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    found = util.find_spec
    monkeypatch.setattr("smartscore_salib.find_spec", lambda name: None if name == "SALib" else found(name))
    with pytest.raises(UsageError) as refused:
        salib(np.zeros((4, 1)), np.zeros((4, 1)), np.zeros((2, 4, 1)), seed=1, resamples=10)
    (problem,) = refused.value.problems
    assert (problem.code, problem.fields["extra"]) == ("missing_extra", "salib")

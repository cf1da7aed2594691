"""COINr 1.1.14's uncertainty and sensitivity analyses of its ASEM example, replayed from raw values by our draws.

Four choices vary: the points held at most, the normalisation, one of 100 sets of weights, and the mean of all levels.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from asem_pipeline import DRAWN_SCALE, Choices, asem_frame, asem_framework
from pandas import DataFrame

from smartscore import Assessment, assess
from smartscore.robustness.assumptions import Alternatives, Assumptions, Nominal, WeightSets
from smartscore.robustness.replay import Replay
from smartscore.robustness.sensitivity import (
    COINR,
    leave_one_out,
    mean_absolute_rank_change,
    one_at_a_time,
    saltelli_blocks,
    saltelli_design,
    sensitivities,
    sensitivity,
)
from smartscore.robustness.uncertainty.tally import Ranker
from smartscore.robustness.world import World
from smartscore.rules import Array

Read = Callable[[str], DataFrame]
LOW, HIGH = DRAWN_SCALE
#: Mean 10 and standard deviation 2, in points of the scale.
Z_SCORES = {"zscore": {"mean": (10 - LOW) / (HIGH - LOW), "sd": 2 / (HIGH - LOW)}}
MEANS = ["amean", "gmean"]


@pytest.fixture(scope="module")
def folder(reference: Path) -> Path:
    return reference / "coinr"


@pytest.fixture(scope="module")
def nominal(folder: Path) -> Nominal:
    """Give the nominal index on the scale of the draws; its ranks are those on the scale from 0 to 100."""
    return Nominal(assess(asem_frame(folder), asem_framework(folder, Choices(scale=DRAWN_SCALE))))


@pytest.fixture(scope="module")
def assumptions(folder: Path, nominal: Nominal) -> Assumptions:
    table = pd.read_csv(folder / "sensitivity" / "noisy_weight_sets.csv")
    table = table.assign(node=table["iCode"].str.lower())
    table = table[table["node"] != "index"]
    sets: Mapping[str, Mapping[str, float]] = {
        f"set {number}": dict(zip(rows["node"], rows["Weight"], strict=True)) for number, rows in table.groupby("set")
    }
    given = Assumptions(
        [
            Alternatives("steps.2.most", [1, 2, 3, 4, 5], id="winmax"),
            Alternatives("indicators.rule", ["minmax", Z_SCORES], id="normalisation"),
            WeightSets(sets, id="weights"),
            Alternatives("dimensions.aggregate", ["arithmetic", "geometric"], id="aggregation"),
        ]
    )
    given.require(nominal)
    return given


def laid_out(design: DataFrame) -> Array:
    """Give uniform numbers in the middle of those that mean the options of a design: (draws, 4)."""
    is_z_score = design["normalisation"].str.startswith("zscore")
    options = {5: design["winmax"] - 1, 2: is_z_score, 100: design["weight_set"] - 1}
    columns = [(place.to_numpy(float) + 0.5) / count for count, place in options.items()]
    return np.stack([*columns, (design["aggregation"].map(MEANS.index).to_numpy(float) + 0.5) / 2], axis=1)


def replayed(nominal: Nominal, assumptions: Assumptions, design: Array) -> Array:
    """Score the index in all draws: (draws, countries)."""
    scores = np.empty((len(design), len(nominal.assessment.rows)))

    def keep(places: np.ndarray, found: Mapping[str, Array]) -> None:
        scores[places] = found["index"]

    Replay(nominal).run(World.of(assumptions, design, nominal), keep)
    return scores


def ranks_of(assessment: Assessment, scores: Array) -> Array:
    return Ranker.of(assessment.groups(), assessment.framework.scale).ranks(scores)


def test_nominal_ranks(nominal: Nominal, coinr: Read) -> None:
    theirs = coinr("sensitivity/UA_Nominal.csv")
    assert nominal.assessment.rows.tolist() == theirs.index.tolist()
    assert nominal.assessment.ranks().tolist() == theirs["rank"].tolist()
    points = LOW + theirs["score"].to_numpy() * (HIGH - LOW) / 100
    np.testing.assert_allclose(nominal.assessment.index, points, rtol=0, atol=1e-9)


def test_all_scores_and_ranks_of_the_1000_draws(
    folder: Path, nominal: Nominal, assumptions: Assumptions, coinr: Read
) -> None:
    design = pd.read_csv(folder / "sensitivity" / "UA_design.csv")
    scores = replayed(nominal, assumptions, laid_out(design))
    names = [f"r_{number}" for number in design["rep"]]
    assert scores.shape == (1000, 51)
    np.testing.assert_allclose(scores.T, coinr("sensitivity/UA_Scores.csv")[names], rtol=0, atol=1e-9)
    np.testing.assert_array_equal(ranks_of(nominal.assessment, scores).T, coinr("sensitivity/UA_Ranks.csv")[names])


def test_the_6000_runs_of_the_sensitivity_analysis_and_their_indices(
    folder: Path, nominal: Nominal, assumptions: Assumptions
) -> None:
    runs = pd.read_csv(folder / "sensitivity" / "SA_design_and_output.csv")
    theirs = pd.read_csv(folder / "sensitivity" / "SA_indices.csv")
    ranks = ranks_of(nominal.assessment, replayed(nominal, assumptions, laid_out(runs)))
    changes = mean_absolute_rank_change(ranks, nominal.assessment.ranks())
    np.testing.assert_allclose(changes, runs["mean_abs_rank_change"], rtol=0, atol=1e-9)
    blocks = saltelli_blocks(changes[:, None], 4)
    (ours,) = sensitivities(blocks, [*assumptions.groups()], ["change"], seed=1, estimator=COINR)
    np.testing.assert_allclose(ours.first, theirs["Si"], rtol=0, atol=1e-9)
    np.testing.assert_allclose(ours.total, theirs["STi"], rtol=0, atol=1e-9)


def test_the_design_is_saltellis(folder: Path, assumptions: Assumptions) -> None:
    runs = pd.read_csv(folder / "sensitivity" / "SA_design_and_output.csv")
    uniform = runs[["u1", "u2", "u3", "u4"]].to_numpy()
    both = np.concatenate([uniform[:1000], uniform[1000:2000]], axis=1)
    np.testing.assert_array_equal(saltelli_design(both, range(4)), uniform)
    assert len(assumptions.groups()) == 4


def test_other_draws_give_indices_within_the_error_of_both(
    folder: Path, nominal: Nominal, assumptions: Assumptions
) -> None:
    """Each pair of 5-95 % intervals of the same index overlaps."""
    (ours,) = sensitivity(nominal.assessment, assumptions, base=1000)
    theirs = pd.read_csv(folder / "sensitivity" / "SA_indices.csv")
    for order, interval in (("Si", ours.first_interval), ("STi", ours.total_interval)):
        assert (interval[:, 0] < theirs[f"{order}_q95"]).all()
        assert (interval[:, 1] > theirs[f"{order}_q5"]).all()
    assert ours.inputs == ("winmax", "normalisation", "weights", "aggregation")
    assert ours.runs == 6000
    assert [verdict.codes[0] for verdict in ours.verdicts] == ["acts"] * 4


@pytest.mark.parametrize(("level", "count"), [(1, 49), (2, 8), (3, 2)])
def test_leaving_one_out_is_coinrs_removal_of_elements(level: int, count: int, folder: Path, nominal: Nominal) -> None:
    """COINr's mean absolute difference of ranks without an indicator, a pillar or a sub-index."""
    table = pd.read_csv(folder / "pipeline" / f"remove_elements_level{level}_MeanAbsDiff.csv", index_col="removed")
    theirs = table.drop(index="Nominal")["MeanAbsDiff"].rename(index=str.lower)
    ours = {one.changed: one for one in leave_one_out(nominal.assessment, theirs.index)}
    assert len(ours) == count
    found = [ours[name].mean_rank_change for name in theirs.index]
    np.testing.assert_allclose(found, theirs, rtol=0, atol=1e-12)


def test_the_ranks_without_a_pillar_are_coinrs(nominal: Nominal, coinr: Read) -> None:
    theirs = coinr("pipeline/remove_elements_level2_Ranks.csv")
    for change in leave_one_out(nominal.assessment, theirs.columns.drop("nominal")):
        moved = theirs[change.changed] - theirs["nominal"]
        assert change.row is not None
        assert change.greatest_change == moved.iloc[change.row]
        assert abs(change.greatest_change) == moved.abs().max()


def test_each_option_alone_is_what_the_framework_with_it_gives(
    folder: Path, nominal: Nominal, assumptions: Assumptions
) -> None:
    found = {one.option: one for one in one_at_a_time(nominal.assessment, assumptions, draws=20)}
    assert [found[option].mean_rank_change for option in (5, "minmax", "arithmetic")] == [0, 0, 0]
    choices: Mapping[str | int, Choices] = {
        **{most: Choices(most=most, scale=DRAWN_SCALE) for most in (1, 2, 3)},
        "geometric": Choices(mean="gmean", scale=DRAWN_SCALE),
    }
    for option, chosen in choices.items():
        other = assess(asem_frame(folder), asem_framework(folder, chosen))
        expected = np.abs(other.ranks() - nominal.assessment.ranks()).mean()
        assert found[option].mean_rank_change == pytest.approx(expected, abs=1e-12)
        assert expected > 0

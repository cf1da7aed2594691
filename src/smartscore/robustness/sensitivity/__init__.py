"""Sensitivity: which share of an output's variance each assumption brings, and what one change alone does to ranks.

The estimators take arrays and give frozen values: they know neither what the inputs are, nor what the model.
"""

from smartscore.robustness.sensitivity.bootstrap import bootstrap_intervals
from smartscore.robustness.sensitivity.changes import Change, leave_one_out, one_at_a_time
from smartscore.robustness.sensitivity.indices import COINR, Estimator, output_variance, sobol_indices
from smartscore.robustness.sensitivity.of_assumptions import RankSensitivity, sensitivity, sensitivity_of_all
from smartscore.robustness.sensitivity.rank_change import mean_absolute_rank_change, rank_correlation
from smartscore.robustness.sensitivity.result import Sensitivity, sensitivities
from smartscore.robustness.sensitivity.saltelli import base_count, saltelli_blocks, saltelli_design, saltelli_runs
from smartscore.robustness.sensitivity.verdicts import Code, Verdict, draws_to_settle

__all__ = [
    "COINR",
    "Change",
    "Code",
    "Estimator",
    "RankSensitivity",
    "Sensitivity",
    "Verdict",
    "base_count",
    "bootstrap_intervals",
    "draws_to_settle",
    "leave_one_out",
    "mean_absolute_rank_change",
    "one_at_a_time",
    "output_variance",
    "rank_correlation",
    "saltelli_blocks",
    "saltelli_design",
    "saltelli_runs",
    "sensitivities",
    "sensitivity",
    "sensitivity_of_all",
    "sobol_indices",
]

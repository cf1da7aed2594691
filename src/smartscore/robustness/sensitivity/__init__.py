"""Variance-based sensitivity: which share of an output's variance each input brings, alone and with the others.

Arrays in, frozen values out. What the inputs are, and what the model, is not known here.
"""

from smartscore.robustness.sensitivity.bootstrap import bootstrap_intervals
from smartscore.robustness.sensitivity.indices import COINR, Estimator, output_variance, sobol_indices
from smartscore.robustness.sensitivity.rank_change import mean_absolute_rank_change
from smartscore.robustness.sensitivity.result import Sensitivity, sensitivities
from smartscore.robustness.sensitivity.saltelli import base_count, saltelli_blocks, saltelli_design, saltelli_runs
from smartscore.robustness.sensitivity.verdicts import Code, Verdict, draws_to_settle

__all__ = [
    "COINR",
    "Code",
    "Estimator",
    "Sensitivity",
    "Verdict",
    "base_count",
    "bootstrap_intervals",
    "draws_to_settle",
    "mean_absolute_rank_change",
    "output_variance",
    "saltelli_blocks",
    "saltelli_design",
    "saltelli_runs",
    "sensitivities",
    "sobol_indices",
]

"""Checks for authors of plugins and frameworks, to call from their own tests.

Each raises one error with everything that it found, and returns nothing otherwise. `check_rule`, `check_aggregate` and
`check_step` search for cases and say the smallest that breaks the contract; they need hypothesis, which the extra
`test` brings.
"""

from smartscore.testing.aggregates import check_aggregate
from smartscore.testing.frameworks import check_dimension, check_framework
from smartscore.testing.gazetteers import check_gazetteer
from smartscore.testing.reports import check_report
from smartscore.testing.rules import check_rule
from smartscore.testing.steps import check_step

__all__ = [
    "check_aggregate",
    "check_dimension",
    "check_framework",
    "check_gazetteer",
    "check_report",
    "check_rule",
    "check_step",
]

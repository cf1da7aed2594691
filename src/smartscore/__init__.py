"""smartscore scores how smart a city is: any dataset, any framework of indicators, and plugins for both.

import smartscore

assessment = smartscore.assess("cities.csv", "smart-city")
assessment.ranking()
assessment.write("report.html")
"""

from importlib import import_module
from threading import RLock
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from smartscore.aggregates import Aggregate as Aggregate
    from smartscore.aggregates import Arithmetic as Arithmetic
    from smartscore.aggregates import Geometric as Geometric
    from smartscore.aggregates import Harmonic as Harmonic
    from smartscore.aggregates import Maximum as Maximum
    from smartscore.aggregates import Median as Median
    from smartscore.aggregates import Minimum as Minimum
    from smartscore.aggregates import PowerMean as PowerMean
    from smartscore.aggregates import Sum as Sum
    from smartscore.aggregates import quasi_arithmetic as quasi_arithmetic
    from smartscore.api import Assessment as Assessment
    from smartscore.api import assess as assess
    from smartscore.api import framework_source as framework_source
    from smartscore.api import load_dimension as load_dimension
    from smartscore.api import load_framework as load_framework
    from smartscore.api import read_dataset as read_dataset
    from smartscore.api import write as write
    from smartscore.api.answers import Answer as Answer
    from smartscore.api.comparisons import Comparison as Comparison
    from smartscore.api.comparisons import compare as compare
    from smartscore.api.plans import Plan as Plan
    from smartscore.api.plans import Roadmap as Roadmap
    from smartscore.api.plans import plan as plan
    from smartscore.api.plans import read_plan as read_plan
    from smartscore.api.plans import read_programmes as read_programmes
    from smartscore.dataset import Dataset as Dataset
    from smartscore.dataset import check as check
    from smartscore.dataset.consolidate import consolidate as consolidate
    from smartscore.engine import Nearest as Nearest
    from smartscore.engine import fit as fit
    from smartscore.errors import DatasetError as DatasetError
    from smartscore.errors import FrameworkError as FrameworkError
    from smartscore.errors import PluginError as PluginError
    from smartscore.errors import Problem as Problem
    from smartscore.errors import Remark as Remark
    from smartscore.errors import RuleError as RuleError
    from smartscore.errors import SmartscoreError as SmartscoreError
    from smartscore.errors import Suspicion as Suspicion
    from smartscore.errors import UsageError as UsageError
    from smartscore.gazetteer import Area as Area
    from smartscore.gazetteer import Gazetteer as Gazetteer
    from smartscore.hookspecs import CONTRACT as CONTRACT
    from smartscore.hookspecs import FrameworkSource as FrameworkSource
    from smartscore.hookspecs import GazetteerSource as GazetteerSource
    from smartscore.hookspecs import hookimpl as hookimpl
    from smartscore.model import Band as Band
    from smartscore.model import Confidence as Confidence
    from smartscore.model import Criterion as Criterion
    from smartscore.model import Dimension as Dimension
    from smartscore.model import Domain as Domain
    from smartscore.model import Draft as Draft
    from smartscore.model import Framework as Framework
    from smartscore.model import Indicator as Indicator
    from smartscore.model import Ladder as Ladder
    from smartscore.model import Methods as Methods
    from smartscore.model import Period as Period
    from smartscore.model import Step as Step
    from smartscore.model import Years as Years
    from smartscore.plans import Limits as Limits
    from smartscore.plans import Programme as Programme
    from smartscore.plugins import Plugins as Plugins
    from smartscore.plugins import discover as discover
    from smartscore.recipes import Recipe as Recipe
    from smartscore.recipes import read_recipe as read_recipe
    from smartscore.reports import Document as Document
    from smartscore.reports import Report as Report
    from smartscore.reports import Result as Result
    from smartscore.reports import Style as Style
    from smartscore.robustness.analysis import Analysis as Analysis
    from smartscore.robustness.analysis import analyse as analyse
    from smartscore.robustness.assumptions import Alternatives as Alternatives
    from smartscore.robustness.assumptions import Assumptions as Assumptions
    from smartscore.robustness.assumptions import BoundShift as BoundShift
    from smartscore.robustness.assumptions import Distribution as Distribution
    from smartscore.robustness.assumptions import LeaveOut as LeaveOut
    from smartscore.robustness.assumptions import MeasurementError as MeasurementError
    from smartscore.robustness.assumptions import Spread as Spread
    from smartscore.robustness.assumptions import WeightDirichlet as WeightDirichlet
    from smartscore.robustness.assumptions import WeightNoise as WeightNoise
    from smartscore.robustness.assumptions import WeightRegion as WeightRegion
    from smartscore.robustness.assumptions import WeightSets as WeightSets
    from smartscore.robustness.assumptions import read_assumptions as read_assumptions
    from smartscore.robustness.exact import LeafScores as LeafScores
    from smartscore.robustness.exact import attainable_ranks as attainable_ranks
    from smartscore.robustness.exact import difference_range as difference_range
    from smartscore.robustness.exact import least_value_changes as least_value_changes
    from smartscore.robustness.exact import least_weight_change as least_weight_change
    from smartscore.robustness.exact import weight_space as weight_space
    from smartscore.robustness.sensitivity import Sensitivity as Sensitivity
    from smartscore.robustness.sensitivity import leave_one_out as leave_one_out
    from smartscore.robustness.sensitivity import one_at_a_time as one_at_a_time
    from smartscore.robustness.sensitivity import sensitivity as sensitivity
    from smartscore.robustness.smaa import weight_acceptability as weight_acceptability
    from smartscore.robustness.uncertainty import Uncertainty as Uncertainty
    from smartscore.robustness.uncertainty import uncertainty as uncertainty
    from smartscore.rules import Array as Array
    from smartscore.rules import Categories as Categories
    from smartscore.rules import Classes as Classes
    from smartscore.rules import Entropy as Entropy
    from smartscore.rules import Levels as Levels
    from smartscore.rules import Linear as Linear
    from smartscore.rules import Log as Log
    from smartscore.rules import MinMax as MinMax
    from smartscore.rules import PercentileRank as PercentileRank
    from smartscore.rules import Power as Power
    from smartscore.rules import Rank as Rank
    from smartscore.rules import Ratio as Ratio
    from smartscore.rules import RelativeRule as RelativeRule
    from smartscore.rules import Rule as Rule
    from smartscore.rules import Score as Score
    from smartscore.rules import Target as Target
    from smartscore.rules import Unscored as Unscored
    from smartscore.rules import ZScore as ZScore
    from smartscore.selection import Quota as Quota
    from smartscore.selection import select as select
    from smartscore.steps import Impute as Impute
    from smartscore.steps import Treat as Treat
    from smartscore.steps import provisional as provisional
    from smartscore.tables import Content as Content
    from smartscore.tables import Interpretation as Interpretation
    from smartscore.text import Text as Text
    from smartscore.views import agreement as agreement
    from smartscore.views import band_values as band_values
    from smartscore.views import best_values as best_values
    from smartscore.views import contributions as contributions
    from smartscore.views import evidence_levels as evidence_levels
    from smartscore.views import evidence_outlook as evidence_outlook
    from smartscore.views import explain as explain
    from smartscore.views import gaps as gaps
    from smartscore.views import maturity as maturity
    from smartscore.views import missing as missing
    from smartscore.views import peers as peers
    from smartscore.views import peers_values as peers_values
    from smartscore.views import queue as queue
    from smartscore.views import queue_gain as queue_gain
    from smartscore.views import scenarios as scenarios
    from smartscore.views import side_by_side as side_by_side
    from smartscore.views import standings as standings
    from smartscore.views import target_values as target_values
    from smartscore.views import weighted_years as weighted_years
    from smartscore.views import what_if as what_if

_HOMES = {
    "aggregates": (
        *("Aggregate", "Arithmetic", "Geometric", "Harmonic", "Maximum", "Median", "Minimum", "PowerMean", "Sum"),
        "quasi_arithmetic",
    ),
    "api": ("Assessment", "assess", "framework_source", "load_dimension", "load_framework", "read_dataset", "write"),
    "api.answers": ("Answer",),
    "api.comparisons": ("Comparison", "compare"),
    "api.plans": ("Plan", "Roadmap", "plan", "read_plan", "read_programmes"),
    "dataset": ("Dataset", "check"),
    "dataset.consolidate": ("consolidate",),
    "engine": ("Nearest", "fit"),
    "errors": (
        *("DatasetError", "FrameworkError", "PluginError", "Problem", "Remark", "RuleError", "SmartscoreError"),
        *("Suspicion", "UsageError"),
    ),
    "gazetteer": ("Area", "Gazetteer"),
    "hookspecs": ("CONTRACT", "FrameworkSource", "GazetteerSource", "hookimpl"),
    "model": (
        *("Band", "Confidence", "Criterion", "Dimension", "Domain", "Draft", "Framework", "Indicator"),
        *("Ladder", "Methods", "Period", "Step", "Years"),
    ),
    "plans": ("Limits", "Programme"),
    "plugins": ("Plugins", "discover"),
    "recipes": ("Recipe", "read_recipe"),
    "reports": ("Document", "Report", "Result", "Style"),
    "robustness.analysis": ("Analysis", "analyse"),
    "robustness.assumptions": (
        *("Alternatives", "Assumptions", "BoundShift", "Distribution", "LeaveOut", "MeasurementError", "Spread"),
        *("WeightDirichlet", "WeightNoise", "WeightRegion", "WeightSets", "read_assumptions"),
    ),
    "robustness.exact": (
        *("LeafScores", "attainable_ranks", "difference_range", "least_value_changes", "least_weight_change"),
        "weight_space",
    ),
    "robustness.sensitivity": ("Sensitivity", "leave_one_out", "one_at_a_time", "sensitivity"),
    "robustness.smaa": ("weight_acceptability",),
    "robustness.uncertainty": ("Uncertainty", "uncertainty"),
    "rules": (
        *("Array", "Categories", "Classes", "Entropy", "Levels", "Linear", "Log", "MinMax", "PercentileRank", "Power"),
        *("Rank", "Ratio", "RelativeRule", "Rule", "Score", "Target", "Unscored", "ZScore"),
    ),
    "selection": ("Quota", "select"),
    "steps": ("Impute", "Treat", "provisional"),
    "tables": ("Content", "Interpretation"),
    "text": ("Text",),
    "views": (
        *("agreement", "band_values", "best_values", "contributions", "evidence_levels", "evidence_outlook", "explain"),
        *("gaps", "maturity", "missing", "peers", "peers_values", "queue", "queue_gain", "scenarios"),
        *("side_by_side", "standings"),
        *("target_values", "weighted_years", "what_if"),
    ),
}
#: Names are imported one after another: threads that import parts of one package at once may find it half made.
_FIRST_USE = RLock()
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = ["__version__", *sorted(_HOME_OF)]  # noqa: PLE0604  # the names are strings, gathered above


if not TYPE_CHECKING:  # or else checkers take a mistyped name for one that is there

    def __getattr__(name: str) -> object:
        if name not in _HOME_OF:
            text = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(text, name=name, obj=import_module(__name__))  # by which Python tells the nearest
        with _FIRST_USE:
            value = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME_OF})

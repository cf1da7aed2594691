"""Pictures from Python: altair charts of assessments and plans, drawn from the specifications of the reports."""

from smartscore.plots.assessment_plots import AssessmentPlots
from smartscore.plots.drawing import Look
from smartscore.plots.plan_plots import PlanPlots, plots_of_plan, plots_of_roadmap

__all__ = ["AssessmentPlots", "Look", "PlanPlots", "plots_of_plan", "plots_of_roadmap"]

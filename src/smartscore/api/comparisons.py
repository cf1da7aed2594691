"""Comparing, and a comparison that shows itself."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from attrs import fields, frozen

from smartscore import views
from smartscore.engine import Assessment
from smartscore.messages import preferred_language
from smartscore.notebook import in_lines


@frozen(eq=False, slots=False)
class Comparison(views.Comparison):
    """Two assessments of the same rows and what made the index differ, which shows itself."""

    def __repr__(self) -> str:
        sides = [side.framework.full_name for side in (self.before, self.after)]
        by = sides[0] if sides[0] == sides[1] else " and ".join(sides)
        difference = self.summary["difference"].to_numpy(dtype=float)
        known = difference[~np.isnan(difference)]
        told = [f"difference of the index: {known.min():+.4g} to {known.max():+.4g}"] if len(known) else []
        beside = f"only after: {len(self.entered)}, only before: {len(self.left)}"
        return in_lines(f"Comparison of {len(self.rows)} rows by {by}", *told, beside)

    def _repr_html_(self) -> str:
        from smartscore.reports import Style
        from smartscore.reports.formats import notebook
        from smartscore.reports.subjects.comparison import overview

        return notebook.render(overview(self), Style(language=preferred_language()))


def compare(
    before: Assessment, after: Assessment, crosswalk: Mapping[str, str] | None = None, by: str | None = None
) -> Comparison:
    """Compare two assessments: two years, assessors or datasets, or two frameworks with a crosswalk between them.

    Rows are matched by city where each has it once, else by city with year and assessor; ranks are within the column
    `by`. `smartscore.views.compare` tells how the difference is split.

    Raises:
        UsageError: if no row matches, a city cannot be told apart, the frameworks differ and there is no crosswalk,
            or their scales do; for names of the crosswalk that are no nodes.
    """
    compared = views.compare(before, after, crosswalk, by)
    held: dict[str, Any] = {str(field.alias): getattr(compared, field.name) for field in fields(views.Comparison)}
    return Comparison(**held)

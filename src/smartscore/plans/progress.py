"""How far a city has come on its plan: each year's target against the value, and when a target will be reached."""

from pathlib import Path
from typing import Any

import numpy as np
from attrs import field, frozen
from pandas import DataFrame, Index

from smartscore.engine import Assessment
from smartscore.errors import DatasetError, Problem, UsageError, legible
from smartscore.messages import preferred_language
from smartscore.model import Break, Framework, break_with
from smartscore.notebook import brief, in_lines
from smartscore.plans.plan_page import PlanPage, Run
from smartscore.reading.documents import DocumentError, parse_json
from smartscore.rounding import competition_ranks
from smartscore.rules import Array
from smartscore.text import Phrase, reason_of
from smartscore.views.scenarios import scenarios

#: The share of the whole planned change by which a value may miss its target and still be on track.
TOLERANCE = 0.1
STATUSES = ("ahead", "on_track", "late", "not_reported")
NOT_APPLICABLE = "not_applicable"  # the status of what does not apply to the city, which no target can be missed by
_FAR = 50.0
_KEYS = ("schema", "framework", "fingerprint", "city", "name", "trajectory", "targets", "programmes")


@frozen(eq=False)
class Plan:
    """A plan as `plan` wrote it: index and dimensions, and raw values, at the end of each year, the base first.

    `timetable` has a row for each programme that was chosen, by its id: title, owner, start, end (years).
    """

    city: str
    name: str
    framework: str
    edition: str
    fingerprint: str
    trajectory: DataFrame
    targets: DataFrame
    file: str | None = field(default=None, converter=legible)
    timetable: DataFrame = field(factory=lambda: _timetable([]))

    @property
    def framework_name(self) -> str:
        """The name of the framework with its edition."""
        return f"{self.framework} {self.edition}".strip()

    @property
    def framework_identity(self) -> str:
        """The name of the framework with its edition and its fingerprint."""
        return f"{self.framework_name} ({self.fingerprint})"

    def __repr__(self) -> str:
        span = f"years {self.years[0]} to {self.years[-1]}" if self.years else "no years"
        told = f"{span}, programmes: {len(self.timetable)}, targets: {self.targets.shape[1]}"
        first, last = (f"{index:.4g}" for index in self.trajectory["index"].iloc[[0, -1]])
        named = f"{brief(self.name)} ({brief(self.city)}) by {self.framework_name}"
        return in_lines(f"Plan of {named}", told, f"index: {first} to {last}")

    def _repr_html_(self) -> str:
        runs = [
            Run(str(row["title"] or row.name), str(row["owner"] or ""), int(row["start"]), int(row["end"]))
            for _, row in self.timetable.iterrows()
        ]
        return PlanPage(
            city=self.name,
            named=self.framework_name,
            runs=runs,
            trajectory=self.trajectory,
            targets=self.targets,
            called=str,
            language=preferred_language(),
        ).html()

    @property
    def years(self) -> list[int]:
        """The years of the plan, without the one before it."""
        return [int(year) for year in self.trajectory.index[1:]]


def read_plan(path: Path, city: str | None = None) -> Plan:
    """Read a plan that `smartscore plan -o FILE.json` wrote.

    Raises:
        DatasetError: if there is no such file, or it is no plan.
        UsageError: if it is not of the city that is named.
    """
    try:
        record = parse_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DatasetError(Problem("file_unreadable", {"reason": reason_of(error)}, file=str(path))) from error
    except (DocumentError, UnicodeDecodeError) as error:
        raise DatasetError(Problem("no_plan", {"reason": error.reason}, file=str(path))) from error
    missing = [key for key in _KEYS if not isinstance(record, dict) or key not in record]
    if missing:
        raise DatasetError(
            Problem("no_plan", {"reason": Phrase("plan_lacks", keys=", ".join(missing))}, file=str(path))
        )
    names: dict[str, Any] = {
        key: str(record.get(key, "")) for key in ("city", "name", "framework", "edition", "fingerprint")
    }
    if city is not None and city not in (names["city"], names["name"]):
        raise UsageError(Problem("plan_of_other_city", {"found": names["name"], "city": city}, file=str(path)))
    frames: dict[str, Any] = {name: _frame(record[name]) for name in ("trajectory", "targets")}
    return Plan(**names, **frames, timetable=_timetable(record["programmes"]), file=str(path))


def _timetable(programmes: list[dict[str, Any]]) -> DataFrame:
    names = ("title", "owner", "start", "end")
    chosen = {
        str(programme["id"]): {name: programme.get(name) for name in names}
        for programme in programmes
        if programme.get("start") is not None
    }
    return DataFrame.from_dict(chosen, orient="index", columns=list(names))


def _frame(rows: dict[str, dict[str, Any]]) -> DataFrame:
    frame = DataFrame.from_dict(rows, orient="index", dtype=float)
    return frame.set_axis(Index([int(year) for year in frame.index], name="year")).sort_index()


def progress(assessment: Assessment, city: str, plan: Plan, year: int | None = None) -> DataFrame:
    """Tell where a city stands on its plan in a year: a row the index, its members, and each indicator with a target.

    The year is that of the city's latest row in the plan, else `year`, else the first of the plan. Columns: base,
    target (of the year), value, status (ahead, on_track, late, not_reported, not_applicable: within a tenth of the
    whole planned change is on track), points (of the index that reaching the target of an indicator would bring),
    final (the last target), and reach, earliest and latest: the year in which a straight line (least squares) through
    the base and the values of all years so far reaches the final target, and the same with a slope of one standard
    error more or less.
    They are NaN where that takes more than fifty years, and the two where two points alone make the line.

    Raises:
        UsageError: if the framework is not that of the plan, which is never bridged, there is no such city, or the
            year is not one of the plan.
    """
    if assessment.definition.fingerprint != plan.fingerprint:
        require_no_break(plan, assessment.definition)
        fields = {"first": plan.framework_identity, "second": assessment.definition.identity}
        raise UsageError(Problem("plan_of_another", fields, file=plan.file))
    rows = rows_of(assessment, city, plan, year)
    now, row = list(rows.items())[-1]
    frames = {"trajectory": plan.trajectory, "targets": plan.targets}
    standings = []
    for kind, frame in frames.items():
        held = assessment.scores if kind == "trajectory" else assessment.values.reindex(columns=list(frame))
        for name in frame:
            seen = {at: float(held[name].iloc[place]) for at, place in rows.items()}
            standings.append(
                {"node": name, **_judged(dict(zip(map(int, frame.index), frame[name], strict=True)), seen, now)}
            )
    table = DataFrame(standings).set_index("node")
    lifted = [name in assessment.framework.nodes and not assessment.applies(str(name))[row] for name in table.index]
    table.loc[lifted, "status"] = NOT_APPLICABLE
    table.loc[lifted, ["reach", "earliest", "latest"]] = np.nan
    table.insert(4, "points", _points(assessment, row, table, [str(name) for name in plan.targets]))
    return table


def break_of(plan: Plan, framework: Framework) -> Break | None:
    """Give the break between the edition of a plan and a framework, of which one repealed the other."""
    return break_with(framework, plan.framework, plan.edition)


def require_no_break(plan: Plan, framework: Framework) -> None:
    """Refuse a plan over a break.

    Raises:
        UsageError: naming the break.
    """
    if gap := break_of(plan, framework):
        fields = {"said": gap.sentence, "plan": plan.framework_name}
        raise UsageError(Problem("plan_over_break", fields, file=plan.file))


def year_of(assessment: Assessment, city: str, plan: Plan, year: int | None = None) -> tuple[int, int]:
    """Give the year in which progress is judged, and the position of the city's row in it."""
    return list(rows_of(assessment, city, plan, year).items())[-1]


def over_years(assessment: Assessment, city: str, plan: Plan, year: int | None = None) -> dict[int, DataFrame]:
    """Give what `progress` tells of each year so far, the latest last."""
    return {
        at: progress(assessment.only(np.array([*before.values()])), city, plan, at)
        for at, before in _rows_up_to(rows_of(assessment, city, plan, year)).items()
    }


def _rows_up_to(rows: dict[int, int]) -> dict[int, dict[int, int]]:
    return {at: {other: row for other, row in rows.items() if other <= at} for at in rows}


def rows_of(assessment: Assessment, city: str, plan: Plan, year: int | None) -> dict[int, int]:
    """Give the position of the city's row by year, in order; of `year` alone where the data have no years."""
    positions = assessment.dataset.rows_of(city)
    years = assessment.dataset.years
    if years is None:
        rows = {plan.years[0] if year is None else year: positions[-1]}
    else:
        by_year = {int(year): row for row, year in enumerate(years.tolist()) if row in positions}
        rows = dict(sorted(by_year.items()))
        rows = {at: row for at, row in rows.items() if year is None or at <= year}
    inside = {at: row for at, row in rows.items() if at in plan.years}
    if not inside:
        planned, requested = ", ".join(map(str, plan.years)), ", ".join(map(str, rows)) or str(year)
        raise UsageError(Problem("year_not_in_plan", {"found": requested, "hint": planned}, file=plan.file))
    return inside


def _judged(targets: dict[int, float], seen: dict[int, float], now: int) -> dict[str, Any]:
    """Judge a value of a year by its targets, and draw the line on: targets and values by year."""
    start, base = next(iter(targets.items()))
    target, final, value = targets[now], list(targets.values())[-1], seen[now]
    way = np.sign(final - base) or 1.0
    slack = TOLERANCE * abs(final - base) + 1e-9
    ahead = way * (value - target)
    status = (
        "not_reported" if np.isnan(value) else "ahead" if ahead > slack else "late" if ahead < -slack else "on_track"
    )
    known = {at: number for at, number in {start: base, **seen}.items() if not np.isnan(number)}
    reach = dict(zip(("reach", "earliest", "latest"), _reached(known, final, float(way)), strict=True))
    return {"base": base, "target": target, "value": value, "status": status, "final": final, **reach}


def _reached(known: dict[int, float], final: float, way: float) -> tuple[float, float, float]:
    """Give the year in which a line through values by year reaches a value, and its interval; NaN where none does."""
    if not known:
        return (float("nan"),) * 3
    years, values = np.array(list(known), dtype=float), np.array(list(known.values()))
    last, now = years[-1], values[-1]
    if way * (final - now) <= 0:
        return float(last), float(last), float(last)
    if len(years) < 2:
        return (float("nan"),) * 3
    away = years - years.mean()
    slope = float(away @ values / (away @ away))
    if len(years) == 2:
        return _year(last, now, final, slope), float("nan"), float("nan")
    rest = values - values.mean() - slope * away
    error = float(np.sqrt((rest @ rest) / (len(years) - 2) / (away @ away)))
    steeper, flatter = slope + way * error, slope - way * error
    return _year(last, now, final, slope), _year(last, now, final, steeper), _year(last, now, final, flatter)


def _year(last: float, now: float, final: float, slope: float) -> float:
    """Give the year, rounded up, in which a slope reaches a value; NaN if it does not within fifty years."""
    steps = (final - now) / slope if slope else -1.0
    return float(np.ceil(last + steps - 1e-9)) if 0 < steps <= _FAR else float("nan")


def _points(assessment: Assessment, row: int, table: DataFrame, indicators: list[str]) -> Array:
    """Give what reaching the target of the year would bring the index, for indicators that are not there yet."""
    points = np.full(len(table), np.nan)
    for place, name in enumerate(table.index):
        applies = table["status"].iloc[place] != NOT_APPLICABLE
        if name in indicators and applies and place >= len(table) - len(indicators):
            reached = scenarios(assessment, row, {name: float(table["target"].iloc[place])}, ranks=False)
            points[place] = reached["gain"].iloc[0]
    return points


def improvement_of(assessment: Assessment, row: int) -> tuple[float, float, int]:
    """Give the change of the index over the year before, its rank among the cities of the year, and their number."""
    change = np.asarray(assessment.improvement(), dtype=np.float64)
    among = assessment.alike(row)
    ranks = competition_ranks(change, assessment.framework.scale, assessment.groups())
    return float(change[row]), float(ranks[row]), int((~np.isnan(change[among])).sum())

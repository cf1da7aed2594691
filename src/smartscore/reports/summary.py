"""The sentences that go with every result: what is missing, clipped, imputed, judged, illustrative."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from smartscore.dataset.check import unused_columns
from smartscore.engine import Assessment
from smartscore.messages import message, number, printable
from smartscore.model import is_unscored
from smartscore.reports.completion import told
from smartscore.reports.view import View
from smartscore.rules import Categories

if TYPE_CHECKING:
    from pandas import DataFrame

    from smartscore.plans import Plan

_WHOLE = 0.9995


def headline(assessment: Assessment, view: View) -> str:
    """Name the framework with its edition and fingerprint."""
    framework = assessment.framework
    fields = {
        "title": framework.title,
        "name": framework.name,
        "edition": framework.edition or "-",
        "fingerprint": assessment.definition.fingerprint,
        "cities": len(assessment.rows),
    }
    return message("summary_headline", view.language, **fields)


def sentences(assessment: Assessment, view: View) -> Iterator[str]:
    """Give the sentences that apply, in the reader's language."""

    def say(code: str, **fields: object) -> str:
        return message(code, view.language, **fields)

    if assessment.framework.note:
        yield assessment.framework.note.to(view.language)
    yield from _changed(assessment, view)
    counted = counts(assessment, view)
    yield say("summary_values", **counted)
    if "worst" in {dimension.missing for dimension in assessment.framework.dimensions}:
        yield say("summary_worst")
    for what in ("imputed", "unscored", "stale"):
        if counted[what]:
            yield say(f"summary_{what}", count=counted[what])
    if given := int(assessment.given.to_numpy().sum()):
        yield say("summary_given", count=given)
    yield _judged(assessment, view)
    yield from _illustrative(assessment, view)
    yield from _plans(assessment, view)
    if view.completion is not None:
        yield told(view.completion, view.language)
    if assessment.framework.higher == "worse":
        yield say("summary_higher_worse")
    if unused := [name for name in unused_columns(assessment.dataset, assessment.definition) if name != view.by]:
        shown = ", ".join(unused[:8]) + (", ..." if len(unused) > 8 else "")
        yield say("summary_unused", count=len(unused), columns=shown)


def versions() -> dict[str, str]:
    """Give the versions of the programs that make a result."""
    import platform
    from importlib.metadata import version

    own = {"smartscore": version("smartscore"), "python": platform.python_version()}
    return own | {name: version(name) for name in ("numpy", "pandas")}


def provisos(assessment: Assessment, view: View) -> Iterator[str]:
    """Say what in the figures is not official: the framework's note, what is judged, what is illustrative."""
    if assessment.framework.note:
        yield assessment.framework.note.to(view.language)
    yield _judged(assessment, view)
    yield from _illustrative(assessment, view)


def _illustrative(assessment: Assessment, view: View) -> Iterator[str]:
    qualities = assessment.quality_counts()
    if illustrative := int(qualities.get("illustrative", 0)):
        yield message("summary_illustrative", view.language, count=illustrative, total=int(qualities.sum()))


def _plans(assessment: Assessment, view: View) -> Iterator[str]:
    """Say how far cities have come on their plans."""
    for plan, year, found in progress_of(assessment, view):
        yield on_plan(assessment, view, plan, year, found)


def on_plan(assessment: Assessment, view: View, plan: "Plan", year: int, found: "DataFrame") -> str:
    """Say how far a city has come on its plan, of which `progress` tells what is found."""
    index = found.loc["index"]
    counted = found.iloc[len(plan.trajectory.columns) :]["status"].value_counts()
    scores = {name: float(str(index[name])) for name in ("value", "target")}
    decimals = decimals_of(assessment)
    values = {name: number(score, decimals, view.language) for name, score in scores.items()}
    fields = {"city": printable(plan.name), "year": year, "count": int(counted.sum()), **values}
    statuses = {name: int(counted.get(name, 0)) for name in ("ahead", "on_track", "late", "not_reported")}
    word = message(f"status_{index['status']}", view.language)
    return message("summary_plan", view.language, status=word, **fields, **statuses)


def progress_of(assessment: Assessment, view: View) -> "Iterator[tuple[Plan, int, DataFrame]]":
    """Give the plans by the framework of an assessment, each with its year and what `progress` tells of it."""
    for plan in view.plans:
        if plan.fingerprint == assessment.definition.fingerprint:
            from smartscore.plans.progress import progress, year_of  # which an assessment without plans does without

            year, _ = year_of(assessment, plan.city, plan, view.as_of)
            yield plan, year, progress(assessment, plan.city, plan, view.as_of)


def _changed(assessment: Assessment, view: View) -> Iterator[str]:
    """Name each value that was changed to see what if."""
    comparison = view.what_if.get(assessment.framework.name)
    for row in range(len(assessment.rows)) if comparison else ():
        for name, cells in comparison.indicators(row).iterrows():  # type: ignore[union-attr]
            title = assessment.framework.nodes[str(name)].title
            was, now = (said(assessment, str(name), cells[when], view.language) for when in ("before", "after"))
            fields = {"city": row_label(assessment, row), "title": title, "before": was, "after": now}
            yield message("summary_what_if", view.language, **fields)


def said(assessment: Assessment, name: str, value: float, language: str) -> str:
    """Write a raw value of a node: a category by its word, a number as `raw` does."""
    rule = assessment.framework.nodes[name].rule if name in assessment.framework.nodes else None
    if isinstance(rule, Categories) and not np.isnan(value):
        return printable(rule.words[int(value)])
    return raw(value, language)


def raw(value: float, language: str) -> str:
    """Write a raw value with six significant digits, a missing one as a dash."""
    return "-" if np.isnan(value) else f"{value:.6g}".replace(".", message("decimal_mark", language))


def counts(assessment: Assessment, view: View) -> dict[str, int]:
    """Count the values of indicators that bear weight (all that could be there, missing, clipped), and the rest.

    Imputed and stale are values of any indicator; unscored are indicators.
    """
    framework = assessment.framework
    bearing = [node.id for node in framework.indicators if framework.shares[node.id] > 0 and not is_unscored(node)]
    total = len(bearing) * len(assessment.rows)
    there = [assessment.columns[name] for name in bearing if name in assessment.columns]
    present = sum(int((~np.isnan(values)).sum()) for values in there)
    clipped = sum(int(assessment.clipped[name].sum()) for name in bearing if name in assessment.clipped)
    return {
        "total": total,
        "missing": total - present,
        "clipped": clipped,
        "imputed": sum(int(filled.sum()) for filled in assessment.imputed.values()),
        "stale": sum(int(old.sum()) for old in assessment.stale(view.as_of).values()),
        "unscored": sum(is_unscored(node) for node in framework.indicators),
    }


def _judged(assessment: Assessment, view: View) -> str:
    shares = assessment.share_by_confidence()
    if shares.get("verified-in-source", 0.0) > _WHOLE:
        return message("summary_verified", view.language)
    if shares.get("", 0.0) > _WHOLE:
        return message("summary_not_graded", view.language)
    grades = {"judged": "judgement", "known": "general-knowledge", "verified": "verified-in-source", "unsaid": ""}
    words = {name: f"{shares.get(grade, 0.0):.0%}" for name, grade in grades.items()}
    return message("summary_judged", view.language, **words)


def decimals_of(assessment: Assessment) -> int:
    """Give the decimals with which scores are printed: the index's own, else what suits the scale."""
    framework = assessment.framework
    if framework.index.decimals is not None:
        return framework.index.decimals
    return 3 if framework.scale[1] - framework.scale[0] <= 1 else 2


def unranked(assessment: Assessment, view: View) -> list[str]:
    """Say which rows have no index and why, those with one reason together."""
    by_reason: dict[str, list[str]] = {}
    for row in np.flatnonzero(assessment.index.isna().to_numpy()).tolist():
        if reason := assessment.reason(row):
            by_reason.setdefault(reason.message(view.language), []).append(row_label(assessment, row))
    return [
        message("unranked", view.language, cities="; ".join(labels), reason=reason)
        for reason, labels in by_reason.items()
    ]


def row_label(assessment: Assessment, row: int) -> str:
    """Say which row it is: the city's name, with year and assessor where there are some."""
    key = assessment.rows[row]
    more = [str(part) for part in key[1:]] if isinstance(key, tuple) else []
    return printable(", ".join([assessment.dataset.labels[row], *more]))

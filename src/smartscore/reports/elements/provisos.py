"""The provisos of a result: its framework, and values that are missing, clipped, imputed, judged, illustrative."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from smartscore.dataset.evidence.levels import has_items
from smartscore.dataset.unused import unused_columns, unused_in_words
from smartscore.engine import Assessment
from smartscore.messages import printable
from smartscore.model import is_unscored
from smartscore.reports.document import Figure, Listed
from smartscore.reports.elements.assessors import assessors_sentences
from smartscore.reports.elements.cells import decimals_of, raw_figure, row_label
from smartscore.reports.elements.editions import edition_remarks
from smartscore.reports.elements.provisional import provisional_sentence
from smartscore.reports.elements.ranges import range_sentences
from smartscore.reports.elements.suspicions import suspicion_sentences
from smartscore.reports.elements.treated import stepped_sentence
from smartscore.reports.result import Result
from smartscore.text import Phrase, Sentence

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from smartscore.plans import Plan

_WHOLE = 0.9995
_MOST_REMARKS = 8


def headline(assessment: Assessment) -> Phrase:
    """Name the framework with its edition and fingerprint."""
    framework = assessment.framework
    return Phrase(
        "summary_headline",
        title=framework.title,
        name=framework.name,
        edition=framework.edition or "-",
        fingerprint=assessment.definition.fingerprint,
        cities=len(assessment.rows),
    )


def provisos(assessment: Assessment) -> list[Sentence]:
    """Say what in the figures is not official or in force: the framework's note, what is judged or illustrative."""
    notes: list[Sentence] = [*provisional_sentence(assessment), *edition_remarks(assessment)]
    notes += [*reading_remarks(assessment), *suspicion_sentences(assessment), *stepped_sentence(assessment)]
    notes += [*assessors_sentences(assessment), *of_items(assessment)]
    notes += _not_applicable(not_applicable_count(assessment))
    return [*notes, *_without_way(assessment), _judged(assessment), *_illustrative(assessment)]


def provisos_of(assessment: Assessment, row: int) -> list[Sentence]:
    """Say what in the figures of one row is not official."""
    return provisos(assessment.only(np.array([row])))


def summary(assessment: Assessment, result: Result) -> Iterator[Sentence]:
    """Give the sentences that apply to a whole result."""
    yield from provisional_sentence(assessment)
    yield from edition_remarks(assessment)
    yield from reading_remarks(assessment)
    yield from _changed(assessment, result)
    yield from suspicion_sentences(assessment)
    yield from assessors_sentences(assessment)
    yield from of_items(assessment, outlook=len(set(assessment.dataset.cities)) == 1)
    counted = counts(assessment, result.as_of)
    yield Phrase("summary_values", **counted)
    yield from range_sentences(assessment)
    yield from _not_applicable(counted["not_applicable"])
    yield from _worst(assessment)
    yield from _without_way(assessment)
    if assessment.unfitted:
        titles = (assessment.framework.nodes[name].title for name in assessment.unfitted)
        yield Phrase("summary_unfitted", names=Listed(titles))
    yield from stepped_sentence(assessment)
    for what in ("imputed", "unscored", "stale"):
        if counted[what]:
            yield Phrase(f"summary_{what}", count=counted[what])
    if given_count := int(assessment.given.to_numpy().sum()):
        yield Phrase("summary_given", count=given_count)
    yield _judged(assessment)
    yield from _illustrative(assessment)
    for plan, year, reached in progress_of(assessment, result):
        yield on_plan(assessment, plan, year, reached)
    if result.completion is not None:
        from smartscore.reports.elements.plans.completion import sentence

        yield sentence(result.completion)
    if assessment.framework.higher == "worse":
        yield Phrase("summary_higher_worse")
    if unused := [name for name in unused_columns(assessment.dataset, assessment.definition) if name != result.by]:
        shown: list[Sentence] = [
            *unused_in_words(assessment.dataset, unused[:8]),
            *(["..."] if len(unused) > 8 else []),
        ]
        yield Phrase("summary_unused", count=len(unused), columns=Listed(shown, ", "))


def reading_remarks(assessment: Assessment) -> Iterator[Sentence]:
    """Say of the files what was left out, passed over or chosen."""
    read = assessment.dataset.interpretations
    for file, recipe, digest in dict.fromkeys((one.file, one.recipe, one.recipe_digest) for one in read if one.recipe):
        yield Phrase("summary_recipe", file=file, recipe=recipe, digest=(digest or "-")[:16])
    for one in read:
        yield from one.remarks[:_MOST_REMARKS]
        if (more := len(one.remarks) - _MOST_REMARKS) > 0:
            yield Phrase("summary_more_remarks", count=more)


def of_items(assessment: Assessment, *, outlook: bool = False) -> Iterator[Sentence]:
    """Say how far levels rest on items of evidence, and the index to expect where it is asked for: if there are any."""
    if any(has_items(assessment.dataset, node) for node in assessment.framework.indicators):
        from smartscore.reports.elements.evidence import items  # which results without items do without

        yield from items.evidence_sentences(assessment)
        if outlook:
            yield from items.outlook_sentences(assessment)


def unranked(assessment: Assessment) -> list[Sentence]:
    """Name the rows without an index, those with one reason together."""
    by_reason: dict[str, tuple[Sentence, list[str]]] = {}
    for row in np.flatnonzero(assessment.index.isna().to_numpy()).tolist():
        if reason := assessment.reason(row):
            by_reason.setdefault(reason.to("en"), (reason, []))[1].append(row_label(assessment, row))
    return [Phrase("unranked", cities="; ".join(labels), reason=reason) for reason, labels in by_reason.values()]


def versions() -> dict[str, str]:
    """Give the versions of the programs that make a result."""
    import platform
    from importlib.metadata import version

    own = {"smartscore": version("smartscore"), "python": platform.python_version()}
    return own | {name: version(name) for name in ("numpy", "pandas")}


def not_applicable_count(assessment: Assessment) -> int:
    """Count the values of indicators that bear weight which do not apply."""
    marks = assessment.not_applicable
    return sum(int(marks[name].sum()) for name in _bearing(assessment) if name in marks)


def _bearing(assessment: Assessment) -> list[str]:
    """Give the indicators that have a share of the index and a score."""
    framework = assessment.framework
    return [node.id for node in framework.indicators if framework.shares[node.id] > 0 and not is_unscored(node)]


def _not_applicable(count: int) -> Iterator[Phrase]:
    if count:
        yield Phrase("summary_not_applicable", count=count)


def _worst(assessment: Assessment) -> Iterator[Phrase]:
    """State which score a missing one counts as, where it counts as worst."""
    framework = assessment.framework
    dimensions = [dimension for dimension in framework.dimensions if dimension.missing == "worst"]
    if dimensions:
        lowest = all(framework.worst_score_in(dimension) == framework.scale[0] for dimension in dimensions)
        yield Phrase("summary_worst" if lowest else "summary_worst_score")


def _without_way(assessment: Assessment) -> Iterator[Phrase]:
    """Name the dimensions in which the better direction depends on other scores."""
    if turning := assessment.framework.turning:
        yield Phrase("summary_ways", names=Listed(node.title for node in turning))


def _illustrative(assessment: Assessment) -> Iterator[Phrase]:
    qualities = assessment.quality_counts()
    if illustrative := int(qualities.get("illustrative", 0)):
        yield Phrase("summary_illustrative", count=illustrative, total=int(qualities.sum()))


def on_plan(assessment: Assessment, plan: "Plan", year: int, reached: "DataFrame") -> Phrase:
    """Give the progress of a city on its plan in one sentence."""
    index = reached.loc["index"]
    counted = reached.iloc[len(plan.trajectory.columns) :]["status"].value_counts()
    decimals = decimals_of(assessment)
    scores = {name: Figure(float(str(index[name])), "score", decimals) for name in ("value", "target")}
    statuses = {name: int(counted.get(name, 0)) for name in ("ahead", "on_track", "late", "not_reported")}
    fields = {"city": printable(plan.name), "year": year, "count": sum(statuses.values()), **scores, **statuses}
    return Phrase("summary_plan", status=Phrase(f"status_{index['status']}"), **fields)


def progress_of(assessment: Assessment, result: Result) -> "Iterator[tuple[Plan, int, DataFrame]]":
    """Give the plans by the framework of an assessment, each with its year and what `progress` tells of it."""
    for plan in result.plans:
        if plan.fingerprint == assessment.definition.fingerprint:
            from smartscore.plans.progress import progress, year_of  # which an assessment without plans does without

            year, _ = year_of(assessment, plan.city, plan, result.as_of)
            yield plan, year, progress(assessment, plan.city, plan, result.as_of)


def _changed(assessment: Assessment, result: Result) -> Iterator[Phrase]:
    """Name each value that was changed to see what if."""
    comparison = result.what_if.get(assessment.framework.name)
    for row in range(len(assessment.rows)) if comparison else ():
        for name, cells in comparison.indicators(row).iterrows():  # type: ignore[union-attr]
            title = assessment.framework.nodes[str(name)].title
            was, now = (_value_of(assessment, str(name), cells, when) for when in ("before", "after"))
            yield Phrase("summary_what_if", city=row_label(assessment, row), title=title, before=was, after=now)


def _value_of(assessment: Assessment, name: str, cells: "Series[Any]", when: str) -> Sentence | Figure:
    """Give the value of a node before or after a change, or the words that it does not apply."""
    if cells["data"] == {"before": "applies", "after": "applies_not"}[when]:
        return Phrase("does_not_apply")
    return raw_figure(assessment, name, cells[when])


def counts(assessment: Assessment, as_of: int | None) -> dict[str, int]:
    """Count the values of indicators that bear weight (all cells, missing, not applicable, clipped), and the rest.

    Imputed, changed and stale are values of any indicator; unscored are indicators.
    """
    framework, bearing = assessment.framework, _bearing(assessment)
    beside = not_applicable_count(assessment)
    total = len(bearing) * len(assessment.rows)
    there = [assessment.columns[name] for name in bearing if name in assessment.columns]
    present = sum(int((~np.isnan(values)).sum()) for values in there)
    clipped = sum(int(assessment.clipped[name].sum()) for name in bearing if name in assessment.clipped)
    return {
        "total": total,
        "missing": total - present - beside,
        "not_applicable": beside,
        "clipped": clipped,
        "imputed": sum(int(filled.sum()) for filled in assessment.imputed.values()),
        "changed": sum(int(flags.sum()) for flags in assessment.changed.values()),
        "stale": sum(int(old.sum()) for old in assessment.stale(as_of).values()),
        "unscored": sum(is_unscored(node) for node in framework.indicators),
    }


def _judged(assessment: Assessment) -> Phrase:
    shares = assessment.share_by_confidence()
    if shares.get("verified-in-source", 0.0) > _WHOLE:
        return Phrase("summary_verified")
    if shares.get("", 0.0) > _WHOLE:
        return Phrase("summary_not_graded")
    grades = {"judged": "judgement", "known": "general-knowledge", "verified": "verified-in-source", "unsaid": ""}
    return Phrase("summary_judged", **{n: Figure(shares.get(grade, 0.0), "share", 0) for n, grade in grades.items()})

"""The page of a city: its standing, strengths and weaknesses, the gaps that bring most, its nearest peers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from attrs import frozen
from pandas import DataFrame

from smartscore.engine import Assessment
from smartscore.messages import message, number, printable, template
from smartscore.model import Indicator, is_unscored
from smartscore.reports.charts.drawing import chart_svg
from smartscore.reports.charts.specifications import charts
from smartscore.reports.document import Figure, Style
from smartscore.reports.elements.cells import decimals_of, row_label
from smartscore.reports.elements.editions import edition_remarks
from smartscore.reports.elements.insight import Gaps, city_gaps, medians, nearest_peers
from smartscore.reports.elements.intervals import alike_of_row, interval, interval_sentences, intervals_of
from smartscore.reports.elements.provisional import provisional_sentence
from smartscore.reports.elements.provisos import summary
from smartscore.reports.elements.ranges import range_of_row
from smartscore.reports.formats.cells import plain, titled
from smartscore.reports.formats.pdf.city_tables import city_table, difference_columns, dimension_columns, gap_columns
from smartscore.reports.formats.pdf.document import section_blocks
from smartscore.reports.formats.pdf.figures import wheel_svg
from smartscore.reports.formats.plan_pages import plan_pages
from smartscore.reports.result import Result, chosen_rows
from smartscore.reports.subjects.evidence.city import CityEvidence
from smartscore.text import Sentence
from smartscore.views import contributions
from smartscore.views.evidence import items_by_indicator

JsonObject = dict[str, Any]


def city_pages(assessment: Assessment, result: Result, style: Style, wheel: Mapping[str, Any]) -> Iterator[JsonObject]:
    """Give the pages of the chosen cities, or of all, in the order of the dataset; `wheel` is the drawing to fill.

    Raises:
        UsageError: if there is no such city.
    """
    rows = chosen_rows(assessment.dataset, result.cities)
    ready = _Ready.of(assessment, result, style)
    for row in rows:
        yield _page(ready, row, wheel)


@frozen(eq=False)
class _Ready:
    """Contributions, medians of each group, gaps and peers, computed for all cities at once."""

    assessment: Assessment
    result: Result
    style: Style
    brought: DataFrame
    groups: np.ndarray
    medians: DataFrame
    gaps: Gaps
    near: np.ndarray
    plans: list[JsonObject]
    warnings: str
    has_items: bool

    @classmethod
    def of(cls, assessment: Assessment, result: Result, style: Style) -> "_Ready":
        """Compute them for an assessment."""
        groups = assessment.groups(result.by)
        middles = medians(assessment.scores, groups)
        gaps, near = city_gaps(assessment, result.by), nearest_peers(assessment, result.by)
        plans = _plans(assessment, result, style)
        warnings = " ".join(plain(sentence, style.language) for sentence in _warnings(assessment, result))
        return cls(
            assessment,
            result,
            style,
            contributions(assessment),
            groups,
            middles,
            gaps,
            near,
            plans,
            warnings,
            bool(items_by_indicator(assessment)),
        )

    def of_row(self, row: int) -> DataFrame:
        """Give value, score, contribution, median and difference of every node, as `explain` does."""
        score, median = self.assessment.scores.iloc[row], self.medians.loc[self.groups[row]]
        columns = {
            "score": score,
            "median": median,
            "difference": score - median,
            "contribution": self.brought.iloc[row],
        }
        return DataFrame({"value": self.assessment.values.iloc[row].reindex(score.index), **columns})


def _plans(assessment: Assessment, result: Result, style: Style) -> list[JsonObject]:
    """Give the parts about plans, with their charts drawn."""
    plans = plan_pages(assessment, result, style)
    if not plans:
        return plans
    framework, language = assessment.framework, style.language
    worse = framework.higher == "worse"
    made = charts(framework.scale, len(framework.bands), worse=worse, words=lambda code: template(code, language))
    drawn = (
        {chart["name"]: chart_svg(made[chart["name"]], chart["data"]) for chart in plan["charts"]} for plan in plans
    )
    return [
        {**plan, "charts": [{**chart, "svg": svgs[chart["name"]]} for chart in plan["charts"]]}
        for plan, svgs in zip(plans, drawn, strict=True)
    ]


def _page(ready: _Ready, row: int, wheel: Mapping[str, Any]) -> JsonObject:
    assessment, framework, language = ready.assessment, ready.assessment.framework, ready.style.language
    profile = ready.of_row(row)
    members = [member.id for member in framework.index.members if framework.shares[member.id] > 0]
    reason = assessment.reason(row)
    return {
        "name": row_label(assessment, row),
        "reason": printable(reason.to(language)) if reason else "",
        "cards": list(_cards(assessment, row, ready.result, ready.style)),
        "wheel": wheel_svg(assessment, profile.loc[members], language, wheel),
        "wheel_says": message("pdf_wheel", language),
        "tables": [
            city_table(
                "html_profile", dimension_columns(assessment, row, profile, ["index", *members], language), language
            ),
            city_table("html_strengths", difference_columns(assessment, row, profile, language), language),
            city_table("html_gaps", gap_columns(assessment, row, ready.gaps, language), language),
        ],
        "notes": list(filter(None, _notes(ready, row, profile))),
        "evidence": _evidence(ready, row),
        "plans": [plan for plan in ready.plans if plan["city"] == printable(str(assessment.dataset.cities[row]))],
        "warnings": " ".join(filter(None, [*_provisional(ready, row), ready.warnings])),
    }


def _evidence(ready: _Ready, row: int) -> list[JsonObject]:
    """Give what the items of evidence of a city show, nothing where no city has any."""
    if not ready.has_items:
        return []
    sections = CityEvidence.of(ready.assessment, row).sections()
    return [block for section in sections if section.use == "all" for block in section_blocks(section, ready.style)]


def _warnings(assessment: Assessment, result: Result) -> Iterable[Sentence]:
    """Give what must be known of the scores: all if no headline page tells it, else what is said of the framework."""
    if result.cities:
        return [*interval_sentences(assessment, result), *summary(assessment, result)]
    return edition_remarks(assessment)


def _provisional(ready: _Ready, row: int) -> Iterator[str]:
    """Say what makes a city provisional, unless its page tells that of all."""
    if not ready.result.cities:
        for sentence in provisional_sentence(ready.assessment, row):
            yield plain(sentence, ready.style.language)


def _notes(ready: _Ready, row: int, profile: DataFrame) -> Iterator[str]:
    """Give the sentences below the tables: the next band, what is missing, who is like the city."""
    assessment, language = ready.assessment, ready.style.language
    yield _next_band(assessment, row, ready.gaps, language)
    lacking = profile["score"].isna()
    bearing = [n for n in assessment.framework.indicators if lacking[n.id] and n.weight and not is_unscored(n)]
    nodes = [node for node in bearing if assessment.applies(node.id)[row]]
    if beside := [node for node in bearing if node not in nodes]:
        yield message(
            "pdf_not_applicable", language, count=len(beside), names=_lifted(assessment, row, beside, language)
        )
    if nodes:
        names = ", ".join(printable(node.title.to(language)) for node in nodes)
        yield message("pdf_missing", language, count=len(nodes), names=names)
    yield from (plain(sentence, language) for sentence in range_of_row(assessment, row))
    yield " ".join(_near(ready, row))


def _near(ready: _Ready, row: int) -> Iterator[str]:
    """Name the neighbours that cannot be told apart from a city, and the cities whose dimensions are most alike."""
    assessment, language = ready.assessment, ready.style.language
    if told := intervals_of(assessment, ready.result):
        yield from (plain(sentence, language) for sentence in alike_of_row(told, row))
    if peers := [row_label(assessment, other) for other in ready.near[row].tolist() if other >= 0]:
        yield message("pdf_peers", language, names="; ".join(peers))


def _lifted(assessment: Assessment, row: int, nodes: Sequence[Indicator], language: str) -> str:
    """Name indicators that do not apply, each with the reason that is stated for it."""
    reasons = [assessment.why_not_applicable(row, node.id) for node in nodes]
    titles = [node.title.to(language) for node in nodes]
    named = [f"{title} ({why})" if why else title for title, why in zip(titles, reasons, strict=True)]
    return printable(", ".join(named))


def _cards(assessment: Assessment, row: int, result: Result, style: Style) -> Iterator[tuple[str, str, str]]:
    language, decimals = style.language, decimals_of(assessment)
    ranks, groups = assessment.ranks(result.by), assessment.groups(result.by)
    count = int((~np.isnan(ranks) & (groups == groups[row])).sum())
    yield titled("html_index", language), number(float(assessment.index.iloc[row]), decimals, language), ""
    if assessment.framework.bands:
        yield titled("html_band", language), assessment.band_names(language)[row] or "-", ""
    rank = "-" if np.isnan(ranks[row]) else message("html_rank_of", language, rank=int(ranks[row]), count=count)
    told = intervals_of(assessment, result)
    drawn = plain(interval(told, row), language) if told else ""
    drawn = f"{drawn} {message('html_rank_interval_of', language)}" if drawn else ""
    yield titled("html_rank", language), rank, drawn
    change = float(assessment.improvement().iloc[row])
    if not np.isnan(change):
        yield titled("html_change", language), Figure(change, "score", decimals, signed=True).to(language), ""
    covered = float(assessment.coverage["index"].iloc[row])
    yield titled("html_coverage", language), Figure(covered, "share", 0).to(language), ""
    shares = assessment.share_by_confidence()
    if shares.get("judgement"):
        yield titled("html_judged", language), f"{shares['judgement']:.0%}", message("html_judged_of", language)


def _next_band(assessment: Assessment, row: int, gaps: Gaps, language: str) -> str:
    """Say where the next band begins and how many of the largest gaps together reach it."""
    framework, place = assessment.framework, int(assessment.band_numbers[row])
    worse = framework.higher == "worse"
    if place < 0 or not framework.bands:
        return ""
    if place == (0 if worse else len(framework.bands) - 1):
        return message("html_next_top", language, band=framework.bands[place].title)
    band = framework.bands[place - 1 if worse else place + 1]
    start, decimals = framework.bands[place if worse else place + 1].start, decimals_of(assessment)
    index, steps = float(assessment.index.iloc[row]), gaps.together[:, row]
    steps = steps[~np.isnan(steps)]
    fields = {"band": band.title, "start": number(start, decimals, language)}
    sentence = message("html_next_reached", language, **fields, lacking=number(abs(start - index), decimals, language))
    if needed := int(gaps.needed[row]):
        figures = {"count": needed, "index": number(steps[needed - 1], decimals, language)}
        return f"{sentence} {message('html_next_joint', language, **figures, band=band.title)}"
    figures = {"count": len(steps), "index": number(steps[-1] if len(steps) else index, decimals, language)}
    return f"{sentence} {message('html_next_joint_none', language, **figures)}"

"""The document of `robustness`: what was assumed, and how sure ranks are by it."""

from collections.abc import Iterator, Sequence
from functools import partial

from smartscore.engine import Assessment
from smartscore.framework_file import BUILT_IN
from smartscore.model import Methods
from smartscore.reports.document import Document, Figure, Part, Section, chapters_of
from smartscore.reports.elements.cells import decimals_of, key_of, row_label
from smartscore.reports.elements.city_heading import notes_of
from smartscore.reports.elements.provisos import headline, provisos, unranked
from smartscore.reports.subjects.robustness.assumed import assumed_table
from smartscore.reports.subjects.robustness.choices import choice_sections
from smartscore.reports.subjects.robustness.exact import exact_sections
from smartscore.reports.subjects.robustness.favourable import favourable_sections
from smartscore.reports.subjects.robustness.heat_map import drawn_ranks, heat_map, shown_rows
from smartscore.reports.subjects.robustness.least import least_sections
from smartscore.reports.subjects.robustness.made import made_sentences
from smartscore.reports.subjects.robustness.pairs import pair_sections
from smartscore.reports.subjects.robustness.ranks import Standing, acceptability_table, rank_table
from smartscore.reports.subjects.robustness.record import record
from smartscore.reports.subjects.robustness.shares import share_sections
from smartscore.robustness.analysis import Analysis
from smartscore.robustness.assumptions import Nominal
from smartscore.text import Phrase, Sentence

#: So many cities have all their ranks in a sheet of a workbook; of more, those that are drawn have.
_LISTED = 100


def document(analyses: Sequence[Analysis], methods: Methods = BUILT_IN) -> Document:
    """Give a chapter for each analysis; `methods` are those that assumptions may name."""
    return chapters_of((of_analysis(one, methods) for one in analyses), Phrase("title_robustness"))


def of_analysis(analysis: Analysis, methods: Methods = BUILT_IN) -> Document:
    """Give the document of one analysis."""
    standing, assessment = Standing(analysis.uncertainty), analysis.uncertainty.assessment
    nominal = Nominal(assessment, methods)
    return Document(
        title=assessment.framework.title,
        head=[headline(assessment), *_head(standing, analysis.city)],
        sections=[*_sections(analysis, standing, nominal), notes_of(assessment)],
        provisos=provisos(assessment),
        record=partial(record, analysis, standing, nominal),
        label=assessment.framework.id,
        identity=_identity(assessment, analysis.city),
    )


def _identity(assessment: Assessment, city: int | None) -> dict[str, object]:
    about = {} if city is None else {"asked": key_of(assessment, city)["name"]}
    return {"framework": assessment.framework.name, **about}


def _head(standing: Standing, city: int | None) -> Iterator[Sentence]:
    """Say of the city that was asked for where it stands and within what."""
    if city is None or city not in standing.rows:
        yield from unranked(standing.uncertainty.assessment.only([city])) if city is not None else ()  # type: ignore[arg-type]  # an array
        return
    cells, assessment = standing.summary.iloc[city], standing.uncertainty.assessment
    ranks = {name: Figure(float(cells[name]), "rank") for name in ("rank", "rank_low", "rank_high")}
    names = ("score", "score_low", "score_high")
    scores = {name: Figure(float(cells[name]), "score", decimals_of(assessment)) for name in names}
    yield Phrase("robust_city", city=row_label(assessment, city), **ranks, **scores)


def _sections(analysis: Analysis, standing: Standing, nominal: Nominal) -> Iterator[Section]:
    table, assessment = rank_table(standing), nominal.assessment
    yield Section(id="ranks_of_all", use="export", parts=[table])
    made = [*made_sentences(analysis), assumed_table(analysis.uncertainty.assumptions, nominal)]
    yield Section(id="assumed", title=Phrase("robust_assumed"), parts=made)
    told = [*unranked(assessment), Phrase("robust_ranks_note")]
    yield Section(id="ranks", title=Phrase("robust_ranks"), parts=[table, *told])
    if standing.rows:
        yield from _acceptability(standing, analysis.city)
        yield from pair_sections(standing, analysis.city)
        yield from favourable_sections(analysis, standing)
    yield from exact_sections(analysis)
    yield from least_sections(analysis)
    yield from share_sections(analysis)
    yield from choice_sections(analysis)


def _acceptability(standing: Standing, city: int | None) -> Iterator[Section]:
    title, every = Phrase("robust_acceptability"), standing.rows
    rows = shown_rows(every, city)
    first, last = drawn_ranks(standing, rows)
    some = Phrase("robust_heat_some", count=len(rows), total=len(every), first=first, last=last)
    parts: list[Part] = [heat_map(standing, rows), *([some] if len(rows) < len(every) else [])]
    yield Section(id="acceptability", title=title, use="page", parts=parts)
    listed = acceptability_table(standing, every if len(every) <= _LISTED else rows)
    yield Section(id="acceptability_of_all", title=title, use="data", parts=[listed])

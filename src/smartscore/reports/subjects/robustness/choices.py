"""What each choice does alone: one assumption's options in turn, and one indicator left out at a time."""

from collections.abc import Iterator, Sequence

from smartscore.messages import printable
from smartscore.reports.document import Part, Section, Table
from smartscore.reports.elements.cells import numbers, row_label, words
from smartscore.reports.subjects.robustness.assumed import option_words, source_title
from smartscore.robustness.analysis import Analysis
from smartscore.robustness.sensitivity import Change
from smartscore.text import Phrase, Sentence


def choice_sections(analysis: Analysis) -> Iterator[Section]:
    """Give a section for the options of assumptions, and one for what is left out, those that move a rank."""
    if changes := analysis.one_at_a_time:
        yield _section("one_at_a_time", [_table("one_at_a_time", changes, analysis), Phrase("robust_options_note")])
    if changes := analysis.leave_one_out:
        moving = [one for one in changes if one.greatest_change != 0]
        parts: list[Part] = [_table("leave_one_out", moving, analysis)] if moving else []
        if len(moving) < len(changes):
            code = "robust_left_out_still" if moving else "robust_left_out_none"
            parts.append(Phrase(code, count=len(changes) - len(moving)))
        yield _section("leave_one_out", [*parts, *([Phrase("robust_left_out_note")] if moving else [])])


def _section(name: str, parts: Sequence[Part]) -> Section:
    return Section(id=name, title=Phrase(f"robust_{name}"), parts=parts)


def option_title(one: Change) -> Sentence:
    """Give what was tried: an option, an end of a spread, or draws of the assumption alone."""
    if one.kind == "draws":
        return Phrase("option_draws", draws=one.draws)
    if one.kind in ("low", "high"):
        return Phrase(f"option_{one.kind}", value=option_words(one.option))
    return option_words(one.option)


def _table(name: str, changes: Sequence[Change], analysis: Analysis) -> Table:
    assessment = analysis.uncertainty.assessment
    heading = "column_assumption" if name == "one_at_a_time" else "column_left_out"
    columns = [
        words("title", heading, [source_title(one.changed, assessment.framework) for one in changes], width=36),
        words("changed", "column_input", [printable(one.changed) for one in changes], readers="programs"),
    ]
    if name == "one_at_a_time":
        columns.append(words("option", "column_option", [option_title(one) for one in changes], width=28))
    columns += [
        numbers("mean_rank_change", "column_mean_rank_change", "score", _of(changes, "mean_rank_change"), decimals=2),
        numbers("greatest_change", "column_greatest_change", "rank", _of(changes, "greatest_change"), signed=True),
        words("city", "column_greatest_city", [_city(one, analysis) for one in changes], width=24),
        numbers("correlation", "column_rank_correlation", "score", _of(changes, "correlation"), decimals=3),
    ]
    if any(one.lost for one in changes):
        columns.append(numbers("lost", "column_lost_rank", "rank", _of(changes, "lost")))
    key = ("title", "option") if name == "one_at_a_time" else ("title",)
    return Table(id=name, title=Phrase(f"robust_{name}"), columns=columns, key=key)


def _of(changes: Sequence[Change], name: str) -> list[float]:
    return [getattr(one, name) for one in changes]


def _city(one: Change, analysis: Analysis) -> str | None:
    """Name the city that moves most; nobody where none moves."""
    return None if one.row is None else row_label(analysis.uncertainty.assessment, one.row)

"""How sure a rank is, beside it: its interval, and the neighbours that cannot be told apart, in every report."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from attrs import evolve, frozen
from builders import EXAMPLE, Write, cities, example_assessment, framework, percent, rendered, run
from pandas import DataFrame
from python_calamine import CalamineWorkbook

from smartscore import Array, Assessment, Dimension, Result, Style, assess, discover
from smartscore.reports import result as results
from smartscore.reports.elements.intervals import RankIntervals, interval_sentences, intervals_of
from smartscore.reports.formats.html.payload import payload
from smartscore.reports.formats.pdf.report import document
from smartscore.reports.subjects import ranking
from smartscore.robustness.defaults import default_uncertainty

LANGUAGES = pytest.mark.parametrize("language", ["en", "id"])
FORMATS = ("table", "csv", "json", "markdown", "html", "pdf", "xlsx")
HEADING = {"en": "rank interval", "id": "rentang peringkat"}
APART = {"en": "not told apart", "id": "tak terbedakan"}
NOTE = {
    "en": "It tests the method, is not official, and --no-robust leaves it out",
    "id": "menguji metode, tidak resmi, dan dapat dihilangkan dengan --no-robust",
}
ONE_TO_TWO = "1\N{EN DASH}2"


def judged(*, by_year: bool = False, **columns: Any) -> Assessment:
    """Assess A, best everywhere; B and C, which no draw tells apart for sure; and D, last everywhere."""
    values = {"a": [99, 60, 40, 1], "b": [98, 40, 60, 2], "c": [97, 52, 51, 3], **columns}
    table = cities(**values)
    if by_year:
        later = table.assign(a=[40, 60, 99, 1], b=[60, 40, 98, 2], c=[51, 52, 97, 3])
        table = DataFrame([*table.assign(year=2024).to_dict("records"), *later.assign(year=2025).to_dict("records")])
        table.insert(0, "city", [*"ABCD", *"ABCD"])
    return assess(table, framework(*percent(*values)))


def told(assessment: Assessment, **fields: Any) -> RankIntervals:
    found = intervals_of(assessment, Result(assessments=[assessment], **fields))
    assert found is not None
    return found


def ends(assessment: Assessment, **fields: Any) -> dict[object, list[float]]:
    """Give both ends by the key of a row."""
    low, _, high = told(assessment, **fields).ends.tolist()
    return dict(zip(assessment.keys, map(list, zip(low, high, strict=True)), strict=True))


def as_json(*words: object, language: str = "en") -> dict[str, Any]:
    done = run("assess", *words, "--format", "json", "--lang", language)
    assert done.exit_code == 0, done.stderr
    (assessment,) = json.loads(done.stdout)["assessments"]
    return dict(assessment)


class TestIntervals:
    def test_who_is_better_everywhere_is_first_in_every_draw(self) -> None:
        assert ends(judged()) == {("A",): [1, 1], ("B",): [2, 3], ("C",): [2, 3], ("D",): [4, 4]}

    def test_they_are_those_of_the_default_draws(self) -> None:
        assessment = example_assessment()
        drawn = default_uncertainty(assessment)
        assert drawn is not None
        found = told(assessment)
        assert np.array_equal(found.ends, drawn.rank_quantiles)
        assert [sorted(found.alike(row)) for row in range(12)] == [sorted(drawn.alike(row)) for row in range(12)]

    def test_the_order_of_rows_does_not_matter(self) -> None:
        assessment = example_assessment()
        order = np.random.default_rng(3).permutation(12)
        dataset = evolve(assessment.dataset, frame=assessment.dataset.frame.iloc[order])
        moved = assess(dataset.frame.drop(columns=["population_year", "population_source"]), assessment.definition)
        assert ends(moved) == ends(assessment)

    def test_neighbours_that_cannot_be_told_apart_go_by_their_ranks(self) -> None:
        found = told(judged())
        assert [found.neighbours(row) for row in range(4)] == [([], []), ([], [2]), ([1], []), ([], [])]
        assert [found.neighbour_ranks(row) for row in range(4)] == [[], [(3, 3)], [(2, 2)], []]

    def test_equal_cities_are_not_told_apart(self) -> None:
        found = told(judged(a=[99, 50, 50, 50], b=[99, 50, 50, 50], c=[99, 50, 50, 50]))
        assert [found.neighbour_ranks(row) for row in range(4)] == [[], [(2, 2)], [(2, 2)], [(2, 2)]]
        assert found.alike(2) == [1, 3]

    def test_each_year_is_ranked_by_itself(self) -> None:
        assessment = judged(by_year=True)
        found = {str(key): both for key, both in ends(assessment).items()}
        assert [found[f"('A', {year})"] for year in (2024, 2025)] == [[1, 1], [2, 3]]
        assert [found[f"('C', {year})"] for year in (2024, 2025)] == [[2, 3], [1, 1]]
        assert [told(assessment).alike(row) for row in range(8)] == [[], [2], [1], [], [5], [4], [], []]

    def test_each_group_is_ranked_by_itself(self) -> None:
        table = cities(a=[90, 10, 80, 20], b=[90, 10, 80, 20], part=["x", "x", "y", "y"])
        assessment = assess(table, framework(*percent("a", "b")))
        assert [*ends(assessment, by="part").values()] == [[1, 1], [2, 2], [1, 1], [2, 2]]

    def test_a_city_without_a_rank_has_no_interval(self) -> None:
        nodes = percent("a", "b", "c", "d")
        assessment = assess(
            cities(a=[90, 50, None], b=[90, 50, 70], c=[90, 50, 70], d=[90, 50, 70]),
            framework(*nodes, index={"min_coverage": 1}),
        )
        found = told(assessment)  # though it has a rank in the draws that leave out what it lacks
        assert np.isnan(found.ends[:, 2]).all()
        assert (found.alike(2), found.neighbours(2), found.neighbour_ranks(2)) == ([], ([], []), [])
        assert 2 not in found.alike(0) + found.alike(1)
        assert str(rendered("csv", assessment)).splitlines()[3].startswith("C,C,f,,,,")
        assert json.loads(rendered("json", assessment))["assessments"][0]["cities"][2]["rank_interval"] is None

    def test_too_many_pairs_are_not_compared(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("smartscore.reports.elements.intervals.standing._COMPARISONS", 15_000.0)
        assessment = judged()
        found = told(assessment)
        assert not found.has_pairs
        assert (found.alike(1), found.neighbours(1), found.neighbour_ranks(1)) == ([], ([], []), [])
        text = rendered("table", assessment, width=200)
        assert isinstance(text, str)
        assert HEADING["en"] in text
        assert APART["en"] not in text.casefold()
        city = json.loads(rendered("json", assessment))["assessments"][0]["cities"][1]
        assert (city["rank_interval"], city["not_told_apart"]) == ([2, 3], None)
        assert payload(Result(assessments=[assessment]), Style())["assessments"][0]["intervals"]["alike"] is None


class TestDrawsOfAReport:
    def test_they_are_made_once_for_all_copies_and_not_before(self, monkeypatch: pytest.MonkeyPatch) -> None:
        made: list[str | None] = []

        def counted(_assessment: Assessment, by: str | None) -> None:
            made.append(by)

        monkeypatch.setattr("smartscore.robustness.defaults.default_uncertainty", counted)
        result = Result(assessments=[judged()])
        page = ranking.document(result)
        assert made == []
        for one in (page, page, ranking.document(evolve(result, cities=("B",)))):
            rendered_by(one, "table"), rendered_by(one, "json"), rendered_by(one, "csv")
        assert made == [None]
        rendered_by(ranking.document(Result(assessments=[judged()], robust=False)), "json")
        assert made == [None]

    def test_a_result_says_whether_they_are_wanted(self) -> None:
        assessment = judged()
        assert Result(assessments=[assessment], robust=False).drawn(assessment) is None
        assert Result(assessments=[assessment]).robust.wanted
        assert results.RankDraws(wanted=False).of(assessment, None) is None

    def test_a_single_city_has_none_and_nothing_is_said(self) -> None:
        assessment = assess(cities(a=[1], b=[2]), framework(*percent("a", "b")))
        result = Result(assessments=[assessment])
        assert (intervals_of(assessment, result), [*interval_sentences(assessment, result)]) == (None, [])
        assert json.loads(rendered("json", assessment))["assessments"][0]["robustness"] is None

    @LANGUAGES
    def test_where_there_are_too_many_cities_a_sentence_names_the_command(
        self, monkeypatch: pytest.MonkeyPatch, language: str
    ) -> None:
        monkeypatch.setattr("smartscore.robustness.defaults._CELLS", 100)
        text = rendered("table", judged(), width=300, language=language)
        assert "smartscore robustness --draws 200" in str(text)
        assert HEADING[language] not in str(text)

    @LANGUAGES
    def test_a_method_that_other_weights_break_breaks_no_report(self, language: str) -> None:
        nodes = percent("a", "b", "c")
        broken = Dimension("d", members=nodes, aggregate=OfEqualWeights())
        assessment = assess(judged().dataset.frame[["a", "b", "c"]], framework(broken))
        said = str(rendered("table", assessment, width=400, language=language))
        assert {"en": "cannot be applied in some draws", "id": "tidak dapat diterapkan"}[language] in said
        assert HEADING[language] not in said


@frozen
class OfEqualWeights:
    """An aggregate of somebody else that takes equal weights alone."""

    def __call__(self, scores: Array, weights: Array) -> Array:
        if np.ptp(weights) > 1e-12:
            raise ValueError("weights differ")
        return np.asarray(scores.mean(axis=0))


def rendered_by(document_: Any, format_: str) -> str | bytes:
    from smartscore.reports import REPORTS

    return REPORTS[format_].render(document_, Style())


class TestReports:
    @LANGUAGES
    def test_the_terminal_has_both_columns_and_a_note(self, language: str) -> None:
        text = run("assess", EXAMPLE, "--no-plugins", "--lang", language, columns=220).stdout
        heading, _, *rows = text.splitlines()[1:]
        columns = [heading.index(words) for words in (HEADING[language], APART[language])]
        assert rows[0].split()[:2] == ["1", ONE_TO_TWO]
        assert rows[0][columns[1] :].split()[0] == "2"
        assert NOTE[language] in " ".join(text.split())
        assert "smartscore robustness" in " ".join(text.split())

    @LANGUAGES
    def test_json_has_numbers_and_what_they_rest_on(self, language: str) -> None:
        told_ = as_json(EXAMPLE, "--no-plugins", language=language)
        assert told_["robustness"] == {
            "draws": 1000,
            "seed": 1,
            "assumptions": ["weights", "bounds", "aggregation", "left_out"],
            "quantiles": [0.05, 0.95],
        }
        first = next(city for city in told_["cities"] if city["rank"] == 1)
        second = next(city for city in told_["cities"] if city["rank"] == 2)
        assert first["rank_interval"] == [1, 2]
        assert first["not_told_apart"] == [second["city"]]
        assert all(
            city["rank_interval"][0] <= city["rank_median"] <= city["rank_interval"][1] for city in told_["cities"]
        )

    def test_csv_has_a_column_for_each_end(self) -> None:
        rows = [*csv.DictReader(io.StringIO(str(rendered("csv", judged()))))]
        assert [(row["rank_low"], row["rank_high"]) for row in rows] == [("1", "1"), ("2", "3"), ("2", "3"), ("4", "4")]
        assert [*rows[0]][3:6] == ["rank", "rank_low", "rank_high"]

    @LANGUAGES
    def test_markdown_has_both_columns(self, language: str) -> None:
        text = str(rendered("markdown", judged(), language=language))
        assert f"| {HEADING[language]} | {APART[language]} |" in text
        assert "| 2 | 2\N{EN DASH}3 | 3 | B |" in text

    @LANGUAGES
    def test_a_workbook_has_numbers(self, tmp_path: Path, language: str) -> None:
        judged().write(tmp_path / "out.xlsx", language=language)
        sheet = CalamineWorkbook.from_path(tmp_path / "out.xlsx").get_sheet_by_name(
            {"en": "Ranking", "id": "Peringkat"}[language]
        )
        rows = sheet.to_python()
        assert rows[3][:4] == ["rank", "rank_low", "rank_high", "alike"]
        assert [row[:4] for row in rows[4:]] == [[1, 1, 1, ""], [2, 2, 3, "3"], [3, 2, 3, "2"], [4, 4, 4, ""]]

    @LANGUAGES
    def test_the_page_has_them_in_the_ranking_and_on_the_page_of_a_city(self, language: str) -> None:
        result, style = Result(assessments=[judged()]), Style(language=language)
        intervals = payload(result, style)["assessments"][0]["intervals"]
        assert intervals["texts"] == [f"{low}\N{EN DASH}{high}" for low, high in ((1, 1), (2, 3), (2, 3), (4, 4))]
        assert (intervals["alike"], intervals["count"], intervals["low"]) == (
            ["", "3", "2", ""],
            [0, 1, 1, 0],
            [1, 2, 2, 4],
        )
        assert {"en": "the rank lies between 2 and 3.", "id": "peringkat terletak antara 2 dan 3."}[language] in (
            intervals["said"][1]
        )
        assert intervals["said"][1].endswith("(1): C.")
        assert NOTE[language] in str(rendered("html", judged(), language=language))

    @LANGUAGES
    def test_the_paper_has_them_in_the_ranking_and_on_the_page_of_a_city(self, language: str) -> None:
        (part,) = document(Result(assessments=[judged()]), Style(language=language))["parts"]
        assert [row[:3] for row in part["ranking"]["rows"]][1] == ["2", "2\N{EN DASH}3", "B"]
        assert NOTE[language] in " ".join(part["sentences"])
        page = part["pages"][1]
        rank = {"en": ("Rank", "2 of 4", "2\N{EN DASH}3 in 90% of the draws")}
        rank["id"] = ("Peringkat", "2 dari 4", "2\N{EN DASH}3 dalam 90% simulasi")
        assert rank[language] in page["cards"]
        assert any("(1): C." in note for note in page["notes"])

    def test_one_city_on_paper_says_what_its_interval_rests_on(self) -> None:
        (part,) = document(Result(assessments=[judged()], cities=("B",)), Style())["parts"]
        assert NOTE["en"] in part["pages"][0]["warnings"]

    def test_of_two_frameworks_each_has_its_own(self) -> None:
        one = judged()
        other = assess(one.dataset, evolve(framework(*percent("a", "b")), id="g"))
        first, second = json.loads(rendered("json", one, other))["assessments"]
        assert first["cities"][1]["rank_interval"] == [2, 3]
        assert first["robustness"]["assumptions"] == ["weights", "aggregation", "left_out"]
        assert second["robustness"]["assumptions"] == ["weights", "aggregation"]


class TestOff:
    @LANGUAGES
    @pytest.mark.parametrize("format_", FORMATS)
    def test_no_format_says_anything_of_it(self, write: Write, tmp_path: Path, format_: str, language: str) -> None:
        target, files = tmp_path / f"out.{format_}", own(write)
        words = ["assess", files[0], "--framework", files[1], "--no-plugins", "--no-robust", "--format", format_]
        assert run(*words, "--lang", language, "-o", target).exit_code == 0
        written, assessment = target.read_bytes(), assess(files[0], files[1])
        plugins = {plugin.name: plugin.version for plugin in discover(bundled_only=True).found}
        assert written == as_bytes(rendered(format_, assessment, robust=False, plugins=plugins, language=language))
        assert written != as_bytes(rendered(format_, assessment, plugins=plugins, language=language))
        if format_ not in ("pdf", "xlsx"):
            assert not any(words.encode() in written for words in (NOTE[language], '"rank_interval": [', "rank_low"))

    def test_paper_without_them_is_as_it_was(self) -> None:
        (part,) = document(Result(assessments=[judged()], robust=False), Style())["parts"]
        assert NOTE["en"] not in " ".join(part["sentences"])
        assert ("Rank", "2 of 4", "") in part["pages"][1]["cards"]
        assert part["ranking"]["rows"][1][:2] == ["2", "B"]
        assert not any("told apart" in note for note in part["pages"][1]["notes"])

    def test_the_library_leaves_them_out_too(self, tmp_path: Path) -> None:
        assessment = judged()
        told_ = json.loads(assessment.to_json(robust=False))["assessments"][0]
        assert "robustness" not in told_
        assert "rank_interval" not in told_["cities"][0]
        assert (
            assessment.write(tmp_path / "a.csv", robust=False)
            .read_text()
            .startswith("city,name,framework,rank,band,index,")
        )
        assert (
            assessment.write(tmp_path / "a.csv").read_text().startswith("city,name,framework,rank,rank_low,rank_high")
        )

    @LANGUAGES
    def test_the_help_says_how(self, language: str) -> None:
        text = run("assess", "--help", "--lang", language).stdout
        assert "--no-robust" in text
        assert {"en": "Leave out the rank intervals", "id": "Menghilangkan rentang peringkat"}[language] in text


def own(write: Write) -> list[Path]:
    """Write the dataset of `judged` and its framework into files."""
    toml = 'id = "own"\n[defaults]\nrule = { linear = { worst = 0, best = 100 } }\n'
    members = "".join(f'[[members]]\nid = "{name}"\n' for name in "abc")
    rows = "city,a,b,c\nA,99,98,97\nB,60,40,52\nC,40,60,51\nD,1,2,3\n"
    return [write(rows, "cities.csv"), write(toml + members, "own.toml")]


def as_bytes(written: str | bytes) -> bytes:
    return written.encode() if isinstance(written, str) else written


def test_the_same_dataset_gives_the_same_bytes() -> None:
    assert rendered("json", judged()) == rendered("json", judged())


def test_a_value_that_was_changed_is_drawn_as_changed(write: Write) -> None:
    files = own(write)
    changes = [word for name in "abc" for word in ("--set", "D", name, "100")]
    told_ = as_json(files[0], "--framework", files[1], *changes)
    assert [city["rank_interval"] for city in told_["cities"]] == [[2, 2], [3, 4], [3, 4], [1, 1]]

"""The document of how sure ranks are: what it says of assumptions, pictures, cities not told apart, and in Python."""

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from builders import EXAMPLE, cities, example_assessment, framework, percent, run
from pandas import DataFrame

from smartscore import Assessment, Dimension, Linear, UsageError, assess
from smartscore.aggregates import Geometric
from smartscore.reports import Document
from smartscore.reports.document import Chart, Section, Table
from smartscore.reports.formats.charts import chart_svg
from smartscore.reports.subjects.robustness import document, of_analysis
from smartscore.reports.subjects.robustness.assumed import option_words, told_of
from smartscore.reports.subjects.robustness.heat_map import drawn_ranks, heat_map, shown_rows
from smartscore.reports.subjects.robustness.pairs import alike_of, neighbours
from smartscore.reports.subjects.robustness.ranks import Standing
from smartscore.reports.subjects.robustness.shares import verdict_words
from smartscore.robustness.analysis import Analysis, analyse
from smartscore.robustness.assumptions import (
    Alternatives,
    Assumption,
    Assumptions,
    BoundShift,
    Distribution,
    LeaveOut,
    MeasurementError,
    Nominal,
    Spread,
    WeightDirichlet,
    WeightNoise,
    WeightRegion,
    WeightSets,
)
from smartscore.robustness.sensitivity import Sensitivity, Verdict
from smartscore.text import translate

DASH = "\N{EN DASH}"
JUDGES = WeightSets({"one": {"a": 1.0, "b": 0.0}, "other": {"a": 0.0, "b": 1.0}}, id="judges")


def assessed(*columns: Sequence[float]) -> Assessment:
    """Judge cities A, B, C, ... by indicators a, b, ... of equal weight, whose scores are their values."""
    names = "abcdefgh"[: len(columns)]
    return assess(cities(**dict(zip(names, columns, strict=True))), framework(*percent(*names)))


def analysed(assessment: Assessment, *assumptions: Assumption, **asked: Any) -> Analysis:
    return analyse(assessment, Assumptions(assumptions), **{"draws": 400, "base": 64, **asked})


def section(made: Document, name: str) -> Section:
    return next(one for one in made.sections if one.id == name)


def sentences(made: Section, language: str = "en") -> list[str]:
    return [translate(one, language) for one in made.sentences]


def column(table: Table, name: str) -> list[object]:
    return [*next(one for one in table.columns if one.id == name).values]


@pytest.fixture(scope="module")
def example() -> Analysis:
    return analyse(example_assessment(), draws=300, base=32)


class TestWhatWasAssumed:
    @pytest.mark.parametrize(
        ("assumption", "of", "drawn"),
        [
            (WeightNoise(0.25), "the weights of all members", "each by up to 25% of itself, uniform, independently"),
            (WeightNoise(0.125, of=["index"]), "weights of index", "each by up to 12.5% of itself"),
            (WeightDirichlet(), "the weights of all members", "nothing is known of them: uniform over all weights"),
            (WeightDirichlet(20.0), "the weights of all members", "Dirichlet around the weights as they are, conc"),
            (JUDGES, "weights of A, B", "one of: one (50%); other (50%)"),
            (evolve(JUDGES, mixture=True), "weights of A, B", "a random mixture of one, other"),
            (
                WeightRegion("index", order=["a >= b"], between={"b": (0.1, 0.4)}),
                "weights of index",
                "uniform over all weights that keep to: a >= b; B from 10% to 40%",
            ),
            (
                Alternatives("index.aggregate", ["arithmetic", {"power": {"exponent": 2}}], probabilities=[0.75, 0.25]),
                "index.aggregate",
                "one of: arithmetic (75%); power (exponent 2) (25%)",
            ),
            (
                Spread("a.rule.best", Distribution("uniform", {"low": 90.0, "high": 110.0})),
                "a.rule.best",
                "uniform (low 90, high 110)",
            ),
            (
                BoundShift(0.1, of=["a"]),
                "bounds of 1 indicators: A",
                "each by up to 10% of the distance between worst and best",
            ),
            (LeaveOut(), "2 indicators or dimensions: A, B", "at most one of them is left out, none being as likely"),
            (LeaveOut(probability=0.2), "2 indicators or dimensions: A, B", "each is left out with probability 20%"),
            (
                MeasurementError(absolute=2.0),
                "values of 2 indicators: A, B",
                "normal, independent, standard error 2 in the unit of the indicator",
            ),
            (MeasurementError(percent=5.0, of=["b"]), "values of 1 indicators: B", "standard error 5% of the value"),
            (MeasurementError(column=["se"], of=["b"]), "values of 1 indicators: B", "of the column se"),
            (MeasurementError(quality={"estimated": 10.0}), "values of 2 indicators: A, B", "10% of values noted esti"),
        ],
    )
    def test_each_kind_in_words(self, assumption: Assumption, of: str, drawn: str) -> None:
        nodes = [evolve(node, title=node.id.upper(), rule=Linear(0, 100)) for node in percent("a", "b")]
        nominal = Nominal(assess(cities(a=[1.0, 2.0], b=[3.0, 4.0]), framework(*nodes)))
        said = [translate(text, "en") for text in told_of(assumption, nominal)]
        assert said[0] == of
        assert drawn in said[1]
        indonesian = [translate(text, "id") for text in told_of(assumption, nominal)]
        assert indonesian[0] != said[0] or "." in of
        assert indonesian[1] != said[1]

    def test_a_kind_from_elsewhere_is_named(self) -> None:
        class Own(WeightNoise):
            pass

        assert told_of(Own(0.1), Nominal(assessed([1.0], [2.0]))) == ("Own", "-")

    @pytest.mark.parametrize(
        ("option", "said"),
        [
            (None, ""),
            (True, "kept"),
            (False, "left out"),
            (0.5, "0.5"),
            ("zscore", "zscore"),
            (["a", 2], "a, 2"),
            ({"zscore": {"mean": 0.5, "sd": 0.2}}, "zscore (mean 0.5, sd 0.2)"),
        ],
    )
    def test_an_option_in_words(self, option: object, said: str) -> None:
        assert translate(option_words(option), "en") == said

    def test_a_long_list_is_cut(self) -> None:
        nominal = Nominal(assessed(*([[1.0, 2.0]] * 8)))
        wide = assess(
            cities(**{f"i{n}": [1.0, 2.0] for n in range(9)}), framework(*percent(*[f"i{n}" for n in range(9)]))
        )
        assert "..." not in translate(told_of(LeaveOut(), nominal)[0], "en")
        assert translate(told_of(LeaveOut(), Nominal(wide))[0], "en").endswith("i7, ...")


class TestHowItWasMade:
    def test_draws_seed_sampler_and_fitting(self) -> None:
        found = analysed(assessed([90.0, 10.0], [20.0, 60.0]), JUDGES, seed=7, refit=False)
        said = sentences(section(of_analysis(found), "assumed"))
        assert "The assumptions are those that suit the framework, since no file names others." in said
        assert any(one.startswith("Draws: 400, random, seed 7.") for one in said)
        assert "Relative rules and steps were kept as they are fitted to the values as they stand." in said

    def test_what_was_not_made_comes_first(self) -> None:
        found = analysed(assessed([90.0, 10.0], [20.0, 60.0]), JUDGES)
        told = evolve(found.uncertainty, interrupted=True, asked=9000)
        stopped = Analysis(told, left_out=("leave_one_out", "one_at_a_time", "sensitivity"))
        made = of_analysis(stopped)
        assert next(one for one in made.sections if one.use == "all").id == "assumed"
        assert sentences(section(made, "assumed"))[:2] == [
            "Interrupted: 400 of 9000 draws were made, and everything here rests on them alone.",
            "Not worked out: one left out at a time, one assumption at a time, shares of variance.",
        ]
        assert {one.id for one in made.sections} & {"one_at_a_time", "leave_one_out"} == set()

    def test_all_draws_but_not_all_stages(self) -> None:
        found = analysed(assessed([90.0, 10.0], [20.0, 60.0]), JUDGES)
        said = sentences(section(of_analysis(Analysis(found.uncertainty, left_out=("sensitivity",))), "assumed"))
        assert said[:2] == [
            "Interrupted: not all that was asked for was worked out.",
            "Not worked out: shares of variance.",
        ]

    def test_shares_of_fewer_draws_than_asked_for(self) -> None:
        found = analysed(assessed([90.0, 10.0], [20.0, 60.0]), JUDGES)
        (one,) = found.sensitivity
        made = of_analysis(evolve(found, sensitivity=[evolve(one, asked=256)]))
        assert "Interrupted: these shares rest on N = 64 instead of 256." in sentences(
            section(made, "sensitivity_mean_rank_change")
        )

    def test_settled_and_kept(self) -> None:
        found = analysed(assessed([90.0, 10.0], [20.0, 60.0]), JUDGES)
        told = evolve(found.uncertainty, settled=True, kept={"index": found.uncertainty.kept["index"][:100]})
        said = sentences(section(of_analysis(evolve(found, uncertainty=told)), "assumed"))
        assert "The ranks were precise enough before all 400 draws were made." in said
        assert "Intervals of scores, bands and pairs rest on the first 100 draws." in said

    def test_an_aggregate_that_is_called_draw_by_draw_is_named(self) -> None:
        found = analysed(assessed([90.0, 10.0], [20.0, 60.0]), JUDGES)
        told = evolve(found.uncertainty, singly=("index",))
        said = sentences(section(of_analysis(evolve(found, uncertainty=told)), "assumed"))
        assert "Worked out draw by draw, since their aggregate does not take several at once: index." in said


class TestRanks:
    def test_intervals_are_written_for_people_and_as_ends_for_programs(self) -> None:
        made = of_analysis(analysed(assessed([90.0, 10.0, 5.0], [20.0, 60.0, 5.0]), JUDGES))
        (table,) = section(made, "ranks").tables
        assert [translate(one, "id") for one in column(table, "rank_interval")] == [f"1{DASH}2", f"1{DASH}2", "3"]
        assert [translate(one, "id") for one in column(table, "score_interval")] == [
            f"20,00{DASH}90,00",
            f"10,00{DASH}60,00",
            "5,00",
        ]
        assert column(table, "rank_low") == [1.0, 1.0, 3.0]
        assert column(table, "rank_high") == [2.0, 2.0, 3.0]
        people = {one.id for one in table.shown(9).columns}
        assert {"rank_interval", "score_interval"} <= people
        assert not {"rank_low", "score_high"} & people

    def test_scores_below_zero_are_no_row_of_dashes(self) -> None:
        from smartscore.reports.subjects.robustness.ranks import interval

        assert translate(interval(-2.0, 3.0, "score", 1), "en") == "-2.0 to 3.0"
        assert interval(float("nan"), 1.0, "score") is None

    def test_a_dataset_of_one_city(self) -> None:
        found = analysed(assessed([90.0], [20.0]), JUDGES)
        standing = Standing(found.uncertainty)
        assert standing.kept_rank.tolist() == [1.0]
        assert list(standing.top) == [1]
        made = of_analysis(found)
        assert (
            sentences(section(made, "pairs"))[0] == "Of 0 pairs of neighbours in the ranking, 0 cannot be told apart."
        )
        assert json.dumps(made.record("en"))

    def test_a_dataset_without_any_index(self) -> None:
        assessment = assess(
            cities(a=[1.0, 2.0], b=[np.nan, np.nan]), framework(*percent("a", "b"), index={"min_coverage": 1.0})
        )
        made = of_analysis(analyse(assessment, Assumptions([WeightNoise(0.25)]), draws=20, base=4))
        (table,) = section(made, "ranks").tables
        assert table.rows == 0
        assert {"acceptability", "pairs"} & {one.id for one in made.sections} == set()
        assert made.record("en")["cities"] == []

    def test_bands_have_their_probability(self, example: Analysis) -> None:
        (table,) = section(of_analysis(example), "ranks").tables
        assert min(column(table, "band_probability")) >= 0.9  # type: ignore[type-var]  # numbers
        assert "band_probability" not in {
            one.id for one in section(of_analysis(analysed(assessed([1.0], [2.0]), JUDGES)), "ranks").tables[0].columns
        }


class TestTheHeatMap:
    def test_the_shares_of_a_city_sum_to_one(self, example: Analysis) -> None:
        standing = Standing(example.uncertainty)
        chart = heat_map(standing, standing.rows)
        sums = np.zeros(len(standing.rows))
        for cell in chart.data["cells"]:
            sums[cell["order"]] += cell["share"]
        assert sums == pytest.approx(1)
        nominal = [(cell["order"], cell["place"]) for cell in chart.data["cells"] if cell["nominal"]]
        assert nominal == [(place, place) for place in range(12)]
        assert [rank["label"] for rank in chart.data["ranks"]] == [str(rank) for rank in range(1, 13)]

    def test_it_is_told_to_those_who_do_not_see_it(self) -> None:
        standing = Standing(analysed(assessed([90.0, 10.0, 5.0], [20.0, 15.0, 5.0]), JUDGES).uncertainty)
        said = translate(heat_map(standing, standing.rows).says, "en")
        assert said.startswith(
            "Heat map of cities by rank. Most frequent rank: A rank 1 in 100% of the draws; B rank 2"
        )

    def test_of_many_cities_the_first_are_drawn_or_those_around_the_one_asked_for(self) -> None:
        rows = [*range(100)]
        assert shown_rows(rows, None) == [*range(30)]
        assert shown_rows(rows, 50) == [*range(35, 65)]
        assert shown_rows(rows, 99) == [*range(70, 100)]
        assert shown_rows(rows, 2) == [*range(30)]
        assert shown_rows(rows[:5], 3) == [*range(5)]

    def test_of_many_ranks_several_are_in_a_column(self) -> None:
        values = np.random.default_rng(1).uniform(40, 60, (2, 200))
        table = DataFrame({"city": [f"City {n}" for n in range(200)], "a": values[0], "b": values[1]})
        found = analysed(assess(table, framework(*percent("a", "b"))), WeightDirichlet(), draws=300, base=4)
        standing = Standing(found.uncertainty)
        rows = shown_rows(standing.rows, None)
        first, last = drawn_ranks(standing, rows)
        chart = heat_map(standing, rows)
        assert (first, len(chart.data["ranks"]) <= 30 < last) == (1, True)
        assert len([one for one in chart.data["ranks"] if one["label"]]) <= 7
        assert {cell["text"] for cell in chart.data["cells"]} == {""}
        assert sum(cell["nominal"] for cell in chart.data["cells"]) == 30
        made = of_analysis(found)
        assert sentences(section(made, "acceptability")) == [f"Drawn are 30 of 200 cities, and ranks 1 to {last}."]
        (table,) = section(made, "acceptability_of_all").tables
        assert len({*column(table, "name")}) == 30

    def test_both_pictures_are_drawn_alike_each_time(self, example: Analysis) -> None:
        charts = [part for one in of_analysis(example).sections for part in one.parts if isinstance(part, Chart)]
        assert [chart.id for chart in charts] == ["acceptability", "shares_mean_rank_change"]
        for chart in charts:
            svg = chart_svg(chart, "id")
            assert svg.startswith("<svg")
            assert svg == chart_svg(chart, "id")
            assert svg != chart_svg(chart, "en")


class TestPairs:
    def test_neighbours_of_which_neither_is_above_in_95_percent(self) -> None:
        found = analysed(assessed([90.0, 10.0, 5.0], [20.0, 60.0, 5.0]), JUDGES)
        first, second = neighbours(Standing(found.uncertainty))
        assert (first.row, first.other, first.apart) == (0, 1, False)
        assert first.above + first.below == 1.0
        assert (second.above, second.below, second.apart) == (1.0, 0.0, True)
        assert sentences(section(of_analysis(found), "pairs"))[0] == (
            "Of 2 pairs of neighbours in the ranking, 1 cannot be told apart."
        )

    def test_all_of_them_for_a_city(self) -> None:
        found = analysed(assessed([90.0, 10.0, 50.0], [20.0, 60.0, 50.0]), JUDGES, city="A")
        assert [(pair.row, pair.other) for pair in alike_of(Standing(found.uncertainty), 0)] == [(0, 2), (0, 1)]
        told = section(of_analysis(found), "alike")
        assert column(told.tables[0], "other") == ["C", "B"]

    def test_a_city_that_stands_alone(self) -> None:
        found = analysed(assessed([90.0, 10.0], [80.0, 20.0]), JUDGES, city="A")
        said = sentences(section(of_analysis(found), "alike"))
        assert said[0] == "Every other city can be told apart from A."


class TestShares:
    def test_each_verdict_in_words(self) -> None:
        assert translate(verdict_words(Verdict("x", ("acts", "noise"), 1024)), "en") == (
            "it matters; its share alone is noise: it cannot be told from nothing; N = 1024 would settle it (--base)"
        )
        for code in ("acts", "negligible", "unsettled", "noise", "interacts", "constant", "unknown"):
            english, indonesian = (translate(verdict_words(Verdict("x", (code,))), one) for one in ("en", "id"))  # type: ignore[arg-type]  # a code
            assert english != indonesian
            assert not english.startswith("verdict")

    def test_what_does_not_vary_has_a_table_and_no_picture(self) -> None:
        found = analysed(assessed([90.0, 10.0], [80.0, 20.0]), JUDGES)
        told = section(of_analysis(found), "sensitivity_mean_rank_change")
        assert [part for part in told.parts if isinstance(part, Chart)] == []
        assert [translate(one, "en") for one in column(told.tables[0], "verdict")] == ["nothing varies"]

    def test_an_output_of_another_name_keeps_it(self) -> None:
        found = analysed(assessed([90.0, 10.0], [20.0, 60.0]), JUDGES)
        (one,) = found.sensitivity
        made = of_analysis(evolve(found, sensitivity=[evolve(one, output="gini")]))
        assert translate(section(made, "sensitivity_gini").title, "en") == "Where the uncertainty comes from: gini"

    def test_bars_are_in_order_of_the_whole_share(self) -> None:
        ends = np.array([[0.0, 0.2], [0.5, 0.9]])
        shares = Sensitivity(
            "mean_rank_change", ("small", "large"), np.array([0.1, 0.6]), np.array([0.2, 0.7]), ends, ends, 64, 1.0
        )
        found = evolve(analysed(assessed([90.0, 10.0], [20.0, 60.0]), JUDGES), sensitivity=[shares])
        (chart,) = [
            part
            for part in section(of_analysis(found), "sensitivity_mean_rank_change").parts
            if isinstance(part, Chart)
        ]
        assert [bar["name"] for bar in chart.data["shares"]] == ["large", "small"]
        assert translate(chart.says, "en") == (
            "Shares of variance: large 60% alone, 70% in all; small 10% alone, 20% in all."
        )


class TestChoices:
    def test_options_ends_and_draws(self) -> None:
        nodes = percent("a", "b")
        assessment = assess(cities(a=[90.0, 10.0], b=[20.0, 85.0]), framework(*nodes))
        best = Spread("a.rule.best", Distribution("uniform", {"low": 100.0, "high": 200.0}), id="best")
        found = analysed(
            assessment,
            best,
            WeightNoise(0.5),
            Alternatives("index.aggregate", ["arithmetic", "geometric"], id="aggregation"),
        )
        (table,) = section(of_analysis(found), "one_at_a_time").tables
        assert [translate(one, "en") for one in column(table, "option")] == [
            *("105 (5 % quantile)", "195 (95 % quantile)", "200 draws", "arithmetic", "geometric")
        ]
        assert [translate(one, "en") for one in column(table, "title")] == [
            *("best", "best", "weights", "aggregation", "aggregation")
        ]

    def test_what_moves_nothing_is_counted(self) -> None:
        found = analysed(assessed([90.0, 10.0], [80.0, 20.0]), JUDGES)
        told = section(of_analysis(found), "leave_one_out")
        assert (told.tables, sentences(told)) == ([], ["Leaving out one of 2 moves no rank."])
        moved = section(
            of_analysis(analysed(assessed([90.0, 10.0], [80.0, 20.0], [0.0, 99.0]), JUDGES)), "leave_one_out"
        )
        assert "Leaving out one of" in " ".join(sentences(moved))

    def test_ranks_that_get_lost_are_counted(self) -> None:
        found = analysed(assessed([90.0, 10.0], [20.0, 60.0]), JUDGES)
        lost = evolve(found, leave_one_out=[evolve(found.leave_one_out[0], lost=1)])
        (table,) = section(of_analysis(lost), "leave_one_out").tables
        assert column(table, "lost") == [1]


class TestInPython:
    def test_an_answer_has_a_frame_shows_itself_and_is_written(self, tmp_path: Path) -> None:
        answer = example_assessment().robustness(city="6202", draws=100, base=8)
        assert answer.city == "Kotawaringin Timur"
        assert answer.frame.loc["6202", "rank"] == 12
        assert "Kotawaringin Timur" in answer._repr_html_()
        assert repr(answer).startswith("<Answer on Kotawaringin Timur: frame of 12 rows, 8 columns")
        path = answer.write(tmp_path / "out.json", language="en")
        words = ("robustness", EXAMPLE, "--city", "6202", "--draws", 100, "--base", 8, "--format", "json")
        assert path.read_text(encoding="utf-8") == run(*words).stdout

    def test_it_is_not_written_over_its_data(self, tmp_path: Path) -> None:
        data = tmp_path / "cities.csv"
        data.write_bytes(EXAMPLE.read_bytes())
        answer = assess(data).robustness(draws=50, base=4)
        with pytest.raises(UsageError, match="file_is_read"):
            answer.write(data)
        assert answer.city == "12 rows"

    def test_a_chapter_for_each_analysis(self, example: Analysis) -> None:
        made = document([example, example])
        assert len(made.chapters) == 2
        assert len(made.record("en")) == 2

    def test_dimensions_have_their_titles(self) -> None:
        tree = framework(Dimension("d", members=percent("a", "b"), title="Depth"), *percent("c"))
        assessment = assess(cities(a=[1.0, 2.0], b=[3.0, 4.0], c=[5.0, 9.0]), tree)
        say = partial(translate, language="en")
        assert say(told_of(LeaveOut(of=["d"]), Nominal(assessment))[0]) == "1 indicators or dimensions: Depth"


class TestOneCity:
    """A leads by a, C by b, B stands between, and D is below B by both."""

    DATA = ([90, 60, 10, 50], [10, 60, 90, 50])

    def made(self, city: str, *assumptions: Assumption, **asked: Any) -> Document:
        return of_analysis(analysed(assessed(*self.DATA), *assumptions, city=city, **asked))

    def test_favourable_weights(self) -> None:
        """A is first where the weight of a is above 5/8: 13/16 in the mean; it is first there for sure."""
        part = section(self.made("A", WeightDirichlet(), draws=4000), "favourable")
        said = sentences(part)
        assert said[0].startswith("A is first in 3")
        assert "probability of 100% (confidence factor)" in said[0]
        central, every = part.tables
        assert column(central, "nominal") == [0.5, 0.5]
        assert column(central, "central") == pytest.approx([13 / 16, 3 / 16], abs=0.01)
        assert sorted(map(str, column(every, "name"))) == ["A", "B", "C"]
        assert sum(column(every, "first")) == pytest.approx(1)  # type: ignore[arg-type]  # numbers
        assert {"weight_a", "weight_b"} <= {one.id for one in every.columns}

    def test_a_city_that_is_never_first(self) -> None:
        part = section(self.made("D", WeightDirichlet()), "favourable")
        assert sentences(part)[0].startswith("In none of 400 random draws (seed 1) is D first")
        assert [table.id for table in part.tables] == ["ever_first"]

    def test_central_weights_below_the_index(self) -> None:
        tree = framework(Dimension("d", members=percent("a", "b")), *percent("c"))
        assessment = assess(cities(a=[90.0, 10.0], b=[10.0, 90.0], c=[50.0, 50.0]), tree)
        part = section(of_analysis(analysed(assessment, WeightDirichlet(of=["d"]), city="A")), "favourable")
        assert column(part.tables[0], "node") == ["a", "b"]

    def test_nothing_where_no_weights_are_assumed(self) -> None:
        mean = Alternatives("index.aggregate", ["arithmetic", "minimum"])
        made = self.made("A", mean)
        assert "favourable" not in {one.id for one in made.sections}
        assert sentences(section(made, "exact")) == [
            "No exact answer: the assumptions leave no weights in question about which there is one."
        ]

    def test_attainable_ranks(self) -> None:
        part = section(self.made("D", WeightDirichlet()), "exact")
        assert sentences(part)[1:] == [
            "D has rank 2 at best and rank 3 at worst.",
            "D cannot be first.",
            "D can be among the first 3.",
            "Above D by all of these weights (1): B.",
            "No city is below D by all of these weights.",
        ]
        (table,) = part.tables
        for end in ("best", "worst"):
            assert sum(column(table, end)) == pytest.approx(1)  # type: ignore[arg-type]  # numbers
        said = sentences(section(self.made("B", WeightDirichlet()), "exact"), "id")
        assert "Peringkat terbaik B adalah 1 dan peringkat terburuknya 2." in said
        assert "B dapat menjadi pertama." in said

    def test_what_is_not_proved_is_said(self) -> None:
        found = analysed(assessed(*self.DATA), WeightDirichlet(), city="D")
        assert found.exact is not None
        assert found.exact.ranks is not None
        best, worst = evolve(found.exact.ranks.best, bound=1), evolve(found.exact.ranks.worst, bound=4)
        open_ = evolve(found.exact, ranks=evolve(found.exact.ranks, best=best, worst=worst), among={1: None, 3: None})
        said = sentences(section(of_analysis(evolve(found, exact=open_)), "exact"))
        assert "The best rank is not proved: the search ended after 200 nodes, and rank 1 is not ruled out." in said
        assert "The worst rank is not proved: the search ended after 200 nodes, and rank 4 is not ruled out." in said
        assert "Whether D can be first was not settled." in said
        assert "Whether D can be among the first 3 was not settled." in said

    def test_why_there_is_no_exact_answer(self) -> None:
        tree = framework(*percent("a", "b"), index={"aggregate": Geometric()})
        found = analysed(assess(cities(a=[90, 60, 10], b=[10, 60, 90]), tree), WeightNoise(0.25), city="A")
        why = "No exact answer: index has geometric, so that its score is not linear in the weights of its members"
        for name in ("exact", "least"):
            assert any(one.startswith(why) for one in sentences(section(of_analysis(found), name)))
        made = of_analysis(found).record("en")
        assert made["exact"]["why_not"][0].startswith("index has geometric")
        assert (made["exact"]["best_rank"], made["least_changes"]["weights_to_next"]) == (None, None)

    def test_assumptions_and_cities_that_have_no_part_in_it(self) -> None:
        assessment = assessed([90, 60, 10, 50], [10, 60, 90, np.nan])
        found = analysed(assessment, WeightNoise(0.25), city="A")
        assert "(1): D." in sentences(section(of_analysis(found), "exact"))[1]
        sets = WeightSets({"x": {"a": 1.0}, "y": {"a": 3.0}}, id="opinions")
        assert sentences(section(self.made("A", sets), "exact"))[1].endswith("linear bounds do: opinions.")

    def test_least_changes(self) -> None:
        """With equal weights: A 60, B 50, C 40, D 10. C passes B from 70 of a on or 50 of b, A from 90 or 70."""
        assessment = assessed([100, 80, 50, 10], [20, 20, 30, 10])
        part = section(of_analysis(analysed(assessment, WeightNoise(0.25), city="C")), "least")
        values, weights = part.tables
        assert column(values, "value") == [50.0, 30.0]
        assert column(values, "next") == pytest.approx([70, 50], abs=1e-6)
        assert column(values, "next_change") == pytest.approx([20, 20], abs=1e-6)
        assert column(values, "top_change") == pytest.approx([40, 40], abs=1e-6)
        assert column(weights, "next") == pytest.approx([1 / 4, 3 / 4])
        assert column(weights, "top") == pytest.approx([1 / 6, 5 / 6])
        said = sentences(part)
        assert said[0].startswith("Weights: 25.00% of the whole must move from some members of the index to others")
        assert said[1] == "Weights: 33.33% of the whole must move to be among the first 1; the rank is then 1."

    def test_the_best_has_none_to_pass(self) -> None:
        part = section(self.made("B", WeightNoise(0.25)), "least")
        assert sentences(part) == ["No city is better than B: there is none to pass."]

    def test_where_nothing_suffices(self) -> None:
        """D is 10 and 10 where C is 100 and 100: no single indicator, and no weights."""
        assessment = assessed([120, 110, 100, 10], [120, 110, 100, 10])
        part = section(of_analysis(analysed(assessment, WeightNoise(0.25), city="D")), "least")
        said = sentences(part)
        assert said[:3] == [
            "No possible value of a single one of 2 indicators suffices.",
            "Weights: none were found, in 200 nodes of the search, by which it passes the next city.",
            "Weights: none were found, in 200 nodes of the search, by which it is among the first 1.",
        ]
        assert part.tables == []

    def test_the_next_alone_is_within_reach(self) -> None:
        """C is 45 of 100 by both: with 100 of one it is at 72.5, past B (60), not past A (90)."""
        part = section(
            of_analysis(analysed(assessed([90, 60, 45], [90, 60, 45]), WeightNoise(0.25), city="C")), "least"
        )
        assert "No possible value of a single indicator takes it among the first 1." in sentences(part)
        assert "top" not in {one.id for one in part.tables[0].columns}

    def test_a_change_that_is_not_proved(self) -> None:
        found = analysed(assessed([100, 80, 50, 10], [20, 20, 30, 10]), WeightNoise(0.25), city="C")
        assert found.least is not None
        assert found.least.weights_to_next is not None
        change = evolve(found.least.weights_to_next, bound=0.1)
        made = of_analysis(evolve(found, least=evolve(found.least, weights_to_next=change)))
        assert "suffices to move 25.00% of the whole to pass the next city, and it takes at least 5.00%" in " ".join(
            sentences(section(made, "least"))
        )

    def test_a_city_without_an_index_has_no_least_change(self) -> None:
        found = analysed(assessed([90, 60, np.nan], [10, 60, np.nan]), WeightNoise(0.25), city="C")
        made = of_analysis(found)
        assert {"least", "favourable"} & {one.id for one in made.sections} == set()
        assert "No exact answer: C: lacks scores" in sentences(section(made, "exact"))[0]

    def test_many_weights_have_no_column_each(self) -> None:
        assessment = assess(
            cities(**{f"i{n}": [1.0, 2.0] for n in range(9)}), framework(*percent(*[f"i{n}" for n in range(9)]))
        )
        part = section(of_analysis(analysed(assessment, WeightNoise(0.25), city="B")), "favourable")
        assert [one.id for one in part.tables[1].columns] == ["name", "first", "confidence", "holistic"]

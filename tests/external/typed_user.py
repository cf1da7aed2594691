"""What a user writes who checks types: every public name of smartscore, in the ways in which it is meant to be used.

It is run by the tests, and read by mypy strict and pyright. A folder to write into is its only argument.
"""

import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
import polars as pl

import smartscore
from smartscore import (
    Aggregate,
    Alternatives,
    Analysis,
    Answer,
    Area,
    Arithmetic,
    Array,
    Assessment,
    Assumptions,
    Band,
    BoundShift,
    Categories,
    Classes,
    Comparison,
    Confidence,
    Content,
    Criterion,
    Dataset,
    DatasetError,
    Dimension,
    Distribution,
    Document,
    Domain,
    Draft,
    Entropy,
    Framework,
    FrameworkError,
    FrameworkSource,
    Gazetteer,
    GazetteerSource,
    Geometric,
    Harmonic,
    Impute,
    Indicator,
    Interpretation,
    Ladder,
    LeafScores,
    LeaveOut,
    Levels,
    Limits,
    Linear,
    Log,
    Maximum,
    MeasurementError,
    Median,
    Methods,
    Minimum,
    MinMax,
    Nearest,
    PercentileRank,
    Period,
    Plan,
    PluginError,
    Plugins,
    Power,
    PowerMean,
    Problem,
    Programme,
    Quota,
    Rank,
    Ratio,
    Recipe,
    RelativeRule,
    Remark,
    Report,
    Result,
    Roadmap,
    Rule,
    RuleError,
    Score,
    Sensitivity,
    SmartscoreError,
    Spread,
    Step,
    Style,
    Sum,
    Suspicion,
    Target,
    Text,
    Treat,
    Uncertainty,
    Unscored,
    UsageError,
    WeightDirichlet,
    WeightNoise,
    WeightRegion,
    WeightSets,
    Years,
    ZScore,
    agreement,
    analyse,
    assess,
    attainable_ranks,
    band_values,
    best_values,
    check,
    compare,
    consolidate,
    contributions,
    difference_range,
    discover,
    evidence_levels,
    evidence_outlook,
    explain,
    fit,
    framework_source,
    gaps,
    hookimpl,
    least_value_changes,
    least_weight_change,
    leave_one_out,
    load_dimension,
    load_framework,
    maturity,
    missing,
    one_at_a_time,
    peers,
    peers_values,
    plan,
    provisional,
    quasi_arithmetic,
    queue,
    queue_gain,
    read_assumptions,
    read_dataset,
    read_plan,
    read_programmes,
    read_recipe,
    scenarios,
    select,
    sensitivity,
    side_by_side,
    standings,
    target_values,
    uncertainty,
    weight_acceptability,
    weight_space,
    weighted_years,
    what_if,
    write,
)


class Steep:
    """A fixed rule: the square of the way between two bounds."""

    def __init__(self, worst: float, best: float) -> None:
        self.worst, self.best = worst, best

    @property
    def better(self) -> Literal["higher"]:
        return "higher"

    def __call__(self, values: Array, /) -> Array:
        return np.clip((values - self.worst) / (self.best - self.worst), 0, 1) ** 2


class ToTheMean:
    """A relative rule: the mean of the baseline is best."""

    @property
    def needs(self) -> str:
        return "moments"

    def fit(self, values: Array, /) -> Rule:
        return Steep(0.0, float(np.nanmean(values)))


class Halved:
    """A step: half of every value."""

    @property
    def needs(self) -> str:
        return ""

    def fit(self, frame: pd.DataFrame, columns: list[str], /) -> Step:
        return self

    def __call__(self, frame: pd.DataFrame, /) -> pd.DataFrame:
        return frame


def logarithmic(scores: Array, weights: Array, /) -> Array:
    """An aggregate as a plain function."""
    return quasi_arithmetic(scores, weights, np.log1p, np.expm1)


class Plugin:
    """All hooks of a plugin."""

    @hookimpl
    def smartscore_dimensions(self) -> Iterable[Dimension]:
        return [dimension("tourism", Arithmetic())]

    @hookimpl
    def smartscore_frameworks(self) -> Iterable[FrameworkSource]:
        return [framework_source(Path("parks.toml"), {"en": "Parks", "id": "Taman"})]

    @hookimpl
    def smartscore_gazetteers(self) -> Iterable[GazetteerSource]:
        return [GazetteerSource("isles", Text({"en": "Isles", "id": "Pulau"}), gazetteer)]

    @hookimpl
    def smartscore_methods(self) -> Methods:
        return Methods(rules={"steep": Steep, "to_the_mean": ToTheMean}, aggregates={"logarithmic": Arithmetic})

    @hookimpl
    def smartscore_reports(self) -> Iterable[Report]:
        return [Report("titles", (".titles",), render)]


def gazetteer() -> Gazetteer:
    return Gazetteer("isles", "Isles", "own", 2024, [Area("1", "Alun", "regency"), Area("2", "Bukit", "regency")])


def render(document: Document, style: Style) -> str:
    return "\n".join(
        chapter.title if isinstance(chapter.title, str) else chapter.title.to(style.language)
        for chapter in document.chapters
    )


def dimension(name: str, aggregate: Aggregate) -> Dimension:
    members = [Indicator(f"{name}_{letter}", rule=Linear(0, 10)) for letter in "ab"]
    return Dimension(name, members=members, aggregate=aggregate)


RULES: Mapping[str, Rule | RelativeRule] = {
    "categories": Categories({"poor": 0.0, "rich": 1.0}),
    "classes": Classes([1.0, 2.0], [0.0, 0.5, 1.0]),
    "entropy": Entropy(4),
    "levels": Levels(1, 5),
    "linear": Linear(0, 10),
    "log": Log(1, 10),
    "minmax": MinMax(),
    "percentile_rank": PercentileRank(),
    "power": Power(1, 10, 0.5),
    "rank": Rank(),
    "ratio": Ratio(2.0),
    "score": Score(0, 10),
    "target": Target(5, 2),
    "unscored": Unscored(),
    "zscore": ZScore(),
    "steep": Steep(0, 10),
    "to_the_mean": ToTheMean(),
}
AGGREGATES: list[Aggregate] = [
    Arithmetic(),
    Geometric(),
    Harmonic(),
    Maximum(),
    Median(),
    Minimum(),
    PowerMean(2.0),
    Sum(),
    logarithmic,
]
STEPS: list[Step] = [Impute("median"), Treat(most=3), Halved()]


def framework() -> Framework:
    served = Indicator(
        "service",
        {"en": "Service", "id": "Layanan"},
        rule=Levels(1, 5),
        criteria=[Criterion(2, "It is there"), Criterion(3, "It works", "photograph")],
        confidence=Confidence("verified-in-source", "judgement"),
        valid_years=Years.parse("2020..2030"),
    )
    income = Indicator("income", rule=Linear(0, 100), domain=Domain(0, 1000), unit="dollars")
    parts = [Dimension("people", members=[served]), Dimension("money", members=[income], aggregate=Geometric())]
    bands = [Band("low", 0.0), Band({"en": "high", "id": "tinggi"}, 50.0)]
    return Framework(
        "own",
        "Own",
        index=Dimension("index", members=parts),
        bands=bands,
        edition="1",
        ladder=Ladder("share", share=0.5),
        steps=[Impute("median")],
        drafts=[Draft("the draft of own", ["old_income"])],
        official="no",
        in_force=Period.parse("2026-06-05.."),
        repeals=["older"],
    )


def awaited() -> Framework:
    score = Indicator("score", rule=Score(1, 5), taken_from={"en": "their index", "id": "indeks mereka"})
    return provisional(Framework("awaited", index=Dimension("index", members=[score]), scale=(1, 5)))


FRAME = pd.DataFrame(
    {
        "city": ["Alun", "Bukit", "Candi"],
        "zone": ["n", "n", "s"],
        "population": [1, 2, 3],
        "service": [2, 3, 5],
        "income": [20.0, 50.0, 90.0],
    }
)


def data(folder: Path) -> Dataset:
    file = folder / "cities.csv"
    FRAME.to_csv(file, index=False)
    recipe = folder / "cities.toml"
    recipe.write_text('key = "city"\n')
    own: Recipe = read_recipe(recipe)
    read = read_dataset(file, recipe=own, accept=["total_row"])
    told: tuple[Interpretation, ...] = read.interpretations
    remarks: list[Remark] = [remark for one in told for remark in one.remarks]
    suspicions: tuple[Suspicion, ...] = read.suspicions
    labels: list[str] = read.labels
    assert (labels, remarks, suspicions) == (["Alun", "Bukit", "Candi"], [], ())
    return read


def entrances(folder: Path, by: Framework) -> list[Assessment]:
    dataset = data(folder)
    file = folder / "cities.csv"
    content = Content("cities.csv", file.read_bytes())
    columns: Mapping[str, Array] = {str(name): column.to_numpy() for name, column in check(dataset, by).items()}
    assert sorted(columns) == ["income", "service"]
    fitted: Framework = fit(by, dataset)
    return [
        assess(dataset, by),
        assess(str(file), by),
        assess(file, fitted),
        assess([file], by, baseline=file),
        assess(content, by),
        assess(FRAME, by),
        assess(pl.DataFrame({name: FRAME[name].tolist() for name in FRAME}), by),
    ]


def questions(assessment: Assessment) -> None:
    index: float = assessment.index["Alun"]
    place: tuple[float, int] = assessment.place("Alun", Nearest(1, "population"))
    reason: Problem | None = assessment.reason("Bukit", "money")
    frames: list[pd.DataFrame] = [
        assessment.ranking("zone"),
        assessment.scores,
        assessment.explain("Alun"),
        assessment.gaps("Alun"),
        assessment.to_frame("long", language="id"),
        assessment.to_frame(),
        explain(assessment, "Alun", by="zone"),
        gaps(assessment, None, {"income": 80.0}),
        gaps(assessment, 0, target_values(assessment)),
        best_values(assessment),
        peers_values(assessment, "zone"),
        band_values(assessment),
        contributions(assessment),
        missing(assessment, "Alun"),
        maturity(assessment, "Alun"),
        evidence_levels(assessment),
        evidence_outlook(assessment),
        consolidate(read_dataset(FRAME.assign(assessor="a")), framework(), "mean").frame,
        queue(assessment, "Alun", until=date(2026, 9, 30), top=10),
        queue_gain(assessment, assessment.queue()),
        peers(assessment, "Alun"),
        standings(assessment, "zone"),
        scenarios(assessment, "Alun", {"income": np.array([30.0, 40.0])}),
        select(assessment, 1, quotas={"zone": Quota(0, 1)}),
    ]
    said: list[str] = [str(proviso) for proviso in assessment.provisos]
    dikatakan: list[str] = [proviso.to("id") for proviso in assessment.provisos]
    assert reason is None
    assert (len(frames), place[1], round(index, 2)) == (24, 2, 22.5)
    assert len(said) == len(dikatakan) > 0


def changes(assessment: Assessment) -> Comparison:
    after: Assessment = what_if(assessment, [("Alun", "income", 60.0), (("Bukit",), "service", "na")])
    comparison: Comparison = compare(assessment, after)
    frames: list[pd.DataFrame] = [comparison.summary, comparison.indicators("Alun"), agreement(comparison)]
    assert all(isinstance(frame, pd.DataFrame) for frame in frames)
    older = Framework("older", index=assessment.definition.index, bands=assessment.definition.bands)
    series: pd.DataFrame = side_by_side(assess(FRAME, older), assessment).frame
    assert [name for name in series if "difference" in str(name)] == []
    return comparison


def outputs(folder: Path, assessment: Assessment, comparison: Comparison) -> None:
    written: Path = assessment.write(folder / "report.md", language="id", depth=2, by="zone")
    write(comparison, folder / "comparison.csv", language="en")
    write(Result(assessments=[assessment], by="zone"), folder / "report.json", plugins=discover(bundled_only=True))
    record: str = assessment.to_json(language="en")
    answer: Answer = assessment.show.explain("Alun")
    assert isinstance(answer.frame, pd.DataFrame)
    assessment.plot.ranking(top=3, language="en").save(str(folder / "ranking.svg"))
    assert written.exists()
    assert record.startswith("{")


def planned(folder: Path, assessment: Assessment) -> None:
    (node,) = assessment.framework.indicators[:1]
    measure = Programme(id="p", title="P", dimension="index", indicator=node.id, change=1, cost=1, months=12)
    road: Roadmap = plan(assessment, [measure], city="Alun", limits=Limits(budget=5))
    road.plot.timetable(title="")
    for read in (lambda: read_plan(folder / "none.json"), lambda: read_programmes(folder / "none.csv")):
        try:
            made: Plan | tuple[Programme, ...] = read()
        except DatasetError:
            continue
        assert made


def sure(folder: Path, assessment: Assessment) -> None:
    file = folder / "assumptions.toml"
    file.write_text("[[assumptions]]\nweights = { noise = 0.25 }\n")
    read: Assumptions = read_assumptions(file)
    assert list(read) == [WeightNoise(0.25)]
    weights = [
        Assumptions([WeightDirichlet(20, of="index")]),
        Assumptions([WeightRegion("index", order=["people >= money"])]),
        Assumptions([WeightSets({"anna": {"people": 2}, "budi": {"money": 2}}, mixture=True)]),
    ]
    for each in weights:
        drawn: Uncertainty = uncertainty(assessment, each, draws=20)
        frame: pd.DataFrame = drawn.summary()
        assert frame["rank_high"].max() <= 3
    given = Assumptions(
        [
            WeightNoise(0.25, group="method"),
            Alternatives("index.aggregate", ["arithmetic", "geometric"], probabilities=[0.7, 0.3], group="method"),
            BoundShift(0.1, of="income"),
            Spread("money.weight", Distribution("uniform", {"low": 0.5, "high": 2})),
            LeaveOut(of=["people", "money"]),
            MeasurementError(of=["income"], percent=5),
        ]
    )
    analysis: Analysis = analyse(assessment, given, draws=20, base=8, city="Alun")
    shares: tuple[Sensitivity, ...] = sensitivity(assessment, given, base=8, sampler="random")
    alone: list[float] = [one.mean_rank_change for one in one_at_a_time(assessment, given, draws=20)]
    without: list[str] = [one.changed for one in leave_one_out(assessment)]
    first: Array = weight_acceptability(assessment, given, draws=20).confidence
    assert (len(analysis.sensitivity), shares[0].inputs[0], first.shape) == (3, "method", (3,))
    assert (len(alone), sorted(without)) == (8, ["income", "money", "people", "service"])
    assert assessment.robustness(given, draws=20, base=8).frame.shape == (3, 8)


def exactly(assessment: Assessment) -> None:
    space = weight_space(assessment.framework)
    scores = LeafScores.of(space, assessment)
    city: int = scores.row_of(assessment, "Alun")
    assert attainable_ranks(space, scores, city).best.rank == 3
    assert difference_range(space, scores).least.shape == (3, 3)
    assert least_weight_change(space, scores, city) is None
    assert [one.indicator for one in least_value_changes(assessment, "Alun")] == ["service", "income"]


def errors(folder: Path, assessment: Assessment) -> list[type[SmartscoreError]]:
    caught: list[type[SmartscoreError]] = []
    plugins: Plugins = discover(bundled_only=True)
    (folder / "empty.csv").write_text("city\n")
    (folder / "tourism.toml").write_text('id = "tourism"\nmembers = []\n')
    for wrong in (
        lambda: assessment.explain("Alum"),
        lambda: read_dataset(folder / "empty.csv"),
        lambda: load_framework("smart-sity", plugins=plugins),
        lambda: load_dimension(folder / "tourism.toml"),
        lambda: Linear(1, 1),
        lambda: weighted_years(assessment),
    ):
        try:
            wrong()
        except (UsageError, DatasetError, FrameworkError, RuleError, PluginError) as error:
            problems: tuple[Problem, ...] = error.problems
            assert problems[0].to("id")
            caught.append(type(error))
    return caught


def main(folder: Path) -> None:
    own = framework()
    assessments = entrances(folder, own)
    assert {round(float(each.index["Alun"]), 6) for each in assessments} == {22.5}
    questions(assessments[0])
    outputs(folder, assessments[0], changes(assessments[0]))
    planned(folder, assessments[0])
    sure(folder, assessments[0])
    exactly(assessments[0])
    assert errors(folder, assessments[0]) == [
        UsageError,
        DatasetError,
        FrameworkError,
        FrameworkError,
        RuleError,
        UsageError,
    ]
    for name, rule in RULES.items():
        assert isinstance(Indicator(f"by_{name}", rule=rule).title, Text)
    assert (len(AGGREGATES), len(STEPS)) == (9, 3)
    assert awaited().variant == "provisional"
    assert smartscore.__version__
    assert smartscore.CONTRACT >= 1
    assert [report.id for report in Plugin().smartscore_reports()] == ["titles"]


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""What a framework file may say, and what becomes of it."""

from pathlib import Path

import pytest
from attrs import field, frozen

from smartscore.aggregates import Arithmetic, Geometric, Power, Sum
from smartscore.errors import FrameworkError
from smartscore.framework_file import BUILT_IN, read_dimension, read_framework
from smartscore.model import (
    Band,
    Confidence,
    Criterion,
    Dimension,
    Domain,
    Framework,
    Indicator,
    Methods,
    Period,
    Years,
)
from smartscore.rules import (
    Array,
    Categories,
    Classes,
    Entropy,
    Levels,
    Linear,
    Log,
    MinMax,
    PercentileRank,
    Ratio,
    Score,
    Target,
    Unscored,
    ZScore,
)
from smartscore.steps import Impute
from smartscore.text import Text

SVI = """
id = "svi-2018"
title = "Social Vulnerability Index, counties"
edition = "2018"
source = "CDC/ATSDR SVI 2018 documentation"
higher = "worse"
scale = [0, 1]
aggregate = "sum"
rule = "percentile_rank"
bands = [ { from = 0.0, title = "low" }, { from = 0.75, title = "high" } ]

[defaults]
rule = "percentile_rank"
aggregate = "sum"
min_coverage = 1
decimals = 4

[[members]]
id = "socioeconomic"
title = { en = "Socioeconomic status", id = "Status sosial ekonomi" }
members = [
  { id = "poverty" }, { id = "unemployment" },
  { id = "income", unit = "dollars", rule = { percentile_rank = { best = "low" } } },
]

[[steps]]
impute = { method = "median", by = "state" }
"""


def read(folder: Path, text: str, methods: Methods = BUILT_IN) -> Framework:
    path = folder / "framework.toml"
    path.write_text(text, encoding="utf-8")
    return read_framework(path, methods)


def one(folder: Path, member: str) -> Indicator | Dimension:
    return read(folder, f'id = "f"\nmembers = [ {member} ]\n').index.members[0]


def test_a_whole_file_is_what_it_says(tmp_path: Path) -> None:
    svi = read(tmp_path, SVI)
    assert (svi.id, svi.edition, svi.higher, svi.scale) == ("svi-2018", "2018", "worse", (0, 1))
    assert svi.title == svi.index.title == Text("Social Vulnerability Index, counties")
    assert svi.source == "CDC/ATSDR SVI 2018 documentation"
    assert svi.bands == (Band("low", 0.0), Band("high", 0.75))
    assert svi.steps == (Impute("median", by="state"),)
    assert (svi.index.id, svi.index.aggregate, svi.index.rule) == ("index", Sum(), PercentileRank())
    assert [node.id for node in svi.walk()] == ["index", "socioeconomic", "poverty", "unemployment", "income"]
    assert svi.nodes["socioeconomic"].title.to("id") == "Status sosial ekonomi"
    assert svi.nodes["income"] == Indicator("income", unit="dollars", rule=PercentileRank("low"), decimals=4)


def test_defaults_are_what_a_member_has_that_says_nothing(tmp_path: Path) -> None:
    svi = read(tmp_path, SVI)
    socioeconomic = svi.nodes["socioeconomic"]
    assert isinstance(socioeconomic, Dimension)
    assert (socioeconomic.aggregate, socioeconomic.min_coverage, socioeconomic.decimals) == (Sum(), 1, 4)
    assert svi.nodes["poverty"].rule == PercentileRank()
    assert svi.nodes["poverty"].decimals == 4


def test_a_default_rule_is_for_indicators_and_no_default_is_for_the_index(tmp_path: Path) -> None:
    svi = read(tmp_path, SVI.replace('aggregate = "sum"\nrule = "percentile_rank"\nbands', "bands", 1))
    assert svi.nodes["socioeconomic"].rule is None
    assert (svi.index.rule, svi.index.aggregate, svi.index.min_coverage, svi.index.decimals) == (
        None,
        Arithmetic(),
        0,
        None,
    )


def test_defaults_reach_every_depth_and_what_a_member_says_wins(tmp_path: Path) -> None:
    text = """
    id = "deep"
    members = [ { id = "a", aggregate = "geometric", members = [
        { id = "b", decimals = 1, members = [
            { id = "c" }, { id = "d", decimals = 0, rule = { score = { low = 1, high = 5 } } },
        ] }
    ] } ]
    defaults = { rule = { linear = { worst = 0, best = 10 } }, decimals = 2, aggregate = "sum", missing = "worst" }
    """
    nodes = read(tmp_path, text).nodes
    a, b = nodes["a"], nodes["b"]
    assert isinstance(a, Dimension)
    assert isinstance(b, Dimension)
    assert (a.aggregate, a.decimals, a.missing) == (Geometric(), 2, "worst")
    assert (b.aggregate, b.decimals, b.missing) == (Sum(), 1, "worst")
    assert (nodes["c"].rule, nodes["c"].decimals) == (Linear(0, 10), 2)
    assert (nodes["d"].rule, nodes["d"].decimals) == (Score(1, 5), 0)


def test_the_keys_of_the_index_stand_at_the_top(tmp_path: Path) -> None:
    top = 'aggregate = { power = { exponent = 2 } }\nmissing = "worst"\nmin_coverage = 0.5\ndecimals = 3\n'
    index = read(tmp_path, f'id = "f"\n{top}members = [ {{ id = "a", rule = "minmax" }} ]\n').index
    assert index == Dimension(
        "index",
        members=[Indicator("a", rule=MinMax())],
        aggregate=Power(2),
        missing="worst",
        min_coverage=0.5,
        decimals=3,
    )


def test_a_file_says_little_where_little_is_needed(tmp_path: Path) -> None:
    small = read(tmp_path, 'id = "f"\nmembers = [ { id = "a", rule = "minmax" } ]\n')
    assert small == Framework("f", index=Dimension("index", members=[Indicator("a", rule=MinMax())]))
    assert small.title == Text("f")


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ('"minmax"', MinMax()),
        ("{ zscore = {} }", ZScore()),
        ("{ linear = { worst = 20, best = 85 } }", Linear(20, 85)),
        ('{ linear = { worst = 20, best = 85, clip = "worst" } }', Linear(20, 85, "worst")),
        ("{ log = { worst = 100.0, best = 75_000 } }", Log(100, 75000)),
        ("{ target = { value = 50, tolerance = 10 } }", Target(50, 10)),
        ("{ levels = { low = 0, high = 5 } }", Levels(0, 5)),
        ('{ percentile_rank = { best = "low" } }', PercentileRank("low")),
        ("{ ratio = { target = 50 } }", Ratio(50)),
        ('{ ratio = { target = 2.5, clip = "worst" } }', Ratio(2.5, "worst")),
        ("{ classes = { limits = [33, 66.5], scores = [0, 0.5, 1] } }", Classes([33, 66.5], [0, 0.5, 1])),
        ('{ mapping = { categories = { "Tidak ada" = 0, ada = 1 } } }', Categories({"Tidak ada": 0, "ada": 1})),
        ("{ entropy = { classes = 5 } }", Entropy(5)),
        ('"unscored"', Unscored()),
    ],
)
def test_a_rule_is_a_name_or_a_name_with_its_parameters(tmp_path: Path, written: str, rule: object) -> None:
    assert one(tmp_path, f'{{ id = "a", rule = {written} }}').rule == rule


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{ ratio = { target = 0 } }", "target is 0; it must be above 0"),
        ('"ratio"', "target is missing"),
        ("{ ratio = { goal = 5 } }", "the key 'goal' is not known here; nearest: clip, target"),
        ("{ classes = { limits = [66, 33], scores = [0, 0.5, 1] } }", "the limits must rise: 66, 33"),
        ("{ classes = { limits = [33], scores = [1] } }", "1 limits need one score more than that, found 1"),
        ("{ classes = { limits = 33, scores = [0, 1] } }", "found 33, expected a list"),
        ("{ classes = { limits = [33] } }", "scores is missing"),
        ("{ mapping = { categories = { ada = 2 } } }", "2 is no share from 0 to 1"),
        ("{ mapping = { categories = {} } }", "categories is missing"),
        ('{ mapping = { categories = "ada" } }', "found 'ada', expected a table"),
        ("{ mapping = { ada = 1 } }", "the key 'ada' is not known here; nearest: categories"),
        ('"entropy"', "classes is missing"),
        ("{ unscored = { why = 1 } }", "the key 'why' is not known here; nearest: -"),
        ('"unscord"', "there is no rule 'unscord'; nearest: unscored"),
    ],
)
def test_a_wrong_parameter_of_a_rule_is_told_with_its_path(tmp_path: Path, written: str, said: str) -> None:
    with pytest.raises(FrameworkError) as refused:
        one(tmp_path, f'{{ id = "d", members = [ {{ id = "a", rule = {written} }} ] }}')
    assert f"d > a > rule: {said}" in refused.value.message().splitlines()[0]


@pytest.mark.parametrize(
    ("written", "aggregate"), [('"geometric"', Geometric()), ("{ power = { exponent = -1 } }", Power(-1))]
)
def test_an_aggregate_is_a_name_or_a_name_with_its_parameters(tmp_path: Path, written: str, aggregate: object) -> None:
    dimension = one(tmp_path, f'{{ id = "d", aggregate = {written}, members = [ {{ id = "a", rule = "minmax" }} ] }}')
    assert isinstance(dimension, Dimension)
    assert dimension.aggregate == aggregate


def test_a_member_with_members_is_a_dimension_and_may_have_a_rule(tmp_path: Path) -> None:
    dimension = one(tmp_path, '{ id = "d", rule = "rank", members = [ { id = "a", rule = "minmax" } ] }')
    assert isinstance(dimension, Dimension)
    assert type(dimension.rule).__name__ == "Rank"
    assert dimension.members == (Indicator("a", rule=MinMax()),)


def test_everything_that_an_indicator_can_say(tmp_path: Path) -> None:
    text = """
    id = "f"
    [[members]]
    id = "water"
    title = { en = "Water", id = "Air" }
    rule = { levels = { low = 0, high = 5 } }
    weight = 2
    unit = { en = "level", id = "tingkat" }
    code = "W1"
    aliases = ["air", "h2o"]
    description = "Access"
    kind = "level"
    domain = "levels:0..5"
    decimals = 2
    denominator = "households"
    factor = 100
    optional = true
    not_applicable = false
    max_age = 3
    valid_years = "2022..2024"
    source = "survey"
    agency = "office"
    published = "yearly"
    typical = "2 to 4"
    basis = "judgement of the authors"
    basis_worst = { en = "none", id = "tidak ada" }
    basis_best = "all"
    caution = { en = "honest reporting lowers it", id = "pelaporan jujur menurunkannya" }
    overlaps = ["sanitation"]
    confidence = { definition = "verified-in-source", bounds = "judgement" }
    criteria = [
      { level = 1, text = { en = "a plan", id = "rencana" }, evidence = "decree" },
      { level = 2, text = "done" },
    ]
    """
    water = read(tmp_path, text).nodes["water"]
    assert water == Indicator(
        "water",
        {"en": "Water", "id": "Air"},
        rule=Levels(0, 5),
        weight=2,
        unit={"en": "level", "id": "tingkat"},
        code="W1",
        aliases=["air", "h2o"],
        description="Access",
        kind="level",
        domain=Domain(0, 5, whole=True),
        decimals=2,
        denominator="households",
        factor=100,
        optional=True,
        not_applicable=False,
        max_age=3,
        valid_years=Years(2022, 2024),
        source="survey",
        agency="office",
        published="yearly",
        typical="2 to 4",
        basis="judgement of the authors",
        basis_worst={"en": "none", "id": "tidak ada"},
        basis_best="all",
        caution={"en": "honest reporting lowers it", "id": "pelaporan jujur menurunkannya"},
        overlaps=["sanitation"],
        confidence=Confidence("verified-in-source", "judgement"),
        criteria=[Criterion(1, {"en": "a plan", "id": "rencana"}, "decree"), Criterion(2, "done")],
    )
    assert isinstance(water.weight, float)


def test_a_value_stands_alone_and_as_it_is_unless_a_file_says_otherwise(tmp_path: Path) -> None:
    plain = one(tmp_path, '{ id = "a", rule = "minmax" }')
    assert isinstance(plain, Indicator)
    assert (plain.denominator, plain.factor) == ("", 1)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('factor = "100"', "found '100', expected a number"),
        ("factor = nan", "factor is nan, not a finite number"),
        ("factor = inf", "factor is inf, not a finite number"),
        ("denominator = 5", "found 5, expected text in quotes"),
    ],
)
def test_a_denominator_is_a_name_and_its_factor_a_finite_number(tmp_path: Path, written: str, said: str) -> None:
    with pytest.raises(FrameworkError, match=said):
        one(tmp_path, f'{{ id = "a", rule = "minmax", {written} }}')


def test_members_may_be_pooled_at_the_top_in_a_dimension_and_by_default(tmp_path: Path) -> None:
    text = """
    id = "f"
    missing = "pool"
    members = [
      { id = "a", members = [ { id = "b", rule = "minmax" } ] },
      { id = "c", missing = "leave_out", members = [ { id = "d", rule = "minmax" } ] },
    ]
    [defaults]
    missing = "pool"
    """
    pooled = read(tmp_path, text)
    assert [dimension.missing for dimension in pooled.dimensions] == ["pool", "pool", "leave_out"]


def test_another_word_for_what_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FrameworkError, match="missing is 'pooled'; allowed: leave_out, worst, pool"):
        one(tmp_path, '{ id = "d", missing = "pooled", members = [ { id = "a", rule = "minmax" } ] }')


def test_one_word_of_confidence_is_for_definition_and_bounds(tmp_path: Path) -> None:
    indicator = one(tmp_path, '{ id = "a", rule = "minmax", confidence = "general-knowledge" }')
    assert isinstance(indicator, Indicator)
    assert indicator.confidence == Confidence("general-knowledge", "general-knowledge")


@pytest.mark.parametrize(
    ("ends", "worst", "best"),
    [
        ('bounds = "judgement"', "judgement", "judgement"),
        ('worst = "judgement", best = "verified-in-source"', "judgement", "verified-in-source"),
        ('best = "general-knowledge", worst = "general-knowledge"', "general-knowledge", "general-knowledge"),
    ],
)
def test_confidence_has_a_word_for_both_ends_of_a_rule_or_one_for_each(
    tmp_path: Path, ends: str, worst: str, best: str
) -> None:
    indicator = one(
        tmp_path, f'{{ id = "a", rule = "minmax", confidence = {{ definition = "general-knowledge", {ends} }} }}'
    )
    assert isinstance(indicator, Indicator)
    assert indicator.confidence is not None
    told = indicator.confidence
    assert (told.definition, told.worst, told.best) == ("general-knowledge", worst, best)


def test_a_band_starts_from_its_bound_or_above_it(tmp_path: Path) -> None:
    bands = 'bands = [ { from = 0, title = "none" }, { above = 0, title = { en = "some", id = "ada" } } ]\n'
    small = read(tmp_path, f'id = "f"\n{bands}members = [ {{ id = "a", rule = "minmax" }} ]\n')
    assert small.bands == (Band("none", 0.0), Band({"en": "some", "id": "ada"}, 0.0, open=True))


def test_steps_keep_their_order(tmp_path: Path) -> None:
    steps = '[[steps]]\nimpute = { method = "median", by = "state", columns = ["a"] }\n'
    steps += '[[steps]]\nimpute = { method = "constant", value = 0 }\n'
    small = read(tmp_path, f'id = "f"\nmembers = [ {{ id = "a", rule = "minmax" }} ]\n{steps}')
    assert small.steps == (Impute("median", by="state", columns=["a"]), Impute("constant", value=0))


def test_a_framework_says_what_it_is(tmp_path: Path) -> None:
    said = 'family = "spbe"\ndescription = { en = "Maturity", id = "Kematangan" }\n'
    small = read(tmp_path, f'id = "spbe-2020"\n{said}members = [ {{ id = "a", rule = "minmax" }} ]\n')
    assert (small.id, small.family, small.description.to("id")) == ("spbe-2020", "spbe", "Kematangan")


def test_a_framework_says_how_official_it_is_and_when_it_is_in_force(tmp_path: Path) -> None:
    said = (
        'official = "transcribed"\nin_force = "2020..2026-06-04"\nrepeals = ["spbe-2018"]\nrepealed_by = "pemdi-2026"\n'
    )
    spbe = read(tmp_path, f'id = "spbe-2020"\n{said}members = [ {{ id = "a", rule = "minmax" }} ]\n')
    assert (spbe.official, spbe.in_force) == ("transcribed", Period("2020", "2026-06-04"))
    assert (spbe.repeals, spbe.repealed_by) == (("spbe-2018",), "pemdi-2026")
    plain = read(tmp_path, 'id = "f"\nmembers = [ { id = "a", rule = "minmax" } ]\n')
    assert (plain.official, plain.in_force, plain.repeals, plain.repealed_by) == (None, None, (), "")


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ('official = "maybe"', "official: official is 'maybe'; allowed: yes, no, transcribed"),
        ("official = true", "official: official is True; allowed: yes, no, transcribed"),
        ("in_force = 2026-06-05", "in_force: found datetime.date(2026, 6, 5), expected text in quotes"),
        (
            'in_force = "2026"',
            "in_force: '2026' is no period in force like 2026-06-05.., 2020..2026-06-04 or 2018..2020",
        ),
        ('repeals = "spbe-2018"', "repeals: found 'spbe-2018', expected a list"),
        ("repealed_by = 2026", "repealed_by: found 2026, expected text in quotes"),
        (
            'in_force = "2020.."\nrepealed_by = "x"',
            "the edition is repealed by x, yet in force without an end: '2020..'",
        ),
    ],
)
def test_what_is_wrong_about_an_edition_is_told_with_its_key(tmp_path: Path, said: str, problem: str) -> None:
    with pytest.raises(FrameworkError) as refused:
        read(tmp_path, f'id = "f"\n{said}\nmembers = [ {{ id = "a", rule = "minmax" }} ]\n')
    (told,) = refused.value.problems
    assert told.to("en").endswith(problem)


def test_titles_may_have_any_letters(tmp_path: Path) -> None:
    assert str(one(tmp_path, '{ id = "a", title = "Kualitas hidup: très bien 好", rule = "minmax" }').title) == (
        "Kualitas hidup: très bien 好"
    )


def test_a_dimension_has_a_file_of_its_own_with_defaults(tmp_path: Path) -> None:
    path = tmp_path / "tourism.toml"
    path.write_text(
        """
        id = "tourism"
        title = { en = "Tourism", id = "Pariwisata" }
        min_coverage = 0.25
        members = [ { id = "visitors" }, { id = "standard", members = [ { id = "rating" } ] } ]
        [defaults]
        rule = { linear = { worst = 0, best = 10 } }
        min_coverage = 0.5
        """,
        encoding="utf-8",
    )
    tourism = read_dimension(path)
    assert tourism.title.to("id") == "Pariwisata"
    assert tourism.min_coverage == 0.25
    assert tourism.members == (
        Indicator("visitors", rule=Linear(0, 10)),
        Dimension("standard", members=[Indicator("rating", rule=Linear(0, 10))], min_coverage=0.5),
    )


def test_a_dimension_takes_its_own_defaults_for_what_it_does_not_say(tmp_path: Path) -> None:
    path = tmp_path / "tourism.toml"
    path.write_text(
        'id = "tourism"\nmembers = [ { id = "visitors", rule = "minmax" } ]\n'
        '[defaults]\naggregate = "geometric"\nmin_coverage = 0.5\n',
        encoding="utf-8",
    )
    tourism = read_dimension(path)
    assert (tourism.aggregate, tourism.min_coverage) == (Geometric(), 0.5)


@frozen
class HalfLife:
    """A rule of a plugin: 1 at 0, and half as much after each `years`."""

    years: float = field()
    start: float = 1.0
    better = "lower"

    def __call__(self, values: Array) -> Array:
        return self.start * 0.5 ** (values / self.years)


def test_a_file_may_ask_for_the_methods_of_plugins(tmp_path: Path) -> None:
    methods = BUILT_IN.joined(Methods(rules={"half_life": HalfLife}, aggregates={"plain_sum": Sum}))
    text = 'id = "f"\naggregate = "plain_sum"\nmembers = [ { id = "a", rule = { half_life = { years = 5 } } } ]\n'
    small = read(tmp_path, text, methods)
    assert small.index.aggregate == Sum()
    assert small.nodes["a"].rule == HalfLife(5)

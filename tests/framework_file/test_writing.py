"""A framework printed as TOML reads back as an equal one, or is refused in a sentence; nothing is lost on the way."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest
from attrs import Factory, evolve, field, frozen
from builders import EXAMPLE, run
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame

from smartscore import (
    Array,
    Band,
    Confidence,
    Criterion,
    Dimension,
    Domain,
    Framework,
    FrameworkError,
    Indicator,
    Methods,
    Years,
    assess,
    discover,
    load_framework,
    read_dataset,
)
from smartscore import aggregates as agg
from smartscore import rules as r
from smartscore.aggregates import Aggregate
from smartscore.api import framework_sources
from smartscore.framework_file import BUILT_IN, read_framework, write_framework
from smartscore.model import Period
from smartscore.model.about import GRADES
from smartscore.smart_city import SIX, smart_city
from smartscore.steps import Impute, Treat
from smartscore.testing import check_framework

PLUGINS = discover(bundled_only=True)
BUNDLED = {name: source.load() for name, source in framework_sources(PLUGINS).items()}

of_every_bundled = pytest.mark.parametrize("framework", BUNDLED.values(), ids=list(BUNDLED))


def one(indicator: Indicator | None = None, index: Mapping[str, object] | None = None, **fields: object) -> Framework:
    """Give a framework of one indicator, with the title that a file would give its index."""
    members = [indicator or Indicator("a", rule=r.Linear(0, 1))]
    top = Dimension("index", **{"title": "One", "members": members, **(index or {})})  # type: ignore[arg-type]
    return Framework("one", **{"title": "One", "index": top, **fields})  # type: ignore[arg-type]


def indicator(**fields: object) -> Indicator:
    return Indicator("a", **{"rule": r.Linear(0, 1), **fields})  # type: ignore[arg-type]


@pytest.fixture
def back(tmp_path: Path) -> Callable[..., Framework]:
    """Give a function that writes a framework to a file and reads that."""

    def back(framework: Framework, methods: Methods = BUILT_IN) -> Framework:
        path = tmp_path / "written.toml"
        path.write_text(write_framework(framework, methods), encoding="utf-8")
        return read_framework(path, methods)

    return back


Back = Callable[..., Framework]


class TestBundledFrameworks:
    @of_every_bundled
    def test_what_is_printed_reads_back_as_an_equal_one(self, framework: Framework, tmp_path: Path) -> None:
        printed = run("frameworks", "show", framework.id, "--format", "toml")
        assert (printed.exit_code, printed.stderr) == (0, "")
        path = tmp_path / "printed.toml"
        path.write_bytes(printed.stdout_bytes)
        again = load_framework(path, plugins=PLUGINS)
        assert again == framework
        assert again.fingerprint == framework.fingerprint

    @of_every_bundled
    def test_a_file_named_toml_is_given_the_same_and_the_check_accepts_it(
        self, framework: Framework, tmp_path: Path
    ) -> None:
        path = tmp_path / f"{framework.id}.toml"
        written = run("frameworks", "show", framework.id, "-o", path)
        assert (written.exit_code, written.output) == (0, f"wrote {path}\n")
        assert path.read_bytes() == run("frameworks", "show", framework.id, "--format", "toml").stdout_bytes
        checked = run("frameworks", "check", path)
        assert (checked.exit_code, checked.stderr) == (0, "")
        assert checked.stdout == (
            f"no faults in {framework.id}: {len(framework.nodes)} nodes, fingerprint {framework.fingerprint}\n"
        )

    def test_smart_city_reweighed_keeps_its_weights(self, back: Back) -> None:
        weights = {"governance": 0.0, "economy": 2.5, "living": 1 / 3, "public_satisfaction": 7}
        reweighed = BUNDLED["smart-city"].reweigh(weights)
        again = back(reweighed, PLUGINS.methods)
        assert again == reweighed
        assert again.fingerprint == reweighed.fingerprint != BUNDLED["smart-city"].fingerprint
        assert {name: again.nodes[name].weight for name in weights} == weights

    def test_a_printed_one_scores_as_the_original_does(self, back: Back) -> None:
        data, framework = read_dataset(EXAMPLE), BUNDLED["smart-city"]
        found = assess(data, back(framework, PLUGINS.methods)).scores
        assert found.equals(assess(data, framework).scores)

    def test_six_dimensions_less_one_are_still_told_from_the_six(self, back: Back) -> None:
        fewer = smart_city({name: PLUGINS.dimensions[name] for name in SIX if name != "economy"})
        again = back(fewer, PLUGINS.methods)
        assert again.name == "smart-city - economy"
        assert again.fingerprint == fewer.fingerprint


class TestWhatIsWritten:
    def test_what_is_said_by_default_is_left_out(self) -> None:
        members = [Dimension("x", members=[indicator()]), Indicator("b", rule=r.MinMax())]
        index = Dimension("index", "One", members=members, aggregate=agg.Geometric(), min_coverage=0.5)
        assert tomllib.loads(write_framework(Framework("one", "One", index=index))) == {
            "id": "one",
            "title": "One",
            "aggregate": "geometric",
            "min_coverage": 0.5,
            "members": [
                {"id": "x", "members": [{"id": "a", "rule": {"linear": {"worst": 0, "best": 1}}}]},
                {"id": "b", "rule": "minmax"},
            ],
        }

    def test_parameters_are_written_where_they_are_not_the_usual_ones(self) -> None:
        steps = [Impute("median"), Impute("constant", value=3, columns=["a"])]
        framework = one(indicator(rule=r.ZScore("low", sd=10)), {"aggregate": agg.Power(2)}, steps=steps)
        told = tomllib.loads(write_framework(framework))
        assert told["members"][0]["rule"] == {"zscore": {"best": "low", "sd": 10}}
        assert told["aggregate"] == {"power": {"exponent": 2}}
        assert told["steps"] == [
            {"impute": {"method": "median"}},
            {"impute": {"method": "constant", "value": 3, "columns": ["a"]}},
        ]

    def test_words_numbers_and_ranges_are_written_as_one_writes_them(self) -> None:
        full = indicator(
            unit={"en": "percent", "id": "persen"},
            domain=Domain(0, 5, whole=True),
            valid_years=Years(2022),
            confidence=Confidence("judgement", "judgement"),
            criteria=[Criterion(1, "A decree", "decree")],
        )
        bands = [Band("low", 0), Band({"en": "high", "id": "tinggi"}, 70.5, open=True)]
        told = tomllib.loads(write_framework(one(full, bands=bands)))
        assert told["members"] == [
            {
                "id": "a",
                "rule": {"linear": {"worst": 0, "best": 1}},
                "unit": {"en": "percent", "id": "persen"},
                "domain": "levels:0..5",
                "valid_years": "2022..",
                "confidence": "judgement",
                "criteria": [{"level": 1, "text": "A decree", "evidence": "decree"}],
            }
        ]
        assert told["bands"] == [
            {"from": 0, "title": "low"},
            {"above": 70.5, "title": {"en": "high", "id": "tinggi"}},
        ]

    @pytest.mark.parametrize(
        ("confidence", "written"),
        [
            (Confidence("judgement", "judgement", "judgement"), "judgement"),
            (
                Confidence("judgement", "verified-in-source"),
                {"definition": "judgement", "bounds": "verified-in-source"},
            ),
            (
                Confidence("judgement", "judgement", "verified-in-source"),
                {"definition": "judgement", "worst": "judgement", "best": "verified-in-source"},
            ),
        ],
    )
    def test_confidence_is_written_as_short_as_it_can_be(
        self, confidence: Confidence, written: str | dict[str, str], back: Back
    ) -> None:
        framework = one(indicator(confidence=confidence, basis_worst="none", basis_best={"en": "all", "id": "semua"}))
        (member,) = tomllib.loads(write_framework(framework))["members"]
        assert member["confidence"] == written
        assert (member["basis_worst"], member["basis_best"]) == ("none", {"en": "all", "id": "semua"})
        assert back(framework) == framework

    @pytest.mark.parametrize(
        "framework",
        [
            one(indicator(description="\"quotes\", 'single', '''three''', \"\"\"more\"\"\"")),
            one(indicator(description="a line\nanother\r\nand\ta tab \\n \\u0041")),
            one(indicator(title="😀 été 東京", source="\x00\x1f\x7f\u2028")),
            one(indicator(aliases=["a b", 'the "a"', "a\nb", "=1+1"])),
            one(indicator(rule=r.Categories({"Tidak ada": 0, 'the "best"': 1, "a.b = 3": 0.5, "": 0.2}))),
            one(note={"en": "Tried.", "id": "Dicoba.", "jv": "Wis dicoba."}),
        ],
        ids=["quotes", "lines", "letters", "aliases", "categories", "note"],
    )
    def test_texts_of_every_kind_come_back(self, framework: Framework, back: Back) -> None:
        assert back(framework) == framework

    @pytest.mark.parametrize(
        "framework",
        [
            one(title="one", index={"title": "one"}),
            Framework("one", index=Dimension("index", members=[indicator()])),
            one(indicator(title="")),
            one(indicator(criteria=[Criterion(1, "")])),
            one(indicator(title={"": "for all", "en": "in English"})),
            one(bands=[Band("", 0)]),
        ],
        ids=["the id as title", "no title", "an empty one", "an empty criterion", "one for the rest", "an empty band"],
    )
    def test_so_do_titles_at_the_edge(self, framework: Framework, back: Back) -> None:
        assert back(framework) == framework

    @pytest.mark.parametrize("title", ["One", {"en": "One", "id": "Satu"}], ids=["plain", "by language"])
    def test_an_index_without_a_title_takes_that_of_the_framework_as_in_every_file(
        self, title: str | dict[str, str], back: Back
    ) -> None:
        framework = Framework("one", title, index=Dimension("index", members=[indicator()]))
        again = back(framework)
        assert again == evolve(framework, index=evolve(framework.index, title=title))
        assert again.fingerprint == framework.fingerprint

    @pytest.mark.parametrize(
        "domain",
        [Domain(0, 12_345_678), Domain(0, 0.12345678), Domain(-1e-7, 1e30), Domain(1 / 3), Domain(0, 10_000_000, True)],
        ids=str,
    )
    def test_a_domain_keeps_all_its_digits(self, domain: Domain, back: Back) -> None:
        framework = one(indicator(domain=domain))
        assert back(framework) == framework
        assert Domain.parse(str(domain)) == domain


class TestWhatAFileCannotSay:
    """Such a framework is refused, or written in full; never is another one written in its stead."""

    @pytest.mark.parametrize(
        "framework",
        [
            one(index={"weight": 2.0}),
            one(index={"optional": True}),
            one(index={"aliases": ["total"]}),
            one(index={"code": "TOP"}),
            one(index={"description": "All of it."}),
            one(index={"source": "a book"}),
            one(steps=[Impute("constant", value=1, fitted={"a": {"": 5.0}})]),
        ],
        ids=["weight", "optional", "aliases", "code", "description", "source", "fitted step"],
    )
    def test_nothing_is_dropped_without_a_word(self, framework: Framework, back: Back) -> None:
        try:
            again = back(framework)
        except FrameworkError as refused:
            assert [problem.code for problem in refused.problems] == ["not_written_as_file"]  # noqa: PT017
        else:
            assert again == framework

    def test_a_fitted_framework_is_refused_by_the_name_of_its_rule(self) -> None:
        fitted = assess(
            DataFrame({"city": ["Alun", "Bukit"], "a": [1.0, 2.0]}), one(indicator(rule=r.Rank()))
        ).framework
        with pytest.raises(FrameworkError, match="the rule Position cannot be written in a file"):
            write_framework(fitted)

    def test_a_rule_that_is_a_function_is_refused(self) -> None:
        with pytest.raises(FrameworkError) as refused:
            write_framework(one(indicator(rule=np.sqrt)))
        assert refused.value.problems[0].code == "not_written_as_file"

    def test_so_are_an_aggregate_and_a_step_that_no_method_makes(self) -> None:
        for framework, kind in (
            (one(index={"aggregate": Halved()}), "aggregate Halved"),
            (one(steps=[Nothing()]), "step Nothing"),
        ):
            with pytest.raises(FrameworkError, match=f"the {kind} cannot be written in a file"):
                write_framework(framework)

    def test_the_sentence_is_told_in_indonesian_too(self) -> None:
        with pytest.raises(FrameworkError) as refused:
            write_framework(one(indicator(rule=np.sqrt)))
        assert refused.value.message("id").startswith("aturan ufunc tidak dapat ditulis dalam berkas")


class TestMethodsOfPlugins:
    def test_they_are_written_by_the_name_that_the_plugin_gives_them(self, back: Back) -> None:
        methods = BUILT_IN.joined(Methods(rules={"squared": Squared}, aggregates={"halved": Halved}))
        framework = one(indicator(rule=Squared(2, powers=[1, 2])), {"aggregate": Halved()})
        told = tomllib.loads(write_framework(framework, methods))
        assert told["members"][0]["rule"] == {"squared": {"most": 2, "powers": [1, 2]}}
        assert told["aggregate"] == "halved"
        assert back(framework, methods) == framework

    def test_a_parameter_is_called_as_the_constructor_calls_it(self, back: Back) -> None:
        methods = BUILT_IN.joined(Methods(rules={"hidden": Hidden}))
        framework = one(indicator(rule=Hidden(3)))
        assert back(framework, methods) == framework

    def test_a_rule_that_is_no_attrs_class_is_refused_and_no_crash(self) -> None:
        methods = BUILT_IN.joined(Methods(rules={"plain": Plain}))
        with pytest.raises(FrameworkError, match="the rule Plain cannot be written in a file"):
            write_framework(one(indicator(rule=Plain())), methods)

    @pytest.mark.parametrize("held", [np.array([1.0, 2.0]), len, None, r.Linear(0, 1)], ids=["array", "len", "-", "r"])
    def test_so_is_a_parameter_that_toml_has_no_word_for(self, held: object) -> None:
        methods = BUILT_IN.joined(Methods(rules={"holding": Holding}))
        with pytest.raises(FrameworkError) as refused:
            write_framework(one(indicator(rule=Holding(held))), methods)
        assert [problem.code for problem in refused.value.problems] == ["not_written_as_file"]


PLUGIN = """
    from attrs import frozen

    from smartscore import Dimension, Framework, FrameworkSource, Indicator, hookimpl

    @frozen
    class Tripled:
        better = "higher"

        def __call__(self, values):
            return (values / 3).clip(0, 1)

    def load():
        member = Indicator("a", {"en": "A", "id": "A"}, rule=Tripled())
        return Framework("own-rule", "Own", index=Dimension("index", "Own", members=[member]))

    @hookimpl
    def smartscore_frameworks():
        return [FrameworkSource("own-rule", "Own", load)]
"""


@pytest.fixture
def own_rule(install: Callable[..., Path]) -> str:
    """Install a plugin with a framework whose rule goes by no name."""
    install("own_rule", PLUGIN, distribution="own-rule")
    return "own-rule"


class TestTheCommand:
    def test_a_rule_that_goes_by_no_name_is_refused_in_a_sentence(self, own_rule: str, tmp_path: Path) -> None:
        path = tmp_path / "own.toml"
        for more in (["--format", "toml"], ["-o", path]):
            result = run("frameworks", "show", own_rule, *more)
            assert (result.exit_code, result.stdout) == (4, "")
            assert (
                result.stderr == "the rule Tripled cannot be written in a file, which has no words for it "
                "[not_written_as_file]\n"
            )
        assert not path.exists()

    def test_the_format_that_is_asked_for_goes_before_the_ending(self, tmp_path: Path) -> None:
        path = tmp_path / "hdi.toml"
        assert run("frameworks", "show", "hdi", "--format", "json", "-o", path).exit_code == 0
        assert path.read_text() == run("frameworks", "show", "hdi", "--format", "json").stdout

    @pytest.mark.parametrize(("name", "format_"), [("hdi.json", "json"), ("HDI.TOML", "toml"), ("hdi.txt", "table")])
    def test_else_the_ending_says_the_format(self, tmp_path: Path, name: str, format_: str) -> None:
        assert run("frameworks", "show", "hdi", "-o", tmp_path / name).exit_code == 0
        assert (tmp_path / name).read_text() == run("frameworks", "show", "hdi", "--format", format_).stdout

    def test_a_file_that_is_shown_is_not_written_over(self, tmp_path: Path) -> None:
        path = tmp_path / "mine.toml"
        text = '# weights agreed in May\nid = "mine"\nmembers = [{ id = "a", rule = "minmax" }]\n'
        path.write_text(text)
        assert run("frameworks", "show", path, "-o", path).exit_code == 2
        assert path.read_text() == text

    def test_a_framework_changed_by_hand_is_another_one(self, tmp_path: Path) -> None:
        path = tmp_path / "ipm.toml"
        run("frameworks", "show", "ipm", "-o", path)
        path.write_text(path.read_text().replace("worst = 20", "worst = 25"))
        changed = load_framework(path)
        assert changed.id == "ipm"
        assert changed.fingerprint != BUNDLED["ipm"].fingerprint
        check_framework(changed)


@frozen
class Squared:
    """A rule of a plugin, with parameters of its own."""

    most: float
    powers: tuple[float, ...] = field(converter=tuple, default=Factory(tuple))
    better = "higher"

    def __call__(self, values: Array) -> Array:
        return values**2 / self.most


@frozen
class Hidden:
    """A rule that holds its parameter under a private name, and something made of it."""

    _most: float
    half: float = field(init=False)
    better = "higher"

    @half.default
    def _half(self) -> float:
        return self._most / 2

    def __call__(self, values: Array) -> Array:
        return values / self._most


@frozen(eq=False)
class Holding:
    """A rule that holds anything at all."""

    held: object = "nothing"
    better = "higher"

    def __call__(self, values: Array) -> Array:
        return values


class Plain:
    """A rule that is no attrs class, which is a good rule all the same."""

    better = "higher"

    def __call__(self, values: Array) -> Array:
        return values


@frozen
class Halved:
    """An aggregate of a plugin."""

    def __call__(self, scores: Array, weights: Array) -> Array:
        return np.asarray(scores.sum(axis=-2) / 2)


@frozen
class Nothing:
    """A step that goes by no name."""

    needs = ""

    def fit(self, frame: object, columns: list[str]) -> "Nothing":
        return self

    def __call__(self, frame: object) -> object:
        return frame


# Frameworks of every kind, made by hypothesis.

numbers = st.floats(allow_nan=False, allow_infinity=False)
positive = st.floats(min_value=1e-300, max_value=1e300)
shares = st.floats(min_value=0, max_value=1)
letters = st.characters(exclude_categories=["Cs"])
words = st.text(letters, max_size=12)
texts = st.one_of(words, st.dictionaries(st.sampled_from(["en", "id", "jv"]), words, max_size=3))
clips = st.sampled_from(["both", "worst", "best", "none"])
ends = st.sampled_from(["high", "low"])
rising = st.lists(numbers, min_size=2, max_size=2, unique=True).map(sorted)
domains = st.builds(
    lambda pair, ends, whole: Domain(pair[0] if ends[0] else -np.inf, pair[1] if ends[1] else np.inf, whole),
    rising,
    st.tuples(st.booleans(), st.booleans()),
    st.booleans(),
)
years = st.lists(st.integers(1900, 2100), min_size=2, max_size=2).map(lambda pair: Years(*sorted(pair)))
confidences = st.builds(Confidence, st.sampled_from(GRADES), st.sampled_from(GRADES))
criteria = st.lists(st.builds(Criterion, st.integers(0, 5), texts, words), max_size=3)


def apart(numbers: st.SearchStrategy[float]) -> st.SearchStrategy[list[float]]:
    return st.lists(numbers, min_size=2, max_size=2, unique=True)


classes = st.lists(numbers, max_size=4, unique=True).flatmap(
    lambda limits: st.builds(
        r.Classes, st.just(sorted(limits)), st.lists(shares, min_size=len(limits) + 1, max_size=len(limits) + 1)
    )
)
categories = st.dictionaries(words, shares, min_size=1, max_size=4).filter(
    lambda told: len({word.casefold() for word in told}) == len(told)
)
RULES: dict[str, st.SearchStrategy[r.Rule | r.RelativeRule]] = {
    "classes": classes,
    "entropy": st.builds(r.Entropy, st.integers(2, 99)),
    "levels": rising.map(lambda pair: r.Levels(*pair)),
    "linear": st.builds(lambda pair, clip: r.Linear(*pair, clip), apart(numbers), clips),
    "log": st.builds(lambda pair, clip: r.Log(*pair, clip), apart(positive), clips),
    "mapping": categories.map(r.Categories),
    "minmax": st.builds(r.MinMax, ends),
    "percentile_rank": st.builds(r.PercentileRank, ends),
    "power": st.builds(
        lambda pair, exponent, clip: r.Power(*pair, exponent, clip), apart(positive), numbers.filter(bool), clips
    ),
    "rank": st.builds(r.Rank, ends),
    "ratio": st.builds(r.Ratio, positive, clips),
    "score": rising.map(lambda pair: r.Score(*pair)),
    "target": st.builds(r.Target, numbers, positive),
    "unscored": st.builds(r.Unscored),
    "zscore": st.builds(r.ZScore, ends, numbers, positive),
}
AGGREGATES: dict[str, st.SearchStrategy[Aggregate]] = {
    **{name: st.builds(made) for name, made in agg.AGGREGATES.items() if name != "power"},
    "power": st.builds(agg.Power, numbers.filter(bool)),
}
STEPS = {
    "impute": st.one_of(
        st.builds(
            Impute, st.sampled_from(["median", "mean"]), by=st.none() | words, columns=st.lists(words, max_size=2)
        ),
        st.builds(Impute, st.just("constant"), value=numbers, by=st.none() | words),
    ),
    "treat": st.builds(
        Treat,
        skewness=st.floats(0.1, 9),
        kurtosis=numbers,
        most=st.integers(0, 99),
        columns=st.lists(words, max_size=2),
    ),
}
any_rule = st.one_of(*RULES.values())


@st.composite
def indicators(draw: st.DrawFn, name: str) -> Indicator:
    optional = {
        "title": texts,
        "weight": positive,
        "unit": texts,
        "code": words,
        "aliases": st.lists(words.map(lambda word: f"{name} {word}"), max_size=2),
        "description": texts,
        "kind": words,
        "domain": domains,
        "decimals": st.integers(0, 12),
        "denominator": words,
        "least_denominator": positive,
        "factor": numbers,
        "optional": st.booleans(),
        "not_applicable": st.booleans(),
        "max_age": positive,
        "valid_years": years,
        "source": words,
        "agency": words,
        "published": words,
        "typical": words,
        "basis": texts,
        "caution": texts,
        "overlaps": st.lists(words, max_size=2),
        "confidence": confidences,
        "criteria": criteria,
    }
    return Indicator(name, rule=draw(any_rule), **draw(st.fixed_dictionaries({}, optional=optional)))


of_members: dict[str, st.SearchStrategy[object]] = {
    "aggregate": st.one_of(*AGGREGATES.values()),
    "rule": st.none() | any_rule,
    "missing": st.sampled_from(["leave_out", "worst", "pool"]),
    "min_coverage": shares,
    "decimals": st.integers(0, 12),
}


@st.composite
def dimensions(draw: st.DrawFn, name: str, depth: int) -> Dimension:
    optional: dict[str, st.SearchStrategy[object]] = {
        **of_members,
        "title": texts,
        "weight": positive,
        "optional": st.booleans(),
        "code": words,
        "aliases": st.lists(words.map(lambda word: f"{name} {word}"), max_size=2),
        "description": texts,
        "source": words,
    }
    return Dimension(name, members=draw(members(name, depth)), **draw(st.fixed_dictionaries({}, optional=optional)))


@st.composite
def members(draw: st.DrawFn, name: str, depth: int) -> list[Dimension | Indicator]:
    """Give one or two members, whose ids go on from that of their dimension."""
    made: list[Dimension | Indicator] = []
    for number in range(draw(st.integers(1, 2))):
        own = f"{name}_{number}"
        deeper = depth > 0 and draw(st.booleans())
        made.append(draw(dimensions(own, depth - 1) if deeper else indicators(own)))
    return made


@st.composite
def frameworks(draw: st.DrawFn) -> Framework:
    title = draw(texts)
    index = Dimension(
        "index", title, members=draw(members("m", 2)), **draw(st.fixed_dictionaries({}, optional=of_members))
    )
    starts = sorted(draw(st.lists(numbers, max_size=3, unique=True)))
    more = {
        "edition": words,
        "family": words,
        "scale": rising,
        "steps": st.lists(st.one_of(*STEPS.values()), max_size=2),
        "higher": st.sampled_from(["better", "worse"]),
        "description": texts,
        "source": words,
        "note": texts,
        "official": st.sampled_from(["yes", "no", "transcribed"]),
        "in_force": st.sampled_from([*map(Period.parse, ("2026-06-05..", "..2020", "2018..2026-06-04"))]),
        "repeals": st.lists(words, max_size=2),
    }
    bands = [Band(draw(texts), start, draw(st.booleans())) for start in starts]
    fields = draw(st.fixed_dictionaries({}, optional=more))
    try:
        return Framework("made", title, index=index, bands=bands, **fields)
    except FrameworkError as error:
        if {problem.code for problem in error.problems} != {"worst_unknown"}:
            raise
        return Framework("made", title, index=_leaving_out(index), bands=bands, **fields)


def _leaving_out(dimension: Dimension) -> Dimension:
    """Give a dimension in which no gap counts as worst."""
    below = [_leaving_out(member) if isinstance(member, Dimension) else member for member in dimension.members]
    return evolve(dimension, members=below, missing="leave_out" if dimension.missing == "worst" else dimension.missing)


class TestEveryFramework:
    def test_no_method_is_left_out_here(self) -> None:
        assert RULES.keys() == BUILT_IN.rules.keys()
        assert AGGREGATES.keys() == BUILT_IN.aggregates.keys()
        assert STEPS.keys() == BUILT_IN.steps.keys()

    @pytest.mark.parametrize("name", RULES)
    def test_every_rule_comes_back(self, name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
        path = tmp_path_factory.mktemp("rules") / "rule.toml"

        @given(RULES[name])
        def comes_back(rule: r.Rule | r.RelativeRule) -> None:
            framework = one(indicator(rule=rule))
            path.write_text(write_framework(framework), encoding="utf-8")
            again = read_framework(path)
            assert again == framework
            assert again.fingerprint == framework.fingerprint

        comes_back()

    @given(framework=frameworks())
    def test_whatever_the_tree(self, framework: Framework, tmp_path_factory: pytest.TempPathFactory) -> None:
        path = tmp_path_factory.getbasetemp() / "made.toml"
        written = write_framework(framework)
        path.write_text(written, encoding="utf-8")
        again = read_framework(path)
        assert again == framework
        assert again.fingerprint == framework.fingerprint
        assert write_framework(again) == written

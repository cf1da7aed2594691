"""The JSON Schema of the grammar: bundled files are valid under it, and what it refuses the reader refuses too."""

import inspect
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import attrs
import hypothesis.strategies as st
import pytest
from builders import Write
from builders import run as run_command
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from smartscore import Dimension, Indicator, Methods, Rule, discover, load_framework
from smartscore.errors import FrameworkError
from smartscore.framework_file import BUILT_IN
from smartscore.framework_file.reading import framework_of
from smartscore.framework_file.schema import FileKind, json_schema
from smartscore.framework_file.schema_methods import method_definitions
from smartscore.model.nodes import RESERVED
from smartscore.plugins.discovery import of_modules
from smartscore.rules import Linear

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "plugins").glob("*/*.toml"), *(ROOT / "docs" / "examples").glob("*/src/*/*.toml")])
DIMENSIONS = ("branding", "economy", "environment", "governance", "living", "society", "tourism")

#: A framework that uses every key once, and a rule without and with parameters.
WHOLE = """
id = "whole-1"
title = { en = "Whole", id = "Utuh" }
edition = "1"
family = "whole"
variant = "+ more"
description = "all keys"
source = "here"
note = "a note"
official = "no"
in_force = "2020-01-31..2026"
repeals = ["whole-0"]
repealed_by = "whole-2"
scale = [0, 10]
higher = "worse"
aggregate = "geometric"
missing = "leave_out"
min_coverage = 0.5
decimals = 2
rule = { linear = { worst = 0, best = 10 } }
bands = [{ from = 0, title = "low" }, { above = 5.5, title = { en = "high", id = "tinggi" } }]
levels = ["none", { en = "some", id = "ada" }]
drafts = [{ title = "the draft", columns = ["21", "Item 22"], source = "a letter" }]

[[steps]]
impute = { method = "median", by = "province", columns = ["a"] }

[defaults]
rule = "minmax"
aggregate = { power = { exponent = 2 } }
min_coverage = 1
decimals = 3

[[members]]
id = "first"
aggregate = "sum"
weight = 2
code = "F"
aliases = ["eerste"]
optional = true
members = [
  { id = "a", unit = "%", domain = "number:0..100", max_age = 2, confidence = "judgement", not_applicable = false },
  { id = "b", denominator = "people", least_denominator = 12, factor = 100, kind = "share", \
    valid_years = "2020..", overlaps = ["a"] },
]

[[members]]
id = "c"
rule = { classes = { limits = [1, 2], scores = [0, 0.5, 1] } }
basis = "b"
basis_worst = { en = "none", id = "tidak ada" }
basis_best = "all"
caution = { en = "c" }
confidence = { definition = "judgement", bounds = "verified-in-source" }
agency = "us"
taken_from = { en = "their index", id = "indeks mereka" }
published = "yes"
typical = "7"
criteria = [{ level = 1, text = "plan", evidence = "document" }, { level = 2, text = { id = "rencana" } }]

[[members]]
id = "d"
domain = "levels:1.."
rule = { mapping = { categories = { none = 0, some = 1 } } }
"""

#: What is wrong, what stood in the file, what stands there now: the schema finds it, and so does `frameworks check`.
FAULTS = {
    "an unknown key at the top": ('edition = "1"', 'editon = "1"'),
    "an unknown key of a dimension": ('code = "F"', 'cod = "F"'),
    "an unknown key of an indicator": ('unit = "%"', 'units = "%"'),
    "an unknown key of a band": ("{ from = 0, title", "{ from = 0, colour = 1, title"),
    "an unknown key of the defaults": ("[defaults]", "[defaults]\nweight = 1"),
    "an unknown key of a draft": ('source = "a letter"', 'from = "a letter"'),
    "a draft without columns": (', columns = ["21", "Item 22"]', ""),
    "columns of a draft that are no list": ('columns = ["21", "Item 22"]', 'columns = "21"'),
    "a number among the columns of a draft": ('columns = ["21", "Item 22"]', "columns = [21]"),
    "a draft that is no table": (
        'drafts = [{ title = "the draft", columns = ["21", "Item 22"], source = "a letter" }]',
        'drafts = ["x"]',
    ),
    "levels that are no list": ('levels = ["none", { en = "some", id = "ada" }]', "levels = 3"),
    "a level that is a number": ('levels = ["none",', "levels = [1,"),
    "what a value is taken from as a number": (
        'taken_from = { en = "their index", id = "indeks mereka" }',
        "taken_from = 3",
    ),
    "an unknown key of a criterion": ('evidence = "document"', 'proof = "document"'),
    "an unknown key of a confidence": ("{ definition =", "{ levels = 1, definition ="),
    "the index, which is the file": ('edition = "1"', 'index = { id = "index" }'),
    "no id of the framework": ('id = "whole-1"\n', ""),
    "no id of a dimension": ('id = "first"\n', ""),
    "no id of an indicator": ('id = "b", ', ""),
    "no members": (WHOLE[WHOLE.index("[[members]]") :], ""),
    "an empty list of members": ('members = [\n  { id = "a"', 'members = []\ncriteria = [\n  { id = "a"'),
    "members that are no list": ('members = [\n  { id = "a"', 'members = 3\nx = [\n  { id = "a"'),
    "an id with a capital letter": ('id = "c"', 'id = "C"'),
    "an id with a hyphen below the framework": ('id = "c"', 'id = "c-1"'),
    "an id that is a column of datasets": ('id = "c"', 'id = "city"'),
    "an id of a framework that begins with a digit": ('"whole-1"', '"1-whole"'),
    "an id that is a number": ('id = "c"', "id = 3"),
    "a title that is a number": ('edition = "1"', 'title_ = "1"'),
    "a text in a list": ('description = "all keys"', 'description = ["all keys"]'),
    "a text of a language that is a number": ('en = "Whole"', "en = 3"),
    "an edition that is a number": ('edition = "1"', "edition = 2021"),
    "a weight below 0": ("weight = 2", "weight = -2"),
    "a weight in quotes": ("weight = 2", 'weight = "2"'),
    "a coverage above 1": ("min_coverage = 0.5", "min_coverage = 50"),
    "decimals that are no whole number": ("decimals = 2", "decimals = 2.5"),
    "more decimals than there are": ("decimals = 2", "decimals = 13"),
    "optional in quotes": ("optional = true", 'optional = "yes"'),
    "a scale with one end": ("scale = [0, 10]", "scale = [0]"),
    "a word that is not allowed": ('higher = "worse"', 'higher = "bad"'),
    "another word that is not allowed": ('missing = "leave_out"', 'missing = "zero"'),
    "a third word that is not allowed": ('official = "no"', 'official = "maybe"'),
    "a period without dots": ('"2020-01-31..2026"', '"2020"'),
    "a period without ends": ('"2020-01-31..2026"', '".."'),
    "a period of months": ('"2020-01-31..2026"', '"2020-01..2026"'),
    "a period that is a date": ('"2020-01-31..2026"', "2020-01-31"),
    "what it repeals as a text": ('["whole-0"]', '"whole-0"'),
    "what repealed it as a list": ('repealed_by = "whole-2"', 'repealed_by = ["whole-2"]'),
    "an unknown rule": ('rule = "minmax"', 'rule = "minimax"'),
    "an unknown rule with parameters": ("{ linear =", "{ linaer ="),
    "an unknown aggregate": ('"geometric"', '"geometrical"'),
    "an unknown step": ("impute =", "input ="),
    "two rules in one table": ("{ linear = {", "{ minmax = {}, linear = {"),
    "a rule without its parameters": ("{ linear = { worst = 0, best = 10 } }", '"linear"'),
    "a rule without one of its parameters": ("worst = 0, best", "best"),
    "an unknown parameter": ("worst = 0", "worse = 0, worst = 0"),
    "a parameter in quotes": ("worst = 0", 'worst = "0"'),
    "a word that a parameter does not know": ("best = 10 }", 'best = 10, clip = "all" }'),
    "a list where a parameter is a list of numbers": ("limits = [1, 2]", 'limits = [1, "2"]'),
    "a list where a parameter is a table": ("{ none = 0, some = 1 }", "[0, 1]"),
    "a method of a step that there is not": ('"median"', '"mode"'),
    "a number where a step takes the name of a column": ('"province"', "3"),
    "a text where a step takes columns": ('["a"]', '"a"'),
    "a band without a beginning": ("{ from = 0, title", "{ title"),
    "a band with two beginnings": ("{ from = 0, title", "{ from = 0, above = 0, title"),
    "a band without a title": ('from = 0, title = "low"', "from = 0"),
    "a band that begins at a text": ("from = 0", 'from = "0"'),
    "a domain that is none": ('"number:0..100"', '"numbers:0..100"'),
    "a domain without its dots": ('"levels:1.."', '"levels:1"'),
    "years that are none": ('"2020.."', '"from 2020"'),
    "a confidence that is no word for it": ('confidence = "judgement"', 'confidence = "guess"'),
    "a confidence of the definition alone": (', bounds = "verified-in-source"', ""),
    "a confidence of the worst end alone": ('bounds = "verified', 'worst = "verified'),
    "a confidence of both ends and of one": ('bounds = "verified', 'worst = "judgement", bounds = "verified'),
    "a basis that is a number": ('basis_best = "all"', "basis_best = 3"),
    "a criterion without a level": ("level = 1, ", ""),
    "a level in quotes": ("level = 1", 'level = "1"'),
    "aliases that are no list": ('["eerste"]', '"eerste"'),
    "a default that no member takes": ("aggregate = { power = { exponent = 2 } }", 'aggregate = "gometric"'),
    "a default that is no table": ("[defaults]", 'defaults = "minmax"\n[extra]'),
}


def validator(kind: FileKind = "framework", methods: Methods | None = None) -> Draft202012Validator:
    schema = json_schema(kind, bundled() if methods is None else methods)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@cache
def bundled() -> Methods:
    return discover(bundled_only=True).methods


@pytest.fixture(scope="module")
def whole() -> Draft202012Validator:
    return validator()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_bundled_file_is_valid(path: Path) -> None:
    kind: FileKind = "dimension" if path.stem in DIMENSIONS else "framework"
    methods = with_tourism() if path.stem == "tourism" else bundled()
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    assert [error.message for error in validator(kind, methods).iter_errors(table)] == []
    other: FileKind = "framework" if kind == "dimension" else "dimension"
    assert not validator(other, methods).is_valid(table)


def with_tourism() -> Methods:
    """The methods of the example project, which is not installed where the tests run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "docs" / "examples" / "smartscore-tourism" / "src")
        import smartscore_tourism  # type: ignore[import-not-found]

        return of_modules({"tourism": smartscore_tourism}).methods


def test_a_file_with_every_key_is_valid_and_read(whole: Draft202012Validator) -> None:
    table = tomllib.loads(WHOLE)
    assert [error.message for error in whole.iter_errors(table)] == []
    assert len(framework_of(table, BUILT_IN, "whole.toml").nodes) == 6


def test_every_key_of_the_model_is_used_by_that_file() -> None:
    names = {a.name for kind in (Dimension, Indicator) for a in attrs.fields(kind)}
    assert {name for name in names if f"{name} =" not in WHOLE} == set()


@pytest.mark.parametrize("fault", FAULTS)
def test_what_the_schema_refuses_is_refused_by_the_reader(
    fault: str, whole: Draft202012Validator, write: Write
) -> None:
    before, after = FAULTS[fault]
    assert WHOLE.count(before) >= 1
    text = WHOLE.replace(before, after, 1)
    assert not whole.is_valid(tomllib.loads(text))
    checked = run_command("frameworks", "check", write(text, "whole.toml"))
    assert (checked.exit_code, checked.stdout) == (4, "")


#: What only the reader can know, as the manual lists it.
BEYOND = {
    "two nodes of one id": ('id = "b"', 'id = "a"'),
    "bands that do not rise": ("above = 5.5", "above = -1"),
    "a scale that falls": ("scale = [0, 10]", "scale = [10, 0]"),
    "bounds that are equal": ("worst = 0, best = 10", "worst = 10, best = 10"),
    "limits that do not rise": ("limits = [1, 2]", "limits = [2, 1]"),
    "a score for each class but one": ("scores = [0, 0.5, 1]", "scores = [0, 1]"),
    "a constant that is not given": ('"median"', '"constant"'),
    "a number without end": ("weight = 2", "weight = inf"),
    "an alias that is an id": ('["eerste"]', '["c"]'),
    "a domain that falls": ("number:0..100", "number:100..0"),
    "weights that are all 0": ("weight = 2", "weight = 0"),
}


@pytest.mark.parametrize("fault", BEYOND)
def test_what_only_the_reader_can_know_passes_the_schema(fault: str, whole: Draft202012Validator, write: Write) -> None:
    before, after = BEYOND[fault]
    assert WHOLE.count(before) >= 1
    text = WHOLE.replace(before, after, 1)
    if fault == "weights that are all 0":
        text = text.replace('id = "c"', 'id = "c"\nweight = 0').replace('id = "d"', 'id = "d"\nweight = 0')
    assert whole.is_valid(tomllib.loads(text))
    assert run_command("frameworks", "check", write(text, "whole.toml")).exit_code == 4


ANYTHING = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(-3, 200),
        st.floats(-2, 2),
        st.sampled_from(
            ("", "a", "city", "minmax", "linear", "sum", "impute", "number:0..1", "2020", "judgement", "x-1")
        ),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.dictionaries(st.sampled_from(("id", "rule", "members", "linear", "worst", "from", "title", "en")), inner),
    ),
    max_leaves=4,
)


def places(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """List the path of every value in a table."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, one in inner for place in places(one, (*path, key)))]


PLACES = places(tomllib.loads(WHOLE))[1:]


@given(place=st.sampled_from(PLACES), value=ANYTHING, drop=st.booleans(), key=st.sampled_from(("", "weight", "rule")))
@settings(max_examples=300, deadline=None)
def test_whatever_the_reader_takes_the_schema_takes(place: Any, value: object, drop: bool, key: str) -> None:
    """With any value of a file replaced by any other, dropped, or a key added beside it."""
    table: Any = tomllib.loads(WHOLE)
    inside = table
    for step in place[:-1]:
        inside = inside[step]
    if drop:
        del inside[place[-1]]
    else:
        inside[place[-1]] = value
    if key and isinstance(inside, dict):
        inside[key] = value
    try:
        framework_of(deepcopy(table), BUILT_IN, "changed.toml")
    except FrameworkError:
        return
    assert [error.message for error in built_in().iter_errors(table)] == []


@cache
def built_in() -> Draft202012Validator:
    return validator(methods=BUILT_IN)


class TestWhatItSays:
    def test_keys_and_their_types_come_from_the_model(self) -> None:
        defined = json_schema("framework")["$defs"]
        for name, kind in (("dimension", Dimension), ("indicator", Indicator)):
            assert list(defined[name]["properties"]) == [attribute.name for attribute in attrs.fields(kind)]
        weight = defined["indicator"]["properties"]["weight"]
        assert (weight["type"], weight["minimum"], weight["default"]) == ("number", 0, 1.0)
        assert set(defined["indicator"]["properties"]["id"]["not"]["enum"]) == RESERVED

    def test_methods_are_told_with_parameters_words_defaults_and_docstrings(self) -> None:
        rules = json_schema("framework")["$defs"]["rule_table"]["properties"]
        assert set(rules) == set(BUILT_IN.rules)
        assert rules["linear"]["description"] == inspect.cleandoc(Linear.__doc__ or "")
        assert rules["linear"]["required"] == ["best", "worst"]
        clip = {"default": "both", "enum": ["both", "worst", "best", "none"]}
        assert rules["linear"]["properties"]["clip"] == clip
        assert rules["ratio"]["properties"]["target"] == {"type": "number", "exclusiveMinimum": 0}
        assert rules["mapping"]["properties"]["categories"]["additionalProperties"] == {"type": "number"}

    def test_methods_of_plugins_are_in_it(self) -> None:
        assert "benchmark" in json_schema("framework", bundled())["$defs"]["rule_name"]["enum"]
        assert "benchmark" not in json_schema("framework")["$defs"]["rule_name"]["enum"]

    def test_keys_are_described_in_both_languages(self) -> None:
        english, indonesian = (json_schema("framework", language=language) for language in ("en", "id"))
        assert english["properties"]["scale"]["description"] == "The lowest and the highest score."
        assert indonesian["properties"]["scale"]["description"] == "Skor terendah dan tertinggi."

    def test_it_names_no_place_outside_itself(self) -> None:
        written = json.dumps(json_schema("framework", bundled()))
        assert re.findall(r"https?://[^\"]+", written) == ["https://json-schema.org/draft/2020-12/schema"]
        assert str(ROOT) not in written


@attrs.frozen
class Steep:
    """A rule of somebody else."""

    power: float = attrs.field(validator=[attrs.validators.ge(1), attrs.validators.lt(9)])
    way: str = attrs.field(default="up", validator=attrs.validators.in_(("up", "down")))
    turns: int | str = 1
    factor: float = attrs.field(default=1.0, converter=float)
    ends: tuple[float, ...] = ()
    anything: object = None

    better: Literal["higher"] = "higher"

    def __call__(self, values: Any, /) -> Any:
        return values


def by_function(low: float, names: Iterable[str] = (), table: "Mapping[str, int] | None" = None) -> Rule:
    """Give a rule."""
    return Linear(low + len([*names]) + len(table or {}), 1)


def unreadable(low: "NobodyKnows", high=3):  # type: ignore[no-untyped-def,name-defined]  # noqa: F821
    return Linear(low, high)


class TestMethodsOfOthers:
    def definition(self, method: Callable[..., Any]) -> Any:
        return method_definitions("rule", {"own": method})["rule_table"]["properties"]["own"]

    def test_validators_of_attrs_are_limits(self) -> None:
        told = self.definition(Steep)
        assert told["properties"]["power"] == {"type": "number", "minimum": 1, "exclusiveMaximum": 9}
        assert told["properties"]["way"] == {"type": "string", "enum": ["down", "up"], "default": "up"}
        assert told["properties"]["turns"] == {"anyOf": [{"type": "integer"}, {"type": "string"}], "default": 1}
        assert (told["required"], told["description"]) == (["power"], "A rule of somebody else.")

    def test_what_a_converter_takes_is_left_to_it(self) -> None:
        told = self.definition(Steep)["properties"]
        assert told["factor"] == {"default": 1.0}
        assert (told["ends"], told["anything"]) == ({"type": "array", "items": {"type": "number"}}, {})

    def test_a_function_has_the_types_of_its_annotations(self) -> None:
        told = self.definition(by_function)["properties"]
        assert told["names"] == {"type": "array", "items": {"type": "string"}}
        assert told["table"] == {"type": "object", "additionalProperties": {"type": "integer"}}

    def test_annotations_that_cannot_be_read_say_nothing(self) -> None:
        told = self.definition(unreadable)
        assert told["properties"] == {"low": {}, "high": {"default": 3}}
        assert told["required"] == ["low"]

    def test_without_a_method_that_needs_nothing_there_is_no_bare_name(self) -> None:
        made = method_definitions("rule", {"own": by_function})
        schema = {"$defs": made, "$ref": "#/$defs/rule"}
        assert [Draft202012Validator(schema).is_valid(value) for value in ("own", {"own": {"low": 1}})] == [False, True]


class TestTheCommand:
    def test_it_prints_the_schema_with_sorted_keys_the_same_each_time(self) -> None:
        first, again = (run_command("frameworks", "schema", "--no-plugins") for _ in range(2))
        assert (first.exit_code, first.stderr, first.stdout) == (0, "", again.stdout)
        told = json.loads(first.stdout)
        assert told == json_schema("framework", bundled())
        assert json.dumps(told, indent=2, sort_keys=True, ensure_ascii=False) + "\n" == first.stdout
        assert told["$id"] == "urn:smartscore:framework-file"

    def test_into_a_file_for_dimensions(self, tmp_path: Path) -> None:
        output = tmp_path / "dimension.schema.json"
        done = run_command("frameworks", "schema", "--kind", "dimension", "-o", output, "--lang", "id")
        assert (done.exit_code, done.stdout, done.stderr) == (0, "", f"{output} telah ditulis\n")
        told = json.loads(output.read_text(encoding="utf-8"))
        assert told["title"] == "Berkas dimensi smartscore"
        living = tomllib.loads((files("smartscore_living") / "living.toml").read_text(encoding="utf-8"))
        assert Draft202012Validator(told).is_valid(living)

    def test_it_is_written_over_no_file_that_is_read(self, write: Write) -> None:
        path = write("city,value\n", "other.json")
        assert run_command("frameworks", "schema", "-o", path).exit_code == 0
        assert json.loads(path.read_text())["type"] == "object"

    @pytest.mark.parametrize("line", ["#:schema ./framework.schema.json\n"])
    def test_the_line_for_editors_is_a_comment_to_the_reader(self, line: str, write: Write) -> None:
        assert run_command("frameworks", "check", write(line + WHOLE, "whole.toml")).exit_code == 0


def test_a_wrong_default_that_no_member_takes_is_told_once_with_its_place(write: Write) -> None:
    path = write(
        'id = "f"\nmembers = [{ id = "a", rule = "rank" }]\n[defaults]\naggregate = "gometric"\nmin_coverage = 2\n',
        "f.toml",
    )
    with pytest.raises(FrameworkError) as refused:
        load_framework(path)
    assert [problem.to("en").removeprefix(f"{path}, ") for problem in refused.value.problems] == [
        "defaults > aggregate: there is no aggregate 'gometric'; nearest: geometric",
        "defaults > min_coverage: 2.0 is no share from 0 to 1",
    ]

"""What is refused in a framework file: every fault at once, with its place and the nearest valid name."""

from collections.abc import Callable
from pathlib import Path

import pytest

from smartscore.errors import FrameworkError, Problem
from smartscore.framework_file import BUILT_IN, read_dimension, read_framework
from smartscore.model import Methods

MEMBER = '{ id = "a", rule = "minmax" }'
TOP = f'id = "f"\nmembers = [ {MEMBER} ]\n'


def problems(folder: Path, text: str, read: Callable[..., object] = read_framework) -> list[Problem]:
    path = folder / "faulty.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FrameworkError) as refused:
        read(path)
    assert all(problem.file == str(path) for problem in refused.value.problems)
    return list(refused.value.problems)


def said(folder: Path, text: str, language: str = "en") -> list[str]:
    """Give the sentences without the name of the file."""
    name = str(folder / "faulty.toml")
    sentences = [problem.message(language) for problem in problems(folder, text)]
    assert all(sentence.startswith(name) for sentence in sentences)
    return [sentence.removeprefix(name).removeprefix(", ").removeprefix(": ") for sentence in sentences]


def of_member(folder: Path, member: str) -> list[str]:
    return said(folder, f'id = "f"\nmembers = [ {member} ]\n')


def test_six_faults_in_a_file_are_six_problems(tmp_path: Path) -> None:
    text = """
    id = "faulty"
    [[members]]
    id = "economy"
    weigth = 2
    members = [
      { id = "income", rule = { linear = { worst = 0 } } },
      { id = "city", rule = "minmax" },
      { id = "work", rule = "linaer" },
    ]
    [[members]]
    id = "income"
    rule = "minmax"
    weight = -1
    """
    assert sorted(said(tmp_path, text)) == sorted(
        [
            "economy: the key 'weigth' is not known here; nearest: weight [unknown_key]",
            "economy > income > rule: best is missing [key_missing]",
            "economy > city > id: the id 'city' is reserved for a column of datasets [id_reserved]",
            "economy > work > rule: there is no rule 'linaer'; nearest: linear [unknown_method]",
            "income > weight: the weight -1.0 is not a finite number of 0 or more [weight_not_valid]",
            "the id 'income' stands twice [id_twice]",
        ]
    )


def test_faults_of_the_framework_and_of_its_tree_are_told_together(tmp_path: Path) -> None:
    text = """
    id = "Not An Id"
    scale = [100, 0]
    bands = [ { from = 80, title = "high" }, { from = 20, title = "low" } ]
    members = [ { id = "a", rule = "minmax", weight = 0 }, { id = "d", members = [], weight = 0 } ]
    """
    assert {problem.code for problem in problems(tmp_path, text)} == {
        "id_malformed",
        "scale_not_valid",
        "bands_not_rising",
        "weights_all_zero",
        "no_members",
    }


def test_sentences_come_in_the_readers_language(tmp_path: Path) -> None:
    english = said(tmp_path, TOP + "weigth = 2\n")
    indonesian = said(tmp_path, TOP + "weigth = 2\n", "id")
    assert english != indonesian
    assert "'weigth'" in indonesian[0]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (TOP + 'titel = "F"\n', "the key 'titel' is not known here; nearest: title [unknown_key]"),
        (TOP + 'bandes = "F"\n', "the key 'bandes' is not known here; nearest: bands [unknown_key]"),
        (TOP + 'agregate = "sum"\n', "the key 'agregate' is not known here; nearest: aggregate [unknown_key]"),
        (TOP + "[default]\ndecimals = 2\n", "the key 'default' is not known here; nearest: defaults [unknown_key]"),
        (
            TOP + "[defaults]\ndecimal = 2\n",
            "defaults: the key 'decimal' is not known here; nearest: decimals [unknown_key]",
        ),
        (
            TOP + '[defaults]\nagregate = "sum"\n',
            "defaults: the key 'agregate' is not known here; nearest: aggregate [unknown_key]",
        ),
    ],
)
def test_an_unknown_key_at_the_top_is_refused_with_the_nearest_one(tmp_path: Path, text: str, sentence: str) -> None:
    assert said(tmp_path, text) == [sentence]


@pytest.mark.parametrize(
    ("member", "sentence"),
    [
        (
            '{ id = "a", rule = "minmax", weigth = 1 }',
            "a: the key 'weigth' is not known here; nearest: weight [unknown_key]",
        ),
        (
            '{ id = "d", members = [ { id = "e", members = [ { id = "a", rule = "minmax", uint = "x" } ] } ] }',
            "d > e > a: the key 'uint' is not known here; nearest: unit [unknown_key]",
        ),
        (
            '{ id = "d", memebrs = 1, members = [ { id = "a", rule = "minmax" } ] }',
            "d: the key 'memebrs' is not known here; nearest: members [unknown_key]",
        ),
        (
            '{ id = "a", rule = { linear = { wrost = 1, worst = 0, best = 2 } } }',
            "a > rule: the key 'wrost' is not known here; nearest: worst [unknown_key]",
        ),
        (
            '{ id = "a", rule = { minmax = { beste = "low" } } }',
            "a > rule: the key 'beste' is not known here; nearest: best [unknown_key]",
        ),
        (
            '{ id = "a", rule = "rank", criteria = [ { level = 1, text = "x", evidnce = "y" } ] }',
            "a > criteria > 1: the key 'evidnce' is not known here; nearest: evidence [unknown_key]",
        ),
        (
            '{ id = "a", rule = "minmax", confidence = { definition = "judgement", bounds = "judgement", bound = 1 } }',
            "a > confidence: the key 'bound' is not known here; nearest: bounds [unknown_key]",
        ),
    ],
)
def test_an_unknown_key_deeper_down_is_refused_with_the_path_of_ids(tmp_path: Path, member: str, sentence: str) -> None:
    assert of_member(tmp_path, member) == [sentence]


def test_the_index_which_a_framework_has_and_a_file_does_not_say_is_an_unknown_key(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, f"index = {{}}\n{TOP}")
    assert (problem.code, problem.fields["found"]) == ("unknown_key", "index")


def test_a_key_of_dimensions_is_not_known_in_an_indicator(tmp_path: Path) -> None:
    (sentence,) = of_member(tmp_path, '{ id = "a", rule = "minmax", min_coverage = 1 }')
    assert sentence.startswith("a: the key 'min_coverage' is not known here")


def test_a_misspelt_list_of_members_is_offered_the_right_word(tmp_path: Path) -> None:
    found = of_member(tmp_path, '{ id = "d", member = [ { id = "a", rule = "minmax" } ] }')
    assert "d: the key 'member' is not known here; nearest: members [unknown_key]" in found


@pytest.mark.parametrize(
    ("member", "where", "expected"),
    [
        ("7", "1", "found 7, expected a table [wrong_type]"),
        ('{ id = 3, rule = "minmax" }', "3 > id", "found 3, expected text in quotes [wrong_type]"),
        (
            '{ id = "a", rule = "minmax", title = 3 }',
            "a > title",
            "found 3, expected text, or a text for each language [wrong_type]",
        ),
        (
            '{ id = "a", rule = "minmax", title = { en = 3 } }',
            "a > title",
            "found {'en': 3}, expected text, or a text for each language [wrong_type]",
        ),
        ('{ id = "a", rule = "minmax", weight = "2" }', "a > weight", "found '2', expected a number [wrong_type]"),
        ('{ id = "a", rule = "minmax", weight = true }', "a > weight", "found True, expected a number [wrong_type]"),
        (
            '{ id = "a", rule = "minmax", decimals = 1.5 }',
            "a > decimals",
            "found 1.5, expected a whole number [wrong_type]",
        ),
        (
            '{ id = "a", rule = "minmax", decimals = true }',
            "a > decimals",
            "found True, expected a whole number [wrong_type]",
        ),
        ('{ id = "a", rule = "minmax", optional = 1 }', "a > optional", "found 1, expected true or false [wrong_type]"),
        ('{ id = "a", rule = "minmax", code = 12 }', "a > code", "found 12, expected text in quotes [wrong_type]"),
        ('{ id = "a", rule = "minmax", max_age = "3" }', "a > max_age", "found '3', expected a number [wrong_type]"),
        ('{ id = "a", rule = "minmax", domain = 5 }', "a > domain", "found 5, expected text in quotes [wrong_type]"),
        (
            '{ id = "a", rule = "minmax", valid_years = 2024 }',
            "a > valid_years",
            "found 2024, expected text in quotes [wrong_type]",
        ),
        ('{ id = "a", rule = "minmax", confidence = 1 }', "a > confidence", "found 1, expected a table [wrong_type]"),
        (
            '{ id = "a", rule = "minmax", aliases = [1] }',
            "a > aliases > 1",
            "found 1, expected text in quotes [wrong_type]",
        ),
        (
            '{ id = "a", rule = "minmax", criteria = ["a plan"] }',
            "a > criteria > 1",
            "found 'a plan', expected a table [wrong_type]",
        ),
        ('{ id = "a", rule = 3 }', "a > rule", 'found 3, expected "name" or { name = { ... } } [wrong_type]'),
        ('{ id = "a", rule = {} }', "a > rule", 'found {}, expected "name" or { name = { ... } } [wrong_type]'),
        (
            '{ id = "a", rule = { rank = {}, minmax = {} } }',
            "a > rule",
            "found {'rank': {}, 'minmax': {}}, expected \"name\" or { name = { ... } } [wrong_type]",
        ),
        ('{ id = "a", rule = { rank = 3 } }', "a > rule", "found 3, expected a table [wrong_type]"),
        (
            '{ id = "a", rule = { linear = { worst = "0", best = 1 } } }',
            "a > rule",
            "worst is '0', not a finite number [parameter_not_number]",
        ),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_and_not_converted(
    tmp_path: Path, member: str, where: str, expected: str
) -> None:
    assert of_member(tmp_path, member) == [f"{where}: {expected}"]


@pytest.mark.parametrize("value", ['"x"', "3", "{ x = 1 }"])
@pytest.mark.parametrize("key", ["aliases", "overlaps", "criteria"])
def test_what_must_be_a_list_of_an_indicator_is_not_taken_for_one(tmp_path: Path, key: str, value: str) -> None:
    (problem,) = problems(tmp_path, f'id = "f"\nmembers = [ {{ id = "a", rule = "minmax", {key} = {value} }} ]\n')
    assert (problem.code, problem.column) == ("wrong_type", f"a > {key}")


@pytest.mark.parametrize("value", ['"impute"', "3", "{ x = 1 }"])
@pytest.mark.parametrize("key", ["steps", "bands", "scale"])
def test_what_must_be_a_list_of_a_framework_is_not_taken_for_one(tmp_path: Path, key: str, value: str) -> None:
    (problem,) = problems(tmp_path, TOP + f"{key} = {value}\n")
    assert (problem.code, problem.column) == ("wrong_type", key)


def test_a_number_is_no_list_of_the_columns_of_a_step(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, TOP + 'steps = [{ impute = { method = "median", columns = 3 } }]\n')
    assert (problem.column, problem.sentence("en")) == ("steps > 1", "found 3, expected a list")


@pytest.mark.parametrize("value", ['"abc"', "3", "{ x = 1 }"])
def test_members_must_be_a_list(tmp_path: Path, value: str) -> None:
    assert [problem.code for problem in problems(tmp_path, f'id = "f"\nmembers = {value}\n')] == ["wrong_type"]
    nested = f'id = "f"\nmembers = [ {{ id = "d", members = {value} }} ]\n'
    ((code, column),) = [(problem.code, problem.column) for problem in problems(tmp_path, nested)]
    assert code == "wrong_type"
    assert column is not None
    assert column.startswith("d")


def test_the_columns_of_a_step_must_be_a_list(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, TOP + '[[steps]]\nimpute = { method = "median", columns = "a" }\n')
    assert problem.column == "steps > 1"


@pytest.mark.parametrize("value", ["3", '"sum"', "[]"])
@pytest.mark.parametrize("read", [read_framework, read_dimension])
def test_defaults_must_be_a_table(tmp_path: Path, read: Callable[..., object], value: str) -> None:
    (problem,) = problems(tmp_path, f"defaults = {value}\n" + TOP, read)
    assert (problem.code, problem.column) == ("wrong_type", "defaults")


@pytest.mark.parametrize(
    ("scale", "code"),
    [
        *((scale, "scale_not_valid") for scale in ("[100, 0]", "[0, inf]", "[0]", "[0, 50, 100]")),
        ('["low", 1]', "wrong_type"),
    ],
)
def test_a_scale_is_two_rising_numbers(tmp_path: Path, scale: str, code: str) -> None:
    assert [problem.code for problem in problems(tmp_path, TOP + f"scale = {scale}\n")] == [code]


@pytest.mark.parametrize("scale", ["[0]", "[0, 50, 100]", "[]"])
def test_a_scale_of_another_length_is_refused_where_it_stands(tmp_path: Path, scale: str) -> None:
    (problem,) = problems(tmp_path, TOP + f"scale = {scale}\n")
    assert problem.column in (None, "scale")
    assert "scale" in problem.message()


@pytest.mark.parametrize(
    ("given", "where", "expected"),
    [
        ("decimals = 13", "decimals", "decimals is 13; it must be 0 to 12 [decimals_not_valid]"),
        ("weight = nan", "weight", "the weight nan is not a finite number of 0 or more [weight_not_valid]"),
        ('domain = "0..5"', "domain", "the domain '0..5' is not like number:0..100 or levels:0..5 [domain_malformed]"),
        ('valid_years = "x"', "valid_years", "the years 'x' are not like 2022..2024, 2025.. or 2024 [years_malformed]"),
        (
            'confidence = "sure"',
            "confidence",
            "definition is 'sure'; allowed: verified-in-source, general-knowledge, judgement [parameter_not_allowed]",
        ),
        (
            'confidence = { definition = "judgement", bounds = "sure" }',
            "confidence",
            "bounds is 'sure'; allowed: verified-in-source, general-knowledge, judgement [parameter_not_allowed]",
        ),
        (
            'confidence = { definition = "judgement", worst = "judgement", best = 1 }',
            "confidence",
            "best is 1; allowed: verified-in-source, general-knowledge, judgement [parameter_not_allowed]",
        ),
        (
            'confidence = { definition = "judgement", bounds = "judgement", best = "judgement", worst = "judgement" }',
            "confidence",
            "confidence has either bounds, for both ends, or worst and best [confidence_bounds_twice]",
        ),
        ("basis_worst = 3", "basis_worst", "found 3, expected text, or a text for each language [wrong_type]"),
    ],
)
def test_a_value_that_is_not_valid_is_refused_where_it_stands(
    tmp_path: Path, given: str, where: str, expected: str
) -> None:
    assert of_member(tmp_path, f'{{ id = "a", rule = "minmax", {given} }}') == [f"a > {where}: {expected}"]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("{ linear = { worst = 1, best = 1 } }", "worst and best are both 1 [bounds_equal]"),
        ('{ minmax = { best = "up" } }', "best is 'up'; allowed: high, low [parameter_not_allowed]"),
        ("{ log = { worst = 0, best = 1 } }", "worst is 0; it must be above 0 [bound_not_positive]"),
    ],
)
def test_parameters_of_a_rule_that_are_not_valid_are_refused(tmp_path: Path, rule: str, expected: str) -> None:
    assert of_member(tmp_path, f'{{ id = "a", rule = {rule} }}') == [f"a > rule: {expected}"]


def test_an_id_and_a_share_that_are_not_valid_are_refused(tmp_path: Path) -> None:
    (sentence,) = of_member(tmp_path, '{ id = "A", rule = "minmax" }')
    assert sentence.startswith("A > id: 'A' is no id: small letters")
    (sentence,) = of_member(tmp_path, f'{{ id = "d", min_coverage = 2, members = [ {MEMBER} ] }}')
    assert sentence == "d > min_coverage: 2.0 is no share from 0 to 1 [share_not_valid]"


def test_several_faults_of_one_member_are_all_told(tmp_path: Path) -> None:
    member = '{ id = "B", weight = -1, decimals = 99, rule = "rnk", foo = 1, domain = "x", title = 5 }'
    assert len(of_member(tmp_path, member)) == 7


@pytest.mark.parametrize(
    ("text", "where", "allowed"),
    [
        (
            TOP + 'missing = "zero"\n',
            "missing",
            "missing is 'zero'; allowed: leave_out, worst, pool [parameter_not_allowed]",
        ),
        (TOP + 'higher = "bad"\n', "higher", "higher is 'bad'; allowed: better, worse [parameter_not_allowed]"),
        (
            f'id = "f"\nmembers = [ {{ id = "d", missing = "zero", members = [ {MEMBER} ] }} ]\n',
            "d > missing",
            "missing is 'zero'; allowed: leave_out, worst, pool [parameter_not_allowed]",
        ),
    ],
)
def test_a_word_that_is_not_allowed_is_refused_with_those_that_are(
    tmp_path: Path, text: str, where: str, allowed: str
) -> None:
    assert said(tmp_path, text) == [f"{where}: {allowed}"]


@pytest.mark.parametrize(
    ("member", "missing"),
    [
        ('{ rule = "minmax" }', ["id"]),
        ('{ id = "a" }', ["rule"]),
        ('{ title = "A" }', ["id", "rule"]),
        ('{ id = "a", rule = "linear" }', ["best", "worst"]),
        ('{ id = "a", rule = { target = { value = 5 } } }', ["tolerance"]),
        ('{ id = "a", rule = "minmax", confidence = { definition = "judgement" } }', ["bounds"]),
        (
            '{ id = "a", rule = "minmax", confidence = { definition = "judgement", worst = "judgement" } }',
            ["best"],
        ),
        ('{ id = "a", rule = "minmax", confidence = { best = "judgement" } }', ["definition", "worst"]),
        ('{ id = "a", rule = "minmax", criteria = [ { level = 1 } ] }', ["text"]),
    ],
)
def test_a_key_that_is_missing_is_named(tmp_path: Path, member: str, missing: list[str]) -> None:
    found = problems(tmp_path, f'id = "f"\nmembers = [ {member} ]\n')
    assert [(problem.code, problem.fields["found"]) for problem in found] == [("key_missing", key) for key in missing]
    place = "a" if 'id = "a"' in member else "1"
    assert all(str(problem.column).split(" > ")[0] == place for problem in found)


def test_an_empty_file_lacks_its_id_and_its_members(tmp_path: Path) -> None:
    for read in (read_framework, read_dimension):
        found = problems(tmp_path, "", read)
        assert [(problem.code, problem.fields["found"]) for problem in found] == [
            ("key_missing", "id"),
            ("key_missing", "members"),
        ]


@pytest.mark.parametrize(
    ("bands", "where", "sentence"),
    [
        ("{ from = 0 }", "bands > 1", "title is missing [key_missing]"),
        ('{ title = "low" }', "bands > 1", "a band has either from or above [band_needs_one_start]"),
        (
            '{ from = 0, above = 0, title = "low" }',
            "bands > 1",
            "a band has either from or above [band_needs_one_start]",
        ),
        ('{ from = "0", title = "low" }', "bands > 1", "found '0', expected a number [wrong_type]"),
        ('{ above = true, title = "low" }', "bands > 1", "found True, expected a number [wrong_type]"),
        ('{ from = 0, title = "low" }, 3', "bands > 2", "found 3, expected a table [wrong_type]"),
        ('{ form = 0, title = "low" }', "bands > 1", "the key 'form' is not known here; nearest: from [unknown_key]"),
        ("{ from = 0, title = 5 }", "bands > 1", "found 5, expected text, or a text for each language [wrong_type]"),
    ],
)
def test_a_band_has_a_title_and_one_start(tmp_path: Path, bands: str, where: str, sentence: str) -> None:
    assert said(tmp_path, TOP + f"bands = [ {bands} ]\n") == [f"{where}: {sentence}"]


def test_a_band_that_starts_nowhere_is_refused(tmp_path: Path) -> None:
    for bands in ('{ from = nan, title = "high" }', '{ from = 0, title = "low" }, { above = nan, title = "high" }'):
        assert any("nan" in problem.message() for problem in problems(tmp_path, TOP + f"bands = [ {bands} ]\n"))


def test_bands_must_rise(tmp_path: Path) -> None:
    falling = 'bands = [ { from = 5, title = "high" }, { from = 1, title = "low" } ]\n'
    assert said(tmp_path, TOP + falling) == ["the bands must rise: 5, 1 [bands_not_rising]"]


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ('imput = { method = "median" }', "there is no step 'imput'; nearest: impute"),
        ("impute = {}", "method is missing"),
        ('impute = { method = "mode" }', "method is 'mode'; allowed: median, mean, constant"),
        ('impute = { method = "constant" }', "impute takes a value with the method constant, and only with it"),
        ('impute = { method = "median", grup = "state" }', "the key 'grup' is not known here"),
        (
            'impute = { method = "median", fitted = {} }',
            "the key 'fitted' is not known here",
        ),
    ],
)
def test_a_step_is_checked_like_a_rule(tmp_path: Path, step: str, sentence: str) -> None:
    found = said(tmp_path, TOP + f"[[steps]]\n{step}\n")
    assert len(found) == 1
    assert found[0].startswith("steps > 1: ")
    assert sentence in found[0]


def test_an_unknown_aggregate_is_offered_the_nearest_name(tmp_path: Path) -> None:
    assert said(tmp_path, TOP + 'aggregate = "geometrc"\n') == [
        "aggregate: there is no aggregate 'geometrc'; nearest: geometric [unknown_method]"
    ]


def test_a_wrong_default_is_told_where_it_is_used(tmp_path: Path) -> None:
    found = said(tmp_path, 'id = "f"\nmembers = [ { id = "a" } ]\n[defaults]\nrule = "minmx"\n')
    assert len(found) == 1
    assert found[0].endswith("there is no rule 'minmx'; nearest: minmax [unknown_method]")


def test_faults_of_the_tree_are_told_with_the_file(tmp_path: Path) -> None:
    text = 'id = "f"\nmembers = [ { id = "a", rule = "minmax", weight = 0 }, { id = "d", weight = 0, members = [] } ]\n'
    assert sorted(said(tmp_path, text)) == [
        "all members of index have the weight 0 [weights_all_zero]",
        "d has no members [no_members]",
    ]


def test_a_file_of_a_dimension_is_checked_as_strictly(tmp_path: Path) -> None:
    text = """
    id = "tourism"
    members = [
      { id = "a", rule = "minmax" }, { id = "a", rule = "rank" },
      { id = "d", members = [ { id = "b", rule = "minmax", weight = 0 } ] }, { id = "e", members = [] }
    ]
    """
    assert {problem.code for problem in problems(tmp_path, text, read_dimension)} == {
        "id_twice",
        "weights_all_zero",
        "no_members",
    }
    text = 'id = "tourism"\nscale = [0, 1]\nmembers = [ { id = "a", rule = "minmx" } ]\n'
    found = {problem.code for problem in problems(tmp_path, text, read_dimension)}
    assert found == {"unknown_key", "unknown_method"}


def test_a_file_that_is_not_toml_is_refused_with_the_line(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, 'id = "f"\nmembers = [\n  { id = a }\n]\n')
    assert problem.code == "not_toml"
    assert "line 3" in problem.message()


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    latin = tmp_path / "latin.toml"
    latin.write_bytes('title = "très"'.encode("latin-1"))
    for path, code in {
        tmp_path / "absent.toml": "file_unreadable",
        tmp_path: "file_unreadable",
        latin: "toml_not_utf8",
    }.items():
        for read in (read_framework, read_dimension):
            with pytest.raises(FrameworkError) as refused:
                read(path)
            (problem,) = refused.value.problems
            assert (problem.code, problem.file) == (code, str(path))


def broken(value: float) -> object:
    """Make a rule of a plugin, or fail."""
    raise ValueError(f"{value} is no good")


def test_a_constructor_of_a_plugin_that_refuses_is_told_with_its_place(tmp_path: Path) -> None:
    methods = BUILT_IN.joined(Methods(rules={"broken": broken}))  # type: ignore[dict-item]  # it gives no rule
    text = 'id = "f"\nmembers = [ { id = "a", rule = { broken = { value = 7 } } } ]\n'
    (problem,) = problems(tmp_path, text, lambda path: read_framework(path, methods))
    assert problem.column == "a > rule"
    assert "7 is no good" in problem.message()

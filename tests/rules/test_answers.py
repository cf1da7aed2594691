"""Nobody but the rules themselves, and the fast path of the kernel, asks of what class a rule is."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import smartscore
from smartscore import Domain
from smartscore.rules import (
    Categories,
    Classes,
    Entropy,
    Levels,
    Linear,
    Log,
    MinMax,
    Power,
    Ratio,
    RelativeRule,
    Rule,
    Score,
    Target,
    Unscored,
    ZScore,
    answers,
)

SOURCE = Path(smartscore.__file__).parent
PLACES = [path for path in SOURCE.rglob("*.py") if path.parent.name != "rules" and path.name != "kernel.py"]


def rules_in(tree: ast.Module) -> set[str]:
    """Give the names under which a module has something of `smartscore.rules`."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    found = [node.names for node in imports if (node.module or "").startswith("smartscore.rules")]
    return {alias.asname or alias.name for names in found for alias in names}


def asked_for_a_class(path: Path) -> Iterator[str]:
    """Give the calls that ask whether something is of a class of rules, or look into a rule by the name of a part."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    rules = rules_in(tree)
    for call in [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]:
        name = ast.unparse(call.func)
        if name in ("isinstance", "issubclass"):
            classes = {part.id for part in ast.walk(call.args[1]) if isinstance(part, ast.Name)}
            if classes & rules:
                yield f"{path.name}: {ast.unparse(call)}"
        if name in ("getattr", "hasattr") and ast.unparse(call.args[0]).split(".")[-1] == "rule":
            yield f"{path.name}: {ast.unparse(call)}"


def test_nobody_asks_a_rule_for_its_class() -> None:
    assert len(PLACES) > 100
    assert [found for path in PLACES for found in asked_for_a_class(path)] == [
        "rules.py: getattr(rule, 'better', None)",  # which a rule must have, so that its lack is told
    ]


def test_such_a_question_would_be_found(tmp_path: Path) -> None:
    path = tmp_path / "asking.py"
    path.write_text("from smartscore.rules import Levels\nisinstance(node.rule, Levels)\nhasattr(node.rule, 'words')\n")
    assert len(list(asked_for_a_class(path))) == 2


@pytest.mark.parametrize(("rule", "expected"), [
    (Linear(5, 1), (5, 1)), (Log(1, 9), (1, 9)), (Power(9, 1), (9, 1)), (Ratio(90), (None, 90)),
    (Levels(0, 5), (None, None)), (Target(7, 2), (None, None)), (MinMax(), (None, None)), (None, (None, None)),
])  # fmt: skip
def test_bounds_are_what_scores_0_and_1(
    rule: Rule | RelativeRule | None, expected: tuple[float | None, float | None]
) -> None:
    assert answers.bounds(rule) == expected


@pytest.mark.parametrize(("rule", "normalised", "expected"), [
    (Linear(0, 10), 0.5, 5), (Entropy(2), 0.0, 0), (Classes([3, 6], [0, 0.5, 1]), 0.6, 6),
    (Categories({"bad": 0, "good": 1}), 0.5, 1), (Target(7, 2), 1, 7), (Target(7, 2), 0.5, None), (Unscored(), 1, None),
])  # fmt: skip
def test_a_raw_value_is_asked_for_by_its_score(rule: Rule, normalised: float, expected: float | None) -> None:
    assert answers.raw(rule, normalised) == expected


def test_levels_and_scores_say_what_is_possible() -> None:
    assert answers.possible(Levels(1, 5)) == Domain(1, 5, whole=True)
    assert answers.possible(Score(1, 5)) == Domain(1, 5)
    assert answers.possible(Linear(1, 5)) is None


def test_scores_that_are_not_held_between_0_and_1_say_so() -> None:
    assert answers.is_held(Linear(0, 1))
    assert answers.is_held(MinMax())
    assert [answers.is_held(rule) for rule in (Linear(0, 1, clip="best"), ZScore())] == [False, False]


def test_words_are_those_of_categories_from_the_worst_up() -> None:
    assert answers.words(Categories({"good": 1, "bad": 0})) == ("bad", "good")
    assert answers.words(Classes([1], [0, 1])) == ()

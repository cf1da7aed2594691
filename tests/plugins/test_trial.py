"""What is tried of each plugin, so that the list of plugins says all that is wrong with it."""

from collections.abc import Callable
from types import ModuleType

from smartscore import (
    Dimension,
    Framework,
    FrameworkSource,
    Indicator,
    Methods,
    Report,
    UsageError,
    hookimpl,
)
from smartscore.plugins import of_modules
from smartscore.plugins.trial import tried
from smartscore.rules import Linear


def plugin(**hooks: Callable[..., object]) -> ModuleType:
    module = ModuleType("plugin")
    for name, function in hooks.items():
        setattr(module, f"smartscore_{name}", hookimpl(function))
    return module


def codes(**modules: ModuleType) -> dict[str, list[str]]:
    """Give the codes of what is wrong with each plugin, in the order in which they are told."""
    found = tried(of_modules(modules))
    return {one.name: [problem.code for problem in one.error.problems] if one.error else [] for one in found}


def source(name: str, load: Callable[[], Framework]) -> FrameworkSource:
    return FrameworkSource(name, name, load)


def fine() -> Framework:
    return Framework("fine", index=Dimension("index", members=[Indicator("a", rule=Linear(0, 1))]))


def fails(*_arguments: object) -> str:
    raise OSError("no such table")


def bare(values: object) -> object:
    return values


def test_everything_that_is_wrong_with_one_is_told() -> None:
    odd = plugin(
        frameworks=lambda: [source("fine", fine), source("gone", fails), source("none", lambda: None)],  # type: ignore[arg-type, return-value]
        reports=lambda: [Report("names", ".names", fails), Report("Titles", ".titles", fails)],
        methods=lambda: Methods(rules={"bare": bare, "asks": lambda k: Linear(0, k), "made": Linear(0, 1)}),  # type: ignore[dict-item, return-value]
    )
    assert codes(odd=odd)["odd"] == [
        *("rule_without_better", "plugin_failed", "plugin_gave_another_type", "supply_misnamed", "plugin_failed"),
    ]


def test_what_two_supply_is_wrong_with_both() -> None:
    given = {name: plugin(frameworks=lambda: [source("fine", fine)]) for name in ("one", "two")}
    assert codes(**given) == {"one": ["supplied_twice"], "two": ["supplied_twice"]}


def test_a_report_is_given_a_ranking_with_what_it_was_made_of() -> None:
    seen: list[str] = []

    def render(document: object, _style: object) -> str:
        names = document.source.assessments[0].ranking()["name"]  # type: ignore[attr-defined]
        seen.extend(names)
        return ""

    assert codes(names=plugin(reports=lambda: [Report("names", ".names", render)]))["names"] == []
    assert seen == ["Alun", "Bukit"]


def test_the_cause_of_each_is_kept() -> None:
    (found,) = tried(of_modules({"odd": plugin(dimensions=fails)}))
    assert found.error is not None
    assert isinstance(found.error.__cause__, OSError)


def test_a_report_may_ask_for_more_than_it_is_given() -> None:
    def render(_document: object, _style: object) -> str:
        raise UsageError("a map is needed: --map FILE")

    assert codes(names=plugin(reports=lambda: [Report("names", ".names", render)]))["names"] == []

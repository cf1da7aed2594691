"""Trying plugins: every hook called, everything built that they supply, and all that is wrong with each."""

from collections.abc import Iterator
from contextlib import suppress
from typing import cast

from attrs import evolve
from pandas import DataFrame, Index

from smartscore.engine import assess
from smartscore.errors import FrameworkError, PluginError, Problem, UsageError
from smartscore.framework_file.making import Kind, make
from smartscore.hookspecs import FrameworkSource, GazetteerSource
from smartscore.model import Dimension, Framework, Indicator, Methods
from smartscore.plugins.calling import together
from smartscore.plugins.registry import Plugin, Plugins
from smartscore.plugins.supplies import GIVEN
from smartscore.reports import Document, Report, Result, Style
from smartscore.reports.subjects import ranking
from smartscore.rules import Linear


def tried(plugins: Plugins) -> tuple[Plugin, ...]:
    """Give the plugins, each with all that is wrong with what it supplies as its error.

    Frameworks are built, gazetteers read, methods made that need no parameters, and each report writes a small ranking;
    where two plugins supply one thing, that is wrong with both.
    """
    wrong: dict[str, dict[str, PluginError]] = {}
    for error in [*(plugin.error for plugin in plugins.found if plugin.error), *_errors(plugins)]:
        for problem in error.problems:
            alone = PluginError(problem)
            alone.__cause__ = error.__cause__
            for name in plugins_of(problem):
                wrong.setdefault(name, {}).setdefault(problem.message(), alone)
    return tuple(evolve(plugin, error=together([*wrong.get(plugin.name, {}).values()])) for plugin in plugins.found)


def plugins_of(problem: Problem) -> list[str]:
    """Give the names of the plugins that a problem is about."""
    return [str(problem.fields[name]) for name in ("plugin", "first", "second") if name in problem.fields]


def _errors(plugins: Plugins) -> Iterator[PluginError]:
    methods, errors = plugins.offered_methods()
    yield from errors
    yield from _errors_of_methods(methods)
    for hook in sorted(GIVEN.keys() - {"smartscore_methods"}):
        supplies = plugins.supplies(hook)
        yield from supplies.errors
        for supply in supplies.values.values():
            try:
                with suppress(UsageError):  # by which a report asks for more than a small ranking has
                    _use(supply)
            except PluginError as error:
                yield error


def _use(supply: Dimension | FrameworkSource | GazetteerSource | Report) -> None:
    """Have what a plugin supplies do what it is for."""
    if isinstance(supply, FrameworkSource | GazetteerSource):
        supply.load()
    elif isinstance(supply, Report):
        supply.render(_small_ranking(), Style())


def _small_ranking() -> Document:
    indicators = [Indicator("income", rule=Linear(0, 10)), Indicator("health", rule=Linear(0, 10))]
    framework = Framework("trial", index=Dimension("index", members=indicators))
    cities = DataFrame({"income": [4.0, 6.0], "health": [8.0, None]}, index=Index(["Alun", "Bukit"], name="city"))
    return ranking.document(Result(assessments=[assess(cities, framework)]))


def _errors_of_methods(methods: Methods) -> Iterator[PluginError]:
    """Make each method of a plugin that needs no parameters."""
    for (kind, name), plugin in methods.suppliers.items():
        try:
            make(methods, cast("Kind", kind), name, {})
        except FrameworkError as error:
            wrong = [problem for problem in error.problems if problem.code != "key_missing"]
            if wrong:
                told = PluginError(evolve(problem, fields={**problem.fields, "plugin": plugin}) for problem in wrong)
                told.__cause__ = error.__cause__
                yield told

"""Everything that a plugin gives, with the check of each thing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, get_args

from attrs import field, frozen

from smartscore.errors import FrameworkError
from smartscore.framework_file import BUILT_IN
from smartscore.framework_file.making import Kind, make, needed_of, parameters_of
from smartscore.model import Dimension, Framework, Methods, Node, Step
from smartscore.plugins import Plugins, discover
from smartscore.reports.subjects.catalogue import called
from smartscore.suppliers import is_built_in
from smartscore.testing.aggregates import check_aggregate
from smartscore.testing.frameworks import as_index, faults_of_framework
from smartscore.testing.gazetteers import check_gazetteer
from smartscore.testing.reports import check_report
from smartscore.testing.rules import check_rule, laid_around
from smartscore.testing.search import ANY_FAILURE
from smartscore.testing.steps import check_step, made_up

Check = Callable[[], Any]


@frozen
class Task:
    """One thing to check: its kind and name, and what checks it; None for what cannot be tried by itself."""

    kind: str
    name: str
    check: Check | None


@frozen(eq=False)
class _Given:
    """What a plugin gives, and the methods of its own that its dimensions and frameworks use, by kind."""

    plugins: Plugins
    used: list[tuple[str, Any]] = field(factory=list)

    def supplied(self, hook: str) -> Any:
        return getattr(self.plugins, hook.removeprefix("smartscore_"))

    def known(self, hook: str) -> Mapping[str, Any]:
        """Give what a hook supplies by id, nothing where the hook fails, of which its own task tells."""
        try:
            return dict(self.supplied(hook))
        except ANY_FAILURE:
            return {}

    def smartscore_dimensions(self) -> Iterator[Task]:
        for name, dimension in self.known("smartscore_dimensions").items():
            yield from self._of_framework("dimension", name, partial(_alone_in_framework, dimension))

    def smartscore_frameworks(self) -> Iterator[Task]:
        for name, source in self.known("smartscore_frameworks").items():
            yield from self._of_framework("framework", name, source.load)

    def smartscore_gazetteers(self) -> Iterator[Task]:
        for name, source in self.known("smartscore_gazetteers").items():
            yield Task("gazetteer", name, lambda load=source.load: check_gazetteer(load()))  # type: ignore[misc]

    def smartscore_reports(self) -> Iterator[Task]:
        for name, report in self.known("smartscore_reports").items():
            yield Task("report", name, partial(check_report, report))

    def smartscore_methods(self) -> Iterator[Task]:
        """Give the methods that nothing of the plugin uses: those that need no parameters can be tried."""
        try:
            methods = self.supplied("smartscore_methods")
        except ANY_FAILURE:
            return
        for kind in get_args(Kind):
            built_in = getattr(BUILT_IN, f"{kind}s")
            for name, method in getattr(methods, f"{kind}s").items():
                if name not in built_in and not any(_is_made_by(method, used) for of, used in self.used if of == kind):
                    yield _alone(methods, kind, name)

    def _of_framework(self, kind: str, name: str, load: Callable[[], Framework]) -> Iterator[Task]:
        """Give a framework, and the methods of plugins that it uses, each once; one that fails to load tells so."""
        yield Task(kind, name, lambda: _check_framework(load()))
        try:
            framework = load()
            nodes = list(framework.walk())
        except ANY_FAILURE:
            return
        for node in nodes:
            if node.rule is not None and not is_built_in(node.rule):
                yield from self._once("rule", node.rule, _check_of_rule(node, framework), node.id)
            if isinstance(node, Dimension) and not is_built_in(node.aggregate):
                check = partial(check_aggregate, node.aggregate, scale=framework.scale)
                yield from self._once("aggregate", node.aggregate, check, node.id)
        indicators = [indicator.id for indicator in framework.indicators]
        for step in framework.steps:
            if not is_built_in(step):
                yield from self._once("step", step, partial(_check_step, step, indicators), framework.id)

    def _once(self, kind: str, method: Any, check: Check, place: str) -> Iterator[Task]:
        name = called(method)
        if not any(of == kind and called(used) == name for of, used in self.used):
            self.used.append((kind, method))
            yield Task(kind, f"{name} ({place})", check)


def tasks(name: str) -> Iterator[Task]:
    """Give what a plugin gives, one after the other: each is to be checked before the next is asked for."""
    plugins = discover(only=[name])
    yield Task("plugin", name, plugins.require_whole)
    given = _Given(plugins)
    for hook in plugins.found[0].hooks if not plugins.found[0].error else ():
        yield Task("hook", hook, partial(given.supplied, hook))
        yield from getattr(given, hook)()


def _alone_in_framework(dimension: Dimension) -> Framework:
    return Framework("checked", index=as_index(dimension))


def _check_framework(framework: Framework) -> None:
    """Check a framework but for the methods of plugins, which are checked by themselves."""
    if problems := faults_of_framework(framework):
        raise FrameworkError(problems)


def _check_step(step: Step, indicators: Sequence[str]) -> None:
    check_step(step, made_up(step, indicators))


def _check_of_rule(node: Node, framework: Framework) -> Check:
    rule = node.rule
    assert rule is not None  # noqa: S101  # those that ask have looked
    return lambda: check_rule(rule, laid_around(rule, node, framework.scale))


def _is_made_by(constructor: object, method: object) -> bool:
    """Tell whether a method was made by a constructor: is of that class, or a function from within that function."""
    name = f"{getattr(constructor, '__qualname__', '')}.<locals>."
    return type(method) is constructor or method is constructor or getattr(method, "__qualname__", "").startswith(name)


def _alone(methods: Methods, kind: Kind, name: str) -> Task:
    """Give the task for a method by itself: what stands for itself or needs no parameters can be tried."""
    checks: Mapping[Kind, Callable[[Any], None]] = {
        "rule": check_rule,
        "aggregate": check_aggregate,
        "step": check_step,
    }
    if _needs_parameters(methods, kind, name):
        return Task(kind, name, None)
    return Task(kind, name, lambda: checks[kind](make(methods, kind, name, {})))


def _needs_parameters(methods: Methods, kind: Kind, name: str) -> bool:
    """Tell whether parameters are all that a method lacks; nothing of the plugin is called to find out."""
    if not needed_of(parameters_of(getattr(methods, f"{kind}s")[name], kind)):
        return False
    try:
        make(methods, kind, name, {})
    except FrameworkError as error:
        return all(problem.code == "key_missing" for problem in error.problems)
    return False

"""Loading of frameworks and dimensions, by id from plugins or from files."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from importlib.resources.abc import Traversable
from pathlib import Path

from smartscore import smart_city
from smartscore.errors import FrameworkError, Problem, SmartscoreError, hint
from smartscore.framework_file import BUILT_IN, read_dimension, read_framework
from smartscore.hookspecs import FrameworkSource
from smartscore.model import Dimension, Framework, Methods, Node, walk
from smartscore.plugins import Plugins, discover


def framework_sources(plugins: Plugins) -> Mapping[str, FrameworkSource]:
    """Give every framework by id: smart-city, then its other editions and those of plugins."""
    first, *others = (_source_of(edition, plugins) for edition in smart_city.EDITIONS)
    beside = {**{source.id: source for source in others}, **plugins.frameworks}
    return {first.id: first, **dict(sorted(beside.items()))}


def _source_of(edition: smart_city.Edition, plugins: Plugins) -> FrameworkSource:
    return FrameworkSource(edition.id, edition.title, lambda: smart_city.smart_city(plugins.dimensions, edition))


def load_framework(
    source: str | Path | Traversable,
    *,
    without: Collection[str] = (),
    only: Collection[str] = (),
    plugins: Plugins | None = None,
    methods: Methods | None = None,
) -> Framework:
    """Load a framework by its id, or from a TOML file.

    `without` and `only` name plugins to leave out or to use alone; `plugins` are found ones to use
    as they are. A plugin that reads a file of its own gives `methods`, the ones it adds itself (or
    none: `Methods()`), and no plugins are looked for.

    Raises:
        FrameworkError: if there is no such framework, or with every fault of the file.
        PluginError: if a plugin is broken, since leaving it out would change scores silently.
    """
    if methods is not None:
        return read_framework(Path(source) if isinstance(source, str) else source, BUILT_IN.joined(methods))
    plugins = plugins if plugins is not None else discover(without=without, only=only)
    plugins.require_whole()
    if not isinstance(source, str) or source.endswith(".toml"):
        return read_framework(Path(source) if isinstance(source, str) else source, plugins.methods)
    sources = framework_sources(plugins)
    if source not in sources:
        raise FrameworkError(Problem("unknown_framework", {"found": source, "hint": hint(source, sources.keys())}))
    return sources[source].load()


def framework_source(
    source: Path | Traversable, title: str | Mapping[str, str], *, methods: Methods | None = None
) -> FrameworkSource:
    """Give the source of a framework that a plugin holds as a TOML file named by its id, read only when asked for.

    `methods` are those that the plugin adds itself.
    """
    own = Methods() if methods is None else methods
    return FrameworkSource(source.name.removesuffix(".toml"), title, lambda: load_framework(source, methods=own))


def load_dimension(source: Path | Traversable, *, methods: Methods | None = None) -> Dimension:
    """Load a dimension from a TOML file, for a plugin to give; `methods` are those that the plugin adds itself.

    Raises:
        FrameworkError: with every fault of the file.
    """
    return read_dimension(source, BUILT_IN if methods is None else BUILT_IN.joined(methods))


def loaded_or_none(source: FrameworkSource) -> Framework | None:
    """Load a framework for a list of all, in which one that has faults is named without its facts."""
    try:
        return source.load()
    except SmartscoreError:
        return None


def known_ids(plugins: Plugins) -> frozenset[str]:
    """Give every node id and alias of every framework at hand; a plugin that fails adds none."""
    known: set[str] = set()
    for dimension in plugins.offered("smartscore_dimensions"):
        known |= _names(dimension)
    for source in plugins.offered("smartscore_frameworks"):
        with suppress(SmartscoreError):
            known |= _names(source.load().index)
    return frozenset(known)


def _names(top: Node) -> set[str]:
    return {name for node in walk(top) for name in (node.id, *node.aliases, node.code) if name}

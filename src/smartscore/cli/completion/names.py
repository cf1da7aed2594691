"""Names that need no dataset: of frameworks, nodes, plugins, reports and examples."""

from importlib.metadata import entry_points
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from smartscore.api import framework_sources
from smartscore.cli.completion.offers import files, offered, request_of
from smartscore.cli.usage.language import language_of
from smartscore.examples import NAMES
from smartscore.hookspecs import PROJECT
from smartscore.problems import entries
from smartscore.reports import REPORTS
from smartscore.suspicions import CODES


def framework_ids(context: click.Context, begun: str) -> list[CompletionItem]:
    """Offer the ids of frameworks, and the framework files of the folder; else files, as the shell does."""
    sources = framework_sources(request_of(context).plugins)
    titles = {source.id: source.title.to(language_of(context)) for source in sources.values()}
    own = {path.name: "" for path in sorted(Path().glob("*.toml"))}
    return offered({**titles, **own}, begun) or files(begun)


def nodes(context: click.Context, begun: str) -> list[CompletionItem]:
    """Offer the nodes of the frameworks by their ids, with their titles."""
    return offered(node_titles(context), begun)


def judged_nodes(context: click.Context, begun: str) -> list[CompletionItem]:
    """Offer nodes of which a number is said, as in `economy=60`."""
    return offered(node_titles(context), begun, end="=")


def node_titles(context: click.Context) -> dict[str, str]:
    """Give the title of each node of the frameworks so far."""
    language = language_of(context)
    frameworks = request_of(context).load()
    return {name: node.title.to(language) for framework in frameworks for name, node in framework.nodes.items()}


def plugin_names(_context: click.Context, begun: str) -> list[CompletionItem]:
    """Offer the plugins that are installed, which need not be loaded for that."""
    return offered(sorted({point.name for point in entry_points(group=PROJECT)}), begun)


def formats(context: click.Context, begun: str) -> list[CompletionItem]:
    """Offer the formats of every report, and those of plugins."""
    return offered(list({**REPORTS, **request_of(context).plugins.reports}), begun)


def suspicions(_context: click.Context, begun: str) -> list[CompletionItem]:
    """Offer the codes of suspicions."""
    return offered(sorted(CODES), begun)


def examples(_context: click.Context, begun: str) -> list[CompletionItem]:
    """Offer the examples that there are."""
    return offered(NAMES, begun)


def targets(_context: click.Context, begun: str) -> list[CompletionItem]:
    """Offer what gaps are measured to; else files, as the shell does."""
    return offered(("target", "best", "peers", "band"), begun) or files(begun)


def peers(_context: click.Context, begun: str) -> list[CompletionItem]:
    """Offer the one kind of peers, of which the number follows."""
    return offered(["nearest"], begun, end=":")


def problem_codes(_context: click.Context, begun: str) -> list[CompletionItem]:
    """Offer the codes of problems."""
    return offered(sorted(entries()), begun)

"""What a shell offers where an option takes the name of something: each takes the context and what is typed so far."""

from smartscore.cli.completion.data import (
    changes,
    cities,
    columns,
    grouped_columns,
    offices,
    owners,
    several_columns,
)
from smartscore.cli.completion.names import (
    examples,
    formats,
    framework_ids,
    judged_nodes,
    nodes,
    peers,
    plugin_names,
    problem_codes,
    suspicions,
    targets,
)

__all__ = [
    "changes",
    "cities",
    "columns",
    "examples",
    "formats",
    "framework_ids",
    "grouped_columns",
    "judged_nodes",
    "nodes",
    "offices",
    "owners",
    "peers",
    "plugin_names",
    "problem_codes",
    "several_columns",
    "suspicions",
    "targets",
]

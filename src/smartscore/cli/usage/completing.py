"""What a shell may complete: what an option takes says it, and what finds it is imported only when a shell asks."""

from importlib import import_module
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

#: The functions of `smartscore.cli.completion`, by what stands for the value in the help, or by the name of the option.
_FUNCTIONS = {
    "ID|FILE": "framework_ids",
    "KEY|NAME": "cities",
    "KEY ID VALUE": "changes",
    "OFFICE": "offices",
    "OWNER": "owners",
    "COLUMN": "columns",
    "COLUMN,...": "several_columns",
    "COLUMN=2|..5|2..5": "grouped_columns",
    "NODE|FRAMEWORK": "nodes",
    "[NODE=]N": "judged_nodes",
    "DIMENSION=N": "judged_nodes",
    "nearest:K": "peers",
    "target|best|peers|band|FILE": "targets",
    "CODE[:COLUMN]": "suspicions",
    "PLUGIN": "plugin_names",
    "[EXAMPLE]": "examples",
    "[CODE]": "problem_codes",
    "format_": "formats",
}


def completions(parameter: click.Parameter, context: click.Context, begun: str) -> "list[CompletionItem] | None":
    """Give what a parameter may be completed to; none if its type alone knows that."""
    function = _FUNCTIONS.get(parameter.metavar or "") or _FUNCTIONS.get(parameter.name or "")
    if function is None:
        return None
    module = import_module("smartscore.cli.completion")  # from below, so that no circle of imports is made
    found: list[CompletionItem] = getattr(module, function)(context, begun)
    return found

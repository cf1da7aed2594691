"""The shells that ask for completions: bash, zsh and fish, none of which sees an error or what plugins print."""

import os
import re
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
)

from smartscore.cli.completion.offers import OPEN

#: Words come whole from the command, quoted as bash wants them; after an open one no space follows.
_BASH = """\
%(complete_func)s() {
    local kind value
    COMPREPLY=()
    while IFS=, read -r kind value; do
        case "$kind" in
            plain) COMPREPLY+=("$value") ;;
            open) compopt -o nospace; COMPREPLY+=("$value") ;;
            file) compopt -o default ;;
            dir) compopt -o dirnames ;;
        esac
    done < <(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD="$COMP_CWORD" %(complete_var)s=bash_complete "$1")
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""


class _Quiet(ShellComplete):
    """A shell that gets what can be completed, and nothing if that fails."""

    def complete(self) -> str:
        with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
            try:
                return super().complete()
            except (Exception, SystemExit):  # a plugin that fails, a dataset that is refused: nothing to offer
                return ""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        self.ctx_args["obj"] = list(args)  # from which an option of several values knows which of them is asked for
        return super().get_completions(args, incomplete)


class Bash(_Quiet, BashComplete):
    """bash, which puts in what it is given without quoting it."""

    source_template = _BASH

    def source(self) -> str:
        return ShellComplete.source(self)  # without starting another bash to ask it for its version

    def format_completion(self, item: CompletionItem) -> str:
        value = re.sub(r"[^\w@%+=:,./-]", r"\\\g<0>", item.value)
        return f"{item.type},{value}"


class Zsh(_Quiet, ZshComplete):
    """zsh, which quotes by itself."""

    def format_completion(self, item: CompletionItem) -> str:
        return super().format_completion(_plain(item))


class Fish(_Quiet, FishComplete):
    """fish, which quotes by itself and puts no space after `=`."""

    def format_completion(self, item: CompletionItem) -> str:
        return super().format_completion(_plain(item))


def _plain(item: CompletionItem) -> CompletionItem:
    return CompletionItem(item.value, "plain" if item.type == OPEN else item.type, item.help)


def register() -> None:
    """Take the place of click's shells."""
    shells: tuple[type[Any], ...] = (Bash, Zsh, Fish)
    for shell in shells:
        add_completion_class(shell)

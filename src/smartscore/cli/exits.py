"""How the command ends where it does not get to its end: Ctrl-C and closed pipes, as shells know them."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from click.exceptions import Exit

INTERRUPTED = 130  # 128 and the number of the signal, as shells have it
CLOSED_PIPE = 141


@contextmanager
def ending() -> Iterator[None]:
    """End with 130 on Ctrl-C, and with 141 where nobody reads on what is written."""
    try:
        try:
            yield
        except click.ClickException as error:  # shown here, so that a pipe may be closed then too
            from smartscore.cli.usage.refusals import show

            show(error)
            raise Exit(error.exit_code) from error
    except KeyboardInterrupt:
        raise Exit(INTERRUPTED) from None
    except BrokenPipeError:
        detach()
        raise Exit(CLOSED_PIPE) from None


def detach() -> None:
    """Let go of standard streams that cannot be written to, or Python would try once more at its very end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)

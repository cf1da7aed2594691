"""The plugins, each tried."""

import sys
from collections.abc import Iterator
from contextlib import redirect_stdout

from smartscore.diagnosis.finding import Finding
from smartscore.messages import message


def plugins(language: str) -> Iterator[Finding]:
    """Tell of each plugin whose it is and what it supplies, or why it fails."""
    from smartscore.plugins import discover
    from smartscore.plugins.trial import tried

    with redirect_stdout(sys.stderr):  # what plugins print is no part of the result
        found = tried(discover())
    for plugin in found:
        owner = f"{plugin.distribution} {plugin.version}"
        if plugin.error is None:
            hooks = ", ".join(hook.removeprefix("smartscore_") for hook in plugin.hooks)
            yield Finding("plugin", plugin.name, "works", f"{owner}: {hooks}")
        else:
            mend = message("doctor_plugin_mend", language, plugin=plugin.name, distribution=plugin.distribution)
            said = plugin.error.message(language).replace("\n", "; ")
            yield Finding("plugin", plugin.name, "broken", f"{owner}: {said}", mend)

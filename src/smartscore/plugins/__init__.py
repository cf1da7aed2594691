"""Finding plugins and turning what they give into plain values, in one place and without a global manager."""

from smartscore.plugins.discovery import discover, of_modules
from smartscore.plugins.registry import Plugin, Plugins

__all__ = ["Plugin", "Plugins", "discover", "of_modules"]

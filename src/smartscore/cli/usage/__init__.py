"""Commands, options and their values as click has them, but with every word in the language of the reader."""

from smartscore.cli.usage.parts import Argument, Command, Group, Option, argument, command, group, option
from smartscore.cli.usage.values import Choice, Day, Number, Whole

__all__ = [
    "Argument",
    "Choice",
    "Command",
    "Day",
    "Group",
    "Number",
    "Option",
    "Whole",
    "argument",
    "command",
    "group",
    "option",
]

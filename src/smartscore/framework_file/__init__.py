"""Frameworks and dimensions as TOML: read strictly, with every fault reported at once in its place.

A member with `members` is a dimension, else an indicator. `[defaults]` are what a member has that
says nothing. Files are data: no expressions, no import paths; methods are asked for by name.
"""

from smartscore.framework_file.making import make
from smartscore.framework_file.reading import BUILT_IN, read_dimension, read_framework
from smartscore.framework_file.writing import write_framework

__all__ = ["BUILT_IN", "make", "read_dimension", "read_framework", "write_framework"]

"""What each problem means, an example that causes it, and what to do: one source for the command and the manual."""

from smartscore.problems.entries import AREAS, Entry, entries, find_entry, shared_files
from smartscore.problems.example import Example
from smartscore.problems.shown import Part, parts_of

__all__ = ["AREAS", "Entry", "Example", "Part", "entries", "find_entry", "parts_of", "shared_files"]

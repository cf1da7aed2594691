"""What each problem means, an example that causes it, and what to do: one source for the command and the manual."""

from smartscore.problems.entries import AREAS, Entry, entries, find_entry
from smartscore.problems.example import Example

__all__ = ["AREAS", "Entry", "Example", "entries", "find_entry"]

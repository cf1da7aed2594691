"""Tables as somebody wrote them: their cells with the place of each, and which columns mean what."""

from smartscore.tables.table import Fault, Part, Place, Table

__all__ = ["Fault", "Part", "Place", "Table"]

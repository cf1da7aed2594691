"""Tables as somebody wrote them: their cells with the place of each, and which columns mean what."""

from smartscore.tables.table import Content, Fault, Part, Place, Table

__all__ = ["Content", "Fault", "Part", "Place", "Table"]

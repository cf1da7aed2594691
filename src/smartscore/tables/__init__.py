"""Tables as somebody wrote them: their cells with the place of each, and which columns mean what."""

from smartscore.tables.interpretation import Interpretation
from smartscore.tables.table import Content, Fault, Place, Table, TablePart

__all__ = ["Content", "Fault", "Interpretation", "Place", "Table", "TablePart"]

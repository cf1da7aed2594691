"""The engine: a dataset and a tree go in, an assessment comes out. It knows no plugins, files or screens."""

from smartscore.engine.assessment import Assessment
from smartscore.engine.fitting import fit
from smartscore.engine.groups import By, Nearest
from smartscore.engine.layout import members_of
from smartscore.engine.scoring import assess

__all__ = ["Assessment", "By", "Nearest", "assess", "fit", "members_of"]

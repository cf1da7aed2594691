"""The default framework: six equal dimensions, each from a plugin, and any others that plugins add."""

from collections.abc import Mapping

from smartscore.errors import FrameworkError, Problem
from smartscore.model import Band, Dimension, Framework

ID = "smart-city"
TITLE = {"en": "Smart city", "id": "Kota cerdas"}
SIX = ("governance", "branding", "economy", "living", "society", "environment")

# smartscore's own and not official; neutral words, with cut points tried on the 514 regencies of
# the reference data and on the twelve example cities (docs/scoring.md says how they fall).
BANDS = (
    Band({"en": "very low", "id": "sangat rendah"}, 0),
    Band({"en": "low", "id": "rendah"}, 35),
    Band({"en": "middle", "id": "menengah"}, 50),
    Band({"en": "high", "id": "tinggi"}, 65),
    Band({"en": "very high", "id": "sangat tinggi"}, 80),
)


def smart_city(dimensions: Mapping[str, Dimension]) -> Framework:
    """Put dimensions together with equal weights; the variant names what differs from the six.

    Raises:
        FrameworkError: if there is no dimension at all, or two share an id somewhere in their trees.
    """
    if not dimensions:
        raise FrameworkError(Problem("no_dimensions", {"framework": ID}))
    present = [name for name in SIX if name in dimensions]
    added = sorted(dimensions.keys() - set(SIX))
    changes = [*(f"- {name}" for name in SIX if name not in dimensions), *(f"+ {name}" for name in added)]
    members = [dimensions[name] for name in [*present, *added]]
    return Framework(
        ID,
        TITLE,
        edition="2025",
        variant=" ".join(changes),
        index=Dimension("index", TITLE, members=members, min_coverage=2 / 3),
        bands=BANDS,
        source="smartscore's own catalogue of indicators under the six dimensions and eighteen sub-dimensions "
        "of Gerakan Menuju Smart City; weights, bounds and bands are not official",
        official="no",
    )

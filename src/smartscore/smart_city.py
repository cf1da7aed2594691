"""The default framework in its editions: six equal dimensions, each from a plugin, and any others that plugins add."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from attrs import evolve, frozen

from smartscore.errors import FrameworkError, Problem
from smartscore.framework_file import BUILT_IN
from smartscore.framework_file.converter import structure_key
from smartscore.model import Band, Dimension, Framework, Indicator, Node
from smartscore.text import Text

#: Indicators of a dimension by their id, each with what differs of it.
Changes = Mapping[str, Mapping[str, Any]]


@frozen
class Edition:
    """An edition of smart-city: its name, and the file that says what it changes of the dimensions of plugins."""

    id: str
    year: str
    title: Text
    family: str = ""
    changes: str = ""


FIRST = Edition("smart-city", "2025", Text({"en": "Smart city", "id": "Kota cerdas"}))
EDITIONS = (
    FIRST,
    Edition(
        "smart-city-2026",
        "2026",
        Text({"en": "Smart city, edition 2026", "id": "Kota cerdas, edisi 2026"}),
        family=FIRST.id,
        changes="smart_city_2026.toml",
    ),
)
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


def smart_city(dimensions: Mapping[str, Dimension], edition: Edition = FIRST) -> Framework:
    """Put dimensions together with equal weights; the variant names what differs from the six.

    Raises:
        FrameworkError: if there is no dimension at all, or two share an id somewhere in their trees.
    """
    if not dimensions:
        raise FrameworkError(Problem("no_dimensions", {"framework": edition.id}))
    present = [name for name in SIX if name in dimensions]
    added = sorted(dimensions.keys() - set(SIX))
    variant = [*(f"- {name}" for name in SIX if name not in dimensions), *(f"+ {name}" for name in added)]
    changes = changes_of(edition)
    members = [_changed(dimensions[name], changes.get(name, {})) for name in [*present, *added]]
    return Framework(
        edition.id,
        edition.title,
        edition=edition.year,
        family=edition.family,
        variant=" ".join(variant),
        index=Dimension("index", edition.title, members=members, min_coverage=2 / 3),
        bands=BANDS,
        source="smartscore's own catalogue of indicators under the six dimensions and eighteen sub-dimensions "
        "of Gerakan Menuju Smart City; weights, bounds and bands are not official",
        official="no",
    )


def changes_of(edition: Edition) -> Mapping[str, Changes]:
    """Give what an edition changes, by dimension, indicator and key, as the values that indicators hold."""
    if not edition.changes:
        return {}
    written = tomllib.loads((files("smartscore") / edition.changes).read_text(encoding="utf-8"))
    return {
        dimension: {
            name: {key: structure_key(BUILT_IN, Indicator, key, value) for key, value in keys.items()}
            for name, keys in indicators.items()
        }
        for dimension, indicators in written.items()
    }


def _changed(node: Node, changes: Changes) -> Node:
    if not changes:
        return node
    if isinstance(node, Dimension):
        return evolve(node, members=[_changed(member, changes) for member in node.members])
    return evolve(node, **changes.get(node.id, {}))

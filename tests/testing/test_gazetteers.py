"""The contract of gazetteers: what the check lets pass, and what it refuses with which area."""

import pytest
from attrs import evolve

from smartscore import Area, Gazetteer, discover
from smartscore.errors import PluginError
from smartscore.testing import check_gazetteer

BOTH = {"en": "Islands", "id": "Kepulauan"}
NORTH = Area("1", "North", "province")
WELLS = Area("11", "Wells", "regency", parent="1", codes=["1.1"])
ISLANDS = Gazetteer("islands", BOTH, source="Made up", year=2025, areas=[NORTH, WELLS])


def faults(gazetteer: Gazetteer) -> str:
    with pytest.raises(PluginError) as refused:
        check_gazetteer(gazetteer)
    return str(refused.value)


def test_the_gazetteer_of_indonesia_passes() -> None:
    check_gazetteer(discover(bundled_only=True).gazetteers["indonesia"].load())
    assert check_gazetteer(ISLANDS) is None  # type: ignore[func-returns-value]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (evolve(ISLANDS, title={"en": "Islands"}), "islands: the title is missing in the language id"),
        (evolve(ISLANDS, source=""), "the gazetteer does not say whose codes and names it has: source is empty"),
        (evolve(ISLANDS, areas=[]), "the gazetteer has no areas"),
        (evolve(ISLANDS, areas=[evolve(NORTH, level=" "), WELLS]), "1: the level of the area is empty"),
        (
            evolve(ISLANDS, areas=[Area("1.1", "North", "province"), Area("1-1", "Hills", "regency")]),
            "1-1: its code is spelt like 1.1, the code of another area",
        ),
        (evolve(ISLANDS, areas=[evolve(NORTH, parent="11"), WELLS]), "1: the area lies within itself"),
    ],
    ids=["title", "source", "empty", "level", "code", "circle"],
)
def test_a_gazetteer_that_breaks_the_contract_is_refused(changed: Gazetteer, said: str) -> None:
    assert faults(changed).splitlines()[0].startswith(said)


def test_everything_that_is_wrong_is_told() -> None:
    nothing = evolve(ISLANDS, title={"id": "Kepulauan"}, source="", areas=[])
    assert len(faults(nothing).splitlines()) == 3

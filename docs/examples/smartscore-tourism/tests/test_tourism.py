"""What a plugin's own tests look like: the checks of smartscore.testing, and figures one can do in the head."""

import pandas as pd
import pytest
from smartscore_tourism import Saturation, smartscore_dimensions

from smartscore import assess, load_framework
from smartscore.testing import check_dimension, check_rule


@pytest.mark.parametrize("half", [0.5, 5, 1000])
def test_the_rule_is_sound(half: float) -> None:
    check_rule(Saturation(half))


def test_the_dimension_is_sound() -> None:
    for dimension in smartscore_dimensions():
        check_dimension(dimension)


def test_tourism_is_the_seventh_dimension_of_the_smart_city() -> None:
    framework = load_framework("smart-city")
    six = load_framework("smart-city", without=["tourism"])
    assert framework.name == "smart-city + tourism"
    assert len(framework.index.members) == 7
    assert framework.fingerprint != six.fingerprint


def test_a_city_is_scored_in_tourism() -> None:
    values = {"hotel_rooms": 15, "room_occupancy": 50, "visitor_satisfaction": 2}
    scores = assess(pd.DataFrame([values], index=["Sampit"]), load_framework("smart-city")).scores.loc["Sampit"]
    assert scores[["hotel_rooms", "room_occupancy", "visitor_satisfaction"]].tolist() == [75, 50, 25]
    assert scores["tourism"] == 50

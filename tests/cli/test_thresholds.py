"""A threshold is missed by a score that is below it, and not by the noise of sums."""

from attrs import evolve
from pandas import DataFrame

from smartscore import Assessment, Dimension, Framework, Indicator, assess
from smartscore.cli.thresholds import below
from smartscore.rules import Linear


def found(less: float) -> list[str]:
    """Name the cities that are below 60, where each has so much less than its score."""
    framework = Framework("f", index=Dimension("index", members=[Indicator("a", rule=Linear(0, 10))]))
    exact = assess(DataFrame({"city": ["Alun", "Bukit", "Candi"], "a": [6, 7, 5]}), framework)
    told: Assessment = evolve(exact, scores=exact.scores - less)
    return [str(problem.city) for problem in below([told], [("index", 60.0)])]


def test_who_has_as_much_has_reached_it_on_every_processor() -> None:
    assert found(0.0) == ["Candi"]
    assert found(1e-14) == ["Candi"]
    assert found(1e-5) == ["Alun", "Candi"]

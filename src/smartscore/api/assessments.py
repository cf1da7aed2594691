"""Assessing, and an assessment that shows, draws and writes itself."""

from collections.abc import Callable, Collection
from typing import Any, Self

from attrs import fields, frozen
from pandas import DataFrame

from smartscore import engine
from smartscore.dataset import Dataset
from smartscore.model import Framework


@frozen(eq=False, slots=False)
class Assessment(engine.Assessment):
    """The scores of every node in every city, with what people do to them: look, draw, write."""

    @classmethod
    def of(cls, assessment: engine.Assessment) -> Self:
        """Give an assessment of the engine as one of this kind."""
        held: dict[str, Any] = {field.name: getattr(assessment, field.name) for field in fields(engine.Assessment)}
        return cls(**held)


def assess(
    dataset: Dataset | DataFrame,
    framework: Framework,
    *,
    baseline: Dataset | DataFrame | None = None,
    elsewhere: Callable[[], Collection[str]] = frozenset,
) -> Assessment:
    """Judge every city of a dataset by a framework, as `smartscore.engine.assess` does."""
    return Assessment.of(engine.assess(dataset, framework, baseline=baseline, elsewhere=elsewhere))

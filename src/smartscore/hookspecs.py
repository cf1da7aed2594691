"""What a plugin can add: five hooks, each giving values. None of them changes data or scores on the way."""

from collections.abc import Callable, Iterable

import pluggy
from attrs import field, frozen

from smartscore.gazetteer import Gazetteer
from smartscore.model import Dimension, Framework, Methods
from smartscore.reports import Report
from smartscore.text import Text, as_text

PROJECT = "smartscore"
#: What plugins rely on, as a number that rises when something they use changes; see the manual on what changed.
CONTRACT = 2
#: The oldest contract that is still served.
OLDEST_CONTRACT = 2

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@frozen
class FrameworkSource:
    """A framework that is built only when it is asked for."""

    id: str
    title: Text = field(converter=as_text)
    load: Callable[[], Framework]


@frozen
class GazetteerSource:
    """A gazetteer whose table is read only when it is asked for."""

    id: str
    title: Text = field(converter=as_text)
    load: Callable[[], Gazetteer]


@hookspec
def smartscore_dimensions() -> Iterable[Dimension]:  # type: ignore[empty-body]
    """Give dimensions that join the framework smart-city, in every edition."""


@hookspec
def smartscore_frameworks() -> Iterable[FrameworkSource]:  # type: ignore[empty-body]
    """Give frameworks, each by id and title, built only when asked for."""


@hookspec
def smartscore_gazetteers() -> Iterable[GazetteerSource]:  # type: ignore[empty-body]
    """Give gazetteers, each by id and title, their tables read only when asked for."""


@hookspec
def smartscore_methods() -> Methods:  # type: ignore[empty-body]
    """Give rules, aggregates and steps that framework files may ask for by name, and estimators of sensitivity."""


@hookspec
def smartscore_reports() -> Iterable[Report]:  # type: ignore[empty-body]
    """Give ways to write assessments."""

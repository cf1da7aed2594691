"""What two assumptions say of the same part of a framework, of which only one can hold."""

from collections.abc import Iterator, Sequence

import numpy as np

from smartscore.errors import Problem
from smartscore.robustness.assumptions.base import Assumption, Nominal
from smartscore.robustness.assumptions.parameters import Alternatives, Spread


def said_twice(items: Sequence[Assumption], nominal: Nominal) -> Iterator[Problem]:
    """Find parts of the framework, and weights of dimensions, that two assumptions give; none of them is refused."""
    yield from _parts_twice(items, nominal)
    yield from _weights_twice(items, nominal)


def _parts_twice(items: Sequence[Assumption], nominal: Nominal) -> Iterator[Problem]:
    """Find parts that two assumptions give; the whole rule and a parameter of it are one part."""
    first: dict[tuple[str, str], list[tuple[str, str]]] = {}
    told: set[tuple[str, str]] = set()
    for one in items:
        for address in one.at if isinstance(one, Alternatives | Spread) else ():
            for place in address.places(nominal.definition):
                earlier = first.setdefault(place, [])
                for parameter, id_ in earlier:
                    overlap = not parameter or not address.parameter or parameter == address.parameter
                    if overlap and id_ != one.id and (id_, one.id) not in told:
                        told.add((id_, one.id))
                        where = ".".join([*place, *([address.parameter or parameter] * bool(address.parameter))])
                        yield Problem("address_set_twice", {"address": where, "first": id_, "second": one.id})
                earlier.append((address.parameter, one.id))


def _weights_twice(items: Sequence[Assumption], nominal: Nominal) -> Iterator[Problem]:
    """Find dimensions of which two assumptions give the weights: both all of them, or one those of single members."""
    whole: dict[str, str] = {}
    single: dict[str, str] = {}
    for one in items:
        given = one.realise(np.full((1, one.columns(nominal)), 0.5), nominal).weights
        singles = one.weighed(nominal.definition) if isinstance(one, Alternatives | Spread) else ()
        for name in [*given, *singles]:
            other = whole.get(name) or (single.get(name) if name in given else None)
            if other is not None:
                yield Problem("weights_set_twice", {"node": name, "first": other, "second": one.id})
            (whole if name in given else single).setdefault(name, one.id)

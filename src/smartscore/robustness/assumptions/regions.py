"""What is known of weights only as an order or as linear bounds: any weights that keep to it are as good."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from attrs import field, frozen

from smartscore.errors import Problem, SmartscoreError, hint
from smartscore.model import Dimension
from smartscore.robustness.assumptions.base import Nominal, Plain, Realisation
from smartscore.robustness.assumptions.fields import named, names
from smartscore.robustness.assumptions.weights import countable
from smartscore.robustness.sampling.polytope import WeightPolytope
from smartscore.robustness.sampling.weights import Allowed
from smartscore.rules import Array


def _ranges(between: Mapping[str, Iterable[float]]) -> dict[str, tuple[float, ...]]:
    return {name: tuple(float(end) for end in ends) for name, ends in between.items()}


@lru_cache(maxsize=16)  # its sample is drawn once for all blocks of draws
def _allowed(
    members: tuple[str, ...], order: tuple[str, ...], between: tuple[tuple[str, float, float], ...]
) -> Allowed:
    return Allowed(WeightPolytope.of(members, order, {name: (low, high) for name, low, high in between}))


@frozen
class WeightRegion(Plain):
    """The weights of one dimension's members keep to statements, and are uniform over all that do.

    Statements are such as `economy >= living` or `economy + living <= 0.5`; `between` gives the least and the greatest
    share of members. Weights are shares here: they sum to 1.
    """

    of: str
    order: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    between: Mapping[str, tuple[float, float]] = field(factory=dict, converter=_ranges, kw_only=True)
    id: str = field(default="weights", validator=named, kw_only=True)
    group: str = field(default="", kw_only=True)

    def columns(self, nominal: Nominal) -> int:
        return self._allowed(nominal).columns

    def _dimension(self, nominal: Nominal) -> Dimension | None:
        found = nominal.definition.nodes.get(self.of)
        return found if isinstance(found, Dimension) else None

    def problems(self, nominal: Nominal) -> Iterator[Problem]:
        known = [node.id for node in nominal.definition.dimensions]
        dimension = self._dimension(nominal)
        if dimension is None:
            yield Problem("not_a_dimension", {"found": self.of, "hint": hint(self.of, known)})
            return
        if countable(dimension) < 2:
            yield Problem("dimension_of_one", {"found": self.of})
        if wrong := [name for name, ends in self.between.items() if len(ends) != 2]:
            yield from (Problem("range_not_two", {"name": name, "found": len(self.between[name])}) for name in wrong)
            return
        try:
            polytope = self.polytope(nominal)
        except SmartscoreError as error:
            yield from error.problems
            return
        if not polytope.interior.basis.any() and countable(dimension) > 1:
            yield Problem("region_of_one", {"of": self.of})

    def polytope(self, nominal: Nominal) -> WeightPolytope:
        """Give the region of the weights.

        Raises:
            UsageError: for a statement that is none, a name that is no member, and where no weights keep to all.
        """
        return self._allowed(nominal).polytope

    def _allowed(self, nominal: Nominal) -> Allowed:
        dimension = self._dimension(nominal)
        members = tuple(member.id for member in dimension.members) if dimension else ()
        between = tuple((name, low, high) for name, (low, high) in self.between.items())
        return _allowed(members, self.order, between)

    def realise(self, uniform: Array, nominal: Nominal) -> Realisation:
        return Realisation(weights={self.of: self._allowed(nominal)(uniform)})

"""Exact answers about one city: the ranks that admissible weights give it, and the least changes that move it."""

from collections.abc import Mapping, Sequence

import numpy as np
from attrs import evolve, field, frozen

from smartscore.engine import Assessment
from smartscore.engine.groups import alike
from smartscore.errors import Problem, UsageError
from smartscore.robustness.assumptions import Assumptions, Nominal
from smartscore.robustness.exact import (
    LeafScores,
    RankRange,
    ValueChange,
    WeightChange,
    WeightSpace,
    attainable_ranks,
    can_reach,
    least_value_changes,
    least_weight_change,
    simplex,
    weight_space,
)
from smartscore.robustness.exact.admissible import admissible
from smartscore.robustness.sampling.polytope import WeightPolytope
from smartscore.rounding import TIE, on_grid

#: So many first places are asked about.
TOPS = (1, 3, 10)
#: So many nodes of a search tree are visited at most, and weights below the index are free up to so many cities.
NODES, FEW = 200, 30


@frozen(eq=False)
class ExactAnswers:
    """What the weights that assumptions admit make of one city, all else being as it is.

    `free` are the dimensions below which weights are in question, `nominal` the weights of their members, `left_out`
    the assumptions about weights that are no polytope, and `gaps` the cities of which nothing can be said.
    `among` tells of so many first places whether it can be among them, None where that is not settled. `above` are
    the rows that are above it by all these weights, `below` those that are below it. `problems` say why there is no
    answer; without any, and without ranks, no weights are in question.
    """

    free: tuple[str, ...] = ()
    nominal: Mapping[str, float] = field(factory=dict)
    left_out: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    ranks: RankRange | None = None
    among: Mapping[int, bool | None] = field(factory=dict)
    above: tuple[int, ...] = ()
    below: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()


@frozen(eq=False)
class LeastChanges:
    """The least change of each indicator, and of the weights of the index's members, that moves a city.

    `place` is 1 and how many are better. `to_next` passes the next better one, `to_top` takes it among the first `top`,
    which is None where that is no more. Weights may become any; they are None where none do it, or none were found.
    `problems` say why there is no answer about weights.
    """

    place: int
    top: int | None
    values_to_next: tuple[ValueChange, ...] = ()
    values_to_top: tuple[ValueChange, ...] = ()
    nominal: Mapping[str, float] = field(factory=dict)
    weights_to_next: WeightChange | None = None
    weights_to_top: WeightChange | None = None
    problems: tuple[Problem, ...] = ()


def exact_answers(nominal: Nominal, assumptions: Assumptions, row: int, by: str | None = None) -> ExactAnswers:
    """Answer for the city in a row of the dataset, ranked within groups of a column `by`.

    Weights below the index are in question too where cities are few, their dimensions arithmetic, and no more cities
    have gaps there.
    """
    assessment, given = nominal.assessment, admissible(assumptions, nominal)
    found = ExactAnswers(left_out=given.left_out)
    try:
        spaces = [(one, _scores(one, assessment, by)) for one in _spaces(assessment, given.polytopes)]
        if not spaces:
            return found
        space, scores = min(spaces, key=lambda one: (len(one[1].left_out), -len(_free(one[0]))))
        found = evolve(found, free=_free(space), nominal=space.weights(space.nominal), gaps=scores.left_out)
        return _answered(found, space, scores, scores.row_of(assessment, row))
    except UsageError as error:
        return evolve(found, problems=tuple(error.problems))


def _spaces(assessment: Assessment, polytopes: Mapping[str, WeightPolytope]) -> list[WeightSpace]:
    """Make the spaces of the weights of the index's members, and of all that are in question where cities are few.

    Raises:
        UsageError: where there is no exact answer about either.
    """
    top = {name: one for name, one in polytopes.items() if name == "index"}
    asked = [polytopes] if polytopes and polytopes.keys() != top.keys() and len(assessment.rows) <= FEW else []
    spaces, refused = list[WeightSpace](), list[UsageError]()
    for given in [*([top] if top else []), *asked]:
        try:
            spaces.append(weight_space(assessment.framework, given))
        except UsageError as error:
            refused.append(error)
    if refused and not spaces:
        raise refused[0]
    return spaces


def _free(space: WeightSpace) -> tuple[str, ...]:
    return tuple(branch.id for branch in space.branches if branch.polytope)


def _scores(space: WeightSpace, assessment: Assessment, by: str | None) -> LeafScores:
    scores = LeafScores.of(space, assessment)
    return evolve(scores, groups=assessment.groups(by)[scores.places])


def _answered(found: ExactAnswers, space: WeightSpace, scores: LeafScores, city: int) -> ExactAnswers:
    ranks = attainable_ranks(space, scores, city, nodes=NODES)
    rivals = scores.rivals(city)
    lead = scores.values[city] - scores.values[rivals]
    return evolve(
        found,
        ranks=ranks,
        among={top: _reaches(space, scores, city, top, ranks) for top in TOPS if top <= len(rivals)},
        above=tuple(scores.places[rivals[space.greatest(lead) < -scores.tie]].tolist()),
        below=tuple(scores.places[rivals[space.greatest(-lead) < -scores.tie]].tolist()),
    )


def _reaches(space: WeightSpace, scores: LeafScores, city: int, top: int, ranks: RankRange) -> bool | None:
    """Tell whether a city can be among the first, by its best rank where that tells it."""
    if ranks.best.rank <= top or ranks.best.bound > top:
        return ranks.best.rank <= top
    return can_reach(space, scores, city, top, nodes=NODES).possible


def least_changes(assessment: Assessment, row: int, by: str | None = None) -> LeastChanges | None:
    """Give the least changes for the city in a row, None for one without an index."""
    if np.isnan(assessment.index.iloc[row]):
        return None
    place = _place(assessment, row, by)
    top = max((top for top in TOPS if top < place - 1), default=None)
    found = LeastChanges(place, top)
    if place == 1:
        return found
    found = evolve(found, values_to_next=least_value_changes(assessment, row, by=by))
    if top is not None:
        found = evolve(found, values_to_top=least_value_changes(assessment, row, top=top, by=by))
    return _with_weights(found, assessment, row, by)


def _place(assessment: Assessment, row: int, by: str | None) -> int:
    """Count who is better than the city in a row, itself included."""
    framework = assessment.framework
    index = framework.sign * on_grid(np.asarray(assessment.index, dtype=np.float64), framework.scale)
    better = index - index[row] > TIE * (framework.scale[1] - framework.scale[0]) / 2
    return 1 + int((better & alike(assessment.dataset, row, by)).sum())


def _with_weights(found: LeastChanges, assessment: Assessment, row: int, by: str | None) -> LeastChanges:
    try:
        space = weight_space(assessment.framework, simplex(assessment.framework, "index"))
        scores = _scores(space, assessment, by)
        city = scores.row_of(assessment, row)
        found = evolve(found, nominal=space.weights(space.nominal))
        tops: Sequence[int | None] = (None,) if found.top is None else (None, found.top)
        made = [least_weight_change(space, scores, city, top=top, nodes=NODES) for top in tops]
    except UsageError as error:
        return evolve(found, problems=tuple(error.problems))
    return evolve(found, weights_to_next=made[0], weights_to_top=made[1] if found.top is not None else None)

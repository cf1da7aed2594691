"""Places that are filled from above, against every set there is."""

import numpy as np
import pytest
from hypothesis import given
from selection_builders import Drawn, agrees, best_sets, bounds_of, draws

from smartscore import UsageError
from smartscore.selection.choice import IN, OPEN
from smartscore.selection.places import fill
from smartscore.selection.quotas import refuse


@given(draws(1))
def test_filling_from_above_gives_the_best_of_all_sets(instance: Drawn) -> None:
    tied, groups, top = instance
    best, (bounds,) = best_sets(tied, groups, top), bounds_of(groups)
    if best:
        agrees(fill(np.array(tied), bounds, top), best)
    else:
        with pytest.raises(UsageError):
            refuse([bounds], [groups[0][1]], top, len(tied))


@given(draws(1))
def test_open_places_are_as_many_as_stay_when_those_in_have_theirs(instance: Drawn) -> None:
    tied, groups, top = instance
    if best_sets(tied, groups, top):
        choice = fill(np.array(tied), bounds_of(groups)[0], top)
        pools = {(tied[at], choice.within[at] and groups[0][0][at]): at for at in np.flatnonzero(choice.state == OPEN)}
        assert sum(choice.places[at] for at in pools.values()) + (choice.state == IN).sum() == top

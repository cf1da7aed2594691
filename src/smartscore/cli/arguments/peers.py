"""Options of `peers` and `gaps`: peers, target values, letters and weights of years."""

from collections.abc import Callable, Mapping
from pathlib import Path

from pandas import DataFrame

from smartscore.api import read_numbers
from smartscore.engine import Assessment
from smartscore.engine.groups import By, Nearest
from smartscore.errors import Problem, UsageError, hint
from smartscore.reading import TableReader
from smartscore.reports.subjects.peers import PeerOptions
from smartscore.views import targets
from smartscore.views.peers import LETTERS


def read_peer_options(city: str | None, by: By, year_weights: str | None, letters: str | None) -> PeerOptions:
    """Give the options of `peers` as one value.

    Raises:
        UsageError: for nearest peers of no city, weights that are no numbers, fewer than two letters.
    """
    if city is None and isinstance(by, Nearest):
        raise UsageError(Problem("peers_of_whom"))
    named = LETTERS if letters is None else tuple(letter.strip() for letter in letters.split(","))
    if len(named) < 2 or not all(named):
        raise UsageError(Problem("letters_not_valid", {"found": letters}))
    return PeerOptions(by=by, years=_weights(year_weights) if year_weights is not None else (), letters=named)


def _weights(written: str) -> list[float]:
    try:
        return [float(weight) for weight in written.split(":")]
    except ValueError:
        raise UsageError(Problem("year_weights_not_valid", {"found": written})) from None


def targets_by_name(to: str, by: By, read: TableReader) -> Callable[[Assessment, int], DataFrame | Mapping[str, float]]:
    """Give the function that finds target values: of the framework, the best, peers, the next band, or a file.

    Raises:
        UsageError: for another word, or for a file with a name that is no indicator.
    """
    if to in targets.WANTED:
        return lambda assessment, row: targets.WANTED[to](assessment, row, by)
    if not Path(to).suffix:
        raise UsageError(Problem("unknown_target", {"found": to, "hint": hint(to, targets.WANTED)}))
    numbers = read_numbers(Path(to), "id", "value", read)
    return lambda _assessment, _row: numbers

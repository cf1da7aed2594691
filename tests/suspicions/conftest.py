"""What the tests of suspicions share: finding them in a small file by a small framework."""

from collections.abc import Callable

import pytest
from builders import Write

from smartscore import load_framework, read_dataset
from smartscore.dataset import examined_columns, with_merged_columns
from smartscore.errors import Suspicion
from smartscore.suspicions import find_suspicions

Find = Callable[..., list[Suspicion]]

LINEAR = "{ linear = { worst = 0, best = 100 } }"


@pytest.fixture
def find(write: Write) -> Find:
    """Give a function that finds the suspicions of a text of CSV, of one code if one is given.

    Every indicator (`nodes`, ids with units in brackets) has the same `rule`.
    """

    def find(
        text: str, *nodes: str, rule: str = '"minmax"', code: str | None = None, more: str = ""
    ) -> list[Suspicion]:
        members = []
        for node in nodes:
            name, _, unit = node.rstrip("]").partition("[")
            members.append(f'{{ id = "{name}", unit = "{unit}", rule = {rule} {more} }}')
        framework = load_framework(write(f'id = "f"\nmembers = [{", ".join(members)}]', "f.toml"))
        dataset = with_merged_columns(read_dataset(write(text, "data.csv")), framework)
        measured, _ = examined_columns(dataset, framework)
        found = find_suspicions(dataset, framework, measured)
        return [one for one in found if code is None or one.code == code]

    return find

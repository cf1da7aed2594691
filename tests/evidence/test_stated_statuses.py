"""A status that is written, and one that is not: an empty cell of a criterion says nothing, as an empty tick."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from attrs import evolve

from smartscore import Dataset, assess, evidence_levels, load_framework, read_dataset
from smartscore.evidence.statuses import STATUSES

Write = Callable[..., Path]

CRITERIA = """
id = "c"
[[members]]
id = "plan"
rule = { levels = { low = 0, high = 2 } }
criteria = [{ level = 1, text = "A list" }, { level = 2, text = "Owners" }]
[[members]]
id = "speed"
rule = { linear = { worst = 0, best = 10 } }
"""
TABLE = """city,indicator,level,item,status,value
Sampit,plan,1,A list,{status},
Sampit,plan,2,Owners,,
Sampit,speed,,,,5
"""


def levels(dataset: Dataset, write: Write) -> dict[str, float]:
    told = evidence_levels(assess(dataset, load_framework(write(CRITERIA, "c.toml"))))
    return {str(key[-1]): level for key, level in told["now"].items()}


class TestCriteria:
    def test_lines_of_criteria_without_any_status_say_nothing(self, write: Write) -> None:
        assert levels(read_dataset(write(TABLE.format(status=""), "blank.csv")), write) == {}

    def test_one_that_is_written_makes_the_others_none(self, write: Write) -> None:
        assert levels(read_dataset(write(TABLE.format(status="none"), "none.csv")), write) == {"plan": 0}
        assert levels(read_dataset(write(TABLE.format(status="accepted"), "met.csv")), write) == {"plan": 1}

    def test_a_status_that_is_set_counts_as_written(self, write: Write) -> None:
        dataset = read_dataset(write(TABLE.format(status=""), "blank.csv"))
        assert dataset.evidence is not None
        statuses = np.array([STATUSES.index("accepted"), STATUSES.index("none")])
        changed = evolve(dataset, evidence=dataset.evidence.with_statuses(statuses))
        assert levels(changed, write) == {"plan": 1}

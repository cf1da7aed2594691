"""Who may be chosen: by coverage, by score, and of one year."""

import numpy as np
import pytest
from builders import framework, percent
from pandas import DataFrame
from selection_builders import cities, judged, names, refused

from smartscore import Assessment, assess, read_dataset, select

GAP = float("nan")


class TestCoverage:
    @pytest.fixture
    def found(self) -> Assessment:
        members = [*percent("a", weight=0.4), *percent("b", weight=0.6)]
        data = cities(90, 10, 50, GAP, b=[GAP, 10, 50, GAP])
        return assess(read_dataset(data), framework(*members, index={"min_coverage": 0.3}))

    def test_a_city_with_too_little_is_out_whatever_its_score(self, found: Assessment) -> None:
        told = select(found, 1, min_coverage=0.6)
        assert names(told, "in") == "r"
        assert told["name"].tolist() == ["r", "q", "p", "s"]
        assert told["place"].tolist()[:3] == [2, 3, 1]
        reason = told["reason"].iloc[2]
        assert (reason.code, reason.fields) == ("select_coverage", {"coverage": 0.4, "least": 0.6})

    def test_the_bound_itself_is_enough(self, found: Assessment) -> None:
        assert names(select(found, 1, min_coverage=0.4), "in") == "p"

    def test_a_city_without_a_score_is_out_for_the_reason_of_the_assessment(self, found: Assessment) -> None:
        assert select(found, 1)["reason"].iloc[-1] == found.reason(3)
        assert np.isnan(select(found, 1)["place"].iloc[-1])


class TestWhatIsRefused:
    @pytest.mark.parametrize("share", [-0.1, 1.1, GAP])
    def test_a_coverage_that_is_no_share(self, share: float) -> None:
        assert refused(judged(cities(1, 2)), 1, min_coverage=share) == [
            f"{share} is no share from 0 to 1 [share_not_valid]"
        ]

    def test_rows_of_several_years_or_assessors(self) -> None:
        table = DataFrame({"city": ["p", "p"], "year": [2023, 2024], "assessor": ["s", "t"], "a": [1, 2]})
        assert refused(judged(table), 1) == [
            "the rows are of several years or assessors (2023, 2024; s, t); choose from one, such as one "
            "--year [select_from_several]"
        ]

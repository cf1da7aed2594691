"""The PDF report: its pages, what is said on them, and that names are never read as markup."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from builders import EXAMPLE, rendered, result_and_style
from pandas import DataFrame

from smartscore import (
    Assessment,
    Band,
    Dimension,
    Framework,
    Indicator,
    UsageError,
    assess,
    discover,
    load_framework,
    read_dataset,
)
from smartscore.reports.formats.pdf.report import document
from smartscore.rules import Linear

HOSTILE = '#panic() $x$ *b* _i_ @a <b> `c` [d] \\ "e" // /* = + - #import "x"'
BANDS = [Band("low", 0), Band("middle", 50), Band("high", 90)]


def framework(**more: Any) -> Framework:
    members = [Indicator(name, rule=Linear(0, 10)) for name in ("a", "b", "c")]
    return Framework("own", index=Dimension("index", members=members), **more)


def told(assessment: Assessment, **view: Any) -> dict[str, Any]:
    (part,) = document(*result_and_style(assessment, **view))["parts"]
    return dict(part)


@pytest.fixture(scope="module")
def small() -> Assessment:
    """Alun has 2, 4 and 6 (index 40), Bukit 8, 8 and 8 (80), Candi 9 alone (90)."""
    values = {"a": [2, 8, 9], "b": [4, 8, None], "c": [6, 8, None]}
    return assess(
        DataFrame({"code": ["01", "02", "03"], "city": ["Alun", "Bukit", "Candi"], **values}), framework(bands=BANDS)
    )


class TestTheFile:
    def test_it_is_the_same_every_time(self) -> None:
        framework = load_framework("smart-city", plugins=discover(bundled_only=True))
        assessment = assess(read_dataset(EXAMPLE), framework)
        first, second = (rendered("pdf", assessment, language="id") for _ in range(2))
        assert isinstance(first, bytes)
        assert first.startswith(b"%PDF")
        assert first == second

    def test_names_are_no_markup(self, small: Assessment) -> None:
        members = [Indicator(name, HOSTILE, rule=Linear(0, 10), unit=HOSTILE) for name in ("a", "b", "c")]
        hostile = Framework("own", HOSTILE, index=Dimension("index", members=members), note=HOSTILE)
        frame = DataFrame({"city": [HOSTILE, "W" * 300], "a": [1, 2], "b": [3, 4], "c": [5, 6]})
        assert bytes(rendered("pdf", assess(frame, hostile))).startswith(b"%PDF")  # type: ignore[arg-type]

    def test_a_missing_package_gives_one_sentence(self, tmp_path: Path) -> None:
        (tmp_path / "sitecustomize.py").write_text('import sys\nsys.modules["typst"] = None\n')
        line = [str(Path(sys.executable).with_name("smartscore")), "assess", str(EXAMPLE), "-o", "x.pdf"]
        done = subprocess.run(  # noqa: S603
            line,
            cwd=tmp_path,
            env={"PYTHONPATH": str(tmp_path), "SMARTSCORE_LANG": "en"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert 'pip install "smartscore[report]"' in done.stderr


class TestThePages:
    def test_a_headline_stands_before_a_page_a_city(self, small: Assessment) -> None:
        part = told(small)
        assert part["cards"] == [
            *(("Cities", "3", ""), ("Highest", "90.00", "Candi"), ("Median", "80.00", "")),
            *(("Lowest", "40.00", "Alun"), ("Coverage", "100%", "")),
        ]
        assert [page["name"] for page in part["pages"]] == ["Alun", "Bukit", "Candi"]
        assert [row[:3] for row in part["ranking"]["rows"]] == [
            *(["1", "1\N{EN DASH}1", "Candi"], ["2", "1\N{EN DASH}2", "Bukit"], ["3", "2\N{EN DASH}3", "Alun"])
        ]

    def test_chosen_cities_stand_alone(self, small: Assessment) -> None:
        part = told(small, cities=("Candi", "01"))
        assert part["ranking"] is None
        assert [page["name"] for page in part["pages"]] == ["Candi", "Alun"]

    def test_a_city_that_is_not_there_is_refused(self, small: Assessment) -> None:
        with pytest.raises(UsageError, match="there is no city 'Alum'; nearest: Alun"):
            told(small, cities=("Alum",))

    def test_a_page_alone_tells_what_the_headline_page_would(self, small: Assessment) -> None:
        assert told(small)["pages"][0]["warnings"] == ""
        alone = told(small, cities=("Alun",))["pages"][0]["warnings"]
        assert "Missing: 2 of 9 values. Beyond a bound and held there: 0." in alone

    def test_a_page_has_figures_and_tables(self, small: Assessment) -> None:
        page = told(small, cities=("Alun",))["pages"][0]
        assert page["cards"][:3] == [
            *(("Index", "40.00", ""), ("Band", "low", "")),
            ("Rank", "3 of 3", "2\N{EN DASH}3 in 90% of the draws"),
        ]
        profile, differences, gaps = page["tables"]
        assert profile["rows"][0] == ["Index", "40.00", "80.00", "40.00"]
        assert profile["rows"][1] == ["a", "20.00", "80.00", "6.67"]
        assert [row[0] for row in differences["rows"]] == ["a", "b", "c"]
        assert differences["rows"][0][-1] == "-60.00"
        assert gaps["rows"][0] == ["a", "2", "10", "", "+26.67", "3"]
        assert "svg" in page["wheel"]

    def test_the_next_band_and_the_gaps_that_reach_it_are_told(self, small: Assessment) -> None:
        alun, bukit, candi = (page["notes"] for page in told(small)["pages"])
        assert alun[0] == (
            "The next band, middle, begins at 50.00; 10.00 points are lacking. Closing the largest gaps together, "
            "1 of them suffice: the index is then 66.67, in the band middle."
        )
        assert bukit[0].endswith("2 of them suffice: the index is then 93.33, in the band high.")
        assert candi[0] == "The city is in the best band, high."
        assert candi[1] == "Without a score (2): b, c"

    def test_a_band_out_of_reach_is_owned_up_to(self) -> None:
        given = framework(bands=[Band("low", 0), Band("high", 101)])
        page = told(assess(DataFrame({"city": ["p"], "a": [5], "b": [5], "c": [5]}), given))["pages"][0]
        assert page["notes"][0].endswith("Closing the 3 largest gaps together gives 100.00, which is not enough.")

    def test_where_a_high_index_is_bad_the_next_band_lies_below(self) -> None:
        frame = DataFrame({"city": ["p", "q"], "a": [9, 0], "b": [9, 0], "c": [9, 0]})
        p, q = (page["notes"][0] for page in told(assess(frame, framework(bands=BANDS, higher="worse")))["pages"])
        assert p.startswith("The next band, middle, begins at 90.00; 0.00 points are lacking.")
        assert q == "The city is in the best band, low."

    def test_a_city_without_an_index_says_why(self) -> None:
        strict = framework()
        strict = Framework("own", index=Dimension("index", members=strict.index.members, min_coverage=1))
        page = told(assess(DataFrame({"city": ["p"], "a": [5], "b": [None], "c": [1]}), strict))["pages"][0]
        assert page["reason"].startswith("only 67% of the weight has a score")
        assert page["cards"][0] == ("Index", "-", "")

    def test_the_change_since_last_year_is_told(self) -> None:
        frame = DataFrame({"city": ["p", "p"], "year": [2020, 2021], "a": [5, 8], "b": [5, 5], "c": [5, 5]})
        page = told(assess(frame, framework()))["pages"][1]
        assert ("Change", "+10.00", "") in page["cards"]

    def test_two_members_make_no_wheel(self) -> None:
        index = Dimension("index", members=[Indicator("a", rule=Linear(0, 10)), Indicator("b", rule=Linear(0, 10))])
        part = told(assess(DataFrame({"city": ["p", "q"], "a": [1, 2], "b": [3, 4]}), Framework("own", index=index)))
        assert (part["wheel"], part["pages"][0]["wheel"]) == (None, None)
        assert bytes(rendered("pdf", assess(DataFrame({"city": ["p"], "a": [1]}), Framework("own", index=index))))  # type: ignore[arg-type]

"""A score of 0 that a falling rule makes of a bound is -0.0 to the processor: no output says so."""

import json
import re
from io import BytesIO
from zipfile import ZipFile

import numpy as np
import pytest
from builders import rendered, result_and_style
from pandas import DataFrame

from smartscore import Assessment, Dimension, Framework, Indicator, assess
from smartscore.reports.formats.pdf.report import document
from smartscore.rules import Linear

NEGATIVE_ZERO = re.compile(r"(?<![\w.,-])-0(?:[.,]0+)?(?![\w.,])")


@pytest.fixture
def assessment() -> Assessment:
    falling = Indicator("poverty", rule=Linear(worst=20, best=10))
    return assess(
        DataFrame({"city": ["Alun", "Bukit"], "poverty": [20, 10]}),
        Framework("own", index=Dimension("index", members=[falling])),
    )


def test_the_score_is_negative_zero_to_the_processor(assessment: Assessment) -> None:
    assert np.signbit(assessment.scores["poverty"].iloc[0])


@pytest.mark.parametrize("format_", ["table", "csv", "json", "markdown", "html"])
def test_no_text_says_so(assessment: Assessment, format_: str) -> None:
    text = str(rendered(format_, assessment, depth=2))
    payload = re.search(r'application/json"[^>]*>(.*?)</script>', text, re.DOTALL)
    assert NEGATIVE_ZERO.findall(payload[1] if payload else text) == []
    assert (payload is not None) == (format_ == "html")


def test_no_workbook_and_no_paper_says_so(assessment: Assessment) -> None:
    with ZipFile(BytesIO(bytes(rendered("xlsx", assessment)))) as parts:  # type: ignore[arg-type]
        assert re.findall(r"<v>-0[.0]*</v>", parts.read("xl/worksheets/sheet2.xml").decode()) == []
    assert NEGATIVE_ZERO.findall(json.dumps(document(*result_and_style(assessment)))) == []

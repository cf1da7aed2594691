"""The kinds of suspicions: each has its words, and frames are taken as they are."""

import pytest
from pandas import DataFrame

from smartscore import assess, load_framework
from smartscore.errors import UsageError
from smartscore.messages import LANGUAGES, template
from smartscore.suspicions import CODES, require_known


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_a_sentence_and_a_short_form(language: str) -> None:
    words = [name for code in CODES for name in (code, f"brief_{code}")]
    assert [name for name in words if template(name, language) == name] == []


def test_a_kind_that_there_is_not_cannot_be_accepted() -> None:
    require_known(["total_row", "placeholder:poverty"])
    with pytest.raises(UsageError, match="'outliers' is no kind of suspicion; nearest: outlier"):
        require_known(["outliers"])


def test_a_frame_is_taken_as_it_is() -> None:
    frame = DataFrame({"city": ["Alun", "Bukit", "Jumlah"], "poverty_rate": [10.0, 20.0, 30.0]})
    assert assess(frame, load_framework("smart-city")).suspicions == ()

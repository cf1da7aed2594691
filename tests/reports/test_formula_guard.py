"""Text that a spreadsheet program would take for a formula has an apostrophe before it; numbers stay numbers."""

import pytest

from smartscore.reports.formats.formula_guard import guarded


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x","y")',
        "+1+1",
        "-cmd|' /C calc'!A0",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\uff1d1+1",
        "\uff20SUM",
        "-5 percent",
        "-",
    ],
)
def test_a_formula_is_made_text(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "+5", "-0.5", "-1e-09", "", "Sampit", "a=b", "5-4", "'=1", "\u2212"])
def test_a_number_and_other_text_stay(text: str) -> None:
    assert guarded(text) == text

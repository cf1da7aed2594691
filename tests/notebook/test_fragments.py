"""Lines of text and fragments of HTML: what is escaped, what is drawn, and what folds."""

import pytest

from smartscore.notebook import Html, bar, brief, element, folded, fragment, in_lines, joined, signed_bar, span, table


class TestLines:
    def test_a_long_text_is_cut_and_stays_on_one_line(self) -> None:
        assert brief("a\nb\x1b[31m c") == "a b [31m c"
        assert brief("word " * 40) == "word " * 13 + "word..."

    def test_a_value_has_twelve_lines_at_most(self) -> None:
        assert in_lines("Value", "one", "two") == "<Value\n  one\n  two>"
        lines = in_lines("Value", *map(str, range(30))).splitlines()
        assert len(lines) == 12
        assert lines[-2:] == ["  9", "  and 20 more>"]


class TestFragments:
    def test_texts_are_escaped_and_html_is_not(self) -> None:
        assert element("b", "<i>&", class_='"') == '<b class="&quot;">&lt;i&gt;&amp;</b>'
        assert element("b", Html("<i></i>")) == "<b><i></i></b>"
        assert joined(["<", Html("<br>")]) == "&lt;<br>"

    def test_control_characters_are_no_part_of_a_page(self) -> None:
        assert element("b", "a\u202eb\u0000\nc") == "<b>a b c</b>"

    def test_a_table_has_a_caption_and_says_what_its_headings_head(self) -> None:
        assert table(["City", "Index"], [("A", "1.5")], caption="All", numeric=[1]) == (
            '<table><caption>All</caption><thead><tr><th scope="col">City</th><th scope="col" class="n">Index</th></tr>'
            '</thead><tbody><tr><th scope="row">A</th><td class="n">1.5</td></tr></tbody></table>'
        )

    def test_what_folds_is_open_where_it_is_asked_for(self) -> None:
        assert folded("More", "text") == "<details><summary>More</summary>text</details>"
        assert folded("More", is_open=True).startswith("<details open>")

    @pytest.mark.parametrize(
        ("drawn", "style"),
        [
            (bar(0.25), "left:0%;width:25%"),
            (bar(7.0), "left:0%;width:100%"),
            (signed_bar(1.0), "left:50%;width:50%"),
            (signed_bar(-0.5), "left:25%;width:25%"),
            (span(0.4, 0.2), "left:40%;width:20%"),
        ],
    )
    def test_bars_fill_their_share_of_the_room(self, drawn: Html, style: str) -> None:
        assert f'style="{style}"' in drawn
        assert 'aria-hidden="true"' in drawn

    def test_what_is_missing_has_no_bar(self) -> None:
        assert (bar(float("nan")), signed_bar(float("nan"))) == ("", "")

    def test_a_fragment_brings_its_style_and_asks_for_nothing(self) -> None:
        shown = fragment("text")
        assert shown.startswith('<div class="smartscore"><style>')
        assert [word for word in ("<script", "http", "url(", "@import", "src=") if word in shown] == []

"""Names of sheets and files from other people's texts: legal everywhere, in their folder, and no two alike."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartscore.reports.names import file_names, sheet_names


class TestSheets:
    def test_a_short_title_is_the_name(self) -> None:
        assert sheet_names(["Ekonomi Cerdas", "Living"]) == ["Ekonomi Cerdas", "Living"]

    def test_what_no_sheet_may_have_becomes_a_space(self) -> None:
        assert sheet_names(["[a]:b*c?d/e\\f"]) == ["a b c d e f"]
        assert sheet_names(["a\nb\u2028c\u200fd"]) == ["a b c d"]

    def test_an_apostrophe_neither_begins_nor_ends_a_name(self) -> None:
        assert sheet_names(["'quoted'", "it's"]) == ["quoted", "it's"]

    def test_names_have_31_units_at_most_and_are_told_apart(self) -> None:
        assert sheet_names(["a" * 40, "A" * 40]) == ["a" * 31, f"{'A' * 27} (2)"]
        assert sheet_names(["😀" * 20]) == ["😀" * 15]  # two units each

    def test_the_name_that_excel_keeps_is_not_given(self) -> None:
        assert sheet_names(["History", "history"]) == ["History (2)", "history (3)"]

    def test_nothing_has_a_name_too(self) -> None:
        assert sheet_names(["", "??"]) == ["-", "- (2)"]

    @given(st.lists(st.text(max_size=40), max_size=6))
    def test_any_titles_have_legal_names(self, titles: list[str]) -> None:
        names = sheet_names(titles)
        assert len({name.casefold() for name in names}) == len(titles)
        for name in names:
            assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
            assert not set("[]:*?/\\") & set(name)
            assert not name.startswith("'")
            assert not name.endswith("'")


class TestFiles:
    @pytest.mark.parametrize(
        ("title", "name"),
        [
            ("Dinas Kesehatan", "Dinas Kesehatan"),
            ("../../x", "x"),
            ("/etc/passwd", "etc-passwd"),
            ("C:\\x", "C-x"),
            ("a/b", "a-b"),
            ("...", "-"),
            ("", "-"),
            ("CON", "CON_"),
            ("nul.tar", "nul.tar_"),
            ("COM¹", "COM1_"),
            ("x" * 300, "x" * 60),
            ("=HYPERLINK(1)", "HYPERLINK-1"),
            ("a\u2028b\u200fc", "a-b-c"),
            ("Dinas  Pendidikan, Pemuda & Olahraga", "Dinas Pendidikan-Pemuda-Olahraga"),
            ("省庁", "省庁"),
        ],
    )
    def test_a_name_stays_in_its_folder_and_is_allowed_everywhere(self, title: str, name: str) -> None:
        assert file_names([title]) == [name]

    def test_no_two_are_alike_whatever_the_size_of_letters(self) -> None:
        assert file_names(["Dinas", "DINAS", "../dinas"]) == ["Dinas", "DINAS-2", "dinas-3"]

    def test_a_name_that_is_taken_is_not_given(self) -> None:
        assert file_names(["Other"], taken=["other"]) == ["Other-2"]

    @given(st.lists(st.text(max_size=80), max_size=6))
    def test_any_titles_have_safe_names(self, titles: list[str]) -> None:
        names = file_names(titles)
        assert len({name.casefold() for name in names}) == len(titles)
        for name in names:
            assert Path("folder", f"{name}.xlsx").parent == Path("folder")
            assert len(name.encode()) <= 255 - len(".xlsx")
            assert name == name.strip(" .")

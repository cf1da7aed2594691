"""Tables on a terminal: within its width, with nothing cut that tells rows apart, coloured by meaning."""

import re

import pytest
from builders import EXAMPLES, run
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from smartscore.reports import REPORTS, Document, Style
from smartscore.reports.document import Column, Section, Table

COLOURED = re.compile(r"\x1b\[\d+m(.*?)\x1b\[0m")

#: Names of letters that no heading has.
WORDS = st.text(st.sampled_from("xyz "), min_size=1, max_size=60).filter(lambda text: bool(text.strip()))


def printed(table: Table, width: int = 100, *, colour: bool = False) -> str:
    document = Document(title="a title", sections=[Section(id="only", parts=[table])])
    return str(REPORTS["table"].render(document, Style(width=width, colour=colour)))


def named(names: list[str], *more: Column) -> Table:
    first = Column(id="name", title="name", kind="text", values=names)
    return Table(id="t", title="t", key=("name",), columns=[first, *more])


def numbers(count: int, rows: int) -> list[Column]:
    return [Column(id=f"n{n}", title=f"number {n}", kind="score", values=[float(n)] * rows) for n in range(count)]


def letters(text: str) -> str:
    return re.sub("[^xyz]", "", text)


class TestRoom:
    @pytest.mark.parametrize("command", ["plan", "gaps"])
    def test_no_programme_and_no_indicator_is_cut_at_100_columns(self, command: str) -> None:
        more = ["--programmes", EXAMPLES / "programmes.csv", "--budget", "15e9"] if command == "plan" else []
        result = run(command, EXAMPLES / "cities.csv", "--city", "6202", *more)
        assert result.exit_code == 0
        assert max(map(cell_len, result.stdout.splitlines())) <= 100
        assert "…" not in result.stdout

    @given(st.lists(WORDS, min_size=1, max_size=6), st.integers(1, 8), st.integers(50, 120))
    def test_every_name_stands_whole_in_every_part_of_a_table(self, names: list[str], count: int, width: int) -> None:
        lines = printed(named(names, *numbers(count, len(names))), width).splitlines()
        assert max(map(cell_len, lines)) <= width
        parts = sum(set(line) == {"-"} for line in lines)
        assert letters("".join(lines)) == parts * letters("".join(names))

    def test_columns_without_room_stand_below_with_the_names_again(self) -> None:
        lines = printed(named(["xyz", "zyx"], *numbers(8, 2)), 40).splitlines()
        first = [line.split()[1:] for line in lines if line.startswith("xyz")]
        assert len(first) > 1
        assert [number for part in first for number in part] == [f"{number}.00" for number in range(8)]


class TestColours:
    def test_statuses_are_coloured_by_their_code_and_no_word_that_is_alike(self) -> None:
        statuses = Column(id="status", title="status", kind="status", values=["late", "ahead", "on_track"])
        text = printed(named(["Disaster Related", "ahead of time", "late"], statuses), colour=True)
        assert COLOURED.findall(text) == ["late", "ahead", "on track"]
        assert "Disaster Related" in text

    def test_a_file_has_none(self) -> None:
        statuses = Column(id="status", title="status", kind="status", values=["late"])
        assert "\x1b" not in printed(named(["Alun"], statuses))

"""What is sure in a proposal is written, and what is not stands in comments with its candidates."""

from collections.abc import Callable
from pathlib import Path

import pytest

from smartscore import Framework, load_framework
from smartscore.recipes.proposal import propose

Write = Callable[..., Path]

FRAMEWORK = """
id = "f"
[defaults]
rule = { linear = { worst = 0, best = 100 } }
[[members]]
id = "poverty"
title = { en = "Poverty rate", id = "Persentase Penduduk Miskin" }
description = "People whose spending is below the national poverty line"
unit = "%"
[[members]]
id = "poverty_depth"
title = { en = "Poverty gap index", id = "Indeks Kedalaman Kemiskinan" }
[[members]]
id = "goal1"
title = "Goal 1"
[[members]]
id = "goal10"
title = "Goal 10"
code = "G.10"
"""


@pytest.fixture
def four(write: Write) -> Framework:
    return load_framework(write(FRAMEWORK, "f.toml"))


def lines(path: Path, framework: Framework, language: str = "en") -> list[str]:
    return propose([path], [framework], language).splitlines()[1:]


@pytest.mark.parametrize(
    "heading",
    [
        "poverty",
        "Poverty  Rate",
        "poverty rate (%)",
        "Persentase penduduk miskin",
        "Presentase Penduduk Miskin",
        "POVERTY",
    ],
)
def test_an_indicator_is_known_by_id_and_by_its_titles_also_with_a_slip(
    write: Write, four: Framework, heading: str
) -> None:
    assert lines(write(f"city,{heading}\nAlun,10\n"), four)[-1] == f'poverty = "{heading}"'


def test_a_code_tells_an_indicator_and_digits_are_never_near(write: Write, four: Framework) -> None:
    path = write("city,G.10,Goal 1,Goal 2,Goal 11\nAlun,10,20,30,40\n")
    assert lines(path, four)[1:4] == ["[columns]", 'goal10 = "G.10"', 'goal1 = "Goal 1"']
    assert not any('"Goal 2"' in line or '"Goal 11"' in line for line in lines(path, four))


def test_what_may_be_meant_stands_in_a_comment_with_the_others(write: Write, four: Framework) -> None:
    path = write("city,Poverty index\nAlun,10\n")
    assert lines(path, four) == ['key = "city"', "[columns]", '# poverty = "Poverty index"  # or: poverty_depth']
    assert lines(path, four, "id")[-1] == '# poverty = "Poverty index"  # atau: poverty_depth'


def test_two_headings_for_one_indicator_are_both_comments(write: Write, four: Framework) -> None:
    path = write("city,Poverty rate (urban),Poverty rate (rural)\nAlun,10,20\n")
    assert lines(path, four)[2:4] == [
        '# poverty = "Poverty rate (urban)"',
        '# poverty = "Poverty rate (rural)"',
    ]


def test_indicators_without_a_column_and_headings_without_an_indicator_are_named(write: Write, four: Framework) -> None:
    path = write("city,poverty,rainfall\nAlun,10,2000\n")
    assert lines(path, four)[-1] == "# without a column: poverty_depth, goal1, goal10; headings left: rainfall"
    assert lines(path, four, "id")[-1] == (
        "# tanpa kolom: poverty_depth, goal1, goal10; judul kolom yang tersisa: rainfall"
    )


def test_numbers_that_may_mean_not_known_are_a_comment(write: Write, four: Framework) -> None:
    assert lines(write("city,poverty\nAlun,-999\nBukit,9999\n"), four)[1] == '# missing = ["-999", "9999"]'


def test_shares_of_what_is_in_percent_are_told(write: Write, four: Framework) -> None:
    assert lines(write("city,poverty\nAlun,0.1\nBukit,0.2\n"), four)[-1] == (
        'poverty = "poverty"  # or: { heading = "poverty", factor = 100 }'
    )


def test_provinces_among_regencies_are_left_out_by_the_length_of_their_codes(write: Write, four: Framework) -> None:
    path = write("kode,nama,poverty\n62,Provinsi X,15\n6202,Alun,10\n6203,Bukit,20\n6204,Curug,12\n")
    assert lines(path, four)[:3] == [
        'key = "kode"',
        'name = "nama"',
        'leave_out = ["Provinsi X", { key_length = 2 }]',
    ]


def test_a_year_in_every_heading_is_that_of_the_file(write: Write, four: Framework) -> None:
    assert lines(write("city,Poverty rate 2023,Poverty gap index 2023\nAlun,10,2\n"), four) == [
        'key = "city"',
        "year = 2023",
        "[columns]",
        'poverty = "Poverty rate 2023"',
        'poverty_depth = "Poverty gap index 2023"',
    ]


def test_names_of_other_people_cannot_break_out_of_their_line(write: Write, four: Framework) -> None:
    path = write('city,"x""\nkey = 1","{year} y",poverty\nAlun,1,2,10\nBukit,3,4,20\n')
    proposed = propose([path], [four])
    (path.parent / "r.toml").write_text(proposed)
    from smartscore import read_dataset

    assert read_dataset(path, recipe=path.parent / "r.toml").frame["poverty"].to_dict() == {"Alun": 10, "Bukit": 20}

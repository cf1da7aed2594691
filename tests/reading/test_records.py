"""Records of JSON: a list of flat objects, or one a line, give the dataset that the same CSV file gives."""

from collections.abc import Callable
from pathlib import Path

import pytest

from smartscore import DatasetError, read_dataset
from smartscore.reading import Limits, ReadingOptions, read_tables

Write = Callable[..., Path]

CSV = "code,city,income,growth\n01,Alun,1.5,2\n02,Bukit,,12345678901234\n"
LINES = [
    '{"code": "01", "city": "Alun", "income": 1.5, "growth": 2}',
    '{"code": "02", "city": "Bukit", "income": null, "growth": 12345678901234}',
]
LIST = f"[{','.join(LINES)}]"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cities.json", LIST),
        ("cities.json", f'{{"meta": {{"page": 1}}, "data": {LIST}}}'),
        ("cities.json", f"\ufeff\n{LIST.replace(', ', ',' + chr(10))}"),
        ("cities.jsonl", "\n".join(LINES)),
        ("cities.jsonl", "\n\n".join(LINES) + "\n"),
        ("cities.json", "\n".join(LINES)),
        ("cities.jsonl", LIST),
    ],
)
def test_records_are_what_the_same_csv_file_is(write: Write, name: str, text: str) -> None:
    one, other = read_dataset(write(text, name)), read_dataset(write(CSV))
    assert one.frame.equals(other.frame)
    assert (one.labels, one.key) == (other.labels, other.key)


def test_numbers_are_exact_and_never_take_a_decimal_comma(write: Write) -> None:
    text = '[{"code": 6202010001, "income": 11.866}, {"code": 6202010002, "income": 0.1}]'
    dataset = read_dataset(write(text, "a.json"))
    assert dataset.cities.tolist() == ["6202010001", "6202010002"]
    assert dataset.frame["income"].tolist() == [11.866, 0.1]


def test_a_record_may_lack_a_name(write: Write) -> None:
    (table,) = read_tables(write('[{"city": "A", "x": 1}, {"city": "B", "y": 2}]', "a.json"))
    assert table.frame.to_dict("list") == {"city": ["A", "B"], "x": [1, None], "y": [None, 2]}
    assert table.lines == [1, 2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[{"city": "A", "x": {"y": 1}}, {"city": "B", "x": [1]}]', "line 1, x: the value is nested; write one value"),
        ('{"city": "A", "x": 1}\n{"city": "B", "x": [2]}', "line 2, x: the value is nested; write one value"),
        ('[{"city": "A"}, 5]', "line 2: a record must be an object, not 5"),
        ('["A"]', 'line 1: a record must be an object, not "..."'),
        ('[{"city": "A"}, ["A", 5]]', "line 2: a record must be an object, not [...]"),
        ('{"city": "A"', "this is no valid JSON: Expecting ',' delimiter"),
        ("[]", "there is no list of records: objects with a name and a value for each column"),
        ("5", "there is no list of records"),
        ('[{"city": "A", "city": "B"}]', "line 1, city: the column stands 2 times"),
        ("[" * 100_000, "this is no valid JSON: it is nested more than 100 levels deep"),
    ],
)
def test_what_is_no_list_of_flat_records_is_refused_with_its_place(write: Write, text: str, said: str) -> None:
    path = write(text, "a.json")
    with pytest.raises(DatasetError) as refused:
        read_tables(path)
    assert str(refused.value).removeprefix(str(path)).lstrip(",: ").startswith(said)


def test_a_number_that_no_machine_holds_is_refused_with_its_city(write: Write) -> None:
    for number in ("1" * 5000, "1e999"):
        (table,) = read_tables(write(f'[{{"city": "A", "income": {number}}}]', "a.json"))
        assert table.frame["income"].tolist() == [number]


def test_limits_hold(write: Write) -> None:
    with pytest.raises(DatasetError, match="the table has 2 rows; 1 are allowed"):
        read_tables(write(LIST, "a.json"), ReadingOptions(limits=Limits(rows=1)))

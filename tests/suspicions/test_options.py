"""The options that messages name work when they are typed in a shell."""

import shlex

import pytest

from smartscore.suspicions.cells import option


@pytest.mark.parametrize(
    "value", ["Jumlah", "High income", "", "Côte d'Ivoire", 'Kota "A"', "a$HOME", "a`b", "-", "A\\B", "#1", "A;B", "~x"]
)
def test_a_shell_reads_the_value_as_it_is(value: str) -> None:
    assert shlex.split(option("--leave-out", value)) == ["--leave-out", value]


def test_quotes_are_double_where_they_can_be() -> None:
    assert option("--leave-out", "High income") == '--leave-out "High income"'
    assert option("--leave-out", "62.00") == "--leave-out 62.00"

"""What the command says beside a table is what an assessment says of itself."""

import pytest
from builders import EXAMPLE, Write, run

from smartscore import assess, read_dataset
from smartscore.text import Phrase

TOML = """
id = "own"
note = { en = "A draft of nobody.", id = "Rancangan bukan siapa-siapa." }
[defaults]
rule = { linear = { worst = 0, best = 10 } }
[[members]]
id = "income"
confidence = { definition = "judgement", bounds = "judgement" }
[[members]]
id = "growth"
[[steps]]
impute = { method = "constant", value = 3, columns = ["growth"] }
"""


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_command_and_the_library_say_the_same(language: str) -> None:
    told = run("assess", EXAMPLE, "--lang", language, columns=300).stdout.splitlines()
    said = [proviso.to(language) for proviso in assess(EXAMPLE).provisos]
    assert told[-len(said) :] == said
    assert len(said) == 6


def test_each_kind_is_told_in_english_by_str(write: Write) -> None:
    rows = ["Alun,12,,1", "Bukit,x,4,1", "Candi,not applicable,-99,1", "Dukuh,,,1"]
    path = write("\n".join(["city,income,growth,zone", *rows]) + "\n", "cities.csv")
    toml = write(TOML, "own.toml")
    dataset = read_dataset(path, missing=["x", "-99"])
    provisos = assess(dataset, toml).provisos
    assert isinstance(provisos, tuple)
    told = "\n".join(map(str, provisos))
    for words in (
        "A draft of nobody.",
        "Missing: 2 of 8",
        "held there: 1",
        "do not apply: 1",
        "Imputed values: 3",
        "judgement: 50%",
    ):
        assert words.casefold() in told.casefold(), told
    assert "Columns not used (1): zone" in told
    assert "Rancangan bukan siapa-siapa." in [proviso.to("id") for proviso in provisos]


def test_suspicions_that_were_accepted_are_told(write: Write) -> None:
    rows = [f"c{number},{number % 7}.5,{number % 5}" for number in range(12)]
    path = write("\n".join(["city,income,growth", *rows, "TOTAL,38.5,22"]) + "\n", "cities.csv")
    toml = write(TOML, "own.toml")
    dataset = read_dataset(path, accept=["total_row"])
    assert any("TOTAL" in str(proviso) for proviso in assess(dataset, toml).provisos)


def test_a_phrase_is_its_english_sentence_as_text() -> None:
    assert str(Phrase("summary_higher_worse")) == Phrase("summary_higher_worse").to("en")

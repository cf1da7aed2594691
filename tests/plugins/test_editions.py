"""What the bundled frameworks say of their editions, and that none of it moved a fingerprint."""

import pytest
from builders import run

from smartscore import discover
from smartscore.api import framework_sources

#: Official, in force, repeals, repealed by.
FACTS = {
    "city-index-102": ("no", None, (), ""),
    "cpi": ("transcribed", None, (), ""),
    "hdi": ("yes", "2014..", (), ""),
    "ikci-2018": ("transcribed", None, (), ""),
    "ipm": ("yes", "2014..", (), ""),
    "kominfo-2022": ("transcribed", None, (), ""),
    "kominfo-sleman": ("transcribed", None, (), ""),
    "readiness": ("no", None, (), ""),
    "smart-city": ("no", None, (), ""),
    "spbe-2018": ("transcribed", "2018..2020", (), "spbe-2020"),
    "spbe-2020": ("transcribed", "2020..2026-06-04", ("spbe-2018",), "pemdi-2026"),
    "u4ssc": ("transcribed", None, (), ""),
}

#: As they were before frameworks said any of this.
FINGERPRINTS = {
    "city-index-102": "b8ff3463624329ab",
    "cpi": "a6ae1c5c84b163ad",
    "hdi": "dd7a3bad607d5ae4",
    "ikci-2018": "03f3ed572dd551bb",
    "ipm": "c482c5fcd92980e3",
    "kominfo-2022": "575716a707e48842",
    "kominfo-sleman": "1e515fa610bcaf92",
    "readiness": "61dc3279f1d87638",
    "smart-city": "204414f2008eb124",
    "spbe-2018": "f80d48bb62c2915a",
    "spbe-2020": "9e27f30219b4bbb6",
    "u4ssc": "4df1f8b040fad67f",
}

LOADED = {name: source.load() for name, source in framework_sources(discover(bundled_only=True)).items()}


@pytest.mark.parametrize("name", FACTS)
def test_each_says_how_official_it_is_and_when_it_is_in_force(name: str) -> None:
    loaded = LOADED[name]
    period = None if loaded.in_force is None else str(loaded.in_force)
    assert (loaded.official, period, loaded.repeals, loaded.repealed_by) == FACTS[name]


@pytest.mark.parametrize("name", LOADED)
def test_every_bundled_one_says_whether_it_is_official(name: str) -> None:
    assert LOADED[name].official in ("yes", "no", "transcribed")


@pytest.mark.parametrize("name", FINGERPRINTS)
def test_no_fingerprint_moved(name: str) -> None:
    assert LOADED[name].fingerprint == FINGERPRINTS[name]


@pytest.mark.parametrize("name", LOADED)
def test_what_repealed_a_bundled_one_says_so_too(name: str) -> None:
    old = LOADED[name]
    if old.repealed_by in LOADED:
        assert name in LOADED[old.repealed_by].repeals
    assert all(LOADED[each].repealed_by == name for each in old.repeals if each in LOADED)


def test_the_list_shows_it_in_both_languages() -> None:
    english, indonesian = (run("frameworks", "list", "--lang", language).stdout for language in ("en", "id"))
    (told,) = [line.split() for line in english.splitlines() if line.startswith("spbe-2020")]
    assert told[-5:] == ["2020", "to", "2026-06-04", "transcribed", "pemdi-2026"]
    (told,) = [line.split() for line in indonesian.splitlines() if line.startswith("spbe-2020")]
    assert told[-5:] == ["2020", "s.d.", "2026-06-04", "transkripsi", "pemdi-2026"]


def test_one_is_shown_with_it() -> None:
    english, indonesian = (
        run("frameworks", "show", "spbe-2020", "--lang", language, columns=300).stdout for language in ("en", "id")
    )
    assert english.splitlines()[2:6] == [
        "Official: transcribed, its official text was not read.",
        "In force: 2020 to 2026-06-04",
        "Repeals: spbe-2018",
        "Edition 2020 of spbe-2020 is repealed since 2026-06-05, by pemdi-2026.",
    ]
    assert indonesian.splitlines()[2:6] == [
        "Resmi: transkripsi, naskah resminya tidak dibaca.",
        "Berlaku: 2020 s.d. 2026-06-04",
        "Mencabut: spbe-2018",
        "Edisi 2020 dari spbe-2020 sudah dicabut sejak 2026-06-05, oleh pemdi-2026.",
    ]

"""What headings say: codes or names, of how small places; and units of measurement that are no cities."""

import pytest

from smartscore.tables.headings import are_measures, place_heading, plain_heading, words_of


@pytest.mark.parametrize(
    ("heading", "plain"),
    [
        ("Kabupaten/Kota", "kabupaten_kota"),
        ("  City ", "city"),
        ("CountryCode", "country_code"),
        ("TIME_PERIOD", "time_period"),
        ("Country\u00a0Name", "country_name"),
    ],
)
def test_a_heading_is_its_words_in_small_letters(heading: str, plain: str) -> None:
    assert plain_heading(heading) == plain
    assert "_".join(words_of(heading)) == plain


@pytest.mark.parametrize(
    "heading", ["kode_bps", "ISO 3166-1 alpha-3", "Country Code", "ADM2_PCODE", "fips", "geo code"]
)
def test_codes(heading: str) -> None:
    told = place_heading(heading)
    assert told is not None
    assert told.kind == "code"


@pytest.mark.parametrize("heading", ["Kab./Kota", "nama daerah", "ADM2_EN", "Entity", "ref_area", "REGION", "desa"])
def test_names(heading: str) -> None:
    told = place_heading(heading)
    assert told is not None
    assert told.kind == "name"


@pytest.mark.parametrize("heading", ["income", "indicator_code", "mayor name", "2020", "", "city budget", "of the"])
def test_others(heading: str) -> None:
    assert place_heading(heading) is None


def test_smaller_places_have_a_higher_level() -> None:
    told = [place_heading(heading) for heading in ("Pulau", "Negara", "Provinsi", "Kabupaten", "Kecamatan", "Desa")]
    assert [heading.level for heading in told if heading] == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("texts", [["percent"], ["% of homes"], ["Rupiah per kapita", "jiwa"], ["index", "km2"]])
def test_measures(texts: list[str]) -> None:
    assert are_measures(texts)


@pytest.mark.parametrize("texts", [["Alun"], ["Kota Bogor", "Bogor"], ["Unit 1", "Unit 2"], []])
def test_no_measures(texts: list[str]) -> None:
    assert not are_measures(texts)

"""Files in the form of their publishers are scored by a recipe that was proposed, with few lines corrected."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from attrs import frozen
from recipe_layouts import LAYOUTS

from smartscore import assess, load_framework, read_dataset
from smartscore.recipes.proposal import propose

#: A score by city, or by city and year.
Scores = Mapping[object, float]


@frozen
class Expected:
    """What is proposed below its first line, which of its lines are corrected, and the scores by what comes of it."""

    proposed: str
    corrected: Mapping[str, str]
    scores: Scores


PANEL = {("Alun", 2022): 74.0, ("Alun", 2023): 77.5, ("Bukit", 2022): 51.5, ("Bukit", 2023): 55.0}
EXPECTED = {
    "statistics office, workbook": Expected(
        """
heading = [3, 4]
skip = [5]
key = "Kabupaten/Kota"
leave_out = ["Provinsi X"]
[columns]
poverty = "Persentase Penduduk Miskin {year}"
safe_water = "Akses Air Minum Layak (persen) {year}"
""",
        {},
        PANEL,
    ),
    "statistics office, years and months": Expected(
        """
heading = [1, 2, 3]
key = "Kabupaten/Kota"
leave_out = ["Jumlah"]
[columns]
# unemployment = "Tingkat Pengangguran Terbuka (Persen) {year} Februari"
# unemployment = "Tingkat Pengangguran Terbuka (Persen) {year} Agustus"
""",
        {
            '# unemployment = "Tingkat Pengangguran Terbuka (Persen) {year} Agustus"': (
                'unemployment = "Tingkat Pengangguran Terbuka (Persen) {year} Agustus"'
            )
        },
        {("Alun", 2023): 73.5, ("Alun", 2024): 75.0, ("Bukit", 2023): 68.5, ("Bukit", 2024): 70.0},
    ),
    "provincial open data": Expected(
        """
key = "kode_kabupaten_kota"
name = "nama_kabupaten_kota"
year = "tahun"
[columns]
poverty = "persentase_penduduk_miskin"
# without a column: safe_water; headings left: id, kode_provinsi, nama_provinsi, satuan
""",
        {},
        {("6202", 2022): 70.0, ("6202", 2023): 75.0, ("6203", 2022): 45.0, ("6203", 2023): 50.0},
    ),
    "World Bank, indicators": Expected(
        """
heading = 5
key = "Country Code"
name = "Country Name"
[long]
indicator = "Indicator Code"
value = "{year}"
[long.codes]
"SI.POV.NAHC" = "poverty"
"SH.H2O.SMDW.ZS" = "safe_water"
""",
        {},
        {
            ("ARD", 2021): 74.0,
            ("ARD", 2022): 77.5,
            ("ARD", 2023): 81.0,
            ("BER", 2021): 51.5,
            ("BER", 2022): 55.0,
            ("BER", 2023): 56.75,
        },
    ),
    "World Bank, bank of data": Expected(
        """
key = "Country Code"
name = "Country Name"
[long]
indicator = "Series Code"
value = "{year} [YR{year}]"
[long.codes]
"SI.POV.NAHC" = "poverty"
"SH.H2O.SMDW.ZS" = "safe_water"
""",
        {},
        {("ARD", 2021): 78.0, ("ARD", 2022): 77.5, ("BER", 2021): 51.5, ("BER", 2022): 55.0},
    ),
    "UNDP": Expected(
        """
encoding = "cp1252"
key = "iso3"
name = "country"
leave_out = ["World"]
[columns]
hdi = "hdi_{year}"
le = "le_{year}"
""",
        {},
        {("CIV", 2021): 54.0, ("CIV", 2022): 55.92, ("NOR", 2021): 96.04, ("NOR", 2022): 96.62},
    ),
    "Eurostat": Expected(
        """
delimiter = "\\t"
split = { "freq,unit,geo\\\\TIME_PERIOD" = "{freq},{unit},{geo}" }
key = "geo"
# keep = { unit = "PC_ACT" }  # or: THS_PER
flags = ["b", "e", "p"]
[columns]
# unemployment = "{year}"
""",
        {
            '# keep = { unit = "PC_ACT" }  # or: THS_PER': 'keep = { unit = "PC_ACT" }',
            '# unemployment = "{year}"': 'unemployment = "{year}"',
        },
        {
            ("AT", 2021): 69.0,
            ("AT", 2022): 76.0,
            ("AT", 2023): 74.5,
            ("BE", 2021): 68.5,
            ("BE", 2023): 72.5,
        },
    ),
    "OECD": Expected(
        """
key = "REF_AREA"
name = "Reference area"
year = "TIME_PERIOD"
keep = { SEX = "_T" }
[long]
indicator = "Measure"
value = "OBS_VALUE"
[long.codes]
"Unemployment rate" = "unemployment"
""",
        {},
        {("ARD", 2022): 75.0, ("BER", 2022): 60.0},
    ),
    "UN": Expected(
        """
key = "REF_AREA"
year = "TIME_PERIOD"
keep = { URBANISATION = "_T" }
[long]
indicator = "SERIES"
value = "OBS_VALUE"
[long.codes]
SI_POV_NAHC = "poverty"
SH_H2O_SAFE = "safe_water"
""",
        {},
        {("4", 2022): 77.5, ("8", 2022): 55.0},
    ),
    "SDG Index": Expected(
        """
sheet = "SDR Data"
key = "Country Code ISO3"
name = "Country"
leave_out = ["World"]
[columns]
goal1 = "Goal 1 Score"
goal2 = "Goal 2 Score"
goal11 = "Goal 11 Score"
""",
        {'leave_out = ["World"]': 'leave_out = "_*"'},
        {"ARD": 70.0, "BER": 50.0},
    ),
    "county rankings": Expected(
        """
sheet = "Ranked Measure Data"
heading = [1, 2]
key = "FIPS"
name = "County"
# leave_out = [{ column = "County", pattern = "" }]
[columns]
premature_death = "Premature death Years of Potential Life Lost Rate"
poor_health = "Poor or fair health % Fair or Poor Health"
""",
        {'# leave_out = [{ column = "County", pattern = "" }]': ('leave_out = [{ column = "County", pattern = "" }]')},
        {"01001": 65.0, "01003": 50.0},
    ),
    "COIN Tool": Expected(
        """
sheet = "Database"
heading = 16
key = "Unit code"
name = "Unit name"
[columns]
poverty = "poverty"
safe_water = "safe_water"
""",
        {},
        {"ARD": 77.5, "BER": 50.0},
    ),
    "a sheet a year": Expected(
        """
sheet = "Data {year}"
key = "Kabupaten"
[columns]
poverty = "Persentase Penduduk Miskin"
safe_water = "Akses Air Minum Layak"
""",
        {},
        PANEL,
    ),
    "twelve offices": Expected(
        """
sheet = "*"
# city = "?"
[long]
indicator = "Indikator"
value = "Nilai"
[long.codes]
"Persentase Penduduk Miskin" = "poverty"
"Akses air minum layak" = "safe_water"
""",
        {'# city = "?"': 'city = "Kabupaten Alun"'},
        {"Kabupaten Alun": 77.5},
    ),
    "a spreadsheet of another country": Expected(
        """
encoding = "utf-16"
delimiter = "\\t"
key = "Kota"
leave_out = ["Rata-rata"]
# missing = ["-999"]
[columns]
poverty = "Penduduk miskin (%)"
safe_water = "Air minum layak (%)"
""",
        {'# missing = ["-999"]': "missing = -999"},
        {"Alun": 77.5, "Bukit": 50.0},
    ),
}


def test_there_are_fifteen_layouts() -> None:
    assert len(LAYOUTS) == 15
    assert LAYOUTS.keys() == EXPECTED.keys()


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_file_of_the_layout_is_scored_by_the_recipe_that_was_proposed_and_corrected(
    tmp_path: Path, name: str
) -> None:
    layout, expected = LAYOUTS[name], EXPECTED[name]
    (tmp_path / "framework.toml").write_text(layout.framework, encoding="utf-8")
    framework = load_framework(tmp_path / "framework.toml")
    layout.write(tmp_path / layout.file)

    head, *lines = propose([tmp_path / layout.file], [framework]).splitlines()
    assert layout.file in head
    assert lines == expected.proposed.strip().splitlines()
    assert len(expected.corrected) <= 5
    assert expected.corrected.keys() <= set(lines)
    recipe = [head, *(expected.corrected.get(line, line) for line in lines)]
    assert len(recipe) <= 25
    (tmp_path / "recipe.toml").write_text("\n".join(recipe), encoding="utf-8")

    dataset = read_dataset(tmp_path / layout.file, recipe=tmp_path / "recipe.toml")
    scores = assess(dataset, framework).index.dropna().round(2)
    assert {key: float(score) for key, score in scores.items()} == expected.scores

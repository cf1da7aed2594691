"""Files as people have them, which are read right at once: what they score, and what is said of them."""

from pathlib import Path

import builders
import pytest
from case_files import WATER_AND_POVERTY, Case, Way, assess, book, in_each_language, notes, scores, ways_of

#: Muara and Teluk: water 90 and 60, poverty 12 and 30.
MUARA, TELUK = (80.0, 90, 70, 1), (42.5, 60, 25, 1)
TWO = {"Muara": MUARA, "Teluk": TELUK}
ROWS = [["city", "poverty", "water"], ["Muara", 12, 90], ["Teluk", 30, 60]]
TEXT = "city,poverty,water\nMuara,12,90\nTeluk,30,60\n"
GOALS = """
id = "s"
members = [
  { id = "goal2", aliases = ["Goal 2"], rule = { score = { low = 0, high = 100 } } },
  { id = "goal4", aliases = ["Goal 4"], rule = { score = { low = 0, high = 100 } } },
]
"""
HARBOUR = """
id = "h"
min_coverage = 0.5
[[members]]
id = "sea"
members = [{ id = "piers", rule = { linear = { worst = 0, best = 20 } } }]
[[members]]
id = "land"
members = [{ id = "water", rule = { linear = { worst = 0, best = 100 } } }]
"""
LOW = 'id = "n"\nmembers = [{ id = "poverty", unit = "%", rule = { minmax = { best = "low" } } }]\n'
TITLE_ENGLISH = "lines above the headings were passed over (1): Kemiskinan dan air minum"
TITLE_INDONESIAN = "baris di atas judul kolom dilewati (1): Kemiskinan dan air minum"
RANGE_ENGLISH = "Possible index: from the least to the greatest that the values which are not known ({}) allow."
RANGE_INDONESIAN = (
    "Indeks yang mungkin: dari yang terendah sampai yang tertinggi, berapa pun nilai yang belum diketahui ({})."
)
PASSED = "column 1 holds running numbers and has no heading of its own; it was passed over"
DILEWATI = "kolom ke-1 memuat nomor urut dan tidak memiliki judul sendiri; kolom ini dilewati"

CASES = {
    "a footnote below the table": Case(
        {"f.csv": f"{TEXT}Sumber: Dinas Sosial,,\n"},
        ["f.csv, line 4: the line is a note and no row of the table, and was left out: Sumber: Dinas Sosial"],
        ["f.csv, baris 4: baris ini adalah catatan, bukan baris tabel, dan tidak disertakan: Sumber: Dinas Sosial"],
        [Way(TWO)],
    ),
    "the province beside the regency": Case(
        {"f.csv": "Provinsi,Kabupaten,poverty,water\nSulsel,Muara,12,90\nSultra,Teluk,30,60\n"},
        ["f.csv: 'Kabupaten' says which city a row is", "Columns not used (1): Provinsi"],
        ["f.csv: 'Kabupaten' menyebut daerah setiap baris", "Kolom yang tidak dipakai (1): Provinsi"],
        [Way(TWO)],
    ),
    "a year column by another name": Case(
        {"f.csv": "city,Tahun,poverty,water\nMuara,2022,16,80\nMuara,2023,12,90\n"},
        ["f.csv, Tahun: 'Tahun' is read as the year of each row"],
        ["f.csv, Tahun: 'Tahun' dibaca sebagai tahun setiap baris"],
        [Way({"Muara, 2022": (70, 80, 60, 1), "Muara, 2023": MUARA})],
    ),
    "a title with empty cells above the headings": Case(
        {"f.csv": f"Kemiskinan dan air minum,,\n{TEXT}"},
        [f"f.csv, line 1: {TITLE_ENGLISH}"],
        [f"f.csv, baris 1: {TITLE_INDONESIAN}"],
        [Way(TWO)],
    ),
    "a title alone above the headings": Case(
        {"f.csv": f"Kemiskinan dan air minum\n{TEXT}"},
        [f"f.csv, line 1: {TITLE_ENGLISH}"],
        [f"f.csv, baris 1: {TITLE_INDONESIAN}"],
        [Way(TWO)],
    ),
    "a title in a workbook": Case(
        {"f.xlsx": book({"Data": [["Kemiskinan dan air minum"], *ROWS]})},
        [f"f.xlsx, Data, line 1: {TITLE_ENGLISH}"],
        [f"f.xlsx, Data, baris 1: {TITLE_INDONESIAN}"],
        [Way(TWO)],
    ),
    "two dots for missing": Case(
        {"f.csv": "city,poverty,water\nMuara,12,90\nTeluk,..,60\n"},
        [RANGE_ENGLISH.format(1)],
        [RANGE_INDONESIAN.format(1)],
        [Way({"Muara": MUARA, "Teluk": (60, 60, None, 0.5)})],
    ),
    "a sheet to read before the data": Case(
        {"f.xlsx": book({"Read me": [["Title", "Poverty 2023"], ["Source", "Dinas Sosial"]], "Angka": ROWS})},
        [
            "f.xlsx: the sheet Angka was read; not read were (1): Read me. "
            "To read others, write sheet = [...] in a recipe"
        ],
        [
            "f.xlsx: lembar Angka dibaca; yang tidak dibaca (1): Read me. "
            "Untuk membaca lembar lain, tulis sheet = [...] dalam resep"
        ],
        [Way(TWO)],
    ),
    "a sheet a year": Case(
        {"f.xlsx": book({"2022": [ROWS[0], ["Muara", 16, 80]], "2023": ROWS[:2]})},
        ["f.xlsx: the sheet 2022 was read; not read were (1): 2023. To read others, write sheet = [...] in a recipe"],
        [
            "f.xlsx: lembar 2022 dibaca; yang tidak dibaca (1): 2023. "
            "Untuk membaca lembar lain, tulis sheet = [...] dalam resep"
        ],
        [
            Way({"Muara": (70, 80, 60, 1)}),
            Way({"Muara, 2022": (70, 80, 60, 1), "Muara, 2023": MUARA}, recipe='sheet = "{year}"\n'),
            Way(
                TWO | {"Muara": MUARA},
                recipe='sheet = ["2023"]\n',
                files={"f.xlsx": book({"2022": ROWS, "2023": ROWS})},
            ),
        ],
    ),
    "a long file with more indicators": Case(
        {
            "f.csv": "city,indicator,value\nMuara,water,90\nMuara,poverty,12\nMuara,rain,1800\nTeluk,water,60\n"
            "Teluk,poverty,30\nTeluk,rain,2500\nTeluk,streets,7\n"
        },
        ["Columns not used (2): rain (2 lines), streets (1 line)"],
        ["Kolom yang tidak dipakai (2): rain (2 baris), streets (1 baris)"],
        [Way(TWO)],
    ),
    "a series beside an alias": Case(
        {"f.csv": "city,Goal 2,Goal 3,Goal 4,Goal12,Goal14\nMuara,90,1,70,2,3\nTeluk,60,1,20,2,3\n"},
        ["Columns not used (3): Goal 3, Goal12, Goal14"],
        ["Kolom yang tidak dipakai (3): Goal 3, Goal12, Goal14"],
        [Way({"Muara": MUARA, "Teluk": (40, 60, 20, 1)})],
        GOALS,
    ),
    "row names as R writes them": Case(
        {"f.csv": '"","region","water","poverty"\n"1","Muara",90,12\n"2","Teluk",60,30\n'},
        [f"f.csv, line 1: {PASSED}", "f.csv: 'region' says which city a row is"],
        [f"f.csv, baris 1: {DILEWATI}", "f.csv: 'region' menyebut daerah setiap baris"],
        [Way(TWO)],
    ),
    "row names as pandas writes them": Case(
        {"f.csv": "Unnamed: 0,region,water,poverty\n0,Muara,90,12\n1,Teluk,60,30\n"},
        [f"f.csv, line 1: {PASSED}", "f.csv: 'region' says which city a row is"],
        [f"f.csv, baris 1: {DILEWATI}", "f.csv: 'region' menyebut daerah setiap baris"],
        [Way(TWO)],
    ),
    "a column of units of measurement": Case(
        {"f.csv": "region,water,unit,year\nMuara,90,persen,2023\nMuara,88,percent,2022\nTeluk,60,% of homes,2023\n"},
        ["f.csv: 'region' says which city a row is", RANGE_ENGLISH.format(3), "Columns not used (1): unit"],
        [
            "f.csv: 'region' menyebut daerah setiap baris",
            RANGE_INDONESIAN.format(3),
            "Kolom yang tidak dipakai (1): unit",
        ],
        [
            Way(
                {
                    "Muara, 2023": (90, 90, None, 0.5),
                    "Muara, 2022": (88, 88, None, 0.5),
                    "Teluk, 2023": (60, 60, None, 0.5),
                }
            )
        ],
    ),
    "a code and a name": Case(
        {"f.csv": "region_code,region_name,water,poverty\nK7,Muara,90,12\nK8,Teluk,60,30\n"},
        ["f.csv: 'region_code' says which city a row is, 'region_name' what it is called"],
        ["f.csv: 'region_code' menyebut daerah setiap baris, 'region_name' menyebut namanya"],
        [Way(TWO)],
    ),
    "headings in capitals": Case(
        {"f.csv": "City,Year,water,poverty\nMuara,2022,80,16\nMuara,2023,90,12\nTeluk,2022,50,20\nTeluk,2023,60,30\n"},
        [],
        [],
        [
            Way(
                {
                    "Muara, 2022": (70, 80, 60, 1),
                    "Muara, 2023": MUARA,
                    "Teluk, 2022": (50, 50, 50, 1),
                    "Teluk, 2023": TELUK,
                }
            )
        ],
    ),
    "the worst of a minmax with low as best": Case(
        {"f.csv": "city,poverty\nMuara,10.3\nTeluk,20.7\nRimba,12.9\n"},
        [],
        [],
        [Way({"Muara": (100, 100, 1), "Teluk": (0, 0, 1), "Rimba": (75, 75, 1)})],
        LOW,
    ),
    "a question that does not apply": Case(
        {"f.csv": "city,piers,water\nMuara,,90\nTeluk,5,60\nRimba,not applicable,80\nLembah,tidak berlaku,70\n"},
        [
            RANGE_ENGLISH.format(1),
            "Values that do not apply: 2; their weight goes to the others, and they cost no coverage.",
        ],
        [
            RANGE_INDONESIAN.format(1),
            "Nilai yang tidak berlaku: 2; bobotnya dialihkan kepada yang lain, dan cakupan tidak berkurang.",
        ],
        [
            Way(
                {
                    "Muara": (90, None, 90, 0.5),
                    "Teluk": (42.5, 25, 60, 1),
                    "Rimba": (80, None, 80, 1),
                    "Lembah": (70, None, 70, 1),
                }
            )
        ],
        HARBOUR,
    ),
}


@pytest.fixture(autouse=True)
def _in_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("case", "language", "lines"), in_each_language(CASES))
def test_it_is_read_and_said(case: Case, language: str, lines: list[str]) -> None:
    result = assess(case, language=language)
    assert (result.exit_code, result.stderr) == (0, "")
    assert notes(result, len(case.ways[0].scores)) == lines


@pytest.mark.parametrize(("case", "way"), ways_of(CASES))
def test_it_has_the_right_scores(case: Case, way: Way) -> None:
    assert scores(case, way) == way.scores


def test_two_dots_are_counted_as_missing() -> None:
    case = CASES["two dots for missing"]
    assert "Missing: 1 of 4 values. Beyond a bound and held there: 0." in assess(case).stdout.splitlines()
    told = assess(case, language="id").stdout.splitlines()
    assert "Kosong: 1 dari 4 nilai. Di luar batas dan ditahan di batas: 0." in told


def test_a_city_with_a_code_is_found_by_its_name() -> None:
    Path("own.toml").write_text(WATER_AND_POVERTY)
    Path("f.csv").write_text("region_code,region_name,water,poverty\nK7,Muara,90,12\nK8,Teluk,60,30\n")
    for city in ("Muara", "K7"):
        result = builders.run("explain", "f.csv", "--framework", "own.toml", "--city", city)
        assert (result.exit_code, result.stdout.splitlines()[1]) == (0, "Muara: index 80.00, band -, rank 1 of 2")


@pytest.mark.parametrize("format_", ["table", "csv", "json", "markdown", "html"])
def test_no_zero_has_a_sign(format_: str) -> None:
    result = assess(CASES["the worst of a minmax with low as best"], None, "--format", format_)
    assert result.exit_code == 0
    assert not [word for word in result.stdout.split() if word.strip(",:<>").startswith("-0")]


def test_the_zero_has_its_two_decimals() -> None:
    result = assess(CASES["the worst of a minmax with low as best"], None, "--no-robust")
    assert result.stdout.splitlines()[5].split() == ["3", "Teluk", "0.00", "0.00", "100%"]

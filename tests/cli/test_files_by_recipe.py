"""Files as people have them, which need a recipe: what is said without one, and the scores with it."""

import json
from pathlib import Path

import pytest
from case_files import TITLED, Case, Way, assess, book, in_each_language, scores, ways_of

MUARA, TELUK = (80.0, 90, 70, 1), (42.5, 60, 25, 1)
TWO = {"Muara": MUARA, "Teluk": TELUK}
JOBLESS = """
id = "j"
members = [{ id = "joblessness", aliases = ["2023 August"], rule = { linear = { worst = 20, best = 0 } } }]
"""
NONE = "no column is an indicator or dimension of w; the heading has "
NONE_ID = "tidak ada kolom yang merupakan indikator atau dimensi w; judul kolomnya "
WHAT = "; give columns the ids of their indicators, or let `smartscore recipe` propose a recipe [no_known_column]"
WHAT_ID = "; beri kolom nama id indikatornya, atau minta `smartscore recipe` mengusulkan resep [no_known_column]"

CASES = {
    "a preamble, and years as columns": Case(
        {
            "f.csv": "Data Source,World Development Indicators\nLast Updated Date,2026-07-13\n\n"
            "Country Name,Country Code,Indicator Name,Indicator Code,2021,2022\n"
            "Muara,MUA,poverty,poverty,12.4,..\nTeluk,TEL,poverty,poverty,30.2,18\n"
        },
        [
            f"f.csv, line 4: {NONE}'Indicator Name' (nearest: water, poverty); 'Indicator Code' (nearest: water, "
            f"poverty); '2021' (nothing near); '2022' (nothing near){WHAT}",
            "1 problem(s); nothing was scored",
        ],
        [
            f"f.csv, baris 4: {NONE_ID}'Indicator Name' (terdekat: water, poverty); 'Indicator Code' (terdekat: "
            f"water, poverty); '2021' (tidak ada yang mirip); '2022' (tidak ada yang mirip){WHAT_ID}",
            "1 masalah; tidak ada yang diberi skor",
        ],
        [
            Way(
                {
                    "Muara, 2021": (69, None, 69, 0.5),
                    "Muara, 2022": (None, None, None, 0),
                    "Teluk, 2021": (24.5, None, 24.5, 0.5),
                    "Teluk, 2022": (55, None, 55, 0.5),
                },
                recipe="""heading = 4
key = "Country Code"
name = "Country Name"
[long]
indicator = "Indicator Code"
value = "{year}"
""",
            )
        ],
    ),
    "flags after numbers": Case(
        {"f.csv": "city,poverty,water\nMuara,12.3 p,90\nTeluk,:,60\nRimba,11 e,70\n"},
        [
            "f.csv, line 2, poverty, Muara: '12.3 p' is a number with a flag after it (p); "
            'write the number alone, or flags = ["p"] in a recipe [number_flagged]',
            "f.csv, line 4, poverty, Rimba: '11 e' is a number with a flag after it (e); "
            'write the number alone, or flags = ["e"] in a recipe [number_flagged]',
            "2 problem(s); nothing was scored",
        ],
        [
            "f.csv, baris 2, poverty, Muara: '12.3 p' adalah bilangan dengan tanda di belakangnya (p); "
            'tulis bilangannya saja, atau flags = ["p"] dalam resep [number_flagged]',
            "f.csv, baris 4, poverty, Rimba: '11 e' adalah bilangan dengan tanda di belakangnya (e); "
            'tulis bilangannya saja, atau flags = ["e"] dalam resep [number_flagged]',
            "2 masalah; tidak ada yang diberi skor",
        ],
        [
            Way(
                {"Muara": (79.625, 90, 69.25, 1), "Teluk": (60, 60, None, 0.5), "Rimba": (71.25, 70, 72.5, 1)},
                recipe='flags = ["p", "e"]\n',
            )
        ],
    ),
    "headings that are ids in no language": Case(
        {"f.csv": "Kabupaten/Kota,Persentase Penduduk Miskin,Air Minum Layak\nMuara,12,90\nTeluk,30,60\n"},
        [
            f"f.csv, line 1: {NONE}'Persentase Penduduk Miskin' (nearest: poverty); 'Air Minum Layak' (nearest: water)"
            f"{WHAT}",
            "1 problem(s); nothing was scored",
        ],
        [
            f"f.csv, baris 1: {NONE_ID}'Persentase Penduduk Miskin' (terdekat: poverty); 'Air Minum Layak' (terdekat: "
            f"water){WHAT_ID}",
            "1 masalah; tidak ada yang diberi skor",
        ],
        [
            Way(
                TWO,
                recipe='[columns]\npoverty = "Persentase Penduduk Miskin"\nwater = "Air Minum Layak"\n',
            ),
            Way(TWO, files={"f.csv": "Kabupaten/Kota,poverty,water\nMuara,12,90\nTeluk,30,60\n"}),
        ],
        TITLED,
    ),
    "a title, two rows of headings, a total and a note": Case(
        {
            "f.xlsx": book(
                {
                    "Tabel": [
                        ["Kemiskinan menurut kabupaten, 2022 dan 2023"],
                        [],
                        ["", "2022", "2023"],
                        ["Muara", 16, 12],
                        ["Teluk", 20, 30],
                        ["Jumlah", 36, 42],
                        ["Sumber: Dinas Sosial"],
                    ]
                },
                {"A2:A3": "Kabupaten", "B2:C2": "poverty"},
            )
        },
        [
            "f.xlsx, Tabel, line 2: the headings seem to stand in lines 2 and 3 together; "
            "write heading = [2, 3] in a recipe [headings_in_two_rows]",
            f"f.xlsx, Tabel, line 3: {NONE}'2022' (nothing near); '2023' (nothing near){WHAT}",
            "f.xlsx, Tabel, line 6, Jumlah: 1 row(s) may be no unit but put others together: Jumlah (Tabel, line 6): "
            "the name 'Jumlah' says so. If so, leave them out: --leave-out Jumlah, or in a recipe "
            'leave_out = ["Jumlah"]. If they are units, say so: --accept total_row [total_row]',
            "2 problem(s), 1 suspicion(s); nothing was scored",
        ],
        [
            "f.xlsx, Tabel, baris 2: judul kolom tampaknya berada di baris 2 dan 3 bersama-sama; "
            "tulis heading = [2, 3] dalam resep [headings_in_two_rows]",
            f"f.xlsx, Tabel, baris 3: {NONE_ID}'2022' (tidak ada yang mirip); '2023' (tidak ada yang mirip){WHAT_ID}",
            "f.xlsx, Tabel, baris 6, Jumlah: 1 baris mungkin bukan satuan tersendiri, melainkan gabungan satuan lain: "
            "Jumlah (Tabel, baris 6): namanya 'Jumlah'. Jika benar, abaikan: --leave-out Jumlah, atau dalam resep "
            'leave_out = ["Jumlah"]. Jika memang satuan tersendiri, nyatakan: --accept total_row [total_row]',
            "2 masalah, 1 kecurigaan; tidak ada yang diberi skor",
        ],
        [
            Way(
                {
                    "Muara, 2022": (60, None, 60, 0.5),
                    "Muara, 2023": (70, None, 70, 0.5),
                    "Teluk, 2022": (50, None, 50, 0.5),
                    "Teluk, 2023": (25, None, 25, 0.5),
                },
                recipe="""heading = [2, 3]
key = "Kabupaten"
leave_out = ["Jumlah"]
[columns]
poverty = "poverty {year}"
""",
                named=("heading = [2, 3]", 'leave_out = ["Jumlah"]'),
            )
        ],
    ),
    "a breakdown": Case(
        {
            "f.csv": "city,indicator,sex,year,value\nMuara,water,total,2023,90\nMuara,poverty,total,2023,12\n"
            "Muara,poverty,female,2023,14\nMuara,poverty,male,2023,10\nTeluk,water,total,2023,60\n"
            "Teluk,poverty,total,2023,30\nTeluk,poverty,female,2023,31\nTeluk,poverty,male,2023,29\n"
        },
        [
            "f.csv, line 4, sex: several rows give one value, broken down by 'sex' (sex: total 4, female 2, male 2); "
            'leave one row for each value, or say in a recipe which to keep, such as keep = { sex = "total" } '
            "[broken_down]",
            "1 problem(s); nothing was scored",
        ],
        [
            "f.csv, baris 4, sex: beberapa baris memuat nilai yang sama, dirinci menurut 'sex' "
            "(sex: total 4, female 2, male 2); sisakan satu baris untuk setiap nilai, atau sebutkan dalam resep "
            'baris mana yang dipakai, misalnya keep = { sex = "total" } [broken_down]',
            "1 masalah; tidak ada yang diberi skor",
        ],
        [
            Way(
                {"Muara, 2023": MUARA, "Teluk, 2023": TELUK},
                recipe='keep = { sex = "total" }\n',
                named=('keep = { sex = "total" }',),
            )
        ],
    ),
    "years with months below them": Case(
        {
            "f.csv": "Joblessness by region,,,,\n,,,,\nRegion,2022,,2023,\n,February,August,February,August\n"
            "Muara,5.1,5.3,4.9,5.0\nTeluk,6.1,6.3,5.9,6.0\n,,,,\nSource: labour survey,,,,\n"
        },
        [
            "f.csv, line 4: the headings seem to stand in lines 3 and 4 together; write heading = [3, 4] in a "
            "recipe [headings_in_two_rows]",
            "1 problem(s); nothing was scored",
        ],
        [
            "f.csv, baris 4: judul kolom tampaknya berada di baris 3 dan 4 bersama-sama; "
            "tulis heading = [3, 4] dalam resep [headings_in_two_rows]",
            "1 masalah; tidak ada yang diberi skor",
        ],
        [
            Way({"Muara": (75, 75, 1), "Teluk": (70, 70, 1)}, recipe="heading = [3, 4]\n", named=("heading = [3, 4]",)),
            Way(
                {
                    "Muara, 2022": (73.5, 73.5, 1),
                    "Muara, 2023": (75, 75, 1),
                    "Teluk, 2022": (68.5, 68.5, 1),
                    "Teluk, 2023": (70, 70, 1),
                },
                recipe='heading = [3, 4]\nkey = "Region"\n[columns]\njoblessness = "{year} August"\n',
            ),
        ],
        JOBLESS,
    ),
}


@pytest.fixture(autouse=True)
def _in_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("case", "language", "lines"), in_each_language(CASES))
def test_without_a_recipe_it_is_refused(case: Case, language: str, lines: list[str]) -> None:
    result = assess(case, language=language)
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.splitlines() == lines


@pytest.mark.parametrize(("case", "way"), ways_of(CASES))
def test_with_it_the_scores_are_right(case: Case, way: Way) -> None:
    assert scores(case, way) == way.scores
    assert [named for named in way.named if named not in " ".join(case.english) or named not in way.recipe] == []


def test_the_recipe_is_named_with_the_result() -> None:
    case = CASES["a breakdown"]
    told = json.loads(assess(case, case.ways[0], "--format", "json").stdout)
    assert [one["recipe"] for one in told["dataset"]["reading"]] == ["own-recipe.toml"]

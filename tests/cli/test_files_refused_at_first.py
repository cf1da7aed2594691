"""Files as people have them, which are refused until somebody says what they mean: each way that is named works."""

from pathlib import Path

import pytest
from case_files import Case, Way, assess, in_each_language, scores, ways_of

MUARA, TELUK = (80.0, 90, 70, 1), (42.5, 60, 25, 1)
TWO = {"Muara": MUARA, "Teluk": TELUK}
TEXT = "city,poverty,water\nMuara,12,90\nTeluk,30,60\n"
MINMAX = 'id = "m"\nmembers = [{ id = "a", rule = "minmax" }, { id = "b", rule = "minmax" }]\n'
COUNTRIES = """
id = "c"
members = [ { id = "people", rule = { minmax = { best = "low" } } }, { id = "water", unit = "%", rule = "rank" } ]
"""
LOCKED = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(400)
ONE, SATU = "1 problem(s); nothing was scored", "1 masalah; tidak ada yang diberi skor"
DOUBT, CURIGA = (
    "0 problem(s), 1 suspicion(s); nothing was scored",
    "0 masalah, 1 kecurigaan; tidak ada yang diberi skor",
)
EXPONENT = (
    "is a code of which digits are lost: a spreadsheet program wrote it with an exponent; "
    "format the column as text there, put in the codes again and save the file anew [exponent_key]"
)
EKSPONEN = (
    "adalah kode yang kehilangan angka karena ditulis program lembar kerja dengan eksponen; "
    "ubah format kolom itu menjadi teks, masukkan kembali kodenya, lalu simpan berkas lagi [exponent_key]"
)
SHARES = (
    "multiply them by 100 (in a recipe: factor = 100). If they are percentages below 1, say so: --accept share_scale:"
)
PROPORSI = (
    "kalikan dengan 100 (dalam resep: factor = 100). Jika memang persentase di bawah 1, nyatakan: --accept share_scale:"
)
CODES = {"a.csv": "code,water\n62.10,90\n88.06,60\n", "b.csv": "code,city,poverty\n62.1,Muara,12\n88.06,Teluk,30\n"}
KEYS = {
    "a.csv": "code,city,poverty\n8806,Muara,12\n8578,Teluk,30\n",
    "b.csv": "code,city,water\n88.06,Muara,90\n85.78,Teluk,60\n",
}

CASES = {
    "a total as the last row": Case(
        {"f.csv": "city,a,b\nMuara,12,90\nTeluk,18,60\nJumlah,30,150\n"},
        [
            "f.csv, line 4, Jumlah: 1 row(s) may be no unit but put others together: Jumlah (line 4): the name "
            "'Jumlah' "
            "says so, the sum of the others in a, b. If so, leave them out: --leave-out Jumlah, or in a recipe "
            'leave_out = ["Jumlah"]. If they are units, say so: --accept total_row [total_row]',
            DOUBT,
        ],
        [
            "f.csv, baris 4, Jumlah: 1 baris mungkin bukan satuan tersendiri, melainkan gabungan satuan lain: Jumlah "
            "(baris 4): namanya 'Jumlah', sama dengan jumlah baris lain pada a, b. Jika benar, abaikan: --leave-out "
            'Jumlah, atau dalam resep leave_out = ["Jumlah"]. Jika memang satuan tersendiri, nyatakan: --accept '
            "total_row [total_row]",
            CURIGA,
        ],
        [
            Way({"Muara": (50, 0, 100, 1), "Teluk": (50, 100, 0, 1)}, ("--leave-out", "Jumlah")),
            Way({"Muara": (50, 0, 100, 1), "Teluk": (50, 100, 0, 1)}, recipe='leave_out = ["Jumlah"]\n'),
            Way(
                {"Muara": (16.667, 0, 33.333, 1), "Teluk": (16.667, 33.333, 0, 1), "Jumlah": (100, 100, 100, 1)},
                ("--accept", "total_row"),
            ),
        ],
        MINMAX,
    ),
    "numbers for not known": Case(
        {"f.csv": "city,poverty,water\nMuara,-999,90\nTeluk,9999,60\nRimba,12,70\n"},
        [
            "f.csv, poverty: -999, 9999 stands in 2 cell(s), far from all else: Muara (line 2, -999), Teluk (line 3, "
            "9999). If it means “not known”, say so: --missing -999,9999. If it is a value, say so: "
            "--accept placeholder:poverty [placeholder]",
            DOUBT,
        ],
        [
            "f.csv, poverty: -999, 9999 ada di 2 sel, jauh dari nilai lainnya: Muara (baris 2, -999), Teluk (baris 3, "
            "9999). Jika artinya “tidak diketahui”, nyatakan: --missing -999,9999. Jika memang nilai, nyatakan: "
            "--accept placeholder:poverty [placeholder]",
            CURIGA,
        ],
        [
            Way(
                {"Muara": (90, 90, None, 0.5), "Teluk": (60, 60, None, 0.5), "Rimba": (70, 70, 70, 1)},
                ("--missing", "-999,9999"),
            ),
            Way(
                {"Muara": (95, 90, 100, 1), "Teluk": (30, 60, 0, 1), "Rimba": (70, 70, 70, 1)},
                ("--accept", "placeholder:poverty"),
            ),
        ],
    ),
    "shares where the unit is %": Case(
        {"f.csv": "city,poverty,water\nMuara,0.12,0.90\nTeluk,0.30,0.60\n"},
        [
            "f.csv, water: all 2 values lie between 0 and 1 (0.6 to 0.9), where the unit is %. If they are shares, "
            f"{SHARES}water [share_scale]",
            "f.csv, poverty: all 2 values lie between 0 and 1 (0.12 to 0.3), where the unit is %. If they are shares, "
            f"{SHARES}poverty [share_scale]",
            DOUBT.replace("1", "2"),
        ],
        [
            "f.csv, water: seluruh 2 nilai terletak antara 0 dan 1 (0.6 sampai 0.9), padahal satuannya %. "
            f"Jika berupa proporsi, {PROPORSI}water [share_scale]",
            "f.csv, poverty: seluruh 2 nilai terletak antara 0 dan 1 (0.12 sampai 0.3), padahal satuannya %. "
            f"Jika berupa proporsi, {PROPORSI}poverty [share_scale]",
            CURIGA.replace("1", "2"),
        ],
        [
            Way(
                TWO,
                recipe='[columns]\npoverty = { heading = "poverty", factor = 100 }\n'
                'water = { heading = "water", factor = 100 }\n',
            ),
            Way(
                {"Muara": (50.3, 0.9, 99.7, 1), "Teluk": (49.925, 0.6, 99.25, 1)},
                ("--accept", "share_scale:poverty", "--accept", "share_scale:water"),
            ),
        ],
    ),
    "groups among countries": Case(
        {
            "f.csv": "country,code,people,water\nArdland,ARD,10,90\nBergen,BER,40,60\nCurland,CUR,25,70\n"
            "Low income,LIC,40,65\nWorld,WLD,75,73\n"
        },
        [
            "f.csv: 2 row(s) may be no unit but put others together: Low income (line 5): the name 'Low income' says "
            "so; "
            "World (line 6): the name 'World' says so. If so, leave them out: "
            '--leave-out LIC --leave-out WLD, or in a recipe leave_out = ["LIC", "WLD"]. If they are units, say so: '
            "--accept total_row [total_row]",
            DOUBT,
        ],
        [
            "f.csv: 2 baris mungkin bukan satuan tersendiri, melainkan gabungan satuan lain: Low income (baris 5): "
            "namanya 'Low income'; World (baris 6): namanya 'World'. Jika "
            'benar, abaikan: --leave-out LIC --leave-out WLD, atau dalam resep leave_out = ["LIC", "WLD"]. Jika memang '
            "satuan tersendiri, nyatakan: --accept total_row [total_row]",
            CURIGA,
        ],
        [
            Way(
                {"Ardland": (100, 100, 100, 1), "Bergen": (0, 0, 0, 1), "Curland": (50, 50, 50, 1)},
                ("--leave-out", "LIC", "--leave-out", "WLD"),
            ),
            Way(
                {"Ardland": (100, 100, 100, 1), "Bergen": (0, 0, 0, 1), "Curland": (50, 50, 50, 1)},
                recipe='leave_out = ["LIC", "WLD"]\n',
            ),
        ],
        COUNTRIES,
    ),
    "a code that lost its zero in one of two files": Case(
        CODES,
        [
            "b.csv, line 2, code: these codes may be one, of which a spreadsheet program left out a zero: 62.1 (Muara, "
            "b.csv, line 2) = 62.10 (a.csv, line 2); if so, format the column as text and write the codes with their "
            "zeros, or give them in the crosswalk of a recipe; if they are different cities, say --accept "
            "lost_zero [lost_zero]",
            DOUBT,
        ],
        [
            "b.csv, baris 2, code: kode-kode ini mungkin sama, tetapi angka nolnya dihilangkan oleh program lembar "
            "kerja: 62.1 (Muara, b.csv, baris 2) = 62.10 (a.csv, baris 2); jika demikian, ubah format kolom menjadi "
            "teks "
            "lalu tulis kode beserta nolnya, atau padankan dalam crosswalk pada resep; jika memang daerah yang "
            "berbeda, "
            "nyatakan --accept lost_zero [lost_zero]",
            CURIGA,
        ],
        [
            Way(TWO, recipe='[crosswalk]\n"62.1" = "62.10"\n'),
            Way(TWO, files={**CODES, "b.csv": CODES["b.csv"].replace("62.1,", "62.10,")}),
            Way(
                {"62.10": (90, 90, None, 0.5), "Teluk": TELUK, "Muara": (70, None, 70, 0.5)},
                ("--accept", "lost_zero"),
            ),
        ],
    ),
    "codes with an exponent": Case(
        {"f.csv": "code,city,poverty,water\n6.20601E+12,Muara,12,90\n6.20602E+12,Teluk,30,60\n"},
        [
            f"f.csv, line 2, code: '6.20601E+12' {EXPONENT}",
            f"f.csv, line 3, code: '6.20602E+12' {EXPONENT}",
            ONE.replace("1", "2"),
        ],
        [
            f"f.csv, baris 2, code: '6.20601E+12' {EKSPONEN}",
            f"f.csv, baris 3, code: '6.20602E+12' {EKSPONEN}",
            SATU.replace("1", "2"),
        ],
        [
            Way(
                TWO,
                files={"f.csv": "code,city,poverty,water\n8806010000001,Muara,12,90\n8806020000001,Teluk,30,60\n"},
            )
        ],
    ),
    "two offices with two systems of codes": Case(
        KEYS,
        [
            "a.csv, line 2, code: these keys may be one city each, written otherwise by two offices, since their "
            "columns "
            "have nothing in common: 8806 (Muara, a.csv, line 2) = 88.06 (Muara, b.csv, line 2); 8578 (Teluk, a.csv, "
            "line 3) = 85.78 (Teluk, b.csv, line 3); if so, write them alike, or give them in the crosswalk of a "
            "recipe; "
            "if they are different cities, say --accept two_keys [two_keys]",
            DOUBT,
        ],
        [
            "a.csv, baris 2, code: kunci-kunci ini mungkin satu daerah yang ditulis berbeda oleh dua kantor, karena "
            "kolom yang terisi tidak ada yang sama: 8806 (Muara, a.csv, baris 2) = 88.06 (Muara, b.csv, baris 2); 8578 "
            "(Teluk, a.csv, baris 3) = 85.78 (Teluk, b.csv, baris 3); jika demikian, tulis dengan cara yang sama atau "
            "padankan dalam crosswalk pada resep; jika memang daerah yang berbeda, nyatakan --accept two_keys "
            "[two_keys]",
            CURIGA,
        ],
        [
            Way(TWO, recipe='[crosswalk]\n"88.06" = "8806"\n"85.78" = "8578"\n'),
            Way(TWO, files={**KEYS, "b.csv": KEYS["b.csv"].replace("88.06", "8806").replace("85.78", "8578")}),
        ],
    ),
    "all names in one cell": Case(
        {"f.csv": '"city,poverty,water";;\nMuara;12,5;90\nTeluk;30;60\n'},
        [
            "f.csv, line 1: one cell holds the names of all columns (city,poverty,water), with ',' between them: the "
            "file "
            "was saved with another delimiter than its values have; open it in a spreadsheet program with the right "
            "delimiter, and save it again as CSV UTF-8 [names_in_one_cell]",
            ONE,
        ],
        [
            "f.csv, baris 1: satu sel memuat nama semua kolom (city,poverty,water) dengan ',' di antaranya: berkas "
            "disimpan dengan pemisah yang lain daripada pemisah nilainya; buka di program lembar kerja dengan pemisah "
            "yang benar, lalu simpan kembali sebagai CSV UTF-8 [names_in_one_cell]",
            SATU,
        ],
        [
            Way(
                {"Muara": (79.375, 90, 68.75, 1), "Teluk": TELUK},
                files={"f.csv": "city;poverty;water\nMuara;12,5;90\nTeluk;30;60\n"},
            )
        ],
    ),
    "a workbook with a password": Case(
        {"f.xlsx": LOCKED},
        [
            "f.xlsx: the workbook is locked with a password; open it, take off the password, and save it "
            "again [workbook_locked]",
            ONE,
        ],
        [
            "f.xlsx: buku kerja ini dikunci dengan kata sandi; buka, hapus kata sandinya, lalu simpan kembali "
            "[workbook_locked]",
            SATU,
        ],
        [Way(TWO, files={"f.csv": TEXT})],
    ),
}


@pytest.fixture(autouse=True)
def _in_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("case", "language", "lines"), in_each_language(CASES))
def test_it_is_refused(case: Case, language: str, lines: list[str]) -> None:
    result = assess(case, language=language)
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.splitlines() == lines


@pytest.mark.parametrize(("case", "way"), ways_of(CASES))
def test_each_way_that_is_named_works(case: Case, way: Way) -> None:
    assert scores(case, way) == way.scores


@pytest.mark.parametrize(("case", "way"), ways_of(CASES))
def test_its_options_are_named_as_they_are_typed(case: Case, way: Way) -> None:
    told = "\n".join([*case.english, *case.indonesian])
    options = [" ".join(pair) for pair in zip(way.options[::2], way.options[1::2], strict=True)]
    assert [option for option in options if told.count(option) < 2] == []

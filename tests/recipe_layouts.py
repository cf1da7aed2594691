"""Files made by hand in the form of their publishers, with invented figures, and the frameworks that they serve."""

from collections.abc import Callable, Mapping
from pathlib import Path

import xlsxwriter
from attrs import frozen
from xlsxwriter.worksheet import Worksheet

WELFARE = """
id = "welfare"
[defaults]
rule = { linear = { worst = 0, best = 100 } }
[[members]]
id = "poverty"
title = { en = "Poverty rate", id = "Persentase Penduduk Miskin" }
code = "SI_POV_NAHC"
unit = "%"
rule = { linear = { worst = 40, best = 0 } }
[[members]]
id = "safe_water"
title = { en = "Safe drinking water", id = "Akses Air Minum Layak" }
code = "SH_H2O_SAFE"
unit = "%"
"""
WELFARE_OF_THE_BANK = WELFARE.replace("SI_POV_NAHC", "SI.POV.NAHC").replace("SH_H2O_SAFE", "SH.H2O.SMDW.ZS")
DEVELOPMENT = """
id = "development"
[[members]]
id = "hdi"
title = "Human Development Index"
rule = { linear = { worst = 0, best = 1 } }
[[members]]
id = "le"
title = "Life expectancy at birth"
rule = { linear = { worst = 20, best = 85 } }
"""
UNEMPLOYMENT = """
id = "work"
[[members]]
id = "unemployment"
title = { en = "Unemployment rate", id = "Tingkat Pengangguran Terbuka" }
rule = { linear = { worst = 20, best = 0 } }
"""
GOALS = """
id = "goals"
[defaults]
rule = { linear = { worst = 0, best = 100 } }
[[members]]
id = "goal1"
aliases = ["Goal 1 Score"]
[[members]]
id = "goal2"
aliases = ["Goal 2 Score"]
[[members]]
id = "goal11"
aliases = ["Goal 11 Score"]
"""
HEALTH = """
id = "health"
[[members]]
id = "premature_death"
title = "Premature death: years of potential life lost rate"
aliases = ["Years of Potential Life Lost Rate"]
rule = { linear = { worst = 20000, best = 0 } }
[[members]]
id = "poor_health"
title = "Poor or fair health"
rule = { linear = { worst = 50, best = 0 } }
"""


@frozen
class Layout:
    """The name of a file, what makes it in a folder, and the framework that it serves."""

    file: str
    write: Callable[[Path], None]
    framework: str = WELFARE


def _text(content: str, encoding: str = "utf-8") -> Callable[[Path], None]:
    return lambda path: path.write_text(content.lstrip("\n"), encoding=encoding, newline="\n") and None


def _book(fill: Mapping[str, Callable[[Worksheet], None]]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with xlsxwriter.Workbook(path) as book:
            for name, put in fill.items():
                put(book.add_worksheet(name))

    return write


def _rows(*rows: tuple[object, ...]) -> Callable[[Worksheet], None]:
    def put(sheet: Worksheet) -> None:
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    return put


def _statistics_office(sheet: Worksheet) -> None:
    sheet.write("A1", "Tabel 4.5.1 Kemiskinan dan Air Minum Menurut Kabupaten/Kota di Provinsi X, 2022 dan 2023")
    sheet.merge_range("A3:A4", "Kabupaten/Kota")
    sheet.merge_range("B3:C3", "Persentase Penduduk Miskin")
    sheet.merge_range("D3:E3", "Akses Air Minum Layak (persen)")
    sheet.write_row("B4", [2022, 2023, 2022, 2023])
    sheet.write_row("A5", ["(1)", "(2)", "(3)", "(4)", "(5)"])
    sheet.write_row("A6", ["Alun", 12, 10, 78, 80])
    sheet.write_row("A7", ["Bukit", 22, 20, 58, 60])
    sheet.write_row("A8", ["Provinsi X", 17, 15, 68, 70])
    sheet.write("A10", "Catatan: angka sementara")
    sheet.write("A11", "Sumber: Survei Sosial Ekonomi Nasional")


def _rankings(sheet: Worksheet) -> None:
    sheet.merge_range("D1:G1", "Premature death")
    sheet.merge_range("H1:J1", "Poor or fair health")
    sheet.write_row("A2", ["FIPS", "State", "County"])
    sheet.write_row("D2", ["Deaths", "Years of Potential Life Lost Rate", "95% CI - Low", "95% CI - High"])
    sheet.write_row("H2", ["% Fair or Poor Health", "95% CI - Low", "95% CI - High"])
    sheet.write_row("A3", ["01000", "Alder", "", 900, 9000, 8900, 9100, 20, 19, 21])
    sheet.write_row("A4", ["01001", "Alder", "Ash", 400, 8000, 7000, 9000, 15, 14, 16])
    sheet.write_row("A5", ["01003", "Alder", "Birch", 500, 10000, 9000, 11000, 25, 24, 26])


def _coin_tool(sheet: Worksheet) -> None:
    """Fill the sheet that the COIN Tool asks for: codes of indicators in row 16, units from B17 on.

    Source of the form: the function that reads it in COINr, github.com/bluefoxr/COINr, R/coinToolIn.R.
    """
    about = [("Weight", 1, 1), ("Direction", -1, 1), ("Lower goalpost", 0, 0), ("Upper goalpost", 40, 100)]
    about += [(level, code, code) for level, code in (("Sub-pillar", "sp.01"), ("Pillar", "p.01"), ("Index", "Index"))]
    for number, row in enumerate(about, 7):
        sheet.write_row(f"D{number}", row)
    sheet.write_row("D15", ["Indicator name", "Poverty, national lines", "Water that is safe"])
    sheet.write_row("B16", ["Unit name", "Unit code", "Indicator code", "poverty", "safe_water"])
    sheet.write_row("B17", ["Ardland", "ARD", "", 10, 80])
    sheet.write_row("B18", ["Bergen", "BER", "", 20, "n/a"])


def _office(values: Mapping[str, float]) -> Callable[[Worksheet], None]:
    lines = [(number, name, "persen", value, "") for number, (name, value) in enumerate(values.items(), 1)]
    return _rows(("No", "Indikator", "Satuan", "Nilai", "Keterangan"), *lines)


_OFFICES = (
    *("Sosial", "Kesehatan", "Pendidikan", "Perhubungan", "Kominfo", "Bappeda", "Lingkungan", "Pertanian"),
    *("Perdagangan", "Pariwisata", "Kependudukan", "Pekerjaan Umum"),
)
_ANSWERS = {"Sosial": {"Persentase Penduduk Miskin": 10}, "Pekerjaan Umum": {"Akses air minum layak": 80}}

LAYOUTS = {
    "statistics office, workbook": Layout("bps.xlsx", _book({"Tabel": _statistics_office})),
    "statistics office, years and months": Layout(
        "tpt.csv",
        _text("""
Kabupaten/Kota,Tingkat Pengangguran Terbuka (Persen),,,
,2023,,2024,
,Februari,Agustus,Februari,Agustus
Alun,5.1,5.3,4.9,5.0
Bukit,6.1,6.3,5.9,6.0
Jumlah,5.6,5.8,5.4,5.5
"""),
        UNEMPLOYMENT,
    ),
    "provincial open data": Layout(
        "od_kemiskinan.csv",
        _text("""
id,kode_provinsi,nama_provinsi,kode_kabupaten_kota,nama_kabupaten_kota,persentase_penduduk_miskin,satuan,tahun
1,62,PROVINSI X,6202,KABUPATEN ALUN,12,PERSEN,2022
2,62,PROVINSI X,6203,KABUPATEN BUKIT,22,PERSEN,2022
3,62,PROVINSI X,6202,KABUPATEN ALUN,10,PERSEN,2023
4,62,PROVINSI X,6203,KABUPATEN BUKIT,20,PERSEN,2023
"""),
    ),
    "World Bank, indicators": Layout(
        "API_62.csv",
        _text("""
"Data Source","World Development Indicators",

"Last Updated Date","2026-07-01",

"Country Name","Country Code","Indicator Name","Indicator Code","2021","2022","2023",
"Ardland","ARD","Poverty headcount ratio at national poverty lines","SI.POV.NAHC","12","10","",
"Ardland","ARD","People using safely managed drinking water services","SH.H2O.SMDW.ZS","78","80","81",
"Bergen","BER","Poverty headcount ratio at national poverty lines","SI.POV.NAHC","22","20","19",
"Bergen","BER","People using safely managed drinking water services","SH.H2O.SMDW.ZS","58","60","61",
"Bergen","BER","Rural population","SP.RUR.TOTL","5","6","7",
"""),
        WELFARE_OF_THE_BANK,
    ),
    "World Bank, bank of data": Layout(
        "databank.csv",
        _text("""
Series Name,Series Code,Country Name,Country Code,2021 [YR2021],2022 [YR2022]
Poverty headcount ratio,SI.POV.NAHC,Ardland,ARD,..,10
Safely managed water,SH.H2O.SMDW.ZS,Ardland,ARD,78,80
Poverty headcount ratio,SI.POV.NAHC,Bergen,BER,22,20
Safely managed water,SH.H2O.SMDW.ZS,Bergen,BER,58,60


Data from database: World Development Indicators
Last Updated: 07/01/2026
"""),
        WELFARE_OF_THE_BANK,
    ),
    "UNDP": Layout(
        "hdr.csv",
        _text(
            """
iso3,country,hdicode,region,hdi_rank_2022,hdi_2021,hdi_2022,le_2021,le_2022
CIV,C\u00f4te d'Or,Low,SSA,2,0.5,0.52,57.7,58.9
NOR,Northland,Very High,,1,0.95,0.96,83.1,83.2
ZZK.WORLD,World,,,,0.73,0.74,70.9,71
""",
            "cp1252",
        ),
        DEVELOPMENT,
    ),
    "Eurostat": Layout(
        "une_rt_a.tsv",
        _text("""
freq,unit,geo\\TIME_PERIOD\t2021 \t2022 \t2023
A,PC_ACT,AT\t6.2 \t4.8 b\t5.1 p
A,PC_ACT,BE\t6.3 \t: \t5.5 e
A,THS_PER,AT\t284 \t223 b\t241 p
A,THS_PER,BE\t320 \t: \t290 e
"""),
        UNEMPLOYMENT,
    ),
    "OECD": Layout(
        "oecd.csv",
        _text("""
STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,Reference area,MEASURE,Measure,SEX,Sex,TIME_PERIOD,OBS_VALUE,OBS_STATUS
DATAFLOW,OECD.X:DSD(1.0),I,ARD,Ardland,UNE,Unemployment rate,_T,Total,2022,5,A
DATAFLOW,OECD.X:DSD(1.0),I,ARD,Ardland,UNE,Unemployment rate,F,Female,2022,6,A
DATAFLOW,OECD.X:DSD(1.0),I,BER,Bergen,UNE,Unemployment rate,_T,Total,2022,8,A
DATAFLOW,OECD.X:DSD(1.0),I,BER,Bergen,UNE,Unemployment rate,F,Female,2022,9,A
DATAFLOW,OECD.X:DSD(1.0),I,ARD,Ardland,EMP,Employment rate,_T,Total,2022,70,A
"""),
        UNEMPLOYMENT,
    ),
    "UN": Layout(
        "sdg.csv",
        _text("""
DATAFLOW,FREQ,REPORTING_TYPE,SERIES,REF_AREA,SEX,URBANISATION,TIME_PERIOD,OBS_VALUE,UNIT_MULT
IAEG-SDGs:DF_SDG_GLH(1.20),A,G,SI_POV_NAHC,4,_T,_T,2022,10,0
IAEG-SDGs:DF_SDG_GLH(1.20),A,G,SI_POV_NAHC,4,_T,R,2022,14,0
IAEG-SDGs:DF_SDG_GLH(1.20),A,G,SH_H2O_SAFE,4,_T,_T,2022,80,0
IAEG-SDGs:DF_SDG_GLH(1.20),A,G,SI_POV_NAHC,8,_T,_T,2022,20,0
IAEG-SDGs:DF_SDG_GLH(1.20),A,G,SH_H2O_SAFE,8,_T,_T,2022,60,0
"""),
    ),
    "SDG Index": Layout(
        "sdr.xlsx",
        _book(
            {
                "ABOUT": _rows(("Sustainable Development Report",), ("Scores from 0 to 100",)),
                "SDR Data": _rows(
                    (
                        "Country Code ISO3",
                        "Country",
                        "2026 SDG Index Score",
                        "Goal 1 Score",
                        "Goal 2 Score",
                        "Goal 11 Score",
                    ),
                    ("ARD", "Ardland", 70, 80, 60, 70),
                    ("BER", "Bergen", 50, 40, 50, 60),
                    ("_World", "World", 60, 60, 55, 65),
                ),
            }
        ),
        GOALS,
    ),
    "county rankings": Layout(
        "rankings.xlsx",
        _book({"Introduction": _rows(("County rankings, 2026",)), "Ranked Measure Data": _rankings}),
        HEALTH,
    ),
    "COIN Tool": Layout(
        "coin.xlsx",
        _book({"Framework": _rows(("Index", "Dimension"), ("Index", "sp.01")), "Database": _coin_tool}),
    ),
    "a sheet a year": Layout(
        "panel.xlsx",
        _book(
            {
                f"Data {year}": _rows(
                    ("Kabupaten", "Persentase Penduduk Miskin", "Akses Air Minum Layak"),
                    ("Alun", 12 - later, 78 + later),
                    ("Bukit", 22 - later, 58 + later),
                )
                for year, later in (("2022", 0), ("2023", 2))
            }
        ),
    ),
    "twelve offices": Layout(
        "offices.xlsx",
        _book({name: _office(_ANSWERS.get(name, {f"Urusan {name}": 50})) for name in _OFFICES}),
    ),
    "a spreadsheet of another country": Layout(
        "unicode.txt",
        _text(
            """
Kota\tPenduduk miskin (%)\tAir minum layak (%)
Alun\t10,0\t80,0
Bukit\t20,0\t-999
Rata-rata\t15,0\t80,0
""",
            "utf-16",
        ),
    ),
}

"""Published indices on both sides of the break from SPBE to Pemdi, and a stand-in for the framework of the latter."""

from pathlib import Path

#: Index values that were published. Kotawaringin Timur: kalteng.bpk.go.id/?p=30205. Aceh Tengah: 2.59 in 2025 by SPBE
#: and, as its assessor's provisional result, 1.24 in 2026 by Pemdi (github.com Niumination/PemdiAcehTengah).
SPBE = """city,year,index
Kotawaringin Timur,2021,1.66
Kotawaringin Timur,2022,2.38
Kotawaringin Timur,2023,3.11
Kotawaringin Timur,2024,3.22
Aceh Tengah,2025,2.59
"""
PEMDI = """city,year,indicator,value,quality,note
Aceh Tengah,2026,index,1.24,provisional,not official
"""

#: As much of the framework pemdi-2026 as given index values need.
STAND_IN = """
id = "pemdi-2026"
title = { en = "Digital government index (Pemdi)", id = "Indeks Pemerintah Digital (Pemdi)" }
edition = "2026"
family = "pemdi"
scale = [1, 5]
decimals = 2
official = "transcribed"
in_force = "2026-06-05.."
repeals = ["spbe-2020"]
bands = [
  { from = 1, title = "Kurang" }, { from = 1.5, title = "Cukup" }, { from = 2.5, title = "Baik" },
  { from = 3.5, title = "Sangat Baik" }, { from = 4, title = "Memuaskan" },
]
[defaults]
rule = { score = { low = 1, high = 5 } }
[[members]]
id = "governance"
[[members]]
id = "data"
"""


def write_series(folder: Path) -> tuple[Path, Path, Path]:
    """Write both series and the stand-in, and give their paths."""
    paths = folder / "spbe.csv", folder / "pemdi.csv", folder / "pemdi.toml"
    for path, text in zip(paths, (SPBE, PEMDI, STAND_IN), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths

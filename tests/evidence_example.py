"""A regency with items of evidence of every status, scored by itself and by an assessor, and a framework for it."""

import csv
import io

FRAMEWORK = """
id = "layanan"
title = { en = "Digital services", id = "Layanan digital" }
edition = "2026"
note = { en = "Provisional: the official text was not read.", id = "Sementara: teks resmi belum dibaca." }
scale = [1, 5]
[ladder]
policy = "all"
advisory = true
note = { en = "The ladder is our own aid.", id = "Tangga ini alat bantu kami sendiri." }
[[bands]]
title = { en = "Poor", id = "Kurang" }
from = 1
[[bands]]
title = { en = "Fair", id = "Cukup" }
from = 1.5
[[bands]]
title = { en = "Good", id = "Baik" }
from = 2.5
[defaults]
rule = { score = { low = 1, high = 5 } }
[[members]]
id = "tata_kelola"
title = { en = "Governance and management of digital government", id = "Tata kelola dan manajemen pemerintah digital" }
weight = 40
members = [
  { id = "i1", title = { en = "Architecture and plan map", id = "Arsitektur dan peta rencana" }, weight = 3 },
  { id = "i2", title = { en = "Coordination team", id = "Tim koordinasi" }, weight = 2 },
  { id = "i3", title = { en = "Risk management", id = "Manajemen risiko" } },
]
[[members]]
id = "data"
title = { en = "Data", id = "Data" }
weight = 25
members = [
  { id = "i4", title = { en = "Data standards", id = "Standar data" } },
  { id = "i5", title = { en = "Interoperability", id = "Interoperabilitas" } },
]
[[members]]
id = "keamanan"
title = { en = "Security", id = "Keamanan" }
weight = 15
members = [
  { id = "i6", title = { en = "Information security", id = "Keamanan informasi" } },
  { id = "i7", title = { en = "Audit", id = "Audit teknologi informasi dan komunikasi" } },
]
[[members]]
id = "layanan"
title = { en = "Services", id = "Layanan" }
weight = 20
members = [
  { id = "i8", title = { en = "Public services", id = "Layanan publik berbasis elektronik" } },
  { id = "i9", title = { en = "Integrated portal", id = "Portal terpadu" } },
  { id = "i10", title = { en = "Complaints", id = "Pengaduan" } },
]
"""

HEAD = (
    *("city", "assessor", "indicator", "level", "item", "status", "office", "owner", "due", "link", "value"),
    *("note", "recommendation"),
)
OFFICES = ("Diskominfo", "Bappeda", "Inspektorat", "Setda", "DPMPTSP")
OWNERS = ("Budi Santoso", "Sari Dewi", "Made Wirawan", "Rahmat Hidayat", "Yohana Lende")
#: The statuses of the items of each indicator, a word a level: a accepted, s submitted, d draft, p in process, v to
#: revise, r rejected, n nothing, x does not apply.
STATUSES = {
    "i1": "a as pn nn",
    "i2": "a a v s n",
    "i3": "a r n n n",
    "i4": "aa as d n",
    "i5": "s d n",
    "i6": "a ax sv n",
    "i7": "n n",
    "i8": "a a a s",
}
WORDS = {
    "a": "diterima",
    "s": "diajukan",
    "d": "draf",
    "p": "dalam proses",
    "v": "perlu perbaikan",
    "r": "ditolak",
    "n": "",
    "x": "tidak berlaku",
}
KINDS = ("Peraturan bupati", "Keputusan bupati", "Laporan pelaksanaan", "Hasil evaluasi", "Bukti perbaikan")
#: What the assessor says, and what the government said of itself where it differs.
ASSESSED = {"i1": 1.5, "i2": 2, "i4": 1.17, "i5": 1, "i6": 2.26, "i8": 3, "i9": 2, "i10": 1}
OWN = {"i5": 1, "i8": 4.5, "i9": 2.5, "i10": 1}


def table() -> str:
    """Give the lines: the items of the government, the values that it gives itself, and those of the assessor."""
    out = io.StringIO()
    writer = csv.DictWriter(out, HEAD, lineterminator="\n")
    writer.writeheader()
    for place, (indicator, levels) in enumerate(STATUSES.items()):
        writer.writerows(_items(place, indicator, levels.split()))
    for assessor, values in (("mandiri", OWN), ("asesor", ASSESSED)):
        rows = ({"indicator": name, "value": value} for name, value in values.items())
        writer.writerows({"city": "Kabupaten Alun", "assessor": assessor, **row} for row in rows)
    return out.getvalue()


def _items(place: int, indicator: str, levels: list[str]) -> list[dict[str, object]]:
    lines = []
    for level, signs in enumerate(levels, start=1):
        for number, sign in enumerate(signs):
            at = (place + level + number) % 5
            line = {
                "city": "Kabupaten Alun",
                "assessor": "mandiri",
                "indicator": indicator,
                "level": level,
                "item": f"{KINDS[level - 1]} {indicator}.{level}.{number + 1}",
                "status": WORDS[sign] or "belum",
                "office": OFFICES[at],
                "owner": OWNERS[at],
                "due": f"2026-{9 + at % 3:02}-{20 + level}",
                "link": f"https://contoh.go.id/{indicator}/{level}",
            }
            if sign == "v":
                line |= {
                    "note": "Tanda tangan dan tanggal belum lengkap",
                    "recommendation": "Lengkapi lalu ajukan lagi",
                }
            if sign == "r":
                line |= {"note": "Dokumen tahun 2022, sudah tidak berlaku"}
            lines.append(line)
    lines[0]["recommendation"] = "Perbarui setiap tahun" if indicator == "i1" else ""
    return lines

"""What a unit says of the numbers that stand in it: percent, or whole things that are counted."""

import re

from smartscore.model import Indicator

_PERCENT = frozenset({"%", "percent", "per cent", "persen", "percentage", "persentase", "pct"})
_WHOLE = frozenset(
    {
        *("people", "persons", "person", "inhabitants", "residents", "households", "families", "houses", "dwellings"),
        *("pupils", "students", "teachers", "patients", "workers", "schools", "villages", "vehicles", "units", "cases"),
        *("jiwa", "orang", "penduduk", "rumah tangga", "keluarga", "kk", "rumah", "unit", "buah", "sekolah", "desa"),
        *("siswa", "murid", "guru", "pasien", "pekerja", "kendaraan", "kasus", "hospitals", "rumah sakit", "number"),
    }
)
_CHANGING = re.compile(
    r"\b(growth|change|increase|decrease|inflation|deflation|balance|surplus|deficit|rate of return|gross|ratio|real"
    r"|net|migration|difference|yoy|neto|migrasi|selisih|lpe"
    r"|pertumbuhan|perubahan|kenaikan|penurunan|laju|inflasi|deflasi|kasar|rasio|defisit|realisasi|capaian)",
    re.IGNORECASE,
)


def is_percent(node: Indicator) -> bool:
    """Tell whether the unit is percent, of anything: %, % of households."""
    return any(text.casefold().split()[0] in _PERCENT for _, text in node.unit.by_language if text.strip())


def is_plain_percent(node: Indicator) -> bool:
    """Tell whether the unit is percent of a whole that is not exceeded, as far as unit and title tell."""
    titles = [text for _, text in (*node.title.by_language, *node.description.by_language)]
    named = [node.id.replace("_", " "), *titles]
    plain = any(text.casefold().strip() in _PERCENT for _, text in node.unit.by_language)
    return plain and not any(_CHANGING.search(text) for text in named)


def is_counted(node: Indicator) -> bool:
    """Tell whether the unit is a whole thing that is counted: people, households, jiwa."""
    return any(text.casefold().strip() in _WHOLE for _, text in node.unit.by_language)

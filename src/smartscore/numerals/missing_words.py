"""The words that stand for a missing value."""

#: What stands for a missing number, in small letters, by language; "" is every language.
MISSING_BY_LANGUAGE = {
    "": frozenset({"", "-", "\u2013", "\u2014", "...", "\u2026", "na", "n/a", "n.a.", "nan", "#n/a"})
    | frozenset({"..", ":", "x"}),  # of the World Bank, of Eurostat, of offices that write German
    "en": frozenset({"no data", "not available", "missing", "unknown"}),
    "id": frozenset({"tidak ada", "tidak ada data", "tidak tersedia", "belum ada", "belum ada data", "belum tersedia"})
    | frozenset({"tad"}),  # "tidak ada data" in tables of BPS
}
MISSING_WORDS = frozenset().union(*MISSING_BY_LANGUAGE.values())

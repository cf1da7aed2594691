"""Words of the generated pages in both languages, and text made safe for Markdown."""

import re

from smartscore.messages import number

_WORDS = {
    "Aggregates": "Agregat",
    "All names that `smartscore` offers to programs and plugins.": "Semua nama yang disediakan `smartscore` bagi "
    "program dan plugin. Uraiannya berasal dari kode, dalam bahasa Inggris.",
    "An array of floats, which rules and aggregates take and give.": "Larik bilangan, yang diterima dan dihasilkan "
    "aturan dan agregat.",
    "Bands": "Kategori",
    "Basis of the best end": "Dasar ujung terbaik",
    "Basis of the bounds": "Dasar batas",
    "Basis of the worst end": "Dasar ujung terburuk",
    "Caution": "Perhatian",
    "Classes": "Kelas",
    "Confidence": "Keyakinan",
    "Criteria": "Kriteria",
    "Data": "Data",
    "Dimensions and indicators": "Dimensi dan indikator",
    "Edition": "Edisi",
    "Errors": "Galat",
    "Every command and option": "Semua perintah dan opsi",
    "Every framework": "Semua kerangka",
    "Every hook": "Semua hook",
    "Every problem": "Semua masalah",
    "Every rule, aggregate and step": "Semua aturan, agregat, dan langkah",
    "Family": "Keluarga",
    "Files of the examples": "Berkas contoh",
    "Fingerprint": "Sidik",
    "Frameworks that come with smartscore, read from the frameworks themselves.": "Kerangka yang disertakan dalam "
    "smartscore, dibaca dari kerangka itu sendiri.",
    "Functions": "Fungsi",
    "Indicators": "Indikator",
    "Level": "Tingkat",
    "Many examples have these files, which are shown only here.": "Banyak contoh memakai berkas ini, yang hanya "
    "ditampilkan di sini.",
    "Marks a function of a plugin as the one that a hook calls.": "Menandai fungsi plugin sebagai fungsi yang "
    "dipanggil hook.",
    "The number of the contract between plugins and smartscore; the manual says what changed with it.": "Nomor kontrak "
    "antara plugin dan smartscore; manual menjelaskan apa yang berubah bersamanya.",
    "Overlaps with": "Tumpang tindih dengan",
    "Rests on": "Bertumpu pada",
    "Rule": "Aturan",
    "Rules": "Aturan",
    "Scale": "Skala",
    "Share": "Bagian",
    "Source": "Sumber",
    "Steps": "Langkah",
    "The help of the command itself.": "Teks bantuan dari perintah itu sendiri.",
    "The library": "Pustaka",
    "Title": "Judul",
    "Tree": "Pohon",
    "Weight": "Bobot",
    "What a framework file may ask for by name.": "Yang dapat diminta berkas kerangka dengan nama. Uraiannya berasal "
    "dari kode, dalam bahasa Inggris.",
    "What `smartscore problem CODE` tells, of every code.": "Penjelasan `smartscore problem KODE` untuk setiap kode.",
    "What a plugin may add.": "Yang dapat ditambahkan plugin. Uraiannya berasal dari kode, dalam bahasa Inggris.",
    "a higher index is worse": "indeks yang lebih tinggi lebih buruk",
    "above": "di atas",
    "agency": "instansi",
    "best": "terbaik",
    "bounds": "batas",
    "by default": "bila tidak disebut",
    "decimals": "desimal",
    "definition": "definisi",
    "divided by": "dibagi",
    "from": "mulai",
    "general knowledge": "pengetahuan umum",
    "judgement": "pertimbangan",
    "kind": "jenis",
    "minimum coverage": "cakupan minimum",
    "missing": "kosong",
    "no parameters": "tanpa parameter",
    "not said": "tidak disebutkan",
    "not scored": "tidak diskor",
    "optional": "opsional",
    "parameters": "parameter",
    "possible values": "nilai yang mungkin",
    "published": "dipublikasikan",
    "relative": "relatif",
    "times": "kali",
    "to": "sampai",
    "typical": "nilai lazim",
    "unit": "satuan",
    "valid years": "tahun yang berlaku",
    "verified in source": "diverifikasi dari sumber",
    "with": "dengan",
    "worst": "terburuk",
    "years until a value is old": "tahun sampai nilai dianggap usang",
}
_MARKUP = re.compile(r"([\\`*_\[\]<>|$#~{}])")


def said(words: str, language: str) -> str:
    """Give words of these pages in the language; those without a translation are a `KeyError`, in English too."""
    translated = _WORDS[words]
    return translated if language == "id" else words


def grade(confidence: str, language: str) -> str:
    """Give the words for a grade of confidence."""
    return said(confidence.replace("-", " "), language)


def plain(text: object) -> str:
    """Give a text so that Markdown shows it as it is, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(str(text).split()))


def figure(value: float, language: str) -> str:
    """Write a number without needless decimals."""
    return f"{value:.10g}".replace(".", number(0.5, 1, language)[1])


def percent(share: float, language: str) -> str:
    """Write a share of 0 to 1 in percent."""
    return f"{number(100 * share, 2, language)}%"

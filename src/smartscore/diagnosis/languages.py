"""The language in which results are told, why, and the catalogues of messages."""

from collections.abc import Iterator

from smartscore.diagnosis.finding import Finding
from smartscore.messages import LANGUAGES, count, language_asked_for, message, preferred_language


def languages(language: str) -> Iterator[Finding]:
    """Tell which language is used and who asked for it, and of each language whether its messages are there."""
    variable, asked = language_asked_for()
    if language != preferred_language():
        yield Finding("language", language, "works", message("doctor_language_option", language))
    elif not asked:
        yield Finding("language", language, "works", message("doctor_language_usual", language))
    else:
        known = asked[:2] in LANGUAGES or asked in ("C", "POSIX") or asked.startswith("C.")
        code = "doctor_language_by" if known else "doctor_language_unknown"
        said = message(code, language, variable=variable, value=asked, languages=", ".join(LANGUAGES))
        yield Finding("language", language, "works" if known else "notice", said)
    for name in LANGUAGES:
        yield _catalogue(name, language)


def _catalogue(name: str, language: str) -> Finding:
    file = f"smartscore.mo ({name})"
    if messages := count(name):
        return Finding("language", file, "works", message("doctor_messages", language, count=messages))
    said = message("doctor_no_catalogue", language, language=name)
    return Finding("language", file, "broken", said, "pip install --force-reinstall smartscore")

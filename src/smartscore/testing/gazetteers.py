"""The contract of gazetteers."""

from collections.abc import Iterator, Mapping

from smartscore.errors import PluginError, Problem
from smartscore.gazetteer import Area, Gazetteer, normalised


def check_gazetteer(gazetteer: Gazetteer) -> None:
    """Check a gazetteer: titles in both languages, a source, areas with codes, names and levels.

    No area lies within itself, and no two codes are the same once blanks, dots and hyphens are.

    Raises:
        PluginError: with everything that is wrong.
    """
    if problems := list(_faults(gazetteer)):
        raise PluginError(problems)


def _faults(gazetteer: Gazetteer) -> Iterator[Problem]:
    for language in gazetteer.title.missing():
        yield Problem("title_untranslated", {"language": language}, indicator=gazetteer.id)
    if not gazetteer.source:
        yield Problem("gazetteer_without_source", {})
    if not gazetteer.areas:
        yield Problem("gazetteer_empty", {})
    by_code = {area.code: area for area in gazetteer.areas}
    spelt: dict[str, str] = {}
    for area in gazetteer.areas:
        for name in (name for name in ("code", "name", "level") if not getattr(area, name).strip()):
            yield Problem("area_lacks", {"what": name}, city=area.code or area.name)
        if (other := spelt.setdefault(normalised(area.code), area.code)) != area.code:
            yield Problem("area_code_shared", {"other": other}, city=area.code)
        if _is_within_itself(area, by_code):
            yield Problem("area_within_itself", {}, city=area.code)


def _is_within_itself(area: Area, by_code: Mapping[str, Area]) -> bool:
    above, seen = area, {area.code}
    while above.parent is not None:
        above = by_code[above.parent]
        if above.code in seen:
            return True
        seen.add(above.code)
    return False

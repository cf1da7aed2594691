"""The libraries that smartscore needs, and the extras."""

from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import packages_distributions

from smartscore.diagnosis.finding import Finding
from smartscore.diagnosis.installation import OWN
from smartscore.diagnosis.requirements import Requirement, canonical, extras_of, modules_of, requirements
from smartscore.messages import message


def libraries(language: str) -> Iterator[Finding]:
    """Tell of each library that is needed its version, and whether it can be imported."""
    packages = list(packages_distributions().items())
    for needed in requirements(OWN):
        if not needed.extra:
            yield _library(needed, modules_of(canonical(needed.name), packages), language)


def _library(needed: Requirement, modules: list[str], language: str) -> Finding:
    name, mend, found = needed.name, f'pip install "{needed}"', needed.installed
    if found is None:
        return Finding("library", name, "broken", message("doctor_missing", language, found=needed), mend)
    if needed.state == "old":
        said = message("doctor_old", language, found=found, least=needed.least)
        return Finding("library", name, "broken", said, mend)
    try:
        for module in modules:
            import_module(module)
    except Exception as error:  # other people's code
        reason = f"{type(error).__name__}: {error}"
        said = message("doctor_not_imported", language, found=found, reason=reason)
        return Finding("library", name, "broken", said, f'pip install --force-reinstall "{needed}"')
    return Finding("library", name, "works", found)


def extras(language: str) -> Iterator[Finding]:
    """Tell of each extra what it is for, and what of it is missing or too old."""
    needed = list(requirements(OWN))
    for extra in extras_of(OWN):
        yield _extra(extra, [one for one in needed if one.extra == extra], language)


def _extra(extra: str, needed: list[Requirement], language: str) -> Finding:
    use, mend = message(f"extra_{extra}", language), f'pip install "{OWN}[{extra}]"'
    missing = [one.name for one in needed if one.state == "missing"]
    old = [f"{one.name} {one.installed} < {one.least}" for one in needed if one.state == "old"]
    if missing:
        said = message("doctor_extra_missing", language, use=use, missing=", ".join([*missing, *old]))
        return Finding("extra", extra, "absent", said, mend)
    if old:
        said = message("doctor_extra_old", language, use=use, old=", ".join(old))
        return Finding("extra", extra, "notice", said, f'pip install --upgrade "{OWN}[{extra}]"')
    return Finding("extra", extra, "works", use)

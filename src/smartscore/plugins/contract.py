"""Whether a plugin was written for this smartscore: the contract that it names, and the versions that it asks for."""

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import version

from smartscore.errors import Problem
from smartscore.hookspecs import CONTRACT, OLDEST_CONTRACT, PROJECT

#: The name in the module of a plugin that says for which contract it was written.
NAME = "smartscore_contract"
_ASKS_FOR_A_VERSION = re.compile(r"smartscore\s*(\[[^]]*\])?\s*\(?\s*[<>=!~]", re.IGNORECASE)


def contract_of(module: object) -> int | None:
    """Give the contract that a plugin says it was written for, None where it says nothing that is a whole number."""
    said = getattr(module, NAME, None)
    return said if isinstance(said, int) and not isinstance(said, bool) else None


def faults_of_contract(plugin: str, module: object) -> Iterator[Problem]:
    """Find what is wrong with the contract that a plugin names: no number, too new, or no longer served."""
    said, contract = getattr(module, NAME, None), contract_of(module)
    fields = {"plugin": plugin, "found": contract, "contract": CONTRACT}
    if contract is None:
        if said is not None:
            yield Problem("contract_not_number", {**fields, "found": repr(said)})
    elif contract > CONTRACT:
        yield Problem("contract_newer", {**fields, "version": version(PROJECT)})
    elif contract < OLDEST_CONTRACT:
        yield Problem("contract_older", fields)


def faults_of_requirements(plugin: str, requirements: Iterable[str]) -> Iterator[Problem]:
    """Find each version of smartscore that the distribution of a plugin asks for and that this one is not."""
    for written in requirements:
        if not _ASKS_FOR_A_VERSION.match(written.strip()):
            continue
        from packaging.requirements import InvalidRequirement, Requirement  # which most plugins do without

        try:
            requirement = Requirement(written)
        except InvalidRequirement:  # which pip refuses
            continue
        heeded = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if heeded and not requirement.specifier.contains(version(PROJECT), prereleases=True):
            fields = {"plugin": plugin, "found": f"smartscore{requirement.specifier}", "version": version(PROJECT)}
            yield Problem("other_smartscore_needed", fields)

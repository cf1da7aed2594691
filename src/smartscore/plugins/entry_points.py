"""The plugins that are installed, as the metadata of their packages say: names, modules, versions and requirements."""

from functools import cache
from importlib.metadata import Distribution, EntryPoint, distributions, entry_points

from attrs import field, frozen


@frozen(eq=False)
class Installed:
    """A plugin by its entry point, which is None where a package has a file of entry points that cannot be read."""

    name: str
    point: EntryPoint | None
    distribution: str = ""
    version: str = ""
    requirements: tuple[str, ...] = field(default=())


def installed(group: str) -> list[Installed]:
    """Give the plugins of a group of entry points by name."""
    identity = cache(_identity)  # metadata are parsed once, however many plugins a distribution holds
    try:
        points = list(entry_points(group=group))
        unreadable: list[Distribution] = []
    except Exception:  # one file that cannot be read takes those of all packages along
        points, unreadable = _one_by_one(group)
    found = [Installed(point.name, point, *(identity(point.dist) if point.dist else ())) for point in points]
    found += [Installed(identity(one)[0] or "?", None, *identity(one)) for one in unreadable]
    return sorted(found, key=lambda plugin: plugin.name)


def leads_to_a_module(point: EntryPoint) -> bool:
    """Tell whether the value of an entry point is like `package.module` or `package.module:name`."""
    return point.pattern.match(point.value) is not None


def _identity(distribution: Distribution) -> tuple[str, str, tuple[str, ...]]:
    """Give name, version and requirements; what is left of a package that was removed by hand has none."""
    try:
        metadata = distribution.metadata
        requirements = tuple(metadata.get_all("Requires-Dist") or ())
        return str(metadata["Name"] or ""), str(metadata["Version"] or ""), requirements
    except (KeyError, TypeError):
        return "", "", ()


def _one_by_one(group: str) -> tuple[list[EntryPoint], list[Distribution]]:
    """Give the entry points of each package that has a file that can be read, and the packages that have another."""
    points: dict[tuple[str, str], list[EntryPoint]] = {}
    unreadable: list[Distribution] = []
    for distribution in distributions():
        name = _identity(distribution)[:2]
        if name not in points:  # else it stands on the path a second time
            try:
                points[name] = [point for point in distribution.entry_points if point.group == group]
            except Exception:
                points[name] = []
                if f"[{group}]" in (distribution.read_text("entry_points.txt") or ""):
                    unreadable.append(distribution)
    return [point for of in points.values() for point in of], unreadable

"""The example data, which travels in the wheel beside this file."""

from pathlib import Path

from smartscore.errors import Problem, UsageError, hint

NAMES = ("cities.csv", "programmes.csv")
_HERE = Path(__file__).parent


def example_path(name: str) -> Path:
    """Give the path of an example file.

    Raises:
        UsageError: if there is no example of that name.
    """
    if name not in NAMES:
        raise UsageError(Problem("unknown_example", {"found": name, "hint": hint(name, NAMES)}))
    packed = _HERE / name
    return packed if packed.exists() else _HERE.parents[2] / "docs" / "examples" / name  # an editable install

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


def write_example(name: str, target: Path) -> Path:
    """Copy an example file to `target`, which must not exist yet.

    Raises:
        UsageError: if there is no such example, or the target exists or cannot be written.
    """
    data = example_path(name).read_bytes()
    try:
        with target.open("xb") as file:
            file.write(data)
    except FileExistsError:
        raise UsageError(Problem("file_exists", file=str(target))) from None
    except OSError as error:
        raise UsageError(Problem("file_unwritable", {"reason": error.strerror}, file=str(target))) from error
    return target

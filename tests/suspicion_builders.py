"""What the tests of suspicions share: a dataset of one column, and what is said of it in short."""

from smartscore.errors import Suspicion

LINEAR = "{ linear = { worst = 0, best = 100 } }"


def column(*values: object) -> str:
    """Give the text of a CSV file with these values in the column `a`."""
    return "city,a\n" + "\n".join(f"town{n},{value}" for n, value in enumerate(values)) + "\n"


def said(found: list[Suspicion]) -> list[tuple[str, str | None, bool]]:
    """Give of each suspicion its code, its column and whether it refuses."""
    return [(one.code, one.column, one.refuses) for one in found]

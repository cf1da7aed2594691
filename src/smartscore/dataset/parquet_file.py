"""Parquet files as tables, with the types that they have."""

import hashlib
from importlib.util import find_spec
from pathlib import Path

import pandas as pd

from smartscore.dataset.table import Table
from smartscore.errors import DatasetError, Problem, UsageError


def read_parquet(path: Path) -> Table:
    """Read a Parquet file.

    Raises:
        UsageError: if pyarrow is not installed.
        DatasetError: if there is no such file, or it is not Parquet.
    """
    if find_spec("pyarrow") is None:
        raise UsageError(Problem("missing_extra", {"extra": "parquet"}, file=str(path)))
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        frame = pd.read_parquet(path, engine="pyarrow")
    except (OSError, ValueError) as error:  # pyarrow's errors are of these kinds
        raise DatasetError(Problem("file_unreadable", {"reason": str(error)}, file=str(path))) from error
    return Table(frame, file=str(path), digest=digest)

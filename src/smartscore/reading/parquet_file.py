"""Parquet files as tables, with the types that they have."""

import hashlib
import io
from pathlib import Path

from smartscore.errors import DatasetError, Problem
from smartscore.reading.options import DEFAULT, ReadingOptions
from smartscore.reading.sizes import require_table
from smartscore.tables.interpretation import Interpretation
from smartscore.tables.table import Table


def read_parquet(path: Path, data: bytes | None = None, options: ReadingOptions = DEFAULT) -> Table:
    """Read a Parquet file; `data` is what it holds, where that was read already.

    Its rows and columns are counted before it is read.

    Raises:
        DatasetError: if there is no such file, or it is not Parquet.
    """
    from pyarrow import ArrowException, parquet, types, utf8  # type: ignore[import-untyped]

    # What pyarrow raises of a file that is damaged, and of what another program noted there for pandas.
    damage = (ArrowException, OSError, ValueError, LookupError, TypeError, AttributeError)
    try:
        with path.open("rb") if data is None else io.BytesIO(data) as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        opened = parquet.ParquetFile(path if data is None else io.BytesIO(data))
        require_table(path, options, opened.metadata.num_rows, opened.metadata.num_columns)
        read = opened.read()
        read.validate(full=True)
        for place, field in enumerate(read.schema):
            if types.is_binary(field.type):  # text, as some programs write it
                read = read.set_column(place, field.name, read.column(place).cast(utf8()))
        frame = read.to_pandas()
    except damage as error:
        raise DatasetError(Problem("file_unreadable", {"reason": str(error)}, file=str(path))) from error
    if not len(frame):
        raise DatasetError(Problem("no_rows", {"count": len(frame.columns)}, file=str(path)))
    return Table(frame, file=str(path), digest=digest, interpretation=Interpretation(str(path)))

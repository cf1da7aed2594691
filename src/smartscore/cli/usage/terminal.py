"""Whether what is written may have colours and may move the cursor."""

import os
from typing import TextIO


def decorated(stream: TextIO) -> bool:
    """Tell whether a stream is a terminal that shows colours, and nobody asked for none.

    Nobody did if the variables NO_COLOR and CI are not set or empty; TERM=dumb is a terminal that shows none.
    """
    asked = bool(os.environ.get("NO_COLOR") or os.environ.get("CI"))
    return stream.isatty() and not asked and os.environ.get("TERM") != "dumb"

"""Whether what is written may have colours and may move the cursor."""

import os
from typing import Protocol


class Stream(Protocol):
    """What may be a terminal."""

    def isatty(self) -> bool:
        """Tell whether it is one."""
        ...


def decorated(stream: Stream | None) -> bool:
    """Tell whether a stream is a terminal that shows colours, and nobody asked for none; a closed one is none.

    Nobody did if the variables NO_COLOR and CI are not set or empty; TERM=dumb is a terminal that shows none.
    """
    asked = bool(os.environ.get("NO_COLOR") or os.environ.get("CI"))
    return stream is not None and stream.isatty() and not asked and os.environ.get("TERM") != "dumb"

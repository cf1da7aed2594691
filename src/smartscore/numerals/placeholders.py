"""Numbers that people write for "not known": nines and eights, -1, and the ends of machine numbers."""

import numpy as np

_NINES = [9.0, 99.0, 999.0, 9999.0, 99999.0, 999999.0, 9999999.0, 99999999.0, 999999999.0]
_TENTHS = [99.9, 999.9, 9999.9, 99.99, 999.99, 9999.99, 99999.9]
_EIGHTS = [888.0, 8888.0, 88888.0, 888888.0]
_SURVEY = [7.0, 8.0, 96.0, 97.0, 98.0, 996.0, 997.0, 998.0, 9996.0, 9997.0, 9998.0]
_MACHINE = [2147483647.0, 32767.0, 65535.0, 4294967295.0]

#: Numbers that may mean "not known", in order; those below 0 are wrong wherever nothing else is below 0.
MARKS = np.array(
    sorted(
        {
            *(
                -number
                for number in (
                    1.0,
                    *_NINES,
                    *_TENTHS,
                    *_EIGHTS,
                    *_SURVEY,
                    1e20,
                    9.99,
                    77.0,
                    777.0,
                    7777.0,
                    88.0,
                    32768.0,
                    2147483648.0,
                )
            ),
            *(number for number in (*_NINES, *_TENTHS, *_EIGHTS, *_MACHINE, 1e20) if number > 9),
        }
    )
)


def are_marks(values: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> np.ndarray:
    """Tell which numbers are such as mean "not known" in many files: any shape -> bool of that shape."""
    places = np.searchsorted(MARKS, values).clip(max=len(MARKS) - 1)
    return np.asarray(MARKS[places] == values)

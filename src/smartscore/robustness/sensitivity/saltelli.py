"""The radial design of Saltelli: two sets of draws A and B, and A with each input in turn taken from B.

Source: Saltelli et al., Variance based sensitivity analysis of model output (2010), table 2.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from smartscore.rules import Array


def saltelli_design(uniform: Array, groups: Sequence[ArrayLike]) -> Array:
    """Give the rows to run: those of A, then of B, then of A with the columns of each input taken from B.

    Shapes: (N, 2c) -> ((k + 2) N, c). The first half of the columns is A, the second B. A group is the columns, of
    the c, of one input, so that many columns (such as all weights) may be one input. Draws may be taken in chunks:
    the blocks of a chunk are those of its own draws.

    Raises:
        ValueError: if the columns are no pair of halves, or if each of the c is not in exactly one group.
    """
    count, both = uniform.shape
    columns, odd = divmod(both, 2)
    inputs = [np.atleast_1d(np.asarray(group, dtype=np.intp)) for group in groups]
    if odd:
        raise ValueError(f"{both} columns are no two halves of A and B")
    if sorted(column for group in inputs for column in group.tolist()) != [*range(columns)]:
        raise ValueError(f"each of the {columns} columns of a half must be in one group, and in no second one")
    a, b = uniform[:, :columns], uniform[:, columns:]
    design = np.empty((len(inputs) + 2, count, columns))
    design[:] = a
    design[1] = b
    for block, group in zip(design[2:], inputs, strict=True):
        block[:, group] = b[:, group]
    return design.reshape(-1, columns)


def saltelli_runs(count: int, inputs: int) -> int:
    """Give how many rows the design of N = `count` draws has: (k + 2) N."""
    return (inputs + 2) * count


def base_count(runs: int, inputs: int) -> int:
    """Give N, how many draws a design of so many rows has.

    Raises:
        ValueError: if no whole number of draws gives so many rows.
    """
    count, rest = divmod(runs, inputs + 2)
    if rest:
        raise ValueError(f"{runs} rows are no design of {inputs} inputs: they are no multiple of {inputs + 2}")
    return count


def saltelli_blocks(outputs: Array, inputs: int) -> tuple[Array, Array, Array]:
    """Give the outputs of A, of B, and of the blocks of each input, as views.

    Shapes: ((k + 2) N, ...) -> (N, ...), (N, ...), (k, N, ...).

    Raises:
        ValueError: if no whole number of draws gives so many rows.
    """
    count = base_count(len(outputs), inputs)
    blocks = outputs.reshape(inputs + 2, count, *outputs.shape[1:])
    return blocks[0], blocks[1], blocks[2:]

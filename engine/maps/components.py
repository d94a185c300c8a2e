"""The principal components of inputs: the directions in which they vary most."""

import numpy as np
from msgspec import Struct

from engine.frozen import Array, freeze


class Components(Struct, frozen=True, eq=False):
    """The first principal components around the mean (Pearson 1901).

    mean: (n_0,); directions: (count, n_0), orthonormal rows, each with its entry of largest size
    positive; shares: (count,), of the whole variance, 0 where nothing varies.
    """

    mean: Array
    directions: Array
    shares: Array


def principal_components(x: Array, count: int = 2) -> Components:
    """Return the first components of inputs, (samples, n_0), from their singular vectors.

    Those of many samples are the eigenvectors of their scatter matrix, which is ten times faster.
    Raises ValueError for more components than inputs.
    """
    samples, inputs = x.shape
    if count > inputs:
        raise ValueError(f"{inputs} inputs have no {count} components")
    mean = x.mean(axis=0)
    centred = x - mean
    if samples < count:  # what does not vary has some direction, too
        centred = np.vstack([centred, np.zeros((count - samples, inputs))])
    if samples > inputs:
        squares, columns = np.linalg.eigh(centred.T @ centred)
        squares, rows = squares[::-1].clip(min=0.0), columns.T[::-1]
    else:
        _, lengths, rows = np.linalg.svd(centred, full_matrices=False)
        squares = lengths**2
    directions = rows[:count]
    largest = np.abs(directions).argmax(axis=1)
    signs = np.sign(directions[np.arange(count), largest])
    shares = squares[:count] / (squares.sum() or 1.0)
    return Components(freeze(mean), freeze(directions * signs[:, None]), freeze(shares))

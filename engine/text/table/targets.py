"""The columns a network is to predict, as numbers or as classes."""

from collections.abc import Sequence

import numpy as np

from engine.data.table_form import BINARY, NUMBER, ONE_HOT
from engine.frozen import Array
from engine.text.table.table import Table


def targets_of(table: Table, columns: Sequence[str], outputs: int) -> tuple[Array, tuple[str, ...]]:
    """Return targets, (rows, outputs), and what each of them is called.

    outputs: of the network: with one of them, two classes of words become 0 and 1. Raises
    BadTable with row, column and cell of what is no number and no label.
    """
    parts: list[Array] = []
    names: tuple[str, ...] = ()
    for column in columns:
        part, called = _target(table, column, alone=outputs == len(columns) == 1)
        parts.append(part)
        names += called
    return np.hstack(parts), names


def _target(table: Table, column: str, *, alone: bool) -> tuple[Array, tuple[str, ...]]:
    labels = table.form.labels
    if labels == ONE_HOT:
        return table.one_hot(column)
    if labels == BINARY:
        return table.binary(column)
    if labels == NUMBER or table.is_numeric(column):
        return table.numbers([column]), (column,)
    if alone and len(table.labels(column)) == 2:
        return table.binary(column)
    return table.one_hot(column)

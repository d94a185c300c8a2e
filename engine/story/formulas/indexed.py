"""Formulas of one sample, written as those of a sample among others: each letter has its index."""

from typing import TypeVar

from msgspec.structs import replace

from engine.written.expression import Number, Symbol, mapped
from engine.written.quantity import Quantity, with_sample

T = TypeVar("T")
_OWN = frozenset({"r", "x", "y", "z", "a", "δ", "C"})  # letters of what each sample has its own of


def indexed(written: T, row: int | None = None) -> T:
    """Return a formula, or a part or list of them, with the index of a sample.

    row: of the sample in its batch, counted from 0; the index counts from 1. None for the rule of
    every sample n.
    """
    index = "n" if row is None else str(row + 1)

    def addressed(quantity: Quantity) -> Quantity:
        return with_sample(quantity, row)

    def change(leaf: Symbol | Number) -> Symbol | Number:
        if leaf.quantity is not None:
            leaf = replace(leaf, quantity=addressed(leaf.quantity))
        if isinstance(leaf, Number) or leaf.name not in _OWN:
            return leaf
        return replace(leaf, sup=_marked(leaf.sup, index))

    return mapped(written, change, addressed)


def _marked(marks: str, sample: str) -> str:
    """Return the marks above a letter with the number of a sample behind that of its layer."""
    kept = [mark for mark in marks.split() if not mark.startswith("[")]
    layers = sum(mark.startswith("(") for mark in kept)
    return " ".join((*kept[:layers], f"[{sample}]", *kept[layers:]))

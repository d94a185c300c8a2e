"""What a formula is made of."""

from collections.abc import Iterator

from msgspec import Struct

from engine.written.expression import Elided, Number, Partial, SumOver, Symbol

Leaf = Number | Symbol | Partial | Elided | SumOver


def leaves(written: object) -> Iterator[Leaf]:
    """Yield the letters, numbers and long sums of a formula, or of a part or list of them."""
    if isinstance(written, Leaf):
        yield written
    elif isinstance(written, tuple):
        for part in written:
            yield from leaves(part)
    elif isinstance(written, Struct):
        for name in written.__struct_fields__:
            yield from leaves(getattr(written, name))

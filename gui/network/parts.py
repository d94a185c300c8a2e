"""The drawing in parts that belong to one number each, for figures that name what they show."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from msgspec import Struct

from engine.written.quantity import Quantity
from gui.network.shapes import Disc, Picture, Plate, Stroke, Text

S = TypeVar("S", Stroke, Disc, Plate, Text)


class NamedPart(Struct, frozen=True):
    """Shapes that follow each other in the order of painting. name: "" for no number."""

    name: str
    picture: Picture


def parts(picture: Picture) -> Iterator[NamedPart]:
    """Yield the shapes of a picture in the order in which they are painted."""
    for name, lines in _runs(picture.lines):
        yield NamedPart(name, Picture(lines=lines))
    if picture.rasters:
        yield NamedPart("", Picture(rasters=picture.rasters))
    for name, discs in _runs(picture.discs):
        yield NamedPart(name, Picture(discs=discs))
    for name, boxes in _runs(picture.boxes):
        yield NamedPart(name, Picture(boxes=boxes))
    if picture.marks:
        yield NamedPart("", Picture(marks=picture.marks))
    for name, texts in _runs(picture.texts):
        yield NamedPart(name, Picture(texts=texts))


def _runs(shapes: Sequence[S]) -> Iterator[tuple[str, tuple[S, ...]]]:
    for quantity, run in groupby(shapes, key=_quantity):
        yield ("" if quantity is None else str(quantity)), tuple(run)


def _quantity(shape: Stroke | Disc | Plate | Text) -> Quantity | None:
    return shape.quantity

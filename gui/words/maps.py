"""What the pictures over the plane of inputs show, in words."""

from engine.data.dataset import Dataset
from engine.maps.input_plane import InputPlane, PlaneKind
from engine.text.names import name
from engine.written.quantity import Kind, Quantity
from gui.words.catalog import say
from gui.words.functions import input_column

_KINDS = {PlaneKind.WHOLE: "whole", PlaneKind.THROUGH_SAMPLE: "sample"}


def maps_title(plane: InputPlane, sample: int, is_gradient: bool) -> str:
    """Return what all neurons show; sample: the number of the one followed, from 1."""
    kind, axes = _KINDS.get(plane.kind, "components"), _axes(plane)
    if is_gradient:
        return say(f"gradients-title.{kind}", sample=sample, **axes)
    return say(f"maps-title.{kind}", sample=sample, **axes)


def plane_sentence(plane: InputPlane, sample: int) -> str:
    """Return over what a picture is drawn, and how other inputs stand."""
    if plane.axes == 1:
        return say("over.line", **_axes(plane))
    return say(f"over.{_KINDS.get(plane.kind, 'components')}", sample=sample, **_axes(plane))


def plane_caption(plane: InputPlane) -> str:
    """Return which of more than two inputs vary in a picture, "" for no more than two."""
    if plane.kind is PlaneKind.WHOLE:
        return ""
    return say(f"caption-over.{_KINDS.get(plane.kind, 'components')}", **_axes(plane))


def axis_names(plane: InputPlane, data: Dataset) -> tuple[str, ...]:
    """Return what stands at the axes: the letters of inputs, and what the data call them."""
    if plane.kind is PlaneKind.COMPONENTS:
        return tuple(say("axis.component", number=number) for number in (1, 2))
    found = []
    for unit in plane.inputs:
        letter, called = name(Quantity(Kind.INPUT, 0, unit)), input_column(data, unit)
        found.append(say("of-column", text=letter, column=called) if called else letter)
    return tuple(found)


def _axes(plane: InputPlane) -> dict[str, str]:
    letters = [name(Quantity(Kind.INPUT, 0, unit)) for unit in plane.inputs]
    return dict(zip(("x", "y"), letters, strict=False))

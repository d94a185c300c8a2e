"""What stands where at one moment: a plain function from the state to a drawing."""

from msgspec.structs import replace

from engine.story.beats import Scene
from engine.story.notation import STANDARD, Notation, noted_text
from engine.written.quantity import Quantity
from gui.draw.easing import eased
from gui.look.theme import Theme, blend
from gui.network.carried import signal_layer
from gui.network.edges import lines_of, overlay, strongest, with_emphasised
from gui.network.geometry import geometry
from gui.network.layout import NetworkLayout
from gui.network.marks import marks
from gui.network.moment import Moment, Sparing
from gui.network.neurons import neurons
from gui.network.shapes import Frame, Picture, broader
from gui.network.signals import signals
from gui.network.surroundings import captions, loss, targets
from gui.network.weight_labels import labels
from gui.state.state import State


def frame(
    state: State,
    theme: Theme,
    width: float,
    height: float,
    scale: float = 1.0,
    *,
    hovered: Quantity | None = None,
    is_live: bool = False,
    sparing: Sparing | None = None,
) -> Frame:
    """Return the drawing of the network at this moment, in logical pixels.

    is_live: whether another is drawn soon, so that the maps in neurons may be coarse; sparing: what
    a figure goes without, None on screen.
    """
    moment = Moment(state, theme, scale, hovered, is_live=is_live, sparing=sparing)
    where = geometry(moment, width, height)
    layout = where.layout
    below, moving = _edges(moment, layout)
    around = targets(moment, layout)
    placed, front = labels(moment, where)
    above = neurons(moment, layout, where.rooms) + Picture(texts=around.texts)
    if moment.is_mapped:
        from gui.network.map_discs import map_discs  # only where pictures are asked for

        above += map_discs(moment, layout)
    above += loss(moment, where) + placed
    if sparing is not None and sparing < Sparing.SPOKEN:
        from gui.network.foot import foot  # in figures only

        above += foot(moment, width, where.layout.height, len(placed.boxes + front.boxes))
    above += marks(moment, layout)
    joints = Picture(lines=around.lines)
    if moment.is_now(Scene.LOSS):
        moving = joints + moving
    else:
        below += joints
    notation = state.view.notation
    above, front = noted(above, notation), noted(front, notation)
    above += captions(moment, layout)  # words: nothing in them is a letter
    parts = (broader(each, theme.strokes) for each in (below, moving, above, front))
    return Frame(width, height, scale, theme.card, *parts)


def concerns(before: State, after: State) -> bool:
    """Return whether a change of state may change the drawing."""
    return (
        before.document is not after.document
        or before.cursor != after.cursor
        or before.selected != after.selected
        or before.lit != after.lit
        or before.view != after.view
        or before.inputs != after.inputs
        or before.trained != after.trained
        or before.hiding != after.hiding
        or before.is_picking != after.is_picking
    )


def noted(picture: Picture, notation: Notation) -> Picture:
    """Return a part of the drawing with its letters in a notation."""
    if notation == STANDARD:
        return picture
    texts = (replace(each, text=noted_text(each.text, notation)) for each in picture.texts)
    return replace(picture, texts=tuple(texts))


def _edges(moment: Moment, layout: NetworkLayout) -> tuple[Picture, Picture]:
    """Return the edges at rest, and what moves on or with them."""
    below, moving = Picture(), Picture()
    for layer in range(1, moment.depth + 1):
        edges = with_emphasised(moment, layout, layer, strongest(moment, layout, layer))
        lines = lines_of(moment, edges, layer)
        if moment.is_now(Scene.UPDATE, layer):
            moving += lines
        else:
            below += lines
        if layer == signal_layer(moment):
            dotted = overlay(moment, edges)
            if moment.state.view.reduced_motion and moment.travelled < 1:
                moving += _faded(moment, dotted)
            else:
                below += dotted
            moving += signals(moment, edges, layout)
    return below, moving


def _faded(moment: Moment, picture: Picture) -> Picture:
    """Return lines coming up out of the ground, in place of moving dots."""
    opacity = eased(moment.travelled)
    return Picture(
        lines=tuple(
            replace(line, colour=blend(line.colour, moment.theme.card, opacity))
            for line in picture.lines
        )
    )

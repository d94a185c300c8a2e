"""What must hold of every drawing of a network: nothing lies on anything else."""

from itertools import combinations

from msgspec.structs import replace

from engine.written.quantity import Kind, Quantity
from gui.network.shapes import Frame, Plate, Text
from gui.state.run import derived
from gui.state.state import Cursor, State
from tests.gui.drawings import drawn


def _is_inside_a_circle(text: Text, drawing: Frame) -> bool:
    x, y = text.rect.x + text.rect.width / 2, text.rect.y + text.rect.height / 2
    return any(
        abs(d.x - x) < 1 and abs(d.y - y) < d.radius and d.quantity == text.quantity
        for d in drawing.above.discs
        if d.quantity
    )


def assert_nothing_overlaps(drawing: Frame) -> None:
    boxes = [b for b in drawing.above.boxes if b.corner > 0 and b.quantity is not None]
    inside_boxes = [
        t
        for t in drawing.above.texts
        for b in boxes
        if b.rect.overlaps(t.rect) and (b.quantity == t.quantity)
    ]
    texts = [
        t
        for t in drawing.above.texts
        if t not in inside_boxes and not _is_inside_a_circle(t, drawing)
    ]
    rects = [(b.rect, b) for b in boxes] + [(t.rect, t) for t in texts]
    for (one, of_one), (other, of_other) in combinations(rects, 2):
        assert not one.overlaps(other, -0.5), (of_one, of_other)
    rings = [d for d in drawing.above.discs if d.edge is not None]
    for rect, item in rects:
        assert rect.x >= 0, item
        assert rect.y >= 0, item
        assert rect.right <= drawing.width, item
        assert rect.bottom <= drawing.height, item
        for ring in rings:
            assert not rect.near(ring.x, ring.y, ring.radius), (item, ring)


def labels_of(drawing: Frame) -> list[Plate]:
    boxes = (*drawing.above.boxes, *drawing.front.boxes)
    return [box for box in boxes if box.quantity and box.quantity.kind is Kind.WEIGHT]


def assert_labels_lie_on_nothing(drawing: Frame) -> None:
    labels = labels_of(drawing)
    for one, other in combinations(labels, 2):
        assert not one.rect.overlaps(other.rect), (one, other)
    others = [text for text in drawing.above.texts if text.quantity not in weights_of(labels)]
    pills = [box for box in drawing.above.boxes if box not in labels]
    for label in labels:
        assert label.rect.x >= 0
        assert label.rect.right <= drawing.width
        for disc in (each for each in drawing.above.discs if each.edge):  # halos are only light
            assert not label.rect.near(disc.x, disc.y, disc.radius), (label, disc)
        for rect in (*(text.rect for text in others), *(pill.rect for pill in pills)):
            assert not label.rect.overlaps(rect, -0.5), (label, rect)


def weights_of(labels: list[Plate]) -> set[Quantity | None]:
    return {label.quantity for label in labels}


def assert_calm(state: State, panel: tuple[float, float], every: int = 1) -> None:
    """Nothing lies on anything, all labels are of one size, and none moves from beat to beat."""
    places = set()
    for beat in range(0, len(derived.beats(state)), every):
        drawing = drawn(replace(state, cursor=Cursor(0, beat, 1.0)), panel)
        assert_labels_lie_on_nothing(drawing)
        labels = labels_of(drawing)
        assert len({(round(each.rect.width, 6), round(each.rect.height, 6)) for each in labels}) < 2
        texts = [text for text in drawing.above.texts if text.quantity in weights_of(labels)]
        assert len({text.size for text in texts}) < 2
        places.add(frozenset((str(each.quantity), each.rect) for each in labels))
    assert len(places) == 1

"""Every picture uses the room it has: its type grows with it, and nothing is cut or overlaps."""

from collections.abc import Callable
from itertools import combinations, pairwise
from statistics import median

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from engine.written.quantity import parse
from gui.disk import files
from gui.look.room import MOST, growth
from gui.look.theme import LIGHT
from gui.state.run import actions
from gui.state.state import State, first_state
from gui.state.view import actions as view_actions
from gui.views import VIEWS
from tests.gui.drawn_texts import DrawnText, drawn_texts

Size = tuple[int, int]

SIZES = ((480, 300), (1000, 640), (1600, 900))
EXAMPLES = ("mazur-2-2-2", "xor-2-4-1", "deep-3-4-4-2")
_USED = 0.8  # of the width or of the height of a picture
_CHARTS = ("loss", "gradients", "samples", "slice", "secant", "plane", "neuron")


def _state(example: str) -> State:
    state = actions.train(first_state(files.read(files.resolve(example))), 3)
    return view_actions.select(actions.last_beat(state), parse("w[1,0,0]"))


def _paint(key: str, state: State, size: Size) -> Callable[[QPainter], None]:
    load = VIEWS[key].figure
    assert load is not None
    draw = load()
    return lambda painter: draw(painter, state, LIGHT, float(size[0]), float(size[1]))


def _texts(key: str, state: State, size: Size) -> list[DrawnText]:
    found = drawn_texts(_paint(key, state, size), *size)
    return [each for each in found if each.text.strip()]


def _overlapping(texts: list[DrawnText]) -> list[tuple[str, str]]:
    """Return the texts that stand on each other, by more than the air around their letters."""
    rects = [each.rect.adjusted(1, 0.2 * h, -1, -0.2 * h) for each in texts if (h := _height(each))]
    return [
        (texts[one].text, texts[other].text)
        for one, other in combinations(range(len(texts)), 2)
        if rects[one].intersects(rects[other])
    ]


def _height(text: DrawnText) -> float:
    return min(text.rect.width(), text.rect.height())


def _used(key: str, state: State, size: Size) -> float:
    """Return which part of the width or of the height has ink in it, the larger of both."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.card))
    painter = QPainter(image)
    _paint(key, state, size)(painter)
    painter.end()
    ground = QColor(LIGHT.card).rgb() & 0xFFFFFF
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(size[1], size[0]) & 0xFFFFFF
    shares = []
    for axis in (0, 1):
        inked = np.flatnonzero((pixels != ground).any(axis=axis))
        shares.append(float(inked[-1] - inked[0] + 1) / size[axis])
    return max(shares)


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("key", _CHARTS)
def test_a_picture_uses_its_room(qapp: QApplication, key: str, example: str) -> None:
    state = _state(example)
    heights = []
    for size in SIZES:
        texts = _texts(key, state, size)
        assert [each.text for each in texts if each.is_cut] == []
        assert _overlapping(texts) == []
        assert _used(key, state, size) >= _USED
        heights.append(median(map(_height, texts)))
    assert all(smaller < larger for smaller, larger in pairwise(heights)), heights


def test_type_grows_with_both_sides_and_no_further_than_twice() -> None:
    assert growth(480, 300) == growth(1, 1) == growth(0, -30) == 1
    assert 1.3 < growth(1000, 640) < 1.6
    assert growth(1600, 900) == growth(16_000, 9_000) == MOST
    assert growth(4000, 300) < 1.5  # a strip has no room for large type
    assert growth(300, 4000) == 1

"""Every picture uses the room it has: its type grows with it, and nothing is cut or overlaps."""

from collections.abc import Callable
from itertools import combinations
from statistics import median
from typing import cast

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engine.written.quantity import parse
from gui.disk import files
from gui.look.sizes import MOST_GROWTH, growth
from gui.look.theme import LIGHT
from gui.menu.menu import Menu
from gui.state.run import actions
from gui.state.state import State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.views import FIGURES, VIEWS
from tests.gui.drawn_texts import DrawnText, drawn_texts

Size = tuple[int, int]

SIZES = ((480, 300), (1000, 640), (1600, 900))
_SMALL, _BATCH, _DEEP = "mazur-2-2-2", "xor-2-4-1", "deep-3-4-4-2"
EXAMPLES = dict.fromkeys(FIGURES, (_SMALL, _BATCH)) | {"paths": (_SMALL, _DEEP)}
# The largest type with which all of it fits: few rows have it in a small picture already.
_AS_LARGE_AS_FITS = {"table", "paths"}
_FITTED = {"network", "sample", "explanation", "tree", "numbers", "lesson", *_AS_LARGE_AS_FITS}
_USED = 0.8  # of the width or of the height of a picture
_USED_BY_LITTLE = 0.65  # by a few rows or formulas, whose type is no larger than twice


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


@pytest.mark.parametrize("key", FIGURES)
def test_a_picture_uses_its_room(qapp: QApplication, key: str) -> None:
    heights = []
    for example in EXAMPLES[key]:
        state = _state(example)
        for size in SIZES:
            texts = _texts(key, state, size)
            assert [each.text for each in texts if each.is_cut] == []
            assert _overlapping(texts) == []
            least = _USED_BY_LITTLE if key in ("table", "explanation") else _USED
            assert _used(key, state, size) >= least
            heights.append(median(map(_height, texts)))
    each = zip(heights[0::3], heights[1::3], heights[2::3], strict=True)
    if key not in _FITTED:
        assert all(small < middle < large for small, middle, large in each), heights
    elif key not in _AS_LARGE_AS_FITS:
        assert all(small <= middle <= large for small, middle, large in each), heights
        assert heights[0] < heights[2]


def test_type_grows_with_both_sides_and_no_further_than_twice() -> None:
    assert growth(480, 300) == growth(1, 1) == growth(0, -30) == 1
    assert 1.3 < growth(1000, 640) < 1.6
    assert growth(1600, 900) == growth(16_000, 9_000) == MOST_GROWTH
    assert growth(4000, 300) < 1.5  # a strip has no room for large type
    assert growth(300, 4000) == 1


def _said(view: QWidget) -> set[str]:
    """Return the words of controls, which stay as large as all others of the window."""
    said = {each.text() for each in view.findChildren(QLabel)}
    said |= {each.text() for each in view.findChildren(QAbstractButton)}
    said |= {each.text() for each in view.findChildren(QLineEdit)}
    return said | {each.currentText() for each in view.findChildren(QComboBox)}


@pytest.mark.parametrize("key", [key for key in FIGURES if key not in ("explanation", "lesson")])
def test_type_on_screen_grows_with_the_panel_and_comes_back(qtbot: QtBot, key: str) -> None:
    store = Store(_state(_SMALL))
    around = QWidget()
    qtbot.addWidget(around)
    view = VIEWS[key].build(store, cast(Menu, None), around)
    around.show()
    view.show()
    heights = []
    for size in ((480, 300), (1400, 760), (480, 300)):
        view.resize(*size)
        getattr(view, "make_ready", QApplication.processEvents)()
        for _ in range(3):
            QApplication.processEvents()
        texts = drawn_texts(lambda painter: view.render(painter, QPoint(0, 0)), *size)
        drawn = [each for each in texts if each.text.strip() and each.text not in _said(view)]
        heights.append(max(map(_height, drawn)))
    assert heights[1] > 1.2 * heights[0]
    assert heights[2] == pytest.approx(heights[0], rel=0.1)

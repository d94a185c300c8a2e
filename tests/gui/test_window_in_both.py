"""The window in both languages and at the usual sizes: no word is cut, none lies on another."""

import re
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QTabBar
from pytestqt.qtbot import QtBot

from engine.written.quantity import parse
from gui.arrangements import ARRANGEMENTS
from gui.disk import files
from gui.state.run import actions
from gui.state.state import first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.window.speaking import speak
from gui.window.window import Window
from gui.words.catalog import CHINESE, SOURCE
from tests.covering import in_turn
from tests.gui.drawn_texts import DrawnText, drawn_texts
from tests.test_chinese import KNOWN

_WORD, _CHINESE = re.compile(r"[A-Za-z]{2,}"), re.compile("[\u3400-\u9fff]")
_ELIDED = re.compile(r"\w+…")
SIZES = ((1440, 900), (1280, 720), (1024, 768))
_ROUNDING = 1.5  # pixels
_MOST_ON_ANOTHER = 0.25  # of the smaller one: boxes of type have air around


@pytest.fixture
def spoken_language(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    speak(request.param)
    yield request.param
    speak(SOURCE)


def _window(qtbot: QtBot, size: tuple[int, int]) -> Window:
    state = actions.last_beat(
        actions.train(first_state(files.read(files.resolve("iris-4-5-3"))), 3)
    )
    window = Window(Store(view_actions.select(state, parse("w[2,0,0]"))))
    qtbot.addWidget(window)
    window.resize(*size)
    window.desk.first_layout()
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.show()
    return window


def _defects(window: Window, language: str) -> dict[str, set[str]]:
    window.make_ready_for_picture()
    for _ in range(3):
        QApplication.processEvents()
    size = window.width(), window.height()
    texts = drawn_texts(lambda painter: window.render(painter, QPoint(0, 0)), *size)
    left = {word for each in texts for word in _WORD.findall(_ELIDED.sub("", each.text))}
    return {
        "cut": {each.text for each in texts if _is_cut(window, each)},
        "on another": set(_overlapping(texts)),
        "English": left - KNOWN - {"new"} if language == CHINESE else set(),
    }


def _has_words(text: str) -> bool:
    return bool(_WORD.search(text) or _CHINESE.search(text))


def _is_cut(window: Window, text: DrawnText) -> bool:
    """Return whether a side of words is out of sight that nobody can scroll to."""
    left, right = text.room.left() - _ROUNDING, text.room.right() + _ROUNDING
    is_whole = left <= text.rect.left() and text.rect.right() <= right
    if is_whole or text.sight.isEmpty() or not _has_words(text.text):
        return False
    widget = window.childAt(text.sight.center().toPoint())
    while widget is not None:
        if isinstance(widget, QTabBar):
            return False
        if isinstance(widget, QAbstractScrollArea) and widget.horizontalScrollBar().maximum():
            return False
        widget = widget.parentWidget()
    return True


def _overlapping(texts: list[DrawnText]) -> Iterator[str]:
    """Yield each two texts, one of them words, of which one lies on a good part of the other."""
    seen = [each for each in texts if each.text.strip()]
    said = np.array([_has_words(each.text) for each in seen])
    rects = np.array([each.sight.getCoords() for each in seen])
    low, high = rects[:, :2], rects[:, 2:]
    both = (np.minimum(high[:, None], high) - np.maximum(low[:, None], low)).clip(0).prod(axis=2)
    areas = (high - low).prod(axis=1)
    smaller = np.minimum(areas[:, None], areas)
    wrong = (both > _MOST_ON_ANOTHER * smaller) & (smaller > 0) & (said[:, None] | said)
    for one, other in np.argwhere(np.triu(wrong, 1)).tolist():
        yield f"{seen[one].text} | {seen[other].text}"


@pytest.mark.parametrize(
    ("size", "spoken_language"), in_turn(SIZES, [SOURCE, CHINESE]), indirect=["spoken_language"]
)
def test_every_arrangement_is_whole(
    size: tuple[int, int], spoken_language: str, qtbot: QtBot
) -> None:
    window = _window(qtbot, size)
    for arrangement in ARRANGEMENTS:
        window.room.choose(arrangement.key)
        for kind, found in _defects(window, spoken_language).items():
            assert (arrangement.key, kind, found) == (arrangement.key, kind, set())


@pytest.mark.parametrize("spoken_language", [CHINESE], indirect=True)
def test_every_panel_is_whole_where_there_is_little_room(
    spoken_language: str, qtbot: QtBot
) -> None:
    window = _window(qtbot, SIZES[-1])
    for key in window.desk.panels:
        window.room.bring(key)
        for kind, found in _defects(window, spoken_language).items():
            assert (key, kind, found) == (key, kind, set())

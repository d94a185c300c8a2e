"""In the pseudo-language no word stands outside brackets: each comes from the room of words."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.written.quantity import parse
from gui.panels.explain import explanation
from gui.state.run import actions
from gui.state.state import first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.window.window import Window
from gui.words import catalog
from gui.words.pseudo import CLOSE, OPEN
from tests.networks import mazur

KEYS = {"Ctrl", "Shift", "Esc"}
MARKS = {"new", "old"}  # of letters in formulas: w new is the weight after the update
_WORD = re.compile(r"[^\W\d_]{3,}")


def outside(text: str) -> list[str]:
    """Return the words of a text that stand in no brackets, at whatever depth."""
    bare, depth = "", 0
    for sign in text:
        depth += (sign == OPEN) - (sign == CLOSE)
        bare += sign if depth == 0 else " "
    return _WORD.findall(bare)


def _texts(widget: QWidget) -> Iterator[str]:
    for each in (widget, *widget.findChildren(QWidget)):
        if each.objectName().startswith("qt_dockwidget"):
            continue  # Qt's own buttons, which our title replaces
        if isinstance(each, QLabel | QAbstractButton):
            yield each.text()
        yield each.toolTip()
        yield each.accessibleName()


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    catalog.use(catalog.PSEUDO)
    store = Store(first_state(mazur(), "own"))
    store.apply(view_actions.select, parse("w[2,0,0]"))
    made = Window(store)
    qtbot.addWidget(made)
    return made


def test_every_menu_is_in_brackets(window: Window) -> None:
    own = set(_WORD.findall(" ".join(each.text() for each in window.menu.file.examples.actions())))
    said = [action.text() for action in window.findChildren(QAction)]
    assert set(outside(" ".join(said))) <= own


@pytest.mark.parametrize("key", ["experiment", "explanation"])
def test_every_word_of_a_panel_is_in_brackets(window: Window, key: str) -> None:
    own = set(_WORD.findall(window.store.state.document.experiment.title))
    panel = window.desk.panels[key]
    found = {word for text in _texts(panel) for word in outside(text)}
    assert found - own - KEYS - MARKS == set()


def test_every_beat_is_explained_in_brackets() -> None:
    catalog.use(catalog.PSEUDO)
    state = first_state(mazur(), "own")
    for beat in range(17):
        shown = explanation(actions.go_to(state, 0, beat, 1.0))
        captions = [block.caption for block in shown.blocks]
        assert outside(" ".join([shown.heading, shown.sentence, *captions])) == []

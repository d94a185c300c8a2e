"""In the pseudo-language every picture has all its words in brackets, and none of them is cut."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.activations import ACTIVATIONS
from engine.written.quantity import parse
from gui.disk import files
from gui.look.theme import LIGHT
from gui.state.run import actions
from gui.state.state import State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.views import FIGURES, VIEWS
from gui.window.window import Window
from gui.words import catalog
from gui.words.pseudo import CLOSE, OPEN
from tests.gui.drawn_texts import DrawnText, drawn_texts

EXAMPLES = ("mazur-2-2-2", "xor-2-4-1", "deep-3-4-4-2", "iris-4-5-3", "linear-neuron")
# two of each view, in turn: all of them take long, and are drawn by `make soak`
TRIED = [(key, EXAMPLES[(n + by) % 5]) for n, key in enumerate(FIGURES) for by in (0, 2)]
FIGURE, WINDOW = (1000, 640), (1440, 900)
_WORD = re.compile(r"[A-Za-z]{2,}")
_SYMBOLS = {"new", "old", *(each.written.letter for each in ACTIVATIONS.values())}


@pytest.fixture(autouse=True)
def _pseudo() -> Iterator[None]:
    catalog.use(catalog.PSEUDO)
    yield
    catalog.use(catalog.SOURCE)


@cache
def _state(example: str) -> State:
    experiment = files.read(files.resolve(example))
    state = actions.train(first_state(experiment), 3)
    last = experiment.network.depth
    return view_actions.select(actions.last_beat(state), parse(f"w[{last},0,0]"))


def _titles() -> set[str]:
    """Return the words of the titles of lessons: files of their own, as experiments are."""
    return {word for each in files.lessons() for word in _WORD.findall(each.called)}


def _outside(texts: list[DrawnText]) -> set[str]:
    """Return the words that stand in no brackets; each opened in a text is closed in it too."""
    bare, depth = "", 0
    for sign in " ".join(each.text for each in texts):
        depth += (sign == OPEN) - (sign == CLOSE)
        assert depth >= 0, bare
        bare += sign if depth == 0 else " "
    assert depth == 0, "a sentence ends before its bracket"
    return set(_WORD.findall(bare)) - _SYMBOLS


def _cut(texts: list[DrawnText]) -> list[str]:
    """Return the words of which a part is out of sight; a number in a field can be scrolled."""
    return [each.text for each in texts if each.is_cut and _WORD.search(each.text)]


@pytest.mark.parametrize(("key", "example"), TRIED)
def test_every_view_is_in_brackets_and_whole(qapp: QApplication, key: str, example: str) -> None:
    assert_in_brackets_and_whole(key, example)


def assert_in_brackets_and_whole(key: str, example: str) -> None:
    """Check the picture of a view in the pseudo-language, which is in use."""
    state, load = _state(example), VIEWS[key].figure
    assert load is not None
    paint = load()
    texts = drawn_texts(lambda painter: paint(painter, state, LIGHT, *map(float, FIGURE)), *FIGURE)
    data = state.document.experiment.data
    own = set(_WORD.findall(" ".join((*data.input_names, *data.target_names))))
    assert _outside(texts) - own - _titles() == set()
    assert _cut(texts) == []


def test_the_window_is_in_brackets_and_whole(qtbot: QtBot) -> None:
    state = _state("mazur-2-2-2")
    own = set(_WORD.findall(state.document.experiment.title)) | _titles()
    window = Window(Store(state))
    qtbot.addWidget(window)
    window.resize(*WINDOW)
    window.desk.first_layout()
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.show()
    for key in window.desk.panels:
        window.room.bring(key)
        assert (key, *_wrong(window, own)) == (key, set(), [])
        window.desk.first_layout()
    window.room.show_in_full_size(window.desk.panels["slice"])
    assert _wrong(window, own) == (set(), [])


def _wrong(window: Window, own: set[str]) -> tuple[set[str], list[str]]:
    """Return the words outside brackets, and those that are cut."""
    window.make_ready_for_picture()
    for _ in range(3):
        QApplication.processEvents()
    texts = drawn_texts(lambda painter: _render(window, painter), *WINDOW)
    return _outside(texts) - own, _cut(texts)


def _render(window: Window, painter: QPainter) -> None:
    window.render(painter, QPoint(0, 0))

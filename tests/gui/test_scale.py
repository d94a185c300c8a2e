"""Everything grows and shrinks by the keys that do so everywhere, and stays so."""

import json
from math import nan

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QSlider, QWidget
from pytestqt.qtbot import QtBot

from gui.disk import settings
from gui.look.fit import current
from gui.network.view import NetworkView
from gui.panels.transport import Transport
from gui.state.action_log import ActionLog
from gui.state.refusal import Refused
from gui.state.state import View, first_state
from gui.state.view import actions as view_actions
from tests.networks import mazur
from tests.passing import let_events_happen
from tests.windows import opened

Key, Modifier = Qt.Key, Qt.KeyboardModifier
_CTRL, _PAD = Modifier.ControlModifier, Modifier.ControlModifier | Modifier.KeypadModifier


def _press(window: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = _CTRL) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
    let_events_happen()


def test_the_keys_enlarge_everything_at_once_and_it_is_remembered(qtbot: QtBot) -> None:
    window = opened(qtbot, 1440, 900)
    transport, network = window.findChild(Transport), window.findChild(NetworkView)
    assert transport is not None
    assert network is not None
    speed = transport.findChild(QSlider)
    field = window.desk.panels["experiment"].findChild(QLineEdit)
    assert speed is not None
    assert field is not None

    def lengths() -> list[float]:
        widths = (speed.width(), field.maximumWidth(), window.menuBar().height())
        return [*map(float, widths), float(transport.speed.said.sizeHint().height())]

    first = lengths()
    steps = [
        (Key.Key_Plus, _CTRL, 1.1),
        (Key.Key_Equal, _CTRL, 1.25),
        (Key.Key_Plus, _PAD, 1.5),
        (Key.Key_Minus, _PAD, 1.25),
        (Key.Key_0, _CTRL, 1.0),
        (Key.Key_Minus, _CTRL, 0.9),
    ]
    for key, modifier, wanted in steps:
        _press(window, key, modifier)
        scale = window.store.state.view.scale
        assert (scale, current().unit) == (wanted, wanted)
        drawn = network.current_frame().scale / wanted  # larger where what is beside it leaves room
        assert 1 <= drawn < 1.2
        assert lengths() == pytest.approx([wanted * length for length in first], rel=0.12)
    window.menu.usual_size.trigger()
    assert lengths() == first
    window.store.apply(view_actions.set_scale, 3.0)
    assert window.minimumWidth() <= window.screen().availableSize().width()
    window.close()
    assert settings.load_view().scale == 3.0


def test_a_scale_stays_within_its_ends_and_is_a_number() -> None:
    state = first_state(mazur())
    for asked, given in ((0.1, 0.8), (1.37, 1.37), (40.0, 3.0)):
        assert view_actions.set_scale(state, asked).view.scale == given
    with pytest.raises(Refused):
        view_actions.set_scale(state, nan)
    assert (view_actions.larger(1.37), view_actions.smaller(1.37)) == (1.5, 1.25)
    assert (view_actions.larger(3.0), view_actions.smaller(0.8)) == (3.0, 0.8)


def test_a_scale_is_in_the_log_and_not_in_the_experiment() -> None:
    state = first_state(mazur())
    large = replace(state, view=View(scale=2.0))
    assert large.document is state.document
    lines: list[str] = []
    ActionLog(lines.append, large, "test")
    calls = [json.loads(line) for line in lines[1:]]
    assert {"action": "view.set_scale", "args": [2.0]} in calls

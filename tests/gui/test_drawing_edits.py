"""The network changed where it is drawn: typed over, pulled, added to and taken from."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.network import Parameters
from engine.written.quantity import Kind, Quantity
from gui.disk import files
from gui.network.editing import place_of
from gui.network.handles import Handle, HandleKind
from gui.network.view import NetworkView
from gui.state.experiment import given
from gui.state.experiment.editing import open_experiment
from gui.state.state import first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.window.window import Window
from tests.gui.drawn_texts import drawn_texts
from tests.windows import opened

WEIGHT, BIAS = Quantity(Kind.WEIGHT, 2, 0, 1), Quantity(Kind.BIAS, 1, 1)
INPUT, TARGET = Quantity(Kind.INPUT, 0, 1), Quantity(Kind.TARGET, 2, 0)
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def view(qtbot: QtBot) -> NetworkView:
    example = files.resolve("mazur-2-2-2")
    made = NetworkView(Store(first_state(files.read(example), example.stem)))
    qtbot.addWidget(made)
    made.resize(900, 520)
    made.show()
    return made


def _place(view: NetworkView, item: Quantity) -> QPoint:
    found = place_of(view.current_frame(), item)
    assert found is not None
    return QPointF(found.x + found.width / 2, found.y + found.height / 2).toPoint()


def _store(view: NetworkView) -> Store:
    return view._store


def _value(view: NetworkView, item: Quantity) -> float:
    return given.value(_store(view).state, item)


def _parameters(view: NetworkView) -> Parameters:
    return _store(view).state.document.experiment.first_parameters()


@pytest.mark.parametrize(
    ("item", "typed", "value"),
    [(WEIGHT, "-0,25", -0.25), (BIAS, "1/4", 0.25), (INPUT, "3", 3.0), (TARGET, "0.5", 0.5)],
)
def test_a_double_click_opens_a_field_over_every_given_number(
    view: NetworkView, item: Quantity, typed: str, value: float
) -> None:
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, NONE, _place(view, item))
    field = view.pointer.editing.typing.field
    assert field is not None
    assert field.geometry().contains(_place(view, item))
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert _value(view, item) == value
    assert view.pointer.editing.typing.field is None
    assert _store(view).can_undo
    _store(view).undo()
    assert not _store(view).can_undo


def _words(view: NetworkView) -> set[str]:
    texts = drawn_texts(lambda painter: view.render(painter, QPoint(0, 0)), 900, 520)
    return {each.text for each in texts}


@pytest.mark.parametrize("item", [WEIGHT, BIAS, INPUT])
def test_no_card_covers_the_drawing_while_a_number_is_typed(
    view: NetworkView, item: Quantity
) -> None:
    aside = QPoint(2, view.height() - 2)
    QTest.mouseMove(view, aside)
    without = _words(view)
    QTest.mouseMove(view, _place(view, item))
    told = max(_words(view) - without, key=len)  # a sentence that only the card has
    assert " " in told
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, NONE, _place(view, item))
    typing = view.pointer.editing.typing
    assert typing.field is not None
    assert told not in _words(view)
    QTest.mouseMove(view, _place(view, item) + QPoint(0, 20))
    assert told not in _words(view)
    QTest.keyClick(typing.field, Qt.Key.Key_Escape)
    QTest.mouseMove(view, _place(view, item))
    assert told in _words(view)


def test_what_cannot_be_used_stays_in_its_field_until_escape(view: NetworkView) -> None:
    before = _store(view).state.document
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, NONE, _place(view, INPUT))
    field = view.pointer.editing.typing.field
    assert field is not None
    QTest.keyClicks(field, "much")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "much" in field.accessibleDescription()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert view.pointer.editing.typing.field is None
    assert _store(view).state.document is before


def _pull(view: NetworkView, item: Quantity, up: int, modifiers: Qt.KeyboardModifier) -> None:
    start = _place(view, item)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, modifiers, start)
    for moved in (5, 5 + up // 2, 5 + up):  # five pixels are what begins a pull
        _move(view, start - QPoint(0, moved), modifiers)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, modifiers, start - QPoint(0, 5 + up))


def _move(view: NetworkView, to: QPoint, modifiers: Qt.KeyboardModifier) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    left = Qt.MouseButton.LeftButton
    where = QPointF(to)
    event = QMouseEvent(
        QEvent.Type.MouseMove, where, view.mapToGlobal(where), left, left, modifiers
    )
    QApplication.sendEvent(view, event)


@pytest.mark.parametrize(
    ("item", "modifiers", "more"),
    [
        (WEIGHT, NONE, 0.40),
        (BIAS, Qt.KeyboardModifier.ShiftModifier, 0.040),
        (INPUT, NONE, 0.40),
        (TARGET, Qt.KeyboardModifier.ControlModifier, 4.0),
    ],
)
def test_a_number_is_pulled_up_and_down_in_one_step_of_undo(
    view: NetworkView, item: Quantity, modifiers: Qt.KeyboardModifier, more: float
) -> None:
    before = _value(view, item)
    _pull(view, item, 40, modifiers)
    places = 3 if modifiers == Qt.KeyboardModifier.ShiftModifier else 2
    if modifiers == Qt.KeyboardModifier.ControlModifier:
        places = 1
    assert _value(view, item) == pytest.approx(round(before + more, places), abs=1e-12)
    _store(view).undo()
    assert _value(view, item) == before
    assert not _store(view).can_undo


def test_a_large_number_is_pulled_by_its_own_size() -> None:
    assert given.pulled(250.0, 3) == 253.0
    assert given.pulled(-0.5, 7) == pytest.approx(-0.43)
    assert given.pulled(0.123456, 0) == 0.12


def test_the_whole_batch_has_no_input_to_type(view: NetworkView, qtbot: QtBot) -> None:
    store = _store(view)
    xor = files.resolve("xor-2-4-1")
    store.apply(open_experiment, files.read(xor), xor.stem)
    store.apply(view_actions.show_whole_batch)
    with qtbot.waitSignal(store.refused) as refused:
        QTest.mouseDClick(view, Qt.MouseButton.LeftButton, NONE, _place(view, INPUT))
    assert refused.args[0].key == "refused.many-samples"
    assert view.pointer.editing.typing.field is None


def _signs(view: NetworkView, at: QPoint) -> dict[HandleKind, Handle]:
    _move_freely(view, at)
    return {each.kind: each for each in view.pointer.handles}


def _move_freely(view: NetworkView, to: QPoint) -> None:
    QTest.mouseMove(view, QPoint(2, 2))
    QTest.mouseMove(view, to)


def _click(view: NetworkView, sign: Handle) -> None:
    middle = QPointF(sign.rect.x + sign.rect.width / 2, sign.rect.y + sign.rect.height / 2)
    QTest.mouseMove(view, middle.toPoint())
    assert view.toolTip() == sign.tip
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, NONE, middle.toPoint())


def test_signs_add_and_remove_neurons_and_layers_and_the_rest_keeps_its_weights(
    view: NetworkView,
) -> None:
    first = _parameters(view)
    hidden = _place(view, Quantity(Kind.A, 1, 0))
    _click(view, _signs(view, hidden)[HandleKind.ADD_NEURON])
    assert _store(view).state.document.experiment.network.sizes == (2, 3, 2)
    assert np.array_equal(_parameters(view).weights(1)[:2], first.weights(1))
    assert np.array_equal(_parameters(view).weights(2)[:, :2], first.weights(2))

    hidden = _place(view, Quantity(Kind.A, 1, 0))
    _click(view, _signs(view, hidden)[HandleKind.REMOVE_NEURON])
    assert _store(view).state.document.experiment.network.sizes == (2, 2, 2)
    assert np.array_equal(_parameters(view).weights(1)[0], first.weights(1)[1])

    layout = view.layout_on_screen()
    between = (layout.columns[1].x + layout.columns[2].x) / 2
    _click(view, _signs(view, QPoint(round(between), 60))[HandleKind.ADD_LAYER])
    assert _store(view).state.document.experiment.network.sizes == (2, 2, 2, 2)

    layer = _place(view, Quantity(Kind.A, 2, 1))
    _click(view, _signs(view, layer)[HandleKind.REMOVE_LAYER])
    assert _store(view).state.document.experiment.network.sizes == (2, 2, 2)


def test_inputs_and_outputs_have_no_signs(view: NetworkView) -> None:
    for item in (Quantity(Kind.INPUT, 0, 0), Quantity(Kind.A, 2, 0)):
        assert _signs(view, _place(view, item)) == {}


def test_signs_are_painted_where_they_are_clicked(view: NetworkView) -> None:
    at = _place(view, Quantity(Kind.A, 1, 0))
    plain = view.grab().toImage()
    sign = _signs(view, at)[HandleKind.ADD_NEURON]
    shown = view.grab().toImage()
    x, y = round(sign.rect.x + sign.rect.width / 2), round(sign.rect.y + sign.rect.height / 2)
    assert shown.pixelColor(x, y).lightness() < 100 < plain.pixelColor(x, y).lightness()


def test_all_of_it_by_keys(qtbot: QtBot) -> None:
    window: Window = opened(qtbot, 1440, 900)
    view = window.findChild(NetworkView)
    assert view is not None
    store = window.store
    view.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view, Qt.Key.Key_F2)
    field = view.pointer.editing.typing.field
    assert field is not None
    QTest.keyClicks(field, "0.75")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert store.state.document.experiment.data.inputs[0, 0] == 0.75
    QTest.keyClick(view, Qt.Key.Key_Right)  # the keyboard has come back to the drawing
    for key, sizes in (
        (Qt.Key.Key_Plus, (2, 3, 2)),
        (Qt.Key.Key_Delete, (2, 2, 2)),
        (Qt.Key.Key_Insert, (2, 2, 2, 2)),
        (Qt.Key.Key_Minus, (2, 1, 2, 2)),
    ):
        QTest.keyClick(view, key)
        assert store.state.document.experiment.network.sizes == sizes
    QTest.keyClick(view, Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    assert store.state.document.experiment.network.sizes == (2, 2, 2)
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Y)
    field = view.pointer.editing.typing.field
    assert field is not None
    QTest.keyClicks(field, "0.5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert 0.5 in store.state.document.experiment.data.targets[0]

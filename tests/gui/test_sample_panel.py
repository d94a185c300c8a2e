"""The sample that is followed as a picture or a list, and one's own drawn on the pad."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from engine.backprop import predict
from engine.data.pictures import DOTS
from engine.text.numbers import short
from engine.written.quantity import Kind
from gui.disk import files
from gui.sample import drawing as pad
from gui.sample.bars import output_bars
from gui.sample.picture import cell_at, square_in
from gui.sample.said import verdict, whose
from gui.sample.subject import subject_of, subject_of_drawing
from gui.sample.view import SampleView
from gui.state.experiment import editing, samples
from gui.state.run import actions, derived
from gui.state.state import State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


def _state(example: str = "digits-64-32-10", steps: int = 0) -> State:
    state = first_state(files.read(files.resolve(example)), example)
    return actions.train(state, steps) if steps else state


def _shown(qtbot: QtBot, state: State) -> tuple[SampleView, Store]:
    store = Store(state)
    view = SampleView(store)
    qtbot.addWidget(view)
    view.resize(420, 300)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return view, store


def _cell(view: SampleView, row: float, column: float) -> QPoint:
    """Return the middle of a cell of the picture, or a place between two."""
    square = square_in(QRectF(view.picture.rect()), 8)
    cell = square.width() / 8
    x, y = square.left() + (column + 0.5) * cell, square.top() + (row + 0.5) * cell
    return QPointF(x, y).toPoint()


@pytest.mark.parametrize("number", [0, 1347, 1348, 1796])
def test_the_outputs_are_those_of_the_network_for_this_sample(number: int) -> None:
    state = view_actions.follow_in_sets(_state(steps=3), number)
    data = state.document.experiment.data
    x, y = data.sample_inputs(number), data.sample_targets(number)
    run = state.document.run
    outputs = predict(run.experiment.network, run.parameters(3), x[None])[0]
    subject = subject_of(state)
    bars = output_bars(state, subject)
    assert subject.inputs.tolist() == x.tolist()
    assert [bar.number for bar in bars] == [short(a, kind=Kind.A) for a in outputs.tolist()]
    assert [bar.name for bar in bars] == list("0123456789")
    assert [bar.target_number for bar in bars] == [short(each) for each in y.tolist()]
    assert [bar.is_told for bar in bars].index(True) == int(outputs.argmax())
    assert [bar.target for bar in bars if bar.target is not None] == [1.0]
    loss = -np.log(outputs[int(y.argmax())])
    assert short(float(loss)) in verdict(state, subject)
    assert ("testing" in whose(state, subject)) == (number >= 1348)


def test_bars_begin_at_zero_also_of_outputs_below_it() -> None:
    state = _state("hagan-1-2-1", steps=1)
    state = samples.set_target(state, 0, 0, -3.0)
    (bar,) = output_bars(state, subject_of(state))
    value = float(str(bar.number).replace("−", "-"))
    assert bar.start == pytest.approx(3 / 4)
    assert bar.end == pytest.approx((value + 3) / 4, abs=1e-4)
    assert bar.target == 0.0


def test_a_stroke_leaves_dots_no_further_away_than_the_pen_is_wide() -> None:
    drawn = pad.stroked(pad.blank(8), (8.0, 4.0), (20.0, 24.0), ink=True)
    start, end = np.array([8.0, 4.0]), np.array([20.0, 24.0])
    for row, column in np.ndindex(drawn.shape):
        dot = np.array([column + 0.5, row + 0.5])
        places = start + np.linspace(0, 1, 2001)[:, None] * (end - start)
        apart = np.hypot(*(places - dot).T).min()
        assert drawn[row, column] == (apart <= pad.pen_radius(drawn))
    assert pad.pen_radius(pad.blank(32)) == 2 * pad.pen_radius(drawn)
    wiped = pad.stroked(drawn, (0.0, 0.0), (32.0, 32.0), ink=False)
    assert wiped.sum() < drawn.sum()


def test_cells_are_found_where_they_are_painted() -> None:
    room = QRectF(0, 0, 331, 200)
    square = square_in(room, 8)
    assert square.width() == square.height() == 8 * 24
    assert cell_at(room, 8, QPointF(square.left() + 1, square.top() + 1)) == (0, 0)
    assert cell_at(room, 8, QPointF(square.right() - 1, square.top() + 25)) == (1, 7)
    assert cell_at(room, 8, QPointF(1, 1)) is None


def test_a_digit_is_drawn_with_the_mouse_and_becomes_a_sample(qtbot: QtBot) -> None:
    view, store = _shown(qtbot, _state(steps=200))
    before, told = store.state.document, view.verdict.text()
    qtbot.mousePress(view.picture, LEFT, pos=_cell(view, 0, 3.5))
    assert view.buttons.currentWidget() is view.of_drawing
    first = view.bars.accessibleDescription()
    for row in range(1, 8):
        qtbot.mouseMove(view.picture, _cell(view, row, 3.5))
    qtbot.mouseRelease(view.picture, LEFT, pos=_cell(view, 7, 3.5))
    assert view.bars.accessibleDescription() != first  # live
    assert view.verdict.text() == "taken for 1"
    assert store.state.document is before
    qtbot.mousePress(view.picture, RIGHT, pos=_cell(view, 7, 3.5))
    qtbot.mouseRelease(view.picture, RIGHT, pos=_cell(view, 7, 3.5))
    assert view.picture.drawing is not None
    assert not view.picture.drawing[7 * DOTS :, 3 * DOTS + 2 : 4 * DOTS + 2].any()
    assert not view.of_drawing.use.isEnabled()  # of no class yet
    qtbot.keyClick(view.picture, Qt.Key.Key_1)
    assert view.of_drawing.label.currentText() == "1"
    drawn = view.picture.drawing
    qtbot.mouseClick(view.of_drawing.use, LEFT)
    data = store.state.document.experiment.data
    assert len(data.inputs) == 1349
    cells = drawn.reshape(8, DOTS, 8, DOTS).sum(axis=(1, 3))
    assert data.inputs[-1].tolist() == cells.ravel().tolist()
    assert data.targets[-1].tolist() == np.eye(10)[1].tolist()
    assert view.whose.text() == "Sample 1349 of 1798"
    assert view.buttons.currentWidget() is view.of_sample
    store.undo()
    assert store.state.document is before
    assert view.whose.text() != "Sample 1349 of 1798"
    assert told


def test_a_digit_is_drawn_by_keys_alone(qtbot: QtBot) -> None:
    view, store = _shown(qtbot, _state(steps=200))
    view.picture.setFocus()
    pressed = view.picture
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space):
        qtbot.keyClick(pressed, key)
    assert view.picture.drawing is not None
    assert not view.picture.drawing.any()  # the first press begins
    assert "arrows and space" in view.verdict.text()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space):
        qtbot.keyClick(pressed, key)
    wanted = pad.with_cell(pad.with_cell(pad.blank(8), 1, 2, ink=True), 2, 2, ink=True)
    assert (view.picture.drawing == wanted).all()
    assert view.picture.accessibleDescription() == "pixel_2_2 = 0"
    qtbot.keyClick(pressed, Qt.Key.Key_Space)
    assert (view.picture.drawing == pad.with_cell(pad.blank(8), 1, 2, ink=True)).all()
    qtbot.keyClick(pressed, Qt.Key.Key_Return)  # without a class nothing happens
    assert len(store.state.document.experiment.data.inputs) == 1348
    qtbot.keyClick(pressed, Qt.Key.Key_7)
    qtbot.keyClick(pressed, Qt.Key.Key_Return)
    data = store.state.document.experiment.data
    assert (len(data.inputs), int(data.targets[-1].argmax())) == (1349, 7)
    assert np.flatnonzero(data.inputs[-1]).tolist() == [10]
    qtbot.mouseClick(view.of_sample.draw, LEFT)
    qtbot.keyClick(pressed, Qt.Key.Key_Space)
    qtbot.keyClick(pressed, Qt.Key.Key_Backspace)
    assert not view.picture.drawing.any()
    qtbot.keyClick(pressed, Qt.Key.Key_Escape)
    assert view.picture.drawing is None


def test_a_drawing_of_normalised_digits_is_normalised_like_them() -> None:
    text = files.resolve("digits-64-32-10").read_text("utf-8")
    text = text.replace('"seed": 0\n  },', '"seed": 0, "normalise": true},')
    state = first_state(files.experiment_of(text))
    data = state.document.experiment.data
    assert data.normalisation is not None
    levels = data.inputs[0] * data.normalisation.deviation + data.normalisation.mean
    subject = subject_of_drawing(state, levels)
    assert np.allclose(subject.inputs, data.inputs[0], atol=1e-12)


def test_other_data_are_a_list_in_which_numbers_are_typed(qtbot: QtBot) -> None:
    view, store = _shown(qtbot, _state("xor-2-4-1", steps=1))
    table = view.numbers
    assert view.inputs.currentWidget() is table
    assert view.of_sample.draw.isHidden()
    rows = [[table.rows.index(r, c).data() for c in range(2)] for r in range(table.rows.rowCount())]
    assert rows == [["x₁", "0"], ["x₂", "0"], ["y₁", "0"]]

    def type_into(row: int, text: str) -> None:
        table.setCurrentIndex(table.rows.index(row, 1))
        table.edit(table.rows.index(row, 1))
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        field.selectAll()
        qtbot.keyClicks(field, text)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(table.hasFocus)

    type_into(1, "0,25")
    type_into(2, "1")
    data = store.state.document.experiment.data
    assert (data.inputs[0].tolist(), data.targets[0].tolist()) == ([0.0, 0.25], [1.0])
    assert store.undone_next == "target"
    refusals: list[object] = []
    store.refused.connect(refusals.append)
    type_into(2, "7")  # the loss needs numbers from 0 to 1
    type_into(0, "much")
    assert len(refusals) == 2
    assert store.state.document.experiment.data is data


def test_a_sample_is_copied_deleted_and_kept_for_testing_by_buttons(qtbot: QtBot) -> None:
    view, store = _shown(qtbot, _state("xor-2-4-1", steps=1))
    row = view.of_sample
    qtbot.mouseClick(row.copy, LEFT)
    assert view.whose.text() == "Sample 5 of 5"
    qtbot.mouseClick(row.part, LEFT)
    assert view.whose.text() == "Sample 5 of 5, kept for testing"
    assert len(store.state.document.experiment.data.test_inputs) == 1
    assert row.part.text() == "To training"
    qtbot.mouseClick(row.part, LEFT)
    assert view.whose.text() == "Sample 5 of 5"
    for left in (4, 3, 2, 1):
        qtbot.mouseClick(row.delete, LEFT)
        assert store.state.document.experiment.data.samples == left
    assert not row.delete.isEnabled()
    assert not row.part.isEnabled()


def test_another_experiment_takes_the_drawing_away(qtbot: QtBot) -> None:
    view, store = _shown(qtbot, _state(steps=1))
    qtbot.mouseClick(view.of_sample.draw, LEFT)
    store.apply(editing.open_experiment, files.read(files.resolve("iris-4-5-3")), "")
    assert view.picture.drawing is None
    assert view.inputs.currentWidget() is view.numbers
    names = [view.numbers.rows.index(r, 0).data() for r in range(view.numbers.rows.rowCount())]
    assert names[0] == "x₁, sepal_length"
    assert names[4:] == ["y₁, setosa", "y₂, versicolor", "y₃, virginica"]
    assert derived.row(store.state) == 0

"""The panel Numbers: every number of a layer in matrices, chosen, read and typed there."""

from decimal import Decimal

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from engine.experiment import Training
from engine.text.numbers import DASH, short, shown_in_full
from engine.written.quantity import Kind, Quantity, parse
from gui.disk import files
from gui.look.theme import THEMES, contrast
from gui.numbers.cells import Cell, quantity_at, value_at
from gui.numbers.frame import caption, every_layer, picture_page
from gui.numbers.layout import Page, page
from gui.numbers.matrix import ELLIPSIS, Matrix, cell_width
from gui.numbers.paint import cells_in_sight, shade
from gui.numbers.sheet import Sheet
from gui.numbers.view import NumbersView
from gui.state.experiment import editing
from gui.state.run import actions, derived
from gui.state.schedule import REST_SECONDS
from gui.state.state import Mode, State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from tests.gui.drawn_texts import drawn_texts
from tests.networks import mazur, present, random_experiment
from tests.reader import number, rounds_to

EXAMPLES = [example.name for example in files.examples()]


def _end(name: str = "mazur-2-2-2") -> State:
    return actions.last_beat(first_state(files.read(files.resolve(name))))


def _whole(state: State, width: float = 1200.0) -> Page:
    return page(state, every_layer(state), width)


def _matrix(shown: Page, kind: Kind, layer: int) -> Matrix:
    return next(each for each in shown.matrices if (each.kind, each.layer) == (kind, layer))


def _cell(shown: Page, text: str) -> Cell:
    wanted = parse(text)
    for index, matrix in enumerate(shown.matrices):
        if (matrix.kind, matrix.layer) == (wanted.kind, wanted.layer):
            return Cell(index, wanted.unit, wanted.source or 0)
    raise AssertionError(f"{text} is not on the page")


@pytest.mark.parametrize("name", EXAMPLES)
def test_on_every_page_z_is_w_times_what_comes_in_plus_b(name: str) -> None:
    shown = _whole(_end(name))
    for layer in every_layer(_end(name)):
        w, b, z = (_matrix(shown, kind, layer) for kind in (Kind.WEIGHT, Kind.BIAS, Kind.Z))
        before = _matrix(shown, Kind.INPUT if layer == 1 else Kind.A, layer - 1)
        assert w.values @ before.values + b.values == pytest.approx(z.values, rel=1e-12)


def _texts(matrix: Matrix, digits: int) -> list[list[str]]:
    rows, columns = (range(size) for size in matrix.values.shape)
    return [[matrix.text(row, column, digits) for column in columns] for row in rows]


def _read(matrix: Matrix, digits: int) -> np.ndarray:
    return np.array([[float(number(text)) for text in row] for row in _texts(matrix, digits)])


def _comes_out(found: np.ndarray, matrix: Matrix, digits: int) -> bool:
    texts = (text for row in _texts(matrix, digits) for text in row)
    pairs = zip(found.round(13).flat, texts, strict=True)  # halves are halves for a reader
    return all(
        rounds_to(Decimal(repr(float(value))), text, digits + matrix.extra) for value, text in pairs
    )


def _both_lines(state: State, layer: int, digits: int) -> list[tuple[str, bool]]:
    """Return what joins the two lines of a layer, and whether they come out from the cells."""
    shown = _whole(state)
    a, z = (_matrix(shown, kind, layer) for kind in (Kind.A, Kind.Z))
    at = shown.matrices.index(z)
    w, sent, b = (_read(each, digits) for each in shown.matrices[at + 1 : at + 4])
    activation = state.document.experiment.network.layers[layer - 1].activation
    sends = activation.value(_read(z, digits).T).T
    signs = [label.text for label in shown.labels if label.text in "=≈"]
    return [
        (signs[layer - 1], _comes_out(w @ sent + b, z, digits)),
        (a.head.split()[1], _comes_out(sends, a, digits)),
    ]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_line_of_matrices_comes_out_from_its_cells_or_is_said_to_hold_about(name: str) -> None:
    start = first_state(files.read(files.resolve(name)))
    for state in (start, actions.train(start, 7)):
        for digits in (2, 4):
            seen = view_actions.set_digits(actions.last_beat(state), digits)
            for layer in every_layer(seen):
                for sign, holds in _both_lines(seen, layer, digits):
                    assert holds or sign == "≈"


def test_the_worked_example_comes_out_from_its_cells() -> None:
    seen = view_actions.set_digits(_end(), 3)
    for layer in (1, 2):
        assert _both_lines(seen, layer, 3) == [("=", True), ("=", True)]


def test_of_a_large_layer_the_line_is_said_to_hold_about() -> None:
    shown = _whole(first_state(random_experiment(0, (40, 40, 2), "tanh")))
    signs = [label.text for label in shown.labels if label.text in "=≈"]
    assert signs == ["≈", "="]


def test_of_one_sample_the_gradients_are_delta_times_what_came_in() -> None:
    shown = _whole(_end())
    for layer in (1, 2):
        delta = _matrix(shown, Kind.DELTA, layer).values
        before = _matrix(shown, Kind.INPUT if layer == 1 else Kind.A, layer - 1).values
        gradient = _matrix(shown, Kind.D_WEIGHT, layer).values
        assert gradient == pytest.approx(delta @ before.T, rel=1e-12)
        assert np.array_equal(_matrix(shown, Kind.D_BIAS, layer).values, delta)


def test_the_published_gradient_stands_in_its_cell() -> None:
    shown = _whole(view_actions.set_digits(_end(), 8))
    assert _matrix(shown, Kind.D_WEIGHT, 2).text(0, 0, 8) == "+0.082167041"
    assert _matrix(shown, Kind.WEIGHT, 2).text(0, 0, 8) == "0.4"


def test_what_the_beat_has_not_computed_is_a_dash() -> None:
    state = _end()
    seen = []
    for beat in range(len(derived.beats(state))):
        now = actions.go_to(state, 0, beat, 1.0)
        shown, known = _whole(now), 0
        for matrix in shown.matrices:
            quantity = matrix.quantity(0, 0)
            value = derived.value(now, quantity)
            expected = DASH if value is None else short(value, 4, sign=matrix.is_gradient)
            assert matrix.text(0, 0, 4) == expected
            known += value is not None
        seen.append(known)
    assert seen == sorted(seen)
    assert seen[0] == 5  # W and b of both layers, and the input
    assert seen[-1] == len(shown.matrices) == 16


def test_a_page_does_not_move_from_beat_to_beat() -> None:
    state = _end()
    places = {
        tuple((each.x, each.y, each.cell_width) for each in _whole(now).matrices)
        for now in (actions.go_to(state, 0, beat, 1.0) for beat in range(17))
    }
    assert len(places) == 1


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("width", [340.0, 820.0, 1400.0])
@pytest.mark.parametrize("digits", [2, 4, 10])
def test_matrices_stand_apart_and_every_number_has_room(
    name: str, width: float, digits: int, qtbot: QtBot
) -> None:
    from PySide6.QtGui import QFont, QFontMetricsF

    font = QFont("DejaVu Sans")
    font.setPixelSize(12)
    measure = QFontMetricsF(font)
    shown = _whole(view_actions.set_digits(_end(name), digits), width)
    boxes = [QRectF(m.x, m.y, m.width, m.height).adjusted(-4, -15, 4, 0) for m in shown.matrices]
    for index, box in enumerate(boxes):
        assert not any(box.intersects(other) for other in boxes[index + 1 :])
        assert box.left() >= 0
        assert box.right() <= shown.width
    for matrix in shown.matrices:
        for row in range(matrix.shown[0]):
            for column in range(matrix.shown[1]):
                text = matrix.text(row, column, digits)
                assert measure.horizontalAdvance(text) <= matrix.cell_width - 2


def test_numbers_on_shaded_cells_can_be_read() -> None:
    state = _end("iris-4-5-3")
    for theme in THEMES.values():
        for matrix in _whole(state).matrices:
            for row, column in np.ndindex(matrix.values.shape):
                ground = shade(theme, matrix, row, column)
                assert contrast(theme.text, ground) >= 4.5


def test_the_shade_grows_with_the_size_and_tells_the_sign() -> None:
    theme = THEMES["light"]
    weights = _matrix(_whole(_end("iris-4-5-3")), Kind.WEIGHT, 1)
    order = np.argsort(-np.abs(weights.values), axis=None)
    cells = [np.unravel_index(index, weights.values.shape) for index in order]
    against_card = [
        contrast(shade(theme, weights, int(r), int(c)), theme.card)
        for r, c in cells
        if weights.values[r, c] < 0
    ]
    assert against_card == sorted(against_card, reverse=True)
    assert weights.values.min() < 0 < weights.values.max()


def test_of_a_batch_the_caption_says_whose_numbers_they_are() -> None:
    assert caption(_end()) == ""
    state = view_actions.follow_sample(_end("xor-2-4-1"), 2)
    assert "sample 3 of 4" in caption(state)
    z = _matrix(_whole(state), Kind.Z, 1).values[:, 0]
    assert np.array_equal(z, derived.trace(state).layers[0].z[2])


def test_a_picture_of_a_large_network_leaves_cells_out_and_says_so() -> None:
    state = actions.last_beat(first_state(random_experiment(1, (64, 32, 10))))
    found = picture_page(state, 1000.0, 640.0)
    assert found.unit >= 11 / 12
    assert found.unit * found.page.width <= 1000
    assert found.unit * found.page.height <= 640
    assert found.lacking
    weights = _matrix(found.page, Kind.WEIGHT, 2)
    assert weights.head.endswith("10 × 32")
    _, columns = weights.shown
    assert columns < 32
    assert weights.text(0, columns - 1, 4) == ELLIPSIS
    assert weights.text(0, 0, 4) != ELLIPSIS


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("size", [(1000.0, 640.0), (1440.0, 900.0), (480.0, 320.0)])
def test_a_picture_is_filled_and_nothing_leaves_it(name: str, size: tuple[float, float]) -> None:
    found = picture_page(_end(name), *size)
    right = max(each.x + each.width for each in found.page.matrices)
    below = max(each.y + each.height for each in found.page.matrices)
    assert found.unit * right <= size[0]
    assert found.unit * below <= size[1]


def test_a_cell_is_as_wide_as_the_widest_number_needs() -> None:
    usual = cell_width(np.array([0.5, -12.25]), 4, Kind.Z)
    assert usual == cell_width(np.array([-0.0312]), 4, Kind.Z)
    assert usual < cell_width(np.array([0.5, -1.2345e-9]), 4, Kind.Z)
    assert cell_width(np.array([np.nan, np.inf]), 2, Kind.Z) >= 70


def test_only_what_is_in_sight_is_painted() -> None:
    state = actions.last_beat(first_state(random_experiment(0, (784, 128, 64, 10), samples=1)))
    weights = _matrix(_whole(state), Kind.WEIGHT, 1)
    assert weights.values.size == 100352
    x, y = weights.x + 40 * weights.cell_width, weights.y + 30 * 20
    rows, columns = cells_in_sight(weights, QRectF(x, y, 800, 200))
    assert rows.start == 30
    assert columns.start == 40
    assert len(rows) * len(columns) < 200


@pytest.fixture
def store() -> Store:
    return Store(_end())


def _shown(store: Store, qtbot: QtBot, size: tuple[int, int] = (1100, 420)) -> NumbersView:
    view = NumbersView(store)
    qtbot.addWidget(view)
    view.resize(*size)
    view.show()
    qtbot.waitExposed(view)
    return view


def _point(sheet: Sheet, text: str) -> QPoint:
    return sheet.position(_cell(sheet.shown_page(), text)).center().toPoint()


def _click(sheet: Sheet, text: str) -> None:
    QTest.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=_point(sheet, text))


@pytest.mark.parametrize(
    ("cell", "selected"),
    [
        ("w[2,0,1]", "w[2,0,1]"),
        ("dw[2,1,0]", "w[2,1,0]"),
        ("b[1,1]", "b[1,1]"),
        ("db[2,0]", "b[2,0]"),
        ("z[1,1]", "a[1,1]"),
        ("a[2,0]", "a[2,0]"),
        ("delta[2,1]", "a[2,1]"),
        ("x[0,1]", "x[0,1]"),
    ],
)
def test_a_click_selects_what_the_number_belongs_to(
    store: Store, qtbot: QtBot, cell: str, selected: str
) -> None:
    view = _shown(store, qtbot)
    _click(view.sheet, cell)
    assert store.state.selected == parse(selected)
    assert view.sheet.current == _cell(view.sheet.shown_page(), cell)


def test_the_current_number_is_read_in_full(store: Store, qtbot: QtBot) -> None:
    view = _shown(store, qtbot)
    _click(view.sheet, "dw[2,0,0]")
    said = view.reading.text()
    assert said.startswith("∂C/∂w₁₁⁽²⁾ = 0.08216704")
    assert float(said.split(" = ")[1]) == derived.trace(store.state).layers[1].d_weights[0, 0]
    assert view.sheet.accessibleDescription() == said
    store.apply(actions.first_beat)
    assert view.reading.text() == f"∂C/∂w₁₁⁽²⁾ = {DASH}"


def test_selecting_elsewhere_brings_the_cell_into_sight(qtbot: QtBot) -> None:
    experiment = random_experiment(1, (64, 32, 10))
    store = Store(actions.last_beat(first_state(experiment)))
    view = _shown(store, qtbot, (600, 260))
    store.apply(view_actions.select, Quantity(Kind.WEIGHT, 1, 30, 60))
    sheet = view.sheet
    assert QRectF(sheet.viewport().rect()).contains(
        sheet.position(_cell(sheet.shown_page(), "w[1,30,60]"))
    )
    store.apply(view_actions.select, Quantity(Kind.BIAS, 2, 9))
    assert QRectF(sheet.viewport().rect()).contains(
        sheet.position(_cell(sheet.shown_page(), "b[2,9]"))
    )


def test_the_arrow_keys_go_from_cell_to_cell_and_from_matrix_to_matrix(
    store: Store, qtbot: QtBot
) -> None:
    view = _shown(store, qtbot)
    sheet = view.sheet
    _click(sheet, "z[1,0]")
    for key, expected in (
        (Qt.Key.Key_Right, "w[1,0,0]"),
        (Qt.Key.Key_Right, "w[1,0,1]"),
        (Qt.Key.Key_Down, "w[1,1,1]"),
        (Qt.Key.Key_Right, "x[0,1]"),
        (Qt.Key.Key_Right, "b[1,1]"),
        (Qt.Key.Key_Down, "b[2,0]"),
        (Qt.Key.Key_Left, "a[1,0]"),
        (Qt.Key.Key_Up, "a[1,1]"),
    ):
        QTest.keyClick(sheet, key)
        assert sheet.current is not None
        assert quantity_at(sheet.shown_page(), sheet.current) == parse(expected)
    assert store.state.selected == parse("a[1,1]")


def _type(sheet: Sheet, text: str, key: Qt.Key) -> None:
    assert sheet.typing.field is not None
    field = sheet.typing.field
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, key)


def test_a_double_click_opens_a_field_and_enter_gives_the_weight_its_value(
    store: Store, qtbot: QtBot
) -> None:
    view = _shown(store, qtbot)
    sheet = view.sheet
    point = _point(sheet, "w[2,0,1]")
    QTest.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseDClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert sheet.typing.field is not None
    assert sheet.typing.field.text() == "0.45"
    _type(sheet, "-1.5", Qt.Key.Key_Return)
    assert derived.trace(store.state).before.weights(2)[0, 1] == -1.5
    assert sheet.typing.field is None
    assert value_at(sheet.shown_page(), _cell(sheet.shown_page(), "w[2,0,1]")) == -1.5
    store.undo()
    assert derived.trace(store.state).before.weights(2)[0, 1] == 0.45


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F2])
def test_a_bias_is_edited_with_the_keyboard_alone(store: Store, qtbot: QtBot, key: Qt.Key) -> None:
    view = _shown(store, qtbot)
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    _click(view.sheet, "b[1,1]")
    QTest.keyClick(view.sheet, key)
    _type(view.sheet, "0.125", Qt.Key.Key_Return)
    assert present(derived.trace(store.state).before.bias(1))[1] == 0.125
    assert QApplication.focusWidget() is view.sheet


def test_escape_leaves_the_number_as_it_was(store: Store, qtbot: QtBot) -> None:
    view = _shown(store, qtbot)
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    _click(view.sheet, "w[1,0,0]")
    QTest.keyClick(view.sheet, Qt.Key.Key_F2)
    before = store.state.document
    _type(view.sheet, "7", Qt.Key.Key_Escape)
    assert store.state.document is before
    assert view.sheet.typing.field is None
    assert store.state.selected == parse("w[1,0,0]")


def test_what_is_no_number_keeps_its_field_open(store: Store, qtbot: QtBot) -> None:
    view = _shown(store, qtbot)
    sheet = view.sheet
    _click(sheet, "w[1,0,0]")
    QTest.keyClick(sheet, Qt.Key.Key_F2)
    _type(sheet, "much", Qt.Key.Key_Return)
    assert sheet.typing.field is not None
    assert (sheet.typing.field.text(), sheet.typing.field.is_refused) == ("much", True)
    assert "much" in sheet.typing.field.accessibleDescription()
    _type(sheet, "-1/8", Qt.Key.Key_Return)
    assert derived.trace(store.state).before.weights(1)[0, 0] == -0.125
    assert sheet.typing.field is None


def test_what_is_refused_is_given_up_by_going_on(store: Store, qtbot: QtBot) -> None:
    view = _shown(store, qtbot)
    for leave in ("click", "escape"):
        _click(view.sheet, "w[1,0,0]")
        QTest.keyClick(view.sheet, Qt.Key.Key_F2)
        _type(view.sheet, "much", Qt.Key.Key_Return)
        if leave == "click":
            _click(view.sheet, "w[1,0,1]")
        else:
            assert view.sheet.typing.field is not None
            QTest.keyClick(view.sheet.typing.field, Qt.Key.Key_Escape)
        assert view.sheet.typing.field is None
    assert derived.trace(store.state).before.weights(1)[0, 0] == 0.15


@pytest.mark.parametrize("cell", ["z[1,0]", "dw[2,0,0]", "x[0,0]", "delta[1,1]"])
def test_a_computed_number_cannot_be_edited(store: Store, qtbot: QtBot, cell: str) -> None:
    view = _shown(store, qtbot)
    sheet = view.sheet
    QTest.mouseDClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=_point(sheet, cell))
    assert sheet.typing.field is None


@pytest.mark.qt_log_ignore("does not support raise", extend=True)  # no screen, no tooltip on top
def test_pointing_at_a_cell_says_its_number_in_full(store: Store, qtbot: QtBot) -> None:
    view = _shown(store, qtbot)
    sheet = view.sheet
    at = _point(sheet, "a[2,0]")
    everywhere = sheet.viewport().mapToGlobal(at)
    QApplication.sendEvent(sheet.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, everywhere))
    assert (
        QToolTip.text() == f"a₁⁽²⁾ = {shown_in_full(derived.trace(store.state).layers[1].a[0, 0])}"
    )
    QToolTip.hideText()


def test_the_layer_picker_is_there_where_not_everything_fits(qtbot: QtBot) -> None:
    store = Store(_end())
    view = _shown(store, qtbot, (1100, 420))
    assert not view.layer.isVisible()
    view.resize(420, 160)
    qtbot.waitUntil(view.layer.isVisible)
    view.layer.setCurrentIndex(2)
    view.layer.activated.emit(2)
    assert {matrix.layer for matrix in view.sheet.shown_page().matrices} == {1, 2}
    assert view.sheet.shown_page().tops.keys() == {2}
    view.layer.activated.emit(0)
    assert view.sheet.shown_page().tops.keys() == {1, 2}


def test_while_training_it_is_drawn_when_its_turn_comes_and_hidden_not_at_all(
    store: Store, qtbot: QtBot
) -> None:
    view = _shown(store, qtbot)
    drawn: list[State] = []
    view.sheet.refreshed.connect(drawn.append)
    store.apply(actions.start_training)
    qtbot.waitUntil(lambda: len(drawn) == 1)
    for _ in range(50):
        store.apply(actions.train, 1)
    assert len(drawn) == 1  # the rest waits for its turn
    view.hide()
    for _ in range(3):
        store.apply(actions.train, 1)
    qtbot.wait(round(2000 * REST_SECONDS))
    assert len(drawn) == 1
    store.apply(actions.pause)
    assert store.state.mode is Mode.PAUSED
    view.show()
    qtbot.waitUntil(lambda: len(drawn) > 1)
    assert drawn[-1] is store.state


def test_another_experiment_is_shown_from_its_beginning(store: Store, qtbot: QtBot) -> None:
    view = _shown(store, qtbot)
    _click(view.sheet, "w[2,1,1]")
    view.sheet.show_layer(2)
    store.apply(editing.open_experiment, random_experiment(3, (3, 2)), "other")
    assert view.sheet.layer is None
    assert view.sheet.current is None
    assert view.sheet.shown_page().tops.keys() == {1}


def test_a_cell_that_another_batch_does_not_have_is_left(qtbot: QtBot) -> None:
    store = Store(view_actions.show_whole_batch(_end("xor-2-4-1")))
    view = _shown(store, qtbot)
    matrices = view.sheet.shown_page().matrices
    index = next(i for i, each in enumerate(matrices) if each.kind is Kind.Z)
    view.sheet.current = Cell(index, 0, 3)  # of the fourth sample
    view.hide()
    store.apply(view_actions.follow_sample, 0)
    view.show()
    assert view.sheet.current is None


def test_numbers_beyond_all_bounds_are_drawn(qtbot: QtBot) -> None:
    experiment = mazur(Training(0.5))
    state = actions.last_beat(first_state(experiment))
    store = Store(state)
    view = _shown(store, qtbot)
    store.apply(editing.set_parameter, parse("w[1,0,0]"), 1e200)
    store.apply(editing.set_parameter, parse("w[2,0,0]"), -1e300)
    assert not view.grab().isNull()


@pytest.mark.parametrize("width", range(500, 600, 13))
def test_no_number_is_cut_at_the_edge_of_what_scrolls(qtbot: QtBot, width: int) -> None:
    store = Store(actions.last_beat(first_state(random_experiment(1, (24, 12, 3)))))
    view = _shown(store, qtbot, (width, 400))
    sheet = view.sheet
    bar = sheet.horizontalScrollBar()
    assert bar.maximum() > 0
    for at in (0, 37, bar.maximum()):
        bar.setValue(at)
        whole = {
            matrix.text(row, column, 4)
            for matrix in sheet.shown_page().matrices
            for row in range(matrix.values.shape[0])
            for column in range(matrix.values.shape[1])
        }
        texts = drawn_texts(lambda painter: sheet.render(painter, QPoint(0, 0)), width, 400)
        numbers = [text for text in texts if text.text in whole]
        assert len(numbers) > 20
        assert [text.text for text in numbers if text.is_cut] == []


@pytest.mark.parametrize("wide", [745, 770, 800])
def test_what_is_a_little_too_wide_is_drawn_smaller_and_scrolled_down_only(
    qtbot: QtBot, wide: int
) -> None:
    view = _shown(Store(_end("iris-4-5-3")), qtbot, (wide, 200))
    sheet = view.sheet
    assert sheet.verticalScrollBar().maximum() > 0
    assert sheet.horizontalScrollBar().maximum() == 0
    assert 0.9 <= sheet.growth <= 1

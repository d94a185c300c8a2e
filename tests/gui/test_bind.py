"""Controls and store say the same, whoever changed it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QSlider, QSpinBox
from pytestqt.qtbot import QtBot

from gui.bind import CountBinding, LogScale, SliderBinding
from gui.look.sizes import Sizes
from gui.look.style import style_sheet
from gui.look.theme import LIGHT
from gui.number_field import NumberBinding
from gui.state.experiment import editing
from gui.state.run import derived
from gui.state.state import State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from tests.networks import mazur, random_experiment

SCALE = LogScale(1e-4, 100.0)


def _rate(state: State) -> float:
    return derived.experiment(state).training.learning_rate


@pytest.fixture
def store(qapp: object) -> Store:
    return Store(first_state(mazur()))


@pytest.fixture
def slider(store: Store, qtbot: QtBot) -> QSlider:
    made = QSlider(Qt.Orientation.Horizontal)
    qtbot.addWidget(made)
    SliderBinding(made, store, _rate, editing.set_learning_rate.call, SCALE)
    made.resize(300, 24)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def field(store: Store, qtbot: QtBot) -> QLineEdit:
    made = QLineEdit()
    qtbot.addWidget(made)
    NumberBinding(made, store, _rate, editing.set_learning_rate.call)
    made.show()
    return made


def _handle(slider: QSlider) -> QPoint:
    share = slider.value() / slider.maximum()
    return QPoint(round(7 + share * (slider.width() - 14)), slider.height() // 2)


def test_the_ends_of_a_logarithmic_scale_are_its_limits() -> None:
    assert SCALE.to_value(0) == 1e-4
    assert SCALE.to_value(SCALE.ticks) == 100.0
    assert SCALE.to_value(500) == 0.1
    assert SCALE.to_tick(1e9) == SCALE.ticks


def test_equal_ratios_are_equal_distances() -> None:
    assert SCALE.to_tick(1.0) - SCALE.to_tick(0.1) == pytest.approx(
        SCALE.to_tick(10.0) - SCALE.to_tick(1.0), abs=1
    )


def test_a_slider_stands_where_the_store_says(store: Store, slider: QSlider) -> None:
    assert slider.value() == SCALE.to_tick(0.5)
    store.apply(editing.set_learning_rate, 0.1)
    assert slider.value() == 500


def test_a_drag_changes_the_rate_and_is_one_undo(
    store: Store, slider: QSlider, qtbot: QtBot
) -> None:
    start = _handle(slider)
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=start)
    for distance in (10, 20, 30):
        qtbot.mouseMove(slider, start + QPoint(distance, 0))
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=start + QPoint(30, 0))
    assert _rate(store.state) > 0.5
    store.undo()
    assert _rate(store.state) == 0.5
    assert not store.can_undo


def test_arrow_keys_move_a_slider(store: Store, slider: QSlider, qtbot: QtBot) -> None:
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    assert _rate(store.state) < 0.5


def test_a_rate_outside_the_slider_is_kept_and_shown_in_the_field(
    store: Store, slider: QSlider, field: QLineEdit
) -> None:
    store.apply(editing.set_learning_rate, 2500.0)
    assert slider.value() == slider.maximum()
    assert _rate(store.state) == 2500.0
    assert field.text() == "2500.0"


def test_a_typed_number_is_taken_exactly(store: Store, field: QLineEdit, qtbot: QtBot) -> None:
    field.selectAll()
    qtbot.keyClicks(field, "0.123456789")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert _rate(store.state) == 0.123456789


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("abc", "'abc' is not a number"),
        ("-1", "the learning rate must be a number above zero, not -1.0"),
        ("nan", "'nan' is not a number"),
    ],
)
def test_nonsense_stays_as_typed_with_the_sentence_beside_it(
    store: Store, field: QLineEdit, qtbot: QtBot, typed: str, sentence: str
) -> None:
    field.selectAll()
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    beside = _beside(field)
    assert (field.text(), _rate(store.state)) == (typed, 0.5)
    assert beside is not None
    assert beside.text() == field.accessibleDescription() == sentence
    assert field.property("refused") is True
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), field.accessibleDescription()) == ("0.5", "")
    assert field.property("refused") is False
    assert _beside(field) is None


def _beside(field: QLineEdit) -> QLabel | None:
    """Return the sentence that is shown beside a field."""
    found = field.window().findChildren(QLabel, "refusal")
    return next((each for each in found if not each.isHidden()), None)


def test_a_sentence_of_one_line_is_one_line_high(field: QLineEdit, qtbot: QtBot) -> None:
    field.setStyleSheet(style_sheet(LIGHT, Sizes()))  # with room around the words
    field.resize(900, 300)
    heights = {}
    for typed in ("abc", "1e400", *("a" * length for length in range(4, 12))):
        field.selectAll()
        qtbot.keyClicks(field, typed)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        beside = _beside(field)
        assert beside is not None
        assert typed in beside.text()
        heights[typed] = beside.height()
    assert set(heights.values()) == {heights["abc"]}


def test_typing_on_takes_the_mark_away(store: Store, field: QLineEdit, qtbot: QtBot) -> None:
    field.selectAll()
    qtbot.keyClicks(field, "1_0")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert _beside(field) is not None
    field.selectAll()
    qtbot.keyClicks(field, "1/4")
    assert _beside(field) is None
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (_rate(store.state), field.text()) == (0.25, "0.25")


def test_a_number_that_changes_elsewhere_replaces_what_was_refused(
    store: Store, field: QLineEdit, qtbot: QtBot
) -> None:
    field.selectAll()
    qtbot.keyClicks(field, "-1")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    store.apply(editing.set_learning_rate, 0.75)
    assert (field.text(), _beside(field)) == ("0.75", None)


def test_what_is_refused_once_is_not_asked_again_on_leaving(
    store: Store, field: QLineEdit, qtbot: QtBot
) -> None:
    refused = []
    store.watch(lambda call, gesture, was_refused: refused.append(was_refused))
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "-1")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    field.clearFocus()
    assert refused == [True]
    assert field.text() == "-1"


def test_a_spin_box_counts_within_the_batch(qtbot: QtBot) -> None:
    store = Store(first_state(random_experiment(1, samples=3)))
    box = QSpinBox()
    qtbot.addWidget(box)
    CountBinding(
        box,
        store,
        lambda state: state.view.row + 1,
        lambda state: len(derived.trace(state).x),
        lambda number: view_actions.follow_sample.call(number - 1),
    )
    for _ in range(5):
        qtbot.keyClick(box, Qt.Key.Key_Up)
    assert (box.value(), store.state.view.row) == (3, 2)

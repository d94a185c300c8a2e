"""Points are added, moved, relabelled and taken away in the picture of the inputs."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.experiment import Experiment
from gui.disk import files
from gui.regions import points
from gui.regions.hints import hint
from gui.regions.regions_view import RegionsView
from gui.regions.snapping import Grid, grid_of
from gui.state.experiment.source import new
from gui.state.inputs import actions as inputs_actions
from gui.state.inputs import derived as inputs_derived
from gui.state.refusal import Refused
from gui.state.regions import derived as regions_derived
from gui.state.regions import pen
from gui.state.run import actions, derived
from gui.state.state import Mode, State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from tests.networks import random_experiment

LEFT = Qt.MouseButton.LeftButton
PLAIN, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


def _example(name: str) -> Experiment:
    return files.read(files.resolve(name))


def _nothing() -> State:
    """Return the experiment to begin with: four corners, of which three are of class 1."""
    return new(first_state(_example("mazur-2-2-2")))


def _shown(qtbot: QtBot, state: State) -> tuple[RegionsView, Store]:
    store = Store(state)
    view = RegionsView(store)
    qtbot.addWidget(view)
    view.resize(460, 460)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.make_ready()
    QApplication.processEvents()
    return view, store


class _Hand:
    """A pointer over the plot, and the keys; places are those of the axes."""

    def __init__(self, qtbot: QtBot, view: RegionsView) -> None:
        plot = view.picture.plot
        assert plot is not None
        self._qtbot, self.plot = qtbot, plot

    def at(self, x: float, y: float) -> QPoint:
        return self.plot.place_of(x, y)

    def click(self, x: float, y: float, held: Qt.KeyboardModifier = PLAIN) -> None:
        self._qtbot.mouseClick(self.plot.viewport(), LEFT, held, self.at(x, y))

    def drag(self, start: tuple[float, float], *through: tuple[float, float]) -> None:
        viewport = self.plot.viewport()
        self._qtbot.mousePress(viewport, LEFT, PLAIN, self.at(*start))
        for place in through:
            self._move(self.at(*place))
        self._qtbot.mouseRelease(viewport, LEFT, PLAIN, self.at(*through[-1]))

    def _move(self, place: QPoint) -> None:
        """Move with the button held, which QTest's own moves do not tell."""
        viewport = self.plot.viewport()
        at, kind = QPointF(place), QMouseEvent.Type.MouseMove
        event = QMouseEvent(kind, at, QPointF(viewport.mapToGlobal(place)), LEFT, LEFT, PLAIN)
        QApplication.sendEvent(viewport, event)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        self._qtbot.keyClick(self.plot, key, held)


def _rows(store: Store) -> list[tuple[float, ...]]:
    data = derived.experiment(store.state).data
    return [
        (*data.sample_inputs(n).tolist(), *data.sample_targets(n).tolist())
        for n in range(data.samples)
    ]


@pytest.mark.parametrize(
    ("low", "high", "step"),
    [
        (-0.12, 1.12, 0.1),
        (-1.5, 2.5, 0.5),
        (0, 16, 1.0),
        (-3, 3, 0.5),
        (0, 1e-3, 1e-4),
        (0, 90, 10),
    ],
)
def test_points_snap_to_numbers_that_can_be_reckoned_with(
    low: float, high: float, step: float
) -> None:
    assert grid_of(low, high).step == step
    assert (high - low) / step <= 16


def test_round_numbers_are_written_as_such() -> None:
    assert [Grid(1, -1).nearest(each) for each in (0.29, 0.31, -0.04)] == [0.3, 0.3, 0.0]
    assert [Grid(5, -1).nearest(each) for each in (0.7, 0.8)] == [0.5, 1.0]
    assert str(Grid(1, -1).nearest(-0.01)) == "0.0"
    fine = grid_of(0, 1, fine=True)
    assert fine.step == 0.001
    assert fine.nearest(0.12345) == 0.123


def test_xor_is_built_from_the_first_experiment_with_three_clicks(qtbot: QtBot) -> None:
    view, store = _shown(qtbot, _nothing())
    hand = _Hand(qtbot, view)
    qtbot.mouseClick(view.points.labels[0], LEFT)
    hand.click(1, 1)  # follows it
    assert inputs_derived.followed(store.state) == 3
    qtbot.mouseMove(hand.plot.viewport(), hand.at(1, 1))
    assert hand.plot.overlay.value.text().endswith("another click: y₁ = 0")
    hand.click(1, 1)
    assert _rows(store) == [(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)]
    assert store.undone_next == "sample-moved"


def test_xor_is_built_from_one_point_with_clicks_and_keys(qtbot: QtBot) -> None:
    view, store = _shown(qtbot, _nothing())
    hand = _Hand(qtbot, view)
    hand.click(0.52, 0.48)
    assert _rows(store)[-1] == (0.5, 0.5, 1)
    assert inputs_derived.followed(store.state) == 4
    for _ in range(4):  # until the one that is left lies where it was put
        store.apply(view_actions.follow_in_sets, 0)
        hand.key(Qt.Key.Key_Delete)
    assert _rows(store) == [(0.5, 0.5, 1)]
    assert pen.pen_classes(store.state) is not None  # one class alone is one too
    hand.key(Qt.Key.Key_Delete)
    assert len(_rows(store)) == 1  # one stays
    hand.key(Qt.Key.Key_0)
    hand.click(1.5, 0.52)
    assert _rows(store)[-1][-1] == 0
    hand.key(Qt.Key.Key_1)
    hand.key(Qt.Key.Key_C)
    assert _rows(store)[-1][-1] == 1
    before = _rows(store)[-1]
    hand.key(Qt.Key.Key_Up, SHIFT)
    after = _rows(store)[-1]
    assert after[0] == before[0]
    assert after[1] > before[1]
    hand.key(Qt.Key.Key_Return)
    assert len(_rows(store)) == 3
    assert _rows(store)[-1][0] > after[0]


def test_a_drag_is_one_step_of_undo_and_the_ground_stays_under_it(qtbot: QtBot) -> None:
    view, store = _shown(qtbot, _nothing())
    hand = _Hand(qtbot, view)
    before, seen = store.state.document, hand.plot.getViewBox().viewRange()
    hand.drag((1, 1), (0.8, 0.9), (0.52, 0.5), (0.31, 0.72))
    assert _rows(store)[3] == (0.3, 0.7, 1)
    assert inputs_derived.followed(store.state) == 3
    store.undo()
    assert store.state.document is before
    viewport = hand.plot.viewport()
    qtbot.mousePress(viewport, LEFT, PLAIN, hand.at(0, 0))
    hand._move(hand.at(-0.05, 0.4))
    assert hand.plot.getViewBox().viewRange() == seen
    qtbot.mouseRelease(viewport, LEFT, PLAIN, hand.at(-0.05, 0.4))
    store.undo()
    assert store.state.document is before


def test_a_press_that_hardly_moves_is_a_click(qtbot: QtBot) -> None:
    view, store = _shown(qtbot, first_state(_example("moons-2-8-1")))
    hand = _Hand(qtbot, view)
    x, y = points.place_of(store.state, 7)
    document = store.state.document
    hand.drag((x, y), (x + 1e-3, y))
    assert store.state.document is document
    assert inputs_derived.followed(store.state) == 7


def test_shift_puts_a_point_between_the_round_numbers(qtbot: QtBot) -> None:
    view, store = _shown(qtbot, _nothing())
    hand = _Hand(qtbot, view)
    hand.click(0.447, 0.553, SHIFT)
    x, y, _ = _rows(store)[-1]
    assert (x, y) != (0.4, 0.6)
    assert (x, y) == pytest.approx((0.447, 0.553), abs=0.01)
    assert (x, y) == (round(x, 3), round(y, 3))


def test_switched_off_a_click_only_follows(qtbot: QtBot) -> None:
    view, store = _shown(qtbot, _nothing())
    hand = _Hand(qtbot, view)
    qtbot.mouseClick(view.points.on, LEFT)
    assert not store.state.regions.pen.on
    document = store.state.document
    hand.click(0.5, 0.5)
    hand.click(1, 1)
    hand.click(1, 1)
    hand.drag((1, 1), (0.5, 0.5))
    hand.key(Qt.Key.Key_Delete)
    assert store.state.document is document
    assert inputs_derived.followed(store.state) == 3
    assert hint(store.state) == ""


def test_points_for_testing_are_added_to_the_test_part(qtbot: QtBot) -> None:
    view, store = _shown(qtbot, _nothing())
    hand = _Hand(qtbot, view)
    qtbot.mouseClick(view.points.tested, LEFT)
    assert "test point" in hint(store.state)
    hand.click(0.5, 0.5)
    data = store.state.document.experiment.data
    assert data.test_inputs.tolist() == [[0.5, 0.5]]
    assert len(data.inputs) == 4


def test_a_point_of_a_curve_has_its_height_as_its_target(qtbot: QtBot) -> None:
    state = first_state(random_experiment(2, sizes=(1, 3, 1), output="identity", samples=5))
    view, store = _shown(qtbot, state)
    hand = _Hand(qtbot, view)
    (left, right), (low, high) = hand.plot.getViewBox().viewRange()
    across, up = grid_of(left, right), grid_of(low, high)
    x, y = across.nearest((left + right) / 2), up.nearest(low + 0.7 * (high - low))
    hand.click(x, y)
    assert _rows(store)[-1] == (x, y)
    assert view.points.target.isHidden()
    hand.drag((x, y), (x + 2 * across.step, y - 2 * up.step))
    moved = (x + 2 * across.step, y - 2 * up.step)
    assert _rows(store)[-1] == pytest.approx(moved, abs=1e-12)


def test_a_value_over_the_plane_is_typed(qtbot: QtBot) -> None:
    state = first_state(random_experiment(2, sizes=(2, 3, 1), output="identity", samples=6))
    view, store = _shown(qtbot, state)
    hand = _Hand(qtbot, view)
    assert view.points.target.isVisible()
    view.points.target.setFocus()
    view.points.target.selectAll()
    qtbot.keyClicks(view.points.target, "0.75")
    qtbot.keyClick(view.points.target, Qt.Key.Key_Return)
    (left, right), (low, high) = hand.plot.getViewBox().viewRange()
    hand.click(left + 0.03 * (right - left), low + 0.03 * (high - low))
    assert _rows(store)[-1][-1] == 0.75


def test_of_more_inputs_the_others_are_those_of_the_slice(qtbot: QtBot) -> None:
    state = inputs_actions.show_components(first_state(_example("iris-4-5-3")), False)
    state = view_actions.follow_in_sets(inputs_actions.choose_input(state, 1, 3), 20)
    view, store = _shown(qtbot, state)
    hand = _Hand(qtbot, view)
    fixed = derived.experiment(state).data.sample_inputs(20).tolist()
    (left, right), (low, high) = hand.plot.getViewBox().viewRange()
    across, up = grid_of(left, right), grid_of(low, high)
    x, y = across.nearest(left + across.step), up.nearest(high - up.step)
    assert view.picture.sample_at(x, y) is None
    hand.key(Qt.Key.Key_2)
    hand.click(x, y)
    row = _rows(store)[store.state.view.followed or 0]
    assert row == (x, *fixed[1:3], y, 0, 0, 1)
    assert store.state.document.experiment.data.input_names[0] == "sepal_length"


def test_on_principal_components_points_stay_as_they_are(qtbot: QtBot) -> None:
    state = inputs_actions.show_components(first_state(_example("iris-4-5-3")), True)
    view, store = _shown(qtbot, state)
    hand = _Hand(qtbot, view)
    document = store.state.document
    hand.click(0.1, 2.4)
    hand.drag(points.place_of(state, 3), (0.0, 0.0))
    assert store.state.document is document
    assert "choose two inputs" in hint(store.state)
    assert not view.points.on.isEnabled()


def test_while_training_a_dragged_point_is_learnt_from_there_on(qtbot: QtBot) -> None:
    view, store = _shown(qtbot, _nothing())
    hand = _Hand(qtbot, view)
    store.apply(actions.start_training)
    store.apply(actions.train, 50)
    hand.drag((1, 1), (0.9, 0.9), (0.5, 0.7))
    state = store.state
    assert (state.mode, state.trained) == (Mode.TRAINING, 50)
    run = state.document.run
    assert run.settings(49).data.inputs[3].tolist() == [1, 1]
    assert run.settings(50).data.inputs[3].tolist() == [0.5, 0.7]
    assert store.undone_next == "sample-moved"
    store.undo()
    assert store.state.document.experiment.data.inputs[3].tolist() == [1, 1]


def test_while_training_another_class_is_shown_as_chosen(qtbot: QtBot) -> None:
    view, store = _shown(qtbot, _nothing())
    store.apply(actions.start_training)
    store.apply(actions.train, 5)
    assert view.points.labels[1].isChecked()
    _Hand(qtbot, view).key(Qt.Key.Key_0)
    assert view.points.labels[0].isChecked()
    qtbot.mouseClick(view.points.on, LEFT)
    assert not view.points.on.isChecked()
    assert view.points.labels[0].isHidden()


def test_a_target_that_the_loss_cannot_take_is_refused(qtbot: QtBot) -> None:
    made = random_experiment(2, sizes=(1, 3, 1), loss="binary_cross_entropy", samples=5)
    view, store = _shown(qtbot, first_state(made))
    hand = _Hand(qtbot, view)
    told: list[object] = []
    store.refused.connect(told.append)
    (left, right), (low, _) = hand.plot.getViewBox().viewRange()
    hand.plot.getViewBox().setRange(yRange=(low, 3), padding=0)
    hand.click((left + right) / 2, 2.5)
    assert len(told) == 1
    assert len(_rows(store)) == 5


def test_of_many_classes_one_is_chosen_from_a_list(qtbot: QtBot) -> None:
    view, store = _shown(qtbot, first_state(_example("digits-64-32-10")))
    store.apply(inputs_actions.show_components, False)
    assert view.points.label.isVisible()
    assert view.points.label.count() == 10
    view.points.label.setCurrentIndex(7)
    view.points.label.activated.emit(7)
    assert store.state.regions.pen.label == 7
    assert "7" in hint(store.state)


def test_a_class_that_is_not_there_cannot_be_chosen() -> None:
    with pytest.raises(Refused):
        pen.set_pen_class(_nothing(), 2)
    regression = first_state(random_experiment(2, sizes=(2, 3, 1), output="identity"))
    with pytest.raises(Refused):
        pen.set_pen_class(regression, 0)
    with pytest.raises(Refused):
        pen.set_pen_target(regression, float("nan"))
    ten = pen.set_pen_class(first_state(_example("digits-64-32-10")), 7)
    assert pen.pen_label(new(ten)) == 1


def test_the_pointer_shows_what_a_click_would_do(qtbot: QtBot) -> None:
    view, store = _shown(qtbot, _nothing())
    hand = _Hand(qtbot, view)
    shape = Qt.CursorShape
    for place, wanted in (((0.5, 0.5), shape.CrossCursor), ((1, 1), shape.PointingHandCursor)):
        qtbot.mouseMove(hand.plot.viewport(), hand.at(*place))
        assert hand.plot.viewport().cursor().shape() is wanted
    store.apply(pen.set_pen_on, False)
    qtbot.mouseMove(hand.plot.viewport(), hand.at(0.5, 0.4))
    assert hand.plot.viewport().cursor().shape() is shape.ArrowCursor
    assert regions_derived.is_drawable(store.state)

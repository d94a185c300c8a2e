"""The pictures of the loss against weights obey mouse, wheel and keys."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QSlider, QStyle, QWidget
from pytestqt.qtbot import QtBot

from engine.text.names import name
from engine.written.quantity import parse
from gui.bind import RATES
from gui.landscape.ball_buttons import BallButtons
from gui.landscape.curve.descent_panel import DescentPanel
from gui.landscape.curve.descent_view import DescentView
from gui.landscape.curve.formula_field import FormulaField
from gui.landscape.curve.slice_chart import slice_chart
from gui.landscape.plane.plane_view import PlaneView
from gui.landscape.rate_slider import Mark
from gui.landscape.secant.secant_view import DISTANCES, SecantView
from gui.look.theme import LIGHT
from gui.plots.chart_view import ChartView
from gui.plots.plot import Plot
from gui.state.choices import MOST_BALLS, TYPED
from gui.state.curve import actions as curve_actions
from gui.state.curve import derived as curve_derived
from gui.state.passing import passing
from gui.state.plane import derived as plane_derived
from gui.state.run import actions
from gui.state.state import Mode, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from tests.networks import mazur
from tests.passing import let_events_happen
from tests.windows import begin_anew

FULL_SIZE = (1200, 700)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def _lent(qapp: QApplication) -> Iterator[DescentView]:
    made = DescentView(Store(first_state(mazur())))
    made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def store(_lent: DescentView) -> Store:
    """Return the store of the view that all tests have, as it began."""
    made = _lent._store
    begin_anew(made, first_state(mazur()))
    made.apply(actions.go_to, 0, 8, 1.0)
    made.apply(view_actions.select, parse("w[2,0,0]"))
    return made


@pytest.fixture
def view(_lent: DescentView, store: Store, qtbot: QtBot) -> DescentView:
    store.apply(curve_actions.choose_curve, "parabola")
    _lent.resize(700, 320)
    _lent.activateWindow()
    qtbot.waitUntil(lambda: _lent.picture.plot is not None)
    let_events_happen()
    return _lent


@pytest.fixture
def full(view: DescentView, qtbot: QtBot) -> DescentView:
    view.resize(*FULL_SIZE)
    qtbot.waitUntil(lambda: view.panel is not None and view.history.plot is not None)
    return view


@pytest.fixture
def typing(store: Store, qtbot: QtBot) -> FormulaField:
    store.apply(curve_actions.choose_curve, TYPED)
    made = FormulaField(store)
    made.resize(340, 80)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def plane(store: Store, qtbot: QtBot) -> PlaneView:
    made = PlaneView(store)
    _open(made, made.picture, qtbot)
    return made


def _open(view: QWidget, picture: ChartView, qtbot: QtBot) -> None:
    qtbot.addWidget(view)
    view.resize(700, 320)
    view.show()
    qtbot.waitUntil(lambda: picture.plot is not None)
    let_events_happen()


def _panel(view: DescentView) -> DescentPanel:
    assert view.panel is not None
    return view.panel


def _plot(picture: ChartView) -> Plot:
    assert picture.plot is not None
    return picture.plot


def _pixel(plot: Plot, x: float, y: float) -> QPoint:
    place = plot.getViewBox().mapViewToDevice(QPointF(x, y))
    return QPoint(round(place.x()), round(place.y()))


def _turn_wheel(plot: Plot, at: QPoint, notches: int) -> None:
    place = QPointF(at)
    event = QWheelEvent(
        place,
        QPointF(plot.viewport().mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(plot.viewport(), event)


def _choose(box: QComboBox, key: str, qtbot: QtBot) -> None:
    row = box.findData(key)
    assert row >= 0
    while box.currentIndex() != row:
        down = box.currentIndex() < row
        qtbot.keyClick(box, Qt.Key.Key_Down if down else Qt.Key.Key_Up)


def _stands(store: Store) -> float:
    state = store.state
    descent = curve_derived.descents(state)[0]
    return descent.places[curve_derived.steps_of(state, descent)][0]


def _let_time_pass(store: Store) -> None:
    call = passing(store.state, 1.0)
    if call is not None:
        store.carry_out(call)


@pytest.mark.parametrize("w", [-1.5, 1.25, 6.0])
def test_a_click_places_the_ball_at_the_weight_under_the_pointer(
    store: Store, view: DescentView, qtbot: QtBot, w: float
) -> None:
    plot = _plot(view.picture)
    qtbot.mouseClick(plot.viewport(), LEFT, pos=_pixel(plot, w, 15.0))
    pixel = plot.getViewBox().viewPixelSize()[0]
    assert _stands(store) == pytest.approx(w, abs=pixel)
    marked = plot._marks._points[-1]
    assert (marked.x, marked.y) == pytest.approx((_stands(store), (_stands(store) - 3) ** 2))


def test_a_click_beside_the_picture_places_nothing(
    store: Store, view: DescentView, qtbot: QtBot
) -> None:
    before, plot = store.state.curve, _plot(view.picture)
    qtbot.mouseClick(plot.viewport(), LEFT, pos=QPoint(3, plot.height() - 3))
    assert store.state.curve == before


def test_the_ball_follows_the_hand_that_drags_it(
    store: Store, view: DescentView, qtbot: QtBot
) -> None:
    plot, seen = _plot(view.picture), []
    pixel = plot.getViewBox().viewPixelSize()[0]
    limits = plot.getViewBox().viewRange()[0]
    qtbot.mousePress(plot.viewport(), LEFT, pos=_pixel(plot, 0.0, 9.0))
    for w in (1.0, 2.0, 4.5):
        qtbot.mouseMove(plot.viewport(), _pixel(plot, w, 9.0))
        seen.append(_stands(store))
    qtbot.mouseRelease(plot.viewport(), LEFT, pos=_pixel(plot, 4.5, 9.0))
    assert seen == pytest.approx([1.0, 2.0, 4.5], abs=pixel)
    assert _stands(store) == seen[-1]
    assert plot.getViewBox().viewRange()[0] == limits  # the picture itself has not moved
    qtbot.mouseMove(plot.viewport(), _pixel(plot, 7.0, 9.0))
    assert _stands(store) == seen[-1]


@pytest.mark.parametrize(("notches", "grows"), [(2, False), (-2, True)])
def test_the_wheel_changes_the_range_and_the_curve_spans_it(
    store: Store, view: DescentView, notches: int, grows: bool
) -> None:
    plot = _plot(view.picture)
    _turn_wheel(plot, _pixel(plot, 3.0, 10.0), notches)
    limits = store.state.curve.limits
    assert limits is not None
    assert (limits[1] - limits[0] > 10) is grows
    xs, ys = plot.curves.items[0].getData()
    assert (xs[0], xs[-1]) == pytest.approx(limits)
    assert ys == pytest.approx((xs - 3) ** 2)
    shown = plot.getViewBox().viewRange()[0]
    assert shown[0] < limits[0] < limits[1] < shown[1]


def test_wheeling_in_and_out_again_comes_back(store: Store, view: DescentView) -> None:
    plot = _plot(view.picture)
    at = _pixel(plot, 3.0, 10.0)
    for notches in (1, -1):
        _turn_wheel(plot, at, notches)
    assert store.state.curve.limits == pytest.approx((-2, 8))


def test_a_double_click_chooses_the_range_again(
    store: Store, view: DescentView, qtbot: QtBot
) -> None:
    store.apply(curve_actions.set_limits, 2.0, 4.0)
    plot = _plot(view.picture)
    qtbot.mouseDClick(plot.viewport(), LEFT, pos=_pixel(plot, 3.5, 0.5))
    assert store.state.curve.limits is None
    assert plot.curves.items[0].getData()[0][0] == -2


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("w + nix(w)", 4, "'nix' is not known"),
        ("(w - 1", 0, "never closed"),
        ("w - 1)", 5, "closes nothing"),
        ("w / 0", 2, "divides by zero"),
        ("w +", 3, "ends too early"),
    ],
)
def test_a_formula_that_cannot_be_read_is_told_where_and_changes_nothing(
    store: Store, typing: FormulaField, qtbot: QtBot, text: str, place: int, says: str
) -> None:
    before = store.state.curve
    typing.field.selectAll()
    qtbot.keyClicks(typing.field, text)
    qtbot.keyClick(typing.field, Qt.Key.Key_Return)
    assert typing.problem.isVisible()
    assert says in typing.problem.text()
    wide = QFontMetricsF(typing.field.font()).horizontalAdvance("0")
    assert typing.caret.text() == "^"
    typing.field.setCursorPosition(place)
    left = typing.field.cursorRect().center().x()
    assert typing.caret.indent() == pytest.approx(left, abs=wide / 4)
    assert store.state.curve == before


@pytest.mark.parametrize("place", [0, 7, 25])
def test_the_caret_stands_under_the_character(
    typing: FormulaField, qtbot: QtBot, place: int
) -> None:
    typing.field.selectAll()
    qtbot.keyClicks(typing.field, " " * place + "$")
    typing.field.clearFocus()  # no cursor beside the character
    under, character = _ink(typing.caret), _ink(typing.field)
    assert abs(under - character) < typing.field.fontMetrics().horizontalAdvance("$") / 2


def _ink(widget: QWidget) -> float:
    """Return the middle of what is painted inside the widget's frame, in its parent's pixels."""
    room = widget.rect().adjusted(4, 4, -4, -4)
    picture = widget.grab(room).toImage()
    paper = picture.pixelColor(picture.width() - 1, picture.height() // 2)
    columns = [
        x
        for x in range(picture.width())
        if any(picture.pixelColor(x, y) != paper for y in range(picture.height()))
    ]
    return widget.x() + room.x() + (columns[0] + columns[-1]) / 2


def test_a_good_formula_is_drawn_on_return(
    store: Store, typing: FormulaField, qtbot: QtBot
) -> None:
    typing.field.selectAll()
    qtbot.keyClicks(typing.field, "w^2 + cos(w)")
    assert store.state.curve.formula != "w^2 + cos(w)"
    qtbot.keyClick(typing.field, Qt.Key.Key_Return)
    ws = np.array([-1.0, 0.5, 3.0])
    assert curve_derived.curve(store.state).costs(ws) == pytest.approx(ws**2 + np.cos(ws))
    assert not typing.problem.isVisible()
    assert not typing.caret.isVisible()


def test_a_formula_put_right_is_no_longer_complained_about(
    typing: FormulaField, qtbot: QtBot
) -> None:
    typing.field.selectAll()
    qtbot.keyClicks(typing.field, "(w")
    assert typing.problem.isVisible()
    qtbot.keyClicks(typing.field, ")")
    assert not typing.problem.isVisible()


def test_the_buttons_step_go_back_and_reset(store: Store, view: DescentView, qtbot: QtBot) -> None:
    buttons = view.buttons
    assert not buttons.back.isEnabled()
    assert not buttons.reset.isEnabled()
    for landed in (1.2, 1.92):  # rate 0.2: each step goes 0.4 of the way to 3
        qtbot.mouseClick(buttons.step, LEFT)
        _let_time_pass(store)
        assert _stands(store) == pytest.approx(landed)
    qtbot.mouseClick(buttons.back, LEFT)
    assert _stands(store) == pytest.approx(1.2)
    qtbot.mouseClick(buttons.reset, LEFT)
    assert _stands(store) == 0.0
    assert not buttons.back.isEnabled()


def test_reset_pressed_twice_forgets_where_the_ball_was_placed(
    store: Store, view: DescentView, qtbot: QtBot
) -> None:
    store.apply(curve_actions.place_balls, 5.0)
    qtbot.mouseClick(view.buttons.step, LEFT)
    _let_time_pass(store)
    qtbot.mouseClick(view.buttons.reset, LEFT)
    assert _stands(store) == 5.0
    qtbot.mouseClick(view.buttons.reset, LEFT)
    assert _stands(store) == 0.0


def test_run_goes_on_until_it_is_pressed_again(
    store: Store, view: DescentView, qtbot: QtBot
) -> None:
    run = view.buttons.run
    qtbot.mouseClick(run, LEFT)
    assert (store.state.mode, run.isChecked()) == (Mode.DESCENDING, True)
    while store.state.curve.steps < 4:
        _let_time_pass(store)
    qtbot.mouseClick(run, LEFT)
    assert (store.state.mode, run.isChecked()) == (Mode.PAUSED, False)


def test_run_is_released_once_the_ball_rests(store: Store, view: DescentView, qtbot: QtBot) -> None:
    store.apply(curve_actions.set_ball_rate, 0, 0.5)
    qtbot.mouseClick(view.buttons.run, LEFT)
    while store.state.mode is not Mode.PAUSED:
        _let_time_pass(store)
    assert (store.state.mode, view.buttons.run.isChecked()) == (Mode.PAUSED, False)
    assert _stands(store) == 3.0


def test_a_small_panel_has_a_foot_and_a_large_one_all_controls(
    view: DescentView, qtbot: QtBot
) -> None:
    small = view.size()
    assert view.foot.isVisible()
    assert not view.history.isVisible()
    view.resize(*FULL_SIZE)
    qtbot.waitUntil(lambda: view.panel is not None and view.panel.isVisible())
    assert view.history.isVisible()
    assert not view.foot.isVisible()
    view.resize(small)
    qtbot.waitUntil(view.foot.isVisible)
    assert not _panel(view).isVisible()


def test_each_ball_has_a_row_and_can_be_taken_away(
    store: Store, full: DescentView, qtbot: QtBot
) -> None:
    rows, add = _panel(full).rows, _panel(full).add
    for count in range(1, MOST_BALLS + 1):
        assert [row.isVisible() for row in rows] == [row.index < count for row in rows]
        assert rows[count - 1].field.text() == repr(store.state.curve.balls[-1].rate)
        assert add.isVisible() is (count < MOST_BALLS)
        if count < MOST_BALLS:
            qtbot.mouseClick(add, LEFT)
    assert not rows[0].remove.isVisible()
    rates = [ball.rate for ball in store.state.curve.balls]
    qtbot.mouseClick(rows[2].remove, LEFT)
    assert [ball.rate for ball in store.state.curve.balls] == rates[:2] + rates[3:]
    assert [row.field.text() for row in rows[:4]] == [repr(rate) for rate in rates[:2] + rates[3:]]
    assert not rows[4].isVisible()
    assert add.isVisible()


def test_the_slider_is_marked_at_one_and_two_over_the_curvature(full: DescentView) -> None:
    marks = _panel(full).rows[0].slider.marks
    assert [(mark.tick, mark.text) for mark in marks] == [
        (RATES.to_tick(0.5), "1/C″"),
        (RATES.to_tick(1.0), "2/C″"),
    ]


def test_the_names_of_the_limits_are_painted_whole(view: DescentView, qtbot: QtBot) -> None:
    view.slider.show_marks((Mark(view.slider.maximum() // 2, "1/C″"),), LIGHT)
    picture = view.slider.grab().toImage()
    paper = picture.pixelColor(0, picture.height() - 1)
    lowest = max(
        y
        for y in range(picture.height())
        if any(picture.pixelColor(x, y) != paper for x in range(picture.width()))
    )
    assert lowest < picture.height() - 1
    assert lowest > picture.height() // 2 + 14  # below the tick


def test_a_ball_of_another_optimiser_has_no_marks(
    store: Store, full: DescentView, qtbot: QtBot
) -> None:
    row = _panel(full).rows[0]
    _choose(row.optimizer, "momentum", qtbot)
    assert store.state.curve.balls[0].optimizer == "momentum"
    assert row.slider.marks == ()


def test_a_typed_rate_is_that_of_its_ball(store: Store, full: DescentView, qtbot: QtBot) -> None:
    qtbot.mouseClick(_panel(full).add, LEFT)
    for row, rate in zip(_panel(full).rows, ("0.5", "1.5"), strict=False):
        row.field.selectAll()
        qtbot.keyClicks(row.field, rate)
        qtbot.keyClick(row.field, Qt.Key.Key_Return)
    assert [ball.rate for ball in store.state.curve.balls] == [0.5, 1.5]
    assert [row.does.text() for row in _panel(full).rows[:2]] == ["", ""]
    qtbot.mouseClick(_panel(full).foretold, LEFT)
    assert [row.does.text() for row in _panel(full).rows[:2]] == [
        "It arrives in one step.",
        "It leaves all bounds: divergence.",
    ]


def test_the_history_has_a_curve_for_each_ball(
    store: Store, full: DescentView, qtbot: QtBot
) -> None:
    qtbot.mouseClick(_panel(full).add, LEFT)  # with half the rate
    for _ in range(3):
        store.apply(curve_actions.step_down)
        _let_time_pass(store)
    curves = _plot(full.history).curves.items[:2]
    for curve, factor in zip(curves, (0.6, 0.8), strict=True):
        assert curve.yData == pytest.approx([9 * factor ** (2 * step) for step in range(4)])


def _type_range(full: DescentView, qtbot: QtBot, *ends: str) -> tuple[QLineEdit, QLineEdit]:
    low, high = (
        field
        for field in _panel(full).findChildren(QLineEdit)
        if field.accessibleName() in ("Least weight drawn", "Largest weight drawn")
    )
    for field, end in zip((low, high), ends, strict=True):
        qtbot.mouseDClick(field, LEFT)
        qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClicks(field, end)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    return low, high


def test_an_end_that_is_refused_stays_as_typed(
    store: Store, full: DescentView, qtbot: QtBot
) -> None:
    low, high = _type_range(full, qtbot, "1_0", "5")
    assert (low.text(), high.text()) == ("1_0", "5")
    assert low.accessibleDescription() == "'1_0' is not a number"
    assert store.state.curve.limits is None
    low, high = _type_range(full, qtbot, "7", "-4,5")
    assert (low.text(), high.text()) == ("7", "-4,5")
    assert "-4.5" in high.accessibleDescription()
    store.apply(curve_actions.set_limits, 0.0, 1.0)
    assert (low.text(), high.text(), high.accessibleDescription()) == ("0", "1", "")


def test_a_typed_range_is_drawn(store: Store, full: DescentView, qtbot: QtBot) -> None:
    _type_range(full, qtbot, "-1", "5")
    assert store.state.curve.limits == (-1.0, 5.0)
    xs = _plot(full.picture).curves.items[0].getData()[0]
    assert (xs[0], xs[-1]) == (-1.0, 5.0)


def test_the_gallery_is_chosen_from_a_list(store: Store, view: DescentView, qtbot: QtBot) -> None:
    _choose(view.picker, "line", qtbot)
    assert store.state.curve.curve == "line"
    xs, ys = _plot(view.picture).curves.items[0].getData()
    assert ys == pytest.approx(0.5 * xs + 2)


@pytest.mark.parametrize(("key", "direction"), [("Key_Right", 1), ("Key_Left", -1)])
def test_the_slider_of_the_secant_changes_h(
    store: Store, qtbot: QtBot, key: str, direction: int
) -> None:
    store.apply(curve_actions.set_distance, 0.1)
    view = SecantView(store)
    _open(view, view.picture, qtbot)
    before = view.slider.value()
    qtbot.keyClick(view.slider, Qt.Key[key])
    assert store.state.curve.distance == DISTANCES.to_value(view.slider.value())
    assert (store.state.curve.distance - 0.1) * direction > 0
    assert (view.slider.value() - before) * direction > 0
    assert float(view.field.text()) == store.state.curve.distance
    second = _plot(view.picture)._marks._points[1]
    assert second.x == pytest.approx(0.4 + store.state.curve.distance, rel=1e-12)


def test_dragging_the_slider_to_its_ends_gives_the_largest_and_least_h(
    store: Store, qtbot: QtBot
) -> None:
    view = SecantView(store)
    _open(view, view.picture, qtbot)
    for end, distance in ((0, 1e-15), (view.slider.width(), 10.0)):
        _drag(view.slider, end, qtbot)
        assert store.state.curve.distance == distance


def _drag(slider: QSlider, to_x: int, qtbot: QtBot) -> None:
    share = slider.value() / slider.maximum()
    start = QPoint(round(7 + share * (slider.width() - 14)), slider.height() // 2)
    qtbot.mousePress(slider, LEFT, pos=start)
    qtbot.mouseMove(slider, QPoint(to_x, start.y()))
    qtbot.mouseRelease(slider, LEFT, pos=QPoint(to_x, start.y()))


def test_the_other_kind_of_secant_has_a_point_on_either_side(store: Store, qtbot: QtBot) -> None:
    view = SecantView(store)
    _open(view, view.picture, qtbot)
    _choose(view.kind, "central", qtbot)
    places = sorted(point.x for point in _plot(view.picture)._marks._points)
    assert places == pytest.approx([-0.6, 0.4, 1.4])


def test_the_axes_of_the_plane_are_chosen_from_lists(
    store: Store, plane: PlaneView, qtbot: QtBot
) -> None:
    wanted = parse("w[1,0,1]"), parse("b[2,1]")
    for box, each in zip(plane.axes, wanted, strict=True):
        _choose(box, str(each), qtbot)
    assert plane_derived.axes(store.state) == wanted
    plot = _plot(plane.picture)
    labels = [plot.getAxis(side).labelText for side in ("bottom", "left")]
    assert labels == [name(each) for each in wanted]


def test_each_surface_shows_the_controls_it_needs(
    store: Store, plane: PlaneView, qtbot: QtBot
) -> None:
    buttons = plane.findChild(BallButtons)
    assert isinstance(buttons, BallButtons)
    for surface, shown in (
        ("network", (True, False, False)),
        ("random", (False, True, False)),
        ("banana", (False, False, True)),
    ):
        _choose(plane.surface, surface, qtbot)
        assert store.state.plane.surface == surface
        visible = plane.axes[0].isVisible(), plane.seed.isVisible(), buttons.isVisible()
        assert visible == shown


def test_a_click_on_the_plane_starts_training_there(
    store: Store, plane: PlaneView, qtbot: QtBot
) -> None:
    store.apply(actions.train, 5)
    plot, old = _plot(plane.picture), store.state.document
    qtbot.mouseClick(plot.viewport(), LEFT, pos=_pixel(plot, 1.5, -2.0))
    across, up = plot.getViewBox().viewPixelSize()
    x, y = plane_derived.present(store.state)
    assert x == pytest.approx(1.5, abs=across)
    assert y == pytest.approx(-2.0, abs=up)
    assert store.state.trained == 0
    store.undo()
    assert store.state.document is old


def test_the_picture_of_the_plane_grows_until_it_is_complete(
    store: Store, plane: PlaneView, qtbot: QtBot
) -> None:
    _choose(plane.surface, "valley", qtbot)
    relief = plane.picture._relief
    assert relief is not None
    qtbot.waitUntil(lambda: relief.complete)
    grid = relief.grid()
    assert grid is not None
    across, up = np.meshgrid(grid[0], grid[1])
    assert grid[2] == pytest.approx(0.05 * across**2 + up**2, rel=1e-12, abs=1e-12)


def test_in_a_low_panel_too_a_formula_of_ones_own_can_be_typed(
    store: Store, view: DescentView, qtbot: QtBot
) -> None:
    view.resize(760, 220)
    assert not view.formula.isVisible()
    store.apply(curve_actions.choose_curve, TYPED)
    qtbot.waitUntil(view.formula.isVisible)
    assert not view.update_line.isVisible()
    field = view.formula.field
    field.selectAll()
    qtbot.keyClicks(field, "(w - 1)^2")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert store.state.curve.formula == "(w - 1)^2"
    chart = slice_chart(store.state)
    assert chart.x_axis.name.endswith("C(w) = (w \N{MINUS SIGN} 1)^2")


def test_in_full_size_no_picture_is_cut(full: DescentView) -> None:
    for picture in (full.picture, full.history):
        assert picture.height() >= picture.minimumSizeHint().height() > 200


@pytest.mark.parametrize("width", [450, 640, 760])
def test_a_typed_formula_is_seen_while_it_is_typed(
    view: DescentView, store: Store, width: int
) -> None:
    view.resize(width, 400)
    store.apply(curve_actions.choose_curve, TYPED)
    let_events_happen()
    field = view.formula.field
    text = field.fontMetrics().horizontalAdvance(field.text())
    assert field.isVisible()
    assert field.width() > text
    rate = view.field.fontMetrics().horizontalAdvance("0.333333")
    assert view.field.width() >= rate + 2 * view.field.style().pixelMetric(
        QStyle.PixelMetric.PM_DefaultFrameWidth
    )

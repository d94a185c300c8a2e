"""Without a mouse: into the drawing and through it, onto every control and back to the beats."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QSlider, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from engine.shape import NetworkShape
from engine.story.readings import read
from engine.text.numbers import short
from engine.written.quantity import Kind, Quantity
from gui.landscape.curve.slice_view import SlicePlot
from gui.look.theme import THEMES, contrast
from gui.menu.keys import TABBED
from gui.network.focus_ring import focus_ring
from gui.network.roving import Spot, Way, edges_of, first_place, moved
from gui.network.spoken import spoken
from gui.network.view import NetworkView
from gui.panels.scrolled import SteadyScroll
from gui.panels.transport import Transport
from gui.state.run import actions, derived
from gui.state.state import first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.window.keys_page import KeysPage
from gui.window.window import Window
from gui.words.catalog import say
from tests.gui.drawings import drawn, worked
from tests.networks import mazur
from tests.windows import lent, put_back

_Key = Qt.Key
SHAPE = NetworkShape((3, 4, 1))
A, INPUT, WEIGHT, BIAS = Kind.A, Kind.INPUT, Kind.WEIGHT, Kind.BIAS


def _tab_to(window: Window, wanted: QWidget) -> None:
    for _ in range(80):
        QTest.keyClick(QApplication.focusWidget() or window, _Key.Key_Tab)
        if QApplication.focusWidget() is wanted:
            return
    pytest.fail(f"Tab does not lead to {wanted}")


def _press(*keys: Qt.Key) -> None:
    for key in keys:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key)


@pytest.fixture(scope="module")
def _lent(qapp: QApplication) -> Iterator[Window]:
    yield from lent(1440, 900)


@pytest.fixture
def window(_lent: Window) -> Window:
    return put_back(_lent)


def test_the_keyboard_goes_through_the_drawing_and_back_to_the_beats(window: Window) -> None:
    store, network = window.store, window.desk.network
    assert isinstance(network, NetworkView)
    plain = network.grab().toImage()
    _tab_to(window, network)
    assert network.grab().toImage() != plain  # the ring
    assert network.accessibleDescription().startswith("input 1")
    beat = store.state.cursor.beat
    _press(_Key.Key_Right, _Key.Key_Down)
    assert "hidden neuron 2 of layer 1" in network.accessibleDescription()
    _press(_Key.Key_Return)
    assert store.state.selected == Quantity(A, 1, 1)
    _press(_Key.Key_W, _Key.Key_W, _Key.Key_Return)
    assert store.state.selected == Quantity(WEIGHT, 1, 1, 1)
    _press(_Key.Key_B, _Key.Key_Return)
    assert store.state.selected == Quantity(BIAS, 1, 1)
    assert store.state.cursor.beat == beat
    _press(_Key.Key_Escape)  # from the bias to its neuron
    assert network.hasFocus()
    _press(_Key.Key_Escape)
    assert not network.hasFocus()
    QTest.keyClick(window, _Key.Key_Right)
    assert store.state.cursor.beat == beat + 1
    assert "hidden" not in network.accessibleDescription()

    # a click leaves the keys with the beats, or gives them back
    place = next(d for d in network.current_frame().above.discs if d.quantity == Quantity(A, 2, 0))
    _tab_to(window, network)
    QTest.mouseClick(network, Qt.MouseButton.LeftButton, pos=QPoint(round(place.x), round(place.y)))
    assert store.state.selected == Quantity(A, 2, 0)
    store.apply(actions.go_to, 0, 3, 1.0)
    QTest.keyClick(QApplication.focusWidget() or window, _Key.Key_Right)
    assert store.state.cursor.beat == 4


def test_tab_leads_to_controls_whose_keys_are_then_their_own(window: Window) -> None:
    transport = window.findChild(Transport)
    assert transport is not None
    slider = transport.findChild(QSlider)
    assert slider is not None
    speed, beat = window.store.state.view.speed, window.store.state.cursor.beat
    _tab_to(window, slider)
    _press(_Key.Key_Right)
    assert window.store.state.view.speed > speed
    assert window.store.state.cursor.beat == beat
    _press(_Key.Key_Escape)
    QTest.keyClick(window, _Key.Key_Right)
    assert window.store.state.cursor.beat == beat + 1
    more = next(
        each
        for each in window.findChildren(QToolButton)
        if each.accessibleName() == window.menu.more_digits.text()
    )
    _tab_to(window, more)
    _press(_Key.Key_Space)
    assert window.store.state.view.digits == 5
    _press(_Key.Key_Return)
    assert window.store.state.view.digits == 6


@pytest.mark.parametrize("theme", THEMES)
def test_what_has_the_keyboard_can_be_seen(window: Window, theme: str) -> None:
    window.store.apply(view_actions.set_theme, theme)
    stops: list[QWidget] = []
    QTest.keyClick(window, _Key.Key_Tab)
    while (at := QApplication.focusWidget()) is not None and at not in stops:
        stops.append(at)
        QTest.keyClick(at, _Key.Key_Tab)
    assert len(stops) > 25
    unseen = []
    for stop in stops:
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        with_ring = stop.grab().toImage()
        stop.clearFocus()
        QApplication.processEvents()
        if stop.grab().toImage() == with_ring:
            unseen.append((type(stop).__name__, stop.accessibleName()))
    assert unseen == []


def test_f1_tells_the_keys_of_the_drawing(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1200, 800)
    page = KeysPage(parent)
    words = {each.text() for each in page.findChildren(QLabel)}
    assert {say(f"tabbed-key.{name}") for name in TABBED} <= words


@pytest.mark.parametrize(
    ("start", "way", "end"),
    [
        (Spot(Quantity(INPUT, 0, 0)), Way.DOWN, Spot(Quantity(INPUT, 0, 1))),
        (Spot(Quantity(INPUT, 0, 0)), Way.UP, Spot(Quantity(INPUT, 0, 0))),
        (Spot(Quantity(INPUT, 0, 2)), Way.RIGHT, Spot(Quantity(A, 1, 3))),
        (Spot(Quantity(A, 1, 3)), Way.LEFT, Spot(Quantity(INPUT, 0, 2))),
        (Spot(Quantity(A, 2, 0)), Way.RIGHT, Spot(Quantity(A, 2, 0))),
        (Spot(Quantity(INPUT, 0, 1)), Way.BIAS, Spot(Quantity(INPUT, 0, 1))),
        (Spot(Quantity(A, 1, 1)), Way.BIAS, Spot(Quantity(A, 1, 1), Quantity(BIAS, 1, 1))),
        (
            Spot(Quantity(A, 1, 1), Quantity(WEIGHT, 1, 1, 2)),
            Way.LEFT,
            Spot(Quantity(INPUT, 0, 2)),
        ),
        (Spot(Quantity(A, 1, 1), Quantity(WEIGHT, 1, 1, 2)), Way.RIGHT, Spot(Quantity(A, 1, 1))),
        (Spot(Quantity(A, 1, 1), Quantity(WEIGHT, 1, 1, 2)), Way.BACK, Spot(Quantity(A, 1, 1))),
        (Spot(Quantity(A, 1, 1)), Way.BACK, None),
    ],
)
def test_a_key_leads_to_a_neighbour(start: Spot, way: Way, end: Spot | None) -> None:
    assert moved(SHAPE, start, way) == end


def test_every_neuron_and_every_edge_can_be_reached() -> None:
    seen, waiting = set[Spot](), [first_place(None)]
    while waiting:
        place = waiting.pop()
        if place not in seen:
            seen.add(place)
            waiting += [to for way in Way if (to := moved(SHAPE, place, way)) is not None]
    items = {place.item for place in seen}
    weights = {
        Quantity(WEIGHT, layer, j, k)
        for layer in SHAPE.layers
        for j in range(SHAPE.sizes[layer])
        for k in range(SHAPE.sizes[layer - 1])
    }
    assert items >= weights
    assert len([item for item in items if item.kind in (A, INPUT)]) == sum(SHAPE.sizes)
    assert len(edges_of(SHAPE, Quantity(A, 1, 0))) == 4


def test_what_is_spoken_are_the_numbers_on_screen() -> None:
    state = actions.last_beat(worked())
    trace = derived.trace(state)
    said = spoken(state, Quantity(A, 1, 1))
    assert said.startswith("hidden neuron 2 of layer 1")
    for kind in (Kind.Z, Kind.A, Kind.DELTA):
        assert short(read(trace, Quantity(kind, 1, 1)), 4) in said
    early = spoken(worked(0), Quantity(A, 1, 1))
    assert short(read(trace, Quantity(Kind.Z, 1, 1)), 4) not in early
    assert spoken(state, Quantity(WEIGHT, 2, 0, 1)).startswith(
        "weight from hidden neuron 2 of layer 1 to output neuron 1"
    )


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    "item",
    [Quantity(INPUT, 0, 0), Quantity(A, 1, 1), Quantity(WEIGHT, 2, 0, 1), Quantity(BIAS, 1, 0)],
    ids=str,
)
def test_the_ring_stands_out_around_every_kind_of_item(theme: str, item: Quantity) -> None:
    colours = THEMES[theme]
    ring = focus_ring(drawn(worked()), colours, item)
    strokes = [each.colour for each in ring.lines] + [each.edge for each in ring.discs]
    assert colours.text in strokes
    assert contrast(colours.text, colours.card) > 7


def test_a_plot_says_its_axes_and_its_notes(qtbot: QtBot) -> None:
    store = Store(first_state(mazur()))
    view = SlicePlot(store)
    qtbot.addWidget(view)
    view.resize(500, 300)
    view.show()
    view.make_ready()
    store.apply(actions.last_beat)
    store.apply(view_actions.select, Quantity(WEIGHT, 2, 0, 0))
    assert view.accessibleName()
    assert "w₁₁⁽²⁾ = 0.4" in view.accessibleDescription()
    assert "+0.08217" in view.accessibleDescription()


def test_tab_passes_what_has_nothing_to_scroll_to(qtbot: QtBot) -> None:
    area = SteadyScroll(QWidget)
    area.view.setMinimumHeight(100)
    qtbot.addWidget(area)
    area.resize(200, 150)
    area.show()
    assert area.focusPolicy() is Qt.FocusPolicy.NoFocus
    area.resize(200, 60)
    assert area.focusPolicy() is Qt.FocusPolicy.TabFocus

"""The network on screen: what a click selects, what hovering says, what is painted."""

from collections.abc import Callable

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QMouseEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from engine.story.beats import Scene
from engine.story.readings import read
from engine.text.numbers import DASH, shown_in_full
from engine.written.quantity import Kind, Quantity
from gui.draw.letters import text_width
from gui.look.fit import enlarge
from gui.look.theme import LIGHT
from gui.network.card import card, rows
from gui.network.moment import Moment
from gui.network.paint import paint
from gui.network.shapes import Rect
from gui.network.view import NetworkView
from gui.state.experiment import editing
from gui.state.run import actions, derived
from gui.state.state import first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from tests.gui.greys import greys
from tests.networks import mazur, random_experiment

W11 = Quantity(Kind.WEIGHT, 2, 0, 0)


@pytest.fixture
def store(qapp: object) -> Store:
    return Store(first_state(mazur()))


@pytest.fixture
def view(store: Store, qtbot: QtBot) -> NetworkView:
    made = NetworkView(store)
    qtbot.addWidget(made)
    made.resize(715, 440)
    made.show()
    qtbot.waitExposed(made)
    return made


def _go(store: Store, scene: Scene, layer: int, part: float = 1.0) -> None:
    beats = derived.beats(store.state)
    beat = next(i for i, b in enumerate(beats) if b.scene is scene and b.layer == layer)
    store.apply(actions.go_to, 0, beat, part)


def _image(view: NetworkView) -> QImage:
    return view.grab().toImage()


def _place(view: NetworkView, quantity: Quantity) -> QPoint:
    """Return where a neuron's circle, or else the label or pill of a parameter, is painted."""
    drawing = view.current_frame()
    for disc in drawing.above.discs:
        if disc.quantity == quantity:
            return QPoint(round(disc.x), round(disc.y))
    box = next(b for b in (*drawing.above.boxes, *drawing.front.boxes) if b.quantity == quantity)
    return QPoint(round(box.rect.x + box.rect.width / 2), round(box.rect.y + box.rect.height / 2))


def _hover(view: NetworkView, place: QPoint) -> None:
    position = QPointF(place)
    moved = QMouseEvent(
        QEvent.Type.MouseMove,
        position,
        view.mapToGlobal(position),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view, moved)


@pytest.mark.parametrize(
    "quantity",
    [
        Quantity(Kind.INPUT, 0, 1),
        Quantity(Kind.A, 1, 0),
        Quantity(Kind.A, 2, 1),
        Quantity(Kind.WEIGHT, 1, 1, 0),
        W11,
        Quantity(Kind.BIAS, 1, 1),
        Quantity(Kind.BIAS, 2, 0),
    ],
    ids=str,
)
def test_a_click_selects_what_is_painted_there(
    view: NetworkView, store: Store, quantity: Quantity
) -> None:
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=_place(view, quantity))
    assert store.state.selected == quantity


def test_a_click_on_the_bare_edge_selects_its_weight(view: NetworkView, store: Store) -> None:
    line = next(x for x in view.current_frame().below.lines if x.quantity == W11)
    place = QPoint(round(line.x2 - 12), round(line.y2 + 3))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert store.state.selected == W11


def test_a_click_on_empty_ground_selects_nothing(view: NetworkView, store: Store) -> None:
    store.apply(view_actions.select, W11)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert store.state.selected is None


def test_a_click_does_not_take_the_keyboard(view: NetworkView) -> None:
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=_place(view, W11))
    assert not view.hasFocus()


def test_the_card_says_every_number_in_full_and_a_dash_for_what_is_to_come(store: Store) -> None:
    _go(store, Scene.WEIGHT_GRADIENT, 2)
    trace = derived.trace(store.state)
    gradient = shown_in_full(read(trace, Quantity(Kind.D_WEIGHT, 2, 0, 0)))
    assert rows(store.state, W11) == (
        ("w₁₁⁽²⁾", "weight", "0.4"),
        ("∂C/∂w₁₁⁽²⁾", "gradient of the weight", gradient),
        ("w₁₁⁽²⁾ new", "weight after the update", DASH),
    )
    assert len(gradient) > 12


def test_hovering_paints_the_card_and_leaving_takes_it_away(view: NetworkView) -> None:
    plain = _image(view)
    _hover(view, _place(view, W11))
    assert _image(view) != plain
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert _image(view) == plain


@pytest.mark.parametrize("corner", [(2.0, 2.0), (712.0, 2.0), (2.0, 438.0), (712.0, 438.0)])
def test_the_card_stays_inside_the_panel(store: Store, corner: tuple[float, float]) -> None:
    bounds = Rect(4, 4, 707, 432)
    moment = Moment(store.state, LIGHT, 1.0)
    shown = card(moment, Quantity(Kind.A, 2, 0), *corner, bounds)
    ground = shown.boxes[0].rect
    assert ground.x >= bounds.x
    assert ground.y >= bounds.y
    assert ground.right <= bounds.right
    assert ground.bottom <= bounds.bottom
    for text in shown.texts:
        assert ground.x < text.rect.x
        assert text.rect.right <= ground.right


@pytest.mark.parametrize(("unit", "colour"), [(0, "gradient_positive"), (1, "gradient_negative")])
def test_rings_are_painted_in_the_colour_of_the_sign_of_delta(
    view: NetworkView, store: Store, unit: int, colour: str
) -> None:
    _go(store, Scene.DELTA, 2)
    rings = [d for d in view.current_frame().above.discs if d.fill is None]
    ring = next(d for d in rings if d.edge == getattr(LIGHT, colour))
    image, ratio = _image(view), view.devicePixelRatioF()
    found = image.pixelColor(round(ring.x * ratio), round((ring.y - ring.radius) * ratio))
    wanted = QColor(getattr(LIGHT, colour))
    assert abs(found.red() - wanted.red()) < 40
    assert abs(found.green() - wanted.green()) < 40
    assert abs(found.blue() - wanted.blue()) < 40


def test_going_back_shows_the_identical_picture(view: NetworkView, store: Store) -> None:
    pictures = []
    for beat in range(len(derived.beats(store.state))):
        store.apply(actions.go_to, 0, beat, 0.6)
        pictures.append(_image(view))
    for beat in reversed(range(len(pictures))):
        store.apply(actions.go_to, 0, beat, 0.6)
        assert _image(view) == pictures[beat]


def test_a_picture_with_more_dots_is_not_an_enlarged_one(view: NetworkView, store: Store) -> None:
    _go(store, Scene.DELTA, 2)

    def dots(draw: Callable[[QPainter], object], ratio: float) -> QImage:
        image = QImage(view.size() * 2, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            draw(painter)
        return image

    def differing(one: QImage, other: QImage) -> int:
        return int((np.abs(greys(one) - greys(other)) > 60).sum())

    anew = dots(lambda painter: paint(view.current_frame(), painter), 2.0)
    kept = dots(lambda painter: view.render(painter, QPoint(0, 0)), 2.0)
    small = _image(view)
    enlarged = dots(lambda painter: painter.drawImage(anew.rect(), small), 1.0)
    assert differing(anew, enlarged) > 1000
    assert differing(anew, kept) < differing(anew, enlarged) / 10  # round corners, by a shade


def test_what_is_kept_between_frames_looks_as_if_painted_anew(
    view: NetworkView, store: Store, qtbot: QtBot
) -> None:
    for part in (0.1, 0.5, 0.8):
        _go(store, Scene.WEIGHT_GRADIENT, 2, part)
        kept = _image(view)
        fresh = NetworkView(store)
        qtbot.addWidget(fresh)
        fresh.resize(view.size())
        assert _image(fresh) == kept


def test_another_experiment_under_the_pointer_is_no_error(view: NetworkView, store: Store) -> None:
    _hover(view, _place(view, Quantity(Kind.A, 2, 1)))
    store.apply(editing.open_experiment, random_experiment(0, (1, 1)), "small")
    assert not _image(view).isNull()


def test_the_dark_theme_paints_a_dark_ground(view: NetworkView, store: Store) -> None:
    store.apply(view_actions.set_theme, "dark")
    assert _image(view).pixelColor(2, 2).lightness() < 60


def test_a_larger_scale_paints_larger_letters(view: NetworkView, qtbot: QtBot) -> None:
    before = view.current_frame()
    enlarge(QWidget(), 1.6)
    larger = NetworkView(Store(first_state(mazur())))
    qtbot.addWidget(larger)
    larger.resize(view.size())
    after = larger.current_frame()
    assert after.above.texts[0].size > before.above.texts[0].size


def test_training_state_shows_each_step(view: NetworkView, store: Store) -> None:
    before = _image(view)
    store.apply(actions.train, 50)
    assert _image(view) != before
    assert store.state.cursor == replace(store.state.cursor, step=50)


@pytest.mark.parametrize("bold", [False, True])
def test_texts_have_the_room_the_layout_gave_them(qapp: object, bold: bool) -> None:
    font = QFont("DejaVu Sans")
    font.setPixelSize(100)
    font.setBold(bold)
    metrics = QFontMetricsF(font)
    for text in ("w₁₁ = 0.4 → 0.3589", "∂C/∂w +0.08217", "a₁⁽¹⁾ z=−4.4×10⁻⁷", "ŷ₁₂ = ∞", "C[12]"):
        assert metrics.horizontalAdvance(text) <= text_width(text, 100, bold) * 1.03


def test_only_signals_differ_between_two_moments_of_a_beat(view: NetworkView, store: Store) -> None:
    _go(store, Scene.WEIGHT_GRADIENT, 2, 0.3)
    early = view.current_frame()
    _go(store, Scene.WEIGHT_GRADIENT, 2, 0.6)
    late = view.current_frame()
    assert (early.below, early.above, early.front) == (late.below, late.above, late.front)
    assert early.moving != late.moving

"""One neuron: published numbers, factors whose product is the gradient, sliders that move all."""

import re
from collections.abc import Callable, Iterator
from math import exp, isfinite, prod

import numpy as np
import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QComboBox, QSlider
from pytestqt.qtbot import QtBot

from engine.one_neuron import OneNeuron
from engine.story import one_neuron
from engine.story.one_neuron import D_A, D_B, D_W
from engine.text.plain import derivation_to_text
from engine.written.expression import Equation, Number, Product
from gui.bind import LinearScale
from gui.landscape.neuron.neuron_charts import activation_chart, loss_chart
from gui.landscape.neuron.neuron_view import INPUTS, PROBABILITIES, TARGETS, NeuronView
from gui.look.sizes import Sizes
from gui.look.style import style_sheet
from gui.look.theme import LIGHT
from gui.plots.chart import Chart
from gui.plots.reading import reading
from gui.state.neuron import actions as neuron_actions
from gui.state.refusal import Refused
from gui.state.state import State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from tests.faults import complaining
from tests.networks import mazur
from tests.passing import let_events_happen
from tests.windows import begin_anew

KINDS = [
    *((f, c) for f in neuron_actions.ACTIVATIONS for c in neuron_actions.LOSSES[:-1]),
    ("sigmoid", "binary_cross_entropy"),
]
TANGENTS = [(activation_chart, "slope"), (loss_chart, "loss")]
_LOWERED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
inputs = st.floats(-5, 5).map(lambda number: round(number, 2))
a_few = settings(max_examples=5)  # of each kind: all kinds are tried with the same numbers


def _state(neuron: OneNeuron) -> State:
    return replace(first_state(mazur()), neuron=neuron)


def _neuron(x: float, w: float, b: float, y: float, f: str, c: str) -> OneNeuron:
    """Return a neuron; y: from 0 to 1, where any number may be a target from -2 to 2."""
    return OneNeuron(x, w, b, y if c == "binary_cross_entropy" else 4 * y - 2, f, c)


def _of_each_kind(x: float, w: float, b: float, y: float) -> Iterator[OneNeuron]:
    for f, c in KINDS:
        note(f"{f}, {c}")  # the last one is told where a test fails
        yield _neuron(x, w, b, y, f, c)


def _sigmoid(z: float) -> float:
    return 1 / (1 + exp(-z))


def _a(neuron: OneNeuron) -> float:
    return one_neuron.value(neuron, one_neuron.A)


def test_the_gradient_of_a_sigmoid_is_the_chain_rule_by_hand() -> None:
    neuron = OneNeuron(x=1.0, w=0.6, b=0.9, y=0.0)
    a = _sigmoid(1.5)
    assert _a(neuron) == pytest.approx(a, rel=1e-12)
    assert one_neuron.value(neuron, one_neuron.C) == pytest.approx(a * a / 2, rel=1e-12)
    assert one_neuron.value(neuron, D_W) == pytest.approx(a * a * (1 - a) * 1.0, rel=1e-12)


@pytest.mark.parametrize(("w", "b", "printed"), [(0.6, 0.9, "0.82"), (2.0, 2.0, "0.98")])
def test_the_outputs_are_those_of_nielsens_single_neuron(w: float, b: float, printed: str) -> None:
    # Nielsen (2015), Neural Networks and Deep Learning, chapter 3: input 1, desired output 0
    assert f"{_a(OneNeuron(1.0, w, b, 0.0)):.2f}" == printed


def _factors(neuron: OneNeuron) -> list[tuple[list[float], float]]:
    """Return the numbers written in each line of products, with what they come to."""
    lines = one_neuron.formulas(neuron).products
    return [(_numbers(line.right), line.result.value) for line in lines if _is_product(line)]  # type: ignore[union-attr]  # as _is_product says


def _is_product(line: Equation) -> bool:
    return line.result is not None and isinstance(line.right, Product)


def _numbers(product: object) -> list[float]:
    assert isinstance(product, Product)
    return [factor.value for factor in product.factors if isinstance(factor, Number)]


@a_few
@given(inputs, inputs, inputs, st.floats(0, 1))
def test_the_factors_on_screen_multiply_to_the_gradients(
    x: float, w: float, b: float, y: float
) -> None:
    for neuron in _of_each_kind(x, w, b, y):
        _assert_factors_multiply(neuron)


def _assert_factors_multiply(neuron: OneNeuron) -> None:
    gradients = [one_neuron.value(neuron, each) for each in (D_W, D_B)]
    gradients.append(_difference(neuron, "x"))
    shown = _factors(neuron)
    assert [result for _, result in shown[:2]] == gradients[:2]
    for (factors, result), gradient in zip(shown, gradients, strict=True):
        assert prod(factors) == pytest.approx(result, rel=1e-9, abs=1e-15)
        if not _near_kink(neuron):
            assert result == pytest.approx(gradient, rel=1e-4, abs=1e-6)


def _difference(neuron: OneNeuron, name: str, h: float = 1e-6) -> float:
    """Return the central difference of the loss by one of the neuron's numbers."""
    above, below = (
        one_neuron.value(replace(neuron, **{name: getattr(neuron, name) + step}), one_neuron.C)
        for step in (h, -h)
    )
    return (above - below) / (2 * h)


def _near_kink(neuron: OneNeuron) -> bool:
    return abs(neuron.w * neuron.x + neuron.b) < 1e-4 or abs(_a(neuron) - neuron.y) < 1e-4


@a_few
@given(inputs, inputs, inputs, st.floats(0, 1))
def test_gradients_agree_with_differences_of_the_loss(
    x: float, w: float, b: float, y: float
) -> None:
    for neuron in _of_each_kind(x, w, b, y):
        for name, gradient in (("w", D_W), ("b", D_B)):
            found = one_neuron.value(neuron, gradient)
            difference = pytest.approx(_difference(neuron, name), rel=1e-4, abs=1e-6)
            assert found == difference or _near_kink(neuron)


def test_a_saturated_cross_entropy_is_written_with_what_has_kept_its_digits() -> None:
    neuron = OneNeuron(2.0, 30.0, 0.0, 0.0, loss="binary_cross_entropy")  # a is rounded to 1
    factors, result = _factors(neuron)[0]
    assert (factors, result) == ([1.0, 2.0], 2.0)
    assert one_neuron.slope(neuron) * one_neuron.value(neuron, D_A) == 0  # what it would have been


@pytest.mark.parametrize(("chart_of", "ink"), TANGENTS)
@a_few
@given(st.floats(-4, 4), st.floats(0.05, 0.95))
def test_a_tangent_is_as_steep_as_the_curve_between_two_neurons_beside(
    chart_of: Callable[[State], Chart], ink: str, z: float, y: float
) -> None:
    for neuron in _of_each_kind(1.0, 0.0, z, y):
        if not _near_kink(neuron):
            _assert_steep_as_the_curve(neuron, chart_of, ink)


def _assert_steep_as_the_curve(
    neuron: OneNeuron, chart_of: Callable[[State], Chart], ink: str
) -> None:
    chart = chart_of(_state(neuron))
    (line,) = [each for each in chart.curves if each.ink == ink]
    (curve,) = [each for each in chart.curves if each.ink == "text_soft"]
    at = chart.points[0]
    assert np.interp(at.x, curve.xs, curve.ys) == pytest.approx(at.y, rel=1e-12)
    steepness = (line.ys[1] - line.ys[0]) / (line.xs[1] - line.xs[0])
    assert line.ys[0] + steepness * (at.x - line.xs[0]) == pytest.approx(at.y, abs=1e-9)
    above, below = (
        chart_of(_state(replace(neuron, b=neuron.b + h))).points[0] for h in (1e-5, -1e-5)
    )
    if abs(above.x - below.x) > 1e-7:  # else the activation is flat, and a does not move
        difference = (above.y - below.y) / (above.x - below.x)
        assert steepness == pytest.approx(difference, rel=1e-4, abs=1e-6)


large = st.one_of(st.floats(-1e6, 1e6), st.sampled_from([0.0, 1e6, -1e6, 1e-6, 5e-324, -700.0]))


@given(st.floats(-20, 20))
def test_the_slope_of_a_saturated_sigmoid_can_be_recomputed_from_what_is_printed(z: float) -> None:
    lines = derivation_to_text(one_neuron.formulas(OneNeuron(1.0, 0.0, z)).slopes, 5)
    found = re.search(r"= (\S+)(?: ×)? \(1 − (\S+)\) = (\S+)\n", lines)
    assert found is not None
    a, again, slope = map(_printed, found.groups())
    assert a * (1 - again) == pytest.approx(slope, rel=1e-3)


def _printed(text: str) -> float:
    mantissa, _, exponent = text.partition("×10")
    return float(f"{mantissa}e{exponent.translate(_LOWERED) or 0}")


@a_few
@given(large, large, large, large)
def test_every_picture_can_be_drawn(x: float, w: float, b: float, y: float) -> None:
    for f, c in KINDS:
        note(f"{f}, {c}")
        inside = min(max(y, 0.0), 1.0) if c == "binary_cross_entropy" else y
        _assert_can_be_drawn(_state(OneNeuron(x, w, b, inside, f, c)))


def _assert_can_be_drawn(state: State) -> None:
    for chart in (activation_chart(state), loss_chart(state)):
        for axis in (chart.x_axis, chart.y_axis):
            assert axis.name
            assert isfinite(axis.low)
            assert axis.low < axis.high < float("inf")
            assert axis.ticks
        for curve in chart.curves:
            assert np.isfinite(curve.xs).all()
            assert np.isfinite(curve.ys).all()
        (point,) = chart.points
        assert chart.x_axis.low <= point.x <= chart.x_axis.high
        assert chart.y_axis.low <= point.y <= chart.y_axis.high
    assert one_neuron.formulas(state.neuron).products


@given(st.floats(-200, 200))
def test_the_axis_of_z_follows_a_neuron_that_leaves_it(z: float) -> None:
    axis = activation_chart(_state(OneNeuron(1.0, 0.0, z))).x_axis
    assert axis.low <= min(-6, z)
    assert max(6, z) <= axis.high


def test_the_notes_say_what_the_formulas_say() -> None:
    state = _state(OneNeuron())
    first, second = (
        [note.text.replace("\N{WORD JOINER}", "") for note in chart(state).notes]
        for chart in (activation_chart, loss_chart)
    )
    assert first == ["z = 1.5", "slope σ′(z) = 0.1491"]
    assert second == ["a = 0.8176", "C = 0.3342", "slope ∂C/∂a = 0.8176"]


def test_cross_entropy_brings_its_sigmoid_and_leaves_with_it() -> None:
    state = neuron_actions.choose_activation(_state(OneNeuron(y=-1.5)), "tanh")
    state = neuron_actions.choose_loss(state, "binary_cross_entropy")
    assert (state.neuron.activation, state.neuron.y) == ("sigmoid", 0.0)
    with complaining(Refused, "between 0 and 1"):
        neuron_actions.set_target(state, 1.5)
    assert neuron_actions.choose_activation(state, "sigmoid") is state
    state = neuron_actions.choose_activation(state, "relu")
    assert state.neuron.loss == "half_squared_error"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1.0000001e6, -2e6])
@pytest.mark.parametrize(
    "action",
    [
        neuron_actions.set_input,
        neuron_actions.set_weight,
        neuron_actions.set_bias,
        neuron_actions.set_target,
    ],
)
def test_no_number_without_a_picture_is_accepted(action: object, value: float) -> None:
    assert callable(action)
    with pytest.raises(Refused):
        action(_state(OneNeuron()), value)


@pytest.mark.parametrize("scale", [INPUTS, TARGETS, PROBABILITIES], ids=str)
def test_every_place_of_a_slider_is_a_number_with_two_decimals(scale: LinearScale) -> None:
    values = [scale.to_value(tick) for tick in range(scale.ticks + 1)]
    assert (values[0], values[-1]) == (scale.low, scale.high)
    assert all(value == round(value, 2) for value in values)
    assert [scale.to_tick(value) for value in values] == list(range(scale.ticks + 1))


@pytest.fixture(scope="module")
def _lent(qapp: QApplication) -> Iterator[NeuronView]:
    made = NeuronView(Store(first_state(mazur())))
    made.setStyleSheet(style_sheet(LIGHT, Sizes()))
    made.show()
    made.make_ready()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def view(_lent: NeuronView) -> NeuronView:
    """Return the same view as it opened."""
    begin_anew(_lent._store, first_state(mazur()))
    _lent.resize(1300, 800)
    _lent.setFocus()
    _lent.activateWindow()
    let_events_happen()
    return _lent


def _drag(slider: QSlider, to: float, qtbot: QtBot) -> None:
    """Take the handle and leave it at a share of the slider's length."""
    middle = slider.height() // 2
    place = slider.value() / slider.maximum()
    start, end = (QPoint(round(7 + share * (slider.width() - 14)), middle) for share in (place, to))
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(slider, (start + end) / 2)
    qtbot.mouseMove(slider, end)
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=end)


def _pictures(view: NeuronView) -> list[QImage]:
    return [chart.grab().toImage() for chart in (view.activation, view.loss)]


@pytest.mark.parametrize(("letter", "share"), [("x", 0.3), ("w", 0.8), ("b", 0.4), ("y", 0.9)])
def test_a_dragged_slider_moves_numbers_formulas_and_pictures(
    view: NeuronView, qtbot: QtBot, letter: str, share: float
) -> None:
    store, before = view._store, view._store.state
    pictures, first = _pictures(view), view.forward.accessibleDescription()
    slider = view.controls.sliders[letter][0]
    _drag(slider, share, qtbot)
    neuron = store.state.neuron
    now = getattr(neuron, letter)
    low, high = (-2, 2) if letter == "y" else (-5, 5)
    pixel = (high - low) / (slider.width() - 14)
    assert now == pytest.approx(low + share * (high - low), abs=2 * pixel)
    assert float(view.controls.fields[letter].text()) == now
    assert view.forward.accessibleDescription() != first
    assert (
        f"= {neuron.w:g}".replace("-", "−") in view.forward.accessibleDescription().splitlines()[1]
    )
    changed = [old != new for old, new in zip(pictures, _pictures(view), strict=True)]
    assert changed == [letter != "y", True]
    assert store.state.document is before.document
    assert not store.can_undo


def test_the_formulas_stand_on_screen_with_their_numbers(view: NeuronView) -> None:
    assert view.forward.accessibleDescription().splitlines()[:2] == [
        "z = w x + b",
        "= 0.6 × 1 + 0.9 = 1.5",
    ]
    assert view.slopes.accessibleDescription().splitlines() == [
        "dC/da = a − y",
        "= 0.8176 − 0 = 0.8176",
        "da/dz = σ'(z)",
        "= a (1 − a)",
        "= 0.8176 × (1 − 0.8176) = 0.1491",
        "dz/dw = x = 1",
        "dz/db = 1",
        "dz/dx = w = 0.6",
    ]
    assert view.products.accessibleDescription().splitlines() == [
        "dC/dw = dC/da da/dz dz/dw",
        "= 0.8176 × 0.1491 × 1 = 0.1219",
        "dC/db = dC/da da/dz dz/db",
        "= 0.8176 × 0.1491 × 1 = 0.1219",
        "dC/dx = dC/da da/dz dz/dx",
        "= 0.81757 × 0.14915 × 0.6 = 0.07316",
    ]
    assert view.gradient.accessibleDescription() == "dC/dw = 0.8176 × 0.1491 × 1 = 0.1219"


@pytest.mark.parametrize("text", ["hello", "nan", "1e7", ""])
def test_what_cannot_be_used_is_refused_and_nothing_is_lost(
    view: NeuronView, qtbot: QtBot, text: str
) -> None:
    before, field = view._store.state, view.controls.fields["w"]
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert view._store.state is before
    assert field.text() == text
    assert field.accessibleDescription()


def _choose(box: QComboBox, key: str, qtbot: QtBot) -> None:
    row = box.findData(key)
    assert row >= 0
    while box.currentIndex() != row:
        down = box.currentIndex() < row
        qtbot.keyClick(box, Qt.Key.Key_Down if down else Qt.Key.Key_Up)


def test_the_lists_keep_cross_entropy_and_sigmoid_together(view: NeuronView, qtbot: QtBot) -> None:
    controls = view.controls
    _choose(controls.activation, "tanh", qtbot)
    assert controls.activation.currentData() == "tanh"
    assert "tanh" in view.forward.accessibleDescription()
    _choose(controls.loss, "binary_cross_entropy", qtbot)
    assert controls.activation.currentData() == "sigmoid"
    assert [slider.isVisible() for slider in controls.sliders["y"]] == [False, True]
    assert "ln(a)" in view.forward.accessibleDescription()
    _drag(controls.sliders["y"][1], 1.0, qtbot)
    assert view._store.state.neuron.y == 1.0
    _choose(controls.activation, "identity", qtbot)
    assert controls.loss.currentData() == "half_squared_error"
    assert [slider.isVisible() for slider in controls.sliders["y"]] == [True, False]


def test_a_hinge_takes_the_sign_that_is_nearest(view: NeuronView, qtbot: QtBot) -> None:
    controls, store = view.controls, view._store
    _choose(controls.loss, "hinge", qtbot)
    assert store.state.neuron.y == -1.0  # it was 0
    _drag(controls.sliders["y"][0], 0.6, qtbot)
    assert store.state.neuron.y == 1.0
    assert controls.activation.currentData() == "sigmoid"
    assert "max(0, 1" in view.forward.accessibleDescription()


def test_a_low_panel_shows_pictures_controls_and_one_line(view: NeuronView, qtbot: QtBot) -> None:
    assert not view.gradient.isVisible()
    assert view.products.isVisible()
    view.resize(740, 220)
    qtbot.waitUntil(lambda: view.gradient.isVisible())
    assert (view.width(), view.height()) == (740, 220)
    assert not view.products.isVisible()
    charts = [view.activation, view.loss]
    assert all(chart.isVisible() and chart.width() >= 180 for chart in charts)
    assert view.gradient.geometry().bottom() < 220


def test_a_term_that_is_pointed_at_says_its_full_number(view: NeuronView) -> None:
    view.products.term_hovered.emit(one_neuron.D_W)
    number = one_neuron.value(view._store.state.neuron, D_W)
    assert view.products.toolTip() == f"∂C/∂w = {number!r}"


def test_the_pictures_follow_the_number_of_digits(view: NeuronView) -> None:
    view._store.apply(view_actions.set_digits, 6)
    assert "0.817574" in view.slopes.accessibleDescription()


def test_under_the_pointer_no_saturated_activation_reads_1() -> None:
    chart = activation_chart(_state(OneNeuron(1.0, 12.0, 0.0, 0.0)))
    found = reading(chart, (12.0, 1.0), (24.0, 1.2), 4)
    assert found is not None
    assert "0.999994" in found.text

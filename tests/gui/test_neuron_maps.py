"""The maps in neurons: true colours of what each makes of the inputs, beside their numbers."""

from itertools import pairwise

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine.activations import ACTIVATIONS
from engine.backprop import forward, trace_step
from engine.experiment import Mistake, Training
from engine.frozen import Array
from engine.maps.input_plane import PlaneKind
from engine.network import of_flat
from engine.text.numbers import short, shown_in_full
from engine.written.quantity import Kind, Quantity
from gui.disk import files, settings
from gui.draw.outlines import Outline
from gui.look.theme import DARK, LIGHT, THEMES
from gui.network.cards import cards
from gui.network.frame import frame
from gui.network.geometry import Geometry, geometry
from gui.network.layout import Detail
from gui.network.map_pictures import pictures
from gui.network.map_scales import (
    MapScale,
    colour_at,
    scale_of_activations,
    scale_of_gradients,
    symmetric,
)
from gui.network.moment import Moment
from gui.network.shapes import Frame, Raster, Text
from gui.network.spoken import spoken
from gui.network.view import NetworkView
from gui.state.action_log import ActionLog
from gui.state.choices import NeuronContent
from gui.state.inputs import actions as inputs_actions
from gui.state.inputs import derived as inputs_derived
from gui.state.run import actions, derived
from gui.state.state import State, View, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.window.card import network_title
from tests.covering import pairs
from tests.gui.drawings import drawn
from tests.gui.overlaps import assert_calm, assert_nothing_overlaps
from tests.networks import mazur, random_experiment
from tests.windows import opened

MAPS, GRADIENTS = NeuronContent.MAPS, NeuronContent.GRADIENTS
MAPPED = (MAPS, GRADIENTS)
PANELS = [(734.0, 324.0), (630.0, 216.0), (470.0, 264.0), (998.0, 461.0), (509.0, 428.0)]
NETWORKS = [(1, 1), (1, 2, 1), (2, 2, 2), (2, 8, 8, 8, 1), (3, 4, 4, 2), (6, 12, 12, 3), (12, 12)]


def _example(name: str, content: NeuronContent = MAPS, steps: int = 0) -> State:
    state = first_state(files.read(files.resolve(name)))
    return view_actions.set_neurons(actions.train(state, steps), content)


def _random(sizes: tuple[int, ...], content: NeuronContent, samples: int = 3) -> State:
    experiment = random_experiment(7, sizes, samples=samples, training=Training(0.4))
    return view_actions.set_neurons(first_state(experiment), content)


def _raster_of(drawing: Frame, number: Quantity) -> Raster:
    disc = next(each for each in drawing.above.discs if each.quantity == number)
    return next(
        each
        for each in drawing.above.rasters
        if each.rect.x + each.rect.width / 2 == pytest.approx(disc.x)
        and each.rect.y + each.rect.height / 2 == pytest.approx(disc.y)
    )


def _inputs_under(state: State, raster: Raster, x: int, y: int) -> Array | None:
    """Return the inputs whose colour a pixel has; None too close to the edge of a cell."""
    shares = (x + 0.5 - raster.rect.x) / raster.rect.width, (y + 0.5 - raster.rect.y)
    cells = []
    for share, count in zip((shares[0], shares[1] / raster.rect.height), (64, 64), strict=True):
        if not 0.1 < share * count % 1 < 0.9:
            return None
        cells.append(int(share * count))
    (left, right), (low, high) = inputs_derived.limits(state)
    across = left + (cells[0] + 0.5) / 64 * (right - left)
    return np.array([across, high - (cells[1] + 0.5) / 64 * (high - low)])


@pytest.mark.parametrize("content", MAPPED)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pixels_on_screen_have_the_colour_of_what_the_neuron_makes_of_that_input(
    qtbot: QtBot, content: NeuronContent, theme: str
) -> None:
    state = view_actions.set_theme(_example("moons-2-8-1", content, 200), theme)
    store = Store(state)
    view = NetworkView(store)
    qtbot.addWidget(view)
    view.resize(1400, 900)
    view.show()
    qtbot.waitExposed(view)
    image, drawing = view.grab().toImage(), view.current_frame()
    experiment, first = state.document.experiment, derived.trace(state).before
    now = Moment(state, THEMES[theme], 1.0)
    scales = {layer: pictures(now, layer) for layer in (1, 2)}
    sample = inputs_derived.followed(state)
    target = experiment.data.sample_targets(sample)
    checked = 0
    for layer, units in ((1, range(8)), (2, range(1))):
        for unit in units:
            raster = _raster_of(drawing, Quantity(Kind.A, layer, unit))
            middle = raster.rect.x + raster.rect.width / 2, raster.rect.y + raster.rect.height / 2
            for dx, dy in ((0.1, -0.5), (-0.5, 0.1), (0.45, 0.4), (-0.3, -0.35), (0.6, -0.2)):
                x, y = (
                    int(m + d * raster.rect.width / 2)
                    for m, d in zip(middle, (dx, dy), strict=True)
                )
                inputs = _inputs_under(state, raster, x, y)
                if inputs is None:
                    continue
                if content is MAPS:
                    _, a = forward(experiment.network, first, inputs[None])
                    value = float(a[layer - 1][0, unit])
                else:
                    alone = experiment.problem.on(inputs[None], target[None])
                    trace = trace_step(alone, experiment.training, first)
                    value = float(trace.layers[layer - 1].d_a[0, unit])
                expected = colour_at(
                    THEMES[theme], content is GRADIENTS, scales[layer].scale, value
                )
                assert image.pixelColor(x, y).name() == expected, (layer, unit, x, y)
                checked += 1
    assert checked > 15


@pytest.mark.parametrize(("sizes", "panel", "content"), pairs(NETWORKS, PANELS, MAPPED))
def test_nothing_lies_on_a_map_or_on_anything_else(
    sizes: tuple[int, ...], panel: tuple[float, float], content: NeuronContent
) -> None:
    state = _random(sizes, content)
    for beat in range(0, len(derived.beats(state)), 5):
        assert_nothing_overlaps(drawn(actions.go_to(state, 0, beat, 1.0), panel))
    assert_calm(state, panel, every=6)


@pytest.mark.parametrize("content", MAPPED)
@pytest.mark.parametrize("name", ["moons-2-8-1", "iris-4-5-3", "xor-2-4-1", "hagan-1-2-1"])
def test_nothing_moves_while_training(name: str, content: NeuronContent) -> None:
    state, places = _example(name, content), set()
    for steps in (0, 1, 40, 300):
        state = actions.train(state, steps)
        drawing = drawn(state, PANELS[0])
        assert_nothing_overlaps(drawing)
        labels = (box.rect for box in drawing.above.boxes if box.quantity)
        rects = (each.rect for each in drawing.above.rasters)
        places.add((tuple(rects), len(list(labels))))
    assert len(places) == 1


def _heads(drawing: Frame) -> dict[Quantity, Text]:
    return {text.quantity: text for text in drawing.above.texts if text.italic and text.quantity}


def test_beside_each_map_stands_the_number_of_the_sample_followed() -> None:
    state = view_actions.follow_sample(_example("moons-2-8-1", steps=50), 6)
    shown = derived.scope(state).shown
    heads = _heads(drawn(state, (998.0, 461.0)))
    for unit in range(8):
        a = float(shown.layers[0].a[0, unit])
        text = heads[Quantity(Kind.A, 1, unit)].text
        assert text.startswith(f"a{'₁₂₃₄₅₆₇₈'[unit]}[7] = ")
        assert float(text.split("= ")[1].replace("−", "-")) == pytest.approx(a, rel=1e-3)
    slopes = _heads(drawn(view_actions.set_neurons(state, GRADIENTS), (998.0, 461.0)))
    for unit in range(8):
        d_a = float(shown.layers[0].d_a[0, unit])
        text = slopes[Quantity(Kind.A, 1, unit)].text
        assert float(text.split("= ")[-1].replace("−", "-")) == pytest.approx(d_a, rel=1e-3)


def test_layers_without_room_have_numbers_or_circles_and_no_maps() -> None:
    wide = _random((64, 32, 10), MAPS)
    assert drawn(wide, (500.0, 200.0)).above.rasters == ()
    assert len(drawn(wide, (500.0, 300.0)).above.rasters) == 10
    many = _random((2, 30, 1), MAPS)
    of_units = {each.rect.x for each in drawn(many, (998.0, 461.0)).above.rasters}
    assert len(of_units) == 2  # inputs and output; thirty circles are too small


def test_in_numbers_nothing_is_painted_or_computed() -> None:
    state = _example("moons-2-8-1", NeuronContent.NUMBERS)
    assert drawn(state).above.rasters == ()
    details = {column.detail for column in _geometry(state, (715.0, 440.0)).layout.columns}
    assert not any(each.has_pictures for each in details)


def _geometry(state: State, panel: tuple[float, float], scale: float = 1.0) -> Geometry:
    return geometry(Moment(state, LIGHT, scale), *panel)


def test_a_challenge_shows_gradients_as_they_are_computed_with_its_mistake() -> None:
    """At the sample followed, the colour is that of the number on screen, mistaken or not."""
    training = Training(0.1, batch_size=None, mistakes=frozenset({Mistake.WRONG_SIGN}))
    experiment = random_experiment(4, (2, 4, 1), samples=6, training=training)
    state = view_actions.set_neurons(first_state(experiment), GRADIENTS)
    moment = Moment(state, LIGHT, 1.0)
    found = pictures(moment, 1)
    share = inputs_derived.place_of_followed(state)
    limits = inputs_derived.limits(state)
    column, row = (
        int((at - low) / (high - low) * 64) for at, (low, high) in zip(share, limits, strict=True)
    )
    values = found.values.reshape(4, 64, 64)[:, row, column]
    shown = [moment.value(Quantity(Kind.D_A, 1, unit)) for unit in range(4)]
    assert np.sign(values).tolist() == np.sign(shown).tolist()
    assert values == pytest.approx(np.array(shown), rel=0.3)


def test_over_one_input_the_picture_is_the_curve() -> None:
    state = _example("hagan-1-2-1", steps=30)
    found = {layer: pictures(Moment(state, LIGHT, 1.0), layer) for layer in (1, 2)}
    for layer, units in ((1, 2), (2, 1)):
        for unit in range(units):
            cells = np.frombuffer(found[layer].pixels[unit], np.uint32).reshape(
                found[layer].rows, found[layer].columns
            )
            line = 0xFF000000 | int(LIGHT.text_soft[1:], 16)
            scale = found[layer].scale
            for column in (5, 64, 120):
                rows = np.flatnonzero(cells[:, column] == line)
                height = 1 - (rows.mean() + 0.5) / found[layer].rows
                value = scale.middle + (height - 0.5) / 0.72 * (scale.high - scale.low)
                expected = found[layer].values[unit, column]
                assert value == pytest.approx(expected, abs=0.03 * (scale.high - scale.low))


def test_of_more_than_two_inputs_it_is_said_which_are_drawn() -> None:
    state = _example("iris-4-5-3")
    assert inputs_derived.input_plane(state).kind is PlaneKind.COMPONENTS
    assert network_title(state) == "Network: what each sees of principal components 1 and 2"
    texts = [text.text for text in drawn(state, (998.0, 461.0)).above.texts]
    assert "components 1, 2" in texts
    through = inputs_actions.choose_input(view_actions.follow_sample(state, 4), 0, 2)
    number = inputs_derived.followed(through) + 1
    assert network_title(through) == (
        f"Network: what each sees of x₃ and x₂ through sample {number}"
    )
    texts = [text.text for text in drawn(through, (998.0, 461.0)).above.texts]
    assert "x₃, x₂ vary" in texts
    slopes = view_actions.set_neurons(through, GRADIENTS)
    assert network_title(slopes) == f"Network: ∂C/∂a over x₃ and x₂ through sample {number}"


@pytest.mark.parametrize("name", ["moons-2-8-1", "iris-4-5-3", "hagan-1-2-1"])
@pytest.mark.parametrize("panel", [(998.0, 461.0), (509.0, 428.0)])
def test_the_card_of_a_neuron_has_its_map_large_with_its_number_in_full(
    name: str, panel: tuple[float, float]
) -> None:
    state = _example(name, steps=60)
    drawing = frame(state, LIGHT, *panel)
    moment = Moment(state, LIGHT, drawing.scale)
    depth, layout = moment.depth, _geometry(state, panel, drawing.scale).layout
    for item in (Quantity(Kind.A, 1, 1), Quantity(Kind.A, depth, 0), Quantity(Kind.INPUT, 0, 0)):
        disc = next(each for each in drawing.above.discs if each.quantity == item)
        ground, content = cards(moment, layout, drawing, item, (disc.x, disc.y))
        own = Quantity(item.kind, item.layer, item.unit, sample=moment.scope.sample)
        number = shown_in_full(moment.scope.read(own))
        assert sum(number in text.text for text in content.texts) == 1
        small = _raster_of(drawing, item)
        large = next(each for each in content.rasters if each.pixels == small.pixels)
        assert large.rect.width > small.rect.width
        (card,) = ground.boxes
        for rect in (*(each.rect for each in content.texts), *(r.rect for r in content.rasters)):
            assert card.rect.x <= rect.x
            assert rect.right <= card.rect.right + 1
            assert card.rect.y <= rect.y
            assert rect.bottom <= card.rect.bottom + 1
        assert card.rect.x >= 0
        assert card.rect.right <= drawing.width


def test_scales_span_what_an_activation_can_be() -> None:
    values = np.array([-0.2, 3.3])
    spans = {
        "tanh": (-1, 1),
        "sigmoid": (0, 1),
        "softsign": (-1, 1),
        "softmax": (0, 1),
        "relu": (-4, 4),
        "identity": (-4, 4),
    }
    for name, span in spans.items():
        scale = scale_of_activations(ACTIVATIONS[name], values)
        assert (scale.low, scale.high) == pytest.approx(span)
    assert symmetric(0.0) == symmetric(float("inf")) == MapScale(-1.0, 1.0)
    assert [symmetric(peak).high for peak in (0.029, 0.2, 7.0)] == pytest.approx([0.03, 0.2, 8])
    few = scale_of_gradients(np.array([*[0.1] * 99, 1e6, np.nan]))
    assert few.high == pytest.approx(0.1)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_middle_of_a_scale_is_the_card_and_both_ends_stand_out(theme: object) -> None:
    assert theme in (LIGHT, DARK)
    for gradient in (False, True):
        colours = [colour_at(LIGHT, gradient, MapScale(-2.0, 2.0), at) for at in (-3, -2, 0, 2, 9)]
        assert colours[0] == colours[1]
        assert colours[3] == colours[4]
        assert colours[2] == LIGHT.card
        assert len(set(colours)) == 3
        assert colour_at(LIGHT, gradient, MapScale(-2.0, 2.0), float("nan")) not in colours


def test_while_training_maps_are_coarse_where_they_take_long_and_fine_once_it_rests(
    qtbot: QtBot,
) -> None:
    experiment = random_experiment(
        3, (2, 12, 12, 12, 1), "tanh", "sigmoid", samples=20, training=Training(0.1)
    )
    store = Store(view_actions.set_neurons(first_state(experiment), GRADIENTS))
    view = NetworkView(store)
    qtbot.addWidget(view)
    view.resize(1400, 900)
    view.show()

    def columns() -> int:
        return view.current_frame().above.rasters[0].columns

    assert columns() == 64
    store.apply(actions.start_training)
    store.apply(actions.train, 5)
    qtbot.waitUntil(lambda: columns() == 32)
    store.apply(actions.pause)
    assert columns() == 64
    store.apply(actions.next_step)  # as while a slider is dragged
    assert columns() == 32
    qtbot.waitUntil(lambda: columns() == 64)


def test_the_same_state_gives_the_same_pictures_and_beats_none_anew() -> None:
    state = _example("moons-2-8-1", steps=20)
    one, other = drawn(state), drawn(actions.go_to(state, state.cursor.step, 5, 0.5))
    for first, second in zip(one.above.rasters, other.above.rasters, strict=True):
        assert first.pixels is second.pixels


def test_the_switch_has_a_key_and_a_button_and_each_arrangement_its_own(qtbot: QtBot) -> None:
    window = opened(qtbot, 1440, 900)
    store, menu = window.store, window.menu

    def content() -> NeuronContent:
        return store.state.view.neurons

    assert content() is NeuronContent.NUMBERS
    menu.arrangements["training"].trigger()
    assert content() is MAPS
    QTest.keyClick(window, Qt.Key.Key_M)
    assert content() is GRADIENTS
    assert menu.drawing.contents[GRADIENTS].isChecked()
    menu.arrangements["step"].trigger()
    assert content() is NeuronContent.NUMBERS
    menu.drawing.contents[MAPS].trigger()
    menu.arrangements["training"].trigger()
    assert content() is GRADIENTS
    menu.arrangements["step"].trigger()
    assert content() is MAPS
    button = next(
        each
        for each in window.desk.card.findChildren(QWidget)
        if each.accessibleName() == "neurons: maps ▾"
    )
    assert button.isVisible()
    assert "M" in button.toolTip()


def _assert_large_map(view: NetworkView, item: Quantity, at: tuple[float, float] | None) -> None:
    """Check that the card of a neuron is on screen, by the colours of its map."""
    drawing, image = view.current_frame(), view.grab().toImage()
    moment = Moment(view._store.state, LIGHT, drawing.scale)
    _, content = cards(moment, view.layout_on_screen(), drawing, item, at)
    large = max(content.rasters, key=lambda each: each.rect.width * each.rect.height)
    cells = np.frombuffer(large.pixels, np.uint32).reshape(large.rows, large.columns)
    seen = 0
    for row, column in ((3, 3), (8, 60), (60, 5), (30, 31), (61, 61)):
        x = int(large.rect.x + (column + 0.5) / large.columns * large.rect.width)
        y = int(large.rect.y + (row + 0.5) / large.rows * large.rect.height)
        expected = f"#{int(cells[row, column]) & 0xFFFFFF:06x}"
        seen += image.pixelColor(x, y).name() == expected
    assert seen >= 3  # samples lie on the others


def test_hovering_and_the_keyboard_open_the_large_map(qtbot: QtBot) -> None:
    store = Store(_example("moons-2-8-1", steps=100))
    view = NetworkView(store)
    qtbot.addWidget(view)
    view.resize(998, 461)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    item = Quantity(Kind.A, 1, 3)
    disc = next(each for each in view.current_frame().above.discs if each.quantity == item)
    place = QPointF(disc.x, disc.y).toPoint()
    QTest.mouseMove(view, place)
    qtbot.waitUntil(lambda: view.pointed_at == item)
    _assert_large_map(view, item, (place.x(), place.y()))
    QTest.mouseMove(view, QPointF(4, 4).toPoint())
    qtbot.waitUntil(lambda: view.pointed_at is None)
    view.clearFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view, Qt.Key.Key_Right)
    at = view.pointed_at
    assert at is not None
    assert at.layer == 1
    _assert_large_map(view, at, None)


def test_a_keyboard_at_a_neuron_opens_its_card_too() -> None:
    state = _example("moons-2-8-1", steps=10)
    drawing = drawn(state)
    moment = Moment(state, LIGHT, drawing.scale)
    layout = _geometry(state, (drawing.width, drawing.height)).layout
    assert len(cards(moment, layout, drawing, Quantity(Kind.A, 1, 2), None)) == 2
    assert cards(moment, layout, drawing, Quantity(Kind.WEIGHT, 1, 2, 0), None) == ()
    plain = replace(moment, state=view_actions.set_neurons(state, NeuronContent.NUMBERS))
    assert cards(plain, layout, drawing, Quantity(Kind.A, 1, 2), None) == ()


def test_ways_between_maps_leave_room_for_texts_on_the_right() -> None:
    state = view_actions.set_neurons(first_state(mazur()), MAPS)
    columns = _geometry(state, (715.0, 440.0)).layout.columns
    assert all(column.detail in (Detail.TITLED, Detail.PICTURED) for column in columns)
    for one, other in pairwise(columns):
        assert other.x - other.radius > one.x + one.radius


def test_samples_lie_on_a_large_map_in_the_colours_of_their_classes() -> None:
    state = _example("iris-4-5-3", steps=5)
    drawing = frame(state, LIGHT, 998.0, 461.0)
    layout = _geometry(state, (998.0, 461.0), drawing.scale).layout
    moment, item = Moment(state, LIGHT, drawing.scale), Quantity(Kind.A, 2, 1)
    _, content = cards(moment, layout, drawing, item, (500.0, 200.0))
    large = max(content.rasters, key=lambda each: each.rect.width * each.rect.height).rect
    data = state.document.experiment.data
    plane, limits = inputs_derived.input_plane(state), inputs_derived.limits(state)
    points = content.marks
    assert len(points) == len(data.inputs)
    for at, target, point in zip(
        plane.coordinates(data.inputs).T, data.targets, points, strict=True
    ):
        (left, right), (low, high) = limits
        x = large.x + (at[0] - left) / (right - left) * large.width
        y = large.bottom - (at[1] - low) / (high - low) * large.height
        assert (point.x, point.y) == pytest.approx((x, y))
        assert point.fill == LIGHT.classes[int(target.argmax())]
        forms = Outline.CIRCLE, Outline.SQUARE, Outline.TRIANGLE
        assert point.outline is forms[int(target.argmax())]


@pytest.mark.parametrize("panel", [(998.0, 461.0), (734.0, 344.0)])
def test_the_card_with_a_map_leaves_its_neuron_free_and_each_line_whole(
    panel: tuple[float, float],
) -> None:
    """A tanh that is nearly 1 somewhere lies below it, however many digits that takes."""
    base = random_experiment(4, (2, 4, 1), "tanh", "sigmoid", samples=8)
    steep = of_flat(base.network.shape, 1000 * base.first_parameters().flat)
    state = view_actions.set_neurons(first_state(replace(base, given=steep)), MAPS)
    drawing = frame(state, LIGHT, *panel)
    layout = _geometry(state, panel, drawing.scale).layout
    moment = Moment(state, LIGHT, drawing.scale)
    for column in layout.columns:
        kind = Kind.A if column.layer else Kind.INPUT
        for unit, (x, y) in enumerate(zip(column.xs, column.ys, strict=True)):
            item = Quantity(kind, column.layer, unit)
            ground, content = cards(moment, layout, drawing, item, (x, y))
            card = ground.boxes[0].rect
            assert not card.near(x, y, column.radius), item
            if column.layer == 1:
                said = {text.text for text in content.texts}
                assert said & {"here between −1 and 1", "here −1 in 4 digits everywhere"}


def test_over_one_input_the_targets_lie_on_the_curve_of_the_output_where_it_is_fitted() -> None:
    experiment = random_experiment(6, (1, 4, 1), "tanh", "identity", samples=9)
    state = view_actions.set_neurons(first_state(experiment), MAPS)
    drawing = frame(state, LIGHT, 998.0, 461.0)
    layout = _geometry(state, (998.0, 461.0), drawing.scale).layout
    moment, at = Moment(state, LIGHT, drawing.scale), (400.0, 200.0)
    _, of_output = cards(moment, layout, drawing, Quantity(Kind.A, 2, 0), at)
    large = max(of_output.rasters, key=lambda each: each.rect.height).rect
    points = of_output.marks
    scale = pictures(moment, 2).scale
    assert len(points) == 9
    for target, point in zip(experiment.data.targets[:, 0], points, strict=True):
        share = 0.5 + (large.y + large.height / 2 - point.y) / large.height / 0.72
        assert scale.low + share * (scale.high - scale.low) == pytest.approx(target)
    ends = {text.text: text.rect.y for text in of_output.texts if text.rect.right < large.x}
    assert ends[short(scale.high, 3)] < ends["0"] < ends[short(scale.low, 3)]
    _, of_hidden = cards(moment, layout, drawing, Quantity(Kind.A, 1, 2), at)
    assert not of_hidden.marks


def test_below_a_layer_stands_what_its_colours_mean() -> None:
    state = _example("moons-2-8-1", steps=30)
    texts = [text.text for text in drawn(state, (998.0, 461.0)).above.texts]
    assert {"hidden · tanh, −1 to 1", "output · sigmoid, 0 to 1"} <= set(texts)
    slopes = view_actions.set_neurons(state, GRADIENTS)
    end = short(pictures(Moment(slopes, LIGHT, 1.0), 1).scale.high, 2)
    texts = [text.text for text in drawn(slopes, (998.0, 461.0)).above.texts]
    assert f"hidden · tanh, ∂C/∂a −{end} to {end}" in texts


def test_who_does_not_see_the_maps_hears_their_number() -> None:
    state = actions.first_beat(_example("moons-2-8-1", steps=3))
    item = Quantity(Kind.A, 1, 4)
    a, d_a = (
        short(Moment(state, LIGHT, 1.0).value(Quantity(kind, 1, 4)), kind=kind)
        for kind in (Kind.A, Kind.D_A)
    )
    assert a in spoken(state, item)
    assert d_a in spoken(view_actions.set_neurons(state, GRADIENTS), item)
    assert a not in spoken(view_actions.set_neurons(state, NeuronContent.NUMBERS), item)


@pytest.mark.parametrize("content", MAPPED)
def test_of_a_whole_batch_means_are_written_and_no_sample_is_marked(content: NeuronContent) -> None:
    state = view_actions.show_whole_batch(_example("moons-2-8-1", content, 5))
    drawing = drawn(state, (998.0, 461.0))
    trace, moment = derived.trace(state), Moment(state, LIGHT, 1.0)
    text = _heads(drawing)[Quantity(Kind.A, 2, 0)].text
    kind = Kind.A if content is MAPS else Kind.D_A
    mean = trace.layers[1].a.mean() if content is MAPS else trace.layers[1].d_a.sum()
    assert text.endswith(short(float(mean), sign=content is GRADIENTS, kind=kind))
    assert moment.scope.is_pooled
    assert not [box for box in drawing.above.boxes if box.quantity is None]


@pytest.mark.parametrize("content", MAPPED)
def test_numbers_that_are_too_large_leave_maps_without_colours_and_nothing_breaks(
    content: NeuronContent,
) -> None:
    experiment = random_experiment(3, (2, 3, 3, 1), "relu", "identity", samples=3)
    first = experiment.first_parameters()
    huge = replace(experiment, given=of_flat(first.shape, 1e160 * first.flat))
    state = view_actions.set_neurons(first_state(huge), content)
    assert len(drawn(state, (998.0, 461.0)).above.rasters) == 9
    colours = np.frombuffer(pictures(Moment(state, LIGHT, 1.0), 3).pixels[0], np.uint32)
    none = 0xFF000000 | int(LIGHT.control_edge[1:], 16)
    assert content is GRADIENTS or none in colours


@pytest.mark.parametrize("panel", [(509.0, 300.0), (998.0, 461.0)])
def test_a_saturated_neuron_never_shows_1_beside_its_map(panel: tuple[float, float]) -> None:
    experiment = random_experiment(3, (2, 8, 1), samples=1)
    given = of_flat(experiment.network.shape, 9 * experiment.first_parameters().flat)
    state = view_actions.set_neurons(first_state(replace(experiment, given=given)), MAPS)
    trace, seen = derived.trace(state), 0
    for number, text in _heads(drawn(state, panel)).items():
        shown = text.text.rsplit(" ")[-1].replace("−", "-")
        if number.kind is Kind.A and 0.99 < abs(trace.a(number.layer)[0, number.unit]) < 1:
            seen += 1
            assert shown in ("<1", ">-1") or 0.9 < abs(float(shown)) < 1
            assert text.size > 6.5
    assert seen > 2


def test_what_neurons_show_is_remembered_and_logged(qapp: object) -> None:
    assert qapp is not None
    settings.save_view(View(neurons=GRADIENTS))
    settings.save_neurons({"training": GRADIENTS, "own/mine": MAPS})
    assert settings.load_view().neurons is GRADIENTS
    assert settings.load_neurons() == {"training": GRADIENTS, "own/mine": MAPS}
    lines: list[str] = []
    ActionLog(lines.append, replace(_example("moons-2-8-1"), view=View(neurons=MAPS)), "test")
    assert '{"action": "view.set_neurons", "args": ["maps"]}\n' in lines

"""The gradients of each layer: true numbers, a true sentence, and signs at neurons that stall."""

import re
from itertools import combinations, pairwise

import numpy as np
import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from engine.experiment import Experiment, Training
from engine.network import of_flat, of_layers
from engine.optimizers import OPTIMIZERS
from engine.run.layer_gradients import GradientHistory
from engine.shape import NetworkShape
from engine.story.beats import Scene
from engine.text.numbers import DASH, short
from engine.written.quantity import Kind, Quantity
from gui.disk import files
from gui.history.gradients import START, gradients_now, gradients_over_run, sentence, sizes_now
from gui.history.gradients_view import GradientsView
from gui.look.fit import area
from gui.look.theme import LIGHT
from gui.network.card import card
from gui.network.hit import hit
from gui.network.marks import SIGNS, reason, saturation_of
from gui.network.moment import Moment
from gui.network.shapes import Disc, Frame, Rect, Text
from gui.plots.chart import Chart
from gui.plots.chart_view import ChartView
from gui.plots.plot import Plot
from gui.state.experiment import editing
from gui.state.run import actions, derived
from gui.state.state import State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words.catalog import CHINESE, spoken
from tests import reader
from tests.covering import pairs
from tests.gui.drawings import PANELS, at, drawn
from tests.networks import present, random_experiment

DEEP = (3, 4, 4, 4, 4, 2)
STUCK = (
    ["tanh", "relu"],
    [(2, 2, 2), (3, 4, 4, 2), (2, 8, 8, 1), (2, 12, 12, 1)],
    [*PANELS, (500.0, 330.0), (1400.0, 800.0)],
)


def _first(experiment: Experiment) -> State:
    """Return the state in which an experiment opens, with its batch as a whole."""
    return view_actions.show_whole_batch(first_state(experiment))


def _end(experiment: Experiment) -> State:
    return actions.last_beat(_first(experiment))


def _worked() -> State:
    return _end(files.read(files.resolve("mazur-2-2-2")))


def _moved(
    experiment: Experiment, factor: float = 1.0, shift: float = 0.0, layer: int | None = None
) -> Experiment:
    """Return an experiment with other first weights, of all layers or of one."""
    first = experiment.first_parameters()
    flat = first.flat.copy()
    part = of_flat(first.shape, np.arange(len(flat)))
    chosen = np.arange(len(flat)) if layer is None else part.blocks[layer - 1].astype(int).ravel()
    flat[chosen] = factor * flat[chosen] + shift
    return replace(experiment, given=of_flat(first.shape, flat))


def _texts(chart: Chart) -> list[str]:
    return [label.text for label in chart.labels]


def _names(chart: Chart) -> list[str]:
    return [word for _, word in chart.y_axis.words or ()]


@pytest.mark.parametrize("digits", [2, 3])
def test_the_ratio_that_is_told_comes_out_of_the_numbers_at_the_bars(digits: int) -> None:
    told = 0
    for seed in range(40):
        state = view_actions.set_digits(_end(random_experiment(seed, (2, 3, 3, 2))), digits)
        sizes = [reader.number(text.split()[-1]) for text in _texts(gradients_now(state))]
        found = re.search(r"(\d[\d.]*)×", sentence(state))
        if found is not None:
            assert reader.rounds_to(max(sizes) / min(sizes), found[1], 2)
            told += 1
    assert told > 20


def test_the_bars_of_the_worked_example_have_its_numbers() -> None:
    chart, state = gradients_now(_worked()), _worked()
    first = short(float(np.abs(derived.trace(state).layers[0].d_weights).max()))
    numbers = [f"|∂C/∂W| max {first}", "|∂C/∂W| max 0.08267"]
    assert _texts(chart) == numbers
    assert _names(chart) == ["layer 1", "layer 2"]
    assert [note.text for note in chart.notes] == ["layer 1 learns 83× slower than layer 2"]


@pytest.mark.parametrize("sizes", [(2, 2, 2), DEEP, (2, *[3] * 16, 2)])
def test_bars_are_as_long_as_the_gradients_are_large(sizes: tuple[int, ...]) -> None:
    state = _end(random_experiment(3, sizes, "sigmoid"))
    known = np.array([size for size in sizes_now(state) if size is not None])
    lengths = np.array(
        [float(np.ptp(area.outlines[0][:, 0])) for area in gradients_now(state).areas]
    )
    assert lengths / lengths.max() == pytest.approx(known / known.max())
    assert all(area.outlines[0][:, 0].min() == START for area in gradients_now(state).areas)


def test_a_layer_whose_gradient_is_still_to_come_shows_a_dash_and_no_bar() -> None:
    start = _first(random_experiment(3, DEEP, "sigmoid"))
    for beat in range(len(derived.beats(start))):
        state = actions.go_to(start, 0, beat, 1.0)
        chart, trace = gradients_now(state), derived.trace(state)
        known = [derived.is_known(state, Quantity(Kind.D_WEIGHT, i, 0, 0)) for i in range(1, 6)]
        numbers = [text for text in _texts(chart) if "max" in text]
        for layer, (is_known, number) in enumerate(zip(known, numbers, strict=True)):
            size = short(float(np.abs(trace.layers[layer].d_weights).max()))
            assert number == f"|∂C/∂W| max {size if is_known else DASH}"
        assert len(chart.areas) == sum(known)
        assert bool(sentence(state)) == all(known)


def test_the_sentence_compares_the_slowest_layer_with_the_fastest() -> None:
    state = _end(random_experiment(3, DEEP, "sigmoid"))
    sizes = [np.abs(layer.d_weights).max() for layer in derived.trace(state).layers]
    times = short(float(max(sizes) / min(sizes)), 2)
    slow, fast = int(np.argmin(sizes)) + 1, int(np.argmax(sizes)) + 1
    assert sentence(state) == f"layer {slow} learns {times}× slower than layer {fast}"
    assert (slow, fast) == (1, 5)
    with spoken(CHINESE):  # nothing is so many times smaller there, only larger
        assert sentence(state) == f"第 {fast} 层的学习速度是第 {slow} 层的 {times} 倍"


def test_a_single_layer_is_compared_with_nothing() -> None:
    assert sentence(_end(random_experiment(1, (3, 2)))) == ""


def test_layers_that_learn_equally_fast_are_not_called_slower() -> None:
    same = random_experiment(0, (1, 1, 1), "identity", "identity", samples=1)
    ones = replace(
        same,
        given=of_flat(NetworkShape((1, 1, 1)), [1.0, 0.0, 1.0, 0.0]),
        data=replace(same.data, inputs=np.ones((1, 1)), targets=np.zeros((1, 1))),
    )
    assert sentence(_end(ones)) == "all layers learn about equally fast"


def test_a_gradient_of_zero_is_said_instead_of_a_ratio() -> None:
    relu = random_experiment(3, (3, 4, 4, 2), "relu", samples=1)
    assert sentence(_end(_moved(relu, shift=-9.0, layer=1))) == (
        "no weight of layers 1 and 2 learns: their gradients are 0"
    )  # nothing reaches layer 2 either
    still = _end(_moved(relu, factor=0.0, shift=0.0, layer=3))
    assert sentence(still) == "no weight of layers 1 and 2 learns: their gradients are 0"
    cut = random_experiment(3, (3, 4, 2), "identity")
    assert sentence(_end(_moved(cut, factor=0.0, layer=2))) == (
        "no weight of layer 1 learns: their gradients are 0"
    )
    unfed = replace(cut, data=replace(cut.data, inputs=np.zeros((6, 3))))
    nothing = of_flat(cut.first_parameters().shape, np.zeros(26))
    assert (
        sentence(_end(replace(unfed, given=nothing)))
        == "no weight learns: all their gradients are 0"
    )


def test_optimisers_that_scale_the_gradient_are_not_said_to_learn_slower() -> None:
    training = Training(0.1, batch_size=None, optimizer=OPTIMIZERS["adam"])
    state = _end(random_experiment(3, DEEP, "sigmoid", training=training))
    assert "learns" not in sentence(state)
    assert sentence(state).startswith("layer 1’s gradient is ")


@pytest.mark.parametrize(
    ("factor", "times"), [(1e-200, "×10²⁰⁰ times slower"), (1e-320, "more than 10³⁰⁰ times slower")]
)
def test_ratios_beyond_all_numbers_can_be_said(factor: float, times: str) -> None:
    deep = random_experiment(3, (2, 2, 2, 2), "identity", "identity")
    assert times in sentence(_end(_moved(deep, factor=factor, layer=3)))


def test_of_many_layers_those_the_sentence_names_have_their_numbers() -> None:
    state = _end(random_experiment(4, (2, *[3] * 16, 2), "tanh"))
    said, texts = sentence(state).split(), _names(gradients_now(state))
    assert f"layer {said[1]}" in texts
    assert f"layer {said[-1]}" in texts


def _curves(chart: Chart) -> dict[str, tuple[list[float], list[float]]]:
    """Return the curve of each layer: they stand in order behind the line of the present step."""
    return {
        f"layer {i}": (curve.xs.tolist(), curve.ys.tolist())
        for i, curve in enumerate(chart.curves[1:], start=1)
    }


def test_curves_are_the_logarithms_of_the_traces_gradients() -> None:
    state = actions.train(_first(random_experiment(3, DEEP, "sigmoid")), 60)
    chart = gradients_over_run(state)
    assert chart.y_axis.is_log
    assert sorted(_texts(chart)) == sorted(_curves(chart))
    for layer, (xs, ys) in enumerate(_curves(chart).values()):
        assert xs == list(range(60))
        for step, y in zip(xs, ys, strict=True):
            trace = state.document.run.trace(int(step))
            assert 10**y == pytest.approx(np.abs(trace.layers[layer].d_weights).max())


def test_the_present_step_is_marked_on_every_curve_once_it_is_computed() -> None:
    state = actions.train(_first(random_experiment(3, DEEP, "sigmoid")), 400)
    for step in (0, 133, 400):
        before = gradients_over_run(actions.go_to(state, step, 0, 1.0))
        assert before.curves[0].xs.tolist() == [step, step]
        assert before.points == ()
        shown = actions.last_beat(actions.go_to(state, step, 0, 1.0))
        marked = gradients_over_run(shown).points
        wanted = [np.log10(size) for size in sizes_now(shown) if size]
        assert [point.x for point in marked] == [step] * 5
        assert [point.y for point in marked] == pytest.approx(wanted)


def test_a_step_that_is_not_done_is_not_drawn_ahead_of_its_beats() -> None:
    start = _first(random_experiment(3, DEEP, "sigmoid"))
    assert _curves(gradients_over_run(start)) == {}
    half = at(Scene.WEIGHT_GRADIENT, 4, 1.0, start)
    assert _texts(gradients_over_run(half)) == ["layer 4", "layer 5"]


def test_a_gradient_of_zero_is_drawn_below_all_others() -> None:
    cut = _moved(random_experiment(3, (3, 4, 2), "relu", samples=1), shift=-9.0, layer=1)
    chart = gradients_over_run(actions.train(_first(cut), 20))
    assert "0" in _texts(chart)
    for axis in (chart.x_axis, chart.y_axis):
        assert np.isfinite([axis.low, axis.high]).all()
        assert axis.low < axis.high
    (_, ys), *_ = _curves(chart).values()
    assert chart.y_axis.low < min(ys) < min(chart.y_axis.ticks)


def test_neighbouring_curves_differ_without_colour_and_names_never_touch() -> None:
    state = actions.train(_first(random_experiment(3, DEEP, "sigmoid")), 2000)
    chart = gradients_over_run(state)
    curves = chart.curves[1:]
    for one, other in pairwise(curves):
        assert one.dashed != other.dashed
    height = chart.y_axis.high - chart.y_axis.low
    ys = sorted(label.y for label in chart.labels)
    assert min(np.diff(ys)) > 0.09 * height
    assert chart.y_axis.low < ys[0]
    assert ys[-1] < chart.y_axis.high


@pytest.mark.parametrize("rate", [5.0, 1e150, 1e307])
def test_a_run_that_explodes_can_still_be_drawn(rate: float) -> None:
    training = Training(rate, batch_size=None)
    wild = random_experiment(1, hidden="relu", output="identity", training=training)
    state = actions.train(_first(wild), 60)
    beats = len(derived.beats(state))
    for step in {0, max(state.trained - 1, 0)}:
        shown = actions.go_to(state, step, beats - 2, 1.0)
        for chart in (gradients_now(shown), gradients_over_run(shown)):
            for curve in chart.curves:
                assert np.isfinite(curve.ys).all()
            assert all(np.isfinite(area.outlines[0]).all() for area in chart.areas)


@pytest.fixture
def view(qtbot: QtBot) -> GradientsView:
    made = GradientsView(Store(actions.train(_worked(), 700)))
    qtbot.addWidget(made)
    made.resize(620, 240)
    made.show()
    made.make_ready()
    return made


@pytest.mark.parametrize(("width", "both"), [(459, False), (460, True)])
def test_the_run_is_shown_where_there_is_room_for_it(
    view: GradientsView, width: int, both: bool
) -> None:
    view.resize(width, 240)
    assert view.now.isVisible()
    assert view.over_run.isVisible() is both


def _plot(view: ChartView) -> Plot:
    assert view.plot is not None
    return view.plot


def test_both_plots_follow_the_state(view: GradientsView, qtbot: QtBot) -> None:
    view.now._store.apply(actions.go_to, 0, 16, 1.0)
    assert len(_plot(view.over_run).curves.items[1].xData) == 88  # of 701 steps every eighth
    assert "83×" in view.now._notes.text()
    assert _plot(view.over_run).curves.items[0].xData.tolist() == [0, 0]


def test_a_new_run_is_looked_at_little_by_little(view: GradientsView, qtbot: QtBot) -> None:
    store = view.now._store
    store.apply(editing.set_learning_rate, 0.25)
    store.apply(actions.train, 30)
    qtbot.waitUntil(lambda: len(_plot(view.over_run).curves.items[1].xData) == 92)


def test_while_training_what_is_new_is_added_a_moment_later(
    view: GradientsView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.history.gradients_view._PIECE_SECONDS", 60.0)  # on a busy machine
    store = view.now._store
    store.apply(actions.start_training)
    store.apply(actions.train, 80)
    qtbot.waitUntil(lambda: _plot(view.over_run).curves.items[1].xData[-1] == 776)


def test_hidden_plots_compute_nothing(view: GradientsView, monkeypatch: pytest.MonkeyPatch) -> None:
    view.hide()
    monkeypatch.setattr(GradientHistory, "more", lambda *_: pytest.fail("looked at the run"))
    view.now._store.apply(actions.train, 50)


def _stuck(hidden: str, samples: int = 1) -> Experiment:
    experiment = random_experiment(3, (3, 4, 4, 2), hidden, samples=samples)
    return _moved(experiment, factor=6.0)


def _signs(drawing: Frame) -> list[Text]:
    return [text for text in drawing.above.texts if text.text in SIGNS.values()]


def _marked(drawing: Frame) -> list[tuple[int, int, str]]:
    """Return layer, unit and sign of every neuron that has one."""
    return [(t.quantity.layer, t.quantity.unit, t.text) for t in _signs(drawing) if t.quantity]


@pytest.mark.parametrize(("hidden", "sign"), [("sigmoid", "S"), ("tanh", "S"), ("relu", "†")])
def test_stuck_neurons_are_marked_once_their_activations_are_known(hidden: str, sign: str) -> None:
    start = _first(_stuck(hidden))
    assert _marked(drawn(at(Scene.WEIGHTED_SUM, 1, 1.0, start))) == []
    assert _marked(drawn(at(Scene.ACTIVATION, 1, 0.74, start))) == []
    wanted: list[tuple[int, int, str]] = []
    for layer in (1, 2):
        state = at(Scene.ACTIVATION, layer, 1.0, start)
        z = derived.trace(state).layers[layer - 1].z[0]
        is_stuck = {
            "sigmoid": 0.25 / np.cosh(z / 2) ** 2 < 0.0025,
            "tanh": 1 / np.cosh(z) ** 2 < 0.01,
            "relu": z <= 0,
        }[hidden]
        assert is_stuck.any()
        wanted += [(layer, int(unit), sign) for unit in np.flatnonzero(is_stuck)]
        assert _marked(drawn(state)) == wanted


def test_a_click_on_a_sign_selects_its_neuron() -> None:
    drawing = drawn(_end(_stuck("relu")))
    for sign in _signs(drawing):
        middle = sign.rect.x + sign.rect.width / 2, sign.rect.y + sign.rect.height / 2
        assert hit(drawing, *middle) == sign.quantity


def test_columns_of_cells_have_no_signs() -> None:
    state = _end(random_experiment(2, (2, 100, 2), "relu"))
    assert not any(layer == 1 for layer, _, _ in _marked(drawn(state)))


def _badges(drawing: Frame) -> list[tuple[Disc, Text]]:
    signs = _signs(drawing)
    discs = drawing.above.discs[-len(signs) :] if signs else ()
    return list(zip(discs, signs, strict=True))


@pytest.mark.parametrize(("hidden", "sizes", "panel"), pairs(*STUCK))
def test_signs_lie_on_no_text_and_no_other_neuron(
    hidden: str, sizes: tuple[int, ...], panel: tuple[float, float]
) -> None:
    start = _first(_moved(random_experiment(7, sizes, hidden, samples=1), factor=7.0))
    for beat in range(len(derived.beats(start)) - 1, -1, -3):
        drawing = drawn(actions.go_to(start, 0, beat, 1.0), panel)
        signs = _signs(drawing)
        for badge, sign in _badges(drawing):
            around = [b.rect for b in drawing.above.boxes if b.corner > 0]
            around += [
                t.rect
                for t in drawing.above.texts
                if t not in signs and not _is_number_of(sign.quantity, t, drawing)
            ]
            assert not any(rect.near(badge.x, badge.y, badge.radius) for rect in around)
            others = [d for d in drawing.above.discs if d.quantity not in (sign.quantity, None)]
            for disc in others:
                apart = np.hypot(disc.x - badge.x, disc.y - badge.y)
                assert apart > disc.radius + badge.radius
            assert badge.y - badge.radius >= 0
        for (one, _), (other, _) in combinations(_badges(drawing), 2):
            assert np.hypot(one.x - other.x, one.y - other.y) > one.radius + other.radius


def _is_number_of(neuron: Quantity | None, text: Text, drawing: Frame) -> bool:
    """Return whether a text is the activation in the circle: only its own width counts there."""
    x, y = text.rect.x + text.rect.width / 2, text.rect.y + text.rect.height / 2
    circle = next(d for d in drawing.above.discs if d.quantity == neuron and d.fill is not None)
    return text.quantity == neuron and bool(np.hypot(circle.x - x, circle.y - y) < circle.radius)


def _said(state: State, item: Quantity) -> str:
    return reason(Moment(state, LIGHT, 1.0), item)


def _first_stuck(state: State, layer: int = 1) -> Quantity:
    found = saturation_of(Moment(state, LIGHT, 1.0), layer)
    assert found is not None
    return Quantity(Kind.A, layer, next(u for u, kind in enumerate(found.kinds) if kind))


@pytest.mark.parametrize(
    ("hidden", "sentence"),
    [
        ("sigmoid", "saturated: σ′(z) = {0}, at most 0.25"),
        ("tanh", "saturated: tanh′(z) = {0}, at most 1"),
        ("relu", "dead: z = {0} is not above 0, so ReLU′(z) = 0"),
    ],
)
def test_the_reason_has_its_number(hidden: str, sentence: str) -> None:
    state = _end(_stuck(hidden))
    item = _first_stuck(state)
    layer = derived.trace(state).layers[0]
    z, a = float(layer.z[0, item.unit]), float(layer.a[0, item.unit])
    number = {"sigmoid": a * (1 - a), "tanh": 1 - a * a, "relu": z}[hidden]
    assert _said(state, item) == sentence.format(short(number))


def test_of_a_batch_the_reason_holds_for_every_sample() -> None:
    training = Training(0.1, batch_size=None)
    relu = random_experiment(3, (3, 4, 2), "relu", samples=5, training=training)
    first = relu.first_parameters()
    biases = [present(first.bias(1)) - 1.5, present(first.bias(2))]
    given = of_layers([first.weights(1), first.weights(2)], biases)
    state = _end(replace(relu, given=given))
    item = _first_stuck(state)
    highest = float(derived.trace(state).layers[0].z[:, item.unit].max())
    wanted = f"dead: z ≤ {short(highest)} in all 5 samples, so ReLU′(z) = 0"
    assert _said(state, item) == wanted


def test_the_reason_is_on_the_card_from_the_activation_on() -> None:
    start = _first(_stuck("sigmoid"))
    item, bounds = _first_stuck(_end(_stuck("sigmoid"))), Rect(4, 4, 707, 432)
    for part, is_said in ((0.7, False), (1.0, True)):
        state = at(Scene.ACTIVATION, 1, part, start)
        shown = card(Moment(state, LIGHT, 1.0), item, 700.0, 430.0, bounds)
        words = " ".join(text.text for text in shown.texts)
        assert ("saturated: σ′(z) = " in words) is is_said
        ground = shown.boxes[0].rect
        assert ground.right <= bounds.right
        assert ground.bottom <= bounds.bottom
        for text in shown.texts:
            assert ground.x < text.rect.x
            assert text.rect.right <= ground.right
            assert text.rect.bottom <= ground.bottom


def test_a_neuron_that_learns_has_no_reason_and_no_sign() -> None:
    state = _worked()
    assert _signs(drawn(state)) == []
    for layer in (1, 2):
        assert _said(state, Quantity(Kind.A, layer, 0)) == ""
    assert _said(state, Quantity(Kind.WEIGHT, 1, 0, 0)) == ""
    assert _said(state, Quantity(Kind.INPUT, 0, 0)) == ""


def test_before_a_step_has_gradients_the_last_ones_stand_with_their_step() -> None:
    done = actions.train(_first(random_experiment(3, DEEP, "sigmoid")), 400)
    assert (done.cursor.step, done.cursor.beat) == (400, 0)
    chart = gradients_now(done)
    sizes = [np.abs(layer.d_weights).max() for layer in done.document.run.trace(399).layers]
    assert len(chart.areas) == len(sizes)
    assert chart.notes[1].text == "of step 399, the last one done"
    assert [text.split(" ")[-1] for text in _texts(chart)] == [short(size) for size in sizes]
    own = gradients_now(actions.last_beat(done))
    assert all("last one" not in note.text for note in own.notes)


def test_two_layers_need_no_scrolling_in_the_least_place_of_the_panel(qtbot: QtBot) -> None:
    state = actions.train(first_state(files.read(files.resolve("moons-2-8-1"))), 40)
    view = GradientsView(Store(actions.previous_step(state)))
    qtbot.addWidget(view)
    least = area("least_gradients")
    view.resize(least)
    view.show()
    view.make_ready()
    assert view.minimumSizeHint().height() <= least.height()

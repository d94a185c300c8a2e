"""What is drawn follows from the trace, and nothing lies on anything else."""

import re

import pytest
from msgspec.structs import replace

from engine.experiment import Training
from engine.network import of_flat
from engine.story.beats import Scene, first_known
from engine.story.readings import read
from engine.text.numbers import DASH, short
from engine.written.quantity import Kind, Quantity
from gui.disk import files
from gui.look.theme import THEMES, Theme, contrast
from gui.network.fills import fill, text_on
from gui.network.frame import frame
from gui.state.run import actions, derived
from gui.state.state import Cursor, View, first_state
from gui.state.view import actions as view_actions
from tests.covering import in_turn, pairs
from tests.gui.drawings import PANELS, all_texts, all_words, at, drawn, worked
from tests.gui.overlaps import assert_nothing_overlaps
from tests.networks import mazur, random_experiment

MORE_PANELS = [*PANELS, (734.0, 414.0), (630.0, 288.0), (500.0, 330.0), (1400.0, 800.0)]
SATURATED = (
    [(2, 3, 2), (2, 8, 8, 2), (2, 12, 12, 2), (2, 40, 2)],
    [(330.0, 300.0), (700.0, 400.0), (1300.0, 800.0)],
    [2, 4],
)
NETWORKS = [(1, 1), (2, 2, 2), (3, 4, 4, 2), (2, 8, 8, 8, 1), (1, 2, 1)]


SHOWN = {
    "∂C/∂w ": (Kind.D_WEIGHT, True),
    "δ = ": (Kind.DELTA, True),
    "∂C/∂b ": (Kind.D_BIAS, True),
    "z=": (Kind.Z, False),
    "C = ": (Kind.LOSS, False),
    "b = ": (Kind.BIAS, False),
}


@pytest.mark.parametrize("lead", SHOWN)
def test_every_number_is_the_trace_as_short_writes_it(lead: str) -> None:
    kind, signed = SHOWN[lead]
    state = worked(beat=len(derived.beats(worked())) - 1)
    trace, words = derived.trace(state), all_words(drawn(state))
    if kind is Kind.LOSS:
        places = [Quantity(kind)]
    elif kind is Kind.D_WEIGHT:
        places = [Quantity(kind, 2, j, k) for j in range(2) for k in range(2)]
    else:
        places = [Quantity(kind, layer, unit) for layer in (1, 2) for unit in range(2)]
    if kind is Kind.Z:  # in their place the outputs show their new value at the end
        places = places[:2]
    for quantity in places:
        assert f"{lead}{short(read(trace, quantity), 4, sign=signed)}" in words


def test_a_weight_shows_the_old_value_until_the_new_one_is_revealed() -> None:
    before = all_words(drawn(at(Scene.UPDATE, 2, 0.74)))
    after = all_words(drawn(at(Scene.UPDATE, 2, 0.75)))
    assert "w₁₁⁽²⁾ = 0.4\n" in before
    assert "0.3589" not in before
    assert "w₁₁⁽²⁾ = 0.4 → 0.3589" in after


@pytest.mark.parametrize("beat", range(17))
@pytest.mark.parametrize("part", [0.0, 0.5, 0.75, 1.0])
def test_what_is_not_known_is_a_dash_and_never_a_number(beat: int, part: float) -> None:
    state = worked(beat, part)
    beats, trace = derived.beats(state), derived.trace(state)
    neurons = [Quantity(Kind.INPUT, 0, u) for u in range(2)]
    neurons += [Quantity(Kind.A, layer, u) for layer in (1, 2) for u in range(2)]
    numbers = [t for t in drawn(state).above.texts if t.quantity in neurons and not t.italic]
    for neuron in neurons:
        written = next(t.text for t in numbers if t.quantity == neuron)
        known = first_known(neuron, beats) < beat + (part >= 0.75)
        assert written == (short(read(trace, neuron)) if known else DASH)
    words = all_words(drawn(state))
    for lead, (kind, _) in SHOWN.items():
        layers = (1, 2) if kind is not Kind.LOSS else (0,)
        if not any(derived.is_known(state, Quantity(kind, layer)) for layer in layers):
            assert set(re.findall(f"{re.escape(lead)}(.*)", words)) <= {DASH}


def test_a_frame_is_a_function_of_the_state() -> None:
    for beat in range(17):
        for part in (0.3, 1.0):
            assert drawn(worked(beat, part)) == drawn(worked(beat, part))


@pytest.mark.parametrize(("sizes", "panel"), in_turn(NETWORKS, MORE_PANELS, 3))
def test_nothing_lies_on_anything_else_in_any_beat(
    sizes: tuple[int, ...], panel: tuple[float, float]
) -> None:
    experiment = random_experiment(7, sizes, samples=1, training=Training(0.4))
    state = first_state(mazur() if sizes == (2, 2, 2) else experiment)
    for beat in range(len(derived.beats(state))):
        moment = replace(state, cursor=Cursor(0, beat, 1.0))
        assert_nothing_overlaps(drawn(moment, panel))


@pytest.mark.parametrize("panel", PANELS)
def test_every_weight_of_the_worked_example_is_labelled_in_both_windows(
    panel: tuple[float, float],
) -> None:
    words = [t for t in drawn(worked(), panel).above.texts if t.text.startswith("w")]
    assert len(words) == 8


def test_a_selected_edge_always_has_its_label() -> None:
    state = first_state(random_experiment(1, (8, 12, 2), samples=1))
    weight = Quantity(Kind.WEIGHT, 1, 3, 4)
    selected = replace(state, selected=weight)
    assert weight not in [t.quantity for t in all_texts(drawn(state))]
    label = next(t for t in all_texts(drawn(selected)) if t.quantity == weight)
    assert label.text == short(read(derived.trace(state), weight))


def test_positions_do_not_change_from_beat_to_beat() -> None:
    places = set()
    for beat in range(17):
        boxes = [b for b in drawn(worked(beat)).above.boxes if b.quantity]
        places.add(
            tuple(
                (b.quantity, round(b.rect.x + b.rect.width / 2, 6))
                for b in sorted(boxes, key=lambda b: str(b.quantity))
            )
        )
    assert len(places) == 1


@pytest.mark.parametrize("colours", THEMES.values(), ids=THEMES.keys())
def test_numbers_in_neurons_can_be_read_at_every_activation(colours: Theme) -> None:
    for step in range(101):
        for value in (step / 100, -step / 100):
            ground = fill(colours, value, abs(value), 1.0)
            assert contrast(text_on(colours, ground), ground) >= 4.5


def test_a_column_of_hundreds_says_how_many_there_are() -> None:
    state = first_state(random_experiment(2, (784, 10), samples=1))
    assert "… 784 neurons" in all_words(drawn(state))


def test_texts_of_huge_and_tiny_numbers_stay_inside_the_panel() -> None:
    experiment = random_experiment(5, (2, 3, 2), "identity", "identity", samples=1)
    given = experiment.first_parameters()
    factors = [1e-9, 1e6, 3.0, 1e4]
    changed = given.flat.copy()
    for index in range(changed.size):
        changed[index] *= factors[index % len(factors)]
    wild = replace(experiment, given=of_flat(given.shape, changed))
    state = first_state(wild)
    for beat in range(len(derived.beats(state))):
        for text in all_texts(drawn(replace(state, cursor=Cursor(0, beat, 1.0)))):
            assert text.rect.x >= 0
            assert text.rect.right <= 715


def test_of_a_batch_one_sample_is_followed_and_its_own_loss_is_shown() -> None:
    experiment = random_experiment(4, (2, 3, 1), samples=4, training=Training(0.1, batch_size=None))
    state = at(Scene.LOSS, 2, 1.0, first_state(experiment))
    followed = replace(state, view=View(row=2, digits=3))
    trace, words = derived.trace(followed), all_words(drawn(followed))
    assert f"C = {short(trace.loss, 3)}" in words
    assert f"C[3] = {short(float(trace.losses[2]), 3)}" in words
    assert short(float(trace.layers[0].a[2, 0]), 3) in words
    assert short(float(trace.layers[0].a[0, 0]), 3) not in words


@pytest.mark.parametrize(("sizes", "panel", "digits"), pairs(*SATURATED))
def test_a_saturated_neuron_never_shows_1(
    sizes: tuple[int, ...], panel: tuple[float, float], digits: int
) -> None:
    experiment = random_experiment(3, sizes, samples=1)
    given = of_flat(experiment.network.shape, 6 * experiment.first_parameters().flat)
    state = actions.last_beat(first_state(replace(experiment, given=given)))
    state = view_actions.set_digits(state, digits)
    trace, seen = derived.trace(state), 0
    for text in frame(state, THEMES["light"], *panel).above.texts:
        number, shown = text.quantity, text.text.replace("−", "-")
        if number is None or not re.fullmatch(r"[<>]?-?[\d.]+", shown):
            continue
        if number.kind is Kind.A and 0.99 < abs(read(trace, number)) < 1:
            seen += 1
            assert shown in ("<1", ">-1") or 0.9 < abs(float(shown)) < 1
    assert seen > 0 or sizes[1] >= 8


@pytest.mark.parametrize("panel", [(303.0, 243.0), (434.0, 380.0), (560.0, 330.0)])
def test_biases_of_a_layer_are_written_in_one_form_that_can_be_read(
    panel: tuple[float, float],
) -> None:
    start = actions.train(first_state(files.read(files.resolve("iris-4-5-3"))), 3)
    for state in (start, actions.last_beat(start)):
        texts = all_texts(drawn(state, panel))
        for layer in (1, 2):
            found = [each for each in texts if _is_bias(each.quantity, layer)]
            assert len({(each.text[:3] == "b =", "→" in each.text) for each in found}) <= 1
            assert all(each.size >= 5 for each in found)


def _is_bias(quantity: Quantity | None, layer: int) -> bool:
    return quantity is not None and (quantity.kind, quantity.layer) == (Kind.BIAS, layer)

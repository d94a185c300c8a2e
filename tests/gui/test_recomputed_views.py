"""Hand-checkable on screen: what a view prints can be worked out from what it prints."""

import re
from collections import Counter
from functools import cache

import numpy as np
import pytest

from engine.curves.gallery import CURVES
from engine.experiment import Training
from engine.one_neuron import OneNeuron
from engine.optimizers import OPTIMIZERS
from engine.story import one_neuron
from engine.text.plain import derivation_to_text
from engine.written.quantity import Kind, Quantity
from gui.formula.boxes import Metrics
from gui.formula.fonts import metrics
from gui.formula.layout import GlyphRun, lay_out
from gui.landscape.curve.ball_row import limits_note
from gui.landscape.curve.slice import update_text
from gui.landscape.curve.step_lines import newest_step, newest_text
from gui.panels.explain import explanation
from gui.state.choices import NETWORK
from gui.state.curve import actions as curve_actions
from gui.state.neuron import actions as neuron_actions
from gui.state.run import actions, derived
from gui.state.state import State, first_state
from gui.state.view import actions as view_actions
from tests.networks import random_experiment
from tests.reader import claims, number, rounds_to

KINDS = [  # hidden and output activation, loss, samples, optimiser
    ("tanh", "sigmoid", "half_squared_error", 1, "sgd"),
    ("sigmoid", "sigmoid", "binary_cross_entropy", 3, "adam"),
    ("relu", "softmax", "cross_entropy", 4, "momentum"),
    ("silu", "identity", "mean_squared_error", 2, "rmsprop"),
    ("elu", "softmax", "squared_error", 1, "adagrad"),
    ("softplus", "scaled_tanh", "huber", 2, "nesterov"),
]


@cache
def _ended(kind: int, digits: int, steps: int = 0) -> State:
    """Return the end of a step of a random network."""
    hidden, output, loss, samples, optimizer = KINDS[kind]
    training = Training(0.1, None, optimizer=OPTIMIZERS[optimizer])
    experiment = random_experiment(
        kind, (2, 3, 3, 2), hidden, output, loss, samples, training=training
    )
    state = view_actions.set_digits(first_state(experiment), digits)
    for _ in range(steps):
        state = actions.next_step(actions.last_beat(state))
    return actions.last_beat(state)


def _check(text: str, digits: int) -> Counter[bool]:
    """Check all lines of a text; return how many say that they hold, and how many do not."""
    said = claims(text)
    for claim in said:
        assert not claim.exactly or claim.holds(digits), text
    return Counter(claim.exactly for claim in said)


@pytest.mark.parametrize("kind", range(len(KINDS)))
@pytest.mark.parametrize("digits", [3, 4])
def test_every_formula_of_every_beat_and_selection_can_be_worked_out(
    kind: int, digits: int
) -> None:
    state, lines = _ended(kind, digits), Counter[bool]()
    chosen = [None, *(Quantity(Kind.A, layer, 0) for layer in (1, 3))]
    chosen += [Quantity(Kind.WEIGHT, 2, 1, 0), Quantity(Kind.BIAS, 1, 2)]
    for beat in range(len(derived.beats(state))):
        at_beat = actions.go_to(state, 0, beat, 1.0)
        for which in chosen:
            shown = explanation(view_actions.select(at_beat, which))
            for block in shown.blocks:
                lines += _check(derivation_to_text(block.equations, digits), digits)
    assert lines[True] > 100
    assert lines[False] <= lines[True] / 50


@pytest.mark.parametrize("kind", range(len(KINDS)))
def test_the_formulas_drawn_have_the_same_numbers_as_their_text(kind: int, qapp: object) -> None:
    state, seen, letters = _ended(kind, 4), 0, metrics()
    for which in (Quantity(Kind.A, 2, 0), Quantity(Kind.WEIGHT, 1, 0, 1)):
        for beat in range(0, len(derived.beats(state)), 3):
            shown = explanation(view_actions.select(actions.go_to(state, 0, beat, 1.0), which))
            for block in shown.blocks:
                text = derivation_to_text(block.equations, 4)
                drawn = _drawn(block.equations, letters)
                for claim in claims(text):
                    for mantissa in re.findall(r"\d+\.\d+", f"{claim.text} {claim.printed}"):
                        assert mantissa in drawn
                        seen += 1
                assert drawn.count("≈") == text.count("≈")
    assert seen > 20


def _drawn(equations: tuple[object, ...], letters: Metrics) -> str:
    """Return what is drawn of a formula, run by run."""
    layout = lay_out(equations, letters, 17.0, None, 4)  # type: ignore[arg-type]
    return " ".join(piece.text for piece in layout.pieces if isinstance(piece, GlyphRun))


@pytest.mark.parametrize("kind", range(len(KINDS)))
@pytest.mark.parametrize("curve", [NETWORK, *sorted(CURVES)])
def test_the_steps_of_balls_and_their_limits_can_be_worked_out(kind: int, curve: str) -> None:
    state = view_actions.select(_ended(kind, 4), Quantity(Kind.WEIGHT, 2, 1, 0))
    state = curve_actions.choose_curve(state, curve)
    if curve != NETWORK:  # else the first ball is trained as the network is
        state = curve_actions.set_ball_optimizer(state, 0, KINDS[kind][-1])
    texts = [update_text(state)] if curve == NETWORK else []
    for steps in (1, 2, 7):
        state = curve_actions.fall_to(state, steps, 1.0)
        texts.append(newest_text(state))
        texts += [derivation_to_text([line.equation], 4) for line in newest_step(state)]
    for text in texts:
        _check(text, 4)
    note = limits_note(state, 0)
    if note:
        bend, settles, swings = re.findall(r"= (\S+?)\.?(?=\s)", note)
        assert rounds_to(1 / number(bend), settles, 4)
        assert rounds_to(2 / number(bend), swings, 4)


@pytest.mark.parametrize("activation", neuron_actions.ACTIVATIONS)
@pytest.mark.parametrize("loss", ["half_squared_error", "huber"])
def test_the_formulas_of_one_neuron_can_be_worked_out(activation: str, loss: str) -> None:
    chance, lines = np.random.default_rng(5), Counter[bool]()
    for scale in (1, 1, 3, 8):
        x, w, b = (float(f"{n:.3g}") for n in chance.normal(scale=scale, size=3))
        neuron = OneNeuron(x, w, b, 0.3, activation, loss)
        shown = one_neuron.formulas(neuron)
        parts = (shown.forward, shown.slopes, shown.products)
        for equations in (*parts, [one_neuron.gradient_line(neuron)]):
            lines += _check(derivation_to_text(equations, 4), 4)
    assert lines[True] > 20
    assert lines[False] <= lines[True] / 10  # some of these neurons are very saturated

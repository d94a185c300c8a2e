"""Every rule printed "in general" comes to the numbers of the step it is printed under."""

from itertools import islice, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.activations import ACTIVATIONS
from engine.backprop import StepTrace
from engine.data.dataset import Dataset
from engine.experiment import Experiment, Mistake, Training, UpdateRule
from engine.frozen import freeze
from engine.losses import LOSSES
from engine.network import of_flat
from engine.optimizers import OPTIMIZERS
from engine.penalty import Penalty
from engine.reduction import Reduction
from engine.run.training import Run
from engine.story.beats import Beat, Scene, cut
from engine.story.rules import beat_rules
from engine.story.scope import Scope
from engine.text.plain import to_text
from engine.written.expression import Equation, Partial, Symbol
from engine.written.quantity import ParameterPlace
from tests.networks import ELEMENTWISE, experiments, random_experiment
from tests.rule_values import Lookup, symbols_of


def _with_targets(experiment: Experiment, *rows: list[float]) -> Experiment:
    data = Dataset(experiment.data.inputs[: len(rows)], freeze(rows))
    return replace(experiment, data=data)


def _mixed(*rows: list[float], **changes: object) -> Experiment:
    drawn = random_experiment(
        21, (3, 4, len(rows[0])), output="softmax", loss="cross_entropy", samples=len(rows)
    )
    return replace(_with_targets(drawn, *rows), **changes)


def _of_loss(name: str, *rows: list[float]) -> Experiment:
    output = LOSSES[name].activation or "identity"
    drawn = random_experiment(22, (2, 3, len(rows[0])), output=output, loss=name, samples=len(rows))
    return _with_targets(drawn, *rows)


def _on_its_kink(name: str) -> Experiment:
    """Return a neuron whose error, or margin, lies exactly at the kink of its loss."""
    one = random_experiment(23, (1, 1), output="identity", loss=name, samples=1)
    target = {"huber": 1.0, "hinge": 1.0, "mean_absolute_error": 2.0}[name]
    data = Dataset(freeze([[1.0]]), freeze([[target]]))
    weight = 1.0 if name == "hinge" else 2.0
    return replace(one, data=data, given=of_flat(one.network.shape, [weight, 0.0]))


def _at_zero(name: str) -> Experiment:
    """Return a network whose hidden neurons all have z = 0."""
    drawn = random_experiment(24, (2, 3, 1), hidden=name)
    flat = drawn.first_parameters().flat.copy()
    flat[:9] = 0.0
    return replace(drawn, given=of_flat(drawn.network.shape, flat))


def _trained(name: str, **changes: object) -> Experiment:
    training = Training(0.05, batch_size=2, optimizer=OPTIMIZERS[name], **changes)  # type: ignore[arg-type]
    return replace(random_experiment(25, training=training), penalty=Penalty(0.01, 0.02))


CORNERS = {
    "targets that do not add up to 1": _mixed([0.5, 0.9, 0.3]),
    "some of them": _mixed([0.5, 0.9, 0.3], [0.0, 1.0, 0.0]),
    "targets that are all 0": _mixed([0.0, 0.0, 0.0]),
    "one output of a softmax": _mixed([1.0]),
    "one whose target is not 1": _mixed([0.4], [1.0]),
    "the sum over a batch": _mixed([0.5, 0.9], [0.1, 0.2], reduction=Reduction.SUM),
    "an absolute error of softmax": random_experiment(26, output="softmax"),
    "soft binary targets": _of_loss("binary_cross_entropy", [0.3, 0.8], [0.0, 1.0]),
    **{f"{name} on its kink": _on_its_kink(name) for name in ("huber", "hinge")},
    "no error": _on_its_kink("mean_absolute_error"),
    "large errors": _of_loss("huber", [7.0, -9.0], [0.1, 0.2]),
    **{f"{name} at 0": _at_zero(name) for name in ELEMENTWISE},
    "leaks as steep as the rest": replace(
        random_experiment(27, (3, 4, 2)),
        network=replace(
            random_experiment(27, (3, 4, 2)).network,
            layers=tuple(
                replace(layer, activation=ACTIVATIONS["leaky_relu"].with_values(slope=slope))
                for layer, slope in zip(
                    random_experiment(27, (3, 4, 2)).network.layers, (1.0, 0.2), strict=True
                )
            ),
        ),
    ),
    **{f"{name} with a penalty": _trained(name) for name in OPTIMIZERS},
    "biases that stay": _trained("adamw", train_biases=False),
    "layers without biases": random_experiment(28, samples=4, without_bias=frozenset({1})),
    "a short last batch": random_experiment(29, samples=3, training=Training(0.1, batch_size=2)),
    "updated in place": _trained("adam", update_rule=UpdateRule.IN_PLACE),
    **{
        f"{mistake.value} of {loss}": replace(
            random_experiment(
                30, output=LOSSES[loss].activation or "tanh", loss=loss, samples=samples
            ),
            training=Training(0.1, batch_size=None, mistakes=frozenset({mistake})),
        )
        for mistake in Mistake
        for loss, samples in (("cross_entropy", 3), ("binary_cross_entropy", 1), ("huber", 2))
    },
}


def _assert_true(experiment: Experiment, trace: StepTrace) -> None:
    in_place = experiment.training.update_rule is UpdateRule.IN_PLACE
    for beat in cut(experiment.network.shape, in_place):
        for row in (0, None):
            left = None
            for line in beat_rules(Scope(experiment, trace, row), beat):
                left = line.left or left
                assert left is not None
                _assert_line_true(experiment, trace, beat, Equation(left, line.right))


def _assert_line_true(experiment: Experiment, trace: StepTrace, beat: Beat, line: Equation) -> None:
    sizes, assert_left = experiment.network.sizes, line.left
    assert assert_left is not None
    letters = sorted({index for symbol in symbols_of(assert_left) for index in symbol.sub})
    counts = [_count(sizes, beat, letter) for letter in letters]
    for row in range(min(len(trace.x), 3)):
        for numbers in islice(product(*map(range, counts)), 6):
            indices = {"n": row, **dict(zip(letters, numbers, strict=True))}
            lookup = Lookup(experiment, trace, indices, _parameter(assert_left, beat, indices))
            right, wanted = lookup.value(line.right), lookup.value(assert_left)
            told = f"{to_text(assert_left, 4)} = {to_text(line.right, 4)} at {indices}"
            assert right == pytest.approx(wanted, rel=1e-9, abs=1e-12), told


def _count(sizes: tuple[int, ...], beat: Beat, letter: str) -> int:
    """Return how far an index on the left of a rule runs."""
    sends = letter == "k" and beat.scene in (Scene.WEIGHT_GRADIENT, Scene.UPDATE)
    return sizes[beat.layer - 1 if sends else beat.layer]


def _parameter(left: object, beat: Beat, indices: dict[str, int]) -> ParameterPlace | None:
    symbol = left.of if isinstance(left, Partial) else left
    if not isinstance(symbol, Symbol) or symbol.name not in ("w", "b"):
        return None
    source = indices["k"] if symbol.name == "w" else None
    return ParameterPlace(beat.layer, indices["j"], source)


@pytest.mark.parametrize("name", CORNERS)
def test_a_rule_is_true_in_a_corner(name: str) -> None:
    run = Run(CORNERS[name])
    assert run.advance(2) == 2
    for step in (0, 1):
        _assert_true(CORNERS[name], run.trace(step))


@settings(max_examples=10)
@given(experiments(), st.sampled_from(sorted(OPTIMIZERS)))
def test_a_rule_is_true_in_any_network(experiment: Experiment, optimizer: str) -> None:
    training = replace(experiment.training, optimizer=OPTIMIZERS[optimizer], learning_rate=1e-3)
    changed = replace(experiment, training=training)
    trace = Run(changed).trace(0)
    if max(abs(trace.layers[-1].z).max(), abs(trace.z_after).max()) < 10:  # ln(1 - a) has digits
        _assert_true(changed, trace)


def test_the_general_rule_is_told_only_where_targets_need_it() -> None:
    def delta(experiment: Experiment) -> str:
        beat = next(b for b in cut(experiment.network.shape) if b.scene is Scene.DELTA)
        scope = Scope(experiment, Run(experiment).trace(0), 0)
        return to_text(beat_rules(scope, beat)[-1].right, 4)

    assert delta(_mixed([0.1, 0.2, 0.7])) == "aj(2) − yj"  # 1 but for rounding
    assert "Σ_k yk" in delta(_mixed([0.5, 0.9, 0.3]))
    assert np.isclose(np.array([0.1, 0.2, 0.7]).sum(), 1)

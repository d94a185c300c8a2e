"""Networks for tests: the worked example and random ones."""

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.activations import ACTIVATIONS
from engine.curves.of_network import NetworkCurve
from engine.data.dataset import Dataset
from engine.experiment import Experiment, Training, UpdateRule
from engine.frozen import Array, freeze
from engine.functions.loss import Loss, Targets
from engine.initializers import draw_parameters
from engine.losses import LOSSES
from engine.network import LayerPlan, NetworkPlan, count_parameters, of_flat, of_layers
from engine.optimizers import OPTIMIZERS
from engine.penalty import Penalty
from engine.reduction import Reduction
from engine.run.training import Run
from engine.shape import NetworkShape
from engine.written.quantity import ParameterPlace


def mazur(training: Training | None = None) -> Experiment:
    """Return the 2-2-2 worked example of Mazur (2015), whose biases are fixed."""
    return Experiment(
        title="Worked 2-2-2 example",
        network=NetworkPlan(2, (LayerPlan(2, ACTIVATIONS["sigmoid"]),) * 2),
        loss=LOSSES["half_squared_error"],
        data=Dataset(freeze([[0.05, 0.10]]), freeze([[0.01, 0.99]])),
        training=training or Training(0.5, train_biases=False),
        given=of_layers(
            [freeze([[0.15, 0.20], [0.25, 0.30]]), freeze([[0.40, 0.45], [0.50, 0.55]])],
            [freeze([0.35, 0.35]), freeze([0.60, 0.60])],
        ),
    )


def present(numbers: Array | None) -> Array:
    """Return the biases of a layer, or their gradients, which it must have."""
    assert numbers is not None
    return numbers


def of_depth(depth: int) -> NetworkShape:
    """Return the shape of a network with so many layers after the input."""
    return NetworkShape((1,) * (depth + 1))


def every_loss(run: Run) -> Array:
    """Return the cost before any step and after each: (steps + 1,)."""
    return run.losses_at(range(run.steps + 1))


def first_curve(experiment: Experiment, layer: int, unit: int, source: int | None) -> NetworkCurve:
    """Return the cost of all samples along one parameter, before the first step."""
    first, place = experiment.first_parameters(), ParameterPlace(layer, unit, source)
    return NetworkCurve(experiment.problem, experiment.training, first, place)


def random_experiment(
    seed: int,
    sizes: Sequence[int] = (3, 4, 2),
    hidden: str = "tanh",
    output: str = "sigmoid",
    loss: str = "half_squared_error",
    samples: int = 6,
    training: Training | None = None,
    without_bias: frozenset[int] = frozenset(),
    reduction: Reduction = Reduction.MEAN,
) -> Experiment:
    """Return an experiment with random parameters and data; targets lie between 0 and 1.

    Those of a softmax are distributions and, in every other sample, one-hot.
    """
    generator = np.random.default_rng(seed)
    names = [hidden] * (len(sizes) - 2) + [output]
    layers = tuple(
        LayerPlan(units, ACTIVATIONS[name], layer not in without_bias)
        for layer, (units, name) in enumerate(zip(sizes[1:], names, strict=True), start=1)
    )
    shape = NetworkShape(tuple(sizes), without_bias)
    return Experiment(
        title="random",
        network=NetworkPlan(sizes[0], layers),
        loss=LOSSES[loss],
        data=Dataset(
            freeze(generator.normal(size=(samples, sizes[0]))),
            freeze(_targets(output, LOSSES[loss], generator.uniform(size=(samples, sizes[-1])))),
        ),
        training=training or Training(0.1, batch_size=None),
        given=of_flat(shape, generator.normal(scale=0.8, size=count_parameters(shape))),
        reduction=reduction,
    )


def _targets(output: str, loss: Loss, drawn: Array) -> Array:
    """Return targets that an output activation can reach, and signs where a loss needs them.

    Where all outputs of a softmax are too large, and together they cannot be, an absolute error
    has no slope at all: what is left is rounding, which Adagrad divides by itself.
    """
    if loss.targets is Targets.SIGNS:
        return np.where(drawn > 0.5, 1.0, -1.0)
    if output != "softmax":
        return drawn
    targets: Array = drawn / drawn.sum(axis=1, keepdims=True)
    targets[::2] = np.eye(drawn.shape[1])[drawn[::2].argmax(axis=1)]
    return targets


ELEMENTWISE = sorted(name for name, known in ACTIVATIONS.items() if known.elementwise)


@st.composite
def experiments(draw: st.DrawFn, batch_size: int | None = None) -> Experiment:
    """Draw an experiment of any depth, activations, loss and number of samples."""
    loss = draw(st.sampled_from(sorted(LOSSES)))
    output = LOSSES[loss].activation or draw(st.sampled_from(sorted(ACTIVATIONS)))
    sizes = draw(st.lists(st.integers(1, 12), min_size=2, max_size=5))
    return random_experiment(
        seed=draw(st.integers(0, 2**32 - 1)),
        sizes=sizes,
        hidden=draw(st.sampled_from(ELEMENTWISE)),
        output=output,
        loss=loss,
        samples=draw(st.integers(1, 12)),
        training=Training(
            0.1, batch_size=batch_size, train_biases=draw(st.booleans()), shuffle=False
        ),
        without_bias=draw(_without_bias(sizes)),
        reduction=draw(st.sampled_from(Reduction)),
    )


def _without_bias(sizes: Sequence[int]) -> st.SearchStrategy[frozenset[int]]:
    """Draw which layers have no biases, most often none of them."""
    some = st.frozensets(st.integers(1, len(sizes) - 1))
    return st.just(frozenset[int]()) | some


def places(experiment: Experiment) -> st.SearchStrategy[ParameterPlace]:
    """Draw a weight or a bias that a network has."""
    return st.sampled_from(list(experiment.network.shape.places()))


RATES = {
    "sgd": 0.05,
    "adagrad": 0.05,
}  # of the others a step is larger, or they start at full speed


@st.composite
def trainings(draw: st.DrawFn, optimizer: str) -> Experiment:
    """Draw a small experiment that trains without exploding, with everything that shapes a run.

    Weights start small: where neurons saturate, a gradient is the rounding of 1 - a, and Adagrad
    divides it by itself.
    """
    loss = draw(st.sampled_from(sorted(LOSSES)))
    seed = draw(st.integers(0, 2**32 - 1))
    training = Training(
        RATES.get(optimizer, 0.01),
        batch_size=draw(st.none() | st.integers(1, 6)),
        train_biases=draw(st.booleans()),
        optimizer=OPTIMIZERS[optimizer],
        update_rule=draw(st.sampled_from(UpdateRule)),
    )
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=4))
    drawn = random_experiment(
        seed,
        sizes=sizes,
        hidden=draw(st.sampled_from(ELEMENTWISE)),
        output=LOSSES[loss].activation or draw(st.sampled_from(sorted(ACTIVATIONS))),
        loss=loss,
        samples=draw(st.integers(1, 5)),
        training=training,
        without_bias=draw(_without_bias(sizes)),
        reduction=draw(st.sampled_from(Reduction)),
    )
    l1, l2 = draw(st.sampled_from([(0.0, 0.0), (0.003, 0.0), (0.0, 0.05), (0.002, 0.01)]))
    small = draw_parameters("xavier_uniform", seed, drawn.network.shape).flat
    given = of_flat(drawn.network.shape, small + 0.1 * np.sin(np.arange(len(small))))
    return replace(drawn, given=given, penalty=Penalty(l1, l2))

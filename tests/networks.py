"""Networks for tests: the worked example and random ones."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from hypothesis import strategies as st

from engine.activations import ACTIVATIONS
from engine.data import Dataset
from engine.experiment import Experiment, Training
from engine.frozen import freeze
from engine.losses import LOSSES
from engine.network import LayerPlan, NetworkPlan, of_flat, of_layers


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


def random_experiment(
    seed: int,
    sizes: Sequence[int] = (3, 4, 2),
    hidden: str = "tanh",
    output: str = "sigmoid",
    loss: str = "half_squared_error",
    samples: int = 6,
    training: Training | None = None,
) -> Experiment:
    """Return an experiment with random parameters and data; targets lie between 0 and 1."""
    generator = np.random.default_rng(seed)
    names = [hidden] * (len(sizes) - 2) + [output]
    layers = tuple(
        LayerPlan(units, ACTIVATIONS[name]) for units, name in zip(sizes[1:], names, strict=True)
    )
    count = sum((before + 1) * units for before, units in pairwise(sizes))
    return Experiment(
        title="random",
        network=NetworkPlan(sizes[0], layers),
        loss=LOSSES[loss],
        data=Dataset(
            freeze(generator.normal(size=(samples, sizes[0]))),
            freeze(generator.uniform(size=(samples, sizes[-1]))),
        ),
        training=training or Training(0.1, batch_size=None),
        given=of_flat(tuple(sizes), generator.normal(scale=0.8, size=count)),
    )


@st.composite
def experiments(draw: st.DrawFn, batch_size: int | None = None) -> Experiment:
    """Draw an experiment of any depth, activations, loss and number of samples."""
    loss = draw(st.sampled_from(sorted(LOSSES)))
    output = LOSSES[loss].activation or draw(st.sampled_from(sorted(ACTIVATIONS)))
    return random_experiment(
        seed=draw(st.integers(0, 2**32 - 1)),
        sizes=draw(st.lists(st.integers(1, 12), min_size=2, max_size=5)),
        hidden=draw(st.sampled_from(sorted(ACTIVATIONS))),
        output=output,
        loss=loss,
        samples=draw(st.integers(1, 12)),
        training=Training(
            0.1, batch_size=batch_size, train_biases=draw(st.booleans()), shuffle=False
        ),
    )

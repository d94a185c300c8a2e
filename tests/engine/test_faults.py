"""What makes an experiment unusable is found as values, without a file."""

from collections.abc import Callable

import numpy as np
import pytest
from msgspec.structs import replace

from engine.activations import ACTIVATIONS
from engine.data.dataset import Generated, split
from engine.experiment import Experiment, Initialization
from engine.faults import LARGEST_SEED, faults
from engine.losses import LOSSES
from engine.network import LayerPlan, NetworkPlan
from engine.penalty import Penalty
from gui.disk import files
from tests.networks import mazur

Change = Callable[[Experiment], Experiment]


def _layers(*layers: tuple[int, str], inputs: int = 2) -> Change:
    plans = tuple(LayerPlan(neurons, ACTIVATIONS[name]) for neurons, name in layers)
    return lambda before: replace(before, network=NetworkPlan(inputs, plans), given=None)


def _training(**changes: object) -> Change:
    return lambda before: replace(before, training=replace(before.training, **changes))


def _targets(*rows: list[float], loss: str) -> Change:
    data = np.array(rows)
    return lambda before: replace(
        before, loss=LOSSES[loss], data=replace(before.data, targets=data)
    )


def _drawn(test_fraction: float = 0.0, samples: int = 4, noise: float = 0.0) -> Change:
    source = Generated("xor", samples, noise, 0, test_fraction)
    data = split(np.zeros((4, 2)), np.zeros((4, 2)), 0.0, 0, source)
    return lambda before: replace(before, data=data)


def _without_samples(before: Experiment) -> Experiment:
    nothing = np.zeros((0, 2))
    return replace(before, data=replace(before.data, inputs=nothing, targets=nothing))


def _one_layer_less(before: Experiment) -> Experiment:
    return replace(before, network=replace(before.network, layers=before.network.layers[:1]))


TOO_LARGE = ((90_000, "relu"), (90_000, "relu"), (2, "relu"))


@pytest.mark.parametrize(
    ("change", "key", "place"),
    [
        (
            _layers((2, "softmax"), (2, "sigmoid")),
            "last-layer-only",
            "network.layers[0].activation",
        ),
        (_layers((0, "sigmoid"), (2, "sigmoid")), "count", "network.layers[0].neurons"),
        (_layers((2, "sigmoid"), inputs=0), "count", "network.inputs"),
        (_layers(*TOO_LARGE), "too-large", "network.layers"),
        (_layers((3, "sigmoid")), "data-of-other-size", "data"),
        (_layers(), "no-layers", "network.layers"),
        (
            _one_layer_less,
            "parameters-of-other-network",
            "network.parameters",
        ),
        (lambda e: replace(e, loss=LOSSES["cross_entropy"]), "loss-needs-activation", "loss.name"),
        (
            _targets([0.0, 2.0], loss="binary_cross_entropy"),
            "target-probabilities",
            "data.targets[0][1]",
        ),
        (lambda e: replace(e, penalty=Penalty(l2=-0.1)), "penalty", "loss.l2"),
        (lambda e: replace(e, init=Initialization(seed=-1)), "seed", "network.init.seed"),
        (_training(learning_rate=0.0), "rate", "training.optimizer.learning_rate"),
        (_training(learning_rate=float("nan")), "rate", "training.optimizer.learning_rate"),
        (_training(batch_size=0), "count", "training.batch_size"),
        (_training(seed=LARGEST_SEED + 1), "seed", "training.seed"),
        (_drawn(test_fraction=1.0), "fraction", "data.test_fraction"),
        (_drawn(noise=-1.0), "negative", "data.noise"),
        (_drawn(samples=0), "count", "data.samples"),
        (
            _without_samples,
            "no-sample-left",
            "data.test_fraction",
        ),
    ],
)
def test_a_fault_is_named_with_its_place(change: Change, key: str, place: str) -> None:
    found = [(fault.key, fault.place) for fault in faults(change(mazur()))]
    assert (f"fault.{key}", place) in found


def test_several_faults_are_all_found() -> None:
    both = _training(learning_rate=-1.0, batch_size=0)(mazur())
    assert [fault.key for fault in faults(both)] == ["fault.rate", "fault.count"]


@pytest.mark.parametrize("example", files.examples(), ids=lambda example: example.name)
def test_the_bundled_experiments_have_no_faults(example: files.Example) -> None:
    assert faults(files.read(example.path)) == ()

"""What does not go together has a remedy, after which the experiment can be used."""

import numpy as np
import pytest
from msgspec.structs import replace

from engine.activations import ACTIVATIONS
from engine.data.dataset import Dataset
from engine.experiment import Experiment
from engine.faults import faults
from engine.frozen import freeze
from engine.losses import LOSSES
from engine.network import LayerPlan, NetworkPlan
from engine.remedies import Chosen, ending_for, remedies, unfit, with_activation

BITS, SIGNS, ANY = [[0.0], [1.0]], [[-1.0], [1.0]], [[0.3], [-2.0]]


def _experiment(output: str, loss: str, targets: list[list[float]]) -> Experiment:
    layers = (LayerPlan(3, ACTIVATIONS["tanh"]), LayerPlan(len(targets[0]), ACTIVATIONS[output]))
    inputs = freeze(np.eye(2))
    return Experiment("", NetworkPlan(2, layers), LOSSES[loss], Dataset(inputs, freeze(targets)))


CASES = [
    ("sigmoid", "cross_entropy", [[0.0, 1.0], [1.0, 0.0]], Chosen.LOSS, ["use softmax"]),
    ("softmax", "binary_cross_entropy", [[0.0, 1.0], [1.0, 0.0]], Chosen.LOSS, ["use sigmoid"]),
    ("softmax", "binary_cross_entropy", [[0.0, 1.0], [1.0, 0.0]], Chosen.ACTIVATION, ["use CE"]),
    ("tanh", "binary_cross_entropy", BITS, Chosen.ACTIVATION, ["use squares"]),
    ("tanh", "hinge", BITS, Chosen.LOSS, ["signs"]),
    ("tanh", "binary_cross_entropy", SIGNS, Chosen.LOSS, ["use sigmoid", "bits"]),
    ("sigmoid", "binary_cross_entropy", ANY, Chosen.DATA, ["use identity, squares"]),
    ("sigmoid", "binary_cross_entropy", ANY, Chosen.LOSS, []),
    ("tanh", "hinge", BITS, Chosen.DATA, ["use sigmoid, BCE"]),
    ("softmax", "cross_entropy", BITS, Chosen.DATA, ["use sigmoid, BCE"]),
    ("tanh", "hinge", SIGNS, Chosen.LOSS, []),
]
SAID = {
    ("remedy.activation", "softmax"): "use softmax",
    ("remedy.activation", "sigmoid"): "use sigmoid",
    ("remedy.loss", "cross_entropy"): "use CE",
    ("remedy.loss", "half_squared_error"): "use squares",
    ("remedy.targets-signs", ""): "signs",
    ("remedy.targets-probabilities", ""): "bits",
    ("remedy.ending", "identity half_squared_error"): "use identity, squares",
    ("remedy.ending", "sigmoid binary_cross_entropy"): "use sigmoid, BCE",
}


@pytest.mark.parametrize(("output", "loss", "targets", "chosen", "wanted"), CASES)
def test_a_remedy_leaves_what_was_chosen_and_makes_it_fit(
    output: str, loss: str, targets: list[list[float]], chosen: Chosen, wanted: list[str]
) -> None:
    experiment = _experiment(output, loss, targets)
    found = remedies(experiment, chosen)
    names = [" ".join(str(each).split(".")[1] for each in one.details.values()) for one in found]
    assert [SAID[one.key, name] for one, name in zip(found, names, strict=True)] == wanted
    if not found:
        return
    after = found[-1].experiment
    assert faults(after) == ()
    if chosen is Chosen.LOSS:
        assert after.loss == experiment.loss
    if chosen is Chosen.ACTIVATION:
        assert after.network == experiment.network
    if chosen is Chosen.DATA:
        assert after.data is experiment.data


def test_a_hidden_softmax_becomes_a_sigmoid() -> None:
    experiment = with_activation(_experiment("identity", "half_squared_error", ANY), 1, "softmax")
    (remedy,) = remedies(experiment, Chosen.ACTIVATION)
    names = [layer.activation.name for layer in remedy.experiment.network.layers]
    assert names == ["sigmoid", "identity"]


def test_changed_targets_are_those_of_the_same_class_in_both_parts() -> None:
    experiment = _experiment("tanh", "hinge", [[0.0], [1.0]])
    data = replace(experiment.data, test_inputs=freeze([[1.0, 1.0]]), test_targets=freeze([[0.0]]))
    (remedy,) = remedies(replace(experiment, data=data), Chosen.LOSS)
    changed = remedy.experiment.data
    assert changed.targets.tolist() == [[-1], [1]]
    assert changed.test_targets.tolist() == [[-1]]
    assert changed.inputs is data.inputs


def test_a_softmax_of_one_output_says_nothing() -> None:
    experiment = _experiment("softmax", "cross_entropy", BITS)
    assert faults(experiment) == ()
    fault = unfit(experiment)
    assert fault is not None
    assert fault.key == "fault.softmax-of-one"


@pytest.mark.parametrize(
    ("targets", "ending"),
    [
        (BITS, ("sigmoid", "binary_cross_entropy")),
        ([[0.0, 1.0, 0.0]], ("softmax", "cross_entropy")),
        ([[1.0, 1.0]], ("sigmoid", "binary_cross_entropy")),
        (ANY, ("identity", "half_squared_error")),
    ],
)
def test_targets_have_a_usual_ending(targets: list[list[float]], ending: tuple[str, str]) -> None:
    assert ending_for(freeze(targets)) == ending

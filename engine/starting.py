"""Experiments to begin with: from nothing, and with a given set of samples."""

from engine.activations import ACTIVATIONS
from engine.data.dataset import Dataset
from engine.data.logic import truth_table
from engine.experiment import Experiment, Initialization, Training
from engine.losses import LOSSES
from engine.network import LayerPlan, NetworkPlan
from engine.remedies import ending_for


def new_experiment() -> Experiment:
    """Return one neuron that learns the logical OR, which a single neuron can."""
    return experiment_of(truth_table("or"))


def experiment_of(data: Dataset) -> Experiment:
    """Return one layer of neurons that learns these samples in the way that is usual for them."""
    activation, loss = ending_for(data.targets)
    layer = LayerPlan(data.targets.shape[1], ACTIVATIONS[activation])
    return Experiment(
        title="",
        network=NetworkPlan(data.inputs.shape[1], (layer,)),
        loss=LOSSES[loss],
        data=data,
        training=Training(batch_size=None),
        init=Initialization(seed=1),
    )

"""The experiment to begin with when one is built from nothing."""

from engine.activations import ACTIVATIONS
from engine.data.dataset import Dataset
from engine.experiment import Experiment, Initialization, Training
from engine.frozen import freeze
from engine.losses import LOSSES
from engine.network import LayerPlan, NetworkPlan


def new_experiment() -> Experiment:
    """Return one neuron that learns which corners of a square are not the lower left one.

    That is the logical OR, which a single neuron can learn.
    """
    return Experiment(
        title="",
        network=NetworkPlan(2, (LayerPlan(1, ACTIVATIONS["sigmoid"]),)),
        loss=LOSSES["binary_cross_entropy"],
        data=Dataset(freeze([[0, 0], [0, 1], [1, 0], [1, 1]]), freeze([[0], [1], [1], [1]])),
        training=Training(batch_size=None),
        init=Initialization(seed=1),
    )

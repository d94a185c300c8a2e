"""What would make an experiment fit that cannot be used: a change, as a value."""

from collections.abc import Callable, Mapping
from enum import Enum, auto

import numpy as np
from msgspec import Struct, field
from msgspec.structs import replace

from engine.activations import ACTIVATIONS
from engine.data.dataset import Dataset
from engine.data.editing import inline
from engine.experiment import Experiment
from engine.fault import Fault, Phrase
from engine.faults import faults
from engine.frozen import Array, freeze
from engine.functions.loss import Loss, Targets
from engine.losses import LOSSES

_ELEMENTWISE, _SQUARES = "sigmoid", "half_squared_error"
_MOST = 4  # changes, one after the other


class Chosen(Enum):
    """What somebody has just chosen: a remedy changes something else."""

    LOSS = auto()
    ACTIVATION = auto()
    DATA = auto()


class Remedy(Struct, frozen=True, eq=False):
    """key: of its words, such as "use softmax"; experiment: the one that it leads to.

    details: what stands in the places of the words.
    """

    key: str
    experiment: Experiment
    details: Mapping[str, object] = field(default_factory=dict)


def remedies(experiment: Experiment, chosen: Chosen) -> tuple[Remedy, ...]:
    """Return the changes, one after the other, after which an experiment has no fault.

    There are none where it has none, and where no change of those that are known helps.
    """
    found: list[Remedy] = []
    while len(found) < _MOST:
        wrong = unfit(experiment)
        if wrong is None:
            return tuple(found)
        made = _REMEDIES.get(wrong.key)
        remedy = None if made is None else made(experiment, chosen)
        if remedy is None:
            return ()
        found.append(remedy)
        experiment = remedy.experiment
    return ()


def unfit(experiment: Experiment) -> Fault | None:
    """Return the first fault of an experiment, also that a file may have but that teaches nothing:
    a softmax of one output, which is always 1.
    """
    found = faults(experiment)
    if found:
        return found[0]
    last = experiment.network.layers[-1]
    if last.neurons == 1 and not last.activation.elementwise:
        return Fault("fault.softmax-of-one", details={"name": last.activation.name})
    return None


def ending_for(targets: Array) -> tuple[str, str]:
    """Return the activation of the outputs and the loss that targets are mostly learnt with.

    targets: (samples, outputs). One-hot ones are learnt with softmax and cross-entropy.
    """
    if not np.isin(targets, (0.0, 1.0)).all():
        return "identity", _SQUARES
    one_hot = targets.shape[1] > 1 and bool((targets.sum(axis=1) == 1).all())
    return ("softmax", "cross_entropy") if one_hot else ("sigmoid", "binary_cross_entropy")


def with_activation(experiment: Experiment, layer: int, name: str) -> Experiment:
    """Return the experiment with another activation in a layer, which counts from 1."""
    network = experiment.network
    plan = replace(network.layers[layer - 1], activation=ACTIVATIONS[name])
    layers = (*network.layers[: layer - 1], plan, *network.layers[layer:])
    return replace(experiment, network=replace(network, layers=layers))


def with_targets(data: Dataset, kind: Targets) -> Dataset:
    """Return samples of two classes with targets -1 and 1, or 0 and 1: they become one's own."""
    low = -1.0 if kind is Targets.SIGNS else 0.0

    def moved(targets: Array) -> Array:
        return freeze(np.where(targets > 0, 1.0, low))

    own = inline(data)
    return replace(own, targets=moved(own.targets), test_targets=moved(own.test_targets))


def _for_ending(experiment: Experiment, chosen: Chosen) -> Remedy | None:
    """The loss is made for one activation of the outputs: change that, or the loss."""
    if chosen is Chosen.LOSS:
        wanted = experiment.loss.activation
        assert wanted is not None
        return _use_activation(experiment, experiment.network.depth, wanted)
    activation = experiment.network.layers[-1].activation.name
    made_for = (each for each in LOSSES.values() if each.activation == activation)
    loss = next((each for each in made_for if _suits(each, experiment)), LOSSES[_SQUARES])
    return _use_loss(experiment, loss)


def _for_layer(experiment: Experiment, chosen: Chosen) -> Remedy | None:
    """A hidden layer has an activation that mixes its neurons."""
    hidden = enumerate(experiment.network.layers[:-1], start=1)
    layer = next(number for number, each in hidden if not each.activation.elementwise)
    return _use_activation(experiment, layer, _ELEMENTWISE)


def _for_targets(experiment: Experiment, chosen: Chosen) -> Remedy | None:
    """The loss is not made for these targets: change them, or what the network ends in."""
    targets = experiment.data.targets
    if chosen is not Chosen.LOSS:
        is_data = chosen is Chosen.DATA
        return _use_ending(experiment) if is_data else _use_loss(experiment, LOSSES[_SQUARES])
    if not np.isin(targets, (-1.0, 0.0, 1.0)).all() or len(np.unique(targets)) > 2:
        return None
    kind = experiment.loss.targets
    data = with_targets(experiment.data, kind)
    return Remedy(f"remedy.targets-{kind.name.lower()}", replace(experiment, data=data))


def _for_one_output(experiment: Experiment, chosen: Chosen) -> Remedy | None:
    """A softmax has one output: it has nothing to be compared with."""
    if chosen is Chosen.DATA:
        return _use_ending(experiment)
    return _use_activation(experiment, experiment.network.depth, _ELEMENTWISE)


def _use_ending(experiment: Experiment) -> Remedy:
    activation, loss = ending_for(experiment.data.targets)
    changed = with_activation(experiment, experiment.network.depth, activation)
    named = {"activation": Phrase(f"activation.{activation}"), "loss": Phrase(f"loss.{loss}")}
    return Remedy("remedy.ending", replace(changed, loss=LOSSES[loss]), named)


def _use_activation(experiment: Experiment, layer: int, name: str) -> Remedy:
    changed = with_activation(experiment, layer, name)
    return Remedy("remedy.activation", changed, {"activation": Phrase(f"activation.{name}")})


def _use_loss(experiment: Experiment, loss: Loss) -> Remedy:
    named = {"loss": Phrase(f"loss.{loss.name}")}
    return Remedy("remedy.loss", replace(experiment, loss=loss), named)


def _suits(loss: Loss, experiment: Experiment) -> bool:
    return all(loss.targets.holds(target) for target in np.unique(experiment.data.targets))


_REMEDIES: Mapping[str, Callable[[Experiment, Chosen], Remedy | None]] = {
    "fault.loss-needs-activation": _for_ending,
    "fault.last-layer-only": _for_layer,
    "fault.target-probabilities": _for_targets,
    "fault.target-signs": _for_targets,
    "fault.softmax-of-one": _for_one_output,
}

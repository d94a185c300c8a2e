"""Which experiments can be trained in lockstep: those whose steps are the same calls."""

from collections.abc import Hashable, Sequence

import numpy as np

from engine.experiment import Experiment, UpdateRule
from engine.network import count_parameters
from engine.run.batches import is_shuffled

Likeness = tuple[Hashable, int]

_MOST_NETWORKS = 64  # more are hardly faster, and take long to begin with
_MOST_NUMBERS = 2**18  # of activations, slopes and deltas: about so many stay in a cache


def likeness(experiment: Experiment) -> Likeness | None:
    """Return what experiments must have in common to be trained together, and how many of them can
    be at once; None of one that the tape alone can train.

    Left free are the learning rate, the seeds, the samples themselves, the penalty, and the
    parameters of the optimiser.
    """
    training, data, network = experiment.training, experiment.data, experiment.network
    usual = training.update_rule is UpdateRule.SIMULTANEOUS and not training.mistakes
    most = _most_together(experiment)
    if not usual or training.optimizer.tape is None or most < 1:
        return None
    samples = len(data.inputs)
    common = (
        network,
        experiment.loss,
        experiment.reduction,
        samples,
        min(training.batch_size or samples, samples),
        is_shuffled(experiment),
        training.train_biases,
        training.optimizer.name,
        bool((data.targets.sum(axis=1) == 1).all()),
    )
    return common, most


def teams(likenesses: Sequence[Likeness | None]) -> list[list[int]]:
    """Return which experiments are trained together, by their places; none is left out."""
    alike: dict[Likeness, list[int]] = {}
    found: list[list[int]] = []
    for place, each in enumerate(likenesses):
        if each is None:
            found.append([place])
        else:
            alike.setdefault(each, []).append(place)
    for (_, most), places in alike.items():
        parts = -(-len(places) // most)
        found += [list(map(int, part)) for part in np.array_split(places, parts)]
    return sorted(found)


def _most_together(experiment: Experiment) -> int:
    """Return of how many such networks the numbers of a step fit into a cache."""
    training, samples = experiment.training, len(experiment.data.inputs)
    batch = min(training.batch_size or samples, samples)
    neurons = sum(units + 1 for units in experiment.network.sizes)
    rows = 4 + training.optimizer.slots
    numbers = 3 * batch * neurons + rows * count_parameters(experiment.network.shape)
    return min(_MOST_NUMBERS // numbers, _MOST_NETWORKS)

"""What makes an experiment unusable: values with their place, for the reader and for an editor.

Places are those of its file. What a file alone can get wrong, such as a key, is for its reader.
"""

from collections.abc import Iterator
from itertools import chain

import numpy as np

from engine.data.dataset import Dataset, FromTable, Generated, Source
from engine.experiment import Experiment, Training
from engine.fault import Fault
from engine.frozen import Array
from engine.functions.loss import Loss, Targets
from engine.functions.named import NamedFunction
from engine.network import NetworkPlan, count_parameters
from engine.penalty import Penalty

MOST_NEURONS = 100_000
MOST_PARAMETERS = 20_000_000  # more do not fit into a window's memory
MOST_SAMPLES = 1_000_000
MOST_IN_A_BATCH = 10**9
LARGEST_SEED = 2**63 - 1


def faults(experiment: Experiment) -> tuple[Fault, ...]:
    """Return everything wrong with an experiment, none if it can be used."""
    network, loss, data = experiment.network, experiment.loss, experiment.data
    return tuple(
        chain(
            network_faults(network),
            _loss_faults(network, loss),
            _penalty_faults(experiment.penalty),
            source_faults(data.source),
            _data_faults(network, data),
            target_faults(data.targets, loss, "data.targets"),
            target_faults(data.test_targets, loss, "data.test_targets"),
            _training_faults(experiment.training),
            _seed(experiment.init.seed, "network.init.seed"),
            _given_faults(experiment),
        )
    )


def network_faults(plan: NetworkPlan) -> Iterator[Fault]:
    """Yield what is wrong with the layers."""
    yield from _count(plan.inputs, "network.inputs", MOST_NEURONS)
    if not plan.layers:
        yield Fault("fault.no-layers", "network.layers")
    for i, layer in enumerate(plan.layers):
        place = f"network.layers[{i}]"
        yield from _count(layer.neurons, f"{place}.neurons", MOST_NEURONS)
        yield from _parameter_faults(layer.activation, f"{place}.activation")
        if not layer.activation.elementwise and i < plan.depth - 1:
            name = {"name": layer.activation.name}
            yield Fault("fault.last-layer-only", f"{place}.activation", details=name)
    total = count_parameters(plan.shape)
    if total > MOST_PARAMETERS:
        sizes = {"total": total, "most": MOST_PARAMETERS}
        yield Fault("fault.too-large", "network.layers", details=sizes)


def source_faults(source: Source) -> Iterator[Fault]:
    """Yield what is wrong with how the samples are drawn and divided."""
    if isinstance(source, Generated):
        yield from _count(source.samples, "data.samples", MOST_SAMPLES)
        if not source.noise >= 0:
            yield Fault("fault.negative", "data.noise", details={"value": source.noise})
    if isinstance(source, Generated | FromTable):
        yield from _seed(source.seed, "data.seed")
        if not 0 <= source.test_fraction < 1:
            fraction = {"value": source.test_fraction}
            yield Fault("fault.fraction", "data.test_fraction", details=fraction)


def _loss_faults(network: NetworkPlan, loss: Loss) -> Iterator[Fault]:
    last = network.layers[-1].activation.name if network.layers else ""
    if loss.activation is not None and last != loss.activation:
        names = {"loss": loss.name, "wanted": loss.activation, "found": last}
        yield Fault("fault.loss-needs-activation", "loss.name", details=names)


def _penalty_faults(penalty: Penalty) -> Iterator[Fault]:
    for name, factor in (("l1", penalty.l1), ("l2", penalty.l2)):
        if not factor >= 0:
            yield Fault("fault.penalty", f"loss.{name}", details={"value": factor})


def _data_faults(network: NetworkPlan, data: Dataset) -> Iterator[Fault]:
    inputs, targets = data.inputs.shape[1], data.targets.shape[1]
    if (inputs, targets) != (network.sizes[0], network.sizes[-1]):
        sizes = {"network_inputs": network.sizes[0], "network_outputs": network.sizes[-1]}
        given = {"inputs": inputs, "targets": targets}
        yield Fault("fault.data-of-other-size", "data", details=given | sizes)
    if len(data.inputs) == 0:
        yield Fault("fault.no-sample-left", "data.test_fraction")
    for name in ("inputs", "targets", "test_inputs", "test_targets"):
        values = getattr(data, name)
        for i, j in np.argwhere(~np.isfinite(values))[:1].tolist():
            value = {"value": float(values[i, j])}
            yield Fault("fault.not-finite", f"data.{name}[{i}][{j}]", details=value)


def target_faults(targets: Array, loss: Loss, place: str) -> Iterator[Fault]:
    """Yield the first target that the loss is not made for; targets: (samples, outputs)."""
    if loss.targets is Targets.ANY:
        return
    for i, row in enumerate(targets.tolist()):
        for j, value in enumerate(row):
            if not loss.targets.holds(value):
                key = f"fault.target-{loss.targets.name.lower()}"
                details = {"value": value, "loss": loss.name}
                yield Fault(key, f"{place}[{i}][{j}]", details=details)
                return


def _training_faults(training: Training) -> Iterator[Fault]:
    if not training.learning_rate > 0:
        rate = {"value": training.learning_rate}
        yield Fault("fault.rate", "training.optimizer.learning_rate", details=rate)
    yield from _parameter_faults(training.optimizer, "training.optimizer")
    if training.batch_size is not None:
        yield from _count(training.batch_size, "training.batch_size", MOST_IN_A_BATCH)
    yield from _seed(training.seed, "training.seed")


def _parameter_faults(function: NamedFunction, place: str) -> Iterator[Fault]:
    """Yield which parameters of a function lie outside their range."""
    for parameter, value in zip(function.parameters, function.values, strict=True):
        if not parameter.range.holds(value):
            end = parameter.range.name.lower().replace("_", "-")
            yield Fault(f"fault.range-{end}", f"{place}.{parameter.key}", details={"value": value})


def _given_faults(experiment: Experiment) -> Iterator[Fault]:
    given, shape = experiment.given, experiment.network.shape
    if given is None or given.shape == shape:
        return
    if given.sizes == shape.sizes:
        layers = tuple(sorted(given.shape.without_bias ^ shape.without_bias))
        yield Fault(
            "fault.biases-of-other-network", "network.parameters", details={"layers": layers}
        )
    else:
        both = {"given": given.sizes, "sizes": shape.sizes}
        yield Fault("fault.parameters-of-other-network", "network.parameters", details=both)


def _count(value: int, place: str, most: int) -> Iterator[Fault]:
    if not 1 <= value <= most:
        yield Fault("fault.count", place, details={"value": value, "most": most})


def _seed(value: int, place: str) -> Iterator[Fault]:
    if not 0 <= value <= LARGEST_SEED:
        yield Fault("fault.seed", place, details={"value": value, "most": LARGEST_SEED})

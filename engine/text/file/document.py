"""The experiment file: read, checked and written."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec

from engine.data.dataset import Dataset
from engine.data.table_form import TABLE_ENDINGS
from engine.experiment import Experiment, Initialization, Training, UpdateRule
from engine.fault import Fault
from engine.faults import faults, network_faults
from engine.frozen import freeze
from engine.losses import LOSSES
from engine.network import LayerPlan, NetworkPlan, Parameters, of_layers
from engine.penalty import Penalty
from engine.reduction import Reduction
from engine.text.file import checked, schema
from engine.text.file.data_part import DataPart, read_data, written_data
from engine.text.file.functions import (
    read_activation,
    read_optimizer,
    written_activation,
    written_optimizer,
)
from engine.text.file.known import check_name
from engine.text.file.schema import BadExperiment
from engine.text.unreadable import unreadable

__all__ = ["BadExperiment", "parse_experiment", "read_experiment", "write_experiment"]

FORMAT, VERSION = "gradientscope-experiment", 1
LARGEST_FILE_BYTES = 64 * 2**20


def read_experiment(path: Path, builtin: Path | None = None) -> Experiment:
    """Read an experiment file; raise BadExperiment if it cannot be used.

    builtin: the folder of the built-in data, for experiments that name some.
    """
    try:
        text = read_text(path)
        if path.suffix.lower() in TABLE_ENDINGS and not text.lstrip().startswith(b"{"):
            raise BadExperiment("file.is-table")
        return parse_experiment(text, path.stem, path.parent, builtin)
    except BadExperiment as error:
        raise BadExperiment.of(error.fault.within(str(path))) from None


def read_text(path: Path) -> bytes:
    """Return what stands in an experiment's file; raise BadExperiment where that is not known."""
    is_folder = False
    try:
        is_folder = path.is_dir()
        with path.open("rb") as file:
            text = file.read(LARGEST_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise BadExperiment.of(Fault("file.folder") if is_folder else unreadable(error)) from None
    if len(text) > LARGEST_FILE_BYTES:
        raise BadExperiment("file.too-large", most=LARGEST_FILE_BYTES // 2**20)
    return text


def parse_experiment(
    text: bytes,
    title: str = "",
    folder: Path | None = None,
    builtin: Path | None = None,
    read: Callable[[DataPart, NetworkPlan], Dataset] | None = None,
) -> Experiment:
    """Return the experiment a text describes; `title` stands in where it gives none.

    folder: what the path of a table is relative to; builtin: the folder of the built-in data;
    read: returns the samples in place of what reads them from there.
    """
    part = schema.decode(text)
    if part.format != FORMAT:
        raise BadExperiment(
            "file.other-format", "format", value=schema.shown(part.format), format=FORMAT
        )
    if part.version != VERSION:
        key = "file.newer" if part.version > VERSION else "file.no-version"
        raise BadExperiment(key, "version", version=part.version, known=VERSION)
    reads = read or partial(read_data, folder=folder, builtin=builtin)
    experiment = experiment_of(part, reads, title)
    checked.samples(experiment)
    return experiment


def experiment_of(
    part: schema.ExperimentPart,
    read: Callable[[DataPart, NetworkPlan], Dataset],
    title: str = "",
) -> Experiment:
    """Return the experiment of a file's keys; raise BadExperiment for values it cannot have."""
    network = _network(part.network)
    check_name("loss", part.loss.name, "loss.name")
    check_name("reduction", part.loss.reduction, "loss.reduction")
    data = read(part.data, network)
    experiment = Experiment(
        title=part.title or title,
        network=network,
        loss=LOSSES[part.loss.name],
        data=data,
        training=_training(part.training),
        init=_init(part.network.init),
        given=_parameters(part.network.parameters, network),
        penalty=Penalty(part.loss.l1, part.loss.l2),
        reduction=Reduction(part.loss.reduction),
        published=checked.published(part.published, network),
        challenge=part.challenge,
        hidden=checked.hidden(part.hidden or [], network),
    )
    checked.refuse(faults(experiment))
    return experiment


def write_experiment(experiment: Experiment, folder: Path | None = None) -> bytes:
    """Return the file's text; reading it gives the same experiment to the last bit.

    folder: where the file is to stand; the path of a table is written relative to it.
    """
    part = part_of(experiment, written_data(experiment.data, folder))
    return msgspec.json.format(msgspec.json.encode(part), indent=2) + b"\n"


def part_of(experiment: Experiment, data: DataPart) -> schema.ExperimentPart:
    """Return the keys of an experiment's file, beside those of its samples."""
    network, training = experiment.network, experiment.training
    given = experiment.given
    return schema.ExperimentPart(
        format=FORMAT,
        version=VERSION,
        title=experiment.title,
        network=schema.NetworkPart(
            inputs=network.inputs,
            layers=[
                schema.LayerPart(layer.neurons, written_activation(layer.activation), layer.bias)
                for layer in network.layers
            ],
            init=schema.InitPart(experiment.init.scheme, experiment.init.seed),
            parameters=None if given is None else _written_parameters(given, network.depth),
        ),
        loss=schema.LossPart(
            experiment.loss.name,
            experiment.penalty.l1,
            experiment.penalty.l2,
            experiment.reduction.value,
        ),
        data=data,
        training=schema.TrainingPart(
            optimizer=written_optimizer(training.optimizer, training.learning_rate),
            batch_size=training.batch_size,
            shuffle=training.shuffle,
            seed=training.seed,
            train_biases=training.train_biases,
            update_rule=training.update_rule.value,
        ),
        published=[
            schema.PublishedPart(
                figure.step, figure.quantity, figure.printed, figure.source, figure.note
            )
            for figure in experiment.published
        ],
        challenge=experiment.challenge,
        hidden=list(experiment.hidden) or msgspec.UNSET,
    )


def _written_parameters(given: Parameters, depth: int) -> schema.ParametersPart:
    layers = range(1, depth + 1)
    return schema.ParametersPart(
        [given.weights(layer).tolist() for layer in layers],
        [None if bias is None else bias.tolist() for bias in map(given.bias, layers)],
    )


def _network(part: schema.NetworkPart) -> NetworkPlan:
    layers = []
    for i, layer in enumerate(part.layers):
        activation = read_activation(layer.activation, f"network.layers[{i}].activation")
        layers.append(LayerPlan(layer.neurons, activation, layer.bias))
    plan = NetworkPlan(part.inputs, tuple(layers))
    checked.refuse(network_faults(plan))
    return plan


def _init(part: schema.InitPart) -> Initialization:
    check_name("scheme", part.scheme, "network.init.scheme")
    return Initialization(part.scheme, part.seed)


def _parameters(part: schema.ParametersPart | None, network: NetworkPlan) -> Parameters | None:
    if part is None:
        return None
    sizes, path = network.sizes, "network.parameters"
    for name, lists in (("weights", part.weights), ("biases", part.biases)):
        checked.length(lists, network.depth, f"{path}.{name}", "layers")
    weights, biases = [], []
    for layer in range(1, network.depth + 1):
        rows, bias = part.weights[layer - 1], part.biases[layer - 1]
        at = f"[{layer - 1}]"
        checked.matrix(rows, sizes[layer], sizes[layer - 1], f"{path}.weights{at}")
        checked.bias(bias, network, layer, f"{path}.biases{at}")
        weights.append(freeze(rows))
        biases.append(None if bias is None else freeze(bias))
    return of_layers(weights, biases)


def _training(part: schema.TrainingPart) -> Training:
    optimizer, rate = read_optimizer(part.optimizer, "training.optimizer")
    check_name("update_rule", part.update_rule, "training.update_rule")
    return Training(
        learning_rate=rate,
        batch_size=part.batch_size,
        shuffle=part.shuffle,
        seed=part.seed,
        train_biases=part.train_biases,
        optimizer=optimizer,
        update_rule=UpdateRule(part.update_rule),
    )

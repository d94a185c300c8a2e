"""The data of an experiment file: checked, read and written."""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np

from engine.data.dataset import Dataset, FromTable, Generated, Inline, split
from engine.data.generators import GENERATORS, generate
from engine.frozen import Array, freeze
from engine.network import NetworkPlan
from engine.text.file import checked
from engine.text.file.csv_data import Table, read_table
from engine.text.file.known import check_name
from engine.text.file.schema import BadExperiment, BuiltinPart, CsvPart, GeneratorPart, InlinePart

DataPart = InlinePart | GeneratorPart | CsvPart | BuiltinPart
MOST_SAMPLES = 1_000_000
BUILTIN = {"digits": "digit", "iris": "species", "penguins": "species"}  # the column of labels


def read_data(
    part: DataPart, network: NetworkPlan, folder: Path | None, builtin: Path | None
) -> Dataset:
    """Return the samples an experiment names.

    folder: of the experiment file, to which the path of a table is relative; builtin: where the
    built-in tables lie. Raises BadExperiment with the place of what is wrong.
    """
    match part:
        case InlinePart():
            return _inline(part, network)
        case GeneratorPart():
            found = _generated(part)
        case CsvPart():
            found = _from_csv(part, folder)
        case BuiltinPart():
            found = _builtin(part, builtin)
    wanted = (network.inputs, network.sizes[-1])
    has = (found.inputs.shape[1], found.targets.shape[1])
    if has != wanted:
        raise BadExperiment(
            f"data: there are {has[0]} inputs and {has[1]} targets; the network has "
            f"{wanted[0]} inputs and {wanted[1]} outputs"
        )
    if len(found.inputs) == 0:
        raise BadExperiment("data.test_fraction: no sample is left to train with")
    return found


def written_data(data: Dataset, folder: Path | None) -> DataPart:
    """Return the part of the file that gives these samples again.

    folder: where the file is to stand, so that the path of a table still leads to it.
    """
    source = data.source
    match source:
        case Generated(name, samples, noise, seed, test_fraction):
            return GeneratorPart(name, samples, noise, seed, test_fraction)
        case FromTable(builtin=True):
            return BuiltinPart(source.path, source.test_fraction, source.seed, source.normalise)
        case FromTable():
            inputs, targets = list(source.inputs), list(source.targets)
            path = _path_from(folder, source)
            return CsvPart(
                path, inputs, targets, source.test_fraction, source.seed, source.normalise
            )
        case Inline():
            return InlinePart(data.inputs.tolist(), data.targets.tolist())


def _path_from(folder: Path | None, source: FromTable) -> str:
    if folder is None or Path(source.path).is_absolute():
        return source.path
    table = Path(source.folder).resolve() / source.path
    try:
        return Path(os.path.relpath(table, folder.resolve())).as_posix()
    except ValueError:  # on another drive
        return str(table)


def _inline(part: InlinePart, network: NetworkPlan) -> Dataset:
    if not part.inputs:
        raise BadExperiment("data.inputs: the list is empty; there must be at least one sample")
    samples = len(part.inputs)
    checked.matrix(part.inputs, samples, network.inputs, "data.inputs")
    checked.length(part.targets, samples, "data.targets", "samples in data.inputs")
    checked.matrix(part.targets, samples, network.sizes[-1], "data.targets")
    return Dataset(freeze(part.inputs), freeze(part.targets))


def _fraction(value: float) -> float:
    if not 0 <= value < 1:
        raise BadExperiment(f"data.test_fraction: {value} is not from 0 to below 1")
    return value


def _generated(part: GeneratorPart) -> Dataset:
    check_name("generator", part.name, "data.name")
    samples = checked.count(part.samples, "data.samples", MOST_SAMPLES)
    seed = checked.seed(part.seed, "data.seed")
    if part.noise < 0:
        raise BadExperiment(f"data.noise: {part.noise} is negative")
    fraction = _fraction(part.test_fraction)
    inputs, targets = generate(part.name, samples, part.noise, seed)
    source = Generated(part.name, samples, part.noise, seed, fraction)
    names = tuple(f"x{number}" for number in range(1, GENERATORS[part.name].inputs + 1))
    return split(inputs, targets, fraction, seed, source, input_names=names)


def _from_csv(part: CsvPart, folder: Path | None) -> Dataset:
    if not part.inputs or not part.targets:
        raise BadExperiment("data: inputs and targets each need at least one column name")
    table = read_table((folder or Path()) / part.path)
    labels: tuple[str, ...] = ()
    columns: list[Array] = []
    for name in part.targets:
        if table.is_numeric(name):
            columns.append(table.numbers([name]))
            labels += (name,)
        else:
            one_hot, found = table.one_hot(name)
            columns.append(one_hot)
            labels += found
    columns_of = tuple(part.inputs)
    data = _of_table(part, table, columns_of, np.hstack(columns), labels)
    assert isinstance(data.source, FromTable)
    return replace(data, source=replace(data.source, folder=str(folder or Path())))


def _of_table(
    part: CsvPart | BuiltinPart,
    table: Table,
    inputs: tuple[str, ...],
    targets: Array,
    labels: tuple[str, ...],
) -> Dataset:
    seed, fraction = checked.seed(part.seed, "data.seed"), _fraction(part.test_fraction)
    if isinstance(part, CsvPart):
        columns = (tuple(part.inputs), tuple(part.targets))
        source = FromTable(part.path, *columns, fraction, seed, part.normalise)
    else:
        source = FromTable(part.name, (), (), fraction, seed, part.normalise, builtin=True)
    return split(
        table.numbers(inputs),
        targets,
        fraction,
        seed,
        source,
        normalise=part.normalise,
        input_names=inputs,
        target_names=labels,
    )


def _builtin(part: BuiltinPart, folder: Path | None) -> Dataset:
    check_name("built-in data", part.name, "data.name")
    if folder is None:
        raise BadExperiment(f"data.name: the built-in data '{part.name}' is not at hand here")
    table = read_table(folder / f"{part.name}.csv")
    label = BUILTIN[part.name]
    targets, labels = table.one_hot(label)
    inputs = tuple(name for name in table.names if name != label)
    return _of_table(part, table, inputs, targets, labels)

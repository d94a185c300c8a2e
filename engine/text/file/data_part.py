"""The data of an experiment file: checked, read and written."""

import os
from pathlib import Path

import numpy as np
from msgspec.structs import replace

from engine.data.dataset import Dataset, FromTable, Generated, Inline, split
from engine.data.generators import GENERATORS, generate
from engine.faults import source_faults
from engine.frozen import Array, freeze
from engine.network import NetworkPlan
from engine.text.file import checked
from engine.text.file.csv_data import Table, read_table
from engine.text.file.known import check_name
from engine.text.file.schema import BadExperiment, BuiltinPart, CsvPart, GeneratorPart, InlinePart

DataPart = InlinePart | GeneratorPart | CsvPart | BuiltinPart
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
            return _generated(part)
        case CsvPart():
            return _from_csv(part, folder)
        case BuiltinPart():
            return _builtin(part, builtin)


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
        raise BadExperiment("file.no-samples", "data.inputs")
    samples = len(part.inputs)
    checked.matrix(part.inputs, samples, network.inputs, "data.inputs")
    checked.length(part.targets, samples, "data.targets", "samples")
    checked.matrix(part.targets, samples, network.sizes[-1], "data.targets")
    return Dataset(freeze(part.inputs), freeze(part.targets))


def _generated(part: GeneratorPart) -> Dataset:
    check_name("generator", part.name, "data.name")
    fraction, seed = part.test_fraction, part.seed
    source = Generated(part.name, part.samples, part.noise, seed, fraction)
    checked.refuse(source_faults(source))
    inputs, targets = generate(part.name, part.samples, part.noise, seed)
    names = tuple(f"x{number}" for number in range(1, GENERATORS[part.name].inputs + 1))
    return split(inputs, targets, fraction, seed, source, input_names=names)


def _from_csv(part: CsvPart, folder: Path | None) -> Dataset:
    if not part.inputs or not part.targets:
        raise BadExperiment("file.no-columns", "data")
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
    seed, fraction = part.seed, part.test_fraction
    if isinstance(part, CsvPart):
        columns = (tuple(part.inputs), tuple(part.targets))
        source = FromTable(part.path, *columns, fraction, seed, part.normalise)
    else:
        source = FromTable(part.name, (), (), fraction, seed, part.normalise, builtin=True)
    checked.refuse(source_faults(source))
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
    check_name("builtin", part.name, "data.name")
    if folder is None:
        raise BadExperiment("file.no-builtin", "data.name", name=part.name)
    table = read_table(folder / f"{part.name}.csv")
    label = BUILTIN[part.name]
    targets, labels = table.one_hot(label)
    inputs = tuple(name for name in table.names if name != label)
    return _of_table(part, table, inputs, targets, labels)

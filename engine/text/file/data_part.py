"""The data of an experiment file: checked, read and written."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import asdict, replace

from engine.data.dataset import Dataset, FromTable, Generated, Inline, split
from engine.data.generators import GENERATORS, generate
from engine.data.table_form import TableForm
from engine.faults import source_faults
from engine.frozen import Array, freeze
from engine.network import NetworkPlan
from engine.text.file import checked
from engine.text.file.known import check_name
from engine.text.file.schema import BadExperiment, BuiltinPart, CsvPart, GeneratorPart, InlinePart
from engine.text.table.bad_table import BadTable

if TYPE_CHECKING:
    from engine.text.table.table import Table

DataPart = InlinePart | GeneratorPart | CsvPart | BuiltinPart
_BUILTIN_FORM = TableForm(",", ".", "", "utf-8", header=True)
BUILTIN = {"digits": "digit", "iris": "species", "penguins": "species"}  # the column of labels


def read_data(
    part: DataPart, network: NetworkPlan, folder: Path | None, builtin: Path | None
) -> Dataset:
    """Return the samples an experiment names.

    folder: of the experiment file, to which the path of a table is relative; builtin: where the
    built-in tables lie. Raises BadExperiment with the place of what is wrong.
    """
    try:
        return _read(part, network, folder, builtin)
    except BadTable as error:
        raise BadExperiment.of(error.fault) from None


def _read(
    part: DataPart, network: NetworkPlan, folder: Path | None, builtin: Path | None
) -> Dataset:
    match part:
        case InlinePart():
            return _inline(part, network)
        case GeneratorPart():
            return _generated(part)
        case CsvPart():
            return _from_table(part, network, folder)
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
            drawn = (source.test_fraction, source.seed, source.normalise)
            return CsvPart(path, inputs, targets, *drawn, **asdict(source.form))
        case Inline():
            names = list(data.input_names), list(data.target_names)
            return InlinePart(data.inputs.tolist(), data.targets.tolist(), *names)


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
    for key, names, wanted in (
        ("input_names", part.input_names, network.inputs),
        ("target_names", part.target_names, network.sizes[-1]),
    ):
        if names:
            checked.length(names, wanted, f"data.{key}", "neurons")
    return Dataset(
        freeze(part.inputs),
        freeze(part.targets),
        input_names=tuple(part.input_names),
        target_names=tuple(part.target_names),
    )


def _generated(part: GeneratorPart) -> Dataset:
    check_name("generator", part.name, "data.name")
    fraction, seed = part.test_fraction, part.seed
    source = Generated(part.name, part.samples, part.noise, seed, fraction)
    checked.refuse(source_faults(source))
    inputs, targets = generate(part.name, part.samples, part.noise, seed)
    if not (np.isfinite(inputs).all() and np.isfinite(targets).all()):
        raise BadExperiment("file.noise-too-large", "data.noise", value=part.noise)
    names = tuple(f"x{number}" for number in range(1, GENERATORS[part.name].inputs + 1))
    return split(inputs, targets, fraction, seed, source, input_names=names)


def _from_table(part: CsvPart, network: NetworkPlan, folder: Path | None) -> Dataset:
    if not part.inputs or not part.targets:
        raise BadExperiment("file.no-columns", "data")
    from engine.text.file.table_form import check_form  # as below: only where there is a table
    from engine.text.table.reading import read_table
    from engine.text.table.targets import targets_of

    form = TableForm(**{key: getattr(part, key) for key in TableForm.__struct_fields__})
    check_form(form, "data")
    table = read_table((folder or Path()) / part.path, form, [*part.inputs, *part.targets])
    targets, names = targets_of(table, part.targets, network.sizes[-1])
    data = _of_table(part, table, tuple(part.inputs), targets, names)
    assert isinstance(data.source, FromTable)
    found = {"read_as": table.form, "dropped": table.dropped}
    source = replace(data.source, folder=str(folder or Path()), form=form, **found)
    return replace(data, source=source)


def _of_table(
    part: CsvPart | BuiltinPart,
    table: "Table",
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
    from engine.text.table.reading import read_table

    table = read_table(folder / f"{part.name}.csv", _BUILTIN_FORM, ())
    label = BUILTIN[part.name]
    targets, labels = table.one_hot(label)
    inputs = tuple(name for name in table.names if name != label)
    return _of_table(part, table, inputs, targets, labels)

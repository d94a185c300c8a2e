"""The data of an experiment file: checked, read and written."""

import os
from pathlib import Path

import numpy as np
from msgspec.structs import asdict

from engine.data.dataset import Dataset, FromTable, Generated, Inline, Normalisation
from engine.faults import source_faults
from engine.frozen import Array, freeze
from engine.network import NetworkPlan
from engine.text.file import checked
from engine.text.file.known import check_among
from engine.text.file.schema import (
    BadExperiment,
    BuiltinPart,
    CsvPart,
    GeneratorPart,
    InlinePart,
    NormalisationPart,
)

DataPart = InlinePart | GeneratorPart | CsvPart | BuiltinPart


def read_data(
    part: DataPart, network: NetworkPlan, folder: Path | None, builtin: Path | None
) -> Dataset:
    """Return the samples an experiment names.

    folder: of the experiment file, to which the path of a table is relative; builtin: where the
    built-in tables lie. Raises BadExperiment with the place of what is wrong.
    """
    if isinstance(part, InlinePart):
        return _inline(part, network)
    if isinstance(part, GeneratorPart):
        return _generated(part)
    from engine.text.file.table_part import read_table_part  # loads what reads tables

    return read_table_part(part, network, folder, builtin)


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
            path = path_from(folder, source)
            drawn = (source.test_fraction, source.seed, source.normalise)
            return CsvPart(path, inputs, targets, *drawn, **asdict(source.form))
        case Inline():
            names = list(data.input_names), list(data.target_names)
            tests = data.test_inputs.tolist(), data.test_targets.tolist()
            scale = written_normalisation(data.normalisation)
            return InlinePart(data.inputs.tolist(), data.targets.tolist(), *names, *tests, scale)


def written_normalisation(used: Normalisation | None) -> NormalisationPart | None:
    """Return the part of the file that tells how inputs were normalised."""
    return None if used is None else NormalisationPart(used.mean.tolist(), used.deviation.tolist())


def path_from(folder: Path | None, source: FromTable) -> str:
    """Return where the table of some data is from a folder, as it was said where there is none."""
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
    sizes = network.inputs, network.sizes[-1]
    inputs, targets = _rows(part.inputs, part.targets, sizes, "")
    test_inputs, test_targets = _rows(part.test_inputs, part.test_targets, sizes, "test_")
    for key, names, wanted in (
        ("input_names", part.input_names, network.inputs),
        ("target_names", part.target_names, network.sizes[-1]),
    ):
        if names:
            checked.length(names, wanted, f"data.{key}", "neurons")
    return Dataset(
        inputs,
        targets,
        test_inputs,
        test_targets,
        input_names=tuple(part.input_names),
        target_names=tuple(part.target_names),
        normalisation=_normalisation(part.normalisation, network.inputs),
    )


def _normalisation(part: NormalisationPart | None, inputs: int) -> Normalisation | None:
    if part is None:
        return None
    for key in ("mean", "deviation"):
        checked.length(getattr(part, key), inputs, f"data.normalisation.{key}", "neurons")
    for unit, deviation in enumerate(part.deviation):
        if not deviation > 0:
            path = f"data.normalisation.deviation[{unit}]"
            raise BadExperiment("fault.range-positive", path, value=deviation)
    return Normalisation(freeze(part.mean), freeze(part.deviation))


def _rows(
    inputs: list[list[float]], targets: list[list[float]], sizes: tuple[int, int], part: str
) -> tuple[Array, Array]:
    """Return the inputs and the targets of as many samples, of which there may be none."""
    samples = len(inputs)
    checked.matrix(inputs, samples, sizes[0], f"data.{part}inputs")
    key = "samples" if not part else "test-samples"
    checked.length(targets, samples, f"data.{part}targets", key)
    checked.matrix(targets, samples, sizes[1], f"data.{part}targets")
    shaped = (np.reshape(each, (samples, -1 if samples else 0)) for each in (inputs, targets))
    found_inputs, found_targets = map(freeze, shaped)
    return found_inputs, found_targets


def _generated(part: GeneratorPart) -> Dataset:
    from engine.data.drawn import NoiseTooLarge, drawn  # of those who draw alone
    from engine.data.generators import GENERATORS

    check_among(GENERATORS, part.name, "data.name")
    source = Generated(part.name, part.samples, part.noise, part.seed, part.test_fraction)
    checked.refuse(source_faults(source))
    try:
        return drawn(source)
    except NoiseTooLarge as error:
        raise BadExperiment.of(error.fault) from None

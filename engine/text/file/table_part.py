"""The data of an experiment file that lie in a table."""

from pathlib import Path

from msgspec.structs import replace

from engine.data.dataset import Dataset, FromTable, split
from engine.data.table_form import TableForm
from engine.faults import source_faults
from engine.frozen import Array
from engine.network import NetworkPlan
from engine.text.file import checked
from engine.text.file.known import check_name
from engine.text.file.schema import BadExperiment, BuiltinPart, CsvPart
from engine.text.file.table_form import check_form
from engine.text.table.bad_table import BadTable
from engine.text.table.reading import read_table
from engine.text.table.table import LACKS_VALUE, Table
from engine.text.table.targets import targets_of

_DROPPED = '"missing": "drop"'  # as a file says it
_BUILTIN_FORM = TableForm(",", ".", "", "utf-8", header=True)
BUILTIN = {"digits": "digit", "iris": "species", "penguins": "species"}  # the column of labels


def read_table_part(
    part: CsvPart | BuiltinPart, network: NetworkPlan, folder: Path | None, builtin: Path | None
) -> Dataset:
    """Return the samples of a table; raise BadExperiment with file, row and column of a fault.

    folder, builtin: where the tables lie that an experiment brings and those that come along.
    """
    try:
        if isinstance(part, CsvPart):
            return _from_table(part, network, folder)
        return read_builtin(part, builtin)
    except BadTable as error:
        if error.fault.key in LACKS_VALUE:
            raise BadExperiment("file.lacks-value", fault=error.fault, said=_DROPPED) from None
        raise BadExperiment.of(error.fault) from None


def _from_table(part: CsvPart, network: NetworkPlan, folder: Path | None) -> Dataset:
    if not part.inputs or not part.targets:
        raise BadExperiment("file.no-columns", "data")
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


def read_builtin(part: BuiltinPart, folder: Path | None) -> Dataset:
    """Return the samples of a built-in table, which lies in a folder."""
    check_name("builtin", part.name, "data.name")
    if folder is None:
        raise BadExperiment("file.no-builtin", "data.name", name=part.name)
    table = read_table(folder / f"{part.name}.csv", _BUILTIN_FORM, ())
    label = BUILTIN[part.name]
    targets, labels = table.one_hot(label)
    inputs = tuple(name for name in table.names if name != label)
    return _of_table(part, table, inputs, targets, labels)

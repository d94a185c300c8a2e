"""The file of an experiment of fitting shape for a table."""

from collections.abc import Mapping

import msgspec
from msgspec import Struct
from msgspec.structs import asdict, replace

from engine.data.dataset import Inline, split
from engine.data.table_form import BINARY, NUMBER, TableForm
from engine.text.file.data_part import written_normalisation
from engine.text.file.document import FORMAT, VERSION
from engine.text.file.schema import (
    CsvPart,
    ExperimentPart,
    InlinePart,
    LayerPart,
    LossPart,
    NetworkPart,
    TrainingPart,
)
from engine.text.table.table import Table
from engine.text.table.targets import targets_of

LEARNING_RATE = 0.1
_WHOLE_BATCH, _BATCH = 32, 16  # so many rows are learnt at once; of more, so many
# of the targets as numbers, as one of two classes, as one of several
_ENDS: Mapping[str, tuple[str, str]] = {
    NUMBER: ("identity", "half_squared_error"),
    BINARY: ("sigmoid", "binary_cross_entropy"),
}
_OF_CLASSES = ("softmax", "cross_entropy")


class TableChoice(Struct, frozen=True):
    """What of a table is learnt, and by what.

    inputs, targets: names of columns; labels: how targets are predicted, as in `TableForm`;
    hidden: neurons of the hidden layer; test_fraction: of the rows, kept for testing.
    """

    inputs: tuple[str, ...]
    targets: tuple[str, ...]
    labels: str
    hidden: int = 4
    test_fraction: float = 0.0
    normalise: bool = True

    @property
    def ends(self) -> tuple[str, str]:
        """The activation of the outputs and the loss that belongs to it."""
        return _ENDS.get(self.labels, _OF_CLASSES)


def file_of_table(table: Table, choice: TableChoice, title: str, path: str | None) -> bytes:
    """Return the text of an experiment's file that learns from a table.

    path: of the table as the file names it, or None to write its numbers into the file, where
    none are kept for testing. All of the table's form is said. Raises BadTable with row, column
    and cell where the columns chosen are not what they are chosen for.
    """
    labelled = replace(table, form=replace(table.form, labels=choice.labels))
    targets, names = targets_of(labelled, choice.targets, 1)
    inputs = table.numbers(choice.inputs)
    activation, loss = choice.ends
    rows = len(inputs)
    if path is None:
        data = split(inputs, targets, 0.0, 0, Inline(), normalise=choice.normalise)
        part: CsvPart | InlinePart = InlinePart(
            data.inputs.tolist(),
            data.targets.tolist(),
            list(choice.inputs),
            list(names),
            normalisation=written_normalisation(data.normalisation),
        )
    else:
        form = replace(_said(labelled.form), missing=table.form.missing)
        inputs_of, targets_from = list(choice.inputs), list(choice.targets)
        part = CsvPart(path, inputs_of, targets_from, normalise=choice.normalise, **asdict(form))
        part = replace(part, test_fraction=choice.test_fraction)
    file = ExperimentPart(
        format=FORMAT,
        version=VERSION,
        title=title,
        network=NetworkPart(
            inputs=len(choice.inputs),
            layers=[LayerPart(choice.hidden, "tanh"), LayerPart(targets.shape[1], activation)],
        ),
        loss=LossPart(loss),
        data=part,
        training=TrainingPart(
            optimizer={"name": "sgd", "learning_rate": LEARNING_RATE},
            batch_size=None if rows <= _WHOLE_BATCH else _BATCH,
            shuffle=rows > _WHOLE_BATCH,
        ),
    )
    return msgspec.json.encode(file)


def _said(form: TableForm) -> TableForm:
    """Return a form of which only what applies is said: numbers of a sheet have no signs."""
    if form.sheet is None:
        return form
    return replace(form, decimal=None, thousands=None)

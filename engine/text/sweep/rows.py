"""The runs of a sweep as CSV and JSON: a row each, its values and the losses it ends with."""

import csv
import json
from collections.abc import Sequence
from io import StringIO

from engine.sweep.outcome import Outcome
from engine.text.numbers import full
from engine.text.sweep.values import Value

_LOSSES = ("train_loss", "test_loss")


def rows_to_csv(
    keys: Sequence[str], rows: Sequence[Sequence[Value]], outcomes: Sequence[Outcome]
) -> str:
    """Write a line a run under one with the keys; what there is no number for is left empty.

    keys: as they were typed; rows: the values of each run.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*keys, *_LOSSES])
    for row, outcome in zip(rows, outcomes, strict=True):
        losses = (outcome.train_loss, outcome.test_loss)
        said = ["" if loss is None else full(loss) for loss in losses]
        writer.writerow([*map(_cell, row), *said])
    return text.getvalue()


def rows_to_json(
    keys: Sequence[str], rows: Sequence[Sequence[Value]], outcomes: Sequence[Outcome]
) -> str:
    """Write a list with an object a run; what there is no number for is null."""
    lines = []
    for row, outcome in zip(rows, outcomes, strict=True):
        losses = dict(zip(_LOSSES, (outcome.train_loss, outcome.test_loss), strict=True))
        lines.append(f" {json.dumps(dict(zip(keys, row, strict=True)) | losses)}")
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _cell(value: Value) -> str:
    return value if isinstance(value, str) else json.dumps(value)

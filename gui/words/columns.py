"""What the columns of a table hold, what they are to a network, and what network that is."""

from enum import Enum

from engine.text.file.from_table import TableChoice
from engine.text.table.columns import ColumnKind, TableColumn
from gui.words.catalog import say, say_count
from gui.words.functions import activation_name, loss_name


def column_words(column: TableColumn) -> str:
    """Return what a column holds."""
    if column.kind is ColumnKind.NUMBERS:
        held = say("column.numbers")
    elif column.kind is ColumnKind.LABELS:
        held = say_count("column.labels", column.classes)
    else:
        return say("column.empty")
    if not column.missing:
        return held
    return say("column.and-missing", held=held, missing=column.missing)


def role_words(role: Enum) -> str:
    """Return what a column is to the network."""
    return say(f"role.{role.value}")


def shape_sentence(choice: TableChoice) -> str:
    """Return the network that learns the columns chosen."""
    activation, loss = choice.ends
    return say(
        "shape.network",
        inputs=len(choice.inputs),
        hidden=choice.hidden,
        activation=activation_name(activation),
        loss=loss_name(loss),
    )

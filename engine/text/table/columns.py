"""What the columns of a table are good for: as inputs, as numbers to predict, as classes."""

from enum import Enum

from msgspec import Struct

from engine.data.table_form import BINARY, NUMBER, ONE_HOT
from engine.text.table.table import Table, is_missing

_FEW_CLASSES = 20  # more of them are hardly classes
_FEW_NUMBERS = 10  # whole numbers that may be classes, each of which stands there a few times
_TIMES_EACH = 3


class ColumnKind(Enum):
    """What the cells of a column are."""

    NUMBERS = "numbers"
    LABELS = "labels"
    EMPTY = "empty"


class TableColumn(Struct, frozen=True):
    """A column of a table.

    classes: how many different values it has; whole: whether all are whole numbers; missing: how
    many cells lack their value; counts: whether it only counts the rows; repeats: whether some
    value stands there more than once.
    """

    name: str
    kind: ColumnKind
    classes: int
    whole: bool
    missing: int
    counts: bool
    repeats: bool

    @property
    def has_classes(self) -> bool:
        """Whether it holds few different words, as those for classes are."""
        return self.kind is ColumnKind.LABELS and 2 <= self.classes <= _FEW_CLASSES


def columns_of(table: Table) -> tuple[TableColumn, ...]:
    """Return what each column of a table is."""
    return tuple(_column(table, name) for name in table.names)


def _column(table: Table, name: str) -> TableColumn:
    cells = [cell for cell in table.column(name) if not is_missing(cell)]
    missing = len(table.rows) - len(cells)
    if not cells:
        return TableColumn(name, ColumnKind.EMPTY, 0, False, missing, counts=False, repeats=False)
    numbers = table.numerals.numbers(cells)
    whole = numbers is not None and all(map(float.is_integer, numbers))
    counts = whole and numbers in ([*range(len(cells))], [*range(1, len(cells) + 1)])
    kind = ColumnKind.NUMBERS if table.is_numeric(name) else ColumnKind.LABELS
    classes = len(set(cells))
    return TableColumn(
        name,
        kind,
        classes,
        whole=whole,
        missing=missing,
        counts=counts and len(cells) > 3,
        repeats=classes < len(cells),
    )


def likely_target(columns: tuple[TableColumn, ...]) -> str:
    """Return the column most likely to be predicted: one of classes, or else the last one.

    Words that stand there once each, as remarks do, are classes only where there are no others.
    """
    usable = [each for each in columns if each.kind is not ColumnKind.EMPTY]
    classes = [each for each in usable if each.has_classes]
    repeated = [each for each in classes if each.repeats]
    found = (repeated or classes or usable)[-1:]
    return found[0].name if found else ""


def likely_labels(column: TableColumn, rows: int) -> str:
    """Return how a column is best predicted: "number", "binary" for two classes, or "one_hot"."""
    few = column.whole and 2 <= column.classes <= min(_FEW_NUMBERS, rows // _TIMES_EACH)
    is_number = column.kind is ColumnKind.NUMBERS and not few
    return NUMBER if is_number else as_classes(column)


def as_classes(column: TableColumn) -> str:
    """Return how classes become outputs: one for two of them, else one for each."""
    return BINARY if column.classes == 2 else ONE_HOT

"""An experiment being made of a table: how the table is read, and which columns are learnt."""

from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from engine.data.table_form import BINARY, NUMBER, TableForm, is_spreadsheet
from engine.experiment import Experiment
from engine.fault import Fault, Faulty
from engine.text.file.document import parse_experiment
from engine.text.file.from_table import TableChoice, file_of_table
from engine.text.table.bad_table import BadTable
from engine.text.table.columns import (
    ColumnKind,
    TableColumn,
    as_classes,
    columns_of,
    likely_labels,
    likely_target,
)
from engine.text.table.reading import beginning, table_of
from engine.text.table.table import Table

LEAST_HIDDEN, MOST_HIDDEN, USUAL_HIDDEN = 1, 64, 4


class ColumnRole(Enum):
    """What a column is to the network."""

    INPUT = "input"
    TARGET = "target"
    LEFT_OUT = "left-out"


class Draft(Struct, frozen=True, eq=False):
    """What is known of a table and what is chosen.

    path: of its file, None where it was pasted; content: the bytes of all of it; form: what was
    said of it; table: its beginning as it is read, None where `fault` says why it cannot be;
    roles: of the columns by name; labels: how targets are predicted, None where nothing was said.
    """

    file: str
    path: Path | None
    content: bytes
    form: TableForm = TableForm()
    table: Table | None = None
    fault: Fault | None = None
    columns: tuple[TableColumn, ...] = ()
    sheets: tuple[str, ...] = ()
    roles: Mapping[str, ColumnRole] = field(default_factory=dict)
    labels: str | None = None
    hidden: int = USUAL_HIDDEN
    test_fraction: float = 0.0
    normalise: bool = True

    @property
    def is_spreadsheet(self) -> bool:
        return is_spreadsheet(self.file, self.content)

    def chosen(self, role: ColumnRole) -> tuple[str, ...]:
        """Return the columns of a role in the order of the table."""
        return tuple(each.name for each in self.columns if self.roles.get(each.name) is role)

    @property
    def predicted_as(self) -> str:
        """How the targets are predicted, as said or as the first of them suggests."""
        target = self._target
        if self.labels is not None or target is None or self.table is None:
            return self.labels or NUMBER
        if len(self.chosen(ColumnRole.TARGET)) > 1:
            return NUMBER
        return likely_labels(target, len(self.table.rows))

    @property
    def classes_as(self) -> str:
        """How the targets would be predicted as classes."""
        return BINARY if self._target is None else as_classes(self._target)

    @property
    def _target(self) -> TableColumn | None:
        wanted = self.chosen(ColumnRole.TARGET)
        return next((each for each in self.columns if each.name in wanted), None)

    @property
    def choice(self) -> TableChoice:
        """What is learnt, and by what."""
        return TableChoice(
            inputs=self.chosen(ColumnRole.INPUT),
            targets=self.chosen(ColumnRole.TARGET),
            labels=self.predicted_as,
            hidden=self.hidden,
            test_fraction=0.0 if self.path is None else self.test_fraction,
            normalise=self.normalise,
        )


def first_draft(file: str, content: bytes, path: Path | None = None) -> Draft:
    """Return the draft of a table of which nothing has been said."""
    draft = Draft(file, path, content)
    if draft.is_spreadsheet:
        from engine.text.table.spreadsheet import sheet_names  # loads what text has no use for

        try:
            draft = replace(draft, sheets=sheet_names(content))
        except BadTable as error:
            return replace(draft, fault=error.fault)
    return _read(draft)


def with_form(draft: Draft, form: TableForm) -> Draft:
    """Return the draft with other things said of the table; roles stay where columns do."""
    return _read(replace(draft, form=form))


def with_roles(draft: Draft, names: tuple[str, ...], role: ColumnRole) -> Draft:
    """Return the draft with other roles for some columns."""
    return replace(draft, roles={**draft.roles, **dict.fromkeys(names, role)}, labels=None)


def problem(draft: Draft) -> Fault | None:
    """Return why no experiment can be made yet, by what has been read of the table."""
    if draft.fault is not None:
        return draft.fault
    for role, key in ((ColumnRole.INPUT, "table.no-input"), (ColumnRole.TARGET, "table.no-target")):
        if not draft.chosen(role):
            return Fault(key)
    if len(draft.chosen(ColumnRole.TARGET)) > 1 and draft.predicted_as != NUMBER:
        return Fault("table.classes-of-many")
    try:
        _file(draft, beginning(draft.content))
    except BadTable as error:
        return replace(error.fault, file="")
    return None


def experiment_of(draft: Draft) -> Experiment:
    """Return the experiment; raise Faulty with what is wrong with the table in full."""
    found = problem(draft)
    if found is not None:
        raise Faulty.of(found)
    folder = None if draft.path is None else draft.path.parent
    return parse_experiment(_file(draft, draft.content), folder=folder)


def _file(draft: Draft, content: bytes) -> bytes:
    assert draft.table is not None  # or there are no columns to choose
    choice = draft.choice
    wanted = (*choice.inputs, *choice.targets)
    form = replace(draft.table.form, missing=draft.form.missing)  # nothing is guessed anew
    table = table_of(content, draft.file, form, wanted)
    path = None if draft.path is None else draft.path.name
    return file_of_table(table, choice, Path(draft.file).stem, path)


def _read(draft: Draft) -> Draft:
    try:
        form = replace(draft.form, missing=None)  # which columns must have a value comes later
        table = table_of(beginning(draft.content), draft.file, form)
    except BadTable as error:
        fault = replace(error.fault, file="")
        return replace(draft, table=None, fault=fault, columns=())
    columns = columns_of(table)
    roles = _first_roles(columns)
    if set(draft.roles) == set(roles):
        roles = dict(draft.roles)
    return replace(draft, table=table, fault=None, columns=columns, roles=roles)


def _first_roles(columns: tuple[TableColumn, ...]) -> dict[str, ColumnRole]:
    target = likely_target(columns)
    return {
        each.name: ColumnRole.TARGET
        if each.name == target
        else ColumnRole.INPUT
        if each.kind is ColumnKind.NUMBERS and not each.counts
        else ColumnRole.LEFT_OUT
        for each in columns
    }

"""The inputs and the targets of a sample as a list of names and numbers, which can be typed."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from engine.text.numbers import full, short
from engine.written.quantity import Kind, Quantity
from engine.written.typed_number import BadNumber, read_number
from gui.look.fit import current, fit, grow
from gui.look.theme import THEMES
from gui.sample.names import row_name
from gui.sample.subject import SampleSubject
from gui.state.experiment import samples
from gui.state.hiding.derived import told
from gui.state.run import derived
from gui.state.store import Store
from gui.table.preview import dress
from gui.words.catalog import say

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_NAME, _VALUE = 0, 1


class InputsModel(QAbstractTableModel):
    """A row for each input, and after them one for each target."""

    def __init__(self, store: Store, parent: QWidget) -> None:
        super().__init__(parent)
        self._store = store
        self._subject: SampleSubject | None = None

    def show_subject(self, subject: SampleSubject) -> None:
        """Show another sample, or the same one with other numbers."""
        before, self._subject = self._subject, subject
        if before is None or len(before.inputs) != len(subject.inputs):
            self.beginResetModel()
            self.endResetModel()
        else:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, _VALUE))

    def quantity(self, row: int) -> Quantity:
        """Return the address of the number in a row."""
        experiment = derived.experiment(self._store.state)
        inputs = experiment.network.inputs
        if row < inputs:
            return Quantity(Kind.INPUT, 0, row)
        return Quantity(Kind.TARGET, experiment.network.depth, row - inputs)

    def _number(self, row: int) -> float:
        subject = self._subject
        assert subject is not None and subject.targets is not None  # noqa: PT018
        inputs = len(subject.inputs)
        return float(subject.inputs[row] if row < inputs else subject.targets[row - inputs])

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        subject = self._subject
        if subject is None or subject.targets is None:
            return 0
        return len(subject.inputs) + len(subject.targets)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 2

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if index.row() >= self.rowCount():
            return None
        state = self._store.state
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == _VALUE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            theme, kind = THEMES[state.view.theme], self.quantity(index.row()).kind
            return QColor(theme.loss if kind is Kind.TARGET else theme.text)
        if role == Qt.ItemDataRole.EditRole:
            return full(self._number(index.row()))
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if index.column() == _NAME:
            return row_name(state, self.quantity(index.row()))
        written = short(self._number(index.row()), state.view.digits)
        return told(state, self.quantity(index.row()), written)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsEditable if index.column() == _VALUE else usual

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Give a number another value; what is refused is told by the store."""
        subject = self._subject
        if role != Qt.ItemDataRole.EditRole or subject is None or subject.number is None:
            return False
        try:
            number = read_number(str(value)).value
        except BadNumber as error:
            self._store.refused.emit(error.fault)
            return False
        which = self.quantity(index.row())
        change = samples.set_input if which.kind is Kind.INPUT else samples.set_target
        return self._store.carry_out(change.call(subject.number, which.unit, number))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation is Qt.Orientation.Vertical:
            return None
        return say("sample.name-head") if section == _NAME else say("sample.value-head")


class InputsTable(QTableView):
    """The list; a double click or F2 lets a number be typed."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = InputsModel(store, self)
        self.setModel(self.rows)
        self.setAccessibleName(say("sample.numbers"))
        self.setToolTip(say("sample.numbers-tip"))
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        dress(self)
        fit(self, words="small")
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(_VALUE, QHeaderView.ResizeMode.ResizeToContents)

    def grow(self, growth: float) -> None:
        """Write so many times larger than in a small panel."""
        grow(self, growth)
        row = round(current().length("table_row") * growth)
        self.verticalHeader().setDefaultSectionSize(row)

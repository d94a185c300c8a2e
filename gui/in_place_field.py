"""A field over a number on screen, in which another one is typed; there is one at a time."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from engine.text.names import name
from engine.written.quantity import Quantity
from gui.look.fit import area
from gui.number_field import NumberBinding
from gui.state.experiment import given
from gui.state.run import actions
from gui.state.store import Store


class InPlaceField(QLineEdit):
    """Enter gives the number the value that was typed, Escape leaves it as it was."""

    def __init__(self, store: Store, which: Quantity, middle: QPointF, parent: QWidget) -> None:
        super().__init__(parent)
        self._binding = NumberBinding(
            self,
            store,
            lambda state: given.value(state, which),
            lambda value: given.call(store.state, which, value),
        )
        self.setAccessibleName(name(which))
        self.resize(area("cell_field"))
        left = min(max(0.0, middle.x() - self.width() / 2), parent.width() - self.width())
        top = min(max(0.0, middle.y() - self.height() / 2), parent.height() - self.height())
        self.move(round(left), round(top))
        self.setSelection(len(self.text()), -len(self.text()))  # its first digits in sight

    @property
    def is_refused(self) -> bool:
        """Whether the number typed could not be used, so that the field stays open."""
        return self._binding.is_refused

    def give_up(self) -> None:
        """Leave the number as it was."""
        self._binding.put_back()
        self.editingFinished.emit()  # also where it has not the focus

    def event(self, event: QEvent) -> bool:
        # the window's shortcut for Escape would take the key away
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)
        event.accept()  # Enter would open the next field


class FieldPlace:
    """Opens a field over a drawing or a table. closed: done when it is gone."""

    def __init__(self, store: Store, parent: QWidget, closed: Callable[[], object]) -> None:
        self._store, self._parent, self._closed = store, parent, closed
        self.field: InPlaceField | None = None

    def open(self, which: Quantity, middle: QPointF, reason: Qt.FocusReason) -> None:
        """Show a field for a number, around a point; reason: for which it gets the keyboard."""
        self.leave()
        self._store.apply(actions.pause)
        self.field = InPlaceField(self._store, which, middle, self._parent)
        self.field.editingFinished.connect(self._close)
        self.field.show()
        self.field.setFocus(reason)

    def leave(self) -> None:
        """Take what is typed if it can be used; what is refused is given up."""
        if self.field is not None:
            self.field.editingFinished.emit()
        if self.field is not None:
            self.field.give_up()

    def _close(self) -> None:
        if self.field is not None and not self.field.is_refused:
            field, self.field = self.field, None
            self._closed()
            field.hide()
            field.deleteLater()

"""The keyboard of what Tab has led to: its keys are its own until Escape or a click.

Otherwise the arrows and Space belong to the beats, whatever was clicked last. Nobody chose
a control that has the focus only because the one before it was hidden or disabled.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QComboBox,
    QScrollArea,
    QTabBar,
    QWidget,
)

_KEY = Qt.Key
_PRESSED = frozenset({_KEY.Key_Space, _KEY.Key_Return, _KEY.Key_Enter})
_MOVED = frozenset({_KEY.Key_Left, _KEY.Key_Right, _KEY.Key_Up, _KEY.Key_Down})
_FAR = frozenset({_KEY.Key_Home, _KEY.Key_End, _KEY.Key_PageUp, _KEY.Key_PageDown})
_OWN: tuple[tuple[type[QWidget], frozenset[Qt.Key]], ...] = (
    (QAbstractButton, _PRESSED),
    (QAbstractSlider, _MOVED | _FAR),
    (QComboBox, _PRESSED | _MOVED),
    (QTabBar, _MOVED),
    (QScrollArea, _MOVED | _FAR),
)


class Tabbed(QObject):
    """Watches the one control that Tab has led to."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._widget: QWidget | None = None

    def lead_to(self, widget: QWidget | None) -> None:
        """Give a control its keys; None where Tab led to nothing."""
        self._leave()
        if widget is not None and _own_keys(widget):
            self._widget = widget
            widget.installEventFilter(self)

    def holds(self, widget: QWidget) -> bool:
        """Return whether Tab has led to a control, and it was not clicked since."""
        return widget is self._widget

    def _leave(self) -> None:
        if self._widget is not None:
            self._widget.removeEventFilter(self)
        self._widget = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        assert isinstance(watched, QWidget)
        kind = event.type()
        if kind in (QEvent.Type.FocusOut, QEvent.Type.MouseButtonPress):
            self._leave()
        elif isinstance(event, QKeyEvent):
            escapes = event.key() == Qt.Key.Key_Escape
            if kind is QEvent.Type.ShortcutOverride:
                return self._keeps(watched, event)
            if kind is QEvent.Type.KeyPress and escapes:
                watched.clearFocus()
                return True
            if kind is QEvent.Type.KeyPress and isinstance(watched, QAbstractButton):
                return _clicks(watched, event)
        return False

    def _keeps(self, widget: QWidget, event: QKeyEvent) -> bool:
        """Take a key away from the commands of the window."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and event.key() in (*_own_keys(widget), Qt.Key.Key_Escape):
            event.accept()
            return True
        return False


def _clicks(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press a button by Enter too."""
    if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        button.click()
        return True
    return False


def _own_keys(widget: QWidget) -> frozenset[Qt.Key]:
    keys = next((keys for kind, keys in _OWN if isinstance(widget, kind)), frozenset[Qt.Key]())
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    # Tab leads to the chosen one of buttons that exclude each other, the arrows to the others
    return keys | _MOVED if group is not None and group.exclusive() else keys

"""Leaves its own keys to a control that was reached with the keyboard.

Space plays and the arrows go through the beats, wherever the pointer was last. Who goes through the
controls with Tab wants to press the one that has the focus: until a click, the keys are its own.
Nobody chose the control to which the focus goes only because another one was hidden or disabled.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QTabBar, QWidget

_Key = Qt.Key
_OWN: tuple[tuple[type[QWidget], frozenset[_Key]], ...] = (
    (QAbstractButton, frozenset({_Key.Key_Space})),
    (QComboBox, frozenset({_Key.Key_Space, _Key.Key_Home, _Key.Key_End})),
    (QTabBar, frozenset({_Key.Key_Left, _Key.Key_Right})),
)


class FocusedKeys(QObject):
    """Watches which control has the focus, and how it came to it."""

    def __init__(self, app: QApplication, home: QWidget) -> None:
        """home: what has the focus when no control has it."""
        super().__init__(home)
        self._home = home
        self._watched: QWidget | None = None
        app.focusChanged.connect(self._move)

    def _move(self, before: QWidget | None, after: QWidget | None) -> None:
        chosen = QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton
        if before is not None and after is not None and before.window() is after.window():
            if not before.isVisible() and after.window() is self._home.window():
                self._home.setFocus()
                return
            chosen = chosen and (before.isEnabled() or before is self._watched)
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched = None
        if after is not None and chosen and _own(after):
            self._watched = after
            after.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if plain and isinstance(watched, QWidget) and event.key() in _own(watched):
                event.accept()
                return True
        if event.type() == QEvent.Type.MouseButtonPress and watched is self._watched:
            watched.removeEventFilter(self)
            self._watched = None
        return super().eventFilter(watched, event)


def _own(widget: QWidget) -> frozenset[_Key]:
    return next((keys for kind, keys in _OWN if isinstance(widget, kind)), frozenset())

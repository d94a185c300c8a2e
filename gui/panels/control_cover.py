"""What lies over a control that a class is not shown, and takes its room."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from engine.hidden import CONTROL
from gui.state.hiding.derived import is_control_hidden
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say


class ControlCover(QObject):
    """Lies over a widget while it is hidden; what is in it is neither seen nor reached by keys."""

    def __init__(self, widget: QWidget, store: Store, key: str) -> None:
        super().__init__(widget)
        self.widget, self.key, self._store = widget, key, store
        self.button: QPushButton | None = None
        self._left_out: list[QWidget] = []
        widget.installEventFilter(self)
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _show(self, _: State | None, after: State) -> None:
        hides = is_control_hidden(after, self.key)
        if hides and self.button is None:
            self._cover()
        elif not hides and self.button is not None:
            self._uncover()

    def _cover(self) -> None:
        from gui.state.hiding.actions import reveal_control  # only where something is hidden
        from gui.words.hiding import control_name

        name = control_name(self.key)
        self.button = QPushButton(say("hidden.control", name=name), self.widget)
        self.button.setObjectName("cover")
        self.button.setAccessibleName(say("hidden.reveal-named", name=name))
        self.button.setToolTip(self.button.accessibleName())
        self.button.clicked.connect(lambda: self._store.apply(reveal_control, self.key))
        for child in self._parts():
            policy = child.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            child.setSizePolicy(policy)
            child.hide()
            self._left_out.append(child)
        self.button.resize(self.widget.size())
        self.button.show()
        self.button.raise_()

    def _uncover(self) -> None:
        assert self.button is not None
        self.button.hide()
        self.button.deleteLater()
        self.button = None
        for child in self._left_out:
            policy = child.sizePolicy()
            policy.setRetainSizeWhenHidden(False)
            child.setSizePolicy(policy)
            child.show()
        self._left_out = []

    def _parts(self) -> list[QWidget]:
        """Return what is seen in the widget."""
        parts = [each for each in self.widget.children() if isinstance(each, QWidget)]
        return [each for each in parts if each is not self.button and not each.isHidden()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.button is not None and event.type() == QEvent.Type.Resize:
            self.button.resize(self.widget.size())
        if isinstance(event, QContextMenuEvent):
            self._offer(event)
            return True
        return super().eventFilter(watched, event)

    def _offer(self, event: QContextMenuEvent) -> None:
        """Offer to hide the control, or to hide it no longer."""
        from gui.state.hiding.actions import hide_control  # only where it is asked for
        from gui.words.hiding import control_name

        menu = QMenu(self.widget)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        hide = menu.addAction(say("hide.this-control", name=control_name(self.key)))
        hide.setCheckable(True)
        hide.setChecked(f"{CONTROL}{self.key}" in self._store.state.document.hidden)
        hide.triggered.connect(lambda on: self._store.apply(hide_control, self.key, on))
        menu.popup(event.globalPos())

"""The line under the timeline: what this beat shows, and what comes next."""

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from gui.look.fit import fit, has_new_look
from gui.menu.menu import Menu
from gui.panels.narrate import everything_said, narrated
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say


class _Sentence(QLabel):
    """A sentence that may take several lines, as high as the longest of all it may say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: list[str] = []
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def keep_room(self, sentences: list[str]) -> None:
        """Be high enough for each of some sentences."""
        self._all = sentences
        self._fit()

    def _fit(self) -> None:
        room, wrapped = QRect(0, 0, self.width(), 0), Qt.TextFlag.TextWordWrap
        bounds = self.fontMetrics().boundingRect
        self.setFixedHeight(max(bounds(room, wrapped, each).height() for each in self._all))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if has_new_look(event) and self._all:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class Narration(QWidget):
    """Two lines of plain words, which a screen reader reads out; at its end, whether to go on.

    It keeps room for the longest that is said of a step, so that nothing moves while it plays.
    """

    def __init__(self, store: Store, menu: Menu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.now, self.next = _Sentence(), _Sentence()
        self.next.setObjectName("soft")
        words = QVBoxLayout()
        fit(words, spacing="hair")
        for label in (self.now, self.next):
            words.addWidget(label)
        self.on = QToolButton()
        self.on.setObjectName("narrow")
        self.on.setDefaultAction(menu.going_on)
        self.on.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.on.setAccessibleName(menu.going_on.text())
        self.on.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        fit(self.on, icon="icon")
        row = QHBoxLayout(self)
        fit(row, margins="narration", spacing="row")
        row.addLayout(words, 1)
        row.addWidget(self.on, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(say("narration.name"))
        store.changed.connect(self._show)
        self._keep_room()
        self._show(None, store.state)

    def _show(self, before: State | None, after: State) -> None:
        said = narrated(after)
        if (said.now, said.next) == (self.now.text(), self.next.text()):
            return
        self.now.setText(said.now)
        self.next.setText(said.next)
        whole = say("narration.both", now=said.now, next=said.next)
        self.setAccessibleDescription(whole)
        if before is not None:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, whole))
            if before.document is not after.document:
                self._keep_room()

    def _keep_room(self) -> None:
        all_said = everything_said(self._store.state)
        self.now.keep_room([each.now for each in all_said])
        self.next.keep_room([each.next for each in all_said])

"""The line under the timeline: what this beat shows, and what comes next."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.look.fit import fit
from gui.menu.menu import Menu
from gui.panels.narrate import everything_said, narrated
from gui.panels.roomy_label import RoomyLabel
from gui.panels.tool_buttons import CommandButton
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say


class Narration(QWidget):
    """Two lines of plain words, which a screen reader reads out; at its end, whether to go on.

    It keeps room for the longest that is said of a step, so that nothing moves while it plays.
    """

    def __init__(self, store: Store, menu: Menu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.now, self.next = RoomyLabel(), RoomyLabel()
        self.next.setObjectName("soft")
        words = QVBoxLayout()
        fit(words, spacing="hair")
        for label in (self.now, self.next):
            words.addWidget(label)
        self.on = CommandButton(menu.going_on, with_words=False)
        self.on.setObjectName("narrow")
        row = QHBoxLayout(self)
        fit(row, margins="narration", spacing="row")
        row.addLayout(words, 1)
        row.addWidget(self.on, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(say("narration.name"))
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _show(self, before: State | None, after: State) -> None:
        if before is None or _says_other_things(before, after):
            self._keep_room()
        said = narrated(after)
        if (said.now, said.next) == (self.now.text(), self.next.text()):
            return
        self.now.setText(said.now)
        self.next.setText(said.next)
        whole = say("narration.both", now=said.now, next=said.next)
        self.setAccessibleDescription(whole)
        if before is not None:
            self._announce(whole)

    def _announce(self, sentences: str) -> None:
        """Let a screen reader read out what is new."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # hundreds of constants

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentences))

    def _keep_room(self) -> None:
        all_said = everything_said(self._store.state)
        self.now.keep_room([each.now for each in all_said])
        self.next.keep_room([each.next for each in all_said])


def _says_other_things(before: State, after: State) -> bool:
    """Return whether a step is told in other sentences."""
    return before.document is not after.document or before.view != after.view

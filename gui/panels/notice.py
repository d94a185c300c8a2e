"""One sentence for the user, above what is on screen, until they do the next thing or close it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from gui.look.fit import current, fit
from gui.state.action import Call
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words.catalog import say


class Notice(QFrame):
    """Says what could not be done or is good to know, in front at the upper edge of a widget.

    Nothing that was open is touched, and nothing moves for it.
    """

    def __init__(self, store: Store, ground: QWidget) -> None:
        super().__init__(ground)
        self._ground = ground
        ground.installEventFilter(self)
        self.setObjectName("notice")
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QToolButton()
        close.setObjectName("cardButton")
        close.setText("×")
        close.setAccessibleName(say("notice.close"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        fit(row, margins="notice")
        row.addWidget(self._label, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()
        store.watch(self._note)

    @property
    def text(self) -> str:
        return self._label.text()

    def say(self, sentence: str) -> None:
        """Show what could not be done in place of the last sentence."""
        self._show(sentence, is_news=False)

    def tell(self, sentence: str) -> None:
        """Show what is good to know in place of the last sentence."""
        self._show(sentence, is_news=True)

    def _show(self, sentence: str, *, is_news: bool) -> None:
        self.setProperty("news", is_news)
        self.style().polish(self)
        self._label.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()
        self._place()
        self.raise_()
        self._announce()

    def _announce(self) -> None:
        """Let a screen reader read it out."""
        from PySide6.QtGui import QAccessible, QAccessibleEvent  # hundreds of constants

        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _note(self, call: Call, gesture: int | None, refused: bool) -> None:
        """Go with the next thing that is done; time and the pointer pass by themselves."""
        by_itself = call.action.merged is not None or call.action is view_actions.light
        if not (refused or by_itself):
            self.hide()

    def _place(self) -> None:
        room, away = self._ground.width(), current().length("notice_away")
        width = min(room - 2 * away, current().length("notice_width"))
        self.setGeometry((room - width) // 2, away, width, self.heightForWidth(width))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

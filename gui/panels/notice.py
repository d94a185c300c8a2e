"""One sentence for the user, above what is on screen, until they do the next thing or close it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

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
        self._ground, self._store = ground, store
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
        self._offers = QWidget()
        offers = QHBoxLayout(self._offers)
        fit(offers, margins="notice_offers", spacing="controls")
        said = QVBoxLayout()
        fit(said, spacing="gap")
        said.addWidget(self._label)
        said.addWidget(self._offers)
        row = QHBoxLayout(self)
        fit(row, margins="notice")
        row.addLayout(said, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()
        store.watch(self._note)

    def leave(self) -> None:
        """Watch no more: another window goes on with what this one has shown."""
        self._store.unwatch(self._note)

    @property
    def text(self) -> str:
        return self._label.text()

    def say(self, sentence: str, offers: Sequence[QAction] = ()) -> None:
        """Show what could not be done in place of the last sentence, and what to do about it."""
        self._show(sentence, is_news=False, offers=offers)

    def tell(self, sentence: str, offers: Sequence[QAction] = ()) -> None:
        """Show what is good to know in place of the last sentence, and what to do about it."""
        self._show(sentence, is_news=True, offers=offers)

    def _offer(self, offers: Sequence[QAction]) -> None:
        """Show a button for each of some commands; the sentence goes once one is chosen."""
        row = self._offers.layout()
        assert isinstance(row, QHBoxLayout)
        while (item := row.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        for action in offers:
            button = QToolButton()
            button.setText(action.text())
            button.setAccessibleName(action.text())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(action.trigger)
            button.clicked.connect(self.hide)
            row.addWidget(button)
        row.addStretch(1)
        self._offers.setHidden(not offers)

    def _show(self, sentence: str, *, is_news: bool, offers: Sequence[QAction] = ()) -> None:
        self.setProperty("news", is_news)
        self.style().polish(self)
        self._label.setText(sentence)
        self._offer(offers)
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
        if event.type() == QEvent.Type.Resize and not self.isHidden():  # though its window may be
            self._place()
        return super().eventFilter(watched, event)

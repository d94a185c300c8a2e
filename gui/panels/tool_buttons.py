"""The buttons of the toolbar: none changes its width with what it says."""

from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QIcon, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from gui.look.fit import fit
from gui.menu.menu import Menu
from gui.words.catalog import say


class CommandButton(QToolButton):
    """Does a command of the menu, with its icon and perhaps its words.

    words: all that it may say, the present words if there are no others.
    """

    def __init__(self, action: QAction, *, with_words: bool, words: Sequence[str] = ()) -> None:
        super().__init__()
        self._words = words
        self.setDefaultAction(action)
        self._keep_room_for_icon()
        fit(self, icon="icon")
        self.setToolButtonStyle(
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon
            if with_words
            else Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        self.setAccessibleName(action.text())
        action.changed.connect(self._show_name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _keep_room_for_icon(self) -> None:
        """Take the room of an icon that is loaded after the first paint, not that of words."""
        if self.icon().isNull():
            self.setIcon(_no_icon_yet())

    def _show_name(self) -> None:
        self._keep_room_for_icon()
        name = self.defaultAction().text()
        if name != self.accessibleName():
            self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        if not self._words:
            return super().sizeHint()
        longest = max(map(self._width_of, self._words))
        return super().sizeHint() + QSize(longest - self._width_of(self.text()), 0)

    def _width_of(self, text: str) -> int:
        """Return the room a text takes, rounded as Qt rounds it for a button."""
        return self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, text).width()


@cache
def _no_icon_yet() -> QIcon:
    clear = QPixmap(1, 1)
    clear.fill(Qt.GlobalColor.transparent)
    return QIcon(clear)


class LessonButton(QToolButton):
    """Says which lesson is open, and opens the menu of all; hidden while none is.

    is_open: whether one is.
    """

    def __init__(self, menu: Menu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._menu, self.is_open = menu, False
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()

    def show_lesson(self, number: int | None, title: str) -> None:
        """Say which lesson of the course is open; number: None for another one, or for none."""
        self.is_open = bool(title)
        if self.is_open:
            self.setMenu(self._menu.lessons.menu)
            said = say("lesson.one") if number is None else say("lesson.numbered", number=number)
            self.setText(f"{said}  ▾")
            self.setToolTip(title)
            self.setAccessibleName(title)
        self.leave_out(False)

    def leave_out(self, on: bool) -> None:
        """Give its room to others."""
        self.setHidden(on or not self.is_open)


class ExamplePicker(QToolButton):
    """Opens the menu of examples; a title that is too long for its place is cut."""

    def __init__(self, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        fit(self, width="example_picker")

    def show_title(self, title: str) -> None:
        """Say which experiment is open."""
        self._title = title
        self.setToolTip(say("window.choose-instead", title=title))
        self.setAccessibleName(title)
        self.setAccessibleDescription(say("window.choose"))
        self._fit_title()

    def _fit_title(self) -> None:
        metrics, mark = self.fontMetrics(), "  ▾"
        edges = self.sizeHint().width() - metrics.horizontalAdvance(self.text())
        room = self.width() - max(edges, 0) - metrics.horizontalAdvance(mark)
        shown = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&") + mark)  # else it would stand for an underline

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_title()


def arrangement_switch(menu: Menu) -> QWidget:
    """Return the arrangements side by side."""
    switch = QWidget()
    row = QHBoxLayout(switch)
    row.setContentsMargins(0, 0, 0, 0)
    fit(row, spacing="thread")
    for action in menu.arrangements.values():
        button = QToolButton()
        button.setObjectName("switch")
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(button)
    return switch


def arrangement_chooser(menu: Menu) -> QToolButton:
    """Return a button that shows the arrangement on screen and lists the others."""
    button = QToolButton()
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setToolTip(say("arrangement.choose"))
    listed = QMenu(button)
    listed.addActions(list(menu.arrangements.values()))
    button.setMenu(listed)

    def show() -> None:
        chosen = next((each for each in menu.arrangements.values() if each.isChecked()), None)
        name = say("arrangement.own") if chosen is None else chosen.text()
        button.setText(say("stage.chosen", title=name))

    for action in menu.arrangements.values():
        action.toggled.connect(show)
    show()
    return button


def train_button(menu: Menu) -> CommandButton:
    """Return the button that trains, or pauses that."""
    words = [say("command-name.train"), say("command-name.pause")]
    return CommandButton(menu.train, with_words=True, words=words)


def more_button(parent: QWidget) -> QToolButton:
    """Return a button with a menu, for what there is no room for."""
    button = QToolButton()
    button.setObjectName("narrow")
    button.setText("»")
    button.setToolTip(say("window.more"))
    button.setAccessibleName(say("window.more"))
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setMenu(QMenu(parent))
    return button


def leave_out_words(buttons: Sequence[QToolButton], on: bool) -> None:
    """Show the icons of buttons alone, or their words beside them."""
    style = Qt.ToolButtonStyle
    for button in buttons:
        beside = style.ToolButtonIconOnly if on else style.ToolButtonTextBesideIcon
        button.setToolButtonStyle(beside)

"""The toolbar: what is used most, as far as there is room; the rest stands in a menu at its end."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from gui.disk import files
from gui.look.fit import fit, has_new_look
from gui.menu.menu import Menu
from gui.panels.tool_buttons import CommandButton, ExamplePicker
from gui.panels.transport import Transport, speed_said
from gui.state.state import State
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.window.documents import Documents
from gui.words.catalog import say

SPEEDS = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)

Saving = Callable[[bool], None]
"""Takes room away from a part of the toolbar, or gives it back."""


class Toolbar(QWidget):
    """Examples, arrangements, time, training. What saves room comes in an order, all or in part."""

    def __init__(self, store: Store, menu: Menu, documents: Documents, parent: QWidget) -> None:
        super().__init__(parent)
        self._store, self._menu = store, menu
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._picker, self._transport = ExamplePicker(menu.file.examples), Transport(store, menu)
        self._switch, self._chooser = _switch(menu), _chooser(menu)
        words = [say("command-name.train"), say("command-name.pause")]
        self._train = CommandButton(menu.train, with_words=True, words=words)
        self._reset = CommandButton(menu.reset, with_words=True)
        self._theme = CommandButton(menu.theme, with_words=False)
        self.more = QToolButton()
        self.more.setObjectName("narrow")
        self.more.setText("»")
        self.more.setToolTip(say("window.more"))
        self.more.setAccessibleName(say("window.more"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(QMenu(self))
        self.more.menu().aboutToShow.connect(self._fill_more)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        fit(self._row, spacing="tools")
        for widget in (self._picker, self._switch, self._chooser):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self._transport)
        self._row.addStretch(1)
        for widget in (self._train, self._reset, self._theme, self.more):
            self._row.addWidget(widget)
        self._folded: list[QWidget] = []
        self._savings = self._all_savings()
        for example in files.examples():
            action = menu.file.examples.addAction(example.title)
            action.triggered.connect(
                lambda _=False, path=example.path: documents.ask_to_leave_for(path)
            )
        store.changed.connect(self._show)
        self._show(None, store.state)
        self._took = 0
        self._use_room()

    def _show(self, before: State | None, after: State) -> None:
        if before is None or before.document is not after.document:
            self._picker.show_title(after.document.experiment.title or say("window.untitled"))

    def _all_savings(self) -> tuple[Saving, ...]:
        """Return what can be done without, the most easily first."""
        transport = self._transport
        return (
            partial(self._fold, self._theme),
            partial(_leave_out_words, [self._reset]),
            self._choose_from_list,
            partial(_leave_out_words, transport.buttons),
            partial(_leave_out_words, [self._train]),
            partial(self._fold, self._reset),
            self._narrow_picker,
            partial(self._fold, transport.speed),
            partial(self._fold, self._train),
            *(partial(self._fold, button) for button in transport.dispensable[:2]),
            partial(self._fold, self._picker),
            self._leave_out_arrangements,
            *(partial(self._fold, button) for button in transport.dispensable[2:]),
        )

    def folded(self) -> list[QAction]:
        """Return the commands for which there is no room, as the menu at the end has them."""
        return [action for widget in self._folded for action in self._actions_of(widget)]

    def _actions_of(self, widget: QWidget) -> list[QAction]:
        if widget is self._picker:
            return [self._menu.file.examples.menuAction()]
        if widget is self._chooser:
            return list(self._menu.arrangements.values())
        if isinstance(widget, QToolButton):
            return [widget.defaultAction()]
        return [self._speeds().menuAction()]

    def _fold(self, widget: QWidget, on: bool) -> None:
        widget.setHidden(on)
        if on:
            self._folded.append(widget)
        elif widget in self._folded:
            self._folded.remove(widget)
        self.more.setVisible(bool(self._folded))

    def _choose_from_list(self, on: bool) -> None:
        self._switch.setHidden(on)
        self._chooser.setVisible(on)

    def _leave_out_arrangements(self, on: bool) -> None:
        self._fold(self._chooser, on)
        self._chooser.setVisible(not on and self._switch.isHidden())

    def _narrow_picker(self, on: bool) -> None:
        fit(self._picker, width="example_picker_narrow" if on else "example_picker")

    def _fill_more(self) -> None:
        menu = self.more.menu()
        menu.clear()
        menu.addActions(self.folded())

    def _speeds(self) -> QMenu:
        menu = QMenu(say("window.speed"), self.more.menu())
        for speed in SPEEDS:
            action = menu.addAction(speed_said(speed))
            action.setCheckable(True)
            action.setChecked(speed == self._store.state.view.speed)
            action.triggered.connect(
                lambda _=False, speed=speed: self._store.apply(view_actions.set_speed, speed)
            )
        return menu

    def _use_room(self) -> None:
        """Show as much as there is room for."""
        for saving in self._savings:
            saving(False)
        self._took = self._needed()
        for saving in self._savings:
            if self._took <= self.width():
                break
            saving(True)
            self._took = self._needed()
        self._row.activate()  # at once: the next paint may come before the next layout

    def _needed(self) -> int:
        for part in (self._transport, self._switch):
            layout = part.layout()
            assert layout is not None
            layout.invalidate()
            part.updateGeometry()
        return self._row.minimumSize().width()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._row.minimumSize().height())

    def event(self, event: QEvent) -> bool:
        changed = event.type() == QEvent.Type.LayoutRequest
        if changed and self._row.minimumSize().width() != self._took:
            self._use_room()  # words or icons have come
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if has_new_look(event):
            self._use_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._use_room()


def _leave_out_words(buttons: Sequence[QToolButton], on: bool) -> None:
    style = Qt.ToolButtonStyle
    for button in buttons:
        beside = style.ToolButtonIconOnly if on else style.ToolButtonTextBesideIcon
        button.setToolButtonStyle(beside)


def _switch(menu: Menu) -> QWidget:
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


def _chooser(menu: Menu) -> QToolButton:
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

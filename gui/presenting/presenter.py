"""Begins and ends a presentation; the window is left as it is, and comes back."""

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from gui.arrangements import LESSON
from gui.presenting.choice import ScreenChoice
from gui.presenting.notes import Clock, Notes
from gui.presenting.remembered import load_shown, save_shown
from gui.presenting.screen import Screen
from gui.state.store import Store

if TYPE_CHECKING:
    from gui.window.window import Window


class Presenter(QObject):
    """Shows the class a screen of its own, and with a second one the lecturer their notes."""

    def __init__(self, window: "Window", store: Store, clock: Clock = datetime.now) -> None:
        super().__init__(window)
        self._window, self._store, self._clock = window, store, clock
        self.screen: Screen | None = None
        self.notes: Notes | None = None
        app = QGuiApplication.instance()
        assert app is not None
        app.aboutToQuit.connect(self.end)

    def begin(self) -> None:
        """Present from the moment on screen; where it is presented already, that comes in front."""
        if self.screen is not None:
            self._in_front().activateWindow()
            return
        own = self._window.screen()
        other = _other_screen(own)
        leave = self._window.documents.ask_to_leave
        self.screen = Screen(self._store, self._first_shown(), leave)
        self.screen.ended.connect(self.end)
        self._show_on(self.screen, own if other is None else other)
        if other is None:
            self._window.setUpdatesEnabled(False)  # it is covered
        else:
            self.notes = Notes(self.screen, self._clock)
            self._show_on(self.notes, own)
        self._in_front().activateWindow()
        self._window.installEventFilter(self)

    def _first_shown(self) -> ScreenChoice:
        """Return what is shown first: the lesson where the window shows one."""
        has_lesson = self._store.state.lesson is not None
        is_shown = has_lesson and self._window.room.arrangement == LESSON
        return replace(load_shown(), panels=(LESSON,)) if is_shown else load_shown()

    def end(self) -> None:
        """Bring back what was on screen before."""
        screen, notes, self.screen, self.notes = self.screen, self.notes, None, None
        if screen is None:
            return
        save_shown(screen.shown)
        self._window.removeEventFilter(self)
        self._window.setUpdatesEnabled(True)
        if screen.voice.was_both:
            self._store.tell_anew()  # what was drawn meanwhile has the other language in it
        for each in (notes, screen):
            if each is not None:
                each.hide()
                each.deleteLater()
        self._window.activateWindow()  # what had the keyboard has it again

    def _in_front(self) -> QWidget:
        """Return what has the keyboard while it is presented."""
        front = self.screen if self.notes is None else self.notes
        assert front is not None
        return front

    def _show_on(self, widget: QWidget, screen: QScreen) -> None:
        widget.setScreen(screen)
        widget.setGeometry(screen.geometry())
        widget.showFullScreen()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Hide:
            self.end()  # the window is closed, or another takes its place
        elif kind == QEvent.Type.WindowBlocked:
            self.end()  # something is asked over the window, and not in front of a class
        elif kind in (QEvent.Type.WindowActivate, QEvent.Type.WindowDeactivate):
            is_seen = kind == QEvent.Type.WindowActivate or self.notes is not None
            self._window.setUpdatesEnabled(is_seen)
        return super().eventFilter(watched, event)


def _other_screen(own: QScreen) -> QScreen | None:
    """Return a screen that shows something else than one's own, None if there is none."""
    screens = QGuiApplication.screens()
    return next((each for each in screens if not each.geometry().intersects(own.geometry())), None)

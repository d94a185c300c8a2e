"""The main window: the network over its timeline, and the panels around it."""

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QToolBar, QVBoxLayout, QWidget

from gui.disk import settings
from gui.look.fit import current, enlarge, fit
from gui.look.sizes import FIRST_WINDOW, LEAST_WINDOW, LOW_WINDOW, WINDOW_FRAME
from gui.look.style import palette, style_sheet
from gui.look.theme import THEMES
from gui.menu.menu import Menu
from gui.panels.digits import DigitsControl
from gui.panels.notice import Notice
from gui.panels.status import Status
from gui.player import Player
from gui.state.run import derived
from gui.state.state import State
from gui.state.store import Store
from gui.turns import turns_of
from gui.window.card import network_title
from gui.window.documents import Documents
from gui.window.room import PanelRoom
from gui.window.toolbar import Toolbar
from gui.window.window_menu import WindowMenu
from gui.words.catalog import say
from gui.words.faults import fault_sentence

if TYPE_CHECKING:
    from gui.window.safety import Safety
    from gui.window.tabbed import Tabbed


class Window(QMainWindow):
    """Everything on screen; it passes files and messages on and leaves the rest to its views."""

    dressing = Signal()
    """Emitted before everything gets another theme or another scale."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.setAcceptDrops(True)
        self._status = Status(store)
        self.setStatusBar(self._status)
        self._dress(store.state)  # first: what is made later is dressed once
        self.player = Player(store, self)
        self.menu = Menu(self, store)
        self._status.addPermanentWidget(DigitsControl(store, self.menu))
        store.changed.connect(self._dress_anew)  # before anything draws at another scale
        self._make_centre()
        self.documents = Documents(self, store, self.menu, self.notice)
        self._make_toolbar()
        self._connect_menu()
        self.room.chosen.connect(self.toolbar.suit)
        store.changed.connect(self._show)
        store.refused.connect(lambda fault: self.notice.say(fault_sentence(fault)))
        self._show(None, store.state)
        self._is_complete = False
        self._tabbed: Tabbed | None = None
        self.safety: Safety | None = None

    def _dress(self, state: State) -> None:
        theme = THEMES[state.view.theme]
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        enlarge(self, state.view.scale)
        if app.styleSheet():
            from gui.look.dressing import dress_all  # not at the first paint

            dress_all(app, theme, current())
        else:
            app.setPalette(palette(theme))
            app.setStyleSheet(style_sheet(theme, current()))
        self.setMinimumSize(self._least_size(state.view.scale))

    def _dress_anew(self, before: State, after: State) -> None:
        if _look(before) != _look(after):
            self.dressing.emit()
            self._dress(after)
            self._leave_out_status()
            self.room.dress()
            self._load_icons()

    def _leave_out_status(self) -> None:
        """Give a low window's height to the panels, which show the same numbers."""
        self._status.setVisible(self.height() >= self.store.state.view.scale * LOW_WINDOW)

    def _least_size(self, scale: float) -> QSize:
        """Return how small the window can be: enlarged, at most the whole screen."""
        width, height = (round(scale * side) for side in LEAST_WINDOW)
        return QSize(width, height).boundedTo(self.screen().availableSize())

    def _make_centre(self) -> None:
        whole = QWidget(self)
        self.setCentralWidget(whole)  # before it is filled: Qt dresses anew all that moves
        column = QVBoxLayout(whole)
        fit(column, margins="desk", spacing="row")
        self.room = PanelRoom(self.store, self.menu, whole)
        self.desk = self.room.desk
        self.room.full_size_changed.connect(self._show_full_size)
        column.addWidget(self.room, 1)
        # the keyboard belongs to the beats until a field is clicked, and again after a click beside
        whole.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.notice = Notice(self.store, whole)
        whole.setFocus()
        self._home = whole

    def _show_full_size(self, full: bool) -> None:
        """Let Escape bring back the other panels while there is one alone."""
        self.menu.deselect.setEnabled(not full)
        self.menu.leave_full_size.setEnabled(full)

    def _make_toolbar(self) -> None:
        bar = QToolBar(say("window.toolbar"), self)
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.addToolBar(bar)
        self.toolbar = Toolbar(self.store, self.menu, self.documents, bar)
        bar.addWidget(self.toolbar)

    def complete(self) -> None:
        """Make what the first paint does without, and load the icons."""
        if self._is_complete:
            return
        from gui.window.completing import complete

        self._is_complete = True
        self.setting_commands = complete(self)
        self._load_icons()

    def _load_icons(self) -> None:
        from gui.look.icons import dress

        dress(self.menu, THEMES[self.store.state.view.theme])

    def _connect_menu(self) -> None:
        WindowMenu(self, self.menu, self.room)
        self.menu.change_number.triggered.connect(self._change_number)

    def _change_number(self) -> None:
        from gui.network.view import NetworkView

        assert isinstance(self.desk.network, NetworkView)
        self.desk.network.type_over_selected()

    def _show(self, before: State | None, after: State) -> None:
        beats = derived.beats(after)
        card = self.desk.card
        card.title.setText(network_title(after))
        card.note.expect(say("window.beat", beat=len(beats), beats=len(beats)))
        card.note.setText(say("window.beat", beat=after.cursor.beat + 1, beats=len(beats)))

    def make_ready_for_picture(self) -> None:
        """Do at once what otherwise waits until after the first paint."""
        self.complete()
        self.room.make_ready_for_picture()

    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.UpdateRequest:
            return super().event(event)
        before = perf_counter()
        done = super().event(event)  # paints whatever has changed in the whole window
        turns_of(self.store).note(perf_counter() - before)
        return done

    def keep_safe(self) -> None:
        """Keep the work safe from a crash from now on, and offer what one has left behind."""
        from gui.window.safety import Safety
        from gui.window.wishes import Wishes

        Wishes(self.store, self)
        self.safety = Safety(self, self.store, self.documents, self.menu, self.notice)
        self.safety.keeping.kept.connect(self._remember)
        self.safety.offer()

    def _remember(self) -> None:
        """Let the next start find things as they are now."""
        settings.save_geometry(self)
        settings.save_layouts(self.room.arrangement, self.room.layouts)
        settings.save_view(self.store.state.view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._leave_out_status()

    def focusNextPrevChild(self, onwards: bool) -> bool:
        left, tabbed = self.focusWidget(), self._use_tab()
        if left is not None and not left.isVisible():  # Qt asks for this, nobody pressed Tab
            self._home.setFocus()
            return True
        chosen = left is None or left.isEnabled() or tabbed.holds(left)
        moved = super().focusNextPrevChild(onwards)
        tabbed.lead_to(self.focusWidget() if moved and chosen else None)
        return moved

    def lead_to(self, widget: QWidget) -> None:
        """Give the keyboard to a control, as though Tab had led to it."""
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        self._use_tab().lead_to(widget)

    def _use_tab(self) -> "Tabbed":
        from gui.window.tabbed import Tabbed  # only where somebody uses Tab

        if self._tabbed is None:
            self._tabbed = Tabbed(self)
        return self._tabbed

    def first_size(self) -> QSize:
        """Return how large the window opens: with its frame, no larger than the screen."""
        return self.sizeHint().boundedTo(self.screen().availableSize() - QSize(*WINDOW_FRAME))

    def sizeHint(self) -> QSize:
        return QSize(*FIRST_WINDOW)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_complete:  # the icon font takes as long to load as the window itself
            QTimer.singleShot(0, self.complete)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.documents.ask_to_leave_for(Path(event.mimeData().urls()[0].toLocalFile()))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.documents.may_close():
            event.ignore()
            return
        self.room.left_as()
        self._remember()
        if self.safety is not None:
            self.safety.keeping.forget()
        event.accept()


def _look(state: State) -> tuple[str, float]:
    return state.view.theme, state.view.scale

"""The main window: the network over its timeline, and the panels around it."""

from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QSizePolicy,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from gui.disk import files, settings
from gui.look.fit import current, enlarge, fit
from gui.look.sizes import FIRST_WINDOW, LEAST_WINDOW
from gui.look.style import palette, style_sheet
from gui.look.theme import THEMES
from gui.menu.menu import Menu
from gui.panels.copying import Copying
from gui.panels.digits import DigitsControl
from gui.panels.notice import Notice
from gui.panels.status import Status
from gui.panels.tool_buttons import CommandButton, ExamplePicker
from gui.panels.transport import Transport
from gui.player import Player
from gui.state.run import derived
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.window.desk import Desk
from gui.window.documents import Documents
from gui.words.beats import phase_title
from gui.words.catalog import say
from gui.words.faults import fault_sentence
from gui.words.quantities import number_name

_Areas = Qt.DockWidgetArea


class Window(QMainWindow):
    """Everything on screen; it passes files and messages on and leaves the rest to its views."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.setAcceptDrops(True)
        self._dress(store.state)  # first: what is made later is dressed once
        self.player = Player(store, self)
        self.menu = Menu(self, store)
        store.changed.connect(self._dress_anew)  # before anything draws at another scale
        self._make_centre()
        self.documents = Documents(self, store, self.menu, self.notice)
        self._make_toolbar()
        status = Status(store)
        status.addPermanentWidget(DigitsControl(store, self.menu))
        self.setStatusBar(status)
        self._connect_menu()
        store.changed.connect(self._show)
        store.refused.connect(lambda fault: self.notice.say(fault_sentence(fault)))
        self._show(None, store.state)
        self._is_complete = False

    def _dress(self, state: State) -> None:
        theme = THEMES[state.view.theme]
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setPalette(palette(theme))
        enlarge(self, state.view.scale)
        app.setStyleSheet(style_sheet(theme, current()))
        self.setMinimumSize(self._least_size())

    def _dress_anew(self, before: State, after: State) -> None:
        if _look(before) != _look(after):
            self._dress(after)
            self._load_icons()

    def _least_size(self) -> QSize:
        """Return how small the window can be: enlarged, at most the whole screen."""
        width, height = (round(current().unit * side) for side in LEAST_WINDOW)
        return QSize(width, height).boundedTo(self.screen().availableSize())

    def _make_centre(self) -> None:
        self.desk = Desk(self.store, self.menu, self)
        self.desk.full_size_changed.connect(self._show_full_size)
        whole = QWidget()
        column = QVBoxLayout(whole)
        fit(column, margins="desk")
        fit(column, spacing="row")
        column.addWidget(self.desk, 1)
        # the keyboard belongs to the beats until a field is clicked, and again after a click beside
        whole.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCentralWidget(whole)
        self.notice = Notice(self.store, whole)
        whole.setFocus()

    def _show_full_size(self, full: bool) -> None:
        """Leave nothing but one panel on screen; Escape brings the rest back."""
        for bar in (self.menuBar(), self._bar, self.statusBar()):
            bar.setVisible(not full)
        self.menu.deselect.setEnabled(not full)
        self.menu.leave_full_size.setEnabled(full)

    def _make_toolbar(self) -> None:
        bar = QToolBar(say("window.toolbar"))
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._picker = ExamplePicker(self.menu.examples)
        for example in files.examples():
            action = self.menu.examples.addAction(example.title)
            action.triggered.connect(lambda _=False, path=example.path: self.documents.open(path))
        bar.addWidget(self._picker)
        bar.addWidget(_spacer())
        bar.addWidget(Transport(self.store, self.menu))
        bar.addWidget(_spacer())
        words = [say("command-name.train"), say("command-name.pause")]
        bar.addWidget(CommandButton(self.menu.train, with_words=True, words=words))
        bar.addWidget(CommandButton(self.menu.reset, with_words=True))
        bar.addWidget(CommandButton(self.menu.theme, with_words=False))
        self.addToolBar(bar)
        self._bar = bar

    def _complete(self) -> None:
        """Make what the first paint does without: hidden cards, icons, the switches."""
        from gui.window.focused_keys import FocusedKeys

        self._is_complete = True
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        FocusedKeys(app, self)
        self.desk.make_panels()
        _ = self.menu.experiment
        self._load_icons()

    def _load_icons(self) -> None:
        from gui.look.icons import dress

        dress(self.menu, THEMES[self.store.state.view.theme])

    def _connect_menu(self) -> None:
        menu = self.menu
        Copying(self.store, menu)
        menu.restore_layout.triggered.connect(self.desk.first_layout)
        menu.about.triggered.connect(self._show_about)
        menu.keys.triggered.connect(self._show_keys)

    def _show_about(self) -> None:
        from gui.window.help import show_about  # seldom asked for

        show_about(self)

    def _show_keys(self) -> None:
        from gui.window.help import show_keys

        show_keys(self)

    def _show(self, before: State | None, after: State) -> None:
        beats = derived.beats(after)
        card = self.desk.card
        card.title.setText(say("window.network", phase=phase_title(derived.beat(after))))
        card.note.expect(say("window.beat", beat=len(beats), beats=len(beats)))
        card.note.setText(say("window.beat", beat=after.cursor.beat + 1, beats=len(beats)))
        if before is None or before.document is not after.document:
            title = after.document.experiment.title
            self._picker.show_title(title)
            self.setWindowTitle(title)
        if before is not None and before.mode is not after.mode:
            self._tell_divergence(after)

    def _tell_divergence(self, state: State) -> None:
        stopped = state.document.run.divergence
        if stopped is not None and state.trained == stopped.step and state.mode is Mode.PAUSED:
            said = say("window.diverged", step=stopped.step, number=number_name(stopped))
            self.notice.say(said)

    def make_ready_for_picture(self) -> None:
        """Do at once what otherwise waits until after the first paint."""
        self._complete()
        self.desk.make_ready_for_picture()

    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.UpdateRequest:
            return super().event(event)
        before = perf_counter()
        done = super().event(event)  # paints whatever has changed in the whole window
        self.player.note_painting(perf_counter() - before)
        return done

    def sizeHint(self) -> QSize:
        return QSize(*FIRST_WINDOW)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_complete:  # the icon font takes as long to load as the window itself
            QTimer.singleShot(0, self._complete)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.documents.open(Path(event.mimeData().urls()[0].toLocalFile()))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.desk.leave_full_size()
        settings.save_layout(self, self.desk)
        settings.save_view(self.store.state.view)
        event.accept()


def _look(state: State) -> tuple[str, float]:
    return state.view.theme, state.view.scale


def _spacer() -> QWidget:
    spacer = QWidget()
    spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return spacer

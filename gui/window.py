"""The main window: the network over its timeline, and the panels around it."""

from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QSizePolicy,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui import files, settings
from gui.documents import Documents
from gui.help import show_about, show_keys
from gui.menu import Menu
from gui.network.view import NetworkView
from gui.panels.dock import Card, Panel
from gui.panels.experiment import ExperimentPanel
from gui.panels.explanation import ExplanationPanel
from gui.panels.notice import Notice
from gui.panels.status import Status
from gui.panels.timeline import Timeline
from gui.panels.transport import Transport, tool_button
from gui.player import Player
from gui.plots.loss_curve_view import LossCurveView
from gui.plots.slice_view import SliceView
from gui.state import derived
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.style import palette, style_sheet
from gui.theme import THEMES
from gui.words import number_name, phase_title

_Areas = Qt.DockWidgetArea


class Window(QMainWindow):
    """Everything on screen; it passes files and messages on and leaves the rest to its views."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.setAcceptDrops(True)
        self.setMinimumSize(960, 600)
        self._before_maximising: QByteArray | None = None
        self.menu = Menu(self, store)
        self.player = Player(store, self)
        self.notice = Notice()
        self.documents = Documents(self, store, self.menu, self.notice)
        self._dress(store.state)
        self._make_centre()
        self._make_panels()
        self._make_toolbar()
        self.setStatusBar(Status(store))
        self._connect_menu()
        store.changed.connect(self._show)
        store.refused.connect(self.notice.say)
        self._show(None, store.state)
        self._has_icons = False

    def maximise(self, panel: Panel | None) -> None:
        """Show one panel alone (None: the network), or everything again."""
        if self._before_maximising is not None:
            self.card.show()
            self.desk.restoreState(self._before_maximising, settings.LAYOUT_VERSION)
            self._before_maximising = None
            return
        self._before_maximising = self.desk.saveState(settings.LAYOUT_VERSION)
        for other in self.panels:
            other.setVisible(other is panel)
        self.card.setVisible(panel is None)

    def _dress(self, state: State) -> None:
        theme = THEMES[state.view.theme]
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setPalette(palette(theme))
        app.setStyleSheet(style_sheet(theme))

    def _make_centre(self) -> None:
        self.network = NetworkView(self.store)
        self.card = Card()
        self.card.column.addWidget(self.network, 1)
        self.card.column.addWidget(Timeline(self.store))
        self.card.title_double_clicked.connect(lambda: self.maximise(None))
        # the docks have a window of their own inside, so that its margins leave the bars alone
        self.desk = QMainWindow(self, Qt.WindowType.Widget)
        self.desk.setCentralWidget(self.card)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.notice)
        column.addWidget(self.desk, 1)
        # the keyboard belongs to the beats until a field is clicked, and again after a click beside
        whole.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCentralWidget(whole)
        whole.setFocus()

    def _make_panels(self) -> None:
        self.desk.setCorner(Qt.Corner.BottomLeftCorner, _Areas.BottomDockWidgetArea)
        self.desk.setCorner(Qt.Corner.BottomRightCorner, _Areas.BottomDockWidgetArea)
        experiment = self._panel("experiment", self.tr("Experiment"), ExperimentPanel(self.store))
        self.explanation = ExplanationPanel(self.store, self.menu)
        why = self._panel("explanation", self.tr("Why this number?"), self.explanation)
        self.loss = LossCurveView(self.store)
        loss = self._panel("loss", self.tr("Loss curve"), self.loss)
        self.slice = SliceView(self.store)
        along = self._panel("slice", self.tr("Loss against one weight"), self.slice)
        self.panels = (experiment, why, loss, along)
        self.desk.addDockWidget(_Areas.LeftDockWidgetArea, experiment)
        self.desk.addDockWidget(_Areas.RightDockWidgetArea, why)
        self.desk.addDockWidget(_Areas.BottomDockWidgetArea, loss)
        self.desk.addDockWidget(_Areas.BottomDockWidgetArea, along)
        for panel in self.panels:
            panel.maximise_asked.connect(self.maximise)
            self.menu.panels.addAction(panel.toggleViewAction())
        self.menu.panels.addSeparator()
        self.menu.panels.addAction(self.menu.restore_layout)

    def _panel(self, key: str, title: str, view: QWidget) -> Panel:
        return Panel(key, title, view, self.desk)

    def first_layout(self) -> None:
        """Show all panels, as large as suits the window's size."""
        experiment, why, loss, along = self.panels
        for panel in self.panels:
            panel.setFloating(False)
            panel.show()
        width, height = self.width(), self.height()
        sides = [max(272, width // 5), max(320, width // 4)]
        self.desk.resizeDocks([experiment, why], sides, Qt.Orientation.Horizontal)
        self.desk.resizeDocks(
            [loss, along], [2 * width // 5, 3 * width // 5], Qt.Orientation.Horizontal
        )
        self.desk.resizeDocks([loss], [round(0.3 * height)], Qt.Orientation.Vertical)

    def _make_toolbar(self) -> None:
        bar = QToolBar(self.tr("Toolbar"))
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._picker = QToolButton()
        self._picker.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._picker.setMenu(self.menu.examples)
        self._picker.setToolTip(self.tr("Choose a worked example"))
        for example in files.examples():
            action = self.menu.examples.addAction(example.title)
            action.triggered.connect(lambda _=False, path=example.path: self.documents.open(path))
        bar.addWidget(self._picker)
        bar.addWidget(_spacer())
        bar.addWidget(Transport(self.store, self.menu))
        bar.addWidget(_spacer())
        for action in (self.menu.train, self.menu.reset):
            bar.addWidget(tool_button(action, with_words=True))
        bar.addWidget(tool_button(self.menu.theme, with_words=False))
        self.addToolBar(bar)

    def _load_icons(self) -> None:
        from gui.icons import dress

        self._has_icons = True
        dress(self.menu, THEMES[self.store.state.view.theme])

    def _connect_menu(self) -> None:
        menu = self.menu
        menu.restore_layout.triggered.connect(self.first_layout)
        menu.about.triggered.connect(lambda: show_about(self))
        menu.keys.triggered.connect(lambda: show_keys(self))

    def _show(self, before: State | None, after: State) -> None:
        beats = derived.beats(after)
        self.card.title.setText(self.tr("Network: {0}").format(phase_title(derived.beat(after))))
        self.card.note.setText(self.tr("beat {0} of {1}").format(after.cursor.beat + 1, len(beats)))
        if before is None or before.document is not after.document:
            title = after.document.experiment.title
            self._picker.setText(f"{title}  ▾")
            self.setWindowTitle(title)
        if before is not None and before.view.theme != after.view.theme:
            self._dress(after)
            self._load_icons()
        if before is not None and before.mode is not after.mode:
            self._tell_divergence(after)

    def _tell_divergence(self, state: State) -> None:
        stopped = state.document.run.divergence
        if stopped is not None and state.trained == stopped.step and state.mode is Mode.PAUSED:
            sentence = self.tr(
                "Training stopped before step {0}: {1} would be too large to compute with. "
                "A smaller learning rate helps."
            )
            self.notice.say(sentence.format(stopped.step, number_name(stopped)))

    def make_ready_for_picture(self) -> None:
        """Do at once what otherwise waits until after the first paint."""
        self._load_icons()
        for view in (self.loss, self.slice):
            view.make_ready()

    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.UpdateRequest:
            return super().event(event)
        before = perf_counter()
        done = super().event(event)  # paints whatever has changed in the whole window
        self.player.note_painting(perf_counter() - before)
        return done

    def sizeHint(self) -> QSize:
        return QSize(1440, 900)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._has_icons:  # the icon font takes as long to load as the window itself
            QTimer.singleShot(0, self._load_icons)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.documents.open(Path(event.mimeData().urls()[0].toLocalFile()))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._before_maximising is not None:
            self.maximise(None)
        settings.save_layout(self, self.desk)
        settings.save_view(self.store.state.view)
        event.accept()


def _spacer() -> QWidget:
    spacer = QWidget()
    spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return spacer

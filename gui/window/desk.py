"""The desk: the network in the middle, the panels docked around it, one of them in full size."""

from functools import partial
from itertools import pairwise
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMainWindow, QTabBar, QWidget

from gui.look.fit import current
from gui.menu.menu import Menu
from gui.panels.batch_switch import BatchSwitch
from gui.panels.challenge import ChallengeBanner
from gui.panels.labels_button import LabelsButton
from gui.panels.mistake_warning import MistakeWarning
from gui.panels.narration import Narration
from gui.panels.timeline import Timeline
from gui.state.store import Store
from gui.views import LAYOUT_VERSION, PANELS, VIEWS, Group
from gui.window.dock import Card, Panel
from gui.window.later import Later

_Areas = Qt.DockWidgetArea
_AREAS = {
    Group.SETTINGS: _Areas.LeftDockWidgetArea,
    Group.HISTORIES: _Areas.BottomDockWidgetArea,
    Group.REASONS: _Areas.RightDockWidgetArea,
    Group.PICTURES: _Areas.BottomDockWidgetArea,
}


@runtime_checkable
class DrawnLater(Protocol):
    """A view whose drawing waits until after the first paint."""

    def make_ready(self) -> None:
        """Draw now."""


class Desk(QMainWindow):
    """A window of its own inside the main one, so that its margins leave the bars alone."""

    full_size_changed = Signal(bool)
    """Emitted when one panel takes all the room, and when it gives it back."""

    def __init__(self, store: Store, menu: Menu, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Widget)
        self._before_full_size: QByteArray | None = None
        self.network = VIEWS["network"].build(store, menu)
        self.card = Card()
        self.card.head.insertWidget(2, BatchSwitch(store))  # where no title can push it
        self.card.head.insertWidget(2, LabelsButton(store, menu, self.card))
        self.card.column.addWidget(ChallengeBanner(store, self.card))
        self.card.column.addWidget(MistakeWarning(store, self.card))
        self.card.column.addWidget(self.network, 1)
        self.card.column.addWidget(Timeline(store))
        self.card.column.addWidget(Narration(store, menu))
        self.card.title_double_clicked.connect(lambda: self.toggle_full_size(None))
        self.setCentralWidget(self.card)
        self.setCorner(Qt.Corner.BottomLeftCorner, _Areas.BottomDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, _Areas.BottomDockWidgetArea)
        self._make_panels(store, menu)
        menu.leave_full_size.triggered.connect(self.leave_full_size)

    def _make_panels(self, store: Store, menu: Menu) -> None:
        self._views: dict[str, Later[QWidget]] = {}
        groups: dict[Group, list[Panel]] = {group: [] for group in Group}
        for entry in PANELS:
            assert entry.group is not None
            build = partial(entry.build, store, menu)
            self._views[entry.key] = Later(build)
            panel = Panel(entry.key, entry.title, self._views[entry.key], self)
            panel.maximise_asked.connect(self.toggle_full_size)
            menu.panels.addAction(panel.toggleViewAction())
            self.addDockWidget(_AREAS[entry.group], panel)
            groups[entry.group].append(panel)
        for panels in groups.values():
            for one, other in pairwise(panels):
                self.tabifyDockWidget(one, other)
        self._first = {group: panels[0] for group, panels in groups.items()}
        self.panels = {panel.objectName(): panel for group in groups.values() for panel in group}
        menu.panels.addSeparator()
        menu.panels.addAction(menu.restore_layout)

    def make_panels(self) -> None:
        """Make those that stand behind other tabs, which the first paint does not wait for."""
        for panel in self.panels.values():
            panel.make()

    def view(self, key: str) -> QWidget:
        """Return the view of a panel, built now if it was not."""
        return self._views[key].view

    def first_layout(self) -> None:
        """Show all panels, as large as suits the window's size."""
        for panel in self.panels.values():
            panel.setFloating(False)
            panel.show()
        for panel in self._first.values():
            panel.raise_()
        width, height = self.window().width(), self.window().height()
        least = current().length
        sides = [max(least("side_left"), width // 5), max(least("side_right"), width // 4)]
        left, right = self._first[Group.SETTINGS], self._first[Group.REASONS]
        self.resizeDocks([left, right], sides, Qt.Orientation.Horizontal)
        halves = [2 * width // 5, 3 * width // 5]
        low = [self._first[Group.HISTORIES], self._first[Group.PICTURES]]
        self.resizeDocks(low, halves, Qt.Orientation.Horizontal)
        self.resizeDocks(low[:1], [round(0.33 * height)], Qt.Orientation.Vertical)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tidy_tab_bars()

    def _tidy_tab_bars(self) -> None:
        """Show all words of the tabs, and hide the bars that Qt leaves over as a group grows."""
        bars = {bar: _words(bar) for bar in self.findChildren(QTabBar)}
        for bar, words in bars.items():
            bar.setElideMode(Qt.TextElideMode.ElideNone)
            if any(words < others for others in bars.values()):
                bar.hide()

    def toggle_full_size(self, panel: Panel | None) -> None:
        """Show one panel alone (None: the network), or everything again."""
        if self._before_full_size is not None:
            self.leave_full_size()
            return
        self._before_full_size = self.saveState(LAYOUT_VERSION)
        for other in self.panels.values():
            other.setVisible(other is panel)
        self.card.setVisible(panel is None)
        self._tell_full_size(True)

    def leave_full_size(self) -> None:
        """Show everything again as it was."""
        if self._before_full_size is None:
            return
        before, self._before_full_size = self._before_full_size, None
        self.card.show()
        self.restoreState(before, LAYOUT_VERSION)
        self._tidy_tab_bars()  # Qt has made new ones
        self._tell_full_size(False)

    def _tell_full_size(self, full: bool) -> None:
        for panel in self.panels.values():
            panel.show_full_size(full)
        self.full_size_changed.emit(full)

    def make_ready_for_picture(self) -> None:
        """Do at once what otherwise waits until after the first paint."""
        for later in self._views.values():
            if later.isVisible() and isinstance(later.view, DrawnLater):
                later.view.make_ready()


def _words(bar: QTabBar) -> frozenset[str]:
    return frozenset(bar.tabText(index) for index in range(bar.count()))

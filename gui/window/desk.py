"""The desk: the network in the middle, the panels docked around it, one of them in full size."""

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMainWindow, QTabBar, QWidget

from gui.disk import settings
from gui.history.loss_curve_view import LossCurveView
from gui.menu.menu import Menu
from gui.network.view import NetworkView
from gui.panels.experiment import ExperimentPanel
from gui.panels.explanation import ExplanationPanel
from gui.panels.mistake_warning import MistakeWarning
from gui.panels.timeline import Timeline
from gui.state.store import Store
from gui.window.dock import Card, Panel, scrolled
from gui.window.later import Later

if TYPE_CHECKING:
    from gui.chain.paths_view import PathsView
    from gui.chain.view import TreeView
    from gui.history.gradients_view import GradientsView
    from gui.history.samples_view import SamplesView
    from gui.landscape.curve.descent_view import DescentView
    from gui.landscape.neuron.neuron_view import NeuronView
    from gui.landscape.plane.plane_view import PlaneView
    from gui.landscape.secant.secant_view import SecantView

_Areas = Qt.DockWidgetArea


class Desk(QMainWindow):
    """A window of its own inside the main one, so that its margins leave the bars alone."""

    full_size_changed = Signal(bool)
    """Emitted when one panel takes all the room, and when it gives it back."""

    def __init__(self, store: Store, menu: Menu, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Widget)
        self._before_full_size: QByteArray | None = None
        self.network = NetworkView(store)
        self.card = Card()
        self.card.column.addWidget(MistakeWarning(store))
        self.card.column.addWidget(self.network, 1)
        self.card.column.addWidget(Timeline(store))
        self.card.title_double_clicked.connect(lambda: self.toggle_full_size(None))
        self.setCentralWidget(self.card)
        self.setCorner(Qt.Corner.BottomLeftCorner, _Areas.BottomDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, _Areas.BottomDockWidgetArea)
        self._make_panels(store, menu)
        menu.leave_full_size.triggered.connect(self.leave_full_size)

    def _make_panels(self, store: Store, menu: Menu) -> None:
        tr = self.tr
        self.loss = LossCurveView(store)
        self.descent = Later(lambda: _descent_view(store))
        self.secant = Later(lambda: _secant_view(store))
        self.plane = Later(lambda: _plane_view(store))
        self.neuron = Later(lambda: _neuron_view(store))
        self.explanation = ExplanationPanel(store, menu)
        left, right, bottom = (
            _Areas.LeftDockWidgetArea,
            _Areas.RightDockWidgetArea,
            _Areas.BottomDockWidgetArea,
        )
        self.experiment_panel = self._dock(
            "experiment", tr("Experiment"), scrolled(ExperimentPanel(store)), left
        )
        self.why_panel = self._dock("explanation", tr("Why this number?"), self.explanation, right)
        self.gradients = Later(lambda: _gradients_view(store))
        self.samples = Later(lambda: _samples_view(store))
        self.loss_panel = self._dock("loss", tr("Loss curve"), self.loss, bottom)
        self.histories = (
            self.loss_panel,
            self._dock("gradients", tr("Gradient by layer"), self.gradients, bottom),
            self._dock("samples", tr("Samples"), self.samples, bottom),
        )
        self.tree = Later(lambda: _tree_view(store))
        self.paths = Later(lambda: _paths_view(store))
        self.reasons = (
            self.why_panel,
            self._dock("tree", tr("Tree"), self.tree, right),
            self._dock("paths", tr("Paths"), self.paths, right),
        )
        self.pictures = (
            self._dock("slice", tr("Loss against one weight"), self.descent, bottom),
            self._dock("secant", tr("Secant to tangent"), self.secant, bottom),
            self._dock("plane", tr("Two weights"), self.plane, bottom),
            self._dock("neuron", tr("One neuron"), self.neuron, bottom),
        )
        self.panels = (
            self.experiment_panel,
            *self.histories,
            *self.reasons,
            *self.pictures,
        )
        for group in (self.histories, self.reasons, self.pictures):
            for one, other in pairwise(group):
                self.tabifyDockWidget(one, other)
        for panel in self.panels:
            panel.maximise_asked.connect(self.toggle_full_size)
            menu.panels.addAction(panel.toggleViewAction())
        menu.panels.addSeparator()
        menu.panels.addAction(menu.restore_layout)

    def _dock(self, key: str, title: str, view: QWidget, area: Qt.DockWidgetArea) -> Panel:
        panel = Panel(key, title, view, self)
        self.addDockWidget(area, panel)
        return panel

    def first_layout(self) -> None:
        """Show all panels, as large as suits the window's size."""
        for panel in self.panels:
            panel.setFloating(False)
            panel.show()
        for group in (self.histories, self.reasons, self.pictures):
            group[0].raise_()
        width, height = self.window().width(), self.window().height()
        sides = [max(272, width // 5), max(320, width // 4)]
        self.resizeDocks([self.experiment_panel, self.why_panel], sides, Qt.Orientation.Horizontal)
        halves = [2 * width // 5, 3 * width // 5]
        self.resizeDocks([self.loss_panel, self.pictures[0]], halves, Qt.Orientation.Horizontal)
        self.resizeDocks([self.loss_panel], [round(0.33 * height)], Qt.Orientation.Vertical)

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
        self._before_full_size = self.saveState(settings.LAYOUT_VERSION)
        for other in self.panels:
            other.setVisible(other is panel)
        self.card.setVisible(panel is None)
        self._tell_full_size(True)

    def leave_full_size(self) -> None:
        """Show everything again as it was."""
        if self._before_full_size is None:
            return
        before, self._before_full_size = self._before_full_size, None
        self.card.show()
        self.restoreState(before, settings.LAYOUT_VERSION)
        self._tidy_tab_bars()  # Qt has made new ones
        self._tell_full_size(False)

    def _tell_full_size(self, full: bool) -> None:
        for panel in self.panels:
            panel.show_full_size(full)
        self.full_size_changed.emit(full)

    def make_ready_for_picture(self) -> None:
        """Do at once what otherwise waits until after the first paint."""
        self.loss.make_ready()
        for later in (
            *(self.descent, self.secant, self.plane, self.neuron),
            *(self.gradients, self.samples),
        ):
            if later.isVisible():
                later.view.make_ready()


def _words(bar: QTabBar) -> frozenset[str]:
    return frozenset(bar.tabText(index) for index in range(bar.count()))


def _neuron_view(store: Store) -> "NeuronView":
    from gui.landscape.neuron.neuron_view import NeuronView

    return NeuronView(store)


def _gradients_view(store: Store) -> "GradientsView":
    from gui.history.gradients_view import GradientsView

    return GradientsView(store)


def _samples_view(store: Store) -> "SamplesView":
    from gui.history.samples_view import SamplesView

    return SamplesView(store)


def _tree_view(store: Store) -> "TreeView":
    from gui.chain.view import TreeView

    return TreeView(store)


def _paths_view(store: Store) -> "PathsView":
    from gui.chain.paths_view import PathsView

    return PathsView(store)


def _descent_view(store: Store) -> "DescentView":
    from gui.landscape.curve.descent_view import DescentView

    return DescentView(store)


def _secant_view(store: Store) -> "SecantView":
    from gui.landscape.secant.secant_view import SecantView

    return SecantView(store)


def _plane_view(store: Store) -> "PlaneView":
    from gui.landscape.plane.plane_view import PlaneView

    return PlaneView(store)

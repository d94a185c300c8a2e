"""The desk: the network over its timeline in the middle, the panels docked around it."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QByteArray, QChildEvent, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabBar, QWidget

from gui.arrangements import (
    ARRANGEMENTS,
    Area,
    Form,
    PanelPlace,
    Side,
    network_room,
    room_for,
)
from gui.look.fit import current
from gui.menu.menu import Menu
from gui.panels.batch_switch import BatchSwitch
from gui.panels.challenge import ChallengeBanner
from gui.panels.drawing_buttons import labels_button, neurons_button
from gui.panels.mistake_warning import MistakeWarning
from gui.state.store import Store
from gui.views import LAYOUT_VERSION, PANELS, VIEWS, ViewEntry
from gui.window.card import Card, Foot
from gui.window.dock import Panel
from gui.window.later import Later
from gui.window.panel_cover import PanelCover

_Areas = Qt.DockWidgetArea
_AREAS = {
    Side.LEFT: _Areas.LeftDockWidgetArea,
    Side.RIGHT: _Areas.RightDockWidgetArea,
    Side.BOTTOM: _Areas.BottomDockWidgetArea,
}
_ACROSS, _DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical


class Desk(QMainWindow):
    """A window of its own inside the main one, so that its margins leave the bars alone."""

    full_size_asked = Signal(object)
    """Emitted with the panel that is to take all the room, None for the network."""

    def __init__(self, store: Store, menu: Menu, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowFlags(Qt.WindowType.Widget)  # which Qt makes of it only when told again
        self.network = VIEWS["network"].build(store, menu, self)
        self.card = Card(BatchSwitch(store), self)
        self.setCentralWidget(self.card)  # before it is filled: Qt dresses anew all that moves
        made = neurons_button(store, menu, self.card), labels_button(store, menu, self.card)
        self.card.add_buttons(*made)
        self.card.column.addWidget(ChallengeBanner(store, self.card))
        self.card.column.addWidget(MistakeWarning(store, self.card))
        self.foot = Foot(store, menu, self.card)  # goes along wherever one view is shown alone
        self.take_back_the_middle()
        self.card.title_double_clicked.connect(lambda: self.full_size_asked.emit(None))
        self.setCorner(Qt.Corner.BottomLeftCorner, _Areas.BottomDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, _Areas.RightDockWidgetArea)
        self.panels = {panel.objectName(): panel for panel in self._made_panels(store, menu)}
        self._form: Form = ARRANGEMENTS[0].forms[0]
        self._is_sized = False
        self.take(self._form)

    def _made_panels(self, store: Store, menu: Menu) -> Iterator[Panel]:
        for entry in PANELS:
            build: Callable[[QWidget], QWidget] = partial(entry.build, store, menu)
            later = partial(_place, store, entry, build)
            panel = Panel(entry.key, entry.title, entry.tab, later, self)
            panel.maximise_asked.connect(self.full_size_asked)
            yield panel

    def make_panels(self) -> None:
        """Make those that stand behind other tabs, which the first paint does not wait for."""
        for panel in self.panels.values():
            panel.make()

    def view(self, key: str) -> QWidget:
        """Return the view of a panel, built now if it was not."""
        return self.panels[key].view.view

    def take_back_the_middle(self) -> None:
        """Show the network over its timeline in the middle, after they were shown elsewhere."""
        self.card.column.addWidget(self.network, 1)
        self.card.column.addWidget(self.foot)

    def room_for(self, form: Form) -> QSize:
        """Return the least size of the desk at which a form has room."""
        tabs = self.fontMetrics().height() + current().length("tab_around")

        def least(key: str) -> Area:
            self.panels[key].make()
            size = self.panels[key].minimumSizeHint()
            return size.width(), size.height()

        middle = self._middle(form)
        gap = current().length("row")
        return QSize(*room_for(form, least, (middle.width(), middle.height()), gap, tabs))

    def _middle(self, form: Form) -> QSize:
        """Return what the network and all that stands with it need in a form."""
        if self.card.isHidden():
            return QSize(0, 0)
        return self.card.needs(self.network, self.foot, network_room(form))

    def show_middle(self, on: bool) -> None:
        """Show the network between the panels, or leave its room to them."""
        self.card.setVisible(on)

    def hold_middle(self, form: Form) -> None:
        """Let the network keep what it needs in a form, whatever is resized around it."""
        self.card.setMinimumSize(self._middle(form))

    def take(self, form: Form) -> None:
        """Show the panels of a form at its places; the others are hidden behind the widest one."""
        self._form = form
        shown = {key for place in form for key in place.panels}
        for panel in self.panels.values():
            if panel.isFloating():  # or Qt makes a window of it and a panel again
                panel.setFloating(False)
            self.removeDockWidget(panel)  # or its row of tabs stays behind
        for side in Side:
            self._place_side([place for place in form if place.side is side])
        home = self.panels[max(form, key=lambda place: place.across).panels[-1]]
        for key, panel in self.panels.items():
            if key not in shown:
                self.tabifyDockWidget(home, panel)
            panel.setVisible(key in shown)
        for place in form:
            self.panels[place.panels[0]].raise_()
        self._give_first_sizes()

    def first_layout(self) -> None:
        """Show the present form as it is at first."""
        self.take(self._form)

    def _place_side(self, places: list[PanelPlace]) -> None:
        fronts = [self.panels[place.panels[0]] for place in places]
        for index, panel in enumerate(fronts):
            self.addDockWidget(_AREAS[places[index].side], panel)
            if index:
                direction = _ACROSS if places[index].side is Side.BOTTOM else _DOWN
                self.splitDockWidget(fronts[index - 1], panel, direction)
        for place, front in zip(places, fronts, strict=True):
            last = front
            for key in place.panels[1:]:
                self.tabifyDockWidget(last, self.panels[key])
                last = self.panels[key]

    def _give_first_sizes(self) -> None:
        """Give the places of the present form the sizes that suit the desk's own, once it has one.

        Before it is shown, shares of its size would be shares of nothing.
        """
        self._is_sized = self.isVisible()
        fronts = [self.panels[place.panels[0]] for place in self._form]
        for orientation, whole in ((_ACROSS, self.width()), (_DOWN, self.height())):
            shares = [p.across if orientation is _ACROSS else p.down for p in self._form]
            chosen = [(f, s) for f, s in zip(fronts, shares, strict=True) if s > 0]
            if chosen:
                panels, sizes = [f for f, _ in chosen], [round(s * whole) for _, s in chosen]
                self.resizeDocks(panels, sizes, orientation)

    def show_panel(self, key: str) -> None:
        """Show a panel, in front of those at its place."""
        self.panels[key].show()
        self.panels[key].raise_()

    def shown_panels(self) -> list[str]:
        """Return the keys of all panels that have a place, those behind a tab too."""
        return [key for key, panel in self.panels.items() if not panel.isHidden()]

    def saved(self) -> QByteArray:
        """Return where all panels are and how large."""
        return self.saveState(LAYOUT_VERSION)

    def restored(self, layout: QByteArray) -> bool:
        """Put all panels back to where they were; return False where that cannot be understood."""
        is_back = self.restoreState(layout, LAYOUT_VERSION)
        self._is_sized = self._is_sized or is_back
        return is_back

    def _tidy_tab_bars(self) -> None:
        """Hide the rows of tabs that Qt leaves over where panels stood together before."""
        directly = Qt.FindChildOption.FindDirectChildrenOnly
        bars: dict[frozenset[str], list[QTabBar]] = {}
        for bar in self.findChildren(QTabBar, options=directly):
            policy = Qt.FocusPolicy  # rows that Qt has emptied lie beside the screen
            bar.setFocusPolicy(policy.TabFocus if bar.count() > 1 else policy.NoFocus)
            if bar.count() > 1:
                bars.setdefault(_words(bar), []).append(bar)
        fronts = {
            frozenset(each.windowTitle() for each in group): next(filter(_is_in_front, group), None)
            for group in self._groups()
        }
        for words, alike in bars.items():
            front = fronts.get(words)
            needed = front and min(alike, key=lambda bar: _apart(bar, front))
            for bar in alike:
                bar.setVisible(bar is needed)

    def _groups(self) -> Iterator[list[QDockWidget]]:
        """Yield with each shown panel all those at its place."""
        for panel in self.panels.values():
            if not panel.isHidden():
                together = [panel, *self.tabifiedDockWidgets(panel)]
                yield [each for each in together if not each.isHidden()]

    def childEvent(self, event: QChildEvent) -> None:
        super().childEvent(event)
        bar = event.child()
        if event.type() == QEvent.Type.ChildPolished and isinstance(bar, QTabBar):
            bar.setElideMode(Qt.TextElideMode.ElideNone)  # all words of the tabs

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_sized:
            self._give_first_sizes()
        self._tidy_tab_bars()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._tidy_tab_bars()
        return done


def _is_in_front(panel: QDockWidget) -> bool:
    return panel.isVisible() and panel.geometry().right() > 0  # Qt moves the others aside


def _apart(bar: QTabBar, panel: QDockWidget) -> int:
    """Return how far a row of tabs is from the place below a panel."""
    return (bar.geometry().topLeft() - panel.geometry().bottomLeft()).manhattanLength()


def _place(store: Store, entry: ViewEntry, build: Callable[[QWidget], QWidget]) -> Later[QWidget]:
    """Return the place of a panel's view, covered while it is hidden from a class."""
    place: Later[QWidget] = Later(build, entry.least)
    PanelCover(place, store, entry)
    return place


def _words(bar: QTabBar) -> frozenset[str]:
    return frozenset(bar.tabText(index) for index in range(bar.count()))

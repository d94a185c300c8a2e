"""The stage: one view alone, as large as there is room, over what stands below the network."""

from math import floor

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from gui.look.fit import Arranging, area, current, enlarge, fit
from gui.look.sizes import Sizes
from gui.look.style import style_sheet
from gui.look.theme import THEMES
from gui.menu.menu import Menu
from gui.panels.batch_switch import BatchSwitch
from gui.panels.drawing_buttons import labels_button, neurons_button
from gui.state.run import derived
from gui.state.state import State
from gui.state.store import Store
from gui.window.card import HeadRows, network_title
from gui.window.later import Later
from gui.words.catalog import say

_ROOMY = 1.7  # times its least size a view has, however much it is enlarged with all around it
_MOST = 2.0


class Stage(Arranging):
    """A card with a view that is lent to it; at full size it is enlarged, and shows the way out.

    Where there is room for one panel only, it offers the others instead.
    """

    def __init__(self, store: Store, menu: Menu, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._store = store
        self._factor = 1.0
        self._title: str | None = None
        self._view: QWidget | None = None
        self._needed: QSize | None = None
        self._said, self._beat = QLabel(), QLabel()
        self._said.setObjectName("title")
        self._beat.setObjectName("faint")
        self.others = QMenu(self)
        self.chooser = QToolButton()
        self.chooser.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.chooser.setMenu(self.others)
        self.chooser.setToolTip(say("stage.choose"))
        self.back = QToolButton()
        self.back.setDefaultAction(menu.leave_full_size)
        for button in (self.chooser, self.back):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._column = QVBoxLayout(self)
        fit(self._column, margins="card", spacing="close")
        self.switch = BatchSwitch(store)
        self.neurons = neurons_button(store, menu, self)
        self.labels = labels_button(store, menu, self)
        self._head = HeadRows(self.switch, self._beat)
        row = self._head.first
        fit(row, spacing="apart")
        row.addWidget(self.chooser)
        row.addWidget(self._said)
        row.addStretch(1)
        for widget in (self.neurons, self.labels, self._beat, self.back):
            row.addWidget(widget)
        self._column.addLayout(row)
        self._column.addLayout(self._head.below)
        store.changed.connect(self._show)

    def show_view(
        self, title: str | None, view: QWidget, least: str, foot: QWidget, *, alone: bool
    ) -> None:
        """Borrow a view and what stands below the network.

        title: None for the network itself; least: the name of the view's least size; alone:
        there is room for no other view, so that there is no way back.
        """
        self._title, self._view = title, view
        self.chooser.setVisible(alone)
        self._said.setVisible(not alone)
        self.back.setVisible(not alone)
        self._column.addWidget(view, 1)
        self._column.addWidget(foot)
        view.show()
        if isinstance(view, Later):
            view.build_now()
            view.is_lent = True
        self._show(None, self._store.state)
        self.arrange()
        self._column.activate()
        self._needed = None if alone else self._room_needed(view, least)
        self.dress()

    def make_ready_to_return(self) -> None:
        """Give the view its usual size again, before it leaves."""
        self._factor, self._needed = 1.0, None
        self.dress()
        if isinstance(self._view, Later):
            self._view.is_lent = False

    def dress(self) -> None:
        """Enlarge what is here; again after the theme or the scale of everything has changed."""
        view = self._store.state.view
        self._factor = self._fitting_factor()
        scale = self._factor * view.scale
        enlarge(self, scale)
        usual = self._factor == 1.0
        self.setStyleSheet("" if usual else style_sheet(THEMES[view.theme], Sizes(scale)))

    def arrange(self) -> None:
        """Use the width: for the switch beside the title, and for what the network alone has."""
        for button in (self.neurons, self.labels):
            button.use_width(self.width() if self._title is None else 0)
        if self._fitting_factor() != self._factor:
            self.dress()
        around: list[QWidget] = [self._beat, self.back, self.neurons, self.labels]
        self._head.arrange(self.width(), [each for each in around if not each.isHidden()])

    def _room_needed(self, view: QWidget, least: str) -> QSize:
        """Return what there is at least of everything that is shown, in pixels at scale 1."""
        needed = QSize(*(round(_ROOMY * side) for side in area(least).toTuple()))
        if isinstance(view, Later):
            needed = needed.expandedTo(view.whole_area())
        return (needed + self.size() - view.size()) / current().unit

    def _fitting_factor(self) -> float:
        """Return how many times larger all is shown, in steps of 5 %."""
        if self._needed is None:
            return 1.0
        room, needed = self.size() / self._store.state.view.scale, self._needed
        spare = min(room.width() / needed.width(), room.height() / needed.height())
        return min(max(1.0, floor(20 * spare) / 20), _MOST)

    def _show(self, before: State | None, after: State) -> None:
        if not self.isVisible() and before is not None:
            return
        title = network_title(after) if self._title is None else self._title
        self._said.setText(title)
        self.chooser.setText(say("stage.chosen", title=title))
        beats = len(derived.beats(after))
        self._beat.setText(say("window.beat", beat=after.cursor.beat + 1, beats=beats))

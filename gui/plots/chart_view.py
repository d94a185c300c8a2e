"""A chart of the state on screen: told of changes, it looks and redraws."""

from collections.abc import Callable
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from gui.look.fit import current, fit, has_new_look
from gui.look.room import grown
from gui.look.sizes import Sizes
from gui.look.theme import THEMES
from gui.plots.chart import Chart
from gui.plots.described import described
from gui.plots.notes_view import NotesView
from gui.plots.reading import Reading, reading
from gui.state.run import derived
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.turns import turns_of

if TYPE_CHECKING:
    from gui.plots.plot import Plot


class ChartView(QWidget):
    """Shows the chart that a function makes of the state, with its notes above."""

    refreshed = Signal()
    """Emitted after the picture was drawn anew."""

    def __init__(
        self,
        store: Store,
        chart: Callable[[State], Chart],
        parent: QWidget | None = None,
        *,
        follows_state: bool = False,
        legend_yields: bool = False,
    ) -> None:
        """legend_yields: whether the legend is left out where the plot would scroll for it."""
        super().__init__(parent)
        self._legend_yields = legend_yields
        self._around: QScrollArea | None = None
        self._beside = 1
        self._dressed: Sizes | None = None
        self._store, self._chart, self._follows_state = store, chart, follows_state
        self._stale = False
        self._plot: Plot | None = None
        self._drawn_chart: Chart | None = None
        self._pointer: tuple[float, float] | None = None
        self._notes = NotesView()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        fit(self.column, spacing="hair")
        self.column.addWidget(self._notes)
        self.column.addStretch(1)
        self._legend = NotesView()
        self._legend.hide()
        self.column.addWidget(self._legend)
        self._turns = turns_of(store)
        store.changed.connect(self._show)

    def make_ready(self) -> None:
        """Build the plot now; on screen that waits until after the first paint."""
        if self._plot is None:
            from gui.plots.plot import Plot  # pyqtgraph takes longer to load than the window

            self._plot = Plot(follows_state=self._follows_state)
            self._plot.pointed.connect(self._point_at)
            self.column.takeAt(1)
            self.column.insertWidget(1, self._plot, 1)
            self.plot_is_there(self._plot)
            if self._legend_yields:
                self._watch_room()
            self._refresh()

    def plot_is_there(self, plot: "Plot") -> None:
        """Connect the plot, once there is one; for views that are more than a picture."""

    @property
    def plot(self) -> "Plot | None":
        """The pyqtgraph widget, None before it is built."""
        return self._plot

    def _show(self, before: State, after: State) -> None:
        if self._turns.are_taken(after):
            self._turns.ask(self._refresh)
        elif _concerns(before, after):
            self._refresh()

    def _refresh(self) -> None:
        if self._plot is None:
            return
        self._stale = not self.isVisible()
        if self._stale:  # behind another panel: drawn once it is seen
            return
        state = self._store.state
        theme = THEMES[state.view.theme]
        chart = self._chart(state)
        self._drawn_chart = chart
        sizes = self._dressed = self._sizes()
        self._plot.show_chart(chart, theme, sizes, state.document.opened)
        self._plot.show_reading(self._reading())
        size, digits = sizes.length("small"), state.view.digits
        self._notes.show_notes(chart.notes, theme, size, digits)
        self._legend.show_notes(chart.legend, theme, size, digits)
        self._legend.setVisible(self._has_legend())
        self._describe(chart)
        self.refreshed.emit()

    def _describe(self, chart: Chart) -> None:
        """Say what is drawn and its numbers to somebody who does not see it."""
        state = self._store.state
        if self._turns.are_taken(state):
            return  # nobody listens to numbers that are gone before they are said
        said = described(chart, state.view.digits)
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)

    def stand_beside(self, charts: int) -> None:
        """Be one of so many charts side by side, which are one picture and have one type."""
        self._beside = charts
        self._fit_type()

    def _watch_room(self) -> None:
        """Look at what scrolls around the view, whose height follows the room."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        self._around = above
        if above is not None:
            above.viewport().installEventFilter(self)

    def _has_legend(self) -> bool:
        """Return whether there is a legend, and room for it where it would have to yield."""
        chart, around = self._drawn_chart, self._around
        if chart is None or not chart.legend or self._plot is None:
            return False
        inside = None if around is None else around.widget()
        if around is None or inside is None:
            return True
        room = around.viewport().height() - (inside.height() - self.height())
        needed = self._plot.minimumHeight() + self._notes.minimumHeight()
        needed += self._legend.heightForWidth(self.width()) + 2 * self.column.spacing()
        return bool(room >= needed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._has_legend() == self._legend.isHidden():
            self._legend.setVisible(self._has_legend())
        return super().eventFilter(watched, event)

    def _fit_type(self) -> None:
        if self._sizes() != self._dressed or self._has_legend() == self._legend.isHidden():
            self._refresh()

    def _sizes(self) -> Sizes:
        """Return the sizes that suit the room; the notes count: their height must not matter."""
        return grown(current(), self._beside * self.width(), self.height())

    def read_at(self, chart: Chart, x: float, y: float) -> Reading | None:
        """Return what the chart says at a place under the pointer."""
        assert self._plot is not None
        seen = self._plot.getViewBox().viewRect()
        size = seen.width(), seen.height()
        return reading(chart, (x, y), size, self._store.state.view.digits)

    def _point_at(self, place: tuple[float, float] | None) -> None:
        self._pointer = place
        if self._plot is not None:
            self._plot.show_reading(self._reading())

    def _reading(self) -> Reading | None:
        if self._pointer is None or self._drawn_chart is None:
            return None
        return self.read_at(self._drawn_chart, *self._pointer)

    def minimumSizeHint(self) -> QSize:
        """Return what it needs in the usual type: what has grown must become small again."""
        least = super().minimumSizeHint()
        if self._dressed is None or self.column.indexOf(self._notes) < 0:
            return least
        notes = self._notes.minimumHeight()
        notes += 0 if self._legend.isHidden() else self._legend.minimumHeight()
        usual = ceil(notes * current().unit / self._dressed.unit)
        return QSize(least.width(), least.height() - notes + usual)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if has_new_look(event):
            self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_type()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._plot is None:  # the empty card is on screen now: there is time to load pyqtgraph
            QTimer.singleShot(0, self.make_ready)


def _concerns(before: State, after: State) -> bool:
    """Return whether a change can be seen in a plot: within a beat, little changes."""
    return (
        not derived.same_numbers(before, after)
        or before.trained != after.trained
        or before.curve != after.curve
        or before.plane != after.plane
        or before.neuron != after.neuron
        or before.inputs != after.inputs
        or before.regions != after.regions
        or before.kept is not after.kept
        or before.mode is Mode.TRAINING
    )

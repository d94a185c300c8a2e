"""The picture of the inputs on screen: computed from coarse to fine, answers pointer and keys."""

from time import perf_counter
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolButton, QWidget

from engine.network import Parameters
from gui.menu.keys import KEYS, told
from gui.plots.chart import Chart, Note
from gui.plots.chart_view import ChartView
from gui.plots.reading import Reading
from gui.regions.curve_chart import curve_chart
from gui.regions.field import COARSEST, FINEST, Field, FieldMaker, Limits
from gui.regions.hints import hint, with_next_click
from gui.regions.point_editor import PointEditor
from gui.regions.points import can_be_edited, is_edited
from gui.regions.readings import nearest_sample, place_reading, sample_reading
from gui.regions.regions_chart import regions_chart
from gui.regions.subject import subject_of
from gui.state.inputs import derived as inputs_derived
from gui.state.regions import actions as regions_actions
from gui.state.regions import derived as regions_derived
from gui.state.regions.derived import Sets
from gui.state.run import derived, results
from gui.state.state import Document, State
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words.catalog import say

if TYPE_CHECKING:
    from gui.plots.plot import Plot

LIVE_SECONDS, STILL_SECONDS = 0.0015, 0.006  # that the outputs may take in training, and else
NEAR = 9  # units: so close to a dot, it is meant
_PAUSE_MS = 12  # before a finer picture, so that the window never stalls
_BY: dict[int, int] = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
}
_ENDS: dict[int, int] = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}


class RegionsPlot(ChartView):
    """Gets finer while nothing else is to be done; a click or an arrow key follows a sample."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(store, self._drawn, parent)
        self.setAccessibleName(say("view.regions"))
        self.coloured = QToolButton()
        self.coloured.setObjectName("toggle")
        self.coloured.setText(say("regions.coloured"))
        keys = told(KEYS["coloured-regions"].sequences[0])
        self.coloured.setToolTip(say("regions.coloured-tip", keys=keys))
        self.coloured.setAccessibleName(say("command-name.coloured-regions"))
        self.coloured.setCheckable(True)
        self.coloured.clicked.connect(lambda on: store.apply(regions_actions.set_coloured, on))
        self._editor: PointEditor | None = None
        self._live, self._still = FieldMaker(2 * COARSEST), FieldMaker()
        self._begun: State | None = None  # the moment whose results are computed
        self._last: tuple[Document, Sets] | None = None  # the last that were complete
        self._work = QTimer(self)
        self._work.setSingleShot(True)
        self._work.timeout.connect(self._go_on)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._refresh)

    def plot_is_there(self, plot: "Plot") -> None:
        plot.clicked.connect(self._follow_at)
        plot.installEventFilter(self)
        self._editor = PointEditor(self._store, plot, self.sample_at)
        self._editor.dropped.connect(self._refresh)
        plot.setAccessibleName(say("regions.keys"))
        plot.getViewBox().sigRangeChanged.connect(lambda: self._later.start(0))

    def finish(self) -> None:
        """Draw the finest picture now."""
        self._still.side = FINEST
        self._refresh()

    def sample_at(self, x: float, y: float) -> int | None:
        """Return the sample whose dot is at a place of the plot, counted through both parts."""
        state = self._store.state
        if self._plot is None or not regions_derived.is_drawable(state):
            return None
        across, up = self._plot.getViewBox().viewPixelSize()
        found, apart = nearest_sample(state, (x, y), (1 / across, 1 / up))
        return found if apart <= NEAR * self._sizes().unit else None

    def read_at(self, chart: Chart, x: float, y: float) -> Reading | None:
        """Return what is read of the sample under the pointer, else of the place."""
        state = self._store.state
        sample = self.sample_at(x, y)
        if sample is not None:
            read = sample_reading(state, subject_of(state), sample)
            return replace(read, text=with_next_click(state, sample, read.text))
        if inputs_derived.input_plane(state).axes == 1:
            return super().read_at(chart, x, y)
        if not regions_derived.is_drawable(state):
            return None
        if self._editor is not None and is_edited(state):
            x, y = self._editor.snapped((x, y))
        return place_reading(state, subject_of(state), (x, y))

    def _drawn(self, state: State) -> Chart:
        """Return the picture, as fine as it can be in the time there is."""
        chart = curve_chart if inputs_derived.input_plane(state).axes == 1 else regions_chart
        self._show_switch(state)
        if not regions_derived.is_drawable(state):
            return chart(state, None, ())
        is_live = self._turns.are_taken(state)
        maker = self._live if is_live else self._still
        parameters = regions_derived.parameters(state)  # of a step that is traced only now
        side, started = maker.side, perf_counter()
        field = self._field(maker, parameters, state)
        maker.keep_pace(perf_counter() - started, LIVE_SECONDS if is_live else STILL_SECONDS)
        if not is_live and maker.side > side:
            self._later.start(_PAUSE_MS)
        drawn = chart(state, field, self._told(state))
        said = hint(state) if can_be_edited(state) else ""  # why it cannot is told by the switch
        notes = (*drawn.notes, Note(said, "text_faint")) if said else drawn.notes
        return self._held_still(replace(drawn, notes=notes))

    def _told(self, now: State) -> Sets:
        """Return the results of this moment, nothing as long as they are not known.

        While training, those of the last step at which they were begun: of many samples they take
        several frames.
        """
        begun, is_live = self._begun, self._turns.are_taken(now)
        goes_on = is_live and begun is not None and begun.document is now.document
        moment = replace(now, cursor=begun.cursor) if goes_on and begun is not None else now
        if results.go_on(moment):
            self._begun, self._last = None, (now.document, regions_derived.sets(moment))
            return self._last[1]
        self._begun = moment
        self._work.start(_PAUSE_MS)
        document, last = self._last or (None, ())
        return last if is_live and document is now.document else ()

    def _go_on(self) -> None:
        """Compute some more of the results, and show them once all are there."""
        if self._begun is None or not self.isVisible():
            return
        if not results.go_on(self._begun):
            self._work.start(_PAUSE_MS)
        elif self._turns.are_taken(self._store.state):
            self._turns.ask(self._refresh)
        else:
            self._refresh()

    def _held_still(self, chart: Chart) -> Chart:
        """Return a chart whose ground stays under a point that is dragged over it."""
        before = self._drawn_chart
        if self._editor is None or not self._editor.is_dragging or before is None:
            return chart
        axes = {"x_axis": before.x_axis, "y_axis": before.y_axis}
        return replace(chart, equal=before.equal, **axes)

    def _show_switch(self, state: State) -> None:
        self.coloured.setChecked(state.regions.coloured)
        has_ground = inputs_derived.input_plane(state).axes == 2
        if has_ground == self.coloured.isHidden():
            self.coloured.setVisible(has_ground)

    def _field(self, maker: FieldMaker, parameters: Parameters, state: State) -> Field:
        network, plane = derived.experiment(state).network, inputs_derived.input_plane(state)
        return maker.field(network, parameters, plane, self._seen(state))

    def _seen(self, state: State) -> Limits:
        """Return the part of the plane that is on screen, which may be larger than the axes."""
        whole = inputs_derived.limits(state)
        if self._plot is None:
            return whole
        seen = tuple((float(low), float(high)) for low, high in self._plot.getViewBox().viewRange())
        return seen[: len(whole)] if regions_derived.are_drawable(seen) else whole

    def _follow_at(self, x: float, y: float) -> None:
        if self._editor is not None and self._editor.click(x, y):
            return
        sample = self.sample_at(x, y)
        if sample is not None:
            self._store.apply(view_actions.follow_in_sets, sample)

    def _follow_by_key(self, key: int) -> None:
        state = self._store.state
        samples, now = regions_derived.data(state).samples, inputs_derived.followed(state)
        wanted = _ENDS[key] if key in _ENDS else now + _BY[key]
        self._store.apply(view_actions.follow_in_sets, wanted % samples)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # the window's shortcuts would take the arrow keys from the plot that has the focus
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if isinstance(event, QKeyEvent) and event.type() in kinds and _is_ours(event):
            if event.type() == QEvent.Type.KeyPress:
                self._follow_by_key(event.key())
            event.accept()
            return True
        return super().eventFilter(watched, event)


def _is_ours(event: QKeyEvent) -> bool:
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    is_plain = plain == Qt.KeyboardModifier.NoModifier
    return is_plain and (event.key() in _BY or event.key() in _ENDS)

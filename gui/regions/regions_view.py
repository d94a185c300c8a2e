"""The panel with the decision regions, or the fitted curve: the picture and what it shows."""

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from engine.written.quantity import Kind, Quantity
from gui.look.fit import fit
from gui.menu.keys import KEYS, told
from gui.regions.notes import output_letter
from gui.regions.points_view import PointsView
from gui.regions.regions_picture import RegionsPlot
from gui.state.inputs import actions as inputs_actions
from gui.state.inputs import derived as inputs_derived
from gui.state.regions import actions as regions_actions
from gui.state.regions import derived as regions_derived
from gui.state.run import derived, results
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.words.catalog import say
from gui.words.quantities import letter_with_column

MOST_CHOICES = 100  # inputs to choose from: no list is longer
COMPONENTS, ALL = -1, -1  # what stands in a list for them


class RegionsView(QWidget):
    """Below the picture stands what there is a choice of: nothing for two inputs and one output."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._listed: object = None
        self.picture = RegionsPlot(store)
        self.axes = (QComboBox(), QComboBox())
        for which, box in enumerate(self.axes):
            box.setAccessibleName(say("regions.axis", number=which + 1))
            box.setToolTip(say("regions.axis-tip"))
        self.axes[0].activated.connect(lambda: self._choose_axis(0))
        self.axes[1].activated.connect(lambda: self._choose_axis(1))
        self.output = QComboBox()
        self.output.setAccessibleName(say("regions.shown"))
        keys = told(KEYS["next-output"].sequences[0])
        self.output.setToolTip(say("regions.shown-tip", keys=keys))
        self.output.activated.connect(self._choose_output)
        self.points = PointsView(store, self.picture.coloured)
        self._foot = QWidget()
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(0, 0, 0, 0)
        fit(row, spacing="row")
        for box in (*self.axes, self.output):
            row.addWidget(box)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column, spacing="close")
        column.addWidget(self.picture, 1)
        column.addWidget(self._foot)
        column.addWidget(self.points)
        store.changed.connect(self._show)
        self._show(None, store.state)

    def make_ready(self) -> None:
        """Build the plot and the finest picture now; on screen both take their time."""
        self.picture.make_ready()
        self.picture.finish()

    def _choose_axis(self, which: int) -> None:
        unit = self.axes[which].currentData()
        if unit == COMPONENTS:
            self._store.apply(inputs_actions.show_components, True)
        else:
            self._store.apply(inputs_actions.choose_input, which, unit)
        self._show_choices(self._store.state)  # what was refused is not chosen

    def _choose_output(self) -> None:
        unit = self.output.currentData()
        self._store.apply(regions_actions.show_output, None if unit == ALL else unit)

    def _show(self, before: State | None, after: State) -> None:
        if after.mode is Mode.TRAINING and before is not None and before.mode is after.mode:
            return  # what there is to choose does not change while thousands of steps pass
        self._list(after)
        self._show_choices(after)

    def _list(self, state: State) -> None:
        """Fill the lists with the inputs and outputs that there are."""
        experiment = derived.experiment(state)
        wanted = experiment.network.sizes, experiment.data, state.view.notation
        if wanted == self._listed:
            return
        self._listed = wanted
        for box in self.axes:
            box.clear()
            box.addItem(say("regions.components"), COMPONENTS)
            for unit in range(min(experiment.network.inputs, MOST_CHOICES)):
                letter = Quantity(Kind.INPUT, 0, unit)
                box.addItem(letter_with_column(experiment, letter, state.view.notation), unit)
        self.output.clear()
        if results.classes_of(experiment.data) is not None:
            self.output.addItem(say("regions.all-classes"), ALL)
        for unit in range(experiment.network.sizes[-1]):
            self.output.addItem(output_letter(state, unit), unit)

    def _show_choices(self, state: State) -> None:
        experiment, shown = derived.experiment(state), inputs_derived.input_plane(state)
        has_axes, several = experiment.network.inputs > 2, experiment.network.sizes[-1] > 1
        for which, box in enumerate(self.axes):
            box.setVisible(has_axes and (which == 0 or bool(shown.inputs)))
            chosen = shown.inputs[which] if len(shown.inputs) > which else COMPONENTS
            box.setCurrentIndex(max(box.findData(chosen), 0))
        self.output.setVisible(several)
        unit = regions_derived.shown_output(state)
        self.output.setCurrentIndex(max(self.output.findData(ALL if unit is None else unit), 0))
        self._foot.setVisible(has_axes or several)
        is_fitted = shown.axes == 1 and results.classes_of(experiment.data) is None
        self.setWindowTitle(say("regions.fitted" if is_fitted else "view.regions"))

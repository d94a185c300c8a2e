"""Two rows of buttons under a sample: what can be done with it, and with a drawing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from gui.look.fit import fit
from gui.state.action import Action
from gui.state.experiment import samples
from gui.state.run import derived, results
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say
from gui.words.classes import class_name


class SampleRow(QWidget):
    """Draw one's own, copy, delete, and keep for testing."""

    draw_asked = Signal()

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.draw = small_button("draw")
        self.copy, self.delete, self.part = map(small_button, ("copy", "delete", "to-tests"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        fit(row, spacing="close")
        for button in (self.draw, self.copy, self.delete, self.part):
            row.addWidget(button)
        row.addStretch(1)
        self.draw.clicked.connect(self.draw_asked)
        self.copy.clicked.connect(lambda: self._with_followed(samples.copy_sample))
        self.delete.clicked.connect(lambda: self._with_followed(samples.delete_sample))
        self.part.clicked.connect(self._change_part)

    def show_state(self, state: State, *, are_pictures: bool) -> None:
        """Offer what the sample that is followed allows."""
        data, number = derived.experiment(state).data, samples.followed_sample(state)
        is_test = data.is_test(number)
        self.draw.setVisible(are_pictures)
        for button in (self.delete, self.part):
            button.setEnabled(is_test or len(data.inputs) > 1)
        self.part.setText(say(f"sample-button.{'to-training' if is_test else 'to-tests'}"))

    def _with_followed(self, change: Action[[int]]) -> None:
        self._store.apply(change, samples.followed_sample(self._store.state))

    def _change_part(self) -> None:
        state = self._store.state
        number = samples.followed_sample(state)
        is_test = derived.experiment(state).data.is_test(number)
        self._store.apply(samples.set_tested, number, not is_test)


class DrawingRow(QWidget):
    """The class of a drawing, and what is to become of it."""

    used, cleared, left = Signal(), Signal(), Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_classes = False
        self.label = QComboBox()
        self.label.setObjectName("small")
        self.label.setPlaceholderText(say("sample.class"))
        self.label.setToolTip(say("sample.class-tip"))
        self.label.setAccessibleName(say("sample.class-tip"))
        self.use, self.clear, self.back = map(small_button, ("use", "clear", "back"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        fit(row, spacing="close")
        for part in (self.label, self.use, self.clear, self.back):
            row.addWidget(part)
        row.addStretch(1)
        self.label.currentIndexChanged.connect(self._show)
        self.use.clicked.connect(self.used)
        self.clear.clicked.connect(self.cleared)
        self.back.clicked.connect(self.left)

    @property
    def chosen(self) -> int | None:
        """The class chosen, None for none."""
        row = self.label.currentIndex()
        return None if row < 0 else row

    def choose(self, number: int | None) -> None:
        """Choose a class, where there is one of that number."""
        if number is None or number < self.label.count():
            self.label.setCurrentIndex(-1 if number is None else number)

    def show_state(self, state: State) -> None:
        """Offer the classes of the data; where targets are none, a drawing gets those followed."""
        experiment = derived.experiment(state)
        classes = results.classes_of(experiment.data)
        names = []
        if classes is not None:
            names = [class_name(experiment, classes, each) for each in range(classes.count)]
        if names != [self.label.itemText(row) for row in range(self.label.count())]:
            self.label.clear()
            self.label.addItems(names)
            self.label.setCurrentIndex(-1)
        self._has_classes = bool(names)
        self.label.setVisible(self._has_classes)
        self._show()

    def _show(self) -> None:
        self.use.setEnabled(self.chosen is not None or not self._has_classes)


def small_button(key: str) -> QToolButton:
    """Return a button with its words and its tip."""
    button = QToolButton()
    button.setObjectName("choice")
    button.setText(say(f"sample-button.{key}"))
    button.setToolTip(say(f"sample-tip.{key}"))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button

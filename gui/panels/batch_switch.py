"""The switch above the network: one sample of the batch, or the whole batch, for all views."""

from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QWidget,
)

from gui.bind import CountBinding
from gui.look.fit import fit
from gui.panels.control_cover import ControlCover
from gui.state.run import derived
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words.batch import alone_name, pooled_name
from gui.words.catalog import say


class BatchSwitch(QWidget):
    """Two buttons of which one is pressed, and between them the number of the sample.

    It is not there in a step whose batch has one sample; its place stays, so that nothing moves,
    unless there is but one sample at all, or one is shown alone that is not of the batch.
    """

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.one, self.all = QToolButton(), QToolButton()
        self._group = QButtonGroup(self)
        for button, words in ((self.one, say("batch.sample")), (self.all, say("batch.whole"))):
            button.setObjectName("choice")
            button.setText(words)
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self._group.addButton(button)
        self.before = self._arrow("‹", say("batch.sample-before"), -1)
        self.next = self._arrow("›", say("batch.sample-next"), 1)
        self.sample = QSpinBox()
        self.sample.setObjectName("choice")
        self.sample.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.sample.setAccessibleName(say("batch.sample-number"))
        CountBinding(
            self.sample,
            store,
            lambda state: derived.row(state) + 1,
            lambda state: len(derived.trace(state).x),
            lambda number: view_actions.follow_sample.call(number - 1),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        fit(row, spacing="hair")
        for part in (self.one, self.before, self.sample, self.next, self.all):
            row.addWidget(part)
        self.one.clicked.connect(self._follow_again)
        self.all.clicked.connect(lambda: store.apply(view_actions.show_whole_batch))
        store.changed.connect(self._show)
        self._show(None, store.state)
        ControlCover(self, store, "sample")

    def _arrow(self, sign: str, name: str, by: int) -> QToolButton:
        button = QToolButton()
        button.setObjectName("cardButton")
        button.setText(sign)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(lambda: self._follow(by))
        return button

    def _follow(self, by: int) -> None:
        """Follow the sample that is so many further on in the batch, at its end from the start."""
        state = self._store.state
        samples = len(derived.trace(state).x)
        self._store.apply(view_actions.follow_sample, (derived.row(state) + by) % samples)

    def _follow_again(self) -> None:
        """Follow the sample that was followed before the whole batch was shown."""
        number = self._store.state.view.followed
        if number is None:
            self._follow(0)
        else:
            self._store.apply(view_actions.follow_in_sets, number)

    def _show(self, before: State | None, after: State) -> None:
        if after.mode is Mode.TRAINING and before is not None and before.mode is after.mode:
            return  # whose numbers they are does not change while thousands of steps pass
        scope = derived.scope(after)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(len(after.document.experiment.data.inputs) > 1)
        self.setSizePolicy(policy)
        guest = derived.guest(after)
        self.setVisible(scope.samples > 1 or guest is not None)
        for part in (self.before, self.sample, self.next):
            part.setVisible(guest is None)
        self.one.setText(
            say("batch.sample") if guest is None else alone_name(scope.experiment, guest)
        )
        self.one.setToolTip("" if guest is None else say("batch.alone-tip"))
        batch = derived.batch_scope(after)
        self.sample.setSuffix(say("batch.sample-of", samples=batch.samples))
        self.all.setToolTip(pooled_name(batch))
        self.one.setChecked(not scope.is_pooled)
        self.all.setChecked(scope.is_pooled)

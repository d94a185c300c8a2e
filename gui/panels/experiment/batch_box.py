"""The field for how many samples a step takes: a number, or all of them."""

from PySide6.QtWidgets import QLineEdit

from engine.written.typed_number import BadNumber, read_number
from gui.field_refusal import FieldRefusal
from gui.look.fit import fit
from gui.panels.experiment.choice import QuietBox
from gui.state.experiment import training
from gui.state.run import derived
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say
from gui.words.faults import fault_sentence

_OFFERED = (1, 2, 5, 10, 20, 50, 100, 200, 500)


class BatchBox(QuietBox):
    """Offers sizes, and takes any that is typed."""

    def __init__(self, store: Store) -> None:
        super().__init__(say("field.batch"))
        self._store = store
        self.setEditable(True)
        self.setInsertPolicy(self.InsertPolicy.NoInsert)
        self.setToolTip(say("experiment.batch-tip"))
        fit(self, width="batch_box")
        field = self.lineEdit()
        assert isinstance(field, QLineEdit)
        self.field = field
        field.setAccessibleName(say("field.batch"))
        self._refusal = FieldRefusal(field)
        # a number is not completed to another one; the stubs do not know that this is allowed
        self.setCompleter(None)  # type: ignore[arg-type]
        self.opens = self._offer
        self.activated.connect(self._choose)
        field.editingFinished.connect(self._type)
        store.changed.connect(self._show)
        self._put_back()

    def _offer(self) -> None:
        """List the sizes that there are for so many samples."""
        samples = len(derived.experiment(self._store.state).data.inputs)
        self.clear()
        self.addItem(_said(None, samples), None)
        for size in _OFFERED:
            if size < samples:
                self.addItem(str(size), size)
        self._put_back()

    def _choose(self, row: int) -> None:
        self._use(self.itemData(row))

    def _type(self) -> None:
        text = self.field.text().strip()
        if self._refusal.sentence or text == self._present():
            return
        if text == say("experiment.all"):
            self._use(None)
            return
        try:
            size = read_number(text).value
            if not size.is_integer():
                raise BadNumber("refused.no-whole-number", value=size)
        except BadNumber as error:
            self._refusal.say(fault_sentence(error.fault))
        else:
            self._use(int(size))

    def _use(self, size: int | None) -> None:
        fault = self._store.attempt(training.set_batch_size.call(size))
        if fault is None:
            self._put_back()
        else:
            self._refusal.say(fault_sentence(fault))

    def _present(self) -> str:
        experiment = derived.experiment(self._store.state)
        return _said(experiment.training.batch_size, len(experiment.data.inputs))

    def _put_back(self) -> None:
        """Show the size in use."""
        self._refusal.clear()
        self._shown = self._present()
        self.setEditText(self._shown)
        self.field.setCursorPosition(0)

    def _show(self, before: State, after: State) -> None:
        same = derived.same_settings(before, after)
        if not same and self._present() != self._shown:
            self._put_back()


def _said(size: int | None, samples: int) -> str:
    return say("experiment.all-samples", samples=samples) if size is None else str(size)

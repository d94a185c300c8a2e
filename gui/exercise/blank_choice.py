"""Which lines are blank: how many of the last ones, and of which kinds of number."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSpinBox, QToolButton, QWidget

from engine.written.quantity import Kind
from gui.bind import CountBinding
from gui.look.fit import fit
from gui.state.exercise import actions, derived
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.words.catalog import say
from gui.words.quantities import kind_name


class BlankChoice(QWidget):
    """A count of lines with a switch for all of them, and a menu of kinds."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.count = QSpinBox()
        self.count.setObjectName("choice")
        self.count.setAccessibleName(say("by-hand.count"))
        self.count.setToolTip(say("by-hand-tip.count"))
        self.count.setKeyboardTracking(False)
        fit(self.count, least_width="number_narrow")
        CountBinding(self.count, store, _count, derived.possible, actions.set_blanks.call)
        self.every = self._tool("all")
        self.every.setCheckable(True)
        self.every.clicked.connect(self._switch_all)
        self.kinds = self._tool("kinds")
        self.kinds.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self.kinds)
        self._menu.aboutToShow.connect(self._fill)
        self.kinds.setMenu(self._menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        fit(row, spacing="gap")
        row.addWidget(QLabel(say("by-hand.blank")))
        row.addWidget(self.count)
        row.addWidget(self.every)
        row.addWidget(self.kinds)
        row.addStretch(1)
        store.changed.connect(self._show)
        self._show(store.state, store.state)

    def _tool(self, key: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName("choice")
        button.setText(say(f"by-hand-button.{key}"))
        button.setToolTip(say(f"by-hand-tip.{key}"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _switch_all(self, on: bool) -> None:
        self._store.apply(actions.set_blanks, None if on else 1)

    def _fill(self) -> None:
        """List the kinds of number, those that are asked for with a tick."""
        state = self._store.state
        chosen = state.by_hand.kinds
        self._menu.clear()
        every = self._menu.addAction(say("by-hand.every-kind"))
        every.setCheckable(True)
        every.setChecked(not chosen)
        every.triggered.connect(lambda: self._store.apply(actions.ask_for_all))
        self._menu.addSeparator()
        for kind in derived.kinds(state):
            action = self._menu.addAction(kind_name(kind))
            action.setCheckable(True)
            action.setChecked(kind.value in chosen)
            action.triggered.connect(lambda _=False, each=kind: self._ask_for(each))

    def _ask_for(self, kind: Kind) -> None:
        self._store.apply(actions.ask_for, kind.value)

    def _show(self, before: State, after: State) -> None:
        if after.mode is Mode.TRAINING:
            return
        self.every.setChecked(after.by_hand.blanks is None)
        names = [kind_name(Kind(each)) for each in after.by_hand.kinds]
        told = say("by-hand-button.kinds") if not names else names[0]
        if len(names) > 1:
            told = say("by-hand.several-kinds", count=len(names))
        self.kinds.setText(told)


def _count(state: State) -> int:
    blanks, most = state.by_hand.blanks, derived.possible(state)
    return most if blanks is None else min(blanks, most)

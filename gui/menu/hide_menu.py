"""The menu of what a class is not shown: kinds of number, the selected one, panels, controls."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from engine.hidden import CONTROL, CONTROLS, PANEL, PANELS
from engine.text.names import name
from engine.written.quantity import Kind
from gui.state.hiding import actions as hiding
from gui.state.hiding import derived as hiding_derived
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.words.catalog import say
from gui.words.hiding import control_name
from gui.words.quantities import kind_name

Make = Callable[[str, Callable[[], object]], QAction]
"""Makes the action of a command's name, which does something."""

GRADIENTS = (Kind.D_WEIGHT, Kind.D_BIAS)


class HideMenu(QObject):
    """Ticks at what is hidden; then what reveals it."""

    def __init__(self, menu: QMenu, store: Store, make: Make) -> None:
        super().__init__(menu)
        self._store = store
        self.selected = self._check(menu, say("hide.selected-none"), self._hide_selected)
        self.gradients = self._check(menu, say("hide.gradients"), self._hide_gradients)
        kinds = menu.addMenu(say("hide.kinds"))
        self.kinds = {each: self._kind(kinds, each) for each in Kind}
        panels, controls = menu.addMenu(say("hide.panels")), menu.addMenu(say("hide.controls"))
        self.panels = {each: self._panel(panels, each) for each in PANELS}
        self.controls = {each: self._control(controls, each) for each in CONTROLS}
        menu.addSeparator()
        self.reveal_next = make("reveal-next", lambda: store.apply(hiding.reveal_next))
        self.reveal_all = make("reveal-all", lambda: store.apply(hiding.reveal_all))
        self.again = make("hide-again", lambda: store.apply(hiding.hide_again))
        self.nothing = make("hide-nothing", lambda: store.apply(hiding.hide_nothing))
        menu.addActions([self.reveal_next, self.reveal_all, self.again, self.nothing])
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _check(self, menu: QMenu, text: str, hide: Callable[[bool], object]) -> QAction:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.triggered.connect(hide)
        return action

    def _kind(self, menu: QMenu, kind: Kind) -> QAction:
        def hide(on: bool) -> None:
            self._store.apply(hiding.hide_kind, kind, on)

        return self._check(menu, kind_name(kind), hide)

    def _panel(self, menu: QMenu, key: str) -> QAction:
        def hide(on: bool) -> None:
            self._store.apply(hiding.hide_panel, key, on)

        return self._check(menu, say(f"view.{key}"), hide)

    def _control(self, menu: QMenu, key: str) -> QAction:
        def hide(on: bool) -> None:
            self._store.apply(hiding.hide_control, key, on)

        return self._check(menu, control_name(key), hide)

    def _hide_gradients(self, on: bool) -> None:
        for kind in GRADIENTS:
            self._store.apply(hiding.hide_kind, kind, on)

    def _hide_selected(self, on: bool) -> None:
        number = hiding_derived.spoken_of(self._store.state)
        if number is not None:
            self._store.apply(hiding.hide_quantity, number, on)

    def _show(self, before: State | None, after: State) -> None:
        if after.mode is Mode.TRAINING and before is not None and before.mode is after.mode:
            return
        names, number = after.document.hidden, hiding_derived.spoken_of(after)
        self.selected.setEnabled(number is not None)
        self.selected.setChecked(number is not None and str(number) in names)
        if number is None:
            self.selected.setText(say("hide.selected-none"))
        else:
            self.selected.setText(say("hide.selected", number=name(number, after.view.notation)))
        self.gradients.setChecked(all(kind.value in names for kind in GRADIENTS))
        for kind, action in self.kinds.items():
            action.setChecked(kind.value in names)
        for parts, prefix in ((self.panels, PANEL), (self.controls, CONTROL)):
            for key, action in parts.items():
                action.setChecked(f"{prefix}{key}" in names)
        can_reveal = hiding_derived.has_hidden(after)
        self.reveal_next.setEnabled(can_reveal)
        self.reveal_all.setEnabled(can_reveal)
        self.again.setEnabled(bool(names))
        self.nothing.setEnabled(bool(names))

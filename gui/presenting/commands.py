"""What keys and clicks do in a presentation."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from gui.network.hit import covered_at
from gui.presenting import going, lesson_going
from gui.presenting.choice import (
    USUAL,
    Cover,
    ScreenChoice,
    cleared,
    covered,
    is_busy,
    with_next_stride,
    with_panel,
)
from gui.presenting.lesson_going import leads, voted
from gui.presenting.pressed import command_of, digit_of
from gui.presenting.spoken import choosable
from gui.state.action import Call
from gui.state.hiding import actions as hiding
from gui.state.hiding.derived import hidden_of
from gui.state.run import actions
from gui.state.state import Mode, State
from gui.state.view import actions as view_actions

if TYPE_CHECKING:
    from gui.presenting.screen import Screen


_GoByCard = Callable[[ScreenChoice, State], tuple[ScreenChoice, Call | None]]
_BY_CARDS: dict[int, _GoByCard] = {
    Qt.Key.Key_PageDown: lesson_going.onward,
    Qt.Key.Key_PageUp: lesson_going.back,
}
_BY_BUTTONS: dict[Qt.MouseButton, _GoByCard] = {
    Qt.MouseButton.LeftButton: lesson_going.onward,
    Qt.MouseButton.RightButton: lesson_going.back,
}


class Commands:
    """Drives a screen and its store."""

    def __init__(self, screen: "Screen") -> None:
        self._screen, self._store = screen, screen.store
        self._does: dict[str, Callable[[], object]] = {
            "on": self._go_on,
            "back": self._go_back,
            "first": lambda: self._do(actions.first_beat.call()),
            "last": lambda: self._do(actions.last_beat.call()),
            "stride": lambda: screen.show_as(with_next_stride(screen.shown)),
            "play": lambda: self._do(actions.toggle_playing.call()),
            "usual": lambda: screen.show_as(with_panel(screen.shown, 0, False)),
            "next-thing": lambda: self._lead(1),
            "thing-before": lambda: self._lead(-1),
            "choose": self._choose,
            "black": lambda: screen.show_as(covered(screen.shown, Cover.BLACK)),
            "white": lambda: screen.show_as(covered(screen.shown, Cover.WHITE)),
            "spotlight": lambda: self._toggle(is_spotlit=not screen.shown.is_spotlit),
            "pointer": lambda: self._toggle(is_pointing=not screen.shown.is_pointing),
            "strong": lambda: self._toggle(is_strong=not screen.shown.is_strong),
            "both": lambda: self._toggle(in_both=not screen.shown.in_both),
            "train": self._train,
            "lesson": self._show_lesson,
            "reveal": lambda: self._do(hiding.reveal_next.call()),
            "help": lambda: self._toggle(has_keys=not screen.shown.has_keys),
            "end": self._leave,
        }

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key does, and return whether it does anything."""
        state, shown = self._store.state, self._screen.shown
        if (counted := voted(shown, state, event)) is not None:
            self._screen.show_as(counted)
            return True
        if event.key() in _BY_CARDS and leads(shown, state):
            self._go_by_card(_BY_CARDS[event.key()])
            return True
        digit = digit_of(event)
        if digit is not None:
            self._screen.show_as(with_panel(self._screen.shown, *digit))
            return True
        command = command_of(event)
        if command is None:
            return False
        self._does[command]()
        return True

    def click(self, event: QMouseEvent, *, is_aimed: bool) -> None:
        """Take what is aimed at, else go on; the right button goes back.

        is_aimed: whether the pointer is on screen: a remote clicks wherever it was left.
        """
        left, right = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
        if leads(self._screen.shown, self._store.state) and event.button() in _BY_BUTTONS:
            is_taken = event.button() == left and is_aimed and self._take(event.position())
            if not is_taken:
                self._go_by_card(_BY_BUTTONS[event.button()])
        elif event.button() == right:
            self._go_back()
        elif event.button() == left and not (is_aimed and self._take(event.position())):
            self._go_on()

    def _take(self, place: QPointF) -> bool:
        """Select the thing at a place or show the beat there; return whether there is one."""
        if is_busy(self._screen.shown):
            return False
        hidden = self._screen.item_at(place, covered_at)
        if hidden is not None and hidden_of(self._store.state, hidden):
            self._store.apply(hiding.reveal_item, hidden)
            return True
        item, beat = self._screen.item_at(place), self._screen.beat_at(place)
        if item is not None and item.kind in view_actions.SELECTABLE:
            self._store.apply(view_actions.select, item)
            return True
        if beat is not None:
            self._do(actions.go_to.call(self._store.state.cursor.step, beat, 1.0))
        return beat is not None

    def _do(self, call: Call) -> None:
        self._screen.show_item(None)
        self._store.carry_out(call)

    def _go_on(self) -> None:
        if is_busy(self._screen.shown) and not self._screen.shown.is_spotlit:
            self._screen.show_as(cleared(self._screen.shown))  # first the picture is seen again
            return
        self._do(going.onward(self._store.state, self._screen.shown.stride))

    def _go_by_card(self, go: "_GoByCard") -> None:
        """Lead through the cards of the lesson, once the picture is seen."""
        screen = self._screen
        if is_busy(screen.shown) and not screen.shown.is_spotlit:
            screen.show_as(cleared(screen.shown))
            return
        shown, call = go(screen.shown, self._store.state)
        screen.show_as(shown)
        if call is None:
            return
        if not lesson_going.leaves(self._store.state, call):
            self._do(call)
            return
        screen.show_item(None)
        screen.leave(lambda: self._store.carry_out(call))  # perhaps when this screen has gone

    def _show_lesson(self) -> None:
        screen = self._screen
        screen.show_as(lesson_going.with_lesson(screen.shown, self._store.state, USUAL))

    def _go_back(self) -> None:
        self._do(going.back(self._store.state, self._screen.shown.stride))

    def _toggle(self, **changes: bool) -> None:
        self._screen.show_as(replace(self._screen.shown, **changes))

    def _train(self) -> None:
        trains = self._store.state.mode is Mode.TRAINING
        self._do((actions.pause if trains else actions.start_training).call())

    def _lead(self, step: int) -> None:
        """Lead to the next thing that can be chosen, from that which is spoken of."""
        things, at = choosable(self._store.state), self._screen.item
        if at not in things:
            at = self._store.state.selected
            start = things.index(at) if at in things else -1 if step > 0 else 0
        else:
            start = things.index(at)
        item = things[(start + step) % len(things)]
        self._screen.show_item(item)
        if "network" not in self._screen.shown.panels:  # where nobody sees what it has led to
            self._store.apply(view_actions.select, item)

    def _choose(self) -> None:
        """Select what Tab has led to; once more, or where it has led nowhere: nothing."""
        item, selected = self._screen.item, self._store.state.selected
        self._store.apply(view_actions.select, None if item == selected else item)

    def _leave(self) -> None:
        """Take away what lies over the picture, else end."""
        if is_busy(self._screen.shown):
            self._screen.show_as(cleared(self._screen.shown))
        else:
            self._screen.end()

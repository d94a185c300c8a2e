"""Writes down what is done, a line an action, so that it can be done again."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from gui.state.action import Action, Call, Merging
from gui.state.plain import Plain, experiment_text, to_plain
from gui.state.state import State, View
from gui.state.view import actions as view_actions

FORMAT, VERSION = "gradientscope-log", 1
_SETTERS: dict[str, Action[Any]] = {  # of what one value of a view is
    "theme": view_actions.set_theme,
    "digits": view_actions.set_digits,
    "speed": view_actions.set_speed,
    "scale": view_actions.set_scale,
    "reduced_motion": view_actions.set_reduced_motion,
    "goes_on": view_actions.set_going_on,
    "log_loss": view_actions.set_log_loss,
    "labels": view_actions.set_labels,
    "neurons": view_actions.set_neurons,
    "training_speed": view_actions.set_training_speed,
    "more_steps": view_actions.set_more_steps,
}
MOST_MERGED = 60  # of what time does: about a second's, so much can be lost in a crash


class ActionLog:
    """Lines of JSON: first the program and the experiment, then the actions one by one.

    What the passing of time does stands there as what was reached, never as how long it took:
    calls that follow each other become one.
    """

    def __init__(self, write: Callable[[str], object], state: State, program: str) -> None:
        self._write = write
        self._waiting: Call | None = None
        self._merged = 0
        document = state.document
        head: dict[str, Plain] = {"format": FORMAT, "version": VERSION, "program": program}
        head |= {"name": document.name, "experiment": experiment_text(document.filed)}
        self._write_line(head)
        for call in _calls_for(state.view):
            self.note(call, None, refused=False)

    def note(self, call: Call, gesture: int | None, refused: bool) -> None:
        """Write down a call, or wait whether the next one goes on with it."""
        merged = call.action.merged
        if merged is None or refused:
            self.flush()
            self._write_call(call, gesture, refused)
        else:
            self._waiting, self._merged = self._with_waiting(call, merged), self._merged + 1
        if self._merged >= MOST_MERGED:
            self.flush()

    def _with_waiting(self, call: Call, merged: Merging) -> Call:
        """Return the call that does what the one that waits and this one do, else this one."""
        if self._waiting is not None and self._waiting.action is call.action:
            both = merged(self._waiting.arguments, call.arguments)
            if both is not None:
                return Call(call.action, both)
        self.flush()
        return call

    def flush(self) -> None:
        """Write down what waits."""
        if self._waiting is not None:
            self._write_call(self._waiting, None, refused=False)
        self._waiting, self._merged = None, 0

    def _write_call(self, call: Call, gesture: int | None, refused: bool) -> None:
        arguments = [to_plain(each) for each in call.arguments]
        line: dict[str, Plain] = {"action": call.action.name, "args": arguments}
        if gesture is not None:
            line["gesture"] = gesture
        if refused:
            line["refused"] = True
        self._write_line(line)

    def _write_line(self, line: dict[str, Plain]) -> None:
        self._write(json.dumps(line, ensure_ascii=False) + "\n")


def _calls_for(view: View) -> Iterator[Call]:
    """Yield what leads from the first view of all to this one."""
    first, notation = View(), view.notation
    for name, setter in _SETTERS.items():
        if getattr(view, name) != getattr(first, name):
            yield setter.call(getattr(view, name))
    if notation != first.notation:
        wanted = (notation.loss, notation.deltas, notation.receiver_first)
        yield view_actions.set_notation.call(*wanted)
    if view.row != first.row:
        yield view_actions.follow_sample.call(view.row)
    if view.followed is not None:
        yield view_actions.follow_in_sets.call(view.followed)
    if view.whole_batch:
        yield view_actions.show_whole_batch.call()

"""Time that passes when a test says so."""

from PySide6.QtCore import QCoreApplication, QTimer

from gui.player import Player
from gui.state.passing import passing
from gui.state.state import State


def tick(state: State, seconds: float) -> State:
    """Return the state so much later."""
    call = passing(state, seconds)
    return state if call is None else call.after(state)


def let_events_happen() -> None:
    """Let all happen that is due, such as a layout and the paintings it asks for."""
    for _ in range(3):  # what happens may ask for more
        QCoreApplication.processEvents()


def stands_still(player: Player) -> bool:
    """Return whether nothing moves until somebody does something."""
    timers = player.findChildren(QTimer)
    assert timers
    return not any(timer.isActive() for timer in timers)

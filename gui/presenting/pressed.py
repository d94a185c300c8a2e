"""What a key means in a presentation."""

import sys
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from gui.menu.keys import PRESENTING

# Shift makes other signs of digits, or digits of other signs: where the row of their keys begins.
_FIRST_DIGIT = {"linux": 10, "win32": 2}.get(sys.platform, 0)
_ALSO = {
    Qt.Key.Key_Backspace: "back",
    Qt.Key.Key_Enter: "choose",
    Qt.Key.Key_Backtab: "thing-before",
}


@cache
def _commands() -> dict[str, str]:
    named = {key: name for name, keys in PRESENTING.items() for key in keys}
    named = {key: name for key, name in named.items() if name not in ("panel", "beside", "vote")}
    text = QKeySequence.SequenceFormat.PortableText
    return {QKeySequence(key).toString(text): name for key, name in named.items()}


def command_of(event: QKeyEvent) -> str | None:
    """Return the name of what a key does, as in `PRESENTING`, None for nothing."""
    key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if (also := next((name for each, name in _ALSO.items() if each == key), None)) is not None:
        return also
    pressed = QKeySequence(int(key) | modifiers.value)
    return _commands().get(pressed.toString(QKeySequence.SequenceFormat.PortableText))


def digit_of(event: QKeyEvent) -> tuple[int, bool] | None:
    """Return the digit of a key and whether it is pressed with Shift, None for other keys."""
    beside = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    under = event.nativeScanCode() - _FIRST_DIGIT + 1
    if _FIRST_DIGIT and 1 <= under <= 10:
        return under % 10, beside
    if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9:
        return event.key() - Qt.Key.Key_0, beside
    return None

"""The notes above a chart: numbers in their colours, in as many lines as they need."""

import re
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from engine.text.grid import cells
from engine.text.numbers import DASH, short
from gui.look.fit import current
from gui.look.theme import Theme
from gui.plots.chart import Note

_LONG = -8.8888888888  # about as wide as what comes in place of a dash

_JOINER = "\u2060"
_AT_CHINESE = re.compile("(?=[\u3400-\u9fff])|(?<=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])")
_WITHIN_PRODUCT = re.compile(r" (?=[=≈×−/])|(?<=[=≈×−/]) ")
# letters, of which a Chinese one counts two; a longer note breaks between its words, others
# between each other
_KEPT_WHOLE = 40
_NAME, _COLON = 16, "\N{FULLWIDTH COLON}"  # the longest name of a number that is kept whole


class NotesView(QLabel):
    """Keeps room for the numbers that are not known yet, so that the picture stays as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at_length = ""
        self._shown: object = None
        self._kept_for = (0, 0)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        # other words must not make the panel ask for another width
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_notes(self, notes: Sequence[Note], theme: Theme, size: int, digits: int) -> None:
        """Write notes in a type of this size; numbers will have so many digits."""
        wanted = tuple(notes), theme, size, digits
        if wanted == self._shown:
            return
        self._shown = wanted
        long = [escape(note.text).replace(DASH, short(_LONG, digits)) for note in notes]
        self._at_length = _joined(notes, long, theme, size)
        if (len(notes), size) != self._kept_for:
            self._kept_for = len(notes), size
            self.setMinimumHeight(0)  # something else is shown
        self.setText(_joined(notes, [escape(note.text) for note in notes], theme, size))
        self._keep_room()

    def _keep_room(self) -> None:
        shown = self.text()
        if shown == self._at_length:
            needed = self.heightForWidth(self.width())
        else:
            self.setText(self._at_length)
            needed = self.heightForWidth(self.width())
            self.setText(shown)
        # raised figures may come from another font, which is a little higher
        line = self.fontMetrics().lineSpacing() + current().length("thread")
        self.setMinimumHeight(max(self.minimumHeight(), needed, line))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.setMinimumHeight(0)
            self._keep_room()


def _joined(notes: Sequence[Note], texts: Sequence[str], theme: Theme, size: int) -> str:
    return "&nbsp;&nbsp; ".join(
        (_span(f"{note.sign}&nbsp;", theme.ink(note.sign_ink), size) if note.sign else "")
        + _span(
            _unbroken(text) if cells(note.text) <= _KEPT_WHOLE else _seldom_broken(text),
            theme.ink(note.ink),
            size,
        )
        for note, text in zip(notes, texts, strict=True)
    )


def _unbroken(text: str) -> str:
    """Return HTML that is never cut into lines: neither at a blank nor between Chinese letters."""
    return _AT_CHINESE.sub(_JOINER, text.replace(" ", "&nbsp;"))


def _seldom_broken(text: str) -> str:
    """Return HTML that is cut into lines, but in no product and in no name before a colon."""
    name, colon, rest = text.partition(_COLON)
    if not colon or cells(name) > _NAME:
        name, rest = "", text
    return _unbroken(f"{name}{colon if name else ''}") + _WITHIN_PRODUCT.sub("&nbsp;", rest)


def _span(text: str, colour: str, size: int) -> str:
    return f"<span style='color:{colour}; font-size:{size}px; font-weight:600'>{text}</span>"

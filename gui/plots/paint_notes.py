"""Writes the notes above a chart for a figure: beside each other, in as many lines as they need."""

import re
from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from engine.text.covered import as_wide
from gui.draw.texts import write_at
from gui.look.fonts import sized
from gui.look.sizes import Sizes
from gui.look.theme import Theme
from gui.plots.chart import Note
from gui.words.catalog import beside

_FONT_SIZE = Sizes().length("tiny")
# what may end a line: a space that is not within a product, or where Chinese words may part
_BREAK = re.compile(
    r"((?<![=≈×−/]) (?![=≈×−/])|(?<=[，。；：、）\u4e00-\u9fff])(?=[（\u4e00-\u9fff\w]))"
)
_WITHIN = re.compile(r"( )(?=[=≈×−/+] )")  # where a product ends it that is wider than a line
_NARROWEST, _STEP = 0.4, 0.05  # of the width, of lines as long as each other
_BETWEEN, _BELOW = 15.0, 6.0  # units: two notes, and under the last line


def note_rows(notes: Sequence[Note], width: float) -> list[list[Note]]:
    """Return the notes line by line: one that no longer fits begins the next line.

    A note longer than a line goes on in the next one.
    """
    rows: list[list[Note]] = []
    used = width
    for note in notes:
        for part in _parts(note, width):
            length = _length(part)
            if not rows or used + length > width:
                rows.append([])
                used = 0.0
            rows[-1].append(part)
            used += length + _BETWEEN
    return rows


def notes_height(notes: Sequence[Note], width: float) -> float:
    """Return the height of the notes in units, with the gap below them."""
    rows, others = len(note_rows(notes, width)), len(_rows_beneath(notes, width))
    return (rows + others) * _metrics().height() + _BELOW if rows else 0.0


def paint_notes(
    painter: QPainter, notes: Sequence[Note], theme: Theme, corner: QPointF, right: float
) -> None:
    """Write the notes from their upper left corner on, as far as the right edge."""
    metrics = _metrics()
    painter.save()
    painter.setFont(sized(_FONT_SIZE, bold=True))
    baseline, width = corner.y() + metrics.ascent(), right - corner.x()
    first, beneath = note_rows(notes, width), _rows_beneath(notes, width)
    for index, row in enumerate([*first, *beneath]):
        if index == len(first):
            painter.setFont(sized(_FONT_SIZE))
        x = corner.x()
        for note in row:
            for text, ink in ((f"{note.sign} ", note.sign_ink), (note.text, note.ink)):
                if text != " ":
                    painter.setPen(QColor(theme.ink(ink)))
                    write_at(painter, QPointF(x, baseline), text)
                    x += metrics.horizontalAdvance(as_wide(text))
            x += _BETWEEN
        baseline += metrics.height()
    painter.restore()


def _rows_beneath(notes: Sequence[Note], width: float) -> list[list[Note]]:
    """Return the rows of what notes are in another language, none where they are in one alone."""
    others = [replace(note, text=beside(note.text)) for note in notes if beside(note.text)]
    return note_rows(others, width)


def _parts(note: Note, width: float) -> list[Note]:
    """Return a note as it is, or in as few lines as have room for it, of about one length."""
    if _length(note) <= width:
        return [note]
    words = []  # and before each but the first what parts it from that before
    for word in _BREAK.split(note.text):
        words += _WITHIN.split(word) if _metrics().horizontalAdvance(word) > width else [word]
    lines = _lines(words, width)
    narrower = width
    while narrower > _NARROWEST * width and len(_lines(words, narrower)) == len(lines):
        lines = _lines(words, narrower)
        narrower -= _STEP * width
    return [replace(note, text=lines[0]), *(Note(line, note.ink) for line in lines[1:])]


def _lines(words: Sequence[str], width: float) -> list[str]:
    advance, lines = _metrics().horizontalAdvance, [words[0]]
    for parting, word in zip(words[1::2], words[2::2], strict=True):
        longer = f"{lines[-1]}{parting}{word}"
        if advance(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _length(note: Note) -> float:
    text = as_wide(note.text)
    return _metrics().horizontalAdvance(f"{note.sign} {text}" if note.sign else text)


def _metrics() -> QFontMetricsF:
    return QFontMetricsF(sized(_FONT_SIZE, bold=True))

"""Sheets of A4 paper that are filled from top to bottom."""

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from gui.export.request import MM_PER_INCH, PIXELS_PER_INCH
from gui.recording.marks import FigurePage
from gui.recording.recorder import Recorder

MM = PIXELS_PER_INCH / MM_PER_INCH
_WIDTH, _HEIGHT = 210.0 * MM, 297.0 * MM
_LEFT, _TOP, _BOTTOM = 17.0 * MM, 14.0 * MM, 17.0 * MM
WHITE = "#ffffff", 1.0

Paint = Callable[[QPainter, float], None]
"""Paints a block from the left margin on, with its upper edge at a height."""


class Paper:
    """Takes blocks one below the other; what does not fit any more begins the next page.

    footer: paints the foot of a page into a room, given its number and how many there are.
    """

    width = _WIDTH - 2 * _LEFT

    def __init__(self, footer: Callable[[QPainter, QRectF, int, int], None]) -> None:
        self._footer = footer
        self._pages: list[list[tuple[float, Paint]]] = [[]]
        self._at = _TOP

    def add(
        self, height: float, paint: Paint, *, below: float = 0.0, with_next: float = 0.0
    ) -> None:
        """Add a block of a height.

        below: what is left free after it; with_next: how much has to fit on the same page.
        """
        bottom = _HEIGHT - _BOTTOM
        if self._pages[-1] and self._at + height + with_next > bottom:
            self._pages.append([])
            self._at = _TOP
        self._pages[-1].append((self._at, paint))
        self._at += height + below

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def pages(self) -> list[FigurePage]:
        """Return all pages as they are painted."""
        return [self.page(number) for number in range(self.count)]

    def page(self, number: int) -> FigurePage:
        """Return one page as it is painted, counted from 0."""
        recorder = Recorder(_WIDTH, _HEIGHT)
        painter = QPainter(recorder)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(_LEFT, 0)
        for top, paint in self._pages[number]:
            painter.save()
            paint(painter, top)
            painter.restore()
        foot = QRectF(0, _HEIGHT - _BOTTOM, self.width, _BOTTOM)
        self._footer(painter, foot, number + 1, self.count)
        painter.end()
        return recorder.page(WHITE)

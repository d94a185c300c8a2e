"""Writes recorded figures as PDF: true vectors, with the text as text and its fonts inside."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

from gui.recording.marks import FigurePage
from gui.recording.replay import paint_page

_POINTS = 0.75  # of a pixel of CSS, as SVG has it: a figure is as large in both
_DOTS_PER_INCH = 1200


def pdf(pages: Sequence[FigurePage], title: str) -> bytes:
    """Return pages as the bytes of one PDF file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS_PER_INCH)
    writer.setTitle(title)
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    _set_size(writer, pages[0])
    painter = QPainter(writer)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for index, page in enumerate(pages):
        if index:
            _set_size(writer, page)
            writer.newPage()
        painter.save()
        unit = _POINTS * _DOTS_PER_INCH / 72
        painter.scale(unit, unit)
        paint_page(painter, page)
        painter.restore()
    painter.end()
    return bytes(buffer.data().data())


def _set_size(writer: QPdfWriter, page: FigurePage) -> None:
    size = QSizeF(page.width * _POINTS, page.height * _POINTS)
    exact = QPageSize.SizeMatchPolicy.ExactMatch
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Point, "", exact))

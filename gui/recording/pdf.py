"""Writes recorded figures as PDF: true vectors, with the text as text and its fonts inside."""

import re
from collections.abc import Sequence
from hashlib import sha256

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF, QUuid
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

from gui.recording.marks import FigurePage
from gui.recording.replay import paint_page
from gui.recording.searchable import with_characters
from gui.recording.unshifted import unshift

_POINTS = 0.75  # of a pixel of CSS, as SVG has it: a figure is as large in both
_DOTS_PER_INCH = 1200
# Qt writes the time at which it writes, and offers nothing to leave it out
_DATES = re.compile(rb'/(?:Creation|Mod)Date \([^)]*\)|xmp:(?:Create|Modify|Metadata)Date="[^"]*"')


def pdf(pages: Sequence[FigurePage], title: str) -> bytes:
    """Return pages as the bytes of one PDF file, which are always the same for the same pages."""
    unshift(pages)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS_PER_INCH)
    writer.setTitle(title)
    writer.setDocumentId(_name(pages, title))
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
    return with_characters(_undated(bytes(buffer.data().data())))


def _name(pages: Sequence[FigurePage], title: str) -> QUuid:
    """Return what a file is told from others by: of what stands in it, where Qt draws a number."""
    digest = sha256(repr((title, pages)).encode()).hexdigest()
    return QUuid(f"{{{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:32]}}}")


def _undated(content: bytes) -> bytes:
    """Leave out when a file was written, in as many bytes: a PDF says at which each part begins."""
    head, mark, rest = content.partition(b"/Type /Catalog")  # before which there is no drawing
    return _DATES.sub(lambda date: b" " * len(date[0]), head) + mark + rest


def _set_size(writer: QPdfWriter, page: FigurePage) -> None:
    size = QSizeF(page.width * _POINTS, page.height * _POINTS)
    exact = QPageSize.SizeMatchPolicy.ExactMatch
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Point, "", exact))

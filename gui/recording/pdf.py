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
_NAMELESS = QUuid("{6e616d65-6c65-4373-8000-000000000000}")
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
    writer.setDocumentId(_NAMELESS)
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
    return _named(with_characters(_undated(bytes(buffer.data().data()))))


def _named(content: bytes) -> bytes:
    """Name a file after what stands in it, in as many bytes: Qt would draw a number for that."""
    found = sha256(content).hexdigest()
    name = "-".join((found[:8], found[8:12], found[12:16], found[16:20], found[20:32]))
    nameless = _NAMELESS.toString(QUuid.StringFormat.WithoutBraces)
    for before, after in ((nameless, name), (nameless.encode().hex(), name.encode().hex())):
        content = content.replace(before.encode(), after.encode())
    return content


def _undated(content: bytes) -> bytes:
    """Leave out when a file was written, in as many bytes: a PDF says at which each part begins."""
    head, mark, rest = content.partition(b"/Type /Catalog")  # before which there is no drawing
    return _DATES.sub(lambda date: b" " * len(date[0]), head) + mark + rest


def _set_size(writer: QPdfWriter, page: FigurePage) -> None:
    size = QSizeF(page.width * _POINTS, page.height * _POINTS)
    exact = QPageSize.SizeMatchPolicy.ExactMatch
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Point, "", exact))

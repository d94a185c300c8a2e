"""A contact sheet of a lecture's figures: each small, with its name and the moment it shows."""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

from msgspec import Struct
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from engine.text.figures.made import MadeFigure, MadeStill
from gui.commands.figures.drawing import is_small
from gui.commands.figures.listed import ListedFigure, in_language
from gui.draw.texts import paint_cut
from gui.export.request import of_mm
from gui.look.fonts import sized
from gui.look.theme import THEMES
from gui.recording.marks import FigurePage
from gui.recording.pdf import pdf
from gui.recording.recorder import Recorder
from gui.words.catalog import say, say_list

_MM = of_mm(1, 1).width
_WIDTH, _HEIGHT, _MARGIN, _GAP = 297 * _MM, 210 * _MM, 12 * _MM, 5 * _MM
_COLUMNS, _ROWS = 4, 3
_HEAD, _FOOT, _LINE = 9 * _MM, 6 * _MM, 4.2 * _MM
_TITLE, _NAME, _SMALL = 18, 12, 10.5  # type
_RIGHT = Qt.AlignmentFlag.AlignRight


class _Cell(Struct, frozen=True):
    """One picture on the sheet. section: "" where it is that of the picture before."""

    figure: ListedFigure
    still: MadeStill
    section: str


def contact_sheet(
    folder: Path, title: str, figures: Sequence[ListedFigure], made: Mapping[str, MadeFigure]
) -> bytes:
    """Return the sheet as a PDF of A4 pages, for what was made of some figures in a folder."""
    stills = [
        (figure, still)
        for figure in figures
        if figure.name in made
        for still in made[figure.name].stills
    ]
    each = _COLUMNS * _ROWS
    parts = [stills[at : at + each] for at in range(0, len(stills), each)] or [[]]
    pages = [_page(folder, title, part, at + 1, len(parts)) for at, part in enumerate(parts)]
    return pdf(pages, title)


def _page(
    folder: Path,
    title: str,
    stills: Sequence[tuple[ListedFigure, MadeStill]],
    number: int,
    pages: int,
) -> FigurePage:
    theme, recorder = THEMES["light"], Recorder(_WIDTH, _HEIGHT)
    painter = QPainter(recorder)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = QRectF(_MARGIN, _MARGIN, _WIDTH - 2 * _MARGIN, _HEAD - 2 * _MM)
    paint_cut(painter, inner, title, sized(_TITLE, bold=True), theme.text)
    foot = QRectF(_MARGIN, _HEIGHT - _MARGIN, inner.width(), _FOOT)
    said = say("sheet.page", number=number, pages=pages)
    paint_cut(painter, foot, said, sized(_SMALL), theme.text_soft, _RIGHT)
    section = ""
    for index, (figure, still) in enumerate(stills):
        before, section = section, in_language(figure.section)
        shown = "" if section == before else section
        _paint(painter, _room(index), _Cell(figure, still, shown), folder)
    painter.end()
    return recorder.page((theme.card, 1.0))


def _room(index: int) -> QRectF:
    row, column = divmod(index, _COLUMNS)
    width = (_WIDTH - 2 * _MARGIN - (_COLUMNS - 1) * _GAP) / _COLUMNS
    height = (_HEIGHT - 2 * _MARGIN - _HEAD - (_ROWS - 1) * _GAP) / _ROWS
    top = _MARGIN + _HEAD + row * (height + _GAP)
    return QRectF(_MARGIN + column * (width + _GAP), top, width, height)


def _paint(painter: QPainter, room: QRectF, cell: _Cell, folder: Path) -> None:
    theme = THEMES["light"]

    def line(top: float, text: str, font: QFont, colour: str) -> None:
        paint_cut(painter, QRectF(room.x(), top, room.width(), _LINE), text, font, colour)

    line(room.y(), cell.section, sized(_SMALL, bold=True), theme.accent)
    frame = QRectF(room.x(), room.y() + _LINE, room.width(), room.height() - 4 * _LINE)
    image = QImage(str(folder / cell.still.small))
    if not image.isNull():
        scale = min(frame.width() / image.width(), frame.height() / image.height())
        place = QRectF(0, 0, scale * image.width(), scale * image.height())
        place.moveTo(frame.x(), frame.y() + (frame.height() - place.height()) / 2)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, image)
        painter.setPen(QPen(QColor(theme.card_edge), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place)
    still, view = cell.still, cell.figure.view
    moment = say("sheet.moment", view=view, step=still.step, beat=still.beat)
    line(frame.bottom(), still.stem, sized(_NAME, bold=True), theme.text)
    line(frame.bottom() + _LINE, moment, sized(_SMALL), theme.text_soft)
    endings = [PurePath(file).suffix[1:] for file in still.files if not is_small(file)]
    formats = say("sheet.files", formats=say_list(endings), language=still.language)
    line(frame.bottom() + 2 * _LINE, formats, sized(_SMALL), theme.text_soft)

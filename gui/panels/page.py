"""The explanation as a picture: heading, sentence and formulas, without widgets."""

from math import inf

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from gui.formula.fonts import metrics
from gui.formula.layout import lay_out
from gui.formula.paint import paint
from gui.look.fonts import sized
from gui.look.room import growth_that_fits
from gui.look.sizes import Sizes
from gui.look.theme import Theme
from gui.panels.explain import explanation
from gui.state.state import State

_MARGIN, _GAP = 16.0, 10.0  # units
_LEAST = 0.5  # times the usual size, in a picture too small for all of it
_LINE = 16.0 + _GAP  # of a caption
_WORDS, _FORMULA = map(Sizes().length, ("words", "formula"))


def explanation_picture(state: State, theme: Theme, width: float, scale: float) -> QImage:
    """Return the explanation as an image of this logical width, as high as it needs to be."""
    trial = QImage(1, 1, QImage.Format.Format_RGB32)
    painter = QPainter(trial)
    height = paint_explanation(painter, state, theme, width) + _MARGIN - _GAP
    painter.end()
    image = QImage(round(width * scale), round(height * scale), QImage.Format.Format_RGB32)
    image.fill(QColor(theme.card))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    paint_explanation(painter, state, theme, width)
    painter.end()
    return image


def draw_explanation(
    painter: QPainter, state: State, theme: Theme, width: float, height: float
) -> None:
    """Paint the explanation of the present moment as a figure, as large as all of it has room.

    Its formulas stand in one column or in two, whichever lets them be larger.
    """
    trial = QImage(1, 1, QImage.Format.Format_RGB32)

    def unit_with(columns: int) -> float:
        def fits(across: float, down: float) -> bool:
            with QPainter(trial) as measuring:
                return paint_explanation(measuring, state, theme, across, down, columns) <= down

        return growth_that_fits(width, height, fits, _LEAST)

    columns = max((1, 2), key=unit_with)
    unit = unit_with(columns)
    painter.scale(unit, unit)
    paint_explanation(painter, state, theme, width / unit, height / unit, columns)


def paint_explanation(
    painter: QPainter,
    state: State,
    theme: Theme,
    width: float,
    height: float = inf,
    columns: int = 1,
) -> float:
    """Paint the explanation of the present moment from the top, and return where it ends.

    What does not end within the height stands in the next column; where there is none, it is left
    out with all that follows, and the explanation ends nowhere.
    """
    shown = explanation(state)
    y = _MARGIN
    y = _words(painter, shown.heading, theme.text, y, width, bold=True)
    y = top = _words(painter, shown.sentence, theme.text_soft, y, width, bold=False)
    room, column = (width - 2 * _MARGIN) / columns, 0
    for block in shown.blocks:
        formula = lay_out(
            block.equations,
            metrics(),
            float(_FORMULA),
            room,
            state.view.digits,
            bold_result=block.is_derivation,
        )
        needed = _LINE * bool(block.caption) + formula.height
        if y + needed > height and y > top:
            y, column = top, column + 1
        if column == columns or y + needed > height:
            return inf
        painter.save()
        painter.translate(column * room, 0)
        if block.caption:
            y = _words(painter, block.caption, theme.text_faint, y, room, bold=True)
        paint(formula, painter, _MARGIN, y, theme)
        painter.restore()
        y += formula.height + _GAP
    return y


def _words(
    painter: QPainter, text: str, colour: str, y: float, width: float, *, bold: bool
) -> float:
    """Write a paragraph and return where the next thing begins."""
    painter.setFont(sized(_WORDS, bold))
    painter.setPen(QColor(colour))
    room = QRectF(_MARGIN, y, width - 2 * _MARGIN, 10_000)
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
    taken = painter.boundingRect(room, flags, text)
    painter.drawText(room, flags, text)
    return y + taken.height() + _GAP

"""The explanation as a picture: heading, sentence and formulas, without widgets."""

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
    """Paint the explanation of the present moment as a figure, as large as all of it has room."""
    trial = QImage(1, 1, QImage.Format.Format_RGB32)

    def fits(across: float, down: float) -> bool:
        with QPainter(trial) as measuring:
            return paint_explanation(measuring, state, theme, across) <= down

    unit = growth_that_fits(width, height, fits, _LEAST)
    painter.scale(unit, unit)
    paint_explanation(painter, state, theme, width / unit)


def paint_explanation(painter: QPainter, state: State, theme: Theme, width: float) -> float:
    """Paint the explanation of the present moment from the top, and return where it ends."""
    shown = explanation(state)
    y = _MARGIN
    y = _words(painter, shown.heading, theme.text, y, width, bold=True)
    y = _words(painter, shown.sentence, theme.text_soft, y, width, bold=False)
    for block in shown.blocks:
        if block.caption:
            y = _words(painter, block.caption, theme.text_faint, y, width, bold=True)
        room = width - 2 * _MARGIN
        formula = lay_out(
            block.equations,
            metrics(),
            float(_FORMULA),
            room,
            state.view.digits,
            bold_result=block.is_derivation,
        )
        paint(formula, painter, _MARGIN, y, theme)
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

"""The formula of what is spoken of and a sentence about it, as large as they have room."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from engine.written.expression import Equation
from gui.draw.paragraph import paragraph_height, write_paragraph
from gui.formula.fonts import metrics
from gui.formula.layout import FormulaLayout, lay_out
from gui.formula.paint import paint
from gui.look.fonts import sized
from gui.look.theme import Theme
from gui.panels.explain import Block, explanation
from gui.presenting.places import LEAST_TYPE
from gui.state.state import State

_SIZES = (30.0, 26.0, 22.0, 19.0, 17.0, 15.5, 14.0, 13.0, 12.0, LEAST_TYPE)  # units
_OF_WIDTH = 1 / 11  # of the width, the formula has at most
_SENTENCE, _WIDE_SENTENCE, _WIDE = 12.0, 16.0, 320.0
_ABOVE, _GAP = 3.0, 12.0
_FEWEST = 2  # lines of a derivation: the numbers and the result


class Speech(Struct, frozen=True, eq=False):
    """Formulas one below the other, and the sentence below them, "" for none.

    size: of the letters of the sentence.
    """

    formulas: tuple[FormulaLayout, ...]
    sentence: str
    size: float


def speech(state: State, width: float, height: float) -> Speech:
    """Return what is said in a width and a height in units.

    Where there is not enough room for all in the smallest type, the sentence goes first, then the
    lines of letters: the numbers can be read from the last row.
    """
    shown = explanation(state)
    size = _SENTENCE if width < _WIDE else _WIDE_SENTENCE
    said = paragraph_height(shown.sentence, width, sized(size))
    for blocks, sentence in _ever_less(_blocks(shown.blocks), said + _GAP):
        laid = _largest(blocks, state.view.digits, width, height - sentence)
        if laid is not None:
            return Speech(tuple(laid), shown.sentence if sentence else "", size)
    return Speech((), shown.sentence, size)


def draw_speech(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
    """Paint it into a width and a height in units, from the top."""
    said, y = speech(state, width, height - _ABOVE), _ABOVE
    for each in said.formulas:
        paint(each, painter, 0, y, theme)
        y += each.height + _GAP
    painter.setFont(sized(said.size))
    painter.setPen(QColor(theme.text_soft))
    write_paragraph(painter, QRectF(0, y, width, max(height - y, 0)), said.sentence)


def _blocks(blocks: Sequence[Block]) -> list[tuple[tuple[Equation, ...], bool]]:
    """Return the lines that tell of it: its derivation, or else the rule and some numbers."""
    own = [block for block in blocks if block.is_derivation] or list(blocks)
    return [(block.equations, block.is_derivation) for block in own]


_Lines = list[tuple[tuple[Equation, ...], bool]]


def _ever_less(blocks: _Lines, sentence: float) -> list[tuple[_Lines, float]]:
    """Return what is tried: all, without the sentence, and with ever fewer lines."""
    found = [(blocks, sentence), (blocks, 0.0)]
    if len(blocks) == 1:
        equations, is_derivation = blocks[0]
        found += [
            ([(equations[cut:], is_derivation)], 0.0)
            for cut in range(1, len(equations) - _FEWEST + 1)
        ]
    return [*found, *(([each], 0.0) for each in reversed(blocks))]


def _largest(
    blocks: _Lines, digits: int, width: float, height: float
) -> list[FormulaLayout] | None:
    """Return formulas in the largest type in which they have room, None where they have none."""
    for size in (each for each in _SIZES if each <= max(_OF_WIDTH * width, LEAST_TYPE)):
        laid = [
            lay_out(
                equations,
                metrics(),
                size,
                width,
                digits,
                bold_result=is_derivation,
                least_px=LEAST_TYPE,
            )
            for equations, is_derivation in blocks
        ]
        taken = sum(each.height + _GAP for each in laid)
        if taken <= height and all(each.width <= width + 1 for each in laid):
            return laid
    return None

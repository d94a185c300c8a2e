"""The figure of a view, which says no more than that it is hidden while it is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from gui.look.fonts import sized
from gui.look.sizes import Sizes
from gui.look.theme import Theme
from gui.state.hiding.derived import is_panel_hidden, tells_answer
from gui.state.state import State
from gui.words.catalog import say

if TYPE_CHECKING:
    from gui.views import Figure

_TEXT = Sizes().length("words")
_WRAPPED = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)


def cover_said(state: State, key: str) -> str:
    """Return what is said in place of a panel that is hidden."""
    return say("hidden.answers" if tells_answer(state, key) else "hidden.panel")


def covered_figure(key: str, figure: "Figure", size: float = _TEXT) -> "Figure":
    """Return what paints a view, or what stands in its place while a class is not shown it.

    size: of the letters of that.
    """

    def paint(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
        if not is_panel_hidden(state, key):
            figure(painter, state, theme, width, height)
            return
        painter.setFont(sized(size))
        painter.setPen(QColor(theme.text_soft))
        painter.drawText(QRectF(0, 0, width, height), _WRAPPED, cover_said(state, key))

    return paint

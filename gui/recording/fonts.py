"""The font in which recorded text is written again."""

from PySide6.QtGui import QFont

from gui.look.chinese import is_chinese, with_chinese
from gui.look.fonts import sized
from gui.recording.marks import TextMark

PRECISE = 64  # pixels; it is scaled from there, so that letters keep their places


def font_of(mark: TextMark) -> QFont:
    """Return the font of a text, as large as PRECISE; Chinese has that of the system beside it."""
    font = QFont(sized(PRECISE, mark.is_bold, mark.is_italic))
    chinese = with_chinese()[1:] if is_chinese(mark.text) else []
    font.setFamilies([mark.family, *chinese])
    return font

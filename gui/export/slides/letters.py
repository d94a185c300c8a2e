"""Where lines of text stand, and how they are written in DrawingML."""

from functools import lru_cache
from math import cos, radians, sin

from PySide6.QtGui import QFont, QFontMetricsF

from gui.export.slides.freeform import bounds, frame, preset
from gui.export.slides.ink import SlideScale, fill
from gui.export.slides.quoting import content, value
from gui.look.chinese import chinese_family, is_chinese
from gui.look.fonts import sized
from gui.recording.marks import TextMark
from gui.recording.meaning import Room

_PRECISE = 256  # the size at which letters are measured
_USUAL_FALL = (
    0.2  # em below a baseline, with which LibreOffice reckons for all fonts without a screen
)
_SQUEEZED = 0.01  # of the width: what is less needs no other spacing

_BODY = (
    '<a:bodyPr wrap="none" lIns="{}" tIns="0" rIns="{}" bIns="{}" rtlCol="0" anchor="b">'
    "<a:noAutofit/></a:bodyPr><a:lstStyle/>"
)


@lru_cache(maxsize=64)
def _rise_and_fall(family: str, is_bold: bool, is_italic: bool) -> tuple[float, float]:
    """Return what lines of a font take above and below the baseline, in em."""
    font = QFont(sized(_PRECISE, is_bold, is_italic))
    font.setFamily(family)
    metrics = QFontMetricsF(font)
    return metrics.ascent() / _PRECISE, metrics.descent() / _PRECISE


def line_of(mark: TextMark) -> Room:
    """Return the room of a line, as it would stand if it were not turned.

    Its lower edge is halfway between those that programs reckon with, of which the letters stand.
    """
    rise, fall = _rise_and_fall(mark.family, mark.is_bold, mark.is_italic)
    bottom = mark.y + (fall + _USUAL_FALL) / 2 * mark.size
    height = (rise + fall) * mark.size
    return mark.x, bottom - height, mark.width, height


def turned_room(mark: TextMark) -> Room:
    """Return the rectangle around a line as it stands."""
    left, top, width, height = line_of(mark)
    corners = [(left, top), (left + width, top), (left, top + height), (left + width, top + height)]
    return bounds([_turned(mark, x, y) for x, y in corners])


def text_frame(mark: TextMark, scale: SlideScale) -> str:
    """Return where a text box stands: it turns around its middle, a mark about its start."""
    left, top, width, height = line_of(mark)
    x, y = _turned(mark, left + width / 2, top + height / 2)
    room = x - width / 2, y - height / 2, width, height
    return frame(room, scale, angle=mark.angle) + preset("rect") + "<a:noFill/>"


def _turned(mark: TextMark, x: float, y: float) -> tuple[float, float]:
    angle, dx, dy = radians(mark.angle), x - mark.x, y - mark.y
    return (
        mark.x + dx * cos(angle) - dy * sin(angle),
        mark.y + dx * sin(angle) + dy * cos(angle),
    )


def text_body(
    mark: TextMark, scale: SlideScale, side: str = "ctr", within: Room | None = None
) -> str:
    """Return a line of text that is neither broken nor shrunk, standing on its lower edge.

    side: "l", "ctr" or "r", from where it grows in another font; within: the room that a shape
    has for its text, None for a box of its own.
    """
    left = right = below = 0.0
    if within is not None:
        line = line_of(mark)
        off = 2 * (line[0] + line[2] / 2 - within[0] - within[2] / 2)
        left, right = max(off, 0.0), max(-off, 0.0)
        below = max(within[1] + within[3] - line[1] - line[3], 0.0)
    body = _BODY.format(*map(scale.emu, (left, right, below)))
    return (
        f'<p:txBody>{body}<a:p><a:pPr algn="{side}"/><a:r>{run_style(mark, scale)}'
        f"<a:t>{content(mark.text)}</a:t></a:r></a:p></p:txBody>"
    )


def no_text() -> str:
    """Return the body of a shape without text."""
    return '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-US"/></a:p></p:txBody>'


def run_style(mark: TextMark, scale: SlideScale) -> str:
    """Return how letters look."""
    natural = mark.width / mark.stretch if mark.stretch else mark.width
    spacing = ""
    if natural and abs(mark.width - natural) > _SQUEEZED * natural:
        between = (mark.width - natural) / len(mark.text)
        spacing = f' spc="{scale.spacing(between)}"'
    bold, italic = int(mark.is_bold), int(mark.is_italic)
    is_in_chinese = is_chinese(mark.text)
    of_chinese = (chinese_family() if is_in_chinese else None) or mark.family
    families = {"latin": mark.family, "ea": of_chinese, "cs": mark.family, "sym": mark.family}
    fonts = "".join(f"<a:{kind} typeface={value(name)}/>" for kind, name in families.items())
    lang = "zh-CN" if is_in_chinese else "en-US"
    return (
        f'<a:rPr lang="{lang}" sz="{scale.type(mark.size)}" b="{bold}" i="{italic}"{spacing} '
        f'dirty="0" noProof="1">{fill(mark.colour)}{fonts}</a:rPr>'
    )

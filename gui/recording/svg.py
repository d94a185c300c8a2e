"""Writes a recorded figure as SVG."""

from base64 import b64encode
from collections.abc import Iterator
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from gui.look.chinese import KNOWN, is_chinese
from gui.recording.marks import (
    AreaMark,
    BoxMark,
    Colour,
    EllipseMark,
    FigurePage,
    GroupMark,
    ImageMark,
    LineMark,
    LinePen,
    Mark,
    TextMark,
)

_FAMILIES = "sans-serif"


def svg(page: FigurePage, title: str) -> bytes:
    """Return a page as the bytes of an SVG file; a unit of the page is a pixel of CSS."""
    size = f'width="{_n(page.width)}" height="{_n(page.height)}"'
    box = f'viewBox="0 0 {_n(page.width)} {_n(page.height)}"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box}>',
        f"<title>{escape(title)}</title>",
    ]
    if page.ground is not None:
        lines.append(f'<rect width="100%" height="100%" {_fill(page.ground)}/>')
    lines += _Writer().marks(page.marks)
    return "\n".join([*lines, "</svg>", ""]).encode()


class _Writer:
    """Writes marks; clips are numbered."""

    def __init__(self) -> None:
        self._number = count(1).__next__

    def marks(self, marks: tuple[Mark, ...]) -> Iterator[str]:
        for mark in marks:
            match mark:
                case GroupMark():
                    yield from self._group(mark)
                case LineMark():
                    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in mark.points)
                    yield f'<polyline points="{points}" fill="none" {_stroke(mark.pen)}/>'
                case AreaMark():
                    rule = ' fill-rule="evenodd"' if mark.even_odd else ""
                    yield f'<path d="{_path(mark)}"{rule} {_ink(mark.fill, mark.pen)}/>'
                case BoxMark():
                    room = _room(mark.x, mark.y, mark.width, mark.height)
                    yield f"<rect {room} {_ink(mark.fill, mark.pen)}/>"
                case EllipseMark():
                    middle = f'cx="{_n(mark.x)}" cy="{_n(mark.y)}"'
                    radii = f'rx="{_n(mark.across)}" ry="{_n(mark.down)}"'
                    yield f"<ellipse {middle} {radii} {_ink(mark.fill, mark.pen)}/>"
                case TextMark():
                    yield _text(mark)
                case ImageMark():
                    yield from self._image(mark)

    def _group(self, group: GroupMark) -> Iterator[str]:
        clip = ""
        if group.clip is not None:
            name = f"clip{self._number()}"
            yield f'<clipPath id="{name}"><rect {_room(*group.clip)}/></clipPath>'
            clip = f' clip-path="url(#{name})"'
        named = f" data-name={quoteattr(group.name)}" if group.name else ""
        yield f"<g{named}{clip}>"
        if group.name:
            yield f"<title>{escape(group.name)}</title>"
        yield from self.marks(group.marks)
        yield "</g>"

    def _image(self, mark: ImageMark) -> Iterator[str]:
        clip = ""
        if mark.is_round:
            name = f"clip{self._number()}"
            half = mark.width / 2, mark.height / 2
            middle = f'cx="{_n(mark.x + half[0])}" cy="{_n(mark.y + half[1])}"'
            yield (
                f'<clipPath id="{name}"><ellipse {middle} rx="{_n(half[0])}" ry="{_n(half[1])}"/>'
                "</clipPath>"
            )
            clip = f' clip-path="url(#{name})"'
        yield _image(mark, clip)


def _n(number: float) -> str:
    """Return a length to a thousandth of a unit."""
    written = f"{number:.3f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def _room(x: float, y: float, width: float, height: float) -> str:
    return f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'


def _path(mark: AreaMark) -> str:
    return " ".join(
        step[0] + " ".join(_n(each) for each in step[1:] if isinstance(each, float))
        for step in mark.steps
    )


def _ink(fill: Colour | None, pen: LinePen | None) -> str:
    return f"{_fill(fill)} {_stroke(pen)}" if pen is not None else _fill(fill)


def _fill(colour: Colour | None) -> str:
    if colour is None:
        return 'fill="none"'
    opacity = "" if colour[1] >= 1 else f' fill-opacity="{_n(colour[1])}"'
    return f'fill="{colour[0]}"{opacity}'


def _stroke(pen: LinePen) -> str:
    colour, opacity = pen.colour
    words = [f'stroke="{colour}" stroke-width="{_n(pen.width)}"']
    if opacity < 1:
        words.append(f'stroke-opacity="{_n(opacity)}"')
    if pen.dash:
        words.append(f'stroke-dasharray="{" ".join(map(_n, pen.dash))}"')
    if pen.is_round:
        words.append('stroke-linecap="round"')
    return " ".join(words)


def _text(mark: TextMark) -> str:
    families = ", ".join((mark.family, *(KNOWN if is_chinese(mark.text) else ()), _FAMILIES))
    style = [f'font-family="{escape(families)}" font-size="{_n(mark.size)}"']
    if mark.is_bold:
        style.append('font-weight="bold"')
    if mark.is_italic:
        style.append('font-style="italic"')
    moves = f"translate({_n(mark.x)} {_n(mark.y)})"
    if mark.angle:
        moves += f" rotate({_n(mark.angle)})"
    # another font than the one it was measured with takes the same room
    fitted = f'textLength="{_n(mark.width)}" lengthAdjust="spacingAndGlyphs"'
    words = escape(mark.text)
    return (
        f'<text transform="{moves}" xml:space="preserve" {fitted} '
        f"{' '.join(style)} {_fill(mark.colour)}>{words}</text>"
    )


def _image(mark: ImageMark, clip: str) -> str:
    data = b64encode(mark.png).decode("ascii")
    style = "" if mark.is_smooth else ' style="image-rendering:pixelated"'
    if mark.opacity < 1:
        style += f' opacity="{_n(mark.opacity)}"'
    room = _room(mark.x, mark.y, mark.width, mark.height)
    placed = f'{room} preserveAspectRatio="none"{style}{clip}'
    return f'<image {placed} href="data:image/png;base64,{data}"/>'

"""Writes lengths, colours and lines as DrawingML, the drawing language of PowerPoint."""

from msgspec import Struct

from gui.recording.marks import Colour, LinePen

EMU = 9525  # of PowerPoint's units in a pixel of CSS, which a unit of the page is
_POINTS = 0.75  # of a pixel of CSS
_LEAST_SIDE, _MOST_SIDE = 914_400, 51_206_400  # EMU: a slide has 1 to 56 inches
_LEAST_TYPE, _MOST_TYPE = 100, 400_000  # hundredths of a point
_WHOLE = 100_000  # what stands for 1 where a share is written


class SlideScale(Struct, frozen=True):
    """How large a unit of the page is on the slide. factor: of a pixel of CSS."""

    factor: float

    def emu(self, length: float) -> int:
        """Return a length, or a place from the left or upper edge, in EMU."""
        return round(EMU * self.factor * length)

    def type(self, size: float) -> int:
        """Return a size of letters in hundredths of a point."""
        found = round(100 * _POINTS * self.factor * size)
        return min(max(found, _LEAST_TYPE), _MOST_TYPE)

    def spacing(self, length: float) -> int:
        """Return what is added between letters in hundredths of a point."""
        return round(100 * _POINTS * self.factor * length)


def scale_of(width: float, height: float) -> SlideScale:
    """Return the scale at which a page of this size is one that PowerPoint can open."""
    least, most = EMU * min(width, height), EMU * max(width, height)
    if most > _MOST_SIDE:
        return SlideScale(_MOST_SIDE / most)
    return (
        SlideScale(min(_LEAST_SIDE / least, _MOST_SIDE / most))
        if least < _LEAST_SIDE
        else SlideScale(1.0)
    )


def slide_side(scale: SlideScale, length: float) -> int:
    """Return a side of the slide in EMU."""
    return min(max(scale.emu(length), _LEAST_SIDE), _MOST_SIDE)


def colour(ink: Colour) -> str:
    """Return a colour as an element."""
    name, opacity = ink
    alpha = "" if opacity >= 1 else f'<a:alpha val="{round(_WHOLE * opacity)}"/>'
    return f'<a:srgbClr val="{name[1:].upper()}">{alpha}</a:srgbClr>'


def fill(ink: Colour | None) -> str:
    """Return what an area is filled with."""
    return "<a:noFill/>" if ink is None else f"<a:solidFill>{colour(ink)}</a:solidFill>"


def line(pen: LinePen | None, scale: SlideScale, join: str = "round") -> str:
    """Return how a line looks. join: of its corners, "round", "bevel" or "miter"."""
    if pen is None:
        return "<a:ln><a:noFill/></a:ln>"
    cap = "rnd" if pen.is_round else "flat"
    limit = ' lim="800000"' if join == "miter" else ""
    dashes = _dashes(pen.dash, pen.width)
    return (
        f'<a:ln w="{scale.emu(pen.width)}" cap="{cap}">{fill(pen.colour)}{dashes}'
        f"<a:{join}{limit}/></a:ln>"
    )


def _dashes(dash: tuple[float, ...], width: float) -> str:
    """Return lengths on and off, which PowerPoint counts in widths of the line."""
    if not dash or width <= 0:
        return ""
    pairs = zip(dash[::2], dash[1::2], strict=False)
    shares = [[max(round(_WHOLE * length / width), 1) for length in pair] for pair in pairs]
    stops = (f'<a:ds d="{on}" sp="{off}"/>' for on, off in shares)
    return f"<a:custDash>{''.join(stops)}</a:custDash>"

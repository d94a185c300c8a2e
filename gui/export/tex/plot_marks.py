"""Points, arrows and labels of a plot, at their places in the data."""

from collections.abc import Iterator
from math import cos, hypot, sin

from gui.export.tex.letters import tex_text
from gui.export.tex.palette import TexPalette
from gui.export.tex.plot_data import digits
from gui.export.tex.plot_words import PlotWords
from gui.export.tex.statements import length
from gui.export.tex.typed import TypedText
from gui.plots.chart import Point, Shape, VectorMark
from gui.plots.meaning import ChartMeaning
from gui.recording.marks import TextMark

_HEADS = {
    Shape.LEFT: ((-1.0, 0.0), (0.7, -0.9), (0.7, 0.9)),
    Shape.RIGHT: ((1.0, 0.0), (-0.7, -0.9), (-0.7, 0.9)),
    Shape.UP: ((0.0, -1.0), (-0.9, 0.7), (0.9, 0.7)),
    Shape.DOWN: ((0.0, 1.0), (-0.9, -0.7), (0.9, -0.7)),
}
_LINE, _OPEN, _BESIDE = 1.5, 0.42, 2.0  # units: of rims; of a cross hair: its middle
_ARROW, _HEAD, _HALF_ANGLE = 1.8, 11.0, 0.45
_ARROW_DASH = (4.0, 2.5)
_SEEN = 0.05


def point(dot: Point, meaning: ChartMeaning, palette: TexPalette) -> Iterator[str]:
    """Yield what draws a point."""
    ink, card, unit = palette.ink(dot.ink), palette.ink("card"), meaning.size
    size, rim = dot.radius * unit, f"line width={length(_LINE * unit)}"
    at = _at(dot.x, dot.y)
    match dot.shape:
        case Shape.RING:
            dress = f"fill={card}, draw={ink}, {rim}"
            yield f"\\path[{dress}] ({at}) circle[radius={length(size)}];"
        case Shape.BALL:
            dress = f"fill={ink}, draw={card}, {rim}"
            yield f"\\path[{dress}] ({at}) circle[radius={length(size)}];"
        case Shape.CROSS:
            for width, colour, longer in ((4.0, card, unit), (2.0, ink, 0.0)):
                lines = " ".join(
                    f"{_off(at, x * (_OPEN * size - longer), y * (_OPEN * size - longer))} -- "
                    f"{_off(at, x * (size + longer), y * (size + longer))}"
                    for x, y in ((1, 0), (0, 1), (-1, 0), (0, -1))
                )
                yield f"\\draw[draw={colour}, line width={length(width * unit)}] {lines};"
        case _:
            corners = " -- ".join(_off(at, size * x, size * y) for x, y in _HEADS[dot.shape])
            yield f"\\path[fill={ink}, draw={card}, {rim}] {corners} -- cycle;"


def arrow(vector: VectorMark, meaning: ChartMeaning, words: PlotWords, palette: TexPalette) -> str:
    """Return what draws an arrow from one place of the data to another."""
    unit = meaning.size
    way = words.x(vector.to_x) - words.x(vector.x), words.y(vector.to_y) - words.y(vector.y)
    head = min(_HEAD * unit, hypot(*way))
    tip = f"length={length(head * cos(_HALF_ANGLE))}, width={length(2 * head * sin(_HALF_ANGLE))}"
    options = [f"draw={palette.ink(vector.ink)}", f"line width={length(_ARROW * unit)}"]
    if vector.dashed:
        on, off = (length(each * _ARROW * unit) for each in _ARROW_DASH)
        options.append(f"dash pattern=on {on} off {off}")
    if head >= unit:
        options.append(f"-{{Triangle[{tip}]}}")
    start, end = _at(vector.x, vector.y), _at(vector.to_x, vector.to_y)
    return f"\\draw[{', '.join(options)}] ({start}) -- ({end});"


def label(
    text: TextMark,
    place: tuple[float, float],
    words: PlotWords,
    typed: TypedText,
    *,
    has_ground: bool = True,
) -> str:
    """Return what writes words beside a place of the data, where they stand on the page."""
    x, y = typed.middle(text)
    at = _off(_at(*place), x - words.x(place[0]), y - words.y(place[1]))
    ground = ""
    if has_ground:
        ground = f", fill={typed.palette.ink('card')}, inner sep={length(_BESIDE)}"
    return f"\\node[{typed.style(text, 'base')}{ground}] at {at} {{{tex_text(text.text)}}};"


def _at(x: float, y: float) -> str:
    return f"axis cs:{digits(x)},{digits(y)}"


def _off(at: str, right: float, down: float) -> str:
    right, down = (0.0 if abs(each) < _SEEN else each for each in (right, down))
    return f"($({at})+({length(right)},{length(-down)})$)"

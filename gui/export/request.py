"""What a figure is to be: of which view, how large, in which colours, with what around it."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from gui.export.formats import TextAs
from gui.state.choices import WeightLabels

PIXELS_PER_INCH, MM_PER_INCH, POINTS_PER_INCH = 96.0, 25.4, 72.0  # pixels as CSS has them
WINDOW = "window"
LARGEST_SIDE = 16_384  # dots
LEAST_SCALE, MOST_SCALE = 0.1, 10.0
_ON_PAPER, _ON_SLIDE = (points * PIXELS_PER_INCH / POINTS_PER_INCH for points in (8.0, 18.0))
_DOTS_ON_PAPER, _DOTS_ON_SLIDE = 300 / PIXELS_PER_INCH, 1.5


class FigureSize(Struct, frozen=True):
    """The size of a figure, in pixels of which 96 are an inch.

    least_type: how large the smallest text must be there, 0 for as large as on screen;
    dots: how many dots of a picture made of dots a pixel is; most_height: how high a figure may
    become in which there is otherwise too little room, 0 for no higher.
    """

    width: float
    height: float
    least_type: float = 0.0
    dots: float = 1.0
    most_height: float = 0.0

    @property
    def dots_across(self) -> tuple[int, int]:
        """How many dots wide and high a picture made of dots is."""
        return round(self.width * self.dots), round(self.height * self.dots)


class FigureRequest(Struct, frozen=True):
    """A figure that is wanted. view: one of FIGURES, or WINDOW.

    text_scale: how much larger than its size asks for everything in it is drawn; theme, labels (of
    weights): None for those of the state; text: None for what the format is best with; title: ""
    for none; reopens: whether the file carries the moment, to be opened at it; language: one of
    `catalog.of_figures`, "" for that in use.
    """

    view: str
    size: FigureSize
    text_scale: float = 1.0
    theme: str | None = None
    labels: WeightLabels | None = None
    is_transparent: bool = False
    text: TextAs | None = None
    has_caption: bool = False
    title: str = ""
    reopens: bool = True
    language: str = ""


def of_pixels(width: float, height: float) -> FigureSize:
    """Return a size for the screen."""
    return FigureSize(float(width), float(height))


def of_mm(width: float, height: float) -> FigureSize:
    """Return a size on paper, where text has 8 points at least."""
    unit = PIXELS_PER_INCH / MM_PER_INCH
    return FigureSize(unit * width, unit * height, _ON_PAPER, _DOTS_ON_PAPER)


def _on_slide(width: float, height: float) -> FigureSize:
    """Return a size in inches on a slide, where text has 18 points at least."""
    across, down = PIXELS_PER_INCH * width, PIXELS_PER_INCH * height
    return FigureSize(across, down, _ON_SLIDE, _DOTS_ON_SLIDE)


PRESETS: Mapping[str, FigureSize] = {
    "slide": _on_slide(40 / 3, 7.5),  # 16:9, as presentation programs have it
    "half": _on_slide(20 / 3, 7.5),
    # of an A4 page with two, on which it may be as high as it needs to be
    "column": replace(of_mm(84, 63), most_height=of_mm(84, 220).height),
    "square": of_mm(120, 120),
}

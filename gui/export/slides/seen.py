"""What is to be seen of a page: its marks in order, cut off at what clips them."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from gui.export.slides.chart_axis import SaidAxis
from gui.export.slides.clipping import (
    apart,
    area_of_box,
    area_of_ellipse,
    common,
    cut_area,
    cut_line,
    holds,
)
from gui.export.slides.freeform import bounds, corners_of
from gui.export.slides.letters import turned_room
from gui.formula.meaning import FormulaMeaning
from gui.plots.meaning import ChartMeaning
from gui.recording.marks import (
    AreaMark,
    BoxMark,
    EllipseMark,
    FigurePage,
    GroupMark,
    ImageMark,
    LineMark,
    Mark,
    TextMark,
)
from gui.recording.meaning import Room
from gui.recording.outlines import outlined

_SQUEEZED = 0.97  # of its width: down to here letters only stand closer together
_HALF_A_CAPITAL = 0.36  # em

PlainMark = LineMark | AreaMark | BoxMark | EllipseMark | TextMark | ImageMark


class Seen(Struct, frozen=True):
    """A mark that is seen. name: of its group; part: of an image; words: drawn as outlines.

    is_inside: whether it stands in a room beyond which nothing of it would be seen.
    """

    mark: PlainMark
    name: str = ""
    part: Room | None = None
    words: str = ""
    is_inside: bool = False


class ChartParts(Struct, frozen=True):
    """A chart taken apart. below, above: marks that are shapes of their own.

    x_name, y_name: the names of the axes as they stand, number: one of those along them; None for
    none.
    """

    x_axis: SaidAxis
    y_axis: SaidAxis
    x_name: TextMark | None
    y_name: TextMark | None
    number: TextMark | None
    below: tuple[Seen, ...]
    above: tuple[Seen, ...]


class Said(Struct, frozen=True):
    """Marks that say together what PowerPoint has a way of its own for. parts: of a chart."""

    meaning: FormulaMeaning | ChartMeaning
    marks: tuple[Seen, ...]
    parts: ChartParts | None = None


def seen_of(page: FigurePage) -> list[Seen | Said]:
    """Return what is seen of a page, the lowest first."""
    return list(_seen(page.marks, None, ""))


def _seen(marks: tuple[Mark, ...], clip: Room | None, name: str) -> Iterator[Seen | Said]:
    for mark in marks:
        if not isinstance(mark, GroupMark):
            cut = _cut(mark, clip, name)
            yield from (replace(each, is_inside=clip is not None) for each in cut)
            continue
        inner, own = common(clip, mark.clip), mark.name or name
        within, meaning = _seen(mark.marks, inner, own), mark.meaning
        if not isinstance(meaning, FormulaMeaning | ChartMeaning):
            yield from within
        elif clip is None or holds(clip, meaning.room):
            yield Said(meaning, tuple(each for each in within if isinstance(each, Seen)))
        else:
            yield from within


def _cut(mark: PlainMark, clip: Room | None, name: str) -> Iterator[Seen]:
    if isinstance(mark, LineMark) and not mark.points:
        return
    if isinstance(mark, TextMark) and mark.stretch < _SQUEEZED:
        mark = _smaller(mark)
    room = room_of(mark)
    if clip is None or holds(clip, room):
        yield Seen(mark, name)
    elif not apart(clip, room):
        yield from _parts(mark, clip, name)


def _parts(mark: PlainMark, clip: Room, name: str) -> Iterator[Seen]:
    match mark:
        case LineMark():
            yield from (Seen(each, name) for each in cut_line(mark, clip))
        case AreaMark():
            yield from (Seen(each, name) for each in cut_area(mark, clip))
        case BoxMark():
            yield from (Seen(each, name) for each in cut_area(area_of_box(mark), clip))
        case EllipseMark():
            yield from (Seen(each, name) for each in cut_area(area_of_ellipse(mark), clip))
        case ImageMark():
            yield Seen(mark, name, common(clip, room_of(mark)))
        case TextMark():
            yield from _cut_text(mark, clip, name)


def _cut_text(mark: TextMark, clip: Room, name: str) -> Iterator[Seen]:
    """Yield a text of which only the empty part of its line is cut off; else what is left of it."""
    (drawn,) = outlined(FigurePage(0, 0, None, (mark,))).marks
    assert isinstance(drawn, AreaMark)
    if not drawn.steps or holds(clip, bounds(corners_of(drawn.steps))):
        yield Seen(mark, name)
        return
    for part in cut_area(drawn, clip):
        yield replace(Seen(part, name), words=mark.text)


def _smaller(mark: TextMark) -> TextMark:
    """Return a squeezed text as a smaller one of the same width: letters keep their form there."""
    size = mark.stretch * mark.size
    raised = mark.y - _HALF_A_CAPITAL * (mark.size - size)
    return replace(mark, y=raised, size=size, stretch=1.0)


def room_of(mark: PlainMark) -> Room:
    """Return the rectangle that a mark covers, with the lines around it."""
    match mark:
        case LineMark(points=points, pen=pen):
            return _grown(bounds(points), pen.width)
        case AreaMark(steps=steps, pen=pen):
            return _grown(bounds(corners_of(steps)), pen.width if pen else 0.0)
        case BoxMark(x=x, y=y, width=width, height=height, pen=pen):
            return _grown((x, y, width, height), pen.width if pen else 0.0)
        case ImageMark(x=x, y=y, width=width, height=height):
            return x, y, width, height
        case EllipseMark(x=x, y=y, across=across, down=down, pen=pen):
            room = x - across, y - down, 2 * across, 2 * down
            return _grown(room, pen.width if pen else 0.0)
        case TextMark():
            return turned_room(mark)


def _grown(room: Room, width: float) -> Room:
    half = width / 2
    return room[0] - half, room[1] - half, room[2] + width, room[3] + width

"""Writes a page as the shapes of one slide."""

from collections.abc import Callable, Iterator, Sequence

from gui.export.slides.chart_rest import can_be_said, taken_apart
from gui.export.slides.freeform import bounds
from gui.export.slides.glue import Glue, glue_of
from gui.export.slides.holding import texts_held
from gui.export.slides.ink import SlideScale
from gui.export.slides.letters import text_body
from gui.export.slides.naming import ShapeNames
from gui.export.slides.runs import ShapeRun, runs_of
from gui.export.slides.seen import Said, Seen, room_of, seen_of
from gui.export.slides.shapes import (
    ShapeLabel,
    area,
    box,
    connector,
    ellipse,
    group,
    many,
    picture,
    polyline,
    text_box,
    text_room,
)
from gui.export.slides.sides import sides_of
from gui.plots.meaning import ChartMeaning
from gui.recording.marks import (
    AreaMark,
    BoxMark,
    EllipseMark,
    FigurePage,
    ImageMark,
    LineMark,
    TextMark,
)
from gui.recording.meaning import Room

KeepImage = Callable[[ImageMark], str]
"""Takes an image into the file, and returns its relation to the slide."""
SaySo = Callable[[Said, ShapeNames, SlideScale], str]
"""Writes what is said in a way of PowerPoint's own as a shape."""


class SlideWriter:
    """Writes the marks of a page in order, each as a shape, or as the text of the one below it."""

    def __init__(
        self, page: FigurePage, scale: SlideScale, names: ShapeNames, keep: KeepImage, say_so: SaySo
    ) -> None:
        self._scale, self._names, self._keep, self._say_so = scale, names, keep, say_so
        self._seen = list(_taken_apart(seen_of(page)))
        self._held = texts_held(self._seen)
        self._texts = {shape: text for text, shape in self._held.items()}
        self._glue: Glue = glue_of(self._seen)
        self._sides = sides_of(self._seen)
        self._labels: dict[int, ShapeLabel] = {}

    def shapes(self) -> Iterator[str]:
        """Yield all shapes, the lowest first."""
        runs = list(runs_of(self._seen, self._held))
        grouped = {}
        for run in runs:
            if run.is_group:
                grouped[run.places[0]] = self._names.label(run.name, "group")
            for place in run.labelled:
                self._label(place)
        for run in runs:
            yield from self._run(run, grouped)

    def _label(self, place: int) -> None:
        each = self._seen[place]
        if isinstance(each, Seen):
            kind = _kind(each, is_neuron=place in self._glue.sites)
            self._labels[place] = self._names.label(each.name, kind, each.words)

    def _run(self, run: ShapeRun, grouped: dict[int, ShapeLabel]) -> Iterator[str]:
        if run.is_many:
            yield many(self._labels[run.places[0]], list(self._alike(run)), self._scale)
            return
        written = [shape for place in run.places for shape in self._shape(place)]
        if not run.is_group:
            yield from written
            return
        marks = [each.mark for each in self._seen_in(run)]
        around = _around([room_of(mark) for mark in marks])
        yield group(grouped[run.places[0]], around, self._scale, written)

    def _seen_in(self, run: ShapeRun) -> Iterator[Seen]:
        for place in run.places:
            each = self._seen[place]
            assert isinstance(each, Seen)  # what is said belongs to no run of several
            yield each

    def _alike(self, run: ShapeRun) -> Iterator[AreaMark | EllipseMark | LineMark]:
        for each in self._seen_in(run):
            assert isinstance(each.mark, AreaMark | EllipseMark | LineMark)
            yield each.mark

    def _shape(self, place: int) -> Iterator[str]:
        each = self._seen[place]
        if isinstance(each, Said):
            yield self._say_so(each, self._names, self._scale)
            return
        label, scale, mark = self._labels[place], self._scale, each.mark
        text = self._text_in(place)
        match mark:
            case LineMark(points=points) if len(points) == 2:
                start, end = self._glue.ends.get(place, (None, None))
                ends = tuple(
                    None if glued is None else (self._labels[glued.shape].number, glued.site)
                    for glued in (start, end)
                )
                yield connector(label, mark, scale, (ends[0], ends[1]))
            case LineMark():
                yield polyline(label, mark, scale)
            case AreaMark():
                yield area(label, mark, scale, text)
            case BoxMark():
                yield box(label, mark, scale, text)
            case EllipseMark():
                yield ellipse(label, mark, scale, text, self._glue.sites.get(place, ()))
            case TextMark():
                yield text_box(label, mark, scale, self._sides.get(place, "ctr"))
            case ImageMark():
                yield picture(label, mark, scale, self._keep(mark), each.part)

    def _text_in(self, place: int) -> str:
        """Return the text that a shape holds, where it was painted."""
        if place not in self._texts:
            return ""
        each, shape = self._seen[self._texts[place]], self._seen[place]
        assert isinstance(each, Seen)
        assert isinstance(shape, Seen)
        assert isinstance(each.mark, TextMark)
        room = text_room(shape.mark, is_glued=place in self._glue.sites)
        return text_body(each.mark, self._scale, within=room)


def _taken_apart(seen: Sequence[Seen | Said]) -> Iterator[Seen | Said]:
    """Yield what is seen, of each chart that PowerPoint can draw only what it cannot say of it."""
    for each in seen:
        meaning = each.meaning if isinstance(each, Said) else None
        if not isinstance(each, Said) or not isinstance(meaning, ChartMeaning):
            yield each
        elif can_be_said(meaning):
            parts = taken_apart(each, meaning)
            yield from parts.below
            yield Said(meaning, each.marks, parts)
            yield from parts.above
        else:
            yield from each.marks


def _kind(each: Seen, *, is_neuron: bool) -> str:
    match each.mark:
        case LineMark():
            return "line"
        case TextMark():
            return "text"
        case ImageMark():
            return "image"
        case _:
            return "neuron" if is_neuron else "text" if each.words else "shape"


def _around(rooms: Sequence[Room]) -> Room:
    corners = [(room[0], room[1]) for room in rooms]
    corners += [(room[0] + room[2], room[1] + room[3]) for room in rooms]
    return bounds(corners)

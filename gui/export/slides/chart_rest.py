"""What of a painted chart a chart of PowerPoint says itself, and what stands below and over it."""

from collections.abc import Callable

from gui.export.slides.chart_axis import said_axis
from gui.export.slides.seen import ChartParts, Said, Seen
from gui.plots.meaning import ChartMeaning
from gui.recording.marks import LineMark, TextMark

_NEAR = 0.75  # units


def can_be_said(meaning: ChartMeaning) -> bool:
    """Return whether a chart is one of curves over numbers, on no ground."""
    chart = meaning.chart
    is_bare = not chart.areas and chart.ground is None and not chart.clouds
    words = chart.x_axis.words is not None or chart.y_axis.words is not None
    return bool(chart.curves) and is_bare and not words


def taken_apart(said: Said, meaning: ChartMeaning) -> ChartParts:
    """Return what a chart says itself, and the rest of its marks, the lowest first."""
    return _Reader(said, meaning).parts()


class _Reader:
    """Tells the parts of a chart by their places and colours, as `gui.plots.paint` paints them."""

    def __init__(self, said: Said, meaning: ChartMeaning) -> None:
        self._marks, self._chart, theme = said.marks, meaning.chart, meaning.theme
        left, top, width, height = meaning.data
        self._left, self._right, self._bottom = left, left + width, top + height
        self._grid, self._edge = theme.grid, theme.control_edge
        self._numbers, self._names = theme.text_faint, theme.text_soft
        self.x_axis = said_axis(self._chart.x_axis, self._written(self._is_below))
        self.y_axis = said_axis(self._chart.y_axis, self._written(self._is_beside))

    def parts(self) -> ChartParts:
        x_name = self._name(self._chart.x_axis.name, 0.0)
        y_name = self._name(self._chart.y_axis.name, -90.0)
        first = next((i for i, each in enumerate(self._marks) if _is_curve(each)), 0)
        below, above = (
            tuple(each for each in part if not self._is_said(each, (x_name, y_name)))
            for part in (self._marks[:first], self._marks[first:])
        )
        texts = (each.mark for each in self._marks if isinstance(each.mark, TextMark))
        number = next(filter(self._is_number, texts), None)
        return ChartParts(self.x_axis, self.y_axis, x_name, y_name, number, below, above)

    def _is_said(self, each: Seen, names: tuple[TextMark | None, ...]) -> bool:
        mark = each.mark
        if _is_curve(each):
            return True
        if isinstance(mark, TextMark):
            if mark in names:
                return True
            on_x = self.x_axis.is_whole and self._is_below(mark)
            return on_x or (self.y_axis.is_whole and self._is_beside(mark))
        return isinstance(mark, LineMark) and len(mark.points) == 2 and self._is_axis(mark)

    def _is_axis(self, mark: LineMark) -> bool:
        (x1, y1), (x2, y2) = mark.points
        colour = mark.pen.colour[0]
        across = abs(y1 - y2) < _NEAR and _is_at(x1, self._left) and _is_at(x2, self._right)
        if across and colour == self._grid:
            return self.y_axis.is_whole
        if across and colour == self._edge:
            return _is_at(y1, self._bottom)
        upright = _is_at(x1, x2) and _is_at(y1, self._bottom) and y2 > y1
        return upright and colour == self._edge and self.x_axis.is_whole

    def _written(self, is_there: Callable[[TextMark], bool]) -> set[str]:
        marks = (each.mark for each in self._marks)
        return {mark.text for mark in marks if isinstance(mark, TextMark) and is_there(mark)}

    def _is_below(self, mark: TextMark) -> bool:
        """Return whether a text is a number at the x axis."""
        return self._is_number(mark) and mark.y > self._bottom

    def _is_beside(self, mark: TextMark) -> bool:
        """Return whether a text is a number at the y axis."""
        return (
            self._is_number(mark)
            and mark.x + mark.width < self._left
            and mark.y <= (self._bottom + mark.size)
        )

    def _is_number(self, mark: TextMark) -> bool:
        return mark.colour[0] == self._numbers and not mark.angle

    def _name(self, name: str, angle: float) -> TextMark | None:
        for each in self._marks:
            mark = each.mark
            if not isinstance(mark, TextMark) or mark.colour[0] != self._names:
                continue
            if mark.text == name and mark.angle == angle:
                return mark
        return None


def _is_curve(each: Seen) -> bool:
    return each.is_inside and isinstance(each.mark, LineMark)


def _is_at(one: float, other: float) -> bool:
    return abs(one - other) < _NEAR

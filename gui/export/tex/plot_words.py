"""The words of a plot on the page, by what they stand at: ticks, axes, labels, dots."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from gui.plots.chart import Axis, Point
from gui.plots.meaning import ChartMeaning
from gui.recording.marks import BoxMark, GroupMark, Mark, TextMark, every_mark

_OFF = 2.5  # units: a number that stands so far from its tick is not written as the tick's
_IN_POINT = 4.0
_TURNED = 45.0  # degrees

Place = tuple[float, float]


class PlotWords:
    """What is written in a plot and around it.

    x_ticks, y_ticks: by tick; labels: with the place in the data that each belongs to; others:
    what stands at nothing.
    """

    def __init__(self, group: GroupMark, meaning: ChartMeaning) -> None:
        self._meaning, chart = meaning, meaning.chart
        every = [mark for mark in every_mark(group.marks) if not isinstance(mark, GroupMark)]
        self._left = [mark for mark in every if isinstance(mark, TextMark)]
        self.labels = list(self._take_labels(every))
        self._in_points = {
            number: self._take(lambda text, dot=dot: self._is_inside(text, dot))  # type: ignore[misc]
            for number, dot in enumerate(chart.points)
            if dot.text
        }
        self.x_ticks = self._take_ticks(chart.x_axis, self._is_below)
        self.y_ticks = self._take_ticks(chart.y_axis, self._is_beside)
        self.x_name = self._take(self._names(chart.x_axis, turned=False))
        self.y_name = self._take(self._names(chart.y_axis, turned=True))

    @property
    def others(self) -> Sequence[TextMark]:
        """Return the words that stand at nothing of the plot."""
        return self._left

    def x(self, value: float) -> float:
        """Return where on the page a number lies along the x axis."""
        left, _, width, _ = self._meaning.data
        return left + width * _share(value, self._meaning.chart.x_axis)

    def y(self, value: float) -> float:
        """Return where on the page a number lies along the y axis."""
        _, top, _, height = self._meaning.data
        return top + height * (1 - _share(value, self._meaning.chart.y_axis))

    def inside(self, dot: Point) -> Iterator[TextMark]:
        """Yield the number in a dot, if there is one."""
        for number, other in enumerate(self._meaning.chart.points):
            text = self._in_points.get(number)
            if other is dot and text is not None:
                yield text

    def _take(self, is_it: Callable[[TextMark], bool]) -> TextMark | None:
        for index, text in enumerate(self._left):
            if is_it(text):
                return self._left.pop(index)
        return None

    def _take_labels(self, every: Sequence[Mark]) -> Iterator[tuple[TextMark, Place]]:
        """Yield the words on a ground of their own, in the order in which they are painted."""
        labels = list(self._meaning.chart.labels)
        for before, mark in pairwise(every):
            if not isinstance(before, BoxMark) or not isinstance(mark, TextMark):
                continue
            named = [label for label in labels if label.text == mark.text]
            if not named or mark not in self._left:
                continue
            middle = mark.x + mark.width / 2
            nearest = min(
                named,
                key=lambda label, mark=mark, middle=middle: (
                    abs(self.x(label.x) - middle)  # type: ignore[misc]
                    + abs(self.y(label.y) - mark.y)
                ),
            )
            labels.remove(nearest)
            self._left.remove(mark)
            yield mark, (nearest.x, nearest.y)

    def _take_ticks(
        self, axis: Axis, is_at: Callable[[TextMark, float], bool]
    ) -> dict[float, TextMark]:
        ticks = axis.ticks
        step = ticks[1] - ticks[0] if len(ticks) > 1 else 1.0
        found = {}
        for tick in ticks:
            said = axis.text(tick, step)
            text = self._take(
                lambda text, said=said, tick=tick: text.text == said and is_at(text, tick)  # type: ignore[misc]
            )
            if text is not None:
                found[tick] = text
        return found

    def _is_below(self, text: TextMark, tick: float) -> bool:
        _, top, _, height = self._meaning.data
        middle = text.x + text.width / 2
        return text.y > top + height and abs(middle - self.x(tick)) < _OFF

    def _is_beside(self, text: TextMark, tick: float) -> bool:
        left = self._meaning.data[0]
        return text.x + text.width < left and abs(text.y - self.y(tick)) < text.size

    def _is_inside(self, text: TextMark, dot: Point) -> bool:
        if text.text != dot.text:
            return False
        middle = text.x + text.width / 2, text.y - text.size / 3
        off = _IN_POINT * self._meaning.size
        return abs(middle[0] - self.x(dot.x)) < off and abs(middle[1] - self.y(dot.y)) < off

    def _names(self, axis: Axis, *, turned: bool) -> Callable[[TextMark], bool]:
        _, top, _, height = self._meaning.data

        def is_it(text: TextMark) -> bool:
            is_turned = abs(text.angle) > _TURNED
            below = text.y > top + height
            return text.text == axis.name and is_turned == turned and (turned or below)

        return is_it


def _share(value: float, axis: Axis) -> float:
    return (value - axis.low) / (axis.high - axis.low)

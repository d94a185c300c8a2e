"""What a plot in a recorded figure says."""

from gui.look.theme import Theme
from gui.plots.chart import Chart
from gui.plots.covered import covered_in_words
from gui.recording.meaning import Meaning, Room


class ChartMeaning(Meaning, frozen=True, kw_only=True, eq=False):
    """A chart. data: where on the page the ranges of its axes lie; size: of a unit of the chart,
    in which the widths of its curves are told; theme: its colours.
    """

    chart: Chart
    data: Room
    size: float
    theme: Theme

    @classmethod
    def of(
        cls, chart: Chart, theme: Theme, data: Room, whole: tuple[float, float], room: Room
    ) -> "ChartMeaning":
        """Return what a chart says that is painted into a room of the page.

        data: where its ranges lie, and whole: how wide and high all of it is, in its own units.
        """
        left, top, width, height = room
        across, down = width / whole[0], height / whole[1]
        place = left + across * data[0], top + down * data[1]
        at = (*place, across * data[2], down * data[3])
        chart = covered_in_words(chart)
        return cls(room=room, chart=chart, data=at, size=down, theme=theme)

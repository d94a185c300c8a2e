"""A paper for QPainter on which nothing is painted but all is noted down as marks."""

from PySide6.QtGui import QPaintDevice, QPaintEngine

from gui.recording.engine import NotingEngine
from gui.recording.marks import Colour, FigurePage
from gui.recording.meaning import Meaning

_Metric = QPaintDevice.PaintDeviceMetric
_DOTS_PER_INCH, _MM_PER_INCH = 96, 25.4


class Recorder(QPaintDevice):
    """Takes what a painter paints; `page` returns it when the painter has ended."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__()
        self._size = width, height
        self._engine = NotingEngine()
        self.crowding = 0

    def page(self, ground: Colour | None) -> FigurePage:
        """Return all that was painted, on a ground."""
        return FigurePage(*self._size, ground, self._engine.notes.finished())

    def note_crowded(self, amount: int) -> None:
        """Note how much had no room, and might have some in a higher figure."""
        self.crowding = max(self.crowding, amount)

    def begin_group(self, name: str, meaning: Meaning | None = None) -> None:
        """Let what follows belong to a group."""
        self._engine.notes.begin_group(name, meaning)

    def end_group(self) -> None:
        """End the group begun last."""
        self._engine.notes.end_group()

    def paintEngine(self) -> QPaintEngine:
        return self._engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        width, height = (round(side) for side in self._size)
        mm = _MM_PER_INCH / _DOTS_PER_INCH
        return {
            _Metric.PdmWidth: width,
            _Metric.PdmHeight: height,
            _Metric.PdmWidthMM: round(mm * width),
            _Metric.PdmHeightMM: round(mm * height),
            _Metric.PdmNumColors: 2**24,
            _Metric.PdmDepth: 32,
            _Metric.PdmDevicePixelRatioScaled: 65536,  # of which Qt keeps this much for 1
            _Metric.PdmDevicePixelRatio: 1,
        }.get(metric, _DOTS_PER_INCH)

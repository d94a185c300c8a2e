"""An axis on screen whose numbers are written as everywhere else."""

from collections.abc import Sequence
from math import ceil, floor

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from gui.plots.chart import Axis

_GAP = 0.55  # of the height of a number, between two of them


class NumberAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """An axis whose numbers are written as everywhere else."""

    written = Axis("", 0.0, 1.0)  # how; its range is pyqtgraph's

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        levels: list[tuple[float, list[float]]] = super().tickValues(low, high, size)
        if self.written.words is not None:
            return [(1.0, [place for place in self.written.ticks if low <= place <= high])]
        if not self.written.is_whole:
            return levels
        spacing = max(round(levels[0][0]), 1) if levels else 1
        first = ceil(low / spacing)
        return [(spacing, [spacing * i for i in range(first, floor(high / spacing) + 1)])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        texts = [self.written.text(value, spacing) for value in values]
        if self.orientation == "left":
            return texts
        apart = spacing / (self.range[1] - self.range[0]) * self.geometry().width()
        metrics = QFontMetricsF(self.style["tickFont"])
        widest = max(map(metrics.horizontalAdvance, texts), default=0.0)
        # of numbers that would touch only every second
        stride = ceil((widest + _GAP * self._height()) / apart)
        return [
            text if round(value / spacing) % stride == 0 else ""
            for text, value in zip(texts, values, strict=True)
        ]

    def hold_width(self, held: bool) -> None:
        """Let the width become no less from now on if it is held.

        Where a unit is as long along both axes, the width decides which numbers are written here,
        and they decide the width: it would go to and fro for ever.
        """
        if held == self.style["autoReduceTextSpace"]:
            self.textWidth = 0
            self.setStyle(autoReduceTextSpace=not held)

    def boundingRect(self) -> QRectF:
        # with a grid, pyqtgraph 0.14 leaves out the half of a number beyond the end of the axis
        whole: QRectF = super().boundingRect()
        return whole.adjusted(0, -self._height(), 0, self._height())

    def _height(self) -> int:
        font = self.style["tickFont"]  # none while the axis is made
        return 0 if font is None else int(font.pixelSize())

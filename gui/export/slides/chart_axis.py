"""What an axis of PowerPoint can say of an axis of ours: its ticks and how their numbers look."""

from msgspec import Struct

from gui.plots.chart import Axis

_SAME = 1e-6  # of a step
_MOST_PLACES = 12
_MOST_EXPONENT = 300  # of a number that a spreadsheet holds


class SaidAxis(Struct, frozen=True):
    """An axis as PowerPoint draws it. low, high: its ends; step: between ticks.

    format: of the numbers at its ticks, "" where they are written beside the chart: PowerPoint
    counts ticks from the end of the axis, and knows no raised numbers; is_log: whether exponents
    of the numbers are drawn.
    """

    low: float
    high: float
    step: float
    format: str = ""
    is_log: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether grid, ticks and numbers are those of PowerPoint."""
        return bool(self.format)


def said_axis(axis: Axis, written: set[str]) -> SaidAxis:
    """Return an axis as far as it can be said. written: the texts that stand at its ticks."""
    ticks, low, high = axis.ticks, float(axis.low), float(axis.high)
    if len(ticks) < 2:
        return SaidAxis(low, high, high - low)
    step = float(ticks[1] - ticks[0])
    bare = SaidAxis(low, high, step)
    if axis.is_log:
        return _log_axis(bare)
    texts = [axis.text(tick, step) for tick in ticks]
    begins = abs(ticks[0] - low) <= _SAME * step
    if axis.words is not None or not begins or not written.issuperset(texts):
        return bare
    return SaidAxis(low, high, step, _format(ticks, texts))


def _log_axis(axis: SaidAxis) -> SaidAxis:
    """Return an axis of exponents as one of powers where PowerPoint draws the same.

    It counts the powers from the end of the axis, which so has to be one itself.
    """
    if axis.low != round(axis.low) or max(-axis.low, axis.high) > _MOST_EXPONENT:
        return axis
    return SaidAxis(10.0**axis.low, 10.0**axis.high, 10.0, is_log=True)


def _format(ticks: tuple[float, ...], texts: list[str]) -> str:
    """Return the format with which PowerPoint writes ticks like these texts, "" for none."""
    for places in range(_MOST_PLACES):
        plain = [f"{abs(tick):.{places}f}" for tick in ticks]
        signs = ["−" if tick < 0 else "" for tick in ticks]
        wanted = [
            text if float(number) == 0 else sign + number
            for sign, number, text in zip(signs, plain, texts, strict=True)
        ]
        if wanted == texts:
            zeros = [text for number, text in zip(plain, texts, strict=True) if not float(number)]
            if len(zeros) > 1:
                return ""
            number = f"0.{'0' * places}" if places else "0"
            zero = zeros[0] if zeros else number
            return f'{number};"−"{number};"{zero}"'
    return ""

"""The lines along which a predicted value is the same, each with it: the key to the colours."""

from gui.plots.chart import Label, Series, nice_ticks, tick_text
from gui.regions.colouring import contours, joined
from gui.regions.field import Field
from gui.regions.subject import Subject

_ABOUT = 8  # so many lines
_WIDTH = 1.0  # units


def isolines(subject: Subject, field: Field) -> tuple[tuple[Series, ...], tuple[Label, ...]]:
    """Return a line for each of some round values, and their names; none where classes are told."""
    if subject.classes is not None or subject.unit is None:
        return (), ()
    curves, labels = [], []
    ticks = nice_ticks(subject.low, subject.high, _ABOUT)
    for level in ticks:
        lines = contours(field, field.outputs[subject.unit], level)
        if not lines:
            continue
        curves.append(joined(lines, "text_faint", _WIDTH))
        longest = max(lines, key=len)
        x, y = longest[len(longest) // 3]
        text = tick_text(level, ticks[1] - ticks[0])
        labels.append(Label(float(x), float(y), text, "text_soft", dy=0, gives_way=True))
    return tuple(curves), tuple(labels)

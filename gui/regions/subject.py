"""What a picture of the inputs tells: which class, how sure of one of them, or a value."""

from msgspec import Struct

from engine.results.classes import Classes
from gui.draw.outlines import class_ink
from gui.state.regions import derived as regions_derived
from gui.state.run import results
from gui.state.state import State


class Subject(Struct, frozen=True):
    """What the colours mean.

    unit: the output whose value is told, None where several outputs are compared; classes: None
    where targets are not classes; low, high: the outputs at the two ends of the colours.
    """

    unit: int | None
    low: float
    high: float
    classes: Classes | None

    @property
    def threshold(self) -> float | None:
        """The output at the line that parts two regions, None where there is no such line."""
        if self.unit is None or self.classes is None:
            return None
        return self.low / 2 + self.high / 2

    @property
    def inks(self) -> tuple[str, ...]:
        """The colours: of each class, or else of high values, with that of low ones before it."""
        if self.classes is None:
            return ("positive",)
        if self.unit is None or self.classes.outputs == 1:
            return tuple(map(class_ink, range(self.classes.count)))
        return (class_ink(self.unit),)


def subject_of(state: State) -> Subject:
    """Return what is told of the step on screen."""
    data, unit = regions_derived.data(state), regions_derived.shown_output(state)
    classes = results.classes_of(data)
    if classes is not None:
        return Subject(unit, classes.low, classes.high, classes)
    low, high = regions_derived.target_range(data, unit or 0)
    return Subject(unit or 0, low, high, None)

"""Printed figures beside ours: the values of the table, without its drawing."""

from msgspec import Struct

from engine.experiment import Published
from engine.story.readings import read
from engine.text.names import name
from engine.text.printed import agrees, rounded_as
from engine.written.quantity import parse
from gui.state.experiment.challenge import is_told
from gui.state.experiment.original import Departure, departure
from gui.state.run import derived
from gui.state.state import State


class Comparison(Struct, frozen=True):
    """A printed figure and ours in its digits.

    ours: None while it is not known; agrees: None where nothing is judged, as ours is not known
    or no longer what the file describes; note: why they may differ.
    """

    letter: str
    printed: str
    ours: str | None
    source: str
    agrees: bool | None
    note: str = ""

    @property
    def remark(self) -> str:
        """The note, where the figures differ."""
        return self.note if self.agrees is False else ""


def comparisons(state: State) -> tuple[Comparison, ...]:
    """Return the printed figures of the step on screen beside ours."""
    return tuple(
        _compare(state, figure)
        for figure in state.document.experiment.published
        if figure.step == state.cursor.step
    )


def _compare(state: State, figure: Published) -> Comparison:
    quantity = parse(figure.quantity)
    known = derived.is_known(state, quantity)
    value = read(derived.trace(state), quantity) if known else None  # as files have it
    letter = name(quantity, state.view.notation)
    if value is None:
        return Comparison(letter, figure.printed, None, figure.source, None, figure.note)
    judged = departure(state) is Departure.NONE
    same = agrees(figure.printed, value) if judged else None
    ours = rounded_as(figure.printed, value)
    note = figure.note if is_told(state) else ""
    return Comparison(letter, figure.printed, ours, figure.source, same, note)

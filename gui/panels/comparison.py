"""Printed figures beside ours: the values of the table, without its drawing."""

from msgspec import Struct
from msgspec.structs import replace

from engine.experiment import Published
from engine.story.formulas.terms import symbol
from engine.story.notation import noted
from engine.story.readings import read
from engine.text.covered import covered
from engine.text.names import name, written
from engine.text.printed import agrees, rounded_as
from engine.written.expression import Partial, Symbol
from engine.written.quantity import ONE_A_SAMPLE, Kind, Quantity, parse_of_sample
from gui.state.experiment.challenge import is_told
from gui.state.experiment.original import Departure, departure
from gui.state.hiding.derived import is_hidden, told
from gui.state.run import derived
from gui.state.state import State
from gui.words.functions import printed_words

_DERIVED_BY = {Kind.DELTA: Kind.Z, Kind.D_A: Kind.A}
_SENT_ON = ONE_A_SAMPLE - frozenset(_DERIVED_BY)


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
    """Return the printed figures of the step on screen beside ours.

    While a step is worked by hand, none that would tell a number which is still asked for.
    """
    found = tuple(
        _compare(state, figure)
        for figure in state.document.experiment.published
        if figure.step == state.cursor.step
    )
    if state.by_hand.of is None:
        return found
    from gui.state.exercise import derived as exercise_derived  # not needed by most

    is_worked = exercise_derived.is_worked(state)
    return tuple(each for each in found if each.ours is not None or not is_worked)


def _compare(state: State, figure: Published) -> Comparison:
    quantity = _addressed(state, figure.quantity)
    letter, value = _letter(state, quantity), _value(state, quantity)
    source, note = printed_words(figure.source), printed_words(figure.note)
    if value is None:
        printed = told(state, quantity, figure.printed)
        return Comparison(letter, printed, None, source, None, note)
    if is_hidden(state, quantity):
        printed = covered(figure.printed)
        return Comparison(letter, printed, covered(rounded_as(figure.printed, value)), source, None)
    judged = departure(state) is Departure.NONE
    same = agrees(figure.printed, value) if judged else None
    ours = rounded_as(figure.printed, value)
    remark = note if is_told(state) else ""
    return Comparison(letter, figure.printed, ours, source, same, remark)


def _addressed(state: State, text: str) -> Quantity:
    """Return whose number is compared: of a batch, the first sample's where none is named."""
    quantity = parse_of_sample(text)
    if quantity.sample is None and _is_of_batch(state) and quantity.kind in _SENT_ON:
        return replace(quantity, sample=0)
    return quantity if _is_of_batch(state) else replace(quantity, sample=None)


def _letter(state: State, quantity: Quantity) -> str:
    """Return the letter of a number; that of C by one sample's z or a is not the sample's own."""
    of_kind = _DERIVED_BY.get(quantity.kind)
    if of_kind is None or quantity.sample is not None or not _is_of_batch(state):
        return name(quantity, state.view.notation)
    of = symbol(replace(quantity, kind=of_kind, sample=0))
    assert isinstance(of, Symbol)
    return written(noted(Partial(of), state.view.notation))


def _value(state: State, quantity: Quantity) -> float | None:
    """Return a number as files have it, or a sample's own; None while it is not known."""
    if not derived.is_known(state, quantity):
        return None
    scope = derived.batch_scope(state)
    return read(scope.step, quantity) if quantity.sample is None else scope.read(quantity)


def _is_of_batch(state: State) -> bool:
    return derived.batch_scope(state).samples > 1

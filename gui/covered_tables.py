"""Tables of a moment in which the numbers that are hidden are covered."""

from msgspec.structs import replace

from engine.story.beats import revealed
from engine.text.covered import MARK
from engine.text.sheets.number_table import Cell, NumberDocument, NumberTable, Section
from engine.written.quantity import Kind, Quantity, with_sample
from gui.state.hiding.derived import hides_any, is_hidden
from gui.state.run import derived
from gui.state.state import State


def covered_tables(state: State, document: NumberDocument) -> NumberDocument:
    """Return tables without the hidden numbers of the step on screen, wherever they stand."""
    values = _hidden_values(state) if hides_any(state) else frozenset()
    if not values:
        return document
    parts = tuple(_covered(part, values) for part in document.parts)
    return replace(document, parts=parts, csv=None)


def _covered(part: NumberTable | Section, values: frozenset[float]) -> NumberTable | Section:
    if isinstance(part, Section):
        return part

    def cover(cell: Cell) -> Cell:
        return MARK if isinstance(cell, float) and abs(cell) in values else cell

    return replace(part, rows=[tuple(map(cover, row)) for row in part.rows])


def _hidden_values(state: State) -> frozenset[float]:
    """Return the size of every number that is hidden, of the batch and of its samples."""
    scope, whole = derived.scope(state), derived.batch_scope(state)
    found = set[float]()
    for number in filter(lambda each: is_hidden(state, each), _numbers(state)):
        found |= {abs(scope.value(number)), abs(whole.read(number))}
        if with_sample(number, 0) != number and whole.samples > 1:
            rows = range(whole.samples)
            found |= {abs(whole.read(with_sample(number, row))) for row in rows}
    return frozenset(found)


def _numbers(state: State) -> list[Quantity]:
    shape = derived.experiment(state).network.shape
    targets = [Quantity(Kind.TARGET, shape.layers[-1], unit) for unit in range(shape.sizes[-1])]
    parameters = [
        Quantity(Kind.BIAS if at.source is None else Kind.WEIGHT, at.layer, at.unit, at.source)
        for at in shape.places()
    ]
    computed = [each for beat in derived.beats(state) for each in revealed(beat, shape)]
    return [*targets, *parameters, *computed]

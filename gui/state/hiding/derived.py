"""Whether something is hidden now: every view, figure and sentence asks here."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from engine.hidden import CONTROL, KINDS, PANEL, is_number
from engine.shape import in_network
from engine.story.beats import first_known, in_focus, of_selection, revealed
from engine.text.covered import covered
from engine.written.quantity import OF_LOSS, OF_WEIGHTS, Kind, Quantity, parse
from gui.state.run import derived
from gui.state.state import State

_PARTS = (PANEL, CONTROL)


def hides_any(state: State) -> bool:
    """Return whether anything at all may be hidden now."""
    return bool(state.document.hidden)


def hidden_now(state: State) -> tuple[str, ...]:
    """Return the names of what is hidden of the document and not revealed.

    A number under one of them may have been revealed by a click or by the next beat.
    """
    return tuple(each for each in state.document.hidden if each not in state.hiding.revealed)


def is_hidden(state: State, quantity: Quantity) -> bool:
    """Return whether a number of the step on screen must not be told, should it be known."""
    if not hides_any(state):
        return False
    names, hiding = _names(quantity), state.hiding
    if hiding.step == state.cursor.step and names[1] in hiding.clicked:
        return False
    hidden = state.document.hidden
    return any(name in hidden and _hides(state, name, quantity) for name in names)


def told(state: State, quantity: Quantity, text: str) -> str:
    """Return a number of the step on screen as it is written, or what covers it."""
    return covered(text) if is_hidden(state, quantity) else text


def told_among(state: State, kind: Kind, text: str, layer: int | None = None) -> str:
    """Return as it is written what is made of all numbers of a kind, or what covers it."""
    return covered(text) if hides_among(state, kind, layer) else text


def hidden_values(state: State, numbers: Iterable[Quantity]) -> tuple[float, ...]:
    """Return the values of those numbers that are hidden: of what is shown, and of the batch."""
    scope, found = derived.scope(state), dict[float, None]()
    for number in numbers:
        if is_hidden(state, number):
            found |= dict.fromkeys((scope.value(number), derived.batch_scope(state).read(number)))
    return tuple(found)


def _names(quantity: Quantity) -> tuple[str, str]:
    return quantity.kind.value, str(replace(quantity, sample=None))


def _hides(state: State, name: str, quantity: Quantity) -> bool:
    if name in state.hiding.revealed:
        return False
    passed = next((each for each in state.hiding.passed if each.name == name), None)
    if passed is None or state.cursor.step != passed.step:
        return passed is None or state.cursor.step > passed.step
    return max(first_known(quantity, derived.beats(state)), 0) >= passed.beat


def hides_among(state: State, kind: Kind, layer: int | None = None) -> bool:
    """Return whether some number of a kind is hidden, of a layer or of all: what is made of them
    must not be told.
    """
    return any(
        found.kind is kind and layer in (None, found.layer) and is_hidden(state, found)
        for name in hidden_now(state)
        for found in _named(state, name, layer)
    )


def _named(state: State, name: str, layer: int | None) -> Iterator[Quantity]:
    """Yield a number that stands for all of a name in each layer: all are known at once."""
    if name not in KINDS:
        number = parse(name) if is_number(name) else None
        if number is not None and in_network(number, state.document.experiment.network.shape):
            yield number
        return
    kind, depth = KINDS[name], state.document.experiment.network.depth
    if kind in OF_LOSS:
        yield Quantity(kind)
        return
    lowest, highest = (0, 0) if kind is Kind.INPUT else (1, depth)
    if kind in (Kind.TARGET, Kind.A_AFTER):
        lowest = depth
    for at in range(lowest, highest + 1) if layer is None else (layer,):
        yield Quantity(kind, at, 0, 0 if kind in OF_WEIGHTS else None)


def is_panel_hidden(state: State, key: str) -> bool:
    """Return whether a panel shows only that it is hidden."""
    return f"{PANEL}{key}" in hidden_now(state) or tells_answer(state, key)


def tells_answer(state: State, key: str) -> bool:
    """Return whether a panel is covered as it would answer the question of a lesson."""
    asked = None if state.lesson is None else state.lesson.open_question
    return asked is not None and key in asked.covers


def is_control_hidden(state: State, key: str) -> bool:
    """Return whether a control shows only that it is hidden."""
    return f"{CONTROL}{key}" in hidden_now(state)


def hidden_on_screen(state: State) -> tuple[Quantity, ...]:
    """Return the numbers known by now that are hidden, in the order in which they became known."""
    shape = state.document.experiment.network.shape
    given = (Quantity(Kind.TARGET, shape.layers[-1], unit) for unit in range(shape.sizes[-1]))
    places = tuple(shape.places())
    weights = (
        Quantity(Kind.BIAS if at.source is None else Kind.WEIGHT, at.layer, at.unit, at.source)
        for at in places
    )
    if not any(not name.startswith(_PARTS) for name in hidden_now(state)):
        return ()
    numbers = [*given, *weights]
    for beat in derived.beats(state)[: derived.last_revealed(state) + 1]:
        numbers += revealed(beat, shape)
    unseen = derived.unseen(state) & {Kind.SAMPLE_LOSS}
    return tuple(
        each
        for each in dict.fromkeys(numbers)
        if is_hidden(state, each) and each.kind not in unseen
    )


def hidden_of(state: State, item: Quantity) -> tuple[Quantity, ...]:
    """Return the numbers of a neuron, weight, bias or target that are known, but hidden."""
    numbers = [item]
    if item.kind in OF_ITEMS:
        place = item.layer, item.unit
        numbers = [*of_selection(item), Quantity(Kind.A_AFTER, *place)]
    known = (each for each in numbers if _is_there(state, each))
    return tuple(each for each in known if is_hidden(state, each))


OF_ITEMS = frozenset({Kind.INPUT, Kind.A, Kind.WEIGHT, Kind.BIAS})


def _is_there(state: State, number: Quantity) -> bool:
    shape = state.document.experiment.network.shape
    return in_network(number, shape) and derived.is_known(state, number)


def spoken_of(state: State) -> Quantity | None:
    """Return the number of the selection that this beat is about, None without a selection."""
    if state.selected is None:
        return None
    return in_focus(state.selected, derived.beats(state), derived.last_revealed(state))[0]


def has_hidden(state: State) -> bool:
    """Return whether something is hidden now that can be revealed."""
    return bool(hidden_now(state))

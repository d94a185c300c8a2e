"""Hiding something for a class, and revealing it: one plain function each."""

from msgspec.structs import replace

from engine.hidden import CONTROL, CONTROLS, PANEL, PANELS
from engine.written.quantity import Kind, Quantity
from gui.state.action import action
from gui.state.choices import Hiding
from gui.state.hiding import derived
from gui.state.refusal import Refused, check_inside
from gui.state.state import State


@action("hiding.hide_kind", undone_as="hiding")
def hide_kind(state: State, kind: Kind, hidden: bool) -> State:
    """Hide every number of a kind, or hide it no longer."""
    return _hiding(state, kind.value, hidden)


@action("hiding.hide_quantity", undone_as="hiding")
def hide_quantity(state: State, which: Quantity, hidden: bool) -> State:
    """Hide one number, or hide it no longer."""
    check_inside(which, state.document.experiment.network.shape)
    return _hiding(state, str(replace(which, sample=None)), hidden)


@action("hiding.hide_panel", undone_as="hiding")
def hide_panel(state: State, key: str, hidden: bool) -> State:
    """Hide what a panel shows, or hide it no longer."""
    _check_part(key, PANELS)
    return _hiding(state, f"{PANEL}{key}", hidden)


@action("hiding.hide_control", undone_as="hiding")
def hide_control(state: State, key: str, hidden: bool) -> State:
    """Hide a control, or hide it no longer."""
    _check_part(key, CONTROLS)
    return _hiding(state, f"{CONTROL}{key}", hidden)


@action("hiding.hide_nothing", undone_as="hiding")
def hide_nothing(state: State) -> State:
    """Hide nothing any more."""
    if not state.document.hidden:
        return state
    document = replace(state.document, hidden=())
    return replace(state, document=document, hiding=Hiding())


@action("hiding.reveal")
def reveal(state: State, which: Quantity) -> State:
    """Show a number that is hidden, in the step on screen; of every sample of its batch."""
    check_inside(which, state.document.experiment.network.shape)
    if not derived.is_hidden(state, which):
        return state
    step, hiding = state.cursor.step, state.hiding
    before = hiding.clicked if hiding.step == step else ()
    clicked = tuple(dict.fromkeys((*before, str(replace(which, sample=None)))))
    return replace(state, hiding=replace(hiding, clicked=clicked, step=step))


@action("hiding.reveal_item")
def reveal_item(state: State, item: Quantity) -> State:
    """Show what is hidden of a neuron, weight, bias or target."""
    for each in derived.hidden_of(state, item):
        state = reveal(state, each)
    return state


@action("hiding.reveal_next")
def reveal_next(state: State) -> State:
    """Show the number that has been hidden the longest, else a hidden panel or control."""
    numbers = derived.hidden_on_screen(state)
    if numbers:
        return reveal(state, numbers[0])
    names = [each for each in derived.hidden_now(state) if each.startswith((PANEL, CONTROL))]
    return _revealing(state, names[:1])


@action("hiding.reveal_panel")
def reveal_panel(state: State, key: str) -> State:
    """Show a panel that is hidden, until everything is hidden again."""
    _check_part(key, PANELS)
    return _revealing(state, [f"{PANEL}{key}"])


@action("hiding.reveal_control")
def reveal_control(state: State, key: str) -> State:
    """Show a control that is hidden, until everything is hidden again."""
    _check_part(key, CONTROLS)
    return _revealing(state, [f"{CONTROL}{key}"])


@action("hiding.reveal_all")
def reveal_all(state: State) -> State:
    """Show everything that is hidden, until it is hidden again."""
    return _revealing(state, list(state.document.hidden))


@action("hiding.hide_again")
def hide_again(state: State) -> State:
    """Hide again what is revealed, also by the beats so far."""
    return replace(state, hiding=Hiding()) if state.document.hidden else state


def _hiding(state: State, name: str, hidden: bool) -> State:
    """Return a state in which a name is hidden, be it revealed before, or hidden no longer."""
    names, hiding = state.document.hidden, state.hiding
    others = tuple(each for each in names if each != name)
    if not hidden and others == names:
        return state
    own = replace(
        hiding,
        revealed=tuple(each for each in hiding.revealed if each != name),
        clicked=tuple(each for each in hiding.clicked if each.partition("[")[0] != name != each),
        passed=tuple(each for each in hiding.passed if each.name != name),
    )
    if hidden and name in names:
        return state if own == hiding else replace(state, hiding=own)
    document = replace(state.document, hidden=(*others, name) if hidden else others)
    return replace(state, document=document, hiding=own)


def _revealing(state: State, names: list[str]) -> State:
    hidden = [name for name in names if name in state.document.hidden]
    revealed = tuple(dict.fromkeys((*state.hiding.revealed, *hidden)))
    if revealed == state.hiding.revealed:
        return state
    return replace(state, hiding=replace(state.hiding, revealed=revealed))


def _check_part(key: str, known: tuple[str, ...]) -> None:
    if key not in known:
        raise Refused("refused.nothing-to-hide", name=key[:40])

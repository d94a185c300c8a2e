"""What can be done with a step that is worked by hand: one plain function each."""

from msgspec.structs import replace

from engine.written.quantity import Quantity
from gui.state.action import action
from gui.state.exercise import derived
from gui.state.refusal import Refused
from gui.state.run import actions as run_actions
from gui.state.run import derived as run_derived
from gui.state.state import State

MOST_TYPED = 60  # characters of a number


@action("exercise.begin")
def begin(state: State) -> State:
    """Work the step on screen from its first blank on: nothing is typed yet, nothing told."""
    if not derived.asked(state):
        raise Refused("refused.nothing-to-work")
    fresh = replace(state.by_hand, of=derived.step_hash(state), typed=(), shown=(), page=None)
    return _before_next(replace(state, by_hand=fresh))


@action("exercise.give_up")
def give_up(state: State) -> State:
    """Work the step no longer."""
    return replace(state, by_hand=replace(state.by_hand, of=None, typed=(), shown=(), page=None))


@action("exercise.type_number")
def type_number(state: State, quantity: Quantity, text: str) -> State:
    """Put a number into a blank; an empty text takes it out again."""
    _check_asked(state, quantity)
    if len(text) > MOST_TYPED:
        raise Refused("refused.long-number", most=MOST_TYPED)
    chosen, written = derived.choice(state), text.strip()
    before = dict(chosen.typed)
    if before.get(quantity, "") == written:
        return state
    if written:
        typed = {**before, quantity: written}
    else:
        typed = {each: told for each, told in before.items() if each != quantity}
    shown = tuple(each for each in chosen.shown if each != quantity)
    changed = replace(chosen, typed=tuple(typed.items()), shown=shown)
    return _turned(_before_next(replace(state, by_hand=changed)), quantity)


@action("exercise.show_number")
def show_number(state: State, quantity: Quantity) -> State:
    """Tell a number, instead of what was typed for it."""
    _check_asked(state, quantity)
    chosen = derived.choice(state)
    if quantity in chosen.shown:
        return state
    typed = tuple(each for each in chosen.typed if each[0] != quantity)
    changed = replace(chosen, typed=typed, shown=(*chosen.shown, quantity))
    return _turned(_before_next(replace(state, by_hand=changed)), quantity)


@action("exercise.turn_to")
def turn_to(state: State, page: int) -> State:
    """Look at a page, no further than the one to go on with."""
    if not derived.is_worked(state):
        raise Refused("refused.not-worked")
    if not 0 <= page <= derived.last_page(state):
        raise Refused("refused.no-page", page=page + 1)
    return replace(state, by_hand=replace(derived.choice(state), page=page))


@action("exercise.set_blanks")
def set_blanks(state: State, count: int | None) -> State:
    """Leave so many of the last lines blank, None for all of them."""
    if count is not None and count < 1:
        raise Refused("refused.no-blanks", count=count)
    if count == state.by_hand.blanks:
        return state
    changed = replace(state, by_hand=replace(state.by_hand, blanks=count))
    return begin(changed) if derived.is_worked(state) else changed


@action("exercise.ask_for")
def ask_for(state: State, kind: str) -> State:
    """Ask for a kind of number too, or no longer; for none means for all of them."""
    there = [each.value for each in derived.kinds(state)]
    if kind not in there:
        raise Refused("refused.no-kind", kind=kind)
    chosen = {*state.by_hand.kinds} ^ {kind}
    kinds = tuple(each for each in there if each in chosen)
    changed = replace(state, by_hand=replace(state.by_hand, kinds=kinds))
    return begin(changed) if derived.is_worked(state) else changed


@action("exercise.ask_for_all")
def ask_for_all(state: State) -> State:
    """Ask for every kind of number."""
    if not state.by_hand.kinds:
        return state
    changed = replace(state, by_hand=replace(state.by_hand, kinds=()))
    return begin(changed) if derived.is_worked(state) else changed


@action("exercise.once_more")
def once_more(state: State) -> State:
    """Work the next training step, with one more line blank."""
    blanks, most = state.by_hand.blanks, derived.possible(state)
    more = None if blanks is None or blanks + 1 >= most else blanks + 1
    changed = replace(state, by_hand=replace(state.by_hand, blanks=more))
    return begin(run_actions.next_step(changed))


def _check_asked(state: State, quantity: Quantity) -> None:
    """Raise Refused unless a number is asked for."""
    if not derived.is_worked(state):
        raise Refused("refused.not-worked")
    if not derived.is_asked(state, quantity):
        raise Refused("refused.not-asked", which=quantity)


def _turned(state: State, quantity: Quantity) -> State:
    """Stay on the page of a line until all that is asked for on it has been found."""
    at, done = derived.page_of(state, quantity), derived.found(state)
    is_open = any(
        derived.is_asked(state, line.quantity) and line.quantity not in done
        for line in derived.pages(state)[at].lines
    )
    page = at if is_open else None
    return replace(state, by_hand=replace(derived.choice(state), page=page))


def _before_next(state: State) -> State:
    """Stand at the end of the beat before the first number that has not been found."""
    line = derived.next_unfound(state)
    last = len(run_derived.beats(state)) - 1
    beat = last if line is None else line.beat - 1
    return run_actions.go_to(state, state.cursor.step, beat, 1.0)

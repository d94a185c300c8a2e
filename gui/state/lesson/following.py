"""What a lesson takes note of while somebody does anything at all: scenes seen, things tried."""

from msgspec.structs import replace

from engine.text.lesson.scenes import NAMES
from gui.state.action import Call, action
from gui.state.keeper import FOLLOWERS
from gui.state.lesson.derived import card, is_done, is_finished
from gui.state.refusal import Refused
from gui.state.run import derived
from gui.state.state import Mode, State


@action("lesson.reach")
def reach(state: State) -> State:
    """Note that what the card wants to be tried was done; it stays so when it no longer holds."""
    if state.lesson is None or not is_done(state):
        raise Refused("refused.not-tried")
    if state.lesson.tried:
        return state
    return with_finished(replace(state, lesson=replace(state.lesson, tried=True)))


def with_finished(state: State) -> State:
    """Return the state with the card among those that are finished, if it is."""
    choice, found = state.lesson, card(state)
    if choice is None or found is None or not is_finished(state):
        return state
    finished = choice.finished | {found.key}
    return replace(state, lesson=replace(choice, finished=finished))


def follow(before: State, after: State) -> tuple[State, Call | None]:
    """Note the scenes that were seen since a state; ask for what was done to be noted.

    That is a call of its own, as a log may make one of many calls: it is made where the card was
    done, and nowhere between.
    """
    choice = after.lesson
    if choice is None:
        return after, None
    same_card = before.lesson is not None and before.lesson.start is choice.start
    seen = choice.visited | (_seen(before, after) if same_card else frozenset())
    if seen != choice.visited:
        after = replace(after, lesson=replace(choice, visited=seen))
    is_new = same_card and not choice.tried and is_done(after)
    return after, reach.call() if is_new else None


def shown_scene(state: State) -> frozenset[str]:
    """Return the scene whose numbers are the newest on screen, none before the first."""
    return _scenes(state, derived.last_revealed(state), derived.last_revealed(state))


def _seen(before: State, after: State) -> frozenset[str]:
    """Return the scenes that came on screen: all on the way, as far as one went or played on."""
    newest, step = derived.last_revealed(after), after.cursor.step
    if newest == derived.last_revealed(before) and step == before.cursor.step:
        return frozenset()
    plays = before.mode in (Mode.PLAYING, Mode.ONE_BEAT)
    first = newest
    if step == before.cursor.step:
        first = min(derived.last_revealed(before) + 1, newest)
    elif plays and step > before.cursor.step:
        rest = _scenes(before, derived.last_revealed(before) + 1, len(derived.beats(before)) - 1)
        return rest | _scenes(after, 0, newest)
    return _scenes(after, first, newest)


def _scenes(state: State, first: int, last: int) -> frozenset[str]:
    beats = derived.beats(state)[max(first, 0) : last + 1]
    return frozenset(NAMES[beat.scene] for beat in beats)


FOLLOWERS.append(follow)

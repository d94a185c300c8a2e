"""What the line under the timeline says: a value that follows from the state."""

from msgspec import Struct
from msgspec.structs import replace

from gui.state.run import derived
from gui.state.state import Mode, State
from gui.words.beats import next_sentence, now_sentence
from gui.words.catalog import say


class Narrated(Struct, frozen=True):
    """What the moment on screen shows, and what comes next."""

    now: str
    next: str


def narrated(state: State) -> Narrated:
    """Return what there is to say of the beat on screen, or of training."""
    if state.mode is Mode.TRAINING:
        return Narrated(say("now.training"), say("next.training"))
    now = now_sentence(derived.beat(state), derived.scope(state))
    following = derived.beats(state)[state.cursor.beat + 1 :]
    if following:
        return Narrated(now, next_sentence(following[0]))
    goes_on = state.mode is Mode.PLAYING and state.view.goes_on
    key = "step-over.next" if goes_on else "step-over.play"
    return Narrated(now, say(key, step=state.cursor.step + 1))


def everything_said(state: State) -> tuple[Narrated, ...]:
    """Return all that will be said of a step, to keep room for."""
    step, beats, scope = state.cursor.step + 1, derived.beats(state), derived.scope(state)
    scopes = (scope, replace(scope, row=None))
    return (
        Narrated(say("now.training"), say("next.training")),
        Narrated("", say("step-over.play", step=step)),
        *(
            Narrated(now_sentence(each, shown), next_sentence(each))
            for shown in scopes
            for each in beats
        ),
    )

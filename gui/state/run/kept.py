"""Runs kept beside the document: keeping, naming, drawing, and going back to one."""

from string import ascii_uppercase

from msgspec.structs import replace

from engine.run.training import Run
from gui.state.action import action
from gui.state.refusal import Refused
from gui.state.state import Cursor, Document, KeptRun, Mode, Origin, State, first_state

MOST_KEPT = 24
MOST_DRAWN = 6
MOST_BYTES = 128 * 2**20  # of states kept, beside those of the document
LONGEST_NAME = 24


@action("run.keep")
def keep(state: State) -> State:
    """Keep the run with the steps done so far, by the next free letter."""
    if state.trained == 0:
        raise Refused("refused.nothing-to-keep")
    same = _holding(state, state.trained)
    if same is not None:
        raise Refused("refused.kept-already", name=same.name)
    if len(state.kept) == MOST_KEPT:
        raise Refused("refused.kept-too-many", most=MOST_KEPT)
    return _with(state, (*state.kept, _made(state)))


@action("run.rename_kept")
def rename_kept(state: State, key: int, name: str) -> State:
    """Call a kept run by another name; each has its own."""
    run, wanted = kept_run(state, key), " ".join(name.split())
    if not wanted or len(wanted) > LONGEST_NAME:
        raise Refused("refused.kept-name", most=LONGEST_NAME)
    if wanted == run.name:
        return state
    if any(each.name == wanted for each in state.kept):
        raise Refused("refused.kept-name-taken", name=wanted)
    return _with(state, _exchanged(state, replace(run, name=wanted)))


@action("run.draw_kept")
def draw_kept(state: State, key: int, drawn: bool) -> State:
    """Draw a kept run in the loss plot beside the present one, or leave it out."""
    run = kept_run(state, key)
    if drawn == (run.slot is not None):
        return state
    slot = _free_slot(state.kept) if drawn else None
    if drawn and slot is None:
        raise Refused("refused.drawn-too-many", most=MOST_DRAWN)
    return _with(state, _exchanged(state, replace(run, slot=slot)))


@action("run.remove_kept")
def remove_kept(state: State, key: int) -> State:
    """Give up a kept run; the last one given up can be put back."""
    run = kept_run(state, key)
    return replace(state, kept=tuple(x for x in state.kept if x is not run), removed=run)


@action("run.put_back_kept")
def put_back_kept(state: State) -> State:
    """Keep the run again that was removed last, by another letter where its name was taken."""
    run = state.removed
    if run is None:
        raise Refused("refused.nothing-removed")
    if len(state.kept) == MOST_KEPT:
        raise Refused("refused.kept-too-many", most=MOST_KEPT)
    taken = any(each.name == run.name for each in state.kept)
    name = free_letter(state.kept) if taken else run.name
    back = replace(run, name=name, slot=_free_slot(state.kept))
    in_order = sorted((*state.kept, back), key=lambda each: each.key)
    return replace(_with(state, tuple(in_order)), removed=None)


@action("run.go_to_kept", undone_as="going-to-run")
def go_to_kept(state: State, key: int) -> State:
    """Make a kept run the document, at its last step; the run that is left is kept as well."""
    run = kept_run(state, key)
    return replace(
        with_document(with_left(state), replace(run.document)),  # another one: a step of Undo
        cursor=Cursor(run.steps),
        trained=run.steps,
    )


def with_document(state: State, document: Document) -> State:
    """Return the state with another document, before its first step; what is chosen of the old one
    and cannot be in the new one is let go.
    """
    if document.opened is not state.document.opened:
        begun = first_state(document.opened, document.name, state.view)
        state = replace(begun, kept=state.kept, removed=state.removed, lesson=state.lesson)
    before, after = state.document.experiment, document.experiment
    if after.network.shape != before.network.shape:
        state = replace(state, selected=None, lit=())
    view, data = state.view, after.data
    followed = view.followed if (view.followed or 0) < data.samples else None
    view = replace(view, row=min(view.row, len(data.inputs) - 1), followed=followed)
    rests = replace(state, view=view, mode=Mode.PAUSED, goal=None, held=0.0)
    return replace(rests, document=document, cursor=Cursor(), trained=0)


def with_given_up(state: State) -> State:
    """Return the state with the run as it is kept, because it is about to be cut at the cursor.

    Nothing is kept where no step is lost by it, or where there are as many kept runs as there can
    be: Undo alone then brings them back.
    """
    return state if state.cursor.step >= state.trained else with_left(state)


def kept_run(state: State, key: int) -> KeptRun:
    """Return the kept run of this key; raise Refused where there is none."""
    found = next((each for each in state.kept if each.key == key), None)
    if found is None:
        raise Refused("refused.no-kept-run", key=key)
    return found


def origin_of(kept: tuple[KeptRun, ...], run: Run, steps: int) -> Origin | None:
    """Return with which of some kept runs a run shares most of its first steps, None: with none."""
    shared = [(min(run.shared_steps(each.document.run), steps, each.steps), each) for each in kept]
    most, nearest = max(shared, key=lambda pair: (pair[0], -pair[1].key), default=(0, None))
    return None if nearest is None or most == 0 else Origin(nearest.key, most)


def with_left(state: State) -> State:
    """Return the state with the present run kept, unless a kept one has all of its steps."""
    origin = origin_of(state.kept, state.document.run, state.trained)
    has_all = state.trained == (0 if origin is None else origin.step)
    if has_all or len(state.kept) == MOST_KEPT:
        return state
    return _with(state, (*state.kept, _made(state)))


def _holding(state: State, steps: int) -> KeptRun | None:
    """Return the kept run that has just the steps of the present one up to a last one."""
    run = state.document.run
    return next((x for x in state.kept if x.document.run is run and x.steps == steps), None)


def _made(state: State) -> KeptRun:
    """Return the present run as one to keep."""
    others = (*state.kept, *((state.removed,) if state.removed else ()))
    return KeptRun(
        key=1 + max((each.key for each in others), default=0),
        name=free_letter(state.kept),
        document=state.document,
        steps=state.trained,
        origin=origin_of(state.kept, state.document.run, state.trained),
        slot=_free_slot(state.kept),
    )


def free_letter(kept: tuple[KeptRun, ...]) -> str:
    """Return the first letter that no kept run is called by; there are more letters than runs."""
    taken = {each.name for each in kept}
    return next(letter for letter in ascii_uppercase if letter not in taken)


def _free_slot(kept: tuple[KeptRun, ...]) -> int | None:
    taken = {each.slot for each in kept}
    return next((slot for slot in range(MOST_DRAWN) if slot not in taken), None)


def _exchanged(state: State, run: KeptRun) -> tuple[KeptRun, ...]:
    return tuple(run if each.key == run.key else each for each in state.kept)


def _with(state: State, kept: tuple[KeptRun, ...]) -> State:
    """Return the state with other kept runs, whose states are thinned where they are too large."""
    runs = {each.document.run: None for each in kept if each.document.run is not state.document.run}
    while _bytes(runs) > MOST_BYTES and sum(run.thin() for run in runs):
        pass
    return replace(state, kept=kept)


def _bytes(runs: dict[Run, None]) -> int:
    arrays = {id(array): array.nbytes for run in runs for array in run.arrays()}
    return sum(arrays.values())

"""What sets the present run and the kept ones apart: their settings, steps and last losses."""

from functools import lru_cache
from weakref import WeakKeyDictionary

from msgspec import Struct

from engine.run.segments import Segments
from engine.run.training import Run
from gui.state.experiment.challenge import is_told
from gui.state.run.kept import origin_of
from gui.state.state import Document, KeptRun, Origin, State
from gui.words.catalog import say, say_count
from gui.words.settings import SETTINGS, UNTOLD, same_samples, texts_of_run

_KNOWN: WeakKeyDictionary[Run, dict[int, tuple[float, float | None]]] = WeakKeyDictionary()


class ComparedRun(Struct, frozen=True):
    """A line of the table. key: of a kept run, None of the present one; slot: of its line.

    test_loss: None where there are no samples to test with; texts: of the settings that differ,
    in the order of `differing`.
    """

    key: int | None
    name: str
    slot: int | None
    origin: str
    steps: int
    loss: float
    test_loss: float | None
    texts: tuple[str, ...]


def compared_runs(state: State) -> tuple[ComparedRun, ...]:
    """Return the present run, then the kept ones in the order in which they were kept."""
    keys = differing(state)
    now = _present(state)
    rows = [_row(state, None, say("kept.present"), now, now.steps, keys)]
    rows += [_row(state, run.key, run.name, run, run.steps, keys) for run in state.kept]
    return tuple(rows)


def differing(state: State) -> tuple[str, ...]:
    """Return the keys of the settings in which the present run and the kept ones differ."""
    runs = (_present(state), *state.kept)
    all_texts = [texts(state, run) for run in runs]
    keys = [key for key in SETTINGS if len({told[key] for told in all_texts}) > 1]
    sets = [run.document.run.settings(run.steps).data for run in runs]
    if "data" not in keys and not all(same_samples(sets[0], each) for each in sets[1:]):
        keys.append("data")
    return tuple(keys)


def texts(state: State, run: KeptRun) -> dict[str, str]:
    """Return the settings of a run in words; what a challenge does not tell stays untold."""
    found = _texts(run.document.run.segments_until(run.steps))
    if _is_told(state, run.document):
        return found
    return found | dict.fromkeys(UNTOLD, say("experiment.untold"))


def _present(state: State) -> KeptRun:
    """Return the present run as one of those it is compared with."""
    origin = origin_of(state.kept, state.document.run, state.trained)
    return KeptRun(0, "", state.document, state.trained, origin)


def _row(
    state: State, key: int | None, name: str, run: KeptRun, steps: int, keys: tuple[str, ...]
) -> ComparedRun:
    told, of_run = texts(state, run), run.document.run
    loss, tested = _last_losses(of_run, steps, kept=key is not None)
    return ComparedRun(
        key,
        name,
        run.slot,
        origin_text(state, run.origin),
        steps,
        loss,
        tested,
        tuple(told[each] or say("compared.none") for each in keys),
    )


def origin_text(state: State, origin: Origin | None) -> str:
    """Return what a run branched off, "" for one that began by itself."""
    if origin is None:
        return ""
    name = next((run.name for run in state.kept if run.key == origin.key), None)
    if name is None:
        return say_count("kept.branch-of-removed", origin.step)
    return say_count("kept.branch", origin.step, name=name)


def _last_losses(run: Run, steps: int, *, kept: bool) -> tuple[float, float | None]:
    """Return the losses over the training and the test set; those of a kept run are remembered, as
    it may be far from where its tape stands.
    """
    known = _KNOWN.setdefault(run, {})
    found = known.get(steps) or (run.loss(steps), run.test_loss(steps))
    if kept:
        known[steps] = found
    return found


def _is_told(state: State, document: Document) -> bool:
    """Return whether the settings of a document may be told: revealing is of the open one."""
    if document.opened is state.document.opened:
        return is_told(state)
    return not document.experiment.challenge


@lru_cache(maxsize=32)
def _texts(segments: Segments) -> dict[str, str]:
    return texts_of_run(segments)

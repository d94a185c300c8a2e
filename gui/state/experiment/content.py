"""What a document holds that is lost if not saved: settings, edits, kept runs, what is hidden."""

from msgspec import Struct

from engine.equal import equal_experiments
from engine.run.segments import Segments
from gui.state.state import KeptRun, State


class Content(Struct, frozen=True, eq=False):
    """What somebody made; steps that are taken anew at any time, and where one stands, are not.

    segments: the settings of the run, from which step on each holds; kept: runs that were kept;
    hidden: the names of what is hidden for a class.
    """

    segments: Segments
    kept: tuple[KeptRun, ...]
    hidden: frozenset[str]


def content_of(state: State) -> Content:
    """Return what is lost unless it is saved."""
    run = state.document.run
    return Content(run.segments_until(run.steps), state.kept, frozenset(state.document.hidden))


def same_content(one: Content, other: Content) -> bool:
    """Return whether nothing of one would be lost if the other alone were left."""
    return (
        one.hidden == other.hidden
        and len(one.segments) == len(other.segments)
        and all(
            first.first_step == second.first_step
            and equal_experiments(first.experiment, second.experiment)
            for first, second in zip(one.segments, other.segments, strict=True)
        )
        and list(map(_told, one.kept)) == list(map(_told, other.kept))
    )


def _told(kept: KeptRun) -> tuple[object, ...]:
    return kept.key, kept.name, kept.steps, kept.document.run

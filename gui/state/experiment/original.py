"""Whether what is on screen is still what was opened, and the way back to it."""

from enum import Enum, auto
from functools import lru_cache

from engine.experiment import Experiment
from gui.state.action import action
from gui.state.experiment.conventions import taken_anew
from gui.state.state import State


class Departure(Enum):
    """What has been changed since the experiment was opened."""

    NONE = auto()
    WEIGHTS = auto()
    SETTINGS = auto()


_NOT_SETTINGS = {"title", "data", "init", "given", "published", "hidden"}
_SETTINGS = [name for name in Experiment.__struct_fields__ if name not in _NOT_SETTINGS]


def departure(state: State) -> Departure:
    """Return in what the steps up to the one on screen differ from those of what was opened."""
    opened, run = state.document.opened, state.document.run
    settings = run.settings_until(state.cursor.step)
    if not all(_same_settings(each, opened) for each in settings):
        return Departure.SETTINGS
    return Departure.NONE if _same_weights(settings[0], opened) else Departure.WEIGHTS


@action("experiment.restore", undone_as="return-to-file")
def restore(state: State) -> State:
    """Return to the settings and first weights that were opened, at the same step where it can."""
    if departure(state) is Departure.NONE:
        return state
    return taken_anew(state, state.document.opened)


@lru_cache(maxsize=64)
def _same_settings(experiment: Experiment, opened: Experiment) -> bool:
    return experiment.data is opened.data and all(
        getattr(experiment, name) == getattr(opened, name) for name in _SETTINGS
    )


@lru_cache(maxsize=16)
def _same_weights(experiment: Experiment, opened: Experiment) -> bool:
    first, wanted = experiment.first_parameters(), opened.first_parameters()
    return first.flat.tobytes() == wanted.flat.tobytes()

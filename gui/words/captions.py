"""What stands below a figure: the settings of the experiment it shows, and the moment."""

from engine.experiment import Experiment
from gui.words.catalog import say
from gui.words.functions import title_of
from gui.words.settings import setting_texts


def figure_caption(experiment: Experiment, step: int, *, is_told: bool) -> str:
    """Return title, data, network, loss, optimiser, rate, batch and step in a sentence each.

    is_told: whether all may be told; of a challenge some is left out.
    """
    key = "figure.caption" if is_told else "figure.caption-of-challenge"
    return say(key, title=title_of(experiment), step=step, **setting_texts(experiment))

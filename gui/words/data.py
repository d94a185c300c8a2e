"""What data are called, and an experiment by its data."""

from pathlib import PurePath

from engine.data.dataset import Dataset, FromTable, Generated
from engine.data.logic import logic_of
from engine.experiment import Experiment
from gui.words.catalog import say


def data_name(data: Dataset) -> str:
    """Return what the samples are called by where they come from."""
    source = data.source
    if isinstance(source, Generated):
        return say(f"data.{source.name}")
    if isinstance(source, FromTable):
        return say(f"data.{source.path}") if source.builtin else PurePath(source.path).name
    logic = logic_of(data)
    return say(f"data.logic-{logic}") if logic else say("data.own")


def made_title(experiment: Experiment) -> str:
    """Return a title made of the data and the sizes of the network."""
    sizes = "-".join(map(str, experiment.network.sizes))
    return say("experiment.title", data=data_name(experiment.data), sizes=sizes)

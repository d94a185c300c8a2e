"""The command that trains without a window."""

from argparse import Namespace
from collections.abc import Callable
from functools import partial

from engine.experiment import Experiment
from engine.run.training import Run
from engine.text.handout.tables import (
    history_stride,
    training_to_csv,
    training_to_json,
    training_to_text,
)
from gui.commands.progress import take_steps
from gui.words.catalog import say, say_count
from gui.words.functions import in_language


def trained(wanted: Namespace, experiment: Experiment) -> tuple[str, str]:
    """Train, and return what is printed of it and a sentence where it stopped before."""
    is_text = wanted.format == "text"
    run = Run(experiment, loss_stride=history_stride(wanted.steps), tested=not is_text)
    take_steps(run, wanted.steps)
    write: dict[str, Callable[[Experiment, Run], str]] = {
        "json": training_to_json,
        "csv": training_to_csv,
        "text": partial(training_to_text, say=say),
    }
    text = write[wanted.format](in_language(experiment) if is_text else experiment, run)
    if run.divergence is None:
        return text, ""
    taken, step = run.steps, run.divergence.step
    return text, say_count("command.training-stopped", wanted.steps, taken=taken, step=step)

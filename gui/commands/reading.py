"""Reads what a command is about: an experiment, or a figure that opens again, at its moment."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from gui.commands.request import BadRequest, existing
from gui.disk import files
from gui.words.catalog import say
from gui.words.faults import fault_sentence

if TYPE_CHECKING:
    from engine.backprop import StepTrace
    from engine.experiment import Experiment
    from gui.export.carried.moment import FigureMoment


class CommandSubject(Struct, frozen=True, eq=False):
    """An experiment; of a figure, with the settings in force at its moment."""

    experiment: "Experiment"
    moment: "FigureMoment | None" = None


def read(name: str, tell: Callable[[str], object]) -> CommandSubject:
    """Return what a name or a path stands for; raise BadRequest with what is wrong with it.

    tell: how a table was understood that does not say so.
    """
    from engine.fault import Faulty
    from gui.words.tables import guess_sentence

    path = existing(name)
    try:
        if files.is_figure(path):
            return _of_figure(path)
        experiment = files.read(path)
    except Faulty as error:
        raise BadRequest(fault_sentence(error.fault)) from None
    if said := guess_sentence(experiment.data.source):
        tell(said)
    return CommandSubject(experiment)


def text_of(path: Path) -> bytes:
    """Return the text of an experiment's file, also of the one in a figure; raise Faulty."""
    if not files.is_figure(path):
        from engine.text.file.document import read_text

        return read_text(path)
    from gui.state.plain import experiment_text

    return experiment_text(_of_figure(path).experiment).encode()


def traced(subject: CommandSubject, sample: int | None) -> "StepTrace":
    """Return the first training step, or that of a figure's moment: of its batch, or one sample.

    Raises BadRequest for a sample that there is not.
    """
    from engine.backprop import trace_step
    from engine.run.training import Run

    experiment, moment = subject.experiment, subject.moment
    run = Run(experiment) if moment is None else moment.state.document.run
    trace = run.trace(0 if moment is None else moment.state.cursor.step)
    if sample is None:
        return trace
    data, last = experiment.data, len(experiment.data.inputs) - 1
    if sample > last:
        raise BadRequest(say("command.no-sample", sample=sample, last=last))
    alone = experiment.problem.on(data.inputs[[sample]], data.targets[[sample]])
    return trace_step(alone, experiment.training, trace.before, (sample,), trace.memory)


def _of_figure(path: Path) -> CommandSubject:
    from gui.export.carried.figure_file import open_figure
    from gui.state.run import derived

    moment = open_figure(path)
    return CommandSubject(derived.experiment(moment.state), moment)

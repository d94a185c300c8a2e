"""The command that writes an experiment as a program or a notebook."""

from argparse import Namespace

from engine.experiment import Experiment
from engine.text.programs.course import Course
from engine.text.programs.program import TooLong, program_as
from gui.commands.request import BadRequest
from gui.words.catalog import say
from gui.words.faults import fault_sentence
from gui.words.functions import in_language


def coded(wanted: Namespace, experiment: Experiment) -> str:
    """Return the program, or the notebook where that is what the file's name ends with."""
    ending = "" if wanted.output is None else str(wanted.output.suffix.lower())
    try:
        return program_as(ending, in_language(experiment), wanted.to, say, Course(wanted.steps))
    except TooLong as error:
        raise BadRequest(fault_sentence(error.fault)) from None

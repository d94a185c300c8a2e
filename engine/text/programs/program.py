"""Prints an experiment as a short program that gives the same numbers without us."""

from collections.abc import Callable

from engine.experiment import Experiment
from engine.fault import Faulty
from engine.story.notation import STANDARD, Notation
from engine.text.programs import numpy_program, torch_program
from engine.text.programs.course import Course
from engine.text.programs.notebook import notebook
from engine.text.programs.parts import assembled
from engine.text.words import Say

MOST_SAMPLES = 200
ONE_STEP = Course()
PROGRAM, NOTEBOOK = ".py", ".ipynb"

_WRITERS: dict[str, Callable[[Experiment, Course, Say], list[str]]] = {
    "numpy": numpy_program.blocks,
    "torch": torch_program.blocks,
}


LIBRARIES = tuple(_WRITERS)


class TooLong(Faulty):
    """Data that is too long to stand in a program."""


def program(experiment: Experiment, library: str, say: Say, course: Course = ONE_STEP) -> str:
    """Return a program for `numpy` or `torch` that takes some steps and prints JSON.

    It prints `loss_before`, `loss_after`, `parameters` and `outputs`, where a penalty is set also
    `penalty`, as a training run has them; `say` words its comments. Raises TooLong for too many
    samples.
    """
    check_length(experiment)
    return assembled(_WRITERS[library](experiment, course, say))


def program_as(
    ending: str,
    experiment: Experiment,
    library: str,
    say: Say,
    course: Course = ONE_STEP,
    notation: Notation = STANDARD,
) -> str:
    """Return a notebook for a file with its ending, else a program; raise TooLong as that does."""
    if ending != NOTEBOOK:
        return program(experiment, library, say, course)
    check_length(experiment)
    return notebook(experiment, library, say, course, notation)


def check_length(experiment: Experiment) -> None:
    """Raise TooLong for data that is too long to stand in a program."""
    samples = len(experiment.data.inputs)
    if samples > MOST_SAMPLES:
        raise TooLong("program.too-long", most=MOST_SAMPLES, samples=samples)

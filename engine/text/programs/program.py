"""Prints an experiment as a short program that gives the same numbers without us."""

from collections.abc import Callable

from engine.experiment import Experiment
from engine.fault import Faulty
from engine.text.programs import numpy_program, torch_program
from engine.text.programs.parts import assembled
from engine.text.words import Say

MOST_SAMPLES = 200

_WRITERS: dict[str, Callable[[Experiment, int, Say], list[str]]] = {
    "numpy": numpy_program.blocks,
    "torch": torch_program.blocks,
}


class TooLong(Faulty):
    """Data that is too long to stand in a program."""


def program(experiment: Experiment, library: str, say: Say, steps: int = 1) -> str:
    """Return a program for `numpy` or `torch` that takes so many steps and prints JSON.

    It prints `loss_before`, `loss_after`, `parameters` and `outputs`, where a penalty is set also
    `penalty`, as a training run has them; `say` words its comments. Raises TooLong for too many
    samples.
    """
    samples = len(experiment.data.inputs)
    if samples > MOST_SAMPLES:
        raise TooLong("program.too-long", most=MOST_SAMPLES, samples=samples)
    return assembled(_WRITERS[library](experiment, steps, say))

"""An experiment as a notebook: the program in a few cells that follow the story of a step."""

import json
from collections.abc import Callable

from msgspec import Struct

from engine.experiment import Experiment
from engine.run.training import Run
from engine.story.beats import Phase, Scene, cut
from engine.story.notation import STANDARD, Notation, noted_equations
from engine.story.rules import beat_rules
from engine.story.scope import Scope
from engine.text.latex import derivation_to_latex
from engine.text.programs import numpy_program, torch_program
from engine.text.programs.cells import ProgramCells
from engine.text.programs.course import Course
from engine.text.programs.parts import is_in_place, printable_title
from engine.text.words import Say

_DIGITS = 6
_NOT_TOLD = (Scene.INPUT, Scene.LOSS_AFTER)
_FORMAT, _MINOR = 4, 5
_WRITERS: dict[str, tuple[str, Callable[[Experiment, Course, Say], ProgramCells]]] = {
    "numpy": ("NumPy", numpy_program.cells),
    "torch": ("PyTorch", torch_program.cells),
}


class NotebookCell(Struct, frozen=True):
    """A cell. key: its own name among all of them; is_code: else it is Markdown."""

    key: str
    text: str
    is_code: bool


def notebook(
    experiment: Experiment,
    library: str,
    say: Say,
    course: Course,
    notation: Notation = STANDARD,
) -> str:
    """Return a notebook that prints, run from top to bottom, what `program` prints."""
    cells = notebook_cells(experiment, library, say, course, notation)
    document = {
        "cells": [_written(cell) for cell in cells],
        "metadata": {
            "kernelspec": {
                "display_name": say("notebook.kernel"),
                "language": "python",
                "name": "python3",
            },
            "language_info": {"name": "python"},
        },
        "nbformat": _FORMAT,
        "nbformat_minor": _MINOR,
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def notebook_cells(
    experiment: Experiment,
    library: str,
    say: Say,
    course: Course,
    notation: Notation = STANDARD,
) -> tuple[NotebookCell, ...]:
    """Return the cells, each part of the program under words with its formulas."""
    name, write = _WRITERS[library]
    code = write(experiment, course, say)
    rules = _Rules(experiment, notation)
    told = [
        ("setup", _about(experiment, name, course, say), code.setup),
        ("data", say("notebook.data"), code.data),
        ("parameters", say("notebook.parameters"), code.parameters),
        ("forward", _with(say("notebook.forward"), rules.of(Phase.FORWARD)), code.forward),
        ("loss", _with(say("notebook.loss"), rules.of(Phase.LOSS)), code.loss),
    ]
    back, forth = rules.of(Phase.BACKWARD), rules.of(Phase.UPDATE)
    if code.update:
        told.append(("backward", _with(say(f"notebook-backward.{library}"), back), code.backward))
        told.append(("update", _with(say("notebook.update"), forth), code.update))
    else:
        both = rules.of(Phase.BACKWARD, Phase.UPDATE)
        told.append(("backward", _with(say("notebook.back-and-forth"), both), code.backward))
    told.append(("training", say("notebook.training"), code.training))
    told.append(("result", say("notebook.result"), code.result))
    return tuple(
        cell
        for key, words, text in told
        for cell in (
            NotebookCell(f"{key}-words", words.strip(), False),
            NotebookCell(key, text.strip("\n"), True),
        )
    )


class _Rules:
    """The rules of the beats of a step, as the lesson writes them."""

    def __init__(self, experiment: Experiment, notation: Notation) -> None:
        self._scope = Scope(experiment, Run(experiment).trace(0), None)
        self._beats = cut(experiment.network.shape, is_in_place(experiment))
        self._notation = notation

    def of(self, *phases: Phase) -> str:
        """Return the formulas of some phases one under the other."""
        lines = [
            line
            for beat in self._beats
            if beat.phase in phases and beat.scene not in _NOT_TOLD
            for line in noted_equations(beat_rules(self._scope, beat), self._notation)
        ]
        return f"$$\n{derivation_to_latex(lines, _DIGITS)}\n$$"


def _about(experiment: Experiment, library: str, course: Course, say: Say) -> str:
    title = printable_title(experiment)
    parts = [f"# {title}"] if title else []
    return "\n\n".join([*parts, say("notebook.about", library=library), *course.notes])


def _with(words: str, formulas: str) -> str:
    return f"{words}\n\n{formulas}"


def _written(cell: NotebookCell) -> dict[str, object]:
    source = cell.text.splitlines(keepends=True)
    if cell.is_code:
        return {
            "cell_type": "code",
            "execution_count": None,
            "id": cell.key,
            "metadata": {},
            "outputs": [],
            "source": source,
        }
    return {"cell_type": "markdown", "id": cell.key, "metadata": {}, "source": source}

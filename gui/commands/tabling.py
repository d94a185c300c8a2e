"""The commands that write numbers as tables: of a step, a run, predictions, matrices."""

from argparse import Namespace
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from gui.commands.request import BadRequest
from gui.words.catalog import say

if TYPE_CHECKING:
    from engine.backprop import StepTrace
    from engine.experiment import Experiment
    from engine.run.training import Run
    from engine.text.sheets.number_table import NumberDocument
    from gui.commands.reading import CommandSubject

_FOR_PROGRAMS = ("json", "csv")


def trace_text(experiment: "Experiment", trace: "StepTrace", form: str) -> str:
    """Return every number of a step in one of the formats of `trace`."""
    from engine.text.handout.csv_trace import trace_to_csv
    from engine.text.handout.latex_handout import trace_to_latex
    from engine.text.handout.markdown_handout import trace_to_markdown
    from engine.text.handout.tables import trace_to_json
    from gui.words.functions import in_language

    write: dict[str, Callable[[Experiment, StepTrace], str]] = {
        "json": trace_to_json,
        "markdown": partial(trace_to_markdown, say=say),
        "latex": partial(trace_to_latex, say=say),
        "csv": trace_to_csv,
    }
    return write[form](experiment if form in _FOR_PROGRAMS else in_language(experiment), trace)


def check_table(wanted: Namespace) -> str:
    """Return the ending of the file that is asked for; raise BadRequest for one that is unknown."""
    from engine.text.sheets.formats import CSV, TABLE_ENDINGS

    ending = CSV if wanted.output is None else str(wanted.output.suffix.lower())
    if ending not in TABLE_ENDINGS:
        raise BadRequest(say("command.no-table", path=wanted.output))
    return ending


def tabled(wanted: Namespace, subject: "CommandSubject", ending: str) -> tuple[str, str]:
    """Return the tables that are asked for, and a sentence where training stopped before.

    Of a figure they are those of its moment, or of another step of the same run.
    """
    from engine.run.training import Run
    from engine.text.handout.tables import history_stride
    from engine.text.sheets.formats import tables_as
    from gui.commands.progress import take_steps

    is_history, moment = wanted.what == "history", subject.moment
    if moment is None:
        step = wanted.step or 0
        run = Run(subject.experiment, loss_stride=history_stride(step), tested=is_history)
    else:
        run, present = moment.state.document.run, moment.state.cursor.step
        step = present if wanted.step is None else wanted.step
    take_steps(run, step)
    told = ""
    if run.steps < step:
        told = say("picture.unreached", step=step, last=run.steps)
        if not is_history:
            raise BadRequest(told)
    document = _document(wanted.what, run, min(step, run.steps))
    return tables_as(document, ending, wanted.digits, say), told


def _document(what: str, run: "Run", step: int) -> "NumberDocument":
    """Return the tables of a step of a run, or of all of them up to it."""
    if what == "history":
        return _history(run, step)
    if what == "predictions":
        return _predictions(run, step)
    from gui.words.functions import in_language

    experiment, trace = in_language(run.settings(step)), run.trace(step)
    if what == "matrices":
        from engine.text.sheets.matrices import matrices_document

        return matrices_document(experiment, trace, say)
    from engine.text.handout.step_tables import step_document

    return step_document(experiment, trace, say)


def _history(run: "Run", last: int) -> "NumberDocument":
    from engine.text.handout.tables import history_steps
    from engine.text.sheets.history import HistoryRows
    from gui.words.functions import bundled_title

    rows = HistoryRows(run, history_steps(last))
    while not rows.is_complete:
        rows.more()
    return rows.document(bundled_title(run.experiment.title), say)


def _predictions(run: "Run", step: int) -> "NumberDocument":
    from engine.results.classes import classes_of
    from engine.results.evaluation import evaluate
    from engine.text.sheets.predictions import predictions_document
    from gui.words.classes import class_name
    from gui.words.functions import in_language

    experiment, parameters = run.settings(step), run.parameters(step)
    data, classes = experiment.data, classes_of(experiment.data)
    tests = None
    if len(data.test_inputs):
        of_tests = experiment.problem.on(data.test_inputs, data.test_targets)
        tests = evaluate(of_tests, parameters, classes)
    training = evaluate(experiment.problem, parameters, classes)

    def called(number: int) -> str:
        assert classes is not None
        return class_name(experiment, classes, number)

    return predictions_document(in_language(experiment), training, tests, say, called)

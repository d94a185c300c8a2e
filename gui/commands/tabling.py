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


def trace_text(experiment: "Experiment", trace: "StepTrace", form: str) -> str:
    """Return every number of a step in one of the formats of `trace`."""
    from engine.text.handout.csv_trace import trace_to_csv
    from engine.text.handout.latex_handout import trace_to_latex
    from engine.text.handout.markdown_handout import trace_to_markdown
    from engine.text.handout.tables import trace_to_json

    write: dict[str, Callable[[Experiment, StepTrace], str]] = {
        "json": trace_to_json,
        "markdown": partial(trace_to_markdown, say=say),
        "latex": partial(trace_to_latex, say=say),
        "csv": trace_to_csv,
    }
    return write[form](experiment, trace)


def check_table(wanted: Namespace) -> str:
    """Return the ending of the file that is asked for; raise BadRequest for one that is unknown."""
    from engine.text.sheets.formats import CSV, TABLE_ENDINGS

    ending = CSV if wanted.output is None else str(wanted.output.suffix.lower())
    if ending not in TABLE_ENDINGS:
        raise BadRequest(say("command.no-table", path=wanted.output))
    return ending


def tabled(wanted: Namespace, experiment: "Experiment", ending: str) -> tuple[str, str]:
    """Return the tables that are asked for, and a sentence where training stopped before."""
    from engine.run.training import Run
    from engine.text.handout.tables import history_stride
    from engine.text.sheets.formats import tables_as
    from gui.commands.progress import take_steps

    is_history = wanted.what == "history"
    run = Run(experiment, loss_stride=history_stride(wanted.step), tested=is_history)
    take_steps(run, wanted.step)
    told = ""
    if run.steps < wanted.step:
        told = say("picture.unreached", step=wanted.step, last=run.steps)
        if not is_history:
            raise BadRequest(told)
    document = _document(wanted.what, run)
    return tables_as(document, ending, wanted.digits, say), told


def _document(what: str, run: "Run") -> "NumberDocument":
    """Return the tables of the last step of a run, or of all of them."""
    if what == "history":
        return _history(run)
    if what == "predictions":
        return _predictions(run)
    experiment, trace = run.experiment, run.trace(run.steps)
    if what == "matrices":
        from engine.text.sheets.matrices import matrices_document

        return matrices_document(experiment, trace, say)
    from engine.text.handout.step_tables import step_document

    return step_document(experiment, trace, say)


def _history(run: "Run") -> "NumberDocument":
    from engine.text.handout.tables import history_steps
    from engine.text.sheets.history import HistoryRows

    rows = HistoryRows(run, history_steps(run.steps))
    while not rows.is_complete:
        rows.more()
    return rows.document(run.experiment.title, say)


def _predictions(run: "Run") -> "NumberDocument":
    from engine.results.classes import classes_of
    from engine.results.evaluation import evaluate
    from engine.text.sheets.predictions import predictions_document
    from gui.words.classes import class_name

    experiment, parameters = run.experiment, run.parameters(run.steps)
    data, classes = experiment.data, classes_of(experiment.data)
    tests = None
    if len(data.test_inputs):
        of_tests = experiment.problem.on(data.test_inputs, data.test_targets)
        tests = evaluate(of_tests, parameters, classes)
    training = evaluate(experiment.problem, parameters, classes)

    def called(number: int) -> str:
        assert classes is not None
        return class_name(experiment, classes, number)

    return predictions_document(experiment, training, tests, say, called)

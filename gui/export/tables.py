"""The numbers of a moment as tables: of its step, of the run, of every sample, of every layer."""

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from engine.text.handout.step_tables import step_document
from engine.text.sheets.history import HistoryRows
from engine.text.sheets.matrices import matrices_document
from engine.text.sheets.number_table import NumberDocument, in_notation
from engine.text.sheets.predictions import predictions_document
from gui.state.experiment.challenge import is_told
from gui.state.run import derived, results
from gui.state.state import State
from gui.words.catalog import say
from gui.words.classes import class_name
from gui.words.functions import in_language, title_of

HISTORY = "history"


def history_rows(state: State) -> HistoryRows:
    """Return what computes the history at the steps that the curve of the loss is drawn at."""
    run = state.document.run
    steps = sorted({*run.recorded(state.trained), state.trained})
    return HistoryRows(run, steps)


def history_document(state: State, rows: HistoryRows) -> NumberDocument:
    """Return as much of the history as is computed."""
    return _titled(state, rows.document("", say))


def document_of(state: State, key: str, layer: int | None = None) -> NumberDocument:
    """Return the tables of a kind, one of TABLES; all numbers of the step, whatever the beat.

    layer: of those that are LAYERED, None for all layers.
    """
    return _titled(state, _matrices(state, layer) if key in LAYERED else _MAKERS[key](state))


def _titled(state: State, document: NumberDocument) -> NumberDocument:
    title = title_of(derived.experiment(state)) if is_told(state) else ""
    return in_notation(replace(document, title=title), state.view.notation)


def _step(state: State) -> NumberDocument:
    document = step_document(derived.experiment(state), derived.trace(state), say)
    return document if is_told(state) else replace(document, notes=())


def _predictions(state: State) -> NumberDocument:
    experiment = derived.experiment(state)
    classes = results.classes_of(experiment.data)

    def called(number: int) -> str:
        assert classes is not None
        return class_name(experiment, classes, number)

    training, tests = results.of_training(state), results.of_tests(state)
    return predictions_document(in_language(experiment), training, tests, say, called)


def _matrices(state: State, layer: int | None) -> NumberDocument:
    return matrices_document(derived.experiment(state), derived.trace(state), say, layer)


_MAKERS: Mapping[str, Callable[[State], NumberDocument]] = {
    "step": _step,
    "predictions": _predictions,
}
LAYERED = ("matrices",)
TABLES = ("step", HISTORY, "predictions", *LAYERED)

"""Numbers and programs that leave the window: by dialogs, by a panel's menu, by Ctrl+C."""

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QMenu, QWidget

from engine.experiment import Mistake
from engine.optimizers import OPTIMIZERS
from engine.text.programs.program import program
from engine.written.quantity import Kind, Quantity
from gui.disk import files
from gui.export.program import program_start
from gui.numbers.view import NumbersView
from gui.state.experiment import conventions, editing, training
from gui.state.run import actions, branching, derived
from gui.state.state import State, first_state
from gui.window.export_form import ExportForm
from gui.window.export_program import ProgramForm
from gui.window.export_tables import TablesForm
from gui.window.palette import Palette
from gui.window.window import Window
from gui.words.catalog import say
from tests.windows import lent, put_back

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def _lent(qapp: QApplication) -> Iterator[Window]:
    yield from lent(1280, 720)


@pytest.fixture
def window(_lent: Window) -> Iterator[Window]:
    made = put_back(_lent)
    yield made
    for dialog in made.findChildren(ExportForm):
        dialog.close()
    QGuiApplication.clipboard().clear()


def _asked(window: Window, command: str) -> None:
    """Find a command by its name, as somebody who does not know the menus does."""
    window.activateWindow()
    while not window.isActiveWindow():
        QCoreApplication.processEvents()
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    palette = window.findChild(Palette)
    assert palette is not None
    while not palette.isActiveWindow():
        QCoreApplication.processEvents()
    QTest.keyClicks(palette.field, command)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    while not window.findChildren(ExportForm):
        QCoreApplication.processEvents()


def _choose(field: QComboBox, key: str) -> None:
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Home)
    for _ in range(field.findData(key)):
        QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.currentData() == key


def _save(dialog: ExportForm, path: Path) -> None:
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    (asking,) = (each for each in dialog.findChildren(QFileDialog) if each.isVisible())
    asking.fileSelected.emit(str(path))
    asking.close()


def _gone(dialog: ExportForm) -> None:
    assert not dialog.isVisible()
    QCoreApplication.sendPostedEvents(None, 52)  # deferred deletions
    QCoreApplication.processEvents()


def test_tables_are_chosen_seen_written_and_remembered(window: Window, tmp_path: Path) -> None:
    store = window.store
    store.apply(actions.train, 12)
    _asked(window, "export table")
    (dialog,) = window.findChildren(TablesForm)
    run = store.state.document.run
    trace = derived.trace(store.state)
    assert f"{trace.layers[0].z[0, 0]:.4f}" in dialog.preview.toPlainText()

    _choose(dialog.which, "history")
    while not dialog.save.isEnabled():
        QCoreApplication.processEvents()
    assert "0.2984" in dialog.preview.toPlainText()
    assert not dialog.layer.isVisible()
    _save(dialog, tmp_path / "history.xlsx")
    assert ".csv, .md or .tex" in dialog.refusal.text()
    assert not list(tmp_path.iterdir())

    out = tmp_path / "history.csv"
    _save(dialog, out)
    rows = list(csv.DictReader(StringIO(out.read_text("utf-8"))))
    assert [float(row["train_loss"]) for row in rows] == run.losses_at(range(13)).tolist()
    assert str(out) in window.notice.text
    _gone(dialog)

    _asked(window, "export table")
    (dialog,) = window.findChildren(TablesForm)
    assert dialog.which.currentData() == "history"
    _choose(dialog.which, "matrices")
    _choose(dialog.layer, "2")
    out = tmp_path / "matrices.md"
    _save(dialog, out)
    written = out.read_text("utf-8")
    assert "W⁽²⁾" in written
    assert "W⁽¹⁾" not in written


def _menu_at(window: Window, widget: QWidget) -> QMenu:
    place = QPoint(12, 8)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, widget.mapToGlobal(place), Qt.KeyboardModifier(0)
    )
    QApplication.sendEvent(widget, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def _copied_of(window: Window, panel: str) -> list[list[str]]:
    menu = _menu_at(window, window.desk.panels[panel].titleBarWidget())
    named = {action.text(): action for action in menu.actions()}
    named[say("command-name.copy-table")].trigger()
    menu.close()
    data = QGuiApplication.clipboard().mimeData()
    assert "<table>" in data.html()
    tabs = bytes(data.data("text/tab-separated-values").data()).decode()
    assert tabs == data.text()
    return [line.split("\t") for line in tabs.splitlines()]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_panels_are_copied_as_tables_with_dashes_for_what_is_not_computed(window: Window) -> None:
    store = window.store
    store.apply(actions.train, 3)
    store.apply(actions.go_to, 3, 3, 1.0)
    trace, state = derived.trace(store.state), store.state
    known = {
        kind: derived.is_known(state, Quantity(kind, 2, 0, 0)) for kind in (Kind.WEIGHT, Kind.DELTA)
    }
    assert known == {Kind.WEIGHT: True, Kind.DELTA: False}

    numbers = _copied_of(window, "numbers")
    at = next(i for i, row in enumerate(numbers) if row[0] == "W⁽²⁾")
    read = [[float(each) for each in row[1:]] for row in numbers[at + 1 : at + 3]]
    assert read == trace.before.weights(2).tolist()
    at = next(i for i, row in enumerate(numbers) if row[0] == "δ⁽²⁾")
    assert numbers[at + 1] == ["1", "–"]

    losses = _copied_of(window, "loss")
    assert [float(row[1]) for row in losses[1:]] == [
        state.document.run.loss(step) for step in range(4)
    ]
    (sample,) = _copied_of(window, "table")[1:]
    assert "0.05" in sample
    formulas = _copied_of(window, "explanation")
    z = float(trace.layers[1].z[0, 0])
    assert ["z₁⁽²⁾", str(z)] in [[row[0], row[-1]] for row in formulas]

    view = window.desk.view("numbers")
    assert isinstance(view, NumbersView)
    view.sheet.setFocus()
    QTest.keyClick(view.sheet, Qt.Key.Key_C, CONTROL)
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage()
    assert [line.split("\t") for line in data.text().splitlines()] == numbers


def printed_by(text: str) -> dict[str, Any]:
    printed = StringIO()
    with redirect_stdout(printed):
        exec(compile(text, "exported", "exec"), {"__name__": "__main__"})
    document: dict[str, Any] = json.loads(printed.getvalue())
    return document


def test_a_program_of_the_run_on_screen_is_written_as_such_and_as_a_notebook(
    window: Window, tmp_path: Path
) -> None:
    store = window.store
    store.apply(editing.set_parameter, Quantity(Kind.WEIGHT, 1, 0, 0), 0.75)
    store.apply(actions.train, 6)
    store.apply(editing.set_learning_rate, 2.0)
    store.apply(actions.train, 4)
    store.apply(actions.visit, 9)
    loss = store.state.document.run.loss(9)
    _asked(window, "export program")
    (dialog,) = window.findChildren(ProgramForm)
    assert dialog.steps.value() == 9
    assert "RATES = {6: 2.0}" in dialog.preview.toPlainText()
    _save(dialog, tmp_path / "run.txt")
    assert ".ipynb" in dialog.refusal.text()
    out = tmp_path / "run.py"
    _save(dialog, out)
    reached = printed_by(out.read_text("utf-8"))
    assert reached["loss_after"] == pytest.approx(loss, rel=1e-12)
    _gone(dialog)

    _asked(window, "export program")
    (dialog,) = window.findChildren(ProgramForm)
    _choose(dialog.form, ".ipynb")
    assert "# %%" in dialog.preview.toPlainText()
    out = tmp_path / "run.ipynb"
    _save(dialog, out)
    cells = json.loads(out.read_text("utf-8"))["cells"]
    code = "\n\n".join("".join(each["source"]) for each in cells if each["cell_type"] == "code")
    assert printed_by(code) == reached
    _gone(dialog)

    challenge = replace(store.state.document.experiment, challenge=True)
    store.apply(editing.open_experiment, challenge, "one")
    window.menu.file.export_program.trigger()
    assert not window.findChildren(ProgramForm)
    assert say("program-export.challenge") in window.notice.text


def _with(optimizer: str) -> Callable[[], State]:
    def begin() -> State:
        start = files.read(files.resolve("moons-2-8-1"))
        changed = replace(
            start.training, optimizer=OPTIMIZERS[optimizer], learning_rate=0.05, batch_size=16
        )
        return first_state(replace(start, training=changed))

    return begin


_plain, _momentum = _with("sgd"), _with("momentum")


CHANGES: dict[str, tuple[Callable[[], State], Callable[[State], State], int, list[str]]] = {
    "the rate": (_momentum, lambda s: editing.set_learning_rate(s, 0.2), 0, []),
    "the batch": (
        _plain,
        lambda s: training.set_batch_size(s, 7),
        11,
        [say("program-note.begins", step=11)],
    ),
    "a branch": (
        _plain,
        lambda s: branching.branch_here(actions.visit(s, 5)),
        0,
        [],
    ),
    "the penalty, with a memory": (
        _momentum,
        lambda s: training.set_penalty(s, 0.0, 0.01),
        11,
        [say("program-note.begins", step=11), say("program-note.memory")],
    ),
    "a mistake": (
        _plain,
        lambda s: conventions.set_mistake(s, Mistake.WRONG_SIGN, True),
        11,
        [say("program-note.begins", step=11), say("program-note.mistakes")],
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_program_takes_the_steps_of_the_run_or_says_what_it_leaves_out(name: str) -> None:
    begin, change, first, notes = CHANGES[name]
    state = change(actions.train(begin(), 11))
    state = actions.train(state, 6)
    start = program_start(state)
    assert (start.first_step, list(start.notes)) == (first, notes)
    text = program(start.experiment, "numpy", say, start.course(start.steps))
    assert all(note in " ".join(text.replace("\n#", "").split()) for note in notes)
    assert ("RATES" in text) is (name == "the rate")
    differs = bool(set(notes) - {say("program-note.begins", step=first)})
    reached, run = printed_by(text)["loss_after"], state.document.run
    is_same = reached == pytest.approx(run.loss(state.cursor.step), rel=1e-9)
    assert is_same is not differs

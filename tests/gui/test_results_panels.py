"""The table lists every sample, the worst first, and the confusion counts each of them once."""

import csv
from itertools import pairwise

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget
from pytestqt.qtbot import QtBot

from engine.backprop import predict
from engine.data.dataset import Dataset
from engine.experiment import Experiment
from engine.frozen import freeze
from engine.network import of_flat
from engine.text.numbers import DASH, short
from gui.app import application
from gui.disk import files
from gui.look.dressing import dress_all
from gui.look.fit import current
from gui.look.theme import DARK, LIGHT
from gui.results.cells_view import CountCells
from gui.results.confusion_panel import ConfusionPanel
from gui.results.counts import accuracy_said, counts_of
from gui.results.figure import draw_confusion
from gui.results.listed import WRONG, listed
from gui.results.said import heading, summary
from gui.results.table_panel import TablePanel
from gui.results.table_view import SampleTable
from gui.state.choices import SampleSet
from gui.state.experiment import editing
from gui.state.refusal import Refused
from gui.state.results import actions as results_actions
from gui.state.results.columns import sample_columns
from gui.state.run import actions, derived, results
from gui.state.state import Mode, State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words.catalog import spoken
from tests.gui.drawn_texts import drawn_texts
from tests.networks import mazur, random_experiment
from tests.passing import let_events_happen


def _state(name: str, steps: int = 40) -> State:
    return actions.train(first_state(files.read(files.resolve(name)), name), steps)


def _keys(state: State) -> list[str]:
    return [column.key for column in sample_columns(state.document.experiment)]


def _column(state: State, key: str) -> list[str]:
    shown = listed(state)
    column = shown.columns[_keys(state).index(key)]
    return [shown.text(row, column) for row in range(len(shown.samples))]


def test_every_sample_is_listed_once_with_its_own_numbers() -> None:
    state = _state("moons-2-8-1")
    experiment, run = state.document.experiment, state.document.run
    data = experiment.data
    x = np.vstack([data.inputs, data.test_inputs])
    y = np.vstack([data.targets, data.test_targets])
    a = predict(experiment.network, run.parameters(40), x)
    shown = listed(state)
    assert sorted(shown.samples) == list(range(120))
    keys = _keys(state)
    assert keys == ["n", "wrong", "loss", "y[0]", "a[0]", "set", "x[0]", "x[1]"]
    for row, sample in enumerate(shown.samples):
        own = -np.log(a[sample, 0] if y[sample, 0] else 1 - a[sample, 0])
        expected = [
            str(sample + 1),
            WRONG if (a[sample, 0] > 0.5) != y[sample, 0] else "",
            short(own),
            short(y[sample, 0]),
            short(a[sample, 0]),
            "test" if sample >= 90 else "train",
            *map(short, x[sample]),
        ]
        assert [shown.text(row, column) for column in shown.columns] == expected


def test_the_worst_come_first_until_another_column_is_chosen() -> None:
    state = _state("moons-2-8-1")
    both = [results.of_training(state), results.of_tests(state)]
    losses = np.concatenate([each.losses for each in both if each is not None])
    assert losses[listed(state).samples].tolist() == sorted(losses, reverse=True)
    by_number = results_actions.sort(state, "n", False)
    assert listed(by_number).samples.tolist() == list(range(120))
    by_target = listed(results_actions.sort(state, "y[0]", True)).samples
    data = state.document.experiment.data
    y = np.concatenate([data.targets, data.test_targets])[:, 0]
    ones, zeros = np.flatnonzero(y == 1), np.flatnonzero(y == 0)
    assert by_target.tolist() == [*ones, *zeros]  # equal ones by their number
    with pytest.raises(Refused):
        results_actions.sort(state, "x[2]", True)


def test_the_mean_that_is_said_is_the_loss_of_the_curve() -> None:
    state = _state("moons-2-8-1")
    run = state.document.run
    test_loss = run.test_loss(40)
    assert test_loss is not None
    assert summary(listed(state), state.view.notation) == (
        f"mean of C[n] over 90 training samples = {short(run.loss(40))}; "
        f"over 30 test samples: {short(test_loss)}"
    )


def test_classes_of_several_outputs_are_called_by_their_columns() -> None:
    state = _state("iris-4-5-3", 200)
    keys = _keys(state)
    assert keys[:6] == ["n", "wrong", "loss", "class", "taken-for", "set"]
    experiment = state.document.experiment
    heads = [heading(experiment, each, state.view.notation) for each in listed(state).columns]
    assert heads[6:9] == ["ŷ₁, setosa", "ŷ₂, versicolor", "ŷ₃, virginica"]
    assert heads[-1] == "petal_width"
    for right, told, mark in zip(
        *(_column(state, key) for key in ("class", "taken-for", "wrong")), strict=True
    ):
        assert {right, told} <= {"setosa", "versicolor", "virginica"}
        assert (right != told) == bool(mark)


def test_the_loss_stands_beside_the_mark_whatever_the_outputs_are() -> None:
    assert _keys(_state("moons-2-8-1", 0))[:3] == ["n", "wrong", "loss"]
    assert _keys(_state("iris-4-5-3", 0))[:3] == ["n", "wrong", "loss"]
    assert _keys(_state("mazur-2-2-2", 0))[:2] == ["n", "loss"]


def test_while_the_results_are_computed_there_are_dashes() -> None:
    state = _state("moons-2-8-1", 0)
    shown = listed(state, is_there=False)
    for key, told in (("a[0]", DASH), ("loss", DASH), ("wrong", "")):
        column = shown.columns[_keys(state).index(key)]
        assert {shown.text(row, column) for row in range(120)} == {told}
    assert shown.samples.tolist() == list(range(120))
    counts = counts_of(state, is_there=False)
    assert counts is not None
    assert counts.text(0, 0) == DASH
    assert accuracy_said(state, is_there=False) == summary(shown, state.view.notation)


def test_what_is_no_number_is_the_worst_of_all() -> None:
    experiment = random_experiment(5, (2, 3, 1), output="identity", samples=6)
    large = of_flat(experiment.network.shape, np.full(13, 1e200))
    inputs = freeze(np.array([[1e200, -1e200], [0, 0], [1, 2], [1e200, 1e200], [3, 3], [0, 0.5]]))
    broken = replace(
        experiment, given=large, data=Dataset(inputs, freeze([[float(n % 2)] for n in range(6)]))
    )
    state = first_state(broken)
    found = results.of_training(state)
    assert not np.isfinite(found.losses).all()
    order = listed(state).samples
    finite = np.isfinite(found.losses[order])
    assert finite.tolist() == sorted(finite)


def _cells(state: State) -> dict[tuple[int, int], list[int]]:
    """Return the samples of each cell, found one by one."""
    shown = listed(results_actions.sort(state, "n", False))
    by_class: dict[tuple[int, int], list[int]] = {}
    keys = [column.key for column in shown.columns]
    meant, told = (shown.columns[keys.index(key)] for key in ("class", "taken-for"))
    for row, sample in enumerate(shown.samples):
        cell = shown.number(row, meant), shown.number(row, told)
        by_class.setdefault((int(cell[0] or 0), int(cell[1] or 0)), []).append(int(sample))
    return by_class


@pytest.mark.parametrize("counted", SampleSet)
def test_a_cell_lists_the_samples_that_it_counts(counted: SampleSet) -> None:
    state = results_actions.count(_state("iris-4-5-3", 100), counted)
    by_class, counts = _cells(state), counts_of(state)
    assert counts is not None
    kept = {
        SampleSet.TRAINING: range(120),
        SampleSet.TESTS: range(120, 150),
        SampleSet.ALL: range(150),
    }[counted]
    for cell in ((m, t) for m in range(3) for t in range(3)):
        expected = [each for each in by_class.get(cell, []) if each in kept]
        assert counts.text(*cell) == str(len(expected))
        chosen = results_actions.list_cell(state, *cell)
        assert sorted(listed(chosen).samples) == expected
    assert listed(results_actions.list_all(chosen)).samples.size == 150
    with pytest.raises(Refused):
        results_actions.list_cell(state, 0, 3)


def test_accuracy_is_said_with_what_it_is_computed_from() -> None:
    state = _state("iris-4-5-3", 100)
    said = accuracy_said(state)
    for which, first, last in (("train", 0, 120), ("test", 120, 150)):
        right = sum(
            meant == told
            for (meant, told), samples in _cells(state).items()
            for each in samples
            if first <= each < last
        )
        count = last - first
        assert f"{which} {short(100 * right / count)} %: {right} of {count} right" in said


def test_without_classes_it_says_why_and_nothing_is_marked() -> None:
    state = actions.last_beat(first_state(mazur()))
    assert counts_of(state) is None
    assert "not classes" in accuracy_said(state)
    assert "wrong" not in _keys(state)
    assert _column(state, "loss") == [short(0.2983711087600027)]  # Mazur (2015)
    with pytest.raises(Refused):
        results_actions.list_cell(state, 0, 0)


def test_what_is_chosen_is_given_up_where_the_data_have_it_no_more() -> None:
    state = results_actions.list_cell(_state("iris-4-5-3"), 2, 2)
    state = results_actions.sort(state, "x[3]", True)
    small = replace(random_experiment(1, (2, 2, 1)), title="small")
    other = editing.open_experiment(state, small, "small")
    assert len(listed(other).samples) == 6
    assert listed(other).choice.column == "loss"


@pytest.fixture
def store(qtbot: QtBot) -> Store:
    application()
    return Store(_state("iris-4-5-3", 100))


def _shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.resize(420, 260)
    widget.show()
    widget.activateWindow()
    qtbot.waitExposed(widget)


def _click(table: SampleTable, row: int, column: int = 0) -> None:
    at = table.visualRect(table.rows.index(row, column)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)


def _click_head(head: QHeaderView, section: int) -> None:
    at = QPoint(head.sectionViewportPosition(section) + 5, head.height() // 2)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_rows_are_chosen_sorted_and_copied_with_mouse_and_keys(store: Store, qtbot: QtBot) -> None:
    panel = TablePanel(store)
    _shown(qtbot, panel)
    table = panel.table

    def samples() -> list[int]:
        assert table.rows.shown is not None
        return [int(each) for each in table.rows.shown.samples]

    worst = samples()
    assert table.rowAt(1) == 0  # in sight, though another sample is followed
    _click(table, 0)
    assert derived.sample_shown(store.state) == worst[0]
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert derived.sample_shown(store.state) == worst[1]
    assert table.currentIndex().row() == 1
    QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert derived.sample_shown(store.state) == worst[-1]
    assert table.viewport().rect().intersects(table.visualRect(table.currentIndex()))

    store.apply(view_actions.follow_in_sets, worst[0])
    assert table.rowAt(1) == 0
    _click_head(table.horizontalHeader(), 0)
    assert samples() == list(range(150))
    assert table.currentIndex().row() == worst[0]  # the same sample in its new row
    assert derived.sample_shown(store.state) == worst[0]
    _click_head(table.horizontalHeader(), 0)
    assert samples() == list(range(149, -1, -1))
    table.setFocus()
    table.setCurrentIndex(table.rows.index(3, 2))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert samples() == worst
    assert "▾" in str(table.rows.headerData(2, Qt.Orientation.Horizontal))

    table.selectionModel().select(
        table.rows.index(2, 0),
        QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
    )
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, line, *rest = QGuiApplication.clipboard().text().splitlines()
    assert rest == []
    assert head.split("\t")[-4:] == ["sepal_length", "sepal_width", "petal_length", "petal_width"]
    data = store.state.document.experiment.data
    inputs = np.vstack([data.inputs, data.test_inputs])[worst[2]]
    assert [float(cell) for cell in line.split("\t")[-4:]] == inputs.tolist()
    table.actions()[1].trigger()
    quoted = next(csv.reader(QGuiApplication.clipboard().text().splitlines()[:1]))
    assert quoted == head.replace('"', "").split("\t")


def test_the_row_that_is_chosen_is_coloured_up_to_the_edge(store: Store, qtbot: QtBot) -> None:
    panel = TablePanel(store)
    _shown(qtbot, panel)
    panel.resize(2600, 400)
    table = panel.table
    _click(table, 0)
    viewport = table.viewport()
    picture, right = viewport.grab().toImage(), viewport.width() - 3
    assert table.horizontalHeader().length() < right
    middles = [table.visualRect(table.rows.index(row, 0)).center().y() for row in (0, 1)]
    chosen, other = (picture.pixelColor(right, y).name() for y in middles)
    within = picture.pixelColor(2, middles[0]).name()
    assert chosen == within != other


def test_no_number_is_cut_to_another_one(store: Store, qtbot: QtBot) -> None:
    panel = TablePanel(store)
    _shown(qtbot, panel)
    table, shown = panel.table, listed(store.state)
    rows = range(len(shown.samples))
    numbers = {shown.text(row, column) for row in rows for column in shown.columns}
    cells, ellipses = table.viewport(), 0

    def draw(painter: QPainter) -> None:
        cells.render(painter, QPoint())

    for width in range(180, 400, 40):
        panel.resize(width, 240)
        scroll = table.horizontalScrollBar()
        for at in (0, min(17, scroll.maximum()), scroll.maximum()):
            scroll.setValue(at)
            drawn = drawn_texts(draw, cells.width(), cells.height())
            assert drawn
            for each in drawn:
                assert each.text in numbers or "…" in each.text
                assert -1 <= each.rect.left() <= each.rect.right() <= cells.width() + 1
                ellipses += "…" in each.text
    assert ellipses


@pytest.mark.parametrize("size", [(300, 260), (420, 260), (1400, 700)])
def test_heads_stand_over_what_stands_in_their_columns(
    store: Store, qtbot: QtBot, size: tuple[int, int]
) -> None:
    dress_all(application(), LIGHT, current())
    panel = TablePanel(store)
    _shown(qtbot, panel)
    panel.resize(*size)
    table, shown = panel.table, listed(store.state)
    let_events_happen()
    drawn = drawn_texts(lambda p: table.render(p, QPoint()), table.width(), table.height())
    found, head = 0, table.horizontalHeader()
    assert [t.text for t in drawn if t.rect.center().y() < head.height() and t.is_cut] == []
    for place, column in enumerate(shown.columns):
        left = head.x() + head.sectionViewportPosition(place)
        if left + head.sectionSize(place) > table.viewport().width():
            break
        inside = [t for t in drawn if left <= t.rect.center().x() < left + head.sectionSize(place)]
        heads = [t.rect for t in inside if t.rect.center().y() < head.height()]
        cells = [t.rect for t in inside if t.rect.center().y() > head.height()]
        begins = min(rect.left() for rect in heads) - min(rect.left() for rect in cells)
        ends = max(rect.right() for rect in heads) - max(rect.right() for rect in cells)
        assert min(abs(begins), abs(ends)) <= 1, column
        found += 1
    assert found >= 3


def test_heads_of_counts_stand_in_the_middle_of_their_columns(store: Store, qtbot: QtBot) -> None:
    dress_all(application(), LIGHT, current())
    panel = ConfusionPanel(store)
    _shown(qtbot, panel)
    cells = panel.findChild(QTableView)
    assert isinstance(cells, QTableView)
    drawn = drawn_texts(lambda p: cells.render(p, QPoint()), cells.width(), cells.height())
    head = cells.horizontalHeader()
    for place, name in enumerate(("setosa", "versicolor", "virginica")):
        middle = head.x() + head.sectionViewportPosition(place) + head.sectionSize(place) / 2
        above = [t for t in drawn if t.text == name and t.rect.center().y() < head.height()]
        assert [t.rect.center().x() for t in above] == [pytest.approx(middle, abs=1.5)]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [(240, 240), (300, 300), (640, 400)])
def test_in_a_figure_of_counts_every_class_is_named_and_no_head_touches_the_next(
    store: Store, size: tuple[int, int], language: str
) -> None:
    with spoken(language):
        counts = counts_of(store.state)
        assert counts is not None
        names = [counts.name(number) for number in range(3)]
        drawn = drawn_texts(
            lambda p: draw_confusion(p, store.state, LIGHT, *map(float, size)), *size
        )
    heads = sorted((t.rect for t in drawn if t.text in names), key=lambda rect: rect.top())[:3]
    heads.sort(key=lambda rect: rect.left())
    assert all(one.right() + 3 <= other.left() for one, other in pairwise(heads))
    assert [t.text for t in drawn].count(names[2]) == 2  # over its column and beside its row


def test_rows_hold_still_while_training_and_are_sorted_now_and_then(
    store: Store, qtbot: QtBot
) -> None:
    panel = TablePanel(store)
    _shown(qtbot, panel)

    def state_of_rows() -> tuple[list[int], float | None]:
        shown = panel.table.rows.shown
        assert shown is not None
        return shown.samples.tolist(), shown.number(0, shown.columns[2])

    store.apply(actions.start_training)
    orders, numbers = [], []
    for _ in range(12):
        store.apply(actions.train, 40)
        panel.look()
        order, worst = state_of_rows()
        orders.append(order)
        numbers.append(worst)
    assert len(set(numbers)) == 12  # of this moment, every time
    assert panel.table.rowAt(1) == 0  # whatever batch a step takes, the worst stay in sight
    assert not panel.table.currentIndex().isValid()
    changes = [i for i in range(1, 12) if orders[i] != orders[i - 1]]
    assert len(changes) == 2
    assert changes[1] - changes[0] == 6
    store.apply(actions.train, 40)
    store.apply(actions.pause)
    assert store.state.mode is Mode.PAUSED
    assert state_of_rows()[0] == listed(store.state).samples.tolist()


def test_a_cell_of_the_confusion_is_a_button(store: Store, qtbot: QtBot) -> None:
    panel, table = ConfusionPanel(store), TablePanel(store)
    _shown(qtbot, table)
    _shown(qtbot, panel)
    cells = panel.cells
    at = cells.visualRect(cells.cells.index(1, 1)).center()
    QTest.mouseClick(cells.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert store.state.results.cell == (1, 1)
    assert table.all.isVisible()
    least = current().of("least_table")[0]  # the arrangement reckons with no more
    assert table.minimumSizeHint().width() <= least
    assert table.said.text() == summary(listed(store.state), store.state.view.notation)
    counts = counts_of(store.state)
    assert counts is not None
    assert f"{counts.text(1, 1)} samples of versicolor" in table.said.text()
    cells.setFocus()
    QTest.keyClick(cells, Qt.Key.Key_Right)
    QTest.keyClick(cells, Qt.Key.Key_Return)
    assert store.state.results.cell == (1, 2)
    assert len(listed(store.state).samples) == int(counts.text(1, 2))
    QTest.keyClick(cells, Qt.Key.Key_Space)  # pressed again
    assert store.state.results.cell is None
    assert not table.all.isVisible()
    qtbot.mouseClick(panel.sets[SampleSet.TESTS], Qt.MouseButton.LeftButton)
    tests = counts_of(store.state)
    assert tests is not None
    assert tests.counts is not None
    assert tests.counts.sum() == 30
    assert cells.cells.data(cells.cells.index(0, 0)) == tests.text(0, 0)
    store.apply(results_actions.list_cell, 0, 0)
    qtbot.mouseClick(table.all, Qt.MouseButton.LeftButton)
    assert store.state.results.cell is None


def test_only_cells_that_say_something_else_are_drawn_again() -> None:
    application()
    state = _state("digits-64-32-10", 5)
    shown = counts_of(state)
    assert shown is not None
    assert shown.counts is not None
    cells, told = CountCells(), list[tuple[int, int]]()

    def note(first: QModelIndex, last: QModelIndex) -> None:
        told.extend(
            (row, column)
            for row in range(first.row(), last.row() + 1)
            for column in range(first.column(), last.column() + 1)
        )

    cells.show_counts(shown, LIGHT)
    cells.dataChanged.connect(note)
    moved = shown.counts.copy()
    moved[3, 3] -= 1
    moved[3, 5] += 1
    later = replace(shown, counts=moved)
    cells.show_counts(later, LIGHT)
    assert told == [(3, 3), (3, 5)]
    everywhere = [(row, column) for row in range(10) for column in range(10)]
    fewer = moved.copy()
    fewer[0, 0] -= 1  # of which each other one of its row is a larger share
    for after, theme, expected in (
        (replace(later, counts=fewer), LIGHT, everywhere[:10]),
        (replace(later, counts=fewer), DARK, everywhere),
        (replace(later, counts=None), DARK, everywhere),
        (later, DARK, everywhere),
        (later, DARK, []),
    ):
        told.clear()
        cells.show_counts(after, theme)
        assert told == expected


def test_panels_show_why_there_is_no_matrix(qtbot: QtBot) -> None:
    application()
    panel = ConfusionPanel(Store(first_state(mazur())))
    _shown(qtbot, panel)
    assert panel.cells.cells.rowCount() == 0
    texts = drawn_texts(lambda painter: panel.render(painter, QPoint(0, 0)), 420, 260)
    assert any("not classes" in each.text for each in texts)
    assert not any(button.isVisible() for button in panel.sets.values())


def _many(samples: int) -> Experiment:
    experiment = random_experiment(2, (2, 4, 1), samples=samples)
    y = freeze((experiment.data.inputs.sum(axis=1, keepdims=True) > 0).astype(float))
    return replace(experiment, data=replace(experiment.data, targets=y))


def test_of_many_samples_only_what_is_on_screen_is_written(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    application()
    panel = TablePanel(Store(actions.last_beat(first_state(_many(20_000)))))
    _shown(qtbot, panel)
    written = 0

    def counted(*args: object, **kwargs: object) -> str:
        nonlocal written
        written += 1
        return short(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr("gui.results.listed.short", counted)
    panel.look()
    let_events_happen()
    assert 0 < written < 1500


def test_of_many_samples_results_come_in_pieces(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.results.evaluation._PIECE_NUMBERS", 40)  # 10 samples of 4 numbers
    application()
    store = Store(actions.last_beat(first_state(_many(400))))
    table, confusion = TablePanel(store), ConfusionPanel(store)
    _shown(qtbot, table)
    _shown(qtbot, confusion)

    def worst() -> float | None:
        shown = table.table.rows.shown
        assert shown is not None
        return shown.number(0, shown.columns[_keys(store.state).index("loss")])

    store.apply(actions.next_step)
    assert worst() is None  # no number of another step stays on screen
    assert table.said.text() == confusion.said.text() == "Going through all samples …"
    qtbot.waitUntil(lambda: worst() is not None and "right" in confusion.said.text())
    assert worst() == results.of_training(store.state).losses.max()

    store.apply(actions.start_training)
    begun = store.state.cursor.step + 1
    store.apply(actions.train, 1)
    table.look()
    for _ in range(3):
        store.apply(actions.train, 1)
        table.look()
    while f"= {short(store.state.document.run.loss(begun))}" not in table.said.text():
        table.look()  # goes on with the step it has begun with
    store.apply(actions.pause)
    assert worst() is None
    qtbot.waitUntil(lambda: worst() == results.of_training(store.state).losses.max())

"""Sweeps in the window: what can be swept, the losses that come of it, and taking one up."""

import csv
from io import StringIO
from statistics import median_low

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.experiment import Experiment, Mistake, Training
from engine.run.training import Run
from engine.sweep.outcome import Outcome
from gui.disk import files
from gui.plots.chart import Shape
from gui.state.choices import SweepChoice
from gui.state.experiment import conventions, editing
from gui.state.refusal import Refused
from gui.state.run import actions as run_actions
from gui.state.run import derived as run_derived
from gui.state.state import Mode, State, first_state
from gui.state.sweep import actions, derived
from gui.sweep.result import SweptRuns
from gui.sweep.runner import SweepRunner
from gui.sweep.sweep_chart import place_at, sweep_chart
from gui.sweep.sweep_panel import SweepPanel
from gui.words.sweeps import swept_name, value_text
from tests.faults import complaining
from tests.networks import random_experiment
from tests.windows import opened


def _state(name: str = "moons-2-8-1") -> State:
    return first_state(files.read(files.resolve(name)), name)


def _chosen(state: State, key: str, values: str = "", seeds: int = 1, steps: int = 8) -> State:
    state = actions.choose(state, key)
    state = actions.set_steps(actions.set_seeds(state, seeds), steps)
    return actions.set_values(state, values) if values else state


def _losses(experiment: Experiment, steps: int) -> Outcome:
    run = Run(experiment)
    run.advance(steps)
    return Outcome(run.loss(steps), run.test_loss(steps))


@pytest.mark.parametrize("name", ["moons-2-8-1", "mazur-2-2-2", "iris-4-5-3", "linear-neuron"])
def test_whatever_is_offered_can_be_swept_through_its_usual_values(name: str) -> None:
    state = _state(name)
    for key in derived.offered(run_derived.experiment(state)):
        chosen = actions.choose(state, key)
        plan = derived.plan(chosen)
        assert len(plan.rows) == derived.count_of(chosen.sweep) > 1
        assert swept_name(key)
        for row in plan.rows:
            assert value_text(key, row[0])
            made = plan.experiment(row)
            assert made.data is run_derived.experiment(state).data or key == derived.NOISE


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("learning_rate", "0.1, 0.3, 0.1", (0.1, 0.3)),
        ("learning_rate", "0.01 .. 1", (0.01, 0.1, 1.0)),
        ("learning_rate", ".01..1", (0.01, 0.1, 1.0)),
        ("batch_size", "1, all", (1, None)),
        ("layers[0].neurons", "1 .. 16", (1, 4, 16)),
        ("seed", "3 .. 5", (3, 4, 5)),
        ("optimizer", "sgd, adam", ("sgd", "adam")),
    ],
)
def test_values_are_typed_as_lists_and_ranges(
    key: str, text: str, expected: tuple[object, ...]
) -> None:
    choice = SweepChoice(key, text, count=3, is_log=key != "seed")
    assert derived.values(choice) == expected


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "missing"),
        ("1, ", "missing"),
        ("1 .. 0.1", "ends before it begins"),
        ("0 .. 1", "begins above 0, not at 0"),
        ("a .. b", "a"),
        ("1;2", "1;2"),
        ("0.1 .. ", ""),
    ],
)
def test_what_is_no_value_is_refused(text: str, complaint: str) -> None:
    with complaining(Refused, complaint):
        actions.set_values(_state(), text)


def test_too_many_runs_and_unknown_keys_are_refused() -> None:
    state = actions.set_seeds(_state(), 100)
    with complaining(Refused, "2000"):
        actions.set_count(state, 30)
    with complaining(Refused, "cannot be swept"):
        actions.choose(state, "layers[5].neurons")
    for change, number in ((actions.set_count, 1), (actions.set_seeds, 0), (actions.set_steps, 0)):
        with pytest.raises(Refused):
            change(state, number)


def test_another_experiment_begins_with_the_usual_sweep() -> None:
    state = _chosen(_state(), "optimizer")
    assert editing.open_experiment(state, random_experiment(1), "").sweep == SweepChoice()


def _swept(qtbot: QtBot, panel: SweepPanel) -> SweptRuns:
    qtbot.mouseClick(panel.run, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.runner.is_running)
    assert panel.runner.fault is None
    assert panel.runner.result is not None
    return panel.runner.result


def test_a_sweep_is_run_shown_read_taken_up_and_copied(qtbot: QtBot) -> None:
    window = opened(qtbot, 1440, 900)
    store = window.store
    store.apply(editing.open_experiment, files.read(files.resolve("moons-2-8-1")), "moons-2-8-1")
    window.menu.arrangements["training"].trigger()
    window.desk.panels["sweeping"].raise_()
    window.make_ready_for_picture()
    panel = window.desk.view("sweeping")
    assert isinstance(panel, SweepPanel)
    qtbot.waitUntil(panel.form.values.isVisible)
    for control in (panel.form.key, panel.form.values, panel.form.count, panel.form.log):
        assert control.toolTip()
    for field, text in ((panel.form.seeds, "3"), (panel.form.steps, "12")):
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
    panel.form.values.selectAll()
    QTest.keyClicks(panel.form.values, "0.01, 0.03 0.1")
    QTest.keyClick(panel.form.values, Qt.Key.Key_Return)
    assert store.state.sweep.values == "0.001 .. 1", "what is refused is not used"
    assert "0.03 0.1" in panel.form.values.accessibleDescription()
    panel.form.values.selectAll()
    QTest.keyClicks(panel.form.values, "0.01, 0.1, 1")
    QTest.keyClick(panel.form.values, Qt.Key.Key_Return)
    assert panel.form.count.isHidden(), "a list has no number of values"
    assert panel.said.text() == "9 runs"

    result = _swept(qtbot, panel)
    assert len(result.outcomes) == len(result.rows) == 9
    for experiment, outcome in zip(result.experiments, result.outcomes, strict=True):
        assert outcome is not None
        expected = _losses(experiment, 12)
        assert outcome.train_loss == pytest.approx(expected.train_loss, rel=1e-9)
        assert outcome.test_loss == pytest.approx(expected.test_loss, rel=1e-9)

    plot = panel.picture.plot
    assert plot is not None
    chart = sweep_chart(result, "C", 4)
    at = plot.mapFromScene(
        plot.getViewBox().mapViewToScene(QPointF(chart.points[1].x, chart.points[1].y))
    )
    QTest.mouseMove(plot.viewport(), at)
    qtbot.waitUntil(lambda: "0.1" in plot.overlay.value.text())
    store.apply(run_actions.train, 2)
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert run_derived.experiment(store.state).training.learning_rate == 0.1
    assert store.undone_next == "going-to-run"
    assert [run.steps for run in store.state.kept] == [2], "the run that is left is kept"
    qtbot.waitUntil(lambda: store.state.mode is Mode.PAUSED)
    assert store.state.trained == 12
    assert not chart.y_axis.is_log
    assert store.state.document.run.loss(12) == pytest.approx(chart.points[1].y, rel=1e-9)
    assert panel.picture.shown(store.state) is result, "a run of the sweep leaves it on screen"

    qtbot.mouseClick(panel.copy, Qt.MouseButton.LeftButton)
    table = list(csv.reader(StringIO(QGuiApplication.clipboard().text())))
    assert table[0] == ["learning_rate", "seed", "train_loss", "test_loss"]
    assert len(table) == 10
    first = result.outcomes[0]
    assert first is not None
    assert float(table[1][2]) == first.train_loss

    store.apply(editing.set_learning_rate, 0.7)
    assert panel.picture.shown(store.state) is None, "what is stale is not on screen"
    assert not panel.copy.isEnabled()
    assert panel.said.text() == "9 runs", "nothing is there to be taken up"
    store.undo()
    assert panel.picture.shown(store.state) is result
    assert panel.copy.isEnabled()

    store.apply(actions.set_steps, 1_000_000)
    qtbot.mouseClick(panel.run, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.runner.share > 0)
    assert panel.run.text() == "Cancel"
    qtbot.mouseClick(panel.run, Qt.MouseButton.LeftButton)
    assert not panel.runner.is_running
    assert "cancelled: 0 runs of 9" in panel.said.text()


def _result(
    values: tuple[object, ...], losses: list[tuple[float | None, ...]], key: str
) -> SweptRuns:
    """Return a sweep made up: the training losses of each value, a test loss twice as large."""
    rows = [
        (value, seed) for value, of in zip(values, losses, strict=True) for seed in range(len(of))
    ]
    outcomes = [
        Outcome(loss, 2 * loss) if loss is not None else Outcome(None, None, 7)
        for of in losses
        for loss in of
    ]
    base = random_experiment(1)
    return SweptRuns(
        choice=SweepChoice(key),
        base=base,
        seeds=len(losses[0]),
        keys=(key, "seed"),
        rows=tuple(rows),
        experiments=[base] * len(rows),
        outcomes=outcomes,
    )


def test_the_line_is_the_median_of_real_runs_and_the_band_their_range() -> None:
    losses = [(0.5, 0.3, 0.4, 0.6), (0.2, 0.1, 0.9, 0.3)]
    result = _result((0.01, 1.0), [tuple(of) for of in losses], "learning_rate")
    chart = sweep_chart(result, "C", 4)
    assert chart.x_axis.is_log
    train, test = chart.curves
    assert train.xs.tolist() == [-2, 0]
    assert train.ys.tolist() == [median_low(of) for of in losses]
    assert test.ys.tolist() == [2 * median_low(of) for of in losses]
    (band,) = chart.areas
    assert band.outlines[0].tolist() == [[-2, 0.3], [0, 0.1], [0, 0.9], [-2, 0.6]]
    assert place_at(result, -1.9, 0.0) == 2
    assert place_at(result, 0.3, 0.0) == 4
    assert "from 0.3 to 0.6" in chart.points[0].said
    assert [note.text for note in chart.legend] == [
        *("training set, median of 4 seeds", "test set, median", "from lowest to highest")
    ]


def test_names_stand_below_each_other() -> None:
    result = _result(("sgd", "adam"), [(0.5,), (0.2,)], "optimizer")
    chart = sweep_chart(result, "C", 4)
    assert chart.y_axis.words == ((2.0, "gradient descent"), (1.0, "Adam"))
    balls = [point for point in chart.points if point.shape is Shape.BALL]
    assert [(point.x, point.y) for point in balls] == [(0.5, 2.0), (0.2, 1.0)]
    assert place_at(result, 0.0, 1.2) == 1


@pytest.mark.parametrize("values", [(0.01, 1.0, 100.0), ("sgd", "adam", "rmsprop")])
def test_runs_that_diverged_are_told_and_counted_as_the_worst(values: tuple[object, ...]) -> None:
    losses: list[tuple[float | None, ...]] = [(0.5, 0.4, 0.3), (0.1, None, 0.2), (None,) * 3]
    result = _result(values, losses, "learning_rate")
    chart = sweep_chart(result, "C", 4)
    heads = [point for point in chart.points if point.shape in (Shape.UP, Shape.RIGHT)]
    assert [point.said.rpartition("; ")[2] for point in heads] == [
        *("1 of 3 diverged", "3 of 3 diverged")
    ]
    second, last = result.spread(1), result.spread(2)
    assert second is not None
    assert (second.median, second.diverged) == (0.2, 1)
    assert last is not None
    assert last.median == float("inf")


def test_what_is_not_done_yet_is_not_drawn() -> None:
    result = _result((0.1, 0.2), [(0.5, 0.4), (0.3, 0.2)], "learning_rate")
    half = replace(result, outcomes=[*result.outcomes[:3], None])
    assert len(sweep_chart(half, "C", 4).points) == 1
    nothing = replace(result, outcomes=[])
    assert sweep_chart(nothing, "C", 4).points == ()
    assert place_at(nothing, 0.1, 0.0) is None


def test_mistakes_made_on_purpose_are_swept_too(qtbot: QtBot) -> None:
    first = random_experiment(3, (2, 3, 1), training=Training(0.1, None))
    state = conventions.set_mistake(first_state(first), Mistake.WRONG_SIGN, True)
    owner = QObject()
    runner = SweepRunner(owner)
    runner.begin(_chosen(state, "learning_rate", "0.1, 0.2"))
    runner.finish()
    assert runner.result is not None
    for experiment, outcome in zip(runner.result.experiments, runner.result.outcomes, strict=True):
        assert experiment.training.mistakes == {Mistake.WRONG_SIGN}
        assert outcome == _losses(experiment, 8)

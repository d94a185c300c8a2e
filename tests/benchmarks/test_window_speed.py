"""How smooth the window is and how soon it appears, printed beside what it is compared with."""

import statistics
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from engine.data.dataset import Generated, split
from engine.data.generators import generate
from engine.experiment import Experiment, Training
from engine.run.training import Run
from gui.app import application
from gui.disk import files
from gui.state.run import actions
from gui.state.state import State, first_state
from gui.state.store import Store
from gui.turns import FRAME_MS
from gui.window.window import Window
from tests.first_paint import EMPTY, OURS, printed_at_first_paint
from tests.networks import random_experiment

SECONDS = 2.0


class _Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QObject) -> None:
        super().__init__()
        self.times: list[float] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.times.append(time.perf_counter())
        return super().eventFilter(watched, event)


def _frames(
    qtbot: QtBot,
    experiment: Experiment,
    start: Callable[[Store], None],
    arrangement: str = "step",
) -> tuple[float, float, float, Store]:
    """Return how often a second the network is painted, the longest gap, and the changes.

    The gap is in milliseconds; a change of the state a second is a frame of the whole window.
    """
    application()
    store = Store(first_state(experiment))
    window = Window(store)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.desk.first_layout()
    window.show()
    qtbot.waitExposed(window)
    window.make_ready_for_picture()  # each arrangement has pictures of its own only from now on
    window.menu.arrangements[arrangement].trigger()
    window.make_ready_for_picture()
    QApplication.processEvents()
    start(store)
    qtbot.wait(300)
    paints, ticks = _Paints(window.desk.network), [0]

    def count(before: State, after: State) -> None:
        ticks[0] += 1

    store.changed.connect(count)
    qtbot.wait(round(SECONDS * 1000))
    gaps = [after - before for before, after in pairwise(paints.times)]
    store.apply(actions.pause)
    return len(paints.times) / SECONDS, 1000 * max(gaps, default=SECONDS), ticks[0] / SECONDS, store


@pytest.mark.parametrize(
    ("name", "experiment"),
    [
        ("2-2-2", files.read(files.resolve("mazur-2-2-2"))),
        ("3-4-4-2", files.read(files.resolve("deep-3-4-4-2"))),
        ("2-8-8-8-1", random_experiment(0, (2, 8, 8, 8, 1), samples=10)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_frames_a_second(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str, experiment: Experiment
) -> None:
    playing, longest, _, _ = _frames(qtbot, experiment, lambda store: store.apply(actions.play))
    print(f"\n{name}: playing {playing:.0f} frames/s of 60, longest gap {longest:.0f} ms")
    trained_for = [0.0]
    advance = Run.advance

    def timed(run: Run, count: int) -> int:
        started = time.perf_counter()
        taken = advance(run, count)
        trained_for[0] += time.perf_counter() - started
        return taken

    monkeypatch.setattr(Run, "advance", timed)
    network, longest, training, store = _frames(
        qtbot, experiment, lambda store: store.apply(actions.start_training)
    )
    steps = store.state.trained / (SECONDS + 0.3)
    print(
        f"{name}: training {training:.0f} frames/s of 60, the network redrawn {network:.0f} times "
        f"a second, at most {longest:.0f} ms apart; {steps:.0f} steps/s, "
        f"{100 * trained_for[0] / (SECONDS + 0.3):.0f} % of the time"
    )
    assert playing > 0
    assert store.state.trained > 0


def _frames_of_nothing(qtbot: QtBot) -> float:
    """Return how often a second an empty widget of the same size is painted when always asked."""
    widget, timer = QWidget(), QTimer()
    qtbot.addWidget(widget)
    widget.resize(1440, 900)
    widget.show()
    qtbot.waitExposed(widget)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(widget.update)
    timer.start(FRAME_MS)
    paints = _Paints(widget)
    qtbot.wait(round(SECONDS * 1000))
    timer.stop()
    return len(paints.times) / SECONDS


def _spirals() -> Experiment:
    """Return a 2-8-8-8-1 that learns to tell two spirals apart."""
    x, y = generate("spirals", 200, 0.02, 0)
    given = random_experiment(0, (2, 8, 8, 8, 1), loss="binary_cross_entropy")
    data = split(x, y, 0.25, 0, Generated("spirals", 200, 0.02, 0, 0.25))
    return replace(given, data=data, training=Training(0.1, batch_size=None))


@pytest.mark.parametrize(
    ("name", "experiment", "goal"),
    [
        ("2-8-8-8-1", _spirals(), 0.9),
        ("64-32-10", files.read(files.resolve("digits-64-32-10")), 0.5),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_frames_of_the_training_arrangement(
    qtbot: QtBot, name: str, experiment: Experiment, goal: float
) -> None:
    """With regions, what neurons see and the loss live, beside an empty widget of this size."""
    empty = _frames_of_nothing(qtbot)
    network, longest, ours, store = _frames(
        qtbot, experiment, lambda store: store.apply(actions.start_training), "training"
    )
    print(
        f"\n{name}: arrangement Training at 1440x900: {ours:.0f} frames/s, an empty widget "
        f"{empty:.0f}, {ours / empty:.2f} of them, to be {goal}; the network redrawn "
        f"{network:.0f} times a second, at most {longest:.0f} ms apart; "
        f"{store.state.trained / (SECONDS + 0.3):.0f} steps/s"
    )
    assert store.state.trained > 0


def test_time_to_the_first_paint(tmp_path: Path) -> None:
    """From the start of the program, its command line included, to the last line of the paint."""
    then = "print(time.time() - float(sys.argv[1]), time.process_time())"

    def milliseconds(program: str, whole: bool = False) -> list[float]:
        printed = printed_at_first_paint(program, then, tmp_path, whole=whole)
        return [1000 * float(part) for part in printed.split()]

    milliseconds(OURS)
    empty, ours, whole = [], [], []
    for _ in range(11):
        empty.append(milliseconds(EMPTY))
        ours.append(milliseconds(OURS))
        whole.append(milliseconds(OURS, whole=True))
    print()
    for kind, which in (("seconds on the clock", 0), ("seconds of the processor", 1)):
        first = statistics.median(each[which] for each in empty)
        for what, taken, goal in (("first paint", ours, ", to be 1.2"), ("all panels", whole, "")):
            second = statistics.median(each[which] for each in taken)
            print(
                f"{what}, milli{kind}: empty window {first:.0f}, ours {second:.0f}, "
                f"+{second - first:.0f}, {(second - first) / first:.2f} times an empty window{goal}"
            )
            assert second > first

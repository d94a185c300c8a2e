"""What the maps in neurons cost of the 16 ms of a frame while training; printed, not judged."""

from collections.abc import Callable
from time import perf_counter

import pytest
from PySide6.QtGui import QImage, QPainter

from engine.experiment import Experiment, Training
from gui.look.theme import LIGHT
from gui.network.frame import frame
from gui.network.geometry import geometry
from gui.network.map_pictures import pictures
from gui.network.moment import Moment
from gui.network.paint import paint
from gui.state.choices import NeuronContent
from gui.state.run import actions, derived
from gui.state.state import State, first_state
from gui.state.view import actions as view_actions
from tests.networks import random_experiment

FRAME_MS = 16.0
REPEATS = 15
WIDTH, HEIGHT = 1105, 460


def _deep() -> Experiment:
    sizes, loss = (2, 8, 8, 8, 1), "binary_cross_entropy"
    return random_experiment(1, sizes, loss=loss, samples=90, training=Training(0.1, None))


def _digits() -> Experiment:
    given = (64, 32, 10), "tanh", "softmax", "cross_entropy"
    return random_experiment(1, *given, samples=90, training=Training(0.1, 64))


NETWORKS = {"2-8-8-8-1": _deep, "64-32-10": _digits}


def _each_step(state: State, work: Callable[[State], object]) -> float:
    """Return the median of a work after each of some steps, in milliseconds."""
    times = []
    for _ in range(REPEATS):
        state = actions.train(state, 1)
        derived.scope(state)  # the numbers of the step, which all views ask for
        start = perf_counter()
        work(state)
        times.append(perf_counter() - start)
    return sorted(times)[REPEATS // 2] * 1000


def _compute(state: State) -> object:
    moment = Moment(state, LIGHT, 1.0, is_live=True)
    columns = geometry(moment, WIDTH, HEIGHT).layout.columns
    return [pictures(moment, each.layer) for each in columns if each.detail.has_pictures]


@pytest.mark.parametrize("name", NETWORKS)
def test_maps_while_training(qapp: object, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)

    def draw(state: State) -> None:
        drawing = frame(state, LIGHT, WIDTH, HEIGHT, is_live=True)
        painter = QPainter(image)
        paint(drawing, painter)
        painter.end()

    said = []
    for content in NeuronContent:
        state = view_actions.set_neurons(first_state(NETWORKS[name]()), content)
        drawn = _each_step(state, draw)
        line = f"\n  {content.value:10} network drawn {drawn:6.2f} ms"
        if content is not NeuronContent.NUMBERS:
            computed = _each_step(state, _compute)
            share = 100 * computed / FRAME_MS
            line += f", of which maps computed {computed:6.2f} ms, {share:4.1f} % of a frame"
        said.append(line)
    with capsys.disabled():
        print(f"\nmaps in neurons, {name}, after every step:{''.join(said)}")

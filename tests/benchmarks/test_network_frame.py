"""How long the network's drawing takes beside the 16 ms of a frame; printed, not judged."""

from collections.abc import Callable
from time import perf_counter

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QImage, QPainter

from engine.story.beats import Scene
from gui.look.theme import LIGHT
from gui.network.frame import frame
from gui.network.paint import paint, paint_picture
from gui.state.run import derived
from gui.state.state import Cursor, State, first_state
from tests.networks import mazur, random_experiment

FRAME_MS = 16.0
REPEATS = 9

NETWORKS = {
    "2-2-2": lambda: mazur(),
    "2-8-8-8-1": lambda: random_experiment(0, (2, 8, 8, 8, 1)),
    "64-32-10": lambda: random_experiment(0, (64, 32, 10)),
}


def _median_ms(work: Callable[[], object]) -> float:
    times = []
    for _ in range(REPEATS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return sorted(times)[REPEATS // 2] * 1000


def _mid_backward(state: State) -> State:
    beats = derived.beats(state)
    beat = next(i for i, b in enumerate(beats) if b.scene is Scene.WEIGHT_GRADIENT)
    return replace(state, cursor=Cursor(0, beat, 0.45))


@pytest.mark.parametrize("name", NETWORKS)
def test_a_frame_of_an_animation(
    qapp: object, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    state = _mid_backward(first_state(NETWORKS[name]()))
    image = QImage(715, 440, QImage.Format.Format_RGB32)
    drawing = frame(state, LIGHT, 715.0, 440.0)

    def whole() -> None:
        painter = QPainter(image)
        paint(drawing, painter)
        painter.end()

    def moving() -> None:
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_picture(drawing.moving, painter)
        painter.end()

    decided = _median_ms(lambda: frame(state, LIGHT, 715.0, 440.0))
    painted, moved = _median_ms(whole), _median_ms(moving)
    with capsys.disabled():
        print(
            f"\n{name}: frame() {decided:.2f} ms, paint all {painted:.2f} ms, "
            f"paint what moves {moved:.2f} ms; a frame has {FRAME_MS:.0f} ms"
        )

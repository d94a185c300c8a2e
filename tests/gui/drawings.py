"""Drawings of the worked example at any moment, for tests."""

from msgspec.structs import replace

from engine.story.beats import Scene
from engine.written.quantity import Quantity
from gui.look.theme import THEMES
from gui.network.frame import frame
from gui.network.shapes import Frame, Stroke, Text
from gui.state.run import derived
from gui.state.state import Cursor, State, first_state
from tests.networks import mazur

PANELS = [(715.0, 440.0), (600.0, 330.0)]


def worked(beat: int = 0, part: float = 1.0) -> State:
    return replace(first_state(mazur()), cursor=Cursor(0, beat, part))


def at(scene: Scene, layer: int, part: float, state: State | None = None) -> State:
    state = state or worked()
    beats = derived.beats(state)
    beat = next(i for i, b in enumerate(beats) if b.scene is scene and b.layer == layer)
    return replace(state, cursor=Cursor(0, beat, part))


def drawn(state: State, panel: tuple[float, float] = PANELS[0]) -> Frame:
    return frame(state, THEMES[state.view.theme], *panel)


def all_texts(drawing: Frame) -> list[Text]:
    return [*drawing.above.texts, *drawing.front.texts]


def all_words(drawing: Frame) -> str:
    return "\n".join(text.text for text in all_texts(drawing))


def edge(drawing: Frame, weight: Quantity) -> Stroke:
    lines = (*drawing.below.lines, *drawing.moving.lines)
    return next(line for line in lines if line.quantity == weight)

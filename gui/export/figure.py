"""Draws one view to a picture, with no screen."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QSize
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from engine.experiment import Experiment
from engine.story.quantity import Quantity
from gui.chain.frame import tree_frame
from gui.chain.paint import paint_tree
from gui.history.gradients import gradients_now
from gui.history.loss_curve import loss_curve
from gui.history.samples import samples_chart
from gui.landscape.curve.slice_chart import slice_chart
from gui.landscape.plane.plane_chart import drawable, plane_chart
from gui.landscape.plane.relief import Relief
from gui.landscape.secant.secant_chart import secant_chart
from gui.look.theme import BASE_PX, THEMES, Theme
from gui.network.frame import frame
from gui.network.paint import paint as paint_network
from gui.panels.page import paint_explanation
from gui.plots.chart import Chart
from gui.plots.notation import noted_chart
from gui.plots.paint import paint as paint_chart
from gui.state.plane import derived as plane_derived
from gui.state.run import actions, derived
from gui.state.state import State, View, first_state

LARGEST_SIDE_PX = 16_384
_CAPTION_PX = 30.0


def state_at(
    experiment: Experiment,
    *,
    step: int,
    beat: int | None,
    selected: Quantity | None = None,
    theme: str = "light",
) -> State:
    """Return the state that stands at the end of a beat of a training step.

    step and beat count from 0; beat None is the last one. Raises ValueError with a sentence for
    a moment that does not exist.
    """
    state = first_state(experiment, view=View(theme=theme))
    if step:
        state = actions.train(state, step)
    if state.trained < step:
        raise ValueError(
            f"step {step} cannot be reached: a number grows beyond what can be computed "
            f"in step {state.trained}"
        )
    last = len(derived.beats(state)) - 1
    at = last if beat is None else beat
    if not 0 <= at <= last:
        raise ValueError(f"beat {at} does not exist: the beats of a step count from 0 to {last}")
    return actions.select(actions.go_to(state, step, at, 1.0), selected)


def picture(state: State, view: str, size: tuple[int, int], scale: float) -> QImage:
    """Paint a view of a state into a new image.

    size: width and height of the picture in pixels; scale: how much larger than on screen
    everything in it is drawn.
    """
    theme = THEMES[state.view.theme]
    image = QImage(QSize(*size), QImage.Format.Format_RGB32)
    image.fill(QColor(theme.card))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.scale(scale, scale)
    _PAINTERS[view](painter, state, theme, size[0] / scale, size[1] / scale)
    painter.end()
    return image


def png(image: QImage) -> bytes:
    """Return a picture as the bytes of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants the format as bytes
    return bytes(buffer.data().data())


def check_size(size: tuple[int, int], scale: float) -> None:
    """Raise ValueError with a sentence for a size that cannot be drawn."""
    if not all(1 <= side <= LARGEST_SIDE_PX for side in size):
        raise ValueError(f"a picture of {size[0]}x{size[1]} pixels cannot be drawn")
    if not 0.1 <= scale <= 10:
        raise ValueError(f"a scale of {scale} cannot be drawn: it goes from 0.1 to 10")


def _network(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
    paint_network(frame(state, theme, width, height), painter)


def _explanation(
    painter: QPainter, state: State, theme: Theme, width: float, height: float
) -> None:
    paint_explanation(painter, state, theme, width, height)


def _chart(
    chart: Chart, state: State, painter: QPainter, theme: Theme, width: float, height: float
) -> None:
    paint_chart(noted_chart(chart, state.view.notation), painter, theme, width, height)


def _loss(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
    _chart(loss_curve(state), state, painter, theme, width, height)


def _slice(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
    _chart(slice_chart(state), state, painter, theme, width, height)


def _secant(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
    _chart(secant_chart(state), state, painter, theme, width, height)


def _plane(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
    relief = Relief(plane_derived.drawn(state)) if drawable(state) else None
    while relief is not None and not relief.complete:
        relief.more()
    _chart(plane_chart(state, relief), state, painter, theme, width, height)


def _tree(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
    drawn = tree_frame(state, width, height - _CAPTION_PX)
    font = QFont(painter.font())
    font.setPixelSize(BASE_PX)
    painter.setFont(font)
    painter.setPen(QColor(theme.text_soft))
    painter.drawText(QPointF(14, _CAPTION_PX - 8), drawn.caption)
    painter.translate(0, _CAPTION_PX)
    paint_tree(drawn, painter, theme)


def _gradients(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
    _chart(gradients_now(state), state, painter, theme, width, height)


def _samples(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
    _chart(samples_chart(state), state, painter, theme, width, height)


_PAINTERS: dict[str, Callable[[QPainter, State, Theme, float, float], None]] = {
    "network": _network,
    "explanation": _explanation,
    "loss": _loss,
    "slice": _slice,
    "secant": _secant,
    "plane": _plane,
    "tree": _tree,
    "gradients": _gradients,
    "samples": _samples,
}

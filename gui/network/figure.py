"""The network as a figure."""

from PySide6.QtGui import QPainter

from gui.look.theme import Theme
from gui.network.frame import frame
from gui.network.labelling import roomy_scale
from gui.network.moment import Moment
from gui.network.paint import paint
from gui.state.state import State


def draw_network(
    painter: QPainter, state: State, theme: Theme, width: float, height: float
) -> None:
    """Paint the network into this room, as large as it can be with all that is written."""
    scale = roomy_scale(Moment(state, theme, 1.0), width, height)
    paint(frame(state, theme, width, height, scale), painter)

"""The outputs of a network over a part of the plane of its inputs, as finely as time allows."""

from msgspec import Struct

from engine.frozen import Array
from engine.maps.grid_pass import GridPass
from engine.maps.input_grid import InputGrid, input_grid
from engine.maps.input_plane import InputPlane
from engine.network import NetworkPlan, Parameters

COARSEST, FINEST = 16, 128  # cells along each side
_OF_LINE = 4  # times as many along a line
Limits = tuple[tuple[float, float], ...]
_ROOM = 0.6  # of the time there is: what is finer must be expected to take less


class Field(Struct, frozen=True, eq=False):
    """Outputs over a grid: (n_L, rows, columns), the rows upwards; a line has one row."""

    grid: InputGrid
    outputs: Array


class FieldMaker:
    """Computes fields one after the other; a field holds until the next one is made.

    side: the cells along each side of the next field.
    """

    def __init__(self, side: int = COARSEST) -> None:
        self._made: tuple[object, GridPass] | None = None
        self.side = side
        self._was_slow = False

    def field(
        self, network: NetworkPlan, parameters: Parameters, plane: InputPlane, limits: Limits
    ) -> Field:
        """Return the outputs over a part of the plane."""
        side = self.side if plane.axes == 2 else _OF_LINE * self.side
        wanted = network, plane, limits, side
        if self._made is None or self._made[0] != wanted:
            self._made = wanted, GridPass(network, input_grid(plane, limits, side))
        made = self._made[1]
        outputs = made.activations(parameters)[-1]
        return Field(made.grid, outputs.reshape(len(outputs), made.grid.rows, made.grid.columns))

    def keep_pace(self, seconds: float, wanted: float) -> None:
        """Make the next field coarser or finer, given how long the last one took."""
        slow_before, self._was_slow = self._was_slow, seconds > wanted
        if self._was_slow and slow_before:  # once may be chance
            self.side = max(self.side // 2, COARSEST)
        elif 4 * seconds < _ROOM * wanted:
            self.side = min(2 * self.side, FINEST)

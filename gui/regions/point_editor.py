"""Lets clicks, drags and keys change the points in the picture of the inputs on screen."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from gui.bind import new_gesture
from gui.look.fit import current
from gui.regions import points
from gui.regions.points import Place, Ranges
from gui.regions.snapping import grid_of
from gui.state.experiment import samples
from gui.state.regions import pen
from gui.state.run import derived
from gui.state.state import Mode
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.turns import turns_of

if TYPE_CHECKING:
    from gui.plots.plot import Plot

_Keys = Qt.Key
_BY: dict[int, Place] = {
    _Keys.Key_Left: (-1.0, 0.0),
    _Keys.Key_Right: (1.0, 0.0),
    _Keys.Key_Up: (0.0, 1.0),
    _Keys.Key_Down: (0.0, -1.0),
}
_STILL = 4  # units: a press that moves less is a click
_FREE = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


class PointEditor(QObject):
    """A click on free ground adds a point; a point can be dragged, given a class, taken away.

    find: which sample's point is at a place of the plot, None for free ground.
    """

    dropped = Signal()
    """Emitted after a point was dragged."""

    def __init__(
        self, store: Store, plot: "Plot", find: Callable[[float, float], int | None]
    ) -> None:
        super().__init__(plot)
        self._store, self._plot, self._find = store, plot, find
        self._turns = turns_of(store)
        self._pressed: QPointF | None = None
        self._dragged: int | None = None
        self._gesture: int | None = None
        self._to: Place | None = None
        plot.pointed.connect(self._point)
        plot.installEventFilter(self)
        plot.viewport().installEventFilter(self)

    @property
    def is_dragging(self) -> bool:
        """Whether a point is being moved by the pointer."""
        return self._gesture is not None

    def click(self, x: float, y: float) -> bool:
        """Add a point, or give the class to the one followed; say if it was done."""
        state = self._store.state
        if not points.is_edited(state):
            return False
        sample = self._find(x, y)
        if sample is None:
            call = points.added(state, self.snapped((x, y)))
            self._store.carry_out(call)
            return True
        if sample == samples.followed_sample(state):
            return self._relabel(sample)
        return False

    def snapped(self, place: Place) -> Place:
        """Return where a point would be put: on round numbers, unless Shift or Alt is held."""
        fine = bool(QApplication.keyboardModifiers() & _FREE)
        return points.snapped(place, self._seen(), fine=fine)

    def _seen(self) -> Ranges:
        box = self._plot.getViewBox().viewRange()
        return tuple((float(low), float(high)) for low, high in box)

    def _relabel(self, sample: int) -> bool:
        call = points.relabelled(self._store.state, sample)
        return call is not None and self._store.carry_out(call)

    def _press(self, event: QMouseEvent) -> bool:
        """Take hold of the point under the pointer; say if the press is not the plot's own."""
        is_left = event.button() == Qt.MouseButton.LeftButton
        if not (is_left and points.is_edited(self._store.state)):
            return False
        at = self._plot.value_at(event.position())
        self._dragged = self._find(at.x(), at.y())
        self._gesture = self._to = None
        self._pressed = event.position()
        is_second = event.type() == QEvent.Type.MouseButtonDblClick  # which would show all
        return self._dragged is not None or is_second

    def _drag(self, event: QMouseEvent) -> bool:
        """Move the point that is held, as soon as the pointer has gone further than in a click."""
        if self._dragged is None or self._pressed is None:
            return False
        apart = (event.position() - self._pressed).manhattanLength()
        if self._gesture is None and apart < _STILL * current().unit:
            return True
        if self._gesture is None:
            self._gesture = new_gesture()
            self._store.apply(view_actions.follow_in_sets, self._dragged)
        at, (across, up) = self._plot.value_at(event.position()), self._seen()
        self._to = self.snapped((_within(at.x(), across), _within(at.y(), up)))
        if self._store.state.mode is Mode.TRAINING:
            self._turns.ask(self._move)  # each move begins a stretch of the run
        else:
            self._move()
        return True

    def _move(self) -> None:
        state = self._store.state
        if self._dragged is None or self._to is None:
            return
        if self._dragged < derived.experiment(state).data.samples and points.is_edited(state):
            call = points.moved(state, self._dragged, self._to)
            self._store.carry_out(call, self._gesture)

    def _release(self, event: QMouseEvent) -> bool:
        """Let go of the point; a press without a drag is a click on it."""
        held, moved = self._dragged, self._gesture is not None
        if moved:
            self._move()
        self._pressed = self._dragged = self._gesture = self._to = None
        if moved:
            self.dropped.emit()
        if held is not None and not moved:
            at = self._plot.value_at(event.position())
            self._plot.clicked.emit(at.x(), at.y())
        return held is not None

    def _point(self, place: Place | None) -> None:
        """Show by the pointer what a click would do."""
        shape = Qt.CursorShape.ArrowCursor
        if place is not None and points.is_edited(self._store.state):
            on_point = self._find(*place) is not None
            shape = Qt.CursorShape.PointingHandCursor if on_point else Qt.CursorShape.CrossCursor
        if self._plot.viewport().cursor().shape() is not shape:
            self._plot.viewport().setCursor(shape)

    def _step(self, by: Place, *, fine: bool = False) -> Place:
        """Return the next round place from the followed point in a direction."""
        at = points.place_of(self._store.state, samples.followed_sample(self._store.state))
        found = []
        for value, direction, (low, high) in zip(at, by, self._seen(), strict=True):
            grid = grid_of(low, high, fine=fine)
            found.append(grid.nearest(value + direction * grid.step) if direction else value)
        return found[0], found[1]

    def _answer(self, event: QKeyEvent) -> None:
        state, key = self._store.state, event.key()
        sample = samples.followed_sample(state)
        if key in _BY:
            fine = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            to = self._step(_BY[key], fine=fine)
            self._store.carry_out(points.moved(state, sample, to))
        elif key in (_Keys.Key_Delete, _Keys.Key_Backspace):
            self._store.apply(samples.delete_sample, sample)
        elif key in (_Keys.Key_Return, _Keys.Key_Enter):
            to = self._step(_BY[_Keys.Key_Right])
            self._store.carry_out(points.added(state, to))
        elif key == _Keys.Key_C:
            self._relabel(sample)
        else:
            self._store.apply(pen.set_pen_class, key - _Keys.Key_0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if isinstance(event, QKeyEvent) and event.type() in kinds and self._is_ours(event):
            if event.type() == QEvent.Type.KeyPress:
                self._answer(event)
            event.accept()
            return True
        if isinstance(event, QMouseEvent) and watched is self._plot.viewport():
            return self._answer_pointer(event)
        return super().eventFilter(watched, event)

    def _answer_pointer(self, event: QMouseEvent) -> bool:
        answers = {
            QEvent.Type.MouseButtonPress: self._press,
            QEvent.Type.MouseButtonDblClick: self._press,
            QEvent.Type.MouseMove: self._drag,
            QEvent.Type.MouseButtonRelease: self._release,
        }
        answer = answers.get(event.type())
        return answer is not None and answer(event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        if not points.is_edited(self._store.state):
            return False
        held, key = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, event.key()
        shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
        if key in _BY:
            return held in (shift, shift | control)
        keys = (_Keys.Key_Delete, _Keys.Key_Backspace, _Keys.Key_Return, _Keys.Key_Enter)
        is_digit = _Keys.Key_0 <= key <= _Keys.Key_9
        return held == Qt.KeyboardModifier.NoModifier and (key in (*keys, _Keys.Key_C) or is_digit)


def _within(value: float, limits: tuple[float, float]) -> float:
    return min(max(value, limits[0]), limits[1])

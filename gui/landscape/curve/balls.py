"""The balls on the curve: where each stands, the trail it left, the arrow of its newest step."""

import numpy as np
from msgspec import Struct

from engine.curves.descent import Descent
from engine.frozen import Array
from engine.text.numbers import short
from gui.draw.easing import eased
from gui.plots.chart import LARGEST, Label, Point, Series, Shape, VectorMark
from gui.state.choices import Ball
from gui.state.curve import derived as curve_derived
from gui.state.state import State, View
from gui.words.catalog import say

INKS = ("accent", "second_ball", "third_ball", "fourth_ball", "fifth_ball")
LONGEST_TRAIL = 60  # steps drawn; older ones would only darken the picture
_LEG = 0.5  # the part of a step at which the ball leaves the tangent for the curve
_RADIUS = 7.0


class Room(Struct, frozen=True):
    """The range of both axes: what lies beyond is marked at its edge."""

    x_low: float
    x_high: float
    y_low: float
    y_high: float


class Drawn(Struct, frozen=True):
    """What one ball adds to the picture."""

    curves: tuple[Series, ...]
    points: tuple[Point, ...]
    arrows: tuple[VectorMark, ...]
    labels: tuple[Label, ...]


class Trail(Struct, frozen=True, eq=False):
    """The newest steps of a ball: ws, costs, (count,); slope: that its newest step followed."""

    ball: Ball
    ws: Array
    costs: Array
    slope: float
    part: float

    @property
    def has_landed(self) -> bool:
        """Whether the ball lies on the curve, so that its height is a loss."""
        return len(self.ws) < 2 or self.part >= 1

    @property
    def place(self) -> tuple[float, float]:
        """Where the ball is seen: on its way down the tangent, then onto the curve."""
        w, cost = float(self.ws[-1]), float(self.costs[-1])
        if self.has_landed:
            return w, cost
        before, height = float(self.ws[-2]), float(self.costs[-2])
        if self.part < _LEG:
            share = eased(self.part / _LEG)
            return before + share * (w - before), height + share * self.slope * (w - before)
        share = eased((self.part - _LEG) / (1 - _LEG))
        low = height + self.slope * (w - before)
        return w, low + share * (cost - low)


def trail(state: State, ball: Ball, descent: Descent) -> Trail:
    """Return the newest steps of a ball as they are on screen."""
    chosen, taken = curve_derived.choice(state), curve_derived.steps_of(state, descent)
    first = max(taken - LONGEST_TRAIL, 0)
    ws = np.array([place[0] for place in descent.places[first : taken + 1]])
    costs = curve_derived.curve(state).costs(ws)
    slope = descent.slope(taken - 1)[0] if taken else 0.0
    part = chosen.part if taken == chosen.steps else 1.0
    return Trail(ball, ws, costs, slope, part)


def drawn(trail: Trail, index: int, room: Room, view: View, *, numbered: bool) -> Drawn:
    """Return the picture of a ball's steps: its number stands in it where there are several."""
    ink = INKS[index]
    curves: list[Series] = []
    arrows: list[VectorMark] = []
    heights = np.nan_to_num(trail.costs, nan=LARGEST).clip(-LARGEST, LARGEST)
    older = len(trail.ws) - 1
    if older > 1:
        curves.append(Series(trail.ws[:older], heights[:older], ink, 1.0, dashed=True))
    if older:
        arrows = _newest(trail, ink, room)
    dots = [
        Point(float(w), float(c), ink, 2.5)
        for w, c in zip(trail.ws[:-1], heights[:-1], strict=True)
        if _inside(float(w), float(c), room)
    ]
    text = str(index + 1) if numbered else ""
    x, y = trail.place
    if trail.has_landed:
        height = f"{view.notation.loss} = {short(y, view.digits)}"
    else:
        height = say("chart.on-tangent", value=short(y, view.digits))
    if _inside(x, y, room):
        ball = Point(x, y, ink, _RADIUS, text=text)
        flying = () if trail.has_landed or numbered else (_beside(x, y, height, ink, room),)
        return Drawn(tuple(curves), (*dots, ball), tuple(arrows), flying)
    mark, label = _beyond(x, y, ink, room, f"{text}: " if text else "", height, view.digits)
    return Drawn(tuple(curves), (*dots, mark), tuple(arrows), (label,))


def _newest(trail: Trail, ink: str, room: Room) -> list[VectorMark]:
    """Return the arrows of the newest step: down the tangent by rate x slope, onto the curve."""
    before, after = float(trail.ws[-2]), float(trail.ws[-1])
    height, landed = float(trail.costs[-2]), float(trail.costs[-1])
    foot = height + trail.slope * (after - before)
    if not (_inside(before, height, room) and room.x_low <= after <= room.x_high):
        return []
    if not np.isfinite(foot + landed):
        return []
    top, bottom = room.y_high, room.y_low
    cut = (min(max(y, bottom), top) for y in (foot, landed))
    foot_drawn, landed_drawn = cut
    share = (foot_drawn - height) / (foot - height) if foot != height else 1.0
    corner = before + share * (after - before)
    arrows = [VectorMark(before, height, corner, foot_drawn, ink, dashed=True)]
    if trail.part >= _LEG:
        arrows.append(VectorMark(after, foot_drawn, after, landed_drawn, ink))
    return arrows


def _inside(x: float, y: float, room: Room) -> bool:
    return room.x_low <= x <= room.x_high and room.y_low <= y <= room.y_high


def _beside(x: float, y: float, text: str, ink: str, room: Room) -> Label:
    """Return what is written beside a ball, on the side that has more room."""
    side = 1 if x < (room.x_low + room.x_high) / 2 else -1
    return Label(x, y, text, ink, dx=side, dy=0, gap_px=12)


def _beyond(
    x: float, y: float, ink: str, room: Room, number: str, said: str, digits: int
) -> tuple[Point, Label]:
    """Return a mark at the edge that a ball has left the picture by, and where it is.

    number: of the ball; said: its height in words.
    """
    written = f"{number}{short(x, digits)}"
    height = min(max(y, room.y_low), room.y_high) if np.isfinite(y) else room.y_high
    if x < room.x_low:
        return (
            Point(room.x_low, height, ink, _RADIUS, Shape.LEFT),
            Label(room.x_low, height, written, ink, dx=1, dy=0, gap_px=12),
        )
    if x > room.x_high:
        return (
            Point(room.x_high, height, ink, _RADIUS, Shape.RIGHT),
            Label(room.x_high, height, written, ink, dx=-1, dy=0, gap_px=12),
        )
    shape = Shape.DOWN if y < room.y_low else Shape.UP
    return Point(x, height, ink, _RADIUS, shape), _beside(x, height, number + said, ink, room)

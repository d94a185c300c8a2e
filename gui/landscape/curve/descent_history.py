"""The loss of each ball over the steps it has taken."""

import numpy as np

from engine.text.numbers import short
from gui.landscape.curve.balls import INKS
from gui.landscape.curve.slice_chart import y_range
from gui.plots.chart import LARGEST, Axis, Chart, Label, Point, Series, nice_range
from gui.state.curve import derived as curve_derived
from gui.state.state import State
from gui.words.catalog import say

LONGEST = 2000  # steps drawn; of longer descents the newest
_FEWEST = 10  # steps: the axis is at least this long
_TALLEST = 2.0  # times the loss at the start: what climbs higher leaves the picture


def descent_history(state: State) -> Chart:
    """Return the loss of every ball after each of its steps, the newest marked."""
    curve, chosen = curve_derived.curve(state), curve_derived.choice(state)
    first_step = max(chosen.steps - LONGEST, 0)
    series = []
    for descent in curve_derived.descents(state):
        taken = curve_derived.landed_of(state, descent)
        ws = np.array([place[0] for place in descent.places[first_step : taken + 1]])
        series.append(np.nan_to_num(curve.costs(ws), nan=LARGEST).clip(-LARGEST, LARGEST))
    beginning = float(series[0][0]) if len(series[0]) else 0.0
    costs = np.concatenate(series)
    depth = float(np.ptp(costs.clip(max=beginning)))
    ceiling = beginning + (_TALLEST - 1) * max(abs(beginning), depth)
    low, high = y_range(costs.clip(max=ceiling))
    length = nice_range(float(first_step), float(max(chosen.steps, first_step + _FEWEST)))[1]
    curves, points, labels = [], [], []
    for index, ys in enumerate(series):
        steps = np.arange(first_step, first_step + len(ys), dtype=float)
        drawn = ys.clip(max=2 * high - low)
        curves.append(Series(steps, drawn, INKS[index], 1.6, name=state.view.notation.loss))
        if len(ys):
            newest = float(ys[-1])
            text = str(index + 1) if len(series) > 1 else ""
            points.append(Point(float(steps[-1]), min(newest, high), INKS[index], 6.0, text=text))
            if newest > high:
                value = short(newest, state.view.digits)
                labels.append(Label(float(steps[-1]), high, value, INKS[index], dx=1, dy=-1))
    return Chart(
        Axis(say("axis.ball-step"), first_step - 0.02 * length, 1.02 * length),
        Axis(say("axis.loss", C=state.view.notation.loss), low, high),
        curves=tuple(curves),
        points=tuple(points),
        labels=tuple(labels),
    )

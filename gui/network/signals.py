"""The moving dots: where each signal is at a part of its beat."""

from collections.abc import Sequence
from math import isfinite, sqrt

from engine.story.beats import Scene
from engine.written.quantity import Kind, Quantity
from gui.draw.easing import eased
from gui.look.theme import blend
from gui.network.carried import hides_signal, largest_signal, signals_of
from gui.network.edges import Edge
from gui.network.layout import NetworkLayout
from gui.network.moment import ASIDE, Moment
from gui.network.shapes import Disc, Picture, Stroke
from gui.network.shares import share

DOTS = 3
DELAY = 0.17  # of the way's time between one dot and the next
TAIL = 0.06
SMALLEST, GROWTH = 1.6, 3.6
_NEUTRAL = 0.4  # of the largest signal: as if it were one that is hidden
JOINT_GAP, JOINT_DOT = 5.0, 0.75  # on the short way between an output and its target
MOST_SIGNALS = 160  # edges with dots; of more, the strongest


def dot_radius(relative: float, scale: float) -> float:
    """Return the radius of a dot; its area grows with what it stands for."""
    return scale * (SMALLEST + GROWTH * sqrt(relative))


def signals(moment: Moment, edges: Sequence[Edge], layout: NetworkLayout) -> Picture:
    """Return the dots of this beat; none once they have arrived."""
    if moment.travelled >= 1 or moment.travelled <= 0 or moment.state.view.reduced_motion:
        return Picture()
    if moment.beat.scene in (Scene.LOSS, Scene.OUTPUT_SLOPE, Scene.LOSS_AFTER):
        return _between_outputs_and_targets(moment, layout)
    if moment.is_now(Scene.BIAS_GRADIENT):
        return Picture()
    return _along_edges(moment, edges)


def _along_edges(moment: Moment, edges: Sequence[Edge]) -> Picture:
    values = signals_of(moment)
    if values is None:
        return Picture()
    largest, forward = largest_signal(moment), moment.is_now(Scene.WEIGHTED_SUM)
    picked = [(float(values[e.unit, e.source]), e) for e in edges]
    picked = [(v, e) for v, e in picked if v != 0 and isfinite(v)]
    picked = sorted(picked, key=lambda pair: abs(pair[0]))[-MOST_SIGNALS:]
    dots = DOTS if len(picked) <= MOST_SIGNALS / 2 else 1
    picture = Picture()
    lines: list[Stroke] = []
    discs: list[Disc] = []
    for value, item in picked:
        colour = moment.theme.value(value) if forward else moment.theme.gradient(value)
        if hides_signal(moment, item.layer, item.unit, item.source):
            value, colour = _NEUTRAL * largest, moment.theme.text_soft
        if moment.fades and moment.is_faded(item.quantity):
            colour = blend(colour, moment.theme.card, ASIDE)
        radius = dot_radius(share(value, largest), moment.scale) * (1.0 if dots > 1 else 0.6)
        start, end = (item.x1, item.y1), (item.x2, item.y2)
        way = (*start, *end) if forward else (*end, *start)
        part = _train(moment, way, radius, colour, dots)
        lines += part.lines
        discs += part.discs
    picture += Picture(lines=tuple(lines), discs=tuple(discs))
    return picture


def _train(
    moment: Moment, way: tuple[float, float, float, float], radius: float, colour: str, dots: int
) -> Picture:
    """Return the dots on one way, each with a tail behind it."""
    x1, y1, x2, y2 = way
    lines, discs = [], []
    tail_colour = blend(colour, moment.theme.card, 0.6)
    for index in range(dots):
        time = (moment.travelled - index * DELAY) / (1 - (dots - 1) * DELAY)
        if not 0 < time < 1:
            continue
        here, behind = eased(time), eased(time - TAIL)
        x, y = x1 + here * (x2 - x1), y1 + here * (y2 - y1)
        tail_x, tail_y = x1 + behind * (x2 - x1), y1 + behind * (y2 - y1)
        lines.append(Stroke(tail_x, tail_y, x, y, 0.9 * radius, tail_colour))
        discs.append(Disc(x, y, radius, colour))
    return Picture(lines=tuple(lines), discs=tuple(discs))


def _between_outputs_and_targets(moment: Moment, layout: NetworkLayout) -> Picture:
    """Return dots out to the targets for a loss, and back from them for its slope."""
    outputs, picture = layout.outputs, Picture()
    back = moment.is_now(Scene.OUTPUT_SLOPE)
    slopes = moment.trace.layers[-1].d_a[0]
    peak = max((abs(float(slope)) for slope in slopes), default=0.0)
    end = layout.side_x - layout.side_width / 2 - JOINT_GAP * moment.scale
    begin = outputs.x + outputs.half_width
    for unit, y in enumerate(outputs.ys):
        slope = float(slopes[unit])
        colour = moment.theme.loss
        if back:
            of = Quantity(Kind.D_A, outputs.layer, unit)
            colour = moment.gradient_ink(of)
            slope = _NEUTRAL * peak if moment.hides(of) else slope
        radius = JOINT_DOT * dot_radius(share(slope, peak), moment.scale)
        near, far = begin + radius, end - radius
        way = (far, y, near, y) if back else (near, y, far, y)
        picture += _train(moment, way, radius, colour, 2)
    return picture


def bias_flash(moment: Moment, layer: int) -> float:
    """Return how strongly the biases of a layer are lit while their gradients are computed."""
    if not moment.is_now(Scene.BIAS_GRADIENT, layer) or moment.known(Kind.D_BIAS, layer):
        return 1.0 if moment.known(Kind.D_BIAS, layer) else 0.0
    return eased(moment.travelled)

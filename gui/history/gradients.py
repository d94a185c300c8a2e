"""How large each layer's weight gradients are, now and over the run."""

from collections.abc import Sequence
from math import ceil, floor, isfinite

import numpy as np

from engine.backprop import StepTrace
from engine.frozen import Array
from engine.run.layer_gradients import MOST_STEPS, GradientHistory, gradient_sizes
from engine.text.covered import covered
from engine.text.names import name
from engine.text.numbers import DASH, short
from engine.text.recomputed import enough
from engine.written.expression import Fraction, Number
from engine.written.quantity import Kind, Quantity
from gui.history.end_names import STYLES, end_names, stride_of
from gui.plots.chart import Area, Axis, Chart, Label, Note, Point, Series, nice_range
from gui.state.hiding.derived import hides_among
from gui.state.run import derived
from gui.state.state import State
from gui.words.batch import alone_name, pooled_name
from gui.words.catalog import say
from gui.words.gradients import RATIO_DIGITS, pace_sentence

COST = Quantity(Kind.LOSS)
ROOMY = 5  # up to so many layers have their number below the bar, more of them beside it
FEW, FEW_BARS = 3, 0.26  # so few layers have thicker bars, which leave room for it
START, END = 0.0, 1.0  # of both axes of the bars
LONGEST, LONGEST_BESIDE = END - START, 0.76  # of a bar
FEWEST_STEPS = 10
_ROOM_FOR_NAMES = 0.42  # of the length of the run


def sizes_now(state: State, step: StepTrace | None = None) -> tuple[float | None, ...]:
    """Return the largest |dC/dw| of each layer, None where this beat has not computed it yet.

    step: whose gradients they are, None for those shown: of one sample, or of the batch.
    """
    largest = gradient_sizes(derived.scope(state).shown if step is None else step).largest
    return tuple(
        float(size) if derived.is_known(state, Quantity(Kind.D_WEIGHT, layer, 0, 0)) else None
        for layer, size in enumerate(largest, start=1)
    )


def gradients_now(state: State) -> Chart:
    """Return a bar for every layer, as long as the largest |dC/dw| among its weights.

    Before a step has any, they are those of the step before, and it says so.
    """
    now, depth = state, derived.experiment(state).network.depth
    state = derived.last_done(now, Quantity(Kind.D_WEIGHT, depth, 0, 0))
    sizes = sizes_now(state)
    count, is_roomy = len(sizes), len(sizes) <= ROOMY
    full = LONGEST if is_roomy else LONGEST_BESIDE
    longest = max((size for size in sizes if size is not None and isfinite(size)), default=0.0)
    pitch = (END - START) / count
    half = 0.3 * pitch
    if is_roomy:
        half = (FEW_BARS if count <= FEW else 0.17) * pitch
    lift = 0.16 * pitch if is_roomy else 0.0  # half of what stands below the bar
    named, areas, labels, names = _named(sizes), [], [], []
    digits = _digits(sizes, state.view.digits)
    gradient, scope = gradient_letter(state, derived.scope(state).loss), derived.scope(state)
    for index, size in enumerate(sizes):
        y = END - (index + 0.5) * pitch + lift
        hides = hides_among(state, Kind.D_WEIGHT, index + 1)
        length = 0.0 if size is None or hides else full * _share(size, longest)
        if length > 0:
            areas.append(Area((_bar(length, y, half),), "accent", 1.0))
        if index not in named:
            continue
        names.append((y, say("layer.name", layer=index + 1)))
        number = DASH if size is None else short(size, digits)
        if hides and size is not None:
            number = covered(number)
        if is_roomy:
            text, below = say("gradients.max-is", gradient=gradient, value=number), y - half
            labels.append(Label(START, below, text, "text", dx=1, dy=-1, gap_px=2))
        else:
            labels.append(Label(START + length, y, number, "text", dx=1, dy=0, gap_px=6))
    notes = [] if is_roomy else [Note(say("gradients.max", gradient=gradient), "text_soft")]
    guest = derived.guest(state)
    if guest is not None:
        notes.append(Note(alone_name(scope.experiment, guest), "text_soft"))
    if scope.is_pooled:
        notes.append(Note(pooled_name(scope), "text_soft"))
    if state is not now:
        notes.append(Note(say("chart.last-done", step=state.cursor.step), "text_faint"))
    said = sentence(state)
    return Chart(
        Axis(say("gradients.bars", gradient=gradient), START, END, words=()),
        Axis("", START, END, words=tuple(names)),
        curves=(Series(np.full(2, START), np.array([START, END]), "control_edge", 1.0),),
        areas=tuple(areas),
        labels=tuple(labels),
        notes=(*notes, *((Note(said, "text_soft"),) if said else ())),
    )


def _digits(sizes: Sequence[float | None], chosen: int) -> int:
    """Return with how many digits the ratio that the sentence tells comes out of the sizes."""
    known = [size for size in sizes if size is not None and isfinite(size) and size > 0]
    if len(known) < 2:
        return chosen
    fast, slow = max(known), min(known)
    ratio = Fraction(Number(fast), Number(slow))
    return chosen + enough(ratio, Number(fast / slow), chosen, shown=RATIO_DIGITS).extra


def gradient_letter(state: State, loss: Quantity = COST) -> str:
    """Return what stands for the gradients of a layer's weights; loss: which one they are of."""
    return f"∂{name(loss, state.view.notation)}/∂W"


def sentence(state: State) -> str:
    """Say how much slower the slowest layer learns than the fastest, "" until all is computed.

    Only plain gradient descent takes steps as long as the gradient: of other optimisers the
    gradients themselves are compared, and so are those of one sample among others.
    """
    sizes = [size for size in sizes_now(state) if size is not None and isfinite(size)]
    if hides_among(state, Kind.D_WEIGHT):
        return ""
    if len(sizes) < derived.experiment(state).network.depth:
        return ""
    alone = derived.scope(state).sample is not None
    plain = derived.experiment(state).training.optimizer.plain and not alone
    return pace_sentence(sizes, plain=plain)


def gradients_over_run(state: State, history: GradientHistory | None = None) -> Chart:
    """Return the largest |dC/dw| of each layer at the steps done so far, the present one marked.

    They are those of the batches, whichever sample is shown.
    history: of this run, as far as it has got; None computes all that is shown.
    """
    last, step = state.trained - 1, state.cursor.step
    if history is None:
        history = GradientHistory(state.document.run)
        history.more(last, MOST_STEPS)
    steps, largest = history.largest(last)
    scope = derived.batch_scope(state)
    now = [np.nan if size is None else size for size in sizes_now(state, scope.step)]
    hidden = [hides_among(state, Kind.D_WEIGHT, layer) for layer in range(1, len(now) + 1)]
    if any(hidden):
        now = [np.nan if hides else size for hides, size in zip(hidden, now, strict=True)]
        largest = np.where((steps == step)[:, None] & np.array(hidden), np.nan, largest)
    if step not in steps and not np.isnan(now).all():
        place = int(np.searchsorted(steps, step))
        steps, largest = np.insert(steps, place, step), np.insert(largest, place, now, axis=0)
    all_heights, zero, y_axis = _heights(
        largest, say("gradients.max", gradient=gradient_letter(state))
    )
    length = nice_range(0.0, float(max(state.trained, FEWEST_STEPS)))[1]
    x_axis = Axis(say("axis.step"), -0.03 * length, (1 + _ROOM_FOR_NAMES) * length, is_count=True)
    present = Series(
        np.full(2, float(step)), np.array([y_axis.low, y_axis.high]), "text_faint", 1.0
    )
    curves, points, ends = [present], [], {}
    for index, heights in enumerate(all_heights.T):
        ink, dashed = STYLES[index % len(STYLES)]
        there = ~np.isnan(heights)
        xs, ys = steps[there], heights[there]
        if len(xs) == 0:
            continue
        named = say("layer.name", layer=index + 1)
        sizes = largest[there, index]
        curves.append(Series(xs, ys, ink, 1.6, dashed=dashed, name=named, values=sizes))
        ends[index] = float(xs[-1]), float(ys[-1])
        if not np.isnan(now[index]):
            points.append(Point(float(step), float(ys[xs == step][0]), ink, 4.0))
        elif len(xs) == 1:  # a line of one point cannot be seen
            points.append(Point(float(xs[0]), float(ys[0]), ink, 2.5))
    labels = end_names(ends, y_axis, len(now))
    if (largest == 0).any():
        labels.append(Label(x_axis.low, zero, "0", "text_faint", dx=1, dy=0, gap_px=2))
    notes = [Note(say("chart.step", step=step), "text_faint")]
    if scope.samples > 1:
        notes.append(Note(pooled_name(scope), "text_faint"))
    return Chart(
        x_axis,
        y_axis,
        curves=tuple(curves),
        points=tuple(points),
        labels=tuple(labels),
        notes=tuple(notes),
    )


def _heights(largest: Array, name: str) -> tuple[Array, float, Axis]:
    """Return the logarithms of sizes, the height at which 0 is drawn, below all others, and the
    axis of that name; NaN stays: it is what is not known."""
    with np.errstate(divide="ignore"):
        heights = np.log10(largest)
    finite = heights[np.isfinite(heights)]
    low = floor(float(finite.min()) - 0.05) if len(finite) else -1
    high = max(ceil(float(finite.max()) + 0.05) if len(finite) else 0, low + 1)
    zero, bottom = low - 0.1 * (high - low), float(low)
    if (largest == 0).any():
        bottom = low - 0.15 * (high - low)
    drawn = np.where(np.isneginf(heights), zero, np.where(np.isposinf(heights), high, heights))
    return drawn, zero, Axis(name, bottom, float(high), is_log=True)


def _named(sizes: tuple[float | None, ...]) -> set[int]:
    """Return which layers have room for words: the slowest and the fastest always, as the
    sentence speaks of them."""
    known = [size for size in sizes if size is not None and isfinite(size)]
    ends = {sizes.index(end) for end in (min(known), max(known))} if known else set()
    stride = stride_of(len(sizes))
    every = range(0, len(sizes), stride)
    return ends | {i for i in every if all(abs(i - end) >= stride for end in ends)}


def _share(size: float, longest: float) -> float:
    """Return a bar's part of the longest; what is not finite is as long as any."""
    return (size / longest if longest > 0 else 0.0) if isfinite(size) else 1.0


def _bar(length: float, y: float, half: float) -> Array:
    left, right = START, START + length
    return np.array([[left, y - half], [right, y - half], [right, y + half], [left, y + half]])

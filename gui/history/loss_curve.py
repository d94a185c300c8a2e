"""The loss over the training steps done so far."""

from math import ceil, floor, log10

import numpy as np
from msgspec.structs import replace

from engine.frozen import Array
from engine.run.training import Run
from engine.text.numbers import short
from engine.written.quantity import Kind, Quantity
from gui.history.kept_curves import kept_forks, kept_labels, kept_legend, kept_lines, kept_losses
from gui.plots.chart import LARGEST, SMALLEST, Axis, Chart, Note, Point, Series, nice_range
from gui.state.hiding.derived import is_hidden, told
from gui.state.run import derived
from gui.state.state import State
from gui.words.batch import pool
from gui.words.catalog import say, say_count

NOWHERE = range(0)
_LOSS = Quantity(Kind.LOSS)
FEWEST_STEPS = 10  # the axis is at least this long, so that the first steps do not fill it
_ROOM_FOR_NAMES = 1.08  # of the length of the longest run, for the names of kept ones
_CALM = 4.0  # a curve that goes up and down no more than this many times its height is smooth


def loss_curve(state: State, closer: range = NOWHERE) -> Chart:
    """Return the cost over the whole training set along the steps, the present step marked.

    That over the test set is dashed beside it, where there is one. closer: steps whose losses are
    drawn too, as far as they are known. Kept runs are drawn beside it. Like all results it belongs
    to the parameters of a step: the loss of the very first one stands at each of its beats.
    """
    step, letter = state.cursor.step, state.view.notation.loss
    run = state.document.run
    xs, losses = drawn_losses(run, state.trained, closer)
    test_xs, test_losses = _of_tests(run, state.trained)
    beside = kept_losses(state)
    parts = [_finite(each) for each in (losses, test_losses, *(each.losses for each in beside))]
    together = np.concatenate(parts)
    longest = max((state.trained, FEWEST_STEPS, *(each.run.steps for each in beside)))
    length = nice_range(0.0, float(longest))[1]
    is_log = state.view.log_loss and bool((together > SMALLEST).any())
    heights, low, top = _logarithms(together) if is_log else _plain(together)
    own, of_tests, *others = np.split(heights, np.cumsum([len(each) for each in parts])[:-1])
    high = _ROOM_FOR_NAMES if beside else 1.03
    axes = (
        Axis(say("axis.step"), -0.03 * length, high * length, is_count=True),
        Axis(say("axis.loss", C=letter), low, top, is_log=is_log),
    )
    curves = kept_lines(beside, others)
    forks = tuple(kept_forks(beside, others))
    labels, legend = tuple(kept_labels(beside, others)), tuple(kept_legend(state, beside))
    if is_hidden(state, _LOSS):
        own = np.where(xs == step, np.nan, own)
    curves.append(Series(xs, own, "loss", _width(own), name=letter, values=parts[0]))
    if len(test_xs):
        name, width = say("loss-curve.test-name"), _width(of_tests)
        tests = Series(test_xs, of_tests, "text_soft", width, dashed=True, name=name)
        curves.append(replace(tests, values=parts[1]))
    upright = np.full(2, float(step))
    curves.append(Series(upright, np.array([low, top]), "accent", 1.0))
    return Chart(
        *axes,
        curves=tuple(curves),
        points=(*forks, *_present(state, is_log)),
        notes=_notes(state, tested=len(test_xs) > 0),
        labels=labels,
        legend=legend,
    )


def _present(state: State, is_log: bool) -> tuple[Point, ...]:
    """Return the place of the step on screen, none where its loss has no logarithm."""
    step, present = float(state.cursor.step), state.document.run.loss(state.cursor.step)
    if is_hidden(state, _LOSS):
        return ()
    height = min(present, LARGEST) if present == present else LARGEST
    if not is_log:
        return (Point(step, height, "loss"),)
    return (Point(step, log10(height), "loss"),) if height > SMALLEST else ()


def _notes(state: State, *, tested: bool) -> tuple[Note, ...]:
    """Say the loss at the step on screen, and that over the test set where it is recorded."""
    step, digits, letter = state.cursor.step, state.view.digits, state.view.notation.loss
    run, data = state.document.run, state.document.experiment.data
    samples, loss = len(data.inputs), told(state, _LOSS, short(run.loss(step), digits))
    if samples == 1:
        said = say("loss-curve.step", step=step, C=letter, loss=loss)
    else:
        key = f"loss-curve.step-{pool(derived.scope(state))}"
        said = say_count(key, samples, step=step, C=letter, loss=loss)
    of_tests = run.test_loss(step) if tested else None
    if of_tests is None:
        return (Note(said, "loss"),)
    test = say_count("loss-curve.test", len(data.test_inputs), loss=short(of_tests, digits))
    return Note(said, "loss"), Note(test, "text_soft")


def _of_tests(run: Run, last: int) -> tuple[Array, Array]:
    """Return the steps up to a last one whose losses over the test set are at hand, and those."""
    steps = list(run.test_recorded(last))
    if steps and last == run.steps > steps[-1]:
        steps.append(last)
    return np.array(steps, dtype=float), run.test_losses_at(steps)


def _finite(losses: Array) -> Array:
    """Return losses that can be drawn."""
    drawn: Array = np.nan_to_num(losses, nan=LARGEST, posinf=LARGEST).clip(max=LARGEST)
    return drawn


def drawn_losses(run: Run, last: int, closer: range) -> tuple[Array, Array]:
    """Return the steps up to a last one whose losses are at hand, and those losses."""
    known = (step for step in closer if step < last and run.knows_loss(step))
    steps = sorted({*run.recorded(last), last, *known})
    return np.array(steps, dtype=float), run.losses_at(steps)


def _plain(losses: Array) -> tuple[Array, float, float]:
    """Return the losses and the range of an axis from 0 on."""
    highest = float(losses.max(initial=0.0))
    top = nice_range(0.0, 1.02 * highest)[1] if highest > SMALLEST else 1.0
    return losses, -0.05 * top, top


def _logarithms(losses: Array) -> tuple[Array, float, float]:
    """Return the logarithms of the losses, with a gap where there is none, and their range.

    At least one loss is above 0.
    """
    above = losses > SMALLEST
    heights = np.where(above, np.log10(np.where(above, losses, 1.0)), np.nan)
    low, high = float(np.nanmin(heights)), float(np.nanmax(heights))
    return heights, min(floor(low), high - 1), max(ceil(high), low + 1)


def _width(heights: Array) -> float:
    """Return the width of a line: drawing a wide one takes as long as its way up and down."""
    there = heights[np.isfinite(heights)]
    ups_and_downs = float(np.abs(np.diff(there)).sum())
    return 2.0 if ups_and_downs <= _CALM * float(np.ptp(there)) else 1.0

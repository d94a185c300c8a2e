"""What can be changed about how things are shown: one plain function each."""

from math import isfinite

from msgspec.structs import replace

from engine.story.notation import Notation
from engine.written.quantity import Kind, Quantity
from gui.state.action import action
from gui.state.choices import NeuronContent, WeightLabels
from gui.state.refusal import Refused, check_inside
from gui.state.state import State, View

SELECTABLE = frozenset({Kind.INPUT, Kind.A, Kind.WEIGHT, Kind.BIAS})
SLOWEST, FASTEST = 0.1, 10.0
SLOWEST_TRAINING, FASTEST_TRAINING = 1.0, 10_000.0  # steps a second
MOST_STEPS = 10_000_000  # of one press of a button
DIGITS = range(2, 11)
SCALES = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)  # what the keys go through
THEMES = ("light", "dark", "light-contrast", "dark-contrast")


@action("view.select")
def select(state: State, quantity: Quantity | None) -> State:
    """Select a neuron (by its input or activation), a weight or a bias; None selects nothing."""
    if quantity == state.selected:
        return state
    if quantity is not None:
        if quantity.kind not in SELECTABLE:
            raise Refused("refused.no-selection", which=quantity)
        _check_inside(state, quantity)
    return replace(state, selected=quantity)


@action("view.light")
def light(state: State, weights: tuple[Quantity, ...]) -> State:
    """Light up a path in the network while it is pointed at."""
    for weight in weights:
        _check_inside(state, weight)
    return state if weights == state.lit else replace(state, lit=weights)


@action("view.set_speed")
def set_speed(state: State, speed: float) -> State:
    if not isfinite(speed):
        raise Refused("refused.speed", speed=speed)
    return _with(state, speed=min(max(speed, SLOWEST), FASTEST))


@action("view.set_training_speed")
def set_training_speed(state: State, speed: float | None) -> State:
    """Train so many steps a second, None: as many as there is time for."""
    if speed is None:
        return _with(state, training_speed=None)
    if not isfinite(speed):
        raise Refused("refused.speed", speed=speed)
    return _with(state, training_speed=min(max(speed, SLOWEST_TRAINING), FASTEST_TRAINING))


@action("view.set_more_steps")
def set_more_steps(state: State, count: int) -> State:
    """Choose how many steps a press of the button trains."""
    if not 1 <= count <= MOST_STEPS:
        raise Refused("refused.step-count", steps=count, most=MOST_STEPS)
    return _with(state, more_steps=count)


@action("view.set_scale")
def set_scale(state: State, scale: float) -> State:
    """Show everything larger or smaller than at a desk, 1; what is out of range gets its end."""
    if not isfinite(scale):
        raise Refused("refused.scale", scale=scale)
    return _with(state, scale=min(max(scale, SCALES[0]), SCALES[-1]))


def larger(scale: float) -> float:
    """Return the next scale up, the largest where there is none."""
    return next((each for each in SCALES if each > scale), SCALES[-1])


def smaller(scale: float) -> float:
    """Return the next scale down, the smallest where there is none."""
    return next((each for each in reversed(SCALES) if each < scale), SCALES[0])


@action("view.set_notation")
def set_notation(state: State, loss: str, deltas: bool, receiver_first: bool) -> State:
    """Choose the letters of formulas, as in `Notation`."""
    if loss not in ("C", "L"):
        raise Refused("refused.loss-letter", letter=loss)
    return _with(state, notation=Notation(loss, deltas, receiver_first))


@action("view.set_theme")
def set_theme(state: State, name: str) -> State:
    if name not in THEMES:
        raise Refused("refused.no-theme", name=name)
    return _with(state, theme=name)


def other_theme(name: str) -> str:
    """Return the dark theme for a light one and the other way round, as strong as it is."""
    one, other = ("dark", "light") if name.startswith("dark") else ("light", "dark")
    return name.replace(one, other)


@action("view.set_digits")
def set_digits(state: State, digits: int) -> State:
    if digits not in DIGITS:
        raise Refused("refused.digits", least=DIGITS[0], most=DIGITS[-1], digits=digits)
    return _with(state, digits=digits)


@action("view.set_reduced_motion")
def set_reduced_motion(state: State, reduced: bool) -> State:
    """Show signals arriving without moving dots, or with them."""
    return _with(state, reduced_motion=reduced)


@action("view.set_going_on")
def set_going_on(state: State, goes_on: bool) -> State:
    """Let playing go on with the next training step, or stop at the end of each."""
    return _with(state, goes_on=goes_on)


@action("view.set_log_loss")
def set_log_loss(state: State, log_loss: bool) -> State:
    """Draw the loss over the steps by its logarithm, or by itself."""
    return _with(state, log_loss=log_loss)


@action("view.set_labels")
def set_labels(state: State, labels: WeightLabels) -> State:
    """Choose which edges of the network carry their weights in writing."""
    return _with(state, labels=labels)


@action("view.set_neurons")
def set_neurons(state: State, content: NeuronContent) -> State:
    """Choose what the neurons of the network show inside."""
    return _with(state, neurons=content)


@action("view.restore_defaults")
def restore_defaults(state: State) -> State:
    """Show things as at the first start; which sample is followed stays."""
    return _with(replace(state, view=View(row=state.view.row)), whole_batch=state.view.whole_batch)


@action("view.follow_sample")
def follow_sample(state: State, row: int) -> State:
    """Show the numbers of one sample of the batch, counted from 0."""
    samples = len(state.document.experiment.data.inputs)
    if not 0 <= row < samples:
        raise Refused("refused.no-sample", sample=row + 1, samples=samples)
    return _with(state, row=row, followed=None, whole_batch=False)


@action("view.follow_in_sets")
def follow_in_sets(state: State, number: int) -> State:
    """Show the numbers of one sample whatever the batch, counted from 0 on through the test set."""
    data = state.document.experiment.data
    samples = len(data.inputs) + len(data.test_inputs)
    if not 0 <= number < samples:
        raise Refused("refused.no-sample", sample=number + 1, samples=samples)
    return _with(state, followed=number, whole_batch=False)


@action("view.show_whole_batch")
def show_whole_batch(state: State) -> State:
    """Show all samples of the batch together; the one followed before is remembered."""
    return _with(state, whole_batch=True)


def _check_inside(state: State, quantity: Quantity) -> None:
    check_inside(quantity, state.document.experiment.network.shape)


def _with(state: State, **changes: object) -> State:
    view = replace(state.view, **changes)  # the callers name the fields
    return state if view == state.view else replace(state, view=view)

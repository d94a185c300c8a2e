"""The facts that lessons name, and how each is read from the state: one table.

A fact that is not known yet, or costs too much while something trains, is None.
"""

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from engine.activations import ACTIVATIONS
from engine.checks import Verdict
from engine.curves.behaviour import BehaviourKind
from engine.curves.gallery import CURVES
from engine.experiment import Mistake, UpdateRule
from engine.initializers import INITIALIZERS
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS
from engine.reduction import Reduction
from engine.run.batches import batches_of
from engine.shape import in_network
from engine.story.beats import Phase
from engine.text.lesson.facts import FactForm, FactKind, layer_of
from engine.text.lesson.scenes import NAMES, SCENES
from engine.written.quantity import BadAddress, Kind, Quantity, parse_of_sample
from gui.state.choices import NETWORK, TYPED, NeuronContent
from gui.state.curve import derived as curve_derived
from gui.state.hiding import derived as hiding_derived
from gui.state.hiding.derived import hides_among, hides_any
from gui.state.lesson import ball_facts, network_facts, neuron_facts, plane_facts, run_facts
from gui.state.plane import derived as plane_derived
from gui.state.run import derived
from gui.state.state import Mode, State

FactValue = float | str | tuple[str, ...] | None
Read = Callable[[State], FactValue]
ReadOfLayer = Callable[[State, int], FactValue]

_OF_LOSS = {"loss": Kind.LOSS, "loss_after": Kind.LOSS_AFTER}
_OF_CURVE = ("ball_", "tangent_", "secant_")
MODES = {
    Mode.PAUSED: "paused",
    Mode.ONE_BEAT: "playing",
    Mode.PLAYING: "playing",
    Mode.TRAINING: "training",
    Mode.ONE_DESCENT: "descending",
    Mode.DESCENDING: "descending",
}


class Fact(Struct, frozen=True, eq=False):
    """What a fact is, and what reads it; one of each layer has `of_layer` in its place."""

    form: FactForm
    read: Read | None = None
    of_layer: ReadOfLayer | None = None


def _number(read: Read) -> Fact:
    return Fact(FactForm(FactKind.NUMBER), read)


def _text(read: Read, *among: str) -> Fact:
    return Fact(FactForm(FactKind.TEXT, among), read)


def _list(read: Read, *among: str) -> Fact:
    return Fact(FactForm(FactKind.LIST, among), read)


def _neurons(state: State, layer: int) -> FactValue:
    sizes = derived.experiment(state).network.sizes
    return float(sizes[layer]) if layer < len(sizes) else None


def _activation(state: State, layer: int) -> FactValue:
    layers = derived.experiment(state).network.layers
    return layers[layer - 1].activation.name if 1 <= layer <= len(layers) else None


def _epoch(state: State) -> FactValue:
    return float(state.cursor.step // batches_of(derived.experiment(state)).per_epoch)


def _sample(state: State) -> FactValue:
    row = derived.shown_row(state)
    return None if row is None else float(row)


def _batch_size(state: State) -> FactValue:
    experiment = derived.experiment(state)
    samples = len(experiment.data.inputs)
    return float(min(experiment.training.batch_size or samples, samples))


def _lit(state: State) -> FactValue:
    return tuple(map(str, state.lit))


def _mistakes(state: State) -> FactValue:
    training = derived.experiment(state).training
    found = {each.value for each in training.mistakes}
    in_place = training.update_rule is UpdateRule.IN_PLACE
    return tuple(sorted(found | ({UpdateRule.IN_PLACE.value} if in_place else set())))


def _visited(state: State) -> FactValue:
    return () if state.lesson is None else tuple(sorted(state.lesson.visited))


def _answered(state: State) -> FactValue:
    return () if state.lesson is None else tuple(sorted(state.lesson.answered))


FACTS: dict[str, Fact] = {
    "learning_rate": _number(derived.learning_rate),
    "batch_size": _number(_batch_size),
    "samples": _number(lambda state: len(derived.experiment(state).data.inputs)),
    "sample": _number(_sample),
    "layers": _number(lambda state: derived.experiment(state).network.depth),
    "hidden_layers": _number(lambda state: derived.experiment(state).network.depth - 1),
    "neurons": Fact(FactForm(FactKind.NUMBER, has_layer=True), of_layer=_neurons),
    "step": _number(lambda state: state.cursor.step),
    "trained": _number(lambda state: state.trained),
    "beat": _number(lambda state: state.cursor.beat),
    "epoch": _number(_epoch),
    "loss": _number(run_facts.loss),
    "loss_after": _number(run_facts.loss_after),
    "test_loss": _number(run_facts.test_loss),
    "accuracy": _number(run_facts.accuracy),
    "test_accuracy": _number(run_facts.test_accuracy),
    "seed": _number(lambda state: derived.experiment(state).init.seed),
    "digits": _number(lambda state: state.view.digits),
    "runs_kept": _number(lambda state: len(state.kept)),
    "saturated": _number(network_facts.saturated),
    "gradient_ratio": _number(network_facts.gradient_ratio),
    "balls": _number(lambda state: len(state.curve.balls)),
    "ball_rate": _number(ball_facts.rate),
    "ball_place": _number(ball_facts.place),
    "ball_start": _number(ball_facts.start),
    "ball_steps": _number(ball_facts.steps),
    "ball_next": _number(ball_facts.following),
    "ball_loss": _number(ball_facts.loss),
    "ball_slope": _number(ball_facts.slope),
    "ball_limit": _number(ball_facts.limit),
    "ball_best": _number(ball_facts.best),
    "secant_h": _number(lambda state: state.curve.distance),
    "secant_slope": _number(ball_facts.secant_slope),
    "tangent_slope": _number(ball_facts.tangent_slope),
    "plane_first": _number(plane_facts.first),
    "plane_second": _number(plane_facts.second),
    "plane_slope_first": _number(plane_facts.slope_first),
    "plane_slope_second": _number(plane_facts.slope_second),
    "plane_rate": _number(plane_facts.rate),
    "neuron_x": _number(lambda state: state.neuron.x),
    "neuron_w": _number(lambda state: state.neuron.w),
    "neuron_b": _number(lambda state: state.neuron.b),
    "neuron_y": _number(lambda state: state.neuron.y),
    "neuron_z": _number(neuron_facts.z),
    "neuron_a": _number(neuron_facts.a),
    "neuron_slope": _number(neuron_facts.slope),
    "neuron_loss": _number(neuron_facts.loss),
    "neuron_gradient": _number(neuron_facts.gradient),
    "phase": _text(
        lambda state: derived.beat(state).phase.name.lower(),
        *(phase.name.lower() for phase in Phase),
    ),
    "scene": _text(lambda state: NAMES[derived.beat(state).scene], *SCENES),
    "selected": _text(lambda state: "" if state.selected is None else str(state.selected)),
    "curve": _text(lambda state: state.curve.curve, NETWORK, TYPED, *CURVES),
    "loss_name": _text(lambda state: derived.experiment(state).loss.name, *LOSSES),
    "optimizer": _text(
        lambda state: derived.experiment(state).training.optimizer.name, *OPTIMIZERS
    ),
    "experiment": _text(lambda state: state.document.name),
    "reduction": _text(
        lambda state: derived.experiment(state).reduction.value,
        *(each.value for each in Reduction),
    ),
    "ball_does": _text(
        ball_facts.does, *(each.name.lower().replace("_", "-") for each in BehaviourKind)
    ),
    "ball_optimizer": _text(ball_facts.optimizer, *OPTIMIZERS),
    "activation": Fact(
        FactForm(FactKind.TEXT, tuple(ACTIVATIONS), has_layer=True), of_layer=_activation
    ),
    "mode": _text(lambda state: MODES[state.mode], *dict.fromkeys(MODES.values())),
    "neuron_activation": _text(lambda state: state.neuron.activation, *ACTIVATIONS),
    "neuron_loss_name": _text(lambda state: state.neuron.loss, *LOSSES),
    "neurons_show": _text(
        lambda state: state.view.neurons.value, *(each.value for each in NeuronContent)
    ),
    "update_rule": _text(
        lambda state: derived.experiment(state).training.update_rule.value,
        *(each.value for each in UpdateRule),
    ),
    "shows": _text(
        lambda state: "batch" if derived.shown_row(state) is None else "sample", "sample", "batch"
    ),
    "init": _text(lambda state: derived.experiment(state).init.scheme, *INITIALIZERS),
    "check": _text(network_facts.check, *(each.value for each in Verdict)),
    "lit": _list(_lit),
    "mistakes": _list(_mistakes, *(each.value for each in Mistake), UpdateRule.IN_PLACE.value),
    "visited": _list(_visited, *SCENES),
    "answered": _list(_answered),
}
FORMS = {name: fact.form for name, fact in FACTS.items()}


def value(state: State, name: str) -> FactValue:
    """Return a fact as it is now, None while it is not known; raise KeyError for no fact."""
    fact = FACTS.get(name)
    if fact is not None and fact.read is not None:
        return fact.read(state)
    of_layer = layer_of(name)
    if of_layer is not None and of_layer[0] in FACTS:
        read = FACTS[of_layer[0]].of_layer
        return None if read is None else read(state, of_layer[1])
    try:
        return number(state, parse_of_sample(name))
    except BadAddress:
        raise KeyError(name) from None


def is_hidden(state: State, name: str, value: float) -> bool:
    """Return whether a class is not shown a fact: one that is, or comes from, a hidden number."""
    if not hides_any(state):
        return False
    if name in _OF_LOSS:
        return hiding_derived.is_hidden(state, Quantity(_OF_LOSS[name]))
    if name == "gradient_ratio":
        return hides_among(state, Kind.D_WEIGHT)
    if name.startswith(_OF_CURVE):
        return value in curve_derived.hidden_numbers(state)
    return name.startswith("plane_") and value in plane_derived.hidden_numbers(state)


def number(state: State, quantity: Quantity) -> float | None:
    """Return a number of the step on screen, None while it has not been computed.

    One without a sample is that on screen: of the sample that is followed, or of the batch.
    """
    if not in_network(quantity, derived.experiment(state).network.shape):
        return None
    if quantity.sample is None:
        return derived.value(state, quantity)
    scope = derived.batch_scope(state)
    if quantity.sample >= scope.samples or not derived.is_known(state, quantity):
        return None
    return scope.read(quantity if scope.samples > 1 else replace(quantity, sample=None))

"""The names of what is on screen, in the field's terms."""

from PySide6.QtCore import QCoreApplication

from engine.run.training import Divergence
from engine.story.beats import Beat, Phase, Scene
from engine.text.names import name
from engine.written.quantity import OF_LOSS, Kind, Quantity


def _tr(text: str) -> str:
    return QCoreApplication.translate("words", text)


def phase_name(phase: Phase) -> str:
    return {
        Phase.FORWARD: _tr("forward"),
        Phase.LOSS: _tr("loss"),
        Phase.BACKWARD: _tr("backward"),
        Phase.UPDATE: _tr("update"),
    }[phase]


def phase_title(beat: Beat) -> str:
    """Return what is happening where, for the title of the network."""
    if beat.scene is Scene.LOSS_AFTER:
        return _tr("loss after the update")
    if beat.scene is Scene.INPUT:
        return _tr("forward pass, input")
    return {
        Phase.FORWARD: _tr("forward pass, layer {0}"),
        Phase.LOSS: _tr("loss"),
        Phase.BACKWARD: _tr("backward pass, layer {0}"),
        Phase.UPDATE: _tr("update, layer {0}"),
    }[beat.phase].format(beat.layer)


def beat_title(beat: Beat) -> str:
    """Return the name of a beat, as a heading."""
    return {
        Scene.INPUT: _tr("The input"),
        Scene.WEIGHTED_SUM: _tr("Weighted sums of layer {0}"),
        Scene.ACTIVATION: _tr("Activations of layer {0}"),
        Scene.LOSS: _tr("The loss"),
        Scene.OUTPUT_SLOPE: _tr("How the loss depends on the outputs"),
        Scene.DELTA: _tr("Deltas of layer {0}"),
        Scene.WEIGHT_GRADIENT: _tr("Weight gradients of layer {0}"),
        Scene.BIAS_GRADIENT: _tr("Bias gradients of layer {0}"),
        Scene.SUM_OVER_PATHS: _tr("Back to the activations of layer {0}"),
        Scene.UPDATE: _tr("Update of layer {0}"),
        Scene.LOSS_AFTER: _tr("The loss after the update"),
    }[beat.scene].format(beat.layer)


def beat_sentence(beat: Beat) -> str:
    """Return what happens in a beat, in one or two sentences."""
    return {
        Scene.INPUT: _tr("The sample enters. Input neurons have no activation function."),
        Scene.WEIGHTED_SUM: _tr(
            "Each neuron multiplies what it receives by its weights and adds its bias."
        ),
        Scene.ACTIVATION: _tr("Each neuron puts its weighted sum through the activation function."),
        Scene.LOSS: _tr("The loss measures the gap between the outputs and their targets."),
        Scene.OUTPUT_SLOPE: _tr("The slope of the loss when one output moves a little."),
        Scene.DELTA: _tr(
            "Delta is ∂C/∂z: what arrived at the activation, times the slope of the "
            "activation function there."
        ),
        Scene.WEIGHT_GRADIENT: _tr(
            "A weight's gradient is what it carried forward, times the delta it leads to."
        ),
        Scene.BIAS_GRADIENT: _tr("A bias takes the same route; it was multiplied by 1."),
        Scene.SUM_OVER_PATHS: _tr(
            "An activation influences the loss through every neuron of the next layer, so its "
            "derivative is a sum over these paths."
        ),
        Scene.UPDATE: _tr("Every parameter takes a step against its gradient: new = old − η × it."),
        Scene.LOSS_AFTER: _tr("The same samples, sent forward again with the new parameters."),
    }[beat.scene]


def kind_name(kind: Kind) -> str:
    """Return what a number is called."""
    return {
        Kind.INPUT: _tr("input"),
        Kind.TARGET: _tr("target"),
        Kind.WEIGHT: _tr("weight"),
        Kind.BIAS: _tr("bias"),
        Kind.Z: _tr("pre-activation"),
        Kind.A: _tr("activation"),
        Kind.SAMPLE_LOSS: _tr("loss of this sample"),
        Kind.LOSS: _tr("loss"),
        Kind.D_A: _tr("derivative by the activation"),
        Kind.DELTA: _tr("delta"),
        Kind.D_WEIGHT: _tr("gradient of the weight"),
        Kind.D_BIAS: _tr("gradient of the bias"),
        Kind.WEIGHT_AFTER: _tr("weight after the update"),
        Kind.BIAS_AFTER: _tr("bias after the update"),
        Kind.A_AFTER: _tr("output after the update"),
        Kind.LOSS_AFTER: _tr("loss after the update"),
    }[kind]


def number_name(stopped: Divergence) -> str:
    """Return which number of a run was the first that is not finite."""
    kind = Kind(stopped.quantity)
    if kind in OF_LOSS:
        return kind_name(kind)
    return _tr("{kind} of neuron {unit} in layer {layer}").format(
        kind=kind_name(kind), unit=stopped.unit + 1, layer=stopped.layer
    )


def rule_caption() -> str:
    return _tr("The rule")


def numbers_caption() -> str:
    return _tr("With numbers")


def general_caption() -> str:
    return _tr("In general")


def this_one_caption() -> str:
    return _tr("Here")


def own_numbers_caption() -> str:
    return _tr("All its numbers")


def selection_title(focus: Quantity) -> str:
    """Return the letter and the name of the number in focus, as a heading."""
    return _tr("{letter}, {kind}").format(letter=name(focus), kind=kind_name(focus.kind))


def selection_sentence(
    focus: Quantity, known: bool, *, train_biases: bool, several_samples: bool
) -> str:
    """Return what the number in focus is, in one or two sentences."""
    if not known:
        return _tr("Not computed yet: it becomes known in a later beat.")
    if several_samples and focus.kind in (Kind.D_WEIGHT, Kind.D_BIAS):
        return _tr("One product for each sample of the batch, added up; delta carries the 1/N.")
    if focus.kind is Kind.BIAS_AFTER and not train_biases:
        return _tr("Biases are not trained in this experiment.")
    return {
        Kind.INPUT: _tr("Given with the sample."),
        Kind.WEIGHT: _tr(
            "From neuron {source} of layer {before} to neuron {unit} of layer {layer}."
        ),
        Kind.BIAS: _tr("Added to the weighted sum of neuron {unit} in layer {layer}."),
        Kind.Z: _tr("The weighted sum of what the neuron receives, plus its bias."),
        Kind.A: _tr("What the neuron sends on: its weighted sum through the activation function."),
        Kind.D_A: _tr("How much the loss changes when this activation moves a little."),
        Kind.DELTA: _tr("How much the loss changes when this pre-activation moves a little."),
        Kind.D_WEIGHT: _tr("The local slopes, multiplied along the way back from the loss."),
        Kind.D_BIAS: _tr("The same route as a weight's, with 1 in place of what was carried."),
        Kind.WEIGHT_AFTER: _tr("The old value and a step against the gradient."),
        Kind.BIAS_AFTER: _tr("The old value and a step against the gradient."),
    }[focus.kind].format(
        unit=focus.unit + 1,
        layer=focus.layer,
        before=focus.layer - 1,
        source=1 + (focus.source or 0),
    )


def activation_name(name: str) -> str:
    return {
        "identity": _tr("identity"),
        "sigmoid": _tr("sigmoid"),
        "tanh": _tr("tanh"),
        "relu": _tr("ReLU"),
        "leaky_relu": _tr("leaky ReLU"),
        "elu": _tr("ELU"),
        "softplus": _tr("softplus"),
        "silu": _tr("SiLU"),
        "gelu": _tr("GELU"),
        "softmax": _tr("softmax"),
    }[name]


def loss_name(name: str) -> str:
    return {
        "half_squared_error": _tr("½ squared error"),
        "mean_squared_error": _tr("mean squared error"),
        "binary_cross_entropy": _tr("binary cross-entropy"),
        "squared_error": _tr("squared error"),
        "mean_absolute_error": _tr("mean absolute error"),
        "huber": _tr("Huber"),
        "cross_entropy": _tr("cross-entropy"),
    }[name]


def optimizer_name(name: str) -> str:
    return {
        "sgd": _tr("gradient descent"),
        "momentum": _tr("momentum"),
        "nesterov": _tr("Nesterov"),
        "adagrad": _tr("AdaGrad"),
        "rmsprop": _tr("RMSProp"),
        "adam": _tr("Adam"),
        "adamw": _tr("AdamW"),
    }[name]

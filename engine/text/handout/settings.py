"""What a handout states of an experiment before the numbers."""

from collections.abc import Sequence
from math import isfinite

from engine.backprop import StepTrace
from engine.experiment import Experiment, UpdateRule
from engine.functions.named import NamedFunction
from engine.shape import NetworkShape
from engine.text.numbers import full, short
from engine.text.words import Say


def settings(experiment: Experiment, trace: StepTrace, say: Say) -> list[str]:
    """Return one sentence each about the network, the loss, the penalty and the update."""
    layers = _listed(
        [
            _named(say(f"activation.{each.activation.name}"), each.activation, say)
            for each in experiment.network.layers
        ],
        say,
    )
    sizes, batch = "-".join(map(str, experiment.network.sizes)), len(trace.x)
    loss = say(f"loss.{experiment.loss.name}")
    lines = [
        say("handout.network", sizes=sizes, layers=layers),
        say(f"handout-loss.{experiment.reduction.value}", loss=loss, batch=batch)
        if batch > 1
        else say("handout.loss-of-one", loss=loss),
    ]
    without = sorted(experiment.network.shape.without_bias)
    if without:
        lines.insert(1, say("handout.without-bias", layers=_listed([*map(str, without)], say)))
    if experiment.penalty:
        lines.append(_penalty(experiment, trace, say))
    return [*lines, *_update(experiment, trace, say)]


def layer_heading(shape: NetworkShape, layer: int) -> str:
    """Return the key of the heading over the parameters of a layer."""
    return "handout.layer-parameters" if shape.has_bias(layer) else "handout.layer-weights"


def _penalty(experiment: Experiment, trace: StepTrace, say: Say) -> str:
    penalty = experiment.penalty
    both = "both" if penalty.l1 != 0 and penalty.l2 != 0 else "l1" if penalty.l1 != 0 else "l2"
    return say(
        f"handout.penalty-{both}",
        l1=full(penalty.l1),
        l2=full(penalty.l2),
        before=_told(trace.penalty),
        after=_told(trace.penalty_after),
    )


def _update(experiment: Experiment, trace: StepTrace, say: Say) -> list[str]:
    training = experiment.training
    kind = "plain" if training.optimizer.plain else "named"
    kind += "-penalty" if experiment.penalty else ""
    kind += "" if training.train_biases else "-weights"
    lines = [
        say(
            f"handout.update-{kind}",
            rate=full(training.learning_rate),
            name=_named(say(f"optimizer.{training.optimizer.name}"), training.optimizer, say),
            step=trace.memory.count + 1,
        )
    ]
    if training.update_rule is UpdateRule.IN_PLACE:
        lines.append(say("handout.in-place"))
    return lines


def _named(name: str, function: NamedFunction, say: Say) -> str:
    """Return what a function is called with the parameters that are not the usual ones."""
    values = ", ".join(f"{key} = {full(value)}" for key, value in function.changed.items())
    return say("function.shaped", name=name, values=values) if values else name


def _listed(names: Sequence[str], say: Say) -> str:
    listed = names[0]
    for each in names[1:]:
        listed = say("list.name-then", before=listed, next=each)
    return listed


def _told(value: float) -> str:
    return full(value) if isfinite(value) else short(value)

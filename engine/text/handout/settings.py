"""What a handout states of an experiment before the numbers."""

from math import isfinite

from engine.backprop import StepTrace
from engine.experiment import Experiment, UpdateRule
from engine.functions.named import NamedFunction
from engine.text.numbers import MINUS, full, short


def settings(experiment: Experiment, trace: StepTrace) -> list[str]:
    """Return one sentence each about the network, the loss, the penalty and the update."""
    layers = ", ".join(_named(layer.activation) for layer in experiment.network.layers)
    batch = len(trace.x)
    lines = [
        f"Network: {'-'.join(map(str, experiment.network.sizes))} neurons ({layers})",
        f"Loss C: {experiment.loss.name}"
        + (f", mean of {batch} samples; its derivatives carry the 1/{batch}" if batch > 1 else ""),
    ]
    if experiment.penalty:
        lines.append(_penalty(experiment, trace))
    return [*lines, *_update(experiment, trace)]


def _penalty(experiment: Experiment, trace: StepTrace) -> str:
    penalty = experiment.penalty
    terms = []
    if penalty.l2 != 0:
        terms.append(f"{full(penalty.l2)}/2 × sum of w²")
    if penalty.l1 != 0:
        terms.append(f"{full(penalty.l1)} × sum of |w|")
    return (
        f"Penalty beside C, on weights only: {' + '.join(terms)}; {_told(trace.penalty)} before "
        f"the update, {_told(trace.penalty_after)} after it"
    )


def _update(experiment: Experiment, trace: StepTrace) -> list[str]:
    training = experiment.training
    rate, name = full(training.learning_rate), _named(training.optimizer)
    if training.optimizer.plain:
        gradient = "(gradient + gradient of the penalty)" if experiment.penalty else "gradient"
        line = f"Update: new = old {MINUS} {rate} × {gradient}"
    else:
        both = " plus that of the penalty" if experiment.penalty else ""
        count = trace.memory.count + 1
        line = f"Update: {name} with learning rate {rate} and the gradient{both}, step {count}"
    if not training.train_biases:
        line += ", weights only: the biases are not trained"
    if training.update_rule is UpdateRule.SIMULTANEOUS:
        return [line]
    mistake = "Order: each layer is updated before the deltas below it, the classic mistake"
    return [line, mistake]


def _named(function: NamedFunction) -> str:
    """Return the name of a function with the parameters that are not the usual ones."""
    values = ", ".join(f"{key} {full(value)}" for key, value in function.changed.items())
    return f"{function.name} ({values})" if values else function.name


def _told(value: float) -> str:
    return full(value) if isfinite(value) else short(value)

"""A training run as NumPy alone: forward, backward and update, layer by layer."""

from engine.experiment import Experiment
from engine.reduction import Reduction
from engine.text.programs.parts import (
    Dialect,
    arrays,
    constants,
    function,
    generator,
    heading,
    is_in_place,
    layers,
    learned,
    loop,
    penalty_function,
    penalty_terms,
    result,
    weighted_sum,
)
from engine.text.words import Say

DIALECT = Dialect("np.array")


def blocks(experiment: Experiment, steps: int, say: Say) -> list[str]:
    """Return the program as blocks of lines."""
    optimizer = experiment.training.optimizer.numpy
    imports = "import json"
    if optimizer is not None:
        imports = "\n".join([imports, "from collections import defaultdict"])
    return [
        heading(experiment, "NumPy", say),
        imports,
        "import numpy as np",
        constants(experiment, steps, say),
        *arrays(experiment, DIALECT),
        *_functions(experiment, say),
        *([] if optimizer is None else _memories(optimizer.memories)),
        "\n".join([*generator(experiment), "loss_before = cost()", _loop(experiment, say)]),
        result(experiment, "cost()", "forward(X)[-1]", DIALECT),
    ]


def _functions(experiment: Experiment, say: Say) -> list[str]:
    loss = experiment.loss.numpy
    needed = [each.activation.numpy.functions for each in experiment.network.layers]
    texts = [text for functions in (*needed, loss.functions) for text in functions]
    written = [text.rstrip() for text in dict.fromkeys(texts)]
    written += [_forward(experiment, say), _cost(experiment, say)]
    if experiment.penalty:
        written.append(
            penalty_function(experiment, "L2 / 2 * np.sum(W * W)", "L1 * np.sum(np.abs(W))", say)
        )
    optimizer = experiment.training.optimizer.numpy
    if optimizer is not None:
        count = ", count" if optimizer.counts_steps else ""
        name = experiment.training.optimizer.name
        words = say("program.moved", name=name)
        written.append(function(f"moved(name, p, g{count})", words, optimizer.lines))
    return written


def _memories(names: tuple[str, ...]) -> list[str]:
    """Return what the optimiser remembers, by the name of each parameter."""
    return ["\n".join(f"{name} = defaultdict(float)" for name in names)]


def _forward(experiment: Experiment, say: Say) -> str:
    lines, below = [], "x"
    for layer, plan in enumerate(experiment.network.layers, start=1):
        value = plan.activation.numpy.value.format(z=f"z{layer}")
        lines += [weighted_sum(experiment, layer, below), f"a{layer} = {value}"]
        below = f"a{layer}"
    lines.append(_everything(experiment))
    return function("forward(x)", say("program.forward"), lines)


def _everything(experiment: Experiment) -> str:
    return ", ".join(f"z{layer}, a{layer}" for layer in layers(experiment))


def _cost(experiment: Experiment, say: Say) -> str:
    loss = experiment.loss.numpy
    output = "z = forward(X)[-2]" if experiment.loss.d_z else "a = forward(X)[-1]"
    words = say(f"program-cost.{experiment.reduction.value}", loss=experiment.loss.name)
    *before, losses = loss.losses
    reduced = f"np.{experiment.reduction.value}({losses})"
    return function("cost()", words, [output, *before, reduced])


def _loop(experiment: Experiment, say: Say) -> str:
    optimizer = experiment.training.optimizer.numpy
    in_place = is_in_place(experiment)
    lines = [f"{_everything(experiment)} = forward(x)", ""]
    for layer in reversed(layers(experiment)):
        lines += _deltas(experiment, layer, say)
        lines += _gradients(experiment, layer)
        if in_place:
            lines += _updates(experiment, layer)
    if not in_place:
        lines.append("")
        for layer in layers(experiment):
            lines += _updates(experiment, layer)
    return loop(experiment, lines, say, optimizer is not None and optimizer.counts_steps)


def _deltas(experiment: Experiment, layer: int, say: Say) -> list[str]:
    """Return the lines up to delta = dC/dz of a layer."""
    z, a, d_a = f"z{layer}", f"a{layer}", f"d_a{layer}"
    activation = experiment.network.layers[layer - 1].activation
    delta = f"delta{layer} = {activation.numpy.delta.format(z=z, a=a, d_a=d_a)}"
    if layer < experiment.network.depth:
        above = f"{d_a} = delta{layer + 1} @ W{layer + 1}"
        note = f"  # {say('program.mistake')}" if is_in_place(experiment) else ""
        return ["", above + note, delta]
    if experiment.loss.d_z is not None:
        note = say("program.cancelled")
        return [f"delta{layer} = {_output_slope(experiment, a)}  # {note}"]
    return [f"{d_a} = {_output_slope(experiment, a)}", delta]


def _output_slope(experiment: Experiment, a: str) -> str:
    """Return the slope of C at the outputs: that of a mean carries its 1/N."""
    slope = experiment.loss.numpy.slope.format(a=a)
    return f"{slope} / len(x)" if experiment.reduction is Reduction.MEAN else slope


def _gradients(experiment: Experiment, layer: int) -> list[str]:
    below = "x" if layer == 1 else f"a{layer - 1}"
    lines = [f"dW{layer} = delta{layer}.T @ {below}"]
    if experiment.penalty:
        pull = penalty_terms(experiment, f"L2 * W{layer}", f"L1 * np.sign(W{layer})")
        lines.append(f"dW{layer} += {pull}")
    if f"b{layer}" in learned(experiment, layer):
        lines.append(f"db{layer} = delta{layer}.sum(axis=0)")
    return lines


def _updates(experiment: Experiment, layer: int) -> list[str]:
    optimizer = experiment.training.optimizer.numpy
    lines = []
    for name in learned(experiment, layer):
        if optimizer is None:
            lines.append(f"{name} = {name} - RATE * d{name}")
        else:
            count = ", step + 1" if optimizer.counts_steps else ""
            lines.append(f'{name} = moved("{name}", {name}, d{name}{count})')
    return lines

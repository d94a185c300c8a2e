"""A training run as NumPy alone: forward, backward and update, layer by layer."""

from engine.experiment import Experiment
from engine.text.programs.parts import (
    Dialect,
    arrays,
    constants,
    function,
    generator,
    heading,
    is_in_place,
    layers,
    loop,
    penalty_function,
    penalty_terms,
    result,
)

DIALECT = Dialect("np.array")


def blocks(experiment: Experiment, steps: int) -> list[str]:
    """Return the program as blocks of lines."""
    optimizer = experiment.training.optimizer.numpy
    imports = "import json"
    if optimizer is not None:
        imports += "\nfrom collections import defaultdict"
    return [
        heading(experiment, "NumPy"),
        imports,
        "import numpy as np",
        constants(experiment, steps),
        *arrays(experiment, DIALECT),
        *_functions(experiment),
        *([] if optimizer is None else _memories(optimizer.memories)),
        "\n".join([*generator(experiment), "loss_before = cost()", _loop(experiment)]),
        result(experiment, "cost()", "forward(X)[-1]", DIALECT),
    ]


def _functions(experiment: Experiment) -> list[str]:
    loss = experiment.loss.numpy
    needed = [each.activation.numpy.functions for each in experiment.network.layers]
    texts = [text for functions in (*needed, loss.functions) for text in functions]
    written = [text.rstrip() for text in dict.fromkeys(texts)]
    written += [_forward(experiment), _cost(experiment)]
    if experiment.penalty:
        written.append(
            penalty_function(experiment, "L2 / 2 * np.sum(W * W)", "L1 * np.sum(np.abs(W))")
        )
    optimizer = experiment.training.optimizer.numpy
    if optimizer is not None:
        count = ", count" if optimizer.counts_steps else ""
        name = experiment.training.optimizer.name
        words = f"Return parameter p after a step of {name}; g is its gradient."
        written.append(function(f"moved(name, p, g{count})", words, optimizer.lines))
    return written


def _memories(names: tuple[str, ...]) -> list[str]:
    """Return what the optimiser remembers, by the name of each parameter."""
    return ["\n".join(f"{name} = defaultdict(float)" for name in names)]


def _forward(experiment: Experiment) -> str:
    lines, below = [], "x"
    for layer, plan in enumerate(experiment.network.layers, start=1):
        value = plan.activation.numpy.value.format(z=f"z{layer}")
        lines += [f"z{layer} = {below} @ W{layer}.T + b{layer}", f"a{layer} = {value}"]
        below = f"a{layer}"
    lines.append(_everything(experiment))
    return function("forward(x)", "Return z and a of every layer.", lines)


def _everything(experiment: Experiment) -> str:
    return ", ".join(f"z{layer}, a{layer}" for layer in layers(experiment))


def _cost(experiment: Experiment) -> str:
    loss = experiment.loss.numpy
    output = "z = forward(X)[-2]" if experiment.loss.d_z else "a = forward(X)[-1]"
    words = f"Return the mean {experiment.loss.name} of all samples."
    return function("cost()", words, [output, *loss.cost])


def _loop(experiment: Experiment) -> str:
    optimizer = experiment.training.optimizer.numpy
    in_place = is_in_place(experiment)
    lines = [f"{_everything(experiment)} = forward(x)", ""]
    for layer in reversed(layers(experiment)):
        lines += _deltas(experiment, layer)
        lines += _gradients(experiment, layer)
        if in_place:
            lines += _updates(experiment, layer)
    if not in_place:
        lines.append("")
        for layer in layers(experiment):
            lines += _updates(experiment, layer)
    return loop(experiment, lines, optimizer is not None and optimizer.counts_steps)


def _deltas(experiment: Experiment, layer: int) -> list[str]:
    """Return the lines up to delta = dC/dz of a layer."""
    z, a, d_a = f"z{layer}", f"a{layer}", f"d_a{layer}"
    activation = experiment.network.layers[layer - 1].activation
    delta = f"delta{layer} = {activation.numpy.delta.format(z=z, a=a, d_a=d_a)}"
    if layer < experiment.network.depth:
        above = f"{d_a} = delta{layer + 1} @ W{layer + 1}"
        note = "  # already updated: the classic mistake" if is_in_place(experiment) else ""
        return ["", above + note, delta]
    loss = experiment.loss.numpy
    if experiment.loss.d_z is not None:
        return [f"delta{layer} = {loss.slope.format(a=a)}  # dC/dz, what is left of dC/da da/dz"]
    return [f"{d_a} = {loss.slope.format(a=a)}", delta]


def _gradients(experiment: Experiment, layer: int) -> list[str]:
    below = "x" if layer == 1 else f"a{layer - 1}"
    lines = [f"dW{layer} = delta{layer}.T @ {below}"]
    if experiment.penalty:
        pull = penalty_terms(experiment, f"L2 * W{layer}", f"L1 * np.sign(W{layer})")
        lines.append(f"dW{layer} += {pull}")
    if experiment.training.train_biases:
        lines.append(f"db{layer} = delta{layer}.sum(axis=0)")
    return lines


def _updates(experiment: Experiment, layer: int) -> list[str]:
    optimizer = experiment.training.optimizer.numpy
    letters = "Wb" if experiment.training.train_biases else "W"
    lines = []
    for name in (f"{letter}{layer}" for letter in letters):
        if optimizer is None:
            lines.append(f"{name} = {name} - RATE * d{name}")
        else:
            count = ", step + 1" if optimizer.counts_steps else ""
            lines.append(f'{name} = moved("{name}", {name}, d{name}{count})')
    return lines

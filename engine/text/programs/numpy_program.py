"""A training run as NumPy alone: forward, backward and update, layer by layer."""

import re

from engine.experiment import Experiment
from engine.reduction import Reduction
from engine.text.programs.cells import ProgramCells, doing
from engine.text.programs.course import Course
from engine.text.programs.parts import (
    Dialect,
    arrays,
    assembled,
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
    step_count,
    weighted_sum,
)
from engine.text.words import Say

DIALECT = Dialect("np.array")
_DOCSTRING = re.compile(r'(def (\w+)\(.*\):\n    """)[^"]*(""")')


def blocks(experiment: Experiment, course: Course, say: Say) -> list[str]:
    """Return the program as blocks of lines."""
    moved, memories = _optimizer(experiment, say)
    return [
        heading(experiment, "NumPy", course, say),
        *_imports(experiment),
        constants(experiment, course, say),
        *arrays(experiment, DIALECT),
        *_of_activations(experiment, say),
        *_of_loss(experiment, say),
        _forward(experiment, say),
        *_costs(experiment, say),
        *moved,
        *memories,
        "\n".join(
            [
                *generator(experiment, course),
                "loss_before = cost()",
                _loop(experiment, _step(experiment, course, say), course, say),
            ]
        ),
        result(experiment, "cost()", "forward(X)[-1]", DIALECT),
    ]


def cells(experiment: Experiment, course: Course, say: Say) -> ProgramCells:
    """Return the same program in the parts of its story, each step of it a function."""
    in_place = is_in_place(experiment)
    data, parameters = arrays(experiment, DIALECT)
    moved, memories = _optimizer(experiment, say)
    changed = [name for layer in layers(experiment) for name in learned(experiment, layer)]
    if in_place:
        lines = _step(experiment, course, say)
        words, body = say("program.back-and-forth"), ["step_back(x, y)"]
        back = [*moved, *memories, doing("step_back(x, y)", words, lines, changed)]
        update: list[str] = []
    else:
        slopes = ", ".join(f"d{name}" for name in changed)
        lines = [*_way_back(experiment, course, say), slopes]
        back = [function("backward(x, y)", say("program.backward"), lines), "backward(X, Y)"]
        body = [f"{slopes} = backward(x, y)", f"update({slopes})"]
        body = body if len(changed) > 1 else ["update(backward(x, y))"]
        update = [*moved, *memories]
        lines = _all_updates(experiment, course)
        update.append(doing(f"update({slopes})", say("program.update"), lines, changed))
    return ProgramCells(
        setup=assembled([*_imports(experiment), constants(experiment, course, say)]),
        data=data,
        parameters=parameters,
        forward=assembled(
            [*_of_activations(experiment, say), _forward(experiment, say), "forward(X)[-1]"]
        ),
        loss=assembled(
            [
                *_of_loss(experiment, say),
                *_costs(experiment, say),
                "loss_before = cost()\nloss_before",
            ]
        ),
        backward=assembled(back),
        update=assembled(update) if update else "",
        training="\n".join([*generator(experiment, course), _loop(experiment, body, course, say)]),
        result=result(experiment, "cost()", "forward(X)[-1]", DIALECT),
    )


def _imports(experiment: Experiment) -> list[str]:
    lines = ["import json"]
    if experiment.training.optimizer.numpy is not None:
        lines.append("from collections import defaultdict")
    return ["\n".join(lines), "import numpy as np"]


def _of_activations(experiment: Experiment, say: Say) -> list[str]:
    needed = [each.activation.numpy.functions for each in experiment.network.layers]
    texts = [_told(text, say) for functions in needed for text in functions]
    return list(dict.fromkeys(texts))


def _of_loss(experiment: Experiment, say: Say) -> list[str]:
    there = _of_activations(experiment, say)
    texts = dict.fromkeys(_told(text, say) for text in experiment.loss.numpy.functions)
    return [text for text in texts if text not in there]


def _told(text: str, say: Say) -> str:
    """Return a function of ours with what it returns said in the language of whoever asks."""
    return _DOCSTRING.sub(
        lambda found: f"{found[1]}{say(f'program-function.{found[2]}')}{found[3]}", text.rstrip()
    )


def _costs(experiment: Experiment, say: Say) -> list[str]:
    written = [_cost(experiment, say)]
    if experiment.penalty:
        written.append(
            penalty_function(experiment, "L2 / 2 * np.sum(W * W)", "L1 * np.sum(np.abs(W))", say)
        )
    return written


def _optimizer(experiment: Experiment, say: Say) -> tuple[list[str], list[str]]:
    """Return how a parameter is moved, and what is remembered of each by its name."""
    optimizer = experiment.training.optimizer.numpy
    if optimizer is None:
        return [], []
    count = ", count" if optimizer.counts_steps else ""
    words = say("program.moved", name=experiment.training.optimizer.name)
    moved = function(f"moved(name, p, g{count})", words, optimizer.lines)
    return [moved], ["\n".join(f"{name} = defaultdict(float)" for name in optimizer.memories)]


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
    words = say(
        f"program-cost.{experiment.reduction.value}", loss=say(f"loss.{experiment.loss.name}")
    )
    *before, losses = loss.losses
    reduced = f"np.{experiment.reduction.value}({losses})"
    return function("cost()", words, [output, *before, reduced])


def _loop(experiment: Experiment, body: list[str], course: Course, say: Say) -> str:
    optimizer = experiment.training.optimizer.numpy
    counts_steps = optimizer is not None and optimizer.counts_steps
    return loop(experiment, body, course, say, counts_steps, ["RATE = RATES.get(step, RATE)"])


def _step(experiment: Experiment, course: Course, say: Say) -> list[str]:
    """Return the lines of a step from x to the new parameters."""
    lines = _way_back(experiment, course, say)
    if not is_in_place(experiment):
        lines += ["", *_all_updates(experiment, course)]
    return lines


def _all_updates(experiment: Experiment, course: Course) -> list[str]:
    return [line for each in layers(experiment) for line in _updates(experiment, each, course)]


def _way_back(experiment: Experiment, course: Course, say: Say) -> list[str]:
    """Return the lines up to the gradients; updated on the way where the rule is in place."""
    lines = [f"{_everything(experiment)} = forward(x)", ""]
    for layer in reversed(layers(experiment)):
        lines += _deltas(experiment, layer, say)
        lines += _gradients(experiment, layer)
        if is_in_place(experiment):
            lines += _updates(experiment, layer, course)
    return lines


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


def _updates(experiment: Experiment, layer: int, course: Course) -> list[str]:
    optimizer = experiment.training.optimizer.numpy
    lines = []
    for name in learned(experiment, layer):
        if optimizer is None:
            lines.append(f"{name} = {name} - RATE * d{name}")
        else:
            count = f", {step_count(experiment, course)}" if optimizer.counts_steps else ""
            lines.append(f'{name} = moved("{name}", {name}, d{name}{count})')
    return lines

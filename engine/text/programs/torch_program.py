"""A training run as PyTorch: its own losses, its autograd and its optimisers."""

from collections.abc import Sequence

from engine.experiment import Experiment
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
    is_shuffled,
    layers,
    learned,
    loop,
    penalty_function,
    penalty_terms,
    result,
    weighted_sum,
)
from engine.text.words import Say

DIALECT = Dialect("torch.tensor", learned="requires_grad=True", number=".item()")


def blocks(experiment: Experiment, course: Course, say: Say) -> list[str]:
    """Return the program as blocks of lines."""
    optimizers = "\n".join([*_optimizers(experiment), *generator(experiment, course)])
    lines = _in_place_steps(experiment, say) if is_in_place(experiment) else _steps(experiment)
    body = [
        _forward(experiment, say),
        *_costs(experiment, say),
        optimizers,
        f"loss_before = {_whole_cost(experiment)}.item()",
        loop(experiment, lines, course, say, new_rate=_new_rate(experiment)),
        result(experiment, _whole_cost(experiment), "forward(X)[-1]", DIALECT),
    ]
    return [
        heading(experiment, "PyTorch", course, say),
        *_imports(experiment, body),
        constants(experiment, course, say),
        *arrays(experiment, DIALECT),
        *body,
    ]


def cells(experiment: Experiment, course: Course, say: Say) -> ProgramCells:
    """Return the same program in the parts of its story."""
    data, parameters = arrays(experiment, DIALECT)
    forward, costs = _forward(experiment, say), _costs(experiment, say)
    optimizers = _optimizers(experiment)
    if is_in_place(experiment):
        words, body = say("program.back-and-forth"), ["step_back(x, y)"]
        lines = _in_place_steps(experiment, say)
        back, update = ["\n".join(optimizers), doing("step_back(x, y)", words, lines)], ""
    else:
        *named, made = optimizers
        gone = ["for p in parameters:", "    p.grad = None", _backward(experiment)]
        lines = [*gone, "slopes = [p.grad for p in parameters]", "slopes"]
        way_back = function("backward(x, y)", say("program.backward"), lines)
        back = [*named, way_back, "backward(X, Y)"]
        update, body = made, ["backward(x, y)", "optimizer.step()"]
    training = loop(experiment, body, course, say, new_rate=_new_rate(experiment))
    imports = _imports(experiment, [forward, *costs])
    return ProgramCells(
        setup=assembled([*imports, constants(experiment, course, say)]),
        data=data,
        parameters=parameters,
        forward=assembled([forward, "forward(X)[-1]"]),
        loss=assembled([*costs, f"loss_before = {_whole_cost(experiment)}.item()\nloss_before"]),
        backward=assembled(back),
        update=update,
        training="\n".join([*generator(experiment, course), training]),
        result=result(experiment, _whole_cost(experiment), "forward(X)[-1]", DIALECT),
    )


def _imports(experiment: Experiment, body: Sequence[str]) -> list[str]:
    """Return what the lines of a body need."""
    imports = ["import torch"]
    if "functional." in "".join(body):
        imports.append("from torch.nn import functional")
    if is_shuffled(experiment):
        imports.insert(0, "import numpy as np")
    return ["import json", "\n".join(imports), "torch.set_default_dtype(torch.float64)"]


def _costs(experiment: Experiment, say: Say) -> list[str]:
    written = [_cost(experiment, say)]
    if experiment.penalty:
        written.append(
            penalty_function(experiment, "L2 / 2 * (W * W).sum()", "L1 * W.abs().sum()", say)
        )
    return written


def _whole_cost(experiment: Experiment) -> str:
    return f"cost({_output(experiment, 'X')}, Y)"


def _forward(experiment: Experiment, say: Say) -> str:
    lines, below = [], "x"
    for layer, plan in enumerate(experiment.network.layers, start=1):
        value = plan.activation.torch.format(z=f"z{layer}")
        lines += [weighted_sum(experiment, layer, below), f"a{layer} = {value}"]
        below = f"a{layer}"
    lines.append(_everything(experiment))
    return function("forward(x)", say("program.forward"), lines)


def _everything(experiment: Experiment) -> str:
    return ", ".join(f"z{layer}, a{layer}" for layer in layers(experiment))


def _cost(experiment: Experiment, say: Say) -> str:
    letter = _letter(experiment)
    reduction = experiment.reduction.value
    words = say(
        f"program-cost-of.{reduction}", loss=say(f"loss.{experiment.loss.name}"), letter=letter
    )
    return function(f"cost({letter}, y)", words, [f"{experiment.loss.torch}.{reduction}()"])


def _output(experiment: Experiment, inputs: str) -> str:
    """Return what the cost is computed from."""
    return f"forward({inputs})[{-2 if _letter(experiment) == 'z' else -1}]"


def _letter(experiment: Experiment) -> str:
    """Return what the loss is computed from: the last a, or the last z."""
    return "a" if experiment.loss.d_z is None else "z"


def _optimizers(experiment: Experiment) -> list[str]:
    """Return one optimiser, or one a layer where the layers are updated one by one."""
    made = f"torch.optim.{experiment.training.optimizer.torch}"
    names = [", ".join(learned(experiment, layer)) for layer in layers(experiment)]
    if is_in_place(experiment):
        return [f"optimizer{i} = " + made.format(f"[{name}]") for i, name in enumerate(names, 1)]
    return [f"parameters = [{', '.join(names)}]", "optimizer = " + made.format("parameters")]


def _new_rate(experiment: Experiment) -> list[str]:
    """Return the lines that take another learning rate from a step on."""
    changed = 'optimizer{}.param_groups[0]["lr"] = RATES[step]'
    numbers = layers(experiment) if is_in_place(experiment) else ("",)
    return ["if step in RATES:", *(f"    {changed.format(each)}" for each in numbers)]


def _steps(experiment: Experiment) -> list[str]:
    return ["optimizer.zero_grad()", _backward(experiment), "optimizer.step()"]


def _backward(experiment: Experiment) -> str:
    total = f"cost({_output(experiment, 'x')}, y)"
    if experiment.penalty:
        total = f"({total} + penalty())"
    return f"{total}.backward()"


def _in_place_steps(experiment: Experiment, say: Say) -> list[str]:
    """Autograd would notice changed weights, so it is asked for one layer at a time."""
    letter = _letter(experiment)
    depth = experiment.network.depth
    lines = [f"{_everything(experiment)} = forward(x)"]
    for layer in reversed(layers(experiment)):
        below = "x" if layer == 1 else f"a{layer - 1}.detach()"
        if layer == depth:
            asked = f"cost({letter}{layer}, y), z{layer}"
        else:
            mistake = f"  # {say('program.mistake')}"
            above = f"d_a{layer} = delta{layer + 1} @ W{layer + 1}.detach()"
            lines += ["", above + mistake]
            asked = f"a{layer}, z{layer}, d_a{layer}"
        lines.append(f"(delta{layer},) = torch.autograd.grad({asked})")
        lines.append(f"W{layer}.grad = delta{layer}.T @ {below}")
        if experiment.penalty:
            w = f"W{layer}.detach()"
            pull = penalty_terms(experiment, f"L2 * {w}", f"L1 * torch.sign({w})")
            lines.append(f"W{layer}.grad += {pull}")
        if f"b{layer}" in learned(experiment, layer):
            lines.append(f"b{layer}.grad = delta{layer}.sum(dim=0)")
        lines.append(f"optimizer{layer}.step()")
    return lines

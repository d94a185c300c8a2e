"""A training run as PyTorch: its own losses, its autograd and its optimisers."""

from engine.experiment import Experiment
from engine.text.programs.parts import (
    Dialect,
    arrays,
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


def blocks(experiment: Experiment, steps: int, say: Say) -> list[str]:
    """Return the program as blocks of lines."""
    body = [_forward(experiment, say), _cost(experiment, say)]
    if experiment.penalty:
        body.append(
            penalty_function(experiment, "L2 / 2 * (W * W).sum()", "L1 * W.abs().sum()", say)
        )
    body.append("\n".join([*_optimizers(experiment), *generator(experiment)]))
    lines = _in_place_steps(experiment, say) if is_in_place(experiment) else _steps(experiment)
    cost = f"cost({_output(experiment, 'X')}, Y)"
    body += [f"loss_before = {cost}.item()", loop(experiment, lines, say)]
    body.append(result(experiment, cost, "forward(X)[-1]", DIALECT))
    imports = ["import torch"]
    if "functional." in "".join(body):
        imports.append("from torch.nn import functional")
    if is_shuffled(experiment):
        imports.insert(0, "import numpy as np")
    return [
        heading(experiment, "PyTorch", say),
        "import json",
        "\n".join(imports),
        "torch.set_default_dtype(torch.float64)",
        constants(experiment, steps, say),
        *arrays(experiment, DIALECT),
        *body,
    ]


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
    words = say(f"program-cost-of.{reduction}", loss=experiment.loss.name, letter=letter)
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


def _steps(experiment: Experiment) -> list[str]:
    total = f"cost({_output(experiment, 'x')}, y)"
    if experiment.penalty:
        total = f"({total} + penalty())"
    return ["optimizer.zero_grad()", f"{total}.backward()", "optimizer.step()"]


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

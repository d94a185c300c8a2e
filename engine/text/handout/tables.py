"""The numbers of a training step or run as JSON, CSV and plain text."""

import json
from collections.abc import Mapping, Sequence
from itertools import chain
from math import isfinite
from typing import Any

import numpy as np

from engine.backprop import StepTrace, penalty_of, predict
from engine.experiment import Experiment
from engine.frozen import Array
from engine.network import Parameters
from engine.run.training import Run
from engine.text.grid import columns
from engine.text.numbers import full, short
from engine.text.words import Say
from engine.written.quantity import Kind

MOST_BETWEEN = 1_000  # entries of the history besides the first and the last
MOST_OUTPUTS = 10_000  # samples whose outputs are written
_TEXT_LINES = 10  # about so many steps of the history are told to a reader
_TEXT_SAMPLES = 10


def trace_to_json(experiment: Experiment, trace: StepTrace) -> str:
    """Write every number of a step; each reads back to the same float64, or is null if not finite.

    z, a, dC_da, dC_dz, inputs and targets have one row a sample. Losses and derivatives are
    without the penalty, which has keys of its own where it is set. Biases that a layer does not
    have are null.
    """
    penalty = {
        "penalty_before": _number(trace.penalty),
        "penalty_after": _number(trace.penalty_after),
    }
    return _document(
        {
            "title": experiment.title,
            "samples": list(trace.samples),
            "inputs": _numbers(trace.x),
            "targets": _numbers(trace.targets),
            "loss_before": _number(trace.loss),
            "loss_after": _number(trace.loss_after),
            **(penalty if experiment.penalty else {}),
        },
        "layers",
        [_layer(experiment, trace, number) for number in _layers(trace.before)],
    )


def _layer(experiment: Experiment, trace: StepTrace, number: int) -> dict[str, Any]:
    layer = trace.layers[number - 1]
    pull = {"penalty_dW": _numbers(trace.penalty_gradient.weights(number))}
    return {
        "layer": number,
        "weights": _numbers(trace.before.weights(number)),
        "biases": _numbers_or_null(trace.before.bias(number)),
        "z": _numbers(layer.z),
        "a": _numbers(layer.a),
        "dC_da": _numbers(layer.d_a),
        "dC_dz": _numbers(layer.delta),
        "dC_dW": _numbers(layer.d_weights),
        "dC_db": _numbers_or_null(layer.d_bias),
        **(pull if experiment.penalty else {}),
        "weights_after": _numbers(trace.after.weights(number)),
        "biases_after": _numbers_or_null(trace.after.bias(number)),
    }


def training_to_json(experiment: Experiment, run: Run) -> str:
    """Write what a run reached: its losses, its last parameters and the outputs they give.

    Losses are without the penalty; `penalty` is that of the last parameters, where not zero.
    """
    history = [
        {"step": step, "train_loss": _number(run.loss(step)), "test_loss": _test_loss(run, step)}
        for step in history_steps(run.steps)
    ]
    parameters = run.parameters(run.steps)
    with np.errstate(all="ignore"):
        penalty = penalty_of(experiment.penalty, parameters)
    after: dict[str, Any] = {} if penalty == 0 else {"penalty": _number(penalty)}
    after["parameters"] = {
        "weights": [_numbers(parameters.weights(layer)) for layer in _layers(parameters)],
        "biases": [_numbers_or_null(parameters.bias(layer)) for layer in _layers(parameters)],
    }
    if len(experiment.data.inputs) <= MOST_OUTPUTS:
        after["outputs"] = _numbers(_outputs(experiment, parameters))
    return _document({"steps": run.steps}, "history", history, after)


def _test_loss(run: Run, step: int) -> float | None:
    """Return the cost over the test part, None where there is none or it is not finite."""
    value = run.test_loss(step)
    return value if value is not None and isfinite(value) else None


def training_to_csv(experiment: Experiment, run: Run) -> str:
    """Write the losses of a run, one line a step; what there is no number for is left empty."""
    lines = ["step,train_loss,test_loss"]
    for step in history_steps(run.steps):
        loss, tested = run.loss(step), _test_loss(run, step)
        after = "" if tested is None else full(tested)
        lines.append(f"{step},{full(loss) if isfinite(loss) else ''},{after}")
    return "\n".join(lines) + "\n"


def training_to_text(experiment: Experiment, run: Run, say: Say) -> str:
    """Write a run for a reader: the way the loss went, and outputs beside their targets."""
    history = [(say("training-table.step"), say("training-table.loss"))]
    history += [
        (str(step), short(run.loss(step), 6))
        for step in (*range(0, run.steps, _round_stride(run.steps)), run.steps)
    ]
    parts = [
        [experiment.title, say("training-table.steps", steps=run.steps)],
        columns(history, left=0),
    ]
    outputs = _outputs(experiment, run.parameters(run.steps))
    rows = [tuple(say(f"training-column.{key}") for key in ("sample", "output", "value", "target"))]
    for sample, (values, targets) in enumerate(zip(outputs, experiment.data.targets, strict=True)):
        if sample == _TEXT_SAMPLES:
            break
        for unit, (value, target) in enumerate(zip(values, targets, strict=True), start=1):
            output = short(float(value), 6, kind=Kind.A)
            rows.append((str(sample + 1), str(unit), output, full(float(target))))
    parts.append(columns(rows, left=0))
    if len(outputs) > _TEXT_SAMPLES:
        parts[-1].append(say("training-table.more", samples=len(outputs) - _TEXT_SAMPLES))
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def history_steps(steps: int) -> list[int]:
    """Return 0, the last step and evenly spaced ones between them, at most MOST_BETWEEN."""
    stride = history_stride(steps)
    between = range(stride, steps, stride)
    return [0, *between, steps] if steps else [0]


def history_stride(steps: int) -> int:
    """Return how far the steps between the first and the last lie apart."""
    return max(steps - 1, 0) // (MOST_BETWEEN + 1) + 1


def _round_stride(steps: int) -> int:
    """Return the first of 1, 2, 5, 10, 20, ... that makes few enough lines."""
    power = 1
    while True:
        for digit in (1, 2, 5):
            if digit * power * _TEXT_LINES >= steps:
                return digit * power
        power *= 10


def _layers(parameters: Parameters) -> range:
    return range(1, len(parameters.sizes))


def _outputs(experiment: Experiment, parameters: Parameters) -> Array:
    with np.errstate(all="ignore"):
        return predict(experiment.network, parameters, experiment.data.inputs)


def _number(value: float) -> float | None:
    return float(value) if isfinite(value) else None


def _numbers(values: Array) -> list[Any]:
    """Return nested lists of the numbers; JSON has no word for infinity, so null stands for it."""
    if np.isfinite(values).all():
        listed: list[Any] = values.tolist()
        return listed
    if values.ndim > 1:
        return [_numbers(row) for row in values]
    return [_number(value) for value in values]


def _numbers_or_null(values: Array | None) -> list[Any] | None:
    return None if values is None else _numbers(values)


def _document(
    before: Mapping[str, Any],
    key: str,
    records: Sequence[Mapping[str, Any]],
    after: Mapping[str, Any] | None = None,
) -> str:
    """Write one JSON object with one line a key, and one line a record where there are many."""
    lines = [f" {json.dumps(name)}: {_json(value)}" for name, value in before.items()]
    lines.append(f" {json.dumps(key)}: [\n{_records(records)}\n ]")
    lines += [f" {json.dumps(name)}: {_json(value)}" for name, value in (after or {}).items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _records(records: Sequence[Mapping[str, Any]]) -> str:
    long = any(isinstance(value, list) for value in chain(*(r.values() for r in records)))
    if not long:
        return ",\n".join(f"  {_json(record)}" for record in records)
    written = (
        ",\n   ".join(f"{json.dumps(name)}: {_json(value)}" for name, value in record.items())
        for record in records
    )
    return ",\n".join(f"  {{{text}}}" for text in written)


def _json(value: object) -> str:
    return json.dumps(value, allow_nan=False)

"""What a printed program has in it whatever library it uses."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil
from textwrap import fill, indent

from msgspec import Struct

from engine.experiment import Experiment, UpdateRule
from engine.frozen import Array
from engine.text.numbers import full
from engine.text.words import Say

_WIDTH = 98


class Dialect(Struct, frozen=True):
    """How a library makes an array, one that is learned, and a plain number of what it returns."""

    array: str
    learned: str = ""
    number: str = ""


def assembled(blocks: Sequence[str]) -> str:
    """Return blocks of lines as one file: two empty lines around a function, else one."""
    written = blocks[0]
    for before, block in pairwise(blocks):
        either_is_function = before.startswith("def ") or block.startswith("def ")
        written += ("\n\n\n" if either_is_function else "\n\n") + block
    return written + "\n"


def heading(experiment: Experiment, library: str, say: Say) -> str:
    """Return the opening of the file; a title is free text, so only its letters are taken."""
    shown = "".join(sign if sign.isprintable() else " " for sign in experiment.title)
    title = " ".join(shown.split())
    lines = [f'"""{say("program.about", library=library)}"""']
    return "\n".join([*lines, f"# {title}"] if title else lines)


def constants(experiment: Experiment, steps: int, say: Say) -> str:
    """Return the settings that are plain numbers."""
    penalty = experiment.penalty
    lines = [f"STEPS = {steps}", f"RATE = {full(experiment.training.learning_rate)}"]
    lines += [
        f"{name} = {full(factor)}"
        for name, factor in (("L1", penalty.l1), ("L2", penalty.l2))
        if factor != 0
    ]
    batches, size = batching(experiment)
    if batches > 1:
        lines += [f"BATCH_SIZE = {size}", f"BATCHES = {batches}  # {say('program.batches')}"]
    return "\n".join(lines)


def arrays(experiment: Experiment, dialect: Dialect) -> Iterator[str]:
    """Yield the data and the first parameters."""
    data, first = experiment.data, experiment.first_parameters()
    yield "\n".join(
        _assigned(name, values, dialect.array, "")
        for name, values in (("X", data.inputs), ("Y", data.targets))
    )
    biases_learned = dialect.learned if experiment.training.train_biases else ""
    lines = []
    for layer in layers(experiment):
        lines.append(_assigned(f"W{layer}", first.weights(layer), dialect.array, dialect.learned))
        bias = first.bias(layer)
        if bias is not None:
            lines.append(_assigned(f"b{layer}", bias, dialect.array, biases_learned))
    yield "\n".join(lines)


def _assigned(name: str, values: Array, make: str, more: str) -> str:
    """Return an assignment, on one line where it is short enough."""
    line = f"{name} = {make}({values.tolist()!r}{more and f', {more}'})"
    if len(line) <= _WIDTH:
        return line
    items = values.tolist() if values.ndim > 1 else [values.tolist()]
    rows = ",\n".join(_row(row) for row in items)
    body = f"    [\n{indent(rows, '    ')},\n    ]" if values.ndim > 1 else rows
    last = f"    {more},\n" if more else ""
    return f"{name} = {make}(\n{body},\n{last})"


def _row(row: list[float]) -> str:
    """Return the numbers of a row, wrapped between numbers only."""
    return fill(
        repr(row),
        _WIDTH - 8,
        initial_indent="    ",
        subsequent_indent="     ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def batching(experiment: Experiment) -> tuple[int, int]:
    """Return how many batches an epoch has, and the samples of a full one."""
    samples = len(experiment.data.inputs)
    size = min(experiment.training.batch_size or samples, samples)
    return ceil(samples / size), size


def is_shuffled(experiment: Experiment) -> bool:
    """Return whether the order of the samples matters: it does not where each step sees all."""
    batches, _ = batching(experiment)
    return experiment.training.shuffle and batches > 1


def next_batch(experiment: Experiment, say: Say) -> list[str]:
    """Return the lines that choose x and y of a step."""
    batches, _ = batching(experiment)
    if batches == 1:
        return ["x, y = X, Y"]
    lines = ["slot = step % BATCHES"]
    if is_shuffled(experiment):
        note = say("program.epoch")
        lines += ["if slot == 0:", f"    order = random.permutation(len(X))  # {note}"]
        lines.append("batch = order[slot * BATCH_SIZE : (slot + 1) * BATCH_SIZE]")
    else:
        lines.append("batch = slice(slot * BATCH_SIZE, (slot + 1) * BATCH_SIZE)")
    return [*lines, "x, y = X[batch], Y[batch]"]


def generator(experiment: Experiment) -> list[str]:
    """Return the line that seeds the order of the samples, where there is one to be drawn."""
    seed = experiment.training.seed
    return [f"random = np.random.default_rng({seed})"] if is_shuffled(experiment) else []


def result(experiment: Experiment, cost: str, outputs: str, dialect: Dialect) -> str:
    """Return the lines that print what was reached, in the keys of `train --format json`."""
    shape = experiment.network.shape
    weights = ", ".join(f"W{layer}.tolist()" for layer in shape.layers)
    biases = ", ".join(
        f"b{layer}.tolist()" if shape.has_bias(layer) else repr(None) for layer in shape.layers
    )
    lists = [f'        "weights": [{weights}],', f'        "biases": [{biases}],']
    lines = ["result = {", '    "loss_before": loss_before,']
    lines.append(f'    "loss_after": {cost}{dialect.number},')
    if experiment.penalty:
        lines.append(f'    "penalty": penalty(){dialect.number},')
    lines += ['    "parameters": {', *lists, "    },"]
    lines += [f'    "outputs": {outputs}.tolist(),', "}", "print(json.dumps(result, indent=1))"]
    return "\n".join(lines)


def penalty_terms(experiment: Experiment, of_l2: str, of_l1: str) -> str:
    """Return those of the two terms that are set."""
    penalty = experiment.penalty
    both = ((penalty.l2, of_l2), (penalty.l1, of_l1))
    return " + ".join(term for factor, term in both if factor != 0)


def penalty_function(experiment: Experiment, of_l2: str, of_l1: str, say: Say) -> str:
    """Return the function that adds up the penalty; the terms speak of one matrix W."""
    matrices = ", ".join(f"W{layer}" for layer in layers(experiment))
    terms = penalty_terms(experiment, of_l2, of_l1)
    body = f"sum({terms} for W in [{matrices}])"
    return function("penalty()", say("program.penalty"), [body])


def loop(experiment: Experiment, body: Sequence[str], say: Say, counts_steps: bool = False) -> str:
    """Return the training loop after the loss before it; empty lines of the body stay empty."""
    batches, _ = batching(experiment)
    step = "step" if counts_steps or batches > 1 else "_"
    lines = [f"for {step} in range(STEPS):"]
    lines += [f"    {line}" if line else "" for line in (*next_batch(experiment, say), *body)]
    return "\n".join(lines)


def layers(experiment: Experiment) -> range:
    """Return the numbers of the layers after the input."""
    return range(1, experiment.network.depth + 1)


def weighted_sum(experiment: Experiment, layer: int, below: str) -> str:
    """Return the line that computes z of a layer from what the layer below sends."""
    bias = f" + b{layer}" if experiment.network.shape.has_bias(layer) else ""
    return f"z{layer} = {below} @ W{layer}.T{bias}"


def learned(experiment: Experiment, layer: int) -> tuple[str, ...]:
    """Return the names of the arrays of a layer that are trained."""
    trained = experiment.training.train_biases and experiment.network.shape.has_bias(layer)
    return (f"W{layer}", f"b{layer}") if trained else (f"W{layer}",)


def is_in_place(experiment: Experiment) -> bool:
    """Return whether a layer is updated before the deltas below it are computed."""
    return experiment.training.update_rule is UpdateRule.IN_PLACE


def function(name: str, words: str, body: Sequence[str]) -> str:
    """Return a function with a docstring; the last line of the body is what it returns."""
    lines = [f"def {name}:", f'    """{words}"""', *(f"    {line}" for line in body[:-1])]
    return "\n".join([*lines, f"    return {body[-1]}"])

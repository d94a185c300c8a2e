"""What a printed program has in it whatever library it uses."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil
from textwrap import fill, indent

from msgspec import Struct

from engine.experiment import Experiment, UpdateRule
from engine.frozen import Array
from engine.text.numbers import full
from engine.text.programs.course import Course
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


def heading(experiment: Experiment, library: str, course: Course, say: Say) -> str:
    """Return the opening of the file; a title is free text, so only its letters are taken."""
    lines = [f'"""{say("program.about", library=library)}"""']
    comments = [printable_title(experiment), *course.notes]
    lines += [
        fill(comment, _WIDTH, initial_indent="# ", subsequent_indent="#   ")
        for comment in comments
        if comment
    ]
    return "\n".join(lines)


def printable_title(experiment: Experiment) -> str:
    """Return the title on one line, without signs that do something to it."""
    shown = "".join(sign if sign.isprintable() else " " for sign in experiment.title)
    return " ".join(shown.split())


def constants(experiment: Experiment, course: Course, say: Say) -> str:
    """Return the settings that are plain numbers."""
    penalty = experiment.penalty
    lines = [f"FIRST = {course.first_step}"] if _counts_on(experiment, course) else []
    lines += [f"STEPS = {course.steps}", f"RATE = {full(experiment.training.learning_rate)}"]
    if course.rates:
        rates = ", ".join(f"{step}: {full(rate)}" for step, rate in course.rates)
        lines.append(f"RATES = {{{rates}}}  # {say('program.rates')}")
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


def generator(experiment: Experiment, course: Course) -> list[str]:
    """Return the lines that seed the order of the samples, where there is one to be drawn."""
    if not is_shuffled(experiment):
        return []
    lines = [f"random = np.random.default_rng({experiment.training.seed})"]
    if course.first_step:  # the orders of the epochs that were begun before
        lines += ["for _ in range(-(-FIRST // BATCHES)):", "    order = random.permutation(len(X))"]
    return lines


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


def loop(
    experiment: Experiment,
    body: Sequence[str],
    course: Course,
    say: Say,
    counts_steps: bool = False,
    new_rate: Sequence[str] = (),
) -> str:
    """Return the training loop after the loss before it; empty lines of the body stay empty.

    counts_steps: whether the body asks for the number of the step; new_rate: the lines that take
    another learning rate from a step on.
    """
    batches, _ = batching(experiment)
    has_rates = bool(course.rates)
    step = "step" if counts_steps or batches > 1 or has_rates else "_"
    ends = ("FIRST", "FIRST + STEPS") if _counts_on(experiment, course) else ("STEPS",)
    span = f"range({', '.join(ends)})"
    lines = [f"for {step} in {span}:"]
    inner = [*(new_rate if has_rates else ()), *next_batch(experiment, say), *body]
    return "\n".join([*lines, *indented(inner)])


def indented(lines: Sequence[str]) -> list[str]:
    """Return lines as a body; empty ones stay empty."""
    return [f"    {line}" if line else "" for line in lines]


def _counts_on(experiment: Experiment, course: Course) -> bool:
    """Return whether it matters how many steps were taken before the first one."""
    batches, _ = batching(experiment)
    return course.first_step > 0 and (batches > 1 or bool(course.rates))


def step_count(experiment: Experiment, course: Course) -> str:
    """Return how many steps the optimiser has taken with the present one."""
    return "step - FIRST + 1" if _counts_on(experiment, course) else "step + 1"


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
    lines = [f'"""{words}"""', *body[:-1], f"return {body[-1]}"]
    return "\n".join([f"def {name}:", *indented(lines)])

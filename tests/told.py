"""What every letter on screen stands for, worked out by the oracle: names in lists and loops.

In a batch of several the letters of sample n carry [n], and derivatives with it are those of the
sample alone; "mean" stands before what is told of all samples together.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from tests import oracle
from tests.oracle_functions import Matrix
from tests.reader import number

_LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_HIGH = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")


def named(letter: str, layer: int, *units: int) -> str:
    """Return a letter with indices that count from 1: layer 0 has no mark."""
    between = "," if any(unit > 8 for unit in units) else ""
    low = between.join(str(unit + 1) for unit in units).translate(_LOW)
    return f"{letter}{low}" + (f"({layer})".translate(_HIGH) if layer else "")


def all_numbers(
    layers: list[oracle.Layer],
    rules: oracle.Rules,
    inputs: Matrix,
    targets: Matrix,
) -> dict[str, float]:
    """Return every number of a step by what it is called."""
    whole = oracle.train_step(layers, rules, inputs, targets)
    found = dict(_of_batch(layers, whole))
    samples = len(inputs)
    for n in range(samples):
        alone, one = whole, oracle.Rules(rules.loss, rules.rate)
        if samples > 1:
            alone = oracle.train_step(layers, one, [inputs[n]], [targets[n]])
        _, after = oracle.forward(whole.after, inputs[n])
        mark = f"[{n + 1}]" if samples > 1 else ""
        found |= _of_sample(alone, inputs[n], targets[n], after[-1], mark)
    if samples > 1:
        found |= _together(found, samples, rules.reduction)
    return found


def _of_batch(layers: list[oracle.Layer], step: oracle.Step) -> Iterator[tuple[str, float]]:
    yield "C", step.loss
    yield "C new", step.loss_after
    for i, (layer, after) in enumerate(zip(layers, step.after, strict=True)):
        for j, row in enumerate(layer.weights):
            for k, weight in enumerate(row):
                letter = named("w", i + 1, j, k)
                yield letter, weight
                yield f"{letter} new", after.weights[j][k]
                yield f"∂C/∂{letter}", step.d_weights[i][j][k]
            slopes = step.d_biases[i]
            if layer.biases is not None and after.biases is not None and slopes is not None:
                letter = named("b", i + 1, j)
                yield letter, layer.biases[j]
                yield f"{letter} new", after.biases[j]
                yield f"∂C/∂{letter}", slopes[j]


def _of_sample(
    alone: oracle.Step, x: Sequence[float], y: Sequence[float], after: Sequence[float], mark: str
) -> dict[str, float]:
    """Return what a sample has of its own, from a step on it alone; mark: its index."""
    last, loss = len(alone.z), f"C{mark}"
    found = {loss: alone.loss}
    found |= {named("x", 0, k) + mark: value for k, value in enumerate(x)}
    found |= {named("y", 0, j) + mark: value for j, value in enumerate(y)}
    found |= {f"{named('a', last, j)}{mark} new": value for j, value in enumerate(after)}
    for i in range(last):
        for j in range(len(alone.z[i][0])):
            a, z = (named(letter, i + 1, j) + mark for letter in ("a", "z"))
            found[z], found[a] = alone.z[i][0][j], alone.a[i][0][j]
            found[f"∂{loss}/∂{a}"] = alone.d_a[i][0][j]
            found[named("δ", i + 1, j) + mark] = alone.delta[i][0][j]
            found[f"∂{loss}/∂{z}"] = alone.delta[i][0][j]
            if mark:
                for k, slope in enumerate(alone.d_weights[i][j]):
                    found[f"∂{loss}/∂{named('w', i + 1, j, k)}"] = slope
                found[f"∂{loss}/∂{named('b', i + 1, j)}"] = alone.delta[i][0][j]
    return found


def _together(found: dict[str, float], samples: int, reduction: str) -> dict[str, float]:
    """Return what the numbers of all samples are together, called as those of sample n."""
    every = [name for name in found if "[1]" in name]
    pooled = {}
    for name in every:
        numbers = [found[name.replace("[1]", f"[{n + 1}]")] for n in range(samples)]
        is_sum = reduction == "sum" and ("∂" in name or "δ" in name)
        word = "sum" if is_sum else "mean"
        value = sum(numbers) if is_sum else sum(numbers) / samples
        pooled[f"{word} {name.replace('[1]', '[n]')}"] = value
    return pooled


def shows(printed: str, value: float) -> bool:
    """Return whether a printed number is a value, rounded to the digits that are printed."""
    if printed == "0":
        return abs(value) < 1e-15
    wanted = number(printed)
    exponent = wanted.as_tuple().exponent
    assert isinstance(exponent, int)
    half = float(Decimal(1).scaleb(exponent)) / 2
    return abs(value - float(wanted)) <= half * (1 + 1e-6) + 1e-12 * abs(value) + 1e-15

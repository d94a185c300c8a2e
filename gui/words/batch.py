"""What belongs to one sample of a batch, and what to all of them together."""

from engine.experiment import Experiment
from engine.story.formulas.indexed import indexed
from engine.story.formulas.terms import symbol
from engine.story.notation import Notation, noted
from engine.story.scope import Scope
from engine.text.names import name, written
from engine.written.quantity import GRADIENTS, OF_LOSS, ONE_A_SAMPLE, Kind, Quantity
from gui.words.catalog import say, say_count
from gui.words.quantities import kind_name, with_column


def pooled_name(scope: Scope) -> str:
    """Return what a number of the whole batch is: the mean or the sum of those of its samples."""
    return say_count(f"pooled.{pool(scope)}", scope.samples)


def pooled_text(scope: Scope, text: str, kind: Kind) -> str:
    """Return a letter with its number as what it is where all samples are shown together.

    Derivatives come to what they are in the gradient of C: a mean, or a sum.
    """
    if not scope.is_pooled:
        return text
    key = pool(scope) if kind in (Kind.D_A, Kind.DELTA) else "mean"
    return say(f"pooled-number.{key}", number=text)


def pooled_letter(scope: Scope, quantity: Quantity, notation: Notation) -> str:
    """Return the letter of a number; of what all samples come to together, what that is."""
    if quantity.sample is None and scope.is_pooled and quantity.kind in ONE_A_SAMPLE:
        letter = written(noted(indexed(symbol(quantity)), notation))
        return pooled_text(scope, letter, quantity.kind)
    return name(quantity, notation)


def number_kind(scope: Scope, quantity: Quantity) -> str:
    """Return what a number is called, of a batch of several also whose it is."""
    kind = with_column(scope.experiment, quantity, kind_name(quantity.kind))
    if scope.samples == 1 or quantity.kind not in GRADIENTS | OF_LOSS | ONE_A_SAMPLE:
        return kind
    if quantity.sample is not None:
        return say("batch.kind-of-sample", kind=kind, sample=quantity.sample + 1)
    return say("batch.kind-of-all", kind=kind, all=pooled_name(scope))


def alone_name(experiment: Experiment, number: int) -> str:
    """Return what a sample is called that is shown alone, as if it were the whole batch.

    number: counted from 0 through the training set and on through the test set.
    """
    if number < len(experiment.data.inputs):
        return say("batch.sample-alone", sample=number + 1)
    return say("batch.test-sample-alone", sample=number + 1)


def pool(scope: Scope) -> str:
    """Return the part of a key that stands for how samples are put together."""
    return "mean" if scope.is_mean else "sum"

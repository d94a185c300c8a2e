"""What is said of the number in focus: its title, and what it is."""

from engine.story.formulas.indexed import indexed
from engine.story.formulas.terms import symbol
from engine.story.notation import Notation, noted
from engine.story.scope import Scope
from engine.text.names import written
from engine.written.quantity import GRADIENTS, ONE_A_SAMPLE, Kind, Quantity
from gui.words.batch import number_kind, pooled_name
from gui.words.catalog import say
from gui.words.keys import part
from gui.words.quantities import kind_name
from gui.words.updates import update_sentence

_AFTER = frozenset({Kind.WEIGHT_AFTER, Kind.BIAS_AFTER})


def focus_title(scope: Scope, focus: Quantity, notation: Notation) -> str:
    """Return the letter and the name of the number in focus, as a heading."""
    letter, kind = symbol(focus), number_kind(scope, focus)
    if scope.is_pooled and focus.kind in ONE_A_SAMPLE:
        letter, kind = indexed(letter), say("batch.kind-of-each", kind=kind_name(focus.kind))
    return say("selection-title", letter=written(noted(letter, notation)), kind=kind)


def selection_sentence(scope: Scope, focus: Quantity, known: bool) -> str:
    """Return what the number in focus is, in one or two sentences."""
    if not known:
        return say("selection.not-computed-yet")
    if focus.kind is Kind.BIAS_AFTER and not scope.experiment.training.train_biases:
        return say("selection.biases-not-trained")
    if scope.samples > 1 and focus.kind in GRADIENTS:
        together = pooled_name(scope)
        if focus.sample is None:
            return say("batch.number-of-all", all=together)
        return say("batch.number-of-one", sample=focus.sample + 1, all=together)
    if focus.kind in _AFTER:
        return update_sentence(scope)
    if focus.kind is Kind.Z and not scope.experiment.network.shape.has_bias(focus.layer):
        return say("selection.z-without-bias")
    if focus.kind is Kind.INPUT and scope.experiment.data.normalisation is not None:
        return say("selection.input-normalised")
    of_input = focus.kind is Kind.WEIGHT and focus.layer == 1
    return say(
        f"selection.{'weight-of-input' if of_input else part(focus.kind)}",
        unit=focus.unit + 1,
        layer=focus.layer,
        before=focus.layer - 1,
        source=1 + (focus.source or 0),
    )

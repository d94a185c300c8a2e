"""What the explanation panel says: a value that follows from the state."""

from msgspec import Struct
from msgspec.structs import replace

from engine.story.beats import Beat, Scene, first_known, in_focus, of_selection, revealed
from engine.story.formulas.indexed import indexed
from engine.story.formulas.terms import symbol
from engine.story.notation import STANDARD, Notation, noted_equations
from engine.story.rules import beat_rules
from engine.story.scope import Scope
from engine.text.numbers import DASH
from engine.text.plain import derivation_to_text
from engine.written.expression import Equation, Expr, FunctionOf, Number, SumOver, Symbol
from engine.written.quantity import OF_LOSS, ONE_A_SAMPLE, Kind, Quantity, gradient_of, with_sample
from gui.state.hiding.derived import hides_any
from gui.state.hiding.formulas import covered_equations
from gui.state.run import derived
from gui.state.state import State
from gui.words.beats import beat_sentence, beat_title
from gui.words.catalog import say, say_count
from gui.words.selection import focus_title, selection_sentence

EXAMPLES = 4  # neurons or weights written out while nothing is selected
MOST_SAMPLES = 8  # of which a number of their own is written out


class Block(Struct, frozen=True):
    """Some lines of formulas under a caption; of a derivation the last one is the result."""

    caption: str
    equations: tuple[Equation, ...]
    is_derivation: bool = False


class Explanation(Struct, frozen=True):
    """A heading, a sentence, the formulas, and what is said of numbers that are not written.

    left_out: how many these are; more: how the window leads to them.
    """

    heading: str
    sentence: str
    blocks: tuple[Block, ...]
    more: str = ""
    left_out: int = 0


def explanation(state: State) -> Explanation:
    """Return what there is to say at this moment about the selection, or about the beat."""
    selected = state.selected
    shown = _of_beat(state) if selected is None else _of_selection(state, selected)
    return _noted(_covered(state, shown), state.view.notation)


def explanation_text(state: State) -> str:
    """Return the formulas of the present moment as lines of text."""
    digits = state.view.digits
    blocks = explanation(state).blocks
    return "\n".join(derivation_to_text(block.equations, digits) for block in blocks)


def all_of_beats(state: State) -> tuple[list[str], list[str]]:
    """Return the heading and the sentence of every beat of a step, to keep room for."""
    beats, scope = derived.beats(state), derived.scope(state)
    sentences = [beat_sentence(each, scope, state.view.notation) for each in beats]
    return [beat_title(each) for each in beats], sentences


def _covered(state: State, shown: Explanation) -> Explanation:
    if not hides_any(state):
        return shown
    blocks = (
        replace(block, equations=covered_equations(state, block.equations))
        for block in shown.blocks
    )
    return replace(shown, blocks=tuple(blocks))


def _noted(shown: Explanation, notation: Notation) -> Explanation:
    if notation == STANDARD:
        return shown
    blocks = (
        replace(block, equations=noted_equations(block.equations, notation))
        for block in shown.blocks
    )
    return replace(shown, blocks=tuple(blocks))


def _of_beat(state: State) -> Explanation:
    beat, scope = derived.beat(state), derived.scope(state)
    blocks = [Block(say("explanation.rule"), beat_rules(scope, beat))]
    # the loss is what the outputs are for
    numbers = sorted(_worth_showing(state, beat), key=lambda each: each.kind not in OF_LOSS)
    known = derived.last_revealed(state) >= state.cursor.beat
    if known:
        lines = [_compact(scope, number) for number in numbers[:EXAMPLES]]
        blocks.append(Block(say("explanation.numbers"), tuple(lines)))
    left_out = max(len(numbers) - EXAMPLES, 0) if known else 0
    key = "explanation.more-of-samples" if scope.is_pooled else "explanation.more"
    more = say_count(key, left_out) if left_out else ""
    sentence = beat_sentence(beat, scope, state.view.notation)
    return Explanation(beat_title(beat), sentence, tuple(blocks), more, left_out)


def _worth_showing(state: State, beat: Beat) -> list[Quantity]:
    """Return the numbers of the beat on screen, of each only the one that says something.

    Of all samples together, first what is theirs together, then what each has its own of.
    """
    scope, unseen = derived.scope(state), derived.unseen(state)
    numbers = revealed(beat, scope.experiment.network.shape)
    shown = [scope.address(number) for number in numbers if number.kind not in unseen]
    if not scope.is_pooled:
        return shown
    whole = [number for number in shown if number.kind not in ONE_A_SAMPLE]
    return whole + [each for number in shown for each in _of_each_sample(scope, number)]


def _of_each_sample(scope: Scope, number: Quantity) -> list[Quantity]:
    """Return a number once for each sample of the batch, if each has its own."""
    rows = range(scope.samples) if number.kind in ONE_A_SAMPLE else ()
    return [with_sample(number, row) for row in rows]


def _compact(scope: Scope, quantity: Quantity) -> Equation:
    """Return a number's own line: its letter, its numbers, its value."""
    derivation = scope.derive(quantity)
    left = symbol(quantity)
    result = Number(derivation.value, left.role, quantity)
    if not derivation.numbers:
        return Equation(left, result)
    return Equation(left, derivation.numbers[-1], result)


def _of_selection(state: State, selected: Quantity) -> Explanation:
    scope, beats = derived.scope(state), derived.beats(state)
    focus, known = in_focus(selected, beats, derived.last_revealed(state))
    focus = scope.address(focus)
    blocks, more, left_out = [], "", 0
    general = _general(state, focus)
    if general:
        blocks.append(Block(say("explanation.general"), general))
    caption = say("explanation.this-one") if general else ""
    if scope.is_pooled and focus.kind in ONE_A_SAMPLE:
        each = _of_each_sample(scope, focus) if known else []
        blocks.append(Block(caption, tuple(_compact(scope, one) for one in each[:MOST_SAMPLES])))
        left_out = max(len(each) - MOST_SAMPLES, 0)
        if left_out:
            more = say_count("explanation.more-samples", left_out)
    else:
        derivation = scope.derive(focus)
        if known or derivation.rules:
            blocks.append(Block(caption, derivation.equations(known), True))
    own = [scope.address(number) for number in of_selection(selected)]
    if scope.sample is not None and selected.kind in (Kind.WEIGHT, Kind.BIAS):
        own.insert(2, gradient_of(selected))  # the batch's, which the update takes
    lines = tuple(_own(state, scope, number) for number in own)
    blocks.append(Block(say("explanation.own-numbers"), lines))
    return Explanation(
        focus_title(scope, focus, state.view.notation),
        selection_sentence(scope, focus, known),
        tuple(block for block in blocks if block.equations),
        more,
        left_out,
    )


def _general(state: State, focus: Quantity) -> tuple[Equation, ...]:
    """Return the rule for every number of this kind, with letters for its indices."""
    beats = derived.beats(state)
    index = first_known(focus, beats)
    if index < 0:
        return ()
    lines = beat_rules(derived.scope(state), beats[index])
    if beats[index].scene is Scene.UPDATE:  # one line for the weights, one for the biases
        return lines[:1] if focus.kind is Kind.WEIGHT_AFTER else lines[1:]
    return lines


def _own(state: State, scope: Scope, quantity: Quantity) -> Equation:
    """Return a number of the selection, a dash while it has not been computed."""
    letter = symbol(quantity)
    left: Expr = letter
    if scope.is_pooled and quantity.kind in ONE_A_SAMPLE:
        left = _together(scope, indexed(letter), quantity.kind)
    if not derived.is_known(state, quantity):
        return Equation(left, Symbol(DASH))
    return Equation(left, Number(scope.read(quantity), letter.role, quantity))


def _together(scope: Scope, each: Expr, kind: Kind) -> Expr:
    """Return what stands for the numbers of all samples together."""
    is_sum = scope.divisor == 1 and kind in (Kind.D_A, Kind.DELTA)
    return SumOver("n", each) if is_sum else FunctionOf("mean", (each,))

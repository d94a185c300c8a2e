"""What the explanation panel says: a value that follows from the state."""

from msgspec import Struct
from msgspec.structs import replace

from engine.story.beats import Beat, Scene, first_known, in_focus, of_selection, revealed
from engine.story.formulas.derivation import derive
from engine.story.formulas.rules import beat_rules
from engine.story.formulas.terms import symbol
from engine.story.notation import STANDARD, Notation, noted_equations
from engine.text.names import name
from engine.text.numbers import DASH
from engine.written.expression import Equation, Number, Symbol
from engine.written.quantity import Kind, Quantity
from gui.state.run import derived
from gui.state.state import State
from gui.words.beats import beat_sentence, beat_title
from gui.words.catalog import say
from gui.words.quantities import selection_sentence, selection_title

EXAMPLES = 4  # neurons or weights written out while nothing is selected


class Block(Struct, frozen=True):
    """Some lines of formulas under a caption; of a derivation the last one is the result."""

    caption: str
    equations: tuple[Equation, ...]
    is_derivation: bool = False


class Explanation(Struct, frozen=True):
    """A heading, a sentence, the formulas, and how many numbers of the beat are not written."""

    heading: str
    sentence: str
    blocks: tuple[Block, ...]
    omitted: int = 0


def explanation(state: State) -> Explanation:
    """Return what there is to say at this moment about the selection, or about the beat."""
    selected = state.selected
    shown = _of_beat(state) if selected is None else _of_selection(state, selected)
    return _noted(shown, state.view.notation)


def _noted(shown: Explanation, notation: Notation) -> Explanation:
    if notation == STANDARD:
        return shown
    blocks = (
        replace(block, equations=noted_equations(block.equations, notation))
        for block in shown.blocks
    )
    return replace(shown, blocks=tuple(blocks))


def _of_beat(state: State) -> Explanation:
    beat = derived.beat(state)
    experiment = derived.experiment(state)
    blocks = [Block(say("explanation.rule"), beat_rules(experiment, beat))]
    numbers = _worth_showing(state, beat)
    known = derived.last_revealed(state) >= state.cursor.beat
    if known:
        lines = [_compact(state, number) for number in numbers[:EXAMPLES]]
        blocks.append(Block(say("explanation.numbers"), tuple(lines)))
    omitted = max(len(numbers) - EXAMPLES, 0) if known else 0
    sentence = beat_sentence(beat, experiment.network.shape, state.view.notation)
    return Explanation(beat_title(beat), sentence, tuple(blocks), omitted)


def _worth_showing(state: State, beat: Beat) -> list[Quantity]:
    """Return the numbers of the beat on screen, of each only the one that says something."""
    unseen = derived.unseen(state)
    numbers = revealed(beat, derived.experiment(state).network.shape)
    return [number for number in numbers if number.kind not in unseen]


def _compact(state: State, quantity: Quantity) -> Equation:
    """Return a number's own line: its letter, its numbers, its value."""
    derivation = derive(
        derived.experiment(state), derived.trace(state), quantity, derived.row(state)
    )
    left = symbol(quantity)
    result = Number(derivation.value, left.role, quantity)
    if not derivation.numbers:
        return Equation(left, result)
    return Equation(left, derivation.numbers[-1], result)


def _of_selection(state: State, selected: Quantity) -> Explanation:
    beats = derived.beats(state)
    focus, known = in_focus(selected, beats, derived.last_revealed(state))
    derivation = derive(derived.experiment(state), derived.trace(state), focus, derived.row(state))
    blocks = []
    general = _general(state, focus)
    if general:
        blocks.append(Block(say("explanation.general"), general))
    if known or derivation.rules:
        caption = say("explanation.this-one") if general else ""
        blocks.append(Block(caption, derivation.equations(known), True))
    own = tuple(_own(state, number) for number in of_selection(selected))
    blocks.append(Block(say("explanation.own-numbers"), own))
    return Explanation(
        selection_title(name(focus, state.view.notation), focus.kind),
        selection_sentence(
            focus,
            known,
            derived.experiment(state),
            several_samples=len(derived.trace(state).x) > 1,
        ),
        tuple(blocks),
    )


def _general(state: State, focus: Quantity) -> tuple[Equation, ...]:
    """Return the rule for every number of this kind, with letters for its indices."""
    beats = derived.beats(state)
    index = first_known(focus, beats)
    if index < 0:
        return ()
    lines = beat_rules(derived.experiment(state), beats[index])
    if beats[index].scene is Scene.UPDATE:  # one line for the weights, one for the biases
        return lines[:1] if focus.kind is Kind.WEIGHT_AFTER else lines[1:]
    return lines


def _own(state: State, quantity: Quantity) -> Equation:
    """Return a number of the selection, a dash while it has not been computed."""
    left, value = symbol(quantity), derived.value(state, quantity)
    if value is None:
        return Equation(left, Symbol(DASH))
    return Equation(left, Number(value, left.role, quantity))

"""What a card says at a moment of the state, as the paragraphs of a page."""

from engine.shape import in_network
from engine.story.formulas.terms import symbol
from engine.story.notation import noted, noted_equations
from engine.text.covered import covered
from engine.text.lesson.lesson import (
    FactRun,
    FormulaBlock,
    LatexBlock,
    LatexRun,
    LessonCard,
    Line,
    NumberRun,
    Paragraph,
    Piece,
    SymbolRun,
    TextRun,
)
from engine.text.numbers import DASH, short
from engine.written.expression import signed
from engine.written.quantity import Quantity
from gui.disk.lessons import in_language
from gui.lessons.progress import ends_course, following, number_of
from gui.lessons.runs import (
    EquationsBlock,
    Latex,
    LatexParagraph,
    Letter,
    LiveNumber,
    PageBlock,
    PageMark,
    PageRun,
    TextBlock,
    Words,
)
from gui.state.hiding.derived import is_hidden
from gui.state.hiding.formulas import covered_equations
from gui.state.lesson import derived as lesson_derived
from gui.state.lesson import facts
from gui.state.run import derived
from gui.state.state import State
from gui.words.catalog import say, say_names


def card_now(state: State) -> LessonCard | None:
    """Return the card on screen in the language in use, None while no lesson is open."""
    choice = state.lesson
    return None if choice is None else in_language(choice.lesson).cards[choice.at]


def card_blocks(state: State, card: LessonCard) -> tuple[PageBlock, ...]:
    """Return title and text."""
    title = TextBlock((Words(card.title),), heading=True)
    return (title, *(paragraph_block(state, each) for each in card.text))


def try_blocks(
    state: State, card: LessonCard, *, before_class: bool = False
) -> tuple[PageBlock, ...]:
    """Return what is to be tried, nothing as long as the question before it is open.

    before_class: whether it is shown to a class, where keys and clicks do other things.
    """
    if not card.trying or lesson_derived.is_question_open(state):
        return ()
    is_done = lesson_derived.is_done(state)
    mark = PageMark.DONE if is_done else PageMark.OPEN
    head = Words(say("lesson.try-in-window" if before_class else "lesson.try"), bold=True)
    runs = (head, *runs_of(state, card.trying))
    return (TextBlock(runs, "accent", mark=mark if card.done else PageMark.NONE),)


def ending_blocks(state: State) -> tuple[TextBlock, ...]:
    """Return which lesson comes after the last card of one, or that there is none."""
    after = following(state)
    if after is not None:
        said = say("lesson.next", number=number_of(after), title=after.called)
        return (TextBlock((Words(said),), "text_soft"),)
    last = TextBlock((Words(say("lesson.course-ends")),), "text_soft")
    return (last,) if ends_course(state) else ()


def paragraph_block(state: State, paragraph: Paragraph) -> PageBlock:
    """Return one paragraph of a card with the numbers of the moment."""
    match paragraph:
        case FormulaBlock(quantity):
            return _formula(state, quantity)
        case LatexBlock(latex):
            return LatexParagraph(latex)
        case _:
            return TextBlock(runs_of(state, paragraph))


def runs_of(state: State, line: Line) -> tuple[PageRun, ...]:
    """Return a line with the numbers of the moment."""
    return tuple(_run(state, each) for each in line)


def _run(state: State, run: Piece) -> PageRun:
    match run:
        case TextRun(text, bold):
            return Words(text, bold)
        case NumberRun(quantity, bold):
            return number_run(state, quantity, bold=bold)
        case FactRun(name, bold):
            return _fact(state, name, bold)
        case SymbolRun(quantity):
            letter = symbol(derived.scope(state).address(quantity))
            return Letter(noted(letter, state.view.notation))
        case LatexRun(latex):
            return Latex(latex)


def number_run(state: State, quantity: Quantity, *, bold: bool = False) -> LiveNumber:
    """Return a number of the step on screen, a dash while it has not been computed.

    Somebody may have another network on screen than that of the card: it may have no such number.
    """
    scope = derived.scope(state)
    if not _is_there(state, quantity):
        return LiveNumber(DASH, DASH, bold=bold)
    here = scope.address(quantity) if quantity.sample is None else quantity
    value, role = scope.read(here), symbol(here).role
    text = short(value, state.view.digits, kind=here.kind)
    if not derived.is_known(state, here):
        return LiveNumber(DASH, text, role, here, bold)
    if is_hidden(state, here):
        return LiveNumber(covered(text), text, role, here, bold)
    return LiveNumber(text, text, signed(role, value), here, bold)


def _fact(state: State, name: str, bold: bool) -> LiveNumber:
    value = facts.value(state, name)
    if value is None:
        text = DASH
    elif isinstance(value, str):
        text = value
    elif isinstance(value, tuple):
        text = say_names(value) if value else DASH
    else:
        text = short(value, state.view.digits)
        if facts.is_hidden(state, name, value):
            return LiveNumber(covered(text), text, bold=bold)
    return LiveNumber(text, text, bold=bold)


def _formula(state: State, quantity: Quantity) -> EquationsBlock | TextBlock:
    """Return how a number is computed, as the explanation has it."""
    scope = derived.scope(state)
    if not _is_there(state, quantity):
        return TextBlock((Words(DASH),))
    here = scope.address(quantity) if quantity.sample is None else quantity
    lines = scope.derive(here).equations(derived.is_known(state, here))
    told = covered_equations(state, lines)
    return EquationsBlock(noted_equations(told, state.view.notation), state.view.digits)


def _is_there(state: State, quantity: Quantity) -> bool:
    """Return whether the step on screen has such a number, known by now or not."""
    samples, sample = derived.scope(state).samples, quantity.sample or 0
    shape = derived.experiment(state).network.shape
    return in_network(quantity, shape) and sample < samples

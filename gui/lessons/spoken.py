"""What a screen reader says of a page: its paragraphs, with formulas as words."""

from collections.abc import Sequence

from engine.text.covered import is_covered
from engine.text.speech import derivation_to_speech, letter_to_speech, number_to_speech
from gui.formula.latex_spoken import latex_spoken
from gui.lessons.runs import (
    EquationsBlock,
    Latex,
    LatexParagraph,
    Letter,
    LiveNumber,
    PageBlock,
    PageMark,
    PageRun,
    Words,
)
from gui.words.catalog import say

_MARKS = {PageMark.DONE: "page-mark.done", PageMark.RIGHT: "page-mark.right"}
_MARKS |= {PageMark.OPEN: "page-mark.open", PageMark.WRONG: "page-mark.wrong"}


def page_spoken(blocks: Sequence[PageBlock]) -> str:
    """Return a page as words, a paragraph a line."""
    return "\n".join(map(block_spoken, blocks))


def block_spoken(block: PageBlock) -> str:
    """Return a paragraph as words, what stands before it first."""
    match block:
        case EquationsBlock(equations, digits):
            return derivation_to_speech(equations, digits, say)
        case LatexParagraph(latex):
            return latex_spoken(latex, say)
        case _:
            said = runs_spoken(block.runs)
            said = say("page-mark.labelled", label=block.label, text=said) if block.label else said
            return say(_MARKS[block.mark], text=said) if block.mark in _MARKS else said


def runs_spoken(runs: Sequence[PageRun]) -> str:
    """Return a line as words."""
    return "".join(map(_run, runs))


def _run(run: PageRun) -> str:
    match run:
        case Words(text):
            return text
        case LiveNumber(text) if is_covered(text):
            return say("speech.hidden-number")
        case LiveNumber(text):
            return number_to_speech(text, say)
        case Letter(symbol):
            return letter_to_speech(symbol, say)
        case Latex(latex):
            return latex_spoken(latex, say)

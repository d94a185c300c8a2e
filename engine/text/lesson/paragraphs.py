"""The words of a card, taken apart: letters, live numbers, facts, symbols, formulas.

    **Bold** words, {dw[2,0,0]}, {symbol w[2,0,0]}, {fact loss}, $w \\leftarrow w - \\eta g$

and alone in a paragraph {formula dw[2,0,0]} or $...$. A backslash takes a sign for itself.
"""

import re
from collections.abc import Iterator
from unicodedata import east_asian_width

from engine.text.file.schema import shown
from engine.text.lesson.lesson import (
    BadLesson,
    FactRun,
    FormulaBlock,
    LatexBlock,
    LatexRun,
    Line,
    NumberRun,
    Paragraph,
    Piece,
    SymbolRun,
    TextRun,
)
from engine.text.lesson.subject import CardSubject

_APART = re.compile(r"\n[ \t]*\n\s*")
_TOKEN = re.compile(
    r"""(?P<sign>\\[\\{}$*])
    |\$(?P<latex>(?:[^$\\]|\\.)*)\$
    |\{(?P<live>[^{}]*)\}
    |(?P<bold>\*\*)
    |(?P<astray>[{}$])
    |(?P<text>(?:[^\\${}*]|\*(?!\*)|\\(?![\\{}$*]))+)""",
    re.VERBOSE | re.DOTALL,
)
_BREAK = re.compile(r"[ \t]*\n[ \t]*")


def paragraphs(text: str, subject: CardSubject) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text, which empty lines divide; raise BadLesson."""
    found = tuple(_paragraph(each, subject) for each in _APART.split(text.strip()) if each)
    if not found:
        raise BadLesson("lesson.empty")
    return found


def line(text: str, subject: CardSubject) -> Line:
    """Return a text of one paragraph, () for none; raise BadLesson where it has several."""
    if _APART.search(text.strip()):
        raise BadLesson("lesson.one-paragraph")
    return _line(text.strip(), subject)


def _paragraph(text: str, subject: CardSubject) -> Paragraph:
    whole = _TOKEN.fullmatch(text)
    if whole is not None and whole["latex"] is not None:
        return LatexBlock(_latex(whole["latex"], subject))
    if whole is not None and (whole["live"] or "").startswith("formula "):
        return FormulaBlock(subject.quantity(whole["live"].removeprefix("formula ").strip()))
    return _line(text, subject)


def _line(text: str, subject: CardSubject) -> Line:
    return tuple(_joined(_runs(_on_one_line(text), subject)))


def _runs(text: str, subject: CardSubject) -> Iterator[Piece]:
    bold, since = False, ""
    for token in _TOKEN.finditer(text):
        if token["bold"]:
            bold, since = not bold, text[token.start() :]
        elif token["astray"]:
            raise BadLesson("lesson.astray", sign=token[0], text=shown(text[token.start() :][:30]))
        elif token["latex"] is not None:
            yield LatexRun(_latex(token["latex"], subject))
        elif token["live"] is not None:
            yield _live(token["live"].strip(), bold, subject)
        else:
            yield TextRun(token["sign"][1:] if token["sign"] else token["text"], bold)
    if bold:
        raise BadLesson("lesson.bold-open", text=shown(since[:30]))


def _live(written: str, bold: bool, subject: CardSubject) -> Piece:
    word, _, name = written.partition(" ")
    if word == "fact":
        subject.fact(name.strip())
        return FactRun(name.strip(), bold)
    if word == "symbol":
        return SymbolRun(subject.quantity(name.strip()), bold)
    if word == "formula":
        raise BadLesson("lesson.formula-alone", text=shown(written))
    return NumberRun(subject.quantity(written), bold)


def _latex(text: str, subject: CardSubject) -> str:
    if not text.strip():
        raise BadLesson("lesson.no-latex")
    if subject.check_latex is not None:
        subject.check_latex(text.strip())
    return text.strip()


def _joined(runs: Iterator[Piece]) -> Iterator[Piece]:
    """Yield the runs, with letters that follow each other as one."""
    waiting: TextRun | None = None
    for run in runs:
        if isinstance(run, TextRun) and waiting is not None and run.bold == waiting.bold:
            waiting = TextRun(waiting.text + run.text, run.bold)
            continue
        if waiting is not None:
            yield waiting
        waiting = run if isinstance(run, TextRun) else None
        if waiting is None:
            yield run
    if waiting is not None:
        yield waiting


def _on_one_line(text: str) -> str:
    """Return a text without breaks: a blank in place of each, none between Chinese characters."""

    def blank(found: re.Match[str]) -> str:
        before, after = text[: found.start()][-1:], text[found.end() :][:1]
        return "" if _is_wide(before) and _is_wide(after) else " "

    return _BREAK.sub(blank, text)


def _is_wide(letter: str) -> bool:
    return letter != "" and east_asian_width(letter) in "WF"
